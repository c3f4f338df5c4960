//! One card of a review: a key result, what it said before, and what became of it. An answer of this
//! review never counts as "last time": that would compare it with itself when it is given again.

use super::Draft;
use crate::domain::check_in::CheckIn;
use crate::report::item::Item;

/// What became of a card.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum State {
    #[default]
    Open,
    /// Nothing was recorded. It is asked once more when it `returns`.
    Skipped { returns: bool },
    /// Nothing was recorded but why.
    LeftOut { because: String },
    /// Answered with a value.
    Saved,
    /// Answered on purpose with the same as last time.
    Same,
    /// Looked at; there is no number this week.
    NoNumber,
    /// Checked in this period, but not in this review.
    Elsewhere,
}

impl State {
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Open | Self::Skipped { returns: true })
    }

    #[must_use]
    pub fn is_saved(&self) -> bool {
        matches!(
            self,
            Self::Saved | Self::Same | Self::NoNumber | Self::Elsewhere
        )
    }

    #[must_use]
    pub fn is_skipped(&self) -> bool {
        matches!(self, Self::Skipped { .. } | Self::LeftOut { .. })
    }

    /// What an answer makes of a card.
    pub(super) fn of(check_in: &CheckIn) -> Self {
        match check_in.value {
            None => Self::NoNumber,
            Some(_) if check_in.same => Self::Same,
            Some(_) => Self::Saved,
        }
    }
}

/// A key result that is asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// As it stands now, this review's answer included.
    pub item: Item,
    /// Its check-ins are all there, in words. Of a card that was not looked at yet only the figures are
    /// known that its line in the queue is made of.
    pub is_whole: bool,
    /// The answer of this review; giving it again amends it.
    pub own: Option<CheckIn>,
    pub state: State,
    /// What is typed and not kept yet.
    pub draft: Draft,
}

impl Card {
    #[must_use]
    pub fn open(item: Item) -> Self {
        Self {
            item,
            is_whole: true,
            own: None,
            state: State::Open,
            draft: Draft::default(),
        }
    }

    /// Whether it was answered with a value.
    pub(super) fn is_answered(&self) -> bool {
        self.state.is_saved() && self.state != State::NoNumber
    }

    pub(super) fn keep(&mut self, item: Item, check_in: CheckIn) {
        self.state = State::of(&check_in);
        self.item = item;
        self.is_whole = true;
        self.own = Some(check_in);
        self.draft = Draft::default();
    }

    /// The check-ins before this review's answer, latest first.
    fn earlier(&self) -> impl Iterator<Item = &CheckIn> {
        let own = self.own.as_ref().map(|own| own.uid);
        self.item
            .series
            .iter()
            .rev()
            .filter(move |check_in| Some(check_in.uid) != own)
    }

    /// The last check-in with a value before this review's answer.
    #[must_use]
    pub fn last(&self) -> Option<&CheckIn> {
        self.earlier().find(|check_in| check_in.value.is_some())
    }

    /// The last confidence anybody gave before this review's answer, however old.
    #[must_use]
    pub fn last_confidence(&self) -> Option<u8> {
        self.earlier().find_map(|check_in| check_in.confidence)
    }

    /// Whether one more "same as last time" would be the third in a row: worth the question whether it
    /// is still true.
    #[must_use]
    pub fn asks_still_true(&self) -> bool {
        self.earlier().take_while(|check_in| check_in.same).count() >= 2
    }

    /// The confidence before, when the typed one is three or more below it: worth the question what
    /// changed.
    #[must_use]
    pub fn fell_from(&self, typed: &str) -> Option<u8> {
        let typed = typed.trim();
        let now: u8 = typed.strip_suffix("/10").unwrap_or(typed).parse().ok()?;
        self.last_confidence()
            .filter(|before| *before >= now.saturating_add(3))
    }
}
