//! Where a record stands: moving it under another one, and dropping it.

use serde_json::Value;

use super::add::{PARENTS, counting, live};
use super::writer::Writer;
use super::{Change, Context, FieldChange, Outcome, cycle};
use crate::domain::id::Uid;
use crate::domain::record::{Fields, Type};
use crate::error::{Error, Result};
use crate::reference::{self, Found};
use crate::store::row::iso;
use crate::store::{key_results, objectives, visions};

pub(super) const PLANNED: [Type; 2] = [Type::KeyResult, Type::Objective];

/// Moves an objective under a vision, an objective or a key result, or a key result under an
/// objective. `to` of `none` takes an objective from its parent.
pub(super) fn move_to(
    writer: &mut Writer<'_>,
    outcome: &mut Outcome,
    typed: &str,
    to: &str,
    counts: Option<bool>,
) -> Result<()> {
    let record = live(reference::exact(writer.connection, typed, &PLANNED)?)?;
    let before = parent_of(writer, &record)?;
    let parent = match (to, record.kind) {
        ("none", Type::Objective) => None,
        (_, Type::Objective) => Some(live(reference::exact(writer.connection, to, &PARENTS)?)?),
        _ => Some(live(reference::exact(
            writer.connection,
            to,
            &[Type::Objective],
        )?)?),
    };
    if let Some(parent) = &parent {
        refuse_loop(writer, &record, parent)?;
    }
    open_above(writer, &record)?;
    if let Some(parent) = parent.as_ref().filter(|_| record.kind == Type::KeyResult) {
        cycle::open_for_changes(writer.connection, parent.uid)?;
    }
    let mut set = Fields::new();
    set.insert(
        "parent".to_owned(),
        parent
            .as_ref()
            .map_or(Value::Null, |parent| Value::from(parent.uid.to_string())),
    );
    if record.kind == Type::Objective {
        let stays = objectives::by_uid(writer.connection, record.uid)?
            .is_some_and(|objective| objective.counts);
        let can = parent
            .as_ref()
            .is_some_and(|parent| parent.kind == Type::Objective);
        let counts = counting(counts.unwrap_or(stays && can), parent.as_ref())?;
        set.insert(
            "counts".to_owned(),
            if counts {
                Value::Bool(true)
            } else {
                Value::Null
            },
        );
    } else if counts.is_some() {
        let error = Error::usage(
            "E112",
            "--counts is for objectives; a key result always counts",
        );
        let to = parent.map_or_else(|| to.to_owned(), |parent| parent.id);
        return Err(error
            .why("Weight 0 tracks it without counting.")
            .next(format!("okr move {} --to {to}", record.id))
            .next(format!("okr set {} weight=0", record.id)));
    }
    let counted = set.get("counts").is_some_and(|counts| !counts.is_null());
    let was_counted = record.kind == Type::Objective
        && objectives::by_uid(writer.connection, record.uid)?
            .is_some_and(|objective| objective.counts);
    let stays = parent.as_ref().map(|parent| parent.uid) == before;
    let after = parent.map(|parent| parent.id);
    if writer.change(record.uid, set)? {
        let before = before
            .and_then(|uid| short(writer, uid).transpose())
            .transpose()?;
        let mut fields = Vec::new();
        if !stays {
            fields.push(FieldChange {
                field: "parent".to_owned(),
                before,
                after,
            });
        }
        if counted != was_counted {
            let word = |counts: bool| Some(if counts { "yes" } else { "no" }.to_owned());
            fields.push(FieldChange {
                field: "counts".to_owned(),
                before: word(was_counted).filter(|_| stays),
                after: word(counted),
            });
        }
        outcome.changes.push(Change::Changed {
            kind: record.kind,
            uid: record.uid,
            id: record.id,
            title: record.title,
            fields,
        });
    }
    Ok(())
}

/// Refuses changes to a record whose cycle is closed.
fn open_above(writer: &Writer<'_>, record: &Found) -> Result<()> {
    let objective = match record.kind {
        Type::Objective => Some(record.uid),
        Type::KeyResult => parent_of(writer, record)?,
        _ => None,
    };
    if let Some(objective) = objective {
        cycle::open_for_changes(writer.connection, objective)?;
    }
    Ok(())
}

fn parent_of(writer: &Writer<'_>, record: &Found) -> Result<Option<Uid>> {
    Ok(match record.kind {
        Type::Objective => objectives::by_uid(writer.connection, record.uid)?
            .and_then(|objective| objective.head.parent),
        Type::KeyResult => {
            key_results::by_uid(writer.connection, record.uid)?.and_then(|kr| kr.head.parent)
        }
        _ => None,
    })
}

/// The short id of a planned record.
pub(crate) fn short(writer: &Writer<'_>, uid: Uid) -> Result<Option<String>> {
    if let Some(objective) = objectives::by_uid(writer.connection, uid)? {
        return Ok(Some(objective.head.id.to_string()));
    }
    if let Some(kr) = key_results::by_uid(writer.connection, uid)? {
        return Ok(Some(kr.head.id.to_string()));
    }
    Ok(visions::all(writer.connection)?
        .into_iter()
        .find(|vision| vision.uid == uid)
        .map(|vision| vision.id.to_string()))
}

