//! Where things are on this computer: the book, the settings. The only user of `directories`.

use std::path::{Path, PathBuf};

use directories::{BaseDirs, ProjectDirs};
use okr_core::{Error, Result};

fn folders() -> Result<ProjectDirs> {
    let nowhere = || {
        Error::storage("E606", "there is no home folder to keep a book in")
            .why("HOME is not set, is the root folder, or does not begin at the root; nothing is ever kept in the root or the current folder by itself.")
            .next("okr --db FILE …   or set OKR_DB")
    };
    let is_home = |folders: BaseDirs| {
        let home = folders.home_dir();
        home.is_absolute() && home.parent().is_some()
    };
    if !BaseDirs::new().is_some_and(is_home) {
        return Err(nowhere());
    }
    ProjectDirs::from("", "", "okr").ok_or_else(nowhere)
}

/// The book: the given path, else the one in the data folder of this user.
///
/// # Errors
/// `E606` when there is no home folder.
pub fn book(given: Option<&str>) -> Result<PathBuf> {
    match given.filter(|path| !path.is_empty()) {
        Some(path) => Ok(PathBuf::from(path)),
        None => Ok(folders()?.data_dir().join("okr.db")),
    }
}

/// The folder of a person's own templates, beside the settings. `None` where there is no home folder.
#[must_use]
pub fn templates(settings: Option<&str>) -> Option<PathBuf> {
    Some(self::settings(settings).ok()?.parent()?.join("templates"))
}

/// The settings file: the given path, else `config.toml` in the settings folder of this user.
///
/// # Errors
/// `E606` when there is no home folder.
pub fn settings(given: Option<&str>) -> Result<PathBuf> {
    match given.filter(|path| !path.is_empty()) {
        Some(path) => Ok(PathBuf::from(path)),
        None => Ok(folders()?.config_dir().join("config.toml")),
    }
}

/// The commands of this machine's metric sources: always in the settings folder of this user, whatever
/// file the settings come from, so that no file of a project can bring commands along.
///
/// # Errors
/// `E606` when there is no home folder.
pub fn sources() -> Result<PathBuf> {
    Ok(folders()?.config_dir().join("sources.toml"))
}

fn home() -> Result<BaseDirs> {
    folders()?;
    BaseDirs::new().ok_or_else(|| Error::storage("E606", "there is no home folder"))
}

/// Where systemd looks for the timers of this user.
///
/// # Errors
/// `E606` when there is no home folder.
pub fn units() -> Result<PathBuf> {
    Ok(home()?.config_dir().join("systemd").join("user"))
}

/// The launch agent of macOS.
///
/// # Errors
/// `E606` when there is no home folder.
pub fn launch_agent() -> Result<PathBuf> {
    Ok(home()?
        .home_dir()
        .join("Library/LaunchAgents/okr.remind.plist"))
}

/// This very program.
///
/// # Errors
/// Those of the system.
pub fn own_program() -> std::io::Result<PathBuf> {
    std::env::current_exe()
}

/// The folder this process works in.
///
/// # Errors
/// Those of the system.
pub fn here() -> std::io::Result<PathBuf> {
    std::env::current_dir()
}

/// Where a copy of the book goes when nobody says: beside it.
#[must_use]
pub fn backup(book: &Path, label: &str) -> PathBuf {
    let name = book.file_stem().unwrap_or_default().to_string_lossy();
    book.with_file_name(format!("{name}-{label}.backup"))
}

/// Where the report of a failure goes: one file in the state folder, the latest only.
#[must_use]
pub fn report_file() -> Option<PathBuf> {
    let folders = folders().ok()?;
    let folder = folders.state_dir().unwrap_or(folders.data_local_dir());
    std::fs::create_dir_all(folder).ok()?;
    Some(folder.join("last-failure.txt"))
}

/// Where the half-typed card of a review of this book is kept. `None` where there is no home folder.
#[must_use]
pub fn review_draft(book: &Path) -> Option<PathBuf> {
    state(book, "review")
}

/// Where what is half typed into another card about this book is kept. `None` where there is no home
/// folder.
#[must_use]
pub fn card_draft(book: &Path) -> Option<PathBuf> {
    state(book, "card")
}

/// Where it is kept which suggested wins were dismissed. `None` where there is no home folder.
#[must_use]
pub fn dismissed(book: &Path) -> Option<PathBuf> {
    state(book, "dismissed")
}

/// Where the text of a record is kept while it is edited, by the number of the draft. `None` where there
/// is no home folder.
#[must_use]
pub fn edit_draft(book: &Path, number: u32) -> Option<PathBuf> {
    state(book, &format!("edit-{number}")).map(|path| path.with_extension("txt"))
}

/// A file of the state folder of this user. Its name tells books apart (64-bit FNV-1a of the book's path).
fn state(book: &Path, what: &str) -> Option<PathBuf> {
    let folders = folders().ok()?;
    let folder = folders.state_dir().unwrap_or(folders.data_local_dir());
    let whole = std::path::absolute(book).unwrap_or_else(|_| book.to_owned());
    let name = whole
        .to_string_lossy()
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
    Some(folder.join(format!("{what}-{name:016x}.json")))
}

/// Puts a file that only its owner can read in the place of the one before: whoever reads it sees the
/// old text or the new one, also when this process is killed.
///
/// # Errors
/// Those of the disk.
pub fn replace_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        let mut builder = std::fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder)?;
    }
    let fresh = path.with_extension(format!("{}.new", std::process::id()));
    write_private(&fresh, bytes)?;
    std::fs::rename(&fresh, path)
}

/// Writes a file that only its owner can read.
///
/// # Errors
/// Those of the disk.
pub fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(bytes)
}

/// The name of the machine's time zone, such as `Europe/Berlin`, where the system knows one.
#[must_use]
pub fn time_zone() -> Option<String> {
    iana_time_zone::get_timezone().ok()
}

/// Where a text being edited is kept for the moment.
#[must_use]
pub fn draft(name: &str) -> PathBuf {
    std::env::temp_dir().join(name)
}

/// The file this program was started from, to start it once more.
///
/// # Errors
/// Those of the system.
pub fn this_program() -> std::io::Result<PathBuf> {
    std::env::current_exe()
}

/// A file that goes away when this does.
#[derive(Debug)]
pub struct ThrowAway(PathBuf);

impl ThrowAway {
    /// A name of this process; nothing is made yet.
    #[must_use]
    pub fn named(name: &str) -> Self {
        let name = format!("okr-{name}-{}.db", std::process::id());
        Self(std::env::temp_dir().join(name))
    }

    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for ThrowAway {
    fn drop(&mut self) {
        // It may never have been made, and a leftover in the folder of such files harms nobody.
        drop(std::fs::remove_file(&self.0));
    }
}
