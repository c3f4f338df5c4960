//! `okr source`: which command of this machine prints the value of a key result. What a book announces
//! is a text; only `trust` or `set`, typed by a person here, make a command of it.

use std::path::{Path, PathBuf};

use clap::Args;
use okr_core::act::Action;
use okr_core::domain::id::Uid;
use okr_core::domain::record::Type;
use okr_core::store::key_results;
use okr_core::{Error, Kind, Result, reference};
use serde_json::json;

use crate::cli::exit::Exit;
use crate::cli::output::{Cell, Column, Listing, Row};
use crate::cli::session::Session;
use crate::cli::written;
use crate::place;
use crate::sources::kept::Kept;
use crate::sources::{self, Source};
use crate::words::shell;
use crate::words::source as words;

#[derive(Debug, Args)]
pub struct SourceArgs {
    #[command(subcommand)]
    pub command: SourceCommand,
}

#[derive(Debug, clap::Subcommand)]
pub enum SourceCommand {
    /// Say which command prints the value of a key result
    Set(SetArgs),
    /// Every source of this machine, and those that came with the book and are off
    List,
    /// One source in full
    Show {
        #[arg(value_name = "REF", add = crate::cli::complete::key_results())]
        reference: String,
    },
    /// Forget the command of a key result
    #[command(visible_alias = "drop")]
    Unset {
        #[arg(value_name = "REF", add = crate::cli::complete::key_results())]
        reference: String,
    },
    /// Make a command of what the book announces, after looking at it
    Trust {
        #[arg(value_name = "REF", add = crate::cli::complete::key_results())]
        reference: String,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
}

#[derive(Debug, Args)]
pub struct SetArgs {
    /// The key result
    #[arg(value_name = "REF", add = crate::cli::complete::key_results())]
    pub reference: String,
    /// Where the number stands in printed JSON: /total/percent
    #[arg(long, value_name = "POINTER")]
    pub json_pointer: Option<String>,
    /// How long it may run, from 1s to 60m (30s)
    #[arg(long, value_name = "SPAN")]
    pub timeout: Option<String>,
    /// The folder it runs in (the current one)
    #[arg(long, value_name = "FOLDER", value_hint = clap::ValueHint::DirPath)]
    pub folder: Option<PathBuf>,
    /// Announce the command in the book too, for others to look at and to trust
    #[arg(long)]
    pub share: bool,
    /// The program and its words, run without a shell
    #[arg(value_name = "COMMAND", last = true, required = true, num_args = 1..)]
    pub command: Vec<String>,
}

/// # Errors
/// `E260` for a command that cannot be a source, and whatever the core refuses.
pub fn run(session: &mut Session<'_>, arguments: SourceArgs) -> Result<Exit> {
    match arguments.command {
        SourceCommand::Set(arguments) => set(session, arguments),
        SourceCommand::List => list(session),
        SourceCommand::Show { reference } => show(session, &reference),
        SourceCommand::Unset { reference } => unset(session, &reference),
        SourceCommand::Trust { reference, yes } => trust(session, &reference, yes),
    }
}

/// A key result and what the book says of its source.
pub(super) struct Found {
    pub uid: Uid,
    pub id: String,
    pub announced: Option<String>,
}

/// # Errors
/// `E301` for what is no key result.
pub(super) fn found(session: &mut Session<'_>, typed: &str) -> Result<Found> {
    let book = session.need_book()?;
    book.read(|connection| {
        let found = reference::exact(connection, typed, &[Type::KeyResult])?;
        let kr = key_results::by_uid(connection, found.uid)?;
        Ok(Found {
            uid: found.uid,
            id: found.id,
            announced: kr.and_then(|kr| kr.source),
        })
    })
}

fn set(session: &mut Session<'_>, arguments: SetArgs) -> Result<Exit> {
    let found = found(session, &arguments.reference)?;
    let share = arguments.share;
    let announced = announcement(&arguments);
    let source = source(session, &found.id, arguments)?;
    if share {
        let action = Action::Set {
            references: vec![found.id.clone()],
            changes: vec![("source".to_owned(), announced)],
        };
        written::write(session, "set", &action)?;
    }
    keep(session, &found, source)
}

/// The words behind `okr source set REF`, for somebody else's machine.
fn announcement(arguments: &SetArgs) -> String {
    let mut text = String::new();
    if let Some(pointer) = &arguments.json_pointer {
        text.push_str(&format!("--json-pointer {} ", shell::quoted(pointer)));
    }
    if let Some(timeout) = &arguments.timeout {
        text.push_str(&format!("--timeout {} ", shell::quoted(timeout)));
    }
    format!("{text}-- {}", words::command(&arguments.command))
}

fn keep(session: &mut Session<'_>, found: &Found, source: Source) -> Result<Exit> {
    let line = format!(
        "{} is measured by  {}  in {}",
        found.id,
        words::command(&source.words),
        source.folder.display()
    );
    if session.globals.dry_run {
        session
            .io
            .remark("this is what would be kept; nothing was written (--dry-run)");
    } else {
        Kept::read()?.keep(found.uid, source)?;
    }
    let line = session.io.out.ruler.safe(&line).into_owned();
    session.io.changed(&line)?;
    session
        .io
        .hint(&format!("okr pull {} --dry-run   tries it", found.id));
    Ok(Exit::Done)
}

fn refused(message: String) -> Error {
    Error::refused("E260", message)
}

fn source(session: &Session<'_>, id: &str, arguments: SetArgs) -> Result<Source> {
    if let Some(pointer) = arguments.json_pointer.as_deref()
        && !pointer.is_empty()
        && !pointer.starts_with('/')
    {
        return Err(refused(format!("\"{pointer}\" is no JSON pointer"))
            .why("It begins with / and names the way to the number, such as /total/percent.")
            .instead(pointer, format!("/{}", pointer.replace('.', "/"))));
    }
    let timeout = match arguments.timeout.as_deref() {
        None => sources::TIMEOUT,
        Some(typed) => sources::span(typed).ok_or_else(|| {
            refused(format!("\"{typed}\" is no time limit"))
                .why("It is between 1s and 60m.")
                .instead(typed, "30s")
        })?,
    };
    let no_folder = |error: std::io::Error| refused(format!("there is no such folder: {error}"));
    let folder = match arguments.folder {
        Some(folder) => folder.canonicalize().map_err(no_folder)?,
        None => place::here().map_err(no_folder)?,
    };
    if !folder.is_dir() {
        return Err(refused(format!("{} is no folder", folder.display())));
    }
    let path = (session.environment)("PATH").unwrap_or_default();
    let home = (session.environment)("HOME");
    let first = arguments.command.first().cloned().unwrap_or_default();
    let Some(program) = program(&first, &folder, &path, home.as_deref()) else {
        return Err(not_found(&first, id, &arguments.command));
    };
    Ok(Source {
        words: arguments.command,
        program,
        folder,
        pointer: arguments.json_pointer,
        timeout,
    })
}

fn not_found(first: &str, id: &str, command: &[String]) -> Error {
    let error = refused(format!("there is no program \"{first}\" to run"));
    if first.contains(char::is_whitespace) || command.iter().any(|word| word == "|") {
        return error
            .why("A command is run without a shell: each word stands alone, and a pipe needs a shell of its own.")
            .next(format!("okr source set {id} -- {first}"))
            .next(format!("okr source set {id} -- sh -c {}", shell::quoted(&command.join(" "))));
    }
    error
        .why("It is looked for in the folders of PATH; nothing was kept.")
        .next(format!(
            "okr source set {id} -- /path/to/{}",
            first.rsplit('/').next().unwrap_or(first)
        ))
}

/// Where a program is: behind a path with a slash from the folder it runs in, else in the absolute
/// folders of `PATH`. It is settled here, so that `okr pull` runs the same one from anywhere.
fn program(first: &str, folder: &Path, path: &str, home: Option<&str>) -> Option<PathBuf> {
    let is_program = |path: &Path| path.is_file() && is_executable(path);
    if let (Some(rest), Some(home)) = (first.strip_prefix("~/"), home) {
        return Some(Path::new(home).join(rest)).filter(|path| is_program(path));
    }
    if first.contains('/') {
        return Some(folder.join(first)).filter(|path| is_program(path));
    }
    if first.is_empty() {
        return None;
    }
    std::env::split_paths(path)
        .filter(|folder| folder.is_absolute())
        .map(|folder| folder.join(first))
        .find(|path| is_program(path))
}

#[cfg(unix)]
fn is_executable(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata()
        .is_ok_and(|found| found.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_executable(_path: &Path) -> bool {
    true
}

fn unset(session: &mut Session<'_>, typed: &str) -> Result<Exit> {
    let found = found(session, typed)?;
    let kept = Kept::read()?;
    if kept.of_key_result(found.uid).is_none() {
        return Err(none(&found));
    }
    if !session.globals.dry_run {
        kept.forget(found.uid)?;
    }
    session.io.changed(&format!(
        "{} has no source on this machine any more",
        found.id
    ))?;
    Ok(Exit::Done)
}

/// The refusal for a key result without a source here.
pub(super) fn none(found: &Found) -> Error {
    let error = Error::not_found(
        "E262",
        format!("{} has no source on this machine", found.id),
    );
    match &found.announced {
        Some(announced) => error
            .why(format!(
                "The book announces one, which is off:  {announced}"
            ))
            .next(format!("okr source trust {}", found.id)),
        None => error.next(format!("okr source set {} -- COMMAND", found.id)),
    }
}

fn trust(session: &mut Session<'_>, typed: &str, yes: bool) -> Result<Exit> {
    let found = found(session, typed)?;
    let Some(announced) = found.announced.clone() else {
        return Err(Error::not_found(
            "E262",
            format!("the book announces no source for {}", found.id),
        )
        .next(format!("okr source set {} -- COMMAND", found.id)));
    };
    let arguments = understood(&announced, &found.id)?;
    let source = source(session, &found.id, arguments)?;
    if !yes {
        let mut lines = vec![format!("{} will run, as you, on this machine:", found.id)];
        lines.extend(source.words.iter().map(|word| format!("  {word}")));
        lines.push(format!("in {}", source.folder.display()));
        for line in lines {
            let line = session.io.err.ruler.safe(&line).into_owned();
            session.io.remark(&line);
        }
        if !session.io.agrees("Trust it?")? {
            return Err(Error::new(
                "E801",
                Kind::Cancelled,
                "it stays off; nothing was kept",
            ));
        }
    }
    keep(session, &found, source)
}

/// The announced text as the options and words of `okr source set`.
fn understood(announced: &str, id: &str) -> Result<SetArgs> {
    let unclear = || {
        refused(format!(
            "what the book announces for {id} is no command:  {announced}"
        ))
        .next(format!("okr source set {id} -- COMMAND"))
    };
    let mut words = shlex::split(announced)
        .ok_or_else(unclear)?
        .into_iter()
        .peekable();
    let (mut json_pointer, mut timeout) = (None, None);
    while let Some(word) = words.peek() {
        let place = match word.as_str() {
            "--json-pointer" => &mut json_pointer,
            "--timeout" => &mut timeout,
            "--" => {
                words.next();
                break;
            }
            _ => break,
        };
        words.next();
        *place = Some(words.next().ok_or_else(unclear)?);
    }
    let command: Vec<String> = words.collect();
    if command.is_empty() {
        return Err(unclear());
    }
    Ok(SetArgs {
        reference: id.to_owned(),
        json_pointer,
        timeout,
        folder: None,
        share: false,
        command,
    })
}

fn list(session: &mut Session<'_>) -> Result<Exit> {
    let kept = Kept::read()?;
    let book = session.need_book()?;
    let mut rows = Vec::new();
    book.read(|connection| {
        key_results::each(connection, |kr| {
            let own = kept.of_key_result(kr.head.uid);
            if kr.head.dropped.is_none() && (own.is_some() || kr.source.is_some()) {
                rows.push(row(
                    &kr.head.id.to_string(),
                    &kr.head.title,
                    own,
                    kr.source.as_deref(),
                ));
            }
            Ok(())
        })
    })?;
    let listing = listing(session, "source.list", rows);
    session.show(&listing)?;
    Ok(Exit::Done)
}

fn listing(session: &Session<'_>, kind: &'static str, rows: Vec<Row>) -> Listing {
    Listing {
        kind,
        as_of: session.now.instant,
        cycle: None,
        columns: vec![
            Column::text("id", "ID"),
            Column::text("state", "STATE"),
            Column::text("command", "COMMAND").shrinks(1),
            Column::text("json_pointer", "POINTER"),
            Column::text("folder", "FOLDER").shrinks(2),
            Column::number("timeout", "TIME LIMIT").when_asked(),
            Column::text("program", "PROGRAM").when_asked(),
            Column::text("title", "TITLE").when_asked(),
        ],
        rows,
        when_empty: "no key result has a source; okr source set K1 -- COMMAND".to_owned(),
        remarks: Vec::new(),
    }
}

fn row(id: &str, title: &str, own: Option<&Source>, announced: Option<&str>) -> Row {
    let state = if own.is_some() { "on" } else { "off" };
    let command = own.map_or_else(
        || announced.unwrap_or_default().to_owned(),
        |source| words::command(&source.words),
    );
    let shown = |text: Option<String>| text.unwrap_or_default();
    let folder = own.map(|source| source.folder.display().to_string());
    let program = own.map(|source| source.program.display().to_string());
    let pointer = own.and_then(|source| source.pointer.clone());
    let seconds = own.map(|source| source.timeout.as_secs());
    Row {
        item: json!({
            "type": "source", "id": id, "title": title, "state": state,
            "command": own.map(|source| source.words.clone()), "json_pointer": pointer, "folder": folder,
            "program": program, "timeout": seconds, "announced": announced,
        }),
        sentence: format!("{id}, {state}: {command}."),
        cells: vec![
            Cell::from(id.to_owned()),
            Cell::from(state.to_owned()),
            Cell::from(command),
            Cell::from(shown(pointer)),
            Cell::from(shown(folder)),
            Cell::from(shown(seconds.map(|seconds| format!("{seconds}s")))),
            Cell::from(shown(program)),
            Cell::from(title.to_owned()),
        ],
    }
}

fn show(session: &mut Session<'_>, typed: &str) -> Result<Exit> {
    let found = found(session, typed)?;
    let kept = Kept::read()?;
    let own = kept.of_key_result(found.uid);
    if own.is_none() {
        return Err(none(&found));
    }
    let row = row(&found.id, "", own, found.announced.as_deref());
    let mut listing = listing(session, "source.show", vec![row]);
    if let Some(announced) = &found.announced {
        listing
            .remarks
            .push(format!("the book announces  {announced}"));
    }
    session.show(&listing)?;
    Ok(Exit::Done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_announcement_is_read_as_it_was_made() {
        let arguments = SetArgs {
            reference: "K1".to_owned(),
            json_pointer: Some("/a b".to_owned()),
            timeout: Some("5s".to_owned()),
            folder: None,
            share: true,
            command: ["sh", "-c", "echo $HOME 'x'; exit", ""]
                .map(str::to_owned)
                .to_vec(),
        };
        let read = understood(&announcement(&arguments), "K1").expect("a command");
        assert_eq!(
            (read.json_pointer, read.timeout, read.command),
            (arguments.json_pointer, arguments.timeout, arguments.command)
        );
        for text in ["", "--", "'open", "--timeout"] {
            assert_eq!(understood(text, "K1").expect_err(text).code, "E260");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_program_is_never_taken_from_the_folder_one_happens_to_stand_in() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("measure");
        std::fs::write(&file, "#!/bin/sh\n").expect("written");
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).expect("set");
        let here = folder.path();
        let absolute = here.to_string_lossy().into_owned();
        assert_eq!(program("measure", here, "::.:/nowhere", None), None);
        assert_eq!(
            program("./measure", here, "", None),
            Some(here.join("./measure"))
        );
        assert_eq!(
            program("measure", Path::new("/"), &absolute, None),
            Some(file.clone())
        );
        assert_eq!(
            program("~/measure", Path::new("/"), "", Some(&absolute)),
            Some(file)
        );
        assert_eq!(program("", here, &absolute, None), None);
    }
}
