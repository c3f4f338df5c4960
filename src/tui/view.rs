//! Draws one frame from the model: the head, the screen on top, a card over it, the notice and the
//! footer. It changes nothing; whatever needs remembering is `update`'s.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::cards::draw;
use super::foot;
use super::keymap::Intent;
use super::layout::{self, Shape};
use super::model::{Model, Notice};
use super::pen::Pen;
use super::screens::{
    Screen, TABS, Tab, first, grade, key_result, review, stop, timeline, tree, wins,
};
use crate::words::outcome::counted;
use crate::words::tone::Tone;
use crate::words::wrap::wrap;
use crate::words::{dates, progress};

/// Where the counts of the whole are going to stand.
const READING: &str = "Reading the book";

pub fn view(model: &Model, frame: &mut Frame<'_>) {
    let mut pen = Pen {
        buffer: frame.buffer_mut(),
        manner: &model.manner,
    };
    let cursor = draw_all(model, &mut pen);
    if let Some(cursor) = cursor.filter(|cursor| frame.area().contains(*cursor)) {
        frame.set_cursor_position(cursor);
    }
}

fn draw_all(model: &Model, pen: &mut Pen<'_>) -> Option<Position> {
    let areas = layout::frame(model.size);
    if areas.shape == Shape::TooSmall {
        too_small(model, pen);
        return None;
    }
    if let Screen::Review(sitting) = model.screen() {
        review::head(sitting, model, areas.head, areas.tabs, pen);
    } else {
        head(model, areas.head, areas.shape, pen);
        tabs(model, areas.tabs, pen);
    }
    let rule = areas.tabs.y + 1;
    pen.rule(0, rule, model.size.width);
    let mut cursor = match model.screen() {
        Screen::Tree(tree) => tree::view(tree, model, pen),
        Screen::Review(sitting) => review::view(sitting, model, areas.body, pen),
        Screen::KeyResult(page) => {
            key_result::view(page, model, pen);
            None
        }
        Screen::Wins(screen) => wins::view(screen, model, areas.body, pen),
        Screen::Timeline(weeks) => {
            timeline::view(weeks, model, areas.body, pen);
            None
        }
        Screen::Grade(grades) => {
            grade::view(grades, model, areas.body, pen);
            None
        }
        Screen::First(screen) => {
            first::view(screen, model, areas.body, pen);
            None
        }
        Screen::Stop(screen) => {
            stop::view(screen, model, pen);
            None
        }
    };
    notice(model, areas.notice, areas.shape, pen);
    foot::view(model, areas.foot, pen);
    if let Some(overlay) = &model.overlay {
        cursor = draw::view(overlay, model, pen);
    }
    cursor
}

fn head(model: &Model, area: Rect, shape: Shape, pen: &mut Pen<'_>) {
    let separator = format!(" {} ", pen.glyphs().separator);
    let day = model.now.today;
    let mut parts = vec!["okr".to_owned()];
    if model.read_only.is_some() {
        parts.push("read-only".to_owned());
    }
    if let Some(scope) = &model.manner.scope {
        parts.push(format!("only {scope}"));
    }
    if model.is_sample {
        parts.push("sample company".to_owned());
    }
    match &model.board.cycle {
        Some(cycle) => {
            parts.push(cycle.name.clone());
            let (week, weeks) = cycle.week(day);
            if cycle.contains(day) {
                parts.push(format!("week {week} of {weeks}"));
                let gone = progress::share(Some(cycle.time_gone(day)));
                if shape != Shape::Narrow {
                    parts.push(format!("{gone} of time gone"));
                }
            }
        }
        // A book that cannot be read may have any.
        None if matches!(model.screen(), Screen::Stop(_)) => {}
        None => parts.push("no cycle yet".to_owned()),
    }
    let date = match shape {
        Shape::Narrow => dates::short(day, day),
        _ => dates::long(day),
    };
    let room = area
        .width
        .saturating_sub(3 + u16::try_from(date.len()).unwrap_or(16));
    // A part that does not fit is left out whole.
    let ruler = model.manner.ruler;
    while parts.len() > 2 && ruler.width(&parts.join(&separator)) > usize::from(room) {
        parts.pop();
    }
    let text = parts.join(&separator);
    pen.text(area.x + 1, area.y, room, &text, Some(Tone::Heading));
    pen.right(area.right().saturating_sub(1), area.y, 16, &date, None);
}

