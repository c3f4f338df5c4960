//! Roll-up: an objective from its parts. Unknown is not zero: a part without progress is left out
//! of the mean and stands in the coverage and the bounds instead. Which parts belong together, and
//! that none is counted twice on one path, is for the tree to say.

use chrono::NaiveDate;

use super::progress::percent;
use super::status::{by_pace, cap};
use super::weights::{no_share_left, shares, sum};
use super::{Assessment, Flag, Status};
use crate::domain::quantity::Quantity;

/// What an objective counts: a key result, or an objective that contributes to it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Part {
    /// How sentences call it: `K2`.
    pub label: String,
    /// `None` is an equal share; 0 is tracked but not counted. See [`shares`].
    pub weight: Option<Quantity>,
    pub progress: Option<f64>,
    /// The least and the most its progress can be, for a part that is a roll-up itself.
    pub bounds: Option<(f64, f64)>,
    /// `None` for a part without a pace, such as a hold: it is expected to be where it is.
    pub expected: Option<f64>,
    pub status: Status,
    pub stale: bool,
    pub blocked: bool,
    pub confidence: Option<u8>,
    pub confidence_before: Option<u8>,
    pub last: Option<NaiveDate>,
    pub days_since: Option<i64>,
    pub check_ins: usize,
}

impl Part {
    /// The part a record is, from its own assessment.
    #[must_use]
    pub fn of(label: impl Into<String>, weight: Option<Quantity>, found: &Assessment) -> Self {
        Self {
            label: label.into(),
            weight,
            progress: found.progress,
            bounds: found.coverage.map(|covered| (covered.low, covered.high)),
            expected: found.expected,
            status: found.status,
            stale: found.stale,
            blocked: found.blocked,
            confidence: found.confidence,
            confidence_before: found.confidence_before,
            last: found.last,
            days_since: found.days_since,
            check_ins: found.check_ins,
        }
    }
}

/// How much of a roll-up is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coverage {
    /// Counted parts that have progress.
    pub reported: usize,
    /// Parts with a share above 0.
    pub counted: usize,
    /// The share of the whole that is reported, 0 to 1.
    pub share: f64,
    /// The roll-up if every silent part turned out to be 0, and 1.
    pub low: f64,
    pub high: f64,
}

impl Coverage {
    /// "64% from 2 of 3 reported; between 43% and 76% once the third one speaks".
    #[must_use]
    pub fn sentence(&self, progress: Option<f64>) -> String {
        const ORDINALS: [&str; 6] = ["only", "second", "third", "fourth", "fifth", "sixth"];
        let Some(progress) = progress else {
            return format!("unknown: 0 of {} reported", self.counted);
        };
        let done = percent(progress);
        let from = format!(
            "{done}% from {} of {} reported",
            self.reported, self.counted
        );
        let (low, high) = (percent(self.low), percent(self.high));
        match self.counted - self.reported {
            0 if self.low < self.high => format!("{from}; between {low}% and {high}% below them"),
            0 => from,
            1 => {
                let which = ORDINALS.get(self.counted - 1).unwrap_or(&"last");
                format!("{from}; between {low}% and {high}% once the {which} one speaks")
            }
            silent => format!("{from}; between {low}% and {high}% once the other {silent} speak"),
        }
    }
}

/// The weighted mean of the counted parts that have progress, with coverage and bounds.
///
/// Status: no data while no part reported; closed or done when every counted part is; stale when
/// every reported part that is not done is. Else by pace, and at best watch when a part is behind, when
/// two are on watch or when none is better; a stale part counts as one on watch, because nobody looked at
/// it. Its confidence, the mean of theirs, caps it as one of theirs would.
#[must_use]
pub fn roll_up(parts: &[Part]) -> Assessment {
    let weights: Vec<Option<Quantity>> = parts.iter().map(|part| part.weight).collect();
    let counted: Vec<(f64, &Part)> = shares(&weights)
        .into_iter()
        .zip(parts)
        .filter(|(share, _)| *share > 0.0)
        .collect();
    let progress = mean(&counted, |part| part.progress);
    let mut found = Assessment {
        progress,
        raw: progress,
        coverage: coverage(&counted),
        blocked: counted.iter().any(|(_, part)| part.blocked),
        stale: counted.iter().any(|(_, part)| part.stale),
        confidence: mean_answer(&counted, |part| part.confidence),
        confidence_before: mean_answer(&counted, |part| part.confidence_before),
        last: counted.iter().filter_map(|(_, part)| part.last).max(),
        days_since: counted.iter().filter_map(|(_, part)| part.days_since).min(),
        check_ins: counted.iter().map(|(_, part)| part.check_ins).sum(),
        ..Assessment::default()
    };
    if counted.is_empty() && !parts.is_empty() {
        found.flags.push(Flag::NothingCounts);
    }
    if no_share_left(&weights) {
        found.flags.push(Flag::NoShareLeft);
    }
    if counted.iter().any(|(_, part)| part.expected.is_some()) {
        found.expected = mean(&counted, |part| {
            part.progress.map(|own| part.expected.unwrap_or(own))
        });
    }
    if let (Some(progress), Some(expected)) = (progress, found.expected) {
        found.pace = (expected > 0.0).then(|| progress / expected);
        found.pace_points = Some(progress - expected);
    }
    (found.status, found.reason) = judge(&counted, &found);
    found
}

