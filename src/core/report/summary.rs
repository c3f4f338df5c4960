//! The answer behind every report: are we on course, what changed, what is worth celebrating, what is at
//! risk, what is needed. It compares two boards and computes nothing a board has computed already.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::Connection;
use serde::Serialize;

use super::adoption::Adoption;
use super::board::Board;
use super::diff::{Event, RecordChange, diff};
use super::item::Item;
use super::said::{About, Said, said};
use super::status::{Need, needs};
use crate::domain::assess::{Status, percent};
use crate::domain::cycle::{Cycle, CycleState};
use crate::domain::id::Uid;
use crate::domain::measure::Kind;
use crate::domain::objective::Vision;
use crate::domain::record::Type;
use crate::error::Result;
use crate::time::local_instant;

/// How many objectives stand how. They add up to the objectives there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Tally {
    /// Ahead, on or done.
    pub on: usize,
    pub watch: usize,
    pub behind: usize,
    pub stale: usize,
    /// Never checked in.
    pub unknown: usize,
    /// Of a cycle that is over and closed: the score says how they went.
    pub closed: usize,
    pub of: usize,
}

/// An objective with what it was on the earlier day.
#[derive(Debug, Clone)]
pub struct Standing<'a> {
    pub item: &'a Item,
    pub key_results: Vec<&'a Item>,
    /// Whole points of progress gained, as the two printed percentages differ.
    pub gained: Option<i64>,
    /// The confidence on the earlier day.
    pub confidence_before: Option<u8>,
}

/// Everything a report says, as facts.
#[derive(Debug, Clone)]
pub struct Summary<'a> {
    pub day: NaiveDate,
    /// Changes are those after the end of this day.
    pub since: NaiveDate,
    pub cycle: Option<&'a Cycle>,
    /// The week of the cycle and how many it has; `None` outside of it.
    pub week: Option<(i64, i64)>,
    /// The visions that are not dropped, in their order.
    pub visions: Vec<&'a Vision>,
    pub course: Tally,
    /// Not dropped, in reading order.
    pub objectives: Vec<Standing<'a>>,
    /// What changed, most telling first.
    pub changes: Vec<RecordChange>,
    /// Key results that are behind, stale or blocked, worst first.
    pub risks: Vec<Need<'a>>,
    /// The same of objectives.
    pub trailing: Vec<Need<'a>>,
    /// Looked at or not, the value has not moved since: neither done nor a hold.
    pub stuck: Vec<&'a Item>,
    /// Key results that are done.
    pub reached: Vec<&'a Item>,
    pub dropped: Vec<&'a Item>,
    pub said: Said,
    pub adoption: Adoption,
}

impl Summary<'_> {
    /// Whether the last day of the cycle is behind, or the cycle is closed: scores say more than courses then.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.cycle
            .is_some_and(|cycle| cycle.end < self.day || cycle.state == CycleState::Closed)
    }
}

/// The facts of a report from the board of an earlier day and the one of the day itself, both cut down
/// to the records in question.
///
/// # Errors
/// Those of the file.
pub fn summary<'a>(
    connection: &Connection,
    before: &Board,
    after: &'a Board,
    about: About,
    adoption: Adoption,
) -> Result<Summary<'a>> {
    let earlier: HashMap<Uid, &Item> = before
        .items
        .iter()
        .filter(|item| !item.is_dropped)
        .map(|item| (item.head.uid, item))
        .collect();
    let objectives: Vec<Standing<'a>> = after
        .objectives()
        .filter(|item| !item.is_dropped)
        .map(|item| standing(item, after, earlier.get(&item.head.uid).copied()))
        .collect();
    let key_results: Vec<&Item> = after
        .key_results()
        .filter(|item| !item.is_dropped)
        .collect();
    let whole: Vec<&Item> = objectives.iter().map(|one| one.item).collect();
    let cycle = after.cycle.as_ref();
    let within = cycle.filter(|cycle| cycle.contains(after.day));
    let mut changes = diff(before, after);
    // What was written down after the day of the report was not new on it.
    let is_later = |change: &RecordChange| {
        let mut all = after.items.iter();
        all.any(|item| {
            item.head.uid == change.uid && local_instant(item.head.created).date_naive() > after.day
        })
    };
    changes.retain(|change| change.event != Event::Added || !is_later(change));
    changes.sort_by_key(|change| std::cmp::Reverse(telling(change)));
    Ok(Summary {
        day: after.day,
        since: before.day,
        cycle,
        week: within.map(|cycle| cycle.week(after.day)),
        visions: after
            .visions
            .iter()
            .filter(|vision| vision.dropped.is_none())
            .collect(),
        course: course(objectives.iter()),
        objectives,
        changes,
        risks: needs(&key_results, after.day),
        trailing: needs(&whole, after.day),
        stuck: key_results
            .iter()
            .copied()
            .filter(|item| is_stuck(item, earlier.get(&item.head.uid).copied()))
            .collect(),
        reached: key_results
            .iter()
            .copied()
            .filter(|item| item.assessment.status == Status::Done)
            .collect(),
        dropped: after.items.iter().filter(|item| item.is_dropped).collect(),
        said: said(connection, &after.items, about, before.day, after.day)?,
        adoption,
    })
}

