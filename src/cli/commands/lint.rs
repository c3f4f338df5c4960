//! `okr lint`: what could be better about the wording, the measures and the habit of objectives and key
//! results.

use chrono::Days;
use clap::Args;
use okr_core::lint::{Finding, LOOK_BACK, Level, Sight, lint};
use okr_core::report::board::{Board, CycleChoice, Depth, Narrow, board};
use okr_core::store::cycles;
use okr_core::{Connection, Result};
use serde_json::{Value, json};

use crate::cli::exit::Exit;
use crate::cli::output::{Cell, Column, Row, tables};
use crate::cli::selection::{self, Selection};
use crate::cli::session::Session;
use crate::words::lint as words;
use crate::words::tone::Tone;
use crate::words::{item, progress};

#[derive(Debug, Args)]
pub struct LintArgs {
    /// Which ones: team:web, owner:me, words of a title …
    #[arg(value_name = "FILTER", add = crate::cli::complete::filters())]
    pub filter: Vec<String>,
    /// End with 7 when something is found
    #[arg(long)]
    pub exit_code: bool,
}

/// # Errors
/// Whatever the core refuses.
pub fn run(session: &mut Session<'_>, arguments: LintArgs) -> Result<Exit> {
    let book = session.need_book()?;
    let (selection, board, mut found) = book.read(|connection| {
        let selection = Selection::of(session, &arguments.filter, connection)?;
        let choice = session.cycle_choice();
        let board = whole(session, connection, &choice, selection.day)?;
        let earlier = selection.day.checked_sub_days(Days::new(LOOK_BACK));
        let earlier = whole(
            session,
            connection,
            &choice,
            earlier.unwrap_or(selection.day),
        )?;
        let before = before(session, connection, &board)?;
        let sight = Sight {
            board: &board,
            earlier: &earlier,
            cycles_before: &before,
            cadence: selection::cadence(session),
        };
        let found = lint(connection, &sight)?;
        Ok((selection, board, found))
    })?;
    // Rules look at the whole cycle; what is shown is what was asked for.
    found.retain(|finding| {
        let item = board
            .items
            .iter()
            .find(|item| Some(item.head.uid) == finding.uid);
        let picked = item.map_or_else(|| selection.is_everything(), |item| selection.picks(item));
        picked && !is_silenced(session, finding)
    });
    let columns = vec![
        Column::text("id", "ID"),
        Column::text("code", "CODE"),
        Column::text("level", "LEVEL"),
        Column::text("finding", "FINDING").shrinks(2).not_below(24),
        Column::text("suggestion", "SUGGESTION")
            .shrinks(1)
            .not_below(24),
        Column::text("title", "TITLE").when_asked(),
    ];
    let as_of = selection::as_of(session, selection.day);
    let mut listing = tables::empty("lint", as_of, columns);
    listing.cycle = board.cycle.as_ref().map(|cycle| cycle.name.clone());
    listing.rows = found.iter().map(row).collect();
    "nothing to say against it".clone_into(&mut listing.when_empty);
    listing.remarks.extend(words::counted(&found));
    listing.remarks.extend(selection.remark(&board.items));
    // A script that is quiet only asks for the code.
    if !(arguments.exit_code && session.globals.quiet) {
        session.show(&listing)?;
    }
    Ok(match arguments.exit_code && !found.is_empty() {
        true => Exit::Found,
        false => Exit::Done,
    })
}

fn whole(
    session: &Session<'_>,
    connection: &Connection,
    choice: &CycleChoice,
    day: chrono::NaiveDate,
) -> Result<Board> {
    board(
        connection,
        choice,
        &Narrow::Everything,
        Depth::Words,
        &session.policy(),
        day,
    )
}

/// The two cycles that ended before this one began, newest first.
fn before(session: &Session<'_>, connection: &Connection, now: &Board) -> Result<Vec<Board>> {
    let Some(cycle) = &now.cycle else {
        return Ok(Vec::new());
    };
    let mut all = cycles::all(connection)?;
    all.retain(|other| other.end < cycle.start);
    all.sort_by_key(|other| std::cmp::Reverse(other.end));
    all.iter()
        .take(2)
        .map(|other| {
            let choice = CycleChoice::Named(other.name.clone());
            whole(session, connection, &choice, now.day)
        })
        .collect()
}

fn is_silenced(session: &Session<'_>, finding: &Finding) -> bool {
    let allowed = session.settings.get("lint.allow");
    allowed
        .split([' ', ','])
        .any(|code| code.eq_ignore_ascii_case(finding.rule.code()))
}

fn row(finding: &Finding) -> Row {
    let rule = finding.rule;
    let (told, help) = (words::sentence(finding), words::suggestion(finding));
    let tone = match rule.level() {
        Level::Fix => Some(Tone::Warning),
        Level::Think | Level::Tip => None,
    };
    Row {
        cells: vec![
            Cell::toned(finding.id.clone(), Tone::Id),
            rule.code().into(),
            Cell {
                text: rule.level().name().to_owned(),
                tone,
            },
            told.clone().into(),
            help.clone().into(),
            finding.title.clone().into(),
        ],
        item: record_of(finding, &told, &help),
        sentence: item::ended(&[
            finding.id.clone(),
            progress::capital(&told),
            progress::capital(&help),
            format!(
                "{}, {}",
                progress::capital(rule.level().name()),
                rule.code()
            ),
        ]),
    }
}

fn record_of(finding: &Finding, told: &str, help: &str) -> Value {
    json!({
        "type": "finding",
        "id": finding.id,
        "uid": finding.uid.map(|uid| uid.to_string()),
        "title": finding.title,
        "code": finding.rule.code(),
        "level": finding.rule.level().name(),
        "finding": told,
        "suggestion": help,
        "count": finding.count,
        "about": finding.about,
    })
}
