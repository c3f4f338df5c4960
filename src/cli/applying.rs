//! From the text of an outline to a change of the book: read, compared three ways, written as one
//! operation. `okr apply` and `okr edit` both end here.

use okr_core::act::Action;
use okr_core::act::cycle::current;
use okr_core::outline::{self, Conflict, New, Plan, Prefer};
use okr_core::rebuild::Moment;
use okr_core::store::cycles;
use okr_core::{Book, Error, Result};

use super::adding::{Manners, describe};
use super::exit::Exit;
use super::session::Session;
use super::written::Written;
use crate::reading::outline::read_known;

/// What a text changes, decided on the book as it is now.
///
/// # Errors
/// What is wrong with the text, with its place; `E308` where there is no book yet.
pub fn plan(session: &mut Session<'_>, text: &str, ways: (Prefer, New)) -> Result<Plan> {
    session.refuse_writing()?;
    let read = read_known(text)?;
    if read.said.is_empty() {
        return Err(Error::refused("E211", "the outline says nothing")
            .why("A line with an id is that record; a line without one is a new record.")
            .next("okr help apply"));
    }
    let (context, today) = (session.context(), session.now.today);
    let book = session.book()?;
    let nothing = Book::in_memory()?;
    let book = book.as_deref().unwrap_or(&nothing);
    let base = match read.stamp {
        Some(stamp) if book.read(|connection| stamp.is_of(connection))? => {
            Some(book.at(Moment::Operation(stamp.operation))?)
        }
        _ => None,
    };
    book.read(|connection| {
        let cycles = cycles::all(connection)?;
        let base = base.as_ref().map(Book::connection);
        let dates = current(&cycles, today);
        outline::plan(connection, base, &read.said, ways, &context, dates)
    })
}

/// Writes what was planned, all of it or nothing, and prints the list of changes.
///
/// # Errors
/// `E502` where the book changed too, and whatever the core refuses, with its place in the text.
pub fn carry_out(session: &mut Session<'_>, kind: &'static str, plan: Plan) -> Result<Exit> {
    if let Some(first) = plan.conflicts.first() {
        return Err(both(first, &plan.conflicts));
    }
    let known = plan.known;
    let mut written = if plan.actions.is_empty() {
        Written::nothing(kind)
    } else {
        Written::by(session, kind, &Action::Lines(plan.actions))?
    };
    if written.outcome.changes.is_empty() {
        session
            .io
            .remark("nothing changed: the book says so already");
    }
    if known > 0 && !written.outcome.changes.is_empty() {
        let line = format!("{known} of the lines without an id are in the book already");
        session.io.remark(&line);
    }
    let manners = Manners {
        strict: false,
        tips: false,
    };
    describe(session, &mut written, &plan.drafts, manners);
    written.tell(session)
}

fn both(first: &Conflict, all: &[Conflict]) -> Error {
    let mut error = Error::conflict(
        "E502",
        format!("{} changed since the text was written", first.id),
    );
    for conflict in all {
        error = error.why(sentence(conflict));
    }
    error.why("Nothing was written.").at(first.line, "1")
}

/// Both versions of a field.
#[must_use]
pub fn sentence(conflict: &Conflict) -> String {
    let shown = |text: &str| {
        if text.is_empty() {
            "nothing".to_owned()
        } else {
            outline::quoted(text)
        }
    };
    let before = conflict
        .before
        .as_ref()
        .map(|before| format!(", it was {}", shown(before)));
    format!(
        "{} {}: the text says {}, the book says {}{}",
        conflict.id,
        conflict.key,
        shown(&conflict.text),
        shown(&conflict.book),
        before.unwrap_or_default()
    )
}
