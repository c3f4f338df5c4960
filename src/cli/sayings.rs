//! The lists of wins and asks: dated sentences with the records they are about, newest first.

use okr_core::domain::id::Uid;
use okr_core::domain::record::Type;
use okr_core::reference;
use okr_core::store::facts;
use okr_core::{Connection, Result};

use super::exit::Exit;
use super::output::{Cell, Column, Listing, Row, record};
use super::session::Session;
use super::written::short_ids;
use crate::words::dates;
use crate::words::tone::Tone;

const SUBJECTS: [Type; 3] = [Type::KeyResult, Type::Objective, Type::Vision];

/// The records a list is narrowed to; empty for all.
fn narrowed(connection: &Connection, typed: &[String]) -> Result<Vec<Uid>> {
    typed
        .iter()
        .map(|typed| reference::near(connection, typed, &SUBJECTS).map(|found| found.uid))
        .collect()
}

fn fits(about: &[Uid], wanted: &[Uid]) -> bool {
    wanted.is_empty() || about.iter().any(|uid| wanted.contains(uid))
}

/// `okr win list`.
pub(super) fn wins(session: &mut Session<'_>, about: &[String]) -> Result<Exit> {
    let rows = session.need_book()?.read(|connection| {
        let wanted = narrowed(connection, about)?;
        let mut rows = Vec::new();
        for win in facts::wins(connection)?
            .iter()
            .rev()
            .filter(|win| fits(&win.about, &wanted))
        {
            let ids = short_ids(connection, &win.about)?;
            let by = win.by.clone().unwrap_or_default();
            let thanks = win.thanks.join(", ");
            let mut sentence = format!("{}. {}. {}.", win.id, dates::long(win.date), win.title);
            if !ids.is_empty() {
                sentence.push_str(&format!(" For {}.", ids.join(", ")));
            }
            if !thanks.is_empty() {
                sentence.push_str(&format!(" Thanks to {thanks}."));
            }
            rows.push(Row {
                cells: vec![
                    Cell::toned(win.id.to_string(), Tone::Id),
                    record::day(win.date).into(),
                    by.into(),
                    ids.join(", ").into(),
                    thanks.into(),
                    win.title.clone().into(),
                ],
                item: record::win(win, &ids),
                sentence,
            });
        }
        Ok(rows)
    })?;
    let columns = vec![
        Column::text("id", "ID"),
        Column::text("date", "DATE"),
        Column::text("by", "BY").shrinks(2),
        Column::text("for", "FOR").shrinks(1),
        Column::text("thanks", "THANKS").shrinks(3),
        Column::text("title", "WIN").shrinks(4),
    ];
    show(
        session,
        "win.list",
        columns,
        rows,
        "No wins yet. Keep one:  okr win \"…\" --for K1",
    )
}

/// `okr ask list`: open ones first.
pub(super) fn asks(session: &mut Session<'_>, about: &[String]) -> Result<Exit> {
    let day = session.day()?;
    let rows = session.need_book()?.read(|connection| {
        let wanted = narrowed(connection, about)?;
        let mut all = facts::asks(connection)?;
        all.retain(|ask| fits(&ask.about, &wanted));
        all.sort_by_key(|ask| (ask.closed.is_some(), std::cmp::Reverse(ask.date)));
        let mut rows = Vec::new();
        for ask in &all {
            let ids = short_ids(connection, &ask.about)?;
            let age = (ask.closed.unwrap_or(day) - ask.date).num_days();
            let (state, told) = match ask.closed {
                None => ("open", format!("Open for {}.", dates::days(age))),
                Some(closed) => ("closed", format!("Closed on {}.", dates::long(closed))),
            };
            let answer = ask.answer.clone().unwrap_or_default();
            let mut sentence = format!("{}. {}. {told}", ask.id, ask.title);
            if !ids.is_empty() {
                sentence.push_str(&format!(" For {}.", ids.join(", ")));
            }
            if !answer.is_empty() {
                sentence.push_str(&format!(" Answer: {answer}."));
            }
            rows.push(Row {
                cells: vec![
                    Cell::toned(ask.id.to_string(), Tone::Id),
                    state.into(),
                    dates::age(age).into(),
                    ask.by.clone().unwrap_or_default().into(),
                    ids.join(", ").into(),
                    ask.title.clone().into(),
                    answer.into(),
                ],
                item: record::ask(ask, &ids),
                sentence,
            });
        }
        Ok(rows)
    })?;
    let columns = vec![
        Column::text("id", "ID"),
        Column::text("state", "STATE"),
        Column::number("age", "AGE"),
        Column::text("by", "BY").shrinks(2),
        Column::text("for", "FOR").shrinks(1),
        Column::text("title", "ASK").shrinks(4),
        Column::text("answer", "ANSWER").shrinks(3),
    ];
    show(
        session,
        "ask.list",
        columns,
        rows,
        "No asks. Ask leadership for something:  okr ask \"…\" --for K1",
    )
}

/// Prints rows that belong to no one cycle.
pub(super) fn show(
    session: &mut Session<'_>,
    kind: &'static str,
    columns: Vec<Column>,
    rows: Vec<Row>,
    when_empty: &str,
) -> Result<Exit> {
    let listing = Listing {
        kind,
        as_of: session.now.instant,
        cycle: None,
        columns,
        rows,
        when_empty: when_empty.to_owned(),
        remarks: Vec::new(),
    };
    session.show(&listing)?;
    Ok(Exit::Done)
}
