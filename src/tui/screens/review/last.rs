//! The last page: what moved, what is stuck, what blocks, and proposals to pick. Everything on it is
//! optional; Enter keeps what is picked and finishes. What is picked from the start is what was reached;
//! nothing is kept without that Enter.

use chrono::NaiveDate;
use okr_core::act::Action;
use okr_core::domain::record::Type;
use okr_core::report::cadence::Every;
use okr_core::review::{End, Review};

use super::act::{moved, redo, undo};
use super::page::{Line, lines};
use super::{leave, sitting, warn};
use crate::tui::cards::card::Row;
use crate::tui::cards::verb::Subject;
use crate::tui::cards::{Card, Overlay, Preview, Verb, rows};
use crate::tui::effect::{Change, Effect, Wish};
use crate::tui::keymap::Intent;
use crate::tui::layout;
use crate::tui::model::Model;
use crate::tui::screens::Screen;
use crate::tui::widgets::list::List;
use crate::words::review as words;
use crate::words::review::offers::{self, Offer, Worth};
use crate::words::review::text::markdown;

/// The last page and what is picked on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Last {
    pub end: End,
    pub(super) offers: Vec<Offer>,
    pub(super) picked: Vec<bool>,
    /// The selected offer, and the first line of the page that is seen.
    pub(super) list: List,
}

impl Last {
    #[must_use]
    pub fn of(review: &Review, end: End, every: Every, today: NaiveDate) -> Self {
        let offers = offers::of(review, &end, every, today);
        Self {
            picked: offers.iter().map(|offer| offer.is_likely).collect(),
            offers,
            end,
            list: List::default(),
        }
    }

    /// Picks what was picked on the page before this one, and stays where one was.
    pub(super) fn pick_as(&mut self, before: &Self) {
        for (offer, picked) in self.offers.iter().zip(&mut self.picked) {
            let known = before.offers.iter().position(|known| known == offer);
            *picked = match known {
                Some(place) => before.picked.get(place) == Some(&true),
                None => offer.is_likely,
            };
        }
        self.list.offset = before.list.offset;
        self.list.selected = before
            .list
            .selected
            .min(self.offers.len().saturating_sub(1));
    }

    /// What is picked as one change, so that one key takes it back.
    fn wish(&self) -> Option<Effect> {
        let picked = self.offers.iter().zip(&self.picked);
        let picked: Vec<&Offer> = picked
            .filter(|(_, picked)| **picked)
            .map(|(offer, _)| offer)
            .collect();
        let command: Vec<String> = picked.iter().map(|offer| offer.command()).collect();
        let action = match picked.as_slice() {
            [] => return None,
            [one] => one.action.clone(),
            many => Action::Together(many.iter().map(|offer| offer.action.clone()).collect()),
        };
        Some(Effect::Apply(Box::new(Wish {
            change: Change::Do(action),
            command: command.join("; "),
        })))
    }
}

pub(super) fn act(model: &mut Model, intent: Intent) -> Vec<Effect> {
    let (ruler, today) = (model.manner.ruler, model.now.today);
    match intent {
        Intent::Up => return walk(model, -1),
        Intent::Down => return walk(model, 1),
        Intent::HalfUp => return scroll(model, -1),
        Intent::HalfDown => return scroll(model, 1),
        _ => {}
    }
    let Screen::Review(held) = model.stack.top_mut() else {
        return Vec::new();
    };
    let Some(last) = &mut held.last else {
        return Vec::new();
    };
    match intent {
        Intent::Mark => return pick(model),
        Intent::Edit => edit(model),
        Intent::Copy => {
            let text = markdown(&held.review, &last.end, &ruler, today);
            return vec![Effect::Copy(text)];
        }
        Intent::Share => {
            let text = markdown(&held.review, &last.end, &ruler, today);
            let shown = Preview::to_copy(words::REPORT, text);
            model.overlay = Some(Overlay::Preview(Box::new(shown)));
        }
        Intent::CardBefore => {
            held.last = None;
            held.review.back();
            return moved(model, Vec::new());
        }
        Intent::Undo => return undo(model),
        Intent::Redo => return redo(),
        Intent::Win => open(
            model,
            Card::new(Verb::Win, Vec::new(), rows::rows(Verb::Win, &[])),
        ),
        Intent::Ask => open(
            model,
            Card::new(Verb::Ask, Vec::new(), rows::rows(Verb::Ask, &[])),
        ),
        Intent::Accept => {
            let mut effects: Vec<Effect> = last.wish().into_iter().collect();
            effects.extend(leave(model));
            return effects;
        }
        Intent::Quit | Intent::Back => return leave(model),
        _ => {}
    }
    Vec::new()
}

