//! Visions and teams: a row each, read whole.

use rusqlite::{Connection, Row, params};

use super::row;
use crate::domain::id::Uid;
use crate::domain::objective::{Team, Vision};
use crate::domain::record::Type;
use crate::error::Result;

fn vision(row: &Row<'_>) -> rusqlite::Result<Vision> {
    Ok(Vision {
        uid: row.get(0)?,
        id: row::id(row, Type::Vision, 1)?,
        title: row.get(3)?,
        owner: row.get(4)?,
        dropped: row::day(row, 5)?,
        created: row.get(6)?,
    })
}

/// All visions, in the order of their ids, dropped ones too.
///
/// # Errors
/// Those of the file.
pub fn all(connection: &Connection) -> Result<Vec<Vision>> {
    Ok(connection
        .prepare_cached("SELECT uid, number, tag, title, owner, dropped, created FROM vision ORDER BY number, tag")?
        .query_map([], vision)?
        .collect::<Result<_, _>>()?)
}

/// # Errors
/// Those of the file.
pub fn put(connection: &Connection, vision: &Vision) -> Result<()> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO vision (uid, number, tag, title, owner, dropped, created) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?
        .execute(params![
            vision.uid,
            vision.id.number,
            vision.id.tag,
            vision.title,
            vision.owner,
            vision.dropped.map(row::iso),
            vision.created
        ])?;
    Ok(())
}

/// All declared teams by name.
///
/// # Errors
/// Those of the file.
pub fn teams(connection: &Connection) -> Result<Vec<Team>> {
    Ok(connection
        .prepare_cached("SELECT uid, name, title FROM team ORDER BY name")?
        .query_map([], |row| {
            Ok(Team {
                uid: row.get(0)?,
                name: row.get(1)?,
                title: row.get(2)?,
            })
        })?
        .collect::<Result<_, _>>()?)
}

/// # Errors
/// Those of the file.
pub fn put_team(connection: &Connection, team: &Team) -> Result<()> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO team (uid, name, title) VALUES (?1, ?2, ?3)")?
        .execute(params![team.uid, team.name, team.title])?;
    Ok(())
}

/// Takes a vision or a team out of the projection.
///
/// # Errors
/// Those of the file.
pub fn remove(connection: &Connection, uid: Uid) -> Result<()> {
    connection
        .prepare_cached("DELETE FROM vision WHERE uid = ?1")?
        .execute([uid])?;
    connection
        .prepare_cached("DELETE FROM team WHERE uid = ?1")?
        .execute([uid])?;
    Ok(())
}
