//! Steps by name or by number. Names add to what was done before; a number of steps that leaves open
//! which ones is filled up in the planned order, and that is said.

use super::Typed;
use super::question::Question;
use crate::capture::number::{self, Misread};
use crate::domain::measure::Step;

pub(super) fn read(typed: &str, question: &Question) -> Result<Typed, Misread> {
    let steps = &question.measure.steps;
    let before: Vec<bool> = steps
        .iter()
        .map(|step| question.last.done.contains(&step.name))
        .collect();
    if let Some(named) = named(typed, steps)? {
        let done = before
            .iter()
            .enumerate()
            .map(|(at, was)| *was || named.contains(&at))
            .collect();
        return Ok(told(done, steps, Vec::new()));
    }
    let word = typed.to_lowercase();
    if !steps.is_empty() && number::is_done(&word) {
        return Ok(told(vec![true; steps.len()], steps, Vec::new()));
    }
    if !steps.is_empty() && number::is_open(&word) {
        return Ok(told(vec![false; steps.len()], steps, Vec::new()));
    }
    if let Some(more) = typed.strip_prefix(['+', '-']) {
        return by(typed, more, before, question);
    }
    if let Some(count) = number::count(typed, steps, question.comma).filter(|_| !steps.is_empty()) {
        return Ok(counted(count?, before, steps));
    }
    let has_digit = typed.contains(|letter: char| letter.is_ascii_digit());
    if !has_digit && steps.iter().any(is_named) {
        return Err(unknown_name(typed, steps));
    }
    let value = number::steps_share(typed, question.measure, question.comma)?;
    number::within(
        value,
        typed,
        question.reference,
        question.measure,
        question.last.value,
    )?;
    let text = if typed.contains('/') {
        typed.to_owned()
    } else {
        number::text(value, question.measure)
    };
    Ok(Typed {
        value: Some(value),
        text: Some(text),
        done: question.last.done.to_vec(),
        ..Typed::default()
    })
}

/// `+1`: one more step done.
fn by(typed: &str, more: &str, before: Vec<bool>, question: &Question) -> Result<Typed, Misread> {
    let steps = &question.measure.steps;
    let all = steps.len();
    let Ok(change) = more.parse::<usize>() else {
        return Err(
            Misread::new("E204", format!("\"{typed}\" is not a number of steps"))
                .instead(question.example()),
        );
    };
    let by_name = before.iter().filter(|was| **was).count();
    // Steps without names leave only the text or the value to count from.
    let told = question
        .last
        .text
        .and_then(|text| text.split('/').next()?.parse::<usize>().ok());
    let count = if by_name > 0 {
        by_name
    } else {
        told.unwrap_or(0)
    };
    let count = if typed.starts_with('-') {
        count.checked_sub(change)
    } else {
        count.checked_add(change)
    };
    match count.filter(|count| *count <= all) {
        Some(count) => Ok(counted(count, before, steps)),
        None => Err(
            Misread::new("E203", format!("{typed} leaves the {all} steps"))
                .instead(format!("{all}/{all}")),
        ),
    }
}

/// A step that has a name of its own, more than its number.
fn is_named(step: &Step) -> bool {
    step.name
        .chars()
        .any(|letter| !letter.is_ascii_digit() && !letter.is_whitespace())
}

fn told(done: Vec<bool>, steps: &[Step], remarks: Vec<String>) -> Typed {
    let count = done.iter().filter(|done| **done).count();
    let named = |at: &usize| done[*at] && is_named(&steps[*at]);
    Typed {
        value: Some(number::share(steps, |at| done[at])),
        text: Some(format!("{count}/{}", steps.len())),
        done: (0..steps.len())
            .filter(named)
            .map(|at| steps[at].name.clone())
            .collect(),
        same: false,
        remarks,
    }
}

/// So many steps: those done before in the planned order, then the next open ones.
fn counted(count: usize, before: Vec<bool>, steps: &[Step]) -> Typed {
    let all = steps.len();
    let known = before.iter().filter(|was| **was).count();
    let order = (0..all)
        .filter(|at| before[*at])
        .chain((0..all).filter(|at| !before[*at]));
    let mut done = vec![false; all];
    for at in order.take(count) {
        done[at] = true;
    }
    let guessed = count != known && count != 0 && count != all;
    let names: Vec<&str> = (0..all)
        .filter(|at| done[*at] && is_named(&steps[*at]))
        .map(|at| steps[at].name.as_str())
        .collect();
    let remark = (guessed && !names.is_empty()).then(|| {
        format!(
            "taken to be done: {}; name the steps to be exact",
            names.join(", ")
        )
    });
    told(done, steps, remark.into_iter().collect())
}

/// The steps a text names, joined by `+` or `,`. `None` when it names none; an error when it names
/// some and something else.
fn named(typed: &str, steps: &[Step]) -> Result<Option<Vec<usize>>, Misread> {
    if let Some(at) = find(typed, steps) {
        return Ok(Some(vec![at]));
    }
    let split = |marks: &[char]| -> Vec<String> {
        typed
            .split(marks)
            .map(|name| name.trim().to_owned())
            .filter(|name| !name.is_empty())
            .collect()
    };
    // A name may hold one of the marks, so each alone is tried as well.
    let mut first_failure = None;
    for marks in [&['+', ','][..], &[','][..], &['+'][..]] {
        let names = split(marks);
        let found: Vec<Option<usize>> = names.iter().map(|name| find(name, steps)).collect();
        if !found.is_empty() && found.iter().all(Option::is_some) {
            return Ok(Some(found.into_iter().flatten().collect()));
        }
        if found.iter().any(Option::is_some) && first_failure.is_none() {
            first_failure = names
                .iter()
                .zip(&found)
                .find(|(_, at)| at.is_none())
                .map(|(name, _)| name.clone());
        }
    }
    match first_failure {
        Some(name) => Err(unknown_name(&name, steps)),
        None => Ok(None),
    }
}

/// A step by its whole name, or by a beginning that only it has.
fn find(name: &str, steps: &[Step]) -> Option<usize> {
    let wanted = name.to_lowercase();
    let names: Vec<String> = steps
        .iter()
        .map(|step| {
            if is_named(step) {
                number::plain(&step.name).to_lowercase()
            } else {
                String::new()
            }
        })
        .collect();
    let exact = names
        .iter()
        .position(|name| !name.is_empty() && *name == wanted);
    let mut beginnings =
        (0..names.len()).filter(|at| wanted.len() > 1 && names[*at].starts_with(&wanted));
    exact.or_else(|| match (beginnings.next(), beginnings.next()) {
        (Some(only), None) if !(number::is_done(&wanted) || number::is_open(&wanted)) => Some(only),
        _ => None,
    })
}

fn unknown_name(typed: &str, steps: &[Step]) -> Misread {
    let names: Vec<&str> = steps
        .iter()
        .map(|step| step.name.as_str())
        .take(12)
        .collect();
    let near = names
        .iter()
        .map(|name| {
            (
                strsim::damerau_levenshtein(&typed.to_lowercase(), &name.to_lowercase()),
                *name,
            )
        })
        .min();
    let misread = Misread::new("E204", format!("\"{typed}\" is not one of the steps"))
        .why(format!("The steps are {}.", names.join(", ")));
    match near.filter(|(distance, name)| distance * 3 <= name.chars().count() + 2) {
        Some((_, name)) => misread.instead(name),
        None => misread.instead(format!("1/{}", steps.len())),
    }
}