/// The line of the screens: pieces with what a click on them does.
fn tab_line(model: &Model, area: Rect) -> Vec<(u16, String, Intent)> {
    let ruler = model.manner.ruler;
    let wide = |text: &str| u16::try_from(ruler.width(text)).unwrap_or(u16::MAX);
    let end = area.right().saturating_sub(1);
    let ways = foot::leading(model);
    let total =
        |pieces: &[(String, Intent)]| -> u16 { pieces.iter().map(|(text, _)| wide(text)).sum() };
    let fits = |line: &[(String, Intent)], way: &[(String, Intent)]| {
        area.x + 2 + total(line) + total(way) <= end
    };
    let is_narrow = layout::shape(model.size) == Shape::Narrow;
    let mut line = match is_narrow {
        true => screens(model, Names::Current),
        false => screens(model, Names::All),
    };
    if !is_narrow && !ways.iter().any(|way| fits(&line, way)) {
        line = screens(model, Names::Current);
    }
    let way = ways.into_iter().find(|way| fits(&line, way));
    let start = end.saturating_sub(way.as_deref().map_or(0, total));
    let placed = |mut x: u16, pieces: Vec<(String, Intent)>| -> Vec<(u16, String, Intent)> {
        let place = |(text, intent): (String, Intent)| {
            let at = x;
            x += wide(&text);
            (at, text, intent)
        };
        pieces.into_iter().map(place).collect()
    };
    let mut all = placed(area.x + 1, line);
    all.extend(placed(start, way.unwrap_or_default()));
    all
}

/// The screens with their keys, and the two keys that lead everywhere. Names give way before the key to
/// the keys does.
fn tabs(model: &Model, area: Rect, pen: &mut Pen<'_>) {
    for (x, text, intent) in tab_line(model, area) {
        let leads = matches!(intent, Intent::Help | Intent::Commands);
        let tone = leads.then_some(Tone::Muted);
        pen.text(x, area.y, area.right().saturating_sub(x), &text, tone);
    }
}

/// What a click on the line of the screens asks for.
#[must_use]
pub fn tab_at(model: &Model, x: u16, y: u16) -> Option<Intent> {
    let area = layout::frame(model.size).tabs;
    if y != area.y || matches!(model.screen(), Screen::Review(_)) {
        return None;
    }
    let ruler = model.manner.ruler;
    let line = tab_line(model, area).into_iter();
    let mut hit = line.filter(|(start, text, _)| {
        let text = text.trim_end();
        let wide = u16::try_from(ruler.width(text)).unwrap_or(0);
        (*start..start + wide).contains(&x)
    });
    hit.next().map(|(_, _, intent)| intent)
}

/// Which screens are called by their names beside their keys.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Names {
    All,
    Current,
}

fn screens(model: &Model, names: Names) -> Vec<(String, Intent)> {
    if matches!(model.screen(), Screen::First(_) | Screen::Stop(_)) {
        return Vec::new();
    }
    let glyphs = model.manner.ruler.set.glyphs();
    let context = model.screen().context();
    let text = |tab: &Tab| {
        let key = model.manner.keymap.shown(context, &[tab.intent], glyphs);
        let due = match (tab.intent, model.summary.due.len()) {
            (Intent::ShowReview, count @ 1..) => format!(" ({count})"),
            _ => String::new(),
        };
        match ((tab.holds)(model.screen()), names) {
            (true, _) => format!("[{key} {}{due}]  ", tab.label),
            (false, Names::All) => format!(" {key} {}{due}   ", tab.label),
            (false, Names::Current) => format!(" {key} "),
        }
    };
    let mut all: Vec<_> = TABS.iter().map(|tab| (text(tab), tab.intent)).collect();
    if let Some((last, _)) = all.last_mut() {
        last.truncate(last.trim_end().len());
    }
    all
}

