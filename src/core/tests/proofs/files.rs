//! The file on the disk: who may read it, who may write at once, and what becomes of an older one.

use std::path::{Path, PathBuf};
use std::time::Duration;

use okr_core::act::{Action, Commit};
use okr_core::rebuild::Moment;
use okr_core::store::file::Access;
use okr_core::store::{migrate, ops};
use okr_core::{Book, Kind};
use rusqlite::Connection;

use crate::desk::{context, day, key_result, objective, row, sound, state};

pub const WAIT: Duration = Duration::from_secs(20);

pub fn vision(title: &str) -> Action {
    Action::AddVision {
        title: title.to_owned(),
        owner: None,
    }
}

fn write(book: &mut Book, action: &Action) {
    book.apply(action, &context(day("2026-08-03")), Commit::Keep)
        .expect("a write");
}

pub fn made(path: &Path) -> Book {
    let (mut book, fresh) = Book::open_or_create(path, WAIT).expect("a new book");
    assert!(fresh);
    write(
        &mut book,
        &Action::AddObjective(Box::new(objective("Grow"))),
    );
    write(
        &mut book,
        &Action::AddKeyResult(Box::new(key_result("O1", "Readers", 0, 100))),
    );
    book
}

pub fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

pub fn opened(path: &Path, access: Access) -> Book {
    Book::open(path, access, WAIT)
        .expect("a book")
        .expect("a file")
}

pub fn beside(path: &Path) -> Vec<PathBuf> {
    let folder = path.parent().expect("a folder");
    std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|other| other != path)
        .collect()
}

#[test]
fn what_was_written_is_there_when_the_book_is_opened_again() {
    let folder = folder();
    let path = folder.path().join("acme.db");
    assert!(
        Book::open(&path, Access::Write, WAIT)
            .expect("an answer")
            .is_none()
    );
    assert!(!path.exists(), "asking for a book makes none");
    let before = state(&made(&path));
    assert_eq!(before, state(&opened(&path, Access::Read)));
    assert_eq!(beside(&path), Vec::<PathBuf>::new());
    let (_, fresh) = Book::open_or_create(&path, WAIT).expect("a book");
    assert!(!fresh);
}

#[test]
fn reading_changes_no_byte() {
    let folder = folder();
    let path = folder.path().join("acme.db");
    drop(made(&path));
    let before = (
        std::fs::read(&path).expect("a file"),
        std::fs::metadata(&path)
            .and_then(|file| file.modified())
            .expect("a time"),
    );
    let book = opened(&path, Access::Read);
    sound(&book);
    book.at(Moment::Day(day("2026-08-03"))).expect("a log");
    drop(book);
    let after = (
        std::fs::read(&path).expect("a file"),
        std::fs::metadata(&path)
            .and_then(|file| file.modified())
            .expect("a time"),
    );
    assert_eq!(before, after);
}

#[cfg(unix)]
#[test]
fn only_its_owner_can_read_a_book_whatever_the_umask() {
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &Path| {
        let found = std::fs::metadata(path).expect("a file");
        found.permissions().mode() & 0o777
    };
    let folder = folder();
    // A process of its own, so that the umask of the other tests stays as it is.
    let home = folder.path().join("deep/home");
    let status = std::process::Command::new("sh")
        .args(["-c", "umask 000; exec \"$0\" \"$@\""])
        .arg(std::env::current_exe().expect("this program"))
        .args(["--exact", "files::makes_one_book"])
        .env("BOOK_TO_MAKE", home.join("acme.db"))
        .stdout(std::process::Stdio::null())
        .status()
        .expect("a process");
    assert!(status.success());
    assert_eq!(mode(&home.join("acme.db")), 0o600);
    assert_eq!(mode(&home.join("copy.db")), 0o600);
    assert_eq!(mode(&home), 0o700);
    assert_eq!(mode(&folder.path().join("deep")), 0o700);
}

/// Also run by the proof above, as a process of its own.
#[test]
fn makes_one_book() {
    let folder = folder();
    let path = std::env::var_os("BOOK_TO_MAKE")
        .map_or_else(|| folder.path().join("acme.db"), PathBuf::from);
    let book = made(&path);
    book.copy_to(&path.with_file_name("copy.db"))
        .expect("a copy");
    assert!(path.with_file_name("copy.db").exists());
}

/// Also run by the proof below, as twenty processes.
#[test]
fn writes_visions_into_a_book() {
    let folder = folder();
    let path = std::env::var_os("BOOK_TO_FILL")
        .map_or_else(|| folder.path().join("acme.db"), PathBuf::from);
    for number in 0..5 {
        let (mut book, _) = Book::open_or_create(&path, WAIT).expect("a book");
        write(&mut book, &vision(&format!("Vision {number}")));
    }
    assert!(path.exists());
}

#[test]
fn twenty_processes_that_make_and_fill_one_book_lose_nothing() {
    let folder = folder();
    let path = folder.path().join("acme.db");
    let children: Vec<_> = (0..20)
        .map(|_| {
            std::process::Command::new(std::env::current_exe().expect("this program"))
                .args(["--exact", "files::writes_visions_into_a_book"])
                .env("BOOK_TO_FILL", &path)
                .stdout(std::process::Stdio::null())
                .spawn()
                .expect("a process")
        })
        .collect();
    for mut child in children {
        assert!(child.wait().expect("an end").success());
    }
    let book = opened(&path, Access::Read);
    sound(&book);
    assert_eq!(state(&book)["vision"].len(), 100);
    assert_eq!(ops::last(book.connection()).expect("a log"), 100);
    assert_eq!(beside(&path), Vec::<PathBuf>::new());
}

