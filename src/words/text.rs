//! Text of people, made fit for a terminal: nothing hidden, nothing that moves the cursor, known
//! width. Whatever prints a title, a note or a name passes it through here first; what is kept in
//! the book and in JSON is never changed.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::glyphs::GlyphSet;

/// More marks on one letter than any living orthography needs; the rest is a smear over the lines
/// above and below.
const MARKS: usize = 5;

/// How wide a terminal draws the characters that are narrow in the west and wide in the east.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ambiguous {
    #[default]
    Narrow,
    Wide,
}

/// What is to stay as it is, apart from ordinary text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Keep {
    Nothing,
    Breaks,
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

fn clean(text: &str, set: GlyphSet, keep: Keep) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    let mut cleaner = Cleaner {
        shown: String::with_capacity(text.len() + 8),
        set,
        keep,
        previous: None,
    };
    for (start, cluster) in text.grapheme_indices(true) {
        let after = text[start + cluster.len()..].chars().next();
        cleaner.push(cluster, after);
    }
    if cleaner.shown == text {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(cleaner.shown)
    }
}

struct Cleaner {
    shown: String,
    set: GlyphSet,
    keep: Keep,
    /// The character before, as it was in the text.
    previous: Option<char>,
}

impl Cleaner {
    fn push(&mut self, cluster: &str, after: Option<char>) {
        // Everything of no width on one base counts: marks, joiners and selectors alike.
        let mut marks = 0;
        let mut characters = cluster.chars().peekable();
        while let Some(character) = characters.next() {
            let inside = characters.peek().copied();
            let kept = if let Some(sign) = self.control_sign(character, inside) {
                self.shown.extend(sign);
                self.previous = Some(character);
                continue;
            } else if is_hidden(character) {
                false
            } else if is_joiner(character) {
                marks += 1;
                marks <= MARKS && self.joins(inside, after)
            } else if is_variation(character) {
                marks += 1;
                marks <= MARKS
                    && self
                        .previous
                        .is_some_and(|base| !is_variation(base) && !is_hidden(base))
                    && self.has_base()
            } else if character.width() == Some(0) {
                marks += 1;
                if !self.has_base() {
                    self.shown.push(self.set.glyphs().base);
                }
                marks <= MARKS
            } else {
                true
            };
            let hidden = self.set.glyphs().hidden;
            if kept {
                self.shown.push(character);
            } else if !self.shown.ends_with(hidden) {
                self.shown.push(hidden);
            }
            self.previous = Some(character);
        }
    }

    fn has_base(&self) -> bool {
        !(self.shown.is_empty() || self.shown.ends_with(['\n', '\t']))
    }

    /// Whether a joiner here makes one emoji of two or shapes letters of a joining script; anywhere
    /// else it only makes two equal-looking texts differ.
    fn joins(&self, inside: Option<char>, after: Option<char>) -> bool {
        let Some(previous) = self.previous else {
            return false;
        };
        let emoji = !is_hidden(previous)
            && inside.is_some_and(|next| next.width().is_some_and(|width| width > 0));
        let letters = is_joining(previous) && inside.or(after).is_some_and(is_joining);
        emoji || letters
    }

    /// What stands for a control character: `Some(None)` for one that is dropped.
    fn control_sign(&self, character: char, next: Option<char>) -> Option<Option<char>> {
        if self.keep == Keep::Breaks {
            match character {
                '\n' | '\t' => return Some(Some(character)),
                '\r' if next == Some('\n') => return Some(None),
                _ => {}
            }
        }
        let picture = match character {
            '\u{0}'..='\u{1F}' => char::from_u32(0x2400 + u32::from(character)),
            '\u{7F}' => Some('␡'),
            '\u{85}' | '\u{2028}' | '\u{2029}' => Some('␊'),
            // Each C1 control is an escape sequence in one character.
            '\u{80}'..='\u{9F}' => Some('␛'),
            _ => return None,
        };
        match self.set {
            GlyphSet::Unicode => Some(picture),
            GlyphSet::Ascii => Some(Some('?')),
        }
    }
}

/// Characters that show nothing and change how others look or read: direction overrides, zero
/// widths, fillers, tags, byte-order marks, non-characters.
fn is_hidden(character: char) -> bool {
    matches!(
        character,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180E}'
            | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{FDD0}'..='\u{FDEF}'
            | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E00FF}' | '\u{E01F0}'..='\u{E0FFF}'
    ) || u32::from(character) & 0xFFFE == 0xFFFE
}

