//! The half-typed card of a review, so that a crash loses no word. It lies in the state folder of this
//! user: not in the log, since nobody said it yet and others would receive it, and not beside the book,
//! since that folder may be shared or synced. It is gone as soon as the card is kept. One that cannot be
//! written is no reason to stop: only the comfort is lost.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use okr_core::domain::id::Uid;
use okr_core::review::{Draft, HalfTyped, Review};

use crate::place;

/// Where the draft of one person about one book is kept.
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

    /// Puts what was half typed back into its card, and goes to it. Answers whether there was something.
    pub fn restore(&self, review: &mut Review) -> bool {
        let Some(kept) = self.read() else {
            return false;
        };
        let card = review
            .cards()
            .iter()
            .find(|card| card.item.head.uid == kept.key_result)
            .map(|card| card.item.id());
        let is_meant = kept.by == self.by && kept.period == review.period.start;
        match card.filter(|_| is_meant && !kept.draft.is_empty()) {
            Some(id) if review.jump(&id) => {
                if let Some(card) = review.card_mut() {
                    card.draft = kept.draft;
                }
                true
            }
            _ => false,
        }
    }

    fn read(&self) -> Option<HalfTyped> {
        HalfTyped::of_text(&std::fs::read_to_string(self.path.as_ref()?).ok()?)
    }

    /// Keeps what is typed into a card; nothing typed is nothing kept.
    pub fn keep(&self, period: NaiveDate, key_result: Uid, draft: &Draft) {
        let Some(path) = &self.path else {
            return;
        };
        if draft.is_empty() {
            return self.forget();
        }
        let kept = HalfTyped {
            by: self.by.clone(),
            period,
            key_result,
            draft: draft.clone(),
        };
        drop(place::replace_private(path, kept.text().as_bytes()));
    }

    /// The card is kept, or nothing is typed any more.
    pub fn forget(&self) {
        if let Some(path) = &self.path {
            drop(std::fs::remove_file(path));
        }
    }
}
