//! What a person can choose from: the names in use, and how much of everything there is.

use rusqlite::Connection;

use crate::error::Result;

fn texts(connection: &Connection, sql: &'static str) -> Result<Vec<String>> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Owners of live records, each once, by name.
///
/// # Errors
/// Those of the file.
pub fn owners(connection: &Connection) -> Result<Vec<String>> {
    texts(
        connection,
        "SELECT owner FROM objective WHERE owner IS NOT NULL AND dropped IS NULL
         UNION SELECT owner FROM kr WHERE owner IS NOT NULL AND dropped IS NULL ORDER BY 1",
    )
}

/// Teams of live records, each once, by name.
///
/// # Errors
/// Those of the file.
pub fn teams(connection: &Connection) -> Result<Vec<String>> {
    texts(
        connection,
        "SELECT team FROM objective WHERE team IS NOT NULL AND dropped IS NULL
         UNION SELECT team FROM kr WHERE team IS NOT NULL AND dropped IS NULL ORDER BY 1",
    )
}

/// Tags of live records, each once, by name.
///
/// # Errors
/// Those of the file.
pub fn tags(connection: &Connection) -> Result<Vec<String>> {
    let kept = texts(
        connection,
        "SELECT DISTINCT tags FROM objective WHERE dropped IS NULL
         UNION SELECT DISTINCT tags FROM kr WHERE dropped IS NULL",
    )?;
    let mut tags: Vec<String> = kept
        .iter()
        .flat_map(|tags| tags.lines())
        .map(str::to_owned)
        .collect();
    tags.sort();
    tags.dedup();
    Ok(tags)
}

/// How many there are of each, dropped ones included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sizes {
    pub cycles: u64,
    pub visions: u64,
    pub objectives: u64,
    pub key_results: u64,
    pub check_ins: u64,
    /// Wins, asks and notes.
    pub facts: u64,
    pub devices: u64,
}

/// # Errors
/// Those of the file.
pub fn sizes(connection: &Connection) -> Result<Sizes> {
    Ok(connection.query_row(
        "SELECT (SELECT count(*) FROM cycle), (SELECT count(*) FROM vision), (SELECT count(*) FROM objective),
                (SELECT count(*) FROM kr), (SELECT count(*) FROM checkin), (SELECT count(*) FROM fact), (SELECT count(*) FROM device)",
        [],
        |row| {
            let number = |place| row.get::<_, i64>(place).map(i64::unsigned_abs);
            Ok(Sizes {
                cycles: number(0)?,
                visions: number(1)?,
                objectives: number(2)?,
                key_results: number(3)?,
                check_ins: number(4)?,
                facts: number(5)?,
                devices: number(6)?,
            })
        },
    )?)
}
