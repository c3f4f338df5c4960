//! What the tree does to records: a verb opens its card or asks for an effect. What it changes is
//! decided by the core when the effect is performed.

use std::collections::HashSet;

use okr_core::domain::id::Uid;
use okr_core::domain::record::Type;
use okr_core::report::growth::Leaf;
use okr_core::report::item::Item;

use super::act;
use crate::drafts::HalfCard;
use crate::tui::cards::verb::Subject;
use crate::tui::cards::{Card, Choice, Overlay, Verb, rows};
use crate::tui::effect::Effect;
use crate::tui::keymap::Intent;
use crate::tui::model::{Model, Notice};
use crate::tui::screens::Screen;
use crate::words::{item as words, progress};

/// The records a verb is about: the marked ones, else the selected one.
#[must_use]
pub fn subjects(model: &Model) -> Vec<Subject> {
    let items = match model.stack.top() {
        Screen::Tree(tree) => tree.meant(&model.board),
        _ => model
            .selected()
            .and_then(|uid| model.item(uid))
            .into_iter()
            .collect(),
    };
    items
        .iter()
        .map(|item| Subject {
            uid: item.head.uid,
            id: item.id(),
            kind: item.kind,
        })
        .collect()
}

pub(super) fn open(model: &mut Model, verb: Verb) -> Vec<Effect> {
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
    let card = about(model, verb, subjects);
    model.overlay = Some(Overlay::Card(Box::new(card)));
    Vec::new()
}

/// The records of a card, the selected one with its whole series.
fn items<'a>(model: &'a Model, subjects: &[Subject]) -> Vec<&'a Item> {
    let item = |subject: &Subject| match model.detail() {
        Some(item) if item.head.uid == subject.uid => Some(item),
        _ => model.item(subject.uid),
    };
    subjects.iter().filter_map(item).collect()
}

fn about(model: &Model, verb: Verb, subjects: Vec<Subject>) -> Card {
    let items = items(model, &subjects);
    let rows = rows::rows(verb, &items);
    let title = match items.as_slice() {
        // The card may lie over the row it is about.
        [one] if verb != Verb::Edit => format!(": {}", one.head.title),
        _ => String::new(),
    };
    let mut card = Card::new(verb, subjects, rows);
    card.title.push_str(&title);
    card
}

/// The verbs whose half-typed card can be opened again, with what opens it.
const COME_BACK: [(Verb, Intent); 10] = [
    (Verb::CheckIn, Intent::CheckIn),
    (Verb::Edit, Intent::Edit),
    (Verb::Add, Intent::Add),
    (Verb::AddObjective, Intent::AddObjective),
    (Verb::AddVision, Intent::Commands),
    (Verb::Win, Intent::Win),
    (Verb::Ask, Intent::Ask),
    (Verb::Block, Intent::Block),
    (Verb::Note, Intent::Note),
    (Verb::Drop, Intent::Drop),
];

#[must_use]
pub fn comes_back(verb: Verb) -> bool {
    COME_BACK.iter().any(|(known, _)| *known == verb)
}

/// What opens the card of a verb.
#[must_use]
pub fn opener(verb: Verb) -> Intent {
    let found = COME_BACK.iter().find(|(known, _)| *known == verb);
    found.map_or(Intent::Commands, |(_, intent)| *intent)
}

/// The card that was left half typed, and the records it is about selected; `None` where they are not
/// here.
pub fn half_typed(model: &mut Model, kept: &HalfCard) -> Option<Card> {
    let mut known = COME_BACK.iter().map(|(verb, _)| *verb);
    let verb = known.find(|verb| verb.title() == kept.verb)?;
    let subject = |uid: &Uid| {
        let visions = model.board.visions.iter();
        let mut visions = visions.filter(|vision| vision.dropped.is_none());
        if let Some(vision) = visions.find(|vision| vision.uid == *uid) {
            return Some(Subject {
                uid: *uid,
                id: vision.id.to_string(),
                kind: Type::Vision,
            });
        }
        let item = model.item(*uid).filter(|item| !item.is_dropped)?;
        Some(Subject {
            uid: *uid,
            id: item.id(),
            kind: item.kind,
        })
    };
    let subjects: Option<Vec<Subject>> = kept.subjects.iter().map(subject).collect();
    let subjects = subjects?;
    let card = match (verb, subjects.as_slice()) {
        (Verb::AddObjective | Verb::AddVision, _) => {
            Card::new(verb, Vec::new(), rows::rows(verb, &[]))
        }
        (_, []) => return None,
        (Verb::Add, [place, ..]) => below(place.clone()),
        _ => about(model, verb, subjects.clone()),
    };
    act::stand_on(model, &kept.subjects);
    Some(card)
}

