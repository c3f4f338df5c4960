//! Objectives, one row each.

use rusqlite::{Connection, OptionalExtension, Row};

use super::row::{self, HEAD, head_columns, head_places, head_values};
use crate::domain::id::Uid;
use crate::domain::objective::Objective;
use crate::domain::record::Type;
use crate::error::Result;

macro_rules! select {
    ($end:literal) => {
        concat!(
            "SELECT ",
            head_columns!(),
            ", cycle, counts FROM objective ",
            $end
        )
    };
}

fn objective(row: &Row<'_>) -> rusqlite::Result<Objective> {
    Ok(Objective {
        head: row::head(row, Type::Objective)?,
        cycle: row.get(HEAD)?,
        counts: row.get(HEAD + 1)?,
    })
}

fn many(
    connection: &Connection,
    sql: &'static str,
    parameters: impl rusqlite::Params,
) -> Result<Vec<Objective>> {
    Ok(connection
        .prepare_cached(sql)?
        .query_map(parameters, objective)?
        .collect::<Result<_, _>>()?)
}

/// # Errors
/// Those of the file.
pub fn by_uid(connection: &Connection, uid: Uid) -> Result<Option<Objective>> {
    let mut statement = connection.prepare_cached(select!("WHERE uid = ?1"))?;
    Ok(statement.query_row([uid], objective).optional()?)
}

/// # Errors
/// Those of the file.
pub fn by_handle(connection: &Connection, handle: &str) -> Result<Option<Objective>> {
    let mut statement =
        connection.prepare_cached(select!("WHERE handle = ?1 ORDER BY dropped IS NOT NULL"))?;
    Ok(statement.query_row([handle], objective).optional()?)
}

/// All objectives, or those of one cycle, in the order of their ids; dropped ones too.
///
/// # Errors
/// Those of the file.
pub fn of_cycle(connection: &Connection, cycle: Option<&str>) -> Result<Vec<Objective>> {
    let mut found = match cycle {
        Some(name) => many(connection, select!("WHERE cycle = ?1"), [name])?,
        None => many(connection, select!(""), [])?,
    };
    // SQLite would copy every column of every row to put them in order.
    found.sort_by(|one, other| one.head.id.cmp(&other.head.id));
    Ok(found)
}

/// Objectives of a cycle or of all, in the order of their ids, each with the record right above it.
///
/// # Errors
/// Those of the file.
pub fn hanging(connection: &Connection, cycle: Option<&str>) -> Result<Vec<(Uid, Option<Uid>)>> {
    let pair = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
    let sql = match cycle {
        Some(_) => "SELECT uid, parent FROM objective WHERE cycle = ?1 ORDER BY number, tag",
        None => "SELECT uid, parent FROM objective WHERE ?1 IS NULL ORDER BY number, tag",
    };
    Ok(connection
        .prepare_cached(sql)?
        .query_map([cycle], pair)?
        .collect::<Result<_, _>>()?)
}

/// # Errors
/// Those of the file.
pub fn of_parent(connection: &Connection, parent: Uid) -> Result<Vec<Objective>> {
    many(
        connection,
        select!("WHERE parent = ?1 ORDER BY number, tag"),
        [parent],
    )
}

/// The objectives that go on from one of an earlier cycle, dropped ones too.
///
/// # Errors
/// Those of the file.
pub fn after(connection: &Connection, ancestor: Uid) -> Result<Vec<Objective>> {
    many(
        connection,
        select!("WHERE ancestor = ?1 ORDER BY number, tag"),
        [ancestor],
    )
}

/// The objectives whose progress counts in an objective, in the order of their ids.
///
/// # Errors
/// Those of the file.
pub fn counted_in(connection: &Connection, parent: Uid) -> Result<Vec<Objective>> {
    // Nearly always none: the short question first spares the planning of the long one.
    let uids: Vec<Uid> = connection
        .prepare_cached(
            "SELECT uid FROM objective WHERE parent = ?1 AND counts = 1 ORDER BY number, tag",
        )?
        .query_map([parent], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let found: Result<Vec<_>> = uids
        .into_iter()
        .map(|uid| by_uid(connection, uid))
        .collect();
    Ok(found?.into_iter().flatten().collect())
}

/// Objectives that a person owns or that hold a key result of theirs. ASCII letters match in any case.
///
/// # Errors
/// Those of the file.
pub fn of_owner(connection: &Connection, owner: &str) -> Result<Vec<Objective>> {
    many(
        connection,
        select!(
            "WHERE uid IN (SELECT uid FROM objective WHERE owner = ?1 COLLATE NOCASE
                UNION SELECT parent FROM kr WHERE owner = ?1 COLLATE NOCASE)
             ORDER BY number, tag"
        ),
        [owner],
    )
}

/// Objectives that a team has or that hold a key result of theirs. ASCII letters match in any case.
///
/// # Errors
/// Those of the file.
pub fn of_team(connection: &Connection, team: &str) -> Result<Vec<Objective>> {
    many(
        connection,
        select!(
            "WHERE uid IN (SELECT uid FROM objective WHERE team = ?1 COLLATE NOCASE
                UNION SELECT parent FROM kr WHERE team = ?1 COLLATE NOCASE)
             ORDER BY number, tag"
        ),
        [team],
    )
}

/// The objectives at and below a vision, an objective or a key result. A key result brings its own
/// objective along.
///
/// # Errors
/// Those of the file.
pub fn under(connection: &Connection, root: Uid) -> Result<Vec<Objective>> {
    many(
        connection,
        select!(
            "WHERE uid IN (
                WITH RECURSIVE below (uid) AS (
                    SELECT ?1
                    UNION SELECT objective.uid FROM objective JOIN below ON objective.parent = below.uid
                    UNION SELECT kr.uid FROM kr JOIN below ON kr.parent = below.uid)
                SELECT uid FROM below UNION SELECT parent FROM kr WHERE uid = ?1)
             ORDER BY number, tag"
        ),
        [root],
    )
}

/// # Errors
/// Those of the file.
pub fn put(connection: &Connection, objective: &Objective) -> Result<()> {
    remove(connection, objective.head.uid)?;
    let head = &objective.head;
    connection
        .prepare_cached(concat!(
            "INSERT INTO objective (",
            head_columns!(),
            ", cycle, counts) VALUES (",
            head_places!(),
            ", ?, ?)"
        ))?
        .execute(head_values![head, objective.cycle, objective.counts])?;
    Ok(())
}

/// # Errors
/// Those of the file.
pub fn remove(connection: &Connection, uid: Uid) -> Result<()> {
    connection
        .prepare_cached("DELETE FROM objective WHERE uid = ?1")?
        .execute([uid])?;
    Ok(())
}
