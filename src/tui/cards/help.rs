//! The keys of a place, as they are bound right now. The lines are made from the table each time the
//! card is drawn; this holds what is searched for and how far it was scrolled.

use crate::tui::fuzzy;
use crate::tui::key::Key;
use crate::tui::keymap::{ALL, Context, Effect, Group, Intent, Keymap};
use crate::tui::widgets::field::Field;
use crate::words::glyphs::Glyphs;

#[derive(Debug, Clone, PartialEq)]
pub struct Help {
    /// The place it was opened in.
    pub context: Context,
    pub offset: usize,
    /// Words that leave only the keys they fit.
    pub field: Field,
}

/// More lines than any place has keys.
const MOST_LINES: usize = 60;

impl Help {
    #[must_use]
    pub fn of(context: Context) -> Self {
        Self {
            context,
            offset: 0,
            field: Field::default(),
        }
    }

    #[must_use]
    pub fn is_searching(&self) -> bool {
        !self.field.is_empty()
    }

    pub fn take(&mut self, key: Key) {
        if self.field.take(key) {
            self.offset = 0;
        }
    }

    pub fn go(&mut self, by: isize) {
        self.offset = self.offset.saturating_add_signed(by).min(MOST_LINES);
    }

    /// Whether the typed words leave a line.
    fn keeps(&self, keys: &str, about: &str) -> bool {
        let text = format!("{keys} {about}");
        let mut words = self.field.text().split_whitespace();
        words.all(|word| keys == word || fuzzy::finds(word, &text))
    }
}

/// A heading, or keys and what they do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    Heading(&'static str),
    Key { keys: String, about: &'static str },
    Blank,
}

/// The two columns of the card: going about and marking, then doing.
#[must_use]
pub fn columns(
    help: &Help,
    map: &Keymap,
    glyphs: &Glyphs,
    allowed: Effect,
) -> (Vec<Line>, Vec<Line>) {
    let group = |group, heading| group_of(help, (group, heading), map, glyphs, allowed);
    let mut left = group(Group::Move, "MOVE");
    append(&mut left, group(Group::Select, "SELECT"));
    (left, group(Group::Do, "DO"))
}

/// Puts lines below others, with a free line between.
pub fn append(lines: &mut Vec<Line>, more: Vec<Line>) {
    if !lines.is_empty() && !more.is_empty() {
        lines.push(Line::Blank);
    }
    lines.extend(more);
}

fn group_of(
    help: &Help,
    (group, heading): (Group, &'static str),
    map: &Keymap,
    glyphs: &Glyphs,
    allowed: Effect,
) -> Vec<Line> {
    let mut seen: Vec<Intent> = Vec::new();
    let mut lines = Vec::new();
    for place in help.context.chain() {
        for binding in ALL.iter().filter(|row| {
            row.context == *place && row.group == group && row.effect.is_within(allowed)
        }) {
            if seen.contains(&binding.intent) {
                continue;
            }
            seen.push(binding.intent);
            let keys: Vec<String> = map
                .keys(help.context, binding.intent)
                .take(2)
                .map(|key| key.shown(glyphs))
                .collect();
            let keys = keys.join(" ");
            if !keys.is_empty() && help.keeps(&keys, binding.about) {
                lines.push(Line::Key {
                    keys,
                    about: binding.about,
                });
            }
        }
    }
    if !lines.is_empty() {
        lines.insert(0, Line::Heading(heading));
    }
    lines
}
