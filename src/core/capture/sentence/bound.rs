//! What stands around a figure and says how it is meant: a bound (`under 4 hours`), and the words that
//! lead to it. Its role is told in `role`.

use crate::domain::quantity::Quantity;

use super::figure::Form;
use super::role::role;
use super::text::{Shape, Token, is_cjk};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    Low,
    High,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    From,
    To,
    By,
    Free,
}

/// The words that lead to a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Lead {
    pub role: Role,
    pub bound: Option<Bound>,
    /// The first token that belongs to the figure rather than to what is measured.
    pub start: usize,
}

pub(super) fn lead(tokens: &[Token], figure: usize) -> Lead {
    let mut start = figure;
    let mut bound = None;
    loop {
        let before = &tokens[..start];
        if let Some((found, taken)) = bound_before(before) {
            bound = bound.or(Some(found));
            start -= taken;
        } else if before.last().is_some_and(|token| softens(&token.low)) {
            start -= 1;
        } else if let Some(taken) = origin(before) {
            start -= taken;
        } else {
            break;
        }
    }
    let bound = bound.or_else(|| bound_after(tokens, figure));
    let (role, taken) = role(tokens, start, figure);
    Lead {
        role,
        bound,
        start: start - taken,
    }
}

/// `from` may stand a few words before its figure: "from last year's 1.2M", "from 2025's level of 200".
fn origin(before: &[Token]) -> Option<usize> {
    let level = |low: &str| {
        matches!(
            low,
            "level"
                | "levels"
                | "base"
                | "baseline"
                | "average"
                | "total"
                | "value"
                | "figure"
                | "mean"
                | "median"
                | "count"
                | "number"
                | "score"
                | "size"
                | "rate"
                | "niveau"
                | "schnitt"
        )
    };
    let last = before.last()?;
    let told = match last.low.as_str() {
        "of" | "von" => level(&before.get(before.len().checked_sub(2)?)?.low),
        low => low.ends_with("'s") || level(low) || (last.is_word() && is_year(low)),
    };
    let back = before.iter().rev().take(6).position(|token| {
        matches!(token.low.as_str(), "from" | "von") || !(token.is_word() || is_year(&token.low))
    })?;
    let from = &before[before.len() - 1 - back];
    (told && back > 0 && from.is_word()).then_some(back)
}

/// Fewer than 5 of what is counted is at most 4; a percentage or a time may come as close as it likes.
pub(super) fn count_below(tokens: &mut [Token]) {
    for at in 2..tokens.len() {
        let below = tokens[at - 2].low == "fewer"
            && tokens[at - 1].low == "than"
            && at
                .checked_sub(3)
                .is_none_or(|at| !matches!(tokens[at].low.as_str(), "no" | "not"));
        if let Shape::Figure(figure) = &mut tokens[at].shape
            && below
            && figure.form == Form::Plain
            && figure.factor == 1
            && figure.value.is_whole()
            && figure.value >= Quantity::ONE
            && let Some(most) = figure.value.minus(Quantity::ONE)
        {
            figure.value = most;
        }
    }
}

pub(super) fn is_year(low: &str) -> bool {
    low.len() == 4
        && (low.starts_with("19") || low.starts_with("20"))
        && low.bytes().all(|byte| byte.is_ascii_digit())
}

/// Words between a preposition and its figure that change nothing.
fn softens(low: &str) -> bool {
    matches!(
        low,
        "about"
            | "approximately"
            | "around"
            | "ca"
            | "rund"
            | "roughly"
            | "a"
            | "an"
            | "the"
            | "another"
            | "average"
            | "total"
            | "nearly"
            | "almost"
            | "just"
            | "only"
            | "well"
            | "up"
            | "full"
            | "whopping"
            | "overall"
            | "further"
            | "least-squares"
            | "etwa"
            | "circa"
            | "current"
            | "existing"
            | "present"
            | "today's"
            | "den"
            | "dem"
            | "der"
            | "aktuellen"
            | "heutigen"
            | "bisherigen"
            | "between"
            | "zwischen"
    )
}

fn bound_before(before: &[Token]) -> Option<(Bound, usize)> {
    let low = |back: usize| {
        before
            .len()
            .checked_sub(back)
            .map_or("", |at| before[at].low.as_str())
    };
    let (bound, taken) = match (low(3), low(2), low(1)) {
        ("no" | "not", "more" | "greater" | "higher" | "slower" | "longer" | "later", "than")
        | ("nicht", "mehr", "als") => (Bound::High, 3),
        ("no" | "not", "less" | "fewer" | "lower", "than") | ("nicht", "weniger", "als") => {
            (Bound::Low, 3)
        }
        (_, "less" | "fewer" | "lower" | "smaller" | "faster" | "better", "than")
        | (_, "weniger" | "kleiner", "als") => (Bound::High, 2),
        (
            _,
            "more" | "greater" | "higher" | "larger" | "bigger" | "older" | "slower" | "longer",
            "than",
        )
        | (_, "mehr" | "grösser" | "größer", "als") => (Bound::Low, 2),
        (_, "at", "most" | "max" | "maximum")
        | (_, "maximum" | "max", "of")
        | (_, "not", "exceeding" | "exceed") => (Bound::High, 2),
        (_, "at", "least" | "minimum")
        | (_, "minimum" | "min", "of")
        | (_, "mind" | "min", ".") => (Bound::Low, 2),
        (_, "max", ".") => (Bound::High, 2),
        (
            _,
            _,
            "under" | "below" | "within" | "<" | "unter" | "höchstens" | "maximal" | "max"
            | "maximum" | "beneath",
        ) => (Bound::High, 1),
        (
            _,
            _,
            "above" | "over" | ">" | "über" | "mindestens" | "minimum" | "min" | "exceed"
            | "exceeds" | "exceeding" | "mind" | "beyond" | "surpass" | "past",
        ) => (Bound::Low, 1),
        _ => return None,
    };
    Some((bound, taken))
}

fn bound_after(tokens: &[Token], figure: usize) -> Option<Bound> {
    if tokens[figure].figure().is_some_and(|figure| figure.or_more) {
        return Some(Bound::Low);
    }
    let low = |step: usize| {
        tokens
            .get(figure + step)
            .map_or("", |token| token.low.as_str())
    };
    let next = low(1);
    if tokens
        .get(figure + 1)
        .is_some_and(|token| token.low.chars().next().is_some_and(is_cjk))
    {
        let has = |words: &[&str]| {
            words
                .iter()
                .any(|word| next.chars().take(5).collect::<String>().contains(word))
        };
        if has(&["以上", "超え", "이상"]) {
            return Some(Bound::Low);
        }
        return has(&["以下", "未満", "以内", "이하", "미만", "以下"]).then_some(Bound::High);
    }
    match (next, low(2)) {
        (
            "or" | "oder" | "and",
            "less" | "fewer" | "under" | "below" | "lower" | "weniger" | "faster",
        ) => Some(Bound::High),
        (
            "or" | "oder" | "and",
            "more" | "above" | "higher" | "better" | "greater" | "over" | "mehr" | "höher",
        ) => Some(Bound::Low),
        _ => None,
    }
}

/// A figure in a clause with if or when decides nothing yet.
pub(super) fn is_conditional(tokens: &[Token], figure: usize) -> bool {
    tokens[..figure]
        .iter()
        .rev()
        .take_while(|token| !token.ends_clause() && token.figure().is_none())
        .any(|token| {
            matches!(
                token.low.as_str(),
                "if" | "when" | "unless" | "whenever" | "wenn" | "falls" | "sobald" | "once"
            ) && token.raw != "IF"
        })
}
