//! Brings a book to the schema this program knows, one step at a time, each in its own transaction,
//! after a copy beside it. A newer book is refused before anything is touched. Released steps are
//! never edited.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior};

use crate::error::{Error, Result};

/// Marks a file as a book: "okr" and a 1, as SQLite's application id.
pub const APPLICATION_ID: i32 = 0x6f6b_7231;

const STEPS: [&str; 2] = [
    include_str!("migrations/0001_create_book.sql"),
    include_str!("migrations/0002_add_reviews.sql"),
];

/// The schema this program reads and writes.
pub const SCHEMA: i32 = STEPS.len() as i32;

/// What a file is before anything is done with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    Current,
    Older(i32),
}

/// # Errors
/// `E601` for a book of a newer program, `E602` for a file that is no book.
pub fn version(connection: &Connection) -> Result<Version> {
    // As pragmas, not as tables of pragmas: those have SQLite read the whole schema first.
    let header = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i32>(0));
    let application = header("application_id")?;
    let version = header("user_version")?;
    if application != APPLICATION_ID {
        return Err(super::failure::damaged(
            "it is an SQLite file of another program",
        ));
    }
    if version == SCHEMA {
        return Ok(Version::Current);
    }
    if version > SCHEMA {
        return Err(Error::storage("E601", format!("the book was written by a newer okr (schema {version}); this one knows schema {SCHEMA}"))
            .why("Nothing was changed.")
            .next("Install the newer okr, or use the backup that it left beside the book"));
    }
    Ok(Version::Older(version))
}

/// A new book's tables, in a file that nobody else sees yet.
///
/// # Errors
/// Those of the disk.
pub fn create(connection: &mut Connection) -> Result<()> {
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    upgrade_from(connection, 0)
}

fn upgrade_from(connection: &mut Connection, version: i32) -> Result<()> {
    for (step, sql) in STEPS.iter().enumerate().skip(version.max(0) as usize) {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let reached: i32 =
            transaction.query_row("SELECT user_version FROM pragma_user_version", [], |row| {
                row.get(0)
            })?;
        // Another process took this step while we waited for the file.
        if reached > step as i32 {
            continue;
        }
        transaction.execute_batch(sql)?;
        transaction.pragma_update(None, "user_version", step as i32 + 1)?;
        transaction.commit()?;
    }
    Ok(())
}

/// Copies an older book beside itself and upgrades it. Answers the copy's path.
///
/// # Errors
/// Those of the disk; the book is then as it was, or at a step between, which the next run goes on from.
pub fn upgrade(connection: &mut Connection, path: &Path, version: i32) -> Result<PathBuf> {
    let copy = path.with_extension(format!("schema-{version}.backup"));
    if !copy.exists() {
        super::file::copy(connection, &copy)?;
    }
    upgrade_from(connection, version)?;
    let sound: String =
        connection.query_row("SELECT quick_check FROM pragma_quick_check", [], |row| {
            row.get(0)
        })?;
    if sound == "ok" {
        Ok(copy)
    } else {
        Err(super::failure::damaged(&sound))
    }
}
