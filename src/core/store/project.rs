//! From a record's ops to its row. The same code serves a command that changed one record and the
//! rebuilding of everything, so that the two cannot differ.

use rusqlite::Connection;
use serde_json::Value;

use super::facts::Fact;
use super::{check_ins, cycles, facts, grades, key_results, objectives, ops, reviews, visions};
use crate::domain::check_in::{Ask, CheckIn, Note, Win};
use crate::domain::cycle::Cycle;
use crate::domain::grade::Grade;
use crate::domain::id::{ShortId, Uid};
use crate::domain::key_result::{KeyResult, TargetChange};
use crate::domain::objective::{Objective, Team, Vision};
use crate::domain::record::{Type, decode};
use crate::domain::review::Review;
use crate::error::Result;
use crate::log::op::Op;
use crate::log::register::Registers;
use crate::log::standing::standing;

/// Brings the row of a record in step with its ops. The pointer of a key result to its latest
/// check-in is the caller's to move, once per command: see [`key_results::point_to_latest`]. Answers
/// the key result whose check-ins changed.
///
/// # Errors
/// `E602` for a log that cannot be read, and those of the file.
pub fn record(connection: &Connection, uid: Uid, ops: &[Op]) -> Result<Option<Uid>> {
    let registers = Registers::of(ops);
    for id in ops.iter().filter_map(issued) {
        ops::number_issued(connection, &id)?;
    }
    let Some(kind) = registers
        .value("type")
        .and_then(Value::as_str)
        .and_then(Type::of_name)
    else {
        return remove(connection, uid, ops);
    };
    let mut fields = registers.state();
    let standing = standing(ops);
    let (first, last) = registers.lifetime().unwrap_or_default();
    let last = standing.last().map_or(last, |op| op.stamp);
    match kind {
        Type::Vision => {
            let mut vision: Vision = decode(&fields)?;
            (vision.uid, vision.created) = (uid, first.millis());
            visions::put(connection, &vision)?;
        }
        Type::Team => {
            let mut team: Team = decode(&fields)?;
            team.uid = uid;
            visions::put_team(connection, &team)?;
        }
        Type::Cycle => {
            let mut cycle: Cycle = decode(&fields)?;
            cycle.uid = uid;
            cycles::put(connection, &cycle)?;
        }
        Type::Objective => {
            let mut objective: Objective = decode(&fields)?;
            let head = &mut objective.head;
            (head.uid, head.created, head.updated) = (uid, first.millis(), last.millis());
            objectives::put(connection, &objective)?;
        }
        Type::KeyResult => {
            if let Some(key_result) = key_result(uid, ops)? {
                key_results::put(connection, &key_result)?;
            }
        }
        Type::CheckIn => {
            let mut check_in: CheckIn = decode(&fields)?;
            (check_in.uid, check_in.recorded) = (uid, first.millis());
            // A record with one op is new: there is no row yet.
            let before = match ops {
                [_] => None,
                _ => check_ins::remove(connection, uid)?,
            };
            check_ins::put(connection, &check_in)?;
            if before.is_some_and(|kr| kr != check_in.kr) {
                key_results::point_to_latest(connection, before.unwrap_or(check_in.kr))?;
            }
            return Ok(Some(check_in.kr));
        }
        Type::Grade => {
            let mut grade: Grade = decode(&fields)?;
            grade.uid = uid;
            grades::put(connection, &grade)?;
        }
        Type::Review => {
            let mut review: Review = decode(&fields)?;
            (review.uid, review.begun) = (uid, first.millis());
            reviews::put(connection, &review)?;
        }
        Type::Win | Type::Ask | Type::Note => {
            fields.remove("type");
            fact(connection, kind, uid, &fields)?;
        }
    }
    Ok(None)
}

