//! What came of a review's effects: it was opened, a value was tried, an answer was kept or refused, the
//! last page was read.

use okr_core::Error;
use okr_core::report::item::Item;
use okr_core::review::{End, Kept, Review};

use super::{Last, Opening, Part, Sitting, Tried, act, first, loads, sitting};
use crate::tui::effect::Effect;
use crate::tui::keymap::Intent;
use crate::tui::model::{Model, Notice};
use crate::tui::msg::{Answered, Applied, Opened};
use crate::tui::pen::Piece;
use crate::tui::screens::{Screen, Stack};
use crate::tui::update::keys;
use crate::words::check_in::{self, Told};
use crate::words::tone::Tone;
use crate::words::{review as words, sitting as sitting_words};

/// Begins with a review, before anything is drawn.
pub fn begin(model: &mut Model, opening: Opening, review: Review) {
    let mut held = Sitting::new(opening, review);
    held.is_alone = true;
    show(model, held, Stack::reset);
}

fn show(model: &mut Model, held: Sitting, put: fn(&mut Stack, Screen)) {
    let was_begun = held
        .review
        .card()
        .is_some_and(|card| !card.draft.is_empty());
    if was_begun {
        model.notice = Some(Notice::said(words::DRAFT_ON_SCREEN));
    }
    put(&mut model.stack, Screen::Review(Box::new(held)));
}

/// A review that is on the screen is looked at again, since something was written beside it.
#[must_use]
pub fn again(model: &Model) -> Option<Effect> {
    match model.screen() {
        Screen::Review(held) => Some(Effect::OpenReview(held.opening.clone(), held.review.seat)),
        _ => None,
    }
}

/// The book was written by another program: what it did to the card that is asked will be named.
pub fn written_beside(model: &mut Model) {
    if let Some(held) = sitting(model) {
        held.is_written_beside = true;
    }
}

/// A review was read: one that is on the screen takes in what is new; another one is shown, with its last
/// page when everything is asked already.
pub fn opened(model: &mut Model, opened: Opened) -> Vec<Effect> {
    if let Some(held) = sitting(model) {
        let before = held.review.card().cloned();
        let changed = held.review.refresh(opened.review);
        let follows = held.follows.take();
        let is_beside = std::mem::take(&mut held.is_written_beside);
        let told = before.zip(held.review.card());
        let told = told.and_then(|(before, now)| words::written_beside(&before, now));
        if let Some((place, taken)) = changed.zip(follows) {
            held.last = None;
            held.review.go(place, taken.again);
            return act::moved(model, Vec::new());
        }
        let effects = match held.last.is_some() {
            true => vec![Effect::LoadLastPage(Box::new(held.review.clone()))],
            false => loads(held).into_iter().collect(),
        };
        if let Some(told) = told.filter(|_| is_beside) {
            model.notice = Some(Notice::toned(Tone::Warning, told));
        }
        return effects;
    }
    let nothing = opened.review.card().is_none().then(|| {
        let counts = opened.review.counts();
        let lines = words::nothing_due(counts, opened.review.period, model.now.today);
        // The page behind it says the rest.
        Notice::said(lines.first().cloned().unwrap_or_default())
    });
    if opened.review.cards().is_empty() {
        model.notice = nothing;
        return Vec::new();
    }
    let opening = Opening {
        command: "okr review".to_owned(),
        ..opened.opening
    };
    show(model, Sitting::new(opening, opened.review), Stack::push);
    if nothing.is_some() {
        model.notice = nothing;
    }
    first(model)
}

/// The card that is asked was read in full.
pub fn read(model: &mut Model, item: Option<Item>) -> Vec<Effect> {
    let card = sitting(model).and_then(|held| held.review.card_mut());
    if let Some((card, item)) = card.zip(item)
        && card.item.head.uid == item.head.uid
    {
        card.item = item;
        card.is_whole = true;
    }
    Vec::new()
}

/// Something was kept or taken back while the review is on the screen: what was kept in this sitting
/// can be taken back in it, the newest first.
pub fn noted(model: &mut Model, applied: &Applied) {
    let Some(held) = sitting(model) else {
        return;
    };
    held.follows = applied.taken_back;
    match applied.taken_back {
        Some(taken) if taken.again => held.kept.push(taken.operation),
        Some(taken) => held.kept.retain(|kept| *kept != taken.operation),
        None => held.kept.extend(applied.operation),
    }
}

