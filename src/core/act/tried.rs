//! A change of one record that is still being typed: what would come of it. Nothing is written, not even
//! in a transaction that is taken back, so whoever writes from elsewhere at that moment never waits for
//! somebody who is typing. The same code decides it as when it is kept.

use rusqlite::Connection;

use super::writer::Writer;
use super::{Action, Change, Context, Outcome, perform};
use crate::domain::record::Type;
use crate::error::Result;
use crate::log::op::Header;
use crate::report::board;
use crate::report::item::Item;
use crate::store::{check_ins, project};

/// What would come of it.
#[derive(Debug, Clone, Default)]
pub struct Tried {
    pub outcome: Outcome,
    /// The key result that would be changed, as it stands and as it would.
    pub key_result: Option<(Item, Item)>,
}

/// Tries an action that changes or adds one record. One of several steps, each of which must see what
/// the one before wrote, cannot be tried so.
///
/// # Errors
/// Those the action would be refused with, and those of the file.
pub fn tried(connection: &Connection, context: &Context, action: &Action) -> Result<Tried> {
    let header = Header {
        by: context.by.clone(),
        day: Some(context.now.today),
        command: String::new(),
        undoes: None,
    };
    let mut writer = Writer::trying(connection, header, &context.now)?;
    let mut found = Tried::default();
    perform(&mut writer, action, context, &mut found.outcome)?;
    let changed = found.outcome.changes.first();
    let Some(Change::Changed { kind, uid, .. }) = changed else {
        return Ok(found);
    };
    if *kind != Type::KeyResult {
        return Ok(found);
    }
    let (policy, day) = (&context.policy, context.now.today);
    let ops = writer.tried(*uid).unwrap_or_default();
    let before = board::item(connection, *uid, policy, day)?;
    let after = match project::key_result(*uid, ops)? {
        Some(kr) => {
            let series = check_ins::series(connection, *uid)?;
            board::item_of(connection, &kr, series, policy, day)?
        }
        None => None,
    };
    found.key_result = before.zip(after);
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample::{self, TODAY, find, whole};

    #[test]
    fn what_is_tried_is_what_is_kept() {
        let mut book = sample::book();
        let context = sample::context(TODAY);
        for (id, key, value) in [
            ("K2", "target", "450"),
            ("K5", "title", "Run 300 km"),
            ("K1", "blocker", ""),
            ("O1", "owner", "mei"),
        ] {
            let action = Action::Set {
                references: vec![id.to_owned()],
                changes: vec![(key.to_owned(), value.to_owned())],
            };
            let written = book.connection().total_changes();
            let found = tried(book.connection(), &context, &action).expect("a change that can be");
            assert_eq!(
                written,
                book.connection().total_changes(),
                "nothing is written"
            );
            let before = find(&whole(&book), id).clone();
            let outcome = sample::act(&mut book, TODAY, action);
            assert_eq!(found.outcome.changes, outcome.changes, "{id}");
            let after = find(&whole(&book), id).clone();
            if let Some((was, is)) = found.key_result {
                assert_eq!(was.assessment, before.assessment);
                assert_eq!(is.assessment, after.assessment);
                assert_eq!(is.measure, after.measure);
            }
        }
    }
}
