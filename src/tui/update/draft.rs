//! Follows what is typed into a card over a screen, so that it comes back after a crash or a signal, and
//! when the program was left with it put by. It is forgotten once it is kept or left on purpose.

use crate::drafts::HalfCard;
use crate::tui::cards::{Card, Overlay, Verb};
use crate::tui::effect::Effect;
use crate::tui::model::{Model, Notice};
use crate::tui::screens::{Screen, tree};
use crate::words::tone::Tone;

/// What is half typed: in the card on the screen, else in the one that was put by.
#[must_use]
pub fn standing(model: &Model) -> Option<HalfCard> {
    let open = match &model.overlay {
        Some(Overlay::Card(card)) => typed(card),
        _ => None,
    };
    open.or_else(|| typed(model.put_by.as_deref()?))
}

/// What was typed into a card that can be opened again.
fn typed(card: &Card) -> Option<HalfCard> {
    let needs_none = matches!(card.verb, Verb::AddObjective | Verb::AddVision);
    let is_placed = needs_none || !card.subjects.is_empty();
    if !card.has_text() || !tree::comes_back(card.verb) || !is_placed {
        return None;
    }
    let rows = card.rows.iter();
    let rows = rows.filter(|row| row.field.text() != row.begin);
    Some(HalfCard {
        verb: card.verb.title().to_owned(),
        subjects: card.subjects.iter().map(|one| one.uid).collect(),
        fields: rows
            .map(|row| (row.name.to_owned(), row.field.text().to_owned()))
            .collect(),
    })
}

/// What is to be kept or forgotten after a step.
pub(super) fn followed(model: &Model, before: Option<HalfCard>) -> Option<Effect> {
    let now = standing(model);
    if now == before {
        return None;
    }
    match now {
        Some(card) => Some(Effect::KeepCard(Box::new(card))),
        // The book went away under the card, and nobody left it.
        None if matches!(model.screen(), Screen::Stop(_)) => None,
        None => Some(Effect::ForgetCard),
    }
}

/// Puts by the card that was left half typed when the program was last ended, and stands on its record. It
/// is not opened: whoever starts to type does not know of it yet.
pub(super) fn found(model: &mut Model, kept: &HalfCard) {
    if model.overlay.is_some() || !matches!(model.screen(), Screen::Tree(_) | Screen::First(_)) {
        return;
    }
    let text = kept.fields.first().map_or("", |(_, text)| text.as_str());
    model.notice = Some(match tree::half_typed(model, kept) {
        Some(mut card) => {
            card.fill(&kept.fields);
            let context = model.screen().context();
            let glyphs = model.manner.ruler.set.glyphs();
            let map = &model.manner.keymap;
            let key = map.shown(context, &[tree::opener(card.verb)], glyphs);
            let said = format!("Not saved when okr ended: {}: {text}", card.title);
            model.put_by = Some(Box::new(card));
            Notice {
                line: vec![(Some(Tone::Warning), said)],
                hint: format!("{key} brings it back"),
            }
        }
        None => {
            let said = format!("Half typed for a record that is not here any more: {text}");
            Notice::toned(Tone::Warning, said)
        }
    });
}
