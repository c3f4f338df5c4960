//! The one place where a number about a key result or an objective is computed: progress, zone,
//! pace, coverage, status and the sentences behind them, from the facts and a day. Tables, JSON,
//! reports and exit codes print what stands in an [`Assessment`] and never compute their own.
//! Pure: it reads no clock, and what nobody said stays `None` from the check-in to the roll-up.

mod agreed;
mod flag;
mod pace;
mod progress;
mod rollup;
mod status;
mod why;
mod zone;

#[cfg(test)]
mod edges;
#[cfg(test)]
mod peers;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod sample;

use chrono::{Days, NaiveDate};

use super::check_in::CheckIn;
use super::cycle::{Cycle, CycleState};
use super::key_result::KeyResult;
use super::measure::{Kind, Measure};
use super::quantity::Quantity;

pub use agreed::Agreed;
pub use flag::Flag;
pub use progress::percent;
pub use rollup::{Coverage, Part, check_weights, roll_up, shares};
pub use status::Status;
pub use why::{Line, why, why_roll_up};
pub use zone::{Zone, marks, zone};

use pace::Window;
use progress::Way;
use status::{Facts, Verdict};

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

/// What the final value will be, with an 80% range, and how likely the target is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Forecast {
    pub value: f64,
    pub low: f64,
    pub high: f64,
    /// 0 to 1.
    pub chance: f64,
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
    /// The progress the plan expects at the end of the day.
    pub expected: Option<f64>,
    /// The value at which the expected progress would be met: "pace says 315".
    pub expected_value: Option<Quantity>,
    /// `progress / expected`; `None` while nothing is expected yet.
    pub pace: Option<f64>,
    /// `progress - expected`: -0.05 is five points behind.
    pub pace_points: Option<f64>,
    /// The change per week that still reaches the goal on the last day, with its sign.
    pub needed_per_week: Option<f64>,
    pub forecast: Option<Forecast>,
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
    /// Days from the last check-in to the day, or to the end of the cycle once that is over.
    pub days_since: Option<i64>,
    /// The current value minus the one that stood seven days before.
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
    Workings::of(kr, series, cycle, policy, day).assessment
}

/// An assessment with the steps that led to it, so that `why` explains the same values that every
/// other screen prints.
struct Workings<'a> {
    kr: &'a KeyResult,
    /// Up to the day, oldest first.
    series: Vec<&'a CheckIn>,
    day: NaiveDate,
    window: Option<Window>,
    way: Option<Way>,
    verdict: Verdict,
    assessment: Assessment,
}

impl<'a> Workings<'a> {
    fn of(
        kr: &'a KeyResult,
        series: &'a [CheckIn],
        cycle: Option<&Cycle>,
        policy: &Policy,
        day: NaiveDate,
    ) -> Self {
        let series = ordered(series, day);
        // A cycle that is over keeps the judgement of its last day.
        let horizon = cycle.map(|cycle| cycle.end).or(kr.head.due);
        let counted_to = horizon.map_or(day, |end| day.min(end));
        let window = Window::of(kr, cycle);
        let mut found = Assessment {
            blocked: kr.head.blocker.is_some(),
            check_ins: series.len(),
            last: series.last().map(|one| one.date),
            ..Assessment::default()
        };
        found.days_since = found.last.map(|last| (counted_to - last).num_days().max(0));
        confidence(&mut found, &series, counted_to, policy);
        let way = score(&mut found, kr, &series);
        compare(&mut found, &kr.measure, window, way.as_ref(), day);
        found.week_change = week_change(&found, &series, counted_to);
        found.agreed = agreed::agreed(kr, &series, cycle, &found);
        if found.agreed.is_some() {
            found.flags.push(Flag::Moved);
        }
        let verdict = status::judge(&facts(&found, kr, cycle, window, day), policy);
        found.status = verdict.status;
        found.reason.clone_from(&verdict.reason);
        found.stale = verdict.stale;
        Self {
            kr,
            series,
            day,
            window,
            way,
            verdict,
            assessment: found,
        }
    }
}

fn ordered(series: &[CheckIn], day: NaiveDate) -> Vec<&CheckIn> {
    let mut known: Vec<&CheckIn> = series.iter().filter(|one| one.date <= day).collect();
    known.sort_by_key(|one| (one.date, one.recorded));
    known
}

fn first_value(series: &[&CheckIn]) -> Option<Quantity> {
    series.iter().find_map(|one| one.value)
}

fn last_value(series: &[&CheckIn]) -> Option<Quantity> {
    series.iter().rev().find_map(|one| one.value)
}

