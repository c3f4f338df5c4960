//! Draws what lies over a screen and answers where the cursor belongs.

use ratatui::layout::{Position, Rect};

use super::choice::{Choice, HEIGHT};
use super::help::{self, Line};
use super::{Card, Help, Overlay, Preview};
use crate::tui::layout;
use crate::tui::model::Model;
use crate::tui::pen::{Pen, Piece};
use crate::words::outcome::counted;
use crate::words::progress::capital;
use crate::words::tone::Tone;
use crate::words::wrap::wrap;

pub fn view(overlay: &Overlay, model: &Model, pen: &mut Pen<'_>) -> Option<Position> {
    match overlay {
        Overlay::Card(card) => self::card(card, model, pen),
        Overlay::Choice(choice) => self::choice(choice, model, pen),
        Overlay::Help(help) => self::help(help, model, pen),
        Overlay::Preview(preview) => {
            self::preview(preview, model, pen);
            None
        }
    }
}

/// Lines of a card before and behind its fields.
fn card(card: &Card, model: &Model, pen: &mut Pen<'_>) -> Option<Position> {
    let ruler = model.manner.ruler;
    let width = layout::sheet(model.size, 1).width;
    let inner = usize::from(width.saturating_sub(4));
    let mut under = under(card, model, inner);
    if layout::frame(model.size).body.height < 8 {
        // The free lines of a preview that is not there are fields here.
        under.retain(|line| !line.is_empty());
    }
    let lines = card.rows.len() + under.len() + 2;
    let area = layout::sheet(model.size, u16::try_from(lines).unwrap_or(u16::MAX));
    let covered = match layout::shape(model.size) {
        layout::Shape::Wide => area.width,
        _ => model.size.width,
    };
    pen.wipe(Rect {
        width: covered,
        ..area
    });
    let seen = usize::from(area.height.saturating_sub(2)).saturating_sub(under.len());
    let title = match seen < card.rows.len() {
        // Not all of it is seen.
        true => format!("{} of {}: {}", card.focus + 1, card.rows.len(), card.title),
        false => card.title.clone(),
    };
    let inside = pen.framed(area, &title);
    let label = card
        .rows
        .iter()
        .map(|row| row.label.len())
        .max()
        .unwrap_or(0);
    let label = u16::try_from(label + 1).unwrap_or(12).min(inside.width / 3);
    let prompt = pen.glyphs().prompt;
    // A low terminal shows the fields around the one being typed.
    let room = usize::from(inside.height)
        .saturating_sub(under.len())
        .max(1);
    let skipped = (card.focus + 1).saturating_sub(room);
    let mut cursor = None;
    let mut y = inside.y;
    for (place, row) in card.rows.iter().enumerate().skip(skipped).take(room) {
        let is_typed = place == card.focus;
        let tone = if is_typed { Tone::Heading } else { Tone::Muted };
        pen.text(inside.x, y, label, row.label, Some(tone));
        let mark = if is_typed { prompt } else { " " };
        pen.text(inside.x + label, y, 1, mark, None);
        let start = inside.x + label + 2;
        let width = inside.right().saturating_sub(start);
        let (text, at) = row.field.window(usize::from(width), &ruler);
        let used = pen.text(start, y, width, &text, None);
        let beside = beside(row);
        if !beside.is_empty() && used + 4 < width {
            pen.text(
                start + used + 3,
                y,
                width - used - 3,
                &beside,
                Some(Tone::Muted),
            );
        }
        if is_typed {
            let at = u16::try_from(at).unwrap_or(0).min(width.saturating_sub(1));
            cursor = Some(Position::new(start + at, y));
        }
        y += 1;
    }
    for line in under
        .iter()
        .take(usize::from(inside.bottom().saturating_sub(y)))
    {
        pen.pieces(inside.x, y, inside.width, line);
        y += 1;
    }
    cursor
}

/// What a field began with while it is being changed, else what is known or possible.
fn beside(row: &super::card::Row) -> String {
    let text = row.field.text().trim();
    match (row.begin.is_empty(), text == row.begin.trim()) {
        (false, false) => format!("was {}", row.begin),
        _ => row.beside.clone(),
    }
}

