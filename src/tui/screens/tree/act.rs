//! What the keys of the tree do. A verb opens a card or asks for an effect; what it changes is decided
//! by the core when the effect is performed.

use okr_core::domain::id::Uid;
use okr_core::domain::record::Type;
use okr_core::report::board::Board;
use okr_core::report::growth::Leaf;
use okr_core::select::Filter;

use super::{Filtering, Tree};
use crate::tui::cards::verb::Subject;
use crate::tui::cards::{Card, Choice, Overlay, Verb, rows};
use crate::tui::effect::Effect;
use crate::tui::keymap::Intent;
use crate::tui::layout;
use crate::tui::model::{Model, Notice};
use crate::tui::screens::Screen;
use crate::words::outcome::counted;
use crate::words::tone::Tone;
use crate::words::{item as words, progress};

/// Rows of the list that are seen.
fn height(model: &Model, tree: &Tree) -> usize {
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

/// The tree on top with its state taken out for a moment.
fn with_tree<T>(model: &mut Model, act: impl FnOnce(&mut Tree, &Model, usize) -> T) -> Option<T> {
    let Screen::Tree(tree) = model.stack.top_mut() else {
        return None;
    };
    let mut taken = std::mem::take(&mut **tree);
    let height = height(model, &taken);
    let done = act(&mut taken, model, height);
    if let Screen::Tree(tree) = model.stack.top_mut() {
        **tree = taken;
    }
    Some(done)
}

/// Does what a key asks for, and reads the record that is selected then.
pub fn act(model: &mut Model, intent: Intent) -> Vec<Effect> {
    let before = model.selected();
    let mut effects = match intent {
        Intent::CheckIn => open(model, Verb::CheckIn),
        Intent::Edit => open(model, Verb::Edit),
        Intent::Win => open(model, Verb::Win),
        Intent::Block => open(model, Verb::Block),
        Intent::Ask => open(model, Verb::Ask),
        Intent::Note => open(model, Verb::Note),
        Intent::Drop => open(model, Verb::Drop),
        Intent::Move => move_under(model),
        Intent::Add => add(model),
        Intent::AddObjective => add_objective(model),
        Intent::EditText => edit_text(model),
        Intent::Copy => copy(model),
        Intent::Repeat => repeat(model),
        Intent::Filter => start_filter(model),
        Intent::Back => back(model),
        Intent::NextHit => {
            next_hit(model);
            Vec::new()
        }
        Intent::Mark | Intent::MarkRange | Intent::MarkAll => {
            mark(model, intent);
            Vec::new()
        }
        _ => {
            with_tree(model, |tree, model, height| {
                walk(tree, model, height, intent)
            });
            Vec::new()
        }
    };
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

/// Brings the selected row into sight again.
pub fn resized(model: &mut Model) {
    with_tree(model, |tree, _, height| {
        let row = tree.list.selected;
        tree.select_row(row, height);
    });
}

fn walk(tree: &mut Tree, model: &Model, height: usize, intent: Intent) {
    let half = isize::try_from(height / 2).unwrap_or(1).max(1);
    let row = tree.rows().get(tree.list.selected).copied();
    let uid = row.and_then(|row| tree.uid(row, &model.board));
    match intent {
        Intent::Up => tree.go(-1, height),
        Intent::Down => tree.go(1, height),
        Intent::HalfUp => tree.go(-half, height),
        Intent::HalfDown => tree.go(half, height),
        Intent::First => tree.select_row(0, height),
        Intent::Last => tree.select_row(tree.rows().len().saturating_sub(1), height),
        Intent::Open | Intent::Accept => match (row, uid) {
            (Some(row), Some(uid)) if tree.is_folded(uid) && intent == Intent::Open => {
                let _ = row;
                tree.unfold(uid, &model.board, height);
            }
            (Some(row), Some(uid)) if intent == Intent::Accept && tree.has_parts(row) => {
                tree.fold(uid, &model.board, height);
            }
            (Some(_), Some(uid)) if intent == Intent::Accept && tree.is_folded(uid) => {
                tree.unfold(uid, &model.board, height);
            }
            (Some(row), Some(_)) if tree.has_parts(row) => tree.go(1, height),
            _ => {}
        },
        Intent::Close => match (row, uid) {
            (Some(row), Some(uid)) if tree.has_parts(row) => tree.fold(uid, &model.board, height),
            _ => {
                if let Some(above) = tree.row_above() {
                    tree.select_row(above, height);
                }
            }
        },
        _ => {}
    }
}

/// The records a verb is about: the marked ones, else the selected one.
#[must_use]
pub fn subjects(model: &Model) -> Vec<Subject> {
    let Screen::Tree(tree) = model.stack.top() else {
        return Vec::new();
    };
    let items = tree.meant(&model.board);
    items
        .iter()
        .map(|item| Subject {
            uid: item.head.uid,
            id: item.id(),
            kind: item.kind,
        })
        .collect()
}

fn open(model: &mut Model, verb: Verb) -> Vec<Effect> {
    let all = subjects(model);
    let subjects: Vec<Subject> = all
        .iter()
        .filter(|subject| verb.takes(subject.kind))
        .cloned()
        .collect();
    if subjects.is_empty() {
        let text = match (verb, all.is_empty()) {
            (Verb::CheckIn, false) => "A check-in is for a key result",
            _ => "Nothing is selected that this can be done to",
        };
        model.notice = Some(Notice::said(text));
        return Vec::new();
    }
    let items: Vec<_> = subjects
        .iter()
        .filter_map(|subject| match model.detail() {
            Some(item) if item.head.uid == subject.uid => Some(item),
            _ => model.item(subject.uid),
        })
        .collect();
    let rows = rows::rows(verb, &items);
    let title = match items.as_slice() {
        // The card may lie over the row it is about.
        [one] if verb != Verb::Edit => format!(": {}", one.head.title),
        _ => String::new(),
    };
    let mut card = Card::new(verb, subjects, rows);
    card.title.push_str(&title);
    model.overlay = Some(Overlay::Card(Box::new(card)));
    Vec::new()
}

fn move_under(model: &mut Model) -> Vec<Effect> {
    let subjects = subjects(model);
    if subjects.is_empty() {
        model.notice = Some(Notice::said("Nothing is selected that could be moved"));
    } else {
        let choice = Choice::parents(subjects, &model.board);
        model.overlay = Some(Overlay::Choice(Box::new(choice)));
    }
    Vec::new()
}

/// The record right below which something is added: the selected one, or a key result's objective.
fn place(model: &Model) -> Option<Subject> {
    let Screen::Tree(tree) = model.stack.top() else {
        return None;
    };
    let row = *tree.rows().get(tree.list.selected)?;
    match tree.branch(row)?.leaf {
        Leaf::Vision(place) => model.board.visions.get(place).map(|vision| Subject {
            uid: vision.uid,
            id: vision.id.to_string(),
            kind: Type::Vision,
        }),
        Leaf::Item(place) => {
            let item = model.board.items.get(place)?;
            let objective = match item.kind {
                Type::KeyResult => model.item(item.above.first()?.0)?,
                _ => item,
            };
            Some(Subject {
                uid: objective.head.uid,
                id: objective.id(),
                kind: Type::Objective,
            })
        }
    }
}

fn add(model: &mut Model) -> Vec<Effect> {
    let Some(place) = place(model) else {
        return add_objective(model);
    };
    let what = match place.kind {
        Type::Vision => "New objective for",
        _ => "New key result of",
    };
    let mut card = Card::new(Verb::Add, vec![place], rows::rows(Verb::Add, &[]));
    card.title = card.title.replace(Verb::Add.title(), what);
    model.overlay = Some(Overlay::Card(Box::new(card)));
    Vec::new()
}

fn add_objective(model: &mut Model) -> Vec<Effect> {
    let rows = rows::rows(Verb::AddObjective, &[]);
    let card = Card::new(Verb::AddObjective, Vec::new(), rows);
    model.overlay = Some(Overlay::Card(Box::new(card)));
    Vec::new()
}

fn edit_text(model: &mut Model) -> Vec<Effect> {
    match model.selected().and_then(|uid| model.item(uid)) {
        Some(item) => vec![Effect::EditText(item.head.title.clone())],
        None => Vec::new(),
    }
}

/// Lines of Markdown for what is meant.
fn copy(model: &mut Model) -> Vec<Effect> {
    let Screen::Tree(tree) = model.stack.top() else {
        return Vec::new();
    };
    let line = |item: &&okr_core::report::item::Item| {
        let mut parts = vec![format!("**{}** {}", item.id(), item.head.title)];
        if item.measure.is_some() {
            parts.push(words::way(item));
        }
        parts.push(progress::share(item.assessment.progress));
        parts.push(item.assessment.status.name().to_owned());
        let indent = if item.measure.is_some() { "  " } else { "" };
        format!("{indent}- {}", parts.join(", "))
    };
    let mut items = tree.meant(&model.board);
    // An objective is copied with its key results.
    if let [one] = items.as_slice()
        && one.kind == Type::Objective
    {
        let uid = one.head.uid;
        let parts = model.board.key_results();
        items.extend(parts.filter(|item| {
            !item.is_dropped && item.above.first().is_some_and(|(above, _)| *above == uid)
        }));
    }
    let text: Vec<String> = items.iter().map(line).collect();
    match text.is_empty() {
        true => Vec::new(),
        false => vec![Effect::Copy(format!("{}\n", text.join("\n")))],
    }
}

fn repeat(model: &mut Model) -> Vec<Effect> {
    let Some(again) = model.again.clone() else {
        model.notice = Some(Notice::said(
            "Nothing was done yet that could be done again",
        ));
        return Vec::new();
    };
    let subjects: Vec<Subject> = subjects(model)
        .into_iter()
        .filter(|subject| again.verb.takes(subject.kind))
        .collect();
    match again.verb.wish(&subjects, &again.answers) {
        Some(wish) if !subjects.is_empty() => vec![Effect::Apply(Box::new(wish))],
        _ => {
            model.notice = Some(Notice::said("That cannot be done to what is selected"));
            Vec::new()
        }
    }
}

fn start_filter(model: &mut Model) -> Vec<Effect> {
    if let Screen::Tree(tree) = model.stack.top_mut() {
        tree.filtering
            .get_or_insert_with(Filtering::default)
            .is_typed = true;
    }
    Vec::new()
}

/// One step back: the filter, then the marks; the tree itself stays.
fn back(model: &mut Model) -> Vec<Effect> {
    with_tree(model, |tree, model, _| {
        if tree.filtering.take().is_some() {
            let selected = tree.selected(&model.board);
            let rows = layout::tree(model.size, layout::Filter::None).list.height;
            tree.regrow(&model.board, usize::from(rows) / lines(model), selected);
        } else {
            tree.marks.clear();
            tree.anchor = None;
        }
    });
    Vec::new()
}

fn next_hit(model: &mut Model) {
    with_tree(model, |tree, model, height| {
        let Some(filtering) = &tree.filtering else {
            return;
        };
        let count = tree.rows().len();
        let is_hit = |row: usize| {
            let row = tree.rows().get(row % count.max(1)).copied()?;
            let uid = tree.uid(row, &model.board)?;
            filtering.found.contains(&uid).then_some(())
        };
        let from = tree.list.selected + 1;
        let hit = (from..from + count).find(|row| is_hit(*row).is_some());
        if let Some(row) = hit {
            tree.select_row(row % count.max(1), height);
        }
    });
}

fn mark(model: &mut Model, intent: Intent) {
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

/// Rows that were pasted go under the objective one stands on.
#[must_use]
pub fn paste(model: &Model, text: String) -> Vec<Effect> {
    let objective = place(model).filter(|place| place.kind == Type::Objective);
    vec![Effect::ReadPaste(text, objective.map(|place| place.id))]
}
