//! A cycle copied into the next one: what is copied, and from where each key result starts. A single
//! record is carried over by the same rules.

use std::collections::HashMap;

use serde_json::Value;

use super::{Happened, NewCycle, closed, make, named, span, state};
use crate::act::writer::Writer;
use crate::act::{Change, Context, Outcome};
use crate::domain::cycle::{Cycle, CycleState};
use crate::domain::grade::Next;
use crate::domain::id::Uid;
use crate::domain::key_result::KeyResult;
use crate::domain::measure::{Direction, Kind, Measure};
use crate::domain::objective::{Head, Objective};
use crate::domain::quantity::Quantity;
use crate::domain::record::{Fields, Type};
use crate::error::{Error, Result};
use crate::store::{check_ins, cycles, grades, key_results, objectives};

/// Makes the next cycle with what is still live in this one: same words and targets, starting from
/// where things stand. Handles go along once the cycle is over, so that scripts follow and until then
/// speak of the cycle that runs. What was graded as done or as not
/// pursued stays behind.
pub(in crate::act) fn copy(
    writer: &mut Writer<'_>,
    outcome: &mut Outcome,
    context: &Context,
    from: &str,
    to: &NewCycle,
) -> Result<()> {
    let source = named(writer.connection, from)?;
    let into = match still_empty(writer, to)? {
        Some(cycle) => {
            let mut set = Fields::new();
            set.insert("ancestor".to_owned(), Value::from(source.name.as_str()));
            writer.change(cycle.uid, set)?;
            cycle.name
        }
        None => {
            let span = span(writer, context, to)?;
            make(writer, outcome, &span, state(to), Some(source.name.clone()))?;
            span.name
        }
    };
    let mut live: Vec<Objective> = objectives::of_cycle(writer.connection, Some(&source.name))?
        .into_iter()
        .filter(|objective| objective.head.dropped.is_none())
        .collect();
    let grades = grades::all(writer.connection)?;
    let ends_here = |head: &Head| {
        let next = grades.get(&head.uid).and_then(|grade| grade.next);
        matches!(next, Some(Next::Done | Next::Drop))
    };
    live.retain(|objective| !ends_here(&objective.head));
    let mut below: Vec<Vec<KeyResult>> = Vec::new();
    // Every copy has its uid before the first is written: an objective can stand under any of them.
    let mut copies: HashMap<Uid, Uid> = HashMap::new();
    for objective in &live {
        let mut key_results = key_results::of_objective(writer.connection, objective.head.uid)?;
        key_results.retain(|kr| kr.head.dropped.is_none() && !ends_here(&kr.head));
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
        next.cycle.clone_from(&into);
        next.head.parent = objective.head.parent.map(copied);
        let uid = copied(objective.head.uid);
        carry(
            writer,
            &mut next.head,
            uid,
            Type::Objective,
            is_over(&source, context),
        )?;
        writer.create(Type::Objective, uid, &next)?;
        for old in key_results {
            let ends = (uid, is_over(&source, context));
            copy_key_result(writer, outcome, old, copied(old.head.uid), ends)?;
        }
    }
    outcome.changes.push(Change::Cycle {
        name: into,
        what: Happened::Copied {
            from: source.name,
            objectives: live.len(),
            key_results: key_results_copied,
        },
    });
    Ok(())
}

/// The cycle of that name when it was made before and nothing stands in it yet.
fn still_empty(writer: &Writer<'_>, to: &NewCycle) -> Result<Option<Cycle>> {
    let known = cycles::all(writer.connection)?
        .into_iter()
        .find(|cycle| cycle.name.eq_ignore_ascii_case(to.name.trim()));
    let Some(cycle) = known.filter(|_| to.start.is_none() && to.end.is_none()) else {
        return Ok(None);
    };
    if cycle.state == CycleState::Closed {
        return Err(closed(&cycle));
    }
    if objectives::of_cycle(writer.connection, Some(&cycle.name))?.is_empty() {
        return Ok(Some(cycle));
    }
    Err(
        Error::conflict("E503", format!("{} has objectives already", cycle.name))
            .why("A copy goes into a cycle that is new or empty. A single record is carried over by its grade.")
            .next(format!("okr list --cycle {}", cycle.name))
            .next("okr grade K1 --next carry"),
    )
}

