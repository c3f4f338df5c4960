//! `okr demo`: a sample company in a file that is thrown away. The person's own book is never opened.

use std::path::Path;
use std::process::Command;

use clap::Args;
use okr_core::{Error, Result};

use super::status::{self, StatusArgs};
use crate::cli::exit::Exit;
use crate::cli::full_screen::{self, Begin};
use crate::cli::io::said;
use crate::cli::session::Session;
use crate::place::{self, ThrowAway};
use crate::samples::demo;
use crate::words::learn as words;

#[derive(Debug, Args)]
pub struct DemoArgs {
    /// Keep the sample in a file of its own, to go on with it
    #[arg(long, value_name = "FILE", conflicts_with = "words")]
    pub into: Option<String>,
    /// A command to try on it
    #[arg(
        value_name = "COMMAND",
        trailing_var_arg = true,
        allow_hyphen_values = true
    )]
    pub words: Vec<String>,
}

/// # Errors
/// `E608` for a file that is there already, and those of the command that is tried.
pub fn run(session: &mut Session<'_>, arguments: DemoArgs) -> Result<Exit> {
    let company = demo::book(&session.context())?;
    if let Some(file) = arguments.into {
        if session.globals.dry_run {
            session.io.remark("nothing was written (--dry-run)");
            return Ok(Exit::Done);
        }
        company.copy_to(Path::new(&file))?;
        let line = words::kept(&file);
        let line = session.io.out.ruler.safe(&line).into_owned();
        session.io.line(&line)?;
        return Ok(Exit::Done);
    }
    let file = ThrowAway::named("demo");
    drop(std::fs::remove_file(file.path()));
    company.copy_to(file.path())?;
    drop(company);
    if !arguments.words.is_empty() {
        #[cfg(unix)]
        crate::cli::interrupt::take_away(file.path().to_owned());
        return tried(session, file.path(), &arguments.words);
    }
    session.turn_to(file.path().to_owned());
    if let (None, Some(open)) = (full_screen::cannot(session), session.full_screen) {
        return open(session, Begin::Samples);
    }
    status::run(session, StatusArgs {})?;
    if !session.io.wishes.json {
        session.io.remark(words::AROUND);
    }
    Ok(Exit::Done)
}

/// Runs a command of this program on a book; it answers by itself.
fn tried(session: &mut Session<'_>, book: &Path, words: &[String]) -> Result<Exit> {
    let words = match words {
        [first, rest @ ..] if first == "okr" => rest,
        all => all,
    };
    match of_book(session, book, words)?.status() {
        Ok(ended) => Ok(Exit::As(
            ended
                .code()
                .and_then(|code| code.try_into().ok())
                .unwrap_or(1),
        )),
        Err(error) => Err(Error::storage("E612", said(&error))),
    }
}

/// This program with a command and a book, for this session's day.
///
/// # Errors
/// `E612` where the program cannot find itself.
pub fn of_book(session: &mut Session<'_>, book: &Path, words: &[String]) -> Result<Command> {
    session.io.flush()?;
    let program = place::this_program().map_err(|error| Error::storage("E612", said(&error)))?;
    let mut command = Command::new(program);
    command
        .args(words)
        .env("OKR_DB", book)
        .env("OKR_TODAY", session.now.today.to_string())
        .env_remove("OKR_CYCLE")
        .env_remove("OKR_SCOPE");
    Ok(command)
}
