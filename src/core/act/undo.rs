//! Undo, redo and restore: new operations that give fields the values they had before. Nothing is
//! taken out of the log.

use std::collections::BTreeSet;

use serde_json::Value;

use super::writer::Writer;
use crate::domain::id::Uid;
use crate::domain::record::Fields;
use crate::error::{Error, Result};
use crate::log::op::Op;
use crate::log::register::Registers;
use crate::store::ops::{self, Operation, OperationState};

/// Gives every field that an operation set the value it had before, where the operation's value
/// still stands. Answers the fields that stay because they were changed since.
///
/// # Errors
/// Those of the file.
pub fn take_back(writer: &mut Writer<'_>, operation: &Operation) -> Result<Vec<(Uid, String)>> {
    let ents: BTreeSet<Uid> = ops::of_operation(writer.connection, operation.n)?
        .iter()
        .map(|op| op.ent)
        .collect();
    let mut kept = BTreeSet::new();
    for ent in ents {
        let all = ops::of_record(writer.connection, ent)?;
        let first = all
            .iter()
            .position(|op| op.group == operation.uid)
            .unwrap_or(all.len());
        let before = Registers::of(all.get(..first).unwrap_or_default());
        let mut set = Fields::new();
        for op in all.iter().filter(|op| op.group == operation.uid) {
            for field in op.body.set.keys() {
                if stands(writer, &all, field, operation.uid)? {
                    set.insert(
                        field.clone(),
                        before.value(field).cloned().unwrap_or(Value::Null),
                    );
                } else {
                    kept.insert((ent, field.clone()));
                }
            }
        }
        if !writer.change(ent, set)? {
            writer.pass(ent)?;
        }
    }
    Ok(kept.into_iter().collect())
}

/// Whether the value a field has now is the one this operation gave it: written by it, or put back
/// by an undo of what came after.
fn stands(writer: &Writer<'_>, all: &[Op], field: &str, group: Uid) -> Result<bool> {
    let mut known = all;
    loop {
        let Some(author) = Registers::of(known).author(field) else {
            return Ok(false);
        };
        let Some(op) = known.iter().find(|op| op.oid == author) else {
            return Ok(false);
        };
        if op.group == group {
            return Ok(true);
        }
        let Some(operation) = ops::named(writer.connection, op.group)? else {
            return Ok(false);
        };
        // Taking back an operation that ended where it began writes nothing: its value is still here.
        let undone = match (operation.undoes, operation.state) {
            (Some(undone), _) => undone,
            (None, OperationState::Done) => return Ok(false),
            (None, OperationState::Undone | OperationState::Abandoned) => op.group,
        };
        let first = known.iter().position(|op| op.group == undone).unwrap_or(0);
        known = known.get(..first).unwrap_or_default();
    }
}

/// Brings every record that changed after an operation back to what it was then.
///
/// # Errors
/// `E302` when there is no operation with that number.
pub fn restore(writer: &mut Writer<'_>, n: i64) -> Result<()> {
    if ops::numbered(writer.connection, n)?.is_none() {
        return Err(
            Error::not_found("E302", format!("there is no operation op{n}")).next("okr log"),
        );
    }
    for ent in ops::changed_after(writer.connection, n)? {
        let then = ops::of_record_until(writer.connection, ent, n)?;
        let now = ops::of_record(writer.connection, ent)?;
        let mut set = Registers::of(&then).state();
        for field in Registers::of(&now).state().keys() {
            set.entry(field.clone()).or_insert(Value::Null);
        }
        writer.change(ent, set)?;
    }
    Ok(())
}
