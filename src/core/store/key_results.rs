//! Key results, one row each, with the day of their latest check-in kept beside them.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use super::row::{self, HEAD, head_columns, head_places, head_values, mistyped};
use crate::domain::id::Uid;
use crate::domain::key_result::KeyResult;
use crate::domain::measure::{Direction, Kind, Marks, Measure, Plan, Step, Zones};
use crate::domain::quantity::Quantity;
use crate::domain::record::Type;
use crate::error::Result;

macro_rules! select {
    ($end:literal) => {
        concat!(
            "SELECT ",
            head_columns!(),
            ", kind, unit, direction, start, target, change, scale, low, high, shape, targets FROM kr ",
            $end
        )
    };
}

/// The rare parts of a key result, in one column as JSON.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Shape {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    steps: Vec<Step>,
    #[serde(skip_serializing_if = "Option::is_none")]
    zones: Option<Zones>,
    #[serde(skip_serializing_if = "Option::is_none")]
    marks: Option<Marks>,
    #[serde(skip_serializing_if = "Option::is_none")]
    plan: Option<Plan>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
}

fn direction(name: &str) -> Option<Direction> {
    [Direction::Up, Direction::Down, Direction::Stay]
        .into_iter()
        .find(|direction| direction.name() == name)
}

fn json<T: serde::de::DeserializeOwned + Default>(
    row: &Row<'_>,
    column: usize,
) -> rusqlite::Result<T> {
    let text: Option<String> = row.get(column)?;
    text.map_or(Ok(T::default()), |text| {
        serde_json::from_str(&text).map_err(|_| mistyped(column))
    })
}

fn key_result(row: &Row<'_>) -> rusqlite::Result<KeyResult> {
    let shape: Shape = json(row, HEAD + 9)?;
    Ok(KeyResult {
        head: row::head(row, Type::KeyResult)?,
        measure: Measure {
            kind: row::word(row, HEAD, Kind::of_name)?,
            unit: row.get(HEAD + 1)?,
            direction: row::word(row, HEAD + 2, direction)?,
            start: row.get(HEAD + 3)?,
            target: row.get(HEAD + 4)?,
            change: row.get(HEAD + 5)?,
            scale: row.get(HEAD + 6)?,
            low: row.get(HEAD + 7)?,
            high: row.get(HEAD + 8)?,
            steps: shape.steps,
            zones: shape.zones,
            marks: shape.marks,
            plan: shape.plan,
        },
        source: shape.source,
        targets: json(row, HEAD + 10)?,
    })
}

/// # Errors
/// Those of the file.
pub fn by_uid(connection: &Connection, uid: Uid) -> Result<Option<KeyResult>> {
    let mut statement = connection.prepare_cached(select!("WHERE uid = ?1"))?;
    Ok(statement.query_row([uid], key_result).optional()?)
}

/// # Errors
/// Those of the file.
pub fn by_handle(connection: &Connection, handle: &str) -> Result<Option<KeyResult>> {
    let mut statement =
        connection.prepare_cached(select!("WHERE handle = ?1 ORDER BY dropped IS NOT NULL"))?;
    Ok(statement.query_row([handle], key_result).optional()?)
}

/// The key results of an objective in the order of their ids; dropped ones too.
///
/// # Errors
/// Those of the file.
pub fn of_objective(connection: &Connection, objective: Uid) -> Result<Vec<KeyResult>> {
    let mut found: Vec<KeyResult> = connection
        .prepare_cached(select!("WHERE parent = ?1"))?
        .query_map([objective], key_result)?
        .collect::<Result<_, _>>()?;
    // SQLite would copy every column of every row to put these few in order.
    found.sort_by(|one, other| one.head.id.cmp(&other.head.id));
    Ok(found)
}

/// The weights of those of an objective's key results that were not dropped.
///
/// # Errors
/// Those of the file.
pub fn weights(connection: &Connection, objective: Uid) -> Result<Vec<Option<Quantity>>> {
    Ok(connection
        .prepare_cached("SELECT weight FROM kr WHERE parent = ?1 AND dropped IS NULL")?
        .query_map([objective], |row| row.get(0))?
        .collect::<Result<_, _>>()?)
}

/// The key results that go on from one of an earlier cycle, dropped ones too.
///
/// # Errors
/// Those of the file.
pub fn after(connection: &Connection, ancestor: Uid) -> Result<Vec<KeyResult>> {
    Ok(connection
        .prepare_cached(select!("WHERE ancestor = ?1 ORDER BY number, tag"))?
        .query_map([ancestor], key_result)?
        .collect::<Result<_, _>>()?)
}

