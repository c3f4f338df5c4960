//! Draws the tree: names of columns or the filter, the rows that are seen, and the selected record
//! below or beside them. Only the rows that are seen are made.

use ratatui::layout::{Position, Rect};

use super::act::lines as high;
use super::columns::{Columns, columns};
use super::{Tree, detail, lines, row, week};
use crate::tui::keymap::{Context, Intent};
use crate::tui::layout::{self, Shape, TreeAreas};
use crate::tui::model::Model;
use crate::tui::pen::Pen;
use crate::words::outcome::counted;
use crate::words::tone::Tone;

fn areas(tree: &Tree, model: &Model) -> TreeAreas {
    let filter = match tree.filtering {
        Some(_) => layout::Filter::Shown,
        None => layout::Filter::None,
    };
    layout::tree(model.size, filter)
}

/// Draws the screen and answers where the cursor belongs.
pub fn view(tree: &Tree, model: &Model, pen: &mut Pen<'_>) -> Option<Position> {
    let areas = areas(tree, model);
    let shape = layout::shape(model.size);
    let columns = columns(areas.list, shape);
    let typing = match &tree.filtering {
        Some(_) => filter(tree, model, areas.top, pen),
        None => {
            if shape != Shape::Narrow {
                header(&columns, areas.top, shape, pen);
            }
            None
        }
    };
    let selected = rows(tree, model, &columns, areas.list, pen);
    if let Some(rule) = areas.rule {
        pen.rule(rule.x, rule.y, rule.width);
    }
    if let Some(area) = areas.lines {
        lines::view(tree, model, area, pen);
    }
    if let Some(area) = areas.side {
        let line = pen.glyphs().vertical.to_string();
        for y in area.y..area.bottom() {
            pen.text(area.x, y, 1, &line, Some(Tone::Muted));
        }
        let inside = Rect {
            x: area.x + 2,
            width: area.width.saturating_sub(3),
            ..area
        };
        detail::side(model, inside, pen);
        let y = area.bottom();
        pen.rule(0, y, model.size.width);
    }
    if let Some(area) = areas.week.filter(|_| !model.is_reading) {
        week::view(model, area, pen);
    }
    typing.or(selected)
}

fn header(columns: &Columns, area: Rect, shape: Shape, pen: &mut Pen<'_>) {
    let y = area.y;
    let tone = Some(Tone::Heading);
    let (title, width) = columns.title;
    pen.text(
        area.x + title - 1,
        y,
        width,
        "ID  OBJECTIVE / KEY RESULT",
        tone,
    );
    let mut put = |at: Option<u16>, back: u16, text: &str| {
        if let Some(at) = at {
            pen.text((area.x + at).saturating_sub(back), y, 12, text, tone);
        }
    };
    put(columns.owner.map(|(start, _)| start), 1, "WHO");
    // Beside the record the columns stand closer together.
    let (near, status) = match shape {
        Shape::Wide => (8, 0),
        _ => (9, 1),
    };
    match columns.bar {
        Some((start, _)) => put(Some(start), u16::from(shape != Shape::Wide), "PROGRESS"),
        None => put(Some(columns.share_end), 4, "DONE"),
    }
    match columns.bar {
        Some(_) => put(Some(columns.points_end), near, "VS PACE"),
        None => put(Some(columns.points_end), 3, "+/-"),
    }
    put(Some(columns.status), status, "STATUS");
    put(columns.confidence_end, 3, "CONF");
    put(columns.age_end, 2, "UPD");
}

