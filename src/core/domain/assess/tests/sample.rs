//! Records for the tests of this folder: one key result at a time, its check-ins, one quarter.
//! Built by hand, so that each test names only what it is about.

use chrono::NaiveDate;
use serde_json::json;

use super::super::{Assessment, Policy, assess};
use crate::domain::check_in::CheckIn;
use crate::domain::cycle::{Cycle, CycleState};
use crate::domain::id::Uid;
use crate::domain::key_result::{KeyResult, TargetChange};
use crate::domain::measure::{Direction, Kind, Measure};
use crate::domain::quantity::Quantity;

pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

pub fn quantity(text: &str) -> Quantity {
    text.parse().expect("a quantity")
}

/// 1 July to 30 September 2026, 92 days.
pub fn quarter() -> Cycle {
    Cycle {
        uid: Uid::from_bytes([1; 16]),
        name: "2026Q3".to_owned(),
        start: day("2026-07-01"),
        end: day("2026-09-30"),
        state: CycleState::Active,
        opened: None,
        ancestor: None,
    }
}

/// The day that begins when exactly half of [`quarter`] is over.
pub fn half() -> NaiveDate {
    day("2026-08-16")
}

pub fn key_result(measure: Measure) -> KeyResult {
    let head = json!({"id": "K1", "title": "Publish 12 well-read blog articles"});
    KeyResult {
        head: serde_json::from_value(head).expect("a head"),
        measure,
        source: None,
        targets: Vec::new(),
    }
}

/// A count, rising or falling as its ends say.
pub fn from_to(start: Option<&str>, target: &str) -> Measure {
    let (start, target) = (start.map(quantity), quantity(target));
    let falls = start.is_some_and(|start| start > target);
    Measure {
        kind: Kind::Count,
        direction: if falls {
            Direction::Down
        } else {
            Direction::Up
        },
        start,
        target: Some(target),
        ..Measure::default()
    }
}

pub fn hold(low: Option<&str>, high: Option<&str>) -> Measure {
    Measure {
        kind: Kind::Hold,
        direction: Direction::Stay,
        low: low.map(quantity),
        high: high.map(quantity),
        ..Measure::default()
    }
}

pub fn check_in(date: &str, value: Option<&str>, confidence: Option<u8>) -> CheckIn {
    let kr = Uid::from_bytes([2; 16]);
    let bare = json!({"id": "C1", "kr": kr, "date": date});
    CheckIn {
        value: value.map(quantity),
        confidence,
        ..serde_json::from_value(bare).expect("a check-in")
    }
}

/// Check-ins with a value each.
pub fn values(rows: &[(&str, &str)]) -> Vec<CheckIn> {
    let with = |(date, value): &(&str, &str)| check_in(date, Some(value), None);
    rows.iter().map(with).collect()
}

pub fn target_at(at: i64, start: Option<&str>, target: Option<&str>) -> TargetChange {
    TargetChange {
        at,
        start: start.map(quantity),
        target: target.map(quantity),
        change: None,
        low: None,
        high: None,
    }
}

/// The assessment in [`quarter`] with the default policy.
pub fn assessed(measure: Measure, series: &[CheckIn], on: NaiveDate) -> Assessment {
    let kr = key_result(measure);
    assess(&kr, series, Some(&quarter()), &Policy::default(), on)
}

/// Floats that differ by noise only.
pub fn near(found: Option<f64>, expected: f64) {
    let found = found.expect("a number");
    assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
}
