//! A key result's sentence to its measure: kind, unit, start, target, direction, and what is left
//! to ask. The sentence itself is never changed; a normalised copy is read.
//! Rule not to break: a start or baseline comes from the sentence or is asked for, never guessed.

mod ask;
mod bound;
mod build;
mod changes;
mod describe;
mod digits;
mod factor;
mod figure;
mod forms;
mod levels;
mod mask;
mod named;
mod portion;
mod range;
mod residue;
mod role;
mod rules;
mod shape;
mod start;
mod target;
mod text;
mod thing;
mod thousands;
mod verb;
mod vocabulary;

pub use ask::{Question, Warning};
pub use describe::describe;
pub use residue::strip_residue;

use crate::domain::measure::Measure;

/// How a sentence was understood.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    pub measure: Measure,
    pub questions: Vec<Question>,
    pub warnings: Vec<Warning>,
}

/// Reads the measure out of a key result's sentence. Never fails: what the sentence does not say
/// is `None` in the measure and stands in `questions`, most important first. Only the first 2,000
/// characters are looked at.
#[must_use]
pub fn read(sentence: &str) -> Reading {
    let copy = text::normalised(sentence);
    let mut tokens = text::tokens(strip_residue(&copy));
    shape::join(&mut tokens);
    thousands::decide(&mut tokens);
    bound::count_below(&mut tokens);
    mask::mask(&mut tokens);
    rules::read(&tokens)
}

/// Whether the verb of a sentence says that its number has to fall, whatever the number is.
#[must_use]
pub fn falls(sentence: &str) -> bool {
    let copy = text::normalised(sentence);
    let tokens = text::tokens(strip_residue(&copy));
    verb::governing(&tokens, tokens.len())
        .is_some_and(|verb| verb.class == verb::Class::Falling && verb.states_a_way(&tokens))
}

/// Whether a key result counts something that is only put out (published, written, run), which says
/// nothing yet about what it changes.
#[must_use]
pub fn counts_output(sentence: &str, measure: &Measure) -> bool {
    const PUT_OUT: [&str; 16] = [
        "publish", "write", "run", "ship", "host", "hold", "organize", "organise", "produce",
        "post", "create", "release", "send", "launch", "conduct", "record",
    ];
    let copy = text::normalised(sentence).to_lowercase();
    let first = strip_residue(&copy)
        .split_whitespace()
        .next()
        .unwrap_or_default();
    let stem = first
        .trim_end_matches("ed")
        .trim_end_matches("ing")
        .trim_end_matches('e');
    measure.kind == crate::domain::measure::Kind::Count
        && PUT_OUT
            .iter()
            .any(|verb| *verb == first || verb.trim_end_matches('e') == stem)
}

#[cfg(test)]
mod forty_two;
#[cfg(test)]
mod kin;
#[cfg(test)]
mod unseen;
