//! `okr db`: the file itself.

mod joining;
mod purging;

use std::path::{Path, PathBuf};

use clap::Args;
use okr_core::store::{choices, migrate};
use okr_core::{Book, Error, Result};
use serde_json::{Value, json};

use crate::cli::exit::Exit;
use crate::cli::output::{Column, Listing, Row};
use crate::cli::session::Session;
use crate::place;

#[derive(Debug, Args)]
pub struct DbArgs {
    #[command(subcommand)]
    pub command: DbCommand,
}

#[derive(Debug, clap::Subcommand)]
pub enum DbCommand {
    /// Where the book is and what it holds
    Info,
    /// Prove that the file is what its log says; ends with 7 when it is not
    Verify,
    /// Copy the book, also while it is in use; never over another file
    Backup {
        /// Where to; beside the book with today's date when not given
        #[arg(value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
        file: Option<String>,
    },
    /// Bring in what another book has and this one has not
    Merge {
        /// The other book
        #[arg(value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
        file: String,
    },
    /// Erase records or a text for good, out of the history too; asks first
    Purge(purging::PurgeArgs),
    /// Write the file anew, without the gaps that changes leave
    Compact,
    /// Put a copy in the place of the book; the book is kept beside it
    Restore {
        /// The copy
        #[arg(value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
        file: String,
    },
}

/// # Errors
/// Those of the file, `E608` for a name that is taken, `E609` for a copy that is not sound.
pub fn run(session: &mut Session<'_>, arguments: DbArgs) -> Result<Exit> {
    match arguments.command {
        DbCommand::Info => info(session),
        DbCommand::Verify => verify(session),
        DbCommand::Backup { file } => backup(session, file.as_deref()),
        DbCommand::Merge { file } => joining::merge(session, Path::new(&file)),
        DbCommand::Purge(arguments) => purging::purge(session, &arguments),
        DbCommand::Compact => joining::compact(session),
        DbCommand::Restore { file } => restore(session, Path::new(&file)),
    }
}

/// A name of the record as people read it.
fn label(name: &str) -> String {
    match name {
        "check_ins" => "check-ins".to_owned(),
        "wins_asks_notes" => "wins, asks, notes".to_owned(),
        other => other.replace('_', " "),
    }
}

