//! The names of planned records: ids, handles and titles, for references, search and completion.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::row;
use crate::domain::id::{ShortId, Uid};
use crate::domain::record::Type;
use crate::error::Result;
use crate::reference::Found;

/// A planned record by all its names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    pub kind: Type,
    pub uid: Uid,
    pub id: String,
    pub handle: Option<String>,
    pub title: String,
    pub dropped: Option<chrono::NaiveDate>,
}

impl Name {
    #[must_use]
    pub fn found(&self) -> Found {
        Found {
            kind: self.kind,
            uid: self.uid,
            id: self.id.clone(),
            title: self.title.clone(),
            dropped: self.dropped,
        }
    }
}

fn name(row: &Row<'_>) -> rusqlite::Result<Name> {
    let kind = row::word(row, 0, Type::of_name)?;
    Ok(Name {
        kind,
        uid: row.get(1)?,
        id: row::id(row, kind, 2)?.to_string(),
        handle: row.get(4)?,
        title: row.get(5)?,
        dropped: row::day(row, 6)?,
    })
}

macro_rules! names {
    ($condition:literal, $end:literal) => {
        concat!(
            "SELECT 'kr', uid, number, tag, handle, title, dropped FROM kr ",
            $condition,
            " UNION ALL SELECT 'objective', uid, number, tag, handle, title, dropped FROM objective ",
            $condition,
            " UNION ALL SELECT 'vision', uid, number, tag, NULL, title, dropped FROM vision ",
            $condition,
            $end
        )
    };
}

fn many(
    connection: &Connection,
    sql: &'static str,
    parameters: impl rusqlite::Params,
) -> Result<Vec<Name>> {
    Ok(connection
        .prepare_cached(sql)?
        .query_map(parameters, name)?
        .collect::<Result<_, _>>()?)
}

/// The key result, objective or vision with a short id.
///
/// # Errors
/// Those of the file.
pub fn with_id(connection: &Connection, id: &ShortId) -> Result<Option<Name>> {
    let sql = match id.kind {
        Type::KeyResult => {
            "SELECT 'kr', uid, number, tag, handle, title, dropped FROM kr WHERE number = ?1 AND tag = ?2"
        }
        Type::Objective => {
            "SELECT 'objective', uid, number, tag, handle, title, dropped FROM objective WHERE number = ?1 AND tag = ?2"
        }
        Type::Vision => {
            "SELECT 'vision', uid, number, tag, NULL, title, dropped FROM vision WHERE number = ?1 AND tag = ?2"
        }
        _ => return Ok(None),
    };
    Ok(connection
        .prepare_cached(sql)?
        .query_row(params![id.number, id.tag], name)
        .optional()?)
}

/// Every key result, objective and vision.
///
/// # Errors
/// Those of the file.
pub fn all(connection: &Connection) -> Result<Vec<Name>> {
    many(connection, names!("", ""), [])
}

/// At most `limit` of them, enough to find a near miss in.
///
/// # Errors
/// Those of the file.
pub fn some(connection: &Connection, limit: u32) -> Result<Vec<Name>> {
    many(connection, names!("", " LIMIT ?1"), [limit])
}

/// Planned records and check-ins whose uid lies in a range, ends included.
///
/// # Errors
/// Those of the file.
pub fn between(connection: &Connection, low: Uid, high: Uid) -> Result<Vec<Found>> {
    let planned = many(
        connection,
        names!("WHERE uid BETWEEN ?1 AND ?2", ""),
        [low, high],
    )?;
    let mut found: Vec<Found> = planned.iter().map(Name::found).collect();
    let mut statement = connection.prepare_cached(
        "SELECT 'checkin', uid, number, tag FROM checkin WHERE uid BETWEEN ?1 AND ?2
         UNION ALL SELECT kind, uid, number, tag FROM fact WHERE uid BETWEEN ?1 AND ?2",
    )?;
    let others = statement.query_map([low, high], |row| {
        let kind = row::word(row, 0, Type::of_name)?;
        Ok(Found {
            kind,
            uid: row.get(1)?,
            id: row::id(row, kind, 2)?.to_string(),
            title: String::new(),
            dropped: None,
        })
    })?;
    for other in others {
        found.push(other?);
    }
    Ok(found)
}

/// Whether a short id was ever given out, also to a record that is gone.
///
/// # Errors
/// Those of the file.
pub fn was_issued(connection: &Connection, id: &ShortId) -> Result<bool> {
    Ok(connection
        .prepare_cached("SELECT count(*) > 0 FROM counter WHERE kind = ?1 AND last >= ?2")?
        .query_row(params![id.kind.name(), id.number], |row| row.get(0))?)
}
