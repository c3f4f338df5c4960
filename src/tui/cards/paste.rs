//! Rows that were pasted into a list, shown as they were read before anything is written; and a text
//! that could not be copied, shown so that it can be taken by hand.

use crate::tui::effect::{Rows, Wish};

#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    pub title: String,
    pub lines: Vec<String>,
    /// What a yes does; `None` when there is only something to read.
    pub wish: Option<Box<Wish>>,
    pub offset: usize,
}

impl Preview {
    #[must_use]
    pub fn of(rows: Rows) -> Self {
        Self {
            title: rows.question,
            lines: rows.lines,
            wish: Some(Box::new(rows.wish)),
            offset: 0,
        }
    }

    pub fn go(&mut self, by: isize) {
        let last = self.lines.len().saturating_sub(1);
        self.offset = self.offset.saturating_add_signed(by).min(last);
    }
}
