//! A long text cut so that the place that matters is near its beginning, where a narrow column still
//! shows it.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// Letters kept in front of the place.
const BEFORE: usize = 16;

/// The text from a little before a range of its bytes on, with `…` where something was left out.
#[must_use]
pub fn around(text: &str, range: Range<usize>) -> String {
    let Some((before, rest)) = text.split_at_checked(range.start) else {
        return text.to_owned();
    };
    let count = before.graphemes(true).count();
    if count <= BEFORE + BEFORE / 2 {
        return text.to_owned();
    }
    let kept: String = before.graphemes(true).skip(count - BEFORE).collect();
    // A whole word is easier to read than the end of one.
    let kept = kept
        .split_once(' ')
        .map_or(kept.as_str(), |(_, words)| words);
    format!("…{kept}{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_found_stands_near_the_beginning() {
        let text = "the release candidate drew a wave of duplicates that had to be closed";
        let at = text.find("duplicates").expect("there");
        assert_eq!(
            around(text, at..at + 10),
            "…drew a wave of duplicates that had to be closed"
        );
        assert_eq!(around("form with legal", 10..15), "form with legal");
        assert_eq!(around("x", 7..9), "x");
    }
}
