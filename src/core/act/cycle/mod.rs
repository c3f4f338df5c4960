//! Cycles: made by name or by the calendar, opened and closed.

mod copy;

use chrono::NaiveDate;
use rusqlite::Connection;
use serde_json::Value;

use super::writer::Writer;
use super::{Change, Context, Outcome};
use crate::domain::cycle::{Cycle, CycleState, Span};
use crate::domain::id::Uid;
use crate::domain::record::{Fields, Type};
use crate::error::{Error, Result};
use crate::store::{cycles, objectives};
pub(super) use copy::{begin_at, carry, copy, is_over, reaches, remark_reached, successor};

/// A cycle to be. Without days its name must be one of the calendar's: `2026Q3`, `2026-07`, `2026T2`, `FY27Q1`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewCycle {
    pub name: String,
    pub start: Option<NaiveDate>,
    pub end: Option<NaiveDate>,
    /// Still being planned: it opens with `okr cycle open`.
    pub planning: bool,
}

/// What became of a cycle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Happened {
    Made {
        start: NaiveDate,
        end: NaiveDate,
    },
    Opened,
    Closed,
    Copied {
        from: String,
        objectives: usize,
        key_results: usize,
    },
}

/// The cycle a day's work belongs to: one that holds the day (active before planned), else the last
/// one that began, else the first to come. `None` in a book without cycles.
#[must_use]
pub fn current(cycles: &[Cycle], day: NaiveDate) -> Option<&Cycle> {
    let holding = cycles
        .iter()
        .filter(|cycle| cycle.contains(day))
        .min_by_key(|cycle| {
            (
                cycle.state != CycleState::Active,
                cycle.state != CycleState::Planning,
                -cycle.start.signed_duration_since(day).num_days(),
            )
        });
    holding
        .or_else(|| {
            cycles
                .iter()
                .filter(|cycle| cycle.start <= day)
                .max_by_key(|cycle| cycle.start)
        })
        .or_else(|| cycles.iter().min_by_key(|cycle| cycle.start))
}

/// The cycle that comes after another one: the named one, or the first that starts after it, or the
/// calendar's own, made on the way.
pub(super) fn following(
    writer: &mut Writer<'_>,
    outcome: &mut Outcome,
    context: &Context,
    source: &Cycle,
    name: Option<&str>,
) -> Result<Cycle> {
    let all = cycles::all(writer.connection)?;
    let known = match name {
        Some(name) => all
            .iter()
            .find(|cycle| cycle.name.eq_ignore_ascii_case(name)),
        None => all.iter().find(|cycle| cycle.start > source.end),
    };
    if let Some(cycle) = known {
        return if cycle.state == CycleState::Closed {
            Err(closed(cycle))
        } else if cycle.name == source.name {
            Err(
                Error::refused("E253", format!("{} is the cycle it is in", cycle.name))
                    .why("What is carried goes into another cycle."),
            )
        } else {
            Ok(cycle.clone())
        };
    }
    let span = match name {
        Some(name) => context.calendar.span_named(name, context.now.today),
        None => source
            .end
            .succ_opt()
            .and_then(|day| context.calendar.span_of(day)),
    };
    let Some(span) = span else {
        return named(writer.connection, name.unwrap_or_default());
    };
    let state = if span.start <= context.now.today {
        CycleState::Active
    } else {
        CycleState::Planning
    };
    make(writer, outcome, &span, state, Some(source.name.clone()))?;
    named(writer.connection, &span.name)
}

