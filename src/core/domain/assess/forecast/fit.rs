//! The arithmetic of a forecast, in places on the way: 1 is the goal, 0 lies one whole way before it.
//! It knows no measure, no unit and no calendar but days; possible values and words are for others.
//! Where the eight constants come from is in docs/numbers.md. A change of one has to be measured again, by
//! `okr calibration --forecasts`.

use chrono::NaiveDate;

/// Days of the past from which the trend is taken, when they hold three values.
pub const RECENT: i64 = 42;
/// Values nearer to each other than this many days count as one, the later: a program that reports
/// every hour says no more about the weeks ahead than one that reports every week.
pub const APART: i64 = 5;
/// How much of a perfectly steady trend is believed.
pub const BELIEVED: f64 = 2.0 / 3.0;
/// The share of what is left to the goal that key results gain in the middle case, given the whole
/// of their time.
pub const GAINED: f64 = 1.0 / 3.0;
/// The same share in the upper of ten cases.
pub const GAINED_AT_BEST: f64 = 0.9;
/// From here on a trend counts in full for the ends of the range.
const STEADY: f64 = 0.5;
/// How much faster than its trend a steady key result may go.
const FASTER: f64 = 1.25;
/// A half of the recent time in which it went so many times as fast as in the half before is a growth that
/// gets faster: all that is left may come within `ALL_COMES` days.
const SPEEDING: f64 = 1.5;
const ALL_COMES: f64 = 28.0;
/// Room for slips that no check-in has shown yet, as a share of the way.
const SLIP: f64 = 0.02;
/// The end of an 80% range of a normal distribution, in standard deviations.
const TENTH: f64 = 1.2816;

/// Where a key result may stand some days ahead: in 1 of 10 cases below `low`, in 1 of 10 above `high`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ahead {
    pub low: f64,
    pub value: f64,
    pub high: f64,
}

/// What the past says about the days ahead.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    pub now: f64,
    /// The median slope of the recent values, per day.
    pub trend: f64,
    /// How steadily the recent values went the way of the trend: 0 to below 1.
    pub steady: f64,
    /// Whether it goes the way of a rising trend, and faster of late.
    pub speeding: bool,
    /// How many values the trend was taken from.
    pub recent: usize,
    /// What is left to the goal, 0 to 1. Past the goal nothing, and below the start the less the
    /// further it is: who fell that far rarely closes the gap.
    pub left: f64,
    /// The share of all changes that did not go back.
    pub kept: f64,
    /// Squared steps back per day.
    slips: f64,
    /// The largest difference between two values, and the best of them.
    spread: f64,
    best: f64,
    /// The last change, if it is out of proportion to all before: it may be a slip of the hand.
    odd: f64,
    moves: usize,
    backs: usize,
    /// Days from the first value to the last day.
    whole: f64,
}

impl Fit {
    /// `values` rise by day, one a day, at least one; `last_day` is not before the latest.
    pub fn of(values: &[(NaiveDate, f64)], last_day: NaiveDate) -> Self {
        let first = values.first().map_or(last_day, |one| one.0);
        let values = apart(values);
        let steps: Vec<f64> = values
            .windows(2)
            .map(|pair| pair[1].1 - pair[0].1)
            .collect();
        let now = values.last().map_or(0.0, |one| one.1);
        let recent = recent(&values);
        let trend = median(slopes(recent)).unwrap_or_default();
        let days = |values: &[(NaiveDate, f64)]| match values {
            [first, .., last] => (last.0 - first.0).num_days().max(1) as f64,
            _ => 1.0,
        };
        let backs = steps.iter().filter(|step| **step < 0.0).count();
        let largest = 3.0 * median(sizes(&steps)).unwrap_or_default();
        let squares = steps.iter().filter(|step| **step < 0.0);
        let squares = squares.map(|step| step.abs().min(largest).powi(2));
        let (low, high) = values.iter().fold((now, now), |(low, high), (_, value)| {
            (low.min(*value), high.max(*value))
        });
        let steady = steadiness(recent, trend);
        Self {
            now,
            trend,
            steady,
            speeding: trend > 0.0 && steady >= STEADY && is_speeding(recent),
            recent: recent.len(),
            left: (1.0 - now.abs()).max(0.0),
            kept: 1.0 - backs as f64 / steps.len().max(1) as f64,
            slips: squares.sum::<f64>() / days(&values),
            spread: high - low,
            best: high,
            odd: odd(&steps),
            moves: steps.len(),
            backs,
            whole: (last_day - first).num_days().max(1) as f64,
        }
    }

    /// Most of a change comes with the next news, whenever that is: the fourth root opens fast.
    pub fn opening(&self, days: f64) -> f64 {
        (days.max(0.0) / self.whole).min(1.0).powf(0.25)
    }

    /// The share of the trend that goes into the value.
    pub fn believed(&self) -> f64 {
        BELIEVED * self.steady
    }

    pub fn by_trend(&self, days: f64) -> f64 {
        self.believed() * self.trend * days
    }

    pub fn by_way(&self, days: f64) -> f64 {
        (1.0 - self.believed()) * GAINED * self.left * self.kept * self.opening(days)
    }

