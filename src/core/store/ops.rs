//! The log: devices, operations and their ops. Rows are only ever added; the state of an operation
//! (done, undone, abandoned) follows from the operations after it.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::domain::id::Uid;
use crate::error::Result;
use crate::log::clock::Stamp;
use crate::log::op::{Body, Header, Op};
use crate::time::local_instant;

/// This book's own device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    pub n: i64,
    pub uid: Uid,
    pub tag: String,
    pub seq: i64,
    pub stamp: Stamp,
}

/// One command's changes, as `okr log` lists them. `n` is its number in this file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    pub n: i64,
    pub uid: Uid,
    pub stamp: Stamp,
    /// As its author wrote it down.
    pub day: Option<NaiveDate>,
    pub by: String,
    pub command: String,
    pub undoes: Option<Uid>,
    pub state: OperationState,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OperationState {
    Done,
    Undone,
    /// Undone, and something else was written since: redo passes it over.
    Abandoned,
}

impl OperationState {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Undone => "undone",
            Self::Abandoned => "abandoned",
        }
    }

    fn of_name(name: &str) -> Option<Self> {
        [Self::Done, Self::Undone, Self::Abandoned]
            .into_iter()
            .find(|state| state.name() == name)
    }
}

/// The own device, made on first use.
///
/// # Errors
/// Those of the file.
pub fn own_device(connection: &Connection) -> Result<Device> {
    let found = connection
        .prepare_cached("SELECT n, uid, tag, seq, stamp FROM device WHERE own = 1")?
        .query_row([], |row| {
            Ok(Device {
                n: row.get(0)?,
                uid: row.get(1)?,
                tag: row.get(2)?,
                seq: row.get(3)?,
                stamp: Stamp(row.get(4)?),
            })
        })
        .optional()?;
    if let Some(device) = found {
        return Ok(device);
    }
    let uid = Uid::random();
    connection.execute(
        "INSERT INTO device (uid, own, tag, seq, stamp) VALUES (?1, 1, '', 0, 0)",
        [uid],
    )?;
    Ok(Device {
        n: connection.last_insert_rowid(),
        uid,
        tag: String::new(),
        seq: 0,
        stamp: Stamp::default(),
    })
}

/// # Errors
/// Those of the file.
pub fn keep_device(connection: &Connection, device: &Device) -> Result<()> {
    connection
        .prepare_cached("UPDATE device SET seq = ?2, stamp = ?3 WHERE n = ?1")?
        .execute(params![device.n, device.seq, device.stamp.0])?;
    Ok(())
}

impl Operation {
    /// The author's own day; for a log that does not have it, the day its instant is here.
    #[must_use]
    pub fn day(&self) -> NaiveDate {
        self.day
            .unwrap_or_else(|| local_instant(self.stamp.millis()).date_naive())
    }
}

/// The day of every operation, by its uid.
///
/// # Errors
/// Those of the file.
pub fn days(connection: &Connection) -> Result<HashMap<Uid, NaiveDate>> {
    Ok(connection
        .prepare(OPERATION)?
        .query_map([], operation)?
        .map(|found| found.map(|operation| (operation.uid, operation.day())))
        .collect::<Result<_, _>>()?)
}

/// Adds an operation and settles what it does to the state of earlier ones. Answers its number.
///
/// # Errors
/// Those of the file.
pub fn add_operation(
    connection: &Connection,
    uid: Uid,
    device: &Device,
    stamp: Stamp,
    header: &Header,
) -> Result<i64> {
    connection
        .prepare_cached("INSERT INTO operation (uid, device, stamp, day, by, command, undoes, state) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'done')")?
        .execute(params![
            uid,
            device.n,
            stamp.0,
            header.day.map(super::row::iso),
            header.by,
            header.command,
            header.undoes
        ])?;
    let n = connection.last_insert_rowid();
    settle(connection, header.undoes)?;
    Ok(n)
}

