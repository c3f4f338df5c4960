//! Whether typed letters mean a text: the letters in their order, beginning at the beginning of a word
//! and near each other. Short words must stand there as they are, or they would find everything.

/// Letters as they are compared.
fn plain(text: &str) -> Vec<char> {
    text.chars().flat_map(char::to_lowercase).collect()
}

/// Whether a text has the typed word in it, whole or with letters left out.
#[must_use]
pub fn finds(word: &str, text: &str) -> bool {
    let (word, text) = (plain(word), plain(text));
    if word.is_empty() {
        return true;
    }
    let starts = text.iter().enumerate().filter(|(place, letter)| {
        let before = place.checked_sub(1).and_then(|before| text.get(before));
        Some(*letter) == word.first() && before.is_none_or(|before| !before.is_alphanumeric())
    });
    for (start, _) in starts {
        if let Some(length) = span(&word, &text[start..])
            && (word.len() > 2 && length <= word.len() * 2 || length == word.len())
        {
            return true;
        }
    }
    word.len() > 2 && text.windows(word.len()).any(|window| window == word)
}

/// How many letters of a text it takes to have all letters of the word.
fn span(word: &[char], text: &[char]) -> Option<usize> {
    let mut wanted = word.iter();
    let mut next = wanted.next()?;
    for (place, letter) in text.iter().enumerate() {
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
