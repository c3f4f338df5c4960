//! The steps from a key result, its check-ins and a day to its assessment, in the order in which
//! they need each other. Each rule lives in its own file; here they are only put together.

use chrono::{Days, NaiveDate};

use super::forecast::{NoForecast, Outlook, Past};
use super::pace::{self, Window};
use super::progress::{self, Way};
use super::status::{self, Facts, Status, Verdict};
use super::{Assessment, Flag, Policy, StartSource, agreed, percent, short_day};
use crate::domain::check_in::CheckIn;
use crate::domain::cycle::{Cycle, CycleState};
use crate::domain::key_result::KeyResult;
use crate::domain::measure::{Kind, Measure};
use crate::domain::quantity::Quantity;

/// An assessment with the steps that led to it, so that `why` explains the same values that every
/// other screen prints.
pub(super) struct Workings<'a> {
    pub kr: &'a KeyResult,
    /// Up to the day, oldest first.
    pub series: Vec<&'a CheckIn>,
    pub day: NaiveDate,
    pub window: Option<Window>,
    pub way: Option<Way>,
    pub verdict: Verdict,
    pub assessment: Assessment,
}

impl<'a> Workings<'a> {
    pub fn of(
        kr: &'a KeyResult,
        series: &'a [CheckIn],
        cycle: Option<&Cycle>,
        policy: &Policy,
        day: NaiveDate,
    ) -> Self {
        let series = ordered(series, day);
        let counted_to = counted_to(kr, cycle, day);
        let window = Window::of(kr, cycle);
        let mut found = Assessment {
            blocked: kr.head.blocker.is_some(),
            check_ins: series.len(),
            last: series.last().map(|one| one.date),
            ..Assessment::default()
        };
        found.days_since = found.last.map(|last| (day - last).num_days());
        confidence(&mut found, &series, counted_to, policy);
        let way = score(&mut found, kr, &series);
        let window = window.map(|window| begun(window, &found, &series));
        compare(&mut found, &kr.measure, window, way.as_ref(), day);
        found.week_change = week_change(&found, &series, counted_to);
        found.agreed = agreed::agreed(kr, &series, cycle, &found);
        if found.agreed.is_some() {
            found.flags.push(Flag::Moved);
        }
        let facts = facts(&found, kr, cycle, window, (day, counted_to));
        let verdict = status::judge(&facts, policy);
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

    /// What lies ahead, or why nothing can be said of it. Apart from the rest, because a list that
    /// shows no forecast has no time for it.
    pub fn outlook(&self) -> Result<Outlook, NoForecast> {
        Outlook::of(&Past {
            measure: &self.kr.measure,
            series: &self.series,
            way: self.way.as_ref(),
            window: self.window,
            day: self.day,
            is_closed: self.verdict.status == Status::Closed,
        })
    }

    /// The assessment with the forecast in it.
    pub fn looking_ahead(self) -> Assessment {
        let outlook = self.outlook();
        let (window, day) = (self.window, self.day);
        let mut found = self.assessment;
        match outlook {
            Ok(outlook) => {
                found.forecast = window.map(|window| outlook.on(window.end, day));
                if let Outlook::Value(scale, fit) = &outlook {
                    found.pace_per_week = Some(fit.trend * 7.0 * scale.length);
                }
            }
            Err(reason) => found.no_forecast = Some(reason),
        }
        found
    }
}

/// The day a key result is judged on: a cycle that is over keeps the judgement of its last day.
#[must_use]
pub fn counted_to(kr: &KeyResult, cycle: Option<&Cycle>, day: NaiveDate) -> NaiveDate {
    let horizon = cycle.map(|cycle| cycle.end).or(kr.head.due);
    horizon.map_or(day, |end| day.min(end))
}

fn ordered(series: &[CheckIn], day: NaiveDate) -> Vec<&CheckIn> {
    let mut known: Vec<&CheckIn> = series.iter().filter(|one| one.date <= day).collect();
    known.sort_by_key(|one| (one.date, one.recorded));
    known
}

fn first_value(series: &[&CheckIn]) -> Option<Quantity> {
    series.iter().find_map(|one| one.value)
}

pub(super) fn last_value(series: &[&CheckIn]) -> Option<Quantity> {
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

/// A way whose start is the first check-in begins on that day: nobody can be behind on it before.
fn begun(window: Window, found: &Assessment, series: &[&CheckIn]) -> Window {
    let first = series.iter().find(|one| one.value.is_some());
    match first.filter(|_| found.start_source == StartSource::FirstCheckIn) {
        Some(first) => Window {
            start: first.date.clamp(window.start, window.end.max(window.start)),
            ..window
        },
        None => window,
    }
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
    // Where there is no way to go and the target is met, time can ask for nothing.
    let is_there = way.is_some_and(|way| way.flat) && found.progress == Some(1.0);
    found.expected = match is_there {
        true => None,
        false => pace::expected(measure, window, way, day),
    };
    found.expected_value = way
        .filter(|way| !way.flat)
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

/// Check-ins come every seven days give or take a few.
const WEEK_MAY_BE_LONGER: i64 = 3;

fn week_change(found: &Assessment, series: &[&CheckIn], counted_to: NaiveDate) -> Option<Quantity> {
    let week_ago = counted_to.checked_sub_days(Days::new(7))?;
    let until = series.partition_point(|one| one.date <= week_ago);
    let before = series[..until]
        .iter()
        .rev()
        .find(|one| one.value.is_some())?;
    // A change since long before is not the change of a week.
    let is_of_a_week = (week_ago - before.date).num_days() <= WEEK_MAY_BE_LONGER;
    found.current?.minus(before.value.filter(|_| is_of_a_week)?)
}

fn facts(
    found: &Assessment,
    kr: &KeyResult,
    cycle: Option<&Cycle>,
    window: Option<Window>,
    (day, counted_to): (NaiveDate, NaiveDate),
) -> Facts {
    let closed = match (kr.head.dropped, cycle) {
        (Some(date), _) => Some(format!("dropped {}", short_day(date, day))),
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
        day,
        label: kr.head.id.to_string(),
        closed,
        unknown,
        progress: found.progress,
        expected: found.expected,
        held: found
            .current
            .filter(|_| kr.measure.kind == Kind::Hold)
            .map(|value| progress::inside(&kr.measure, value)),
        ended: window.is_some_and(|window| day > window.end),
        confidence: found.confidence,
        last: found.last,
        silent: found.last.map(|last| (counted_to - last).num_days().max(0)),
        over: counted_to < day,
    }
}
