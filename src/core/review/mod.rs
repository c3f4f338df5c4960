//! The weekly review as a state: which key results are asked, in which order, where the person stands
//! and what became of each card. Pure: whoever holds it writes the answers through an action and tells
//! it what was kept. The line mode and the full-screen view hold the same one, so they cannot differ.

mod card;
mod desk;
mod draft;
mod end;
mod queue;
mod wins;

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use crate::domain::check_in::CheckIn;
use crate::domain::id::Uid;
use crate::report::cadence::Period;
use crate::report::item::Item;

pub use crate::domain::review::Start;
pub use card::{Card, State};
pub use desk::{Kept, Seat, Sitting, kept, last_page, open, read_card};
pub use draft::{Begun, Draft, Unkept};
pub use end::{Blocked, End, Moved, Request, Stuck};
pub use queue::Order;
pub use wins::{Evidence, Proposal};

/// A review that is being held.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    /// The period it is about.
    pub period: Period,
    pub seat: Seat,
    cards: Vec<Card>,
    /// Places of cards in the order they are visited; a skipped one stands here a second time.
    way: Vec<usize>,
    /// Where the person is on the way; the length of the way is the end.
    at: usize,
    /// When the sitting began, in milliseconds since 1970.
    begun: i64,
    /// Cards answered or left out in this sitting.
    passed: usize,
}

/// What became of the cards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    pub of: usize,
    /// With a check-in in this period, whoever made it.
    pub saved: usize,
    /// Of the saved, those that said the same as before.
    pub same: usize,
    pub skipped: usize,
    /// Still to be asked.
    pub left: usize,
}

impl Review {
    /// Opens at the first card that is still open. `now` is in milliseconds since 1970.
    #[must_use]
    pub fn of(cards: Vec<Card>, period: Period, seat: Seat, now: i64) -> Self {
        let way: Vec<usize> = (0..cards.len()).collect();
        let at = cards
            .iter()
            .position(|card| card.state.is_open())
            .unwrap_or(cards.len());
        Self {
            period,
            seat,
            cards,
            way,
            at,
            begun: now,
            passed: 0,
        }
    }

    #[must_use]
    pub fn cards(&self) -> &[Card] {
        &self.cards
    }

    /// The place of the card that is asked, from 0; `None` at the end.
    #[must_use]
    pub fn place(&self) -> Option<usize> {
        self.way.get(self.at).copied()
    }

    /// The card that is asked; `None` at the end.
    #[must_use]
    pub fn card(&self) -> Option<&Card> {
        self.cards.get(self.place()?)
    }

