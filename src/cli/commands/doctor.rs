//! `okr doctor`: terminal, shell, file and settings at a glance.

use clap::Args;
use okr_core::Result;
use serde_json::json;

use crate::cli::checkup::{Fact, book, shell, terminal};
use crate::cli::exit::Exit;
use crate::cli::output::{Cell, Column, Form, Listing, Row};
use crate::cli::session::Session;
use crate::cli::usage::line_of_book;
use crate::place;
use crate::words::tone::Tone;

/// Ends with 7 when something is worth a look
#[derive(Debug, Args)]
pub struct DoctorArgs {}

/// # Errors
/// A stream that cannot be written.
pub fn run(session: &mut Session<'_>, _arguments: DoctorArgs) -> Result<Exit> {
    let facts = facts(session);
    let needs_care = facts.iter().any(|fact| fact.advice.is_some());
    let listing = listing(session, facts);
    let form = session.format()?.form;
    session.show(&listing)?;
    if matches!(form, Form::Table)
        && let Some(ruler) = terminal::ruler(session.io)
    {
        session.io.print(&ruler)?;
    }
    Ok(if needs_care { Exit::Found } else { Exit::Done })
}

fn facts(session: &mut Session<'_>) -> Vec<Fact> {
    let environment = session.environment;
    let mut facts = vec![Fact::fine("program", "version", env!("CARGO_PKG_VERSION"))];
    let mounts = std::fs::read_to_string("/proc/mounts").unwrap_or_default();
    match session.path() {
        Ok(path) => facts.extend(book::facts(&path, &mounts, session.now.today)),
        Err(error) => facts.push(
            Fact::fine("book", "path", error.message).worth_a_look("E606", "--db FILE, or OKR_DB"),
        ),
    }
    let named = session
        .globals
        .config
        .clone()
        .or_else(|| environment("OKR_CONFIG"));
    let settings = place::settings(named.as_deref()).ok();
    facts.extend(book::settings(
        settings.as_deref(),
        &session.settings.warnings,
    ));
    facts.extend(terminal::facts(session.io, environment));
    let named = |name: &str| environment(name).filter(|value| !value.is_empty());
    let pager = named("OKR_PAGER").or_else(|| {
        Some(session.settings.get("ui.pager").to_owned()).filter(|pager| !pager.is_empty())
    });
    let pager = pager
        .or_else(|| named("PAGER"))
        .unwrap_or_else(|| "less".to_owned());
    facts.push(Fact::fine("terminal", "pager", pager));
    facts.push(Fact::fine(
        "terminal",
        "editor",
        session
            .editor()
            .unwrap_or_else(|| "none named; vi is tried".to_owned()),
    ));
    facts.extend(shell::facts(environment));
    facts.extend(shell::clock(&session.now, environment));
    facts
}

fn listing(session: &Session<'_>, mut facts: Vec<Fact>) -> Listing {
    for advice in facts.iter_mut().filter_map(|fact| fact.advice.as_mut()) {
        advice.text = line_of_book(&advice.text, &session.arguments);
    }
    let remarks = facts.iter().filter_map(|fact| {
        let advice = fact.advice.as_ref()?;
        Some(format!(
            "{}  {} {}: {}",
            advice.code, fact.part, fact.name, advice.text
        ))
    });
    let remarks = remarks.collect();
    let row = |fact: Fact| {
        let (code, advice) = fact.advice.map_or((None, None), |advice| {
            (Some(advice.code), Some(advice.text))
        });
        let state = if code.is_some() { "look" } else { "fine" };
        let tail = advice
            .as_ref()
            .map_or(String::new(), |advice| format!(". Worth a look: {advice}"));
        let told = code.map_or_else(Cell::default, |code| Cell::toned(code, Tone::Warning));
        Row {
            sentence: format!("{}, {}: {}{tail}", fact.part, fact.name, fact.value),
            item: json!({ "type": "fact", "part": fact.part, "name": fact.name, "value": fact.value, "state": state, "code": code, "advice": advice }),
            cells: vec![
                fact.part.into(),
                fact.name.into(),
                fact.value.into(),
                told,
                advice.unwrap_or_default().into(),
            ],
        }
    };
    Listing {
        kind: "checkup",
        as_of: session.now.instant,
        cycle: None,
        columns: vec![
            Column::text("part", "PART"),
            Column::text("name", "WHAT"),
            Column::text("value", "IS").shrinks(1),
            Column::text("code", "LOOK"),
            Column::text("advice", "WORTH A LOOK").when_asked(),
        ],
        rows: facts.into_iter().map(row).collect(),
        when_empty: String::new(),
        remarks,
    }
}
