//! Two books become one: the changes of both, and the state that follows from all of them, whichever
//! came first. What two books did without knowing of each other is settled by rules that look only at
//! the changes, so that either book comes to the same: of two records with one short id or handle the
//! one that was made first keeps it, and an objective that came to stand below itself stands alone.

use std::collections::{BTreeMap, HashMap, HashSet};

use rusqlite::Connection;
use serde_json::{Map, Value};

use crate::domain::id::{ShortId, Uid};
use crate::domain::record::{Fields, Type};
use crate::error::Result;
use crate::log::clock::Stamp;
use crate::log::op::{Body, Header, Op};
use crate::log::register::Registers;
use crate::rebuild;
use crate::store::ops::{self, Device};
use crate::store::union::{self, Doubles};
use crate::store::{log_rows, project};
use crate::watch::Watch;

/// What came, and what had to be settled.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Merged {
    pub operations: usize,
    pub ops: usize,
    /// How many records of each type were not here.
    pub new: BTreeMap<Type, usize>,
    /// How many were here and have new changes.
    pub changed: usize,
    pub renamed: Vec<Renamed>,
    pub rivals: Vec<Rival>,
    /// Objectives that stood below themselves.
    pub loosened: Vec<String>,
}

/// A record whose id or handle was somebody else's too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renamed {
    pub kind: Type,
    pub before: String,
    pub after: String,
    pub title: String,
}

/// A field that was given different values by two who did not see each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rival {
    pub record: String,
    pub field: String,
    /// `None` where the field was cleared.
    pub stands: Option<String>,
    pub others: Vec<Option<String>>,
}

/// Puts the changes of another book into this one, inside the caller's transaction.
///
/// # Errors
/// `E602` for a log that cannot be read, and those of the files.
pub fn merge(
    from: &Connection,
    into: &Connection,
    wall_millis: i64,
    watch: &Watch,
) -> Result<Merged> {
    let came = union::union(from, into, wall_millis, watch)?;
    let mut merged = Merged {
        operations: came.operations,
        ops: came.ops,
        ..Merged::default()
    };
    // The changes were the first half; the rows made of them are the second.
    let records = came.touched.len();
    for (place, (uid, was_here)) in came.touched.iter().enumerate() {
        watch.see(records + place, 2 * records);
        let all = ops::of_record(into, *uid)?;
        project::record(into, *uid, &all)?;
        let registers = Registers::of(&all);
        let kind = registers
            .value("type")
            .and_then(Value::as_str)
            .and_then(Type::of_name);
        match kind {
            Some(kind) if !was_here => *merged.new.entry(kind).or_default() += 1,
            _ => merged.changed += usize::from(*was_here),
        }
        if kind.is_some() && *was_here {
            rivals(&registers, &mut merged.rivals);
        }
    }
    if came.ops == 0 {
        return Ok(merged);
    }
    let mut pen = Pen {
        into,
        device: ops::own_device(into)?,
    };
    for doubles in union::same_ids(into)? {
        pen.rename(&doubles, &mut merged.renamed)?;
    }
    for (handle, uids) in union::same_handles(into)? {
        for uid in pen.later(&uids)? {
            pen.rename_handle(uid, &handle, &mut merged.renamed)?;
        }
    }
    while let Some(circle) = circle(&log_rows::parents(into)?) {
        pen.cut(&circle, &mut merged.loosened)?;
    }
    ops::keep_device(into, &pen.device)?;
    crate::purge::erase_what_came(into)?;
    rebuild::point_to_latest(into)?;
    Ok(merged)
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

fn rivals(registers: &Registers<'_>, found: &mut Vec<Rival>) {
    let name = |field| registers.value(field).and_then(Value::as_str);
    let record = name("id").or(name("name")).unwrap_or_default();
    for (field, values) in registers.rivals() {
        let mut values = values.into_iter().map(text);
        found.push(Rival {
            record: record.to_owned(),
            field: field.to_owned(),
            stands: values.next().flatten(),
            others: values.collect(),
        });
    }
}

/// Writes what settles a clash. It rides on the operation whose value it replaces and has its time, so
/// that it counts as a part of it for history and undo, in whichever book it was written.
struct Pen<'a> {
    into: &'a Connection,
    device: Device,
}

