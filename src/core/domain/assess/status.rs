//! Status: the word for how a key result stands, and the sentence with the rule that decided it.
//! Order: closed, no data, done, stale, then the worst of pace and confidence. Numbers come in
//! ready; nothing is computed here but comparisons.

use chrono::NaiveDate;

use super::progress::percent;
use super::{Policy, short_day};

/// How a record stands. The first four are in order of health, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Status {
    Ahead,
    On,
    Watch,
    Behind,
    /// The target is reached; for a hold, its cycle ended with every check-in inside.
    Done,
    /// Never a value, or no target to measure it by. Never good, never bad.
    #[default]
    NoData,
    Stale,
    /// Dropped, or its cycle is closed.
    Closed,
}

impl Status {
    pub const ALL: [Self; 8] = [
        Self::Ahead,
        Self::On,
        Self::Watch,
        Self::Behind,
        Self::Done,
        Self::NoData,
        Self::Stale,
        Self::Closed,
    ];

    /// The word a person reads.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Ahead => "ahead",
            Self::On => "on",
            Self::Watch => "watch",
            Self::Behind => "behind",
            Self::Done => "done",
            Self::NoData => "no data",
            Self::Stale => "stale",
            Self::Closed => "closed",
        }
    }

    /// The word in JSON and in filters.
    #[must_use]
    pub fn json_name(self) -> &'static str {
        match self {
            Self::NoData => "no_data",
            other => other.name(),
        }
    }
}

/// Progress over expected progress, from which on a pace is called ahead, on and watch.
pub(super) const AHEAD: f64 = 1.15;
pub(super) const ON: f64 = 0.90;
pub(super) const WATCH: f64 = 0.70;
/// While less than this is expected, a pace is never worse than on: one missing unit in the first
/// week would otherwise read as behind.
pub(super) const EARLY: f64 = 0.10;
/// From this share inside on, a hold whose latest value is outside is on watch, not behind.
pub(super) const MOSTLY_HELD: f64 = 0.90;
/// Ratios like 0.63 / 0.7 miss their threshold by the last bit of a binary fraction.
const NOISE: f64 = 1e-9;

/// The status by pace alone. With nothing expected yet, any progress is ahead and none is on.
pub(super) fn by_pace(progress: f64, expected: f64) -> Status {
    if expected <= 0.0 {
        return if progress > 0.0 {
            Status::Ahead
        } else {
            Status::On
        };
    }
    let ratio = progress / expected + NOISE;
    if ratio >= AHEAD {
        Status::Ahead
    } else if ratio >= ON || expected < EARLY {
        Status::On
    } else if ratio >= WATCH {
        Status::Watch
    } else {
        Status::Behind
    }
}

/// The status of a hold: on while its latest value is inside.
pub(super) fn by_hold(latest_inside: bool, share: f64) -> Status {
    if latest_inside {
        Status::On
    } else if share >= MOSTLY_HELD {
        Status::Watch
    } else {
        Status::Behind
    }
}

/// The best status a confidence allows; `None` when it caps nothing.
pub(super) fn cap(confidence: u8) -> Option<Status> {
    match confidence {
        0..=3 => Some(Status::Behind),
        4..=5 => Some(Status::Watch),
        _ => None,
    }
}

/// What the status of a key result is decided from.
pub(super) struct Facts {
    pub day: NaiveDate,
    /// How sentences call it: `K6`.
    pub label: String,
    /// Why it is closed, as the end of a sentence.
    pub closed: Option<String>,
    /// Why there would be no progress, as the end of a sentence.
    pub unknown: &'static str,
    pub progress: Option<f64>,
    pub expected: Option<f64>,
    /// Whether the latest value of a hold is inside; `None` for other measures.
    pub held: Option<bool>,
    /// Whether the last day of its plan is reached.
    pub ended: bool,
    pub confidence: Option<u8>,
    pub last: Option<NaiveDate>,
    /// Days from the last check-in to the day, or to the end of the cycle once that is over.
    pub silent: Option<i64>,
    /// Whether its cycle is over, so that nothing gets older any more.
    pub over: bool,
}

/// A status and the way to it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Verdict {
    pub status: Status,
    pub reason: String,
    pub stale: bool,
    /// What pace alone said, where it was asked.
    pub by_pace: Option<Status>,
}

pub(super) fn judge(facts: &Facts, policy: &Policy) -> Verdict {
    let label = &facts.label;
    let verdict = |status: Status, reason: String| Verdict {
        status,
        reason,
        stale: false,
        by_pace: None,
    };
    if let Some(closed) = &facts.closed {
        return verdict(Status::Closed, format!("{label} is closed: {closed}"));
    }
    let old = facts.silent.filter(|days| *days > policy.stale_after);
    let Some(progress) = facts.progress else {
        let why = facts.unknown;
        return Verdict {
            stale: old.is_some(),
            ..verdict(Status::NoData, format!("{label} has no data: {why}"))
        };
    };
    if progress >= 1.0 && (facts.held.is_none() || (facts.held == Some(true) && facts.ended)) {
        let how = if facts.held.is_some() {
            "it held to the end"
        } else {
            "the target is reached"
        };
        return verdict(Status::Done, format!("{label} is done: {how}"));
    }
    let (by_pace, pace_reason) = pace_of(facts, progress);
    if let (Some(days), Some(last)) = (old, facts.last) {
        let when = if facts.over {
            format!("in the last {days} days of its cycle")
        } else {
            format!("for {days} days")
        };
        let reason = format!(
            "{label} is stale: no check-in {when}, since {}; the limit is {}",
            short_day(last, facts.day),
            policy.stale_after
        );
        return Verdict {
            stale: true,
            by_pace: Some(by_pace),
            ..verdict(Status::Stale, reason)
        };
    }
    let capped = facts.confidence.and_then(|confidence| {
        let best = cap(confidence)?;
        (best > by_pace).then(|| {
            let name = best.name();
            (best, format!("confidence {confidence} caps it at {name}"))
        })
    });
    let (status, reason) = capped.unwrap_or((by_pace, pace_reason));
    Verdict {
        by_pace: Some(by_pace),
        ..verdict(status, format!("{label} is {}: {reason}", status.name()))
    }
}

fn pace_of(facts: &Facts, progress: f64) -> (Status, String) {
    let done = percent(progress);
    match (facts.held, facts.expected) {
        (Some(latest_inside), _) => {
            let place = if latest_inside { "inside" } else { "outside" };
            let reason = format!("the latest value is {place}, {done}% of all were inside");
            (by_hold(latest_inside, progress), reason)
        }
        (None, Some(expected)) => {
            let status = by_pace(progress, expected);
            let when = if facts.ended {
                "by the end"
            } else if expected < EARLY && status == Status::On {
                "by now, too early to tell"
            } else {
                "by now"
            };
            let expected = percent(expected);
            (status, format!("{done}% done, {expected}% expected {when}"))
        }
        (None, None) => (
            Status::On,
            format!("{done}% done, and no plan says how much was expected"),
        ),
    }
}
