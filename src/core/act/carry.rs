//! What goes on in the next cycle: a key result with its objective where that is needed, linked to what
//! it came from, starting from the final value. Carrying twice makes nothing twice.

use std::collections::HashSet;

use super::change::{self, check_measure, set_measure, settle};
use super::cycle::{
    begin_at, carry, following, is_over, of_objective, reaches, remark_reached, successor,
};
use super::read;
use super::text::kept_text;
use super::writer::Writer;
use super::{Change, Context, Outcome};
use crate::domain::cycle::Cycle;
use crate::domain::id::Uid;
use crate::domain::key_result::KeyResult;
use crate::domain::objective::{Head, Objective};
use crate::domain::record::Type;
use crate::error::Result;
use crate::reference::Found;
use crate::store::{key_results, objectives};

/// How a record goes on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted<'a> {
    pub title: Option<&'a str>,
    pub target: Option<&'a str>,
    pub into: Option<&'a str>,
}

/// From one cycle into another.
struct Step {
    from: Cycle,
    into: Cycle,
    is_over: bool,
}

/// Carries a record into the next cycle, or brings what was carried already up to date.
pub(super) fn over(
    writer: &mut Writer<'_>,
    outcome: &mut Outcome,
    context: &Context,
    found: &Found,
    wanted: &Wanted<'_>,
) -> Result<()> {
    let kr = key_results::by_uid(writer.connection, found.uid)?;
    let objective = kr.as_ref().map_or(Some(found.uid), |kr| kr.head.parent);
    let objective = match objective {
        Some(uid) => objectives::by_uid(writer.connection, uid)?,
        None => None,
    };
    let Some(objective) = objective else {
        return Ok(());
    };
    let Some(from) = of_objective(writer.connection, objective.head.uid)? else {
        return Ok(());
    };
    let into = following(writer, outcome, context, &from, wanted.into)?;
    let step = Step {
        is_over: is_over(&from, context),
        from,
        into,
    };
    let known = match &kr {
        Some(kr) => key_result_after(writer, kr.head.uid, &step)?.map(|kr| kr.head),
        None => objective_after(writer, found.uid, &step)?.map(|objective| objective.head),
    };
    if let Some(known) = known {
        return update(writer, outcome, context, &known, wanted);
    }
    let Some(kr) = kr else {
        return carry_objective(writer, outcome, &objective, wanted.title, &step).map(|_| ());
    };
    let parent = match objective_after(writer, objective.head.uid, &step)? {
        Some(known) => known.head.uid,
        None => carry_objective(writer, outcome, &objective, None, &step)?,
    };
    carry_key_result(writer, outcome, context, &kr, parent, wanted, &step)
}

/// The short ids of live records that go on from this one.
pub(super) fn live_after(writer: &Writer<'_>, found: &Found) -> Result<Vec<String>> {
    let krs = key_results::after(writer.connection, found.uid)?;
    let all = objectives::after(writer.connection, found.uid)?;
    let heads = krs
        .iter()
        .map(|kr| &kr.head)
        .chain(all.iter().map(|objective| &objective.head));
    Ok(heads
        .filter(|head| head.dropped.is_none())
        .map(|head| head.id.to_string())
        .collect())
}

fn objective_after(writer: &Writer<'_>, uid: Uid, step: &Step) -> Result<Option<Objective>> {
    let all = objectives::after(writer.connection, uid)?;
    Ok(all
        .into_iter()
        .find(|one| one.head.dropped.is_none() && one.cycle == step.into.name))
}

fn key_result_after(writer: &Writer<'_>, uid: Uid, step: &Step) -> Result<Option<KeyResult>> {
    for kr in key_results::after(writer.connection, uid)? {
        if kr.head.dropped.is_some() {
            continue;
        }
        let cycle = match kr.head.parent {
            Some(parent) => of_objective(writer.connection, parent)?,
            None => None,
        };
        if cycle.is_some_and(|cycle| cycle.name == step.into.name) {
            return Ok(Some(kr));
        }
    }
    Ok(None)
}

/// Gives what was carried already the words and the target that are wanted now.
fn update(
    writer: &mut Writer<'_>,
    outcome: &mut Outcome,
    context: &Context,
    known: &Head,
    wanted: &Wanted<'_>,
) -> Result<()> {
    let words = [("title", wanted.title), ("target", wanted.target)];
    let changes: Vec<(String, String)> = words
        .into_iter()
        .filter_map(|(key, value)| Some((key.to_owned(), value?.to_owned())))
        .collect();
    if changes.is_empty() {
        return Ok(());
    }
    change::set(writer, outcome, context, &[known.id.to_string()], &changes)
}

