//! `okr db merge` and `okr db compact`: two files into one, and one file without its gaps.

use std::path::Path;

use okr_core::act::Commit;
use okr_core::merge::Merged;
use okr_core::{Book, Result};
use serde_json::json;

use crate::cli::exit::Exit;
use crate::cli::session::Session;
use crate::words::merge as words;

pub(super) fn merge(session: &mut Session<'_>, other: &Path) -> Result<Exit> {
    session.refuse_writing()?;
    session.need_book()?;
    let path = session.path()?;
    let kept = super::beside(&path, session);
    let context = session.context();
    let commit = if session.globals.dry_run {
        Commit::Rehearse
    } else {
        Commit::Keep
    };
    let (mut book, _) = Book::open_or_create(&path, session.patience())?;
    let merged = book.merge(other, &kept, &context, commit)?;
    if commit == Commit::Keep && merged.ops > 0 {
        session
            .io
            .committed("The books are one; only its confirmation could not be printed.");
    }
    if session.io.wishes.json {
        let listing = super::facts(session, "book.merge", listed(&merged, &kept, commit));
        session.show(&listing)?;
        return Ok(Exit::Done);
    }
    let Some(came) = words::came(&merged) else {
        say(session, &format!("nothing new in {}", other.display()))?;
        return Ok(Exit::Done);
    };
    say(session, &format!("from {}: {came}", other.display()))?;
    for line in words::renamed(&merged.renamed) {
        say(session, &line)?;
    }
    for id in &merged.loosened {
        say(
            session,
            &format!("{id} stood below itself and now stands alone:  okr move {id} --to REF"),
        )?;
    }
    for rival in &merged.rivals {
        let (line, next) = words::rival(rival);
        say(session, &line)?;
        if let Some(next) = next {
            session.io.hint(&next);
        }
    }
    if commit == Commit::Keep {
        say(
            session,
            &format!("the book before it is {}", kept.display()),
        )?;
    }
    Ok(Exit::Done)
}

pub(super) fn say(session: &mut Session<'_>, line: &str) -> Result<()> {
    let line = session.io.out.ruler.safe(line).into_owned();
    session.io.changed(&line)
}

fn listed(merged: &Merged, kept: &Path, commit: Commit) -> Vec<(&'static str, serde_json::Value)> {
    let new: usize = merged.new.values().sum();
    let mut facts = vec![
        ("operations", json!(merged.operations)),
        ("changes", json!(merged.ops)),
        ("new", json!(new)),
        ("changed", json!(merged.changed)),
    ];
    for one in &merged.renamed {
        facts.push(("renamed", json!(format!("{} {}", one.before, one.after))));
    }
    for id in &merged.loosened {
        facts.push(("standing_alone", json!(id)));
    }
    for rival in &merged.rivals {
        facts.push(("two_values", json!(words::rival(rival).0)));
    }
    if commit == Commit::Keep && merged.ops > 0 {
        facts.push(("kept", json!(kept.display().to_string())));
    }
    facts
}

pub(super) fn compact(session: &mut Session<'_>) -> Result<Exit> {
    session.refuse_writing()?;
    session.need_book()?;
    let path = session.path()?;
    let size = |path: &Path| std::fs::metadata(path).map_or(0, |found| found.len());
    let before = size(&path);
    if session.globals.dry_run {
        say(
            session,
            &format!("would write {} anew, now {before} bytes", path.display()),
        )?;
        return Ok(Exit::Done);
    }
    let (book, _) = Book::open_or_create(&path, session.patience())?;
    book.compact()?;
    drop(book);
    let after = size(&path);
    if session.io.wishes.json {
        let sizes = vec![("bytes_before", json!(before)), ("bytes", json!(after))];
        let listing = super::facts(session, "book.compact", sizes);
        session.show(&listing)?;
        return Ok(Exit::Done);
    }
    say(
        session,
        &format!("{before} bytes before, {after} now; every change is still there"),
    )?;
    Ok(Exit::Done)
}
