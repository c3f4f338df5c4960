//! The value of a check-in: what was typed, held against the measure and the last value. Nothing is
//! guessed that could be two things; a refusal carries the line to type instead. A leading sign is
//! always a change on the last value; a value below zero itself is typed `0-5`.

mod change;
mod question;
mod slip;
mod steps;

#[cfg(test)]
mod tests;

use super::number::{self, Comma, Misread};
use crate::domain::measure::{Kind, Measure};
use crate::domain::quantity::Quantity;
use crate::error::Error;
use question::Question;
pub use slip::slip;

/// The last check-in that had a value; empty when there is none.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Last<'a> {
    pub value: Option<Quantity>,
    pub text: Option<&'a str>,
    pub done: &'a [String],
}

/// What a value meant.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Typed {
    /// `None` for "looked at, no number".
    pub value: Option<Quantity>,
    /// Set where the number says less: zones, steps, milestones.
    pub text: Option<String>,
    /// Names of all steps done so far.
    pub done: Vec<String>,
    /// Said on purpose: same as last time.
    pub same: bool,
    /// How doubtful things were read.
    pub remarks: Vec<String>,
}

/// Where a value was typed. A `?` alone means "no number" only in a file: shells replace it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    Shell,
    File,
}

/// Reads a value for the key result `reference`, as it is to stand in the lines offered.
pub fn parse(
    text: &str,
    reference: &str,
    measure: &Measure,
    last: &Last,
    comma: Comma,
    source: Source,
) -> Result<Typed, Error> {
    let question = Question {
        reference,
        measure,
        last,
        comma,
        source,
    };
    let typed = number::plain(text);
    question
        .refuse_what_is_no_value(&typed)
        .and_then(|()| read(&typed, &question))
        .map_err(|misread| question.error(with_the_number_inside(misread, &typed, &question)))
}

/// `~700` and `about 700`: the number behind the words is the line to offer.
fn with_the_number_inside(misread: Misread, typed: &str, question: &Question) -> Misread {
    let inside = typed.trim_start_matches(|letter: char| !letter.is_ascii_digit());
    let words = &typed[..typed.len() - inside.len()];
    let softened = !words.is_empty() && !words.contains(['-', '+', '(', '.', '/']);
    let fits = || number::in_unit(inside, question.reference, question.measure, question.comma);
    if misread.code == "E204" && misread.instead.is_empty() && softened && fits().is_ok() {
        return misread.instead(inside);
    }
    misread
}

fn read(typed: &str, question: &Question) -> Result<Typed, Misread> {
    let measure = question.measure;
    match typed.to_lowercase().as_str() {
        "=" | "same" => return same(question),
        "unknown" => return Ok(Typed::default()),
        "?" if question.source == Source::File => return Ok(Typed::default()),
        _ => {}
    }
    match measure.kind {
        Kind::Milestone => {
            let value = number::milestone_share(typed, question.comma)?;
            in_words(value, number::text(value, measure), typed, question)
        }
        Kind::Zones => {
            let (value, text) = number::zone(typed, measure, question.comma)?;
            in_words(value, text, typed, question)
        }
        Kind::Steps => steps::read(typed, question),
        _ if typed.starts_with(['+', '-']) => change::by(typed, question),
        _ if change::is_factor(typed) => change::times(typed, question),
        _ => plain_value(typed, question),
    }
}

fn same(question: &Question) -> Result<Typed, Misread> {
    let last = question.last;
    let Some(value) = last.value else {
        return Err(Misread::new(
            "E209",
            format!("{} has no last value to repeat", question.reference),
        )
        .instead(question.example()));
    };
    Ok(Typed {
        value: Some(value),
        text: last.text.map(str::to_owned),
        done: last.done.to_vec(),
        same: true,
        remarks: Vec::new(),
    })
}

fn in_words(
    value: Quantity,
    text: String,
    typed: &str,
    question: &Question,
) -> Result<Typed, Misread> {
    number::within(
        value,
        typed,
        question.reference,
        question.measure,
        question.last.value,
    )?;
    Ok(Typed {
        value: Some(value),
        text: Some(text),
        ..Typed::default()
    })
}

fn plain_value(typed: &str, question: &Question) -> Result<Typed, Misread> {
    let Question {
        reference,
        measure,
        last,
        comma,
        ..
    } = *question;
    let reading = number::in_unit(typed, reference, measure, comma)?;
    if reading.is_two_faced(measure, last.value) {
        return Err(number::two_faced(
            typed,
            reading.quantity,
            reference,
            measure,
        ));
    }
    number::within(reading.quantity, typed, reference, measure, last.value)?;
    number::possible(reading.quantity, typed, reference, measure, last.value)?;
    Ok(Typed {
        value: Some(reading.quantity),
        remarks: number::remarks(typed, &reading, reading.quantity, measure),
        ..Typed::default()
    })
}
