//! What the keys of the tree do: going about, folding, filtering. What is done to records is `verbs`'.

use okr_core::domain::id::Uid;
use okr_core::domain::record::Type;
use okr_core::report::board::Board;
use okr_core::report::growth::Leaf;
use okr_core::select::Filter;

use super::{Tree, marks, verbs};
use crate::tui::cards::Verb;
use crate::tui::effect::Effect;
use crate::tui::keymap::Intent;
use crate::tui::layout;
use crate::tui::model::Model;
use crate::tui::screens::{KeyResult, Screen, key_result};

/// Rows of the list that are seen.
pub(super) fn height(model: &Model, tree: &Tree) -> usize {
    let filter = match tree.filtering {
        Some(_) => layout::Filter::Shown,
        None => layout::Filter::None,
    };
    usize::from(layout::tree(model.size, filter).list.height) / lines(model)
}

/// Lines of one row.
pub(super) fn lines(model: &Model) -> usize {
    match layout::shape(model.size) {
        layout::Shape::Narrow => 2,
        _ => 1,
    }
}

/// The tree, wherever it is, with its state taken out for a moment.
pub(super) fn with_tree<T>(
    model: &mut Model,
    act: impl FnOnce(&mut Tree, &Model, usize) -> T,
) -> Option<T> {
    let mut taken = std::mem::take(model.stack.tree_mut()?);
    let height = height(model, &taken);
    let done = act(&mut taken, model, height);
    if let Some(tree) = model.stack.tree_mut() {
        *tree = taken;
    }
    Some(done)
}

/// Does what a key asks for, and reads the record that is selected then.
pub fn act(model: &mut Model, intent: Intent) -> Vec<Effect> {
    let before = model.selected();
    if matches!(intent, Intent::Open | Intent::Accept)
        && let Some(item) = before.and_then(|uid| model.item(uid))
        && item.kind == Type::KeyResult
    {
        let page = KeyResult::new(item.head.uid, None);
        return key_result::open(model, page);
    }
    marks::stretch(model);
    let mut effects = match intent {
        Intent::CheckIn => verbs::open(model, Verb::CheckIn),
        Intent::Edit => verbs::open(model, Verb::Edit),
        Intent::Win => verbs::open(model, Verb::Win),
        Intent::Block => verbs::open(model, Verb::Block),
        Intent::Ask => verbs::open(model, Verb::Ask),
        Intent::Note => verbs::open(model, Verb::Note),
        Intent::Drop => verbs::open(model, Verb::Drop),
        Intent::Move => verbs::move_under(model),
        Intent::Add => verbs::add(model),
        Intent::AddObjective => verbs::add_objective(model),
        Intent::EditText => verbs::edit_text(model),
        Intent::CheckInMany => verbs::check_in_many(model),
        Intent::Views => verbs::views(model),
        Intent::Copy => verbs::copy(model),
        Intent::Share => vec![Effect::LoadWeek],
        Intent::Repeat => verbs::repeat(model),
        Intent::Filter => start_filter(model),
        Intent::Back => back(model),
        Intent::NextHit => {
            next_hit(model);
            Vec::new()
        }
        Intent::Mark | Intent::MarkRange | Intent::MarkAll => {
            marks::mark(model, intent);
            Vec::new()
        }
        _ => {
            with_tree(model, |tree, model, height| {
                walk(tree, model, height, intent)
            });
            Vec::new()
        }
    };
    marks::stretch(model);
    let after = model.selected();
    if after != before {
        effects.extend(after.map(Effect::LoadDetail));
    }
    effects
}

/// Another board is in the model now; the rows are grown from it.
pub fn replaced(model: &mut Model, before: &Board, scope: Filter, added: Option<Uid>) {
    with_tree(model, |tree, model, height| {
        tree.scope = scope;
        tree.replace(before, &model.board, height, added);
    });
}

/// Stands on the first of some records, and marks them where there are several.
pub(super) fn stand_on(model: &mut Model, uids: &[Uid]) {
    with_tree(model, |tree, model, height| {
        let wanted = uids.first().copied();
        let is_it = |row: &super::Row| wanted.is_some() && tree.uid(*row, &model.board) == wanted;
        if let Some(row) = tree.rows().iter().position(is_it) {
            tree.select_row(row, height);
        }
        if uids.len() > 1 {
            tree.marks.extend(uids);
        }
    });
}

/// Brings the selected row into sight again.
pub fn resized(model: &mut Model) {
    with_tree(model, |tree, _, height| {
        let row = tree.list.selected;
        tree.select_row(row, height);
    });
}

fn walk(tree: &mut Tree, model: &Model, height: usize, intent: Intent) {
    let half = isize::try_from(height / 2).unwrap_or(1).max(1);
    let row = tree.list.selected;
    let uid = tree.selected(&model.board);
    match intent {
        Intent::Up => tree.go(-1, height),
        Intent::Down => tree.go(1, height),
        Intent::HalfUp => tree.go(-half, height),
        Intent::HalfDown => tree.go(half, height),
        Intent::First => tree.select_row(0, height),
        Intent::Last => tree.select_row(tree.rows().len().saturating_sub(1), height),
        Intent::Open | Intent::Accept => match uid {
            Some(uid) if tree.is_folded(uid) => tree.unfold(uid, &model.board, height),
            Some(uid) if tree.has_parts(row) && intent == Intent::Accept => {
                tree.fold(uid, &model.board, height);
            }
            Some(_) if tree.has_parts(row) => tree.go(1, height),
            _ => {}
        },
        Intent::Close => match uid {
            Some(uid) if tree.has_parts(row) => tree.fold(uid, &model.board, height),
            _ => {
                if let Some(above) = tree.row_above() {
                    tree.select_row(above, height);
                }
            }
        },
        _ => {}
    }
}

fn start_filter(model: &mut Model) -> Vec<Effect> {
    if let Screen::Tree(tree) = model.stack.top_mut() {
        tree.filtering.get_or_insert_default().is_typed = true;
    }
    Vec::new()
}

/// One step back: the filter, then the marks; the tree itself stays.
fn back(model: &mut Model) -> Vec<Effect> {
    with_tree(model, |tree, model, _| {
        if tree.filtering.take().is_some() {
            let stood = tree.leaf();
            let rows = layout::tree(model.size, layout::Filter::None).list.height;
            tree.regrow(&model.board, usize::from(rows) / lines(model), stood);
        } else {
            tree.marks.clear();
            tree.anchor = None;
        }
    });
    Vec::new()
}

fn next_hit(model: &mut Model) {
    with_tree(model, |tree, _, height| {
        let Some(filtering) = &tree.filtering else {
            return;
        };
        let count = tree.rows().len();
        let is_hit = |row: usize| {
            let row = tree.rows().get(row % count.max(1)).copied();
            let leaf = row
                .and_then(|row| tree.branch(row))
                .map(|branch| branch.leaf);
            matches!(leaf, Some(Leaf::Item(place)) if filtering.has(place))
        };
        let from = tree.list.selected + 1;
        let hit = (from..from + count).find(|row| is_hit(*row));
        if let Some(row) = hit {
            tree.select_row(row % count.max(1), height);
        }
    });
}
