//! The review line by line: the whole of it, on a terminal or through a pipe. Nothing on the screen is
//! ever written again, and the end of the input saves and leaves.

use okr_core::act::check_in::NewCheckIn;
use okr_core::act::review::Given;
use okr_core::act::{Action, Change, Outcome};
use okr_core::review::{Begun, Draft, Review, Start};
use okr_core::{Error, Result};

use super::card::{self, Frame, Wish};
use super::{Held, action, last, look_again, open, read_card, refused};
use crate::cli::check_in;
use crate::cli::exit::Exit;
use crate::cli::session::Session;
use crate::cli::usage;
use crate::cli::written::Written;
use crate::words::glyphs::GlyphSet;
use crate::words::{review as words, shell, sitting};

/// Holds a review to its last page, or until the person leaves.
///
/// # Errors
/// Those of the book; a refused answer is asked again.
pub fn hold(session: &mut Session<'_>, filter: &[String], start: Start) -> Result<Exit> {
    refuse_records(session)?;
    let mut held = open(session, filter, start)?;
    session.io.leave_on_interrupt();
    if let Some(hidden) = &held.hidden {
        let hidden = session.io.err.ruler.safe(hidden).into_owned();
        session.io.remark(&hidden);
    }
    if held.review.card().is_none() {
        say_nothing_due(session, &held)?;
        if held.review.cards().is_empty() || !session.io.can_listen() {
            return Ok(Exit::Done);
        }
        // The last page of what is done already is there for as long as the period.
        session.io.line("")?;
    }
    loop {
        loop {
            read_card(session, &mut held.review)?;
            let Some(card) = held.review.card() else {
                break;
            };
            let frame = Frame::In {
                review: &held.review,
                drafts: &held.drafts,
            };
            let mut draft = Draft::default();
            let wish = card::ask(session, card, &mut draft, frame)?;
            if let Some(card) = held.review.card_mut().filter(|_| !draft.is_empty()) {
                card.draft = draft;
            }
            if matches!(wish, Wish::Leave) {
                return leave(session, &held.review);
            }
            grant(session, &mut held, wish)?;
        }
        if !last::page(session, &mut held)? {
            return Ok(Exit::Done);
        }
    }
}

/// Says why there is nothing to ask.
///
/// # Errors
/// Those of the streams.
pub fn say_nothing_due(session: &mut Session<'_>, held: &Held) -> Result<Exit> {
    let counts = held.review.counts();
    for line in words::nothing_due(counts, held.review.period, session.now.today) {
        session.io.line(&line)?;
    }
    Ok(Exit::Done)
}

/// The command line that goes on with this review.
#[must_use]
pub fn resuming(session: &Session<'_>) -> String {
    let mut line = session.arguments.clone();
    line.retain(|word| word != "--restart");
    usage::shown_command(&line)
}

/// A review is a conversation: there is no table or record to print.
///
/// # Errors
/// `E105` with the flag that asked for one.
pub fn refuse_records(session: &Session<'_>) -> Result<()> {
    match usage::format_flags(&session.globals).asked() {
        None => Ok(()),
        Some(flag) => Err(Error::usage(
            "E105",
            format!("{flag} is for lists, and a review is a conversation"),
        )
        .why("Its check-ins can be listed afterwards.")
        .next("okr list --json")),
    }
}

fn leave(session: &mut Session<'_>, review: &Review) -> Result<Exit> {
    let text = words::leaving(review.counts(), &resuming(session));
    let text = session.io.out.ruler.safe(&text).into_owned();
    session.io.changed(&text)?;
    Ok(Exit::Done)
}

fn grant(session: &mut Session<'_>, held: &mut Held, wish: Wish) -> Result<()> {
    let review = &mut held.review;
    match wish {
        Wish::Keep(row) => keep(session, held, *row)?,
        Wish::Skip => {
            let place = review.place();
            review.skip();
            note(held, place);
        }
        Wish::SkipBecause(because) => leave_out(session, held, because)?,
        Wish::Back => {
            if !review.back() {
                session.io.refusal("this is the first key result");
            }
        }
        Wish::Forward => {
            review.forward();
        }
        Wish::Jump(id) => {
            if !review.jump(&id) {
                session.io.refusal(&format!("{id} is not in this review"));
            }
        }
        Wish::Win(text) => {
            let about = about(review);
            let step = said("win", &text, &about);
            let thanks = Vec::new();
            let win = Action::Win {
                text,
                about,
                thanks,
            };
            do_beside(session, held, win, &step)?;
        }
        Wish::Ask(text) => {
            let blocker = || review.card()?.item.head.blocker.clone();
            match text.or_else(blocker) {
                Some(text) => {
                    let about = about(review);
                    let step = said("ask", &text, &about);
                    do_beside(session, held, Action::Ask { text, about }, &step)?;
                }
                None => session
                    .io
                    .refusal("nothing blocks it; type what you ask for, as  x Time for fuzzing"),
            }
        }
        Wish::Undo => undo(session, held, false)?,
        Wish::Redo => undo(session, held, true)?,
        Wish::Leave => {}
    }
    Ok(())
}