/// An undo marks what it took back; a redo marks it done again; anything else ends the chance to
/// redo what was undone before it.
fn settle(connection: &Connection, undoes: Option<Uid>) -> Result<()> {
    let Some(target) = undoes else {
        connection
            .prepare_cached("UPDATE operation SET state = 'abandoned' WHERE state = 'undone'")?
            .execute([])?;
        return Ok(());
    };
    let redone: Option<Uid> = connection
        .prepare_cached("SELECT undoes FROM operation WHERE uid = ?1")?
        .query_row([target], |row| row.get(0))
        .optional()?
        .flatten();
    let (uid, state) = match redone {
        Some(original) => (original, "done"),
        None => (target, "undone"),
    };
    connection.execute(
        "UPDATE operation SET state = ?2 WHERE uid = ?1",
        params![uid, state],
    )?;
    Ok(())
}

/// Works out the state of every operation from the set of all of them, as after a write: what is taken
/// back cannot be done again.
///
/// # Errors
/// Those of the file.
pub fn settle_all(connection: &Connection) -> Result<()> {
    let mut statement =
        connection.prepare("SELECT uid, undoes FROM operation ORDER BY stamp DESC, uid DESC")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut gone: std::collections::HashSet<Uid> = std::collections::HashSet::new();
    for row in rows {
        let (uid, undoes): (Uid, Option<Uid>) = row?;
        let is_gone = gone.contains(&uid);
        if let Some(target) = undoes.filter(|_| !is_gone) {
            gone.insert(target);
        }
        if undoes.is_none() {
            let state = if is_gone {
                OperationState::Abandoned
            } else {
                OperationState::Done
            };
            connection
                .prepare_cached("UPDATE operation SET state = ?2 WHERE uid = ?1 AND state <> ?2")?
                .execute(params![uid, state.name()])?;
        }
    }
    Ok(())
}

/// # Errors
/// Those of the file.
pub fn add_op(connection: &Connection, device: &Device, operation: i64, op: &Op) -> Result<()> {
    let body = serde_json::to_string(&op.body)?;
    add_text(connection, device, operation, (op.oid, op.ent), &body)
}

