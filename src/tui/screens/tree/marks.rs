//! Marks: records that the next verb is about instead of the selected one. A range goes along with the
//! selection until it is ended; what a filter shows only as the way to a hit is never marked by either.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use okr_core::domain::id::Uid;
use okr_core::report::growth::Leaf;

use super::act::with_tree;
use super::{Row, Tree};
use crate::tui::keymap::Intent;
use crate::tui::model::Model;

pub(super) fn mark(model: &mut Model, intent: Intent) {
    with_tree(model, |tree, model, height| {
        let is_item = matches!(tree.leaf(), Some(Leaf::Item(_)));
        let selected = tree.selected(&model.board).filter(|_| is_item)?;
        let had_range = tree.anchor.take().is_some();
        match intent {
            Intent::Mark => {
                if !tree.marks.remove(&selected) {
                    tree.marks.insert(selected);
                }
                tree.go(1, height);
            }
            Intent::MarkRange if had_range => {}
            Intent::MarkRange => {
                tree.marked_before = tree.marks.clone();
                tree.anchor = Some(selected);
            }
            _ => {
                let all = 0..=tree.rows().len().saturating_sub(1);
                let found = hits(tree, model, all);
                tree.marks.extend(found);
            }
        }
        Some(())
    });
}

/// Brings a range up to where one stands now.
pub(super) fn stretch(model: &mut Model) {
    with_tree(model, |tree, model, _| {
        let anchor = tree.anchor?;
        let is_anchor = |row: &Row| tree.uid(*row, &model.board) == Some(anchor);
        let ends = (tree.rows().iter().position(is_anchor)?, tree.list.selected);
        let range = hits(tree, model, ends.0.min(ends.1)..=ends.0.max(ends.1));
        tree.marks = tree.marked_before.union(&range).copied().collect();
        Some(())
    });
}

/// The records of these rows that somebody asked to see.
fn hits(tree: &Tree, model: &Model, range: RangeInclusive<usize>) -> BTreeSet<Uid> {
    let filtering = tree
        .filtering
        .as_ref()
        .filter(|filtering| filtering.narrows());
    let is_hit = |place| filtering.is_none_or(|filtering| filtering.has(place));
    let rows = tree.rows().get(range).unwrap_or_default().iter();
    rows.filter_map(|row| match tree.branch(*row)?.leaf {
        Leaf::Item(place) if is_hit(place) => tree.uid(*row, &model.board),
        _ => None,
    })
    .collect()
}
