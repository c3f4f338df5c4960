//! Cycles: named spans of days, and the calendar that names them.

use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::id::Uid;
use super::objective::nobody;

/// The share of a span of days, both ends included, that is over when a day begins: 28 August is
/// 58 of the 92 days into a quarter. 0 to 1.
pub(crate) fn share_gone(start: NaiveDate, end: NaiveDate, day: NaiveDate) -> f64 {
    let length = (end - start).num_days() + 1;
    ((day - start).num_days() as f64 / length.max(1) as f64).clamp(0.0, 1.0)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CycleState {
    Planning,
    #[default]
    Active,
    Closed,
}

impl CycleState {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Planning => "planning",
            Self::Active => "active",
            Self::Closed => "closed",
        }
    }
}

/// A named span of days, both ends included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cycle {
    #[serde(skip, default = "nobody")]
    pub uid: Uid,
    pub name: String,
    pub start: NaiveDate,
    pub end: NaiveDate,
    #[serde(default)]
    pub state: CycleState,
    /// Milliseconds since 1970 of the opening: targets changed later than a day after are moves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened: Option<i64>,
    /// The cycle it was copied from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ancestor: Option<String>,
}

impl Cycle {
    /// The share of the cycle that is over when a day begins, 0 to 1.
    #[must_use]
    pub fn time_gone(&self, day: NaiveDate) -> f64 {
        share_gone(self.start, self.end, day)
    }

    /// The week of the cycle a day is in and how many there are, counted from 1 in steps of seven
    /// days from the start.
    #[must_use]
    pub fn week(&self, day: NaiveDate) -> (i64, i64) {
        let weeks = ((self.end - self.start).num_days() + 7) / 7;
        let week = (day - self.start).num_days().div_euclid(7) + 1;
        (week.clamp(1, weeks.max(1)), weeks.max(1))
    }

    #[must_use]
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.start <= day && day <= self.end
    }
}

/// How long cycles are when the program names one itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    Quarter,
    Month,
    Trimester,
    /// Counted from the Monday of the first ISO week of a year; the last cycle of a year ends with
    /// its last ISO week, however few are left.
    Weeks(u32),
}

/// A calendar: the length of a cycle and the month a fiscal year starts in (1 to 12).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Calendar {
    pub length: Length,
    pub fiscal_start: u32,
}

impl Default for Calendar {
    fn default() -> Self {
        Self {
            length: Length::Quarter,
            fiscal_start: 1,
        }
    }
}

/// A name and its span, not yet a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    pub name: String,
    pub start: NaiveDate,
    pub end: NaiveDate,
}

fn first_of(year: i32, month0: i32) -> Option<NaiveDate> {
    let year = year + month0.div_euclid(12);
    NaiveDate::from_ymd_opt(year, month0.rem_euclid(12) as u32 + 1, 1)
}

impl Calendar {
    /// The cycle a day belongs to. Names: `2026Q3`, `2026-07` for months, `2026T2` for trimesters,
    /// `2026W31` for spans of weeks; `FY26Q1`-style fiscal years are named by the year they end in,
    /// the custom of most companies that have one.
    #[must_use]
    pub fn span_of(&self, day: NaiveDate) -> Option<Span> {
        let months = match self.length {
            Length::Quarter => 3,
            Length::Trimester => 4,
            Length::Month => 1,
            Length::Weeks(weeks) => return Self::weeks_span(weeks.max(1), day),
        };
        let shift = self.fiscal_start as i32 - 1;
        let month0 = day.year() * 12 + day.month0() as i32 - shift;
        let year = month0.div_euclid(12);
        let part = month0.rem_euclid(12) / months;
        let start = first_of(year, part * months + shift)?;
        let end = first_of(year, (part + 1) * months + shift)?.pred_opt()?;
        let label = if shift == 0 {
            format!("{year}")
        } else {
            format!("FY{:02}", (year + 1).rem_euclid(100))
        };
        let name = match self.length {
            Length::Month => start.format("%Y-%m").to_string(),
            Length::Trimester => format!("{label}T{}", part + 1),
            _ => format!("{label}Q{}", part + 1),
        };
        Some(Span { name, start, end })
    }

