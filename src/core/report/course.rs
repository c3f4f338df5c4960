//! What stands around the values of a key result on a chart: the pace its plan asks for, day by day, and
//! what is likely ahead. The numbers are those of `assess`; here they are only asked for together.

use chrono::NaiveDate;

use super::item::Item;
use crate::domain::assess::{Forecast, Policy, cone, pace_line};

/// Both lines, each day by day.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Course {
    /// From the first day of the plan to the last; empty without a way.
    pub pace: Vec<(NaiveDate, f64)>,
    /// From the day it was asked on to the last; empty without a forecast.
    pub cone: Vec<Forecast>,
}

impl Course {
    /// Of a key result with its whole series; nothing of an objective.
    #[must_use]
    pub fn of(item: &Item, day: NaiveDate) -> Self {
        let Some(kr) = item.key_result() else {
            return Self::default();
        };
        // A policy judges; no line depends on it.
        let policy = Policy::default();
        let cycle = item.cycle.as_ref();
        Self {
            pace: pace_line(&kr, &item.series, cycle, &policy, day),
            cone: cone(&kr, &item.series, cycle, &policy, day),
        }
    }

    /// What the plan asks for on a day inside it.
    #[must_use]
    pub fn asked_on(&self, date: NaiveDate) -> Option<f64> {
        let place = self
            .pace
            .binary_search_by_key(&date, |(known, _)| *known)
            .ok()?;
        self.pace.get(place).map(|(_, value)| *value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample::{self, day, whole};

    #[test]
    fn the_line_meets_the_pace_of_the_assessment() {
        let board = whole(&sample::book());
        let item = board
            .key_results()
            .find(|item| item.assessment.expected_value.is_some())
            .expect("a key result with a way");
        let course = Course::of(item, day(sample::TODAY));
        let asked = course.asked_on(day(sample::TODAY)).expect("a day inside");
        let expected = item.assessment.expected_value.expect("a value").as_f64();
        assert!((asked - expected).abs() < 1e-6, "{asked} {expected}");
        assert_eq!(course.asked_on(day("2020-01-01")), None);
    }
}