impl Pen<'_> {
    /// All but the one that was made first.
    fn later(&self, uids: &[Uid]) -> Result<Vec<Uid>> {
        let mut made: Vec<(Stamp, Uid)> = Vec::new();
        for uid in uids {
            let all = ops::of_record(self.into, *uid)?;
            let first = all.iter().map(|op| op.stamp).min().unwrap_or_default();
            made.push((first, *uid));
        }
        made.sort_unstable();
        Ok(made.into_iter().skip(1).map(|(_, uid)| uid).collect())
    }

    fn rename(&mut self, doubles: &Doubles, renamed: &mut Vec<Renamed>) -> Result<()> {
        for uid in self.later(&doubles.uids)? {
            let letters = uid.letters();
            let mut id = ShortId::new(doubles.kind, doubles.number);
            for length in 2..=letters.len() {
                letters[..length].clone_into(&mut id.tag);
                if !union::is_taken(self.into, &id)? {
                    break;
                }
            }
            self.write(
                uid,
                "id",
                Value::from(id.to_string()),
                doubles.kind,
                renamed,
            )?;
        }
        Ok(())
    }

    fn rename_handle(&mut self, uid: Uid, handle: &str, renamed: &mut Vec<Renamed>) -> Result<()> {
        let all = ops::of_record(self.into, uid)?;
        let kind = Registers::of(&all)
            .value("type")
            .and_then(Value::as_str)
            .and_then(Type::of_name);
        let kind = kind.unwrap_or(Type::KeyResult);
        let handle = format!("{handle}-{}", &uid.letters()[..2]);
        self.write(uid, "handle", Value::from(handle), kind, renamed)
    }

    fn write(
        &mut self,
        uid: Uid,
        field: &str,
        value: Value,
        kind: Type,
        renamed: &mut Vec<Renamed>,
    ) -> Result<()> {
        let all = ops::of_record(self.into, uid)?;
        let registers = Registers::of(&all);
        let named = |field| registers.value(field).and_then(text).unwrap_or_default();
        renamed.push(Renamed {
            kind,
            before: named(field),
            after: text(&value).unwrap_or_default(),
            title: named("title"),
        });
        self.set(uid, field, value)
    }

    /// Takes the objective out of the circle that was put there first.
    fn cut(&mut self, circle: &[Uid], loosened: &mut Vec<String>) -> Result<()> {
        let mut places: Vec<(Stamp, Uid, String)> = Vec::new();
        for uid in circle {
            let all = ops::of_record(self.into, *uid)?;
            let registers = Registers::of(&all);
            let author = registers.author("parent");
            let written = all.iter().find(|op| Some(op.oid) == author);
            let is_objective =
                registers.value("type").and_then(Value::as_str) == Some(Type::Objective.name());
            if let Some(op) = written.filter(|_| is_objective) {
                let id = registers.value("id").and_then(text).unwrap_or_default();
                places.push((op.stamp, *uid, id));
            }
        }
        places.sort();
        let Some((_, uid, id)) = places.into_iter().next() else {
            return Err(crate::store::failure::damaged(
                "key results stand below themselves",
            ));
        };
        loosened.push(id);
        self.set(uid, "parent", Value::Null)
    }

    fn set(&mut self, uid: Uid, field: &str, value: Value) -> Result<()> {
        let all = ops::of_record(self.into, uid)?;
        let registers = Registers::of(&all);
        let author = registers.author(field);
        let unknown = || crate::store::failure::damaged("a value was written by nobody");
        let replaced = all
            .iter()
            .find(|op| Some(op.oid) == author)
            .ok_or_else(unknown)?;
        let operation = ops::named(self.into, replaced.group)?.ok_or_else(unknown)?;
        self.device.seq += 1;
        let mut fields = Fields::new();
        fields.insert(field.to_owned(), value);
        let is_undo = |header: &&Header| header.undoes.is_some();
        let op = Op {
            oid: Uid::random(),
            stamp: replaced.stamp,
            ent: uid,
            group: replaced.group,
            body: Body {
                set: fields,
                over: registers.replaced_by_a_write_of(field),
                header: replaced.body.header.as_ref().filter(is_undo).cloned(),
                rest: Map::new(),
            },
        };
        ops::add_op(self.into, &self.device, operation.n, &op)?;
        project::record(self.into, uid, &ops::of_record(self.into, uid)?)?;
        Ok(())
    }
}

/// The records of one circle, if there is any.
pub(crate) fn circle(parents: &HashMap<Uid, Uid>) -> Option<Vec<Uid>> {
    let mut fine: HashSet<Uid> = HashSet::new();
    for start in parents.keys() {
        let mut path: Vec<Uid> = Vec::new();
        let mut seen: HashSet<Uid> = HashSet::new();
        let mut climbing = *start;
        while !fine.contains(&climbing) {
            if !seen.insert(climbing) {
                return Some(
                    path.into_iter()
                        .skip_while(|uid| *uid != climbing)
                        .collect(),
                );
            }
            path.push(climbing);
            let Some(parent) = parents.get(&climbing) else {
                break;
            };
            climbing = *parent;
        }
        fine.extend(path);
    }
    None
}
