//! The forecast of a hold: the share of its check-ins that will have been inside on the last day. What
//! was counted stays counted; only the check-ins still to come are unknown, and a bound that was
//! broken once cannot be held throughout any more.

use chrono::NaiveDate;

use super::Forecast;
use crate::domain::assess::progress::inside;
use crate::domain::check_in::CheckIn;
use crate::domain::measure::Measure;

/// Check-ins inside, all of them, and how often they come.
pub(in crate::domain::assess) struct Share {
    pub inside: f64,
    pub all: f64,
    /// Days from one check-in to the next.
    pub rhythm: f64,
}

impl Share {
    /// `None` without a bound.
    pub fn of(measure: &Measure, series: &[&CheckIn]) -> Option<Self> {
        if measure.low.is_none() && measure.high.is_none() {
            return None;
        }
        let valued = || series.iter().filter_map(|one| Some((one.date, one.value?)));
        let all = valued().count();
        let held = valued()
            .filter(|(_, value)| inside(measure, *value))
            .count();
        let days = match (valued().next(), valued().next_back()) {
            (Some(first), Some(last)) => (last.0 - first.0).num_days(),
            _ => 0,
        };
        Some(Self {
            inside: held as f64,
            all: all as f64,
            rhythm: days.max(1) as f64 / all.saturating_sub(1).max(1) as f64,
        })
    }

    /// Check-ins still to come.
    pub fn to_come(&self, days: f64) -> f64 {
        (days / self.rhythm).floor()
    }

    /// By the rule of succession: after `inside` of `all`, the next is inside in
    /// `(inside + 1) / (all + 2)` of cases.
    pub fn next(&self) -> f64 {
        (self.inside + 1.0) / (self.all + 2.0)
    }

    pub fn on(&self, date: NaiveDate, days: f64) -> Forecast {
        let (coming, next) = (self.to_come(days), self.next());
        let whole = self.all + coming;
        // The variance of a beta-binomial count.
        let variance = coming * next * (1.0 - next) * (self.all + 2.0 + coming) / (self.all + 3.0);
        let half = 1.2816 * variance.sqrt();
        let expected = coming * next;
        let share = |count: f64| (self.inside + count.clamp(0.0, coming)) / whole.max(1.0);
        let chance = if self.inside < self.all {
            0.0
        } else {
            (self.all + 1.0) / (whole + 1.0)
        };
        Forecast {
            date,
            value: share(expected),
            low: share(expected - half),
            high: share(expected + half),
            chance,
            digits: 4,
        }
    }
}