/// What would come of the value that is typed.
pub fn tried(model: &mut Model, answer: Result<Box<Tried>, Error>) -> Vec<Effect> {
    let Some(held) = sitting(model) else {
        return Vec::new();
    };
    let was_entered = held.slip.first().is_some_and(String::is_empty);
    held.slip.clear();
    match answer {
        Ok(tried) => {
            held.tried = Some(tried);
            if was_entered && held.part == Part::Value {
                held.part = Part::Confidence;
            }
        }
        Err(error) if was_entered => held.slip = said(&error),
        // It is told while it is typed; a sign alone is only begun.
        Err(error) => {
            let typed = held.field(Part::Value).text().trim();
            if typed.chars().any(char::is_alphanumeric) || typed == "=" {
                held.slip = said(&error);
            }
            if part_of(&error) == Part::Value {
                held.tried = None;
            }
        }
    }
    Vec::new()
}

fn said(error: &Error) -> Vec<String> {
    vec![sitting_words::refused(error)]
}

/// An answer is kept: the next card, or the last page. A target that was reached is a banner.
pub fn kept(model: &mut Model, answered: Answered) -> Vec<Effect> {
    let today = model.now.today;
    let Some(held) = sitting(model) else {
        return Vec::new();
    };
    let id = held
        .review
        .card()
        .map(|card| card.item.id())
        .unwrap_or_default();
    let place = held.review.place();
    held.review.keep(answered.kept.clone());
    let begun = act::noted(held, place);
    let left = held.review.counts().left;
    let line = match &answered.kept {
        Kept::Skip { .. } => vec![(None, words::left_out(&id, left))],
        Kept::CheckIn { item, check_in, .. } => {
            let place = item.series.iter().position(|one| one.uid == check_in.uid);
            let told = place.and_then(|place| Told::at(item, place, answered.state, today));
            told.map(|told| said_kept(&told, left)).unwrap_or_default()
        }
    };
    held.kept.extend(answered.operation);
    let effects = act::moved(model, begun);
    model.notice = Some(Notice {
        line,
        hint: keys(model, &[Intent::Undo]),
    });
    effects
}

fn said_kept(told: &Told<'_>, left: usize) -> Vec<Piece> {
    match check_in::target_reached(told) {
        Some(reached) => {
            let left = sitting_words::left(left);
            let text = format!("{} {reached}. {left}.", told.item.id());
            vec![(Some(Tone::Win), text)]
        }
        None => vec![(
            None,
            format!("{}  {}", told.item.id(), sitting_words::saved(told, left)),
        )],
    }
}

/// An answer was refused: what and why stands below the field it is about.
pub fn refused(model: &mut Model, error: &Error) -> Vec<Effect> {
    let Some(held) = sitting(model) else {
        return Vec::new();
    };
    held.slip = said(error);
    if !held.is_typing() {
        model.notice = Some(Notice::toned(Tone::Error, held.slip.join(" ")));
        return Vec::new();
    }
    held.part = part_of(error);
    // A key that is a whole answer leaves no text behind when it is refused.
    if matches!(held.field(Part::Value).text(), "=" | "~") {
        *held.field_mut(Part::Value) = Default::default();
        model.notice = Some(Notice::toned(Tone::Error, held.slip.join(" ")));
    }
    Vec::new()
}

/// The field an error is about.
fn part_of(error: &Error) -> Part {
    match error.code {
        "E210" => Part::Confidence,
        "E211" | "E222" if error.message.contains("blocker") => Part::Blocker,
        "E211" | "E222" => Part::Note,
        _ => Part::Value,
    }
}

/// The last page was read.
pub fn page(model: &mut Model, end: End) -> Vec<Effect> {
    let (every, today) = (model.manner.cadence.every, model.now.today);
    if let Some(held) = sitting(model) {
        let mut page = Last::of(&held.review, end, every, today);
        if let Some(before) = &held.last {
            page.pick_as(before);
        }
        held.last = Some(Box::new(page));
    }
    Vec::new()
}
