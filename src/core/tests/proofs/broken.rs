//! A file that is no book, no longer one, or one of a newer program is refused with the right kind of
//! error and left byte for byte as it is.

use std::path::{Path, PathBuf};
use std::time::Duration;

use okr_core::act::Commit;
use okr_core::store::file::Access;
use okr_core::store::migrate;
use okr_core::{Book, Kind};
use rusqlite::Connection;

use crate::desk::{context, day, state};
use crate::files::{WAIT, beside, folder, made, opened, vision};

/// Opens in both ways, asks what there is to ask, and answers the first error of each.
fn refusals(path: &Path) -> Vec<okr_core::Error> {
    let before = std::fs::read(path).expect("a file");
    let mut errors = Vec::new();
    for access in [Access::Read, Access::Write] {
        let error = match Book::open(path, access, Duration::ZERO) {
            Err(error) => Some(error),
            Ok(None) => None,
            Ok(Some(mut book)) => book
                .apply(&vision("x"), &context(day("2026-08-03")), Commit::Rehearse)
                .err()
                .or(book.verify().err()),
        };
        errors.extend(error);
    }
    errors.extend(Book::open_or_create(path, Duration::ZERO).err());
    assert_eq!(
        before,
        std::fs::read(path).expect("a file"),
        "the file was touched"
    );
    assert_eq!(
        beside(path),
        Vec::<PathBuf>::new(),
        "something was left beside it"
    );
    errors
}

#[test]
fn an_empty_file_is_no_book_and_stays_empty() {
    let folder = folder();
    let path = folder.path().join("acme.db");
    std::fs::write(&path, b"").expect("a file");
    let errors = refusals(&path);
    assert_eq!(errors.len(), 3);
    assert!(
        errors.iter().all(|error| error.code == "E602"),
        "{errors:?}"
    );
}

#[test]
fn a_folder_is_no_book() {
    let folder = folder();
    let error = Book::open(folder.path(), Access::Read, WAIT).expect_err("a folder");
    assert_eq!((error.code, error.kind), ("E606", Kind::Storage));
}

#[test]
fn random_bytes_are_no_book_and_stay_as_they_are() {
    let folder = folder();
    let path = folder.path().join("acme.db");
    for length in [1_usize, 15, 16, 99, 100, 4096, 10_000] {
        let mut seed = length as u32;
        let bytes: Vec<u8> = (0..length)
            .map(|_| {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (seed >> 24) as u8
            })
            .collect();
        std::fs::write(&path, bytes).expect("a file");
        let errors = refusals(&path);
        assert_eq!(errors.len(), 3, "{length} bytes");
        assert!(
            errors.iter().all(|error| error.kind == Kind::Storage),
            "{length}: {errors:?}"
        );
    }
}

#[test]
fn a_file_of_another_program_is_no_book_whatever_its_version() {
    let folder = folder();
    for version in [0, 1, 2, 99] {
        let path = folder.path().join("other.db");
        let other = Connection::open(&path).expect("a file");
        other
            .execute_batch(&format!(
                "CREATE TABLE note (text TEXT); PRAGMA user_version = {version}"
            ))
            .expect("sql");
        other.close().expect("a closed file");
        let errors = refusals(&path);
        assert_eq!(errors.len(), 3, "version {version}");
        assert!(
            errors.iter().all(|error| error.code == "E602"),
            "version {version}: {errors:?}"
        );
        std::fs::remove_file(&path).expect("a file");
    }
}

#[test]
fn a_book_of_a_newer_program_is_refused_and_stays_as_it_is() {
    let folder = folder();
    let path = folder.path().join("acme.db");
    drop(made(&path));
    Connection::open(&path)
        .and_then(|file| file.pragma_update(None, "user_version", migrate::SCHEMA + 1))
        .expect("sql");
    let errors = refusals(&path);
    assert_eq!(errors.len(), 3);
    for error in errors {
        assert_eq!((error.code, error.kind), ("E601", Kind::Storage));
    }
}

#[test]
fn a_truncated_book_is_damaged_and_stays_as_it_is() {
    let folder = folder();
    let path = folder.path().join("acme.db");
    drop(made(&path));
    let whole = std::fs::read(&path).expect("a file");
    for length in [50, 100, 1000, 4096, 5000, whole.len() / 2, whole.len() - 1] {
        std::fs::write(&path, &whole[..length]).expect("a file");
        let errors = refusals(&path);
        assert!(!errors.is_empty(), "{length} bytes");
        assert!(
            errors.iter().all(|error| error.kind == Kind::Storage),
            "{length} bytes: {errors:?}"
        );
    }
}

#[test]
fn a_flipped_byte_is_found_or_harmless_and_never_a_panic() {
    let folder = folder();
    let path = folder.path().join("acme.db");
    drop(made(&path));
    let whole = std::fs::read(&path).expect("a file");
    let sound = state(&opened(&path, Access::Read));
    for place in (0..whole.len()).step_by(whole.len() / 300) {
        let mut bytes = whole.clone();
        bytes[place] ^= 0x55;
        std::fs::write(&path, &bytes).expect("a file");
        let Ok(Some(book)) = Book::open(&path, Access::Read, Duration::ZERO) else {
            continue;
        };
        let quiet = book
            .verify()
            .is_ok_and(|verdict| verdict.findings.is_empty());
        // A quiet verdict means that what is read is what was written.
        if quiet {
            assert_eq!(sound, state(&book), "byte {place}");
        }
    }
}
