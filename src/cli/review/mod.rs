//! The review on the command line: opened from filters, held in lines, every answer kept as soon as it
//! is given. What a review is and what it says stand in the core and in `words`; here they meet the
//! session.

pub mod card;
mod last;
pub mod plain;

use okr_core::act::Action;
use okr_core::act::review::Given;
use okr_core::report::board::Depth;
use okr_core::report::cadence::Cadence;
use okr_core::report::due;
use okr_core::report::item::Item;
use okr_core::review::{self, Review, Sitting, Start};
use okr_core::time::Now;
use okr_core::{Error, Kind, Result};

use super::check_in::{self, Answer};
use super::selection::{self, Selection};
use super::session::Session;
use crate::drafts::Drafts;
use crate::words::sitting as words;

/// A review with what its front end needs beside it.
pub struct Held {
    pub review: Review,
    pub drafts: Drafts,
    pub cadence: Cadence,
    /// What the scope hides, in words.
    pub hidden: Option<String>,
}

/// Opens the review of this person for what the filter words pick inside the scope in force.
///
/// # Errors
/// Those of the file, of a filter and of the scope; `E116` and `E603` where nothing may be written.
pub fn open(session: &mut Session<'_>, filter: &[String], start: Start) -> Result<Held> {
    session.refuse_writing()?;
    let path = session.path()?;
    let book = session.need_book()?;
    let cadence = selection::cadence(session);
    let me = session.me();
    let (mut review, hidden) = book.read(|connection| {
        let selection = Selection::of(session, filter, connection)?;
        let board = selection.board(session, connection, Depth::Words)?;
        let picked = board.items.iter().filter(|item| selection.picks(item));
        let sitting = Sitting {
            by: &me,
            day: selection.day,
            cadence,
            order: session
                .settings
                .get("review.order")
                .parse()
                .unwrap_or_default(),
            start,
            now: Now::read().millis(),
        };
        let review = review::open(connection, picked, sitting)?;
        Ok((review, selection.remark(&board.items)))
    })?;
    let drafts = if session.globals.dry_run {
        Drafts::none()
    } else {
        Drafts::of(&path, &me)
    };
    match start {
        Start::Resume => {
            drafts.restore(&mut review);
        }
        Start::Anew => drafts.forget(),
    }
    Ok(Held {
        review,
        drafts,
        cadence,
        hidden,
    })
}

/// What needs a check-in inside the scope in force, longest waiting first.
///
/// # Errors
/// Those of the file, and of the scope.
pub fn due(session: &mut Session<'_>) -> Result<Vec<Item>> {
    let book = session.need_book()?;
    let (items, hidden) = book.read(|connection| {
        let selection = Selection::of(session, &[], connection)?;
        let board = selection.board(session, connection, Depth::Figures)?;
        let picked = board.items.iter().filter(|item| selection.picks(item));
        let due = due::due(picked, selection::cadence(session), selection.day);
        let items: Vec<Item> = due.items.iter().map(|due| due.item.clone()).collect();
        Ok((items, selection.remark(&board.items)))
    })?;
    if let Some(hidden) = hidden {
        let hidden = session.io.err.ruler.safe(&hidden).into_owned();
        session.io.remark(&hidden);
    }
    Ok(items)
}

/// The action that keeps what was given for a card.
#[must_use]
pub fn action(review: &Review, given: Given) -> Action {
    Action::Review {
        review: review.record,
        period: review.period.start,
        start: review.start,
        given: Box::new(given),
    }
}

/// Whether an action would be taken; says why not. Answers what would come of it.
fn tried(session: &mut Session<'_>, action: &Action) -> Result<Option<Answer>> {
    let dry_run = std::mem::replace(&mut session.globals.dry_run, true);
    let tried = check_in::answer(session, action);
    session.globals.dry_run = dry_run;
    match tried {
        Ok(answer) => Ok(Some(answer)),
        Err(error) => refused(session, error).map(|()| None),
    }
}

/// Says why an answer was refused; errors that another answer would not mend end the sitting.
fn refused(session: &mut Session<'_>, error: Error) -> Result<()> {
    if !matches!(error.kind, Kind::Refused | Kind::Usage | Kind::NotFound) || error.code == "E115" {
        return Err(error);
    }
    let text = words::refused(&error);
    session.io.refusal(&text);
    Ok(())
}
