//! The screen of a book in which nothing is yet: what to do first, and two sentences that say what an
//! objective and a key result are.

use ratatui::layout::Rect;

use crate::samples::template;
use crate::tui::cards::Verb;
use crate::tui::keymap::{Context, Intent};
use crate::tui::model::Model;
use crate::tui::pen::Pen;
use crate::tui::widgets::list::List;
use crate::words::tone::Tone;

#[derive(Debug, Clone, PartialEq, Default)]
pub struct First {
    pub list: List,
    /// The templates are shown instead of the ways to begin.
    pub templates: bool,
}

/// What can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    Begin(Verb),
    Templates,
    Paste,
    LookAround,
}

/// The ways to begin.
pub const CHOICES: [(&str, &str, Choice); 5] = [
    (
        "Write my first objective",
        "",
        Choice::Begin(Verb::AddObjective),
    ),
    (
        "Start from a template",
        "quality, growth, content, support …",
        Choice::Templates,
    ),
    (
        "Paste from a spreadsheet",
        "rows, or an outline",
        Choice::Paste,
    ),
    (
        "Look around with samples",
        "nothing is saved",
        Choice::LookAround,
    ),
    (
        "Begin with a vision",
        "what your leaders want to be true",
        Choice::Begin(Verb::AddVision),
    ),
];

impl First {
    /// How many lines can be chosen.
    #[must_use]
    pub fn count(&self) -> usize {
        match self.templates {
            true => template::built_in().count(),
            false => CHOICES.len(),
        }
    }

    fn lines(&self) -> Vec<(String, String)> {
        if self.templates {
            let own = |one: template::Template| (one.name.clone(), one.about().to_owned());
            return template::built_in().map(own).collect();
        }
        let words = |(text, beside, _): (&str, &str, Choice)| (text.to_owned(), beside.to_owned());
        CHOICES.into_iter().map(words).collect()
    }
}

const SENTENCES: [(&str, Option<Tone>); 6] = [
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
];

pub fn view(first: &First, model: &Model, area: Rect, pen: &mut Pen<'_>) {
    let (x, width) = (area.x + 3, area.width.saturating_sub(4));
    let is_low = area.height < 8;
    // A low terminal shows the part one is in.
    let skipped = match is_low {
        true => (first.list.selected + 2).saturating_sub(usize::from(area.height) - 1),
        false => 0,
    };
    let (mut y, mut count) = (area.y + u16::from(!is_low), 0);
    let mut line = |pen: &mut Pen<'_>, text: &str, tone: Option<Tone>| {
        count += 1;
        if count > skipped && y < area.bottom() {
            pen.text(x, y, width, text, tone);
            y += 1;
        }
    };
    let head = match first.templates {
        true => "Start from a template: you see it before it is written. esc goes back.",
        false => "Nothing here yet. Start small: one objective, three key results.",
    };
    line(pen, head, None);
    line(pen, "", None);
    let width_of_words = if first.templates { 14 } else { 26 };
    for (place, (text, beside)) in first.lines().into_iter().enumerate() {
        let is_chosen = place == first.list.selected;
        let mark = if is_chosen { ">" } else { " " };
        let tone = is_chosen.then_some(Tone::Heading);
        let key = model.manner.keymap.keys(Context::First, Intent::Pick);
        let key = key.map(|key| key.shown(pen.glyphs())).nth(place);
        let key = key.unwrap_or_else(|| " ".to_owned());
        line(
            pen,
            &format!("{mark} {key}  {text:<width_of_words$}{beside}"),
            tone,
        );
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
