//! Whether typed letters mean a text: the letters in their order, beginning at the beginning of a word
//! and near each other. Short words must stand there as they are, or they would find everything.

/// Whether a text has the typed word in it, whole or with letters left out.
#[must_use]
pub fn finds(word: &str, text: &str) -> bool {
    finds_in_small(&word.to_lowercase(), &text.to_lowercase())
}

/// The same for a word and a text that are in small letters already.
#[must_use]
pub fn finds_in_small(word: &str, text: &str) -> bool {
    let Some(first) = word.chars().next() else {
        return true;
    };
    let letters = word.chars().count();
    for (start, _) in text.match_indices(first) {
        let before = text[..start].chars().next_back();
        if before.is_some_and(char::is_alphanumeric) {
            continue;
        }
        let near = span(word, &text[start..], letters * 2);
        if near.is_some_and(|span| letters > 2 || span == letters) {
            return true;
        }
    }
    letters > 2 && text.contains(word)
}

/// How many letters of a text it takes to have all letters of the word; `None` when more than `most`.
fn span(word: &str, text: &str, most: usize) -> Option<usize> {
    let mut wanted = word.chars();
    let mut next = wanted.next()?;
    for (place, letter) in text.chars().take(most).enumerate() {
        if letter == next {
            match wanted.next() {
                Some(letter) => next = letter,
                None => return Some(place + 1),
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_may_be_left_out_but_not_many() {
        let title = "Win 500 new readers for the email newsletter";
        for found in ["", "new", "rders", "nwsltr", "letter", "Win", "em"] {
            assert!(finds(found, title), "{found}");
        }
        for missed in ["wfe", "zz", "wt", "ds"] {
            assert!(!finds(missed, title), "{missed}");
        }
    }
}
