//! The state of a record is a function of the set of its ops, whatever devices, clocks, deliveries
//! and forgers did to them.

use okr_core::domain::id::Uid;
use okr_core::domain::record::Fields;
use okr_core::log::clock::Stamp;
use okr_core::log::op::{Body, Header, Op};
use okr_core::log::register::Registers;
use okr_core::log::standing::standing;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

const FIELDS: [&str; 6] = [
    "title",
    "owner",
    "tag:web",
    "link:x",
    "dropped",
    "dropped_because",
];

fn uid(number: u8) -> Uid {
    Uid::from_bytes([number; 16])
}

/// One write, before its op has a name.
#[derive(Debug, Clone)]
struct Draft {
    stamp: i64,
    set: Vec<(usize, Option<u8>)>,
    /// Indexes of ops named as seen: earlier, later, itself or nobody.
    over: Vec<u8>,
}

fn draft() -> impl Strategy<Value = Draft> {
    (
        0..40_i64,
        prop::collection::vec((0..FIELDS.len(), prop::option::of(0..4_u8)), 1..4),
        prop::collection::vec(0..20_u8, 0..4),
    )
        .prop_map(|(stamp, set, over)| Draft { stamp, set, over })
}

fn op(oid: u8, stamp: i64, set: Fields, over: Vec<Uid>) -> Op {
    Op {
        oid: uid(oid),
        stamp: Stamp(stamp),
        ent: uid(200),
        group: uid(oid),
        body: Body {
            set,
            over,
            header: None,
            rest: Map::new(),
        },
    }
}

fn ops(drafts: &[Draft]) -> Vec<Op> {
    (0..)
        .zip(drafts)
        .map(|(oid, draft)| {
            let set = draft
                .set
                .iter()
                .map(|(field, value)| {
                    let value = value.map_or(Value::Null, |value| json!(format!("v{value}")));
                    (FIELDS[*field].to_owned(), value)
                })
                .collect();
            op(
                oid,
                draft.stamp,
                set,
                draft.over.iter().map(|n| uid(*n)).collect(),
            )
        })
        .collect()
}

/// What a person sees of the registers.
fn seen(ops: &[Op]) -> (Fields, Vec<Option<Uid>>, Option<(Stamp, Stamp)>) {
    let registers = Registers::of(ops);
    (
        registers.state(),
        FIELDS.iter().map(|field| registers.author(field)).collect(),
        registers.lifetime(),
    )
}

/// The rule again in its plainest form: quadratic, one field at a time.
fn oracle(ops: &[Op], field: &str) -> Option<Value> {
    let writes: Vec<&Op> = ops
        .iter()
        .filter(|op| op.body.set.contains_key(field))
        .collect();
    let replaced = |op: &Op| {
        writes
            .iter()
            .any(|other| other.oid != op.oid && other.body.over.contains(&op.oid))
    };
    let mut live: Vec<&&Op> = writes.iter().filter(|op| !replaced(op)).collect();
    if live.is_empty() {
        live = writes.iter().collect();
    }
    live.sort_by_key(|op| (op.stamp, op.oid));
    let value = |op: &&&Op| op.body.set[field].clone();
    let adding = live.iter().rev().find(|op| !op.body.set[field].is_null());
    let set = field.starts_with("tag:") || field.starts_with("link:");
    adding
        .filter(|_| set)
        .or(live.last())
        .map(value)
        .filter(|value| !value.is_null())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn order_repetition_and_grouping_of_ops_cannot_matter(
        drafts in prop::collection::vec(draft(), 1..16),
        again in prop::collection::vec(0..16_usize, 0..8),
        shuffle in any::<u64>(),
    ) {
        let straight = ops(&drafts);
        let mut delivered = straight.clone();
        delivered.extend(again.iter().map(|n| straight[n % straight.len()].clone()));
        // Any permutation: sort by a hash of place and seed.
        let mut places: Vec<(u64, Op)> = (0_u64..)
            .zip(delivered)
            .map(|(n, op)| ((n + 1).wrapping_mul(shuffle | 1).rotate_left(17), op))
            .collect();
        places.sort_by_key(|(place, _)| *place);
        let delivered: Vec<Op> = places.into_iter().map(|(_, op)| op).collect();
        prop_assert_eq!(seen(&straight), seen(&delivered));
    }

    #[test]
    fn registers_agree_with_the_rule_in_its_plainest_form(drafts in prop::collection::vec(draft(), 1..16)) {
        let ops = ops(&drafts);
        let registers = Registers::of(&ops);
        for field in FIELDS.iter().filter(|field| !field.starts_with("dropped")) {
            prop_assert_eq!(registers.value(field).cloned(), oracle(&ops, field), "{}", field);
        }
    }

    #[test]
    fn an_edit_that_saw_a_value_beats_it_whatever_the_clocks_say(
        drafts in prop::collection::vec(draft(), 1..12),
        stamp in 0..40_i64,
        field in 0..4_usize,
    ) {
        let mut all = ops(&drafts);
        let over = Registers::of(&all).replaced_by_a_write_of(FIELDS[field]);
        let mut set = Fields::new();
        set.insert(FIELDS[field].to_owned(), json!("the last word"));
        all.push(op(100, stamp, set, over));
        let registers = Registers::of(&all);
        prop_assert_eq!(registers.author(FIELDS[field]), Some(uid(100)));
    }

    #[test]
    fn a_set_element_added_while_somebody_else_removes_it_stays(
        add in 0..40_i64, remove in 0..40_i64, first in 0..40_i64,
    ) {
        let mut added = Fields::new();
        added.insert("tag:web".to_owned(), json!(true));
        let mut removed = Fields::new();
        removed.insert("tag:web".to_owned(), Value::Null);
        let ops = [
            op(1, first, added.clone(), vec![]),
            op(2, remove, removed, vec![uid(1)]),
            op(3, add, added, vec![]),
        ];
        prop_assert!(Registers::of(&ops).value("tag:web").is_some());
        prop_assert!(Registers::of(&ops[..2]).value("tag:web").is_none());
    }

    #[test]
    fn forged_undo_headers_never_hang_and_never_invent_ops(
        targets in prop::collection::vec(prop::option::of(0..12_u8), 1..12),
    ) {
        let ops: Vec<Op> = (0_u8..)
            .zip(&targets)
            .map(|(oid, target)| {
                let mut op = op(oid, i64::from(oid), Fields::new(), vec![]);
                op.body.header = target.map(|target| Header {
                    undoes: Some(uid(target)),
                    ..Header::default()
                });
                op
            })
            .collect();
        let standing = standing(&ops);
        prop_assert!(standing.iter().all(|op| op.body.header.is_none()));
        prop_assert!(standing.len() <= ops.len());
    }
}

