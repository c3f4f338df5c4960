//! CSV and TSV as a grid. Separators are commas or semicolons, whichever the first line with several
//! cells has more of. An apostrophe that guards a formula is taken off again.

use super::form::Form;
use super::grid::Grid;
use super::limits;
use crate::error::{Error, Result};

/// # Errors
/// `E243` for a quote that is never closed, `E242` over a limit.
pub(super) fn read(text: &str, form: Form) -> Result<Grid> {
    let separator = if form == Form::Tsv {
        b'\t'
    } else {
        comma(text)
    };
    if let Some(widest) = text
        .lines()
        .map(|line| line.bytes().filter(|byte| *byte == separator).count())
        .max()
        && widest > limits::COLUMNS * 4
    {
        return Err(limits::refusal(
            &format!("{} columns", widest + 1),
            "At most 1,000 columns are read; nothing was written.",
        ));
    }
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut grid = Grid::default();
    grid.has_semicolons = separator == b';';
    let mut record = csv::StringRecord::new();
    let (mut line, mut counted) = (1, 0);
    let mut last = String::new();
    loop {
        let more = reader.read_record(&mut record).map_err(|error| {
            Error::refused(
                "E243",
                format!("the file cannot be read as a sheet: {error}"),
            )
        })?;
        if !more {
            break;
        }
        // The reader counts ends of lines in its own way; blank lines are skipped by it.
        let start = record
            .position()
            .map_or(0, |place| usize::try_from(place.byte()).unwrap_or(0));
        let passed = text.as_bytes().get(counted..start).unwrap_or_default();
        line += passed.iter().filter(|byte| **byte == b'\n').count();
        counted = start;
        let begin = text.get(start..).map_or(0, |rest| {
            rest.len() - rest.trim_start_matches(['\r', '\n']).len()
        });
        let skipped = text
            .as_bytes()
            .get(start..start + begin)
            .unwrap_or_default();
        let own = line + skipped.iter().filter(|byte| **byte == b'\n').count();
        last = record.iter().next_back().unwrap_or_default().to_owned();
        grid.push(own, record.iter().map(unguarded).collect())?;
    }
    if last.len() > 10_000 || (last.contains('\n') && text.trim_end().matches('"').count() % 2 == 1)
    {
        return Err(Error::refused("E243", "a quote is opened and never closed")
            .why("All after it would be one cell; nothing was written."));
    }
    Ok(grid)
}

fn comma(text: &str) -> u8 {
    let count = |line: &str, sign: u8| line.bytes().filter(|byte| *byte == sign).count();
    let first = text
        .lines()
        .take(20)
        .find(|line| count(line, b',') + count(line, b';') > 0)
        .unwrap_or_default();
    if count(first, b';') > count(first, b',') {
        b';'
    } else {
        b','
    }
}

fn unguarded(cell: &str) -> String {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r']) => rest.to_owned(),
        _ => cell.to_owned(),
    }
}
