//! Draws the last page: its facts in two columns where both fit, the proposals below them, and the day of
//! the next review. It is one list of lines of which a part is seen, so nothing on it is out of reach.

use okr_core::review::End;
use ratatui::layout::{Position, Rect};

use super::Sitting;
use super::last::Last;
use crate::tui::model::Model;
use crate::tui::pen::Pen;
use crate::words::progress;
use crate::words::review as around;
use crate::words::review::last as words;
use crate::words::review::offers::{Offer, Worth};
use crate::words::text::Ruler;
use crate::words::tone::Tone;
use crate::words::wrap::wrap;

/// One thing that is told.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Fact {
    Heading(String),
    Row(words::Row),
    Text(String),
}

/// A line of the page.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Line {
    /// On the left, and on the right where there are two columns.
    Facts(Option<Fact>, Option<Fact>),
    /// A heading, and what its keys are.
    Heading(String, &'static str),
    /// Of a place: what is offered and, where it fits behind it, why.
    Offer(usize, String, String),
    /// What of an offer did not fit in its line.
    Below(String, Option<Tone>),
    Blank,
}

/// Columns in front of the second line of what is offered, or told.
const INDENT: &str = "    ";

pub(super) fn lines(held: &Sitting, last: &Last, model: &Model, width: u16) -> Vec<Line> {
    let ruler = model.manner.ruler;
    let whole = usize::from(width.saturating_sub(2));
    let half = usize::from((width / 2).saturating_sub(3));
    let (mut left, mut right) = facts(held, &last.end, model);
    // Nothing of it is cut: what does not fit in two columns stands in one, in as many lines as it needs.
    let all = || left.iter().chain(&right).flatten();
    if all().any(|fact| wide(fact, model) > half) {
        left.append(&mut right);
        left = left
            .into_iter()
            .flat_map(|fact| match fact {
                Some(fact) => broken(fact, whole, model).into_iter().map(Some).collect(),
                None => vec![None],
            })
            .collect();
    }
    let count = left.len().max(right.len());
    let mut lines: Vec<Line> = (0..count)
        .map(|place| {
            let fact = |column: &[Option<Fact>]| column.get(place).cloned().flatten();
            Line::Facts(fact(&left), fact(&right))
        })
        .collect();
    while matches!(lines.last(), Some(Line::Facts(None, None))) {
        lines.pop();
    }
    for (worth, heading, keys) in [
        (Worth::Win, "WORTH CELEBRATING?", around::PICK_WINS),
        (Worth::Ask, "ASKS FOR LEADERSHIP", around::PICK_ASKS),
        (Worth::Answered, "OPEN ASKS", around::PICK_ANSWERED),
    ] {
        let offers = last.offers.iter().enumerate();
        let mut lines_of = offers
            .filter(|(_, offer)| offer.worth == worth)
            .flat_map(|(place, offer)| offered(place, offer, whole, &ruler))
            .peekable();
        if lines_of.peek().is_some() {
            lines.push(Line::Blank);
            lines.push(Line::Heading(heading.to_owned(), keys));
            lines.extend(lines_of);
        }
    }
    lines.push(Line::Blank);
    let next = around::next_review(last.end.next, model.now.today);
    lines.push(Line::Facts(Some(Fact::Text(next)), None));
    lines
}

/// What is offered, with its reason behind it or below it.
fn offered(place: usize, offer: &Offer, width: usize, ruler: &Ruler) -> Vec<Line> {
    let safe = ruler.safe(&offer.text).into_owned();
    let text = format!("{} {safe}", offer.id);
    let room = width.saturating_sub(INDENT.len()).max(20);
    let mut texts = wrap(&text, room, ruler);
    let reason = format!("({})", offer.reason);
    let last = texts.last().map_or(0, |text| ruler.width(text));
    let fits = texts.len() == 1 && last + 2 + ruler.width(&reason) <= room;
    let behind = if fits { reason.clone() } else { String::new() };
    let first = texts.remove(0);
    let mut lines = vec![Line::Offer(place, first, behind)];
    lines.extend(texts.into_iter().map(|text| Line::Below(text, None)));
    if !fits {
        let reason = wrap(&reason, room, ruler).into_iter();
        lines.extend(reason.map(|text| Line::Below(text, Some(Tone::Muted))));
    }
    lines
}

/// How wide a fact is when nothing of it is cut.
fn wide(fact: &Fact, model: &Model) -> usize {
    let ruler = model.manner.ruler;
    match fact {
        Fact::Heading(text) | Fact::Text(text) => ruler.width(text),
        Fact::Row(row) => ruler.width(&row.name) + 2 + ruler.width(&said(row, model)),
    }
}

/// A fact in lines of a width. A row that is too long has its name above it.
fn broken(fact: Fact, width: usize, model: &Model) -> Vec<Fact> {
    let ruler = model.manner.ruler;
    if wide(&fact, model) <= width {
        return vec![fact];
    }
    let pieces = |text: &str| wrap(&ruler.safe(text), width.max(20), &ruler);
    match fact {
        Fact::Heading(_) => vec![fact],
        Fact::Text(text) => pieces(&text).into_iter().map(Fact::Text).collect(),
        Fact::Row(row) => {
            let fact = said(&row, model);
            let inner = width.saturating_sub(INDENT.len()).max(20);
            let below = wrap(&ruler.safe(&fact), inner, &ruler).into_iter();
            let below = below.map(|text| Fact::Text(format!("{INDENT}{text}")));
            pieces(&row.name)
                .into_iter()
                .map(Fact::Text)
                .chain(below)
                .collect()
        }
    }
}

