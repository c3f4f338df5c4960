//! One answer to "how does it go", and the other dated facts: wins, asks and notes.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::id::{ShortId, Uid};
use super::objective::nobody;
use super::quantity::Quantity;

/// A check-in. The date is the author's own day and never recomputed.
///
/// `value` is `None` for "looked at, no number": the old value stands. For zones it is the place on
/// the way from 0 to 1, for steps and milestones the weight done over the weight of all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CheckIn {
    #[serde(skip, default = "nobody")]
    pub uid: Uid,
    pub id: ShortId,
    pub kr: Uid,
    pub date: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Quantity>,
    /// The value in words where the number says less: a zone's name, `3/5` steps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// 0 to 10; `None` means no answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// A blocker named with this check-in; what blocks now is the key result's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blocker: Option<String>,
    /// Said on purpose: same as last time.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub same: bool,
    /// The program it came from; the same key result, date and source replace each other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The source's own name for the row, when a date is not enough.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// Names of the steps done so far, for steps entered by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub done: Vec<String>,
    /// Milliseconds since 1970; orders check-ins of one day.
    #[serde(skip)]
    pub recorded: i64,
}

/// Something worth celebrating.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Win {
    #[serde(skip, default = "nobody")]
    pub uid: Uid,
    pub id: ShortId,
    pub title: String,
    pub date: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The records it came from.
    #[serde(default, rename = "for", skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<Uid>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub thanks: Vec<String>,
}

/// A request to leadership. Open until `closed`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ask {
    #[serde(skip, default = "nobody")]
    pub uid: Uid,
    pub id: ShortId,
    pub title: String,
    pub date: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    #[serde(default, rename = "for", skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<Uid>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
}

/// A remark on a record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Note {
    #[serde(skip, default = "nobody")]
    pub uid: Uid,
    pub id: ShortId,
    pub title: String,
    pub date: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    pub on: Uid,
}
