//! What of the book can be held against results: the forecasts of key results whose last day is over,
//! and the confidence said about them. Key results that were dropped, or never got a value, have no
//! result and are left out. No grade is recorded yet, so the result is the progress at the end.

use chrono::NaiveDate;
use rusqlite::Connection;

use super::board::{CycleChoice, Depth, Narrow, board};
use super::item::Item;
use crate::domain::assess::Policy;
use crate::domain::calibration::{Answer, Case, replay};
use crate::domain::cycle::CycleState;
use crate::domain::key_result::KeyResult;
use crate::domain::measure::Kind;
use crate::domain::objective::Ambition;
use crate::domain::record::Type;
use crate::error::Result;

/// The forecasts of one kind of measure.
#[derive(Debug, Clone, PartialEq)]
pub struct Replayed {
    pub kind: Kind,
    pub cases: Vec<Case>,
}

/// One answer about a key result, with where it belongs.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    pub cycle: String,
    pub team: Option<String>,
    pub answer: Answer,
}

/// From this progress on, aspirational work counts as reached.
pub const STRETCH_REACHED: f64 = 0.7;

fn ended(connection: &Connection, choice: &CycleChoice, day: NaiveDate) -> Result<Vec<Item>> {
    let policy = Policy::default();
    let all = board(
        connection,
        choice,
        &Narrow::Everything,
        Depth::Figures,
        &policy,
        day,
    )?;
    let is_over = |item: &Item| {
        item.cycle.as_ref().is_some_and(|cycle| {
            let last = item.head.due.unwrap_or(cycle.end);
            cycle.state == CycleState::Closed || last < day
        })
    };
    let mut items = all.items;
    items.retain(|item| item.kind == Type::KeyResult && !item.is_dropped && is_over(item));
    Ok(items)
}

/// The forecasts that would have been made for the key results that are over, key result by key result.
///
/// # Errors
/// `E307` for a cycle that is not there, and those of the file.
pub fn forecasts(
    connection: &Connection,
    choice: &CycleChoice,
    day: NaiveDate,
) -> Result<Vec<Replayed>> {
    let mut found = Vec::new();
    for item in ended(connection, choice, day)? {
        let (Some(measure), Some(cycle)) = (item.measure, item.cycle) else {
            continue;
        };
        let kr = KeyResult {
            head: item.head,
            measure,
            targets: Vec::new(),
        };
        found.push(Replayed {
            kind: kr.measure.kind,
            cases: replay(&kr, &item.series, &cycle),
        });
    }
    Ok(found)
}

/// Every confidence said up to the last day of a key result that is over and has a result.
///
/// # Errors
/// `E307` for a cycle that is not there, and those of the file.
pub fn answers(connection: &Connection, choice: &CycleChoice, day: NaiveDate) -> Result<Vec<Said>> {
    let mut found = Vec::new();
    for (subject, item) in ended(connection, choice, day)?.iter().enumerate() {
        let (Some(progress), Some(cycle)) = (item.assessment.progress, &item.cycle) else {
            continue;
        };
        let wanted = match item.head.ambition {
            Some(Ambition::Stretch) => STRETCH_REACHED,
            _ => 1.0,
        };
        let last = item.head.due.unwrap_or(cycle.end);
        for one in item.series.iter().filter(|one| one.date <= last) {
            let Some(confidence) = one.confidence else {
                continue;
            };
            found.push(Said {
                cycle: cycle.name.clone(),
                team: item.team.clone(),
                answer: Answer {
                    subject,
                    confidence,
                    is_reached: progress >= wanted,
                },
            });
        }
    }
    Ok(found)
}
