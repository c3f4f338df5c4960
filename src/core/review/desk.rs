//! What a review reads from the book: its cards when it is opened, what an answer became, and the facts
//! of its last page. The front ends write; nothing here does.

use chrono::NaiveDate;
use rusqlite::Connection;

use super::end::{Stood, end};
use super::queue::{Said, queue};
use super::{End, Order, Review, Start};
use crate::act::{Change, Outcome};
use crate::domain::assess::Policy;
use crate::domain::check_in::CheckIn;
use crate::domain::id::Uid;
use crate::domain::review::Review as Record;
use crate::error::Result;
use crate::log::clock::Stamp;
use crate::report::board;
use crate::report::cadence::Cadence;
use crate::report::due::{Due, due};
use crate::report::item::Item;
use crate::store::{check_ins, facts, ops, reviews};

/// Whose review it is, when, and how it is begun.
#[derive(Debug, Clone, Copy)]
pub struct Sitting<'a> {
    /// The name of the person, empty when unknown.
    pub by: &'a str,
    pub day: NaiveDate,
    pub cadence: Cadence,
    pub order: Order,
    pub seat: Seat,
    /// When this sitting began, in milliseconds since 1970.
    pub now: i64,
}

/// Which review of the person is meant: what a sitting that goes on is looked at again with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Seat {
    pub start: Start,
    /// The record it belongs to, once it has one.
    pub record: Option<Uid>,
    /// The newest stamp of the book when everything was asked again: what was said up to then does not
    /// count.
    pub(super) since: Option<Stamp>,
}

impl Seat {
    #[must_use]
    pub fn new(start: Start) -> Self {
        Self {
            start,
            ..Self::default()
        }
    }
}

/// Opens the review of a person, or looks again at one that goes on. `picked` are the key results in
/// question, as deep as their figures need; the card that is asked is read by [`read_card`].
///
/// # Errors
/// Those of the file.
pub fn open<'a>(
    connection: &Connection,
    picked: impl IntoIterator<Item = &'a Item>,
    sitting: Sitting<'_>,
) -> Result<Review> {
    let picked: Vec<&Item> = picked.into_iter().collect();
    let found = due(picked.iter().copied(), sitting.cadence, sitting.day);
    let mut own = reviews::of_period(connection, found.period.start)?;
    own.retain(|review| is_by(review, sitting.by));
    let mut seat = sitting.seat;
    let latest = match (seat.record, seat.start, seat.since) {
        (Some(uid), ..) => own.iter().find(|review| review.uid == uid),
        (None, Start::Resume, _) => own.last(),
        (None, Start::Anew, None) => None,
        // Its first answer may have been undone and done again.
        (None, Start::Anew, Some(since)) => begun_after(connection, &own, since)?,
    };
    if seat.since.is_none() {
        seat.since = match (latest, seat.start) {
            (Some(latest), _) if latest.anew => ops::first_stamp(connection, latest.uid)?,
            (None, Start::Anew) => Some(ops::newest_stamp(connection)?),
            _ => None,
        };
    }
    seat.record = latest.map(|review| review.uid);
    let mut said = Said {
        reviews: &own,
        latest,
        is_anew: seat.since.is_some(),
        day: Some(sitting.day),
        ..Said::default()
    };
    if !own.is_empty() || said.is_anew {
        listen(connection, &found, &mut said, seat.since)?;
    }
    let cards = queue(&picked, &found, &said, sitting.order);
    Ok(Review::of(cards, found.period, seat, sitting.now))
}

fn begun_after<'a>(
    connection: &Connection,
    reviews: &'a [Record],
    since: Stamp,
) -> Result<Option<&'a Record>> {
    for review in reviews.iter().rev() {
        if ops::first_stamp(connection, review.uid)? > Some(since) {
            return Ok(Some(review));
        }
    }
    Ok(None)
}

/// Reads what was said in the period.
fn listen(
    connection: &Connection,
    due: &Due<'_>,
    said: &mut Said<'_>,
    since: Option<Stamp>,
) -> Result<()> {
    for item in &due.done {
        let kr = item.head.uid;
        let mut all = check_ins::since(connection, kr, due.period.start)?;
        all.retain(|check_in| Some(check_in.date) <= said.day);
        if let Some(since) = since {
            for check_in in &all {
                if !said.is_own(check_in) && ops::newest_stamp_of(connection, check_in.uid)? > since
                {
                    said.beside.insert(kr);
                }
            }
        }
        said.check_ins.insert(kr, all);
    }
    Ok(())
}

/// Reads the card that is asked as deep as it is shown, unless it was read already.
///
/// # Errors
/// Those of the file.
pub fn read_card(
    connection: &Connection,
    review: &mut Review,
    policy: &Policy,
    day: NaiveDate,
) -> Result<()> {
    let Some(card) = review.card_mut().filter(|card| !card.is_whole) else {
        return Ok(());
    };
    if let Some(item) = board::item(connection, card.item.head.uid, policy, day)? {
        card.item = item;
        card.is_whole = true;
    }
    Ok(())
}

fn is_by(review: &Record, name: &str) -> bool {
    let by = review.by.as_deref().unwrap_or_default();
    by.to_lowercase() == name.to_lowercase()
}

/// What became of an answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Kept {
    CheckIn {
        review: Uid,
        item: Box<Item>,
        check_in: Box<CheckIn>,
    },
    Skip {
        review: Uid,
        because: String,
    },
}

/// What the outcome of a review's action says, read in the same view of the book. `None` for an outcome
/// of anything else.
///
/// # Errors
/// Those of the file.
pub fn kept(
    connection: &Connection,
    outcome: &Outcome,
    policy: &Policy,
    day: NaiveDate,
) -> Result<Option<Kept>> {
    let Some(review) = outcome.review else {
        return Ok(None);
    };
    for change in &outcome.changes {
        match change {
            Change::Skipped { because, .. } => {
                let because = because.clone();
                return Ok(Some(Kept::Skip { review, because }));
            }
            Change::CheckedIn { uid, kr, .. } => {
                let item = board::item(connection, *kr, policy, day)?;
                let check_in = check_ins::by_uid(connection, *uid)?;
                let both = item.zip(check_in).map(|(item, check_in)| Kept::CheckIn {
                    review,
                    item: Box::new(item),
                    check_in: Box::new(check_in),
                });
                return Ok(both);
            }
            _ => {}
        }
    }
    Ok(None)
}

/// The last page, as the book stands.
///
/// # Errors
/// Those of the file.
pub fn last_page(
    connection: &Connection,
    review: &Review,
    cadence: Cadence,
    policy: &Policy,
    day: NaiveDate,
) -> Result<End> {
    let eve = review.period.start.pred_opt().unwrap_or(day);
    let answered: Vec<Uid> = review
        .cards()
        .iter()
        .filter(|card| card.is_answered())
        .map(|card| card.item.head.uid)
        .collect();
    let before = board::items(connection, &answered, policy, eve)?;
    let now = board::items(connection, &answered, policy, day)?;
    let mut wins = facts::wins(connection)?;
    wins.retain(|win| win.date <= day);
    let mut asks = facts::asks(connection)?;
    asks.retain(|ask| ask.date <= day);
    Ok(end(
        review,
        &Stood { before, now },
        cadence,
        &wins,
        &asks,
        day,
    ))
}
