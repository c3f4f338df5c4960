//! Opens a review, tries and keeps its answers, and reads its last page.

use okr_core::act::review::{Given, tried as tried_answer};
use okr_core::act::{Action, Change as Done, Commit, Outcome, RowState};
use okr_core::report::board;
use okr_core::review::{self, End, Kept, Review, Seat, Sitting};
use okr_core::time::Now;
use okr_core::{Connection, Error, Result};

use super::{Desk, load, no_book};
use crate::tui::effect::{Change, Wish};
use crate::tui::msg::{Answered, Opened};
use crate::tui::screens::review::{Opening, Tried};
use crate::words::sitting;

pub(super) fn open(desk: &mut Desk, opening: Opening, seat: Seat) -> Result<Opened> {
    if let Some(reason) = &desk.read_only {
        return Err(Error::storage("E603", reason.clone()));
    }
    let filter = load::filter(desk, &opening.filter.join(" "))?;
    let (choice, cadence, order) = (desk.choice.clone(), desk.cadence, desk.review_order);
    let (policy, now) = (desk.context.policy, desk.context.now);
    let by = desk.context.by.clone();
    let drafts = desk.drafts.clone();
    let book = desk.need()?;
    let review = book.read(|connection| {
        let board = board::board(
            connection,
            &filter.cycles(choice),
            &filter.narrow(connection)?,
            filter.depth(),
            &policy,
            now.today,
        )?;
        let seen = |item: &&_| filter.matches(item);
        let sitting = Sitting {
            by: &by,
            day: now.today,
            cadence,
            order,
            seat,
            now: Now::read().millis(),
        };
        let mut review = review::open(connection, board.items.iter().filter(seen), sitting)?;
        drafts.restore(&mut review);
        review::read_card(connection, &mut review, &policy, now.today)?;
        Ok(review)
    })?;
    desk.saw();
    Ok(Opened { opening, review })
}

/// Does the action of a wish, and reads what the review is told of it in the same view of the book.
fn apply(desk: &mut Desk, wish: &Wish) -> Result<(Outcome, Kept)> {
    if let Some(reason) = &desk.read_only {
        return Err(Error::storage("E603", reason.clone()));
    }
    let Change::Do(action) = &wish.change else {
        return Err(no_book());
    };
    let mut context = desk.context.clone();
    context.command.clone_from(&wish.command);
    let (policy, day) = (context.policy, context.now.today);
    let book = desk.need()?;
    let asked = |connection: &Connection, outcome: &Outcome| {
        review::kept(connection, outcome, &policy, day)?.ok_or_else(no_book)
    };
    let done = book.apply_then(action, &context, Commit::Keep, asked)?;
    desk.saw();
    Ok(done)
}

/// What would come of an answer as it is typed. The book is only read: a key press must not make a
/// check-in from elsewhere wait.
pub(super) fn tried(desk: &mut Desk, wish: &Wish) -> Result<Tried> {
    let Change::Do(Action::Review { review, given, .. }) = &wish.change else {
        return Err(no_book());
    };
    let Given::CheckIn(row) = given.as_ref() else {
        return Err(no_book());
    };
    let context = desk.context.clone();
    let book = desk.need()?;
    let found = book.read(|connection| tried_answer(connection, &context, *review, row))?;
    let check_in = found.as_ref().and_then(|found| found.check_in()).cloned();
    match (found, check_in) {
        (Some(found), Some(check_in)) => Ok(Tried {
            warnings: found
                .remarks
                .iter()
                .map(sitting::noticed_on_screen)
                .collect(),
            item: found.item,
            check_in,
        }),
        _ => Err(no_book()),
    }
}

pub(super) fn answer(desk: &mut Desk, wish: &Wish) -> Result<Answered> {
    let (outcome, kept) = apply(desk, wish)?;
    let state = outcome.changes.iter().find_map(|change| match change {
        Done::CheckedIn { state, .. } => Some(*state),
        _ => None,
    });
    Ok(Answered {
        kept,
        state: state.unwrap_or(RowState::New),
        operation: outcome.operation,
    })
}

pub(super) fn last_page(desk: &mut Desk, held: &Review) -> Result<End> {
    let (cadence, policy, day) = (desk.cadence, desk.context.policy, desk.context.now.today);
    let book = desk.need()?;
    book.read(|connection| review::last_page(connection, held, cadence, &policy, day))
}
