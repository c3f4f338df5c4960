//! The last page: what moved, what is stuck, what blocks, and proposals to pick. Everything on it is
//! optional; Enter keeps what is picked and finishes.

use okr_core::report::cadence::Every;
use okr_core::review::{End, Review};
use ratatui::layout::{Position, Rect};

use super::{Sitting, leave};
use crate::tui::cards::{Card, Overlay, Verb, rows};
use crate::tui::effect::{Change, Effect, Wish};
use crate::tui::keymap::Intent;
use crate::tui::model::Model;
use crate::tui::pen::Pen;
use crate::tui::screens::Screen;
use crate::tui::widgets::list::List;
use crate::words::review::last as words;
use crate::words::review::offers::{self, Offer, Worth};
use crate::words::review::text::markdown;
use crate::words::tone::Tone;

/// The last page and what is picked on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Last {
    pub end: End,
    offers: Vec<Offer>,
    picked: Vec<bool>,
    list: List,
}

impl Last {
    #[must_use]
    pub fn of(review: &Review, end: End, every: Every) -> Self {
        let offers = offers::of(review, &end, every);
        Self {
            picked: vec![false; offers.len()],
            offers,
            end,
            list: List::default(),
        }
    }

    /// Picks what was picked on the page before this one.
    pub(super) fn pick_as(&mut self, before: &Self) {
        for (offer, picked) in self.offers.iter().zip(&mut self.picked) {
            let known = before.offers.iter().position(|known| known == offer);
            *picked = known.is_some_and(|place| before.picked.get(place) == Some(&true));
        }
    }

    fn wishes(&self) -> Vec<Effect> {
        let picked = self.offers.iter().zip(&self.picked);
        picked
            .filter(|(_, picked)| **picked)
            .map(|(offer, _)| {
                Effect::Apply(Box::new(Wish {
                    change: Change::Do(offer.action.clone()),
                    command: offer.command(),
                }))
            })
            .collect()
    }
}

pub(super) fn act(model: &mut Model, intent: Intent) -> Vec<Effect> {
    let (ruler, today) = (model.manner.ruler, model.now.today);
    let Screen::Review(held) = model.stack.top_mut() else {
        return Vec::new();
    };
    let Some(last) = &mut held.last else {
        return Vec::new();
    };
    let count = last.offers.len();
    match intent {
        Intent::Up => last.list.go(-1, count, count.max(1)),
        Intent::Down => last.list.go(1, count, count.max(1)),
        Intent::Mark => {
            if let Some(picked) = last.picked.get_mut(last.list.selected) {
                *picked = !*picked;
            }
        }
        Intent::Copy => {
            let text = markdown(&held.review, &last.end, &ruler, today);
            return vec![Effect::Copy(text)];
        }
        Intent::CardBefore => {
            held.last = None;
            held.review.back();
            held.open_card();
        }
        Intent::Win | Intent::Ask => {
            let verb = if intent == Intent::Win {
                Verb::Win
            } else {
                Verb::Ask
            };
            let card = Card::new(verb, Vec::new(), rows::rows(verb, &[]));
            model.overlay = Some(Overlay::Card(Box::new(card)));
        }
        Intent::Accept => {
            let mut effects = last.wishes();
            effects.extend(leave(model));
            return effects;
        }
        Intent::Quit | Intent::Back => return leave(model),
        _ => {}
    }
    Vec::new()
}

/// A line of the page, in order; the last ones give way first where there is no room.
enum Line<'a> {
    Heading(&'a str),
    Text(String),
    Offer(usize),
    Blank,
}

pub(super) fn view(
    held: &Sitting,
    last: &Last,
    model: &Model,
    area: Rect,
    pen: &mut Pen<'_>,
) -> Option<Position> {
    let sections = words::sections(&held.review, &last.end, model.now.today);
    // Moved and stuck stand beside each other where both fit.
    let is_wide = area.width >= 78;
    let (left, right): (Vec<_>, Vec<_>) = sections.iter().partition(|section| {
        !is_wide || section.heading == "Moved" || section.heading == "Wins of this period"
    });
    let half = area.width / 2;
    let offers = offer_lines(last);
    let room = usize::from(area.height).saturating_sub(offers.len());
    let columns = [
        (
            facts(&left),
            area.x + 1,
            if is_wide { half - 2 } else { area.width - 2 },
        ),
        (facts(&right), area.x + half, half - 1),
    ];
    let mut used = 0;
    for (lines, x, width) in &columns {
        for (line, y) in lines.iter().take(room).zip(area.y..) {
            match line {
                Line::Heading(text) => pen.text(*x, y, *width, text, Some(Tone::Heading)),
                Line::Text(text) => pen.text(*x, y, *width, text, None),
                _ => 0,
            };
        }
        used = used.max(lines.len().min(room));
    }
    let mut y = area.y + u16::try_from(used).unwrap_or(0);
    let mut cursor = None;
    let skip = offers
        .len()
        .saturating_sub(usize::from(area.bottom().saturating_sub(y)));
    for line in offers.iter().skip(skip) {
        match line {
            Line::Heading(text) => {
                pen.text(area.x + 1, y, area.width - 2, text, Some(Tone::Heading));
            }
            Line::Offer(place) => {
                if draw(
                    last,
                    *place,
                    Rect {
                        y,
                        height: 1,
                        ..area
                    },
                    pen,
                ) {
                    cursor = Some(Position::new(area.x + 2, y));
                }
            }
            _ => {}
        }
        y += 1;
    }
    cursor
}

fn facts<'a>(sections: &[&'a words::Section]) -> Vec<Line<'a>> {
    let mut lines = Vec::new();
    for section in sections {
        lines.push(Line::Heading(&section.heading));
        lines.extend(section.lines.iter().map(|line| Line::Text(line.clone())));
        lines.push(Line::Blank);
    }
    lines
}

fn offer_lines(last: &Last) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    for (worth, heading) in [
        (Worth::Win, "Worth celebrating?"),
        (Worth::Ask, "Asks for leadership"),
    ] {
        let places: Vec<usize> = (0..last.offers.len())
            .filter(|place| last.offers[*place].worth == worth)
            .collect();
        if !places.is_empty() {
            lines.push(Line::Heading(heading));
            lines.extend(places.into_iter().map(Line::Offer));
            lines.push(Line::Blank);
        }
    }
    lines.pop();
    lines
}

/// Answers whether it is the selected one.
fn draw(last: &Last, place: usize, row: Rect, pen: &mut Pen<'_>) -> bool {
    let (Some(offer), Some(picked)) = (last.offers.get(place), last.picked.get(place)) else {
        return false;
    };
    let mark = if *picked { "[x]" } else { "[ ]" };
    let text = format!("{mark} {} {}", offer.id, offer.text);
    let used = pen.text(row.x + 1, row.y, row.width - 2, &text, None);
    let reason = format!("  ({})", offer.reason);
    pen.text(
        row.x + 1 + used,
        row.y,
        row.width.saturating_sub(used + 2),
        &reason,
        Some(Tone::Muted),
    );
    let is_selected = place == last.list.selected;
    if is_selected {
        pen.selected(row);
    }
    is_selected
}
