//! Ways out: of a card, of the filter, of the program. One step at a time, and nothing typed is lost
//! without a second key.

use crate::tui::cards::{Card, Help, Overlay};
use crate::tui::effect::Effect;
use crate::tui::keymap::Intent;
use crate::tui::model::{Model, Notice};
use crate::tui::screens::{Screen, review, tree};

/// Ctrl-C: leaves a card or the filter, else the program. What was typed into the card is put by.
pub(super) fn cancel(model: &mut Model) -> Vec<Effect> {
    match model.overlay.take() {
        Some(Overlay::Card(card)) if card.has_text() => {
            model.put_by = Some(card);
            model.notice = Some(Notice::said(PUT_BY));
            return Vec::new();
        }
        Some(_) => return Vec::new(),
        None => {}
    }
    if matches!(model.screen(), Screen::Review(_)) {
        return review::leave(model);
    }
    let is_filtered = matches!(model.screen(), Screen::Tree(tree) if tree.filtering.is_some());
    if is_filtered {
        return tree::act(model, Intent::Back);
    }
    model.quits = true;
    Vec::new()
}

const PUT_BY: &str = "Not saved, and not lost: the same key brings back what was typed";

/// A card that opens anew about the same thing is the one that was put by.
pub(super) fn bring_back(model: &mut Model) {
    let Some(Overlay::Card(card)) = &mut model.overlay else {
        return;
    };
    let is_same = |kept: &Card| kept.verb == card.verb && kept.subjects == card.subjects;
    if card.has_text() || !model.put_by.as_deref().is_some_and(is_same) {
        return;
    }
    if let Some(kept) = model.put_by.take() {
        *card = kept;
        tree::refreshed(model);
        model.notice = Some(Notice::said("As you left it, not saved yet"));
    }
}

/// Escape over a card. What was typed and would be lost is kept for one more key.
pub(super) fn close(model: &mut Model) {
    let keeps = match &mut model.overlay {
        Some(Overlay::Card(card)) if !card.is_leaving => {
            card.is_leaving = card.has_text();
            card.is_leaving
        }
        // What is searched for goes first, then the card.
        Some(Overlay::Help(help)) if help.is_searching() => {
            *help = Help::of(help.context);
            return;
        }
        _ => false,
    };
    match keeps {
        true => {
            model.notice = Some(Notice::said(
                "Not saved yet. esc again leaves without saving",
            ))
        }
        false => model.overlay = None,
    }
}

/// Keys that mean something while the filter is typed.
pub(super) fn filter(model: &mut Model, intent: Intent) -> Vec<Effect> {
    match intent {
        Intent::Accept => {
            let Screen::Tree(tree) = model.stack.top_mut() else {
                return Vec::new();
            };
            match &mut tree.filtering {
                Some(filtering) if filtering.field.text().trim().is_empty() => {
                    tree::act(model, Intent::Back)
                }
                Some(filtering) => {
                    filtering.is_typed = false;
                    Vec::new()
                }
                None => Vec::new(),
            }
        }
        other => tree::act(model, other),
    }
}