/// Adds the op a device has just stepped on to: its name, the record it changes and the text of its body.
///
/// # Errors
/// Those of the file.
pub fn add_text(
    connection: &Connection,
    device: &Device,
    operation: i64,
    (oid, ent): (Uid, Uid),
    body: &str,
) -> Result<()> {
    connection
        .prepare_cached("INSERT INTO op (oid, device, seq, stamp, operation, ent, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?
        .execute(params![oid, device.n, device.seq, device.stamp.0, operation, ent, body])?;
    Ok(())
}

/// The text of an op as rows hold it.
struct Raw {
    oid: Uid,
    stamp: i64,
    ent: Uid,
    group: Uid,
    body: String,
}

fn raw(row: &Row<'_>) -> rusqlite::Result<Raw> {
    Ok(Raw {
        oid: row.get(0)?,
        stamp: row.get(1)?,
        ent: row.get(2)?,
        group: row.get(3)?,
        body: row.get(4)?,
    })
}

impl Raw {
    fn read(self) -> Result<Op> {
        let body: Body = serde_json::from_str(&self.body)?;
        Ok(Op {
            oid: self.oid,
            stamp: Stamp(self.stamp),
            ent: self.ent,
            group: self.group,
            body,
        })
    }
}

/// All ops of a record, oldest first.
///
/// # Errors
/// `E602` for an op that cannot be read.
pub fn of_record(connection: &Connection, ent: Uid) -> Result<Vec<Op>> {
    connection
        .prepare_cached(
            "SELECT op.oid, op.stamp, op.ent, operation.uid, op.body FROM op
             JOIN operation ON operation.n = op.operation
             WHERE op.ent = ?1 ORDER BY op.stamp, op.oid",
        )?
        .query_map([ent], raw)?
        .map(|row| row?.read())
        .collect()
}

/// The newest stamp of the whole book; what is written next has a later one.
///
/// # Errors
/// Those of the file.
pub fn newest_stamp(connection: &Connection) -> Result<Stamp> {
    let newest: Option<i64> = connection
        .prepare_cached("SELECT max(stamp) FROM device")?
        .query_row([], |row| row.get(0))?;
    Ok(Stamp(newest.unwrap_or_default()))
}

/// The stamp of the first op of a record.
///
/// # Errors
/// Those of the file.
pub fn first_stamp(connection: &Connection, ent: Uid) -> Result<Option<Stamp>> {
    let first: Option<i64> = connection
        .prepare_cached("SELECT min(stamp) FROM op WHERE ent = ?1")?
        .query_row([ent], |row| row.get(0))?;
    Ok(first.map(Stamp))
}

/// The stamp of the newest op of a record.
///
/// # Errors
/// Those of the file.
pub fn newest_stamp_of(connection: &Connection, ent: Uid) -> Result<Stamp> {
    let newest: Option<i64> = connection
        .prepare_cached("SELECT max(stamp) FROM op WHERE ent = ?1")?
        .query_row([ent], |row| row.get(0))?;
    Ok(Stamp(newest.unwrap_or_default()))
}

/// All ops of one operation.
///
/// # Errors
/// `E602` for an op that cannot be read.
pub fn of_operation(connection: &Connection, n: i64) -> Result<Vec<Op>> {
    connection
        .prepare_cached(
            "SELECT op.oid, op.stamp, op.ent, operation.uid, op.body FROM op
             JOIN operation ON operation.n = op.operation
             WHERE op.operation = ?1 ORDER BY op.n",
        )?
        .query_map([n], raw)?
        .map(|row| row?.read())
        .collect()
}

/// Walks the whole log record by record, each one's ops oldest first, with the number of the
/// operation every op belongs to.
///
/// # Errors
/// `E602` for an op that cannot be read, and those of `each`.
pub fn walk_by_record(
    connection: &Connection,
    mut each: impl FnMut(i64, Op) -> Result<()>,
) -> Result<()> {
    let mut statement = connection.prepare(
        "SELECT op.oid, op.stamp, op.ent, operation.uid, op.body, op.operation FROM op
         JOIN operation ON operation.n = op.operation ORDER BY op.ent, op.stamp, op.oid",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        each(row.get(5)?, raw(row)?.read()?)?;
    }
    Ok(())
}

const OPERATION: &str = "SELECT n, uid, stamp, day, by, command, undoes, state FROM operation";

fn operation(row: &Row<'_>) -> rusqlite::Result<Operation> {
    Ok(Operation {
        n: row.get(0)?,
        uid: row.get(1)?,
        stamp: Stamp(row.get(2)?),
        day: super::row::day(row, 3)?,
        by: row.get(4)?,
        command: row.get(5)?,
        undoes: row.get(6)?,
        state: super::row::word(row, 7, OperationState::of_name)?,
    })
}

/// The operation with a number of this file.
///
/// # Errors
/// Those of the file.
pub fn numbered(connection: &Connection, n: i64) -> Result<Option<Operation>> {
    let sql = operation_sql(" WHERE n = ?1");
    Ok(connection
        .prepare_cached(&sql)?
        .query_row([n], operation)
        .optional()?)
}

/// The operation with a uid.
///
/// # Errors
/// Those of the file.
pub fn named(connection: &Connection, uid: Uid) -> Result<Option<Operation>> {
    let sql = operation_sql(" WHERE uid = ?1");
    Ok(connection
        .prepare_cached(&sql)?
        .query_row([uid], operation)
        .optional()?)
}

fn operation_sql(end: &str) -> String {
    [OPERATION, end].concat()
}

/// The newest operation that undo would take back; never one of another device.
///
/// # Errors
/// Those of the file.
pub fn to_undo(connection: &Connection) -> Result<Option<Operation>> {
    let sql = operation_sql(
        " WHERE undoes IS NULL AND state = 'done' AND device IN (SELECT n FROM device WHERE own > 0) ORDER BY n DESC LIMIT 1",
    );
    Ok(connection
        .prepare_cached(&sql)?
        .query_row([], operation)
        .optional()?)
}

/// The undo that redo would take back: that of the oldest operation still undone.
///
/// # Errors
/// Those of the file.
pub fn to_redo(connection: &Connection) -> Result<Option<(Operation, Operation)>> {
    let sql = operation_sql(" WHERE state = 'undone' AND undoes IS NULL ORDER BY n LIMIT 1");
    let Some(original) = connection
        .prepare_cached(&sql)?
        .query_row([], operation)
        .optional()?
    else {
        return Ok(None);
    };
    let sql = operation_sql(" WHERE undoes = ?1 ORDER BY n DESC LIMIT 1");
    let undo = connection
        .prepare_cached(&sql)?
        .query_row([original.uid], operation)
        .optional()?;
    Ok(undo.map(|undo| (original, undo)))
}

/// Operations, newest first, that touched a record, or all of them.
///
/// # Errors
/// Those of the file.
pub fn list(connection: &Connection, about: Option<Uid>, limit: i64) -> Result<Vec<Operation>> {
    let end = match about {
        None => " WHERE ?1 IS NULL ORDER BY n DESC LIMIT ?2",
        // A record's history includes what was said about it: its check-ins, notes, wins and grade. The cross
        // joins keep the planner from walking the whole log.
        Some(_) => {
            " WHERE n IN (SELECT operation FROM op WHERE ent = ?1
                UNION SELECT op.operation FROM checkin CROSS JOIN op ON op.ent = checkin.uid WHERE checkin.kr = ?1
                UNION SELECT op.operation FROM fact CROSS JOIN op ON op.ent = fact.uid WHERE instr(fact.about, lower(hex(?1))) > 0
                UNION SELECT op.operation FROM grade CROSS JOIN op ON op.ent = grade.uid WHERE grade.of = ?1)
              ORDER BY n DESC LIMIT ?2"
        }
    };
    let sql = operation_sql(end);
    Ok(connection
        .prepare(&sql)?
        .query_map(params![about, limit], operation)?
        .collect::<Result<_, _>>()?)
}

