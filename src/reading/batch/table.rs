//! CSV and TSV: a header and rows, quoted as spreadsheets do it, so that a note may hold a line break.
//! Line numbers are those of the file, also behind such a note.

use std::borrow::Cow;

use csv::{ReaderBuilder, StringRecord, Trim};
use okr_core::act::check_in::NewCheckIn;
use okr_core::{Error, Result};

use super::columns::{self, Column};
use super::{Cells, Manner};

/// # Errors
/// Those of the header, and `E240` for a quote that never ends.
pub(super) fn read(
    text: &str,
    separator: u8,
    manner: &Manner<'_>,
    keep: &mut impl FnMut(Result<NewCheckIn>),
) -> Result<()> {
    let mut reader = ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .trim(Trim::None)
        .from_reader(text.as_bytes());
    let mut columns = match manner.columns {
        Some(list) => Some(columns::of_header(
            list.split([',', '+']),
            1,
            manner.unknown,
        )?),
        None => None,
    };
    let mut is_first = true;
    let mut record = StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return Ok(()),
            Err(error) => {
                return Err(Error::refused(
                    "E240",
                    format!("the batch cannot be read: {error}"),
                ));
            }
        }
        let start = record
            .position()
            .map(|place| (place.line() as usize, place.byte() as usize));
        let (line, byte) = start.unwrap_or_default();
        let raw = text
            .get(byte..reader.position().byte() as usize)
            .unwrap_or_default();
        let line = line + blank_lines(raw);
        refuse_an_open_quote(
            raw,
            separator as char,
            reader.position().byte() as usize >= text.len(),
            line,
        )?;
        // Spreadsheets save rows that were emptied as a line of separators.
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let Some(known) = &columns else {
            columns = Some(columns::of_header(record.iter(), line, manner.unknown)?);
            is_first = false;
            continue;
        };
        if std::mem::take(&mut is_first) && is_header(&record, known) {
            continue;
        }
        keep(row(&record, known, line, manner));
    }
}

/// The reader counts a record from the end of the one before, blank lines included.
fn blank_lines(raw: &str) -> usize {
    raw.bytes()
        .take_while(|byte| matches!(byte, b'\n' | b'\r'))
        .filter(|byte| *byte == b'\n')
        .count()
}

/// A quote that is opened and never closed would make one cell of the rest of the file.
/// A lone quote inside a cell, as in 5" of rain, opens nothing.
fn refuse_an_open_quote(raw: &str, separator: char, is_last: bool, line: usize) -> Result<()> {
    let raw = raw.trim_matches(['\r', '\n']);
    let quotes = raw.bytes().filter(|byte| *byte == b'"').count();
    let opens = raw.split(separator).any(|cell| cell.starts_with('"'));
    if is_last && quotes % 2 == 1 && opens {
        return Err(Error::refused("E240", "a quote is opened and never closed")
            .why("Everything behind it would be one cell. A quote inside a quoted cell is written twice.")
            .at(line, "1"));
    }
    Ok(())
}

/// With `--columns`, a first row that only repeats the names is no check-in.
fn is_header(record: &StringRecord, columns: &[Option<Column>]) -> bool {
    let of = |wanted| {
        let place = columns.iter().position(|column| *column == Some(wanted))?;
        record.get(place).and_then(Column::of_name)
    };
    of(Column::Kr) == Some(Column::Kr) && of(Column::Value) == Some(Column::Value)
}

fn row(
    record: &StringRecord,
    columns: &[Option<Column>],
    line: usize,
    manner: &Manner<'_>,
) -> Result<NewCheckIn> {
    let beyond = record
        .iter()
        .skip(columns.len())
        .position(|cell| !cell.trim().is_empty());
    if let Some(place) = beyond {
        let count = record.len();
        return Err(Error::refused(
            "E240",
            format!("{count} fields in a row of {} columns", columns.len()),
        )
        .why("A text with a separator in it needs quotes.")
        .at(line, (columns.len() + place + 1).to_string()));
    }
    let cells = columns.iter().zip(record.iter());
    let cells = cells.filter_map(|(column, cell)| Some((((*column)?), Cow::Borrowed(cell))));
    Cells(cells.collect()).row(line, manner)
}
