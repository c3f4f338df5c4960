//! Which cards a review has: what needs a check-in and what has one in this period already, in the
//! order of the setting. What this review answered before is found by the key of its check-ins.

use std::cmp::Reverse;

use super::{Card, State};
use crate::domain::assess::Status;
use crate::domain::check_in::CheckIn;
use crate::domain::review::{Review as Record, SOURCE, Start};
use crate::report::due::Due;
use crate::report::item::Item;

/// In which order cards are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// As they are read: key results below their objective.
    #[default]
    Objective,
    /// Worst status first, then furthest behind its pace.
    Risk,
    /// Longest without a check-in first.
    Stale,
}

/// The setting's word: `objective`, `risk` or `stale`.
impl std::str::FromStr for Order {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        match word {
            "objective" => Ok(Self::Objective),
            "risk" => Ok(Self::Risk),
            "stale" => Ok(Self::Stale),
            _ => Err(()),
        }
    }
}

/// A person's reviews of the period, oldest first.
#[derive(Debug, Clone, Copy)]
pub struct Own<'a> {
    pub reviews: &'a [Record],
    pub start: Start,
    pub day: chrono::NaiveDate,
}

impl Own<'_> {
    /// The review that goes on, when one does.
    fn latest(&self) -> Option<&Record> {
        self.reviews.last().filter(|_| self.start == Start::Resume)
    }

    /// The check-in that an answer to this key result would amend: that of this review; when all is
    /// asked anew, one of today, so that beginning again leaves no two answers of one day.
    fn answer<'item>(&self, item: &'item Item) -> Option<&'item CheckIn> {
        item.series
            .iter()
            .rev()
            .find(|check_in| match self.latest() {
                Some(latest) => is_of(check_in, latest),
                None => check_in.date == self.day && self.is_own(check_in),
            })
    }

    fn is_own(&self, check_in: &CheckIn) -> bool {
        self.reviews.iter().any(|review| is_of(check_in, review))
    }

    /// Whether the last check-in of a key result counts for this review though it was made outside of
    /// it. Once all is asked anew, what was said before that does not.
    fn counts(&self, item: &Item) -> bool {
        match self.latest() {
            None => self.start == Start::Resume,
            Some(latest) if latest.anew => item
                .series
                .last()
                .is_some_and(|check_in| check_in.recorded > latest.begun && !self.is_own(check_in)),
            Some(_) => true,
        }
    }
}

fn is_of(check_in: &CheckIn, review: &Record) -> bool {
    check_in.source.as_deref() == Some(SOURCE)
        && check_in.key.as_deref() == Some(review.id.to_string().as_str())
}

/// The cards, in order. `items` is everything `due` was asked about, in reading order.
#[must_use]
pub fn queue<'a>(
    items: impl IntoIterator<Item = &'a Item>,
    due: &Due<'_>,
    own: Own<'_>,
    order: Order,
) -> Vec<Card> {
    let waits = |item: &Item| {
        due.items
            .iter()
            .find(|due| due.item.head.uid == item.head.uid)
    };
    let is_done = |item: &Item| due.done.iter().any(|done| done.head.uid == item.head.uid);
    let mut found: Vec<&Item> = items
        .into_iter()
        .filter(|item| waits(item).is_some() || is_done(item))
        .collect();
    match order {
        Order::Objective => {}
        Order::Risk => found.sort_by(|one, other| {
            let points = |item: &Item| item.assessment.pace_points.unwrap_or_default();
            risk(other)
                .cmp(&risk(one))
                .then(points(one).total_cmp(&points(other)))
        }),
        Order::Stale => found.sort_by_key(|item| {
            let days = waits(item).map(|due| due.days_since.unwrap_or(i64::MAX));
            Reverse(days)
        }),
    }
    found
        .into_iter()
        .map(|item| card(item, is_done(item), own))
        .collect()
}

fn risk(item: &Item) -> u8 {
    match item.assessment.status {
        Status::Behind => 5,
        Status::Stale => 4,
        Status::Watch => 3,
        Status::NoData => 2,
        Status::On => 1,
        Status::Ahead | Status::Done | Status::Closed => 0,
    }
}

fn card(item: &Item, is_done: bool, own: Own<'_>) -> Card {
    let answer = own.answer(item);
    let reason = own
        .latest()
        .and_then(|review| review.reason(item.head.uid))
        .map(str::to_owned);
    let state = match (own.start, answer, reason) {
        (Start::Anew, ..) => State::Open,
        (_, Some(answer), _) => State::of(answer),
        _ if is_done && own.counts(item) => State::Elsewhere,
        (_, _, Some(because)) => State::LeftOut { because },
        _ => State::Open,
    };
    Card {
        own: answer.cloned(),
        state,
        ..Card::open(item.clone())
    }
}
