//! Which characters of people's text may reach a terminal, and what is shown instead of the others.
//! Only `text` calls it; the rule to keep is that cleaning clean text changes nothing.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

use super::glyphs::GlyphSet;

/// More marks on one letter than any living orthography needs; the rest is a smear over the lines
/// above and below.
const MARKS: usize = 5;

/// What is to stay as it is, apart from ordinary text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keep {
    Nothing,
    Breaks,
}

pub(super) fn clean(text: &str, set: GlyphSet, keep: Keep) -> Cow<'_, str> {
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
