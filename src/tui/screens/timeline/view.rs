//! Draws the weeks. Where there is no room for all of them, those around the one that one stands on are
//! seen; where it is low, sums and legend give way to the rows.

use chrono::{Datelike, NaiveDate};
use okr_core::report::timeline::{Timeline, Week};
use ratatui::layout::Rect;

use super::Weeks;
use crate::tui::layout::{self, Shape};
use crate::tui::model::Model;
use crate::tui::pen::Pen;
use crate::words::timeline::{self as words, Show};
use crate::words::tone::Tone;

/// Rows of the screen and what stands in them.
struct Parts {
    heads: u16,
    rows: u16,
    /// The arrow below today's week.
    has_now: bool,
    has_sums: bool,
    has_legend: bool,
    gap: u16,
}

fn parts(body: u16, count: usize) -> Parts {
    let (heads, has_now, has_sums, has_legend, gap) = match body {
        14.. => (2, true, true, true, 1),
        9..14 => (2, false, true, true, 0),
        _ => (1, false, false, false, 0),
    };
    let below = u16::from(has_now) + gap + 2 * u16::from(has_sums) + gap + u16::from(has_legend);
    let room = body.saturating_sub(heads + below).max(1);
    Parts {
        heads,
        rows: room.min(u16::try_from(count).unwrap_or(room).max(1)),
        has_now,
        has_sums,
        has_legend,
        gap,
    }
}

/// Rows that are seen at once.
pub(super) fn height(model: &Model) -> usize {
    let body = layout::frame(model.size).body.height;
    usize::from(parts(body, usize::MAX).rows)
}

/// Where the columns stand: the first week that is seen, how many, how wide, and the room in front.
struct Columns {
    first: usize,
    count: usize,
    wide: u16,
    label: u16,
}

impl Columns {
    /// Where a week begins from the left edge, when it is seen.
    fn start(&self, week: usize) -> Option<u16> {
        let place = week
            .checked_sub(self.first)
            .filter(|place| *place < self.count)?;
        Some(self.label + u16::try_from(place).ok()? * self.wide)
    }
}

fn columns(weeks: &Weeks, shown: &Timeline, model: &Model, width: u16) -> Columns {
    const LEAST_LABEL: u16 = 10;
    const MOST_LABEL: u16 = 58;
    let all = u16::try_from(shown.weeks.len()).unwrap_or(1).max(1);
    let is_wide = layout::shape(model.size) == Shape::Wide;
    let wide = match weeks.show {
        // As wide as its longest word.
        Show::Status if is_wide && width >= all * 7 + LEAST_LABEL => 7,
        _ => 3,
    };
    let least = match layout::shape(model.size) {
        Shape::Narrow => LEAST_LABEL,
        _ if wide == 7 => LEAST_LABEL,
        _ => 24,
    };
    let count = (width.saturating_sub(least) / wide).clamp(1, all);
    let label = width.saturating_sub(count * wide).min(MOST_LABEL);
    let count = usize::from(count);
    let first = (weeks.week + 1).saturating_sub(count);
    // With as much of what is to come as fits.
    let ahead = weeks.week.saturating_sub(count * 3 / 4).max(first);
    Columns {
        first: ahead.min(shown.weeks.len().saturating_sub(count)),
        count,
        wide,
        label,
    }
}

pub fn view(weeks: &Weeks, model: &Model, area: Rect, pen: &mut Pen<'_>) {
    let Some(shown) = &weeks.shown else {
        return;
    };
    let (x, width) = (area.x + 1, area.width.saturating_sub(2));
    if shown.rows.is_empty() {
        let text = "No key results in this cycle yet";
        pen.text(x, area.y + 1, width, text, Some(Tone::Muted));
        return;
    }
    let columns = columns(weeks, shown, model, width);
    let parts = parts(area.height, shown.rows.len());
    let end = model.board.cycle.as_ref().map(|cycle| cycle.end);
    heads(weeks, end, shown, &columns, area, pen, parts.heads);
    let top = area.y + parts.heads;
    for y in 0..parts.rows {
        let place = weeks.list.offset + usize::from(y);
        row(weeks, shown, &columns, place, (x, top + y), pen);
    }
    let mut y = top + parts.rows;
    if parts.has_now {
        now(shown, &columns, (x, y), width, pen);
        y += 1;
    }
    y += parts.gap;
    if parts.has_sums {
        sums(shown, &columns, (x, y), pen);
        y += 2;
    }
    y += parts.gap;
    if parts.has_legend {
        let legend = words::legend(weeks.show, pen.glyphs());
        let used = pen.text(x, y, width, &legend, Some(Tone::Muted));
        for streak in words::streak(shown.streak, shown.every) {
            let wide = u16::try_from(model.manner.ruler.width(&streak)).unwrap_or(0);
            if used + wide + 2 <= width {
                pen.right(x + width, y, wide, &streak, None);
                break;
            }
        }
    }
}

