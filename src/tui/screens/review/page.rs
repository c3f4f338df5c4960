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
use crate::words::review::offers::Worth;
use crate::words::tone::Tone;

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
    Offer(usize),
    Blank,
}

/// Two columns need so much.
const LEAST: u16 = 78;

pub(super) fn lines(held: &Sitting, last: &Last, model: &Model, width: u16) -> Vec<Line> {
    let (mut left, mut right) = facts(held, &last.end, model);
    if width < LEAST {
        left.append(&mut right);
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
        let mut places = offers
            .filter(|(_, offer)| offer.worth == worth)
            .map(|(place, _)| Line::Offer(place))
            .peekable();
        if places.peek().is_some() {
            lines.push(Line::Blank);
            lines.push(Line::Heading(heading.to_owned(), keys));
            lines.extend(places);
        }
    }
    lines.push(Line::Blank);
    let next = around::next_review(last.end.next, model.now.today);
    lines.push(Line::Facts(Some(Fact::Text(next)), None));
    lines
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
    let half = match area.width < LEAST {
        true => area.width,
        false => area.width / 2,
    };
    let mut cursor = None;
    for (line, y) in all.iter().skip(offset).zip(area.y..area.bottom()) {
        match line {
            Line::Facts(left, right) => {
                for (fact, x) in [(left, area.x + 1), (right, area.x + half)] {
                    if let Some(fact) = fact {
                        self::fact(fact, x, y, half.saturating_sub(3), pen);
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
            Line::Offer(place) => {
                let row = Rect {
                    y,
                    height: 1,
                    ..area
                };
                if draw(last, *place, row, pen) {
                    cursor = Some(Position::new(area.x + 2, y));
                }
            }
            Line::Blank => {}
        }
    }
    cursor
}

fn fact(fact: &Fact, x: u16, y: u16, width: u16, pen: &mut Pen<'_>) {
    match fact {
        Fact::Heading(text) => {
            pen.text(x, y, width, text, Some(Tone::Heading));
        }
        Fact::Text(text) => {
            pen.text(x, y, width, text, None);
        }
        Fact::Row(row) => {
            let status = row
                .status
                .map(|status| progress::status(status, pen.glyphs()));
            let fact = match &status {
                Some(status) => format!("{}  {status}", row.fact),
                None => row.fact.clone(),
            };
            let wide = pen.manner.ruler.width(&fact);
            let wide = u16::try_from(wide).unwrap_or(width).min(width * 2 / 3);
            let used = pen.text(x, y, width.saturating_sub(wide + 2), &row.name, None);
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
fn draw(last: &Last, place: usize, row: Rect, pen: &mut Pen<'_>) -> bool {
    let (Some(offer), Some(picked)) = (last.offers.get(place), last.picked.get(place)) else {
        return false;
    };
    let mark = if *picked { "[x]" } else { "[ ]" };
    let text = format!("{mark} {} {}", offer.id, offer.text);
    let width = row.width.saturating_sub(2);
    let reason = format!("  ({})", offer.reason);
    let wide = pen.manner.ruler.width(&reason);
    let wide = u16::try_from(wide).unwrap_or(width).min(width / 2);
    // The figures behind it are not what is cut first.
    let room = match row.width < LEAST {
        true => width,
        false => width.saturating_sub(wide),
    };
    let used = pen.text(row.x + 1, row.y, room, &text, None);
    let room = width.saturating_sub(used);
    pen.text(row.x + 1 + used, row.y, room, &reason, Some(Tone::Muted));
    let is_selected = place == last.list.selected;
    if is_selected {
        pen.selected(row);
    }
    is_selected
}
