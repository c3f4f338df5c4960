//! Breaking a text into lines of a width: at spaces, and inside a word only where it is wider than a
//! line, as text of East Asia without spaces is. The text must be safe already.

use unicode_segmentation::UnicodeSegmentation;

use super::text::Ruler;

/// The lines of a text, none wider than `width` columns; at least one.
#[must_use]
pub fn wrap(text: &str, width: usize, ruler: &Ruler) -> Vec<String> {
    let width = width.max(2);
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split_whitespace() {
        let wide = ruler.width(word);
        if used > 0 && used + 1 + wide <= width {
            push(&mut lines, " ");
            used += 1;
        } else if used > 0 && (wide <= width || used + 3 > width) {
            lines.push(String::new());
            used = 0;
        } else if used > 0 {
            push(&mut lines, " ");
            used += 1;
        }
        if used + wide <= width {
            push(&mut lines, word);
            used += wide;
            continue;
        }
        for cluster in word.graphemes(true) {
            let wide = ruler.width(cluster);
            if used + wide > width {
                lines.push(String::new());
                used = 0;
            }
            push(&mut lines, cluster);
            used += wide;
        }
    }
    lines
}

fn push(lines: &mut [String], text: &str) {
    if let Some(last) = lines.last_mut() {
        last.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_and_long_words_inside() {
        let wrap = |text, width| wrap(text, width, &Ruler::default());
        assert_eq!(wrap("one two three", 8), ["one two", "three"]);
        assert_eq!(wrap("", 8), [""]);
        assert_eq!(wrap("新規エンジニア", 8), ["新規エン", "ジニア"]);
        assert_eq!(wrap("a abcdefghij b", 6), ["a abcd", "efghij", "b"]);
    }

    #[test]
    fn no_line_is_wider_than_asked() {
        let text =
            "チームの採用を加速する 🚀 for the long run of years antidisestablishmentarianism";
        let ruler = Ruler::default();
        for width in 2..40 {
            assert!(
                wrap(text, width, &ruler)
                    .iter()
                    .all(|line| ruler.width(line) <= width)
            );
        }
    }
}
