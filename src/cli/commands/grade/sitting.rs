//! Grading line by line, on a terminal or through a pipe: each objective after its key results. An answer
//! is kept as soon as its card is through, a refused one is asked again, and `<` goes back a question.

use okr_core::act::grade::{NewGrade, cycle_to_grade};
use okr_core::domain::cycle::Cycle;
use okr_core::domain::id::Uid;
use okr_core::domain::record::Type;
use okr_core::reference;
use okr_core::report::board::{CycleChoice, Depth, Narrow, board};
use okr_core::report::grades::{self, Graded};
use okr_core::report::item::Item;
use okr_core::{Connection, Error, Kind, Result};

use super::card::{Card, Step};
use super::written;
use crate::cli::Answer;
use crate::cli::exit::Exit;
use crate::cli::selection::Selection;
use crate::cli::session::Session;
use crate::cli::usage::{self, quoted, shown_command};
use crate::words::grading as words;

/// What a person wants with a card.
enum Wish {
    Keep(Box<NewGrade>),
    Skip,
    Back,
    Leave,
}

/// Goes through everything live in the cycle that has no grade.
///
/// # Errors
/// Those of the book; a refused answer is asked again.
pub fn hold(session: &mut Session<'_>) -> Result<Exit> {
    refuse_records(session)?;
    let day = session.now.today;
    let book = session.need_book()?;
    let Some((cycle, left)) = book.read(|connection| to_grade(session, connection))? else {
        session.io.line("There is nothing to grade yet.")?;
        return Ok(Exit::Done);
    };
    if left.is_empty() {
        session.io.line(&words::all_graded(&cycle))?;
        session
            .io
            .hint(&format!("okr retro {}", quoted(&cycle.name)));
        return Ok(Exit::Done);
    }
    session.io.line(&words::begins(&cycle, left.len(), day))?;
    let (mut place, mut kept) = (0, 0);
    while let Some(uid) = left.get(place) {
        let Some(one) = known(session, *uid)? else {
            place += 1;
            continue;
        };
        match ask(session, &one, Some((place + 1, left.len())))? {
            Wish::Leave => break,
            Wish::Skip => place += 1,
            Wish::Back => place = place.saturating_sub(1),
            Wish::Keep(new) => {
                if keep(session, *new)? {
                    kept += 1;
                    place += 1;
                }
            }
        }
    }
    let resume = shown_command(&session.arguments);
    let text = words::ends(kept, left.len(), &resume);
    let text = session.io.out.ruler.safe(&text).into_owned();
    session.io.changed(&text)?;
    let is_through = kept >= left.len();
    if is_through {
        session
            .io
            .hint(&format!("okr retro {}", quoted(&cycle.name)));
    }
    Ok(Exit::Done)
}

/// Asks about one record.
///
/// # Errors
/// Those of the book, and of kind `Cancelled` when the person leaves.
pub fn one(session: &mut Session<'_>, typed: &str) -> Result<Exit> {
    refuse_records(session)?;
    let book = session.need_book()?;
    let wanted = [Type::KeyResult, Type::Objective];
    let found = book.read(|connection| reference::exact(connection, typed, &wanted))?;
    loop {
        let Some(one) = known(session, found.uid)? else {
            // What is dropped is refused with its own words.
            return Err(written(
                session,
                NewGrade {
                    reference: typed.to_owned(),
                    ..NewGrade::default()
                },
            )
            .err()
            .unwrap_or_else(left));
        };
        match ask(session, &one, None)? {
            Wish::Keep(new) => {
                if keep(session, *new)? {
                    return Ok(Exit::Done);
                }
            }
            Wish::Back => {}
            Wish::Skip | Wish::Leave => return Err(left()),
        }
    }
}

fn left() -> Error {
    Error::new("E801", Kind::Cancelled, "nothing was written")
}

