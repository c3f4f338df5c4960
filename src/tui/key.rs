//! One key as a person presses it, in words of our own: what the terminal library calls it stays in
//! `terminal`. The names are those of the settings and of the pages about keys.

use crate::words::glyphs::Glyphs;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Key {
    Char(char),
    Control(char),
    Enter,
    Escape,
    Tab,
    BackTab,
    Backspace,
    Delete,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
}

const NAMED: [(&str, Key); 15] = [
    ("space", Key::Char(' ')),
    ("enter", Key::Enter),
    ("esc", Key::Escape),
    ("tab", Key::Tab),
    ("shift-tab", Key::BackTab),
    ("backspace", Key::Backspace),
    ("delete", Key::Delete),
    ("up", Key::Up),
    ("down", Key::Down),
    ("left", Key::Left),
    ("right", Key::Right),
    ("home", Key::Home),
    ("end", Key::End),
    ("pgup", Key::PageUp),
    ("pgdn", Key::PageDown),
];

/// Keys that terminals, multiplexers and editors take for themselves, or send as another key.
const TAKEN: [char; 12] = ['b', 'g', 'h', 'i', 'j', 'm', 'o', 'p', 'q', 'r', 's', 't'];

impl Key {
    /// `c`, `D`, `space`, `ctrl-d`; `None` for what is no key, or one that cannot be relied on.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        if let Some((_, key)) = NAMED.iter().find(|(known, _)| *known == name) {
            return Some(*key);
        }
        if let Some(letter) = name.strip_prefix("ctrl-") {
            let letter = one(letter).filter(char::is_ascii_lowercase)?;
            return (!TAKEN.contains(&letter)).then_some(Self::Control(letter));
        }
        one(name).filter(|c| !c.is_control()).map(Self::Char)
    }

    /// The name in settings.
    #[must_use]
    pub fn name(self) -> String {
        if let Some((name, _)) = NAMED.iter().find(|(_, key)| *key == self) {
            return (*name).to_owned();
        }
        match self {
            Self::Char(letter) => letter.to_string(),
            Self::Control(letter) => format!("ctrl-{letter}"),
            _ => String::new(),
        }
    }

    /// As it is shown in a footer: arrows as arrows where the terminal has them.
    #[must_use]
    pub fn shown(self, glyphs: &Glyphs) -> String {
        let [up, down, left, right] = glyphs.arrows;
        match self {
            Self::Up => up.to_owned(),
            Self::Down => down.to_owned(),
            Self::Left => left.to_owned(),
            Self::Right => right.to_owned(),
            _ => self.name(),
        }
    }
}

fn one(text: &str) -> Option<char> {
    let mut letters = text.chars();
    let first = letters.next()?;
    letters.next().is_none().then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::glyphs::GlyphSet;

    #[test]
    fn a_key_is_found_by_the_name_it_has() {
        for (name, key) in NAMED {
            assert_eq!(Key::of_name(name), Some(key));
            assert_eq!(key.name(), name);
        }
        assert_eq!(Key::of_name("ctrl-d"), Some(Key::Control('d')));
        assert_eq!(Key::of_name("G"), Some(Key::Char('G')));
        for wrong in ["", "gg", "ctrl-", "ctrl-m", "ctrl-q", "f5", "\u{1b}"] {
            assert_eq!(Key::of_name(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn arrows_are_words_where_the_terminal_has_none() {
        assert_eq!(Key::Up.shown(GlyphSet::Unicode.glyphs()), "↑");
        assert_eq!(Key::Up.shown(GlyphSet::Ascii.glyphs()), "up");
    }
}
