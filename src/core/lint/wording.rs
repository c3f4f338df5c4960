//! Rules about words alone, for a sentence that is not kept yet as well as for one that is: what is said
//! after `add` and what `lint` finds later is the same.

use super::Rule;
use crate::capture::sentence::{self, Warning};
use crate::domain::measure::{Kind, Measure};

/// The measure of an objective's sentence, when it reads like a key result.
#[must_use]
pub fn reads_like_key_result(title: &str) -> Option<Measure> {
    let measure = sentence::read(title).measure;
    (!matches!(measure.kind, Kind::Unknown | Kind::Milestone)).then_some(measure)
}

/// The most useful remark on the words of a key result: that it is a task, or counts an output.
#[must_use]
pub fn tip(title: &str, measure: &Measure) -> Option<Rule> {
    if sentence::read(title).warnings.contains(&Warning::TaskLike) {
        return Some(Rule::TaskLike);
    }
    sentence::counts_output(title, measure).then_some(Rule::CountsOutput)
}

/// The second number of a sentence that has two targets.
pub(super) fn second_target(title: &str) -> Option<String> {
    let warnings = sentence::read(title).warnings;
    warnings.into_iter().find_map(|warning| match warning {
        Warning::OneOfSeveralTargets { others, .. } => Some(others.join(", ")),
        _ => None,
    })
}

/// `Reduce churn from 3% to 5%`, as long as the measure still goes that way.
pub(super) fn is_against_its_verb(title: &str, measure: &Measure) -> bool {
    sentence::read(title).warnings.into_iter().any(|warning| {
        matches!(warning, Warning::AgainstItsVerb { start, target, .. }
            if (measure.start, measure.target) == (Some(start), Some(target)))
    })
}

/// A word that promises something and says nothing.
pub(super) fn vague_word(title: &str) -> Option<&'static str> {
    const VAGUE: [&str; 22] = [
        "improve",
        "improved",
        "improving",
        "better",
        "best",
        "optimise",
        "optimize",
        "optimised",
        "optimized",
        "enhance",
        "enhanced",
        "strengthen",
        "boost",
        "streamline",
        "leverage",
        "world-class",
        "best-in-class",
        "cutting-edge",
        "seamless",
        "excellent",
        "great",
        "robust",
    ];
    let words: Vec<String> = title
        .split(|letter: char| !letter.is_alphanumeric() && letter != '-')
        .map(str::to_lowercase)
        .collect();
    VAGUE
        .into_iter()
        .find(|vague| words.iter().any(|word| word == vague))
}

/// The quarter a sentence names: 4 for `by Q4`.
pub(super) fn quarter(text: &str) -> Option<u32> {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    words
        .filter_map(|word| {
            let word = word.to_ascii_uppercase();
            let (year, quarter) = word.split_once('Q')?;
            let is_year = year.is_empty()
                || year.len() >= 2 && year.bytes().all(|digit| digit.is_ascii_digit());
            let quarter: u32 = quarter.parse().ok()?;
            (is_year && (1..=4).contains(&quarter)).then_some(quarter)
        })
        .next()
}

/// A sentence without its numbers, in small letters: what is left is what is measured.
pub(super) fn without_numbers(title: &str) -> String {
    let words = title.split_whitespace();
    let words = words.filter(|word| !word.chars().any(|letter| letter.is_ascii_digit()));
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vague_words_are_whole_words() {
        assert_eq!(vague_word("Improve our support"), Some("improve"));
        assert_eq!(vague_word("Be world-class"), Some("world-class"));
        assert_eq!(vague_word("Greatly known"), None);
    }

    #[test]
    fn a_quarter_is_named_with_or_without_a_year() {
        assert_eq!(quarter("Ship it by Q4"), Some(4));
        assert_eq!(quarter("2026Q3"), Some(3));
        assert_eq!(quarter("FAQ2 page and SQ1"), None);
        assert_eq!(quarter("Q7 is none"), None);
    }

    #[test]
    fn an_objective_with_a_measure_is_noticed() {
        assert!(reads_like_key_result("Win 500 new readers").is_some());
        assert!(reads_like_key_result("Ship a product people trust").is_none());
    }
}
