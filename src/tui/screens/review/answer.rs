//! What is typed, as what is asked of the book: a draft at once, a try while the value is typed, an
//! answer when the card is done.

use okr_core::act::Action;
use okr_core::act::review::Given;
use okr_core::review::{Begun, Card, Review};

use super::{Part, Sitting};
use crate::tui::effect::{Change, Effect, Wish};
use crate::tui::model::Model;
use crate::tui::screens::Screen;
use crate::words::sitting as words;

/// What is typed is a draft at once, and the line behind the value follows it.
pub(super) fn changed(held: &mut Sitting) -> Vec<Effect> {
    held.slip.clear();
    let mut effects: Vec<Effect> = keep_draft(held).into_iter().collect();
    if held.part == Part::Value {
        held.is_as_kept = false;
        held.tried = None;
    }
    // What is typed as a note cannot be wrong; a value and a confidence can.
    if matches!(held.part, Part::Value | Part::Confidence) {
        effects.extend(tried(held));
    }
    effects
}

/// What is typed is put into its card, and noted.
fn keep_draft(held: &mut Sitting) -> Option<Effect> {
    held.put_down();
    held.review.card().map(|card| noted(&held.review, card))
}

/// Notes what is begun of a card: nothing, once it is kept.
pub(super) fn noted(review: &Review, card: &Card) -> Effect {
    Effect::KeepBegun(review.period.start, Box::new(Begun::of(card)))
}

/// What is asked of the book when a review is shown: its card, or the last page where nothing is left.
#[must_use]
pub fn first(model: &Model) -> Vec<Effect> {
    match model.screen() {
        Screen::Review(held) if held.review.card().is_none() => {
            vec![Effect::LoadLastPage(Box::new(held.review.clone()))]
        }
        Screen::Review(held) => asked(held),
        _ => Vec::new(),
    }
}

/// What a card needs when it is shown.
pub(super) fn asked(held: &Sitting) -> Vec<Effect> {
    loads(held).into_iter().chain(tried(held)).collect()
}

/// A card is read in full when it is shown for the first time, or may be another one than it was.
pub(super) fn loads(held: &Sitting) -> Option<Effect> {
    let card = held.review.card().filter(|card| !card.is_whole)?;
    Some(Effect::LoadCard(card.item.head.uid))
}

pub(super) fn tried(held: &Sitting) -> Option<Effect> {
    let card = held.review.card()?;
    let draft = held.draft();
    let is_answered = !draft.value.trim().is_empty();
    is_answered.then(|| Effect::TryAnswer(Box::new(wish(held, Given::CheckIn(draft.row(card))))))
}

/// An answer as a change of the book, and the command that would have made the same check-in.
fn wish(held: &Sitting, given: Given) -> Wish {
    Wish {
        command: match &given {
            Given::CheckIn(row) => words::command(row),
            Given::Skip { .. } => held.opening.command.clone(),
        },
        change: Change::Do(Action::Review {
            review: held.review.seat.record,
            period: held.review.period.start,
            start: held.review.seat.start,
            given: Box::new(given),
        }),
    }
}

pub(super) fn answer(held: &Sitting, given: Given) -> Vec<Effect> {
    vec![Effect::Answer(Box::new(wish(held, given)))]
}

/// Keeps the card as it is typed.
pub(super) fn save(held: &Sitting) -> Vec<Effect> {
    match held.review.card() {
        Some(card) => answer(held, Given::CheckIn(held.draft().row(card))),
        None => Vec::new(),
    }
}