/// Every key result, dropped ones too.
///
/// # Errors
/// Those of the file.
pub fn each(connection: &Connection, mut each: impl FnMut(KeyResult) -> Result<()>) -> Result<()> {
    let mut statement = connection.prepare_cached(select!("ORDER BY number, tag"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        each(key_result(row)?)?;
    }
    Ok(())
}

/// Whose key results are asked for. ASCII letters of a name match in any case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose<'a> {
    Everybodys,
    /// Those one person answers for: as owner, or as the owner of the objective.
    Of(&'a str),
    /// Those, and those nobody answers for.
    OfOrNobodys(&'a str),
}

/// The key results of a cycle that are not dropped, nor their objectives.
///
/// # Errors
/// Those of the file.
pub fn live(connection: &Connection, cycle: &str, whose: Whose<'_>) -> Result<Vec<KeyResult>> {
    let sql = match whose {
        Whose::Everybodys => select!(
            "WHERE dropped IS NULL AND ?2 IS NULL AND parent IN
                (SELECT uid FROM objective WHERE cycle = ?1 AND dropped IS NULL)"
        ),
        // The plus and the cross join keep the planner from walking every key result without an
        // owner of its own, which are most.
        Whose::Of(_) => select!(
            "WHERE dropped IS NULL AND n IN
                (SELECT n FROM kr WHERE owner = ?2 COLLATE NOCASE
                 UNION SELECT kr.n FROM objective CROSS JOIN kr ON kr.parent = objective.uid
                       WHERE objective.owner = ?2 COLLATE NOCASE AND +kr.owner IS NULL)
             AND EXISTS (SELECT 1 FROM objective
                         WHERE objective.uid = kr.parent AND cycle = ?1 AND objective.dropped IS NULL)"
        ),
        Whose::OfOrNobodys(_) => select!(
            "WHERE dropped IS NULL AND n IN
                (SELECT n FROM kr WHERE owner = ?2 COLLATE NOCASE
                 UNION SELECT kr.n FROM objective CROSS JOIN kr ON kr.parent = objective.uid
                       WHERE (objective.owner = ?2 COLLATE NOCASE OR objective.owner IS NULL) AND +kr.owner IS NULL)
             AND EXISTS (SELECT 1 FROM objective
                         WHERE objective.uid = kr.parent AND cycle = ?1 AND objective.dropped IS NULL)"
        ),
    };
    let name = match whose {
        Whose::Everybodys => None,
        Whose::Of(name) | Whose::OfOrNobodys(name) => Some(name),
    };
    Ok(connection
        .prepare_cached(sql)?
        .query_map(params![cycle, name], key_result)?
        .collect::<Result<_, _>>()?)
}

/// Whether anything in the book names a person as its owner.
///
/// # Errors
/// Those of the file.
pub fn owns_something(connection: &Connection, name: &str) -> Result<bool> {
    Ok(connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM kr WHERE owner = ?1 COLLATE NOCASE)
                 OR EXISTS (SELECT 1 FROM objective WHERE owner = ?1 COLLATE NOCASE)",
        )?
        .query_row([name], |row| row.get(0))?)
}

/// # Errors
/// Those of the file.
pub fn put(connection: &Connection, key_result: &KeyResult) -> Result<()> {
    let head = &key_result.head;
    let measure = &key_result.measure;
    let shape = Shape {
        steps: measure.steps.clone(),
        zones: measure.zones.clone(),
        marks: measure.marks,
        plan: measure.plan.clone(),
        source: key_result.source.clone(),
    };
    let shape = Some(serde_json::to_string(&shape)?).filter(|text| text != "{}");
    let targets = (!key_result.targets.is_empty())
        .then(|| serde_json::to_string(&key_result.targets))
        .transpose()?;
    remove(connection, head.uid)?;
    connection
        .prepare_cached(concat!(
            "INSERT INTO kr (",
            head_columns!(),
            ", kind, unit, direction, start, target, change, scale, low, high, shape, targets) VALUES (",
            head_places!(),
            ", ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        ))?
        .execute(head_values![
            head,
            measure.kind.name(),
            measure.unit,
            measure.direction.name(),
            measure.start,
            measure.target,
            measure.change,
            measure.scale,
            measure.low,
            measure.high,
            shape,
            targets,
        ])?;
    point_to_latest(connection, head.uid)
}

/// Moves the pointer to the latest check-in, after any change to the check-ins.
///
/// # Errors
/// Those of the file.
pub fn point_to_latest(connection: &Connection, uid: Uid) -> Result<()> {
    connection
        .prepare_cached(
            "UPDATE kr SET latest = (SELECT max(date) FROM checkin WHERE kr = ?1) WHERE uid = ?1",
        )?
        .execute([uid])?;
    Ok(())
}

/// The day of the latest check-in, without reading the series.
///
/// # Errors
/// Those of the file.
pub fn latest(connection: &Connection, uid: Uid) -> Result<Option<NaiveDate>> {
    Ok(connection
        .prepare_cached("SELECT latest FROM kr WHERE uid = ?1")?
        .query_row([uid], |row| row::day(row, 0))
        .optional()?
        .flatten())
}

/// # Errors
/// Those of the file.
pub fn remove(connection: &Connection, uid: Uid) -> Result<()> {
    connection
        .prepare_cached("DELETE FROM kr WHERE uid = ?1")?
        .execute([uid])?;
    Ok(())
}
