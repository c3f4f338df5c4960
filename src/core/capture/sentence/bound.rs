//! What stands around a figure and says how it is meant: a bound (`under 4 hours`), and whether it
//! is where things start, where they go, or by how much they change.

use super::text::{Token, is_cjk};
use super::vocabulary;

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

/// `from 2025:`
fn told_before(before: &[Token]) -> bool {
    matches!(before, [.., from, year, _] if from.low == "from" && is_year(&year.low))
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
        ("no" | "not", "more" | "greater" | "higher", "than") | ("nicht", "mehr", "als") => {
            (Bound::High, 3)
        }
        ("no" | "not", "less" | "fewer" | "lower", "than") | ("nicht", "weniger", "als") => {
            (Bound::Low, 3)
        }
        (_, "less" | "fewer" | "lower" | "smaller" | "faster" | "better", "than")
        | (_, "weniger" | "kleiner", "als") => (Bound::High, 2),
        (_, "more" | "greater" | "higher" | "larger" | "bigger", "than")
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

/// The role, and how many tokens before `start` say so.
fn role(tokens: &[Token], start: usize, figure: usize) -> (Role, usize) {
    let low = |back: usize| {
        start
            .checked_sub(back)
            .map_or("", |at| tokens[at].low.as_str())
    };
    let next = tokens.get(figure + 1);
    if matches!(low(1), "by" | "um") {
        return (Role::By, 1);
    }
    if leads_on(tokens, figure) {
        return (Role::From, usize::from(matches!(low(1), "from" | "von")));
    }
    if let Some(role) = cjk_role(tokens, start, next) {
        return (role, 0);
    }
    match (low(2), low(1)) {
        ("up" | "down", "from") | ("baseline", "of" | ":" | "is" | "was") | ("instead", "of") => {
            (Role::From, 2)
        }
        (
            _,
            "from" | "von" | "currently" | "baseline" | "aktuell" | "heute" | "bisher" | "vorher"
            | "was" | "war" | "statt" | "derzeit",
        ) => (Role::From, 1),
        (_, "to" | "auf" | "→" | "into") => (Role::To, 1),
        (_, ":") if told_before(&tokens[..start]) => (Role::From, 2),
        (
            _,
            "at" | "of" | "is" | "are" | "=" | "reaches" | "bei" | "ist" | "beträgt" | "for"
            | "with" | "in" | ":" | "takes",
        ) => (Role::Free, 1),
        _ => (Role::Free, 0),
    }
}

/// The figure is followed by where it goes: `5 to 3`, `1/week → 5/week`, `20 points → 35`.
fn leads_on(tokens: &[Token], figure: usize) -> bool {
    let low = |at: usize| tokens.get(at).map_or("", |token| token.low.as_str());
    let mut at = figure + 1;
    if matches!(low(at), "/" | "per" | "pro" | "a") && vocabulary::period(low(at + 1)).is_some() {
        at += 2;
    }
    let words = tokens[at.min(tokens.len())..]
        .iter()
        .take(3)
        .take_while(|token| token.is_word() && !matches!(token.low.as_str(), "to" | "auf" | "and"))
        .count();
    let arrow = |at: usize| tokens.get(at).is_some_and(|token| token.is_mark("→"));
    if arrow(at + words) {
        at += words;
    }
    (arrow(at) || matches!(low(at), "to" | "auf"))
        && tokens
            .get(at + 1)
            .is_some_and(|token| token.figure().is_some())
}

fn cjk_role(tokens: &[Token], start: usize, next: Option<&Token>) -> Option<Role> {
    let next = next.map_or("", |token| token.low.as_str());
    let before = start
        .checked_sub(1)
        .map_or("", |at| tokens[at].low.as_str());
    let opens = |words: &[&str]| {
        words
            .iter()
            .any(|word| next.chars().take(3).collect::<String>().contains(word))
    };
    if opens(&["から", "부터", "에서"]) || before.ends_with(['从', '從']) {
        return Some(Role::From);
    }
    (opens(&["に", "まで", "へ", "으로", "로", "까지"])
        || before.ends_with(['到', '至', '为', '為']))
    .then_some(Role::To)
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
