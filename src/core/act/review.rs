//! An answer in a review. The review itself is begun by its first answer, in the same operation, so
//! that undoing the answers one by one leaves nothing behind.

use chrono::NaiveDate;
use rusqlite::Connection;
use serde_json::Value;

use super::add::live;
use super::check_in::{self, NewCheckIn, Rule};
use super::text::kept_word;
use super::writer::Writer;
use super::{Change, Context, Outcome};
use crate::capture::value::Source;
use crate::domain::id::Uid;
use crate::domain::record::{Fields, Type};
use crate::domain::review::{Review, SOURCE, Start, skip_field};
use crate::error::Result;
use crate::reference;
use crate::store::reviews;

/// What was answered about a key result.
#[derive(Debug, Clone, PartialEq)]
pub enum Given {
    /// Its source and its key become those of the review.
    CheckIn(NewCheckIn),
    /// Left out for a reason that the report shows.
    Skip { reference: String, because: String },
}

/// What a review that is begun is about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Begin {
    pub period: NaiveDate,
    pub start: Start,
}

const RULE: Rule = Rule {
    keep_going: false,
    any_date: false,
    from: Source::Shell,
};

pub(super) fn answer(
    writer: &mut Writer<'_>,
    outcome: &mut Outcome,
    context: &Context,
    review: Option<Uid>,
    begin: Begin,
    given: &Given,
) -> Result<()> {
    let review = begun(writer, context, review, begin)?;
    outcome.review = Some(review.uid);
    match given {
        Given::CheckIn(row) => {
            let row = of_review(row, &review);
            check_in::check_in(writer, outcome, context, &[row], RULE)?;
            let answered = outcome.changes.iter().find_map(|change| match change {
                Change::CheckedIn { kr, .. } => Some(*kr),
                _ => None,
            });
            if let Some(kr) = answered.filter(|kr| review.reason(*kr).is_some()) {
                writer.change(review.uid, field(kr, Value::Null))?;
            }
        }
        Given::Skip { reference, because } => {
            let kr = live(reference::exact(
                writer.connection,
                reference,
                &[Type::KeyResult],
            )?)?;
            let because = kept_word(because, "the reason")?;
            writer.change(review.uid, field(kr.uid, Value::from(because.as_str())))?;
            outcome.changes.push(Change::Skipped {
                kr: kr.uid,
                id: kr.id,
                because,
            });
        }
    }
    Ok(())
}

/// What would come of an answer that is still being typed. Nothing is written and nobody waits.
///
/// # Errors
/// Those the answer would be refused with, and those of the file.
pub fn tried(
    connection: &Connection,
    context: &Context,
    review: Option<Uid>,
    row: &NewCheckIn,
) -> Result<Option<check_in::Tried>> {
    let known = match review {
        Some(uid) => reviews::by_uid(connection, uid)?,
        None => None,
    };
    // A review that is not begun has no answers yet that this one could replace.
    let row = match known {
        Some(review) => of_review(row, &review),
        None => row.clone(),
    };
    check_in::tried(connection, context, &row, RULE)
}

fn of_review(row: &NewCheckIn, review: &Review) -> NewCheckIn {
    NewCheckIn {
        source: Some(SOURCE.to_owned()),
        key: Some(review.id.to_string()),
        ..row.clone()
    }
}

fn field(kr: Uid, because: Value) -> Fields {
    std::iter::once((skip_field(kr), because)).collect()
}

fn begun(
    writer: &mut Writer<'_>,
    context: &Context,
    review: Option<Uid>,
    begin: Begin,
) -> Result<Review> {
    let known = match review {
        Some(uid) => reviews::by_uid(writer.connection, uid)?,
        None => None,
    };
    if let Some(review) = known {
        return Ok(review);
    }
    let review = Review {
        uid: Uid::random(),
        id: writer.next_id(Type::Review)?,
        date: context.now.today,
        period: begin.period,
        by: writer.by(),
        anew: begin.start == Start::Anew,
        begun: writer.now.millis(),
        skips: Vec::new(),
    };
    writer.create(Type::Review, review.uid, &review)?;
    Ok(review)
}
