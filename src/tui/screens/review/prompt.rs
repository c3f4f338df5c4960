//! One line that is asked for beside the card: why it is left out, where to go, whether it is still true.

use okr_core::act::review::Given;

use super::act::{moved, value};
use super::answer::answer;
use super::{Asked, Part, Sitting, sitting, warn};
use crate::tui::effect::Effect;
use crate::tui::keymap::Intent;
use crate::tui::model::Model;
use crate::tui::widgets::field::Field;
use crate::words::sitting as words;

/// Keys of the line that is asked for beside the card.
pub(super) fn act(model: &mut Model, intent: Intent) -> Vec<Effect> {
    let Some(held) = sitting(model) else {
        return Vec::new();
    };
    let Some(prompt) = held.prompt.clone() else {
        return Vec::new();
    };
    match intent {
        Intent::Back => {
            held.prompt = None;
            return Vec::new();
        }
        Intent::Accept => {}
        _ => return Vec::new(),
    }
    held.prompt = None;
    let text = prompt.field.text().trim().to_owned();
    match prompt.asked {
        Asked::StillTrue => {
            if matches!(text.to_lowercase().as_str(), "n" | "no") {
                return Vec::new();
            }
            let is_yes = matches!(text.to_lowercase().as_str(), "" | "=" | "y" | "yes");
            *held.field_mut(Part::Note) = Field::of(if is_yes { String::new() } else { text });
            value(held, "=")
        }
        Asked::Reason if text.is_empty() => Vec::new(),
        Asked::Reason => {
            let reference = held.review.card().map(|card| card.item.id());
            match reference {
                Some(reference) => answer(
                    held,
                    Given::Skip {
                        reference,
                        because: text,
                    },
                ),
                None => Vec::new(),
            }
        }
        Asked::Place => {
            if held.review.jump(&text) {
                return moved(model, Vec::new());
            }
            warn(model, format!("{text} is not in this review"));
            Vec::new()
        }
    }
}

/// The question above a prompt.
pub(super) fn question(held: &Sitting) -> Option<String> {
    let card = held.review.card()?;
    Some(match held.prompt.as_ref()?.asked {
        Asked::Reason => format!("Skip {} because", card.item.id()),
        Asked::Place => "Go to".to_owned(),
        Asked::StillTrue => format!(
            "{} (enter for yes, n for no, or a note)",
            words::still_true(card).unwrap_or_default()
        ),
    })
}
