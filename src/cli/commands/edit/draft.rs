//! The text while it is edited: a file of the state folder that only its owner can read. Messages
//! stand in it as `#!` lines, and only those are ever taken away.

use std::io::Write;
use std::path::{Path, PathBuf};

use okr_core::outline::{Conflict, quoted};
use okr_core::{Error, Result};

use crate::cli::applying;
use crate::cli::io::{as_text, said};
use crate::place;
use crate::reading::outline::SEEN;

/// Before a message above the line it is about.
const MESSAGE: &str = "#! ";

pub struct Draft {
    pub path: PathBuf,
    number: u32,
}

fn failed(error: &std::io::Error) -> Error {
    Error::storage("E612", format!("no draft can be kept: {}", said(error)))
}

fn nowhere() -> Error {
    Error::storage("E606", "there is no home folder to keep a draft in")
}

impl Draft {
    /// A new draft under the first number that is free.
    ///
    /// # Errors
    /// `E612` where no file can be made.
    pub fn new(book: &Path, text: &str) -> Result<Self> {
        for number in 1..10_000 {
            let path = place::edit_draft(book, number).ok_or_else(nowhere)?;
            if let Some(folder) = path.parent() {
                std::fs::create_dir_all(folder).map_err(|error| failed(&error))?;
            }
            let mut options = std::fs::OpenOptions::new();
            options.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            match options.open(&path) {
                Ok(mut file) => {
                    file.write_all(text.as_bytes())
                        .map_err(|error| failed(&error))?;
                    return Ok(Self { path, number });
                }
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(failed(&error)),
            }
        }
        Err(Error::storage("E612", "10 000 drafts are kept already"))
    }

    /// A draft that was kept.
    ///
    /// # Errors
    /// `E309` for a number that is none.
    pub fn kept(book: &Path, number: u32) -> Result<Self> {
        let path = place::edit_draft(book, number).ok_or_else(nowhere)?;
        if path.is_file() {
            return Ok(Self { path, number });
        }
        let kept: Vec<String> = (1..100)
            .filter(|number| place::edit_draft(book, *number).is_some_and(|path| path.is_file()))
            .map(|number| number.to_string())
            .collect();
        let error = Error::not_found("E309", format!("there is no draft {number}"));
        Err(match kept.first() {
            None => error.why("No draft of this book is kept."),
            Some(first) => error
                .why(format!("Kept: {}", kept.join(", ")))
                .next(format!("okr edit --draft {first}")),
        })
    }

    /// # Errors
    /// `E612` when it is gone, and those of a text that is none.
    pub fn text(&self) -> Result<String> {
        let bytes = std::fs::read(&self.path).map_err(|error| failed(&error))?;
        as_text(bytes).map_err(|error| error.why(self.kept_in()))
    }

    #[must_use]
    pub fn kept_in(&self) -> String {
        format!("your text is kept:  okr edit --draft {}", self.number)
    }

    /// Puts what is wrong above the line it is about, in the place of earlier messages. What the
    /// writer now sees of the book counts as seen.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn mark(&self, text: &str, refused: &Error, conflicts: &[Conflict]) -> Result<()> {
        let line = refused.at.as_ref().map_or(1, |place| place.line);
        let mut marked = String::new();
        for (number, own) in text.lines().enumerate() {
            let number = number + 1;
            if conflicts.is_empty() && number == line {
                for part in std::iter::once(&refused.message).chain(&refused.why) {
                    marked.push_str(&message(part));
                }
            }
            for conflict in conflicts.iter().filter(|conflict| conflict.line == number) {
                marked.push_str(&message(&applying::sentence(conflict)));
                marked.push_str(&message("as it stands now, your text replaces it"));
                let book = match conflict.book.as_str() {
                    "" => "nothing".to_owned(),
                    book => quoted(book),
                };
                marked.push_str(&format!("{SEEN}{} {}: {book}\n", conflict.id, conflict.key));
            }
            if !own.starts_with(MESSAGE.trim_end()) {
                marked.push_str(own);
                marked.push('\n');
            }
        }
        place::replace_private(&self.path, marked.as_bytes()).map_err(|error| failed(&error))
    }

    /// Takes it away; one that cannot be removed does no harm.
    pub fn remove(&self) {
        drop(std::fs::remove_file(&self.path));
    }
}

fn message(text: &str) -> String {
    let one_line: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    format!("{MESSAGE}{one_line}\n")
}
