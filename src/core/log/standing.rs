//! Which ops stand: an op whose command was undone, and the undo itself, count as never written.
//! The values of a record never need this, its registers have them; its history does.

use std::collections::{BTreeMap, BTreeSet};

use super::op::Op;
use crate::domain::id::Uid;

/// The ops of one record, oldest first, without those that were taken back and those that only took
/// something back. A redo takes the undo back, so the first writing stands again.
#[must_use]
pub fn standing(ops: &[Op]) -> Vec<&Op> {
    // The ops are oldest first, so a group is settled once all later ones are: walk backwards.
    let mut undoes: BTreeMap<Uid, Uid> = BTreeMap::new();
    let mut newest_first: Vec<Uid> = Vec::new();
    for op in ops.iter().rev() {
        if !newest_first.contains(&op.group) {
            newest_first.push(op.group);
        }
        if let Some(target) = op.body.header.as_ref().and_then(|header| header.undoes) {
            undoes.insert(op.group, target);
        }
    }
    let mut gone: BTreeSet<Uid> = BTreeSet::new();
    for group in newest_first {
        if let Some(target) = undoes.get(&group) {
            if !gone.contains(&group) {
                gone.insert(*target);
            }
            gone.insert(group);
        }
    }
    let mut standing: Vec<&Op> = ops.iter().filter(|op| !gone.contains(&op.group)).collect();
    standing.sort_by_key(|op| (op.stamp, op.oid));
    standing
}