#[test]
fn threads_that_check_in_at_once_lose_nothing() {
    let folder = folder();
    let path = folder.path().join("acme.db");
    drop(made(&path));
    let threads: Vec<_> = (0..20)
        .map(|value| {
            let path = path.clone();
            std::thread::spawn(move || {
                let mut book = opened(&path, Access::Write);
                let action = Action::CheckIn {
                    rows: vec![row("K1", &value.to_string())],
                    rule: crate::desk::STRICT,
                };
                write(&mut book, &action);
                sound(&book);
            })
        })
        .collect();
    for thread in threads {
        thread.join().expect("a thread that ends well");
    }
    let book = opened(&path, Access::Read);
    assert_eq!(state(&book)["checkin"].len(), 20);
    sound(&book);
}

#[test]
fn a_book_that_stays_busy_is_a_conflict_and_nothing_is_written() {
    let folder = folder();
    let path = folder.path().join("acme.db");
    drop(made(&path));
    let holder = Connection::open(&path).expect("a file");
    holder.execute_batch("BEGIN IMMEDIATE").expect("the lock");
    let mut book = Book::open(&path, Access::Write, Duration::from_millis(50))
        .expect("a book")
        .expect("a file");
    let error = book
        .apply(&vision("x"), &context(day("2026-08-03")), Commit::Keep)
        .expect_err("a busy book");
    assert_eq!((error.code, error.kind), ("E501", Kind::Conflict));
    holder.execute_batch("ROLLBACK").expect("the lock");
    write(&mut book, &vision("x"));
}

#[test]
fn a_book_opened_for_reading_refuses_to_be_written() {
    let folder = folder();
    let path = folder.path().join("acme.db");
    drop(made(&path));
    let error = opened(&path, Access::Read)
        .apply(&vision("x"), &context(day("2026-08-03")), Commit::Keep)
        .expect_err("a book for reading");
    assert_eq!((error.code, error.kind), ("E603", Kind::Storage));
}

#[test]
fn a_book_of_an_older_schema_is_upgraded_with_a_copy_beside_it() {
    let folder = folder();
    let path = folder.path().join("acme.db");
    let old = Connection::open(&path).expect("a file");
    old.execute_batch(&format!(
        "PRAGMA application_id = {}; CREATE TABLE kept (text TEXT); INSERT INTO kept VALUES ('old')",
        migrate::APPLICATION_ID
    ))
    .expect("sql");
    old.close().expect("a closed file");
    let mut book = opened(&path, Access::Read);
    let (from, copy) = book.upgraded.clone().expect("an upgrade");
    assert_eq!(from, 0);
    let kept: String = Connection::open(&copy)
        .expect("a copy")
        .query_row("SELECT text FROM kept", [], |row| row.get(0))
        .expect("what was in it");
    assert_eq!(kept, "old");
    write(&mut book, &vision("x"));
    drop(book);
    let book = opened(&path, Access::Write);
    assert_eq!(book.upgraded, None);
    sound(&book);
}

#[test]
fn a_book_of_the_first_schema_is_sound_after_its_upgrade_and_takes_more() {
    let folder = folder();
    let path = folder.path().join("acme.db");
    let old = Connection::open(&path).expect("a file");
    old.execute_batch(include_str!("../books/v1.sql"))
        .expect("sql");
    old.close().expect("a closed file");
    let mut book = opened(&path, Access::Read);
    assert_eq!(book.upgraded.as_ref().map(|(from, _)| *from), Some(1));
    sound(&book);
    write(&mut book, &vision("x"));
    sound(&book);
    let fresh = folder.path().join("fresh.db");
    let fresh = made(&fresh);
    let schema = |book: &Book| {
        let connection = book.connection();
        let mut objects = connection
            .prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name")
            .expect("a statement");
        let found = objects.query_map([], |row| row.get::<_, String>(0));
        let found: Result<Vec<String>, _> = found.expect("objects").collect();
        found.expect("readable objects").join(";").replace('"', "")
    };
    assert_eq!(schema(&book), schema(&fresh));
}

#[test]
fn a_copy_never_overwrites() {
    let folder = folder();
    let path = folder.path().join("acme.db");
    let book = made(&path);
    let copy = folder.path().join("copy.db");
    book.copy_to(&copy).expect("a copy");
    assert_eq!(state(&book), state(&opened(&copy, Access::Read)));
    let error = book.copy_to(&copy).expect_err("a name that is taken");
    assert_eq!((error.code, error.kind), ("E608", Kind::Conflict));
    let error = book.copy_to(&path).expect_err("the book itself");
    assert_eq!(error.code, "E608");
}

#[test]
fn of_two_that_make_a_book_at_once_one_has_made_it() {
    for _ in 0..20 {
        let folder = folder();
        let path = folder.path().join("acme.db");
        let both: Vec<_> = (0..2)
            .map(|_| {
                let path = path.clone();
                std::thread::spawn(move || {
                    let (mut book, fresh) = Book::open_or_create(&path, WAIT).expect("a book");
                    write(&mut book, &vision("x"));
                    fresh
                })
            })
            .collect();
        let fresh: Vec<bool> = both
            .into_iter()
            .map(|thread| thread.join().expect("a thread that ends well"))
            .collect();
        assert_eq!(fresh.iter().filter(|fresh| **fresh).count(), 1);
        assert_eq!(state(&opened(&path, Access::Read))["vision"].len(), 2);
    }
}
