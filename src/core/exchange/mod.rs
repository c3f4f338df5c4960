//! Files of other programs, read: every reader answers the same objectives, key results and check-ins.
//! Pure but for `whole`: no book, no clock, no file. Rule not to break: a line that is neither a record nor a part of
//! one is told in `left`; nothing is dropped silently and no number is invented.

pub mod columns;
mod decimal;
mod delimited;
mod form;
mod grid;
mod limits;
mod markdown;
mod objects;
pub mod outline;
mod rows;
mod said;
mod sheets;
pub mod whole;
pub mod workbook;
mod xlsx;

pub use columns::{Field, Mapping};
pub use form::Form;
pub use limits::FILE_LIMIT;

use crate::error::{Error, Result};
use crate::outline::Said;

/// How a file is to be read.
pub struct Manner<'a> {
    pub mapping: &'a Mapping,
    /// The one sheet of a workbook that is wanted.
    pub sheet: Option<&'a str>,
    /// The reader of outlines, which is the front end's and the only one.
    pub outline: &'a dyn Fn(&str) -> Result<Vec<Said>>,
}

/// What a file says, in its own words.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    pub visions: Vec<FoundVision>,
    pub objectives: Vec<FoundObjective>,
    pub sayings: Vec<FoundSaying>,
    /// What was not understood or not wanted, in the order of its lines.
    pub left: Vec<Left>,
    /// Lines that are a part of a record, such as fields, table heads and headings above.
    pub parts: Vec<usize>,
    /// The columns of a sheet and what each was read as; `None` is not read.
    pub columns: Vec<(String, Option<Field>)>,
}

/// A vision of a file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FoundVision {
    pub line: usize,
    pub title: String,
    pub owner: Option<String>,
    pub uid: Option<String>,
    pub id: Option<String>,
}

/// A win or an ask of a file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FoundSaying {
    pub line: usize,
    pub is_ask: bool,
    pub text: String,
    pub uid: Option<String>,
    pub date: Option<String>,
    pub by: Option<String>,
    /// By the ids of the file.
    pub about: Vec<String>,
    /// Of a win.
    pub thanks: Vec<String>,
    /// Of an ask: the day it was closed, and the answer.
    pub closed: Option<String>,
    pub answer: Option<String>,
}

/// An objective of a file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FoundObjective {
    /// Of the file, from 1.
    pub line: usize,
    /// The sentence, byte for byte, without marks, labels and owners around it.
    pub title: String,
    /// The headings above that are no objectives.
    pub path: Vec<String>,
    /// Fields by name, as `okr set` takes them.
    pub fields: Vec<(String, String)>,
    pub cycle: Option<String>,
    /// The permanent name, in files this program wrote.
    pub uid: Option<String>,
    /// The short id the file gives it.
    pub id: Option<String>,
    pub key_results: Vec<FoundKeyResult>,
}

/// A key result of a file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FoundKeyResult {
    pub line: usize,
    pub title: String,
    pub fields: Vec<(String, String)>,
    pub uid: Option<String>,
    pub id: Option<String>,
    /// What stood below it or behind it, with its line.
    pub notes: Vec<(usize, String)>,
    pub check_ins: Vec<FoundCheckIn>,
}

/// A value of a file. Without a date it is the one that stands now.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FoundCheckIn {
    pub line: usize,
    pub value: String,
    pub date: Option<String>,
    pub confidence: Option<String>,
    pub note: Option<String>,
    pub blocker: Option<String>,
    /// The permanent name, in files this program wrote.
    pub uid: Option<String>,
}

/// A line, or a part of one, that became nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// 0 for what stands on no line, such as a whole sheet.
    pub line: usize,
    pub text: String,
    pub reason: String,
}

impl Left {
    fn new(line: usize, text: &str, reason: &str) -> Self {
        Self {
            line,
            text: text.chars().take(200).collect(),
            reason: reason.to_owned(),
        }
    }
}

/// Reads a file in a form.
///
/// # Errors
/// `E243` for a file that cannot be read at all, `E242` for one over a limit.
pub fn read(bytes: &[u8], form: Form, manner: &Manner<'_>) -> Result<Found> {
    let mapping = manner.mapping;
    if let (Some(sheet), true) = (manner.sheet, form != Form::Xlsx) {
        return Err(Error::usage(
            "E105",
            format!("there is no sheet \"{sheet}\": the file is no workbook"),
        ));
    }
    let mut found = match form {
        Form::Xlsx => sheets::read(xlsx::read(bytes)?, manner.sheet, mapping)?,
        Form::Csv | Form::Tsv => {
            let grid = delimited::read(text(bytes)?, form)?;
            rows::read(&rows::with_points(grid, mapping), mapping)?
        }
        Form::Json | Form::Ndjson => objects::read(text(bytes)?, form, mapping)?,
        Form::Markdown => markdown::read(text(bytes)?, mapping)?,
        Form::Outline => said::found((manner.outline)(text(bytes)?)?),
    };
    found.left.sort_by_key(|left| left.line);
    found.parts.sort_unstable();
    found.parts.dedup();
    Ok(found)
}

fn text(bytes: &[u8]) -> Result<&str> {
    limits::lines(bytes)?;
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        Error::refused("E235", "the input is not UTF-8 text")
            .why(format!(
                "The first byte that is not text is on line {line}."
            ))
            .at(line, "1")
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}
