//! The review on a terminal of 120 columns and more: the queue on the left, chart and card on the right.

use okr_core::report::course::Course;
use ratatui::layout::{Position, Rect};

use super::{Sitting, lines, queue, view as card};
use crate::tui::model::Model;
use crate::tui::pen::Pen;
use crate::words::chart::{self, Drawing};
use crate::words::tone::Tone;

const QUEUE: u16 = 41;
const LEAST_CHART: u16 = 8;

pub(super) fn view(
    held: &Sitting,
    model: &Model,
    area: Rect,
    pen: &mut Pen<'_>,
) -> Option<Position> {
    let queue = Rect {
        width: QUEUE.min(area.width / 3),
        ..area
    };
    queue::view(held, model, queue, pen);
    let edge = pen.glyphs().vertical.to_string();
    for y in area.top()..area.bottom() {
        pen.text(queue.right(), y, 1, &edge, Some(Tone::Muted));
    }
    let right = Rect {
        x: queue.right() + 1,
        width: area.width - queue.width - 1,
        ..area
    };
    with_chart(held, model, right, pen)
}

/// The card with a chart above its fields, as high as there is room for.
pub(super) fn with_chart(
    held: &Sitting,
    model: &Model,
    area: Rect,
    pen: &mut Pen<'_>,
) -> Option<Position> {
    let all = lines::lines(held, model, usize::from(area.width));
    let needed = u16::try_from(all.len()).unwrap_or(area.height);
    let height = area.height.saturating_sub(needed + 1).min(14);
    let Some(card) = held.review.card().filter(|_| height >= LEAST_CHART) else {
        return card::draw(held, all, area, model, pen);
    };
    let item = held.tried.as_ref().map_or(&card.item, |tried| &tried.item);
    let today = model.now.today;
    let drawing = Drawing {
        width: usize::from(area.width.saturating_sub(4)),
        height: usize::from(height),
        form: model.manner.chart,
        picked: None,
    };
    let mut course = Course::of(item, today);
    if held.tried.is_some() {
        // What is likely speaks of what is kept, so it gives way while a value is typed.
        course.cone.clear();
    }
    let drawn = chart::record(item, &course, today, &drawing, &model.manner.ruler);
    if drawn.is_empty() {
        return card::draw(held, all, area, model, pen);
    }
    let head = lines::head(held, model, usize::from(area.width)).min(all.len());
    let (above, below) = all.split_at(head);
    let upper = Rect {
        height: u16::try_from(head).unwrap_or(2),
        ..area
    };
    card::draw(held, above.to_vec(), upper, model, pen);
    let mut y = upper.bottom() + 1;
    for line in &drawn {
        pen.text(area.x + 2, y, area.width.saturating_sub(3), line, None);
        y += 1;
    }
    let lower = Rect {
        y,
        height: area.bottom().saturating_sub(y),
        ..area
    };
    card::draw(held, below.to_vec(), lower, model, pen)
}
