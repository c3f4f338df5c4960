//! A batch of check-ins as text: which of three formats it is, and its rows. A row that cannot be
//! read is an error with its line and column beside the rows that can; what a value means is the
//! core's. Nothing is written here.

mod columns;
mod objects;
mod table;

use chrono::NaiveDate;
use okr_core::act::check_in::{Blocker, NewCheckIn};
use okr_core::{Error, Result};

use columns::Column;

/// How the rows are written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Columns between this byte: a comma, a tab or a semicolon.
    Table(u8),
    /// One JSON object a line.
    Objects,
}

impl Form {
    /// The names a person gives them.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        match name {
            "csv" => Some(Self::Table(b',')),
            "tsv" => Some(Self::Table(b'\t')),
            "ndjson" => Some(Self::Objects),
            _ => None,
        }
    }

    /// Told from the first line that is not blank: `{` begins objects, otherwise the separator that
    /// comes first separates. Spreadsheets of many countries write semicolons.
    fn of_text(text: &str) -> Self {
        let line = text
            .lines()
            .find(|line| !line.trim().is_empty())
            .unwrap_or_default();
        if line.trim_start().starts_with(['{', '[']) {
            return Self::Objects;
        }
        match line
            .bytes()
            .find(|byte| matches!(byte, b',' | b'\t' | b';'))
        {
            Some(separator) => Self::Table(separator),
            None => Self::Table(b','),
        }
    }
}

/// What a column that is not known does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unknown {
    Refuse,
    Ignore,
}

/// How a batch is to be read.
pub struct Manner<'a> {
    /// `None` looks at the text.
    pub form: Option<Form>,
    /// Names of the columns for a table that has no header.
    pub columns: Option<&'a str>,
    pub unknown: Unknown,
    /// For rows that name none.
    pub source: Option<&'a str>,
    pub date: Option<NaiveDate>,
    pub read_date: &'a dyn Fn(&str) -> Result<NaiveDate>,
}

/// The rows that can be read, and an error for each that cannot.
#[derive(Debug, Default)]
pub struct Batch {
    pub rows: Vec<NewCheckIn>,
    pub unread: Vec<Error>,
}

/// # Errors
/// `E106` and `E240` for a batch of which no row can be read, such as one without the needed
/// columns.
pub fn read(text: &str, manner: &Manner<'_>) -> Result<Batch> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut batch = Batch::default();
    let mut keep = |row: Result<NewCheckIn>| match row {
        Ok(row) => batch.rows.push(row),
        Err(error) => batch.unread.push(error),
    };
    match manner.form.unwrap_or_else(|| Form::of_text(text)) {
        Form::Table(separator) => table::read(text, separator, manner, &mut keep)?,
        Form::Objects => objects::read(text, manner, &mut keep)?,
    }
    Ok(batch)
}

/// The cells of one row by column. Empty cells are cells nobody filled.
#[derive(Default)]
struct Cells<'a>(Vec<(Column, std::borrow::Cow<'a, str>)>);

impl Cells<'_> {
    fn of(&self, wanted: Column) -> Option<&str> {
        let cell = self.0.iter().find(|(column, _)| *column == wanted)?;
        Some(cell.1.trim()).filter(|text| !text.is_empty())
    }

    fn row(&self, line: usize, manner: &Manner<'_>) -> Result<NewCheckIn> {
        let text = |column| self.of(column).map(str::to_owned);
        let missing = |column: Column, why: &str| {
            Error::refused("E240", format!("{} is empty", column.name()))
                .why(why)
                .at(line, column.name())
        };
        let Some(reference) = text(Column::Kr) else {
            return Err(missing(
                Column::Kr,
                "Every row names its key result by id, handle or uid.",
            ));
        };
        let Some(value) = text(Column::Value) else {
            return Err(missing(
                Column::Value,
                "Write ? for \"no number this week\".",
            ));
        };
        let date = match self.of(Column::Date) {
            Some(typed) => Some(
                (manner.read_date)(typed).map_err(|error| error.at(line, Column::Date.name()))?,
            ),
            None => manner.date,
        };
        Ok(NewCheckIn {
            reference,
            value,
            confidence: text(Column::Confidence),
            note: text(Column::Note),
            blocker: Blocker::of(self.of(Column::Blocker)),
            date,
            source: text(Column::Source).or_else(|| manner.source.map(str::to_owned)),
            key: text(Column::Key),
            amends: None,
            line,
        })
    }
}

#[cfg(test)]
mod tests;