fn carry_objective(
    writer: &mut Writer<'_>,
    outcome: &mut Outcome,
    old: &Objective,
    title: Option<&str>,
    step: &Step,
) -> Result<Uid> {
    let mut next = old.clone();
    let uid = Uid::random();
    next.cycle.clone_from(&step.into.name);
    let (parent, stays) = parent_of(writer, old.head.parent, step)?;
    next.head.parent = parent;
    next.counts = old.counts && stays;
    if let Some(title) = title {
        next.head.title = kept_text(title, "the title")?;
    }
    carry(writer, &mut next.head, uid, Type::Objective, step.is_over)?;
    writer.create(Type::Objective, uid, &next)?;
    adopt(writer, old.head.uid, &next.head, step)?;
    told(outcome, Type::Objective, &old.head, &next.head, step);
    Ok(uid)
}

fn carry_key_result(
    writer: &mut Writer<'_>,
    outcome: &mut Outcome,
    context: &Context,
    old: &KeyResult,
    objective: Uid,
    wanted: &Wanted<'_>,
    step: &Step,
) -> Result<()> {
    let (measure, last) = successor(writer, old)?;
    let mut next = KeyResult {
        measure,
        ..old.clone()
    };
    let mut named = None;
    if let Some(title) = wanted.title {
        next.head.title = kept_text(title, "the title")?;
        // New words can name the new target themselves.
        let read = read::key_result(title, &[], context, Some(&step.into))?;
        let same_kind = read.new.measure.kind == next.measure.kind;
        named = read.new.measure.target.filter(|_| same_kind);
    }
    if wanted.target.is_some() || named.is_some() {
        begin_at(&mut next.measure, last);
        next.measure.target = named.or(next.measure.target);
    }
    if let Some(target) = wanted.target {
        let into = Some(&step.into);
        set_measure(&mut next.measure, "target", target, context, into)?;
    }
    settle(&mut next.measure);
    check_measure(&next.measure)?;
    let is_reached = last.is_some_and(|last| reaches(&next.measure, last));
    let uid = Uid::random();
    next.head.parent = Some(objective);
    carry(writer, &mut next.head, uid, Type::KeyResult, step.is_over)?;
    writer.create(Type::KeyResult, uid, &next)?;
    adopt(writer, old.head.uid, &next.head, step)?;
    told(outcome, Type::KeyResult, &old.head, &next.head, step);
    if is_reached {
        remark_reached(outcome, old, &next);
    }
    Ok(())
}

fn told(outcome: &mut Outcome, kind: Type, old: &Head, next: &Head, step: &Step) {
    outcome.changes.push(Change::Carried {
        kind,
        from: old.id.to_string(),
        uid: next.uid,
        id: next.id.to_string(),
        title: next.title.clone(),
        cycle: step.into.name.clone(),
    });
}

/// What a carried objective stands under: the successor of its parent, a parent that belongs to no
/// cycle or to another one, else the nearest such above. Answers whether it is its own parent's.
fn parent_of(writer: &Writer<'_>, parent: Option<Uid>, step: &Step) -> Result<(Option<Uid>, bool)> {
    let mut next = parent;
    let mut is_own = true;
    let mut seen = HashSet::new();
    while let Some(uid) = next.filter(|uid| seen.insert(*uid)) {
        let (above, cycle, after) = match key_results::by_uid(writer.connection, uid)? {
            Some(kr) => {
                let cycle = match kr.head.parent {
                    Some(objective) => of_objective(writer.connection, objective)?,
                    None => None,
                };
                let after = key_result_after(writer, uid, step)?.map(|kr| kr.head.uid);
                (kr.head.parent, cycle, after)
            }
            None => {
                let above = objectives::by_uid(writer.connection, uid)?
                    .and_then(|objective| objective.head.parent);
                let cycle = of_objective(writer.connection, uid)?;
                let after = objective_after(writer, uid, step)?.map(|one| one.head.uid);
                (above, cycle, after)
            }
        };
        if let Some(after) = after {
            return Ok((Some(after), is_own));
        }
        if cycle.is_none_or(|cycle| cycle.name != step.from.name) {
            return Ok((Some(uid), is_own));
        }
        next = above;
        is_own = false;
    }
    Ok((None, false))
}

/// Brings what was carried earlier under the successor of its own parent, unless a person moved it.
fn adopt(writer: &mut Writer<'_>, old: Uid, next: &Head, step: &Step) -> Result<()> {
    let above = match next.parent {
        Some(parent) => objectives::by_uid(writer.connection, parent)?,
        None => None,
    };
    let waiting = [next.parent, above.and_then(|above| above.head.parent)];
    for child in objectives::of_parent(writer.connection, old)? {
        let Some(carried) = objective_after(writer, child.head.uid, step)? else {
            continue;
        };
        if carried.head.uid == next.uid || !waiting.contains(&carried.head.parent) {
            continue;
        }
        let mut moved = carried.clone();
        moved.head.parent = Some(next.uid);
        moved.counts = child.counts;
        writer.rewrite(Type::Objective, carried.head.uid, &carried, &moved)?;
    }
    Ok(())
}
