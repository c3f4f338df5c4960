//! `okr pull`: runs the sources of this machine and records what they print. One that fails stops no
//! other; the same day again changes only what is different.

use std::collections::HashMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use clap::Args;
use okr_core::act::RowState;
use okr_core::act::check_in::{NewCheckIn, Rule};
use okr_core::capture::value::Source as From;
use okr_core::domain::id::Uid;
use okr_core::report::board::Depth;
use okr_core::report::due::due;
use okr_core::{Error, Result};

use super::source::{Found, found, none};
use crate::cli::check_in;
use crate::cli::exit::Exit;
use crate::cli::selection::{self, Selection};
use crate::cli::session::Session;
use crate::place;
use crate::sources::kept::Kept;
use crate::sources::{Source, reading};
use crate::words::source as words;

/// What check-ins are marked with; the same key result, day and mark replace each other.
const MARK: &str = "pull";

#[derive(Debug, Args)]
pub struct PullArgs {
    /// Which key results; nothing means every one of this cycle that has a source here
    #[arg(value_name = "REF", add = crate::cli::complete::key_results())]
    pub references: Vec<String>,
    /// Only those that need a check-in
    #[arg(long, conflicts_with = "references")]
    pub due: bool,
    /// How many commands run at the same time
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u8).range(1..=32))]
    pub jobs: u8,
}

/// # Errors
/// Whatever the core refuses; a source that gives no value is told and ends with 9.
pub fn run(session: &mut Session<'_>, arguments: PullArgs) -> Result<Exit> {
    session.refuse_writing()?;
    let kept = Kept::read()?;
    let wanted = wanted(session, &arguments, &kept)?;
    let mut failures: Vec<Error> = Vec::new();
    let mut runs: Vec<(Found, &Source)> = Vec::new();
    for one in wanted {
        match kept.of_key_result(one.uid) {
            Some(source) => runs.push((one, source)),
            None => failures.push(none(&one)),
        }
    }
    let asked = runs.len() + failures.len();
    let printed = match all(&runs, usize::from(arguments.jobs))? {
        Ended::All(printed) => printed,
        Ended::By(signal) => {
            session
                .io
                .refusal("stopped; the commands were ended and nothing was recorded");
            return Ok(Exit::As(128 + signal));
        }
    };
    let mut rows = Vec::new();
    let mut ids: HashMap<usize, &Found> = HashMap::new();
    for ((one, _), value) in runs.iter().zip(printed) {
        match value {
            Ok(value) => {
                let line = rows.len() + 1;
                ids.insert(line, one);
                rows.push(NewCheckIn {
                    source: Some(MARK.to_owned()),
                    line,
                    ..NewCheckIn::of(&one.id, value)
                });
            }
            Err(reason) => failures.push(failure(&one.id, &reason)),
        }
    }
    let rule = Rule {
        keep_going: true,
        any_date: false,
        from: From::Shell,
    };
    let mut answer = check_in::apply(session, rows, rule)?;
    for mut error in std::mem::take(&mut answer.outcome.refused) {
        let line = error.at.take().map(|at| at.line).unwrap_or_default();
        if let Some(one) = ids.get(&line) {
            error.message = format!("{}: {}", one.id, error.message);
            error.next.insert(0, format!("okr source show {}", one.id));
        }
        failures.push(error);
    }
    for remark in &mut answer.outcome.remarks {
        // A source has no line; its key result is named behind it.
        if let Some((_, rest)) = remark
            .text
            .split_once(", ")
            .filter(|(line, _)| line.starts_with("line "))
        {
            remark.text = rest.to_owned();
        }
    }
    tell(session, answer, failures, asked)
}

fn tell(
    session: &mut Session<'_>,
    mut answer: check_in::Answer,
    failures: Vec<Error>,
    asked: usize,
) -> Result<Exit> {
    let states = answer.states();
    answer.outcome.refused = failures;
    answer.print(session, None)?;
    let failures = &answer.outcome.refused;
    if !session.io.wishes.json {
        for error in failures {
            let why = error
                .why
                .first()
                .map(|why| format!(". {why}"))
                .unwrap_or_default();
            session.io.refusal(&format!("{}{why}", error.message));
            if let Some(next) = error.next.first() {
                session.io.hint(next);
            }
        }
    }
    let count = |state| states.iter().filter(|found| **found == state).count();
    session.io.remark(&words::summary(
        asked,
        &[
            (count(RowState::New), "new"),
            (count(RowState::Replaced), "replaced"),
            (count(RowState::Unchanged), "unchanged"),
            (failures.len(), "failed"),
        ],
    ));
    Ok(if failures.is_empty() {
        Exit::Done
    } else {
        Exit::Partly
    })
}

fn failure(id: &str, reason: &str) -> Error {
    Error::refused("E261", format!("{id}: {reason}")).next(format!("okr source show {id}"))
}