fn open(model: &mut Model, card: Card) {
    model.overlay = Some(Overlay::Card(Box::new(card)));
}

/// Where the lines of the offers are, how many lines there are and how many are seen.
fn measured(model: &Model) -> Option<(Vec<usize>, usize, usize)> {
    let Screen::Review(held) = model.screen() else {
        return None;
    };
    let last = held.last.as_ref()?;
    let body = layout::frame(model.size).body;
    let all = lines(held, last, model, body.width);
    let is_offer = |line: &(usize, &Line)| matches!(line.1, Line::Offer(..));
    let places = all.iter().enumerate().filter(is_offer);
    let places = places.map(|(place, _)| place).collect();
    Some((places, all.len(), usize::from(body.height)))
}

/// Goes to the next offer where it is in sight, else moves the page by a line: what stands around the
/// offers is to be read too.
fn walk(model: &mut Model, by: isize) -> Vec<Effect> {
    let Some((places, count, height)) = measured(model) else {
        return Vec::new();
    };
    let Some(last) = sitting(model).and_then(|held| held.last.as_mut()) else {
        return Vec::new();
    };
    let most = count.saturating_sub(height);
    let list = &mut last.list;
    list.offset = list.offset.min(most);
    let seen = |offset: usize, row: usize| {
        let place = places.get(row);
        place.is_some_and(|place| (offset..offset + height).contains(place))
    };
    let next = list.selected.checked_add_signed(by);
    let is_near = |offset| next.filter(|next| seen(offset, *next));
    match is_near(list.offset) {
        Some(next) if seen(list.offset, list.selected) => list.selected = next,
        _ => {
            list.offset = list.offset.saturating_add_signed(by).min(most);
            let is_lost = !seen(list.offset, list.selected);
            if let Some(next) = is_near(list.offset).filter(|_| is_lost) {
                list.selected = next;
            }
        }
    }
    Vec::new()
}

fn scroll(model: &mut Model, by: isize) -> Vec<Effect> {
    let height = measured(model).map_or(0, |(_, _, height)| height);
    for _ in 0..(height / 2).max(1) {
        walk(model, by);
    }
    Vec::new()
}

/// Picks the selected offer; one that is not in sight is shown first.
fn pick(model: &mut Model) -> Vec<Effect> {
    let Some((places, count, height)) = measured(model) else {
        return Vec::new();
    };
    let Some(last) = sitting(model).and_then(|held| held.last.as_mut()) else {
        return Vec::new();
    };
    let Some(place) = places.get(last.list.selected).copied() else {
        warn(model, words::NOTHING_TO_PICK);
        return Vec::new();
    };
    let offset = last.list.offset;
    if !(offset..offset + height).contains(&place) {
        last.list.offset = place
            .saturating_sub(height / 2)
            .min(count.saturating_sub(height));
        return Vec::new();
    }
    if let Some(picked) = last.picked.get_mut(last.list.selected) {
        *picked = !*picked;
    }
    Vec::new()
}

/// The selected offer in other words: a proposal is kept in them at once, an open ask is reworded.
fn edit(model: &mut Model) {
    let Screen::Review(held) = model.stack.top() else {
        return;
    };
    let offer = held.last.as_ref();
    let offer = offer.and_then(|last| last.offers.get(last.list.selected));
    let Some(offer) = offer.cloned() else {
        return;
    };
    let (verb, kind) = match offer.worth {
        Worth::Win => (Verb::Win, Type::KeyResult),
        Worth::Ask => (Verb::Ask, Type::KeyResult),
        Worth::Answered => (Verb::Reword, Type::Ask),
    };
    let about = held.review.cards().iter().map(|card| &card.item.head);
    let asks = held.last.iter().flat_map(|last| &last.end.open_asks);
    let known = about.map(|head| (head.uid, head.id.to_string()));
    let mut known = known.chain(asks.map(|ask| (ask.uid, ask.id.to_string())));
    let Some((uid, id)) = known.find(|(_, id)| *id == offer.id) else {
        return;
    };
    let mut rows = match verb {
        Verb::Reword => vec![Row::new("title", "What is needed", offer.text.clone())],
        verb => rows::rows(verb, &[]),
    };
    if let Some(row) = rows.first_mut().filter(|_| verb != Verb::Reword) {
        row.field = crate::tui::widgets::field::Field::of(offer.text);
    }
    open(
        model,
        Card::new(verb, vec![Subject { uid, id, kind }], rows),
    );
}
