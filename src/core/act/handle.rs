//! Handles: which words can be one, and that no two live records share one. Finding a record by its
//! handle is `reference`'s.

use super::writer::Writer;
use crate::domain::id::Uid;
use crate::error::{Error, Result};
use crate::reference;
use crate::store::{key_results, objectives};

/// A handle in the form it is kept, if no other live record has it.
///
/// # Errors
/// `E216` for a shape that is no handle, `E503` when it is taken.
pub fn free_handle(writer: &Writer<'_>, typed: &str, holder: Option<Uid>) -> Result<String> {
    let handle = typed.trim().to_lowercase();
    if !reference::is_handle(&handle) {
        return Err(Error::refused("E216", format!("\"{typed}\" cannot be a handle"))
            .why("A handle has lower-case letters, digits and -, starts with a letter, and does not look like an id (K7)."));
    }
    if RESERVED.contains(&handle.as_str()) {
        return Err(
            Error::refused("E216", format!("\"{handle}\" cannot be a handle"))
                .why("It is a word of the command line."),
        );
    }
    let kr = key_results::by_handle(writer.connection, &handle)?.map(|kr| kr.head);
    let objective =
        objectives::by_handle(writer.connection, &handle)?.map(|objective| objective.head);
    let other = kr
        .into_iter()
        .chain(objective)
        .find(|head| head.dropped.is_none() && Some(head.uid) != holder);
    match other {
        Some(head) => Err(Error::conflict(
            "E503",
            format!("the handle {handle} belongs to {}", head.id),
        )
        .why(head.title)
        .next(format!("okr set {} handle=", head.id))),
        None => Ok(handle),
    }
}

/// Words that mean something else where a handle could stand: answers, kinds of record and all commands.
pub const RESERVED: &[&str] = &[
    "all",
    "same",
    "unknown",
    "done",
    "yes",
    "no",
    "me",
    "today",
    "objective",
    "kr",
    "vision",
    "cycle",
    "team",
    "none",
    "status",
    "ui",
    "list",
    "ls",
    "tree",
    "show",
    "due",
    "why",
    "diff",
    "calibration",
    "retro",
    "search",
    "add",
    "import",
    "checkin",
    "ci",
    "pull",
    "review",
    "set",
    "edit",
    "apply",
    "move",
    "drop",
    "note",
    "block",
    "win",
    "ask",
    "grade",
    "report",
    "export",
    "lint",
    "check",
    "doctor",
    "undo",
    "redo",
    "log",
    "restore",
    "db",
    "init",
    "template",
    "source",
    "config",
    "remind",
    "completions",
    "man",
    "prompt",
    "demo",
    "learn",
    "explain",
    "help",
    "sync",
    "conflicts",
];
