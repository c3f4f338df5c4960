//! A copy takes the place of the book. The copy is only ever read, and what is put in place is a copy
//! of it that was proven first. The journal of the old book must go with the old book: left behind,
//! SQLite would play it into the new one.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::Connection;

use super::file::{self, Access};
use super::migrate;
use crate::domain::id::Uid;
use crate::error::{Error, Result};
use crate::rebuild::{self, Verdict};

/// What was put in place, and where the book before it is now, if there was one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replaced {
    pub verdict: Verdict,
    pub kept: Option<PathBuf>,
}

/// See [`crate::book::Book::replace`].
///
/// # Errors
/// As there.
pub fn replace(path: &Path, copy: &Path, kept: &Path, wait: Duration) -> Result<Replaced> {
    if is_same(path, copy) {
        return Err(
            Error::conflict("E608", format!("{} is the book itself", copy.display()))
                .why("Nothing was changed."),
        );
    }
    if kept.exists() {
        return Err(
            Error::conflict("E608", format!("{} is there already", kept.display()))
                .why("Nothing was changed."),
        );
    }
    let draft = draft_beside(path);
    let replaced = proven(copy, &draft, wait).and_then(|(connection, verdict)| {
        // The draft gets a device of its own on its next change, so that what is written from here on
        // cannot be mistaken for what the old book wrote after the copy was made.
        super::log_rows::part_from_device(&connection)?;
        connection
            .close()
            .map_err(|(_, error)| Error::from(error))?;
        let kept = swap(path, &draft, kept, wait)?;
        Ok(Replaced { verdict, kept })
    });
    // Gone already when it was put in place.
    drop(fs::remove_file(&draft));
    file::sync_folder(draft.parent().unwrap_or(Path::new(".")));
    replaced
}

pub(super) fn is_same(path: &Path, copy: &Path) -> bool {
    matches!((fs::canonicalize(path), fs::canonicalize(copy)), (Ok(one), Ok(other)) if one == other)
}

/// A name for a draft beside a book.
pub(super) fn draft_beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}", Uid::random()))
}

/// Another book, proven, as a draft of its own that goes away when this does.
pub struct Proven {
    pub connection: Connection,
    draft: PathBuf,
}

impl Proven {
    /// A copy of the other book, beside the book of the connection.
    ///
    /// # Errors
    /// `E608` when it is the same file, and as a copy that is to take the place of the book.
    pub fn of(book: &Connection, other: &Path) -> Result<Self> {
        let path = PathBuf::from(book.path().unwrap_or_default());
        if is_same(&path, other) {
            return Err(
                Error::conflict("E608", format!("{} is the book itself", other.display()))
                    .why("Nothing was changed."),
            );
        }
        let draft = draft_beside(&path);
        match proven(other, &draft, Duration::from_secs(5)) {
            Ok((connection, _)) => Ok(Self { connection, draft }),
            Err(error) => {
                drop(fs::remove_file(&draft));
                Err(error)
            }
        }
    }
}

impl Drop for Proven {
    fn drop(&mut self) {
        // A leftover would be a hidden copy of the other book; nothing reads it.
        drop(fs::remove_file(&self.draft));
    }
}

/// Makes the draft from the copy and checks it. The copy itself is only read.
///
/// # Errors
/// `E606` when it is not there, `E602` for a file that is no book, `E609` for one that is not what its
/// log says.
pub(super) fn proven(copy: &Path, draft: &Path, wait: Duration) -> Result<(Connection, Verdict)> {
    let found = fs::metadata(copy).map_err(|error| file::unusable(copy, &error))?;
    if !found.is_file() || found.len() == 0 {
        return Err(super::failure::damaged(
            "it is not a file with anything in it",
        ));
    }
    let source = file::connect(copy, Access::Read, wait)?;
    migrate::version(&source).map_err(|mut error| {
        error.message = format!("{} cannot be used: {}", copy.display(), error.message);
        error.next.clear();
        error
    })?;
    file::copy(&source, draft)?;
    drop(source);
    let Some(opened) = file::open(draft, Access::Write, wait)? else {
        return Err(Error::storage(
            "E606",
            format!("{} went away while it was made", draft.display()),
        ));
    };
    if let Some((_, before)) = &opened.upgraded {
        // The copy is still there as it was.
        drop(fs::remove_file(before));
    }
    let verdict = rebuild::verify(&opened.connection)?;
    if verdict.findings.is_empty() {
        return Ok((opened.connection, verdict));
    }
    let mut error = Error::storage("E609", format!("{} is not sound", copy.display()));
    for finding in verdict.findings.iter().take(5) {
        error = error.why(finding.clone());
    }
    Err(error.why("Nothing was changed."))
}

