//! A text from the editor of the person: a draft file that nobody else can read, and what becomes of
//! it. The editor is started from its words without a shell. A draft that was refused is kept.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};

use okr_core::{Error, Kind, Result};

use super::io::said;
use super::pager;
use super::session::Session;

/// A draft that was edited.
pub struct Edited {
    pub text: String,
    pub path: PathBuf,
}

/// The person left without a change.
pub fn no_change() -> Error {
    Error::new("E802", Kind::Cancelled, "no change")
}

/// Opens the editor on a text and answers what was saved.
///
/// # Errors
/// `E802` when the text is unchanged or empty or the editor failed, `E612` when there is no editor.
pub fn edit(session: &mut Session<'_>, begin: &str) -> Result<Edited> {
    let path = draft(begin)?;
    let ended = open(session, &path).inspect_err(|_| remove(&path))?;
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    if !ended.success() || text == begin || text.trim().is_empty() {
        remove(&path);
        return Err(no_change());
    }
    Ok(Edited { text, path })
}

/// Opens the editor on a file and waits for its end.
///
/// # Errors
/// `E612` when there is no editor.
pub fn open(session: &mut Session<'_>, path: &Path) -> Result<ExitStatus> {
    let line = session
        .editor()
        .unwrap_or_else(|| if cfg!(windows) { "notepad" } else { "vi" }.to_owned());
    session.io.flush()?;
    let words = pager::split(&line);
    let (program, arguments) = words.split_first().ok_or_else(no_change)?;
    let ended = Command::new(program).args(arguments).arg(path).status();
    ended.map_err(|error| {
        Error::storage(
            "E612",
            format!("the editor \"{line}\" cannot be started: {}", said(&error)),
        )
        .next("okr config set editor nano")
    })
}

/// Takes a draft away that is no longer needed. One that cannot be removed does no harm.
pub fn remove(path: &Path) {
    drop(std::fs::remove_file(path));
}

/// A new file for this person only.
fn draft(begin: &str) -> Result<PathBuf> {
    let failed =
        |error: std::io::Error| Error::storage("E612", format!("no draft can be made: {error}"));
    let name = format!("okr-outline-{}.txt", okr_core::domain::id::Uid::random());
    let path = crate::place::draft(&name);
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&path).map_err(failed)?;
    file.write_all(begin.as_bytes()).map_err(failed)?;
    Ok(path)
}