fn standing<'a>(item: &'a Item, board: &'a Board, before: Option<&Item>) -> Standing<'a> {
    let was = before.and_then(|item| item.assessment.progress);
    let is = item.assessment.progress;
    Standing {
        item,
        key_results: board
            .key_results()
            .filter(|one| !one.is_dropped && one.head.parent == Some(item.head.uid))
            .collect(),
        gained: is.zip(was).map(|(is, was)| percent(is) - percent(was)),
        confidence_before: before.and_then(|item| item.assessment.confidence),
    }
}

/// How many of some objectives stand how.
#[must_use]
pub fn course<'a, 'b: 'a>(objectives: impl Iterator<Item = &'a Standing<'b>>) -> Tally {
    let mut course = Tally::default();
    for objective in objectives {
        course.of += 1;
        let count = match objective.item.assessment.status {
            Status::Ahead | Status::On | Status::Done => &mut course.on,
            Status::Watch => &mut course.watch,
            Status::Behind => &mut course.behind,
            Status::Stale => &mut course.stale,
            Status::NoData => &mut course.unknown,
            Status::Closed => &mut course.closed,
        };
        *count += 1;
    }
    course
}

fn is_stuck(item: &Item, before: Option<&Item>) -> bool {
    let holds = item
        .measure
        .as_ref()
        .is_some_and(|measure| measure.kind == Kind::Hold);
    let same = before.is_some_and(|before| before.assessment.current == item.assessment.current);
    let found = &item.assessment;
    same && !holds
        && found.current.is_some()
        && !matches!(found.status, Status::Done | Status::Closed)
}

/// How much a change tells a leader: what is agreed and what stands differently come before values,
/// and key results before the objectives that only follow them.
fn telling(change: &RecordChange) -> (u8, u8, i64) {
    let falls = |before: Option<u8>, after: Option<u8>| {
        before
            .zip(after)
            .is_some_and(|(before, after)| after < before)
    };
    let rank = match change.event {
        Event::Dropped | Event::Gone => 7,
        _ if change.goal.is_some() => 6,
        _ if change.blocker.is_some() => 5,
        _ if change.status.is_some() => 4,
        _ if change
            .confidence
            .as_ref()
            .is_some_and(|shift| falls(shift.before, shift.after)) =>
        {
            3
        }
        _ if change.value.is_some() => 2,
        Event::Added | Event::Restored => 1,
        Event::Changed => 0,
    };
    let moved = change.progress.as_ref().map_or(0, |shift| {
        let at = |end: Option<f64>| end.map_or(0, percent);
        (at(shift.after) - at(shift.before)).abs()
    });
    (u8::from(change.kind == Type::KeyResult), rank, moved)
}

impl Item {
    /// Without the names of people, as far as they are not part of a sentence.
    pub fn redact(&mut self) {
        self.owner = None;
        self.head.owner = None;
        if let Some(grade) = &mut self.grade {
            grade.by = None;
        }
    }
}

impl Board {
    /// The same for all of its records.
    pub fn redact(&mut self) {
        self.items.iter_mut().for_each(Item::redact);
        for vision in &mut self.visions {
            vision.owner = None;
        }
    }
}