/// Climbs from the new parent; meeting the record on the way would close a loop.
fn refuse_loop(writer: &Writer<'_>, record: &Found, parent: &Found) -> Result<()> {
    let mut path = vec![record.id.clone(), parent.id.clone()];
    let mut climbing = parent.clone();
    loop {
        if climbing.uid == record.uid {
            return Err(Error::refused(
                "E217",
                format!(
                    "{} cannot stand under {}: that would be a loop",
                    record.id, parent.id
                ),
            )
            .why(path.join(" under "))
            .next("okr tree"));
        }
        let Some(uid) = parent_of(writer, &climbing)? else {
            return Ok(());
        };
        let above = objectives::by_uid(writer.connection, uid)?
            .map(|objective| (Type::Objective, objective.head))
            .or(key_results::by_uid(writer.connection, uid)?.map(|kr| (Type::KeyResult, kr.head)));
        let Some((kind, head)) = above else {
            return Ok(());
        };
        path.push(head.id.to_string());
        climbing = Found {
            kind,
            uid,
            id: head.id.to_string(),
            title: head.title,
            dropped: head.dropped,
        };
        if path.len() > 10_000 {
            return Ok(());
        }
    }
}

/// Archives records. A dropped objective takes its key results out of sight with it.
pub(super) fn drop_records(
    writer: &mut Writer<'_>,
    outcome: &mut Outcome,
    context: &Context,
    typed: &[String],
    because: Option<&String>,
) -> Result<()> {
    for reference in typed {
        let record = live(reference::exact(
            writer.connection,
            reference,
            &[Type::KeyResult, Type::Objective, Type::Vision],
        )?)?;
        open_above(writer, &record)?;
        let mut set = Fields::new();
        set.insert("dropped".to_owned(), Value::from(iso(context.now.today)));
        if let Some(reason) = because {
            let reason = super::text::kept_text(reason, "the reason")?;
            set.insert("dropped_because".to_owned(), Value::from(reason));
        }
        let with = match record.kind {
            Type::Objective => key_results::of_objective(writer.connection, record.uid)?
                .iter()
                .filter(|kr| kr.head.dropped.is_none())
                .count(),
            _ => 0,
        };
        writer.change(record.uid, set)?;
        outcome.changes.push(Change::Dropped {
            kind: record.kind,
            uid: record.uid,
            id: record.id,
            title: record.title,
            because: because.cloned(),
            with,
        });
    }
    Ok(())
}

/// Says what blocks a record, or that nothing does any more.
pub(super) fn block(
    writer: &mut Writer<'_>,
    outcome: &mut Outcome,
    context: &Context,
    typed: &str,
    blocker: Option<&String>,
) -> Result<()> {
    let record = live(reference::exact(writer.connection, typed, &PLANNED)?)?;
    open_above(writer, &record)?;
    let before = blocker_of(writer, &record)?;
    let after = blocker
        .map(|text| super::text::kept_text(text, "the blocker"))
        .transpose()?;
    if writer.change(
        record.uid,
        blocked(before.as_deref(), after.as_deref(), context.now.today),
    )? {
        outcome.changes.push(Change::Changed {
            kind: record.kind,
            uid: record.uid,
            id: record.id,
            title: record.title,
            fields: vec![FieldChange {
                field: "blocker".to_owned(),
                before,
                after,
            }],
        });
    } else {
        let text = match after {
            Some(_) => format!("{} is blocked by that already", record.id),
            None => format!("{} was not blocked", record.id),
        };
        outcome.remark("W304", text);
    }
    Ok(())
}

fn blocker_of(writer: &Writer<'_>, record: &Found) -> Result<Option<String>> {
    Ok(match record.kind {
        Type::Objective => objectives::by_uid(writer.connection, record.uid)?
            .and_then(|objective| objective.head.blocker),
        _ => key_results::by_uid(writer.connection, record.uid)?.and_then(|kr| kr.head.blocker),
    })
}

/// Whether a blocker is the one before in more or fewer words. Another one has an age of its own.
pub(super) fn is_told_on(before: &str, after: &str) -> bool {
    let (before, after) = (before.to_lowercase(), after.to_lowercase());
    let (before, after) = (before.trim(), after.trim());
    before.contains(after) || after.contains(before)
}

/// The fields of a blocker. One that is told on keeps the day it began.
pub(super) fn blocked(
    before: Option<&str>,
    blocker: Option<&str>,
    day: chrono::NaiveDate,
) -> Fields {
    let mut set = Fields::new();
    set.insert(
        "blocker".to_owned(),
        blocker.map_or(Value::Null, Value::from),
    );
    match (before, blocker) {
        (_, None) => {
            set.insert("blocked_since".to_owned(), Value::Null);
        }
        (Some(before), Some(after)) if is_told_on(before, after) => {}
        (_, Some(_)) => {
            set.insert("blocked_since".to_owned(), Value::from(iso(day)));
        }
    }
    set
}
