//! Wins, asks and notes: dated sentences about other records, in one table.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::row;
use crate::domain::check_in::{Ask, Note, Win};
use crate::domain::id::{ShortId, Uid};
use crate::domain::record::Type;
use crate::error::Result;

macro_rules! select {
    ($end:literal) => {
        concat!(
            "SELECT uid, number, tag, title, date, by, about, thanks, closed, answer FROM fact ",
            $end
        )
    };
}

fn about(row: &Row<'_>) -> rusqlite::Result<Vec<Uid>> {
    row::words(row, 6)?
        .iter()
        .map(|text| {
            uuid::Uuid::parse_str(text)
                .map(Uid)
                .map_err(|_| row::mistyped(6))
        })
        .collect()
}

fn win(row: &Row<'_>) -> rusqlite::Result<Win> {
    Ok(Win {
        uid: row.get(0)?,
        id: row::id(row, Type::Win, 1)?,
        title: row.get(3)?,
        date: row::sure_day(row, 4)?,
        by: row.get(5)?,
        about: about(row)?,
        thanks: row::words(row, 7)?,
    })
}

fn ask(row: &Row<'_>) -> rusqlite::Result<Ask> {
    Ok(Ask {
        uid: row.get(0)?,
        id: row::id(row, Type::Ask, 1)?,
        title: row.get(3)?,
        date: row::sure_day(row, 4)?,
        by: row.get(5)?,
        about: about(row)?,
        closed: row::day(row, 8)?,
        answer: row.get(9)?,
    })
}

fn note(row: &Row<'_>) -> rusqlite::Result<Note> {
    Ok(Note {
        uid: row.get(0)?,
        id: row::id(row, Type::Note, 1)?,
        title: row.get(3)?,
        date: row::sure_day(row, 4)?,
        by: row.get(5)?,
        on: about(row)?
            .first()
            .copied()
            .ok_or_else(|| row::mistyped(6))?,
    })
}

/// All wins, oldest first.
///
/// # Errors
/// Those of the file.
pub fn wins(connection: &Connection) -> Result<Vec<Win>> {
    Ok(connection
        .prepare_cached(select!("WHERE kind = 'win' ORDER BY number, tag"))?
        .query_map([], win)?
        .collect::<Result<_, _>>()?)
}

/// All asks, oldest first, closed ones too.
///
/// # Errors
/// Those of the file.
pub fn asks(connection: &Connection) -> Result<Vec<Ask>> {
    Ok(connection
        .prepare_cached(select!("WHERE kind = 'ask' ORDER BY number, tag"))?
        .query_map([], ask)?
        .collect::<Result<_, _>>()?)
}

/// All notes, oldest first.
///
/// # Errors
/// Those of the file.
pub fn notes(connection: &Connection) -> Result<Vec<Note>> {
    Ok(connection
        .prepare_cached(select!("WHERE kind = 'note' ORDER BY number, tag"))?
        .query_map([], note)?
        .collect::<Result<_, _>>()?)
}

/// The uid of a win, an ask or a note by its short id.
///
/// # Errors
/// Those of the file.
pub fn named(connection: &Connection, id: &ShortId) -> Result<Option<Uid>> {
    Ok(connection
        .prepare_cached("SELECT uid FROM fact WHERE kind = ?1 AND number = ?2 AND tag = ?3")?
        .query_row(params![id.kind.name(), id.number, id.tag], |row| row.get(0))
        .optional()?)
}

/// The columns of a fact of any of the three kinds.
pub(super) struct Fact<'a> {
    pub uid: Uid,
    pub id: &'a ShortId,
    pub title: &'a str,
    pub date: chrono::NaiveDate,
    pub by: Option<&'a str>,
    pub about: &'a [Uid],
    pub thanks: &'a [String],
    pub closed: Option<chrono::NaiveDate>,
    pub answer: Option<&'a str>,
}

pub(super) fn put(connection: &Connection, fact: &Fact<'_>) -> Result<()> {
    // Without dashes, so that SQL can look for one by hex.
    let about: Vec<String> = fact
        .about
        .iter()
        .map(|uid| uid.0.simple().to_string())
        .collect();
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO fact (uid, kind, number, tag, title, date, by, about, thanks, closed, answer)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute(params![
            fact.uid,
            fact.id.kind.name(),
            fact.id.number,
            fact.id.tag,
            fact.title,
            row::iso(fact.date),
            fact.by,
            row::joined(&about),
            row::joined(fact.thanks),
            fact.closed.map(row::iso),
            fact.answer,
        ])?;
    Ok(())
}

/// # Errors
/// Those of the file.
pub fn remove(connection: &Connection, uid: Uid) -> Result<()> {
    connection
        .prepare_cached("DELETE FROM fact WHERE uid = ?1")?
        .execute([uid])?;
    Ok(())
}