/// What stands beside the fields of an open card follows the book. Text that was typed stays.
pub fn refreshed(model: &mut Model) {
    let Some(Overlay::Card(card)) = &model.overlay else {
        return;
    };
    let fresh = rows::rows(card.verb, &items(model, &card.subjects));
    if let Some(Overlay::Card(card)) = &mut model.overlay {
        card.refresh(fresh);
    }
}

pub(super) fn move_under(model: &mut Model) -> Vec<Effect> {
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

pub(super) fn add(model: &mut Model) -> Vec<Effect> {
    let Some(place) = place(model) else {
        return add_objective(model);
    };
    model.overlay = Some(Overlay::Card(Box::new(below(place))));
    Vec::new()
}

fn below(place: Subject) -> Card {
    let what = match place.kind {
        Type::Vision => "New objective for",
        _ => "New key result of",
    };
    let mut card = Card::new(Verb::Add, vec![place], rows::rows(Verb::Add, &[]));
    card.title = card.title.replace(Verb::Add.title(), what);
    card
}

pub(super) fn add_objective(model: &mut Model) -> Vec<Effect> {
    let rows = rows::rows(Verb::AddObjective, &[]);
    let card = Card::new(Verb::AddObjective, Vec::new(), rows);
    model.overlay = Some(Overlay::Card(Box::new(card)));
    Vec::new()
}

pub(super) fn edit_text(model: &mut Model) -> Vec<Effect> {
    match model.selected().and_then(|uid| model.item(uid)) {
        Some(item) => vec![Effect::EditText(item.head.title.clone())],
        None => Vec::new(),
    }
}

/// The views of the settings to choose from.
pub(super) fn views(model: &mut Model) -> Vec<Effect> {
    if model.manner.views.is_empty() {
        let text = "No view has a name yet; okr config set views.NAME FILTER gives one";
        model.notice = Some(Notice::said(text));
    } else {
        let choice = Choice::views(&model.manner.views);
        model.overlay = Some(Overlay::Choice(Box::new(choice)));
    }
    Vec::new()
}

/// Rows to fill in: the marked key results, else those that are due, else all that are seen. What was
/// filled in before and refused comes back as it was left.
pub(super) fn check_in_many(model: &mut Model) -> Vec<Effect> {
    let Screen::Tree(tree) = model.stack.top() else {
        return Vec::new();
    };
    let seen = tree
        .rows()
        .iter()
        .filter_map(|row| tree.uid(*row, &model.board));
    let seen: HashSet<Uid> = seen.collect();
    let is_meant = |item: &&Item| match (tree.marks.is_empty(), model.summary.due.is_empty()) {
        (false, _) => tree.marks.contains(&item.head.uid),
        (true, false) => model.summary.due.contains(&item.id()),
        (true, true) => seen.contains(&item.head.uid),
    };
    let rows: String = model
        .board
        .key_results()
        .filter(is_meant)
        .map(|item| format!("{},,,\n", item.id()))
        .collect();
    let text = model.rows.clone().unwrap_or(format!("{ROWS}\n{rows}"));
    vec![Effect::EditRows(text)]
}

/// The columns of rows to fill in.
const ROWS: &str = "kr,value,confidence,note";

/// The rows that have a value; the others were left alone on purpose.
#[must_use]
pub fn filled_in(text: &str) -> String {
    let is_filled = |line: &&str| {
        let mut cells = line.split(',').skip(1);
        cells.next().is_none_or(|value| !value.trim().is_empty())
    };
    let lines: Vec<&str> = text.lines().filter(is_filled).collect();
    lines.join("\n")
}

/// Lines of Markdown for what is meant.
pub(super) fn copy(model: &mut Model) -> Vec<Effect> {
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

pub(super) fn repeat(model: &mut Model) -> Vec<Effect> {
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

/// Rows that were pasted go under the objective one stands on.
#[must_use]
pub fn paste(model: &Model, text: String) -> Vec<Effect> {
    let objective = place(model).filter(|place| place.kind == Type::Objective);
    vec![Effect::ReadPaste(text, objective.map(|place| place.id))]
}
