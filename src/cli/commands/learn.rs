//! `okr learn`: seven steps in a book that is thrown away. What is typed is run by this program as
//! typed; a step is over when its command worked, and nothing of it reaches the person's own book.

use std::process::Stdio;

use clap::Args;
use okr_core::{Book, Error, Kind, Result};

use super::demo::of_book;
use crate::cli::exit::Exit;
use crate::cli::io::said;
use crate::cli::pager;
use crate::cli::prompt::Answer;
use crate::cli::session::Session;
use crate::place::ThrowAway;
use crate::words::learn::{self as words, STEPS, Step};

#[derive(Debug, Args)]
pub struct LearnArgs {}

/// Commands that only look at or change the book that is practised on.
const ALLOWED: [&str; 28] = [
    "add", "ask", "block", "checkin", "ci", "diff", "drop", "due", "explain", "help", "lint",
    "list", "log", "ls", "move", "note", "redo", "same", "search", "set", "show", "status", "team",
    "tree", "undo", "vision", "why", "win",
];

/// # Errors
/// A stream that cannot be used.
pub fn run(session: &mut Session<'_>, _arguments: LearnArgs) -> Result<Exit> {
    let book = ThrowAway::named("learn");
    #[cfg(unix)]
    crate::cli::interrupt::take_away(book.path().to_owned());
    drop(std::fs::remove_file(book.path()));
    // Made ahead, so that no command tells where a book is that will be gone.
    drop(Book::open_or_create(book.path(), session.patience())?);
    let mut place = 0;
    say(session, words::WELCOME)?;
    while let Some(step) = STEPS.get(place) {
        say(session, &words::step(place, step))?;
        match practise(session, &book, step) {
            Ok(Moved::On) => place += 1,
            Ok(Moved::Back) => place = place.saturating_sub(1),
            Ok(Moved::Out) => return leave(session, place),
            Err(error) if error.kind == Kind::Cancelled => return leave(session, place),
            Err(error) => return Err(error),
        }
    }
    say(session, words::QUESTION)?;
    loop {
        let answer = match session.io.converse("1 or 2", None) {
            Ok(answer) => answer,
            Err(error) if error.kind == Kind::Cancelled => return leave(session, place),
            Err(error) => return Err(error),
        };
        match answer {
            Answer::Text(text) if text == "1" => say(session, words::RATHER_NOT)?,
            Answer::Text(text) if text == "2" => say(session, words::RIGHT)?,
            Answer::Text(text) if text == "quit" || text == "skip" => {}
            _ => continue,
        }
        return say(session, words::GOODBYE).map(|()| Exit::Done);
    }
}

enum Moved {
    On,
    Back,
    Out,
}

/// Asks until the step's command worked, or somebody goes elsewhere.
fn practise(session: &mut Session<'_>, book: &ThrowAway, step: &Step) -> Result<Moved> {
    loop {
        let Answer::Text(typed) = session.io.converse("type it", None)? else {
            say(session, &words::again(step))?;
            continue;
        };
        match typed.trim_start_matches("$ ") {
            "quit" | "exit" | "q" => return Ok(Moved::Out),
            "back" => return Ok(Moved::Back),
            "skip" => {
                let line = step.line.to_owned();
                say(session, &format!("    {line}"))?;
                command(session, book, &pager::split(&line))?;
                return Ok(Moved::On);
            }
            line => {
                let typed = pager::split(line);
                if !command(session, book, &typed)? {
                    say(session, &words::again(step))?;
                } else if is_of_step(&typed, step) {
                    say(session, step.after)?;
                    return Ok(Moved::On);
                } else {
                    say(session, &words::elsewhere(step))?;
                }
            }
        }
    }
}

fn without_name(typed: &[String]) -> &[String] {
    match typed {
        [first, rest @ ..] if first == "okr" => rest,
        all => all,
    }
}

fn is_of_step(typed: &[String], step: &Step) -> bool {
    let words = without_name(typed);
    let first = words.first().map_or("status", String::as_str);
    step.words.contains(&first)
        && (step.with.is_empty() || words.iter().any(|word| word.starts_with(step.with)))
}

/// Runs what was typed; whether it worked.
fn command(session: &mut Session<'_>, book: &ThrowAway, typed: &[String]) -> Result<bool> {
    let words = without_name(typed);
    let first = words.first().map_or("status", String::as_str);
    let leads_out = |word: &String| {
        ["--db", "--config"]
            .iter()
            .any(|flag| word.starts_with(flag))
    };
    let is_known = crate::cli::catalog::find(first).is_some();
    if (is_known && !ALLOWED.contains(&first)) || words.iter().any(leads_out) {
        say(session, words::NOT_HERE)?;
        return Ok(false);
    }
    let ended = of_book(session, book.path(), words)?
        .env("OKR_NO_INPUT", "1")
        .env("OKR_PAGER", "cat")
        .stdin(Stdio::null())
        .status();
    ended
        .map(|ended| ended.success())
        .map_err(|error| Error::storage("E612", said(&error)))
}

fn leave(session: &mut Session<'_>, place: usize) -> Result<Exit> {
    say(session, &words::left(place))?;
    Ok(Exit::Done)
}

fn say(session: &mut Session<'_>, text: &str) -> Result<()> {
    session.io.line(text)?;
    session.io.flush()
}
