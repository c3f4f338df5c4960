//! Pace: how much of the way a plan expects by a day, and what is still needed. A day itself is still
//! to come, as in `Cycle::time_gone`: on the first day nothing is expected, and the whole only after
//! the last. Judging the difference is the status's business.

use chrono::NaiveDate;

use super::progress::Way;
use crate::domain::cycle::{Cycle, share_gone};
use crate::domain::key_result::KeyResult;
use crate::domain::measure::{Kind, Measure, Plan};
use crate::domain::quantity::Quantity;

/// The days a key result's plan runs over, both included: from the start of the cycle to its own
/// due date, or to the end of the cycle when it has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Window {
    pub start: NaiveDate,
    pub end: NaiveDate,
}

impl Window {
    pub fn of(kr: &KeyResult, cycle: Option<&Cycle>) -> Option<Self> {
        cycle.map(|cycle| Self {
            start: cycle.start,
            end: kr.head.due.unwrap_or(cycle.end),
        })
    }

    /// The share of the window that is over when a day begins, 0 to 1.
    pub fn gone(&self, day: NaiveDate) -> f64 {
        share_gone(self.start, self.end, day)
    }

    /// The day after the last, by which the whole is expected.
    fn after(&self) -> NaiveDate {
        self.end.succ_opt().unwrap_or(self.end)
    }

    /// Weeks from a day on, in parts of seven days; `None` when no day is left.
    pub fn weeks_left(&self, day: NaiveDate) -> Option<f64> {
        let days = (self.after() - day.max(self.start)).num_days();
        (days > 0).then(|| days as f64 / 7.0)
    }
}

/// The progress a plan expects when a day begins, 0 to 1. `None` for a hold, which has no way to
/// go, and for planned points while the start or the goal they are measured by is unknown.
pub(super) fn expected(
    measure: &Measure,
    window: Window,
    way: Option<&Way>,
    day: NaiveDate,
) -> Option<f64> {
    if measure.kind == Kind::Hold {
        return None;
    }
    match &measure.plan {
        None => Some(window.gone(day)),
        Some(Plan::BackLoaded) => Some(window.gone(day).powi(2)),
        Some(Plan::Points(points)) => Some(along(points, measure, window, way?, day)),
    }
}

/// Straight lines from nothing on the first day of the window through the planned points to the whole
/// after its last. Points outside the window say nothing; one on the last day replaces the end.
fn along(
    points: &[(NaiveDate, Quantity)],
    measure: &Measure,
    window: Window,
    way: &Way,
    day: NaiveDate,
) -> f64 {
    let mut knots: Vec<(NaiveDate, f64)> = points
        .iter()
        .filter(|(date, _)| window.start <= *date && *date <= window.end)
        .map(|(date, value)| (*date, way.score(*value, measure).progress))
        .collect();
    knots.sort_by_key(|(date, _)| *date);
    if knots.last().is_none_or(|(date, _)| *date < window.end) {
        knots.push((window.after(), 1.0));
    }
    let mut before = (window.start, 0.0);
    if day < before.0 {
        return 0.0;
    }
    for knot in knots {
        if day <= knot.0 {
            let length = (knot.0 - before.0).num_days().max(1) as f64;
            let share = (day - before.0).num_days() as f64 / length;
            return before.1 + (knot.1 - before.1) * share;
        }
        before = knot;
    }
    before.1
}

/// The change of value per week that would still reach the goal on the last day, in the measure's
/// unit and with its sign: -4.1 for a falling measure. `None` when it is reached, when no day is
/// left, and when something is unknown.
pub(super) fn needed_per_week(
    way: &Way,
    now: Quantity,
    progress: f64,
    window: Window,
    day: NaiveDate,
) -> Option<f64> {
    if progress >= 1.0 {
        return None;
    }
    let left = window.weeks_left(day)?;
    Some((way.goal.as_f64() - now.as_f64()) / left)
}
