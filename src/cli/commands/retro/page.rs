//! The retrospective as a page: the verdict first, then the scores, then what people said, gathered by
//! what it is about and each with the record it belongs to.

use chrono::{DateTime, FixedOffset};
use okr_core::domain::grade::{Grade, score_text};
use okr_core::domain::record::Type;
use okr_core::report::grades::Graded;
use okr_core::report::retro::{Chapter, Retro};

use super::record::graded;
use crate::cli::output::format::Header;
use crate::cli::output::sheet::{Body, Section, Sheet};
use crate::cli::output::{Cell, Column, Listing, Row, tables};
use crate::words::facts::{Fact, Facts};
use crate::words::grade as words;
use crate::words::outcome::counted;
use crate::words::tone::Tone;
use crate::words::{dates, grading, progress};

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
        said: said(found),
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
    let texts = |of: fn(&Grade) -> &Option<String>| {
        let mut facts = Facts::default();
        for one in found.all() {
            let text = one.item.grade.as_ref().and_then(|grade| of(grade).clone());
            facts.add_if(&one.item.id(), text);
        }
        facts.0
    };
    facts(
        "Why another score than the value's",
        "reason",
        reasons(found),
    );
    facts("Targets that moved", "moved", moved(found));
    facts("Committed and missed", "cause", texts(|grade| &grade.cause));
    facts("What helped", "helped", texts(|grade| &grade.helped));
    facts("What hurt", "hurt", texts(|grade| &grade.hurt));
    facts("What was learned", "learned", texts(|grade| &grade.learned));
    facts("What becomes of it", "next", goes_on(found));
    facts("Decided on the way", "dropped", dropped(found));
    facts(
        "Strategy and rhythm",
        "verdict",
        found.chapters.iter().map(verdict).collect(),
    );
    sheet
}

fn said(found: &Retro) -> Vec<(Option<Tone>, String)> {
    let mut said = Vec::new();
    if let Some(score) = found.score {
        said.push((
            None,
            format!(
                "The mean score of {} is {}; {}, that is at most {} old.",
                counted(found.chapters.len(), "objective"),
                score_text(score),
                words::rhythm(found.rhythm),
                dates::days(found.stale_after)
            ),
        ));
    }
    said.push((
        Some(Tone::Heading),
        words::verdict(found.verdict).to_owned(),
    ));
    let (graded, of) = found.graded;
    if graded < of {
        said.push((
            Some(Tone::Warning),
            format!(
                "{graded} of {of} have a grade; the others stand with the score their value suggests."
            ),
        ));
    }
    said
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

fn reasons(found: &Retro) -> Vec<Fact> {
    let mut facts = Facts::default();
    for one in found.all() {
        let Some(grade) = &one.item.grade else {
            continue;
        };
        let suggested = grade.suggested.map(|score| score.as_f64());
        let given = grade.score.as_f64();
        match (&grade.reason, suggested) {
            (Some(reason), Some(suggested)) => facts.add(
                &one.item.id(),
                format!(
                    "{} instead of {}: {reason}",
                    score_text(given),
                    score_text(suggested)
                ),
            ),
            (Some(reason), None) => {
                facts.add(&one.item.id(), format!("{}: {reason}", score_text(given)));
            }
            (None, Some(suggested)) if grading::differ(Some(given), Some(suggested)) => {
                let text = format!(
                    "{} instead of {}, without a reason",
                    score_text(given),
                    score_text(suggested)
                );
                facts.add(&one.item.id(), text);
            }
            (None, _) => {}
        }
    }
    facts.0
}

/// Both scores of what has another target than was agreed.
fn moved(found: &Retro) -> Vec<Fact> {
    let mut facts = Facts::default();
    for one in found.all() {
        if let Some(agreed) = one.suggestion.agreed {
            let today = words::score(one.suggestion.score);
            facts.add(
                &one.item.id(),
                format!("{today} by today's target, {}", words::by_agreed(agreed)),
            );
        }
    }
    facts.0
}

fn goes_on(found: &Retro) -> Vec<Fact> {
    let mut facts = Facts::default();
    for one in found.all() {
        facts.add_if(&one.item.id(), words::what_next(one));
    }
    facts.0
}

fn dropped(found: &Retro) -> Vec<Fact> {
    let mut facts = Facts::default();
    for item in &found.dropped {
        let day = item.head.dropped.map(dates::long).unwrap_or_default();
        let because = match &item.head.dropped_because {
            Some(because) => format!(": {because}"),
            None => String::new(),
        };
        facts.add(
            &item.id(),
            format!("{}, let go on {day}{because}", item.head.title),
        );
    }
    facts.0
}

fn verdict(chapter: &Chapter) -> Fact {
    let score = words::score(chapter.objective.score());
    Fact {
        label: chapter.objective.item.id(),
        text: format!(
            "{}: score {score}, {}",
            words::verdict_word(chapter.verdict),
            words::rhythm(chapter.rhythm)
        ),
        tone: None,
    }
}
