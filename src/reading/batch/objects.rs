//! NDJSON: one object a line. A number is the value itself, so a negative one is no change on the last
//! value; text is read as a person would have typed it.

use std::borrow::Cow;

use okr_core::act::check_in::NewCheckIn;
use okr_core::{Error, Result};
use serde_json::{Map, Value};

use super::columns::{self, Column};
use super::{Cells, Manner, Unknown};

/// # Errors
/// `E240` for JSON that is not one object a line.
pub(super) fn read(
    text: &str,
    manner: &Manner<'_>,
    keep: &mut impl FnMut(Result<NewCheckIn>),
) -> Result<()> {
    for (place, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.starts_with('[') && place == 0 {
            return Err(one_a_line(
                "this is a JSON list",
                "jq -c '.[]' makes lines of its objects.",
                1,
            ));
        }
        if !line.is_empty() {
            keep(row(line, place + 1, manner));
        }
    }
    Ok(())
}

fn one_a_line(message: &str, why: &str, line: usize) -> Error {
    Error::refused("E240", message)
        .why("A batch has one JSON object on each line.")
        .why(why)
        .at(line, "1")
}

fn row(text: &str, line: usize, manner: &Manner<'_>) -> Result<NewCheckIn> {
    let object: Map<String, Value> = serde_json::from_str(text).map_err(|error| {
        let said = error.to_string();
        let said = said.split(" at line").next().unwrap_or_default();
        one_a_line(
            "this is not a JSON object",
            "jq -c . writes one on one line.",
            line,
        )
        .why(format!("The reader says: {said}."))
        .at(line, error.column().max(1).to_string())
    })?;
    let mut cells = Cells::default();
    for (name, value) in &object {
        let Some(column) = Column::of_name(name) else {
            if manner.unknown == Unknown::Refuse {
                return Err(columns::unknown(name, line));
            }
            continue;
        };
        if let Some(cell) = cell(column, value, line)? {
            cells.0.push((column, cell));
        }
    }
    cells.row(line, manner)
}

fn cell(column: Column, value: &Value, line: usize) -> Result<Option<Cow<'_, str>>> {
    Ok(match value {
        Value::Null => None,
        Value::String(text) => Some(Cow::Borrowed(text)),
        Value::Number(number) if column == Column::Value => {
            Some(Cow::Owned(itself(&number.to_string())))
        }
        Value::Number(number) => Some(Cow::Owned(number.to_string())),
        Value::Bool(done) if column == Column::Value => {
            Some(Cow::Borrowed(if *done { "yes" } else { "no" }))
        }
        _ => {
            let error = Error::refused(
                "E240",
                format!("{} is neither a text nor a number", column.name()),
            );
            return Err(error.at(line, column.name()));
        }
    })
}

/// A number as a value, whatever its sign: `-5` typed alone would be five less than the last one.
fn itself(number: &str) -> String {
    if number.starts_with('-') {
        format!("0{number}")
    } else {
        number.to_owned()
    }
}
