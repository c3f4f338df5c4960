//! Rule 4: a change told as a factor, on a start nobody may guess: `double`, `3x`, `in half`.

use crate::domain::measure::{Direction, Kind};
use crate::domain::quantity::Quantity;

use super::ask::Question;
use super::bound::{self, Role};
use super::build::{Draft, Scene};
use super::figure::Form;
use super::text::Token;
use super::thing;
use super::verb::{self, Class};

/// Words for a factor, with the factor in tenths.
fn factor_word(low: &str) -> Option<i64> {
    Some(match low {
        "double" | "doubling" | "doubled" | "verdoppeln" | "verdoppelt" | "verdopple" => 20,
        "triple" | "tripling" | "tripled" | "treble" | "verdreifachen" | "verdreifache" => 30,
        "quadruple" => 40,
        "halve" | "halving" | "halved" | "halbieren" | "halbiert" | "halbiere" => 5,
        _ => return None,
    })
}

fn tenths(count: i64) -> Quantity {
    Quantity::from(count)
        .over(Quantity::from(10))
        .unwrap_or_default()
}

/// The place of a factor word that is a verb here: "double opt-in" is none.
fn factor_verb(tokens: &[Token]) -> Option<usize> {
    (0..tokens.len()).find(|at| {
        let low = tokens[*at].low.as_str();
        let next = tokens.get(at + 1).map_or("", |next| next.low.as_str());
        let german = matches!(
            low,
            "verdoppeln"
                | "verdoppelt"
                | "verdopple"
                | "verdreifachen"
                | "verdreifache"
                | "halbieren"
                | "halbiert"
                | "halbiere"
        );
        factor_word(low).is_some()
            && !matches!(
                next,
                "opt" | "opt-in" | "digit" | "digits" | "check" | "entry" | "down" | "blind"
            )
            && (german
                || verb::opens_clause(tokens, *at)
                || at
                    .checked_sub(1)
                    .is_some_and(|before| tokens[before].low == "to"))
    })
}

pub(super) fn opens_with_a_factor(tokens: &[Token]) -> bool {
    factor_verb(tokens).is_some()
}

/// `double`, `halve`, `10x`, `in half`: unless the sentence also says which value to reach.
pub(super) fn multiple(tokens: &[Token], free: &[usize]) -> Option<Draft> {
    let reaches = free.iter().any(|at| {
        bound::lead(tokens, *at).role == Role::To
            && tokens[*at]
                .figure()
                .is_some_and(|figure| figure.form != Form::Factor)
    });
    if reaches {
        return None;
    }
    if let Some(at) = factor_verb(tokens).filter(|at| free.first().is_none_or(|first| first > at)) {
        let factor = tenths(factor_word(&tokens[at].low)?);
        let unit = thing::noun(tokens, after_articles(tokens, at + 1)).map(|noun| noun.last);
        let unit = unit.or_else(|| thing::between(tokens, 0, at));
        let draft = times(factor, factor < Quantity::ONE, unit);
        return Some(with_baseline(tokens, free, draft));
    }
    if let Some(at) = tokens
        .iter()
        .position(|token| matches!(token.low.as_str(), "half" | "hälfte"))
        && matches!(
            at.checked_sub(1)
                .map_or("", |before| tokens[before].low.as_str()),
            "in" | "by" | "die"
        )
        && let Some(verb) = verb::governing(tokens, at).filter(|verb| verb.class == Class::Falling)
    {
        let thing = thing::between(tokens, verb.at + 1, at - 1);
        return Some(with_baseline(tokens, free, times(tenths(5), true, thing)));
    }
    let at = free.iter().copied().find(|at| {
        tokens[*at]
            .figure()
            .is_some_and(|figure| figure.form == Form::Factor)
    })?;
    // "3x per week" is a rhythm.
    let rhythm = thing::period(tokens, at).is_some()
        && !verb::governing(tokens, at).is_some_and(verb::Verb::changes);
    if free.first() != Some(&at) || rhythm {
        return None;
    }
    let draft = factor_figure(&Scene::of(tokens, at)?)?.uses(at);
    let told = draft.questions == [Question::Baseline];
    Some(if told {
        with_baseline(tokens, &free[1..], draft)
    } else {
        draft
    })
}

/// `double signups from 400`: the number it is a change of. "From 20 partners" names a source.
fn with_baseline(tokens: &[Token], free: &[usize], mut draft: Draft) -> Draft {
    let [at] = free else { return draft };
    let Some(figure) = tokens[*at].figure() else {
        return draft;
    };
    let noun = thing::noun(tokens, at + 1).map(|noun| noun.last);
    let same = noun.is_none() || noun == draft.measure.unit;
    let plain = figure.form == Form::Plain && same;
    let told = plain || matches!(figure.form, Form::Money(_) | Form::Time(_) | Form::Percent);
    if !told || bound::lead(tokens, *at).role != Role::From {
        return draft;
    }
    draft.measure.start = Some(figure.value);
    if !plain {
        draft.measure.unit = thing::unit_of(&figure.form);
    }
    draft.questions.clear();
    draft.used.push(*at);
    draft
}

pub(super) fn after_articles(tokens: &[Token], start: usize) -> usize {
    let article = |token: &&Token| {
        matches!(
            token.low.as_str(),
            "the"
                | "our"
                | "number"
                | "of"
                | "die"
                | "der"
                | "das"
                | "den"
                | "unsere"
                | "unseren"
                | "total"
                | "anzahl"
                | "zahl"
        )
    };
    start + tokens.iter().skip(start).take_while(article).count()
}

pub(super) fn times(factor: Quantity, falls: bool, unit: Option<String>) -> Draft {
    let direction = if falls {
        Direction::Down
    } else {
        Direction::Up
    };
    Draft::of(Kind::Relative, unit, direction)
        .change(factor)
        .asks(Question::Baseline)
}

fn factor_figure(scene: &Scene) -> Option<Draft> {
    let value = scene.figure.value;
    // "3x faster" may mean a time that falls or a speed that rises.
    if matches!(
        scene.low(1),
        "faster" | "slower" | "cheaper" | "quicker" | "lower" | "less" | "fewer" | "smaller"
    ) {
        return Some(Draft::unknown(Question::HowMeasured));
    }
    let falls = scene.is(Class::Falling);
    let factor = if falls && value > Quantity::ONE {
        Quantity::ONE.over(value)?
    } else {
        value
    };
    let noun =
        thing::noun(scene.tokens, after_articles(scene.tokens, scene.at + 1)).map(|noun| noun.last);
    let unit = if scene
        .verb
        .is_some_and(|verb| verb.at < scene.at && verb.class != Class::Reaching)
    {
        scene.thing.clone().or(noun)
    } else {
        noun.or_else(|| scene.thing.clone())
    };
    Some(times(factor, factor < Quantity::ONE, unit))
}
