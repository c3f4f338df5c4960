//! The last page of a review as lines: what moved, what is stuck and why, what blocks. One line is one
//! fact and reads well aloud.

use chrono::NaiveDate;
use okr_core::domain::assess::{Status, percent};
use okr_core::domain::check_in::Ask;
use okr_core::review::{Blocked, Card, End, Moved, Request, Review, State, Stuck};

use crate::words::{dates, item, sitting};

/// A fact of the last page in two columns: the key result, and what is to be said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub name: String,
    pub fact: String,
    /// The status, where it repeats in a sign.
    pub status: Option<Status>,
}

/// What moved, in columns.
#[must_use]
pub fn moved_rows(review: &Review, end: &End, minus: &str) -> Vec<Row> {
    rows(&end.moved, |one| {
        let card = card(review, one.place)?;
        Some(Row {
            name: named(card),
            fact: change(one, card, minus),
            status: Some(card.item.assessment.status),
        })
    })
}

/// What is stuck, in columns.
#[must_use]
pub fn stuck_rows(review: &Review, end: &End) -> Vec<Row> {
    rows(&end.stuck, |one| {
        let card = card(review, one.place)?;
        Some(Row {
            name: named(card),
            fact: why_stuck(one, card),
            status: None,
        })
    })
}

fn rows<T>(facts: &[T], row: impl Fn(&T) -> Option<Row>) -> Vec<Row> {
    facts.iter().filter_map(row).collect()
}

/// What a section is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    Moved,
    Stuck,
    Blockers,
    Wins,
    Asks,
}

/// A heading and the lines below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    pub of: Of,
    pub heading: &'static str,
    pub lines: Vec<String>,
}

/// All that is told, without what can be picked; empty sections are left out.
#[must_use]
pub fn sections(review: &Review, end: &End, today: NaiveDate) -> Vec<Section> {
    let asks = end.open_asks.iter();
    let told = end.told.iter();
    [
        (
            Of::Moved,
            "Moved",
            lines(&end.moved, |one| moved(review, one)),
        ),
        (
            Of::Stuck,
            "Stuck",
            lines(&end.stuck, |one| stuck(review, one)),
        ),
        (
            Of::Blockers,
            "Blockers",
            lines(&end.blockers, |one| blocked(review, one)),
        ),
        (
            Of::Wins,
            "Wins of this period",
            told.map(|win| format!("{} {}", win.id, win.title))
                .collect(),
        ),
        (
            Of::Asks,
            "Open asks",
            asks.map(|ask| open_ask(ask, today)).collect(),
        ),
    ]
    .into_iter()
    .filter(|(_, _, lines)| !lines.is_empty())
    .map(|(of, heading, lines)| Section { of, heading, lines })
    .collect()
}

fn lines<T>(facts: &[T], line: impl Fn(&T) -> Option<String>) -> Vec<String> {
    facts.iter().filter_map(line).collect()
}

fn card(review: &Review, place: usize) -> Option<&Card> {
    review.cards().get(place)
}

/// `+3100`, `-2`, `+2 points`, `first value`.
#[must_use]
pub fn change(moved: &Moved, card: &Card, minus: &str) -> String {
    match moved.change {
        None => "first value".to_owned(),
        Some(change) => sitting::change(change, card.item.measure.as_ref(), minus),
    }
}

/// `K4 Search visits: +3100, now 61 300, 58 percent, on.`
#[must_use]
pub fn moved(review: &Review, moved: &Moved) -> Option<String> {
    let card = card(review, moved.place)?;
    let assessment = &card.item.assessment;
    let mut facts = vec![change(moved, card, "-")];
    if let Some((now, measure)) = assessment.current.zip(card.item.measure.as_ref()) {
        facts.push(format!("now {}", item::bare(now, measure)));
    }
    if let Some(progress) = assessment.progress {
        facts.push(format!("{} percent", percent(progress)));
    }
    facts.push(assessment.status.name().to_owned());
    Some(format!("{}: {}.", named(card), facts.join(", ")))
}

/// Why a card counts as stuck: `skipped: waiting for the survey`, `no number this week`, `no change`.
#[must_use]
pub fn why_stuck(stuck: &Stuck, card: &Card) -> String {
    let why = match &card.state {
        State::LeftOut { because } => format!("skipped: {because}"),
        State::Skipped { .. } => "skipped".to_owned(),
        State::Open => "not asked yet".to_owned(),
        State::NoNumber => "no number this week".to_owned(),
        State::Saved | State::Same | State::Elsewhere => {
            format!("no change, {}", card.item.assessment.status.name())
        }
    };
    match stuck.days_since {
        None => format!("{why}, never checked in"),
        Some(days) if days > 0 => format!("{why}, last check-in {}", dates::ago(days)),
        Some(_) => why,
    }
}

/// `K6 Newsletter, skipped: waiting for the survey, last check-in 14 days ago.`
#[must_use]
pub fn stuck(review: &Review, stuck: &Stuck) -> Option<String> {
    let card = card(review, stuck.place)?;
    Some(format!("{}, {}.", named(card), why_stuck(stuck, card)))
}

/// `K6 sign-up form with legal, 14 days`.
#[must_use]
pub fn blocked(review: &Review, blocked: &Blocked) -> Option<String> {
    let card = card(review, blocked.place)?;
    let blocker = card.item.head.blocker.as_ref()?;
    Some(format!(
        "{} {blocker}{}",
        card.item.id(),
        for_days(blocked.days)
    ))
}

/// Where a request comes from: `from K6, 14 days`.
#[must_use]
pub fn from(request: &Request, card: &Card) -> String {
    format!("from {}{}", card.item.id(), for_days(request.days))
}

/// `A2 Fuzzing time for the parser, still open after 14 days`.
#[must_use]
pub fn open_ask(ask: &Ask, today: NaiveDate) -> String {
    format!("{} {}, {}", ask.id, ask.title, open_since(ask, today))
}

/// `open since today`, `still open after 14 days`.
#[must_use]
pub fn open_since(ask: &Ask, today: NaiveDate) -> String {
    match (today - ask.date).num_days() {
        ..=0 => "open since today".to_owned(),
        days => format!("still open after {}", dates::days(days)),
    }
}

fn for_days(days: Option<i64>) -> String {
    days.filter(|days| *days > 0)
        .map(|days| format!(", {}", dates::days(days)))
        .unwrap_or_default()
}

fn named(card: &Card) -> String {
    format!(
        "{} {}",
        card.item.id(),
        card.item.head.title.trim_end_matches('.')
    )
}