/// The weighted mean over the parts that have the number; `None` when none has.
fn mean(counted: &[(f64, &Part)], number: impl Fn(&Part) -> Option<f64>) -> Option<f64> {
    let known: Vec<(f64, f64)> = counted
        .iter()
        .filter_map(|(share, part)| Some((*share, number(part)?)))
        .collect();
    let share = sum(known.iter().map(|(share, _)| *share));
    let total = sum(known.iter().map(|(share, number)| share * number));
    (share > 0.0).then(|| {
        // All parts at 1 are 1 exactly, and rounding may not leave the span of the parts.
        let least = known.iter().map(|(_, number)| *number).fold(1.0, f64::min);
        let most = known.iter().map(|(_, number)| *number).fold(0.0, f64::max);
        (total / share).max(least).min(most)
    })
}

fn mean_answer(counted: &[(f64, &Part)], answer: impl Fn(&Part) -> Option<u8>) -> Option<u8> {
    let tenths = mean(counted, |part| {
        Some(f64::from(answer(part)?.min(10)) / 10.0)
    })?;
    Some((tenths * 10.0 + 1e-9).round() as u8)
}

fn coverage(counted: &[(f64, &Part)]) -> Option<Coverage> {
    let reported: Vec<&(f64, &Part)> = counted
        .iter()
        .filter(|(_, part)| part.progress.is_some())
        .collect();
    let bound = |part: &Part, silent: f64, pick: fn((f64, f64)) -> f64| {
        part.bounds.map_or(part.progress.unwrap_or(silent), pick)
    };
    let low = mean(counted, |part| Some(bound(part, 0.0, |bounds| bounds.0)))?;
    let high = mean(counted, |part| Some(bound(part, 1.0, |bounds| bounds.1)))?;
    let share = sum(reported.iter().map(|(share, _)| *share));
    Some(Coverage {
        reported: reported.len(),
        counted: counted.len(),
        share: share.min(1.0),
        low,
        high,
    })
}

fn judge(counted: &[(f64, &Part)], found: &Assessment) -> (Status, String) {
    let every = |status: Status| counted.iter().all(|(_, part)| part.status == status);
    if !counted.is_empty() && every(Status::Closed) {
        return (Status::Closed, "all of its parts are closed".to_owned());
    }
    let Some(progress) = found.progress else {
        let none = if counted.is_empty() {
            "nothing is counted here yet"
        } else {
            "none of its parts has a value"
        };
        return (Status::NoData, none.to_owned());
    };
    if every(Status::Done) {
        return (Status::Done, "all of its parts are done".to_owned());
    }
    let named = |status: Status| -> Vec<&str> {
        let with = counted.iter().filter(|(_, part)| part.status == status);
        with.map(|(_, part)| part.label.as_str()).collect()
    };
    let open = |part: &Part| !matches!(part.status, Status::Done | Status::NoData | Status::Closed);
    let mut judged = counted.iter().filter(|(_, part)| open(part)).peekable();
    if judged.peek().is_some() && judged.all(|(_, part)| part.status == Status::Stale) {
        let reason = format!("no fresh check-in for {}", named(Status::Stale).join(", "));
        return (Status::Stale, reason);
    }
    let done = percent(progress);
    let (status, mut reason) = match found.expected {
        Some(expected) => (
            by_pace(progress, expected),
            format!("{done}% done, {}% expected", percent(expected)),
        ),
        None => (
            Status::On,
            format!("{done}% done, and no plan says how much was expected"),
        ),
    };
    let behind = named(Status::Behind);
    let mut watched = named(Status::Watch);
    watched.extend(named(Status::Stale));
    let none_better = !counted
        .iter()
        .any(|(_, part)| part.status < Status::Watch || part.status == Status::Done);
    let at_best = if !behind.is_empty() {
        let verb = if behind.len() == 1 { "is" } else { "are" };
        Some(format!("{} {verb} behind", behind.join(", ")))
    } else if watched.len() > 1 {
        Some(format!("{} are on watch or stale", watched.join(", ")))
    } else if let ([one], true) = (watched.as_slice(), none_better) {
        let is_stale = named(Status::Stale).contains(one);
        let how = if is_stale { "stale" } else { "on watch" };
        Some(format!("{one} is {how} and nothing is better"))
    } else {
        None
    };
    let status = match at_best {
        Some(why) if status < Status::Watch => {
            reason = format!("{why}, so it is at best on watch");
            Status::Watch
        }
        _ => status,
    };
    match found
        .confidence
        .and_then(|answer| Some((answer, cap(answer)?)))
    {
        Some((answer, best)) if best > status => {
            let reason = format!("confidence {answer} caps it at {}", best.name());
            (best, reason)
        }
        _ => (status, reason),
    }
}
