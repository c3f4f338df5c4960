//! Check-ins: one, a batch, or the same again.

mod row;
mod subject;
mod tried;

use std::collections::HashMap;

use chrono::NaiveDate;

use super::writer::Writer;
use super::{Context, Outcome};
use crate::capture::value::Source;
use crate::domain::id::Uid;
use crate::error::{Error, Kind, Result};
use row::one;
use subject::{Subject, subject};
pub use tried::{Tried, tried};

/// A check-in as it was typed.
#[derive(Debug, Clone, PartialEq)]
pub struct NewCheckIn {
    pub reference: String,
    /// In any form a value can have; `=` and `same` repeat the last one.
    pub value: String,
    /// `0` to `10`, `=` for the one before, `none` for no answer.
    pub confidence: Option<String>,
    pub note: Option<String>,
    pub blocker: Blocker,
    /// `None` is today.
    pub date: Option<NaiveDate>,
    pub source: Option<String>,
    pub key: Option<String>,
    /// The check-in whose place it takes, whatever its source.
    pub amends: Option<Uid>,
    /// The line of a batch, from 1, for errors; 0 outside one.
    pub line: usize,
}

impl NewCheckIn {
    /// A value for today and nothing else.
    #[must_use]
    pub fn of(reference: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            reference: reference.into(),
            value: value.into(),
            confidence: None,
            note: None,
            blocker: Blocker::Keep,
            date: None,
            source: None,
            key: None,
            amends: None,
            line: 0,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Blocker {
    /// What blocked goes on blocking.
    #[default]
    Keep,
    Set(String),
    Clear,
}

impl Blocker {
    /// What a person writes about a blocker; `none` clears it.
    #[must_use]
    pub fn of(typed: Option<&str>) -> Self {
        match typed.map(str::trim).filter(|text| !text.is_empty()) {
            None => Self::Keep,
            Some(text) if text.eq_ignore_ascii_case("none") => Self::Clear,
            Some(text) => Self::Set(text.to_owned()),
        }
    }
}

/// How a batch treats a row that is refused and a date that cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Keep the good rows when others are refused.
    pub keep_going: bool,
    /// Accept days before the cycle and after today.
    pub any_date: bool,
    pub from: Source,
}

pub(super) fn check_in(
    writer: &mut Writer<'_>,
    outcome: &mut Outcome,
    context: &Context,
    rows: &[NewCheckIn],
    rule: Rule,
) -> Result<()> {
    let mut subjects: HashMap<Uid, Subject> = HashMap::new();
    let mut known: HashMap<&str, Uid> = HashMap::new();
    let mut refused: Vec<Error> = Vec::new();
    for (place, row) in rows.iter().enumerate() {
        context.watch.see(place, rows.len());
        let done = match known.get(row.reference.as_str()) {
            Some(uid) => Ok(*uid),
            None => subject(writer.connection, &row.reference, &mut subjects),
        }
        .and_then(|uid| {
            known.insert(&row.reference, uid);
            match subjects.get_mut(&uid) {
                Some(subject) => one(writer, outcome, context, row, rule, subject),
                None => Ok(()),
            }
        });
        if let Err(error) = done {
            if error.kind == Kind::Storage || error.kind == Kind::Failure {
                return Err(error);
            }
            refused.push(placed(error, row));
        }
    }
    match (refused.is_empty(), rule.keep_going, rows) {
        (true, ..) => Ok(()),
        (false, true, _) => {
            outcome.refused = refused;
            Ok(())
        }
        (false, false, [row]) if row.line == 0 => Err(refused.remove(0)),
        (false, false, _) => Err(summary(&refused, rows.len())),
    }
}

fn placed(error: Error, row: &NewCheckIn) -> Error {
    if row.line == 0 || error.at.is_some() {
        return error;
    }
    let column = match error.code {
        "E207" => "date",
        "E210" => "confidence",
        code if code.starts_with("E3") => "kr",
        _ => "value",
    };
    error.at(row.line, column)
}

/// The error of a whole batch of which nothing was written: how many rows are wrong, and where and
/// why the first ten are.
#[must_use]
pub fn summary(refused: &[Error], rows: usize) -> Error {
    let worst = refused
        .iter()
        .find(|error| error.kind == Kind::NotFound)
        .or(refused.first());
    let (code, kind) = worst.map_or(("E204", Kind::Refused), |error| (error.code, error.kind));
    let verb = if refused.len() == 1 { "is" } else { "are" };
    let mut error = Error::new(
        code,
        kind,
        format!(
            "nothing was written; {} of {rows} rows {verb} wrong",
            refused.len()
        ),
    );
    for (place, row) in refused.iter().take(10).enumerate() {
        let mut said = row.message.clone();
        if let Some(why) = row.why.first() {
            said.push_str(if said.ends_with(['.', '?', '!']) {
                " "
            } else {
                ". "
            });
            said.push_str(why);
        }
        // The place of the first one is the place of the error.
        error.why.push(match &row.at {
            Some(at) if place > 0 => format!("line {}, column {}: {said}", at.line, at.column),
            _ => said,
        });
    }
    if refused.len() > 10 {
        error.why.push(format!("and {} more", refused.len() - 10));
    }
    error.at = refused.first().and_then(|row| row.at.clone());
    let are_lines = refused.iter().any(|row| row.at.is_some());
    if are_lines && refused.len() < rows {
        return error.next("Mend the rows, or write the good ones with  --keep-going");
    }
    error
}
