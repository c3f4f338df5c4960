//! A sheet as rows of cells, whatever file it came from. Cells are text as a person would type it:
//! `70%`, `$80000`, `2026-08-28`.

use super::limits::{self, refusal};
use crate::error::Result;

/// A row with the line or row number it has in the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Row {
    pub line: usize,
    pub cells: Vec<String>,
}

impl Row {
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }

    /// All of it on one line, for people.
    pub fn text(&self) -> String {
        let told: Vec<&str> = self
            .cells
            .iter()
            .map(|cell| cell.trim())
            .filter(|cell| !cell.is_empty())
            .collect();
        told.join(" | ")
    }
}

#[derive(Debug, Default)]
pub(super) struct Grid {
    pub rows: Vec<Row>,
    /// Cells are apart by semicolons, as where a comma stands before a fraction.
    pub has_semicolons: bool,
    taken: Taken,
}

/// What the grids of a file have taken in so far.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Taken {
    cells: usize,
    bytes: usize,
}

impl Grid {
    /// The next grid of a file of which so much was read already.
    pub fn after(taken: Taken) -> Self {
        Self {
            taken,
            ..Self::default()
        }
    }

    /// What was taken in so far, by the grids before too.
    pub fn taken(&self) -> Taken {
        self.taken
    }

    /// # Errors
    /// `E242` for too many columns or cells.
    pub fn push(&mut self, line: usize, mut cells: Vec<String>) -> Result<()> {
        while cells.last().is_some_and(|cell| cell.trim().is_empty()) {
            cells.pop();
        }
        if cells.len() > limits::COLUMNS {
            return Err(refusal(
                &format!("{} columns", cells.len()),
                "At most 1,000 columns are read; nothing was written.",
            )
            .at(line, "1"));
        }
        self.taken.cells += cells.len();
        self.taken.bytes += cells.iter().map(String::len).sum::<usize>();
        if self.taken.bytes > limits::TEXTS {
            return Err(refusal(
                "its cells hold over 64 MB of text",
                "Split it, or keep only the columns that matter; nothing was written.",
            ));
        }
        if self.taken.cells > limits::CELLS {
            return Err(refusal(
                "over 1,500,000 cells",
                "Split it, or keep only the columns that matter; nothing was written.",
            ));
        }
        if !cells.is_empty() {
            self.rows.push(Row { line, cells });
        }
        Ok(())
    }
}
