//! The reports in words: which facts each page tells, and how. The facts come from one summary; a page
//! adds no number. What only pictures show stands in tables beside them.

mod alignment;
mod changed;
mod cycle;
mod exec;
mod habit;
mod lead;
mod lines;
pub mod page;
mod picture;
pub mod retro;
mod tables;
mod ways;
mod week;
mod wins;

use okr_core::report::board::Board;
use okr_core::report::retro::Retro;
use okr_core::report::summary::Summary;

use super::dates;
use super::glyphs::Glyphs;
use page::{Page, Room, Text, list};

/// Which report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Exec,
    Week,
    Cycle,
    Wins,
    Alignment,
}

impl Kind {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Exec => "exec",
            Self::Week => "week",
            Self::Cycle => "cycle",
            Self::Wins => "wins",
            Self::Alignment => "alignment",
        }
    }
}

/// For whom it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Leaders: no notes.
    Exec,
    /// The team: notes and the words of owners.
    Team,
}

/// How a page is told.
#[derive(Debug, Clone, Copy)]
pub struct Manner<'a> {
    pub audience: Audience,
    pub glyphs: &'a Glyphs,
    /// The sentence that takes the place of the computed one.
    pub headline: Option<&'a str>,
    /// What the report was narrowed to, as it was typed; empty for nothing.
    pub filter: &'a str,
    /// What the cycle came to, once something of it is graded.
    pub scores: Option<&'a Retro>,
}

/// The page of a report.
#[must_use]
pub fn page(kind: Kind, found: &Summary<'_>, board: &Board, manner: Manner<'_>) -> Page {
    let mut page = match kind {
        Kind::Exec => exec::page(found, board, manner),
        Kind::Week => week::page(found, manner),
        Kind::Cycle => cycle::page(found, manner),
        Kind::Wins => wins::page(found, manner),
        Kind::Alignment => alignment::page(found, board, manner),
    };
    page.kind = kind.name();
    page.under = under(found, manner);
    if let Some(headline) = manner.headline {
        page.lead = Text::default().said(headline);
    }
    let first = found.objectives.first();
    if first.is_some() {
        page.foot.push(habit::data(found));
    } else if manner.filter.is_empty() {
        page.section("Next", Room::Whole, list(first_steps()));
    } else {
        let steps = [
            format!("All of the cycle: okr report {}", kind.name()),
            "How a filter is written: okr help filters".to_owned(),
        ];
        page.section("Next", Room::Whole, list(steps.map(Text::of).to_vec()));
    }
    let instance = first.map_or_else(String::new, |one| {
        format!(", for instance okr why {}", one.item.id())
    });
    page.foot.push(Text::of(format!(
        "Every number is explained by okr why{instance}."
    )));
    page
}

/// What can be done about a book with nothing in it.
fn first_steps() -> Vec<Text> {
    [
        "Say where you want to be: okr add \"Ship a product people trust\"",
        "Say how you will know: okr add \"Reach 95% of lines tested\" --to O1",
        "Say how it goes, once a week: okr checkin K1 84%",
    ]
    .map(Text::of)
    .to_vec()
}

/// `2026Q3 · week 9 of 14 · as of Fri 28 Aug 2026`.
fn under(found: &Summary<'_>, manner: Manner<'_>) -> Text {
    let between = format!(" {} ", manner.glyphs.separator);
    let mut text = match found.cycle {
        Some(cycle) => Text::default().said(&cycle.name),
        None if found.objectives.is_empty() => Text::of("no cycle yet"),
        None => Text::of("all cycles"),
    };
    if let Some((week, weeks)) = found.week {
        text = text.plain(format!("{between}week {week} of {weeks}"));
    }
    text = text.plain(format!("{between}as of {}", dates::long(found.day)));
    if !manner.filter.is_empty() {
        text = text.plain(format!("{between}only ")).said(manner.filter);
    }
    text
}
