//! A review: one person's sitting of check-ins in one period. Its answers are ordinary check-ins whose
//! source is [`SOURCE`] and whose key is the review's short id, so that an answer given again takes the
//! place of the first one; only what was left out, and why, is kept here.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::id::{ShortId, Uid};
use super::objective::nobody;

/// The source of check-ins that were answered in a review.
pub const SOURCE: &str = "review";

/// Whether answers of this period stand or everything is asked anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Start {
    #[default]
    Resume,
    Anew,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    #[serde(skip, default = "nobody")]
    pub uid: Uid,
    pub id: ShortId,
    /// The day it was begun on.
    pub date: NaiveDate,
    /// The first day of the period it is about.
    pub period: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Whether everything was asked again: what was said before it does not count for it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub anew: bool,
    /// When it was begun, in milliseconds since 1970.
    #[serde(skip)]
    pub begun: i64,
    /// Key results that were left out for a reason. In the log each is a field of its own.
    #[serde(default, skip_serializing)]
    pub skips: Vec<Skip>,
}

/// A key result that was left out for a reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skip {
    pub kr: Uid,
    pub because: String,
}

impl Review {
    /// Why a key result was left out, when it was.
    #[must_use]
    pub fn reason(&self, kr: Uid) -> Option<&str> {
        let skip = self.skips.iter().find(|skip| skip.kr == kr)?;
        Some(&skip.because)
    }
}

/// The field of the log that says why a key result was left out.
#[must_use]
pub fn skip_field(kr: Uid) -> String {
    format!("skip:{}", kr.0.simple())
}
