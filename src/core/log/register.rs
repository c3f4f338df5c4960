//! From a record's ops to its state. Each field is a register that knows which values each write
//! replaced: a write that saw a value beats it whatever the clocks say, and stamps only decide
//! between writes that did not see each other. Fields named `tag:` and `link:` are elements of a set,
//! where of two such writes the one that adds wins.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::clock::Stamp;
use super::op::Op;
use crate::domain::id::Uid;
use crate::domain::record::Fields;

/// One write of one field that no later write has replaced.
#[derive(Debug, Clone, PartialEq)]
pub struct Live<'a> {
    pub stamp: Stamp,
    pub oid: Uid,
    pub value: &'a Value,
}

/// The registers of one record.
#[derive(Debug, Default)]
pub struct Registers<'a> {
    fields: BTreeMap<&'a str, Vec<Live<'a>>>,
    created: Option<Stamp>,
    updated: Option<Stamp>,
    void_drop: bool,
}

fn is_set_element(field: &str) -> bool {
    field.starts_with("tag:") || field.starts_with("link:")
}

impl<'a> Registers<'a> {
    /// Any order and any repetition of the ops gives the same registers.
    #[must_use]
    pub fn of(ops: &'a [Op]) -> Self {
        let mut writes: BTreeMap<&str, BTreeMap<Uid, &Op>> = BTreeMap::new();
        for op in ops {
            for field in op.body.set.keys() {
                writes.entry(field).or_default().insert(op.oid, op);
            }
        }
        let fields = writes
            .into_iter()
            .map(|(field, writes)| (field, live(field, &writes)))
            .collect();
        let mut registers = Self {
            fields,
            created: ops.iter().map(|op| op.stamp).min(),
            updated: ops.iter().map(|op| op.stamp).max(),
            void_drop: false,
        };
        registers.void_drop = registers.dropped_then_changed(ops);
        registers
    }

    /// A record that somebody changed after somebody else dropped it is wanted: the drop is void.
    /// Writers that see the drop name it, and a drop names the changes it saw that a faster clock had
    /// stamped later, so this happens only between devices that did not see each other.
    fn dropped_then_changed(&self, ops: &[Op]) -> bool {
        let Some(drop) = self.winner("dropped").filter(|live| !live.value.is_null()) else {
            return false;
        };
        let saw = |oid: &Uid| {
            let dropping = ops.iter().find(|op| op.oid == drop.oid);
            dropping.is_some_and(|op| op.body.over.contains(oid))
        };
        ops.iter().any(|op| {
            (op.stamp, op.oid) > (drop.stamp, drop.oid)
                && !op.body.set.contains_key("dropped")
                && !op.body.over.contains(&drop.oid)
                && !saw(&op.oid)
        })
    }

    fn winner(&self, field: &str) -> Option<&Live<'a>> {
        let live = self.fields.get(field)?;
        let latest = |a: &&Live, b: &&Live| (a.stamp, a.oid).cmp(&(b.stamp, b.oid));
        let adding = live
            .iter()
            .filter(|write| !write.value.is_null())
            .max_by(latest);
        if is_set_element(field) && adding.is_some() {
            return adding;
        }
        live.iter().max_by(latest)
    }

    /// The value a field has now; `None` when it was never set or was cleared.
    #[must_use]
    pub fn value(&self, field: &str) -> Option<&'a Value> {
        if field.starts_with("dropped") && self.void_drop {
            return None;
        }
        self.winner(field)
            .map(|live| live.value)
            .filter(|value| !value.is_null())
    }

    /// The op whose value a field has now, also when that value clears it.
    #[must_use]
    pub fn author(&self, field: &str) -> Option<Uid> {
        self.winner(field).map(|live| live.oid)
    }

    /// Fields of which several values stand, written by devices that did not see each other: the value
    /// that wins first, `null` for a clearing. Elements of sets are never one of them.
    #[must_use]
    pub fn rivals(&self) -> Vec<(&'a str, Vec<&'a Value>)> {
        let several = |field: &&'a str| {
            let mut values = vec![self.winner(field)?.value];
            for live in self.fields.get(*field)? {
                if !values.contains(&live.value) {
                    values.push(live.value);
                }
            }
            (values.len() > 1 && !is_set_element(field)).then_some((*field, values))
        };
        self.fields.keys().filter_map(several).collect()
    }

    /// The ops a new write of this field replaces.
    #[must_use]
    pub fn replaced_by_a_write_of(&self, field: &str) -> Vec<Uid> {
        self.fields
            .get(field)
            .map(|live| live.iter().map(|write| write.oid).collect())
            .unwrap_or_default()
    }

    /// All fields that have a value.
    #[must_use]
    pub fn state(&self) -> Fields {
        self.fields
            .keys()
            .filter_map(|field| Some(((*field).to_owned(), self.value(field)?.clone())))
            .collect()
    }

    /// The stamps of the first and the last op, `None` for a record nobody wrote.
    #[must_use]
    pub fn lifetime(&self) -> Option<(Stamp, Stamp)> {
        self.created.zip(self.updated)
    }
}

/// The writes of one field that no other write of it names as replaced. A forged circle of writes
/// that replace each other would leave none; then all of them stand and the stamps decide.
fn live<'a>(field: &str, writes: &BTreeMap<Uid, &'a Op>) -> Vec<Live<'a>> {
    let replaced: BTreeSet<Uid> = writes
        .values()
        .flat_map(|op| op.body.over.iter().filter(|over| **over != op.oid).copied())
        .collect();
    let all = || {
        writes.values().filter_map(|op| {
            Some(Live {
                stamp: op.stamp,
                oid: op.oid,
                value: op.body.set.get(field)?,
            })
        })
    };
    let standing: Vec<Live> = all()
        .filter(|write| !replaced.contains(&write.oid))
        .collect();
    if standing.is_empty() {
        all().collect()
    } else {
        standing
    }
}
