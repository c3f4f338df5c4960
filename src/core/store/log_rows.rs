//! The log as rows, for a whole book on its way out of a file or into one. Rows go in as they came: who
//! calls must have read them strictly, and must make the projections from them afterwards.

use std::collections::HashMap;

use rusqlite::{Connection, ErrorCode, Params, params};

use crate::domain::id::Uid;
use crate::error::Result;

/// Whose changes a device has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whose {
    Others,
    /// This book's, which writes its next change.
    Own,
    /// This book's before it was restored from a copy or an export. Somebody else may go on as that
    /// device from the same copy, so this book never does; it may still undo what it wrote.
    OwnBefore,
}

impl Whose {
    fn of_file(number: i64) -> Self {
        match number {
            0 => Self::Others,
            1 => Self::Own,
            _ => Self::OwnBefore,
        }
    }
}

/// A device that wrote changes, by its number in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceRow {
    pub n: i64,
    pub uid: Uid,
    pub own: Whose,
    pub tag: String,
    pub seq: i64,
    pub stamp: i64,
}

/// One command, by its number in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperationRow {
    pub n: i64,
    pub uid: Uid,
    pub device: i64,
    pub stamp: i64,
    pub day: Option<String>,
    pub by: String,
    pub command: String,
    pub undoes: Option<Uid>,
    pub state: String,
}

/// One change. The body is the text of the log, byte for byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpRow<'a> {
    pub oid: Uid,
    pub device: i64,
    pub seq: i64,
    pub stamp: i64,
    pub operation: i64,
    pub ent: Uid,
    pub body: &'a str,
}

/// Whether a row found a place: no other row has its name, and what it belongs to is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Put {
    Placed,
    Refused,
}

