//! What a key result or an objective came to at the end: a score by a person beside the one its value
//! suggests, the reason, what was learned, and what becomes of it. A grade is about work and never about
//! people: nothing here adds up by owner.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::assess::{Assessment, marks, percent};
use super::id::Uid;
use super::measure::{Marks, Measure};
use super::objective::{Ambition, nobody};
use super::quantity::Quantity;
use super::record::Type;

/// What becomes of it in the next cycle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Next {
    /// Nothing is left to do.
    Done,
    /// It goes on with the same words, from where it stands.
    Carry,
    /// It goes on with other words or another target.
    Change,
    /// It is not pursued any more.
    Drop,
}

impl Next {
    pub const ALL: [Self; 4] = [Self::Done, Self::Carry, Self::Change, Self::Drop];

    /// The word in the command line, in JSON and in the file.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Carry => "carry",
            Self::Change => "change",
            Self::Drop => "drop",
        }
    }

    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|next| next.name() == name)
    }
}

/// A grade. There is at most one of each record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Grade {
    #[serde(skip, default = "nobody")]
    pub uid: Uid,
    /// The key result or the objective it is about.
    pub of: Uid,
    pub date: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// 0 to 1, a person's.
    pub score: Quantity,
    /// What the value suggested when the score was given; `None` when nothing was known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suggested: Option<Quantity>,
    /// Why this score.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Why a commitment was missed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub helped: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hurt: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub learned: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Next>,
}

impl Grade {
    /// The uid of the grade of a record: the same on every device, so that two people who grade one
    /// key result mean one grade.
    #[must_use]
    pub fn uid_of(record: Uid) -> Uid {
        Uid::of_name(Type::Grade, &record.to_string())
    }
}

/// The score that a place on the way suggests, 0 to 1: the commit mark is worth 0.3 and the target mark
/// 0.7, straight lines between. With the usual marks it is the progress itself; a hold scores its share
/// of check-ins inside. Below the start is 0, past the target 1.
#[must_use]
pub fn score_of(raw: f64, marks: Marks) -> f64 {
    let steps = [
        (0.0, 0.0),
        (marks.commit.as_f64(), 0.3),
        (marks.target.as_f64(), 0.7),
        (1.0, 1.0),
    ];
    for pair in steps.windows(2) {
        let [(from, low), (to, high)] = *pair else {
            continue;
        };
        if raw <= to {
            let share = ((raw - from) / (to - from)).max(0.0);
            return low + (high - low) * share;
        }
    }
    1.0
}

/// The scores a key result's value suggests; `None` is unknown, which is not 0.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Suggestion {
    /// By today's target.
    pub score: Option<f64>,
    /// By the target agreed at the opening, when it moved since.
    pub agreed: Option<f64>,
}

/// What the assessment of a key result suggests.
#[must_use]
pub fn suggest(found: &Assessment, measure: &Measure) -> Suggestion {
    let usual = measure.marks.is_none();
    let of = |raw: Option<f64>| {
        raw.map(|raw| match usual {
            // No way through binary fractions for what is the progress itself.
            true => raw.clamp(0.0, 1.0),
            false => score_of(raw, marks(measure)),
        })
    };
    Suggestion {
        score: of(found.raw),
        agreed: found.agreed.as_ref().and_then(|agreed| of(agreed.raw)),
    }
}

/// How a score reads, by what was meant: a commitment is expected at 1, anything else is good from 0.7.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    Reached,
    Good,
    Partly,
    Low,
    /// A commitment below 1.
    Missed,
}

impl Reading {
    /// The word in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Reached => "reached",
            Self::Good => "good",
            Self::Partly => "partly",
            Self::Low => "low",
            Self::Missed => "missed",
        }
    }

    #[must_use]
    pub fn is_good(self) -> bool {
        matches!(self, Self::Reached | Self::Good)
    }
}

