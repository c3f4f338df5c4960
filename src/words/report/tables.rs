//! The tables of reports: objectives, key results, what moved. Numbers are printed as everywhere; a
//! person's name stands as a contact and nowhere in an order.

use chrono::NaiveDate;
use okr_core::domain::assess::{Assessment, Status};
use okr_core::report::diff::{Event, RecordChange};
use okr_core::report::item::Item;
use okr_core::report::summary::{Standing, Summary};

use super::lines::named;
use super::ways;
use crate::words::glyphs::Glyphs;
use crate::words::report::page::{Align, Cell, Column, Mark, Row, Table, Text};
use crate::words::{difference, item as words, progress};

pub(super) fn column(title: &'static str) -> Column {
    Column {
        title,
        align: Align::Left,
    }
}

pub(super) fn number(title: &'static str) -> Column {
    Column {
        title,
        align: Align::Right,
    }
}

fn said(text: Option<&String>) -> Cell {
    match text {
        Some(text) => Text::default().said(text).into(),
        None => Text::of("").into(),
    }
}

fn bar(item: &Item) -> Cell {
    let found = &item.assessment;
    Cell {
        text: Text::of(of_parts(found)),
        mark: Some(Mark::Bar {
            progress: found.progress,
            expected: found.expected,
            status: found.status,
        }),
    }
}

/// `99%`, and `99% of 3 of 5` while some parts say nothing.
pub(super) fn of_parts(found: &Assessment) -> String {
    let done = progress::share(found.progress);
    match found.coverage {
        Some(covered) if found.progress.is_some() && covered.reported < covered.counted => {
            format!("{done} of {} of {}", covered.reported, covered.counted)
        }
        _ => done,
    }
}

fn status(item: &Item) -> Cell {
    let found = &item.assessment;
    let mut text = Text::of(found.status.name());
    if found.blocked {
        text = text.plain(", blocked");
    }
    Cell {
        text,
        mark: Some(Mark::Status(found.status)),
    }
}

/// A confidence then and now; one number when it is the same or was not known.
fn confidence(before: Option<u8>, now: Option<u8>, glyphs: &Glyphs) -> Cell {
    let text = match (before, now) {
        (Some(before), Some(now)) if before != now => {
            format!("{before} {} {now}", glyphs.arrow)
        }
        (_, Some(now)) => now.to_string(),
        (_, None) => progress::UNKNOWN.to_owned(),
    };
    text.into()
}

/// Whole points gained: `+6`, `0`, `-` when unknown.
fn gained(points: Option<i64>, glyphs: &Glyphs) -> Cell {
    progress::points(points.map(|points| points as f64 / 100.0), glyphs).into()
}

/// Whether somebody is named at all: a column of blanks says nothing.
fn has_owner<'a>(items: impl IntoIterator<Item = &'a Item>) -> bool {
    items.into_iter().any(|item| item.owner.is_some())
}

const CHANGE: usize = 3;

/// Objectives with how they stand and what they gained, where anything is known of before.
pub(super) fn objectives(found: &Summary<'_>, shown: &[&Standing<'_>], glyphs: &Glyphs) -> Table {
    let with_serves = found.visions.len() > 1;
    let with_owner = has_owner(shown.iter().map(|one| one.item));
    let with_change = shown.iter().any(|one| one.gained.is_some());
    let mut columns = vec![
        column("Objective"),
        number("Progress"),
        number("Pace"),
        number("Change"),
        number("Confidence"),
        column("Status"),
    ];
    if !with_change {
        columns.remove(CHANGE);
    }
    if with_serves {
        columns.push(column("Serves"));
    }
    if with_owner {
        columns.push(column("Contact"));
    }
    let row = |one: &Standing<'_>| {
        let item = one.item;
        let mut cells = vec![
            named(&item.id(), &item.head.title).into(),
            bar(item),
            progress::points(item.assessment.pace_points, glyphs).into(),
            gained(one.gained, glyphs),
            confidence(one.confidence_before, item.assessment.confidence, glyphs),
            status(item),
        ];
        if !with_change {
            cells.remove(CHANGE);
        }
        if with_serves {
            cells.push(item.serves.join(", ").into());
        }
        if with_owner {
            cells.push(said(item.owner.as_ref()));
        }
        Row { level: 0, cells }
    };
    Table {
        columns,
        rows: shown.iter().copied().map(row).collect(),
    }
}

/// How much of a way is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ways {
    /// From where it stands.
    Today,
    /// With its start.
    Whole,
}

