//! What keys do in a review. An answer is asked of the book first (`Try`), since what cannot be must be
//! said in the field it is about; it is kept by `Answer`, and only then the card is left.

use super::answer::{self, asked, changed, save, tried};
use okr_core::act::Action;

use super::{Asked, Part, Prompt, Sitting, last, prompt, sitting, warn};
use crate::tui::cards::{Card, Overlay, Verb, rows, verb::Subject};
use crate::tui::effect::Effect;
use crate::tui::key::Key;
use crate::tui::keymap::Intent;
use crate::tui::model::{Model, Notice};
use crate::tui::update::step;
use crate::tui::widgets::field::Field;
use crate::words::progress::capital;
use crate::words::review as words;

/// A key that has a meaning here.
pub fn act(model: &mut Model, intent: Intent) -> Vec<Effect> {
    let Some(held) = sitting(model) else {
        return Vec::new();
    };
    if held.prompt.is_some() {
        return prompt::act(model, intent);
    }
    if held.last.is_some() {
        return last::act(model, intent);
    }
    if held.is_typing() {
        return typing(model, intent);
    }
    command(model, intent)
}

/// A key without a meaning is text, where text is being typed or may begin.
pub fn typed(model: &mut Model, key: Key) -> Vec<Effect> {
    let Some(held) = sitting(model) else {
        return Vec::new();
    };
    if let Some(prompt) = &mut held.prompt {
        prompt.field.take(key);
        return Vec::new();
    }
    if held.last.is_some() {
        return Vec::new();
    }
    if !held.is_typing() {
        match held.begins(key) {
            Some(text) => *held.field_mut(Part::Value) = Field::of(text),
            // What was kept can be mended instead of typed anew.
            None if held.is_as_kept && !matches!(key, Key::Char(_)) && held.take(key) => {}
            None => return Vec::new(),
        }
    } else if !held.take(key) {
        return Vec::new();
    }
    changed(held)
}

/// Pasted text goes where typing would.
pub fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    let Some(held) = sitting(model) else {
        return Vec::new();
    };
    if let Some(prompt) = &mut held.prompt {
        prompt.field.paste(text);
        return Vec::new();
    }
    if held.last.is_some() {
        return Vec::new();
    }
    let part = held.part;
    if !held.is_typing() {
        *held.field_mut(part) = Field::default();
    }
    held.field_mut(part).paste(text);
    changed(held)
}

fn typing(model: &mut Model, intent: Intent) -> Vec<Effect> {
    let Some(held) = sitting(model) else {
        return Vec::new();
    };
    let place = Part::ALL
        .iter()
        .position(|part| *part == held.part)
        .unwrap_or(0);
    match intent {
        Intent::Accept => return enter(model),
        Intent::Next => held.part = Part::ALL[(place + 1) % Part::ALL.len()],
        Intent::Previous => held.part = Part::ALL[(place + Part::ALL.len() - 1) % Part::ALL.len()],
        Intent::Back if held.part == Part::Value => {
            *held.field_mut(Part::Value) = Field::default();
            return changed(held);
        }
        Intent::Back => held.part = Part::Value,
        _ => {}
    }
    Vec::new()
}

/// Enter goes value, confidence, note, and keeps the card. An empty confidence is no answer, an empty
/// note is none; a value must be one.
fn enter(model: &mut Model) -> Vec<Effect> {
    let Some(held) = sitting(model) else {
        return Vec::new();
    };
    let is_empty = held.field(Part::Value).text().trim().is_empty();
    match held.part {
        Part::Value if is_empty => {
            say_keys(model);
            Vec::new()
        }
        Part::Value => match &held.tried {
            // What cannot be is asked once more, and the answer stands below the field.
            None => {
                let effect = tried(held);
                held.slip = vec![String::new()];
                effect.into_iter().collect()
            }
            Some(_) => {
                held.part = Part::Confidence;
                Vec::new()
            }
        },
        // What is refused stands below it and is mended first.
        Part::Confidence if !held.slip.is_empty() => Vec::new(),
        Part::Confidence => {
            held.part = Part::Note;
            Vec::new()
        }
        Part::Note | Part::Blocker if is_empty => {
            held.part = Part::Value;
            say_keys(model);
            Vec::new()
        }
        Part::Note | Part::Blocker => save(held),
    }
}

fn say_keys(model: &mut Model) {
    let card = sitting(model).and_then(|held| held.review.card());
    if let Some(keys) = card.map(words::value_keys) {
        warn(model, keys);
    }
}

