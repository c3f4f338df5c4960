//! Small tables that several commands show: check-ins, happenings, operations, the lines of an
//! explanation. Rows carry the record for machines, as everywhere.

use chrono::{DateTime, FixedOffset, NaiveDate};
use okr_core::domain::assess::Line;
use okr_core::domain::measure::Measure;
use okr_core::report::history::{Entry, Happening};
use okr_core::store::ops::{Operation, OperationState};
use okr_core::time::local_instant;
use serde_json::json;

use super::{Cell, Column, Listing, Row, record};
use crate::words::facts::Fact;
use crate::words::glyphs::Glyphs;
use crate::words::tone::Tone;
use crate::words::{dates, facts, happening, item as words};

/// A listing without rows, to be filled.
#[must_use]
pub fn empty(kind: &'static str, as_of: DateTime<FixedOffset>, columns: Vec<Column>) -> Listing {
    Listing {
        kind,
        as_of,
        cycle: None,
        columns,
        rows: Vec::new(),
        when_empty: String::new(),
        remarks: Vec::new(),
    }
}

/// The check-ins among the entries of a key result's history, newest first.
#[must_use]
pub fn check_ins(
    entries: &[Entry],
    kr: &str,
    measure: &Measure,
    day: NaiveDate,
    glyphs: &Glyphs,
    as_of: DateTime<FixedOffset>,
) -> Listing {
    let columns = vec![
        Column::text("id", "ID"),
        Column::text("date", "DATE"),
        Column::number("value", "VALUE"),
        Column::number("change", "CHANGE"),
        Column::number("confidence", "CONF"),
        Column::text("note", "NOTE").shrinks(1),
    ];
    let mut listing = empty("checkin", as_of, columns);
    for entry in entries.iter().rev() {
        let Happening::CheckedIn {
            check_in, change, ..
        } = &entry.happening
        else {
            continue;
        };
        let value = match (check_in.value, &check_in.text) {
            (Some(value), _) => words::value(value, measure),
            (None, Some(text)) => text.clone(),
            (None, None) => "no number".to_owned(),
        };
        let change =
            change.map_or_else(String::new, |change| facts::change(change, measure, glyphs));
        let confidence = check_in
            .confidence
            .map_or_else(|| "-".to_owned(), |answer| answer.to_string());
        let mut note = check_in.note.clone().unwrap_or_default();
        if let Some(blocker) = &check_in.blocker {
            let gap = if note.is_empty() { "" } else { " " };
            note = format!("{note}{gap}(blocked: {blocker})");
        }
        let date = dates::short(check_in.date, day);
        let mut said = vec![format!("{} on {date}", check_in.id), value.clone()];
        if let Some(answer) = check_in.confidence {
            said.push(format!("Confidence {answer} of 10"));
        }
        said.push(note.clone());
        listing.rows.push(Row {
            cells: vec![
                Cell::toned(check_in.id.to_string(), Tone::Id),
                date.into(),
                value.into(),
                change.into(),
                confidence.into(),
                note.into(),
            ],
            item: record::check_in(check_in, kr, measure),
            sentence: words::ended(&said),
        });
    }
    listing
}

/// Everything else in a history, newest first, each under its day.
#[must_use]
pub fn happenings(
    entries: &[Entry],
    measure: Option<&Measure>,
    day: NaiveDate,
    glyphs: &Glyphs,
) -> Vec<Fact> {
    let others = entries
        .iter()
        .rev()
        .filter(|entry| !matches!(entry.happening, Happening::CheckedIn { .. }));
    others
        .map(|entry| Fact {
            label: dates::short(entry.day, day),
            text: happening::sentence(&entry.happening, measure, glyphs),
            tone: None,
        })
        .collect()
}

/// The steps of an explanation as facts.
#[must_use]
pub fn steps(lines: &[Line]) -> Vec<Fact> {
    let fact = |line: &Line| Fact {
        label: line.label.clone(),
        text: line.text.clone(),
        tone: None,
    };
    lines.iter().map(fact).collect()
}

/// Operations as they come, newest first.
#[must_use]
pub fn operations(operations: &[Operation], as_of: DateTime<FixedOffset>) -> Listing {
    let columns = vec![
        Column::text("id", "OP"),
        Column::text("at", "WHEN"),
        Column::text("by", "WHO").shrinks(1),
        Column::text("state", "STATE"),
        Column::text("command", "COMMAND").shrinks(2),
    ];
    let mut listing = empty("operation.list", as_of, columns);
    for operation in operations {
        let id = format!("op{}", operation.n);
        let at = dates::instant(local_instant(operation.stamp.millis()));
        let gone = operation.state != OperationState::Done;
        let tone = if gone { Tone::Muted } else { Tone::Id };
        let command = if gone {
            Cell::toned(operation.command.clone(), Tone::Muted)
        } else {
            operation.command.clone().into()
        };
        let state = if gone { "undone" } else { "" };
        let mut said = vec![
            format!("{id}, {at}"),
            operation.by.clone(),
            operation.command.clone(),
        ];
        if gone {
            said.push("Undone".to_owned());
        }
        listing.rows.push(Row {
            cells: vec![
                Cell::toned(id, tone),
                at.into(),
                operation.by.clone().into(),
                state.into(),
                command,
            ],
            item: record::operation(operation),
            sentence: words::ended(&said),
        });
    }
    if listing
        .rows
        .iter()
        .all(|row| row.cells.get(3).is_none_or(|state| state.text.is_empty()))
        && let Some(state) = listing
            .columns
            .iter_mut()
            .find(|column| column.name == "state")
    {
        state.title = "";
    }
    listing
}

/// The steps of an explanation.
#[must_use]
pub fn lines(lines: &[Line], as_of: DateTime<FixedOffset>) -> Listing {
    let columns = vec![Column::text("label", ""), Column::text("text", "")];
    let mut listing = empty("why", as_of, columns);
    listing.rows = lines
        .iter()
        .map(|line| Row {
            cells: vec![
                Cell::toned(line.label.clone(), Tone::Muted),
                line.text.clone().into(),
            ],
            item: json!({"label": line.label, "text": line.text}),
            sentence: words::ended(&[format!("{}: {}", line.label, line.text)]),
        })
        .collect();
    listing
}
