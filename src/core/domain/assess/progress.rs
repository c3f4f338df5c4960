//! Progress of one value or of a row of check-ins: the formula, its edges, and the rounding for
//! print. Time and status are not its business. `raw` is what the formula says, `progress` is that
//! kept within 0 and 1; nothing here turns "unknown" into 0.

use super::StartSource;
use super::flag::Flag;
use super::zone::{Zone, marks, zone};
use crate::domain::check_in::CheckIn;
use crate::domain::measure::{Direction, Kind, Measure};
use crate::domain::quantity::Quantity;

/// From a start to a goal, in the measure's own unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Way {
    pub start: Quantity,
    pub goal: Quantity,
    direction: Direction,
    /// No distance to divide by: start and goal are the same, or a start taken from the first
    /// check-in was already as good as the goal.
    pub flat: bool,
}

/// How far along a way a value is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Score {
    pub raw: f64,
    pub progress: f64,
    pub zone: Option<Zone>,
}

impl Score {
    fn of(raw: f64, zone: Option<Zone>) -> Self {
        Self {
            raw,
            progress: raw.clamp(0.0, 1.0),
            zone,
        }
    }
}

fn met(direction: Direction, value: Quantity, goal: Quantity) -> bool {
    match direction {
        Direction::Up => value >= goal,
        Direction::Down => value <= goal,
        Direction::Stay => value == goal,
    }
}

impl Way {
    pub fn new(start: Quantity, goal: Quantity, direction: Direction, source: StartSource) -> Self {
        let reached = source == StartSource::FirstCheckIn && met(direction, start, goal);
        Self {
            start,
            goal,
            direction,
            flat: start == goal || reached,
        }
    }

    /// `(now - start) / (goal - start)`, exact where 15 digits suffice; the same for falling
    /// measures, whose distance is negative above and below the line.
    pub fn score(&self, now: Quantity, measure: &Measure) -> Score {
        if self.flat {
            let met = met(self.direction, now, self.goal);
            let place = if met { Quantity::ONE } else { Quantity::ZERO };
            return Score::of(place.as_f64(), None);
        }
        let place = now
            .minus(self.start)
            .and_then(|gone| gone.over(self.goal.minus(self.start)?));
        let raw = place.map_or_else(
            || {
                let start = self.start.as_f64();
                (now.as_f64() - start) / (self.goal.as_f64() - start)
            },
            |place| place.as_f64(),
        );
        Score::of(raw, place.map(|place| zone(place, marks(measure))))
    }

    /// The value at a fraction of the way.
    pub fn value_at(&self, fraction: Quantity) -> Option<Quantity> {
        let distance = self.goal.minus(self.start)?;
        self.start.plus(distance.times(fraction)?)
    }
}

/// The start a measure has: given, taken from the first check-in with a value, or unknown.
/// Milestones, steps and zones are entered as a place from 0 to 1 and always start at 0; a hold has
/// no start.
pub(super) fn start_of(
    measure: &Measure,
    given: Option<Quantity>,
    first: Option<Quantity>,
) -> (Option<Quantity>, StartSource) {
    match measure.kind {
        Kind::Milestone | Kind::Steps | Kind::Zones => (Some(Quantity::ZERO), StartSource::Given),
        Kind::Hold | Kind::Unknown => (None, StartSource::Unknown),
        _ => match (given, first) {
            (Some(start), _) => (Some(start), StartSource::Given),
            (None, Some(start)) => (Some(start), StartSource::FirstCheckIn),
            (None, None) => (None, StartSource::Unknown),
        },
    }
}

/// Whether a value lies within the bounds of a hold, ends included; a missing bound is open.
pub(super) fn inside(measure: &Measure, value: Quantity) -> bool {
    measure.low.is_none_or(|low| value >= low) && measure.high.is_none_or(|high| value <= high)
}

/// The score of a hold: the share of check-ins with a value that lie inside. `None` without a bound
/// or without a value.
pub(super) fn held(measure: &Measure, series: &[&CheckIn]) -> Option<Score> {
    if measure.low.is_none() && measure.high.is_none() {
        return None;
    }
    let values: Vec<Quantity> = series.iter().filter_map(|one| one.value).collect();
    if values.is_empty() {
        return None;
    }
    let within = values.iter().filter(|value| inside(measure, **value));
    Some(Score::of(within.count() as f64 / values.len() as f64, None))
}

/// The flags a score earns by itself.
pub(super) fn flags_of(score: Score, flat: bool) -> Vec<Flag> {
    let mut flags = Vec::new();
    if flat {
        flags.push(Flag::Flat);
    }
    if score.raw < 0.0 {
        flags.push(Flag::Regressed);
    }
    if score.raw > 1.0 {
        flags.push(Flag::PastTarget);
    }
    flags
}

/// A fraction as the whole percent that is printed. Halves round away from zero (0.445 is 45), but
/// within one percent of 0 and below 1 the rest is dropped: 0.996 is 99 until it is reached, 0.006
/// and -0.002 are 0. Takes raw fractions too: 1.25 is 125, -0.25 is -25.
#[must_use]
pub fn percent(fraction: f64) -> i64 {
    let hundredths = fraction * 100.0;
    if (fraction < 1.0 && fraction > 0.99) || hundredths.abs() < 1.0 {
        // 99.5 and up would read 100; the product itself may already have been rounded up to 100.
        return (hundredths as i64).min(99);
    }
    // 0.145 * 100 is 14.499999999999998: noise of the binary fraction must not decide a half.
    (hundredths + hundredths.signum() * 1e-9).round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_percent_rounds_in_the_middle_and_drops_the_rest_near_the_ends() {
        for (fraction, printed) in [
            (0.0, 0),
            (0.004, 0),
            (0.006, 0),
            (0.01, 1),
            (-0.002, 0),
            (-0.25, -25),
            (0.145, 15),
            (0.4444, 44),
            (0.445, 45),
            (2.0 / 3.0, 67),
            (0.99, 99),
            (0.996, 99),
            (1.0 - f64::EPSILON / 2.0, 99),
            (1.0, 100),
            (1.004, 100),
            (1.25, 125),
        ] {
            assert_eq!(percent(fraction), printed, "{fraction}");
        }
    }

    proptest! {
        #[test]
        fn a_percent_never_reads_100_below_one_nor_99_at_it(fraction in -2.0_f64..1.0) {
            prop_assert!(percent(fraction) < 100);
            prop_assert!(percent(1.0 + fraction.abs()) >= 100);
            prop_assert!((percent(fraction) as f64 - fraction * 100.0).abs() < 1.0);
        }
    }
}
