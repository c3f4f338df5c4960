//! What an objective and a key result share, the objective itself, and the other planned records:
//! visions and teams.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::id::{ShortId, Uid};
use super::quantity::Quantity;

/// How a goal was meant: committed work is expected at 1.0, a stretch at 0.7.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ambition {
    Commit,
    Stretch,
}

impl Ambition {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Commit => "commit",
            Self::Stretch => "stretch",
        }
    }
}

/// The part of a record that a person plans: its words, its people, its place.
///
/// The field names are those of the log. `parent` is a vision, an objective or a key result for an
/// objective, and always an objective for a key result. `weight` unset means an equal share.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Head {
    #[serde(skip, default = "nobody")]
    pub uid: Uid,
    pub id: ShortId,
    /// Byte for byte what was typed, in NFC.
    pub title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handle: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Uid>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<Quantity>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ambition: Option<Ambition>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blocker: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blocked_since: Option<NaiveDate>,
    /// Codes of findings that are silenced for this record, separated by spaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allow: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dropped: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dropped_because: Option<String>,
    /// The record of an earlier cycle that this one was copied from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ancestor: Option<Uid>,
    /// Milliseconds since 1970, of the first and the last change to the record itself.
    #[serde(skip)]
    pub created: i64,
    #[serde(skip)]
    pub updated: i64,
}

/// The uid of a record that is being decoded; the caller sets the real one.
pub(super) fn nobody() -> Uid {
    Uid::from_bytes([0; 16])
}

/// Where a team or a person wants to be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Objective {
    #[serde(flatten)]
    pub head: Head,
    /// The name of its cycle.
    pub cycle: String,
    /// Whether its progress counts in its parent objective, as distinct from only supporting it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub counts: bool,
}

/// A sentence leaders own; objectives serve it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Vision {
    #[serde(skip, default = "nobody")]
    pub uid: Uid,
    pub id: ShortId,
    pub title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dropped: Option<NaiveDate>,
    #[serde(skip)]
    pub created: i64,
}

/// A team that objectives name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Team {
    #[serde(skip, default = "nobody")]
    pub uid: Uid,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}
