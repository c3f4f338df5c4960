//! What was agreed at the opening of a cycle, when the start or the target moved since. Both scores
//! are kept: today's in the assessment, the agreed one here. Filling in what was never given is no
//! move.

use chrono::NaiveTime;

use super::progress::{self, Way};
use super::workings::last_value;
use super::{Assessment, StartSource};
use crate::domain::check_in::CheckIn;
use crate::domain::cycle::Cycle;
use crate::domain::key_result::{KeyResult, TargetChange};
use crate::domain::measure::{Kind, Measure};
use crate::domain::quantity::Quantity;

/// The start and the goal agreed at the opening, and the score by them. A hold has bounds instead.
#[derive(Debug, Clone, PartialEq)]
pub struct Agreed {
    pub start: Option<Quantity>,
    pub goal: Option<Quantity>,
    pub low: Option<Quantity>,
    pub high: Option<Quantity>,
    pub raw: Option<f64>,
    pub progress: Option<f64>,
}

/// Corrections within a day after the opening still belong to the agreement.
const GRACE: i64 = 24 * 60 * 60 * 1000;

fn is_target(change: &&TargetChange) -> bool {
    change.target.is_some()
        || change.change.is_some()
        || change.low.is_some()
        || change.high.is_some()
}

/// The last target given at or before the opening and a day, or the first one ever given: a target
/// set late for the first time did not move.
fn at_opening<'a>(kr: &'a KeyResult, cycle: Option<&Cycle>) -> Option<&'a TargetChange> {
    let opened = cycle.map(|cycle| {
        let start = cycle.start.and_time(NaiveTime::MIN).and_utc();
        cycle.opened.unwrap_or(start.timestamp_millis())
    });
    let created = kr.head.created;
    let limit = opened
        .map_or(created, |opened| opened.max(created))
        .saturating_add(GRACE);
    let mut given = kr.targets.iter().filter(is_target);
    let before = given.clone().rfind(|change| change.at <= limit);
    before.or_else(|| given.next())
}

pub(super) fn agreed(
    kr: &KeyResult,
    series: &[&CheckIn],
    cycle: Option<&Cycle>,
    today: &Assessment,
) -> Option<Agreed> {
    let change = at_opening(kr, cycle)?;
    let measure = Measure {
        target: change.target,
        change: change.change,
        low: change.low,
        high: change.high,
        ..kr.measure.clone()
    };
    let (start, source) = if let Some(given) = change.start {
        progress::start_of(&measure, Some(given), None)
    } else {
        (today.start, today.start_source)
    };
    let goal = measure.goal(start);
    let bounds = (measure.low, measure.high);
    let same_bounds = measure.kind != Kind::Hold || bounds == (kr.measure.low, kr.measure.high);
    if same_bounds && (start, goal) == (today.start, today.goal) {
        return None;
    }
    let score = if measure.kind == Kind::Hold {
        progress::held(&measure, series)
    } else {
        score(&measure, start.zip(goal), source, last_value(series))
    };
    Some(Agreed {
        start,
        goal,
        low: measure.low,
        high: measure.high,
        raw: score.map(|score| score.raw),
        progress: score.map(|score| score.progress),
    })
}

fn score(
    measure: &Measure,
    ends: Option<(Quantity, Quantity)>,
    source: StartSource,
    now: Option<Quantity>,
) -> Option<progress::Score> {
    let (start, goal) = ends?;
    Some(Way::new(start, goal, measure.direction, source).score(now?, measure))
}
