//! Draws the wins, line by line, from the first one that is seen.

use ratatui::layout::{Position, Rect};

use super::Wins;
use super::flow::{self, Line};
use crate::tui::model::Model;
use crate::tui::pen::Pen;
use crate::words::tone::Tone;

pub fn view(wins: &Wins, model: &Model, area: Rect, pen: &mut Pen<'_>) -> Option<Position> {
    let mut cursor = None;
    let mut area = area;
    if let Some(filter) = &wins.filter {
        let (x, width) = (area.x + 1, area.width.saturating_sub(2));
        let found = wins.entries(&model.dismissed).len();
        let told = wins
            .told
            .as_ref()
            .map_or(0, |told| told.won.len() + told.suggested.len());
        let counted = format!("{found} of {told}");
        let wide = u16::try_from(counted.len()).unwrap_or(10);
        let used = pen.text(x, area.y, 2, "/ ", Some(Tone::Heading));
        let room = width.saturating_sub(used + wide + 2);
        let (shown, place) = filter.field.window(usize::from(room), &model.manner.ruler);
        pen.text(x + used, area.y, room, &shown, None);
        if filter.is_typed {
            let place = u16::try_from(place).unwrap_or(0);
            cursor = Some(Position::new(x + used + place, area.y));
        }
        pen.right(x + width, area.y, wide, &counted, Some(Tone::Muted));
        area.y += 2.min(area.height);
        area.height = area.height.saturating_sub(2);
    }
    let flow = flow::flow(wins, model);
    let first = flow.extent(wins.selected).start;
    let seen = flow.lines.iter().enumerate().skip(wins.offset);
    for (y, (place, line)) in (area.top()..area.bottom()).zip(seen) {
        draw(
            wins,
            line,
            Rect {
                y,
                height: 1,
                ..area
            },
            pen,
        );
        if place == first && matches!(line, Line::Entry(..)) {
            pen.text(area.x, y, 1, ">", None);
        }
    }
    cursor
}

fn draw(wins: &Wins, line: &Line, area: Rect, pen: &mut Pen<'_>) {
    let (x, width) = (area.x + 1, area.width.saturating_sub(2));
    let right = |pen: &mut Pen<'_>, text: &str| {
        let wide = u16::try_from(pen.manner.ruler.width(text))
            .unwrap_or(width)
            .min(width / 3);
        pen.right(x + width, area.y, wide, text, Some(Tone::Muted));
        wide
    };
    match line {
        Line::Blank => {}
        Line::Rule => pen.rule(area.x, area.y, area.width),
        Line::Said(text) => {
            pen.text(
                x + 2,
                area.y,
                width.saturating_sub(2),
                text,
                Some(Tone::Muted),
            );
        }
        Line::Heading(text, beside) => {
            let used = pen.text(x, area.y, width, text, Some(Tone::Heading));
            let wide = u16::try_from(pen.manner.ruler.width(beside)).unwrap_or(width);
            if used + wide + 2 <= width {
                pen.right(x + width, area.y, wide, beside, None);
            }
        }
        Line::Entry(place, pieces, beside) => {
            let taken = match beside.is_empty() {
                true => 0,
                false => right(pen, beside) + 2,
            };
            pen.pieces(x, area.y, width.saturating_sub(taken), pieces);
            if *place == wins.selected {
                pen.selected(area);
            }
        }
    }
}
