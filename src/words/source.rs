//! What is said about metric sources: a command in one line, and why it gave no value. Texts are raw:
//! whoever prints them makes them safe.

use super::shell;

/// The words of a command as a shell would need them.
#[must_use]
pub fn command(words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|word| shell::quoted(word)).collect();
    words.join(" ")
}

/// `3 sources: 1 new, 1 replaced, 1 failed`; what did not happen is not told.
#[must_use]
pub fn summary(asked: usize, counts: &[(usize, &str)]) -> String {
    let noun = if asked == 1 { "source" } else { "sources" };
    let parts: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    match parts.is_empty() {
        true => format!("{asked} {noun}"),
        false => format!("{asked} {noun}: {}", parts.join(", ")),
    }
}

/// A command was ended after its time.
#[must_use]
pub fn too_late(seconds: u64) -> String {
    format!("it was ended after {seconds} s, its time limit")
}

/// A command ended with a code other than 0, and what it said first.
#[must_use]
pub fn failed(code: Option<i32>, said: &str) -> String {
    let ended = match code {
        Some(code) => format!("it ended with exit code {code}"),
        None => "it was ended by a signal".to_owned(),
    };
    if said.is_empty() {
        ended
    } else {
        format!("{ended}: {said}")
    }
}