/// Whether a cycle is behind: closed, or past its last day.
pub(in crate::act) fn is_over(cycle: &Cycle, context: &Context) -> bool {
    cycle.state == CycleState::Closed || cycle.end < context.now.today
}

/// Makes a head the one of its successor: a new id, no due day, the handle taken along when the cycle
/// it was in is over.
pub(in crate::act) fn carry(
    writer: &mut Writer<'_>,
    head: &mut Head,
    uid: Uid,
    kind: Type,
    is_over: bool,
) -> Result<()> {
    head.ancestor = Some(head.uid);
    if !is_over {
        head.handle = None;
    }
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
    (objective, is_over): (Uid, bool),
) -> Result<()> {
    let (measure, last) = successor(writer, old)?;
    let is_reached = last.is_some_and(|last| reaches(&measure, last));
    let mut next = KeyResult {
        measure,
        ..old.clone()
    };
    next.head.parent = Some(objective);
    carry(writer, &mut next.head, uid, Type::KeyResult, is_over)?;
    if is_reached {
        remark_reached(outcome, old, &next);
    }
    writer.create(Type::KeyResult, uid, &next)
}

/// Hands the handles of a cycle that is over on to what goes on from its records.
pub(super) fn hand_on(writer: &mut Writer<'_>, outcome: &mut Outcome, cycle: &Cycle) -> Result<()> {
    let mut heads: Vec<Head> = Vec::new();
    for objective in objectives::of_cycle(writer.connection, Some(&cycle.name))? {
        let below = key_results::of_objective(writer.connection, objective.head.uid)?;
        heads.push(objective.head);
        heads.extend(below.into_iter().map(|kr| kr.head));
    }
    for head in heads {
        let Some(handle) = head.handle.clone().filter(|_| head.dropped.is_none()) else {
            continue;
        };
        let krs = key_results::after(writer.connection, head.uid)?;
        let all = objectives::after(writer.connection, head.uid)?;
        let next = krs
            .into_iter()
            .map(|kr| kr.head)
            .chain(all.into_iter().map(|objective| objective.head))
            .find(|next| next.dropped.is_none() && next.handle.is_none());
        let Some(next) = next else {
            continue;
        };
        for (uid, value) in [
            (head.uid, Value::Null),
            (next.uid, Value::from(handle.as_str())),
        ] {
            let mut set = Fields::new();
            set.insert("handle".to_owned(), value);
            writer.change(uid, set)?;
        }
        outcome.remark(
            "W310",
            format!(
                "{handle} now stands for {}, which goes on from {}",
                next.id, head.id
            ),
        );
    }
    Ok(())
}

/// The measure that goes on from one, starting from the last value, and that value.
pub(in crate::act) fn successor(
    writer: &Writer<'_>,
    old: &KeyResult,
) -> Result<(Measure, Option<Quantity>)> {
    let series = check_ins::series(writer.connection, old.head.uid)?;
    let first = series.iter().find_map(|check_in| check_in.value);
    let last = series.iter().rev().find_map(|check_in| check_in.value);
    let mut measure = old.measure.clone();
    measure.plan = None;
    // A factor or a difference was meant against the old start; keep the value it aimed at.
    if matches!(measure.kind, Kind::Relative | Kind::Delta) {
        measure.target = measure.goal(measure.start.or(first));
    }
    // From where it stands there may be no way left, or one that leads back: then the old one stays.
    if !last.is_some_and(|last| reaches(&measure, last)) {
        begin_at(&mut measure, last);
    }
    Ok((measure, last))
}

/// Lets a measure start from a value, where its kind has a start.
pub(in crate::act) fn begin_at(measure: &mut Measure, value: Option<Quantity>) {
    match measure.kind {
        Kind::Hold | Kind::Milestone | Kind::Steps | Kind::Zones | Kind::Unknown => {}
        Kind::Relative | Kind::Delta => measure.start = value,
        _ => measure.start = value.or(measure.start),
    }
}

/// Whether a value is as good as the target or better. A hold is never over.
pub(in crate::act) fn reaches(measure: &Measure, value: Quantity) -> bool {
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
pub(in crate::act) fn remark_reached(outcome: &mut Outcome, old: &KeyResult, copy: &KeyResult) {
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
