//! Where things are on this computer: the book, the settings. The only user of `directories`.

use std::path::{Path, PathBuf};

use directories::ProjectDirs;
use okr_core::{Error, Result};

fn folders() -> Result<ProjectDirs> {
    let nowhere = || {
        Error::storage("E606", "there is no home folder to keep a book in")
            .why("HOME is not set, or is the root folder; nothing is ever kept in the root or the current folder by itself.")
            .next("okr --db FILE …   or set OKR_DB")
    };
    let found = ProjectDirs::from("", "", "okr").ok_or_else(nowhere)?;
    let is_private = found.data_dir().components().count() > 3;
    if is_private {
        Ok(found)
    } else {
        Err(nowhere())
    }
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

/// Where a copy of the book goes when nobody says: beside it.
#[must_use]
pub fn backup(book: &Path, label: &str) -> PathBuf {
    let name = book.file_stem().unwrap_or_default().to_string_lossy();
    book.with_file_name(format!("{name}-{label}.backup"))
}
