//! When reviews are held. A review period starts on a review day and ends the day before the next, so
//! a check-in on the review day counts for the period that begins, not for the one that ends.

use std::str::FromStr;

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// How often there is a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Every {
    #[default]
    Week,
    TwoWeeks,
    Month,
}

/// The setting's word: `week`, `2 weeks` or `month`.
impl FromStr for Every {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        match word {
            "week" => Ok(Self::Week),
            "2 weeks" | "two weeks" => Ok(Self::TwoWeeks),
            "month" => Ok(Self::Month),
            _ => Err(()),
        }
    }
}

/// When reviews are held. Every second week is counted from the review day of the week that began on
/// Monday 5 January 1970; the review of a month is on the first such day in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cadence {
    pub every: Every,
    pub day: Weekday,
}

impl Default for Cadence {
    fn default() -> Self {
        Self {
            every: Every::Week,
            day: Weekday::Wed,
        }
    }
}

/// The days from one review to the day before the next, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    pub start: NaiveDate,
    pub next: NaiveDate,
}

impl Period {
    #[must_use]
    pub fn holds(&self, day: NaiveDate) -> bool {
        self.start <= day && day < self.next
    }

    /// How many days it has.
    #[must_use]
    pub fn days(&self) -> i64 {
        (self.next - self.start).num_days()
    }
}

impl Cadence {
    /// The review period a day lies in.
    #[must_use]
    pub fn period(&self, day: NaiveDate) -> Period {
        let days = match self.every {
            Every::Week => 7,
            Every::TwoWeeks => 14,
            Every::Month => return self.month(day),
        };
        let first = NaiveDate::from_num_days_from_ce_opt(719_163 + 4).unwrap_or(day)
            + Days::new(u64::from(self.day.num_days_from_monday()));
        let into = (day - first).num_days().rem_euclid(days).unsigned_abs();
        let start = day.checked_sub_days(Days::new(into)).unwrap_or(day);
        let next = start.checked_add_days(Days::new(days.unsigned_abs()));
        Period {
            start,
            next: next.unwrap_or(NaiveDate::MAX),
        }
    }

    fn month(&self, day: NaiveDate) -> Period {
        let review = |months: i32| {
            let month0 = day.year() * 12 + day.month0() as i32 + months;
            let (year, month) = (month0.div_euclid(12), month0.rem_euclid(12) as u32 + 1);
            NaiveDate::from_weekday_of_month_opt(year, month, self.day, 1).unwrap_or(day)
        };
        if review(0) <= day {
            Period {
                start: review(0),
                next: review(1),
            }
        } else {
            Period {
                start: review(-1),
                next: review(0),
            }
        }
    }

    /// More days than this since the last check-in are overdue: one and a half times the cadence.
    #[must_use]
    pub fn patience(&self) -> i64 {
        match self.every {
            Every::Week => 10,
            Every::TwoWeeks => 21,
            Every::Month => 45,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample::day;
    use proptest::prelude::*;

    fn wednesdays(every: Every) -> Cadence {
        Cadence {
            every,
            day: Weekday::Wed,
        }
    }

    #[test]
    fn a_period_starts_on_the_review_day_itself() {
        let week = wednesdays(Every::Week);
        for on in ["2026-08-26", "2026-08-28", "2026-09-01"] {
            let period = week.period(day(on));
            assert_eq!(
                (period.start, period.next),
                (day("2026-08-26"), day("2026-09-02")),
                "{on}"
            );
        }
        assert_eq!(week.period(day("2026-08-25")).start, day("2026-08-19"));
        let month = wednesdays(Every::Month);
        assert_eq!(month.period(day("2026-08-04")).start, day("2026-07-01"));
        assert_eq!(month.period(day("2026-08-05")).start, day("2026-08-05"));
        assert_eq!(month.period(day("2026-12-30")).next, day("2027-01-06"));
    }

    proptest! {
        #[test]
        fn every_day_lies_in_its_period_and_periods_meet(days in 0_u64..40_000, every in 0_usize..3) {
            let cadence = wednesdays([Every::Week, Every::TwoWeeks, Every::Month][every]);
            let day = day("1969-12-01") + Days::new(days);
            let period = cadence.period(day);
            prop_assert!(period.holds(day));
            prop_assert_eq!(period.start.weekday(), Weekday::Wed);
            prop_assert_eq!(cadence.period(period.next).start, period.next);
        }
    }
}
