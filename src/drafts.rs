//! What is begun and not kept, so that a crash loses no word: the half-typed cards of a review with those
//! that were left for later, and the card over any other screen. It lies in the state folder of this user:
//! not in the log, since nobody said it yet and others would receive it, and not beside the book, since
//! that folder may be shared or synced. It is gone as soon as it is kept or left on purpose. What cannot be
//! written is no reason to stop: only the comfort is lost.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use okr_core::domain::id::Uid;
use okr_core::review::{Begun, Review, Unkept};
use serde::{Deserialize, Serialize};

use crate::place;
#[cfg(unix)]
use crate::sources::run::lives;

/// Where it is kept what one person began about one book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drafts {
    path: Option<PathBuf>,
    card: Option<PathBuf>,
    by: String,
}

/// What is typed into a card over a screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HalfCard {
    /// What the card does, by its name.
    pub verb: String,
    /// The records it is about.
    pub subjects: Vec<Uid>,
    /// The fields that were typed into: name and text.
    pub fields: Vec<(String, String)>,
}

/// The same with whose it is.
#[derive(Serialize, Deserialize)]
struct Kept {
    by: String,
    /// The program it is typed in: another one that looks at the same book does not take it away.
    process: u32,
    card: HalfCard,
}

impl Drafts {
    #[must_use]
    pub fn of(book: &Path, by: &str) -> Self {
        Self {
            path: place::review_draft(book),
            card: place::card_draft(book),
            by: by.to_owned(),
        }
    }

    /// Nothing is ever kept: for rehearsals.
    #[must_use]
    pub fn none() -> Self {
        Self {
            path: None,
            card: None,
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

    /// Keeps what is typed into a card over a screen, in the place of what was.
    pub fn keep_card(&self, card: &HalfCard) {
        let Some(path) = &self.card else {
            return;
        };
        let kept = Kept {
            by: self.by.clone(),
            process: std::process::id(),
            card: card.clone(),
        };
        if let Ok(text) = serde_json::to_vec(&kept) {
            drop(place::replace_private(path, &text));
        }
    }

    /// The card that was left half typed, unless somebody is at it.
    #[must_use]
    pub fn card(&self) -> Option<HalfCard> {
        let text = std::fs::read_to_string(self.card.as_ref()?).ok()?;
        let kept: Kept = serde_json::from_str(&text).ok()?;
        let is_meant = kept.by == self.by && !lives(kept.process);
        is_meant.then_some(kept.card)
    }

    /// The card is kept, or was left on purpose.
    pub fn forget_card(&self) {
        if let Some(path) = &self.card {
            drop(std::fs::remove_file(path));
        }
    }
}

/// Whether another program with this number is at work.
#[cfg(not(unix))]
fn lives(_: u32) -> bool {
    false
}
