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
use crate::words::progress;
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
enum Line {
    Heading(String),
    Row(words::Row),
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
    let (mut left, right) = facts(held, last, model);
    // Two columns where both fit, else one below the other.
    let is_wide = area.width >= 78;
    let half = if is_wide { area.width / 2 } else { area.width };
    let right = match is_wide {
        true => right,
        false => {
            left.extend(right);
            Vec::new()
        }
    };
    let offers = offer_lines(last);
    let room = usize::from(area.height).saturating_sub(offers.len());
    let mut used = 0;
    for (lines, x) in [(&left, area.x + 1), (&right, area.x + half)] {
        for (line, y) in lines.iter().take(room).zip(area.y..) {
            fact(line, x, y, half.saturating_sub(3), pen);
        }
        used = used.max(lines.len().min(room));
    }
    let y = area.y + u16::try_from(used).unwrap_or(0);
    let skip = offers
        .len()
        .saturating_sub(usize::from(area.bottom().saturating_sub(y)));
    let mut cursor = None;
    for (line, y) in offers.iter().skip(skip).zip(y..) {
        match line {
            Line::Offer(place) => {
                let row = Rect {
                    y,
                    height: 1,
                    ..area
                };
                if draw(last, *place, row, pen) {
                    cursor = Some(Position::new(area.x + 2, y));
                }
            }
            other => fact(other, area.x + 1, y, area.width - 2, pen),
        }
    }
    cursor
}

fn fact(line: &Line, x: u16, y: u16, width: u16, pen: &mut Pen<'_>) {
    match line {
        Line::Heading(text) => {
            pen.text(x, y, width, text, Some(Tone::Heading));
        }
        Line::Text(text) => {
            pen.text(x, y, width, text, None);
        }
        Line::Row(row) => {
            let status = row
                .status
                .map(|status| progress::status(status, pen.glyphs()));
            let fact = match &status {
                Some(status) => format!("{}  {status}", row.fact),
                None => row.fact.clone(),
            };
            let wide = pen.manner.ruler.width(&fact);
            let wide = u16::try_from(wide).unwrap_or(width).min(width * 2 / 3);
            let used = pen.text(x, y, width.saturating_sub(wide + 2), &row.name, None);
            let tone = row.status.map(progress::tone);
            let start = if row.status.is_some() {
                width - wide
            } else {
                used + 2
            };
            pen.text(
                x + start,
                y,
                width.saturating_sub(start),
                &fact,
                tone.or(Some(Tone::Muted)),
            );
        }
        Line::Offer(_) | Line::Blank => {}
    }
}

/// What moved and was won on the left, what is stuck, blocks and is asked for on the right.
fn facts(held: &Sitting, last: &Last, model: &Model) -> (Vec<Line>, Vec<Line>) {
    let (review, end) = (&held.review, &last.end);
    let (mut left, mut right) = (Vec::new(), Vec::new());
    rows("Moved", words::moved_rows(review, end), &mut left);
    rows("Stuck", words::stuck_rows(review, end), &mut right);
    for section in words::sections(review, end, model.now.today) {
        let side = match section.heading.as_str() {
            "Moved" | "Stuck" => continue,
            "Wins of this period" => &mut left,
            _ => &mut right,
        };
        side.push(Line::Heading(section.heading));
        side.extend(section.lines.into_iter().map(Line::Text));
        side.push(Line::Blank);
    }
    (left, right)
}

fn rows(heading: &str, rows: Vec<words::Row>, lines: &mut Vec<Line>) {
    if rows.is_empty() {
        return;
    }
    lines.push(Line::Heading(heading.to_owned()));
    lines.extend(rows.into_iter().map(Line::Row));
    lines.push(Line::Blank);
}

fn offer_lines(last: &Last) -> Vec<Line> {
    let mut lines = Vec::new();
    for (worth, heading) in [
        (Worth::Win, "Worth celebrating?"),
        (Worth::Ask, "Asks for leadership"),
    ] {
        let places: Vec<usize> = (0..last.offers.len())
            .filter(|place| last.offers[*place].worth == worth)
            .collect();
        if !places.is_empty() {
            lines.push(Line::Heading(heading.to_owned()));
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
