//! What a review may propose to celebrate: only what figures can justify, each with its reason. Nothing
//! is ever kept as a win by itself; a person picks.

use chrono::NaiveDate;

use super::{Card, State};
use crate::domain::assess::Status;
use crate::domain::check_in::CheckIn;
use crate::domain::measure::{Direction, Kind};
use crate::domain::quantity::Quantity;
use crate::report::cadence::{Cadence, Period};
use crate::report::item::Item;

/// Why something is worth celebrating, strongest first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Evidence {
    TargetReached,
    /// A quarter, half or three quarters of the way were passed: 1, 2 or 3. Shares of the way, 0 to 1.
    Passed {
        quarters: u8,
        from: f64,
        to: f64,
    },
    /// The largest step towards the target between two reviews, with its sign, of so many.
    BestStep {
        change: Quantity,
        of: usize,
    },
    /// Checked in for so many review periods in a row, more often than ever before.
    LongestRun {
        periods: usize,
    },
}

/// A win that could be kept.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Proposal {
    /// The place of its card.
    pub place: usize,
    pub evidence: Evidence,
}

/// Runs shorter than this are nothing to tell.
const SHORTEST_RUN: usize = 4;
/// A best step needs so many others to be better than.
const LEAST_STEPS: usize = 3;

/// The strongest evidence of a card with its key result in full, compared with how its key result stood before the period.
pub(super) fn evidence(
    card: &Card,
    item: &Item,
    before: Option<&Item>,
    cadence: Cadence,
    period: Period,
) -> Option<Evidence> {
    if !card.is_answered() {
        return None;
    }
    let kind = item.measure.as_ref()?.kind;
    let was = before.map(|before| &before.assessment);
    let is_hold = kind == Kind::Hold;
    if item.assessment.status == Status::Done
        && !is_hold
        && was.is_none_or(|was| was.status != Status::Done)
    {
        return Some(Evidence::TargetReached);
    }
    let passed = || {
        let (from, to) = (was?.progress?, item.assessment.progress?);
        let (before, quarters) = (quarters(from), quarters(to));
        let is_news = quarters > before && quarters < 4;
        is_news.then_some(Evidence::Passed { quarters, from, to })
    };
    passed()
        .filter(|_| !is_hold)
        .or_else(|| best_step(item, cadence, period))
        .or_else(|| {
            longest_run(&item.series, cadence, period).filter(|_| card.state != State::Same)
        })
}

fn quarters(share: f64) -> u8 {
    // A binary fraction may end a hair below the quarter it stands for.
    ((share.clamp(0.0, 1.0) + 1e-9) * 4.0) as u8
}

/// The value at the end of each period that had a check-in with one, oldest first.
fn values(series: &[CheckIn], cadence: Cadence) -> Vec<(NaiveDate, Quantity)> {
    let mut values: Vec<(NaiveDate, Quantity)> = Vec::new();
    for check_in in series {
        let Some(value) = check_in.value else {
            continue;
        };
        let start = cadence.period(check_in.date).start;
        match values.last_mut() {
            Some((known, last)) if *known == start => *last = value,
            _ => values.push((start, value)),
        }
    }
    values
}

fn best_step(item: &Item, cadence: Cadence, period: Period) -> Option<Evidence> {
    let measure = item.measure.as_ref()?;
    if matches!(
        measure.kind,
        Kind::Hold | Kind::Milestone | Kind::Steps | Kind::Zones
    ) {
        return None;
    }
    let values = values(&item.series, cadence);
    if values.last()?.0 != period.start {
        return None;
    }
    let towards = |change: Quantity| match measure.direction {
        Direction::Up => Some(change),
        Direction::Down => Some(change.negated()),
        Direction::Stay => None,
    };
    let mut steps: Vec<Quantity> = values
        .windows(2)
        .filter_map(|pair| match pair {
            [(_, from), (_, to)] => to.minus(*from).and_then(towards),
            _ => None,
        })
        .collect();
    let last = steps.pop()?;
    let is_best = steps.iter().all(|step| last > *step) && last > Quantity::ZERO;
    (is_best && steps.len() >= LEAST_STEPS).then(|| Evidence::BestStep {
        change: match measure.direction {
            Direction::Down => last.negated(),
            _ => last,
        },
        of: steps.len() + 1,
    })
}

/// Told when it beats an earlier run, and every fourth time: a run is not news every week.
fn longest_run(series: &[CheckIn], cadence: Cadence, period: Period) -> Option<Evidence> {
    let (mut run, mut longest_before) = (0_usize, 0_usize);
    let mut expected: Option<NaiveDate> = None;
    for check_in in series {
        let found = cadence.period(check_in.date);
        if expected == Some(found.next) {
            continue;
        }
        if expected == Some(found.start) {
            run += 1;
        } else {
            longest_before = longest_before.max(run);
            run = 1;
        }
        expected = Some(found.next);
    }
    let is_news = run == longest_before + 1 || run % SHORTEST_RUN == 0;
    (expected == Some(period.next) && run >= SHORTEST_RUN && run > longest_before && is_news)
        .then_some(Evidence::LongestRun { periods: run })
}
