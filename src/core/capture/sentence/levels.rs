//! Rules 3, 5, 6 and 9 to 11: a value to reach, a place to take, a bound to stay inside.

use crate::domain::measure::{Direction, Kind};
use crate::domain::quantity::Quantity;

use super::ask::Question;
use super::bound::{self, Bound, Role};
use super::build::{Draft, Scene};
use super::figure::{Form, Sign};
use super::text::Token;
use super::thing;
use super::verb::{self, Class};

/// Rule 3: `Zero X`, `No X`, `0% churn` stays at 0. "Reduce X to zero" is a way to go instead.
pub(super) fn none(tokens: &[Token], free: &[usize]) -> Option<Draft> {
    let first = free.first().copied();
    let zero = first.filter(|at| {
        let figure = tokens[*at].figure();
        let zero = figure.is_some_and(|figure| {
            figure.value.is_zero() && matches!(figure.form, Form::Plain | Form::Percent)
        });
        zero && bound::lead(tokens, *at).role == Role::Free
            && !verb::governing(tokens, *at).is_some_and(verb::Verb::changes)
    });
    let no = tokens
        .first()
        .filter(|token| matches!(token.low.as_str(), "no" | "kein" | "keine" | "keinen"))
        .map(|_| 0);
    let no = no.filter(|_| {
        let next = tokens.get(1);
        next.is_some_and(|next| {
            next.is_word()
                && !matches!(
                    next.low.as_str(),
                    "more" | "less" | "fewer" | "later" | "longer" | "one" | "mehr"
                )
        })
    });
    let at = zero.or(no)?;
    let noun = thing::noun(tokens, at + 1)?;
    let percent = tokens[at]
        .figure()
        .is_some_and(|figure| figure.form == Form::Percent);
    let unit = if percent { "%".into() } else { noun.phrase };
    let draft = Draft::held(Bound::High, Quantity::ZERO, Some(unit))
        .start(Quantity::ZERO)
        .target(Quantity::ZERO);
    Some(if zero.is_some() {
        draft.uses(at)
    } else {
        draft
    })
}

/// Rule 18: `± 25%`.
pub(super) fn band(scene: &Scene) -> Option<Draft> {
    if scene.figure.sign != Some(Sign::Band) {
        return None;
    }
    let mut draft = Draft::of(Kind::Hold, scene.unit(), Direction::Stay).asks(Question::AroundWhat);
    draft.measure.low = Some(scene.figure.value.negated());
    draft.measure.high = Some(scene.figure.value);
    Some(draft)
}

/// Rule 6: a place in an order.
pub(super) fn rank(scene: &Scene) -> Option<Draft> {
    let named = scene.thing.as_deref().is_some_and(|thing| {
        let last = thing.rsplit(' ').next().unwrap_or_default().to_lowercase();
        matches!(
            last.as_str(),
            "rank" | "ranking" | "position" | "place" | "rang" | "platzierung"
        )
    });
    let bare =
        scene.figure.form == Form::Plain && scene.noun.is_none() && scene.figure.value.is_whole();
    let reaches = scene.lead.role == Role::To;
    (scene.figure.form == Form::Rank || (named && bare && reaches)).then(|| {
        Draft::of(Kind::Rank, Some("rank".into()), Direction::Down)
            .target(scene.figure.value)
            .asks(Question::Start)
    })
}

