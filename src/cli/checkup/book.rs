//! The book and the settings as files.

use std::path::Path;

use chrono::NaiveDate;
use okr_core::Book;
use okr_core::store::{file, migrate, ops};
use okr_core::time::local_instant;

use super::{Fact, folder};

const PART: &str = "book";

/// Everything about the file of the book. `mounts` is the table of mounted file systems, empty where
/// there is none.
#[must_use]
pub fn facts(path: &Path, mounts: &str, today: NaiveDate) -> Vec<Fact> {
    let mut facts = vec![Fact::fine(PART, "path", path.display().to_string())];
    let Ok(found) = std::fs::metadata(path) else {
        facts.push(Fact::fine(
            PART,
            "state",
            "there is none yet; the first okr add makes it",
        ));
        return facts;
    };
    facts.push(Fact::fine(PART, "bytes", found.len().to_string()));
    facts.extend(mode(PART, path, &found));
    facts.push(state(path));
    facts.extend(last_change(path, today));
    let journal = path.with_file_name(format!(
        "{}-journal",
        path.file_name().unwrap_or_default().to_string_lossy()
    ));
    if journal.exists() {
        facts.push(Fact::fine(PART, "journal", "there is one: a change is being written, or was cut off and is undone by the next command"));
    }
    let at = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if let Some(place) = at.parent() {
        facts.extend(place_of(place, mounts));
    }
    let copies = folder::conflict_copies(&at);
    if let Some(first) = copies.first() {
        let fact = Fact::fine(PART, "conflict copies", copies.len().to_string());
        facts.push(fact.worth_a_look(
            "W605",
            format!(
                "look at both, keep one, move the other away: {}",
                first.display()
            ),
        ));
    }
    facts
}

fn state(path: &Path) -> Fact {
    match Book::glance(path) {
        Some(book) if file::looks_sound(book.connection()) => Fact::fine(
            PART,
            "state",
            format!(
                "opens, schema {}; okr db verify reads all of it",
                migrate::SCHEMA
            ),
        ),
        Some(_) => Fact::fine(PART, "state", "damaged").worth_a_look("E602", "okr db verify"),
        None => Fact::fine(
            PART,
            "state",
            "cannot be read right now: damaged, newer, older, or in use",
        )
        .worth_a_look("E602", "okr db info  says which"),
    }
}

/// The day of the last change, which a clock that was wrong once dates in the future.
fn last_change(path: &Path, today: NaiveDate) -> Option<Fact> {
    let book = Book::glance(path)?;
    let last = ops::list(book.connection(), None, 1).ok()?.pop()?;
    let day = local_instant(last.stamp.millis()).date_naive();
    let fact = Fact::fine(PART, "last change", format!("{day}, op{}", last.n));
    Some(if day > today {
        fact.worth_a_look("W606", "okr log  shows it; a clock is or was wrong")
    } else {
        fact
    })
}

fn place_of(place: &Path, mounts: &str) -> Vec<Fact> {
    let mut facts = Vec::new();
    if let Some(program) = folder::synced_by(place) {
        let fact = Fact::fine(PART, "folder", format!("synced by {program}"));
        facts.push(fact.worth_a_look(
            "W602",
            "keep the book elsewhere (--db, OKR_DB) and let backups go here",
        ));
    }
    if let Some(kind) = folder::file_system(mounts, place) {
        let fact = Fact::fine(PART, "file system", kind.as_str());
        let remote = folder::is_remote(&kind);
        facts.push(if remote {
            fact.worth_a_look("W604", "only one machine at a time may write here")
        } else {
            fact
        });
    }
    facts
}

/// The settings file.
#[must_use]
pub fn settings(path: Option<&Path>, warnings: &[String]) -> Vec<Fact> {
    let Some(path) = path else {
        return vec![Fact::fine(
            "settings",
            "path",
            "none: there is no home folder",
        )];
    };
    let mut facts = vec![Fact::fine("settings", "path", path.display().to_string())];
    match std::fs::metadata(path) {
        Ok(found) => facts.extend(mode("settings", path, &found)),
        Err(_) => facts.push(Fact::fine(
            "settings",
            "state",
            "there is no file; defaults are used",
        )),
    }
    for warning in warnings {
        facts.push(
            Fact::fine("settings", "warning", warning.as_str())
                .worth_a_look("W701", "okr config edit"),
        );
    }
    facts
}

#[cfg(unix)]
fn mode(part: &'static str, path: &Path, found: &std::fs::Metadata) -> Option<Fact> {
    use std::os::unix::fs::PermissionsExt;
    let mode = found.permissions().mode() & 0o777;
    let fact = Fact::fine(part, "permissions", format!("{mode:o}"));
    let is_open = mode & 0o077 != 0 && part == PART;
    Some(if is_open {
        fact.worth_a_look(
            "W603",
            format!(
                "others may read it: chmod 600 {}",
                crate::cli::usage::quoted(&path.display().to_string())
            ),
        )
    } else {
        fact
    })
}

#[cfg(not(unix))]
fn mode(_: &'static str, _: &Path, _: &std::fs::Metadata) -> Option<Fact> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn advice(facts: &[Fact]) -> Vec<&str> {
        facts
            .iter()
            .filter_map(|fact| fact.advice.as_ref())
            .map(|advice| advice.code)
            .collect()
    }

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 8, 28).expect("a day")
    }

    #[test]
    fn a_book_is_looked_at_and_never_made_or_changed() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("okr.db");
        assert_eq!(advice(&facts(&path, "", today())), Vec::<&str>::new());
        assert!(!path.exists());
        Book::open_or_create(&path, std::time::Duration::ZERO).expect("a book");
        assert_eq!(
            advice(&facts(&path, "x / ext4 rw\n", today())),
            Vec::<&str>::new()
        );
        assert_eq!(advice(&facts(&path, "x / nfs4 rw\n", today())), ["W604"]);
        std::fs::write(&path, "torn").expect("written");
        assert_eq!(advice(&facts(&path, "", today())), ["E602"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_book_others_can_read_is_told() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("okr.db");
        Book::open_or_create(&path, std::time::Duration::ZERO).expect("a book");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).expect("opened");
        assert_eq!(advice(&facts(&path, "", today())), ["W603"]);
    }
}
