//! Rows that were pasted into a list, shown as they were read before anything is written; and a text
//! that is only shown, such as one that could not be copied.

use okr_core::Error;

use crate::tui::effect::{Rows, Wish};
use crate::tui::pen::Piece;

#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    pub title: String,
    pub lines: Vec<Vec<Piece>>,
    /// What a yes does; `None` when there is only something to read.
    pub wish: Option<Box<Wish>>,
    pub offset: usize,
    /// Why a yes was refused.
    pub slip: Vec<String>,
    /// The text that a yes copies.
    pub copied: Option<String>,
}

impl Preview {
    #[must_use]
    pub fn of(rows: Rows) -> Self {
        Self {
            title: rows.question,
            lines: rows.lines,
            wish: rows.wish.map(Box::new),
            offset: 0,
            slip: Vec::new(),
            copied: None,
        }
    }

    /// A text to be read.
    #[must_use]
    pub fn read(title: impl Into<String>, text: &str) -> Self {
        let lines = text.lines().map(|line| vec![(None, line.to_owned())]);
        Self {
            title: title.into(),
            lines: lines.collect(),
            wish: None,
            offset: 0,
            slip: Vec::new(),
            copied: None,
        }
    }

    /// A text that a yes copies.
    #[must_use]
    pub fn to_copy(title: impl Into<String>, text: String) -> Self {
        Self {
            copied: Some(text.clone()),
            ..Self::read(title, &text)
        }
    }

    pub fn go(&mut self, by: isize) {
        let last = self.lines.len().saturating_sub(1);
        self.offset = self.offset.saturating_add_signed(by).min(last);
    }

    pub fn refuse(&mut self, error: &Error) {
        self.slip = vec![error.message.clone()];
        self.slip.extend(error.why.iter().cloned());
    }
}
