//! A whole book as text, and back: every change that was ever made, in the order it was made. What the
//! book shows follows from its changes, so nothing else is written; a book made from the text shows the
//! same, under the same names, and can be undone as far. Reading is strict: a text that is not exactly
//! what a book would write is refused whole.

mod restore;
mod write;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::domain::id::Uid;
use crate::log::op::Body;

pub use restore::{Restored, restore};
pub use write::write;

/// The version of the text. It changes when an older program could not read it.
pub const FORMAT: u32 = 1;

/// How the lines stand: as one JSON document, or each alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    Document,
    Lines,
}

impl Layout {
    /// The layout of a text that begins like a whole book; `None` for any other text.
    #[must_use]
    pub fn of(head: &[u8]) -> Option<Self> {
        let head = head.get(..head.len().min(1000)).unwrap_or_default();
        let head: Vec<u8> = head
            .strip_prefix(b"\xef\xbb\xbf")
            .unwrap_or(head)
            .iter()
            .copied()
            .filter(|byte| !byte.is_ascii_whitespace())
            .collect();
        if !head.starts_with(b"{\"okr\":\"book\"") {
            return None;
        }
        let end = head.iter().position(|byte| matches!(byte, b'}' | b'['));
        Some(match end.and_then(|end| head.get(end)) {
            Some(b'[') => Self::Document,
            _ => Self::Lines,
        })
    }
}

/// What the first line says of the lines after it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    format: u32,
    schema: i32,
    devices: i64,
    operations: i64,
    ops: i64,
}

/// One line after the first.
#[derive(Debug, Deserialize)]
#[serde(tag = "okr", rename_all = "snake_case", deny_unknown_fields)]
enum Line {
    Book {
        format: u32,
        schema: i32,
        devices: i64,
        operations: i64,
        ops: i64,
    },
    Device {
        n: i64,
        uid: Uid,
        own: bool,
        tag: String,
        seq: i64,
        stamp: i64,
    },
    Operation {
        n: i64,
        uid: Uid,
        device: i64,
        stamp: i64,
        day: Option<NaiveDate>,
        by: String,
        command: String,
        undoes: Option<Uid>,
        state: String,
    },
    Op {
        oid: Uid,
        device: i64,
        seq: i64,
        stamp: i64,
        operation: i64,
        ent: Uid,
        body: Body,
    },
}
