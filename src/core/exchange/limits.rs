//! How much of a file is taken in before it is refused. A hostile file costs no more than a large
//! honest one: every reader counts as it goes and never trusts a size the file claims.

use crate::error::{Error, Result};

/// The longest file that is read, in bytes.
pub const FILE_LIMIT: usize = 32 << 20;
/// What a spreadsheet may unpack to, in bytes, in all of its parts together.
pub(super) const UNPACKED: u64 = 96 << 20;
/// The longest line of a text and the longest cell, in bytes.
const LINE: usize = 1 << 20;
pub(super) const COLUMNS: usize = 1_000;
pub(super) const CELLS: usize = 1_500_000;
/// All texts of all cells together, in bytes: a small file may have one long text in many cells.
pub(super) const TEXTS: usize = 64 << 20;
/// Items and headings of one list.
pub(super) const ITEMS: usize = 50_000;
/// How deep a list nests before what is deeper counts as standing beside each other.
pub(super) const DEPTH: usize = 24;
/// Values of one JSON document.
pub(super) const VALUES: usize = 400_000;

pub(super) fn refusal(what: &str, why: &str) -> Error {
    Error::refused("E242", format!("the file is too large: {what}")).why(why.to_owned())
}

/// # Errors
/// `E242` for a text that is too long or has a line that is.
pub(super) fn lines(bytes: &[u8]) -> Result<()> {
    size(bytes)?;
    let mut from = 0;
    let ends = bytes
        .iter()
        .enumerate()
        .filter(|(_, byte)| **byte == b'\n')
        .map(|(place, _)| place)
        .chain([bytes.len()]);
    for (line, end) in ends.enumerate() {
        if end.saturating_sub(from) > LINE && !one_document(bytes) {
            return Err(refusal(
                &format!("line {} is over a megabyte long", line + 1),
                "No plan has a line like that; nothing was written.",
            )
            .at(line + 1, "1"));
        }
        from = end;
    }
    Ok(())
}

/// JSON may come on one line whatever its size.
fn one_document(bytes: &[u8]) -> bool {
    let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    matches!(first, Some(b'{' | b'['))
}

/// # Errors
/// `E242` over [`FILE_LIMIT`].
pub(super) fn size(bytes: &[u8]) -> Result<()> {
    if bytes.len() > FILE_LIMIT {
        return Err(refusal(
            "over 32 MB",
            "Split it, or keep only the columns that matter; nothing was written.",
        ));
    }
    Ok(())
}
