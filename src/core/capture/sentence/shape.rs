//! Joins a figure with the words that belong to it: `30 percent`, `1.2 million euros`, `8 out of
//! 10`, `top 3`, `4 hours`. Afterwards each amount in the sentence is one token.

use crate::domain::quantity::Quantity;

use super::figure::{Figure, Form};
use super::text::{Shape, Token, is_cjk};
use super::{digits, portion, range, vocabulary};

pub(super) fn join(tokens: &mut Vec<Token>) {
    spell_out(tokens);
    let mut joined: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        if is_range_dash(tokens, at) {
            at += 1;
            continue;
        }
        let mut token = tokens[at].clone();
        let mut next = at + 1;
        if let Shape::Figure(figure) = &mut token.shape {
            next += multiply(&tokens[next..], figure);
            // "5000000 billion" is more than can be kept, and never five million.
            if let Some(word) = tokens.get(next).filter(|word| {
                next == at + 1
                    && word.is_word()
                    && digits::is_too_large(&format!("{} {}", token.raw, word.low))
            }) {
                token.raw = format!("{} {}", token.raw, word.raw);
                token.low = token.raw.to_lowercase();
                token.shape = Shape::Word;
                joined.push(token);
                at += 2;
                continue;
            }
            let taken = after(&tokens[next..], figure);
            next += taken;
            if taken == 0 && chain(&mut joined, figure, &token.raw) {
                at = next;
                continue;
            }
            before(&mut joined, figure, &mut token.glued);
            for part in &tokens[at + 1..next] {
                token.raw.push_str(if part.glued { "" } else { " " });
                token.raw.push_str(&part.raw);
            }
            token.low = token.raw.to_lowercase();
            if taken == 0 {
                counted(&mut tokens[at + 1..], figure);
            }
        }
        joined.push(token);
        at = next;
    }
    minutes(&mut joined);
    portion::join(&mut joined);
    range::join(&mut joined);
    *tokens = joined;
}

/// `10m` is ten million of something, and ten minutes where the sentence speaks of time.
fn minutes(tokens: &mut [Token]) {
    let timed = tokens.iter().any(|token| {
        let time = token
            .figure()
            .is_some_and(|figure| matches!(figure.form, Form::Time(_)));
        time || vocabulary::takes_time(&token.low)
    });
    for at in 0..tokens.len() {
        let counts = tokens
            .get(at + 1)
            .is_some_and(|next| next.is_word() && !vocabulary::ends_phrase(&next.low));
        let token = &mut tokens[at];
        let Some(minutes) = small_m(&token.raw).filter(|_| timed && !counts) else {
            continue;
        };
        if let Shape::Figure(figure) = &mut token.shape
            && figure.form == Form::Plain
        {
            *figure = Figure {
                form: Form::Time("min".into()),
                ..Figure::plain(minutes)
            };
        }
    }
}

/// The 10 of `10m`.
pub(super) fn small_m(raw: &str) -> Option<Quantity> {
    let digits = raw.strip_suffix('m').unwrap_or_default();
    let number = digits.parse::<u32>().ok()?;
    (number < 1_000).then(|| Quantity::from(i64::from(number)))
}

/// `4h 30m` is one time, in its smallest unit; a small `m` behind hours or before seconds is minutes.
fn chain(joined: &mut [Token], figure: &Figure, raw: &str) -> bool {
    let Some(token) = joined.last_mut() else {
        return false;
    };
    let small = match &figure.form {
        Form::Time(unit) => vocabulary::time_unit(&unit.to_lowercase())
            .map(|length| (figure.value, unit.clone(), length)),
        Form::Plain => small_m(raw).map(|minutes| (minutes, "min".to_owned(), 60_000)),
        _ => None,
    };
    let first = token.figure().and_then(|first| match &first.form {
        Form::Time(unit) => Some((first.value, vocabulary::time_unit(&unit.to_lowercase())?)),
        Form::Plain => small_m(&token.raw).map(|minutes| (minutes, 60_000)),
        _ => None,
    });
    let (Some((value, unit, length)), Some((first, longer))) = (small, first) else {
        return false;
    };
    if length == 0 || longer <= length {
        return false;
    }
    let sum = first
        .times(Quantity::from(longer / length))
        .and_then(|first| first.plus(value));
    let (Some(sum), Shape::Figure(kept)) = (sum, &mut token.shape) else {
        return false;
    };
    *kept = Figure {
        form: Form::Time(unit),
        sign: kept.sign,
        ..Figure::plain(sum)
    };
    token.raw = format!("{} {raw}", token.raw);
    token.low = token.raw.to_lowercase();
    true
}