/// From this score on, what was not a commitment is a good result.
pub const GOOD: f64 = 0.7;
/// From this score on, it came part of the way.
pub const PARTLY: f64 = 0.4;
/// A score of 0.7 that went through arithmetic may be a last bit below it.
const NOISE: f64 = 1e-9;

#[must_use]
pub fn reading(score: f64, ambition: Option<Ambition>) -> Reading {
    let score = score + NOISE;
    match ambition {
        _ if score >= 1.0 => Reading::Reached,
        Some(Ambition::Commit) => Reading::Missed,
        _ if score >= GOOD => Reading::Good,
        _ if score >= PARTLY => Reading::Partly,
        _ => Reading::Low,
    }
}

/// A score as it is printed: two places, and never 1.00 before it is 1.
#[must_use]
pub fn score_text(score: f64) -> String {
    let hundredths = percent(score).clamp(0, 100);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn marked(commit: &str, target: &str) -> Marks {
        Marks {
            commit: commit.parse().expect("a mark"),
            target: target.parse().expect("a mark"),
        }
    }

    #[test]
    fn a_mark_is_worth_what_its_zone_begins_with() {
        let marks = marked("0.5", "0.8");
        for (raw, score) in [
            (-0.4, 0.0),
            (0.0, 0.0),
            (0.25, 0.15),
            (0.5, 0.3),
            (0.8, 0.7),
            (0.9, 0.85),
            (1.0, 1.0),
            (1.4, 1.0),
        ] {
            let found = score_of(raw, marks);
            assert!((found - score).abs() < 1e-12, "{raw}: {found}");
        }
    }

    #[test]
    fn a_commitment_is_expected_whole_and_a_stretch_is_good_at_seven_tenths() {
        let commit = Some(Ambition::Commit);
        let stretch = Some(Ambition::Stretch);
        assert_eq!(reading(0.99, commit), Reading::Missed);
        assert_eq!(reading(1.0, commit), Reading::Reached);
        assert_eq!(reading(0.1 + 0.6, stretch), Reading::Good);
        assert_eq!(reading(0.69, stretch), Reading::Partly);
        assert_eq!(reading(0.4, None), Reading::Partly);
        assert_eq!(reading(0.39, None), Reading::Low);
    }

    #[test]
    fn bands_of_other_systems_read_as_ours_where_they_say_the_same() {
        // C100, C101, C163, C164.
        for (score, band) in [
            (0.7, Reading::Good),
            (0.6, Reading::Partly),
            (0.4, Reading::Partly),
            (0.3, Reading::Low),
            (0.0, Reading::Low),
            (1.0, Reading::Reached),
        ] {
            assert_eq!(reading(score, Some(Ambition::Stretch)), band, "{score}");
        }
        // C131, C133, C134: a promise is kept or not.
        for score in [0.95, 0.84, 0.7] {
            assert_eq!(reading(score, Some(Ambition::Commit)), Reading::Missed);
        }
    }

    #[test]
    fn a_score_never_reads_whole_before_it_is() {
        assert_eq!(score_text(0.682), "0.68");
        assert_eq!(score_text(0.999), "0.99");
        assert_eq!(score_text(1.0), "1.00");
        assert_eq!(score_text(0.0), "0.00");
    }

    #[test]
    fn what_is_not_known_suggests_nothing() {
        let suggested = suggest(&Assessment::default(), &Measure::default());
        assert_eq!(suggested, Suggestion::default());
    }

    proptest! {
        #[test]
        fn a_score_stays_between_0_and_1_and_grows_with_the_way(a in -2.0_f64..3.0, b in -2.0_f64..3.0, commit in 1_u32..5, more in 1_u32..5) {
            let marks = Marks { commit: Quantity::tenths(commit), target: Quantity::tenths(commit + more) };
            let (low, high) = (score_of(a.min(b), marks), score_of(a.max(b), marks));
            prop_assert!((0.0..=1.0).contains(&low) && low <= high && high <= 1.0);
        }
    }
}
