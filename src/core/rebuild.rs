//! State from the log alone: proof that the file's projections are what its ops say, and the book
//! as it stood at an earlier moment.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::{Connection, types::Value as SqlValue};

use crate::domain::id::Uid;
use crate::domain::record::Type;
use crate::error::Result;
use crate::log::op::Op;
use crate::log::register::Registers;
use crate::log::standing::standing;
use crate::store::{migrate, ops, project, tables};

/// A moment of the past.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// The end of a day. Check-ins, wins, asks and notes count from the day they are dated, all
    /// else from the day it was written down, and a record with check-ins before that day from the
    /// first of them, so that a history brought in later can be looked back on. What was undone
    /// since is left out: a slip of today must not stand in last week.
    Day(NaiveDate),
    /// Right after an operation, as the file was then.
    Operation(i64),
}

/// A book in memory with the state of an earlier moment.
///
/// # Errors
/// `E602` for a log that cannot be read.
pub fn at(source: &Connection, moment: Moment) -> Result<Connection> {
    let mut target = Connection::open_in_memory()?;
    migrate::create(&mut target)?;
    target.execute_batch("BEGIN")?;
    let (days, evidence) = match moment {
        Moment::Day(_) => (ops::days(source)?, first_days(source)?),
        Moment::Operation(_) => (HashMap::new(), HashMap::new()),
    };
    replay(source, &target, |record| match moment {
        Moment::Operation(last) => record
            .into_iter()
            .filter(|(n, _)| *n <= last)
            .map(|(_, op)| op)
            .collect(),
        Moment::Day(day) => {
            let all: Vec<Op> = record.into_iter().map(|(_, op)| op).collect();
            let until = |op: &&Op| day_of(op, &days, &evidence) <= day;
            standing(&all).into_iter().filter(until).cloned().collect()
        }
    })?;
    tables::copy_log(source, &target)?;
    target.execute_batch("COMMIT")?;
    Ok(target)
}

/// Projects every record from those of its ops that are kept.
fn replay(
    source: &Connection,
    target: &Connection,
    keep: impl Fn(Vec<(i64, Op)>) -> Vec<Op>,
) -> Result<()> {
    each_record(source, |record| {
        let kept = keep(record);
        if let Some(first) = kept.first() {
            project::record(target, first.ent, &kept)?;
        }
        Ok(())
    })?;
    point_to_latest(target)
}

/// Makes every row of a log that has none yet, in the book the log is in.
///
/// # Errors
/// `E602` for a change that cannot be read, and those of the file.
pub(crate) fn project_all(connection: &Connection) -> Result<()> {
    replay(connection, connection, |record| {
        record.into_iter().map(|(_, op)| op).collect()
    })
}

pub(crate) fn point_to_latest(target: &Connection) -> Result<()> {
    target.execute(
        "UPDATE kr SET latest = (SELECT max(date) FROM checkin WHERE checkin.kr = kr.uid)",
        [],
    )?;
    Ok(())
}

/// The ops of each record, oldest first, with the numbers of their operations.
fn each_record(
    source: &Connection,
    mut each: impl FnMut(Vec<(i64, Op)>) -> Result<()>,
) -> Result<()> {
    let mut record: Vec<(i64, Op)> = Vec::new();
    ops::walk_by_record(source, |n, op| {
        if record.first().is_some_and(|(_, first)| first.ent != op.ent) {
            each(std::mem::take(&mut record))?;
        }
        record.push((n, op));
        Ok(())
    })?;
    if record.is_empty() {
        Ok(())
    } else {
        each(record)
    }
}

fn text<'a>(op: &'a Op, field: &str) -> Option<&'a str> {
    op.body.set.get(field)?.as_str()
}

/// Whether a record is of a type this program does not know.
fn is_of_newer(record: &[Op]) -> bool {
    let registers = Registers::of(record);
    registers
        .value("type")
        .is_some_and(|name| name.as_str().and_then(Type::of_name).is_none())
}

fn kind(op: &Op) -> Option<Type> {
    Type::of_name(text(op, "type")?)
}

