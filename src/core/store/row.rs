//! Columns that several tables share, read and written in one place.

use chrono::{Datelike, NaiveDate};
use rusqlite::Row;
use rusqlite::types::{FromSqlError, Type as SqlType};

use crate::domain::id::ShortId;
use crate::domain::objective::{Ambition, Head};
use crate::domain::record::Type;

type Sql<T> = rusqlite::Result<T>;

/// The id of a record, its number and its tag in two columns.
pub(super) fn id(row: &Row<'_>, kind: Type, column: usize) -> Sql<ShortId> {
    Ok(ShortId {
        kind,
        number: row.get(column)?,
        tag: row.get(column + 1)?,
    })
}

/// The columns of [`head`], in its order, 0 to 20.
macro_rules! head_columns {
    () => {
        "uid, number, tag, title, handle, owner, team, tags, links, parent, due, weight, ambition, \
         blocker, blocked_since, allow, dropped, dropped_because, ancestor, created, updated"
    };
}
pub(super) use head_columns;

/// A place for each of [`head_columns`] in an `INSERT`.
macro_rules! head_places {
    () => {
        "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"
    };
}
pub(super) use head_places;

/// The values of [`head_columns`], then those of the record's own columns.
macro_rules! head_values {
    ($head:expr, $($more:expr),+ $(,)?) => {
        rusqlite::params![
            $head.uid,
            $head.id.number,
            $head.id.tag,
            $head.title,
            $head.handle,
            $head.owner,
            $head.team,
            row::joined(&$head.tags),
            row::joined(&$head.links),
            $head.parent,
            $head.due.map(row::iso),
            $head.weight,
            $head.ambition.map($crate::domain::objective::Ambition::name),
            $head.blocker,
            $head.blocked_since.map(row::iso),
            $head.allow,
            $head.dropped.map(row::iso),
            $head.dropped_because,
            $head.ancestor,
            $head.created,
            $head.updated,
            $($more),+
        ]
    };
}
pub(super) use head_values;

/// How many columns [`head`] reads.
pub(super) const HEAD: usize = 21;

pub(super) fn head(row: &Row<'_>, kind: Type) -> Sql<Head> {
    Ok(Head {
        uid: row.get(0)?,
        id: id(row, kind, 1)?,
        title: row.get(3)?,
        handle: row.get(4)?,
        owner: row.get(5)?,
        team: row.get(6)?,
        tags: words(row, 7)?,
        links: words(row, 8)?,
        parent: row.get(9)?,
        due: day(row, 10)?,
        weight: row.get(11)?,
        ambition: row.get_ref(12)?.as_str_or_null()?.map(|name| match name {
            "commit" => Ambition::Commit,
            _ => Ambition::Stretch,
        }),
        blocker: row.get(13)?,
        blocked_since: day(row, 14)?,
        allow: row.get(15)?,
        dropped: day(row, 16)?,
        dropped_because: row.get(17)?,
        ancestor: row.get(18)?,
        created: row.get(19)?,
        updated: row.get(20)?,
    })
}

/// A list of words or links, kept one per line: neither can hold a newline.
pub(super) fn words(row: &Row<'_>, column: usize) -> Sql<Vec<String>> {
    let joined = row.get_ref(column)?.as_str_or_null()?.unwrap_or_default();
    Ok(joined.lines().map(str::to_owned).collect())
}

pub(super) fn joined(words: &[String]) -> String {
    words.join("\n")
}

pub(super) fn day(row: &Row<'_>, column: usize) -> Sql<Option<NaiveDate>> {
    row.get_ref(column)?
        .as_str_or_null()?
        .map(|text| of_iso(text).ok_or_else(|| mistyped(column)))
        .transpose()
}

pub(super) fn sure_day(row: &Row<'_>, column: usize) -> Sql<NaiveDate> {
    day(row, column)?.ok_or_else(|| mistyped(column))
}

/// A word of a fixed list, as the enum that stands for it.
pub(super) fn word<T>(row: &Row<'_>, column: usize, of_name: impl Fn(&str) -> Option<T>) -> Sql<T> {
    let name = row
        .get_ref(column)?
        .as_str()
        .map_err(|_| mistyped(column))?;
    of_name(name).ok_or_else(|| mistyped(column))
}

pub(super) fn mistyped(column: usize) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(
        column,
        SqlType::Text,
        Box::new(FromSqlError::InvalidType),
    )
}

/// The day [`iso`] writes. By hand, since chrono's reader of any format takes twenty times as long and a
/// list reads hundreds of days.
fn of_iso(text: &str) -> Option<NaiveDate> {
    let bytes = text.as_bytes();
    let number = |from: usize, to: usize| {
        bytes.get(from..to)?.iter().try_fold(0_u32, |number, byte| {
            byte.is_ascii_digit()
                .then(|| number * 10 + u32::from(byte - b'0'))
        })
    };
    if bytes.len() != 10 || bytes.get(4) != Some(&b'-') || bytes.get(7) != Some(&b'-') {
        return text.parse().ok();
    }
    NaiveDate::from_ymd_opt(
        i32::try_from(number(0, 4)?).ok()?,
        number(5, 7)?,
        number(8, 10)?,
    )
}

/// A day as the file keeps it. By hand for the same reason.
pub(crate) fn iso(day: NaiveDate) -> String {
    let Some(year) = u32::try_from(day.year()).ok().filter(|year| *year < 10_000) else {
        return day.format("%Y-%m-%d").to_string();
    };
    let digit = |number: u32| char::from_digit(number % 10, 10).unwrap_or('0');
    let (month, day) = (day.month(), day.day());
    let figures = [year / 1000, year / 100, year / 10, year].map(digit);
    let [a, b] = [month / 10, month].map(digit);
    let [c, d] = [day / 10, day].map(digit);
    figures.into_iter().chain(['-', a, b, '-', c, d]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_day_is_written_as_chrono_writes_it(days in -4_000_000_i32..4_000_000) {
            let day = NaiveDate::from_num_days_from_ce_opt(days).expect("a day");
            prop_assert_eq!(iso(day), day.format("%Y-%m-%d").to_string());
            prop_assert_eq!(of_iso(&iso(day)), Some(day));
        }
    }
}
