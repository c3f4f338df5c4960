//! The column beside the card on a wide terminal: what is asked, what became of it, what was said last
//! week, and who is left.

use std::collections::BTreeMap;

use okr_core::domain::check_in::Ask;
use okr_core::review::{Card, State};
use ratatui::layout::Rect;

use super::Sitting;
use crate::tui::model::Model;
use crate::tui::pen::Pen;
use crate::words::review::last;
use crate::words::tone::Tone;
use crate::words::wrap::wrap;
use crate::words::{item, progress};

pub(super) fn view(held: &Sitting, model: &Model, area: Rect, pen: &mut Pen<'_>) {
    let width = area.width.saturating_sub(2);
    let mut y = area.y;
    pen.text(area.x + 1, y, width, "QUEUE", Some(Tone::Heading));
    y += 2;
    let cards = held.review.cards();
    let here = held.review.place().unwrap_or(0);
    // Half of the column is the queue's; it is seen around the card that is asked.
    let room = usize::from(area.height / 2).saturating_sub(2).max(3);
    let first = here
        .saturating_sub(room / 2)
        .min(cards.len().saturating_sub(room));
    for (place, card) in cards.iter().enumerate().skip(first).take(room) {
        let is_here = Some(place) == held.review.place();
        line(
            card,
            is_here,
            Rect {
                y,
                height: 1,
                ..area
            },
            pen,
        );
        y += 1;
    }
    y += 1;
    y = said(
        held,
        model,
        Rect {
            y,
            height: area.bottom().saturating_sub(y),
            ..area
        },
        pen,
    );
    people(
        held,
        Rect {
            y,
            height: area.bottom().saturating_sub(y),
            ..area
        },
        pen,
    );
}

fn line(card: &Card, is_here: bool, row: Rect, pen: &mut Pen<'_>) {
    let glyphs = pen.glyphs();
    let (mark, tone) = match &card.state {
        _ if is_here => (glyphs.prompt, Some(Tone::Heading)),
        State::Saved | State::NoNumber | State::Elsewhere => (glyphs.done, Some(Tone::Done)),
        State::Same => ("=", Some(Tone::Done)),
        State::Skipped { returns: false } | State::LeftOut { .. } => {
            (glyphs.unknown, Some(Tone::Muted))
        }
        State::Open | State::Skipped { .. } => (" ", None),
    };
    let head = &card.item.head;
    let name = head.handle.as_deref().unwrap_or(&head.title);
    let right = beside(card, pen);
    let wide = u16::try_from(right.chars().count()).unwrap_or(10);
    pen.text(row.x + 1, row.y, 1, mark, tone);
    let used = pen.text(row.x + 3, row.y, 5, &card.item.id(), Some(Tone::Id));
    let room = row.width.saturating_sub(used + 6 + wide);
    pen.text(
        row.x + 4 + used,
        row.y,
        room,
        name,
        tone.filter(|_| is_here),
    );
    let status =
        Some(progress::tone(card.item.assessment.status)).filter(|_| card.state.is_saved());
    pen.right(row.right().saturating_sub(1), row.y, wide, &right, status);
}

/// What it is now where it is answered, else how long it waited.
fn beside(card: &Card, pen: &Pen<'_>) -> String {
    let measure = card.item.measure.as_ref();
    let now = card.item.assessment.current.zip(measure);
    let status = progress::status(card.item.assessment.status, pen.glyphs());
    match (&card.state, now) {
        (state, Some((now, measure))) if state.is_saved() => {
            format!("{}  {status}", item::bare(now, measure))
        }
        (State::LeftOut { .. } | State::Skipped { .. }, _) => "skipped".to_owned(),
        _ => match card.item.assessment.days_since {
            Some(days) if card.item.assessment.stale => format!("{days} d old"),
            _ => String::new(),
        },
    }
}

/// The note of the last check-in, and what was asked for and is not answered.
fn said(held: &Sitting, model: &Model, area: Rect, pen: &mut Pen<'_>) -> u16 {
    let Some(card) = held.review.card().filter(|_| area.height > 4) else {
        return area.y;
    };
    let about = |ask: &&Ask| ask.about.contains(&card.item.head.uid);
    let today = model.now.today;
    let asks = model.summary.asks.iter().filter(about);
    let note = card.last().and_then(|last| last.note.clone());
    let note = note.map(|note| (3, format!("\"{note}\"")));
    let asked = asks.map(|ask| (2, last::open_ask(ask, today)));
    let told: Vec<(usize, String)> = note.into_iter().chain(asked).collect();
    if told.is_empty() {
        return area.y;
    }
    let width = area.width.saturating_sub(3);
    let (x, mut y) = (area.x + 1, area.y + 1);
    let heading = Some(Tone::Heading);
    pen.text(x, area.y, width, "LAST TIME YOU SAID", heading);
    let ruler = model.manner.ruler;
    for (most, text) in told {
        let safe = ruler.safe(&text).into_owned();
        for line in wrap(&safe, usize::from(width), &ruler).iter().take(most) {
            if y < area.bottom() {
                pen.text(x, y, width, line, None);
                y += 1;
            }
        }
    }
    y + 1
}

/// Who has how many left.
fn people(held: &Sitting, area: Rect, pen: &mut Pen<'_>) {
    let mut left: BTreeMap<&str, usize> = BTreeMap::new();
    for card in held.review.cards() {
        if let Some(owner) = card.item.owner.as_deref() {
            *left.entry(owner).or_default() += usize::from(card.state.is_open());
        }
    }
    if left.len() < 2 || area.height < 3 {
        return;
    }
    pen.text(area.x + 1, area.y, area.width, "TEAM", Some(Tone::Heading));
    let room = usize::from(area.height - 1);
    for ((owner, count), y) in left.iter().take(room).zip(area.y + 1..) {
        let state = match count {
            0 => "done".to_owned(),
            count => format!("{count} left"),
        };
        let used = pen.text(area.x + 1, y, area.width / 2, owner, None);
        pen.text(
            area.x + 1 + used.max(5) + 1,
            y,
            area.width / 2,
            &state,
            Some(Tone::Muted),
        );
    }
}
