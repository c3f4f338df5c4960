//! Command lines as a person would type them: a word with a space in it is quoted, and a shell that reads
//! the line again gets the same words.

/// A word as a POSIX shell needs it.
#[must_use]
pub fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./:=+,%@".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else if word.contains(['\'', '!', '$', '`', '\\']) {
        format!("'{}'", word.replace('\'', "'\\''"))
    } else {
        format!("\"{}\"", word.replace('"', "\\\""))
    }
}

/// The line of a command and its words: `okr note K1 "two words"`.
#[must_use]
pub fn line(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| quoted(word)).collect();
    format!("okr {}", words.join(" "))
}
