//! The forecast: what the value will be on the last day, the range it falls into in 80 of 100 cases, and
//! how likely the target is. Three check-ins are needed; where there is no forecast, there is a reason.
//! The arithmetic is in `fit.rs` (values) and `hold.rs` (shares inside); here they get their measure:
//! a range never leaves the values that are possible, and on the last day it is a point.

mod fit;
mod hold;

use chrono::NaiveDate;

use super::pace::Window;
use super::progress::Way;
use crate::domain::check_in::CheckIn;
use crate::domain::measure::{Direction, Kind, Measure};
use crate::domain::quantity::Quantity;

use fit::apart;
pub(super) use fit::{Fit, GAINED};
pub(super) use hold::Share;

/// Check-ins with a value that a forecast needs.
pub const NEEDED: usize = 3;

/// What the final value will be, with an 80% range, and how likely the target is. In the measure's
/// unit; of a hold, of steps and of zones it is a share from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Forecast {
    /// The day it is for: the last of the key result.
    pub date: NaiveDate,
    pub value: f64,
    pub low: f64,
    pub high: f64,
    /// 0 to 1.
    pub chance: f64,
    /// Decimal places that are worth saying, of the values and not of the chance; below 0 whole tens,
    /// hundreds and so on.
    pub digits: i32,
}

impl Forecast {
    /// The same as it is shown everywhere: a computed value has more digits than it can know.
    #[must_use]
    pub fn said(self) -> Self {
        // Nought is added so that what rounds to nothing has no sign.
        let said = |value: f64| match usize::try_from(self.digits) {
            Ok(digits) => format!("{value:.digits$}").parse().unwrap_or(value) + 0.0,
            Err(_) => {
                let step = 10_f64.powi(-self.digits);
                (value / step).round() * step + 0.0
            }
        };
        Self {
            value: said(self.value),
            low: said(self.low),
            high: said(self.high),
            ..self
        }
    }
}

/// Why there is no forecast.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoForecast {
    /// So many check-ins with a value are missing.
    Missing(usize),
    /// There are enough of them, but too near to each other: so many more are missing.
    MissingDays(usize),
    /// Its last day is behind, its cycle is closed, or it was dropped.
    Over,
    NoTarget,
    /// It stands in no cycle, so nobody knows its last day.
    NoLastDay,
    /// A milestone is done or not: there is nothing between to project.
    Milestone,
}

impl NoForecast {
    /// How many check-ins are missing, where that is the reason.
    #[must_use]
    pub fn missing(self) -> Option<usize> {
        match self {
            Self::Missing(count) | Self::MissingDays(count) => Some(count),
            _ => None,
        }
    }

    #[must_use]
    pub fn sentence(self) -> String {
        match self {
            Self::Missing(1) => "needs 1 more check-in to forecast".to_owned(),
            Self::Missing(count) => format!("needs {count} more check-ins to forecast"),
            Self::MissingDays(1) => {
                "needs a check-in five days from the others to forecast".to_owned()
            }
            Self::MissingDays(count) => {
                format!("needs {count} more check-ins five days apart to forecast")
            }
            Self::Over => "its last day is over, so there is nothing to forecast".to_owned(),
            Self::NoTarget => "needs a target to forecast".to_owned(),
            Self::NoLastDay => "needs a last day to forecast".to_owned(),
            Self::Milestone => {
                "a milestone is done or not, so there is nothing to forecast".to_owned()
            }
        }
    }
}

/// What a forecast is made from.
pub(super) struct Past<'a> {
    pub measure: &'a Measure,
    /// Up to the day, oldest first.
    pub series: &'a [&'a CheckIn],
    pub way: Option<&'a Way>,
    pub window: Option<Window>,
    pub day: NaiveDate,
    pub is_closed: bool,
}

/// A forecast that can be asked for any day until the last.
pub(super) enum Outlook {
    Value(Scale, Fit),
    Share(Share),
}

impl Outlook {
    pub fn of(past: &Past<'_>) -> Result<Self, NoForecast> {
        if past.measure.kind == Kind::Milestone {
            return Err(NoForecast::Milestone);
        }
        let window = past.window.ok_or(NoForecast::NoLastDay)?;
        if past.is_closed || past.day > window.end {
            return Err(NoForecast::Over);
        }
        let enough = enough(past.series);
        if past.measure.kind == Kind::Hold {
            let share = Share::of(past.measure, past.series).ok_or(NoForecast::NoTarget)?;
            return enough.map(|()| Self::Share(share));
        }
        let has_goal = past.way.is_some() || past.measure.goal(None).is_some();
        let has_change = past.measure.change.is_some();
        if !has_goal && !has_change {
            return Err(NoForecast::NoTarget);
        }
        enough?;
        let way = past.way.ok_or(NoForecast::NoTarget)?;
        let values = by_day(past.series);
        let scale = Scale::of(past.measure, way, &values);
        let places: Vec<(NaiveDate, f64)> = values
            .iter()
            .map(|(date, value)| (*date, scale.place(*value)))
            .collect();
        Ok(Self::Value(scale, Fit::of(&places, window.end)))
    }

