//! Which cards a review has: what needs a check-in and what has one in this period already, in the
//! order of the setting. What this review answered before is found by the key of its check-ins.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::{Card, State};
use crate::domain::assess::Status;
use crate::domain::check_in::CheckIn;
use crate::domain::id::Uid;
use crate::domain::review::{Review as Record, SOURCE};
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

/// What a person and others said about the key results in this period.
#[derive(Debug, Default)]
pub(super) struct Said<'a> {
    /// The person's reviews of the period, oldest first.
    pub reviews: &'a [Record],
    /// The one that goes on, when one does.
    pub latest: Option<&'a Record>,
    /// Everything is asked again.
    pub is_anew: bool,
    pub day: Option<NaiveDate>,
    /// The check-ins of the period, oldest first, of those that have some.
    pub check_ins: HashMap<Uid, Vec<CheckIn>>,
    /// Checked in since everything was asked again, outside of the person's reviews.
    pub beside: HashSet<Uid>,
}

impl Said<'_> {
    /// The answer of the review that goes on.
    fn given(&self, kr: Uid) -> Option<&CheckIn> {
        let latest = self.latest?;
        let all = self.check_ins.get(&kr)?;
        all.iter().rev().find(|check_in| is_of(check_in, latest))
    }

    /// The person's answer of today in an earlier review: when all is asked again it is amended, so that
    /// one day has no two answers.
    fn earlier(&self, kr: Uid) -> Option<&CheckIn> {
        let all = self.check_ins.get(&kr).filter(|_| self.is_anew)?;
        all.iter()
            .rev()
            .find(|check_in| Some(check_in.date) == self.day && self.is_own(check_in))
    }

    pub(super) fn is_own(&self, check_in: &CheckIn) -> bool {
        self.reviews.iter().any(|review| is_of(check_in, review))
    }
}

fn is_of(check_in: &CheckIn, review: &Record) -> bool {
    check_in.source.as_deref() == Some(SOURCE)
        && check_in.key.as_deref() == Some(review.id.to_string().as_str())
}

/// The cards, in order. `items` is everything `due` was asked about, in reading order.
pub(super) fn queue(items: &[&Item], due: &Due<'_>, said: &Said<'_>, order: Order) -> Vec<Card> {
    let waiting: HashMap<Uid, i64> = due
        .items
        .iter()
        .map(|due| (due.item.head.uid, due.days_since.unwrap_or(i64::MAX)))
        .collect();
    let done: HashSet<Uid> = due.done.iter().map(|done| done.head.uid).collect();
    let mut found: Vec<&Item> = items
        .iter()
        .copied()
        .filter(|item| waiting.contains_key(&item.head.uid) || done.contains(&item.head.uid))
        .collect();
    match order {
        Order::Objective => {}
        Order::Risk => found.sort_by(|one, other| {
            let points = |item: &Item| item.assessment.pace_points.unwrap_or_default();
            risk(other)
                .cmp(&risk(one))
                .then(points(one).total_cmp(&points(other)))
        }),
        Order::Stale => found.sort_by_key(|item| Reverse(waiting.get(&item.head.uid))),
    }
    found
        .into_iter()
        .map(|item| card(item, done.contains(&item.head.uid), said))
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

fn card(item: &Item, is_done: bool, said: &Said<'_>) -> Card {
    let kr = item.head.uid;
    let given = said.given(kr);
    let reason = said.latest.and_then(|review| review.reason(kr));
    let counts = !said.is_anew || said.beside.contains(&kr);
    let state = match (given, reason) {
        (Some(answer), _) => State::of(answer),
        (None, _) if is_done && counts => State::Elsewhere,
        (None, Some(because)) => State::LeftOut {
            because: because.to_owned(),
        },
        (None, None) => State::Open,
    };
    Card {
        own: given.or_else(|| said.earlier(kr)).cloned(),
        state,
        is_whole: false,
        ..Card::open(item.clone())
    }
}