fn wanted(session: &mut Session<'_>, arguments: &PullArgs, kept: &Kept) -> Result<Vec<Found>> {
    if !arguments.references.is_empty() {
        let mut all: Vec<Found> = Vec::new();
        for typed in &arguments.references {
            let one = found(session, typed)?;
            if all.iter().all(|known| known.uid != one.uid) {
                all.push(one);
            }
        }
        return Ok(all);
    }
    let book = session.need_book()?;
    let cadence = selection::cadence(session);
    book.read(|connection| {
        let selection = Selection::of(session, &[], connection)?;
        let board = selection.board(session, connection, Depth::Ends)?;
        let picked = || board.key_results().filter(|item| selection.picks(item));
        let found = due(picked(), cadence, selection.day);
        let waits = |uid: Uid| found.items.iter().any(|one| one.item.head.uid == uid);
        Ok(picked()
            .filter(|item| kept.of_key_result(item.head.uid).is_some())
            .filter(|item| !arguments.due || waits(item.head.uid))
            .map(|item| Found {
                uid: item.head.uid,
                id: item.id(),
                announced: None,
            })
            .collect())
    })
}

type Printed = std::result::Result<String, String>;

/// How the runs ended.
enum Ended {
    /// The answers, in the order of the sources.
    All(Vec<Printed>),
    /// A signal said that no more is wanted.
    By(u8),
}

/// Runs the sources, a few at a time.
fn all(runs: &[(Found, &Source)], jobs: usize) -> Result<Ended> {
    let stop = Arc::new(AtomicBool::new(false));
    let by = Arc::new(AtomicUsize::new(0));
    #[cfg(unix)]
    let caught: Vec<_> = [
        signal_hook::consts::SIGINT,
        signal_hook::consts::SIGTERM,
        signal_hook::consts::SIGHUP,
    ]
    .into_iter()
    .flat_map(|signal| {
        let number = usize::try_from(signal).unwrap_or_default();
        [
            signal_hook::flag::register_usize(signal, Arc::clone(&by), number),
            signal_hook::flag::register(signal, Arc::clone(&stop)),
        ]
    })
    .flatten()
    .collect();
    let own = place::own_program()
        .map_err(|error| Error::new("E100", okr_core::Kind::Failure, error.to_string()))?;
    #[cfg(unix)]
    let guard = crate::sources::run::Guard::new(&own)
        .map_err(|error| Error::new("E100", okr_core::Kind::Failure, error.to_string()))?;
    #[cfg(not(unix))]
    let guard = ();
    let next = AtomicUsize::new(0);
    let printed: Vec<Mutex<Printed>> = runs
        .iter()
        .map(|_| Mutex::new(Err(String::new())))
        .collect();
    let work = || {
        while let Some(((_, source), place)) = {
            let at = next.fetch_add(1, Ordering::Relaxed);
            runs.get(at).zip(printed.get(at))
        } {
            let value = printed_by(&own, &guard, source, &stop);
            if let Ok(mut place) = place.lock() {
                *place = value;
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..jobs.min(runs.len()) {
            scope.spawn(work);
        }
    });
    #[cfg(unix)]
    for id in caught {
        signal_hook::low_level::unregister(id);
    }
    if stop.load(Ordering::Relaxed) {
        let signal = by.load(Ordering::Relaxed);
        return Ok(Ended::By(u8::try_from(signal).unwrap_or_default()));
    }
    let printed = printed.into_iter().map(|one| {
        one.into_inner()
            .unwrap_or_else(|_| Err("it broke off".to_owned()))
    });
    Ok(Ended::All(printed.collect()))
}

#[cfg(unix)]
fn printed_by(
    own: &Path,
    guard: &crate::sources::run::Guard,
    source: &Source,
    stop: &AtomicBool,
) -> Printed {
    use crate::sources::run::{End, FLOOD, run};
    if !source.folder.is_dir() {
        return Err(format!("its folder {} is gone", source.folder.display()));
    }
    if !source.program.is_file() {
        return Err(format!("its program {} is gone", source.program.display()));
    }
    let ran =
        run(own, guard, source, stop).map_err(|error| format!("it cannot be started: {error}"))?;
    let said = String::from_utf8_lossy(&ran.said);
    let first = said
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default();
    match ran.end {
        End::Exited(status) if status.success() => {
            reading::value(&ran.printed, source.pointer.as_deref())
        }
        End::Exited(status) => Err(words::failed(status.code(), &reading::excerpt(first))),
        End::TooLate => Err(words::too_late(source.timeout.as_secs())),
        End::Flooded => Err(format!(
            "it printed more than {} KB and was ended",
            FLOOD / 1024
        )),
        End::Stopped => Err("it was stopped".to_owned()),
    }
}

#[cfg(not(unix))]
fn printed_by(_own: &Path, _guard: &(), _source: &Source, _stop: &AtomicBool) -> Printed {
    Err("sources run on Linux and macOS only".to_owned())
}
