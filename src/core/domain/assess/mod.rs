//! The one place where a number about a key result or an objective is computed: progress, zone,
//! pace, coverage, status and the sentences behind them, from the facts and a day. Tables, JSON,
//! reports and exit codes print what stands in an [`Assessment`] and never compute their own.
//! Pure: it reads no clock, and what nobody said stays `None` from the check-in to the roll-up.

mod agreed;
mod flag;
mod forecast;
mod pace;
mod progress;
mod rollup;
mod status;
mod weights;
mod why;
mod workings;
mod zone;

#[cfg(test)]
mod tests;

use chrono::{Datelike, NaiveDate};

use super::check_in::CheckIn;
use super::cycle::Cycle;
use super::key_result::KeyResult;
use super::quantity::Quantity;

pub use agreed::Agreed;
pub use flag::Flag;
pub use forecast::{Forecast, NEEDED, NoForecast};
pub use progress::percent;
pub use rollup::{Coverage, Part, roll_up};
pub use status::Status;
pub use weights::{check_weights, shares};
pub use why::{Line, exact, why, why_roll_up};
pub use workings::counted_to;
pub use zone::{Zone, marks, zone};

use workings::Workings;

/// What a space or a person may set about judging.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// Days without a check-in after which a record is stale: on the day after, not on the last.
    pub stale_after: i64,
}

impl Default for Policy {
    fn default() -> Self {
        Self { stale_after: 14 }
    }
}

/// Where the start of a way comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum StartSource {
    Given,
    FirstCheckIn,
    /// Nobody said, or the measure (a hold) has none.
    #[default]
    Unknown,
}

impl StartSource {
    /// The word in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::FirstCheckIn => "first_check_in",
            Self::Unknown => "unknown",
        }
    }
}

/// Everything computed about one key result or objective on one day. Fractions are 0 to 1 unless
/// said otherwise; values are in the measure's unit; `None` is unknown or does not apply.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Assessment {
    /// The latest value; a check-in without one leaves it standing.
    pub current: Option<Quantity>,
    /// What the formula says: below 0 when worse than the start, above 1 past the target.
    pub raw: Option<f64>,
    pub progress: Option<f64>,
    pub zone: Option<Zone>,
    /// Of a roll-up only.
    pub coverage: Option<Coverage>,
    /// The progress the plan expects when the day begins.
    pub expected: Option<f64>,
    /// The value at which the expected progress would be met: "pace says 315".
    pub expected_value: Option<Quantity>,
    /// `progress / expected`; `None` while nothing is expected yet.
    pub pace: Option<f64>,
    /// `progress - expected`: -0.05 is five points behind.
    pub pace_points: Option<f64>,
    /// The change per week that still reaches the goal on the last day, with its sign.
    pub needed_per_week: Option<f64>,
    /// The change per week of late, with its sign: the median slope behind the forecast.
    pub pace_per_week: Option<f64>,
    /// Of a key result that was looked at with [`assess`].
    pub forecast: Option<Forecast>,
    /// Of a key result without a forecast: why there is none.
    pub no_forecast: Option<NoForecast>,
    pub status: Status,
    /// A mark beside any status: the last check-in is too old. Never after done or closed.
    pub stale: bool,
    pub blocked: bool,
    /// The sentence that decided the status.
    pub reason: String,
    pub flags: Vec<Flag>,
    pub start: Option<Quantity>,
    pub start_source: StartSource,
    pub goal: Option<Quantity>,
    /// The score against what was agreed at the opening, when that is not today's target.
    pub agreed: Option<Agreed>,
    /// The latest answer, 0 to 10, unless it is older than the stale limit. An objective's is the
    /// weighted mean of its parts, rounded.
    pub confidence: Option<u8>,
    /// The answer before that one.
    pub confidence_before: Option<u8>,
    /// The day of the latest check-in, with a value or without.
    pub last: Option<NaiveDate>,
    pub check_ins: usize,
    /// Days from the last check-in to the day.
    pub days_since: Option<i64>,
    /// The current value minus the one of about seven days before, when there is one.
    pub week_change: Option<Quantity>,
}

/// Assesses a key result at the end of a day. `series` is in any order and holds this key result's
/// check-ins; those dated later than `day` are ignored. Check-ins dated after the cycle's end count.
#[must_use]
pub fn assess(
    kr: &KeyResult,
    series: &[CheckIn],
    cycle: Option<&Cycle>,
    policy: &Policy,
    day: NaiveDate,
) -> Assessment {
    Workings::of(kr, series, cycle, policy, day).looking_ahead()
}

/// The same without looking ahead: no forecast and no reason why there is none. For lists that do not
/// show it, and for answers from a part of the check-ins, which would forecast something else.
#[must_use]
pub fn assess_today(
    kr: &KeyResult,
    series: &[CheckIn],
    cycle: Option<&Cycle>,
    policy: &Policy,
    day: NaiveDate,
) -> Assessment {
    Workings::of(kr, series, cycle, policy, day).assessment
}

/// The forecast for every day from `day` to the last, as [`assess`] would make it on `day`: a cone that
/// begins as a point at the value that stands. Empty where there is no forecast.
#[must_use]
pub fn cone(
    kr: &KeyResult,
    series: &[CheckIn],
    cycle: Option<&Cycle>,
    policy: &Policy,
    day: NaiveDate,
) -> Vec<Forecast> {
    let work = Workings::of(kr, series, cycle, policy, day);
    let (Ok(outlook), Some(window)) = (work.outlook(), work.window) else {
        return Vec::new();
    };
    day.iter_days()
        .take_while(|date| *date <= window.end)
        .map(|date| outlook.on(date, day))
        .collect()
}

/// The value that the plan asks for on every day of the key result, from its first to its last, as the
/// pace of [`assess`] is measured by on `day`. Empty where there is no plan or no way: of a hold, and while
/// the start or the target is unknown.
#[must_use]
pub fn pace_line(
    kr: &KeyResult,
    series: &[CheckIn],
    cycle: Option<&Cycle>,
    policy: &Policy,
    day: NaiveDate,
) -> Vec<(NaiveDate, f64)> {
    let work = Workings::of(kr, series, cycle, policy, day);
    let (Some(way), Some(window)) = (work.way, work.window) else {
        return Vec::new();
    };
    let on = |date: NaiveDate| {
        let expected = pace::expected(&kr.measure, window, Some(&way), date)?;
        let value = way.value_at(Quantity::from_f64(expected)?)?;
        Some((date, value.as_f64()))
    };
    window
        .start
        .iter_days()
        .take_while(|date| *date <= window.end)
        .filter_map(on)
        .collect()
}

/// A day in a sentence: `Fri 4 Sep`, with the year when it is another one than that of the day it is
/// said on.
fn short_day(day: NaiveDate, said: NaiveDate) -> String {
    let form = match day.year() == said.year() {
        true => "%a %-d %b",
        false => "%a %-d %b %Y",
    };
    day.format(form).to_string()
}