#[test]
fn a_forged_circle_falls_to_the_latest_stamp() {
    let title = |text: &str| {
        let mut set = Fields::new();
        set.insert("title".to_owned(), json!(text));
        set
    };
    let ops = [
        op(1, 9, title("later"), vec![uid(2)]),
        op(2, 3, title("earlier"), vec![uid(1)]),
    ];
    assert_eq!(Registers::of(&ops).value("title"), Some(&json!("later")));
}

#[test]
fn a_record_changed_after_somebody_else_dropped_it_is_wanted() {
    let field = |name: &str, value: Value| {
        let mut set = Fields::new();
        set.insert(name.to_owned(), value);
        set
    };
    let made = op(1, 1, field("title", json!("Readers")), vec![]);
    let drop = op(2, 5, field("dropped", json!("2026-08-03")), vec![]);
    let unaware = op(3, 6, field("title", json!("Subscribers")), vec![uid(1)]);
    let aware = op(
        4,
        6,
        field("title", json!("Subscribers")),
        vec![uid(1), uid(2)],
    );
    let earlier = op(5, 4, field("title", json!("Subscribers")), vec![uid(1)]);
    let dropped = |late: &Op| {
        let ops = [made.clone(), drop.clone(), late.clone()];
        Registers::of(&ops).value("dropped").is_some()
    };
    assert!(!dropped(&unaware));
    assert!(dropped(&aware));
    assert!(dropped(&earlier));
    let saw_it = op(2, 5, field("dropped", json!("2026-08-03")), vec![uid(3)]);
    let ops = [made.clone(), unaware.clone(), saw_it];
    assert!(Registers::of(&ops).value("dropped").is_some());
}

#[test]
fn what_was_undone_does_not_stand_and_what_was_redone_does() {
    let write = |oid: u8, undoes: Option<u8>| {
        let mut op = op(oid, i64::from(oid), Fields::new(), vec![]);
        op.body.header = Some(Header {
            undoes: undoes.map(uid),
            ..Header::default()
        });
        op
    };
    let names = |ops: &[Op]| -> Vec<Uid> { standing(ops).iter().map(|op| op.oid).collect() };
    let (made, undo, redo, again) = (
        write(1, None),
        write(2, Some(1)),
        write(3, Some(2)),
        write(4, Some(1)),
    );
    assert_eq!(names(&[made.clone(), undo.clone()]), vec![]);
    assert_eq!(
        names(&[made.clone(), undo.clone(), redo.clone()]),
        vec![uid(1)]
    );
    assert_eq!(names(&[made, undo, redo, again]), vec![]);
}
