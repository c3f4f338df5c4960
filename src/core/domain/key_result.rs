//! A key result: a planned record with a measure.

use serde::{Deserialize, Serialize};

use super::measure::Measure;
use super::objective::Head;
use super::quantity::Quantity;

/// How one will know that the objective is reached. `head.parent` is its objective.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KeyResult {
    #[serde(flatten)]
    pub head: Head,
    #[serde(flatten)]
    pub measure: Measure,
    /// The command that prints its value, announced to others as the words behind `okr source set REF`.
    /// A text to read: nothing ever runs it from here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Every start and target it was given, oldest first; the last is today's. Empty when they were
    /// never changed. Which of them was agreed at the opening is for `assess` to say.
    #[serde(skip)]
    pub targets: Vec<TargetChange>,
}

/// A start and a target as they stood from an instant on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetChange {
    /// Milliseconds since 1970.
    pub at: i64,
    pub start: Option<Quantity>,
    pub target: Option<Quantity>,
    pub change: Option<Quantity>,
    pub low: Option<Quantity>,
    pub high: Option<Quantity>,
}
