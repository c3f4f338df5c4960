//! `okr db purge`: records or a text erased for good.

use std::path::{Path, PathBuf};

use clap::Args;
use okr_core::act::Commit;
use okr_core::domain::record::Type;
use okr_core::purge::{Erase, Erased};
use okr_core::{Book, Error, Kind, Result, reference};
use serde_json::json;

use super::joining::say;
use crate::cli::exit::Exit;
use crate::cli::prompt::Answer;
use crate::cli::session::Session;
use crate::place;
use crate::words::purge as words;

#[derive(Debug, Args)]
pub struct PurgeArgs {
    /// Records; what hangs on them goes too
    #[arg(value_name = "REF", required_unless_present = "text")]
    pub references: Vec<String>,
    /// A text, wherever it was written; the records stay
    #[arg(long, value_name = "TEXT", conflicts_with = "references")]
    pub text: Option<String>,
    /// The name of the book's file: yes, for good
    #[arg(long, value_name = "NAME")]
    pub confirm: Option<String>,
}

pub(super) fn purge(session: &mut Session<'_>, arguments: &PurgeArgs) -> Result<Exit> {
    session.refuse_writing()?;
    let what = wanted(session, arguments)?;
    let path = session.path()?;
    let kept = super::beside(&path, session);
    let (mut book, _) = Book::open_or_create(&path, session.patience())?;
    let (found, _) = book.purge(&what, &kept, Commit::Rehearse)?;
    let is_rehearsal = session.globals.dry_run;
    if found.changes + found.commands == 0 {
        say(session, words::NOTHING)?;
        return Ok(Exit::Done);
    }
    if is_rehearsal {
        return answer(session, &what, &found, None, true).map(|()| Exit::Done);
    }
    confirm(session, arguments, &path, &what, &found)?;
    let (erased, is_written_anew) = book.purge(&what, &kept, Commit::Keep)?;
    drop(book);
    session
        .io
        .committed("It is erased; only its confirmation could not be printed.");
    answer(session, &what, &erased, Some(&kept), is_written_anew)?;
    if !session.io.wishes.json {
        still_there(session, &path, &kept, &what)?;
    }
    Ok(Exit::Done)
}

fn wanted(session: &mut Session<'_>, arguments: &PurgeArgs) -> Result<Erase> {
    let book = session.need_book()?;
    let Some(text) = &arguments.text else {
        let wanted: Vec<Type> = reference::ANY
            .into_iter()
            .filter(|kind| *kind != Type::Cycle)
            .collect();
        return book.read(|connection| {
            let found = arguments
                .references
                .iter()
                .map(|text| reference::exact(connection, text, &wanted).map(|found| found.uid));
            found.collect::<Result<_>>().map(Erase::Records)
        });
    };
    if text.trim().chars().count() < 3 {
        return Err(Error::usage("E108", "a text to erase has 3 signs or more")
            .why("A shorter one stands in too many words. Nothing was changed.")
            .next("okr db purge --text \"the whole sentence\""));
    }
    Ok(Erase::Text(text.clone()))
}

/// The name of the file, typed: it cannot be taken back, so a yes is not enough.
fn confirm(
    session: &mut Session<'_>,
    arguments: &PurgeArgs,
    path: &Path,
    what: &Erase,
    found: &Erased,
) -> Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let nothing = || Error::new("E802", Kind::Cancelled, "nothing was changed");
    let typed = match &arguments.confirm {
        Some(typed) => typed.clone(),
        None => {
            session
                .io
                .remark(&format!("for good: {}", words::counted_up(what, found)));
            let question = format!("This cannot be undone. Type the name of the book, {name}");
            match session.io.ask(&question, None) {
                Ok(Answer::Text(typed)) => typed,
                Ok(Answer::Empty | Answer::Back) => return Err(nothing()),
                Err(error) if error.kind == Kind::Usage => {
                    return Err(
                        error.next(format!("{} --confirm {name}", session.context().command))
                    );
                }
                Err(error) => return Err(error),
            }
        }
    };
    if typed == name {
        return Ok(());
    }
    Err(nothing().why(format!("The book is called {name}, not {typed}.")))
}

fn answer(
    session: &mut Session<'_>,
    what: &Erase,
    erased: &Erased,
    kept: Option<&Path>,
    is_written_anew: bool,
) -> Result<()> {
    if session.io.wishes.json {
        let mut facts = vec![
            ("records", json!(erased.records.values().sum::<usize>())),
            ("changes", json!(erased.changes)),
            ("commands", json!(erased.commands)),
            ("left", json!(erased.left)),
        ];
        if let Some(kept) = kept {
            facts.push(("kept", json!(kept.display().to_string())));
        }
        let listing = super::facts(session, "book.purge", facts);
        return session.show(&listing);
    }
    let verb = if kept.is_some() {
        "erased"
    } else {
        "would erase"
    };
    say(
        session,
        &format!("{verb} {}", words::counted_up(what, erased)),
    )?;
    if erased.left > 0 {
        say(session, &words::left(erased.left))?;
    }
    if !is_written_anew {
        session.io.warning("the disk had no room to write the file anew; what was erased is overwritten, the gaps stay");
        session.io.hint("okr db compact");
    }
    Ok(())
}

/// Files of ours that may still have it.
fn still_there(session: &mut Session<'_>, path: &Path, kept: &Path, what: &Erase) -> Result<()> {
    say(
        session,
        &format!("the book before it is {}", kept.display()),
    )?;
    let mut files = vec![kept.to_owned()];
    files.extend(copies_beside(path, kept));
    if let Erase::Text(text) = what {
        let drafts = (1..=9).filter_map(|number| place::edit_draft(path, number));
        let drafts = drafts
            .chain(place::review_draft(path))
            .chain(place::dismissed(path));
        files.extend(
            drafts.filter(|file| {
                std::fs::read_to_string(file).is_ok_and(|draft| draft.contains(text))
            }),
        );
    }
    let names: Vec<String> = files
        .iter()
        .map(|file| crate::words::shell::quoted(&file.display().to_string()))
        .collect();
    session
        .io
        .remark("Copies and exports still have what was erased.");
    session.io.hint(&format!("rm {}", names.join(" ")));
    Ok(())
}

fn copies_beside(path: &Path, kept: &Path) -> Vec<PathBuf> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let Ok(entries) = std::fs::read_dir(folder.unwrap_or(Path::new("."))) else {
        return Vec::new();
    };
    let mut found: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|file| {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with(stem.as_ref()) && name.ends_with(".backup") && file != kept
        })
        .collect();
    found.sort();
    found
}
