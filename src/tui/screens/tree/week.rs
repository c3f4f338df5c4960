//! What happened this week, below the list of a wide screen: check-ins, what needs somebody, wins, and
//! asks to leadership. The facts are the core's.

use ratatui::layout::Rect;

use crate::tui::model::Model;
use crate::tui::pen::{Pen, Piece};
use crate::words::dates;
use crate::words::tone::Tone;

const WINS: usize = 3;
const ASKS: usize = 3;

pub(super) fn view(model: &Model, area: Rect, pen: &mut Pen<'_>) {
    let mut y = area.y;
    let (x, width) = (area.x + 1, area.width.saturating_sub(2));
    let mut line = |pen: &mut Pen<'_>, pieces: &[Piece]| {
        if y < area.bottom() {
            pen.pieces(x, y, width, pieces);
        }
        y += 1;
    };
    let heading = |text: &str| vec![(Some(Tone::Heading), text.to_owned())];
    let day = model.now.today;
    let summary = &model.summary;
    line(pen, &heading("THIS WEEK"));
    for text in week(model, width, pen) {
        line(pen, &text);
    }
    if !summary.wins.is_empty() {
        line(pen, &[]);
        line(pen, &heading("WINS"));
        let win = pen.glyphs().win;
        for found in summary.wins.iter().take(WINS) {
            let by = found.by.as_deref().unwrap_or_default();
            let date = dates::short(found.date, day);
            line(
                pen,
                &[
                    (Some(Tone::Win), format!("{win} ")),
                    (Some(Tone::Muted), format!("{date:<7} ")),
                    (None, format!("{by:<5} {}", found.title)),
                ],
            );
        }
    }
    if !summary.asks.is_empty() {
        line(pen, &[]);
        line(pen, &heading("ASKS TO LEADERSHIP"));
        for found in summary.asks.iter().take(ASKS) {
            let age = match (day - found.date).num_days() {
                ..=0 => "new today".to_owned(),
                days => format!("open {}", dates::days(days)),
            };
            let room = usize::from(width).saturating_sub(age.len() + 9);
            let ruler = model.manner.ruler;
            let title = ruler.safe(&found.title);
            let title = ruler.pad_right(&ruler.cut(&title, room), room);
            line(
                pen,
                &[
                    (Some(Tone::Warning), "? ".to_owned()),
                    (Some(Tone::Id), format!("{:<3} ", found.id.to_string())),
                    (None, format!("{title}  ")),
                    (Some(Tone::Muted), age),
                ],
            );
        }
    }
}

/// What moved in the last seven days, which may reach back before the last review: as many as fit, and
/// how many more there are.
fn moved(model: &Model, width: u16) -> Option<Vec<Piece>> {
    let ruler = model.manner.ruler;
    let all = &model.summary.moved;
    let mut line = vec![(Some(Tone::Muted), "In 7 days  ".to_owned())];
    let mut used = "In 7 days  ".len();
    for (place, (id, text)) in all.iter().enumerate() {
        let left = all.len() - place;
        let wide = ruler.width(id) + ruler.width(text) + 4;
        let rest = match left {
            1 => 0,
            _ => format!("+{left} more").len(),
        };
        if used + wide + rest > usize::from(width) + 3 {
            line.push((Some(Tone::Muted), format!("+{left} more")));
            break;
        }
        used += wide;
        line.push((Some(Tone::Id), format!("{id} ")));
        line.push((None, format!("{text}   ")));
    }
    (!all.is_empty()).then_some(line)
}

fn week(model: &Model, width: u16, pen: &Pen<'_>) -> Vec<Vec<Piece>> {
    let summary = &model.summary;
    let mut lines = Vec::new();
    let separator = pen.glyphs().separator;
    let due = match summary.due.len() {
        0 => String::new(),
        1..=5 => format!(" {separator} still due: {}", summary.due.join(" ")),
        more => format!(" {separator} {more} still due"),
    };
    let since = summary
        .since
        .map(|since| dates::weekday(since, model.now.today));
    let since = since.map_or_else(String::new, |since| format!(" since {since}"));
    lines.push(vec![(
        None,
        format!(
            "{} of {} checked in{since}{due}",
            summary.checked_in, summary.total
        ),
    )]);
    lines.extend(moved(model, width));
    for (id, text) in &summary.needs {
        lines.push(vec![
            (Some(Tone::Muted), "Needs   ".to_owned()),
            (Some(Tone::Id), format!("{id} ")),
            (None, text.clone()),
        ]);
    }
    lines
}
