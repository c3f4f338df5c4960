//! `okr` alone: where the cycle stands, on one screen. The sentences are `words::status`'s, the facts
//! come from the core in one answer; here they find their place.

mod page;

use clap::Args;
use okr_core::domain::id::Uid;
use okr_core::report::board::Depth;
use okr_core::report::status::{Standing, standing};
use okr_core::store::names;
use okr_core::{Connection, Result};
use serde_json::{Value, json};

use crate::cli::exit::Exit;
use crate::cli::output::{Column, Form, Row, record, tables};
use crate::cli::selection::{self, Selection};
use crate::cli::session::Session;
use crate::words::status as words;

#[derive(Debug, Args)]
pub struct StatusArgs {}

/// # Errors
/// Whatever the core refuses.
pub fn run(session: &mut Session<'_>, _arguments: StatusArgs) -> Result<Exit> {
    let format = session.format()?;
    let for_people = matches!(
        format.form,
        Form::Table | Form::Sentences | Form::Plain | Form::Md
    );
    let Some(book) = session.book()? else {
        return nothing_yet(session, for_people);
    };
    let cadence = selection::cadence(session);
    let is_new = book.read(|connection| Ok(names::some(connection, 1)?.is_empty()))?;
    if is_new {
        return nothing_yet(session, for_people);
    }
    book.read(|connection| {
        let selection = Selection::of(session, &[], connection)?;
        let board = selection.board(session, connection, Depth::Ends)?;
        let mut found = standing(connection, &board, selection.filter(), cadence)?;
        if session.globals.at.is_some() {
            // Nothing can be done about the past.
            found.next.clear();
        }
        if for_people {
            let text = page::rendered(&found, selection.day, format.form, &session.io.out);
            session.io.print(&text)?;
            if let Some(remark) = selection.remark(&board.items) {
                let remark = session.io.err.ruler.safe(&remark).into_owned();
                session.io.remark(&remark);
            }
            return Ok(());
        }
        let day = selection.day;
        let mut listing = tables::empty("status", selection::as_of(session, day), columns());
        listing.cycle = found.cycle.map(|cycle| cycle.name.clone());
        listing.rows.push(Row {
            cells: columns().iter().map(|_| "".into()).collect(),
            item: record_of(connection, &found)?,
            sentence: String::new(),
        });
        session.show(&listing)
    })?;
    Ok(Exit::Done)
}

/// The first minute: nothing was made, and nothing is made by looking.
fn nothing_yet(session: &mut Session<'_>, for_people: bool) -> Result<Exit> {
    if for_people {
        session.io.print(words::FIRST_MINUTE)?;
    } else {
        let day = session.day()?;
        let listing = tables::empty("status", selection::as_of(session, day), columns());
        session.show(&listing)?;
    }
    Ok(Exit::Done)
}

fn columns() -> Vec<Column> {
    vec![
        Column::text("cycle", "CYCLE"),
        Column::number("week", "WEEK"),
        Column::number("weeks", "WEEKS"),
        Column::number("time_gone", "TIME GONE"),
        Column::number("objective_count", "OBJECTIVES"),
        Column::number("key_result_count", "KEY RESULTS"),
        Column::number("checked_in", "CHECKED IN"),
        Column::number("due", "DUE"),
        Column::text("next_review", "NEXT REVIEW"),
    ]
}

fn record_of(connection: &Connection, found: &Standing<'_>) -> Result<Value> {
    let ids = |about: &[Uid]| -> Result<Vec<String>> {
        let mut ids = Vec::new();
        for uid in about {
            ids.extend(
                names::between(connection, *uid, *uid)?
                    .into_iter()
                    .map(|name| name.id),
            );
        }
        Ok(ids)
    };
    let wins: Result<Vec<Value>> = found
        .new_wins
        .iter()
        .map(|win| Ok(record::win(win, &ids(&win.about)?)))
        .collect();
    let asks: Result<Vec<Value>> = found
        .open_asks
        .iter()
        .map(|ask| Ok(record::ask(ask, &ids(&ask.about)?)))
        .collect();
    let newest = found
        .newest_win
        .as_ref()
        .map(|win| Ok(record::win(win, &ids(&win.about)?)))
        .transpose();
    let newest: Result<Option<Value>> = newest;
    let needs = found.needs.iter().map(|need| {
        json!({"kr": record::item(need.item), "days_since": need.days_since, "blocked_days": need.blocked_days})
    });
    Ok(json!({
        "type": "status",
        "cycle": found.cycle.map(|cycle| &cycle.name),
        "week": found.week.map(|(week, _)| week),
        "weeks": found.week.map(|(_, weeks)| weeks),
        "time_gone": found.time_gone.map(record::fraction),
        "objective_count": found.objectives.len(),
        "key_result_count": found.key_results,
        "checked_in": found.due.checked_in,
        "due": found.due.items.len(),
        "next_review": record::day(found.due.next_review),
        "objectives": found.objectives.iter().map(|item| record::item(item)).collect::<Vec<_>>(),
        "needs": needs.collect::<Vec<_>>(),
        "new_wins": wins?,
        "newest_win": newest?,
        "open_asks": asks?,
        "next": found.next.iter().map(words::next).collect::<Vec<_>>(),
    }))
}
