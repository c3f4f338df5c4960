//! Which figure of a sentence is the target. Everything else is where it starts, by how much it changes,
//! or left aside.

use super::bound::{self, Role};
use super::figure::Form;
use super::start;
use super::text::Token;
use super::thing;
use super::verb::{self, Class};

/// `Reduce time from 5 days to same day`: the one number says where it starts, none where it goes.
pub(super) fn is_only_a_start(tokens: &[Token], free: &[usize]) -> bool {
    let [at] = free else { return false };
    bound::lead(tokens, *at).role == Role::From
        && verb::governing(tokens, *at).is_some_and(verb::Verb::changes)
}

/// The first figure that is no start; one in digits before one in words.
pub(super) fn target(tokens: &[Token], free: &[usize]) -> Option<usize> {
    let spelled = |at: &usize| tokens[*at].figure().is_some_and(|figure| figure.spelled);
    let goes = |at: &usize| !start::is_start(tokens, free, *at);
    let time = |at: &usize| {
        tokens[*at]
            .figure()
            .is_some_and(|figure| matches!(figure.form, Form::Time(_)))
    };
    let digits = || free.iter().copied().filter(|at| !spelled(at) && goes(at));
    let first = digits().next();
    let changes = first.is_some_and(|first| bound::lead(tokens, first).role == Role::By);
    let explicit =
        digits().find(|at| bound::lead(tokens, *at).role == Role::To && (changes || !time(at)));
    // "Run 10 km in under 50 minutes": how fast, not how far.
    if let Some(timed) = first
        .and_then(|first| timed(tokens, first))
        .filter(|at| free.contains(at))
    {
        return Some(timed);
    }
    if let Some(end) = first.and_then(|first| end_of_a_way(tokens, free, first)) {
        return Some(end);
    }
    // "Grow by 20% to 500": the value to reach says more than the change.
    let better = first.zip(explicit).filter(|(first, explicit)| {
        (explicit.saturating_sub(*first) <= 3 && !puts_out(tokens, *first))
            || is_one_change(tokens, *first, *explicit)
    });
    better
        .map(|(_, explicit)| explicit)
        .or(first)
        .or_else(|| free.iter().copied().find(goes))
        .or_else(|| free.first().copied())
}

/// `by 50% from 6% to 3%`, `3x from 100 to 300`: the way says more than the change before it.
fn end_of_a_way(tokens: &[Token], free: &[usize], first: usize) -> Option<usize> {
    let pair = free.windows(2).find(|pair| {
        let [from, to] = [pair[0], pair[1]].map(|at| bound::lead(tokens, at).role);
        (from, to) == (Role::From, Role::To)
    })?;
    // "Customers with more than 3 users: from 20 to 50"
    let verb = verb::governing(tokens, first).filter(|verb| verb.at < first);
    let qualifies = bound::lead(tokens, first).bound.is_some()
        && verb.is_none_or(verb::Verb::changes)
        && !tokens[first..pair[1]]
            .iter()
            .any(|token| matches!(token.low.as_str(), "and" | "und" | "&"));
    (pair[0] > first && (qualifies || is_one_change(tokens, first, pair[1]))).then_some(pair[1])
}

/// Both figures stand in one clause about a change, as in `Reduce the 50 open bugs to 10`.
fn is_one_change(tokens: &[Token], first: usize, last: usize) -> bool {
    let apart =
        |token: &Token| token.ends_clause() || matches!(token.low.as_str(), "and" | "und" | "&");
    let changes = verb::governing(tokens, first).is_some_and(|verb| verb.changes());
    changes && !tokens[first..=last].iter().any(apart)
}

/// `Ship 4 features to 10 customers`: what is put out counts, not whom it reaches.
fn puts_out(tokens: &[Token], at: usize) -> bool {
    verb::governing(tokens, at).is_some_and(|verb| verb.class == Class::Output && verb.at < at)
        && bound::lead(tokens, at).role == Role::Free
        && thing::noun(tokens, at + 1).is_some()
}

/// The time after `10 km in`, where nothing is counted before it.
fn timed(tokens: &[Token], first: usize) -> Option<usize> {
    let distance = tokens[first]
        .figure()
        .is_some_and(|figure| match figure.form {
            Form::Size(_) => true,
            Form::Plain => figure.factor > 1,
            _ => false,
        });
    let within = tokens
        .get(first + 1)
        .is_some_and(|next| matches!(next.low.as_str(), "in" | "under" | "unter"));
    let next =
        (first + 2..tokens.len().min(first + 4)).find(|at| tokens[*at].figure().is_some())?;
    let time = tokens[next]
        .figure()
        .is_some_and(|figure| matches!(figure.form, Form::Time(_)));
    (distance && within && time).then_some(next)
}