/// One fact on each row.
fn facts(session: &Session<'_>, kind: &'static str, facts: Vec<(&'static str, Value)>) -> Listing {
    let rows = facts.into_iter().map(|(name, value)| {
        let text = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        Row {
            sentence: format!("{}: {text}", label(name)),
            cells: vec![label(name).into(), text.into()],
            item: json!({ "type": "fact", "name": name, "value": value }),
        }
    });
    Listing {
        kind,
        as_of: session.now.instant,
        cycle: None,
        columns: vec![Column::text("name", "FACT"), Column::text("value", "VALUE")],
        rows: rows.collect(),
        when_empty: String::new(),
        remarks: Vec::new(),
    }
}

fn info(session: &mut Session<'_>) -> Result<Exit> {
    let book = session.need_book()?;
    let path = session.path()?;
    let bytes = std::fs::metadata(&path).map_or(0, |found| found.len());
    let (sizes, (changes, operations)) = book.read(|connection| {
        Ok((
            choices::sizes(connection)?,
            okr_core::store::tables::log_size(connection)?,
        ))
    })?;
    let listing = facts(
        session,
        "book.facts",
        vec![
            ("path", json!(path.display().to_string())),
            ("bytes", json!(bytes)),
            ("schema", json!(migrate::SCHEMA)),
            ("cycles", json!(sizes.cycles)),
            ("visions", json!(sizes.visions)),
            ("objectives", json!(sizes.objectives)),
            ("key_results", json!(sizes.key_results)),
            ("check_ins", json!(sizes.check_ins)),
            ("wins_asks_notes", json!(sizes.facts)),
            ("operations", json!(operations)),
            ("changes", json!(changes)),
            ("devices", json!(sizes.devices)),
        ],
    );
    session.show(&listing)?;
    Ok(Exit::Done)
}

fn verify(session: &mut Session<'_>) -> Result<Exit> {
    let book = session.need_book()?;
    let verdict = book.verify()?;
    let is_sound = verdict.findings.is_empty();
    let mut listing = facts(
        session,
        "book.verdict",
        vec![
            ("sound", json!(is_sound)),
            ("operations", json!(verdict.operations)),
            ("changes", json!(verdict.ops)),
            ("log", json!(verdict.log)),
            ("state", json!(verdict.state)),
        ],
    );
    for finding in verdict.findings {
        listing.rows.push(Row {
            sentence: format!("finding: {finding}"),
            item: json!({ "type": "fact", "name": "finding", "value": finding }),
            cells: vec!["finding".into(), finding.into()],
        });
    }
    if !is_sound || !session.io.wishes.quiet || session.io.wishes.json {
        session.show(&listing)?;
    }
    if is_sound {
        return Ok(Exit::Done);
    }
    session
        .io
        .hint("okr db backup, then okr db restore a copy that is sound");
    Ok(Exit::Found)
}

/// Puts a number behind a name that is taken.
fn free(path: PathBuf) -> PathBuf {
    let taken = |path: &Path| path.symlink_metadata().is_ok();
    let (stem, end) = (
        path.file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
        path.extension()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
    );
    let numbered = |number: usize| path.with_file_name(format!("{stem}-{number}.{end}"));
    if !taken(&path) {
        return path;
    }
    (2..10_000)
        .map(numbered)
        .find(|path| !taken(path))
        .unwrap_or(path)
}

fn beside(book: &Path, session: &Session<'_>) -> PathBuf {
    free(place::backup(book, &session.now.today.to_string()))
}

fn backup(session: &mut Session<'_>, file: Option<&str>) -> Result<Exit> {
    let book = session.need_book()?;
    let path = session.path()?;
    let to = file.map_or_else(|| beside(&path, session), PathBuf::from);
    if session.globals.dry_run {
        if to.symlink_metadata().is_ok() {
            return Err(
                Error::conflict("E608", format!("{} is there already", to.display()))
                    .why("Nothing was overwritten."),
            );
        }
    } else {
        book.copy_to(&to)?;
    }
    let line = format!("copied to {}", to.display());
    let line = session.io.out.ruler.safe(&line).into_owned();
    session.io.changed(&line)?;
    Ok(Exit::Done)
}

fn restore(session: &mut Session<'_>, copy: &Path) -> Result<Exit> {
    session.refuse_writing()?;
    let path = session.path()?;
    let kept = beside(&path, session);
    if session.globals.dry_run {
        let line = format!(
            "would put {} in the place of {}",
            copy.display(),
            path.display()
        );
        let line = session.io.out.ruler.safe(&line).into_owned();
        session.io.changed(&line)?;
        return Ok(Exit::Done);
    }
    let replaced = Book::replace(&path, copy, &kept, session.patience())?;
    session
        .io
        .committed("The copy is in place; only its confirmation could not be printed.");
    let line = format!(
        "{} is now the copy {}, with {} operations, checked",
        path.display(),
        copy.display(),
        replaced.verdict.operations
    );
    let line = session.io.out.ruler.safe(&line).into_owned();
    session.io.changed(&line)?;
    if let Some(kept) = replaced.kept {
        let line = format!("the book before it is {}", kept.display());
        let line = session.io.out.ruler.safe(&line).into_owned();
        session.io.changed(&line)?;
    }
    Ok(Exit::Done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_name_gets_a_number() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("okr-2026-08-28.backup");
        assert_eq!(free(path.clone()), path);
        std::fs::write(&path, "").expect("written");
        let second = folder.path().join("okr-2026-08-28-2.backup");
        assert_eq!(free(path.clone()), second);
        std::fs::write(&second, "").expect("written");
        assert_eq!(free(path), folder.path().join("okr-2026-08-28-3.backup"));
    }
}
