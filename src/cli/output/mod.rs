//! The answer of a reading command as rows, and its way into every format. Commands fill a
//! [`Listing`] and never ask which format it becomes: a terminal and a pipe get the same rows.
//! Cells and sentences are raw text; each format makes them safe.

pub mod answers;
mod delimited;
pub use delimited::guarded_cell as guarded;
pub mod error;
pub mod fields;
mod filters;
pub mod format;
pub mod items;
pub mod json;
mod markdown;
pub mod record;
pub mod schema;
pub mod sheet;
mod table;
pub mod tables;
mod template;

use chrono::{DateTime, FixedOffset};
use okr_core::{Error, Result};
use serde_json::Value;

use super::io::Io;
use crate::words::tone::Tone;
pub use format::{Flags, Form, Format};

/// Rows of one kind, at one moment.
#[derive(Debug, Clone)]
pub struct Listing {
    /// What the rows are, for machines: `kr.list`.
    pub kind: &'static str,
    pub as_of: DateTime<FixedOffset>,
    pub cycle: Option<String>,
    /// All columns there are, in the usual order.
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    /// Said on stderr instead of an empty table.
    pub when_empty: String,
    /// Said on stderr after the rows, such as what a scope hid.
    pub remarks: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// The name in `--columns` and in CSV; where the item has a plain value under the same name,
    /// CSV and TSV carry that instead of the text of the cell.
    pub name: &'static str,
    /// The heading in tables.
    pub title: &'static str,
    pub align: Align,
    /// 0 keeps its width; of the others the highest gives way first.
    pub shrink: u8,
    /// Not cut below this while another column can still give way.
    pub least: usize,
    pub shown: Shown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    Left,
    /// Numbers.
    Right,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    Usually,
    /// Only with `--columns`.
    WhenAsked,
}

/// One record, in the three shapes it can be told in.
#[derive(Debug, Clone)]
pub struct Row {
    /// As many as there are columns.
    pub cells: Vec<Cell>,
    /// The whole record, every key present.
    pub item: Value,
    /// For line mode: `K2. Bug reports. 104, target 84. Watch.`
    pub sentence: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    pub text: String,
    pub tone: Option<Tone>,
}

impl Column {
    #[must_use]
    pub const fn text(name: &'static str, title: &'static str) -> Self {
        Self {
            name,
            title,
            align: Align::Left,
            shrink: 0,
            least: table::LEAST,
            shown: Shown::Usually,
        }
    }

    #[must_use]
    pub const fn number(name: &'static str, title: &'static str) -> Self {
        Self {
            align: Align::Right,
            ..Self::text(name, title)
        }
    }

    /// Where a column that is cut stops while another one can still give way.
    #[must_use]
    pub const fn not_below(self, least: usize) -> Self {
        Self { least, ..self }
    }

    /// Lets the column be cut; the highest priority first.
    #[must_use]
    pub const fn shrinks(self, priority: u8) -> Self {
        Self {
            shrink: priority,
            ..self
        }
    }

    /// Shown by itself only on a screen of at least so many columns.
    #[must_use]
    pub const fn from_width(self, least: usize, width: usize) -> Self {
        if width < least {
            self.when_asked()
        } else {
            self
        }
    }

    #[must_use]
    pub const fn when_asked(self) -> Self {
        Self {
            shown: Shown::WhenAsked,
            ..self
        }
    }
}

impl Cell {
    #[must_use]
    pub fn toned(text: impl Into<String>, tone: Tone) -> Self {
        Self {
            text: text.into(),
            tone: Some(tone),
        }
    }
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self {
            text: text.into(),
            tone: None,
        }
    }
}

impl Row {
    /// The cell of a column; empty where the row has none.
    fn cell(&self, column: usize) -> &Cell {
        const EMPTY: &Cell = &Cell {
            text: String::new(),
            tone: None,
        };
        self.cells.get(column).unwrap_or(EMPTY)
    }
}

