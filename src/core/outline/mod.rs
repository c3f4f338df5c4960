//! Records as an outline and back: what a record's lines say, and what a text that was edited changes
//! in a book that may have moved on meanwhile. Reading the text's lines is the front end's, `plan`
//! only decides. Rule not to break: what is not said changes nothing.

mod fields;
mod plan;
mod write;

pub use fields::{Record, head, measure, record};
pub use plan::{Conflict, New, Plan, Prefer, plan};
pub use write::{Stamp, quoted, unquoted, write};

use crate::domain::id::ShortId;
use crate::domain::record::Type;

/// A field below a record, where it stands in the text, both counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    pub line: usize,
    pub column: usize,
    pub key: String,
    pub value: String,
}

/// A record of a text: one that is in the book when it has an id, a new one otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub line: usize,
    pub column: usize,
    pub kind: Type,
    pub id: Option<ShortId>,
    pub title: String,
    pub fields: Vec<Field>,
    /// The objective a key result stands below, as its place in the list.
    pub under: Option<usize>,
    /// The cycle an objective stands below.
    pub cycle: Option<String>,
    /// What the writer saw in the book after a conflict, by field.
    pub seen: Vec<(String, String)>,
}
