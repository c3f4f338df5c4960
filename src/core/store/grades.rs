//! Grades, one row for each record that has one.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::row;
use crate::domain::grade::{Grade, Next};
use crate::domain::id::Uid;
use crate::error::Result;

macro_rules! select {
    ($end:literal) => {
        concat!(
            "SELECT uid, of, date, by, score, suggested, reason, cause, helped, hurt, learned, next FROM grade ",
            $end
        )
    };
}

fn grade(row: &Row<'_>) -> rusqlite::Result<Grade> {
    let next: Option<String> = row.get(11)?;
    Ok(Grade {
        uid: row.get(0)?,
        of: row.get(1)?,
        date: row::sure_day(row, 2)?,
        by: row.get(3)?,
        score: row.get(4)?,
        suggested: row.get(5)?,
        reason: row.get(6)?,
        cause: row.get(7)?,
        helped: row.get(8)?,
        hurt: row.get(9)?,
        learned: row.get(10)?,
        next: next.as_deref().and_then(Next::of_name),
    })
}

/// The grade of a key result or an objective, `None` while it has none.
///
/// # Errors
/// Those of the file.
pub fn of(connection: &Connection, record: Uid) -> Result<Option<Grade>> {
    let mut statement = connection.prepare_cached(select!("WHERE uid = ?1"))?;
    Ok(statement
        .query_row([Grade::uid_of(record)], grade)
        .optional()?)
}

/// All grades by the record they are about.
///
/// # Errors
/// Those of the file.
pub fn all(connection: &Connection) -> Result<HashMap<Uid, Grade>> {
    let mut statement = connection.prepare_cached(select!(""))?;
    let rows = statement.query_map([], grade)?;
    Ok(rows
        .map(|row| row.map(|grade| (grade.of, grade)))
        .collect::<Result<_, _>>()?)
}

/// # Errors
/// Those of the file.
pub fn put(connection: &Connection, grade: &Grade) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO grade (uid, of, date, by, score, suggested, reason, cause, helped, hurt, learned, next)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )?
        .execute(params![
            grade.uid,
            grade.of,
            row::iso(grade.date),
            grade.by,
            grade.score,
            grade.suggested,
            grade.reason,
            grade.cause,
            grade.helped,
            grade.hurt,
            grade.learned,
            grade.next.map(Next::name),
        ])?;
    Ok(())
}

/// # Errors
/// Those of the file.
pub fn remove(connection: &Connection, uid: Uid) -> Result<()> {
    connection
        .prepare_cached("DELETE FROM grade WHERE uid = ?1")?
        .execute([uid])?;
    Ok(())
}
