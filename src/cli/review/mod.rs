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
use okr_core::review::{self, Review, Seat, Sitting, Start};
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
    filter: Vec<String>,
    /// The operations of this sitting that stand, oldest first.
    pub kept: Vec<i64>,
}

/// Opens the review of this person for what the filter words pick inside the scope in force.
///
/// # Errors
/// Those of the file, of a filter and of the scope; `E116` and `E603` where nothing may be written.
pub fn open(session: &mut Session<'_>, filter: &[String], start: Start) -> Result<Held> {
    session.refuse_writing()?;
    let path = session.path()?;
    let drafts = if session.globals.dry_run {
        Drafts::none()
    } else {
        Drafts::of(&path, &session.me())
    };
    let (mut review, hidden) = read(session, filter, Seat::new(start))?;
    match start {
        Start::Resume => {
            drafts.restore(&mut review);
        }
        Start::Anew => drafts.forget(),
    }
    read_card(session, &mut review)?;
    Ok(Held {
        review,
        drafts,
        cadence: selection::cadence(session),
        hidden,
        filter: filter.to_vec(),
        kept: Vec::new(),
    })
}

/// The review as it stands in the book, and what the scope hides.
fn read(
    session: &mut Session<'_>,
    filter: &[String],
    seat: Seat,
) -> Result<(Review, Option<String>)> {
    let book = session.need_book()?;
    let me = session.me();
    book.read(|connection| {
        let selection = Selection::of(session, filter, connection)?;
        let board = selection.board(session, connection, Depth::Ends)?;
        let picked = board.items.iter().filter(|item| selection.picks(item));
        let sitting = Sitting {
            by: &me,
            day: selection.day,
            cadence: selection::cadence(session),
            order: session
                .settings
                .get("review.order")
                .parse()
                .unwrap_or_default(),
            seat,
            now: Now::read().millis(),
        };
        let review = review::open(connection, picked, sitting)?;
        Ok((review, selection.remark(&board.items)))
    })
}

/// Reads the card that is asked, unless it was read already.
///
/// # Errors
/// Those of the file.
pub fn read_card(session: &mut Session<'_>, review: &mut Review) -> Result<()> {
    let (policy, day) = (session.policy(), session.now.today);
    session.ask_ahead(|connection| review::read_card(connection, review, &policy, day))?;
    Ok(())
}

/// Looks again at what became of the cards. Answers the first place whose answer is another one now.
///
/// # Errors
/// Those of the file.
pub fn look_again(session: &mut Session<'_>, held: &mut Held) -> Result<Option<usize>> {
    let fresh = read(session, &held.filter, held.review.seat)?;
    Ok(held.review.refresh(fresh.0))
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
        review: review.seat.record,
        period: review.period.start,
        start: review.seat.start,
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
