//! Text of people, made fit for a terminal: nothing hidden, nothing that moves the cursor, known
//! width. Whatever prints a title, a note or a name passes it through here first; what is kept in
//! the book and in JSON is never changed.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::glyphs::{GlyphSet, Glyphs};
use super::safe::{Keep, clean};

pub use super::safe::acts;

/// How wide a terminal draws the characters that are narrow in the west and wide in the east.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ambiguous {
    #[default]
    Narrow,
    Wide,
}

/// Measures, cuts and cleans text for one terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ruler {
    pub set: GlyphSet,
    pub ambiguous: Ambiguous,
}

/// The text with every character that acts instead of showing replaced by a visible sign. One line
/// stays one line. For terminals of unknown kind; see [`Ruler::safe`].
#[must_use]
pub fn safe(text: &str) -> Cow<'_, str> {
    Ruler::default().safe(text)
}

impl Ruler {
    /// See [`safe`]; with ASCII glyphs the signs are `?`, but letters of people stay letters.
    ///
    /// Doing it twice changes nothing more.
    #[must_use]
    pub fn safe<'text>(&self, text: &'text str) -> Cow<'text, str> {
        clean(text, self.set, Keep::Nothing)
    }

    /// Like [`Ruler::safe`], for text that may have lines and tabs of its own.
    #[must_use]
    pub fn safe_lines<'text>(&self, text: &'text str) -> Cow<'text, str> {
        clean(text, self.set, Keep::Breaks)
    }

    /// The signs for bars and charts, which count on one column for each sign: ASCII where the
    /// terminal would draw blocks and lines two columns wide.
    #[must_use]
    pub fn figures(&self) -> &'static Glyphs {
        match self.ambiguous {
            Ambiguous::Narrow => self.set.glyphs(),
            Ambiguous::Wide => GlyphSet::Ascii.glyphs(),
        }
    }

    /// Columns the text takes, counted by what a person sees as one character.
    #[must_use]
    pub fn width(&self, text: &str) -> usize {
        if text.is_ascii() {
            return text.bytes().filter(|byte| !byte.is_ascii_control()).count();
        }
        text.graphemes(true)
            .map(|cluster| self.cluster_width(cluster))
            .sum()
    }

    fn cluster_width(&self, cluster: &str) -> usize {
        match self.ambiguous {
            Ambiguous::Narrow => UnicodeWidthStr::width(cluster),
            Ambiguous::Wide => UnicodeWidthStr::width_cjk(cluster),
        }
    }

    /// The text in at most `width` columns; what had to be cut ends with `…`. Empty when not even
    /// that fits.
    #[must_use]
    pub fn cut<'text>(&self, text: &'text str, width: usize) -> Cow<'text, str> {
        if self.width(text) <= width {
            return Cow::Borrowed(text);
        }
        let ellipsis = self.set.glyphs().ellipsis;
        let mut ends = vec![0];
        let mut used = self.width(ellipsis);
        if used > width {
            return Cow::Borrowed("");
        }
        for (start, cluster) in text.grapheme_indices(true) {
            used += self.cluster_width(cluster);
            if used > width {
                break;
            }
            ends.push(start + cluster.len());
        }
        // A prefix can join the ellipsis into one cluster of another width, so it is measured.
        while let Some(end) = ends.pop() {
            let cut = format!("{}{ellipsis}", text[..end].trim_end());
            if self.width(&cut) <= width {
                return Cow::Owned(cut);
            }
        }
        Cow::Borrowed("")
    }

    /// Spaces in front, up to `width` columns: for numbers.
    #[must_use]
    pub fn pad_left(&self, text: &str, width: usize) -> String {
        let missing = width.saturating_sub(self.width(text));
        format!("{}{text}", " ".repeat(missing))
    }

    /// Spaces behind, up to `width` columns: for words.
    #[must_use]
    pub fn pad_right(&self, text: &str, width: usize) -> String {
        let missing = width.saturating_sub(self.width(text));
        format!("{text}{}", " ".repeat(missing))
    }
}

/// The text without the sequences [`super::tone::Look::paint`] and links put around it.
#[must_use]
pub fn bare(painted: &str) -> Cow<'_, str> {
    if !painted.contains('\u{1b}') {
        return Cow::Borrowed(painted);
    }
    let mut text = String::with_capacity(painted.len());
    let mut rest = painted;
    while let Some(start) = rest.find('\u{1b}') {
        text.push_str(&rest[..start]);
        let length = sequence(&rest[start..]).unwrap_or(1);
        rest = &rest[start + length..];
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// Length in bytes of the colour or link sequence the text starts with; `None` for any other escape.
#[must_use]
pub fn sequence(text: &str) -> Option<usize> {
    if let Some(colour) = text.strip_prefix("\u{1b}[") {
        let end = colour.find(|character: char| !matches!(character, '0'..='9' | ';'))?;
        return colour[end..].starts_with('m').then_some(end + 3);
    }
    let link = text.strip_prefix("\u{1b}]8;;")?;
    let end = link.find(|character: char| !character.is_ascii_graphic())?;
    link[end..].starts_with("\u{1b}\\").then_some(end + 7)
}

#[cfg(test)]
mod tests;