/// Below the fields: what is wrong, else what would come of it.
fn under(card: &Card, model: &Model, inner: usize) -> Vec<Vec<Piece>> {
    let ruler = model.manner.ruler;
    if let Some(slip) = &card.slip {
        let named = card.rows.get(slip.row).map_or("", |row| row.label);
        let mut lines = Vec::new();
        for (place, line) in slip.lines.iter().enumerate() {
            let tone = if place == 0 { Some(Tone::Error) } else { None };
            let text = if place == 0 {
                format!("! {named}: {line}")
            } else {
                format!("  {line}")
            };
            let safe = ruler.safe(&text).into_owned();
            lines.extend(
                wrap(&safe, inner, &ruler)
                    .into_iter()
                    .map(|line| vec![(tone, line)]),
            );
        }
        return lines;
    }
    // A free line is kept for the preview, so that the fields stay where they are while it comes.
    let mut lines = vec![Vec::new()];
    for line in &card.preview {
        match line.as_slice() {
            // A whole sentence may be longer than the card is wide.
            [(tone, text)] => {
                let safe = ruler.safe(text).into_owned();
                let wrapped = wrap(&safe, inner, &ruler).into_iter();
                lines.extend(wrapped.map(|line| vec![(*tone, line)]));
            }
            pieces => lines.push(pieces.to_vec()),
        }
    }
    if card.preview.is_empty() {
        lines.push(Vec::new());
    }
    lines
}

fn choice(choice: &Choice, model: &Model, pen: &mut Pen<'_>) -> Option<Position> {
    let shown = choice.shown();
    let height = u16::try_from(HEIGHT).unwrap_or(8) + 6;
    let area = layout::card(model.size, 66, height);
    let inside = pen.framed(area, &choice.title);
    let prompt = pen.glyphs().prompt;
    pen.text(inside.x, inside.y, 1, prompt, Some(Tone::Heading));
    let room = inside.width.saturating_sub(2);
    let (text, at) = choice.field.window(usize::from(room), &model.manner.ruler);
    pen.text(inside.x + 2, inside.y, room, &text, None);
    // A low terminal has room for the rows only.
    let is_low = inside.height < 6;
    let around = if is_low { 1 } else { 4 };
    let fit = usize::from(inside.height.saturating_sub(around)).clamp(1, HEIGHT);
    let offset = (choice.list.selected + 1)
        .saturating_sub(fit)
        .max(choice.list.offset.min(choice.list.selected));
    let mut y = inside.y + if is_low { 1 } else { 2 };
    for (place, entry) in shown.iter().enumerate().skip(offset).take(fit) {
        let is_selected = place == choice.list.selected;
        let mark = if is_selected { ">" } else { " " };
        pen.text(inside.x, y, 2, mark, None);
        pen.text(
            inside.x + 2,
            y,
            inside.width.saturating_sub(10),
            &entry.text,
            None,
        );
        pen.right(inside.right(), y, 7, &entry.key, Some(Tone::Id));
        if is_selected {
            pen.selected(Rect {
                x: inside.x,
                y,
                width: inside.width,
                height: 1,
            });
        }
        y += 1;
    }
    if shown.is_empty() {
        pen.text(
            inside.x + 2,
            y,
            inside.width,
            "nothing is called like this",
            Some(Tone::Muted),
        );
    }
    let shell = shown
        .get(choice.list.selected)
        .map(|entry| entry.shell.as_str());
    if let Some(shell) = shell.filter(|shell| !shell.is_empty() && !is_low) {
        let low = inside.bottom().saturating_sub(1);
        let same = format!("Same as:  {shell}");
        pen.text(
            inside.x + 2,
            low,
            inside.width.saturating_sub(2),
            &same,
            Some(Tone::Muted),
        );
    }
    let at = u16::try_from(at).unwrap_or(0);
    Some(Position::new(inside.x + 2 + at, inside.y))
}

/// Columns of a key in the help card.
const KEYS: u16 = 10;

/// The width a column of keys needs.
fn needed(lines: &[Line], model: &Model) -> u16 {
    let width = |line: &Line| match line {
        Line::Heading(text) => text.len(),
        Line::Key { about, .. } => usize::from(KEYS) + model.manner.ruler.width(about),
        Line::Blank => 0,
    };
    let most = lines.iter().map(width).max().unwrap_or(0);
    u16::try_from(most).unwrap_or(u16::MAX)
}