/// The number of the last operation; 0 in a new book.
///
/// # Errors
/// Those of the file.
pub fn last(connection: &Connection) -> Result<i64> {
    Ok(
        connection.query_row("SELECT coalesce(max(n), 0) FROM operation", [], |row| {
            row.get(0)
        })?,
    )
}

/// The number after the last one.
///
/// # Errors
/// `E602` when a forged log has used up all of them.
pub fn number_after(last: u32) -> Result<u32> {
    last.checked_add(1)
        .ok_or_else(|| super::failure::damaged("no number is left for a new id"))
}

/// The last number that was issued for a kind, 0 while there is none.
///
/// # Errors
/// Those of the file.
pub fn last_number(connection: &Connection, kind: crate::domain::record::Type) -> Result<u32> {
    let last = connection
        .prepare_cached("SELECT last FROM counter WHERE kind = ?1")?
        .query_row([kind.name()], |row| row.get(0))
        .optional()?;
    Ok(last.unwrap_or(0))
}

/// Notes that a number was issued elsewhere, or by a log that is being replayed.
///
/// # Errors
/// Those of the file.
pub fn number_issued(connection: &Connection, id: &crate::domain::id::ShortId) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO counter (kind, last) VALUES (?1, ?2)
             ON CONFLICT (kind) DO UPDATE SET last = max(last, excluded.last)",
        )?
        .execute(params![id.kind.name(), id.number])?;
    Ok(())
}

/// Records that operations after the given one touched.
///
/// # Errors
/// Those of the file.
pub fn changed_after(connection: &Connection, n: i64) -> Result<Vec<Uid>> {
    Ok(connection
        .prepare_cached("SELECT DISTINCT ent FROM op WHERE operation > ?1")?
        .query_map([n], |row| row.get(0))?
        .collect::<Result<_, _>>()?)
}

/// The ops of a record up to and with an operation, oldest first.
///
/// # Errors
/// `E602` for an op that cannot be read.
pub fn of_record_until(connection: &Connection, ent: Uid, n: i64) -> Result<Vec<Op>> {
    connection
        .prepare_cached(
            "SELECT op.oid, op.stamp, op.ent, operation.uid, op.body FROM op
             JOIN operation ON operation.n = op.operation
             WHERE op.ent = ?1 AND op.operation <= ?2 ORDER BY op.stamp, op.oid",
        )?
        .query_map(params![ent, n], raw)?
        .map(|row| row?.read())
        .collect()
}
