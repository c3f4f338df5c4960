//! Check-ins from a pipe or a file. All rows or none are written unless `--keep-going` says otherwise,
//! and whoever mends a file hears of every wrong row at once.

use okr_core::act::check_in::{Rule, summary};
use okr_core::capture::value::Source;
use okr_core::{Error, Result};

use super::{apply, day};
use crate::cli::commands::checkin::CheckinArgs;
use crate::cli::exit::Exit;
use crate::cli::io::{as_text, said};
use crate::cli::manners::Terminal;
use crate::cli::session::Session;
use crate::cli::usage;
use crate::reading::batch::{self, Batch, Manner, Unknown};
use crate::words::check_in as words;

/// Reads a batch and writes it: all of it, or with `--keep-going` its good rows.
///
/// # Errors
/// A batch that cannot be read, and one summary of all rows that are refused.
pub fn write(session: &mut Session<'_>, arguments: &CheckinArgs) -> Result<Exit> {
    for (is_given, flag, column) in [
        (arguments.confidence.is_some(), "--confidence", "confidence"),
        (arguments.note.is_some(), "--note", "note"),
        (arguments.blocker.is_some(), "--blocker", "blocker"),
    ] {
        if is_given {
            return Err(
                Error::usage("E105", format!("{flag} is for one check-in")).why(format!(
                    "In a batch every row has its own: a column {column}."
                )),
            );
        }
    }
    if let Some(word) = arguments.value.as_ref().or(arguments.more.first()) {
        return Err(
            Error::usage("E107", format!("\"{word}\" is one word too many"))
                .why("A batch takes key results and values from its rows.")
                .next("okr checkin - < week.csv"),
        );
    }
    let named = arguments.reference.as_deref().filter(|word| *word != "-");
    if let Some(word) = named {
        return Err(
            Error::usage("E107", format!("\"{word}\" is one word too many"))
                .why("With --from every row names its own key result.")
                .next("okr checkin --from week.csv"),
        );
    }
    let text = text(session, arguments)?;
    if text.trim().is_empty() {
        return Err(Error::refused("E240", "the batch is empty: there is nothing to read")
            .why("Its first line names the columns, and each row is a check-in. Nothing was done.")
            .next("okr checkin - < week.csv")
            .next("okr help checkin"));
    }
    let date = arguments
        .date
        .as_deref()
        .map(|typed| day(session, typed))
        .transpose()?;
    let read_date = |typed: &str| day(session, typed);
    let found = batch::read(
        &text,
        &Manner {
            form: session
                .globals
                .format
                .as_deref()
                .and_then(batch::Form::of_name),
            columns: session.globals.columns.as_deref(),
            unknown: if arguments.ignore_unknown {
                Unknown::Ignore
            } else {
                Unknown::Refuse
            },
            source: arguments.source.as_deref(),
            date,
            read_date: &read_date,
        },
    )
    .map_err(|error| {
        let line = usage::shown_command(&session.arguments);
        match error.code {
            "E106" => error.next(format!("{line} --ignore-unknown")),
            _ => error.next("okr help checkin"),
        }
    })?;
    // They spoke of the batch; the answer has its own format.
    session.globals.columns = None;
    if session
        .globals
        .format
        .as_deref()
        .and_then(batch::Form::of_name)
        .is_some()
    {
        session.globals.format = None;
    }
    drop(text);
    keep(session, arguments, found)
}

fn keep(session: &mut Session<'_>, arguments: &CheckinArgs, found: Batch) -> Result<Exit> {
    let count = found.rows.len() + found.unread.len();
    let mut rule = Rule {
        keep_going: arguments.keep_going,
        any_date: arguments.force_date,
        from: Source::File,
    };
    let mend = |error: Error, session: &Session<'_>| {
        let mut error = error;
        if error.at.is_some() {
            let line = usage::shown_command(&session.arguments);
            error.next = match (error.next.is_empty(), session.globals.dry_run) {
                (false, _) => vec![format!("{line} --keep-going   writes the good rows")],
                (true, false) => vec![format!("{line} --dry-run   tries mended rows")],
                (true, true) => vec![line.clone()],
            };
            if error.code == "E106" {
                error.next.push(format!("{line} --ignore-unknown"));
            }
        }
        error
    };
    if !found.unread.is_empty() && !rule.keep_going {
        // The rows that could be read are held against the book too, so that all is told at once.
        rule.keep_going = true;
        session.globals.dry_run = true;
        let mut refused = found.unread;
        refused.extend(apply(session, found.rows, rule)?.outcome.refused);
        refused.sort_by_key(|error| error.at.as_ref().map(|place| place.line));
        return Err(mend(summary(&refused, count), session));
    }
    let mut answer = apply(session, found.rows, rule).map_err(|error| mend(error, session))?;
    answer.outcome.refused.splice(0..0, found.unread);
    let refused = &mut answer.outcome.refused;
    refused.sort_by_key(|error| error.at.as_ref().map(|place| place.line));
    answer.print(session, None)?;
    if !session.io.wishes.json {
        for line in words::refusals(&answer.outcome.refused) {
            session.io.refusal(&line);
        }
    }
    session.io.remark(&words::summary(
        &answer.states(),
        answer.outcome.refused.len(),
    ));
    Ok(if answer.outcome.refused.is_empty() {
        Exit::Done
    } else {
        Exit::Partly
    })
}

fn text(session: &mut Session<'_>, arguments: &CheckinArgs) -> Result<String> {
    if let Some(path) = arguments.from.as_deref().filter(|path| *path != "-") {
        let bytes = std::fs::read(path).map_err(|error| {
            Error::not_found("E309", format!("{path} cannot be read: {}", said(&error)))
                .next("okr checkin --from week.csv")
                .next("okr checkin - < week.csv")
        })?;
        return as_text(bytes);
    }
    if session.io.stdin_is == Terminal::Yes {
        return Err(
            Error::usage("E109", "a batch is to be piped in, and nothing is")
                .why("Its first line names the columns, and each row is a check-in:")
                .why("  kr,value,confidence,note")
                .why("  K2,104,6,triage rota works")
                .why("  newsletter,=,,")
                .next("okr checkin - < week.csv")
                .next("okr checkin --from week.csv")
                .next("okr help checkin"),
        );
    }
    session.io.read_all()
}
