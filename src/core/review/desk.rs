//! What a review reads from the book: its cards when it is opened, what an answer became, and the facts
//! of its last page. The front ends write; nothing here does.

use chrono::NaiveDate;
use rusqlite::Connection;

use super::{End, Order, Own, Review, Start, end, queue};
use crate::act::{Change, Outcome};
use crate::domain::assess::Policy;
use crate::domain::check_in::CheckIn;
use crate::domain::id::Uid;
use crate::domain::review::Review as Record;
use crate::error::Result;
use crate::report::board;
use crate::report::cadence::Cadence;
use crate::report::due::due;
use crate::report::item::Item;
use crate::store::{check_ins, facts, reviews};

/// Whose review it is, when, and how it is begun.
#[derive(Debug, Clone, Copy)]
pub struct Sitting<'a> {
    /// The name of the person, empty when unknown.
    pub by: &'a str,
    pub day: NaiveDate,
    pub cadence: Cadence,
    pub order: Order,
    pub start: Start,
    /// Milliseconds since 1970.
    pub now: i64,
}

/// Opens the review of a person. `picked` are the key results in question, read with their words.
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
    let cards = queue(
        picked,
        &found,
        Own {
            reviews: &own,
            start: sitting.start,
            day: sitting.day,
        },
        sitting.order,
    );
    let record = own.last().filter(|_| sitting.start == Start::Resume);
    Ok(Review::of(
        cards,
        found.period,
        record.map(|review| review.uid),
        sitting.start,
        sitting.now,
    ))
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
    let mut before = Vec::new();
    for card in review.cards() {
        before.extend(board::item(connection, card.item.head.uid, policy, eve)?);
    }
    let mut wins = facts::wins(connection)?;
    wins.retain(|win| win.date <= day);
    let mut asks = facts::asks(connection)?;
    asks.retain(|ask| ask.date <= day);
    Ok(end(review, &before, cadence, &wins, &asks, day))
}