/// Rules 6 and 10: `8 out of 10 pilots` counts, `4.5/5` rates.
pub(super) fn out_of(scene: &Scene) -> Option<Draft> {
    let Form::OutOf(total) = scene.figure.form else {
        return None;
    };
    let rated = |word: &str| {
        [
            "score",
            "rating",
            "satisfaction",
            "csat",
            "zufriedenheit",
            "bewertung",
            "note",
        ]
        .iter()
        .any(|part| word.contains(part))
    };
    let verb = scene
        .verb
        .and_then(|verb| scene.tokens.get(verb.at))
        .map_or("", |token| token.low.as_str());
    let rates = !scene.figure.value.is_whole()
        || scene.names(rated)
        || verb.starts_with("scor")
        || verb.starts_with("rat");
    let counted = scene.noun.is_some() && !rates;
    let slash = scene.tokens[scene.at].raw.contains('/');
    if !counted && (rates || slash) {
        return Some(rating(scene, total));
    }
    let noun = scene
        .noun
        .as_ref()
        .map(|noun| format!(" {}", noun.last))
        .unwrap_or_default();
    let draft = Draft::of(
        Kind::Count,
        Some(format!("of {total}{noun}")),
        Direction::Up,
    )
    .target(scene.figure.value);
    let zero = scene.starts_at_zero() || (verb == "get" && scene.lead.role == Role::Free);
    Some(if zero {
        draft.start(Quantity::ZERO)
    } else {
        draft.asks(Question::Start)
    })
}

fn rating(scene: &Scene, scale: Quantity) -> Draft {
    if held(scene) {
        return Draft::held(scene.bound(), scene.figure.value, Some(format!("/{scale}")));
    }
    let mut draft = Draft::of(Kind::Rating, Some(format!("/{scale}")), Direction::Up)
        .target(scene.figure.value)
        .asks(Question::Start);
    draft.measure.scale = Some(scale);
    draft
}

/// The sentence says to stay, not to go.
fn held(scene: &Scene) -> bool {
    let verb = scene.verb.filter(|verb| verb.at < scene.at || verb.clear);
    if verb.is_some_and(|verb| matches!(verb.class, Class::Holding | Class::Capping)) {
        return true;
    }
    if scene.lead.bound == Some(Bound::High)
        && scene.verb.is_some_and(|verb| verb.loses(scene.tokens))
    {
        return true;
    }
    // "At most 3 open bugs" says no more than what must stay true.
    if scene.lead.bound == Some(Bound::High) && scene.lead.start == 0 && scene.verb.is_none() {
        return true;
    }
    let spends = scene.tokens[..scene.at]
        .iter()
        .any(|token| matches!(token.low.as_str(), "spend" | "spends"));
    if spends && scene.lead.bound == Some(Bound::High) {
        return true;
    }
    let states = !scene.changes() && !scene.is(Class::Output);
    let between = scene
        .at
        .checked_sub(1)
        .map(|at| scene.tokens[at].low.as_str());
    if states && matches!(between, Some("between" | "zwischen")) && scene.figure.far.is_some() {
        return !scene.is(Class::Reaching);
    }
    let level = scene.figure.form == Form::Percent || scene.lead.bound.is_some();
    states && level && thing::is_standing(scene.tokens)
}

/// Rules 9 and 10: a bound to stay inside, or so many in every period.
pub(super) fn hold(scene: &Scene) -> Option<Draft> {
    let value = scene.figure.value;
    if scene.lead.bound == Some(Bound::Low) && is_forbidden(scene) {
        return Some(Draft::held(Bound::High, value, scene.unit()));
    }
    if held(scene) {
        let mut draft = Draft::held(scene.bound(), value, scene.unit());
        let flat = |token: &Token| {
            matches!(
                token.low.as_str(),
                "flat" | "steady" | "stable" | "constant" | "konstant" | "stabil"
            )
        };
        if scene.lead.bound.is_none() && scene.tokens[..scene.lead.start].last().is_some_and(flat) {
            (draft.measure.low, draft.measure.high) = (Some(value), Some(value));
        }
        return Some(draft);
    }
    let (period, _) = thing::period(scene.tokens, scene.at)?;
    let counts = matches!(
        scene.figure.form,
        Form::Plain | Form::Time(_) | Form::Factor
    ) && scene.lead.role != Role::To;
    if !counts || scene.changes() || scene.is(Class::Reaching) {
        return None;
    }
    let draft = Draft::held(scene.lead.bound.unwrap_or(Bound::Low), value, scene.unit());
    Some(match scene.lead.bound {
        Some(_) => draft,
        None => draft.asks(Question::FloorOrTotal {
            amount: value,
            period: period.to_owned(),
        }),
    })
}