/// A command of the empty value field.
fn command(model: &mut Model, intent: Intent) -> Vec<Effect> {
    let Some(held) = sitting(model) else {
        return Vec::new();
    };
    match intent {
        Intent::Same if !held.can_repeat() => {
            say_keys(model);
            Vec::new()
        }
        Intent::Same => {
            if held
                .review
                .card()
                .is_some_and(|card| card.asks_still_true())
            {
                held.prompt = Some(Prompt {
                    asked: Asked::StillTrue,
                    field: Field::default(),
                });
                return Vec::new();
            }
            value(held, "=")
        }
        Intent::NoNumber => value(held, "~"),
        Intent::Skip => {
            let place = held.review.place();
            held.review.skip();
            let effects = noted(held, place);
            moved(model, effects)
        }
        Intent::SkipBecause => ask(held, Asked::Reason),
        Intent::GoTo => ask(held, Asked::Place),
        Intent::CardBefore => {
            if held.review.back() {
                return moved(model, Vec::new());
            }
            warn(model, "This is the first key result");
            Vec::new()
        }
        Intent::CardAfter => {
            held.review.forward();
            moved(model, Vec::new())
        }
        Intent::Next | Intent::Previous => {
            held.part = if intent == Intent::Next {
                Part::Confidence
            } else {
                Part::Blocker
            };
            Vec::new()
        }
        Intent::Block => {
            held.part = Part::Blocker;
            Vec::new()
        }
        Intent::Accept => enter(model),
        Intent::Undo => undo(model),
        Intent::Redo => redo(),
        Intent::Win => beside(model, Verb::Win),
        Intent::Ask => beside(model, Verb::Ask),
        Intent::Edit => beside(model, Verb::Edit),
        Intent::Quit | Intent::Back => leave(model),
        _ => Vec::new(),
    }
}

/// Notes what is begun of the card of a place.
pub(super) fn noted(held: &Sitting, place: Option<usize>) -> Vec<Effect> {
    let card = place.and_then(|place| held.review.cards().get(place));
    card.map(|card| answer::noted(&held.review, card))
        .into_iter()
        .collect()
}

fn ask(held: &mut Sitting, asked: Asked) -> Vec<Effect> {
    held.prompt = Some(Prompt {
        asked,
        field: Field::default(),
    });
    Vec::new()
}

/// A whole answer in one key.
pub(super) fn value(held: &mut Sitting, text: &str) -> Vec<Effect> {
    *held.field_mut(Part::Value) = Field::of(text);
    save(held)
}

/// The way went on: another card, or the last page.
pub(super) fn moved(model: &mut Model, mut effects: Vec<Effect>) -> Vec<Effect> {
    let Some(held) = sitting(model) else {
        return effects;
    };
    held.open_card();
    if held.review.card().is_none() {
        effects.push(Effect::LoadLastPage(Box::new(held.review.clone())));
    } else {
        effects.extend(asked(held));
    }
    effects
}

/// Takes back what was kept last in this sitting, also when others wrote since.
pub(super) fn undo(model: &mut Model) -> Vec<Effect> {
    let kept = sitting(model).and_then(|held| held.kept.last().copied());
    match kept {
        Some(operation) => step(Action::TakeBack { operation }, "okr undo"),
        None => {
            warn(model, capital(words::NOTHING_TO_UNDO));
            Vec::new()
        }
    }
}

pub(super) fn redo() -> Vec<Effect> {
    step(Action::Redo { times: 1 }, "okr redo")
}

/// A card of another change over this one, about the same key result. An ask begins with what blocks.
fn beside(model: &mut Model, verb: Verb) -> Vec<Effect> {
    let Some(held) = sitting(model) else {
        return Vec::new();
    };
    let Some(item) = held.review.card().map(|card| card.item.clone()) else {
        return Vec::new();
    };
    let mut rows = rows::rows(verb, &[&item]);
    let blocker = item.head.blocker.clone().filter(|_| verb == Verb::Ask);
    if let (Some(blocker), Some(row)) = (blocker, rows.first_mut()) {
        row.field = Field::of(blocker);
    }
    let subject = Subject {
        uid: item.head.uid,
        id: item.id(),
        kind: item.kind,
    };
    let card = Card::new(verb, vec![subject], rows);
    model.overlay = Some(Overlay::Card(Box::new(card)));
    Vec::new()
}

/// Leaves the review. What was saved stays, what is half typed is a draft.
pub fn leave(model: &mut Model) -> Vec<Effect> {
    let clock = model.clock;
    let Some(held) = sitting(model) else {
        return Vec::new();
    };
    let counts = held.review.counts();
    let line = if counts.left == 0 {
        words::done(counts, held.review.minutes(clock))
    } else {
        words::leaving(counts, &held.opening.command)
    };
    let is_alone = held.is_alone;
    if !is_alone && model.stack.pop() {
        model.notice = Some(Notice::said(line));
        return vec![Effect::LoadBoard(model.depth)];
    }
    model.farewell = Some(line);
    model.quits = true;
    Vec::new()
}
