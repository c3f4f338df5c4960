//! The wins as lines, and which lines belong to which of them.

use std::ops::Range;

use super::{Suggested, Wins, Won};
use crate::tui::keymap::{Context, Intent};
use crate::tui::layout::{self, Shape};
use crate::tui::model::Model;
use crate::tui::pen::Piece;
use crate::words::tone::Tone;
use crate::words::{dates, wins as words};

/// A line: a heading with what stands at its right end, a rule, or pieces of an entry.
#[derive(Debug)]
pub(super) enum Line {
    Heading(String, String),
    Rule,
    Blank,
    /// The text, and what stands at the right end.
    Entry(usize, Vec<Piece>, String),
    Said(String),
}

#[derive(Debug, Default)]
pub(super) struct Flow {
    pub lines: Vec<Line>,
}

impl Flow {
    /// The entry a line belongs to.
    pub fn entry(&self, line: usize) -> Option<usize> {
        match self.lines.get(line)? {
            Line::Entry(place, ..) => Some(*place),
            _ => None,
        }
    }

    /// The lines of an entry.
    pub fn extent(&self, wanted: usize) -> Range<usize> {
        let is = |line: &Line| matches!(line, Line::Entry(place, ..) if *place == wanted);
        let start = self.lines.iter().position(is).unwrap_or(0);
        let end = self.lines.iter().rposition(is).map_or(0, |last| last + 1);
        start..end
    }
}

/// Rows that are seen at once: the filter takes two.
pub(super) fn height(wins: &Wins, model: &Model) -> usize {
    let body = usize::from(layout::frame(model.size).body.height);
    body.saturating_sub(if wins.filter.is_some() { 2 } else { 0 })
        .max(1)
}

/// Columns of names, as wide as the longest of a few.
struct Columns {
    name: usize,
    is_narrow: bool,
}

pub(super) fn flow(wins: &Wins, model: &Model) -> Flow {
    let mut flow = Flow::default();
    if wins.told.is_none() {
        return flow;
    }
    let ruler = &model.manner.ruler;
    let names = wins
        .won(true)
        .chain(wins.won(false))
        .filter_map(|one| one.win.by.as_deref())
        .map(|name| ruler.width(&ruler.safe(name)));
    let columns = Columns {
        name: names.max().unwrap_or(0).clamp(4, 10),
        is_narrow: layout::shape(model.size) == Shape::Narrow,
    };
    let is_low = layout::frame(model.size).body.height < 12;
    let blank = |flow: &mut Flow| {
        if !is_low {
            flow.lines.push(Line::Blank);
        }
    };
    flow.lines
        .push(Line::Heading("THIS WEEK".to_owned(), String::new()));
    blank(&mut flow);
    let mut place = 0;
    for one in wins.won(true) {
        new(&mut flow, place, one, &columns, model);
        place += 1;
    }
    for one in wins.suggested(&model.dismissed) {
        suggestion(&mut flow, place, one, &columns, model);
        place += 1;
    }
    if place == 0 {
        flow.lines.push(Line::Said(nothing(wins, model)));
    }
    blank(&mut flow);
    if !is_low {
        flow.lines.push(Line::Rule);
    }
    let counts = words::counts(wins.won(true).chain(wins.won(false)).map(|one| &one.win));
    flow.lines
        .push(Line::Heading("EARLIER THIS CYCLE".to_owned(), counts));
    for one in wins.won(false) {
        earlier(&mut flow, place, one, &columns, model);
        place += 1;
    }
    flow
}

fn nothing(wins: &Wins, model: &Model) -> String {
    if wins.filter.is_some() {
        return "No win with these words this week".to_owned();
    }
    let glyphs = model.manner.ruler.set.glyphs();
    let map = &model.manner.keymap;
    let key = map.shown(Context::Wins, &[Intent::Add], glyphs);
    format!("Nothing yet this week. What worked? {key} tells it")
}

/// Date and name in front of a title.
fn front(date: &str, by: Option<&str>, columns: &Columns, model: &Model) -> Vec<Piece> {
    let ruler = &model.manner.ruler;
    let mut front = vec![(Some(Tone::Muted), format!("{date:<6}  "))];
    if !columns.is_narrow {
        let by = ruler.safe(by.unwrap_or_default());
        let by = ruler.cut(&by, columns.name);
        let padded = ruler.pad_right(&by, columns.name);
        front.push((None, format!("{padded}  ")));
    }
    front
}

/// What stands in front of the second line of an entry.
fn indent(columns: &Columns) -> String {
    let name = if columns.is_narrow {
        0
    } else {
        columns.name + 2
    };
    " ".repeat(2 + 8 + name)
}

fn new(flow: &mut Flow, place: usize, one: &Won, columns: &Columns, model: &Model) {
    let glyphs = model.manner.ruler.set.glyphs();
    let win = &one.win;
    let date = dates::short(win.date, model.now.today);
    let mut line = vec![(Some(Tone::Win), format!("{} ", glyphs.win))];
    line.extend(front(&date, win.by.as_deref(), columns, model));
    line.push((None, win.title.clone()));
    flow.lines.push(Line::Entry(place, line, String::new()));
    let below = words::below(&one.ids, &win.thanks, glyphs);
    let by = win.by.clone().filter(|_| columns.is_narrow);
    let parts: Vec<String> = by.into_iter().chain([below]).collect();
    let below = parts.join("  ");
    if !below.trim().is_empty() {
        let line = vec![(None, indent(columns)), (Some(Tone::Muted), below)];
        flow.lines.push(Line::Entry(place, line, String::new()));
    }
}

fn suggestion(flow: &mut Flow, place: usize, one: &Suggested, columns: &Columns, model: &Model) {
    let glyphs = model.manner.ruler.set.glyphs();
    let map = &model.manner.keymap;
    let date = dates::short(model.now.today, model.now.today);
    let mut line = vec![(Some(Tone::Muted), "? ".to_owned())];
    line.extend(front(&date, Some(&one.id), columns, model));
    line.push((Some(Tone::Muted), one.title.clone()));
    flow.lines.push(Line::Entry(place, line, String::new()));
    let keep = map.shown(Context::Wins, &[Intent::Accept], glyphs);
    let dismiss = map.shown(Context::Wins, &[Intent::Dismiss], glyphs);
    let keys = format!("{keep} to keep, {dismiss} to dismiss");
    let separator = glyphs.separator;
    let suggested = match columns.is_narrow {
        true => format!("suggested {separator} {keys}"),
        false => format!("suggested by okr {separator} {keys}"),
    };
    for text in [one.reason.clone(), suggested] {
        let line = vec![(None, indent(columns)), (Some(Tone::Muted), text)];
        flow.lines.push(Line::Entry(place, line, String::new()));
    }
}

fn earlier(flow: &mut Flow, place: usize, one: &Won, columns: &Columns, model: &Model) {
    let win = &one.win;
    let date = dates::short(win.date, model.now.today);
    let mut line = vec![(None, "  ".to_owned())];
    line.extend(front(&date, win.by.as_deref(), columns, model));
    line.push((None, win.title.clone()));
    let ids = match columns.is_narrow {
        true => String::new(),
        false => one.ids.join(" "),
    };
    flow.lines.push(Line::Entry(place, line, ids));
}