/// `never more than 2`, `nobody waits over 3 days`: what must not be passed.
fn is_forbidden(scene: &Scene) -> bool {
    scene.tokens[..scene.lead.start]
        .iter()
        .rev()
        .take_while(|token| !token.ends_clause())
        .any(|token| {
            let low = token.low.as_str();
            matches!(
                low,
                "never" | "nobody" | "not" | "don't" | "don’t" | "won't" | "niemand" | "nie"
            ) || low == "none"
        })
}

/// Rules 5, 10 and 11: a value to reach.
pub(super) fn reach(scene: &Scene) -> Draft {
    let value = scene.figure.value;
    let direction = scene.direction();
    let (kind, direction) = match &scene.figure.form {
        Form::Stars => return rating(scene, Quantity::from(5)),
        Form::Percent => return percent(scene, direction),
        Form::Points => (Kind::Percent, direction),
        Form::Money(_) => (Kind::Currency, direction),
        Form::Time(_) if is_duration(scene) => (Kind::Duration, Direction::Down),
        Form::Size(_) => (Kind::Number, direction),
        _ => return count(scene, direction),
    };
    Draft::of(kind, scene.unit(), direction)
        .target(value)
        .asks(Question::Start)
}

fn is_duration(scene: &Scene) -> bool {
    let timed = |word: &str| {
        [
            "time", "latency", "zeit", "duration", "dauer", "delay", "takes", "mttr",
        ]
        .iter()
        .any(|part| word.contains(part))
    };
    let before = &scene.tokens[..scene.at];
    let near = before
        .iter()
        .rev()
        .take(4)
        .any(|token| timed(&token.low) || token.low == "in");
    scene.is(Class::Falling) || scene.lead.bound == Some(Bound::High) || scene.names(timed) || near
}

fn percent(scene: &Scene, direction: Direction) -> Draft {
    let draft = Draft::of(Kind::Percent, Some("%".into()), direction).target(scene.figure.value);
    let verb = scene
        .verb
        .filter(|verb| verb.at < scene.at)
        .and_then(|verb| scene.tokens.get(verb.at));
    let completes = verb.is_some_and(|verb| {
        matches!(
            verb.low.as_str(),
            "complete" | "finish" | "completed" | "finished"
        )
    });
    if scene
        .at
        .checked_sub(1)
        .is_some_and(|before| scene.tokens[before].low == "top")
    {
        // The top 10% are better than the top 30%.
        let mut draft = draft.asks(Question::Start);
        draft.measure.direction = Direction::Down;
        return draft;
    }
    if completes && scene.low(1) == "of" && scene.lead.role == Role::Free {
        draft.start(Quantity::ZERO)
    } else {
        draft.asks(Question::Start)
    }
}

fn count(scene: &Scene, direction: Direction) -> Draft {
    let counted = scene.noun.is_some() || matches!(scene.figure.form, Form::Time(_));
    // "Mean of 3 scores above 4.2": what ends in a fraction is no count.
    let whole = scene.figure.value.is_whole();
    let named = whole
        && scene.thing.as_deref().is_some_and(|thing| {
            thing::is_plural(thing)
                || thing.to_lowercase().starts_with("number of ")
                || thing.starts_with("Anzahl ")
        });
    let kind = if counted || named {
        Kind::Count
    } else {
        Kind::Number
    };
    let draft = Draft::of(kind, scene.unit(), direction).target(scene.figure.value);
    // "Save 200 hours" counts them; "build a feed with a lag of 2 days" does not.
    let direct = scene.thing.is_none() || scene.figure.form == Form::Plain;
    if counted && direct && scene.starts_at_zero() && direction == Direction::Up {
        draft.start(Quantity::ZERO)
    } else {
        draft.asks(Question::Start)
    }
}
