//! Rows for other programs: plain lines, CSV and TSV. Nothing is cut or coloured, and no setting of
//! the person or the terminal changes a byte.

use okr_core::{Error, Result};
use serde_json::Value;

use super::format::{Format, Formulas, Header};
use super::{Listing, Row};
use crate::words::progress;
use crate::words::text::{Ruler, safe};

/// One record a line, cells between tabs; a tab or a line break inside a cell shows as a sign.
pub fn plain(listing: &Listing, columns: &[usize]) -> String {
    let mut text = String::new();
    for row in &listing.rows {
        for (place, &column) in columns.iter().enumerate() {
            if place > 0 {
                text.push('\t');
            }
            text.push_str(&safe(&row.cell(column).text));
        }
        text.push('\n');
    }
    text
}

/// CSV as in RFC 4180 but with bare line feeds, or the same with tabs. Numbers are numbers; texts a
/// spreadsheet would take for a formula begin with `'` unless asked for raw.
pub fn separated(
    listing: &Listing,
    columns: &[usize],
    delimiter: u8,
    format: &Format,
) -> Result<String> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .from_writer(Vec::new());
    let failed = |error: String| {
        Error::new(
            "E900",
            okr_core::Kind::Failure,
            format!("the rows cannot be written as CSV: {error}"),
        )
    };
    if format.header == Header::Shown {
        let names = columns.iter().map(|&column| listing.columns[column].name);
        writer
            .write_record(names)
            .map_err(|error| failed(error.to_string()))?;
    }
    for row in &listing.rows {
        let cells = columns
            .iter()
            .map(|&column| field(row, column, listing.columns[column].name, format.formulas));
        writer
            .write_record(cells)
            .map_err(|error| failed(error.to_string()))?;
    }
    let bytes = writer
        .into_inner()
        .map_err(|error| failed(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| failed(error.to_string()))
}

fn field(row: &Row, column: usize, name: &str, formulas: Formulas) -> String {
    let text = match row.item.get(name) {
        Some(Value::Number(number)) => return number.to_string(),
        Some(Value::Bool(truth)) => return truth.to_string(),
        Some(Value::Null) => return String::new(),
        Some(Value::String(text)) => text,
        // Lists and objects have no place in a cell; the text for people stands in.
        Some(Value::Array(_) | Value::Object(_)) => &row.cell(column).text,
        None => return derived(&row.cell(column).text, formulas),
    };
    guarded(text, formulas)
}

/// A cell that only people have, such as `+4` points: unknown is empty and a number has no plus.
fn derived(text: &str, formulas: Formulas) -> String {
    match text.strip_prefix('+') {
        _ if text == progress::UNKNOWN => String::new(),
        Some(number) if is_number(number) => number.to_owned(),
        _ => guarded(text, formulas),
    }
}

/// A text as a cell that no spreadsheet takes for a formula.
#[must_use]
pub fn guarded_cell(text: &str) -> String {
    guarded(text, Formulas::Guarded)
}

fn guarded(text: &str, formulas: Formulas) -> String {
    let shown = Ruler::default().safe_lines(text);
    if formulas == Formulas::Guarded && is_formula(&shown) {
        format!("'{shown}")
    } else {
        shown.into_owned()
    }
}

fn is_formula(text: &str) -> bool {
    let starts = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
        || text.starts_with(['␉', '␍']);
    starts && !is_number(text)
}

/// Digits with at most one sign, one dot and a percent sign: nothing a formula could hide in.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let digits = digits.strip_suffix('%').unwrap_or(digits);
    digits.starts_with(|first: char| first.is_ascii_digit())
        && digits
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.')
        && digits.bytes().filter(|byte| *byte == b'.').count() < 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_for_people_is_a_bare_number_or_empty_for_programs() {
        assert_eq!(derived("-", Formulas::Guarded), "");
        assert_eq!(derived("+4", Formulas::Guarded), "4");
        assert_eq!(derived("-16", Formulas::Guarded), "-16");
        assert_eq!(derived("+A1", Formulas::Guarded), "'+A1");
    }
}