/// The cycle with a name, in any case.
///
/// # Errors
/// `E307` with the known names.
pub fn named(connection: &Connection, name: &str) -> Result<Cycle> {
    let all = cycles::all(connection)?;
    let known: Vec<String> = all.iter().map(|cycle| cycle.name.clone()).collect();
    all.into_iter()
        .find(|cycle| cycle.name.eq_ignore_ascii_case(name))
        .ok_or_else(|| {
            let error = Error::not_found("E307", format!("there is no cycle {name}"));
            let error = match known.as_slice() {
                [] => error.why("There are no cycles yet; the first objective makes one."),
                _ => error.why(format!("Known: {}", known.join(", "))),
            };
            // A name of the calendar may be one to come; any other is more likely a slip.
            let is_dated = name.starts_with(|letter: char| letter.is_ascii_digit());
            let slips =
                |cycle: &&String| strsim::osa_distance(&cycle.to_lowercase(), &name.to_lowercase());
            let near = known
                .iter()
                .min_by_key(slips)
                .filter(|near| slips(near) <= 2);
            match near.filter(|_| !is_dated) {
                Some(near) => error.instead(name, near.as_str()),
                None if is_dated => error.next(format!("okr cycle new {name}")),
                None => error.next("okr cycle list"),
            }
        })
}

/// The cycle an objective is in. `None` when either is not there.
pub(super) fn of_objective(connection: &Connection, objective: Uid) -> Result<Option<Cycle>> {
    let Some(objective) = objectives::by_uid(connection, objective)? else {
        return Ok(None);
    };
    Ok(cycles::all(connection)?
        .into_iter()
        .find(|cycle| cycle.name == objective.cycle))
}

/// The cycle a new objective joins: the named one, or the open one that holds today, or the
/// calendar's own, made on the way.
pub(super) fn for_objective(
    writer: &mut Writer<'_>,
    outcome: &mut Outcome,
    context: &Context,
    name: Option<&str>,
) -> Result<String> {
    let all = cycles::all(writer.connection)?;
    let today = context.now.today;
    let found = match name {
        Some(name) => all
            .iter()
            .find(|cycle| cycle.name.eq_ignore_ascii_case(name)),
        None => current(&all, today)
            .filter(|cycle| cycle.contains(today) && cycle.state != CycleState::Closed),
    };
    if let Some(cycle) = found {
        return match cycle.state {
            CycleState::Closed => Err(closed(cycle)),
            _ => Ok(cycle.name.clone()),
        };
    }
    let span = match name {
        Some(name) => context.calendar.span_named(name, today),
        None => context.calendar.span_of(today),
    };
    let Some(span) = span else {
        return Err(named(writer.connection, name.unwrap_or_default())
            .err()
            .unwrap_or_else(unnamed));
    };
    make(writer, outcome, &span, CycleState::Active, None)?;
    Ok(span.name)
}

fn unnamed() -> Error {
    Error::usage("E113", "a cycle needs a name").next("okr cycle new 2026Q3")
}

pub(super) fn closed(cycle: &Cycle) -> Error {
    Error::refused("E306", format!("the cycle {} is closed", cycle.name))
        .why("A closed cycle stays as it was graded.")
        .next(format!("okr cycle open {}", cycle.name))
}

/// The name of a cycle that an objective can join.
///
/// # Errors
/// `E307` when there is none of that name, `E306` when it is closed.
pub(super) fn still_open(connection: &Connection, name: &str) -> Result<String> {
    let cycle = named(connection, name)?;
    match cycle.state {
        CycleState::Closed => Err(closed(&cycle)),
        _ => Ok(cycle.name),
    }
}

/// The cycle of an objective that may still change.
///
/// # Errors
/// `E306` when it is closed.
pub(super) fn open_for_changes(connection: &Connection, objective: Uid) -> Result<Option<Cycle>> {
    match of_objective(connection, objective)? {
        Some(cycle) if cycle.state == CycleState::Closed => Err(closed(&cycle)),
        cycle => Ok(cycle),
    }
}

/// Says so when a record's own due day lies outside its cycle.
pub(super) fn remark_due_outside(
    connection: &Connection,
    outcome: &mut Outcome,
    objective: Uid,
    id: &str,
    due: NaiveDate,
) -> Result<()> {
    if let Some(cycle) = of_objective(connection, objective)?
        && !cycle.contains(due)
    {
        outcome.remark(
            "L18",
            format!(
                "{id} is due on {due}, outside its cycle {} ({} to {})",
                cycle.name, cycle.start, cycle.end
            ),
        );
    }
    Ok(())
}