/// Every key result under its objective: where it started, stands, goes and is likely to end.
pub(super) fn key_results(found: &Summary<'_>, ways: Ways, glyphs: &Glyphs) -> Table {
    let all = || found.objectives.iter().flat_map(|one| &one.key_results);
    // The whole way leaves no room for a contact; objectives have theirs.
    let with_owner = ways == Ways::Today && has_owner(all().copied());
    let mut columns = vec![
        column("Key result"),
        number("Start"),
        number("Now"),
        number("Target"),
        number("Progress"),
        number("Pace"),
        number("Likely"),
        number("Confidence"),
        column("Status"),
    ];
    if with_owner {
        columns.push(column("Contact"));
    }
    if ways == Ways::Today {
        columns.remove(PACE);
        columns.remove(START);
    }
    let mut rows = Vec::new();
    for objective in &found.objectives {
        // Its numbers stand in the table of objectives.
        rows.push(Row {
            level: 0,
            cells: vec![named(&objective.item.id(), &objective.item.head.title).into()],
        });
        for item in &objective.key_results {
            let mut row = of_key_result(item, glyphs);
            if !with_owner {
                row.cells.pop();
            }
            if ways == Ways::Today {
                row.cells.remove(PACE);
                row.cells.remove(START);
            }
            rows.push(row);
        }
    }
    Table { columns, rows }
}

/// The columns that only the whole way has.
const START: usize = 1;
const PACE: usize = 5;

fn of_key_result(item: &Item, glyphs: &Glyphs) -> Row {
    let found = &item.assessment;
    let known = |text: Option<String>| -> Cell {
        let text = text.unwrap_or_else(|| progress::UNKNOWN.to_owned());
        Text::default().said(text).into()
    };
    let now = found
        .current
        .zip(item.measure.as_ref())
        .map(|(now, measure)| words::bare(now, measure));
    let cells = vec![
        named(&item.id(), &item.head.title).into(),
        known(words::start(item)),
        known(now),
        known(ways::target(item)),
        bar(item),
        progress::points(found.pace_points, glyphs).into(),
        known(ways::likely(item)),
        confidence(None, found.confidence, glyphs),
        status(item),
        said(item.owner.as_ref()),
    ];
    Row { level: 1, cells }
}

/// Key results whose value, progress, confidence or status is another one than before.
pub(super) fn moved(found: &Summary<'_>, glyphs: &Glyphs) -> Option<Table> {
    let arrow = glyphs.arrow;
    let all: Vec<&Item> = found
        .objectives
        .iter()
        .flat_map(|one| one.key_results.iter().copied())
        .collect();
    let of = |change: &RecordChange| all.iter().find(|item| item.head.uid == change.uid);
    let mut rows = Vec::new();
    for change in &found.changes {
        let Some(item) = of(change) else { continue };
        let texts = match change.event {
            Event::Added => first(item, arrow),
            _ => [
                difference::value(change, item.measure.as_ref(), arrow),
                difference::done(change, arrow),
                difference::confidence(change, arrow),
                // That its cycle was closed moved no value.
                difference::standing(change, arrow)
                    .filter(|_| item.assessment.status != Status::Closed),
            ],
        };
        if texts.iter().all(Option::is_none) {
            continue;
        }
        let mut cells: Vec<Cell> = vec![named(&change.id, &change.title).into()];
        cells.extend(
            texts
                .into_iter()
                .map(|text| Cell::from(Text::default().said(text.unwrap_or_default()))),
        );
        if let Some(last) = cells.last_mut().filter(|cell| !cell.text.raw().is_empty()) {
            last.mark = Some(Mark::Status(item.assessment.status));
        }
        rows.push(Row { level: 0, cells });
    }
    (!rows.is_empty()).then(|| Table {
        columns: vec![
            column("Key result"),
            number("Value"),
            number("Progress"),
            number("Confidence"),
            column("Status"),
        ],
        rows,
    })
}

/// What a key result that is new came to since its start; nothing while it only stands there.
fn first(item: &Item, arrow: &str) -> [Option<String>; 4] {
    let found = &item.assessment;
    let Some((now, measure)) = found.current.zip(item.measure.as_ref()) else {
        return [None, None, None, None];
    };
    let now = words::bare(now, measure);
    let way = match found.start.map(|start| words::bare(start, measure)) {
        Some(start) if start != now => format!("{start} {arrow} {now}"),
        _ => now,
    };
    [
        Some(way),
        found.progress.map(|done| progress::share(Some(done))),
        found.confidence.map(|answer| answer.to_string()),
        Some(found.status.name().to_owned()),
    ]
}

/// The check-ins behind a line, days across: what the line shows, as numbers.
pub(super) fn points(line: &crate::words::report::page::Line, today: NaiveDate) -> Table {
    let mut rows: Vec<Row> = line
        .points
        .iter()
        .map(|point| row(&crate::words::dates::short(point.day, today), &point.text))
        .collect();
    if let Some((_, target)) = &line.target {
        rows.push(row("target", target));
    }
    if let Some(ahead) = &line.ahead {
        rows.push(row("likely", &ahead.value.text));
    }
    Table {
        columns: vec![column("On"), column("Value")],
        rows,
    }
}

fn row(day: &str, text: &str) -> Row {
    Row {
        level: 0,
        cells: vec![day.to_owned().into(), Text::default().said(text).into()],
    }
}
