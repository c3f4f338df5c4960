//! Draws the review: its head with how far it is, and the lines of the card, of which the least needed
//! give way where the terminal is low.

use ratatui::layout::{Position, Rect};

use okr_core::review::Card;

use super::lines::{Line, What, lines};
use super::{Part, Sitting, page, wide};
use crate::tui::layout::{self, Shape};
use crate::tui::model::Model;
use crate::tui::pen::Pen;
use crate::words::meter::meter;
use crate::words::tone::Tone;
use crate::words::{dates, item as facts, review as words, sitting};

/// The two lines above the rule: what it is, how far it is.
pub fn head(held: &Sitting, model: &Model, first: Rect, second: Rect, pen: &mut Pen<'_>) {
    let separator = format!(" {} ", pen.glyphs().separator);
    let shape = layout::shape(model.size);
    let today = model.now.today;
    let mut title = vec!["Weekly review".to_owned()];
    match shape {
        Shape::Wide => {
            title.push(dates::long(today));
            if let Some(cycle) = &model.board.cycle {
                let (week, weeks) = cycle.week(today);
                title.push(format!("{} week {week} of {weeks}", cycle.name));
            }
        }
        _ => title.push(dates::weekday(today, today)),
    }
    let facts = far(held, model);
    let right = u16::try_from(facts.chars().count()).unwrap_or(30);
    let room = first.width.saturating_sub(right + 4);
    pen.text(
        first.x + 1,
        first.y,
        room,
        &title.join(&separator),
        Some(Tone::Heading),
    );
    pen.right(
        first.right().saturating_sub(1),
        first.y,
        right,
        &facts,
        None,
    );
    let counts = held.review.counts();
    let done = counts.of.saturating_sub(counts.left) as f64 / counts.of.max(1) as f64;
    let width = usize::from(second.width.saturating_sub(2));
    let bar = meter(Some(done), width, model.manner.ruler.figures());
    pen.text(
        second.x + 1,
        second.y,
        second.width,
        &bar,
        Some(Tone::Muted),
    );
}

fn far(held: &Sitting, model: &Model) -> String {
    let shape = layout::shape(model.size);
    let counts = held.review.counts();
    if held.last.is_some() {
        let saved = format!("{} of {} saved", counts.saved, counts.of);
        let mut facts = Vec::new();
        if counts.left > 0 {
            facts.push(format!("{} left", counts.left));
        } else {
            facts.push("done".to_owned());
        }
        if shape != Shape::Narrow {
            facts.push(saved);
            facts.push(format!("skipped {}", counts.skipped));
        }
        let minutes = held.review.minutes(model.clock);
        if counts.left == 0 && minutes > 0 {
            facts.push(words::taken(minutes));
        }
        return facts.join("   ");
    }
    let mut facts = match held.review.place() {
        Some(place) => vec![format!("{} of {}", place + 1, counts.of)],
        None => vec!["end".to_owned()],
    };
    if shape != Shape::Narrow {
        facts.push(format!("saved {}", counts.saved));
        if shape == Shape::Wide {
            facts.push(format!("same {}", counts.same));
        }
        facts.push(format!("skipped {}", counts.skipped));
    }
    let left = held.review.minutes_left(model.clock);
    if let Some(minutes) = left.filter(|_| matches!(shape, Shape::Wide | Shape::Usual)) {
        facts.push(words::minutes_left(minutes));
    }
    facts.join("   ")
}

pub fn view(held: &Sitting, model: &Model, area: Rect, pen: &mut Pen<'_>) -> Option<Position> {
    if let Some(last) = &held.last {
        return page::view(held, last, model, area, pen);
    }
    if layout::shape(model.size) == Shape::Wide {
        return match held.opening.presents {
            true => wide::with_chart(held, model, area, pen),
            false => wide::view(held, model, area, pen),
        };
    }
    draw(
        held,
        lines(held, model, usize::from(area.width)),
        area,
        model,
        pen,
    )
}

