//! Draws the page of a key result: chart and facts side by side with the check-ins below, or all of it
//! in one column that scrolls where the terminal is narrow or low.

use ratatui::layout::Rect;

use super::areas::areas;
use super::{KeyResult, flow};
use crate::tui::layout::{self, Shape};
use crate::tui::model::Model;
use crate::tui::pen::{Pen, Piece};
use crate::words::page as words;
use crate::words::tone::Tone;

pub fn view(page: &KeyResult, model: &Model, pen: &mut Pen<'_>) {
    let areas = areas(model.size, page.face);
    title(page, model, areas.title, pen);
    let Some(shown) = &page.shown else {
        return;
    };
    if areas.facts.height > 0 {
        draw(&flow::side(shown, &areas, model), 0, areas.facts, pen);
        if layout::shape(model.size) == Shape::Wide {
            let line = pen.glyphs().vertical.to_string();
            for y in areas.facts.top()..areas.facts.bottom() {
                pen.text(areas.facts.x - 2, y, 1, &line, Some(Tone::Muted));
            }
        }
    }
    if areas.chart.height > 0 {
        let height = usize::from(areas.chart.height);
        let (lines, is_drawn) = flow::drawn(page, shown, areas.chart, height, model);
        let area = match is_drawn {
            true => areas.chart,
            false => Rect {
                x: areas.chart.x + 3,
                y: areas.chart.y + areas.chart.height / 3,
                width: areas.chart.width.saturating_sub(3),
                height: 1,
            },
        };
        draw(&lines, 0, area, pen);
    }
    if areas.rule.height > 0 {
        pen.rule(areas.rule.x, areas.rule.y, areas.rule.width);
    }
    let lines = flow::flow(page, model).lines;
    let most = lines.len().saturating_sub(usize::from(areas.scroll.height));
    draw(&lines, page.offset.min(most), areas.scroll, pen);
}

/// Lines from one on, as many as there is room for.
fn draw(lines: &[Vec<Piece>], from: usize, area: Rect, pen: &mut Pen<'_>) {
    for (y, line) in (area.top()..area.bottom()).zip(lines.iter().skip(from)) {
        pen.pieces(area.x, y, area.width, line);
    }
}

/// `O1 › K2  Reduce bug reports`, and who answers for it.
fn title(page: &KeyResult, model: &Model, area: Rect, pen: &mut Pen<'_>) {
    let Some(item) = page.item().or_else(|| model.item(page.uid)) else {
        return;
    };
    let shape = layout::shape(model.size);
    let most = match shape {
        Shape::Narrow => 0,
        Shape::Wide => item.above.len(),
        _ => 1,
    };
    let arrow = format!(" {} ", pen.glyphs().prompt);
    let mut path: Vec<&str> = item
        .above
        .iter()
        .take(most)
        .map(|(_, id)| id.as_str())
        .collect();
    path.reverse();
    let id = item.id();
    path.push(&id);
    let people: Vec<String> = item
        .owner
        .iter()
        .chain(item.team.iter().filter(|_| shape == Shape::Wide))
        .cloned()
        .collect();
    let people = people.join(&format!(" {} ", pen.glyphs().separator));
    let wide = u16::try_from(model.manner.ruler.width(&people)).unwrap_or(0);
    let wide = wide.min(area.width / 3);
    let pieces: [Piece; 2] = [
        (Some(Tone::Id), format!("{}  ", path.join(&arrow))),
        (Some(Tone::Heading), item.head.title.clone()),
    ];
    let room = area.width.saturating_sub(wide + 2);
    pen.pieces(area.x, area.y, room, &pieces);
    pen.right(area.right(), area.y, wide, &people, None);
}

/// The check-in one stands on, for the line above the footer.
#[must_use]
pub fn read_out(page: &KeyResult, model: &Model) -> Option<String> {
    let place = page.picked?;
    let rows = flow::rows(page, model);
    rows.get(place).map(words::read_out)
}
