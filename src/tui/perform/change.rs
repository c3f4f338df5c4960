//! Changes the book, or rehearses a change, and says in the words of the command line what came of it.

use okr_core::act::check_in::{self as core_check_in, NewCheckIn, Rule};
use okr_core::act::cycle::current;
use okr_core::act::tried as core_tried;
use okr_core::act::{Action, Change as Done, Commit, Context, Outcome, RowState, answer, read};
use okr_core::capture::sentence;
use okr_core::domain::id::Uid;
use okr_core::domain::record::Type;
use okr_core::report::board;
use okr_core::report::item::Item;
use okr_core::store::{check_ins, cycles};
use okr_core::{Connection, Result};

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

pub(super) fn told_at(
    item: &Item,
    place: usize,
    state: RowState,
    context: &Context,
    glyphs: &Glyphs,
) -> Option<Vec<Piece>> {
    let told = Told::at(item, place, state, context.now.today)?;
    let mut line = check_in::line(&told, glyphs);
    let more = check_in::target_reached(&told).or_else(|| check_in::start(&told, glyphs));
    line.extend(more.map(|more| (Some(Tone::Win), format!("  {more}"))));
    Some(line)
}

/// What would come of a change of one record: its lines, and what it does to its progress. The book is
/// only read, and not waited for: a key press must not make a check-in from elsewhere wait, nor wait.
pub(super) fn rehearse(desk: &mut Desk, wish: &Wish) -> Result<Vec<Vec<Piece>>> {
    desk.open()?;
    let Some(book) = &desk.book else {
        return Ok(Vec::new());
    };
    book.read_at_once(|connection| {
        let (action, said) = action(desk, Some(connection), wish)?;
        match &action {
            Action::CheckIn { rows, rule } => match rows.as_slice() {
                [row] => tried(desk, connection, row, *rule),
                _ => Ok(Vec::new()),
            },
            _ => changed(desk, connection, &action, said),
        }
    })
}

fn changed(
    desk: &Desk,
    connection: &Connection,
    action: &Action,
    said: Vec<String>,
) -> Result<Vec<Vec<Piece>>> {
    let (context, glyphs) = (&desk.context, desk.glyphs.glyphs());
    let found = core_tried::tried(connection, context, action)?;
    // That a record would be added is what the card is for; how it is read stands below.
    let mut told = match action {
        Action::AddKeyResult(_) => Vec::new(),
        _ => lines(connection, &found.outcome, context, glyphs)?,
    };
    if let Some((before, after)) = &found.key_result {
        compare(before, after, glyphs, &mut told);
    }
    let remarks = found.outcome.remarks.iter().map(outcome::remark);
    told.extend(remarks.map(|remark| vec![(Some(Tone::Warning), remark)]));
    told.extend(said.into_iter().map(|said| vec![(Some(Tone::Muted), said)]));
    Ok(told)
}

/// The same for one check-in.
fn tried(
    desk: &Desk,
    connection: &Connection,
    row: &NewCheckIn,
    rule: Rule,
) -> Result<Vec<Vec<Piece>>> {
    let (context, glyphs) = (&desk.context, desk.glyphs.glyphs());
    let Some(found) = core_check_in::tried(connection, context, row, rule)? else {
        return Ok(Vec::new());
    };
    let mut all = Vec::new();
    let place = found
        .item
        .series
        .iter()
        .position(|one| one.uid == found.uid);
    all.extend(place.and_then(|place| told_at(&found.item, place, found.state, context, glyphs)));
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
    if let Some(line) = lines.first_mut().filter(|_| was != is) {
        line.push((None, format!("  progress {was} {} {is}", glyphs.arrow)));
    }
    lines.extend(words::moved(before, after).map(|text| vec![(Some(Tone::Warning), text)]));
}
