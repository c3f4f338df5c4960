//! Cycles, one row each.

use rusqlite::{Connection, Row, params};

use super::row;
use crate::domain::cycle::{Cycle, CycleState};
use crate::domain::id::Uid;
use crate::error::Result;

fn state(name: &str) -> Option<CycleState> {
    [CycleState::Planning, CycleState::Active, CycleState::Closed]
        .into_iter()
        .find(|state| state.name() == name)
}

fn cycle(row: &Row<'_>) -> rusqlite::Result<Cycle> {
    Ok(Cycle {
        uid: row.get(0)?,
        name: row.get(1)?,
        start: row::sure_day(row, 2)?,
        end: row::sure_day(row, 3)?,
        state: row::word(row, 4, state)?,
        opened: row.get(5)?,
        ancestor: row.get(6)?,
    })
}

/// All cycles by start.
///
/// # Errors
/// Those of the file.
pub fn all(connection: &Connection) -> Result<Vec<Cycle>> {
    Ok(connection
        .prepare_cached("SELECT uid, name, start, \"end\", state, opened, ancestor FROM cycle ORDER BY start, name")?
        .query_map([], cycle)?
        .collect::<Result<_, _>>()?)
}

/// # Errors
/// Those of the file.
pub fn put(connection: &Connection, cycle: &Cycle) -> Result<()> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO cycle (uid, name, start, \"end\", state, opened, ancestor) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?
        .execute(params![
            cycle.uid,
            cycle.name,
            row::iso(cycle.start),
            row::iso(cycle.end),
            cycle.state.name(),
            cycle.opened,
            cycle.ancestor
        ])?;
    Ok(())
}

/// # Errors
/// Those of the file.
pub fn remove(connection: &Connection, uid: Uid) -> Result<()> {
    connection
        .prepare_cached("DELETE FROM cycle WHERE uid = ?1")?
        .execute([uid])?;
    Ok(())
}
