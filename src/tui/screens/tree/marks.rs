//! Marks: records that the next verb is about instead of the selected one. A range goes along with the
//! selection until it is ended; what a filter shows only as the way to a hit is never marked by either.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use okr_core::domain::id::Uid;

use super::act::with_tree;
use super::{Filtering, Tree};
use crate::tui::keymap::Intent;
use crate::tui::model::Model;

pub(super) fn mark(model: &mut Model, intent: Intent) {
    with_tree(model, |tree, model, height| {
        let is_item = |uid| model.item(uid).is_some();
        let selected = tree.selected(&model.board).filter(|uid| is_item(*uid))?;
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
        let place = |uid: Uid| tree.row_of(uid, &model.board);
        let ends = (place(tree.anchor?)?, place(tree.selected(&model.board)?)?);
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
    let is_hit =
        |uid: &Uid| filtering.is_none_or(|filtering: &Filtering| filtering.found.contains(uid));
    let rows = tree.rows().get(range).unwrap_or_default().iter();
    rows.filter_map(|row| tree.uid(*row, &model.board))
        .filter(|uid| model.item(*uid).is_some() && is_hit(uid))
        .collect()
}
