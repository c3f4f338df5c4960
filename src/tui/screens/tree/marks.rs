//! Marks: records that the next verb is about instead of the selected one.

use super::Tree;
use super::act::with_tree;
use crate::tui::keymap::Intent;
use crate::tui::model::{Model, Notice};
use crate::words::outcome::counted;
use crate::words::tone::Tone;

pub(super) fn mark(model: &mut Model, intent: Intent) {
    let said = with_tree(model, |tree, model, height| {
        let is_item = |uid| model.item(uid).is_some();
        let selected = tree.selected(&model.board).filter(|uid| is_item(*uid))?;
        match intent {
            Intent::Mark => {
                if !tree.marks.remove(&selected) {
                    tree.marks.insert(selected);
                }
                tree.go(1, height);
            }
            Intent::MarkRange => match tree.anchor.take() {
                None => {
                    tree.anchor = Some(selected);
                    tree.marks.insert(selected);
                    return Some(
                        "Go to the other end of the range and press the key again".to_owned(),
                    );
                }
                Some(anchor) => {
                    let place = |uid| tree.row_of(uid, &model.board);
                    let ends = (place(anchor)?, place(selected)?);
                    let range = ends.0.min(ends.1)..=ends.0.max(ends.1);
                    mark_rows(tree, model, range);
                }
            },
            _ => {
                let all = 0..=tree.rows().len().saturating_sub(1);
                mark_rows(tree, model, all);
            }
        }
        Some(format!("{} marked", counted(tree.marks.len(), "record")))
    });
    model.notice = said.flatten().map(|text| Notice::toned(Tone::Muted, text));
}

fn mark_rows(tree: &mut Tree, model: &Model, range: std::ops::RangeInclusive<usize>) {
    let rows = tree.rows().get(range).unwrap_or_default().to_vec();
    let uids = rows
        .into_iter()
        .filter_map(|row| tree.uid(row, &model.board));
    let items: Vec<_> = uids.filter(|uid| model.item(*uid).is_some()).collect();
    tree.marks.extend(items);
}
