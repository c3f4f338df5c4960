//! What is begun in a review and not kept: half-typed cards, so that a crash loses no word, and which
//! were left for later. It lies in the state folder of this user: not in the log, since nobody said it yet
//! and others would receive it, and not beside the book, since that folder may be shared or synced. It is
//! gone as soon as the cards are kept. What cannot be written is no reason to stop: only the comfort is
//! lost.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use okr_core::review::{Begun, Review, Unkept};

use crate::place;

/// Where it is kept what one person began about one book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drafts {
    path: Option<PathBuf>,
    by: String,
}

impl Drafts {
    #[must_use]
    pub fn of(book: &Path, by: &str) -> Self {
        Self {
            path: place::review_draft(book),
            by: by.to_owned(),
        }
    }

    /// Nothing is ever kept: for rehearsals.
    #[must_use]
    pub fn none() -> Self {
        Self {
            path: None,
            by: String::new(),
        }
    }

    /// Puts what was begun back into its cards. Answers whether there was something.
    pub fn restore(&self, review: &mut Review) -> bool {
        let begun = self.read(review.period.start);
        let is_some = !begun.is_empty();
        if is_some {
            review.take_up(begun);
        }
        is_some
    }

    /// What was begun in a period; what another person or another week began is nothing.
    fn read(&self, period: NaiveDate) -> Vec<Begun> {
        let text = self.path.as_ref().map(std::fs::read_to_string);
        let kept = text.and_then(|text| Unkept::of_text(&text.ok()?));
        let is_meant = |kept: &Unkept| kept.by == self.by && kept.period == period;
        kept.filter(is_meant)
            .map(|kept| kept.cards)
            .unwrap_or_default()
    }

    /// Keeps what is begun of one card and not kept in the book; nothing begun is nothing kept.
    pub fn keep(&self, period: NaiveDate, begun: Begun) {
        let Some(path) = &self.path else {
            return;
        };
        let mut unkept = Unkept {
            by: self.by.clone(),
            period,
            cards: self.read(period),
        };
        unkept.note(begun);
        match unkept.cards.is_empty() {
            true => self.forget(),
            false => drop(place::replace_private(path, unkept.text().as_bytes())),
        }
    }

    /// Everything is asked anew.
    pub fn forget(&self) {
        if let Some(path) = &self.path {
            drop(std::fs::remove_file(path));
        }
    }
}