    pub fn card_mut(&mut self) -> Option<&mut Card> {
        let place = self.place()?;
        self.cards.get_mut(place)
    }

    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts {
            of: self.cards.len(),
            ..Counts::default()
        };
        for card in &self.cards {
            counts.saved += usize::from(card.state.is_saved());
            counts.same += usize::from(card.state == State::Same);
            counts.skipped += usize::from(card.state.is_skipped());
            counts.left += usize::from(card.state.is_open());
        }
        counts
    }

    /// Leaves the card for later: it is asked once more after all others, and then no more. What is typed
    /// into it stays.
    pub fn skip(&mut self) {
        let Some(place) = self.place() else { return };
        let returns = match self.cards.get(place).map(|card| &card.state) {
            Some(State::Open) => true,
            Some(State::Skipped { .. }) => false,
            // An answer is not lost because it was looked at again.
            _ => return self.advance(),
        };
        if let Some(card) = self.cards.get_mut(place) {
            card.state = State::Skipped { returns };
        }
        if returns {
            self.way.push(place);
        }
        self.passed += 1;
        self.advance();
    }

    /// Takes up what was begun before and not kept: what was left for later is asked behind the others, what
    /// was half typed stands in its card, and the one that was typed into last is asked first.
    pub fn take_up(&mut self, begun: Vec<Begun>) {
        let mut here = None;
        for begun in begun {
            let is_meant = |card: &Card| card.item.head.uid == begun.key_result;
            let Some(place) = self.cards.iter().position(is_meant) else {
                continue;
            };
            let Some(card) = self.cards.get_mut(place) else {
                continue;
            };
            here = Some(place).filter(|_| !begun.is_skipped);
            card.draft = begun.draft;
            if begun.is_skipped && card.state == State::Open {
                card.state = State::Skipped { returns: true };
                self.way.retain(|known| *known != place);
                self.way.push(place);
            }
        }
        let is_open = |place: &usize| {
            let card = self.cards.get(*place);
            card.is_some_and(|card| card.state.is_open())
        };
        let first = self.way.iter().position(is_open);
        let here = here.and_then(|here| self.way.iter().position(|place| *place == here));
        self.at = here.or(first).unwrap_or(self.way.len());
    }

    /// The card was left out for a reason that is kept: it is not asked again.
    pub fn skipped_because(&mut self, review: Uid, because: String) {
        self.seat.record = Some(review);
        if let Some(card) = self.card_mut() {
            card.state = State::LeftOut { because };
            card.draft = Draft::default();
        }
        self.passed += 1;
        self.advance();
    }

    /// The answer to the card is kept: `item` is its key result as it stands now, `check_in` what was
    /// written by which review. Goes on to the next open card.
    pub fn saved(&mut self, review: Uid, item: Item, check_in: CheckIn) {
        self.seat.record = Some(review);
        if let Some(card) = self.card_mut() {
            card.keep(item, check_in);
        }
        self.passed += 1;
        self.advance();
    }

    /// Takes what became of the answer to the card.
    pub fn keep(&mut self, kept: Kept) {
        match kept {
            Kept::CheckIn {
                review,
                item,
                check_in,
            } => self.saved(review, *item, *check_in),
            Kept::Skip { review, because } => self.skipped_because(review, because),
        }
    }

    /// Takes in what was written elsewhere meanwhile, or taken back: how the key results stand, and what
    /// became of them. The way and what is typed stay as they are. Answers the first place whose answer is
    /// another one now.
    pub fn refresh(&mut self, fresh: Self) -> Option<usize> {
        self.seat = fresh.seat;
        let fresh = fresh.cards.into_iter();
        let mut fresh: HashMap<Uid, Card> = fresh.map(|card| (card.item.head.uid, card)).collect();
        let mut changed = None;
        for (place, known) in self.cards.iter_mut().enumerate() {
            let Some(card) = fresh.remove(&known.item.head.uid) else {
                continue;
            };
            let state = match (&known.state, card.state) {
                // Nothing was kept of it, so the book knows nothing of it.
                (State::Skipped { returns }, State::Open) => State::Skipped { returns: *returns },
                (_, state) => state,
            };
            if known.own != card.own || known.state != state {
                changed = changed.or(Some(place));
            }
            (known.item, known.is_whole) = (card.item, card.is_whole);
            (known.own, known.state) = (card.own, state);
        }
        changed
    }

    /// Goes to the card of a place; to the next open one when that one `passes` and needs no answer.
    pub fn go(&mut self, place: usize, passes: bool) {
        if let Some(at) = self.way.iter().position(|known| *known == place) {
            self.at = at;
        }
        if passes && self.card().is_some_and(|card| !card.state.is_open()) {
            self.advance();
        }
    }

    /// The next card that is still open: further on the way, else one that was passed by, else the end.
    fn advance(&mut self) {
        let is_open = |place: &usize| {
            self.cards
                .get(*place)
                .is_some_and(|card| card.state.is_open())
        };
        let from = (self.at + 1).min(self.way.len());
        let (before, after) = self.way.split_at(from);
        self.at = match after.iter().position(is_open) {
            Some(steps) => from + steps,
            None => before.iter().position(is_open).unwrap_or(self.way.len()),
        };
    }

    /// The card before this one, answered or not. Answers whether there was one.
    pub fn back(&mut self) -> bool {
        let there_is = self.at > 0;
        self.at = self.at.saturating_sub(1);
        there_is
    }

    /// The card after this one, answered or not; behind the last one the end. Answers whether it moved.
    pub fn forward(&mut self) -> bool {
        let there_is = self.at < self.way.len();
        self.at += usize::from(there_is);
        there_is
    }

    /// Goes to a key result by its short id or handle. Answers whether it is in this review.
    pub fn jump(&mut self, typed: &str) -> bool {
        let typed = typed.trim();
        let is_meant = |card: &Card| {
            let id = card.item.id();
            let handle = card.item.head.handle.as_deref();
            id.eq_ignore_ascii_case(typed)
                || id.get(1..).is_some_and(|number| number == typed)
                || handle.is_some_and(|handle| handle.eq_ignore_ascii_case(typed))
        };
        let Some(place) = self.cards.iter().position(is_meant) else {
            return false;
        };
        self.go(place, false);
        true
    }

    /// Minutes left at the pace of this sitting, rounded up; `None` before it has a pace or when
    /// nothing is left. `now` is in milliseconds since 1970.
    #[must_use]
    pub fn minutes_left(&self, now: i64) -> Option<i64> {
        let left = i64::try_from(self.counts().left).ok()?;
        let passed = i64::try_from(self.passed).ok()?;
        if left == 0 || passed == 0 {
            return None;
        }
        let left = (now - self.begun).max(0) / passed * left;
        Some(((left + 59_999) / 60_000).max(1))
    }

    /// Whole minutes since the sitting began.
    #[must_use]
    pub fn minutes(&self, now: i64) -> i64 {
        (now - self.begun).max(0) / 60_000
    }
}