/// The key result that ops make; `None` where they make something else or nothing.
///
/// # Errors
/// `E602` for a log that cannot be read.
pub fn key_result(uid: Uid, ops: &[Op]) -> Result<Option<KeyResult>> {
    let registers = Registers::of(ops);
    if registers.value("type").and_then(Value::as_str) != Some(Type::KeyResult.name()) {
        return Ok(None);
    }
    let mut key_result: KeyResult = decode(&registers.state())?;
    let standing = standing(ops);
    let (first, last) = registers.lifetime().unwrap_or_default();
    let last = standing.last().map_or(last, |op| op.stamp);
    let head = &mut key_result.head;
    (head.uid, head.created, head.updated) = (uid, first.millis(), last.millis());
    key_result.targets = targets(&standing);
    Ok(Some(key_result))
}

fn issued(op: &Op) -> Option<ShortId> {
    op.body.set.get("id")?.as_str()?.parse().ok()
}

/// The record is not there (any more): its creation was undone.
fn remove(connection: &Connection, uid: Uid, ops: &[Op]) -> Result<Option<Uid>> {
    let was = ops
        .iter()
        .find_map(|op| Type::of_name(op.body.set.get("type")?.as_str()?));
    forget(connection, uid, was)
}

/// Takes out the row of a record of this type. Answers the key result whose check-in it was.
///
/// # Errors
/// Those of the file.
pub fn forget(connection: &Connection, uid: Uid, was: Option<Type>) -> Result<Option<Uid>> {
    match was {
        Some(Type::Vision | Type::Team) => visions::remove(connection, uid)?,
        Some(Type::Cycle) => cycles::remove(connection, uid)?,
        Some(Type::Objective) => objectives::remove(connection, uid)?,
        Some(Type::KeyResult) => key_results::remove(connection, uid)?,
        Some(Type::CheckIn) => return check_ins::remove(connection, uid),
        Some(Type::Win | Type::Ask | Type::Note) => facts::remove(connection, uid)?,
        Some(Type::Grade) => grades::remove(connection, uid)?,
        Some(Type::Review) => reviews::remove(connection, uid)?,
        None => {}
    }
    Ok(None)
}

/// Every start and target a key result was given and that was not taken back, when there was more
/// than one.
fn targets(standing: &[&Op]) -> Vec<TargetChange> {
    const FIELDS: [&str; 5] = ["start", "target", "change", "low", "high"];
    let ordered: Vec<&&Op> = standing
        .iter()
        .filter(|op| FIELDS.iter().any(|field| op.body.set.contains_key(*field)))
        .collect();
    if ordered.len() < 2 {
        return Vec::new();
    }
    let mut standing = [None; 5];
    ordered
        .into_iter()
        .map(|op| {
            for (slot, field) in standing.iter_mut().zip(FIELDS) {
                if let Some(value) = op.body.set.get(field) {
                    *slot = value.as_str().and_then(|text| text.parse().ok());
                }
            }
            let [start, target, change, low, high] = standing;
            TargetChange {
                at: op.stamp.millis(),
                start,
                target,
                change,
                low,
                high,
            }
        })
        .collect()
}

fn fact(
    connection: &Connection,
    kind: Type,
    uid: Uid,
    fields: &crate::domain::record::Fields,
) -> Result<()> {
    let blank = Fact {
        uid,
        id: &ShortId::new(kind, 0),
        title: "",
        date: chrono::NaiveDate::default(),
        by: None,
        about: &[],
        thanks: &[],
        closed: None,
        answer: None,
    };
    match kind {
        Type::Win => {
            let win: Win = decode(fields)?;
            facts::put(
                connection,
                &Fact {
                    id: &win.id,
                    title: &win.title,
                    date: win.date,
                    by: win.by.as_deref(),
                    about: &win.about,
                    thanks: &win.thanks,
                    ..blank
                },
            )
        }
        Type::Ask => {
            let ask: Ask = decode(fields)?;
            facts::put(
                connection,
                &Fact {
                    id: &ask.id,
                    title: &ask.title,
                    date: ask.date,
                    by: ask.by.as_deref(),
                    about: &ask.about,
                    closed: ask.closed,
                    answer: ask.answer.as_deref(),
                    ..blank
                },
            )
        }
        _ => {
            let note: Note = decode(fields)?;
            facts::put(
                connection,
                &Fact {
                    id: &note.id,
                    title: &note.title,
                    date: note.date,
                    by: note.by.as_deref(),
                    about: &[note.on],
                    ..blank
                },
            )
        }
    }
}
