//! What a key result is measured by: kind, unit, start, target, bounds, steps, zones, marks, plan.
//! Only facts a person gave; everything computed from them is `assess`'s.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::quantity::Quantity;

/// The kinds of measure (product: "Metric kinds"). `Unknown` means nobody has said yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Count,
    Number,
    Percent,
    Currency,
    Duration,
    /// On a scale that ends at `Measure::scale`: 4.5 of 5.
    Rating,
    /// A place in an order; 1 is best, so it falls.
    Rank,
    /// A factor on the start: `change` 0.7 means the target is 70% of the start.
    Relative,
    /// A difference to the start: `change` -2 means the target is start - 2.
    Delta,
    /// Stay inside `low` and `high`, ends included.
    Hold,
    /// Done or not; 0 to 1.
    Milestone,
    /// A list of steps, each with a weight.
    Steps,
    /// Three sentences: commit, target, stretch.
    Zones,
    #[default]
    Unknown,
}

impl Kind {
    pub const ALL: [Self; 14] = [
        Self::Count,
        Self::Number,
        Self::Percent,
        Self::Currency,
        Self::Duration,
        Self::Rating,
        Self::Rank,
        Self::Relative,
        Self::Delta,
        Self::Hold,
        Self::Milestone,
        Self::Steps,
        Self::Zones,
        Self::Unknown,
    ];

    /// The word in the command line, in JSON and in the file.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Number => "number",
            Self::Percent => "percent",
            Self::Currency => "currency",
            Self::Duration => "duration",
            Self::Rating => "rating",
            Self::Rank => "rank",
            Self::Relative => "relative",
            Self::Delta => "delta",
            Self::Hold => "hold",
            Self::Milestone => "milestone",
            Self::Steps => "steps",
            Self::Zones => "zones",
            Self::Unknown => "unknown",
        }
    }

    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    #[default]
    Up,
    Down,
    /// Inside the bounds is good, on either side.
    Stay,
}

impl Direction {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::Stay => "stay",
        }
    }
}

/// One step of a `Steps` measure. Weights are relative to each other and above zero.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    pub name: String,
    pub weight: Quantity,
}

/// The sentences of a `Zones` measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Zones {
    pub commit: String,
    pub target: String,
    pub stretch: String,
}

/// Where the commit and the target mark lie between start and stretch, as fractions of the way.
/// `0 < commit < target < 1`; 0.3 and 0.7 unless set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marks {
    pub commit: Quantity,
    pub target: Quantity,
}

/// What the value is expected to be on the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Plan {
    /// Half the pace in the first half of the time, the rest in the second: expected progress is
    /// the square of the time gone.
    BackLoaded,
    /// Values by date, straight lines between them; the start and the target close the ends.
    Points(Vec<(NaiveDate, Quantity)>),
}

/// What a key result is measured by. `None` means nobody said, never zero.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Measure {
    pub kind: Kind,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    pub direction: Direction,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<Quantity>,
    /// The end of the way. For `Relative` and `Delta` it follows from the start, see [`Measure::goal`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<Quantity>,
    /// The factor of `Relative` or the difference of `Delta`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<Quantity>,
    /// The top of a rating's scale.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scale: Option<Quantity>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<Quantity>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<Quantity>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zones: Option<Zones>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub marks: Option<Marks>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<Plan>,
}

impl Measure {
    /// The value to reach, once the start is known where it depends on it. `None` for a hold, for
    /// zones, and while something is missing.
    #[must_use]
    pub fn goal(&self, start: Option<Quantity>) -> Option<Quantity> {
        match self.kind {
            Kind::Relative => self.target.or_else(|| start?.times(self.change?)),
            Kind::Delta => self.target.or_else(|| start?.plus(self.change?)),
            Kind::Milestone | Kind::Steps | Kind::Zones => Some(Quantity::ONE),
            Kind::Hold | Kind::Unknown => None,
            _ => self.target,
        }
    }
}
