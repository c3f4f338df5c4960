//! What of the book can be held against results: the forecasts of key results whose last day is over,
//! and the confidence said about them. The result is the grade a person gave, else what the value
//! suggests, and it reads as it does in `okr grade`. What was dropped, or has neither, is left out.

use chrono::NaiveDate;
use rusqlite::Connection;

use super::board::{CycleChoice, Depth, Narrow, board};
use super::grades::{ambition, final_score};
use super::item::Item;
use crate::domain::assess::Policy;
use crate::domain::calibration::{Answer, Case, replay};
use crate::domain::cycle::CycleState;
use crate::domain::grade::{reading, suggest};
use crate::domain::key_result::KeyResult;
use crate::domain::measure::Kind;
use crate::domain::objective::Ambition;
use crate::domain::record::Type;
use crate::error::Result;
use crate::store::grades;

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

/// A key result that is over, with what was meant: its own ambition, else its objective's.
struct Ended {
    item: Item,
    ambition: Option<Ambition>,
}

fn ended(connection: &Connection, choice: &CycleChoice, day: NaiveDate) -> Result<Vec<Ended>> {
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
    let mut meant = None;
    let mut found = Vec::new();
    for item in all.items {
        if item.kind == Type::Objective {
            meant = item.head.ambition;
        } else if !item.is_dropped && is_over(&item) {
            found.push(Ended {
                ambition: ambition(&item, meant),
                item,
            });
        }
    }
    Ok(found)
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
    for Ended { item, .. } in ended(connection, choice, day)? {
        let (Some(measure), Some(cycle)) = (item.measure, item.cycle) else {
            continue;
        };
        let kr = KeyResult {
            head: item.head,
            measure,
            source: None,
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
    let grades = grades::all(connection)?;
    let mut found = Vec::new();
    for (subject, ended) in ended(connection, choice, day)?.iter().enumerate() {
        let item = &ended.item;
        let (Some(measure), Some(cycle)) = (&item.measure, &item.cycle) else {
            continue;
        };
        let suggestion = suggest(&item.assessment, measure);
        let Some(score) = final_score(grades.get(&item.head.uid), suggestion) else {
            continue;
        };
        let is_reached = reading(score, ended.ambition).is_good();
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
                    is_reached,
                },
            });
        }
    }
    Ok(found)
}
