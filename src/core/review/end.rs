//! The last page of a review: what moved, what is stuck, what blocks, what could be celebrated and
//! asked for. Facts only; how they are said is for `words`.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::wins::{Proposal, evidence};
use super::{Card, Counts, Review};
use crate::domain::check_in::{Ask, Win};
use crate::domain::id::Uid;
use crate::domain::quantity::Quantity;
use crate::report::cadence::Cadence;
use crate::report::item::Item;

/// A key result whose value is another one than before the period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moved {
    pub place: usize,
    /// New value minus old one; `None` for a first value.
    pub change: Option<Quantity>,
}

/// A key result that did not move, and that somebody should know of. Its card says why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stuck {
    pub place: usize,
    /// Days since the last check-in; `None` when there was none.
    pub days_since: Option<i64>,
}

/// A key result that is blocked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Blocked {
    pub place: usize,
    /// Since how many days, where that is known.
    pub days: Option<i64>,
}

/// What leadership could be asked for: a blocker that nobody asked about yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    pub place: usize,
    pub text: String,
    pub days: Option<i64>,
}

/// Everything the last page says. Places are those of the review's cards.
#[derive(Debug, Clone, PartialEq)]
pub struct End {
    pub counts: Counts,
    pub moved: Vec<Moved>,
    pub stuck: Vec<Stuck>,
    pub blockers: Vec<Blocked>,
    pub wins: Vec<Proposal>,
    pub requests: Vec<Request>,
    /// Kept in this period already, about these key results.
    pub told: Vec<Win>,
    /// Open asks about these key results, oldest first.
    pub open_asks: Vec<Ask>,
    /// The day of the next review.
    pub next: NaiveDate,
}

/// The answered key results in full: on the eve of the period, and today.
pub(super) struct Stood {
    pub before: HashMap<Uid, Item>,
    pub now: HashMap<Uid, Item>,
}

/// `wins` and `asks` are all there are.
pub(super) fn end(
    review: &Review,
    stood: &Stood,
    cadence: Cadence,
    wins: &[Win],
    asks: &[Ask],
    day: NaiveDate,
) -> End {
    let period = review.period;
    let cards = || review.cards().iter().enumerate();
    let was = |card: &Card| stood.before.get(&card.item.head.uid);
    let asked: HashSet<Uid> = cards().map(|(_, card)| card.item.head.uid).collect();
    let concerns = |about: &[Uid]| about.iter().any(|uid| asked.contains(uid));
    let told: Vec<Win> = wins
        .iter()
        // What is about nothing in particular was said on such a page.
        .filter(|win| period.holds(win.date) && (win.about.is_empty() || concerns(&win.about)))
        .cloned()
        .collect();
    let open_asks: Vec<Ask> = asks
        .iter()
        .filter(|ask| ask.closed.is_none_or(|closed| closed > day))
        .filter(|ask| match ask.about.as_slice() {
            [] => period.holds(ask.date),
            about => concerns(about),
        })
        .cloned()
        .collect();
    let is_told = |uid: Uid| told.iter().any(|win| win.about.contains(&uid));
    let is_asked = |uid: Uid| open_asks.iter().any(|ask| ask.about.contains(&uid));
    let (mut moved, mut stuck) = (Vec::new(), Vec::new());
    for (place, card) in cards() {
        match movement(card, was(card)) {
            Movement::Moved(change) => moved.push(Moved { place, change }),
            Movement::Stuck => stuck.push(Stuck {
                place,
                days_since: card
                    .item
                    .assessment
                    .last
                    .map(|last| (day - last).num_days()),
            }),
            Movement::Quiet => {}
        }
    }
    End {
        counts: review.counts(),
        moved,
        stuck,
        blockers: cards()
            .filter(|(_, card)| card.item.head.blocker.is_some())
            .map(|(place, card)| Blocked {
                place,
                days: blocked_days(card, day),
            })
            .collect(),
        wins: cards()
            .filter(|(_, card)| !is_told(card.item.head.uid))
            .filter_map(|(place, card)| {
                let item = stood.now.get(&card.item.head.uid)?;
                let evidence = evidence(card, item, was(card), cadence, period)?;
                Some(Proposal { place, evidence })
            })
            .collect(),
        requests: cards()
            .filter(|(_, card)| !is_asked(card.item.head.uid))
            .filter_map(|(place, card)| {
                Some(Request {
                    place,
                    text: card.item.head.blocker.clone()?,
                    days: blocked_days(card, day),
                })
            })
            .collect(),
        told,
        open_asks,
        next: period.next,
    }
}

fn blocked_days(card: &Card, day: NaiveDate) -> Option<i64> {
    card.item
        .head
        .blocked_since
        .map(|since| (day - since).num_days())
}

enum Movement {
    Moved(Option<Quantity>),
    Stuck,
    /// Where it was, and well.
    Quiet,
}

fn movement(card: &Card, before: Option<&Item>) -> Movement {
    use crate::domain::assess::Status;
    if !card.is_answered() {
        return Movement::Stuck;
    }
    let was = before.and_then(|before| before.assessment.current);
    match (was, card.item.assessment.current) {
        (Some(was), Some(now)) if was == now => match card.item.assessment.status {
            Status::Watch | Status::Behind | Status::Stale => Movement::Stuck,
            _ => Movement::Quiet,
        },
        (Some(was), Some(now)) => Movement::Moved(now.minus(was)),
        (None, Some(_)) => Movement::Moved(None),
        (_, None) => Movement::Quiet,
    }
}
