//! `okr apply`: makes the book say what an outline says.

use clap::{Args, ValueEnum};
use okr_core::outline::{New, Prefer};
use okr_core::{Error, Result};

use crate::cli::applying;
use crate::cli::exit::Exit;
use crate::cli::io::{as_text, said};
use crate::cli::session::Session;

#[derive(Debug, Args)]
pub struct ApplyArgs {
    /// The outline: a file, or - for standard input
    #[arg(value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub file: String,
    /// Whose word stands where the file and the book both changed a field; without it nothing is written then
    #[arg(long, value_name = "WHOSE")]
    pub prefer: Option<Whose>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Whose {
    File,
    Book,
}

/// # Errors
/// What is wrong with the outline, `E502` where the book changed too.
pub fn run(session: &mut Session<'_>, arguments: ApplyArgs) -> Result<Exit> {
    let text = if arguments.file == "-" {
        session.io.read_all()?
    } else {
        let unread = |error: std::io::Error| {
            let file = &arguments.file;
            Error::not_found("E309", format!("{file} cannot be read: {}", said(&error)))
        };
        as_text(std::fs::read(&arguments.file).map_err(unread)?)?
    };
    let prefer = match arguments.prefer {
        None => Prefer::Neither,
        Some(Whose::File) => Prefer::Text,
        Some(Whose::Book) => Prefer::Book,
    };
    let plan = applying::plan(session, &text, (prefer, New::ByWords));
    let ended = plan.and_then(|plan| applying::carry_out(session, "apply", plan));
    let file = crate::words::shell::quoted(&arguments.file);
    ended.map_err(|error| match error.code {
        "E502" => error
            .next(format!("okr apply {file} --prefer file"))
            .next(format!("okr apply {file} --prefer book")),
        _ if error.at.is_some() => error.why("Nothing was written."),
        _ => error,
    })
}
