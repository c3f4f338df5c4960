//! One objective or key result with everything a list, a filter or a page needs to know of it.

use crate::domain::assess::{Assessment, Part};
use crate::domain::check_in::CheckIn;
use crate::domain::cycle::Cycle;
use crate::domain::grade::Grade;
use crate::domain::id::Uid;
use crate::domain::key_result::KeyResult;
use crate::domain::measure::Measure;
use crate::domain::objective::Head;
use crate::domain::record::Type;

/// An objective or a key result as it stands on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// `Objective` or `KeyResult`.
    pub kind: Type,
    pub head: Head,
    /// The owner and the team that answer for it: its own, else its objective's.
    pub owner: Option<String>,
    pub team: Option<String>,
    pub cycle: Option<Cycle>,
    /// The records above it, nearest first, with their short ids.
    pub above: Vec<(Uid, String)>,
    /// The visions among them, by short id.
    pub serves: Vec<String>,
    /// Whether an objective's progress counts in its parent objective.
    pub counts: bool,
    /// Of a key result.
    pub measure: Option<Measure>,
    /// Of a key result: all its check-ins up to the day, oldest first, as deep as they were asked for.
    pub series: Vec<CheckIn>,
    /// The notes kept about it, oldest first, read where words are asked for.
    pub notes: Vec<String>,
    /// Of an objective: what it is rolled up from.
    pub parts: Vec<Part>,
    /// Dropped itself, or gone with its objective.
    pub is_dropped: bool,
    /// What a person graded it, read where words are asked for.
    pub grade: Option<Grade>,
    pub assessment: Assessment,
}

impl Item {
    #[must_use]
    pub fn id(&self) -> String {
        self.head.id.to_string()
    }

    /// The key result it stands for, without what was agreed about it before: enough for every figure but
    /// the score against the opening.
    #[must_use]
    pub fn key_result(&self) -> Option<KeyResult> {
        Some(KeyResult {
            head: self.head.clone(),
            measure: self.measure.clone()?,
            source: None,
            targets: Vec::new(),
        })
    }

    /// The short id of the record right above, if it has one.
    #[must_use]
    pub fn parent(&self) -> Option<&str> {
        self.above.first().map(|(_, id)| id.as_str())
    }
}
