//! Shares told in words: `two thirds of`, `1 in 5`, `1/3 of`, `half of all`. Each becomes one figure in
//! percent, to two decimals, so that a share is never taken for a count of its parts.

use crate::domain::quantity::Quantity;

use super::figure::{Figure, Form};
use super::text::{Shape, Token};
use super::vocabulary;

pub(super) fn join(tokens: &mut Vec<Token>) {
    fractions(tokens);
    let mut at = 0;
    while at < tokens.len() {
        if let Some((percent, taken)) = share(tokens, at) {
            let raw: Vec<&str> = tokens[at..at + taken]
                .iter()
                .map(|token| token.raw.as_str())
                .collect();
            let raw = raw.join(" ");
            tokens[at] = Token {
                low: raw.to_lowercase(),
                raw,
                shape: Shape::Figure(Figure {
                    form: Form::Percent,
                    ..Figure::plain(percent)
                }),
                glued: tokens[at].glued,
            };
            tokens.drain(at + 1..at + taken);
        }
        at += 1;
    }
}

/// The share that starts here, in percent, and how many tokens tell it.
fn share(tokens: &[Token], at: usize) -> Option<(Quantity, usize)> {
    let low = |index: Option<usize>| {
        index
            .and_then(|index| tokens.get(index))
            .map_or("", |token| token.low.as_str())
    };
    let before = low(at.checked_sub(1));
    let whole_follows = |step: usize| {
        matches!(low(Some(at + step)), "majority" | "mehrheit" | "quorum")
            || matches!(
                low(Some(at + step)),
                "of" | "der" | "des" | "aller" | "unserer" | "meiner"
            ) && tokens
                .get(at + step + 1)
                .is_some_and(|token| !is_number(token))
    };
    let token = tokens.get(at)?;
    if matches!(token.low.as_str(), "half" | "hälfte") {
        let ordered = matches!(
            before,
            "first" | "second" | "last" | "ersten" | "zweiten" | "other" | "in"
        );
        return (whole_follows(1) && !ordered).then(|| (Quantity::from(50), 1));
    }
    if let Some(Form::OutOf(total)) = token.figure().map(|figure| &figure.form)
        && token.raw.contains('/')
        && (whole_follows(1) || matches!(before, "by" | "um"))
        && *total <= Quantity::from(10)
    {
        return Some((percent(token.figure()?.value, *total)?, 1));
    }
    if let Some(Form::Time(unit)) = token.figure().map(|figure| &figure.form)
        && let Some(total) = named_part(unit)
    {
        let parts = token.figure()?.value;
        return percent(parts, Quantity::from(total))
            .filter(|_| whole_follows(1) || before == "by" && parts == Quantity::from(3))
            .map(|percent| (percent, 1));
    }
    if let Some((parts, part)) = token.low.split_once('-')
        && let Some(total) = named_part(part)
        && let Some(parts) = vocabulary::spelled(parts).or((parts == "one").then_some(1))
    {
        return percent(Quantity::from(parts), Quantity::from(total))
            .filter(|_| whole_follows(1))
            .map(|percent| (percent, 1));
    }
    let parts = count(token)?;
    if let Some(total) = named_part(low(Some(at + 1))) {
        // "from a quarter to a third" ends there; "to a third party" does not.
        let led = matches!(before, "by" | "um" | "from" | "to" | "von" | "auf");
        let ends = tokens
            .get(at + 2)
            .is_none_or(|next| !next.is_word() || vocabulary::ends_phrase(&next.low));
        return percent(parts, Quantity::from(total))
            .filter(|_| whole_follows(2) || led && ends)
            .map(|percent| (percent, 2));
    }
    let next = |step: usize| low(Some(at + step));
    let of = match (next(1), next(2), next(3)) {
        ("in", ..) => 2,
        ("of", "every", _) => 3,
        ("out", "of", "every") => 4,
        _ => return None,
    };
    let total = tokens.get(at + of).and_then(Token::figure)?;
    let one = parts == Quantity::ONE;
    let stands_alone = at == 0 || matches!(before, "from" | "to" | "of" | "least" | "than" | "→");
    let plain = total.form == Form::Plain
        && total.value.is_whole()
        && total.value > parts
        && (one || total.value <= Quantity::from(100));
    (plain && (one || stands_alone || of > 2)).then_some(())?;
    Some((percent(parts, total.value)?, of + 1))
}

/// `from 1/4 to 1/3`: two different wholes are no scale.
fn fractions(tokens: &mut [Token]) {
    let total = |token: &Token| match token.figure()?.form {
        Form::OutOf(total) if token.raw.contains('/') => Some(total),
        _ => None,
    };
    let totals: Vec<Quantity> = tokens.iter().filter_map(total).collect();
    if totals.windows(2).all(|pair| pair[0] == pair[1]) {
        return;
    }
    for token in tokens {
        let Some(total) = total(token) else { continue };
        if let Shape::Figure(figure) = &mut token.shape
            && let Some(value) = percent(figure.value, total)
        {
            (figure.value, figure.form) = (value, Form::Percent);
        }
    }
}

/// Two, 2 or one of something, as a whole number.
fn count(token: &Token) -> Option<Quantity> {
    if matches!(token.low.as_str(), "one" | "a" | "ein" | "eine" | "einem") {
        return Some(Quantity::ONE);
    }
    let figure = token.figure()?;
    let plain = figure.form == Form::Plain && figure.sign.is_none() && figure.factor == 1;
    (plain && figure.value.is_whole() && figure.value > Quantity::ZERO).then_some(figure.value)
}

fn is_number(token: &Token) -> bool {
    token.figure().is_some()
}

fn named_part(low: &str) -> Option<i64> {
    Some(match low {
        "third" | "thirds" | "drittel" => 3,
        "quarter" | "quarters" | "viertel" => 4,
        "fifth" | "fifths" | "fünftel" => 5,
        "tenth" | "tenths" | "zehntel" => 10,
        _ => return None,
    })
}

fn percent(parts: Quantity, total: Quantity) -> Option<Quantity> {
    if total.is_zero() || parts > total {
        return None;
    }
    let exact = parts.times(Quantity::from(100))?.over(total)?;
    Quantity::from_f64((exact.as_f64() * 100.0).round() / 100.0)
}
