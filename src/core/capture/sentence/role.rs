//! Whether a figure is where things start, where they go, or by how much they change: told by the word
//! that leads to it, a label (`Ziel: 45`) or what follows it (`5 to 3`).

use crate::domain::quantity::Quantity;

use super::bound::{Role, is_year};
use super::figure::{Figure, Form};
use super::text::Token;
use super::{forms, vocabulary};

/// `from 2025:`
fn told_before(before: &[Token]) -> bool {
    matches!(before, [.., from, year, _] if from.low == "from" && is_year(&year.low))
}

/// The role, and how many tokens before `start` say so.
pub(super) fn role(tokens: &[Token], start: usize, figure: usize) -> (Role, usize) {
    let low = |back: usize| {
        start
            .checked_sub(back)
            .map_or("", |at| tokens[at].low.as_str())
    };
    let next = tokens.get(figure + 1);
    if let Some((role, first)) = label(tokens, figure) {
        return (role, start.saturating_sub(first));
    }
    if matches!(low(1), "by" | "um") {
        return (Role::By, 1);
    }
    if leads_on(tokens, figure) {
        return (Role::From, usize::from(matches!(low(1), "from" | "von")));
    }
    if matches!(low(1), "of" | "von") && start > 1 && forms::change_noun(low(2)).is_some() {
        return (Role::By, 2);
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

/// `Start: 32, Ziel: 45`, `current 32, goal 45`: a word right before a figure that counts nothing.
fn label(tokens: &[Token], figure: usize) -> Option<(Role, usize)> {
    let counts = tokens
        .get(figure + 1)
        .is_some_and(|next| next.is_word() && !vocabulary::ends_phrase(&next.low));
    let before = figure.checked_sub(1).filter(|_| !counts)?;
    let at = if tokens[before].is_mark(":") {
        before.checked_sub(1)?
    } else {
        before
    };
    let opens = at.checked_sub(1).is_none_or(|at| {
        let before = &tokens[at];
        before.ends_clause()
            || before.figure().is_some()
            || !vocabulary::ends_phrase(&before.low) && before.is_word()
    });
    let role = match tokens[at].low.as_str() {
        "start" | "current" | "now" | "ist" | "jetzt" | "today" | "baseline" => Role::From,
        "target" | "goal" | "ziel" | "soll" => Role::To,
        _ => return None,
    };
    opens.then_some((role, at))
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
    // "12 incidents per month to 4"
    let per = at + words;
    let rhythm =
        matches!(low(per), "per" | "pro" | "a") && vocabulary::period(low(per + 1)).is_some();
    let ends = |at: usize| {
        tokens
            .get(at)
            .is_none_or(|next| !next.is_word() || vocabulary::ends_phrase(&next.low))
    };
    if rhythm && words > 0 && ends(per + 4) {
        at = per + 2;
    }
    let bounded = tokens
        .get(at + 1)
        .is_some_and(|next| matches!(next.low.as_str(), "<" | ">" | "under" | "below" | "unter"));
    let Some(end) = tokens
        .get(at + 1 + usize::from(bounded))
        .and_then(Token::figure)
    else {
        return false;
    };
    // "20% to 6,000" is a change and what it leads to.
    let share = |figure: &Figure| figure.form == Form::Percent;
    let unlike = tokens[figure].figure().is_some_and(share)
        && !share(end)
        && (end.form != Form::Plain || end.value > Quantity::from(100));
    (arrow(at) || matches!(low(at), "to" | "auf")) && !unlike
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