/// Draws lines from the top, leaving out what is missed least; answers where the cursor belongs.
pub(super) fn draw(
    held: &Sitting,
    mut lines: Vec<Line>,
    area: Rect,
    model: &Model,
    pen: &mut Pen<'_>,
) -> Option<Position> {
    while lines.len() > usize::from(area.height) {
        let most = lines.iter().map(|line| line.missed).max().unwrap_or(0);
        let place = lines.iter().rposition(|line| line.missed == most);
        match place {
            Some(place) => drop(lines.remove(place)),
            None => break,
        }
    }
    let mut cursor = None;
    for (line, y) in lines.iter().zip(area.y..area.bottom()) {
        let row = Rect {
            y,
            height: 1,
            ..area
        };
        match &line.what {
            What::Blank => {}
            What::Pieces(pieces) => {
                pen.pieces(row.x + 1, y, row.width.saturating_sub(2), pieces);
            }
            What::Field(part) => cursor = field(held, *part, row, model, pen).or(cursor),
            What::Prompt => cursor = prompt(held, row, model, pen),
        }
    }
    cursor
}

fn prompt(held: &Sitting, row: Rect, model: &Model, pen: &mut Pen<'_>) -> Option<Position> {
    let prompt = held.prompt.as_ref()?;
    let sign = pen.glyphs().prompt;
    pen.text(row.x + 1, row.y, 1, sign, None);
    let width = row.width.saturating_sub(5);
    let (text, at) = prompt.field.window(usize::from(width), &model.manner.ruler);
    pen.text(row.x + 3, row.y, width, &text, None);
    Some(Position::new(
        row.x + 3 + u16::try_from(at).unwrap_or(0),
        row.y,
    ))
}

/// Columns in front of what is typed.
const LABEL: u16 = 16;

fn field(
    held: &Sitting,
    part: Part,
    row: Rect,
    model: &Model,
    pen: &mut Pen<'_>,
) -> Option<Position> {
    let card = held.review.card()?;
    let is_here = held.prompt.is_none() && held.part == part;
    let tone = if is_here { Tone::Heading } else { Tone::Muted };
    pen.text(row.x + 3, row.y, LABEL - 3, part.label(), Some(tone));
    let mark = if is_here { pen.glyphs().prompt } else { " " };
    pen.text(row.x + LABEL - 1, row.y, 1, mark, None);
    let start = row.x + LABEL + 1;
    let width = row.right().saturating_sub(start + 1);
    let typed = held.field(part);
    let (text, at) = typed.window(usize::from(width), &model.manner.ruler);
    let mut used = pen.text(start, row.y, width, &text, None);
    let beside = beside(held, part, card, model);
    if !beside.is_empty() {
        used = if typed.is_empty() {
            used.max(1) + 1
        } else {
            used + 3
        };
        pen.text(
            start + used,
            row.y,
            width.saturating_sub(used),
            &beside,
            Some(Tone::Muted),
        );
    }
    is_here.then(|| Position::new(start + u16::try_from(at).unwrap_or(0).min(width), row.y))
}

/// What stands behind a field: last week's value while it is empty, what the typed one would be.
fn beside(held: &Sitting, part: Part, card: &Card, model: &Model) -> String {
    let typed = held.field(part);
    let measure = card.item.measure.as_ref();
    match part {
        Part::Value if typed.is_empty() => card
            .last()
            .and_then(|last| last.value.zip(measure))
            // In brackets, or it would look typed where there are no colours.
            .map(|(value, measure)| format!("({})", facts::bare(value, measure)))
            .unwrap_or_default(),
        Part::Value => held
            .tried
            .as_ref()
            .map(|tried| {
                words::would_be(
                    card.last(),
                    &tried.check_in,
                    &tried.item,
                    model.manner.ruler.set.glyphs().minus,
                )
            })
            .unwrap_or_default(),
        Part::Confidence => {
            let last = card
                .last_confidence()
                .map(|last| format!("last {last}; "))
                .unwrap_or_default();
            format!("{last}0 no chance, 5 coin flip, 10 certain")
        }
        Part::Blocker => match &card.item.head.blocker {
            Some(blocker) if typed.is_empty() => {
                format!(
                    "{blocker}{} (none clears it)",
                    sitting::blocked_for(&card.item, model.now.today)
                )
            }
            _ => String::new(),
        },
        Part::Note => String::new(),
    }
}
