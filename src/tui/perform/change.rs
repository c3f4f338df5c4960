//! Changes the book, or rehearses a change, and says in the words of the command line what came of it.

use std::time::Duration;

use okr_core::act::check_in::{self as core_check_in, NewCheckIn, Rule};
use okr_core::act::cycle::current;
use okr_core::act::{Action, Change as Done, Commit, Context, Outcome, RowState, answer, read};
use okr_core::capture::sentence;
use okr_core::domain::id::Uid;
use okr_core::domain::record::Type;
use okr_core::report::board;
use okr_core::report::item::Item;
use okr_core::store::{check_ins, cycles};
use okr_core::{Book, Connection, Result};

use super::Desk;
use crate::tui::effect::{Change, Wish};
use crate::tui::msg::{Applied, TakenBack};
use crate::tui::pen::Piece;
use crate::words::check_in::{self, Told};
use crate::words::glyphs::Glyphs;
use crate::words::tone::Tone;
use crate::words::{item as words, outcome, progress};

/// A wish as the core takes it, with what is to be said about how it was read.
fn action(
    desk: &Desk,
    connection: Option<&Connection>,
    wish: &Wish,
) -> Result<(Action, Vec<String>)> {
    match &wish.change {
        Change::Do(action) => Ok((action.clone(), Vec::new())),
        Change::AddKeyResult { title, objective } => {
            let all = connection.map(cycles::all).transpose()?.unwrap_or_default();
            let dates = current(&all, desk.context.now.today);
            let draft = read::key_result(title, &[], &desk.context, dates)?;
            let mut new = draft.new;
            new.objective = Some(objective.clone());
            let mut said = vec![format!("read as: {}", sentence::describe(&new.measure))];
            for question in &draft.questions {
                answer::leave_open(&mut new.measure, question);
            }
            said.extend(draft.questions.first().map(|question| {
                format!(
                    "still open: {}",
                    answer::line_to_type(question, &new.measure, "ID")
                )
            }));
            Ok((Action::AddKeyResult(Box::new(new)), said))
        }
    }
}

pub(super) fn apply(desk: &mut Desk, wish: &Wish) -> Result<Applied> {
    let (action, said) = resolved(desk, wish)?;
    let mut context = desk.context.clone();
    context.command.clone_from(&wish.command);
    let glyphs = desk.glyphs.glyphs();
    let book = desk.open_or_create(&action)?;
    let asked =
        |connection: &Connection, outcome: &Outcome| lines(connection, outcome, &context, glyphs);
    let (outcome, lines) = book.apply_then(&action, &context, Commit::Keep, asked)?;
    let added = outcome
        .changes
        .iter()
        .rev()
        .find_map(|change| match change {
            Done::Added {
                uid,
                kind: Type::Objective | Type::KeyResult | Type::Vision,
                ..
            } => Some(*uid),
            _ => None,
        });
    let mut warnings: Vec<String> = outcome.remarks.iter().map(outcome::remark).collect();
    let id = outcome.changes.iter().find_map(|change| match change {
        Done::Added { id, .. } => Some(id.as_str()),
        _ => None,
    });
    warnings.extend(said.iter().map(|said| match id {
        Some(id) => said.replace(" ID ", &format!(" {id} ")),
        None => said.clone(),
    }));
    Ok(Applied {
        together: outcome::together(&outcome.changes),
        lines,
        warnings,
        added,
        operation: outcome.operation,
        taken_back: outcome.changes.iter().find_map(|change| match change {
            Done::TakenBack {
                operation, again, ..
            } => Some(TakenBack {
                operation: operation.n,
                again: *again,
            }),
            _ => None,
        }),
    })
}

fn resolved(desk: &mut Desk, wish: &Wish) -> Result<(Action, Vec<String>)> {
    desk.open()?;
    let connection = desk.book.as_ref().map(|book| book.connection());
    action(desk, connection, wish)
}

/// One line for every change, as the command line says it.
fn lines(
    connection: &Connection,
    outcome: &Outcome,
    context: &Context,
    glyphs: &Glyphs,
) -> Result<Vec<Vec<Piece>>> {
    let mut lines = Vec::new();
    for change in &outcome.changes {
        if let Done::CheckedIn { uid, kr, state, .. } = change {
            lines.extend(checked_in(
                connection,
                (*uid, *kr),
                *state,
                context,
                glyphs,
            )?);
        } else if let Some(told) = outcome::told(change, &context.now, glyphs) {
            let mut line = told.line;
            line.extend(
                told.below
                    .iter()
                    .map(|below| (Some(Tone::Muted), format!("  {below}"))),
            );
            lines.push(line);
        }
    }
    Ok(lines)
}

