//! What happens when things go wrong: other processes, full and broken disks, odd streams, hostile
//! text, strange surroundings. Each test makes the fault for real; one that cannot be made on this
//! machine says so and is skipped.

mod copies;
mod disk;
mod editing;
mod hostile;
mod import;
mod review;
mod sources;
mod streams;
mod surroundings;
mod timers;
mod together;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use crate::support::{Desk, Ended, PROGRAM, ended};

/// The notes of all check-ins, read past okr: what is truly in the file.
fn notes(book: &Path) -> BTreeSet<String> {
    let connection = rusqlite::Connection::open(book).expect("an SQLite file");
    let mut statement = connection
        .prepare("SELECT note FROM checkin WHERE note IS NOT NULL")
        .expect("the table");
    let rows = statement.query_map([], |row| row.get(0)).expect("rows");
    rows.map(|row| row.expect("a text")).collect()
}

/// SQLite's own word that the file is sound, and okr's that it is what its log says.
#[track_caller]
fn insist_sound(desk: &Desk) {
    let connection = rusqlite::Connection::open(desk.book()).expect("an SQLite file");
    let word: String = connection
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .expect("an answer");
    assert_eq!(word, "ok");
    drop(connection);
    desk.okr(&["db", "verify"]).succeeds();
}

/// No output may show that the program fell over its own feet.
#[track_caller]
fn insist_calm(ended: &Ended) {
    assert!(
        ended.code.is_some_and(|code| code < 100),
        "{}: {:?}\n{}",
        ended.line,
        ended.code,
        ended.errors()
    );
    assert!(
        !ended.errors().contains("panicked"),
        "{}\n{}",
        ended.line,
        ended.errors()
    );
}

/// Runs okr without the rights of the superuser. `None` where that cannot be done.
fn as_nobody(desk: &Desk, arguments: &[&str]) -> Option<Ended> {
    const NOBODY: u32 = 65534;
    if !rustix::process::geteuid().is_root() {
        return Some(desk.okr(arguments));
    }
    if !crate::support::is_installed("setpriv") {
        return None;
    }
    // The program may lie where nobody may look; the desk is theirs.
    let program = desk.root().join("okr");
    if !program.exists() {
        // By another process: a file this one holds open for writing could be inherited by a program
        // that another test starts right now, and what is open for writing cannot be run.
        let copied = Command::new("cp").arg(PROGRAM).arg(&program).status();
        assert!(copied.is_ok_and(|status| status.success()));
    }
    let mut open = vec![desk.root().to_owned()];
    while let Some(path) = open.pop() {
        std::os::unix::fs::chown(&path, Some(NOBODY), Some(NOBODY))
            .expect("the right to give a file away");
        if path.is_dir() {
            open.extend(
                std::fs::read_dir(&path)
                    .expect("a folder")
                    .map(|entry| entry.expect("an entry").path()),
            );
        }
    }
    let mut command: Command = desk.command("setpriv");
    command
        .args(["--reuid=65534", "--regid=65534", "--clear-groups"])
        .arg(&program)
        .args(arguments);
    Some(ended(&mut command))
}