/// What a row says of its key result.
fn said(row: &words::Row, model: &Model) -> String {
    let glyphs = model.manner.ruler.set.glyphs();
    let status = row.status.map(|status| progress::status(status, glyphs));
    match status {
        Some(status) => format!("{}  {status}", row.fact),
        None => row.fact.clone(),
    }
}

/// What moved and was won on the left, what is stuck and blocks on the right; `None` is a blank line.
fn facts(held: &Sitting, end: &End, model: &Model) -> (Vec<Option<Fact>>, Vec<Option<Fact>>) {
    let review = &held.review;
    let minus = model.manner.ruler.set.glyphs().minus;
    let (mut left, mut right) = (Vec::new(), Vec::new());
    rows("MOVED", words::moved_rows(review, end, minus), &mut left);
    rows("STUCK", words::stuck_rows(review, end), &mut right);
    for section in words::sections(review, end, model.now.today) {
        let side = match section.of {
            words::Of::Moved | words::Of::Stuck | words::Of::Asks => continue,
            words::Of::Wins => &mut left,
            words::Of::Blockers => &mut right,
        };
        let count = section.lines.len();
        let heading = format!("{} ({count})", section.heading.to_uppercase());
        side.push(Some(Fact::Heading(heading)));
        side.extend(section.lines.into_iter().map(|text| Some(Fact::Text(text))));
        side.push(None);
    }
    (left, right)
}

fn rows(heading: &str, rows: Vec<words::Row>, lines: &mut Vec<Option<Fact>>) {
    if rows.is_empty() {
        return;
    }
    lines.push(Some(Fact::Heading(heading.to_owned())));
    lines.extend(rows.into_iter().map(|row| Some(Fact::Row(row))));
    lines.push(None);
}

pub(super) fn view(
    held: &Sitting,
    last: &Last,
    model: &Model,
    area: Rect,
    pen: &mut Pen<'_>,
) -> Option<Position> {
    let all = lines(held, last, model, area.width);
    let most = all.len().saturating_sub(usize::from(area.height));
    let offset = last.list.offset.min(most);
    let is_split = all
        .iter()
        .any(|line| matches!(line, Line::Facts(_, Some(_))));
    let half = if is_split { area.width / 2 } else { area.width };
    let mut cursor = None;
    for (line, y) in all.iter().skip(offset).zip(area.y..area.bottom()) {
        match line {
            Line::Facts(left, right) => {
                for (fact, x) in [(left, area.x + 1), (right, area.x + half)] {
                    if let Some(fact) = fact {
                        self::fact(fact, x, y, half.saturating_sub(2), model, pen);
                    }
                }
            }
            Line::Heading(text, keys) => {
                let width = area.width.saturating_sub(2);
                let used = pen.text(area.x + 1, y, width, text, Some(Tone::Heading));
                let keys_width = u16::try_from(keys.len()).unwrap_or(width);
                if used + keys_width + 3 < width {
                    let start = (area.x + half).max(area.x + used + 4);
                    let start = start.min(area.right().saturating_sub(keys_width + 1));
                    pen.text(start, y, keys_width, keys, Some(Tone::Muted));
                }
            }
            Line::Offer(place, text, reason) => {
                let row = Rect {
                    y,
                    height: 1,
                    ..area
                };
                if draw(last, *place, (text, reason), row, pen) {
                    cursor = Some(Position::new(area.x + 2, y));
                }
            }
            Line::Below(text, tone) => {
                let x = area.x + 1 + INDENT.len() as u16;
                pen.text(x, y, area.width.saturating_sub(6), text, *tone);
            }
            Line::Blank => {}
        }
    }
    cursor
}

fn fact(fact: &Fact, x: u16, y: u16, width: u16, model: &Model, pen: &mut Pen<'_>) {
    match fact {
        Fact::Heading(text) => {
            pen.text(x, y, width, text, Some(Tone::Heading));
        }
        Fact::Text(text) => {
            pen.text(x, y, width, text, None);
        }
        Fact::Row(row) => {
            let fact = said(row, model);
            let wide = pen.manner.ruler.width(&fact);
            let wide = u16::try_from(wide).unwrap_or(width).min(width);
            let used = pen.text(x, y, width.saturating_sub(wide), &row.name, None);
            let tone = row.status.map(progress::tone);
            let start = match row.status {
                Some(_) => width - wide,
                None => used + 2,
            };
            let room = width.saturating_sub(start);
            pen.text(x + start, y, room, &fact, tone.or(Some(Tone::Muted)));
        }
    }
}

/// Answers whether it is the selected one.
fn draw(
    last: &Last,
    place: usize,
    (text, reason): (&str, &str),
    row: Rect,
    pen: &mut Pen<'_>,
) -> bool {
    let Some(picked) = last.picked.get(place) else {
        return false;
    };
    let mark = if *picked { "[x]" } else { "[ ]" };
    let width = row.width.saturating_sub(2);
    let used = pen.text(row.x + 1, row.y, width, &format!("{mark} {text}"), None);
    let room = width.saturating_sub(used + 2);
    pen.text(row.x + 3 + used, row.y, room, reason, Some(Tone::Muted));
    let is_selected = place == last.list.selected;
    if is_selected {
        pen.selected(row);
    }
    is_selected
}
