//! `okr help`: commands and topics.

use clap::Args;
use okr_core::{Error, Result};

use crate::cli::catalog;
use crate::cli::exit::Exit;
use crate::cli::help::{explained, fields, page, text, topic};
use crate::cli::session::Session;
use crate::words::tone::Tone;

#[derive(Debug, Args)]
pub struct HelpArgs {
    /// A command or a topic
    #[arg(value_name = "COMMAND|TOPIC", add = crate::cli::complete::help())]
    pub about: Vec<String>,
}

/// # Errors
/// `E119` for a topic that is not there.
pub fn run(session: &mut Session<'_>, arguments: HelpArgs) -> Result<Exit> {
    let Some(asked) = arguments.about.first() else {
        session.io.print(&page::overview())?;
        return Ok(Exit::Done);
    };
    let shown = if catalog::find(asked).is_some() {
        command(session, &arguments.about)
    } else {
        topic::find(asked).map(|topic| topic_page(session, topic))
    };
    let Some(shown) = shown else {
        return Err(unknown(&arguments.about));
    };
    session.io.print(&shown)?;
    Ok(Exit::Done)
}

fn topic_page(session: &Session<'_>, topic: &topic::Topic) -> String {
    let surface = &session.io.out;
    let head = surface.paint(
        Tone::Heading,
        &format!("okr {}: {}", topic.name, topic.about),
    );
    let mut page = format!("{head}\n\n{}", text::shown(&topic.text(), surface));
    if topic.name == "json" {
        page.push_str(&fields::shown(surface));
    }
    page
}

/// The long help of a command, or of a command under it: `okr help cycle new`.
fn command(session: &Session<'_>, words: &[String]) -> Option<String> {
    let surface = &session.io.out;
    let mut root = catalog::grammar().term_width(surface.width.min(100));
    root.build();
    let mut found = &mut root;
    for word in words {
        found = found.find_subcommand_mut(word)?;
    }
    let page = found.render_long_help();
    Some(if surface.theme.is_some() {
        page.ansi().to_string()
    } else {
        page.to_string()
    })
}

fn unknown(words: &[String]) -> Error {
    let all = words.join(" ");
    let asked = words.first().map_or("", String::as_str);
    let error = Error::not_found("E119", format!("there is no help on \"{all}\""));
    if catalog::find(asked).is_some() {
        return error.next(format!("okr help {asked}"));
    }
    if explained::find(asked).is_some() {
        return error.next(format!("okr explain {asked}"));
    }
    let commands = catalog::ALL.iter().map(|entry| entry.name);
    let names: Vec<&str> = commands
        .chain(topic::ALL.iter().map(|topic| topic.name))
        .collect();
    match crate::cli::output::nearest(asked, &names) {
        Some(near) => error.instead(asked, near),
        None => error.next("okr help"),
    }
}