fn notice(model: &Model, area: Rect, shape: Shape, pen: &mut Pen<'_>) {
    match (&model.notice, shape, model.screen()) {
        (Some(notice), ..) => said(notice, model, area, pen),
        (None, ..) if model.is_reading => {
            let room = area.width.saturating_sub(2);
            pen.text(area.x + 1, area.y, room, READING, Some(Tone::Muted));
        }
        (None, _, Screen::Tree(tree)) if !tree.marks.is_empty() => {
            pen.rule(area.x, area.y, area.width);
            let said = format!(" {} marked ", counted(tree.marks.len(), "record"));
            let room = area.width.saturating_sub(4);
            pen.text(area.x + 2, area.y, room, &said, Some(Tone::Heading));
        }
        (None, Shape::Wide, Screen::Tree(_)) => {
            let sums = tree::sums(model);
            pen.text(
                area.x + 1,
                area.y,
                area.width.saturating_sub(2),
                &sums,
                Some(Tone::Muted),
            );
        }
        (None, _, screen) => {
            pen.rule(area.x, area.y, area.width);
            let said = match screen {
                Screen::KeyResult(page) => key_result::read_out(page, model),
                Screen::Timeline(weeks) => timeline::read_out(weeks, model),
                _ => None,
            };
            if let Some(said) = said {
                let room = area.width.saturating_sub(4);
                pen.text(area.x + 2, area.y, room, &format!(" {said} "), None);
            }
        }
    }
}

/// Lines that a notice may take.
const MOST_LINES: usize = 3;

/// What is said, with its key at the right end. What is too long for a line takes more of them from the
/// screen above, unless a card lies there.
fn said(notice: &Notice, model: &Model, area: Rect, pen: &mut Pen<'_>) {
    let ruler = model.manner.ruler;
    let hint = u16::try_from(ruler.width(&notice.hint)).unwrap_or(0);
    let end = area.right().saturating_sub(1);
    pen.right(end, area.y, hint, &notice.hint, Some(Tone::Heading));
    let width = area.width.saturating_sub(4 + hint);
    let text: String = notice.line.iter().map(|(_, text)| text.as_str()).collect();
    let safe = ruler.safe(&text).into_owned();
    let fits = ruler.width(&safe) <= usize::from(width);
    if fits || model.overlay.is_some() || area.y < 12 {
        pen.pieces(area.x + 1, area.y, width, &notice.line);
        return;
    }
    // A warning is the reason to look.
    let mut tones = notice.line.iter().filter_map(|(tone, _)| *tone);
    let tone = tones.next_back();
    let lines = wrap(&safe, usize::from(width), &ruler);
    let count = lines.len().min(MOST_LINES);
    for (place, line) in lines.iter().take(count).enumerate() {
        let y = area.y + 1 - u16::try_from(count - place).unwrap_or(1);
        if y < area.y {
            pen.wipe(Rect {
                y,
                height: 1,
                ..area
            });
        }
        let line = match place + 1 == MOST_LINES {
            true => lines.get(place..).unwrap_or_default().join(" "),
            false => line.clone(),
        };
        pen.text(area.x + 1, y, width, &line, tone);
    }
}

fn too_small(model: &Model, pen: &mut Pen<'_>) {
    let size = model.size;
    let least = layout::LEAST;
    let separator = pen.glyphs().separator;
    let leave = foot::leaving(model);
    let lines = [
        String::new(),
        "okr needs a little more room".to_owned(),
        String::new(),
        format!(
            "Now {} x {} {separator} needs {} x {}",
            size.width, size.height, least.width, least.height
        ),
        "Shell commands still work:".to_owned(),
        "okr checkin".to_owned(),
        String::new(),
        leave,
    ];
    // What does not fit is left out from the top: the way out is at the end.
    let skipped = lines.len().saturating_sub(usize::from(size.height));
    for (y, line) in (0..size.height).zip(lines.iter().skip(skipped)) {
        let x = u16::from(size.width > 30);
        pen.text(x, y, size.width, line, None);
    }
}
