//! Rule 8: a change on a start nobody may guess, in percent (`by 30%`) or as a difference
//! (`by 5,000 visits`).

use crate::domain::measure::{Direction, Kind};
use crate::domain::quantity::Quantity;

use super::ask::Question;
use super::bound::{Bound, Role};
use super::build::{Draft, Scene};
use super::factor::{after_articles, times};
use super::figure::{Form, Sign};
use super::text::Token;
use super::verb::Class;
use super::{forms, thing, vocabulary};

/// A word after the figure that says it is a change: `15% increase`, `20% fewer`. True when it
/// falls.
pub(super) fn nominal(tokens: &[Token], at: usize) -> Option<(bool, usize)> {
    let percent = tokens[at]
        .figure()
        .is_some_and(|figure| matches!(figure.form, Form::Percent | Form::Points));
    let fewer = tokens.get(at + 1).is_some_and(|next| {
        matches!(next.low.as_str(), "fewer" | "less" | "weniger")
            && tokens
                .get(at + 2)
                .is_some_and(|noun| noun.is_word() && noun.low != "than" && noun.low != "als")
    });
    let plain = tokens[at]
        .figure()
        .is_some_and(|figure| figure.form == Form::Plain);
    let changes = percent || fewer && plain;
    if !changes {
        return None;
    }
    for (index, token) in tokens.iter().enumerate().skip(at + 1).take(3) {
        let low = token.low.as_str();
        let than = tokens.get(index + 1).is_some_and(|next| next.low == "than");
        if token.ends_clause()
            || vocabulary::ends_phrase(low)
                && !matches!(
                    low,
                    "less" | "fewer" | "more" | "mom" | "wow" | "qoq" | "yoy"
                )
        {
            return None;
        }
        match low {
            "reduction" | "decrease" | "drop" | "decline" | "reduktion" | "senkung" | "less"
            | "fewer" | "lower" | "weniger" | "rückgang" | "cut" => return Some((true, index)),
            "increase" | "growth" | "rise" | "uplift" | "lift" | "improvement" | "more"
            | "higher" | "wachstum" | "steigerung" | "mehr" | "gain"
                if !than || index == at + 1 =>
            {
                return Some((false, index));
            }
            _ => {}
        }
    }
    None
}