impl Listing {
    /// Positions of the columns to show, in their order.
    fn chosen(&self, wanted: Option<&[String]>) -> Result<Vec<usize>> {
        let Some(wanted) = wanted else {
            let usual = |(place, column): (usize, &Column)| {
                (column.shown == Shown::Usually).then_some(place)
            };
            return Ok(self.columns.iter().enumerate().filter_map(usual).collect());
        };
        let names: Vec<&str> = self.columns.iter().map(|column| column.name).collect();
        let place = |name: &String| {
            names
                .iter()
                .position(|known| known == name)
                // A field of the records goes for the column that shows it.
                .or_else(|| match name.as_str() {
                    "last_checkin" => names
                        .iter()
                        .position(|known| matches!(*known, "last" | "updated")),
                    _ => None,
                })
                .ok_or_else(|| unknown("column", name, wanted, &names))
        };
        wanted.iter().map(place).collect()
    }

    /// The listing in a format, as one text. `surface` decides width, colour and glyphs of formats
    /// for people; the others do not depend on it.
    pub fn rendered(&self, format: &Format, surface: &super::manners::Surface) -> Result<String> {
        let columns = || self.chosen(format.columns.as_deref());
        match format.form {
            Form::Table => Ok(table::table(self, &columns()?, format.header, surface)),
            Form::Sentences => Ok(table::sentences(self, surface)),
            Form::Plain => Ok(delimited::plain(self, &columns()?)),
            Form::Csv => delimited::separated(self, &columns()?, b',', format),
            Form::Tsv => delimited::separated(self, &columns()?, b'\t', format),
            Form::Md => Ok(markdown::table(self, &columns()?, &surface.ruler)),
            Form::Json => json::document(self, format.columns.as_deref()),
            Form::Ndjson => json::lines(self, format.columns.as_deref()),
            Form::Template => template::rendered(
                self,
                format.template.as_deref().unwrap_or_default(),
                surface,
            ),
        }
    }

    /// Prints the listing and what belongs beside it.
    pub fn write(&self, io: &mut Io, format: &Format) -> Result<()> {
        let text = self.rendered(format, &io.out)?;
        io.print(&text)?;
        let ruler = io.err.ruler;
        if self.rows.is_empty()
            && matches!(format.form, Form::Table | Form::Sentences)
            && !self.when_empty.is_empty()
        {
            io.remark(&ruler.safe(&self.when_empty));
        }
        for remark in &self.remarks {
            io.remark(&ruler.safe(remark));
        }
        Ok(())
    }
}

/// The error for a word that is none of the known ones, with the nearest and all of them.
fn unknown(what: &str, word: &str, all: &[String], known: &[&str]) -> Error {
    let error = Error::usage("E106", format!("there is no {what} \"{word}\""))
        .why(format!("There are {}.", known.join(", ")));
    match nearest(word, known) {
        Some(near) => {
            let corrected: Vec<&str> = all
                .iter()
                .map(|other| if other == word { near } else { other.as_str() })
                .collect();
            error.instead(all.join(","), corrected.join(","))
        }
        None => error.next("okr help fields"),
    }
}

/// The known word a person most likely meant, if any is near.
pub fn nearest<'known>(word: &str, known: &[&'known str]) -> Option<&'known str> {
    let word = word.to_lowercase();
    let alike = |candidate: &&str| strsim::jaro_winkler(&word, candidate);
    // Of those that are alike the one with the fewest slips: a common beginning alone is no reason.
    let slips = |candidate: &&str| strsim::osa_distance(&word, candidate);
    known
        .iter()
        .copied()
        .filter(|candidate| alike(candidate) > 0.75)
        .min_by(|one, other| {
            slips(one)
                .cmp(&slips(other))
                .then(alike(other).total_cmp(&alike(one)))
        })
}

#[cfg(test)]
mod promise;
#[cfg(test)]
mod tests;
