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
    for text in week(model, pen) {
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
            let age = format!("open {}", dates::days((day - found.date).num_days()));
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

fn week(model: &Model, pen: &Pen<'_>) -> Vec<Vec<Piece>> {
    let summary = &model.summary;
    let mut lines = Vec::new();
    let separator = pen.glyphs().separator;
    let due = match summary.due.len() {
        0 => String::new(),
        1..=5 => format!(" {separator} still due: {}", summary.due.join(" ")),
        more => format!(" {separator} {more} still due"),
    };
    lines.push(vec![(
        None,
        format!(
            "{} of {} checked in{due}",
            summary.checked_in, summary.total
        ),
    )]);
    if !summary.moved.is_empty() {
        let mut line = vec![(Some(Tone::Muted), "Moved   ".to_owned())];
        for (id, text) in &summary.moved {
            line.push((Some(Tone::Id), format!("{id} ")));
            line.push((None, format!("{text}   ")));
        }
        lines.push(line);
    }
    for (id, text) in &summary.needs {
        lines.push(vec![
            (Some(Tone::Muted), "Needs   ".to_owned()),
            (Some(Tone::Id), format!("{id} ")),
            (None, text.clone()),
        ]);
    }
    lines
}