fn make(
    writer: &mut Writer<'_>,
    outcome: &mut Outcome,
    span: &Span,
    state: CycleState,
    ancestor: Option<String>,
) -> Result<()> {
    let cycle = Cycle {
        uid: Uid::of_name(Type::Cycle, &span.name),
        name: span.name.clone(),
        start: span.start,
        end: span.end,
        state,
        opened: (state == CycleState::Active).then(|| writer.now.millis()),
        ancestor,
    };
    writer.create(Type::Cycle, cycle.uid, &cycle)?;
    outcome.changes.push(Change::Cycle {
        name: cycle.name,
        what: Happened::Made {
            start: span.start,
            end: span.end,
        },
    });
    Ok(())
}

fn span(writer: &Writer<'_>, context: &Context, new: &NewCycle) -> Result<Span> {
    let typed = super::text::kept_word(&new.name, "the cycle's name")?;
    if typed.contains(char::is_whitespace) || typed.len() > 32 {
        return Err(
            Error::refused("E219", format!("\"{typed}\" cannot be a cycle's name"))
                .why("It is one word of at most 32 characters."),
        );
    }
    let calendar = context.calendar.span_named(&typed, context.now.today);
    let span = match (new.start, new.end, calendar) {
        (None, None, Some(span)) => span,
        (start, end, calendar) => {
            let start = start.or(calendar.as_ref().map(|span| span.start));
            let end = end.or(calendar.as_ref().map(|span| span.end));
            let Some((start, end)) = start.zip(end) else {
                let from = start.unwrap_or(context.now.today);
                let to = end.unwrap_or(from + chrono::Days::new(90));
                let error = Error::usage(
                    "E113",
                    format!("the calendar has no cycle \"{typed}\"; say when it starts and ends"),
                )
                .next(format!("okr cycle new {typed} --start {from} --end {to}"));
                return Err(match typed.to_uppercase().starts_with("FY") {
                    true => error
                        .why("Years beginning in another month than January are a setting.")
                        .next("okr config set cycle.fiscal_start 4"),
                    false => error,
                });
            };
            Span {
                name: typed,
                start,
                end,
            }
        }
    };
    if span.end < span.start {
        return Err(Error::refused(
            "E219",
            format!(
                "the cycle would end ({}) before it starts ({})",
                span.end, span.start
            ),
        ));
    }
    if (span.end - span.start).num_days() > 366 * 5 {
        return Err(Error::refused("E219", "a cycle lasts at most five years"));
    }
    if cycles::all(writer.connection)?
        .iter()
        .any(|cycle| cycle.name.eq_ignore_ascii_case(&span.name))
    {
        return Err(
            Error::conflict("E503", format!("there is a cycle {} already", span.name))
                .next("okr cycle list"),
        );
    }
    Ok(span)
}

fn state(new: &NewCycle) -> CycleState {
    if new.planning {
        CycleState::Planning
    } else {
        CycleState::Active
    }
}

pub(super) fn new(
    writer: &mut Writer<'_>,
    outcome: &mut Outcome,
    context: &Context,
    new: &NewCycle,
) -> Result<()> {
    let span = span(writer, context, new)?;
    make(writer, outcome, &span, state(new), None)
}

pub(super) fn set_state(
    writer: &mut Writer<'_>,
    outcome: &mut Outcome,
    name: &str,
    to: CycleState,
) -> Result<()> {
    let cycle = named(writer.connection, name)?;
    let mut set = Fields::new();
    set.insert("state".to_owned(), Value::from(to.name()));
    if to == CycleState::Active && cycle.opened.is_none() {
        set.insert("opened".to_owned(), Value::from(writer.now.millis()));
    }
    if writer.change(cycle.uid, set)? {
        let what = if to == CycleState::Active {
            Happened::Opened
        } else {
            Happened::Closed
        };
        outcome.changes.push(Change::Cycle {
            name: cycle.name.clone(),
            what,
        });
        if to == CycleState::Closed {
            copy::hand_on(writer, outcome, &cycle)?;
        }
    } else {
        outcome.remark("W305", format!("{} was {} already", cycle.name, to.name()));
    }
    Ok(())
}
