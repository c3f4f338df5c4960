//! The sentence as tokens: words, figures and the few marks that carry meaning. Brackets are
//! dropped here, unless they tell the start (`(from 32)`).
//! A word that holds digits (`e2e`, `p95`, `v2.0`) stays one word, so it can never be a target.

use unicode_normalization::UnicodeNormalization;

use super::figure::{self, Figure};

/// How much of a sentence is read; a title longer than this is no sentence.
const MOST: usize = 2_000;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    Word,
    Figure(Figure),
    Mark,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    /// As typed.
    pub raw: String,
    /// In lower case.
    pub low: String,
    pub shape: Shape,
    /// No space stands before it.
    pub glued: bool,
}

impl Token {
    pub fn figure(&self) -> Option<&Figure> {
        match &self.shape {
            Shape::Figure(figure) => Some(figure),
            _ => None,
        }
    }

    pub fn is_word(&self) -> bool {
        self.shape == Shape::Word
    }

    pub fn is_mark(&self, mark: &str) -> bool {
        self.shape == Shape::Mark && self.raw == mark
    }

    /// Ends a clause: a full stop, comma, colon, semicolon or dash.
    pub fn ends_clause(&self) -> bool {
        self.shape == Shape::Mark && matches!(self.raw.as_str(), "." | "," | ";" | ":" | "-")
    }
}

/// NFC, single spaces, full-width digits and signs as ASCII, at most [`MOST`] characters.
pub(super) fn normalised(sentence: &str) -> String {
    let mut copy = String::new();
    for letter in sentence.chars().take(MOST).nfc().take(MOST) {
        let letter = match letter {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
            '\u{2212}' => '-',
            '’' => '\'',
            // It only asks for a coloured arrow.
            '\u{fe0f}' if copy.ends_with('➡') => continue,
            other => other,
        };
        // 10⁶ is written 10^6.
        if let Some(power) = "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|raised| raised == letter)
            && copy.ends_with(|last: char| last.is_ascii_digit())
        {
            copy.push('^');
            copy.push_str(&power.to_string());
            continue;
        }
        if !letter.is_whitespace() && !letter.is_control() {
            copy.push(letter);
        } else if !copy.is_empty() && !copy.ends_with(' ') {
            copy.push(' ');
        }
    }
    copy.truncate(copy.trim_end().len());
    copy
}

/// A letter of a script that writes no spaces between words.
pub(super) fn is_cjk(letter: char) -> bool {
    matches!(letter, '\u{2e80}'..='\u{303f}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2ffff}')
}

pub(super) fn tokens(sentence: &str) -> Vec<Token> {
    let letters: Vec<char> = without_brackets(sentence);
    let mut tokens = Vec::new();
    let mut at = 0;
    let mut glued = false;
    while at < letters.len() {
        if letters[at] == ' ' {
            glued = false;
            at += 1;
            continue;
        }
        let (shape, end) = figure::scan(&letters, at)
            .or_else(|| mark(&letters, at))
            .unwrap_or_else(|| (Shape::Word, word_end(&letters, at)));
        let raw: String = letters[at..end].iter().collect();
        let raw = if shape == Shape::Mark {
            canonical(&raw).to_owned()
        } else {
            raw
        };
        tokens.push(Token {
            low: raw.to_lowercase(),
            raw,
            shape,
            glued,
        });
        glued = true;
        at = end;
    }
    tokens
}

/// Drops what stands in brackets. `(from 32)` and its like stay, without the brackets.
fn without_brackets(sentence: &str) -> Vec<char> {
    const TELLING: [&str; 13] = [
        "now ",
        "jetzt ",
        "bisher ",
        "from ",
        "currently ",
        "baseline ",
        "up from ",
        "down from ",
        "was ",
        "today ",
        "von ",
        "aktuell ",
        "heute ",
    ];
    let mut kept: Vec<char> = Vec::with_capacity(sentence.len());
    let mut open: Vec<usize> = Vec::new();
    for letter in sentence.chars() {
        match letter {
            '(' | '[' | '（' | '【' => {
                open.push(kept.len());
                kept.push(letter);
            }
            ')' | ']' | '）' | '】' => {
                let Some(start) = open.pop() else { continue };
                let inside: String = kept[start + 1..].iter().take(12).collect();
                let inside = inside.to_lowercase();
                if TELLING.iter().any(|telling| inside.starts_with(telling)) {
                    kept[start] = ' ';
                } else {
                    kept.truncate(start);
                }
                kept.push(' ');
            }
            _ => kept.push(letter),
        }
    }
    kept
}

fn canonical(mark: &str) -> &str {
    match mark {
        "→" | "->" | "=>" | "⇒" | "➜" | "⟶" | "➡" | ">>" => "→",
        "<" | "≤" | "<=" | "⩽" => "<",
        ">" | "≥" | ">=" | "⩾" => ">",
        "。" | "!" | "?" => ".",
        "、" => ",",
        "–" | "—" => "-",
        other => other,
    }
}

fn mark(letters: &[char], at: usize) -> Option<(Shape, usize)> {
    let pair: String = letters[at..].iter().take(2).collect();
    if matches!(pair.as_str(), "->" | "=>" | ">>" | "<=" | ">=") {
        return Some((Shape::Mark, at + 2));
    }
    let letter = letters[at];
    let named = letters
        .get(at + 1)
        .is_some_and(|next| next.is_alphanumeric());
    let is_word = letter.is_alphanumeric() || letter == '_' || (letter == '@' && named);
    (!is_word).then_some((Shape::Mark, at + 1))
}

fn word_end(letters: &[char], start: usize) -> usize {
    let mut end = start + 1;
    while end < letters.len() {
        let letter = letters[end];
        let follows = letters
            .get(end + 1)
            .is_some_and(|next| next.is_alphanumeric());
        let previous = letters[end - 1];
        if letter.is_ascii_digit() && (is_cjk(previous) || opens_a_figure(&letters[start..end])) {
            break;
        }
        let joins = follows
            && matches!(
                letter,
                '-' | '\'' | '.' | '/' | '&' | '*' | ':' | '@' | '+' | '{'
            );
        if !(letter.is_alphanumeric() || letter == '_' || joins) {
            break;
        }
        end += 1;
    }
    end
}

/// `CHF` in `CHF40k` and the `x` in `x2` stand before a figure instead of holding digits.
fn opens_a_figure(letters: &[char]) -> bool {
    let word: String = letters.iter().collect();
    word == "x" || super::vocabulary::currency(&word).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(sentence: &str) -> Vec<String> {
        tokens(&normalised(sentence))
            .into_iter()
            .map(|token| token.raw)
            .collect()
    }

    #[test]
    fn brackets_vanish_unless_they_tell_the_start() {
        assert_eq!(raw("Cut time (2x) now"), ["Cut", "time", "now"]);
        assert_eq!(raw("Reach 45 (from 32)"), ["Reach", "45", "from", "32"]);
        assert_eq!(raw("open ( forever"), ["open", "(", "forever"]);
    }

    #[test]
    fn a_word_with_digits_stays_one_word() {
        assert_eq!(
            raw("e2e p95 v2.0 S3 CI/CD"),
            ["e2e", "p95", "v2.0", "S3", "CI/CD"]
        );
        assert_eq!(raw("を500人"), ["を", "500", "人"]);
        assert_eq!(raw("CHF40k"), ["CHF", "40k"]);
    }

    #[test]
    fn a_megabyte_of_anything_is_cut_to_a_sentence() {
        assert!(normalised(&"ä b".repeat(400_000)).chars().count() <= MOST);
    }
}
