//! A key result's sentence to its measure: kind, unit, start, target, direction, and what is left
//! to ask. The sentence itself is never changed; a normalised copy is read.
//! Rule not to break: a start or baseline comes from the sentence or is asked for, never guessed.

mod ask;
mod bound;
mod build;
mod changes;
mod describe;
mod digits;
mod figure;
mod levels;
mod mask;
mod residue;
mod rules;
mod shape;
mod start;
mod text;
mod thing;
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
    mask::mask(&mut tokens);
    rules::read(&tokens)
}

#[cfg(test)]
mod forty_two;
#[cfg(test)]
mod unseen;