/// The dash of `4-6`.
fn is_range_dash(tokens: &[Token], at: usize) -> bool {
    let glued = |token: &Token| token.glued && token.figure().is_some();
    let before = at
        .checked_sub(1)
        .is_some_and(|before| tokens[before].figure().is_some());
    tokens[at].is_mark("-") && tokens[at].glued && before && tokens.get(at + 1).is_some_and(glued)
}

/// `three`, `zwei` and the zero of `to zero` become figures.
fn spell_out(tokens: &mut [Token]) {
    for at in 0..tokens.len() {
        if !tokens[at].is_word() {
            continue;
        }
        let low = tokens[at].low.as_str();
        let bounded = at > 1
            && ((tokens[at - 1].low == "least" && tokens[at - 2].low == "at")
                || tokens[at - 1].low == "than");
        let next = tokens.get(at + 1).map_or("", |next| next.low.as_str());
        let value = match low {
            "zero" if matches!(next, "trust" | "touch" | "knowledge" | "based" | "day") => None,
            "zero" | "null" => Some(0),
            "one" if bounded || counts_one(&tokens[..at]) => Some(1),
            "eine" | "einen" | "ein" if at > 0 && tokens[at - 1].low == "mindestens" => Some(1),
            other => vocabulary::spelled(other),
        };
        if let Some(value) = value {
            let figure = Figure {
                spelled: true,
                ..Figure::plain(Quantity::from(value))
            };
            tokens[at].shape = Shape::Figure(figure);
        }
    }
}

/// `number one`, `from 3 tools to one`: a number, no article.
fn counts_one(before: &[Token]) -> bool {
    let last = before.last().map_or("", |token| token.low.as_str());
    last == "number"
        || (last == "to" && before.iter().rev().take(6).any(|token| token.low == "from"))
}

/// Takes a multiplier word; answers how many tokens it took.
fn multiply(rest: &[Token], figure: &mut Figure) -> usize {
    let Some(word) = rest.first().filter(|token| token.is_word()) else {
        return 0;
    };
    if let Some(taken) = thousands_of_money(rest, figure) {
        return taken;
    }
    let first: String = word.low.chars().take(1).collect();
    let factor = vocabulary::multiplier(&word.low).or_else(|| {
        // 1万人: the counter stays behind with the multiplier in one word.
        vocabulary::multiplier(&first).filter(|_| word.glued && first.chars().all(is_cjk))
    });
    let Some(value) = factor.and_then(|factor| figure.value.times(Quantity::from(factor))) else {
        return 0;
    };
    figure.value = value;
    figure.factor = factor.unwrap_or(1);
    figure.other = None;
    // "1,5 Mio. Lizenzen": the dot belongs to the abbreviation.
    let dot = rest
        .get(1)
        .is_some_and(|next| next.is_mark(".") && next.glued)
        && rest.len() > 2;
    usize::from(vocabulary::multiplier(&word.low).is_some()) + usize::from(dot)
}

/// `500 TCHF`, `40 kEUR`, `500 T€`: the multiplier is written into the currency.
fn thousands_of_money(rest: &[Token], figure: &mut Figure) -> Option<usize> {
    let word = rest.first().filter(|_| figure.form == Form::Plain)?;
    let sign = rest.get(1).filter(|next| next.glued && word.raw == "T");
    let written = format!("{}{}", word.raw, sign.map_or("", |sign| sign.raw.as_str()));
    let (factor, money) = vocabulary::multiplier_prefix(&written);
    let code = vocabulary::currency(money).filter(|_| factor > 1)?;
    figure.value = figure.value.times(Quantity::from(factor))?;
    figure.form = Form::Money(code.to_owned());
    figure.factor = factor;
    figure.other = None;
    Some(1 + usize::from(sign.is_some()))
}