fn swap(path: &Path, draft: &Path, kept: &Path, wait: Duration) -> Result<Option<PathBuf>> {
    if !path.exists() {
        fs::rename(draft, path).map_err(|error| file::unusable(path, &error))?;
        return Ok(None);
    }
    let lock = locked(path, wait)?;
    let journal = with_end(path, "-journal");
    if lock.is_none() && journal.exists() {
        fs::rename(&journal, with_end(kept, "-journal"))
            .map_err(|error| file::unusable(&journal, &error))?;
    }
    // Linked first: at every moment there is a book under the name.
    let linked = fs::hard_link(path, kept).or_else(|_| fs::rename(path, kept));
    linked.map_err(|error| file::unusable(kept, &error))?;
    if cfg!(windows) {
        drop(lock);
    }
    fs::rename(draft, path).map_err(|error| file::unusable(path, &error))?;
    Ok(Some(kept.to_owned()))
}

/// The book, locked against writers; `None` for one too damaged to be opened.
fn locked(path: &Path, wait: Duration) -> Result<Option<Connection>> {
    let opened = file::connect(path, Access::Write, wait).and_then(|connection| {
        connection.execute_batch("BEGIN EXCLUSIVE")?;
        Ok(connection)
    });
    match opened {
        Ok(connection) => Ok(Some(connection)),
        Err(error) if error.code == "E501" => Err(error),
        Err(_) => Ok(None),
    }
}

fn with_end(path: &Path, end: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(end);
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Book;
    use crate::act::Action;
    use crate::report::sample;

    fn book_at(path: &Path, teams: &[&str]) -> Book {
        let (mut book, _) = Book::open_or_create(path, Duration::ZERO).expect("a book");
        for team in teams {
            let title = None;
            sample::act(
                &mut book,
                sample::TODAY,
                Action::AddTeam {
                    name: (*team).to_owned(),
                    title,
                },
            );
        }
        book
    }

    fn teams(path: &Path) -> Vec<String> {
        let book = Book::glance(path).expect("a book");
        super::super::visions::teams(book.connection())
            .expect("teams")
            .into_iter()
            .map(|team| team.name)
            .collect()
    }

    #[test]
    fn a_copy_takes_the_place_and_the_book_before_it_is_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, copy, kept) = (
            folder.path().join("okr.db"),
            folder.path().join("copy"),
            folder.path().join("kept"),
        );
        let mut book = book_at(&path, &["web"]);
        book.copy_to(&copy).expect("copied");
        let later = Action::AddTeam {
            name: "core".to_owned(),
            title: None,
        };
        sample::act(&mut book, sample::TODAY, later);
        drop(book);
        let device = |path: &Path| {
            super::super::ops::own_device(book_at(path, &[]).connection())
                .expect("a device")
                .uid
        };
        let before = device(&path);
        let replaced = Book::replace(&path, &copy, &kept, Duration::ZERO).expect("replaced");
        assert_eq!(replaced.kept.as_deref(), Some(kept.as_path()));
        assert_eq!(teams(&path), ["web"]);
        assert_eq!(teams(&kept), ["core", "web"]);
        assert_eq!(teams(&copy), ["web"]);
        assert_ne!(device(&path), before);
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 3);
    }

    #[test]
    fn what_is_no_book_or_not_sound_replaces_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, copy, kept) = (
            folder.path().join("okr.db"),
            folder.path().join("copy"),
            folder.path().join("kept"),
        );
        drop(book_at(&path, &["web"]));
        fs::write(&copy, "no book").expect("written");
        let refused = |copy: &Path| {
            Book::replace(&path, copy, &kept, Duration::ZERO)
                .expect_err("refused")
                .code
        };
        assert_eq!(refused(&copy), "E602");
        assert_eq!(refused(&path), "E608");
        assert_eq!(refused(&folder.path().join("none")), "E606");
        let other = folder.path().join("other");
        let book = book_at(&other, &["web"]);
        book.connection()
            .execute_batch("UPDATE team SET name = 'core'")
            .expect("spoiled");
        drop(book);
        assert_eq!(refused(&other), "E609");
        assert_eq!(teams(&path), ["web"]);
        assert!(!kept.exists());
    }

    #[test]
    fn a_damaged_book_goes_aside_with_its_journal() {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, copy, kept) = (
            folder.path().join("okr.db"),
            folder.path().join("copy"),
            folder.path().join("kept"),
        );
        drop(book_at(&copy, &["web"]));
        fs::write(&path, "torn").expect("written");
        fs::write(folder.path().join("okr.db-journal"), "half").expect("written");
        Book::replace(&path, &copy, &kept, Duration::ZERO).expect("replaced");
        assert_eq!(teams(&path), ["web"]);
        assert!(kept.exists() && !folder.path().join("okr.db-journal").exists());
    }

    #[test]
    fn a_book_somebody_writes_to_is_not_replaced() {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, copy, kept) = (
            folder.path().join("okr.db"),
            folder.path().join("copy"),
            folder.path().join("kept"),
        );
        let book = book_at(&path, &["web"]);
        book.copy_to(&copy).expect("copied");
        book.connection()
            .execute_batch("BEGIN IMMEDIATE")
            .expect("locked");
        let error = Book::replace(&path, &copy, &kept, Duration::ZERO).expect_err("busy");
        assert_eq!(error.code, "E501");
    }
}
