//! Opening, making and copying the file. A book comes into being whole or not at all, is only
//! readable by its owner, and reading it needs no right to write.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io;
use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::{failure, migrate};
use crate::domain::id::Uid;
use crate::error::{Error, Result};

/// What a command wants to do with the book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    Read,
    Write,
}

/// Opens an existing book. `Ok(None)` when there is no file yet; nothing is made then.
///
/// # Errors
/// Kind `Storage` for a file that cannot be used, `Conflict` when it stays busy for longer than `wait`.
pub fn open(path: &Path, access: Access, wait: Duration) -> Result<Option<Opened>> {
    match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unusable(path, &error)),
        Ok(found) if found.is_dir() => {
            return Err(Error::storage(
                "E606",
                format!("{} is a folder, not a book", path.display()),
            )
            .why("A book is one file; it may lie in that folder.")
            .next(format!("okr --db {}", path.join("okr.db").display())));
        }
        Ok(found) if !found.is_file() => {
            let what = format!(
                "{} is no regular file, so it can be no book",
                path.display()
            );
            return Err(Error::storage("E606", what)
                .why("Nothing was read or written there.")
                .next("okr --db FILE"));
        }
        Ok(found) if found.len() == 0 => {
            return Err(Error::storage("E602", format!("{} is empty (0 bytes), which no book ever is", path.display()))
                .why("It was cut off by something else, or made by another program. Nothing was changed.")
                .next("okr db restore BACKUP")
                .next(format!("To start anew, move it away:  mv {0} {0}.old", path.display())));
        }
        Ok(_) => {}
    }
    let mut connection = connect(path, access, wait)?;
    let version = match migrate::version(&connection) {
        // A crash left a journal that only a writer can roll back; do that, then go on reading.
        Err(error) if error.code == "E603" && access == Access::Read => {
            connection = connect(path, Access::Write, wait)?;
            migrate::version(&connection)?
        }
        other => other?,
    };
    let upgraded = match version {
        migrate::Version::Current => None,
        migrate::Version::Older(from) => {
            if access == Access::Read {
                connection = connect(path, Access::Write, wait)?;
            }
            Some((from, migrate::upgrade(&mut connection, path, from)?))
        }
    };
    Ok(Some(Opened {
        connection,
        upgraded,
    }))
}

/// Opens a book for one quick look: only one of the schema this program knows, without waiting for a
/// writer, and without ever making, mending or upgrading anything. `None` whenever that is not possible.
#[must_use]
pub fn glance(path: &Path) -> Option<Connection> {
    let is_book = fs::metadata(path).is_ok_and(|found| found.is_file() && found.len() > 0);
    let connection =
        is_book.then(|| connect(path, Access::Read, Duration::from_millis(10)).ok())??;
    (migrate::version(&connection).ok()? == migrate::Version::Current).then_some(connection)
}

/// An open book, and the schema and the copy it was upgraded from, if it was.
#[derive(Debug)]
pub struct Opened {
    pub connection: Connection,
    pub upgraded: Option<(i32, std::path::PathBuf)>,
}

pub(super) fn connect(path: &Path, access: Access, wait: Duration) -> Result<Connection> {
    let mode = match access {
        Access::Read => OpenFlags::SQLITE_OPEN_READ_ONLY,
        Access::Write => OpenFlags::SQLITE_OPEN_READ_WRITE,
    };
    let flags = mode | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(|error| {
        match error.sqlite_error_code() {
            Some(ErrorCode::CannotOpen) => unusable(
                path,
                &File::open(path)
                    .err()
                    .unwrap_or_else(|| io::Error::other(error.to_string())),
            ),
            _ => error.into(),
        }
    })?;
    tune(&connection, access, wait)?;
    Ok(connection)
}

fn tune(connection: &Connection, access: Access, wait: Duration) -> Result<()> {
    connection.busy_timeout(wait)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    // Without it every new parameter of a prepared statement has SQLite plan it anew: a list of 20
    // key results cost 14.8 M instructions instead of 9.7 M.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, 16 * 1024 * 1024)?;
    connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    connection.set_prepared_statement_cache_capacity(64);
    if access == Access::Write {
        // EXTRA also syncs the folder after the journal is deleted: an acknowledged check-in
        // survives a power cut.
        connection.execute_batch("PRAGMA synchronous = EXTRA; PRAGMA cell_size_check = ON")?;
    }
    Ok(())
}

/// SQLite's own rewriting of the file, which is a transaction as any other.
///
/// # Errors
/// `E602` for a file with damaged pages, and those of the disk.
pub fn compact(connection: &Connection) -> Result<()> {
    if let Some(finding) = integrity(connection)?.into_iter().next() {
        return Err(failure::damaged(&finding));
    }
    // It attaches the file it writes to.
    connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 1)?;
    let written = connection.execute_batch("VACUUM");
    connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    Ok(written?)
}

/// From here on what is deleted is overwritten in the file, not only given free.
///
/// # Errors
/// Those of the file.
pub fn overwrite_what_goes(connection: &Connection) -> Result<()> {
    Ok(connection.query_row("PRAGMA secure_delete = ON", [], |_| Ok(()))?)
}

/// Whether the file system only lets it be read.
#[must_use]
pub fn is_read_only(connection: &Connection) -> bool {
    connection.is_readonly("main").unwrap_or(false)
}

/// Sets how long a busy file is waited for. Answers how long it was before.
///
/// # Errors
/// Those of the file.
pub fn wait(connection: &Connection, wait: Duration) -> Result<Duration> {
    let before: i64 = connection.query_row("PRAGMA busy_timeout", [], |row| row.get(0))?;
    connection.busy_timeout(wait)?;
    Ok(Duration::from_millis(u64::try_from(before).unwrap_or(0)))
}