/// The cycle that is graded and the records in it without a grade, inside the scope.
fn to_grade(session: &Session<'_>, connection: &Connection) -> Result<Option<(Cycle, Vec<Uid>)>> {
    let day = session.now.today;
    let cycle = match session.cycle_choice() {
        CycleChoice::Named(name) => Some(okr_core::act::cycle::named(connection, &name)?),
        _ => cycle_to_grade(connection, day)?,
    };
    let Some(cycle) = cycle else {
        return Ok(None);
    };
    let selection = Selection::of(session, &[], connection)?;
    let choice = CycleChoice::Named(cycle.name.clone());
    let policy = session.policy();
    let board = board(
        connection,
        &choice,
        &Narrow::Everything,
        Depth::Words,
        &policy,
        day,
    )?;
    let mut left = Vec::new();
    let mut above: Option<&Item> = None;
    for item in &board.items {
        if item.kind == Type::Objective {
            left.extend(above.replace(item).map(|above| above.head.uid));
        } else {
            left.push(item.head.uid);
        }
    }
    left.extend(above.map(|above| above.head.uid));
    let is_open = |uid: &Uid| {
        let item = board.items.iter().find(|item| item.head.uid == *uid);
        item.is_some_and(|item| item.grade.is_none() && !item.is_dropped && selection.picks(item))
    };
    left.retain(is_open);
    Ok(Some((cycle, left)))
}

fn known(session: &mut Session<'_>, uid: Uid) -> Result<Option<Graded>> {
    let (policy, day) = (session.policy(), session.now.today);
    let book = session.need_book()?;
    book.read(|connection| grades::one(connection, uid, &policy, day))
}

/// Keeps a grade and tells it. Whether it was taken.
fn keep(session: &mut Session<'_>, new: NewGrade) -> Result<bool> {
    match written(session, new) {
        Ok(mut written) => {
            // The cause was asked for a moment ago.
            written
                .outcome
                .remarks
                .retain(|remark| remark.code != "W307");
            written.tell(session).map(|_| true)
        }
        Err(error) => ask_again(session, error).map(|()| false),
    }
}

/// Says why an answer was refused; errors that another answer would not mend end the sitting.
fn ask_again(session: &mut Session<'_>, error: Error) -> Result<()> {
    if !matches!(error.kind, Kind::Refused | Kind::Usage) || error.code == "E115" {
        return Err(error);
    }
    let text = crate::words::sitting::refused(&error);
    session.io.refusal(&text);
    Ok(())
}

/// Whether an answer would be taken; says why not.
fn is_taken(session: &mut Session<'_>, new: &NewGrade) -> Result<bool> {
    let dry_run = std::mem::replace(&mut session.globals.dry_run, true);
    let tried = written(session, new.clone());
    session.globals.dry_run = dry_run;
    match tried {
        Ok(_) => Ok(true),
        Err(error) => ask_again(session, error).map(|()| false),
    }
}

fn ask(session: &mut Session<'_>, one: &Graded, place: Option<(usize, usize)>) -> Result<Wish> {
    for line in words::card(one, place) {
        let line = session.io.err.ruler.safe(&line).into_owned();
        session.io.remark(&line);
    }
    let mut card = Card {
        one,
        new: NewGrade {
            reference: one.item.id(),
            ..NewGrade::default()
        },
    };
    let mut step = Step::Score;
    loop {
        let question = card.question(step, place.is_some());
        let typed = match session.io.converse(&question, None) {
            Ok(Answer::Text(text)) => Some(text),
            Ok(Answer::Empty) => None,
            Ok(Answer::Back) => match card.before(step) {
                Some(before) => {
                    step = before;
                    continue;
                }
                None => return Ok(Wish::Back),
            },
            // What is half typed is given up; all before it is kept.
            Err(error) if error.kind == Kind::Cancelled => return Ok(Wish::Leave),
            Err(error) => return Err(error),
        };
        match typed.as_deref() {
            Some("q") if matches!(step, Step::Score | Step::Next) => return Ok(Wish::Leave),
            Some("s") if step == Step::Score => return Ok(Wish::Skip),
            _ => {}
        }
        if let Err(wrong) = card.take(step, typed) {
            session.io.refusal(&wrong);
            continue;
        }
        if matches!(step, Step::Title | Step::Target) && !is_taken(session, &card.new)? {
            (card.new.title, card.new.target) = match step {
                Step::Title => (None, None),
                _ => (card.new.title, None),
            };
            continue;
        }
        match card.after(step) {
            Some(after) => step = after,
            None => return Ok(Wish::Keep(Box::new(card.new))),
        }
    }
}

/// Grading is a conversation: there is no table or record to print.
fn refuse_records(session: &Session<'_>) -> Result<()> {
    match usage::format_flags(&session.globals).asked() {
        None => Ok(()),
        Some(flag) => Err(Error::usage(
            "E105",
            format!("{flag} is for records, and this is a conversation"),
        )
        .why("A grade with its score is told as a record, and so is the retrospective.")
        .next("okr grade K6 0.7 --json")
        .next("okr retro --json")),
    }
}