fn checked_in(
    connection: &Connection,
    (uid, kr): (Uid, Uid),
    state: RowState,
    context: &Context,
    glyphs: &Glyphs,
) -> Result<Option<Vec<Piece>>> {
    let today = context.now.today;
    let Some(mut item) = board::item(connection, kr, &context.policy, today)? else {
        return Ok(None);
    };
    item.series = check_ins::series(connection, kr)?;
    let place = item.series.iter().position(|check_in| check_in.uid == uid);
    Ok(place.and_then(|place| told_at(&item, place, state, context, glyphs)))
}

fn told_at(
    item: &Item,
    place: usize,
    state: RowState,
    context: &Context,
    glyphs: &Glyphs,
) -> Option<Vec<Piece>> {
    let told = Told::at(item, place, state, context.now.today)?;
    let mut line = check_in::line(&told, glyphs);
    let more = check_in::reached(&told).or_else(|| check_in::start(&told, glyphs));
    line.extend(more.map(|more| (Some(Tone::Win), format!("  {more}"))));
    Some(line)
}

/// What would come of a change: its lines, and what it does to the progress of one record.
pub(super) fn rehearse(
    desk: &mut Desk,
    wish: &Wish,
    compared: Option<Uid>,
) -> Result<Vec<Vec<Piece>>> {
    let (action, said) = resolved(desk, wish)?;
    let context = desk.context.clone();
    let (policy, day) = (context.policy, context.now.today);
    let glyphs = desk.glyphs.glyphs();
    if let Action::CheckIn { rows, rule } = &action
        && let [row] = rows.as_slice()
    {
        return tried(desk, row, *rule);
    }
    let Some(book) = desk.book.as_mut() else {
        return Ok(Vec::new());
    };
    let of = |connection: &Connection| match compared {
        Some(uid) => board::item(connection, uid, &policy, day),
        None => Ok(None),
    };
    let before = book.read(of)?;
    let asked = |connection: &Connection, outcome: &Outcome| {
        Ok((
            lines(connection, outcome, &context, glyphs)?,
            of(connection)?,
        ))
    };
    // Somebody else may be writing: a key must not wait for that, and the next one asks again.
    let patience = |book: &Book, time| book.connection().busy_timeout(time).ok();
    patience(book, Duration::ZERO);
    let tried = book.apply_then(&action, &context, Commit::Rehearse, asked);
    patience(book, desk.patience);
    let (outcome, (mut lines, after)) = tried?;
    if let (Some(before), Some(after)) = (&before, &after) {
        compare(before, after, glyphs, &mut lines);
    }
    if matches!(action, Action::AddKeyResult(_)) {
        lines.clear();
    }
    let remarks = outcome.remarks.iter().map(outcome::remark);
    lines.extend(remarks.map(|remark| vec![(Some(Tone::Warning), remark)]));
    lines.extend(said.into_iter().map(|said| vec![(Some(Tone::Muted), said)]));
    Ok(lines)
}

/// The same for one check-in, without a change that would have to be taken back: nobody waits for a
/// value that is being typed.
fn tried(desk: &mut Desk, row: &NewCheckIn, rule: Rule) -> Result<Vec<Vec<Piece>>> {
    let (context, glyphs) = (desk.context.clone(), desk.glyphs.glyphs());
    let Some(book) = &desk.book else {
        return Ok(Vec::new());
    };
    let found = book.read(|connection| core_check_in::tried(connection, &context, row, rule))?;
    let Some(found) = found else {
        return Ok(Vec::new());
    };
    let mut all = Vec::new();
    let place = found
        .item
        .series
        .iter()
        .position(|one| one.uid == found.uid);
    all.extend(place.and_then(|place| told_at(&found.item, place, found.state, &context, glyphs)));
    let remarks = found.remarks.iter().map(outcome::remark);
    all.extend(remarks.map(|remark| vec![(Some(Tone::Warning), remark)]));
    Ok(all)
}

/// `progress 42% → 47%` behind the line of a changed record, and a word on a target that moved.
fn compare(before: &Item, after: &Item, glyphs: &Glyphs, lines: &mut Vec<Vec<Piece>>) {
    let (was, is) = (
        progress::share(before.assessment.progress),
        progress::share(after.assessment.progress),
    );
    let checked_in = before.assessment.check_ins != after.assessment.check_ins;
    if let Some(line) = lines.first_mut().filter(|_| was != is && !checked_in) {
        line.push((None, format!("  progress {was} {} {is}", glyphs.arrow)));
    }
    lines.extend(words::moved(before, after).map(|text| vec![(Some(Tone::Warning), text)]));
}