    /// The forecast for a day, made on another.
    pub fn on(&self, date: NaiveDate, made: NaiveDate) -> Forecast {
        let days = (date - made).num_days().max(0) as f64;
        match self {
            Self::Value(scale, fit) => {
                let ahead = fit.ahead(days);
                let ends = (scale.value(ahead.low), scale.value(ahead.high));
                Forecast {
                    date,
                    value: scale.value(ahead.value),
                    low: ends.0.min(ends.1),
                    high: ends.0.max(ends.1),
                    chance: fit.chance(days),
                    // On the last day it is what stands, to the last digit.
                    digits: if days > 0.0 {
                        scale.digits
                    } else {
                        scale.digits.max(scale.own)
                    },
                }
            }
            Self::Share(share) => share.on(date, days),
        }
    }
}

/// Whether as many values count as a forecast needs: those of a few days show no course.
fn enough(series: &[&CheckIn]) -> Result<(), NoForecast> {
    let known = series.iter().filter(|one| one.value.is_some()).count();
    let missing = NEEDED.saturating_sub(known);
    if missing > 0 {
        return Err(NoForecast::Missing(missing));
    }
    match NEEDED.saturating_sub(apart(&by_day(series)).len()) {
        0 => Ok(()),
        days => Err(NoForecast::MissingDays(days)),
    }
}

/// The last value of each day, oldest first.
fn by_day(series: &[&CheckIn]) -> Vec<(NaiveDate, f64)> {
    let mut values: Vec<(NaiveDate, f64)> = Vec::with_capacity(series.len());
    for one in series {
        let Some(value) = one.value else { continue };
        match values.last_mut() {
            Some(last) if last.0 == one.date => last.1 = value.as_f64(),
            _ => values.push((one.date, value.as_f64())),
        }
    }
    values
}

/// From values to places on the way and back, within what is possible.
pub(super) struct Scale {
    goal: f64,
    /// The length of the way with the sign of its direction; never 0.
    pub length: f64,
    least: f64,
    most: f64,
    /// Decimal places that are worth saying, and those that the values have.
    digits: i32,
    own: i32,
}

impl Scale {
    fn of(measure: &Measure, way: &Way, values: &[(NaiveDate, f64)]) -> Self {
        let (start, goal) = (way.start.as_f64(), way.goal.as_f64());
        let length = (goal - start).abs();
        let length = if length > 0.0 {
            length
        } else {
            // Start and goal are the same: what was seen is the only scale there is.
            let far = values.iter().map(|(_, value)| (value - goal).abs());
            let far = far.fold(0.0, f64::max);
            if far > 0.0 { far } else { 1.0 }
        };
        let is_falling = if way.flat {
            measure.direction == Direction::Down
        } else {
            goal < start
        };
        let seen = values.iter().map(|(_, value)| *value);
        let seen = seen.chain([start, goal]).fold(
            (f64::INFINITY, f64::NEG_INFINITY),
            |(least, most), value| (least.min(value), most.max(value)),
        );
        let (least, most) = possible(measure, seen);
        let typed = values
            .iter()
            .filter_map(|(_, value)| Quantity::from_f64(*value));
        let typed = typed.chain([way.start, way.goal]);
        let own = typed.map(decimals).max().unwrap_or_default();
        Self {
            goal,
            length: if is_falling { -length } else { length },
            least,
            most,
            digits: digits(measure, length, own),
            own,
        }
    }

    fn place(&self, value: f64) -> f64 {
        1.0 + (value - self.goal) / self.length
    }

    fn value(&self, place: f64) -> f64 {
        self.possible(self.exact(place))
    }

    /// The value at a place, possible or not.
    pub fn exact(&self, place: f64) -> f64 {
        self.goal + (place - 1.0) * self.length
    }

    pub fn possible(&self, value: f64) -> f64 {
        value.clamp(self.least, self.most)
    }
}

/// Decimal places of a forecast: one more than the values have, no finer than a hundredth of the way;
/// of shares four, which are said in whole percent; none for what is counted in whole numbers.
fn digits(measure: &Measure, length: f64, own: i32) -> i32 {
    let hundredth = 2 - length.log10().floor() as i32;
    match measure.kind {
        Kind::Steps | Kind::Zones | Kind::Milestone | Kind::Hold => 4,
        Kind::Count | Kind::Rank if own == 0 => hundredth.min(0),
        _ if length >= 20.0 && own == 0 => hundredth.min(0),
        _ => hundredth.min(own + 1),
    }
}

fn decimals(value: Quantity) -> i32 {
    let text = value.to_string();
    text.split_once('.')
        .map_or(0, |(_, digits)| digits.len() as i32)
}

/// The ends of what a measure can show. What was seen is possible, whatever the rule says.
fn possible(measure: &Measure, seen: (f64, f64)) -> (f64, f64) {
    let zero = if seen.0 >= 0.0 { 0.0 } else { f64::MIN };
    let (least, most) = match measure.kind {
        Kind::Steps | Kind::Zones | Kind::Milestone => (0.0, 1.0),
        Kind::Rank => (1.0, f64::MAX),
        Kind::Rating => {
            let top = measure
                .scale
                .map_or(f64::MAX, |scale: Quantity| scale.as_f64());
            (zero, top)
        }
        Kind::Percent if seen.0 >= 0.0 && seen.1 <= 100.0 => (0.0, 100.0),
        // What never was negative (reports, money, days) is not expected to become so.
        _ => (zero, f64::MAX),
    };
    (least.min(seen.0), most.max(seen.1))
}