/// Takes back what was kept last in this sitting, or does it `again`, and goes to the card it was about.
pub(super) fn undo(session: &mut Session<'_>, held: &mut Held, again: bool) -> Result<()> {
    let (action, step) = match (again, held.kept.last().copied()) {
        (true, _) => (Action::Redo { times: 1 }, "okr redo"),
        (false, Some(operation)) => (Action::TakeBack { operation }, "okr undo"),
        (false, None) => {
            session.io.refusal(words::NOTHING_TO_UNDO);
            return Ok(());
        }
    };
    let Some(outcome) = say(session, action, step)? else {
        return Ok(());
    };
    let taken = outcome.changes.iter().find_map(|change| match change {
        Change::TakenBack {
            operation, again, ..
        } => Some((operation.n, *again)),
        _ => None,
    });
    let Some((operation, again)) = taken else {
        session.io.refusal(words::NOTHING_TO_REDO);
        return Ok(());
    };
    match again {
        true => held.kept.push(operation),
        false => held.kept.retain(|kept| *kept != operation),
    }
    if let Some(place) = look_again(session, held)? {
        held.review.go(place, again);
    }
    Ok(())
}

/// Notes what is begun of the card of a place: nothing, once it is kept.
fn note(held: &Held, place: Option<usize>) {
    let card = place.and_then(|place| held.review.cards().get(place));
    if let Some(card) = card {
        held.drafts.keep(held.review.period.start, Begun::of(card));
    }
}

fn about(review: &Review) -> Vec<String> {
    review
        .card()
        .map(|card| card.item.id())
        .into_iter()
        .collect()
}

fn said(verb: &str, text: &str, about: &[String]) -> String {
    let mut line = vec![verb, text];
    line.extend(about.iter().flat_map(|id| ["--for", id.as_str()]));
    shell::line(&line)
}

/// Does something beside the cards and says what it did; `None` when it was refused.
fn say(session: &mut Session<'_>, action: Action, step: &str) -> Result<Option<Outcome>> {
    session.step = Some(step.to_owned());
    let written = Written::by(session, "review", &action);
    session.step = None;
    match written {
        Ok(written) => {
            let outcome = written.outcome.clone();
            written.tell(session)?;
            Ok(Some(outcome))
        }
        Err(error) => refused(session, error).map(|()| None),
    }
}

/// The same of what can be taken back in this sitting.
pub(super) fn do_beside(
    session: &mut Session<'_>,
    held: &mut Held,
    action: Action,
    step: &str,
) -> Result<()> {
    let outcome = say(session, action, step)?;
    held.kept
        .extend(outcome.and_then(|outcome| outcome.operation));
    Ok(())
}

fn keep(session: &mut Session<'_>, held: &mut Held, row: NewCheckIn) -> Result<()> {
    session.step = Some(sitting::command(&row));
    let answer = check_in::answer(session, &action(&held.review, Given::CheckIn(row)));
    session.step = None;
    let answer = match answer {
        Ok(answer) => answer,
        Err(error) => return refused(session, error),
    };
    held.kept.extend(answer.outcome.operation);
    let place = held.review.place();
    if let Some(kept) = answer.kept.clone() {
        held.review.keep(kept);
    }
    note(held, place);
    let left = held.review.counts().left;
    let surface = session.io.out;
    for told in answer.told() {
        let mut lines = vec![sitting::saved(&told, left)];
        lines.extend(crate::words::check_in::start(
            &told,
            GlyphSet::Ascii.glyphs(),
        ));
        lines.extend(crate::words::check_in::reached(&told));
        for line in lines {
            session.io.changed(&surface.ruler.safe(&line))?;
        }
    }
    Ok(())
}

fn leave_out(session: &mut Session<'_>, held: &mut Held, because: String) -> Result<()> {
    let Some(card) = held.review.card() else {
        return Ok(());
    };
    let id = card.item.id();
    let skip = Given::Skip {
        reference: id.clone(),
        because,
    };
    let answer = match check_in::answer(session, &action(&held.review, skip)) {
        Ok(answer) => answer,
        Err(error) => return refused(session, error),
    };
    held.kept.extend(answer.outcome.operation);
    let place = held.review.place();
    if let Some(kept) = answer.kept.clone() {
        held.review.keep(kept);
    }
    note(held, place);
    let line = words::left_out(&id, held.review.counts().left);
    session.io.changed(&line)
}