    /// Grows with the days ahead and is a point when there are none.
    pub fn ahead(&self, days: f64) -> Ahead {
        let days = days.max(0.0);
        let (now, opening) = (self.now, self.opening(days));
        let value = now + self.by_trend(days) + self.by_way(days);
        let slips = (TENTH * (self.slips * days).sqrt()).min(self.spread) + SLIP * opening;
        let trend = FASTER * (self.steady / STEADY).min(1.0) * self.trend * days;
        let gain = if self.speeding {
            self.left * (days / ALL_COMES).min(1.0).sqrt()
        } else {
            GAINED_AT_BEST * self.left * opening
        };
        // What slipped may come back to the best it was or to the goal, and hardly any further.
        let regained = self.best.max(1.0) + SLIP * opening;
        let back = self.odd * (days / 7.0).min(1.0);
        // What falls slips besides.
        let fall = if self.trend < 0.0 { trend - slips } else { 0.0 };
        Ahead {
            low: (now - slips).min(now + fall).min(now - back).min(value),
            value,
            high: (now + gain)
                .max((now + slips).min(regained))
                .max(now + trend)
                .max(now - back)
                .max(value),
        }
    }

    /// How likely the goal is reached, or still held, that many days ahead; 0 to 1.
    pub fn chance(&self, days: f64) -> f64 {
        let ahead = self.ahead(days);
        if days <= 0.0 {
            return if self.now >= 1.0 { 1.0 } else { 0.0 };
        }
        if self.now >= 1.0 && ahead.value >= 1.0 {
            return 1.0 - self.lost(ahead.low);
        }
        if ahead.value >= 1.0 {
            return 0.5 + 0.4 * share(1.0, ahead.value, ahead.low);
        }
        if ahead.high >= 1.0 {
            return 0.1 + 0.4 * share(1.0, ahead.high, ahead.value);
        }
        0.1 * ((ahead.high - self.now) / (1.0 - self.now)).clamp(0.0, 1.0)
    }

    /// How likely a goal that is reached is lost: in 1 of 10 cases it ends below `low`, and below what stands
    /// as often as steps went back. A last step out of proportion may be one that is still to come.
    fn lost(&self, low: f64) -> f64 {
        let reach = self.now - low;
        if low >= 1.0 {
            let left = reach + self.now - 1.0;
            return if left > 0.0 { 0.2 * reach / left } else { 0.0 };
        }
        let doubtful = if self.odd > 0.0 { 1.0 } else { 0.0 };
        let often = (self.backs as f64 + doubtful + 0.5) / (self.moves as f64 + 1.0);
        0.1 + (often.clamp(0.1, 0.5) - 0.1) * share(1.0, low, self.now)
    }
}

/// How far `place` lies on the way from one end to the other.
fn share(place: f64, from: f64, to: f64) -> f64 {
    if from == to {
        return 0.0;
    }
    ((from - place) / (from - to)).clamp(0.0, 1.0)
}

/// Counted back from the latest, so that the latest always stays.
pub(super) fn apart(values: &[(NaiveDate, f64)]) -> Vec<(NaiveDate, f64)> {
    let mut kept: Vec<(NaiveDate, f64)> = Vec::new();
    for one in values.iter().rev() {
        if kept
            .last()
            .is_none_or(|last| (last.0 - one.0).num_days() >= APART)
        {
            kept.push(*one);
        }
    }
    kept.reverse();
    kept
}

/// The values of the last weeks, or the last three where those hold fewer.
fn recent(values: &[(NaiveDate, f64)]) -> &[(NaiveDate, f64)] {
    let Some(last) = values.last() else {
        return values;
    };
    let old = values.partition_point(|one| (last.0 - one.0).num_days() > RECENT);
    &values[old.min(values.len().saturating_sub(3))..]
}

fn slopes(values: &[(NaiveDate, f64)]) -> Vec<f64> {
    let mut slopes = Vec::with_capacity(values.len() * values.len() / 2);
    for (at, one) in values.iter().enumerate() {
        for other in &values[at + 1..] {
            slopes.push((other.1 - one.1) / (other.0 - one.0).num_days().max(1) as f64);
        }
    }
    slopes
}

/// Steps along the trend less steps against it, over one more than all of them: chance alone gives
/// about 0, a straight line of three values 2/3.
fn steadiness(values: &[(NaiveDate, f64)], trend: f64) -> f64 {
    let mut steps = 0.0;
    let mut net: f64 = 0.0;
    for pair in values.windows(2) {
        let along = (pair[1].1 - pair[0].1) * trend;
        steps += 1.0;
        if along != 0.0 {
            net += along.signum();
        }
    }
    net.max(0.0) / (steps + 1.0)
}

/// Whether the second half of some values rose faster than the first, which did not fall.
fn is_speeding(values: &[(NaiveDate, f64)]) -> bool {
    let middle = values.len() / 2;
    let slope = |values: &[(NaiveDate, f64)]| match values {
        [first, .., last] => (last.1 - first.1) / (last.0 - first.0).num_days().max(1) as f64,
        _ => 0.0,
    };
    let (before, after) = (slope(&values[..=middle]), slope(&values[middle..]));
    values.len() > 2 && before >= 0.0 && after > SPEEDING * before
}

fn sizes(steps: &[f64]) -> Vec<f64> {
    let sizes = steps.iter().map(|step| step.abs());
    sizes.filter(|size| *size > 0.0).collect()
}

fn odd(steps: &[f64]) -> f64 {
    let Some((last, before)) = steps.split_last() else {
        return 0.0;
    };
    let before = sizes(before);
    let is_enough = before.len() >= 2;
    match median(before) {
        Some(usual) if is_enough && last.abs() > 3.0 * usual => *last,
        _ => 0.0,
    }
}

fn median(mut numbers: Vec<f64>) -> Option<f64> {
    if numbers.is_empty() {
        return None;
    }
    let middle = numbers.len() / 2;
    let is_even = numbers.len().is_multiple_of(2);
    let (below, upper, _) = numbers.select_nth_unstable_by(middle, f64::total_cmp);
    let upper = *upper;
    let lower = below.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    Some(if is_even {
        (lower + upper) / 2.0
    } else {
        upper
    })
}