    fn weeks_span(weeks: u32, day: NaiveDate) -> Option<Span> {
        let year = day.iso_week().year();
        let first = NaiveDate::from_isoywd_opt(year, 1, chrono::Weekday::Mon)?;
        let number = (day - first).num_days() / (7 * i64::from(weeks));
        let start = first + Days::new(number as u64 * 7 * u64::from(weeks));
        let next_year = NaiveDate::from_isoywd_opt(year + 1, 1, chrono::Weekday::Mon)?;
        let end = (start + Days::new(u64::from(weeks) * 7 - 1)).min(next_year.pred_opt()?);
        let name = format!("{}W{:02}", year, start.iso_week().week());
        Some(Span { name, start, end })
    }

    /// Reads a name this calendar would give: `2026Q3`, `q3` (of the year of `today`), `2026T1`,
    /// `2026-07`, `FY26Q1`, and `2026W31` or `w31` when its cycles are weeks and one starts there.
    #[must_use]
    pub fn span_named(&self, name: &str, today: NaiveDate) -> Option<Span> {
        let upper = name.to_ascii_uppercase();
        let this_year = today.year();
        let calendar = |length, fiscal_start| Self {
            length,
            fiscal_start,
        };
        if let Some((year, month)) = upper.split_once('-') {
            let start = NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, 1)?;
            return (year.len() == 4 && month.len() == 2)
                .then(|| calendar(Length::Month, 1).span_of(start))
                .flatten();
        }
        if let (Length::Weeks(weeks), Some((year, week))) = (self.length, upper.split_once('W')) {
            let year = match year {
                "" => today.iso_week().year(),
                _ => year.parse().ok().filter(|_| year.len() == 4)?,
            };
            let week = week.parse().ok()?;
            let monday = NaiveDate::from_isoywd_opt(year, week, chrono::Weekday::Mon)?;
            return Self::weeks_span(weeks.max(1), monday).filter(|span| span.start == monday);
        }
        let (year, part, length) = if let Some((year, part)) = upper.split_once('Q') {
            (year, part, Length::Quarter)
        } else {
            let (year, part) = upper.split_once('T')?;
            (year, part, Length::Trimester)
        };
        let months = if length == Length::Quarter { 3 } else { 4 };
        let part: i32 = part.parse().ok()?;
        if part < 1 || part * months > 12 {
            return None;
        }
        let (year, shift) = match year.strip_prefix("FY") {
            Some(fiscal) if self.fiscal_start > 1 => {
                let short: i32 = fiscal.parse().ok()?;
                let full = if short < 100 { 2000 + short } else { short };
                (full - 1, self.fiscal_start as i32 - 1)
            }
            Some(_) => return None,
            None if year.is_empty() => (this_year, 0),
            None => (year.parse().ok().filter(|_| year.len() == 4)?, 0),
        };
        let start = first_of(year, (part - 1) * months + shift)?;
        calendar(length, if shift == 0 { 1 } else { self.fiscal_start }).span_of(start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIX_WEEKS: Calendar = Calendar {
        length: Length::Weeks(6),
        fiscal_start: 1,
    };

    #[test]
    fn every_day_is_in_one_cycle_of_weeks_and_its_name_leads_back_to_it() {
        let first = NaiveDate::from_ymd_opt(2019, 12, 25).expect("a day");
        let mut last: Option<Span> = None;
        for day in first.iter_days().take(3000) {
            let span = SIX_WEEKS.span_of(day).expect("a cycle");
            assert!(span.start <= day && day <= span.end, "{day} in {span:?}");
            if let Some(last) = last.filter(|last| *last != span) {
                assert_eq!(last.end.succ_opt(), Some(span.start), "{last:?} {span:?}");
            }
            assert_eq!(SIX_WEEKS.span_named(&span.name, day).as_ref(), Some(&span));
            last = Some(span);
        }
    }

    #[test]
    fn a_week_in_which_no_cycle_starts_names_none() {
        let day = NaiveDate::from_ymd_opt(2026, 8, 28).expect("a day");
        assert_eq!(SIX_WEEKS.span_named("2026W32", day), None);
        assert!(SIX_WEEKS.span_named("w31", day).is_some());
        assert_eq!(Calendar::default().span_named("2026W31", day), None);
    }
}
