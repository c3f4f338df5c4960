//! Two ends of one value: `5 to 10 minutes`, `40-50`, `between 3 and 5`. They become one figure that
//! knows both. `NPS 20 to 35` and `from 5 to 10` are a way from one to the other, and stay two.

use crate::domain::quantity::Quantity;

use super::bound::{self, Role};
use super::figure::{Far, Figure, Form};
use super::text::{Shape, Token};
use super::verb::{self, Class};
use super::vocabulary;

pub(super) fn join(tokens: &mut Vec<Token>) {
    let mut at = 0;
    while at < tokens.len() {
        if let Some((figure, taken)) = range(tokens, at) {
            let mut raw = tokens[at].raw.clone();
            for part in &tokens[at + 1..at + taken] {
                raw.push_str(match (part.glued, taken) {
                    (true, 2) => "-",
                    (true, _) => "",
                    (false, _) => " ",
                });
                raw.push_str(&part.raw);
            }
            tokens[at] = Token {
                low: raw.to_lowercase(),
                raw,
                shape: Shape::Figure(figure),
                glued: tokens[at].glued,
            };
            tokens.drain(at + 1..at + taken);
        }
        at += 1;
    }
}

/// The range that starts here, and how many tokens tell it.
fn range(tokens: &[Token], at: usize) -> Option<(Figure, usize)> {
    let near = tokens.get(at)?.figure()?;
    let joint = tokens.get(at + 1)?;
    // The dash of "4-6" is gone by now.
    if joint.glued && joint.figure().is_some() {
        return Some((both(near, &tokens[at], joint, false)?, 2));
    }
    let far = tokens.get(at + 2)?;
    let before = at
        .checked_sub(1)
        .map_or("", |before| tokens[before].low.as_str());
    let between = matches!(before, "between" | "zwischen");
    let joins = match joint.low.as_str() {
        "and" | "und" => between,
        "or" | "oder" => true,
        "to" | "bis" => !is_way(tokens, at, far),
        "-" => !joint.glued && is_chosen(tokens, at),
        _ => false,
    };
    joins.then_some(())?;
    Some((both(near, &tokens[at], far, between)?, 3))
}

/// The first is where it starts and the second where it goes.
fn is_way(tokens: &[Token], at: usize, far: &Token) -> bool {
    let lead = bound::lead(tokens, at);
    if lead.bound.is_some() {
        return false;
    }
    let opens = tokens[lead.start..at]
        .first()
        .map_or("", |token| token.low.as_str());
    if matches!(opens, "from" | "von" | "currently" | "aktuell") {
        return true;
    }
    if lead.role == Role::By {
        return !changes_by(tokens, at, far);
    }
    let before = lead
        .start
        .checked_sub(1)
        .map_or("", |before| tokens[before].low.as_str());
    let noun = tokens.get(at + 3).map_or("", |token| token.low.as_str());
    let leads = |word: &str| {
        matches!(
            word,
            "to" | "auf" | "of" | "at" | "in" | "for" | "every" | "is" | "bei"
        )
    };
    if leads(before) || leads(opens) || noun == "of" || noun == "times" {
        return false;
    }
    match verb::governing(tokens, at).filter(|verb| verb.at < at) {
        Some(verb) if verb.changes() => true,
        Some(verb) => matches!(
            tokens[verb.at].low.as_str(),
            "bring" | "go" | "move" | "shift" | "drive" | "take"
        ),
        // "Response time 5 to 10 min": nobody sets out to be slower.
        None => {
            let worse = matches!(far.figure().map(|figure| &figure.form), Some(Form::Time(_)))
                || tokens[..at]
                    .iter()
                    .any(|word| vocabulary::is_unwanted(&word.low));
            let rises = far
                .figure()
                .zip(tokens[at].figure())
                .is_some_and(|(far, near)| far.value > near.value);
            at > 0 && tokens[at - 1].is_word() && !(worse && rises)
        }
    }
}

/// `by 5 to 10%` is a change between the two; `by $20k to $120k` a change and the value it leads to.
fn changes_by(tokens: &[Token], at: usize, far: &Token) -> bool {
    let (Some(near), Some(far)) = (tokens[at].figure(), far.figure()) else {
        return false;
    };
    let change = |figure: &Figure| matches!(figure.form, Form::Percent | Form::Points);
    if near.form == Form::Factor {
        return true;
    }
    let unlike = near.form == Form::Plain && (change(far) || matches!(far.form, Form::Time(_)));
    let alike = near.form == far.form
        && (near.form == Form::Percent
            || near
                .value
                .times(Quantity::from(2))
                .is_some_and(|twice| far.value <= twice));
    unlike || alike
}

/// The sentence picks a number of something, so that a dash between two of them is a range.
fn is_chosen(tokens: &[Token], at: usize) -> bool {
    verb::governing(tokens, at)
        .is_some_and(|verb| verb.at < at && matches!(verb.class, Class::Output | Class::Reaching))
}

/// One figure of two: what only one of them says holds for both, as in `$1.5-2M` or `5 to 10%`.
fn both(near: &Figure, near_token: &Token, far: &Token, swaps: bool) -> Option<Figure> {
    let far_token = far;
    let far = far.figure()?;
    let form = match (&near.form, &far.form) {
        (near, far) if near == far => near.clone(),
        (
            Form::Plain,
            Form::Percent
            | Form::Points
            | Form::Money(_)
            | Form::Time(_)
            | Form::Size(_)
            | Form::Stars
            | Form::OutOf(_),
        ) => far.form.clone(),
        (Form::Money(_) | Form::Factor, Form::Plain) => near.form.clone(),
        (Form::Plain, Form::Factor) => Form::Factor,
        _ => return None,
    };
    if form == Form::Rank {
        return None;
    }
    let scaled = far.factor > 1 && near.factor == 1 && near.value.size() < Quantity::from(1_000);
    let first = if scaled {
        near.value.times(Quantity::from(far.factor))?
    } else {
        near.value
    };
    let mut ends = [
        (first, near_token.raw.clone()),
        (far.value, far_token.raw.clone()),
    ];
    if swaps && first > far.value {
        ends.reverse();
    }
    let [(low, low_raw), (high, high_raw)] = ends;
    (low < high).then(|| Figure {
        value: low,
        form,
        factor: far.factor.max(near.factor),
        sign: near.sign,
        far: Some(Far {
            value: high,
            low: low_raw,
            high: high_raw,
        }),
        ..Figure::plain(low)
    })
}