/// Takes the words after a plain figure that give it its form; answers how many.
fn after(rest: &[Token], figure: &mut Figure) -> usize {
    let low = |at: usize| {
        rest.get(at)
            .filter(|token| token.is_word())
            .map_or("", |token| token.low.as_str())
    };
    if figure.form == Form::Percent && matches!(low(0), "points" | "punkte" | "punkten") {
        figure.form = Form::Points;
        return 1;
    }
    if figure.form != Form::Plain {
        return 0;
    }
    let (form, taken) = match (low(0), low(1)) {
        ("percentage", "points" | "point") => (Form::Points, 2),
        ("business" | "working" | "work" | "calendar", "day" | "days" | "hours") => {
            (Form::Time(rest[1].raw.clone()), 2)
        }
        ("basis", "points" | "point") => (Form::Size("basis points".into()), 2),
        ("basispunkte" | "basispunkten", _) => (Form::Size("Basispunkte".into()), 1),
        ("pp" | "prozentpunkte" | "prozentpunkten" | "pts", _) => (Form::Points, 1),
        ("per", "cent") => (Form::Percent, 2),
        ("percent" | "prozent", _) => (Form::Percent, 1),
        ("stars" | "star" | "sterne" | "sternen", _) if figure.value <= Quantity::from(5) => {
            (Form::Stars, 1)
        }
        ("times", "more" | "faster" | "as" | "the" | "higher") => (Form::Factor, 1),
        (unit, _) if vocabulary::is_size_unit(unit) => (Form::Size(rest[0].raw.clone()), 1),
        (unit, _)
            if unit.len() > 1 && vocabulary::is_time_unit(unit)
                || matches!(unit, "s" | "h" | "d") =>
        {
            (Form::Time(rest[0].raw.clone()), 1)
        }
        _ => return after_other(rest, figure),
    };
    figure.form = form;
    taken
}

fn after_other(rest: &[Token], figure: &mut Figure) -> usize {
    let Some(first) = rest.first() else { return 0 };
    // "CHF/Monat": the period is left for whoever looks for one.
    let (money, period) = first
        .raw
        .split_once('/')
        .map_or((first.raw.as_str(), None), |(money, period)| {
            (money, Some(period))
        });
    if let Some(code) = vocabulary::currency(money) {
        figure.form = Form::Money(code.to_owned());
        return usize::from(period.is_none());
    }
    let skip = match (
        first.low.as_str(),
        rest.get(1).map(|token| token.low.as_str()),
    ) {
        ("out", Some("of")) => 2,
        ("of" | "von", _) => 1,
        _ => return 0,
    };
    let articles = rest[skip..]
        .iter()
        .take_while(|token| matches!(token.low.as_str(), "the" | "our" | "all"))
        .take(2)
        .count();
    let total = rest.get(skip + articles).and_then(Token::figure);
    match total {
        Some(total)
            if total.form == Form::Plain
                && total.value >= figure.value
                && !figure.value.is_zero() =>
        {
            figure.form = Form::OutOf(total.value);
            skip + articles + 1
        }
        _ => 0,
    }
}

/// Takes what stands before: a currency code, `top`, `#`, `x`, an approximation.
fn before(joined: &mut Vec<Token>, figure: &mut Figure, glued: &mut bool) {
    while joined
        .last()
        .is_some_and(|token| token.is_mark("~") || token.is_mark("≈"))
    {
        joined.pop();
    }
    if let [.., factor, of] = joined.as_slice()
        && factor.low == "factor"
        && of.low == "of"
    {
        joined.pop();
    }
    if let [.., number, dot] = joined.as_slice()
        && matches!(number.low.as_str(), "nr" | "no")
        && dot.is_mark(".")
        && figure.form == Form::Plain
    {
        joined.truncate(joined.len() - 2);
        figure.form = Form::Rank;
        return;
    }
    let Some(last) = joined.last() else { return };
    let first = joined.len() == 1;
    let (form, keep) = match last.low.as_str() {
        "factor" | "faktor" => (Form::Factor, false),
        "top" | "nr" | "platz" | "rang" => (Form::Rank, false),
        "#" => (Form::Rank, false),
        "number" if figure.value <= Quantity::from(20) && figure.value.is_whole() => {
            (Form::Rank, false)
        }
        "rank" | "position" => (Form::Rank, first),
        "x" if *glued => (Form::Factor, false),
        "×" => (Form::Factor, false),
        _ => match vocabulary::currency(&last.raw) {
            Some(code) => (Form::Money(code.to_owned()), false),
            None => return,
        },
    };
    if figure.form == Form::Plain {
        figure.form = form;
        if !keep {
            *glued = last.glued;
            joined.pop();
        }
    }
}

/// A counter glued to the figure is left standing as its unit; yen, yuan and won are currencies.
fn counted(rest: &mut [Token], figure: &mut Figure) {
    let Some(next) = rest
        .first_mut()
        .filter(|token| token.is_word() && token.glued)
    else {
        return;
    };
    let mut letters = next.raw.chars().peekable();
    if letters
        .peek()
        .is_some_and(|letter| vocabulary::multiplier(&letter.to_string()).is_some())
    {
        letters.next();
    }
    let Some(counter) = letters
        .next()
        .filter(|letter| vocabulary::is_counter(*letter))
    else {
        return;
    };
    if figure.form != Form::Plain {
        return;
    }
    if let Some(code) = vocabulary::currency(&counter.to_string()) {
        figure.form = Form::Money(code.to_owned());
    }
}