/// The first day each planned record is known to have stood, from the check-ins below it.
fn first_days(source: &Connection) -> Result<HashMap<Uid, NaiveDate>> {
    let mut first: HashMap<Uid, NaiveDate> = HashMap::new();
    let mut above: HashMap<Uid, Vec<Uid>> = HashMap::new();
    each_record(source, |record| {
        let all: Vec<Op> = record.into_iter().map(|(_, op)| op).collect();
        for op in standing(&all) {
            let uid = |field| uuid::Uuid::parse_str(text(op, field)?).ok().map(Uid);
            match kind(op) {
                Some(Type::CheckIn) => {
                    if let (Some(kr), Some(date)) = (
                        uid("kr"),
                        text(op, "date").and_then(|date| date.parse::<NaiveDate>().ok()),
                    ) {
                        first
                            .entry(kr)
                            .and_modify(|known| *known = date.min(*known))
                            .or_insert(date);
                    }
                }
                Some(Type::Objective | Type::KeyResult) => {
                    let cycle = text(op, "cycle").map(|name| Uid::of_name(Type::Cycle, name));
                    above.insert(op.ent, uid("parent").into_iter().chain(cycle).collect());
                }
                _ => {}
            }
        }
        Ok(())
    })?;
    // Depth is bounded by the number of records: each round only ever moves days earlier.
    for kr in first.keys().copied().collect::<Vec<_>>() {
        let mut climbing = vec![kr];
        while let Some(uid) = climbing.pop() {
            let Some(day) = first.get(&uid).copied() else {
                continue;
            };
            for parent in above.get(&uid).into_iter().flatten() {
                if first.get(parent).is_none_or(|known| day < *known) {
                    first.insert(*parent, day);
                    climbing.push(*parent);
                }
            }
        }
    }
    Ok(first)
}

/// The day an op counts from. The day it was written is its author's, the same for every reader.
fn day_of(
    op: &Op,
    days: &HashMap<Uid, NaiveDate>,
    evidence: &HashMap<Uid, NaiveDate>,
) -> NaiveDate {
    let written = days.get(&op.group).copied().unwrap_or_default();
    let dated = match kind(op) {
        Some(Type::CheckIn | Type::Win | Type::Ask | Type::Note | Type::Review) => {
            text(op, "date").and_then(|date| date.parse().ok())
        }
        Some(_) => evidence.get(&op.ent).copied(),
        None => None,
    };
    dated.map_or(written, |dated: NaiveDate| dated.min(written))
}

/// How the book compares with its own log.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Verdict {
    pub ops: u64,
    pub operations: u64,
    /// One number for the set of all changes: two books with the same one hold the same log.
    pub log: String,
    /// One number for everything that follows from it.
    pub state: String,
    /// Changes of a newer okr: kept word for word, and shown by a program that knows them.
    pub newer: u64,
    /// What is wrong; empty when the book is sound.
    pub findings: Vec<String>,
}

/// Rebuilds all projections from the log and compares them with those on disk, row by row, after
/// SQLite's own check of the pages.
///
/// # Errors
/// When the file cannot be read at all; what can be read and is wrong is a finding.
pub fn verify(source: &Connection) -> Result<Verdict> {
    let mut findings = crate::store::file::integrity(source)?;
    let mut target = Connection::open_in_memory()?;
    migrate::create(&mut target)?;
    target.execute_batch("BEGIN")?;
    let mut newer = 0;
    let replayed = each_record(source, |record| {
        let all: Vec<Op> = record.into_iter().map(|(_, op)| op).collect();
        if is_of_newer(&all) {
            newer += all.len() as u64;
        }
        let projected = all
            .first()
            .map_or(Ok(None), |first| project::record(&target, first.ent, &all));
        // One record that cannot be read says nothing about the others.
        if let Err(error) = projected {
            findings.push(format!("{error}: {}", error.why.join(" ")));
        }
        Ok(())
    });
    if let Err(error) = replayed {
        findings.push(format!("{error}: {}", error.why.join(" ")));
    }
    point_to_latest(&target)?;
    target.execute_batch("COMMIT")?;
    for table in tables::PROJECTIONS {
        findings.extend(tables::difference(source, &target, table)?);
    }
    findings.extend(tables::log_findings(source)?);
    let (ops, operations) = tables::log_size(source)?;
    Ok(Verdict {
        ops,
        operations,
        log: tables::log_digest(source)?,
        state: tables::state_digest(source)?,
        newer,
        findings,
    })
}

pub(crate) fn shown(value: &SqlValue) -> String {
    match value {
        SqlValue::Null => "nothing".to_owned(),
        SqlValue::Integer(number) => number.to_string(),
        SqlValue::Real(number) => number.to_string(),
        SqlValue::Text(text) => format!("\"{text}\""),
        SqlValue::Blob(bytes) => bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
    }
}
