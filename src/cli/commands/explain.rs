//! `okr explain`: what a code or a word means.

use clap::Args;
use okr_core::{Error, Result};

use crate::cli::exit::Exit;
use crate::cli::help::{explained, text};
use crate::cli::session::Session;
use crate::words::tone::Tone;

#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// A code (E204, W211, L12) or a word (confidence, pace, stretch)
    #[arg(value_name = "CODE|WORD", add = crate::cli::complete::explained())]
    pub word: Vec<String>,
}

/// # Errors
/// `E119` for something nobody explained.
pub fn run(session: &mut Session<'_>, arguments: ExplainArgs) -> Result<Exit> {
    let asked = arguments.word.join(" ");
    if asked.is_empty() {
        return list(session);
    }
    let Some(entry) = explained::find(&asked) else {
        return Err(unknown(&asked));
    };
    let head = if entry.title.is_empty() {
        entry.name.to_owned()
    } else {
        format!("{}  {}", entry.name, entry.title)
    };
    let page = format!(
        "{}\n\n{}",
        session.io.out.paint(Tone::Heading, &head),
        text::shown(entry.text, &session.io.out)
    );
    session.io.print(&page)?;
    Ok(Exit::Done)
}

fn list(session: &mut Session<'_>) -> Result<Exit> {
    let words: Vec<&str> = explained::words().map(|entry| entry.name).collect();
    let mut page = String::from("# Words\n");
    page.push_str(&words.join(" "));
    page.push_str("\n\n# Codes\n");
    for entry in explained::codes() {
        page.push_str(&format!("  {}  {}\n", entry.name, entry.title));
    }
    let page = text::shown(&page, &session.io.out);
    session.io.print(&page)?;
    Ok(Exit::Done)
}

fn unknown(asked: &str) -> Error {
    let error = Error::not_found(
        "E119",
        format!("there is nothing to explain about \"{asked}\""),
    );
    let names: Vec<&str> = explained::words()
        .chain(explained::codes())
        .map(|entry| entry.name)
        .collect();
    if crate::cli::help::topic::find(asked).is_some() {
        return error.next(format!("okr help {asked}"));
    }
    let near = crate::cli::output::nearest(asked, &names);
    match near {
        Some(near) => error.instead(asked, near),
        None => error.next("okr explain"),
    }
}
