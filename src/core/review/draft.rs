//! What is typed into a card and not kept yet, as text. The rules of values are not here: they are the
//! check-in's, which refuses what cannot be.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Card, State};
use crate::act::check_in::{Blocker, NewCheckIn};
use crate::capture::number;
use crate::domain::check_in::CheckIn;
use crate::domain::id::Uid;

/// The fields of a card as they are typed; empty is no answer.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    pub value: String,
    pub confidence: String,
    pub note: String,
    /// `none` clears what blocks, empty leaves it.
    pub blocker: String,
}

/// What a person began in a review and did not keep, for whoever keeps it until then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unkept {
    pub by: String,
    /// The first day of the period: what was begun in an earlier one says nothing about this one.
    pub period: NaiveDate,
    /// The one that was typed into last stands last.
    pub cards: Vec<Begun>,
}

/// A card that was typed into, or left for later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Begun {
    pub key_result: Uid,
    pub draft: Draft,
    pub is_skipped: bool,
}

impl Begun {
    /// What is begun of a card as it stands.
    #[must_use]
    pub fn of(card: &Card) -> Self {
        Self {
            key_result: card.item.head.uid,
            draft: card.draft.clone(),
            is_skipped: matches!(card.state, State::Skipped { .. }),
        }
    }

    fn is_nothing(&self) -> bool {
        self.draft.is_empty() && !self.is_skipped
    }
}

impl Unkept {
    /// Notes what is begun of one card, as the latest; nothing begun is nothing noted.
    pub fn note(&mut self, begun: Begun) {
        self.cards
            .retain(|known| known.key_result != begun.key_result);
        if !begun.is_nothing() {
            self.cards.push(begun);
        }
    }

    /// As one line of JSON.
    #[must_use]
    pub fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// `None` for a text that is none.
    #[must_use]
    pub fn of_text(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

impl Draft {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let Self {
            value,
            confidence,
            note,
            blocker,
        } = self;
        [value, confidence, note, blocker]
            .iter()
            .all(|text| text.trim().is_empty())
    }

    /// What was entered into a card that is opened again, in forms that can be read back. When all is asked
    /// anew, what was answered before is no answer yet.
    #[must_use]
    pub fn entered(card: &Card) -> Self {
        let own = card.own.as_ref();
        own.filter(|_| card.state.is_saved() && card.state != State::Elsewhere)
            .map(|own| Self::of(own, card))
            .unwrap_or_default()
    }

    fn of(own: &CheckIn, card: &Card) -> Self {
        let measure = card.item.measure.clone().unwrap_or_default();
        let value = match own.value {
            None => "~".to_owned(),
            Some(_) if own.same => "=".to_owned(),
            Some(value) => own
                .text
                .clone()
                .unwrap_or_else(|| number::line_value(value, &measure)),
        };
        Self {
            value,
            confidence: own
                .confidence
                .map(|number| number.to_string())
                .unwrap_or_default(),
            note: own.note.clone().unwrap_or_default(),
            blocker: own.blocker.clone().unwrap_or_default(),
        }
    }

    /// The check-in this would be. It takes the place of the answer the card has already, on its day.
    #[must_use]
    pub fn row(&self, card: &Card) -> NewCheckIn {
        let answer = |text: &String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let value = match self.value.trim() {
            // No shell stands between, so these are what they are in a file.
            "?" | "~" => "unknown".to_owned(),
            // A factor begins with a sign here, since letters are commands while a field is empty.
            typed => match typed.strip_prefix('*') {
                Some(factor) => format!("x{factor}"),
                None => typed.to_owned(),
            },
        };
        let own = card.own.as_ref();
        NewCheckIn {
            confidence: answer(&self.confidence).map(|typed| match typed.as_str() {
                "+" => "10".to_owned(),
                _ => typed,
            }),
            note: answer(&self.note),
            blocker: Blocker::of(Some(&self.blocker)),
            date: own.map(|own| own.date),
            amends: own.map(|own| own.uid),
            ..NewCheckIn::of(card.item.id(), value)
        }
    }
}