/// How many devices, operations and ops there are.
///
/// # Errors
/// Those of the file.
pub fn counts(connection: &Connection) -> Result<(i64, i64, i64)> {
    Ok(connection.query_row(
        "SELECT (SELECT count(*) FROM device), (SELECT count(*) FROM operation), (SELECT count(*) FROM op)",
        [],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?)
}

/// # Errors
/// Those of the file.
pub fn devices(connection: &Connection) -> Result<Vec<DeviceRow>> {
    Ok(connection
        .prepare("SELECT n, uid, own, tag, seq, stamp FROM device ORDER BY n")?
        .query_map([], |row| {
            Ok(DeviceRow {
                n: row.get(0)?,
                uid: row.get(1)?,
                own: Whose::of_file(row.get(2)?),
                tag: row.get(3)?,
                seq: row.get(4)?,
                stamp: row.get(5)?,
            })
        })?
        .collect::<Result<_, _>>()?)
}

/// # Errors
/// Those of the file, and those of `each`.
pub fn each_operation(
    connection: &Connection,
    mut each: impl FnMut(&OperationRow) -> Result<()>,
) -> Result<()> {
    let mut statement = connection.prepare(
        "SELECT n, uid, device, stamp, day, by, command, undoes, state FROM operation ORDER BY n",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        each(&OperationRow {
            n: row.get(0)?,
            uid: row.get(1)?,
            device: row.get(2)?,
            stamp: row.get(3)?,
            day: row.get(4)?,
            by: row.get(5)?,
            command: row.get(6)?,
            undoes: row.get(7)?,
            state: row.get(8)?,
        })?;
    }
    Ok(())
}

/// # Errors
/// Those of the file, and those of `each`.
pub fn each_op(connection: &Connection, each: impl FnMut(OpRow<'_>) -> Result<()>) -> Result<()> {
    walk(
        connection,
        "SELECT oid, device, seq, stamp, operation, ent, body FROM op ORDER BY n",
        each,
    )
}

/// As [`each_op`], device by device in the order each one wrote.
///
/// # Errors
/// Those of the file, and those of `each`.
pub fn each_op_of_devices(
    connection: &Connection,
    each: impl FnMut(OpRow<'_>) -> Result<()>,
) -> Result<()> {
    walk(
        connection,
        "SELECT oid, device, seq, stamp, operation, ent, body FROM op ORDER BY device, seq",
        each,
    )
}

fn walk(
    connection: &Connection,
    sql: &str,
    mut each: impl FnMut(OpRow<'_>) -> Result<()>,
) -> Result<()> {
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        each(OpRow {
            oid: row.get(0)?,
            device: row.get(1)?,
            seq: row.get(2)?,
            stamp: row.get(3)?,
            operation: row.get(4)?,
            ent: row.get(5)?,
            body: row.get_ref(6)?.as_str().map_err(|error| {
                rusqlite::Error::FromSqlConversionFailure(
                    6,
                    rusqlite::types::Type::Text,
                    Box::new(error),
                )
            })?,
        })?;
    }
    Ok(())
}

fn put(connection: &Connection, sql: &str, parameters: impl Params) -> Result<Put> {
    match connection.prepare_cached(sql)?.execute(parameters) {
        Ok(_) => Ok(Put::Placed),
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => {
            Ok(Put::Refused)
        }
        Err(error) => Err(error.into()),
    }
}

/// # Errors
/// Those of the file.
pub fn put_device(connection: &Connection, row: &DeviceRow) -> Result<Put> {
    put(
        connection,
        "INSERT INTO device (n, uid, own, tag, seq, stamp) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![row.n, row.uid, row.own as i64, row.tag, row.seq, row.stamp],
    )
}

/// # Errors
/// Those of the file.
pub fn put_operation(connection: &Connection, row: &OperationRow) -> Result<Put> {
    put(
        connection,
        "INSERT INTO operation (n, uid, device, stamp, day, by, command, undoes, state) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            row.n,
            row.uid,
            row.device,
            row.stamp,
            row.day,
            row.by,
            row.command,
            row.undoes,
            row.state
        ],
    )
}

/// # Errors
/// Those of the file.
pub fn put_op(connection: &Connection, row: OpRow<'_>) -> Result<Put> {
    put(
        connection,
        "INSERT INTO op (oid, device, seq, stamp, operation, ent, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            row.oid,
            row.device,
            row.seq,
            row.stamp,
            row.operation,
            row.ent,
            row.body
        ],
    )
}

/// Gives a change another body.
///
/// # Errors
/// Those of the file.
pub fn say_op(connection: &Connection, oid: Uid, body: &str) -> Result<()> {
    connection
        .prepare_cached("UPDATE op SET body = ?2 WHERE oid = ?1")?
        .execute(params![oid, body])?;
    Ok(())
}

/// Gives a command other words.
///
/// # Errors
/// Those of the file.
pub fn say_operation(connection: &Connection, n: i64, by: &str, command: &str) -> Result<()> {
    connection
        .prepare_cached("UPDATE operation SET by = ?2, command = ?3 WHERE n = ?1")?
        .execute(params![n, by, command])?;
    Ok(())
}

/// What is written next gets a device of its own, as everywhere a copy of this book goes on.
///
/// # Errors
/// Those of the file.
pub fn part_from_device(connection: &Connection) -> Result<()> {
    connection.execute(
        "UPDATE device SET own = ?1 WHERE own = ?2",
        params![Whose::OwnBefore as i64, Whose::Own as i64],
    )?;
    Ok(())
}

/// Takes out the device of a book that nobody has written to yet.
///
/// # Errors
/// Those of the file.
pub fn forget_devices(connection: &Connection) -> Result<()> {
    connection.execute("DELETE FROM device", [])?;
    Ok(())
}

/// Whether a change is in the log.
///
/// # Errors
/// Those of the file.
pub fn has_op(connection: &Connection, oid: Uid) -> Result<bool> {
    Ok(connection
        .prepare_cached("SELECT count(*) > 0 FROM op WHERE oid = ?1")?
        .query_row([oid], |row| row.get(0))?)
}

/// Whether any change of a record is in the log.
///
/// # Errors
/// Those of the file.
pub fn has_record(connection: &Connection, ent: Uid) -> Result<bool> {
    Ok(connection
        .prepare_cached("SELECT count(*) > 0 FROM op WHERE ent = ?1")?
        .query_row([ent], |row| row.get(0))?)
}

/// The record right above every objective and key result that has one.
///
/// # Errors
/// Those of the file.
pub fn parents(connection: &Connection) -> Result<HashMap<Uid, Uid>> {
    Ok(connection
        .prepare(
            "SELECT uid, parent FROM objective WHERE parent IS NOT NULL
             UNION ALL SELECT uid, parent FROM kr WHERE parent IS NOT NULL",
        )?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?)
}

/// A short id that two records have, or a check-in of a key result that is not there.
///
/// # Errors
/// Those of the file.
pub fn misplaced(connection: &Connection) -> Result<Option<String>> {
    const QUESTIONS: [&str; 5] = [
        "SELECT 'two objectives are called O' || number || tag FROM objective GROUP BY number, tag HAVING count(*) > 1 LIMIT 1",
        "SELECT 'two key results are called K' || number || tag FROM kr GROUP BY number, tag HAVING count(*) > 1 LIMIT 1",
        "SELECT 'two check-ins are called C' || number || tag FROM checkin GROUP BY number, tag HAVING count(*) > 1 LIMIT 1",
        "SELECT 'key result K' || number || tag || ' has no objective' FROM kr
         WHERE parent IS NULL OR parent NOT IN (SELECT uid FROM objective) LIMIT 1",
        "SELECT 'check-in C' || number || tag || ' has no key result' FROM checkin WHERE kr NOT IN (SELECT uid FROM kr) LIMIT 1",
    ];
    for question in QUESTIONS {
        let mut statement = connection.prepare(question)?;
        let mut rows = statement.query([])?;
        if let Some(row) = rows.next()? {
            return Ok(Some(row.get(0)?));
        }
    }
    Ok(None)
}
