//! The first sheet of a workbook as a grid. Dates, percents and currencies are told by the number
//! format of a cell; of a formula its last result is taken. Nothing is unpacked beyond the limit.

use crate::error::{Error, Result};

use super::grid::Grid;

/// # Errors
/// `E240`.
pub(super) fn read(_bytes: &[u8]) -> Result<Grid> {
    Err(Error::refused("E240", "workbooks are not read yet").why("Save the sheet as CSV."))
}
