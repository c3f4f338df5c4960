//! Reviews: who sat down for which period, and what was left out with which reason.

use chrono::NaiveDate;
use rusqlite::{Connection, Row, params};

use super::row;
use crate::domain::id::Uid;
use crate::domain::record::Type;
use crate::domain::review::{Review, Skip};
use crate::error::Result;

fn review(row: &Row<'_>) -> rusqlite::Result<Review> {
    let skipped = row::words(row, 8)?;
    let because = row::words(row, 9)?;
    let skips: rusqlite::Result<Vec<Skip>> = skipped
        .iter()
        .zip(because)
        .map(|(kr, because)| {
            let kr = uuid::Uuid::parse_str(kr).map_err(|_| row::mistyped(8))?;
            Ok(Skip {
                kr: Uid(kr),
                because,
            })
        })
        .collect();
    Ok(Review {
        uid: row.get(0)?,
        id: row::id(row, Type::Review, 1)?,
        date: row::sure_day(row, 3)?,
        period: row::sure_day(row, 4)?,
        by: row.get(5)?,
        anew: row.get(6)?,
        begun: row.get(7)?,
        skips: skips?,
    })
}

/// The reviews of the period that begins on a day, everybody's, in the order they were begun.
///
/// # Errors
/// Those of the file.
pub fn of_period(connection: &Connection, period: NaiveDate) -> Result<Vec<Review>> {
    Ok(connection
        .prepare_cached(
            "SELECT uid, number, tag, date, period, by, anew, begun, skipped, because FROM review
             WHERE period = ?1 ORDER BY date, number, tag",
        )?
        .query_map([row::iso(period)], review)?
        .collect::<Result<_, _>>()?)
}

/// The reviews that were begun after a day and up to another, everybody's, oldest first.
///
/// # Errors
/// Those of the file.
pub fn between(connection: &Connection, after: NaiveDate, until: NaiveDate) -> Result<Vec<Review>> {
    Ok(connection
        .prepare_cached(
            "SELECT uid, number, tag, date, period, by, anew, begun, skipped, because FROM review
             WHERE date > ?1 AND date <= ?2 ORDER BY date, number, tag",
        )?
        .query_map([row::iso(after), row::iso(until)], review)?
        .collect::<Result<_, _>>()?)
}

/// The day of the last review that was begun up to a day, anybody's.
///
/// # Errors
/// Those of the file.
pub fn last(connection: &Connection, until: NaiveDate) -> Result<Option<NaiveDate>> {
    Ok(connection
        .prepare_cached("SELECT max(date) FROM review WHERE date <= ?1")?
        .query_row([row::iso(until)], |found| row::day(found, 0))?)
}

/// The first day of every period that somebody held a review in, rising.
///
/// # Errors
/// Those of the file.
pub fn periods(connection: &Connection) -> Result<Vec<NaiveDate>> {
    Ok(connection
        .prepare_cached("SELECT DISTINCT period FROM review ORDER BY period")?
        .query_map([], |row| row::sure_day(row, 0))?
        .collect::<Result<_, _>>()?)
}

/// # Errors
/// Those of the file.
pub fn by_uid(connection: &Connection, uid: Uid) -> Result<Option<Review>> {
    use rusqlite::OptionalExtension;
    Ok(connection
        .prepare_cached(
            "SELECT uid, number, tag, date, period, by, anew, begun, skipped, because FROM review WHERE uid = ?1",
        )?
        .query_row([uid], review)
        .optional()?)
}

/// # Errors
/// Those of the file.
pub fn put(connection: &Connection, review: &Review) -> Result<()> {
    let of = |text: fn(&Skip) -> String| review.skips.iter().map(text).collect::<Vec<_>>();
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO review (uid, number, tag, date, period, by, anew, begun, skipped, because)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?
        .execute(params![
            review.uid,
            review.id.number,
            review.id.tag,
            row::iso(review.date),
            row::iso(review.period),
            review.by,
            review.anew,
            review.begun,
            row::joined(&of(|skip| skip.kr.0.simple().to_string())),
            row::joined(&of(|skip| skip.because.replace(['\n', '\r'], " "))),
        ])?;
    Ok(())
}

/// # Errors
/// Those of the file.
pub fn remove(connection: &Connection, uid: Uid) -> Result<()> {
    connection
        .prepare_cached("DELETE FROM review WHERE uid = ?1")?
        .execute([uid])?;
    Ok(())
}