fn is_joiner(character: char) -> bool {
    matches!(character, '\u{200C}' | '\u{200D}')
}

fn is_variation(character: char) -> bool {
    matches!(character, '\u{180B}'..='\u{180D}' | '\u{180F}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// Scripts in which a joiner decides the shape of letters: Arabic, Syriac, N'Ko and their kin, the
/// Indic blocks, Myanmar, Khmer, Mongolian.
fn is_joining(character: char) -> bool {
    matches!(
        character,
        '\u{600}'..='\u{61B}' | '\u{61D}'..='\u{8FF}' | '\u{900}'..='\u{DFF}' | '\u{1000}'..='\u{109F}'
            | '\u{1780}'..='\u{17B3}' | '\u{17B6}'..='\u{17FF}' | '\u{1820}'..='\u{18AF}'
            | '\u{FB50}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'
    )
}

/// Whether the character must be written as an escape in machine output, where the text itself
/// stays whole: it would act on a terminal, or hide.
#[must_use]
pub fn acts(character: char) -> bool {
    matches!(character, '\u{0}'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{2028}' | '\u{2029}')
        || is_hidden(character)
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
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ASCII: Ruler = Ruler {
        set: GlyphSet::Ascii,
        ambiguous: Ambiguous::Narrow,
    };

    #[test]
    fn ordinary_text_of_any_script_stays_as_it_is() {
        for text in [
            "Reach 95% of lines tested",
            "Größe, naïve café",
            "每周检查一次",
            "שלום עולם",
            "می‌خواهم", // ZWNJ between letters
            "क्‍ष",      // ZWJ that asks for a half form
            "👩‍💻 👨‍👩‍👧‍👦 ❤️ 👍🏽 1️⃣ 🇳🇱",
            "\u{1112}\u{1161}\u{11AB}\u{1100}\u{1173}\u{11AF}", // decomposed Hangul
            "葛\u{E0100}",
            "",
        ] {
            assert_eq!(safe(text), text);
            assert!(matches!(safe(text), Cow::Borrowed(_)), "{text:?}");
        }
    }

    #[test]
    fn what_acts_on_a_terminal_shows_as_a_sign() {
        for (text, unicode, ascii) in [
            ("\u{1b}[31mred", "␛[31mred", "?[31mred"),
            ("\u{9b}2J", "␛2J", "?2J"),
            ("a\nb\tc\rd\u{7}\u{7f}", "a␊b␉c␍d␇␡", "a?b?c?d??"),
            ("a\u{2028}b", "a␊b", "a?b"),
            ("pay\u{202e}evil\u{2069}", "pay�evil�", "pay?evil?"),
            ("o\u{200b}\u{200b}kr\u{feff}", "o�kr�", "o?kr?"),
            ("a\u{200d}b \u{200c}", "a�b �", "a?b ?"),
            ("🏴\u{e0067}\u{e0062}\u{e007f}!", "🏴�!", "🏴?!"),
            ("soft\u{ad}hyphen", "soft�hyphen", "soft?hyphen"),
            ("\u{301}x", "◌\u{301}x", "?\u{301}x"),
        ] {
            assert_eq!(safe(text), unicode);
            assert_eq!(ASCII.safe(text), ascii);
        }
    }

    #[test]
    fn a_flood_of_marks_is_capped() {
        let flood = format!("e{}z", "\u{301}".repeat(200));
        assert_eq!(safe(&flood), format!("e{}�z", "\u{301}".repeat(5)));
        let family = "👩\u{200d}".repeat(50);
        assert!(safe(&family).matches('\u{200d}').count() <= 5);
        let selectors = "a\u{fe0f}\u{301}".repeat(1) + &"\u{fe00}\u{301}".repeat(90);
        assert!(safe(&selectors).chars().count() < 12);
    }

    #[test]
    fn lines_and_tabs_stay_where_text_may_have_them() {
        let ruler = Ruler::default();
        assert_eq!(ruler.safe_lines("a\r\n\tb\rc\u{1b}"), "a\n\tb␍c␛");
        assert_eq!(ruler.safe_lines("a\n\u{301}"), "a\n◌\u{301}");
    }

    #[test]
    fn width_counts_what_a_person_sees() {
        let narrow = Ruler::default();
        let wide = Ruler {
            ambiguous: Ambiguous::Wide,
            ..narrow
        };
        for (text, width) in [
            ("abc", 3),
            ("每周", 4),
            ("e\u{301}", 1),
            ("👩‍💻", 2),
            ("❤️", 2),
            ("", 0),
        ] {
            assert_eq!(narrow.width(text), width, "{text}");
        }
        assert_eq!((narrow.width("●"), wide.width("●")), (1, 2));
    }

    #[test]
    fn cutting_keeps_whole_characters() {
        let ruler = Ruler::default();
        assert_eq!(ruler.cut("Reduce bug reports", 10), "Reduce bu…");
        assert_eq!(ruler.cut("Reduce bug reports", 8), "Reduce…");
        assert_eq!(ruler.cut("每周检查", 6), "每周…");
        assert_eq!(ruler.cut("👩‍💻👩‍💻", 3), "👩‍💻…");
        assert_eq!(ruler.cut("abc", 3), "abc");
        assert_eq!(ruler.cut("abc", 1), "…");
        assert_eq!(ruler.cut("abc", 0), "");
        assert_eq!(ASCII.cut("Reduce bug reports", 10), "Reduce bu~");
        assert_eq!(ruler.pad_left("每", 4), "  每");
        assert_eq!(ruler.pad_right("每", 4), "每  ");
        assert_eq!(ruler.pad_right("abcdef", 4), "abcdef");
    }

    #[test]
    fn painted_text_becomes_bare_again() {
        let link = "\u{1b}]8;;https://example.org/a\u{1b}\\a\u{1b}]8;;\u{1b}\\";
        assert_eq!(bare(&format!("\u{1b}[1;35mx\u{1b}[0m {link}")), "x a");
        assert_eq!(sequence("\u{1b}[2J"), None);
        assert_eq!(sequence("\u{1b}]0;title\u{7}"), None);
    }

    /// Characters that matter to the rules, mixed with anything.
    fn hostile() -> impl Strategy<Value = String> {
        let special = prop::sample::select(vec![
            '\u{1b}',
            '\n',
            '\r',
            '\t',
            '\u{7f}',
            '\u{85}',
            '\u{9b}',
            '\u{200b}',
            '\u{200c}',
            '\u{200d}',
            '\u{202e}',
            '\u{2066}',
            '\u{2028}',
            '\u{feff}',
            '\u{fe0f}',
            '\u{301}',
            '\u{e0041}',
            '\u{e0100}',
            '\u{1f469}',
            '\u{2764}',
            '\u{1f3fd}',
            '\u{627}',
            '\u{644}',
            '\u{915}',
            '\u{94d}',
            '\u{903}',
            '\u{d4e}',
            '\u{600}',
            '\u{1100}',
            '\u{1161}',
            '\u{11a8}',
            '\u{1f1f3}',
            '\u{fffd}',
            'a',
            ' ',
            '…',
            '每',
        ]);
        prop::collection::vec(prop_oneof![4 => special, 1 => any::<char>()], 0..24)
            .prop_map(|characters| characters.into_iter().collect())
    }

    proptest! {
        #[test]
        fn nothing_that_acts_gets_through(text in hostile()) {
            for ruler in [Ruler::default(), ASCII] {
                let shown = ruler.safe(&text);
                prop_assert!(!shown.chars().any(acts), "{:?}", shown);
                prop_assert_eq!(ruler.safe(&shown), &*shown);
                let lines = ruler.safe_lines(&text);
                prop_assert!(!lines.chars().any(|character| acts(character) && !matches!(character, '\n' | '\t')));
            }
        }

        #[test]
        fn a_cut_text_fits(text in hostile(), width in 0_usize..20) {
            for ambiguous in [Ambiguous::Narrow, Ambiguous::Wide] {
                let ruler = Ruler { set: GlyphSet::Unicode, ambiguous };
                let shown = ruler.safe(&text).into_owned();
                prop_assert!(ruler.width(&ruler.cut(&shown, width)) <= width);
                prop_assert!(ruler.width(&ruler.pad_right(&shown, width)) >= width);
            }
        }
    }
}
