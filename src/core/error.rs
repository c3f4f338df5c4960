//! The one error of the core. It carries the whole answer to "what happened, why, what do I type
//! next", because only the place that refuses knows the record, the value and the near misses.
//! Front ends print the parts; they never add a reason of their own.

use std::fmt;

/// How an error ends a command; the exit codes are the discriminants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Kind {
    /// Something nobody foresaw.
    Failure = 1,
    /// The words of the command are wrong.
    Usage = 2,
    /// A reference or a cycle that is not there.
    NotFound = 3,
    /// A value or a record that cannot be; nothing was written.
    Refused = 4,
    /// Busy file, changed record, name already taken.
    Conflict = 5,
    /// The book cannot be used: damaged, newer, read-only, full disk.
    Storage = 6,
    /// A check found something.
    Found = 7,
    /// The person said no.
    Cancelled = 8,
    /// Some rows were written and some were not.
    Partly = 9,
}

/// A place in typed text, both counted from 1.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Place {
    pub line: usize,
    /// A column number, or the name of the column in a batch.
    pub column: String,
}

/// What went wrong, why, and what to type next.
///
/// `code` is stable (`E204`) and explained by `okr explain CODE`. `next` holds whole lines a person
/// can type. Text of people inside any part is raw: whoever prints it makes it safe.
#[derive(Debug, Clone, PartialEq)]
pub struct Error {
    pub code: &'static str,
    pub kind: Kind,
    pub message: String,
    pub why: Vec<String>,
    pub next: Vec<String>,
    /// A typed word and what was probably meant: front ends that know the whole command offer it
    /// with the word exchanged.
    pub instead: Option<(String, String)>,
    pub at: Option<Place>,
}

impl Error {
    pub fn new(code: &'static str, kind: Kind, message: impl Into<String>) -> Self {
        Self {
            code,
            kind,
            message: message.into(),
            why: Vec::new(),
            next: Vec::new(),
            instead: None,
            at: None,
        }
    }

    pub fn usage(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(code, Kind::Usage, message)
    }

    pub fn not_found(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(code, Kind::NotFound, message)
    }

    pub fn refused(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(code, Kind::Refused, message)
    }

    pub fn conflict(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(code, Kind::Conflict, message)
    }

    pub fn storage(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(code, Kind::Storage, message)
    }

    /// Adds a sentence of explanation.
    #[must_use]
    pub fn why(mut self, sentence: impl Into<String>) -> Self {
        self.why.push(sentence.into());
        self
    }

    /// Adds a whole line to type.
    #[must_use]
    pub fn next(mut self, line: impl Into<String>) -> Self {
        self.next.push(line.into());
        self
    }

    /// Offers the command again with one word exchanged.
    #[must_use]
    pub fn instead(mut self, typed: impl Into<String>, meant: impl Into<String>) -> Self {
        self.instead = Some((typed.into(), meant.into()));
        self
    }

    #[must_use]
    pub fn at(mut self, line: usize, column: impl Into<String>) -> Self {
        self.at = Some(Place {
            line,
            column: column.into(),
        });
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

pub type Result<T, E = Error> = std::result::Result<T, E>;
