//! A sitting: one key result after the other, asked in lines. Each answer is kept as soon as it is
//! given, a refused one is asked again, and `<` goes back to amend. A confidence is never suggested.

use std::collections::HashMap;

use okr_core::act::Action;
use okr_core::act::check_in::{NewCheckIn, Rule};
use okr_core::capture::value::Source;
use okr_core::report::due;
use okr_core::report::item::Item;
use okr_core::{Error, Kind, Result};

use super::apply;
use crate::cli::exit::Exit;
use crate::cli::selection::{self, Selection};
use crate::cli::session::Session;
use crate::cli::{Answer, batch};
use crate::words::sitting as words;

const RULE: Rule = Rule {
    keep_going: false,
    any_date: false,
    from: Source::Shell,
};

/// What a person wants with a key result.
enum Wish {
    Keep(Box<NewCheckIn>),
    Skip,
    Back,
    Leave,
}

/// What needs a check-in inside the scope in force, longest waiting first.
///
/// # Errors
/// Those of the file, and of the scope.
pub fn due(session: &mut Session<'_>) -> Result<Vec<Item>> {
    let book = session.need_book()?;
    let (items, hidden) = book.read(|connection| {
        let selection = Selection::of(session, &[], connection)?;
        let board = selection.board(session, connection)?;
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

/// Goes through all that is due.
///
/// # Errors
/// Those of the book; a refused answer is asked again.
pub fn hold(session: &mut Session<'_>) -> Result<Exit> {
    let items = due(session)?;
    if items.is_empty() {
        session.io.line("Nothing is due.")?;
        return Ok(Exit::Done);
    }
    // The operation of each answer that is kept, by its place.
    let mut kept: HashMap<usize, Option<i64>> = HashMap::new();
    let mut place = 0;
    while let Some(item) = items.get(place) {
        match ask(session, item, Some((place + 1, items.len())))? {
            Wish::Leave => break,
            Wish::Skip => place += 1,
            Wish::Back => place = place.saturating_sub(1),
            Wish::Keep(row) => {
                let earlier = kept.get(&place).copied().flatten();
                let left = items.len() - place - 1;
                if let Some(operation) = keep(session, *row, earlier, Some(left))? {
                    kept.insert(place, operation);
                    place += 1;
                }
            }
        }
    }
    session
        .io
        .changed(&words::sitting_ends(kept.len(), items.len()))?;
    Ok(Exit::Done)
}

/// Asks for one check-in.
///
/// # Errors
/// Those of the book, and of kind `Cancelled` when the person leaves.
pub fn one(session: &mut Session<'_>, item: &Item) -> Result<Exit> {
    loop {
        match ask(session, item, None)? {
            Wish::Keep(row) => {
                if keep(session, *row, None, None)?.is_some() {
                    return Ok(Exit::Done);
                }
            }
            Wish::Back => {}
            Wish::Skip | Wish::Leave => {
                return Err(Error::new("E801", Kind::Cancelled, "nothing was written"));
            }
        }
    }
}

/// Keeps an answer in the place of the earlier one. `None` when it was refused, which has been said.
fn keep(
    session: &mut Session<'_>,
    row: NewCheckIn,
    earlier: Option<i64>,
    left: Option<usize>,
) -> Result<Option<Option<i64>>> {
    let taken_back = match earlier {
        Some(operation) => take_back(session, operation)?,
        None => false,
    };
    let answer = match apply(session, vec![row], RULE) {
        Ok(answer) => answer,
        Err(error) => {
            if taken_back {
                session.apply(&Action::Redo { times: 1 })?;
            }
            return ask_again(session, error).map(|()| None);
        }
    };
    match left {
        None => answer.print(session, None)?,
        Some(left) => {
            let surface = session.io.out;
            let glyphs = surface.ruler.set.glyphs();
            for told in answer.told() {
                let mut lines = vec![words::saved(&told, left)];
                lines.extend(crate::words::check_in::start(&told, glyphs));
                lines.extend(crate::words::check_in::reached(&told));
                for line in lines {
                    session.io.changed(&surface.ruler.safe(&line))?;
                }
            }
            for warning in &answer.outcome.remarks {
                session.io.warning(&warning.text);
            }
        }
    }
    Ok(Some(
        answer
            .outcome
            .operation
            .filter(|_| !session.globals.dry_run),
    ))
}

/// Undoes an answer of this sitting, unless something else was written since; a second check-in of
/// the day then stands over it. Answers whether it was undone.
fn take_back(session: &mut Session<'_>, operation: i64) -> Result<bool> {
    let last = session.need_book()?.read(okr_core::store::ops::to_undo)?;
    let is_last = last.is_some_and(|last| last.n == operation);
    if is_last {
        session.apply(&Action::Undo { times: 1 })?;
    }
    Ok(is_last)
}

/// Says why an answer was refused; errors that another answer would not mend end the sitting.
fn ask_again(session: &mut Session<'_>, error: Error) -> Result<()> {
    if !matches!(error.kind, Kind::Refused | Kind::Usage) || error.code == "E115" {
        return Err(error);
    }
    let text = words::refused(&error);
    session.io.refusal(&text);
    Ok(())
}

/// Whether an answer would be taken; says why not.
fn is_taken(session: &mut Session<'_>, row: &NewCheckIn) -> Result<bool> {
    let dry_run = std::mem::replace(&mut session.globals.dry_run, true);
    let tried = apply(session, vec![row.clone()], RULE);
    session.globals.dry_run = dry_run;
    match tried {
        Ok(_) => Ok(true),
        Err(error) => ask_again(session, error).map(|()| false),
    }
}

/// The questions about one key result, in their order.
#[derive(Clone, Copy)]
enum Step {
    Value,
    Confidence,
    Note,
    Blocker,
}

fn ask(session: &mut Session<'_>, item: &Item, place: Option<(usize, usize)>) -> Result<Wish> {
    for line in words::card(item, place).lines() {
        let line = session.io.err.ruler.safe(line).into_owned();
        session.io.remark(&line);
    }
    let mut row = NewCheckIn::of(item.id(), "");
    let mut step = Step::Value;
    loop {
        let question = match step {
            Step::Value if place.is_some() => {
                "Value, or = same, s skip, < back, q save and leave".to_owned()
            }
            Step::Value => "Value, or = same, q leave".to_owned(),
            Step::Confidence => words::confidence_question(item),
            Step::Note => words::note_question(item, row.confidence.as_deref()),
            Step::Blocker => words::blocker_question(item),
        };
        let typed = match session.io.ask(&question, None) {
            Ok(Answer::Text(text)) => Some(text),
            Ok(Answer::Empty) => None,
            Ok(Answer::Back) => {
                step = match step {
                    Step::Value => return Ok(Wish::Back),
                    Step::Confidence => Step::Value,
                    Step::Note => Step::Confidence,
                    Step::Blocker => Step::Note,
                };
                continue;
            }
            // What is half typed is given up; all before it is kept.
            Err(error) if error.kind == Kind::Cancelled => return Ok(Wish::Leave),
            Err(error) => return Err(error),
        };
        match step {
            Step::Value => match typed.as_deref() {
                None => session.io.refusal("type a value, or one of = s < q"),
                Some("q") => return Ok(Wish::Leave),
                Some("s") if place.is_some() => return Ok(Wish::Skip),
                Some(value) => {
                    row = NewCheckIn::of(item.id(), "");
                    // No shell stands between, so a ? is what it is in a file.
                    row.value = if value == "?" { "unknown" } else { value }.to_owned();
                    if is_taken(session, &row)? {
                        // The same as last time is the whole answer.
                        if matches!(value, "=" | "same") {
                            return Ok(Wish::Keep(Box::new(row)));
                        }
                        step = Step::Confidence;
                    }
                }
            },
            // No confidence is a letter, so these still mean what they mean one question before.
            Step::Confidence if typed.as_deref() == Some("q") => return Ok(Wish::Leave),
            Step::Confidence if typed.as_deref() == Some("s") && place.is_some() => {
                return Ok(Wish::Skip);
            }
            Step::Confidence => {
                row.confidence = typed;
                if is_taken(session, &row)? {
                    step = Step::Note;
                } else {
                    row.confidence = None;
                }
            }
            Step::Note => {
                row.note = typed;
                step = Step::Blocker;
            }
            Step::Blocker => {
                row.blocker = Blocker::of(typed.as_deref());
                return Ok(Wish::Keep(Box::new(row)));
            }
        }
    }
}
