//! The retrospective as a page: the verdict first, then the scores, then what people said, gathered by
//! what it is about and each with the record it belongs to.

use chrono::{DateTime, FixedOffset};
use okr_core::domain::grade::Grade;
use okr_core::domain::record::Type;
use okr_core::report::grades::Graded;
use okr_core::report::retro::Retro;

use super::record::graded;
use crate::cli::output::format::Header;
use crate::cli::output::sheet::{Body, Section, Sheet};
use crate::cli::output::{Cell, Column, Listing, Row, tables};
use crate::words::facts::Fact;
use crate::words::grade as words;
use crate::words::tone::Tone;
use crate::words::{dates, progress, retro};

/// Something that was said with a grade, by its name.
type Text = (&'static str, fn(&Grade) -> &Option<String>);

const TEXTS: [Text; 5] = [
    ("reason", |grade| &grade.reason),
    ("cause", |grade| &grade.cause),
    ("helped", |grade| &grade.helped),
    ("hurt", |grade| &grade.hurt),
    ("learned", |grade| &grade.learned),
];

pub(super) fn sheet(found: &Retro, as_of: DateTime<FixedOffset>) -> Sheet {
    let mut sheet = Sheet {
        id: found.cycle.name.clone(),
        title: format!(
            "Looking back on {}",
            dates::span(found.cycle.start, found.cycle.end)
        ),
        said: retro::said(found),
        ..Sheet::default()
    };
    let scores = scores(found, as_of);
    if !scores.rows.is_empty() {
        sheet.sections.push(Section {
            heading: "Scores".to_owned(),
            body: Body::Table(scores, Header::Shown),
        });
    }
    let mut facts = |heading: &str, word: &'static str, facts: Vec<Fact>| {
        if !facts.is_empty() {
            sheet.sections.push(Section {
                heading: heading.to_owned(),
                body: Body::Facts(word, facts),
            });
        }
    };
    for section in retro::sections(found) {
        facts(section.heading, section.word, section.facts);
    }
    sheet
}

fn columns() -> Vec<Column> {
    vec![
        Column::text("id", "ID"),
        Column::text("title", "TITLE").shrinks(1),
        Column::number("score", "SCORE"),
        Column::number("score_suggested", "VALUE SAYS"),
        Column::text("reading", "MEANS"),
        Column::number("fresh", "FRESH"),
        Column::text("next", "NEXT"),
    ]
}

fn scores(found: &Retro, as_of: DateTime<FixedOffset>) -> Listing {
    let mut listing = tables::empty("score", as_of, columns());
    for chapter in &found.chapters {
        listing.rows.push(row(&chapter.objective, chapter.rhythm));
        let below = chapter.key_results.iter().zip(&chapter.fresh);
        listing
            .rows
            .extend(below.map(|(one, fresh)| row(one, *fresh)));
    }
    listing
}

fn row(one: &Graded, fresh: Option<f64>) -> Row {
    let indent = match one.item.kind {
        Type::KeyResult => "  ",
        _ => "",
    };
    let reading = one.reading();
    let means = reading.map_or("", |reading| words::reading(reading, one.ambition));
    let score = words::score(one.score());
    let next = one.item.grade.as_ref().and_then(|grade| grade.next);
    Row {
        sentence: format!(
            "{}. {} Score {score}, {means}.",
            one.item.id(),
            crate::words::facts::sentence(&one.item.head.title)
        ),
        cells: vec![
            Cell::toned(one.item.id(), Tone::Id),
            format!("{indent}{}", one.item.head.title).into(),
            Cell {
                text: score,
                tone: reading.map(words::tone),
            },
            words::score(one.suggestion.score).into(),
            reading.map_or("", |reading| reading.name()).into(),
            progress::share(fresh).into(),
            next.map_or("", |next| next.name()).into(),
        ],
        item: graded(one, fresh).into(),
    }
}

/// One row for each objective and key result, for a spreadsheet.
pub(super) fn rows(found: &Retro, as_of: DateTime<FixedOffset>) -> Listing {
    let mut listing = scores(found, as_of);
    listing.kind = "retro";
    listing.cycle = Some(found.cycle.name.clone());
    listing.columns.extend([
        Column::text("after", "GOES ON AS"),
        Column::number("score_agreed", "BY AGREED TARGET"),
    ]);
    listing
        .columns
        .extend(TEXTS.map(|(name, _)| Column::text(name, name)));
    for (row, one) in listing.rows.iter_mut().zip(found.all()) {
        row.cells[1] = one.item.head.title.as_str().into();
        row.cells.push(words::after(one).unwrap_or_default().into());
        row.cells.push(words::score(one.suggestion.agreed).into());
        for (_, text) in TEXTS {
            let text = one
                .item
                .grade
                .as_ref()
                .and_then(|grade| text(grade).clone());
            row.cells.push(text.unwrap_or_default().into());
        }
    }
    listing
}
