//! `okr search`: words anywhere in the book.

use std::collections::HashMap;

use clap::Args;
use okr_core::Result;
use okr_core::domain::id::Uid;
use okr_core::report::search::{Field, Hit, search};
use okr_core::store::names;
use serde_json::json;

use crate::cli::exit::Exit;
use crate::cli::output::{Cell, Column, Row, record, tables};
use crate::cli::selection;
use crate::cli::session::Session;
use crate::words::tone::Tone;
use crate::words::{dates, excerpt, item as words, progress};

#[derive(Debug, Args)]
pub struct SearchArgs {
    /// The text to find; every character stands for itself
    #[arg(value_name = "TEXT", required = true)]
    pub text: Vec<String>,
}

const MOST: usize = 200;

/// # Errors
/// Whatever the core refuses.
pub fn run(session: &mut Session<'_>, arguments: SearchArgs) -> Result<Exit> {
    let book = session.need_book()?;
    let day = session.day()?;
    let text = arguments.text.join(" ");
    let (mut found, ids) = book.read(|connection| {
        let found = search(connection, &text, MOST)?;
        let names = names::all(connection)?;
        let ids: HashMap<Uid, String> = names.into_iter().map(|name| (name.uid, name.id)).collect();
        Ok((found, ids))
    })?;
    let live = |hit: &Hit| session.globals.all || !hit.is_dropped;
    let dropped = found.hits.iter().filter(|hit| !live(hit)).count();
    found.hits.retain(live);
    let columns = vec![
        Column::text("id", "ID"),
        Column::text("field", "WHERE"),
        Column::text("about", "ON"),
        Column::text("date", "DATE"),
        Column::text("text", "TEXT").shrinks(1),
        Column::text("type", "TYPE").when_asked(),
    ];
    let is_table = session.format()?.form == crate::cli::output::Form::Table;
    let mut listing = tables::empty("search", selection::as_of(session, day), columns);
    listing.rows = found
        .hits
        .iter()
        .map(|hit| row(hit, &ids, day, is_table))
        .collect();
    listing.when_empty = format!("nothing found for \"{text}\"");
    if found.total > listing.rows.len() + dropped {
        listing.remarks.push(format!(
            "{} places in all; these are the first {}",
            found.total,
            listing.rows.len()
        ));
    }
    if dropped > 0 {
        listing.remarks.push(format!(
            "{dropped} more in dropped records (--all shows them)"
        ));
    }
    session.show(&listing)?;
    Ok(Exit::Done)
}

fn field(field: Field) -> &'static str {
    match field {
        Field::Handle => "handle",
        Field::Title => "title",
        Field::Blocker => "blocker",
        Field::Note => "note",
        Field::DroppedBecause => "dropped because",
        Field::Reason => "reason",
        Field::Cause => "cause",
        Field::Helped => "helped",
        Field::Hurt => "hurt",
        Field::Learned => "learned",
        Field::Answer => "answer",
    }
}

fn row(hit: &Hit, ids: &HashMap<Uid, String>, day: chrono::NaiveDate, is_table: bool) -> Row {
    let about: Vec<String> = hit
        .about
        .iter()
        .filter_map(|uid| ids.get(uid).cloned())
        .collect();
    let date = hit
        .date
        .map(|date| dates::short(date, day))
        .unwrap_or_default();
    let text = if is_table {
        excerpt::around(&hit.text, hit.range.clone())
    } else {
        hit.text.clone()
    };
    let said = [
        format!(
            "{} {}, {}",
            progress::capital(hit.kind.noun()),
            hit.id,
            field(hit.field)
        ),
        if about.is_empty() {
            String::new()
        } else {
            format!("On {}", about.join(", "))
        },
        date.clone(),
        hit.text.clone(),
    ];
    Row {
        cells: vec![
            Cell::toned(
                hit.id.clone(),
                if hit.is_dropped {
                    Tone::Muted
                } else {
                    Tone::Id
                },
            ),
            field(hit.field).into(),
            about.join(",").into(),
            date.into(),
            text.into(),
            hit.kind.name().into(),
        ],
        item: json!({
            "id": hit.id,
            "uid": hit.uid.to_string(),
            "type": hit.kind.name(),
            "field": field(hit.field).replace(' ', "_"),
            "text": hit.text,
            "match": hit.text.get(hit.range.clone()),
            "date": hit.date.map(record::day),
            "dropped": hit.is_dropped,
            "about": about,
        }),
        sentence: words::ended(&said),
    }
}