fn confidence(found: &mut Assessment, series: &[&CheckIn], counted_to: NaiveDate, policy: &Policy) {
    let mut answers = series
        .iter()
        .rev()
        .filter_map(|one| Some((one.date, one.confidence?)))
        .peekable();
    // What somebody believed a month ago is a memory, not an answer.
    let fresh = |(date, _): &(NaiveDate, u8)| (counted_to - *date).num_days() <= policy.stale_after;
    found.confidence = answers.next_if(fresh).map(|(_, answer)| answer);
    found.confidence_before = answers.next().map(|(_, answer)| answer);
}

/// Fills in everything that follows from measure and values alone; returns the way they were
/// measured by.
fn score(found: &mut Assessment, kr: &KeyResult, series: &[&CheckIn]) -> Option<Way> {
    let measure = &kr.measure;
    found.current = last_value(series);
    (found.start, found.start_source) =
        progress::start_of(measure, measure.start, first_value(series));
    found.goal = measure.goal(found.start);
    let way = found
        .start
        .zip(found.goal)
        .map(|(start, goal)| Way::new(start, goal, measure.direction, found.start_source));
    let score = if measure.kind == Kind::Hold {
        progress::held(measure, series)
    } else {
        way.zip(found.current)
            .map(|(way, now)| way.score(now, measure))
    };
    if let Some(score) = score {
        found.raw = Some(score.raw);
        found.progress = Some(score.progress);
        found.zone = score.zone;
        found.flags = progress::flags_of(score, way.is_some_and(|way| way.flat));
    }
    if !has_target(measure) {
        found.flags.push(Flag::NoTarget);
    } else if measure.kind != Kind::Hold && found.start_source == StartSource::Unknown {
        found.flags.push(Flag::NoBaseline);
    }
    if found.start_source == StartSource::FirstCheckIn {
        found.flags.push(Flag::StartFromFirstCheckIn);
    }
    way
}

fn has_target(measure: &Measure) -> bool {
    match measure.kind {
        Kind::Unknown => false,
        Kind::Hold => measure.low.is_some() || measure.high.is_some(),
        Kind::Relative | Kind::Delta => measure.target.is_some() || measure.change.is_some(),
        _ => measure.goal(None).is_some(),
    }
}

fn compare(
    found: &mut Assessment,
    measure: &Measure,
    window: Option<Window>,
    way: Option<&Way>,
    day: NaiveDate,
) {
    let Some(window) = window else {
        return;
    };
    found.expected = pace::expected(measure, window, way, day);
    found.expected_value = way
        .zip(found.expected)
        .and_then(|(way, expected)| way.value_at(Quantity::from_f64(expected)?));
    if let (Some(progress), Some(expected)) = (found.progress, found.expected) {
        found.pace = (expected > 0.0).then(|| progress / expected);
        found.pace_points = Some(progress - expected);
    }
    found.needed_per_week = way
        .zip(found.current)
        .zip(found.progress)
        .and_then(|((way, now), done)| pace::needed_per_week(way, now, done, window, day));
}

fn week_change(found: &Assessment, series: &[&CheckIn], counted_to: NaiveDate) -> Option<Quantity> {
    let week_ago = counted_to.checked_sub_days(Days::new(7))?;
    let until = series.partition_point(|one| one.date <= week_ago);
    found.current?.minus(last_value(&series[..until])?)
}

fn facts(
    found: &Assessment,
    kr: &KeyResult,
    cycle: Option<&Cycle>,
    window: Option<Window>,
    day: NaiveDate,
) -> Facts {
    let closed = match (kr.head.dropped, cycle) {
        (Some(date), _) => Some(format!("dropped {}", short_day(date))),
        (None, Some(cycle)) if cycle.state == CycleState::Closed => {
            let end = found.progress.map_or_else(
                || "without a value".to_owned(),
                |progress| format!("at {}%", percent(progress)),
            );
            Some(format!("its cycle ended {end}"))
        }
        _ => None,
    };
    let unknown = if found.check_ins == 0 {
        "it was never checked in"
    } else if found.flags.contains(&Flag::NoTarget) {
        "it has no target yet"
    } else {
        "it was looked at, but nobody gave a value"
    };
    Facts {
        label: kr.head.id.to_string(),
        closed,
        unknown,
        progress: found.progress,
        expected: found.expected,
        held: found
            .current
            .filter(|_| kr.measure.kind == Kind::Hold)
            .map(|value| progress::inside(&kr.measure, value)),
        ended: window.is_some_and(|window| day >= window.end),
        confidence: found.confidence,
        last: found.last,
        days_since: found.days_since,
    }
}

/// A day in a sentence: `Fri 4 Sep`.
fn short_day(day: NaiveDate) -> String {
    day.format("%a %-d %b").to_string()
}