/// Rule 8: `by N`, `um N`, `increase … 20%`, `a 15% increase in …`.
pub(super) fn by(scene: &Scene) -> Option<Draft> {
    let nominal = nominal(scene.tokens, scene.at).filter(|_| scene.lead.role != Role::To);
    let percent = matches!(scene.figure.form, Form::Percent | Form::Points);
    let verb_before = scene.verb.is_some_and(|verb| {
        verb.changes() && (verb.at < scene.at || verb.at >= scene.tokens.len())
    });
    let apart = scene.verb.is_some_and(|verb| {
        scene
            .tokens
            .get(verb.at..scene.at)
            .is_some_and(|between| between.iter().any(Token::ends_clause))
    });
    let points = scene
        .noun
        .as_ref()
        .is_some_and(|noun| noun.last.starts_with("point") || noun.last.starts_with("Punkt"));
    let bare = (percent || points)
        && !apart
        && verb_before
        && scene.lead.role == Role::Free
        && scene.lead.bound.is_none()
        && scene.lead.start == scene.at
        && scene.low(1) != "of";
    let rises_by_more = scene.figure.form == Form::Plain
        && scene.is(Class::Rising)
        && scene.lead.role == Role::Free
        && scene.low(1) == "more";
    // "-5% cost per order" says by how much with its sign.
    // "Margin up 2 points"
    let moved = scene
        .at
        .checked_sub(1)
        .map(|at| scene.tokens[at].low.as_str());
    let moved = moved.filter(|word| {
        matches!(*word, "up" | "down")
            && (percent || points)
            && scene.verb.is_none()
            && scene.lead.role == Role::Free
    });
    // "a reduction of 20% in tickets"
    let named = scene
        .tokens
        .get(scene.lead.start)
        .and_then(|word| forms::change_noun(&word.low));
    let opens = scene.lead.start == 0 && scene.noun.is_some();
    let signed = scene.verb.is_none()
        && scene.lead.role == Role::Free
        && match scene.figure.sign {
            Some(Sign::Plus) => opens || scene.thing.is_some(),
            Some(Sign::Minus) => opens,
            _ => false,
        };
    let lost = scene.lead.role == Role::Free
        && scene.lead.bound.is_none()
        && scene.lead.start == scene.at
        && scene.verb.is_some_and(|verb| verb.loses(scene.tokens));
    if scene.lead.role != Role::By
        && !bare
        && nominal.is_none()
        && !rises_by_more
        && !signed
        && !lost
        && moved.is_none()
    {
        return None;
    }
    // "at most 5% more memory" is a limit on a change, not a change to reach.
    let limited = nominal.is_some_and(|(falls, _)| !falls) && scene.lead.bound == Some(Bound::High);
    if limited {
        return Some(Draft::unknown(Question::HowMeasured));
    }
    // "25% MoM" is said of every month, and no value to reach by the end.
    if matches!(scene.low(1), "mom" | "wow") {
        return Some(Draft::unknown(Question::HowMeasured));
    }
    if matches!(scene.low(1), "faster" | "slower" | "cheaper" | "quicker") {
        return Some(Draft::unknown(Question::HowMeasured));
    }
    let falls = match (nominal, scene.figure.value.is_negative()) {
        (Some((falls, _)), _) => falls,
        (None, true) => true,
        _ if moved == Some("down") || named == Some(true) => true,
        (None, false) => scene.direction() == Direction::Down,
    };
    let thing = match nominal {
        Some((_, at)) => named_after(scene, at).or_else(|| scene.thing.clone()),
        None if signed && opens => scene.noun.as_ref().map(|noun| noun.phrase.clone()),
        None => scene.thing.clone().or_else(|| named_after(scene, scene.at)),
    };
    Some(match scene.figure.form {
        Form::Percent => by_percent(scene, falls, thing),
        _ => by_amount(scene, falls, thing),
    })
}

/// `increase in inbound leads`: the words after the preposition.
fn named_after(scene: &Scene, at: usize) -> Option<String> {
    let next = scene
        .tokens
        .get(at + 1)
        .map_or("", |token| token.low.as_str());
    let skip = usize::from(matches!(
        next,
        "in" | "of" | "on" | "for" | "bei" | "der" | "des"
    ));
    let start = after_articles(scene.tokens, at + 1 + skip);
    thing::noun(scene.tokens, start).map(|noun| noun.phrase)
}

fn by_percent(scene: &Scene, falls: bool, thing: Option<String>) -> Draft {
    let direction = if falls {
        Direction::Down
    } else {
        Direction::Up
    };
    let size = scene.figure.value.size();
    let before = |word: &str| vocabulary::is_rate(&word.to_lowercase());
    if thing.iter().flat_map(|thing| thing.split(' ')).any(before) {
        return Draft::of(Kind::Percent, Some("%".into()), direction)
            .asks(Question::PointsOrRelative { amount: size })
            .asks(Question::Baseline);
    }
    let signed = if falls { size.negated() } else { size };
    let factor = Quantity::from(100)
        .plus(signed)
        .and_then(|percent| percent.over(Quantity::from(100)));
    match factor.filter(|factor| !factor.is_negative()) {
        Some(factor) => times(factor, falls, thing),
        None => Draft::unknown(Question::HowMeasured),
    }
}

fn by_amount(scene: &Scene, falls: bool, thing: Option<String>) -> Draft {
    let direction = if falls {
        Direction::Down
    } else {
        Direction::Up
    };
    let size = scene.figure.value.size();
    let change = if falls { size.negated() } else { size };
    let points = scene
        .noun
        .as_ref()
        .is_some_and(|noun| noun.last.starts_with("point"));
    let rate = thing
        .iter()
        .flat_map(|thing| thing.split(' '))
        .any(|word| vocabulary::is_rate(&word.to_lowercase()));
    let unit = match (points, rate) {
        (true, true) => Some("pp".into()),
        (true, false) => Some("points".into()),
        _ => scene.unit(),
    };
    Draft::of(Kind::Delta, unit, direction)
        .change(change)
        .asks(Question::Baseline)
}
