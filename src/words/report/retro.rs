//! The look back as a report: the verdict, the scores, what was said. It compares work with what was meant,
//! never people.

use chrono::NaiveDate;
use okr_core::report::grades::Graded;
use okr_core::report::retro::Retro;

use super::lines::named;
use super::tables::{column, number};
use crate::words::facts::Fact;
use crate::words::report::page::{Block, Cell, Page, Room, Row, Table, Text, list};
use crate::words::{dates, grade as words, progress, retro as told};

/// Why a progress and a score beside it may differ.
pub(super) const TWO_NUMBERS: &str = "Progress is what the last values say. A score is the grade somebody gave, without one what the value suggests; a grade also counts where there is no value.";

/// The page of a look back. `headline` takes the place of the verdict.
#[must_use]
pub fn page(found: &Retro, headline: Option<&str>) -> Page {
    let cycle = &found.cycle;
    let mut said: Vec<Text> = told::said(found)
        .into_iter()
        .map(|(_, sentence)| Text::of(sentence))
        .collect();
    let verdict = words::verdict(found.verdict, found.rhythm);
    said.retain(|sentence| sentence.raw() != verdict);
    let mut page = Page {
        kind: "retro",
        title: Text::of("Looking back on ").said(&cycle.name),
        under: under(found, found.day),
        lead: headline.map_or_else(
            || Text::of(verdict),
            |headline| Text::default().said(headline),
        ),
        ..Page::default()
    };
    if !found.chapters.is_empty() {
        let mut blocks: Vec<Block> = said.into_iter().map(Block::Say).collect();
        blocks.push(Block::Table(scores(found)));
        page.section("Scores", Room::Whole, blocks);
    }
    for section in told::sections(found) {
        let facts = section.facts.iter().map(line).collect();
        page.section(section.heading, Room::Half, list(facts));
    }
    let instance = found.chapters.first().map_or_else(String::new, |chapter| {
        format!(", for instance okr why {}", chapter.objective.item.id())
    });
    page.foot.push(Text::of(format!(
        "Every number is explained by okr why{instance}."
    )));
    page
}

fn under(found: &Retro, day: NaiveDate) -> Text {
    let span = dates::span(found.cycle.start, found.cycle.end);
    Text::of(format!("{span}, as of {}", dates::long(day)))
}

/// `K6 ask legal before the cycle starts`.
fn line(fact: &Fact) -> Text {
    Text::default().id(&fact.label).plain(" ").said(&fact.text)
}

/// What everything came to: each objective, then its key results.
pub(super) fn scores(found: &Retro) -> Table {
    let mut rows = Vec::new();
    for chapter in &found.chapters {
        rows.push(row(&chapter.objective, chapter.rhythm, 0));
        let below = chapter.key_results.iter().zip(&chapter.fresh);
        rows.extend(below.map(|(one, fresh)| row(one, *fresh, 1)));
    }
    Table {
        columns: vec![
            column("Record"),
            number("Score"),
            number("Value says"),
            column("Means"),
            number("Fresh"),
            column("Next"),
        ],
        rows,
    }
}

fn row(one: &Graded, fresh: Option<f64>, level: usize) -> Row {
    let reading = one.reading();
    let means = reading.map_or("", |reading| words::reading(reading, one.ambition));
    let next = words::what_next(one).unwrap_or_default();
    let cells: Vec<Cell> = vec![
        named(&one.item.id(), &one.item.head.title).into(),
        words::score(one.score()).into(),
        words::score(one.suggestion.score).into(),
        means.to_owned().into(),
        progress::share(fresh).into(),
        Text::default().said(next).into(),
    ];
    Row { level, cells }
}
