//! The keys of a place, as they are bound right now. The lines are made from the table each time the
//! card is drawn; this holds how far it was scrolled.

use crate::tui::keymap::{ALL, Context, Effect, Group, Intent, Keymap};
use crate::words::glyphs::Glyphs;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Help {
    /// The place it was opened in.
    pub context: Context,
    pub offset: usize,
}

/// A heading, or keys and what they do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    Heading(&'static str),
    Key { keys: String, about: &'static str },
    Blank,
}

/// The two columns of the card.
#[must_use]
pub fn columns(
    context: Context,
    map: &Keymap,
    glyphs: &Glyphs,
    allowed: Effect,
) -> (Vec<Line>, Vec<Line>) {
    let mut left = group(Group::Move, "MOVE", context, map, glyphs, allowed);
    let select = group(Group::Select, "SELECT", context, map, glyphs, allowed);
    if !select.is_empty() {
        left.push(Line::Blank);
        left.extend(select);
    }
    (left, group(Group::Do, "DO", context, map, glyphs, allowed))
}

fn group(
    group: Group,
    heading: &'static str,
    context: Context,
    map: &Keymap,
    glyphs: &Glyphs,
    allowed: Effect,
) -> Vec<Line> {
    let mut seen: Vec<Intent> = Vec::new();
    let mut lines = Vec::new();
    for place in context.chain() {
        for binding in ALL.iter().filter(|row| {
            row.context == *place && row.group == group && row.effect.is_within(allowed)
        }) {
            if seen.contains(&binding.intent) {
                continue;
            }
            seen.push(binding.intent);
            let keys: Vec<String> = map
                .keys(context, binding.intent)
                .take(2)
                .map(|key| key.shown(glyphs))
                .collect();
            if !keys.is_empty() {
                lines.push(Line::Key {
                    keys: keys.join(" "),
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