/// The arrow below today's week.
fn now(shown: &Timeline, columns: &Columns, (x, y): (u16, u16), width: u16, pen: &mut Pen<'_>) {
    let Some(now) = shown.now.and_then(|now| columns.start(now)) else {
        return;
    };
    let up = match pen.glyphs().arrows {
        ["up", ..] => "^",
        [up, ..] => up,
    };
    let start = x + now + u16::from(columns.wide == 3);
    let text = format!("{up} now");
    let room = match start + 5 <= x + width {
        true => 5,
        false => 1,
    };
    pen.text(start, y, room, &text, Some(Tone::Muted));
}

/// All key results together, below their weeks.
fn sums(shown: &Timeline, columns: &Columns, (x, y): (u16, u16), pen: &mut Pen<'_>) {
    for (y, (label, texts)) in (y..).zip(words::sums(&shown.sums)) {
        pen.text(x, y, columns.label.saturating_sub(1), label, None);
        for (week, text) in texts.iter().enumerate() {
            if let Some(start) = columns.start(week) {
                pen.right(x + start + cell_end(columns), y, columns.wide, text, None);
            }
        }
    }
}

/// Where the text of a cell ends, from the start of the cell.
fn cell_end(columns: &Columns) -> u16 {
    if columns.wide == 3 {
        2
    } else {
        columns.wide - 1
    }
}

/// The numbers of the weeks, and the months they begin.
fn heads(
    weeks: &Weeks,
    end: Option<NaiveDate>,
    shown: &Timeline,
    columns: &Columns,
    area: Rect,
    pen: &mut Pen<'_>,
    heads: u16,
) {
    let x = area.x + 1;
    let room = columns.label.saturating_sub(1);
    pen.text(x, area.y, room, weeks.show.title(), Some(Tone::Heading));
    for place in 0..columns.count {
        let Some(week) = shown.weeks.get(columns.first + place) else {
            break;
        };
        let start = x + columns.label + (place as u16) * columns.wide;
        let is_picked = columns.first + place == weeks.week;
        let tone = if is_picked {
            Tone::Selected
        } else {
            Tone::Heading
        };
        let number = format!("{:>2}", week.number);
        pen.right(start + cell_end(columns), area.y, 2, &number, Some(tone));
        // The month that begins in the week; of the first week the one it ends in.
        let last = week.next().pred_opt().unwrap_or(week.start);
        let begins = last.day() <= 7 && end.is_none_or(|end| last.with_day(1) <= Some(end));
        let is_covered = |week: &Week| week.next().day() <= 8 && week.next().day() > 1;
        let next = shown.weeks.get(columns.first + place + 1);
        let is_first = place == 0 && columns.wide == 3 && !next.is_some_and(is_covered)
            || place == 0 && columns.wide > 3;
        if heads > 1 && (is_first || begins) {
            let month = last.format("%b").to_string();
            let begin = start + cell_end(columns) - 2;
            pen.text(begin, area.y + 1, 3, &month, Some(Tone::Muted));
        }
    }
}

fn row(
    weeks: &Weeks,
    shown: &Timeline,
    columns: &Columns,
    place: usize,
    (x, y): (u16, u16),
    pen: &mut Pen<'_>,
) {
    let Some(row) = shown.rows.get(place) else {
        return;
    };
    let is_selected = weeks.list.selected == place;
    let tone = is_selected.then_some(Tone::Selected);
    if is_selected {
        pen.text(x - 1, y, 1, ">", None);
    }
    let label = format!("{} {}", row.id, row.title);
    pen.text(x, y, columns.label.saturating_sub(1), &label, tone);
    for seen in 0..columns.count {
        let week = columns.first + seen;
        let Some(cell) = row.cells.get(week) else {
            break;
        };
        let (tone, text) = match weeks.show {
            Show::Status if columns.wide > 3 => words::word(cell),
            show => words::cell(cell, show, pen.glyphs()),
        };
        let is_picked = is_selected && week == weeks.week;
        let text = if is_picked {
            format!("{text:>2}")
        } else {
            text
        };
        let tone = if is_picked {
            Some(Tone::Selected)
        } else {
            tone
        };
        let end = x + columns.label + (seen as u16) * columns.wide + cell_end(columns);
        pen.right(end, y, columns.wide, &text, tone);
    }
}

/// The row at a place of the screen, and the week when it is one of the cells.
pub(super) fn clicked(
    weeks: &Weeks,
    model: &Model,
    x: u16,
    y: u16,
) -> Option<(usize, Option<usize>)> {
    let shown = weeks.shown.as_ref()?;
    let area = layout::frame(model.size).body;
    let columns = columns(weeks, shown, model, area.width.saturating_sub(2));
    let parts = parts(area.height, shown.rows.len());
    let line = y
        .checked_sub(area.y + parts.heads)
        .filter(|line| *line < parts.rows)?;
    let row = weeks.list.offset + usize::from(line);
    let week = x
        .checked_sub(area.x + 1 + columns.label)
        .map(|right| usize::from(right / columns.wide))
        .filter(|place| *place < columns.count)
        .map(|place| columns.first + place);
    (row < shown.rows.len()).then_some((row, week))
}

/// The cell one stands on, for the line above the footer.
#[must_use]
pub fn read_out(weeks: &Weeks, model: &Model) -> Option<String> {
    let (row, week, cell) = weeks.cell()?;
    Some(words::read_out(row, week, cell, model.now.today))
}
