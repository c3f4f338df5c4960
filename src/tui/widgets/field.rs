//! One line of typed text with a cursor in it. The cursor stands between whole characters as a person
//! sees them; what the text means is for whoever asked for it.

use unicode_segmentation::UnicodeSegmentation;

use crate::tui::key::Key;
use crate::words::text::Ruler;

/// As much as anybody types into one line; a paste beyond it is cut.
const LONGEST: usize = 4000;

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Field {
    text: String,
    /// A byte offset into the text, always between two clusters.
    cursor: usize,
}

impl Field {
    #[must_use]
    pub fn of(text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            cursor: text.len(),
            text,
        }
    }

    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Takes a key for editing; `false` when it means nothing here.
    pub fn take(&mut self, key: Key) -> bool {
        match key {
            Key::Char(letter) => self.insert(letter.encode_utf8(&mut [0; 4])),
            Key::Backspace => self.cut(self.before(), self.cursor),
            Key::Delete | Key::Control('d') => self.cut(self.cursor, self.after()),
            Key::Left => self.cursor = self.before(),
            Key::Right => self.cursor = self.after(),
            Key::Home | Key::Control('a') => self.cursor = 0,
            Key::End | Key::Control('e') => self.cursor = self.text.len(),
            Key::Control('u') => self.cut(0, self.cursor),
            Key::Control('k') => self.cut(self.cursor, self.text.len()),
            Key::Control('w') => self.cut(self.word_before(), self.cursor),
            _ => return false,
        }
        true
    }

    /// Pasted text: line breaks become spaces, and the ends are trimmed.
    pub fn paste(&mut self, text: &str) {
        let words: Vec<&str> = text.split_whitespace().collect();
        self.insert(&words.join(" "));
    }

    fn insert(&mut self, text: &str) {
        let room = LONGEST.saturating_sub(self.text.len());
        let end = text
            .grapheme_indices(true)
            .map(|(start, cluster)| start + cluster.len())
            .take_while(|end| *end <= room)
            .last()
            .unwrap_or(0);
        self.text.insert_str(self.cursor, &text[..end]);
        self.cursor += end;
        // What was typed may have joined its neighbours into one character.
        if !self.edges().any(|edge| edge == self.cursor) {
            self.cursor = self.after();
        }
    }

    fn cut(&mut self, from: usize, to: usize) {
        self.text.replace_range(from..to, "");
        self.cursor = from;
    }

    fn edges(&self) -> impl Iterator<Item = usize> + '_ {
        let starts = self.text.grapheme_indices(true).map(|(start, _)| start);
        starts.chain([self.text.len()])
    }

    fn before(&self) -> usize {
        let earlier = self.edges().take_while(|edge| *edge < self.cursor);
        earlier.last().unwrap_or(0)
    }

    fn after(&self) -> usize {
        let later = self.edges().find(|edge| *edge > self.cursor);
        later.unwrap_or(self.text.len())
    }

    fn word_before(&self) -> usize {
        let begin = self.text[..self.cursor].trim_end();
        begin.rfind(char::is_whitespace).map_or(0, |space| {
            space + begin[space..].chars().next().map_or(1, char::len_utf8)
        })
    }

    /// What is seen of it in `width` columns, and the column of the cursor there. The part around the
    /// cursor is shown; a sign is kept free behind the text for the cursor itself.
    #[must_use]
    pub fn window(&self, width: usize, ruler: &Ruler) -> (String, usize) {
        let width = width.max(1);
        let safe_before = ruler.safe(&self.text[..self.cursor]).into_owned();
        let safe_after = ruler.safe(&self.text[self.cursor..]).into_owned();
        let mut used = 0;
        let mut start = safe_before.len();
        for (at, cluster) in safe_before.grapheme_indices(true).rev() {
            let wide = ruler.width(cluster);
            if used + wide >= width {
                break;
            }
            used += wide;
            start = at;
        }
        let shown = format!("{}{safe_after}", &safe_before[start..]);
        (ruler.cut(&shown, width).into_owned(), used)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn typed(keys: &[Key]) -> Field {
        let mut field = Field::default();
        for key in keys {
            field.take(*key);
        }
        field
    }

    #[test]
    fn a_line_is_edited_as_lines_are() {
        let mut field = Field::of("one two three");
        field.take(Key::Control('w'));
        assert_eq!(field.text(), "one two ");
        field.take(Key::Control('a'));
        field.take(Key::Delete);
        assert_eq!(field.text(), "ne two ");
        field.take(Key::Control('k'));
        assert_eq!(field.text(), "");
        field.paste("  a\r\nb\tc ");
        assert_eq!(field.text(), "a b c");
        field.take(Key::Control('u'));
        assert!(field.is_empty());
        assert!(!field.take(Key::Up));
    }

    #[test]
    fn a_family_is_deleted_with_one_key() {
        let mut field = Field::of("a👩‍👩‍👧");
        field.take(Key::Backspace);
        assert_eq!(field.text(), "a");
    }

    #[test]
    fn the_cursor_is_always_in_sight() {
        let ruler = Ruler::default();
        let field = Field::of("abcdefghij");
        assert_eq!(field.window(20, &ruler), ("abcdefghij".to_owned(), 10));
        assert_eq!(field.window(5, &ruler), ("ghij".to_owned(), 4));
    }

    proptest! {
        #[test]
        fn no_keys_and_no_text_can_break_it(
            keys in proptest::collection::vec(prop_oneof![
                any::<char>().prop_map(Key::Char),
                Just(Key::Left), Just(Key::Right), Just(Key::Backspace), Just(Key::Delete),
                Just(Key::Control('w')), Just(Key::Home),
            ], 0..60),
            width in 1_usize..30,
        ) {
            let field = typed(&keys);
            let ruler = Ruler::default();
            let (shown, cursor) = field.window(width, &ruler);
            prop_assert!(ruler.width(&shown) <= width);
            prop_assert!(cursor < width);
        }
    }
}
