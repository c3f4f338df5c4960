//! Cycles: made by name or by the calendar, opened, closed, and copied into the next one.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::Connection;
use serde_json::Value;

use super::writer::Writer;
use super::{Change, Context, Outcome};
use crate::domain::cycle::{Cycle, CycleState, Span};
use crate::domain::id::Uid;
use crate::domain::key_result::KeyResult;
use crate::domain::measure::{Direction, Kind, Measure};
use crate::domain::objective::Objective;
use crate::domain::quantity::Quantity;
use crate::domain::record::{Fields, Type};
use crate::error::{Error, Result};
use crate::store::{check_ins, cycles, key_results, objectives};

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
            error.next(format!("okr cycle new {name}"))
        })
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

fn closed(cycle: &Cycle) -> Error {
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

/// Refuses changes below an objective whose cycle is closed.
///
/// # Errors
/// `E306`.
pub fn open_for_changes(connection: &Connection, objective: Uid) -> Result<()> {
    let Some(objective) = objectives::by_uid(connection, objective)? else {
        return Ok(());
    };
    match cycles::all(connection)?
        .into_iter()
        .find(|cycle| cycle.name == objective.cycle)
    {
        Some(cycle) if cycle.state == CycleState::Closed => Err(closed(&cycle)),
        _ => Ok(()),
    }
}

/// Says so when a record's own due day lies outside its cycle.
pub(super) fn remark_due_outside(
    connection: &Connection,
    outcome: &mut Outcome,
    _context: &Context,
    objective: Uid,
    id: &str,
    due: NaiveDate,
) -> Result<()> {
    let cycle = objectives::by_uid(connection, objective)?.map(|objective| objective.cycle);
    if let Some(cycle) = cycles::all(connection)?
        .into_iter()
        .find(|known| Some(&known.name) == cycle.as_ref())
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
                return Err(Error::usage(
                    "E113",
                    format!("the calendar has no cycle \"{typed}\"; say when it starts and ends"),
                )
                .next(format!(
                    "okr cycle new {typed} --start 2026-07-01 --end 2026-08-15"
                )));
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
            name: cycle.name,
            what,
        });
    } else {
        outcome.remark("W305", format!("{} was {} already", cycle.name, to.name()));
    }
    Ok(())
}

/// Makes the next cycle with what is still live in this one: same words and targets, starting from
/// where things stand. Handles go along, so that scripts follow.
pub(super) fn copy(
    writer: &mut Writer<'_>,
    outcome: &mut Outcome,
    context: &Context,
    from: &str,
    to: &NewCycle,
) -> Result<()> {
    let source = named(writer.connection, from)?;
    let span = span(writer, context, to)?;
    make(writer, outcome, &span, state(to), Some(source.name.clone()))?;
    let live: Vec<Objective> = objectives::of_cycle(writer.connection, Some(&source.name))?
        .into_iter()
        .filter(|objective| objective.head.dropped.is_none())
        .collect();
    let mut below: Vec<Vec<KeyResult>> = Vec::new();
    // Every copy has its uid before the first is written: an objective can stand under any of them.
    let mut copies: HashMap<Uid, Uid> = HashMap::new();
    for objective in &live {
        let mut key_results = key_results::of_objective(writer.connection, objective.head.uid)?;
        key_results.retain(|kr| kr.head.dropped.is_none());
        let heads = key_results.iter().map(|kr| &kr.head);
        copies.extend(
            heads
                .chain([&objective.head])
                .map(|head| (head.uid, Uid::random())),
        );
        below.push(key_results);
    }
    let copied = |uid: Uid| copies.get(&uid).copied().unwrap_or(uid);
    let key_results_copied = below.iter().map(Vec::len).sum();
    for (objective, key_results) in live.iter().zip(&below) {
        let mut next = objective.clone();
        next.cycle.clone_from(&span.name);
        next.head.parent = objective.head.parent.map(copied);
        let uid = copied(objective.head.uid);
        carry(writer, &mut next.head, uid, Type::Objective)?;
        writer.create(Type::Objective, uid, &next)?;
        for old in key_results {
            copy_key_result(writer, outcome, old, copied(old.head.uid), uid)?;
        }
    }
    outcome.changes.push(Change::Cycle {
        name: span.name,
        what: Happened::Copied {
            from: source.name,
            objectives: live.len(),
            key_results: key_results_copied,
        },
    });
    Ok(())
}

fn carry(
    writer: &mut Writer<'_>,
    head: &mut crate::domain::objective::Head,
    uid: Uid,
    kind: Type,
) -> Result<()> {
    head.ancestor = Some(head.uid);
    if head.handle.is_some() {
        let mut set = Fields::new();
        set.insert("handle".to_owned(), Value::Null);
        writer.change(head.uid, set)?;
    }
    head.uid = uid;
    head.id = writer.next_id(kind)?;
    head.due = None;
    Ok(())
}

fn copy_key_result(
    writer: &mut Writer<'_>,
    outcome: &mut Outcome,
    old: &KeyResult,
    uid: Uid,
    objective: Uid,
) -> Result<()> {
    let mut next = old.clone();
    let series = check_ins::series(writer.connection, old.head.uid)?;
    let first = series.iter().find_map(|check_in| check_in.value);
    let last = series.iter().rev().find_map(|check_in| check_in.value);
    let measure = &mut next.measure;
    measure.plan = None;
    // A factor or a difference was meant against the old start; keep the value it aimed at.
    if matches!(measure.kind, Kind::Relative | Kind::Delta) {
        measure.target = measure.goal(measure.start.or(first));
    }
    let reached = last.is_some_and(|last| reaches(measure, last));
    match measure.kind {
        Kind::Hold | Kind::Milestone | Kind::Steps | Kind::Zones | Kind::Unknown => {}
        // From where it stands there is no way left, or one that leads back: the old one stays.
        _ if reached => {}
        Kind::Relative | Kind::Delta => measure.start = last,
        _ => measure.start = last.or(measure.start),
    }
    next.head.parent = Some(objective);
    carry(writer, &mut next.head, uid, Type::KeyResult)?;
    if reached {
        remark_reached(outcome, old, &next);
    }
    writer.create(Type::KeyResult, uid, &next)
}

/// Whether a value is as good as the target or better. A hold is never over.
fn reaches(measure: &Measure, value: Quantity) -> bool {
    let Some(goal) = measure.goal(measure.start) else {
        return false;
    };
    match measure.direction {
        Direction::Up => value >= goal,
        Direction::Down => value <= goal,
        Direction::Stay => false,
    }
}

/// What was reached is copied too, because only people know what comes after it.
fn remark_reached(outcome: &mut Outcome, old: &KeyResult, copy: &KeyResult) {
    let id = &copy.head.id;
    outcome.remark(
        "W306",
        format!("{id} was reached in the old cycle, as {}", old.head.id),
    );
    if let Some(remark) = outcome.remarks.last_mut() {
        let numbered = !matches!(
            copy.measure.kind,
            Kind::Milestone | Kind::Steps | Kind::Zones
        );
        remark.next = Some(if numbered {
            format!("okr set {id} target=VALUE  or  okr drop {id}")
        } else {
            format!("okr drop {id}")
        });
    }
}