/// The filter as it is typed, how much it found, and what is wrong with it.
fn filter(tree: &Tree, model: &Model, area: Rect, pen: &mut Pen<'_>) -> Option<Position> {
    let filtering = tree.filtering.as_ref()?;
    pen.text(area.x + 1, area.y, 2, "/", Some(Tone::Heading));
    let shown = filtering.count;
    let all = model.summary.objectives + model.summary.key_results;
    let (said, tone) = match &filtering.slip {
        Some(slip) => (slip.clone(), Tone::Warning),
        None if filtering.narrows() => {
            let said = format!("{shown} of {all} {} esc clears", pen.glyphs().separator);
            (said, Tone::Muted)
        }
        None => (
            "words of a title, team:NAME, owner:me, status:behind".to_owned(),
            Tone::Muted,
        ),
    };
    let end = area.right().saturating_sub(2);
    let room = area.width.saturating_sub(4) * 3 / 5;
    let said_width = u16::try_from(model.manner.ruler.width(&said))
        .unwrap_or(room)
        .min(room);
    pen.right(end, area.y, said_width, &said, Some(tone));
    let field = area.width.saturating_sub(said_width + 7).max(8);
    let (text, cursor) = filtering
        .field
        .window(usize::from(field), &model.manner.ruler);
    pen.text(area.x + 3, area.y, field, &text, None);
    let cursor = area.x + 3 + u16::try_from(cursor).unwrap_or(0);
    filtering.is_typed.then_some(Position::new(cursor, area.y))
}

/// The rows that are seen; answers where the selected one begins.
fn rows(
    tree: &Tree,
    model: &Model,
    columns: &Columns,
    area: Rect,
    pen: &mut Pen<'_>,
) -> Option<Position> {
    let high = u16::try_from(high(model)).unwrap_or(1);
    if tree.rows().is_empty() && model.is_reading {
        return None;
    }
    if tree.rows().is_empty() {
        let text = match &tree.filtering {
            Some(filtering) if filtering.narrows() => {
                format!("No match for {}. esc clears it", filtering.field.text())
            }
            _ => "Nothing here in this cycle. A adds an objective".to_owned(),
        };
        pen.text(
            area.x + 2,
            area.y,
            area.width.saturating_sub(2),
            &text,
            Some(Tone::Muted),
        );
        return None;
    }
    let mut cursor = None;
    let fit = usize::from(area.height / high);
    let seen = (tree.list.offset..tree.rows().len()).take(fit);
    for (place, y) in seen.zip((area.y..).step_by(usize::from(high))) {
        let place_of_row = Rect {
            y,
            height: high,
            ..area
        };
        row::draw(tree, model, place, columns, place_of_row, pen);
        if place == tree.list.selected {
            pen.text(area.x, y, 1, ">", None);
            pen.selected(Rect {
                width: area.width.saturating_sub(1),
                ..place_of_row
            });
            cursor = Some(Position::new(area.x, y));
        }
    }
    let used = u16::try_from(tree.rows().len()).unwrap_or(u16::MAX);
    let free = area.height.saturating_sub(used.saturating_mul(high));
    if tree.filtering.is_none() && model.board.visions.is_empty() && free > 2 {
        let y = area.bottom() - 1;
        let width = area.width.saturating_sub(3);
        pen.text(area.x + 2, y, width, &no_vision(model), Some(Tone::Muted));
    }
    cursor
}

/// What to do about objectives that serve nothing.
fn no_vision(model: &Model) -> String {
    let glyphs = model.manner.ruler.set.glyphs();
    let key = model
        .manner
        .keymap
        .shown(Context::Tree, &[Intent::Commands], glyphs);
    format!("Objectives serve no vision yet. What is to be true one day? {key} add a vision")
}

/// The row a click meant.
#[must_use]
pub fn click(tree: &Tree, model: &Model, x: u16, y: u16) -> Option<usize> {
    let area = areas(tree, model).list;
    if !area.contains(Position::new(x, y)) {
        return None;
    }
    let row = tree.list.offset + usize::from(y - area.y) / high(model);
    (row < tree.rows().len()).then_some(row)
}

/// What the sums at the end of a wide screen say.
#[must_use]
pub fn sums(model: &Model) -> String {
    let separator = format!(" {} ", model.manner.ruler.set.glyphs().separator);
    let scope = model
        .manner
        .scope
        .clone()
        .unwrap_or_else(|| "everything".to_owned());
    let cycle = model.board.cycle.as_ref();
    let cycle = cycle.map_or_else(
        || "all cycles".to_owned(),
        |cycle| format!("cycle {}", cycle.name),
    );
    [
        format!("Scope: {scope}"),
        cycle,
        counted(model.summary.objectives, "objective"),
        counted(model.summary.key_results, "key result"),
        model.manner.book.clone(),
    ]
    .join(&separator)
}
