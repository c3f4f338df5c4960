//! What grading says line by line: the card before the questions, the questions, how it ends. It reads
//! well aloud: whole words, one fact after the other, no glyphs. Texts are raw: whoever prints them makes
//! them safe.

use chrono::NaiveDate;
use okr_core::domain::assess::percent;
use okr_core::domain::cycle::Cycle;
use okr_core::domain::grade::{Next, score_text};
use okr_core::domain::record::Type;
use okr_core::report::grades::Graded;
use okr_core::report::item::Item;

use super::outcome::counted;
use super::progress::capital;
use super::{dates, grade, item as words};

/// `Grading 2026Q3, which ended on Wed 30 Sep 2026: 5 to go.`
#[must_use]
pub fn begins(cycle: &Cycle, left: usize, today: NaiveDate) -> String {
    let end = dates::long(cycle.end);
    let when = if cycle.end < today {
        format!("which ended on {end}")
    } else {
        format!("which ends on {end}; scores are as of today")
    };
    format!("Grading {}, {when}: {left} to go.", cycle.name)
}

/// Nothing is left to grade.
#[must_use]
pub fn all_graded(cycle: &Cycle) -> String {
    format!("Everything in {} has a grade.", cycle.name)
}

/// How a sitting ended, with the line that goes on.
#[must_use]
pub fn ends(kept: usize, all: usize, resume: &str) -> String {
    if kept >= all {
        format!("{} graded. That was all.", counted(kept, "record"))
    } else {
        format!("{kept} of {all} graded. Go on with  {resume}")
    }
}

/// The lines before the questions: what it is, where it ended, what is expected.
#[must_use]
pub fn card(one: &Graded, place: Option<(usize, usize)>) -> Vec<String> {
    let item = &one.item;
    let place = place
        .map(|(place, of)| format!("{place} of {of}. "))
        .unwrap_or_default();
    let kind = capital(item.kind.noun());
    let title = words::ended(std::slice::from_ref(&item.head.title));
    let mut facts = Vec::new();
    if item.kind == Type::KeyResult {
        facts.push(match words::current(item) {
            Some(_) => format!("Final value: {}", words::way(item)),
            None => "It was never given a value".to_owned(),
        });
    } else if let Some((known, counted)) = one.parts {
        facts.push(format!("{known} of {counted} parts have a score"));
    }
    if let Some(score) = one.suggestion.score {
        facts.push(match item.kind {
            Type::KeyResult => format!("Its value says {}", score_text(score)),
            _ => format!("Their mean is {}", score_text(score)),
        });
    }
    if let Some(agreed) = one.suggestion.agreed {
        facts.push(capital(&grade::by_agreed(agreed)));
    }
    facts.push(grade::meant(one.ambition).to_owned());
    let mut lines = vec![
        format!("{place}{kind} {}. {title}", item.id()),
        words::ended(&facts),
    ];
    if let Some(after) = grade::after(one) {
        lines.push(format!("It goes on as {after}."));
    }
    if let Some(grade) = &item.grade {
        lines.push(format!("Graded {}.", grade::given(grade)));
    }
    lines
}

/// Asks for the score; enter takes the one that stands or is suggested.
#[must_use]
pub fn score_question(one: &Graded, in_a_row: bool) -> String {
    let ways = match in_a_row {
        true => ", s skip, < back, q leave",
        false => ", q leave",
    };
    match one.score() {
        Some(score) => format!("Score 0 to 1, enter for {}{ways}", score_text(score)),
        None => format!("Score 0 to 1{ways}"),
    }
}

/// Asks for a text; what was said before is shown, and enter keeps it.
#[must_use]
pub fn text_question(what: &str, before: Option<&String>) -> String {
    match before {
        Some(before) => format!("{what} (enter keeps: {before})"),
        None => format!("{what} (enter for nothing)"),
    }
}

/// Asks what becomes of it.
#[must_use]
pub fn next_question(before: Option<Next>) -> String {
    let enter = match before {
        Some(before) => format!("enter keeps {}", before.name()),
        None => "enter to decide later".to_owned(),
    };
    format!("Next cycle: done, carry, change or drop ({enter})")
}

/// Asks for the target it goes on with.
#[must_use]
pub fn target_question(item: &Item) -> String {
    match words::target(item) {
        Some(target) => format!("Target (enter keeps {target})"),
        None => "Target (enter for none)".to_owned(),
    }
}

/// Whether two scores are printed as different ones.
#[must_use]
pub fn differ(score: Option<f64>, suggested: Option<f64>) -> bool {
    match (score, suggested) {
        (Some(score), Some(suggested)) => percent(score) != percent(suggested),
        (given, suggested) => given.is_some() && suggested.is_none(),
    }
}