/// Moves whenever another connection commits; what this one commits leaves it alone.
///
/// # Errors
/// Those of the file.
pub fn version(connection: &Connection) -> Result<i64> {
    Ok(connection.query_row("PRAGMA data_version", [], |row| row.get(0))?)
}

/// Makes a new book beside its final name and links it into place, so that a process killed in the
/// middle leaves no half book, and two that start together end up with one. Answers whether it is
/// this one.
///
/// # Errors
/// Those of the disk.
pub fn create(path: &Path) -> Result<bool> {
    create_with(path, |_| Ok(())).map(|made| made.is_some())
}

/// As [`create`], with what is to be in it from the first moment; `None` when there was a book.
///
/// # Errors
/// Those of the disk, and those of `write`, which leave nothing behind.
pub fn create_with<T>(
    path: &Path,
    write: impl FnOnce(&mut Connection) -> Result<T>,
) -> Result<Option<T>> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    private_folder(folder).map_err(|error| unusable(folder, &error))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let draft = folder.join(format!(".{name}.{}", Uid::random()));
    let made = fill(&draft, write).and_then(|written| match fs::hard_link(&draft, path) {
        Ok(()) => Ok(Some(written)),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(None),
        // File systems without hard links; the race between two first commands is then theirs.
        Err(_) if !path.exists() => fs::rename(&draft, path)
            .map(|()| Some(written))
            .map_err(|error| unusable(path, &error)),
        Err(error) => Err(unusable(path, &error)),
    });
    // Gone already after a rename; a leftover draft is harmless and holds nothing.
    drop(fs::remove_file(&draft));
    let made = made?;
    sync_folder(folder);
    Ok(made)
}

fn fill<T>(draft: &Path, write: impl FnOnce(&mut Connection) -> Result<T>) -> Result<T> {
    private_file(draft).map_err(|error| unusable(draft, &error))?;
    let mut connection = connect(draft, Access::Write, Duration::ZERO)?;
    migrate::create(&mut connection)?;
    let written = write(&mut connection)?;
    connection
        .close()
        .map_err(|(_, error)| Error::from(error))?;
    Ok(written)
}

/// An online copy into a new private file, never over an existing one.
///
/// # Errors
/// `E608` when the copy's name is taken, and those of the disk.
pub fn copy(from: &Connection, to: &Path) -> Result<()> {
    private_file(to).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => {
            Error::conflict("E608", format!("{} is there already", to.display()))
                .why("Nothing was overwritten.")
        }
        _ => unusable(to, &error),
    })?;
    let copied = pages(from, to);
    if copied.is_err() {
        // Half a copy is worse than none: it would be taken for a backup.
        drop(fs::remove_file(to));
    }
    copied
}

fn pages(from: &Connection, to: &Path) -> Result<()> {
    let mut target = Connection::open(to)?;
    rusqlite::backup::Backup::new(from, &mut target)?.run_to_completion(
        1024,
        Duration::ZERO,
        None,
    )?;
    target.close().map_err(|(_, error)| Error::from(error))?;
    File::open(to)
        .and_then(|file| file.sync_all())
        .map_err(|error| unusable(to, &error))
}

#[cfg(unix)]
fn private_file(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .map(drop)
}

#[cfg(not(unix))]
fn private_file(path: &Path) -> io::Result<()> {
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)
        .map(drop)
}

#[cfg(unix)]
fn private_folder(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}

#[cfg(not(unix))]
fn private_folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).create(path)
}

/// Makes the new name itself durable. Some file systems cannot sync a folder; the file is synced.
pub(super) fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        drop(folder.sync_all());
    }
}

pub(super) fn unusable(path: &Path, error: &io::Error) -> Error {
    let shown = path.display();
    match error.kind() {
        io::ErrorKind::PermissionDenied => {
            Error::storage("E606", format!("you may not use {shown}"))
                .why("Its permissions forbid it.")
        }
        io::ErrorKind::StorageFull => {
            Error::storage("E604", "the disk is full").why("Nothing was written.")
        }
        io::ErrorKind::ReadOnlyFilesystem => {
            Error::storage("E603", format!("{shown} is on a read-only file system"))
        }
        _ => Error::storage("E606", format!("{shown} cannot be opened: {error}")),
    }
    .next("okr doctor")
    .next("Another place:  okr --db FILE …")
}

/// SQLite's short test of the pages, which leaves out what takes long. Answers whether it found nothing.
#[must_use]
pub fn looks_sound(connection: &Connection) -> bool {
    let found: rusqlite::Result<String> = connection.query_row(
        "SELECT quick_check FROM pragma_quick_check LIMIT 1",
        [],
        |row| row.get(0),
    );
    found.is_ok_and(|found| found == "ok")
}

/// Checks the file page by page with SQLite's own test. Answers what is wrong, nothing when sound.
///
/// # Errors
/// When the check itself cannot run.
pub fn integrity(connection: &Connection) -> Result<Vec<String>> {
    let mut statement = connection.prepare("SELECT integrity_check FROM pragma_integrity_check")?;
    let lines = statement
        .query_map([], |row| row.get::<_, String>(0))?
        .collect::<Result<Vec<_>, _>>();
    match lines {
        Ok(lines) => Ok(lines.into_iter().filter(|line| line != "ok").collect()),
        Err(error) => Ok(vec![failure::damaged(&error.to_string()).why.join(" ")]),
    }
}
