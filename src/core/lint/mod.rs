//! What could be better about objectives and key results: findings, never errors. Each rule is a pure
//! question to a board; sentences and suggestions are the printer's. A finding that its record allows is
//! left out here, so that no front end can forget it.

mod cycle;
mod objective;
mod record;
mod wording;

use std::collections::HashSet;

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::domain::assess::Status;
use crate::domain::id::Uid;
use crate::domain::record::Type;
use crate::error::Result;
use crate::report::board::Board;
use crate::report::cadence::Cadence;
use crate::report::item::Item;
use crate::store::facts;

pub use wording::{reads_like_key_result, tip};

/// How much it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// It cannot be scored.
    Fix,
    Think,
    Tip,
}

impl Level {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Fix => "fix",
            Self::Think => "think",
            Self::Tip => "tip",
        }
    }
}

/// The rules, in the order of their codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    NumberInObjective,
    LongObjective,
    NoKeyResult,
    NoMetric,
    NoStart,
    NoWay,
    ManyKeyResults,
    ManyObjectives,
    OneKeyResult,
    ServesNothing,
    NoOwner,
    TaskLike,
    CountsOutput,
    VagueWord,
    TwoTargets,
    NoQuality,
    SameMetric,
    OutsideCycle,
    LongSilence,
    SameConfidence,
    TargetLowered,
    AlwaysReached,
    BlockedWithoutAsk,
    ConfidenceAgainstPace,
}

impl Rule {
    pub const ALL: [Self; 24] = [
        Self::NumberInObjective,
        Self::LongObjective,
        Self::NoKeyResult,
        Self::NoMetric,
        Self::NoStart,
        Self::NoWay,
        Self::ManyKeyResults,
        Self::ManyObjectives,
        Self::OneKeyResult,
        Self::ServesNothing,
        Self::NoOwner,
        Self::TaskLike,
        Self::CountsOutput,
        Self::VagueWord,
        Self::TwoTargets,
        Self::NoQuality,
        Self::SameMetric,
        Self::OutsideCycle,
        Self::LongSilence,
        Self::SameConfidence,
        Self::TargetLowered,
        Self::AlwaysReached,
        Self::BlockedWithoutAsk,
        Self::ConfidenceAgainstPace,
    ];

    /// The code people see and silence.
    #[must_use]
    pub fn code(self) -> &'static str {
        const CODES: [&str; 24] = [
            "L01", "L02", "L03", "L04", "L05", "L06", "L07", "L08", "L09", "L10", "L11", "L12",
            "L13", "L14", "L15", "L16", "L17", "L18", "L19", "L20", "L21", "L22", "L23", "L24",
        ];
        CODES[self as usize]
    }

    #[must_use]
    pub fn level(self) -> Level {
        match self {
            Self::NoKeyResult | Self::NoMetric | Self::NoStart | Self::NoWay => Level::Fix,
            Self::NumberInObjective
            | Self::ManyKeyResults
            | Self::ManyObjectives
            | Self::ServesNothing
            | Self::NoOwner
            | Self::TaskLike
            | Self::VagueWord
            | Self::TwoTargets
            | Self::SameMetric
            | Self::LongSilence
            | Self::SameConfidence => Level::Think,
            Self::LongObjective
            | Self::OneKeyResult
            | Self::CountsOutput
            | Self::NoQuality
            | Self::OutsideCycle
            | Self::TargetLowered
            | Self::AlwaysReached
            | Self::BlockedWithoutAsk
            | Self::ConfidenceAgainstPace => Level::Tip,
        }
    }
}

/// Something that could be better about a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub rule: Rule,
    /// `None` for a cycle.
    pub uid: Option<Uid>,
    /// The short id, or the name of a cycle.
    pub id: String,
    pub title: String,
    /// What was counted, where the rule counts: words, key results, days.
    pub count: Option<i64>,
    /// The word, the other record or the team it is about.
    pub about: Option<String>,
}

impl Finding {
    fn of(rule: Rule, item: &Item) -> Self {
        Self {
            rule,
            uid: Some(item.head.uid),
            id: item.id(),
            title: item.head.title.clone(),
            count: None,
            about: None,
        }
    }

    fn counting(self, count: usize) -> Self {
        Self {
            count: i64::try_from(count).ok(),
            ..self
        }
    }

    fn about(self, about: impl Into<String>) -> Self {
        Self {
            about: Some(about.into()),
            ..self
        }
    }
}

/// What the rules look at.
pub struct Sight<'a> {
    pub board: &'a Board,
    /// The same four weeks earlier.
    pub earlier: &'a Board,
    /// The two cycles before this one, newest first; fewer when there were fewer.
    pub cycles_before: &'a [Board],
    pub cadence: Cadence,
}

/// How many days before the day of the board `Sight::earlier` is to be.
pub const LOOK_BACK: u64 = 28;

/// Everything the rules find, in reading order of the records and of the codes. What was dropped or is
/// closed is left alone, and so is what a record allows.
///
/// # Errors
/// Those of the file.
pub fn lint(connection: &Connection, sight: &Sight<'_>) -> Result<Vec<Finding>> {
    let day = sight.board.day;
    let mut asked: HashSet<Uid> = HashSet::new();
    for ask in facts::asks(connection)? {
        if ask.date <= day && ask.closed.is_none_or(|closed| closed > day) {
            asked.extend(ask.about);
        }
    }
    let live: Vec<&Item> = sight
        .board
        .items
        .iter()
        .filter(|item| is_live(item))
        .collect();
    let mut found = Vec::new();
    for item in &live {
        let mut own = Vec::new();
        match item.kind {
            Type::Objective => objective::findings(item, &live, &mut own),
            _ => record::findings(item, &live, sight, &mut own),
        }
        own.extend(record::blocked(item, &asked, day));
        own.sort_by_key(|finding| finding.rule);
        own.retain(|finding| !allows(item, finding.rule));
        found.append(&mut own);
    }
    found.extend(cycle::findings(sight));
    Ok(found)
}

fn is_live(item: &Item) -> bool {
    !item.is_dropped && item.assessment.status != Status::Closed
}

fn allows(item: &Item, rule: Rule) -> bool {
    let codes = item.head.allow.as_deref().unwrap_or_default();
    codes
        .split([' ', ','])
        .any(|code| code.eq_ignore_ascii_case(rule.code()))
}

/// Whole days from an instant to a day.
fn days_since(created: i64, day: NaiveDate) -> i64 {
    let made = chrono::DateTime::from_timestamp_millis(created).map(|made| made.date_naive());
    made.map_or(0, |made| (day - made).num_days())
}

/// The key results right below an objective.
fn below<'a>(objective: &Item, live: &[&'a Item]) -> Vec<&'a Item> {
    let mut found = live.to_vec();
    found.retain(|item| item.measure.is_some() && item.head.parent == Some(objective.head.uid));
    found
}

#[cfg(test)]
mod tests;
