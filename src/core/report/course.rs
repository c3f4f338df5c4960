//! What stands around the values of a key result on a chart: the pace its plan asks for, day by day, and
//! what is likely ahead. The numbers are those of `assess`; here they are only asked for together.

use chrono::{Days, NaiveDate};

use super::item::Item;
use crate::domain::assess::{Forecast, Policy, assess_today, cone, pace_line};

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

/// For how many weeks in a row, this one included, a key result was behind its pace, as far as its cycle
/// goes back.
#[must_use]
pub fn weeks_behind(item: &Item, day: NaiveDate) -> usize {
    let Some((kr, cycle)) = item.key_result().zip(item.cycle.as_ref()) else {
        return 0;
    };
    let policy = Policy::default();
    let days = (0..).map_while(|weeks| day.checked_sub_days(Days::new(weeks * 7)));
    days.take_while(|day| {
        let found = assess_today(&kr, &item.series, Some(cycle), &policy, *day);
        cycle.contains(*day) && found.pace_points.is_some_and(|points| points < -0.005)
    })
    .count()
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
