//! What keys do while a card lies over the screen.

use super::back;
use crate::tui::cards::card::Entered;
use crate::tui::cards::choice::Chosen;
use crate::tui::cards::{Overlay, Verb};
use crate::tui::effect::Effect;
use crate::tui::keymap::Intent;
use crate::tui::model::{Again, Model, Notice};
use crate::tui::screens::tree;

/// Lines of the help card that count as half a page.
const HALF: isize = 8;

pub(super) fn act(model: &mut Model, intent: Intent) -> Vec<Effect> {
    match (&mut model.overlay, intent) {
        (Some(_), Intent::Back) => {
            back::close(model);
            Vec::new()
        }
        (Some(Overlay::Card(card)), Intent::Next | Intent::Previous) => {
            card.step(if intent == Intent::Next { 1 } else { -1 });
            Vec::new()
        }
        (Some(Overlay::Card(_)), Intent::Accept) => enter(model),
        (Some(Overlay::Choice(choice)), Intent::Up | Intent::Down) => {
            choice.go(if intent == Intent::Down { 1 } else { -1 });
            Vec::new()
        }
        (Some(Overlay::Choice(_)), Intent::Accept) => choose(model),
        (Some(Overlay::Help(help)), Intent::Up | Intent::Down) => {
            help.go(if intent == Intent::Down { 1 } else { -1 });
            Vec::new()
        }
        (Some(Overlay::Help(help)), Intent::HalfUp | Intent::HalfDown) => {
            help.go(if intent == Intent::HalfDown {
                HALF
            } else {
                -HALF
            });
            Vec::new()
        }
        (Some(Overlay::Preview(preview)), Intent::Up | Intent::Down) => {
            preview.go(if intent == Intent::Down { 1 } else { -1 });
            Vec::new()
        }
        (Some(Overlay::Preview(preview)), Intent::Accept) => {
            let effect = match (preview.wish.clone(), preview.copied.take()) {
                (Some(wish), _) => return vec![Effect::Apply(wish)],
                (None, text) => text.map(Effect::Copy),
            };
            model.overlay = None;
            effect.into_iter().collect()
        }
        _ => Vec::new(),
    }
}

fn enter(model: &mut Model) -> Vec<Effect> {
    let Some(Overlay::Card(card)) = &mut model.overlay else {
        return Vec::new();
    };
    match card.enter() {
        Entered::Next => Vec::new(),
        Entered::Nothing if matches!(card.verb, Verb::Edit | Verb::Reword) => {
            model.overlay = None;
            model.notice = Some(Notice::said("Nothing was changed"));
            Vec::new()
        }
        Entered::Nothing => {
            model.notice = Some(Notice::said("Type something first; esc leaves the card"));
            Vec::new()
        }
        Entered::Save(wish) => {
            model.again = Some(Again {
                verb: card.verb,
                answers: card.answers(),
            });
            vec![Effect::Apply(wish)]
        }
    }
}

fn choose(model: &mut Model) -> Vec<Effect> {
    let Some(Overlay::Choice(choice)) = &model.overlay else {
        return Vec::new();
    };
    let (chosen, subjects) = (choice.chosen(), choice.subjects.clone());
    match chosen {
        None => Vec::new(),
        Some(Chosen::Intent(intent)) => {
            model.overlay = None;
            super::act(model, intent)
        }
        Some(Chosen::Verb(verb)) => {
            model.overlay = None;
            super::begin(model, verb);
            Vec::new()
        }
        Some(Chosen::View(words)) => {
            model.overlay = None;
            tree::filter_by(model, &words)
        }
        Some(Chosen::Parent(id)) => {
            model.overlay = None;
            let answers = vec![("to".to_owned(), id)];
            let wish = Verb::Move.wish(&subjects, &answers);
            model.again = Some(Again {
                verb: Verb::Move,
                answers,
            });
            wish.map(|wish| Effect::Apply(Box::new(wish)))
                .into_iter()
                .collect()
        }
    }
}

/// Asks what would come of the card as it is typed now, where it changes one record.
pub(super) fn rehearse(model: &mut Model) -> Vec<Effect> {
    let Some(Overlay::Card(card)) = &mut model.overlay else {
        return Vec::new();
    };
    card.is_leaving = false;
    match (card.verb, card.subjects.as_slice()) {
        (Verb::Edit | Verb::CheckIn, [_]) | (Verb::Add, _) => {}
        _ => return Vec::new(),
    }
    match card.wish() {
        Some(wish) => vec![Effect::Rehearse(Box::new(wish))],
        None => {
            card.preview.clear();
            Vec::new()
        }
    }
}
