//! The screen of a book in which nothing is yet: what to do first, and two sentences that say what an
//! objective and a key result are.

use ratatui::layout::Rect;

use crate::tui::cards::Verb;
use crate::tui::model::Model;
use crate::tui::pen::Pen;
use crate::tui::widgets::list::List;
use crate::words::tone::Tone;

#[derive(Debug, Clone, PartialEq, Default)]
pub struct First {
    pub list: List,
}

/// What can be chosen: the words and what they begin.
pub const CHOICES: [(&str, &str, Verb); 2] = [
    ("Write my first objective", "", Verb::AddObjective),
    (
        "Write down a vision first",
        "what your leaders want to be true",
        Verb::AddVision,
    ),
];

const SENTENCES: [(&str, Option<Tone>); 7] = [
    (
        "An objective says where you want to be. No number in it.",
        None,
    ),
    ("  Ship a product people trust", Some(Tone::Muted)),
    (
        "A key result says how you will know. A number you can miss.",
        None,
    ),
    ("  Reach 95% of lines tested", Some(Tone::Muted)),
    (
        "  Reduce bug reports by 30% against the release before it",
        Some(Tone::Muted),
    ),
    (
        "  Score 4.5/5 in the quarterly user surveys",
        Some(Tone::Muted),
    ),
    (
        "Rows of a spreadsheet or an outline can be pasted here.",
        None,
    ),
];

pub fn view(first: &First, model: &Model, area: Rect, pen: &mut Pen<'_>) {
    let (x, width) = (area.x + 3, area.width.saturating_sub(4));
    let mut y = area.y + 1;
    let mut line = |pen: &mut Pen<'_>, text: &str, tone: Option<Tone>| {
        if y < area.bottom() {
            pen.text(x, y, width, text, tone);
        }
        y += 1;
    };
    line(
        pen,
        "Nothing here yet. Start small: one objective, three key results.",
        None,
    );
    line(pen, "", None);
    for (place, (text, beside, _)) in CHOICES.iter().enumerate() {
        let mark = if place == first.list.selected {
            ">"
        } else {
            " "
        };
        let tone = (place == first.list.selected).then_some(Tone::Heading);
        line(pen, &format!("{mark} {text:<28}{beside}"), tone);
    }
    line(pen, "", None);
    for (text, tone) in SENTENCES {
        line(pen, text, tone);
    }
    line(pen, "", None);
    let made = match model.exists {
        true => format!("The book is {}", model.manner.path),
        false => format!("The first change makes {}", model.manner.path),
    };
    line(pen, &made, Some(Tone::Muted));
}
