//! Check-ins, kept in the order a series is read.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::row;
use crate::domain::check_in::CheckIn;
use crate::domain::id::{ShortId, Uid};
use crate::domain::record::Type;
use crate::error::Result;

macro_rules! select {
    ($end:literal) => {
        concat!(
            "SELECT kr, date, recorded, uid, number, tag, value, text, confidence, note, blocker, same, source, key, done FROM checkin ",
            $end
        )
    };
}

fn check_in(row: &Row<'_>) -> rusqlite::Result<CheckIn> {
    Ok(CheckIn {
        kr: row.get(0)?,
        date: row::sure_day(row, 1)?,
        recorded: row.get(2)?,
        uid: row.get(3)?,
        id: row::id(row, Type::CheckIn, 4)?,
        value: row.get(6)?,
        text: row.get(7)?,
        confidence: row.get(8)?,
        note: row.get(9)?,
        blocker: row.get(10)?,
        same: row.get(11)?,
        source: row.get(12)?,
        key: row.get(13)?,
        done: row::words(row, 14)?,
    })
}

/// All check-ins of a key result, oldest first. Two of one instant stand in the order of their ids:
/// their uids would not, if the wall clock stepped back between them.
///
/// # Errors
/// Those of the file.
pub fn series(connection: &Connection, kr: Uid) -> Result<Vec<CheckIn>> {
    Ok(connection
        .prepare_cached(select!(
            "WHERE kr = ?1 ORDER BY date, recorded, number, tag, uid"
        ))?
        .query_map([kr], check_in)?
        .collect::<Result<_, _>>()?)
}

/// The check-ins of a key result from a day on, oldest first.
///
/// # Errors
/// Those of the file.
pub fn since(connection: &Connection, kr: Uid, day: NaiveDate) -> Result<Vec<CheckIn>> {
    Ok(connection
        .prepare_cached(select!(
            "WHERE kr = ?1 AND date >= ?2 ORDER BY date, recorded, number, tag, uid"
        ))?
        .query_map(params![kr, row::iso(day)], check_in)?
        .collect::<Result<_, _>>()?)
}

/// The newest figures up to a day, oldest first, back to the first with which it is `enough`.
///
/// # Errors
/// Those of the file.
pub fn newest_figures(
    connection: &Connection,
    kr: Uid,
    day: NaiveDate,
    mut enough: impl FnMut(&CheckIn) -> bool,
) -> Result<Vec<CheckIn>> {
    let mut statement = connection.prepare_cached(
        "SELECT date, value, confidence FROM checkin WHERE kr = ?1 AND date <= ?2
         ORDER BY date DESC, recorded DESC, number DESC, tag DESC, uid DESC",
    )?;
    let mut found: Vec<CheckIn> = Vec::new();
    for figure in statement.query_map(params![kr, row::iso(day)], |row| figure(row, kr))? {
        let figure = figure?;
        let is_enough = enough(&figure);
        found.push(figure);
        if is_enough {
            break;
        }
    }
    found.reverse();
    Ok(found)
}

/// The first figure with a value, up to a day: where a key result without a start of its own begins.
///
/// # Errors
/// Those of the file.
pub fn first_figure(connection: &Connection, kr: Uid, day: NaiveDate) -> Result<Option<CheckIn>> {
    Ok(connection
        .prepare_cached(
            "SELECT date, value, confidence FROM checkin
             WHERE kr = ?1 AND date <= ?2 AND value IS NOT NULL
             ORDER BY date, recorded, number, tag, uid LIMIT 1",
        )?
        .query_row(params![kr, row::iso(day)], |row| figure(row, kr))
        .optional()?)
}

/// Every check-in with a note or a blocker.
///
/// # Errors
/// Those of the file, and those of `each`.
pub fn each_in_words(
    connection: &Connection,
    mut each: impl FnMut(CheckIn) -> Result<()>,
) -> Result<()> {
    let mut statement =
        connection.prepare_cached(select!("WHERE note IS NOT NULL OR blocker IS NOT NULL"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        each(check_in(row)?)?;
    }
    Ok(())
}

/// The check-ins of a key result, oldest first, with what its numbers are made of and nothing else:
/// date, value and confidence. A third of the price of [`series`], for measures whose value is a number.
///
/// # Errors
/// Those of the file.
pub fn figures(connection: &Connection, kr: Uid) -> Result<Vec<CheckIn>> {
    Ok(connection
        .prepare_cached(
            "SELECT date, value, confidence FROM checkin
             WHERE kr = ?1 ORDER BY date, recorded, number, tag",
        )?
        .query_map([kr], |row| figure(row, kr))?
        .collect::<Result<_, _>>()?)
}

/// A check-in of which only date, value and confidence were read.
fn figure(row: &Row<'_>, kr: Uid) -> rusqlite::Result<CheckIn> {
    Ok(CheckIn {
        uid: kr,
        id: ShortId::new(Type::CheckIn, 0),
        kr,
        date: row::sure_day(row, 0)?,
        value: row.get(1)?,
        text: None,
        confidence: row.get(2)?,
        note: None,
        blocker: None,
        same: false,
        source: None,
        key: None,
        done: Vec::new(),
        recorded: 0,
    })
}

/// # Errors
/// Those of the file.
pub fn by_uid(connection: &Connection, uid: Uid) -> Result<Option<CheckIn>> {
    let mut statement = connection.prepare_cached(select!("WHERE uid = ?1"))?;
    Ok(statement.query_row([uid], check_in).optional()?)
}

/// # Errors
/// Those of the file.
pub fn by_id(connection: &Connection, id: &ShortId) -> Result<Option<CheckIn>> {
    let mut statement = connection.prepare_cached(select!("WHERE number = ?1 AND tag = ?2"))?;
    Ok(statement
        .query_row(params![id.number, id.tag], check_in)
        .optional()?)
}

/// # Errors
/// Those of the file.
pub fn put(connection: &Connection, check_in: &CheckIn) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO checkin (kr, date, recorded, uid, number, tag, value, text, confidence, note, blocker, same, source, key, done)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
        )?
        .execute(params![
            check_in.kr,
            row::iso(check_in.date),
            check_in.recorded,
            check_in.uid,
            check_in.id.number,
            check_in.id.tag,
            check_in.value,
            check_in.text,
            check_in.confidence,
            check_in.note,
            check_in.blocker,
            check_in.same,
            check_in.source,
            check_in.key,
            (!check_in.done.is_empty()).then(|| row::joined(&check_in.done)),
        ])?;
    Ok(())
}

/// Takes a check-in out of the projection. Answers the key result it belonged to.
///
/// # Errors
/// Those of the file.
pub fn remove(connection: &Connection, uid: Uid) -> Result<Option<Uid>> {
    Ok(connection
        .prepare_cached("DELETE FROM checkin WHERE uid = ?1 RETURNING kr")?
        .query_row([uid], |row| row.get(0))
        .optional()?)
}