/// Two columns where both fit whole, else one below the other.
fn help(help: &Help, model: &Model, pen: &mut Pen<'_>) -> Option<Position> {
    let map = &model.manner.keymap;
    let (mut left, mut right) = help::columns(help, map, pen.glyphs(), model.allowed());
    let middle = needed(&left, model) + 3;
    let both = middle + needed(&right, model) + 4;
    if both > model.size.width {
        help::append(&mut left, std::mem::take(&mut right));
    }
    let lines = left.len().max(right.len());
    let height = u16::try_from(lines).unwrap_or(20) + 5;
    let area = layout::card(model.size, both.clamp(64, model.size.width.max(64)), height);
    let name = capital(&help.context.name().replace('_', " "));
    let separator = pen.glyphs().separator;
    let inside = pen.framed(
        area,
        &format!("Help {separator} {name} {separator} type to search"),
    );
    let prompt = pen.glyphs().prompt;
    pen.text(inside.x, inside.y, 1, prompt, Some(Tone::Heading));
    let wide = inside.width.saturating_sub(2);
    let (text, at) = help.field.window(usize::from(wide), &model.manner.ruler);
    pen.text(inside.x + 2, inside.y, wide, &text, None);
    let room = usize::from(inside.height.saturating_sub(2));
    let offset = help.offset.min(lines.saturating_sub(room));
    for (column, x) in [(left, inside.x), (right, inside.x + middle)] {
        let seen = column.iter().skip(offset).take(room);
        for (line, y) in seen.zip(inside.y + 1..) {
            match line {
                Line::Heading(text) => {
                    pen.text(x, y, wide, text, Some(Tone::Heading));
                }
                Line::Key { keys, about } => {
                    pen.text(x, y, KEYS - 1, keys, Some(Tone::Id));
                    let end = inside.right().saturating_sub(x + KEYS);
                    pen.text(x + KEYS, y, end, about, None);
                }
                Line::Blank => {}
            }
        }
    }
    let low = inside.bottom().saturating_sub(1);
    let said = match lines.saturating_sub(offset + room) {
        _ if lines == 0 => "No key of this place is called like this.".to_owned(),
        0 => "This list is made from your key settings.".to_owned(),
        more => {
            let [_, down, ..] = pen.glyphs().arrows;
            format!("{} more below: {down}", counted(more, "line"))
        }
    };
    pen.text(inside.x, low, inside.width, &said, Some(Tone::Muted));
    let at = u16::try_from(at).unwrap_or(0);
    Some(Position::new(inside.x + 2 + at, inside.y))
}

fn preview(preview: &Preview, model: &Model, pen: &mut Pen<'_>) {
    let ruler = model.manner.ruler;
    let inner = usize::from(layout::card(model.size, 76, 4).width.saturating_sub(4));
    let whole = |(tone, text): &Piece| {
        let indent = text.len() - text.trim_start().len();
        let safe = ruler.safe(text.trim_start()).into_owned();
        let wrapped = wrap(&safe, inner.saturating_sub(indent), &ruler);
        let line = |line: String| vec![(*tone, format!("{:indent$}{line}", ""))];
        wrapped.into_iter().map(line).collect::<Vec<_>>()
    };
    let mut lines: Vec<Vec<Piece>> = Vec::new();
    for line in preview.lines.iter().skip(preview.offset) {
        match line.as_slice() {
            [one] => lines.extend(whole(one)),
            pieces => lines.push(pieces.to_vec()),
        }
    }
    let slips: Vec<Vec<Piece>> = preview
        .slip
        .iter()
        .flat_map(|slip| whole(&(Some(Tone::Error), slip.clone())))
        .collect();
    let height = lines.len() + slips.len();
    let height = u16::try_from(height).unwrap_or(u16::MAX).saturating_add(3);
    let area = layout::card(model.size, 76, height);
    let inside = pen.framed(area, &preview.title);
    let room = usize::from(inside.height).saturating_sub(slips.len());
    let seen = lines.iter().take(room).chain(&slips);
    for (line, y) in seen.zip(inside.y..inside.bottom()) {
        pen.pieces(inside.x, y, inside.width, line);
    }
}
