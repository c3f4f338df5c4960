//! The file of an export: a private draft beside its place until all of it is written, so that under its
//! name there is never half of one. A file that is there is somebody's, and stays unless asked.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use okr_core::domain::id::Uid;
use okr_core::{Error, Result};

use crate::cli::io::said;

/// Which file may be written over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Over {
    Nothing,
    Anything,
}

/// Gone unless it is kept.
pub(super) struct Draft {
    target: PathBuf,
    path: PathBuf,
    open: fs::File,
    over: Over,
    is_kept: bool,
}

impl Draft {
    /// # Errors
    /// `E608` for a file that is there, `E610` where none can be made.
    pub(super) fn of(name: &str, force: bool) -> Result<Self> {
        let over = if force { Over::Anything } else { Over::Nothing };
        // A name that is a link leads to the file that is meant.
        let target = match over {
            Over::Anything => fs::canonicalize(name).unwrap_or_else(|_| PathBuf::from(name)),
            Over::Nothing => PathBuf::from(name),
        };
        if over == Over::Nothing && fs::symlink_metadata(&target).is_ok() {
            return Err(there(&target));
        }
        let leaf = target.file_name().unwrap_or_default().to_string_lossy();
        let path = target.with_file_name(format!(".{leaf}.{}", Uid::random()));
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let open = options
            .open(&path)
            .map_err(|error| unwritable(&target, &error))?;
        Ok(Self {
            target,
            path,
            open,
            over,
            is_kept: false,
        })
    }

    pub(super) fn failed(&self, error: &io::Error) -> Error {
        unwritable(&self.target, error)
    }

    /// Gives it its name, once it is on the disk.
    ///
    /// # Errors
    /// As [`Draft::of`]: somebody else may have been faster.
    pub(super) fn keep(mut self) -> Result<()> {
        self.open.sync_all().map_err(|error| self.failed(&error))?;
        let named = match self.over {
            Over::Anything => fs::rename(&self.path, &self.target),
            Over::Nothing => match fs::hard_link(&self.path, &self.target) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    return Err(there(&self.target));
                }
                // File systems without hard links.
                Err(_) if !self.target.exists() => fs::rename(&self.path, &self.target),
                linked => linked,
            },
        };
        named.map_err(|error| self.failed(&error))?;
        // A renamed draft has nothing left to remove; a linked one has.
        self.is_kept = self.over == Over::Anything;
        Ok(())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.is_kept {
            // What cannot be removed is a hidden file; the export itself is complete or was refused.
            drop(fs::remove_file(&self.path));
        }
    }
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.open.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.open.flush()
    }
}

fn there(path: &Path) -> Error {
    Error::conflict("E608", format!("{} is there already", path.display()))
        .why("Nothing was written. --force writes over it.")
}

fn unwritable(path: &Path, error: &io::Error) -> Error {
    Error::storage(
        "E610",
        format!("{} cannot be written: {}", path.display(), said(error)),
    )
}
