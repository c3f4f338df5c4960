//! Where things stand now, when the sentence tells it: `from 5`, `currently 6.2k`, `up from 20`.
//! A start that does not clearly belong to the target is left open and asked for.

use crate::domain::measure::{Direction, Kind};
use crate::domain::quantity::Quantity;

use super::ask::{Question, Warning};
use super::bound::{self, Role};
use super::build::{Draft, Scene};
use super::figure::{Figure, Form};
use super::text::Token;
use super::{thing, verb, vocabulary};

/// The figure says where things stand now: `from 5`, and something else says where they go.
pub(super) fn is_start(tokens: &[Token], free: &[usize], at: usize) -> bool {
    let lead = bound::lead(tokens, at);
    if lead.role != Role::From || free.len() < 2 {
        return false;
    }
    let told = tokens[lead.start..at].iter().any(|token| {
        matches!(
            token.low.as_str(),
            "currently"
                | "baseline"
                | "up"
                | "down"
                | "aktuell"
                | "heute"
                | "bisher"
                | "vorher"
                | "instead"
                | "statt"
                | "was"
                | "war"
                | "start"
                | "current"
                | "now"
                | "ist"
                | "jetzt"
                | "today"
        )
    });
    let goes = free.iter().any(|other| {
        *other != at && matches!(bound::lead(tokens, *other).role, Role::To | Role::By)
    });
    told || goes
        || verb::governing(tokens, at).is_some_and(verb::Verb::changes)
        || ends_the_way_back(tokens, free, at)
}

/// `Reach 10k MAU (from 7.5k)`: a bare figure of the same form behind the target. "Win 10 deals from
/// 200" and "10 leads from 3 campaigns" name a source.
fn ends_the_way_back(tokens: &[Token], free: &[usize], at: usize) -> bool {
    let [first, last] = free else { return false };
    let (Some(target), Some(start)) = (tokens[*first].figure(), tokens[at].figure()) else {
        return false;
    };
    let rises = start.form == Form::Plain && start.value < target.value;
    let timed = |figure: &Figure| matches!(figure.form, Form::Time(_));
    let alike = start.form == target.form && (start.form != Form::Plain || rises)
        || timed(start) && timed(target);
    let puts_out =
        verb::governing(tokens, *first).is_some_and(|verb| verb.class == verb::Class::Output);
    let from = bound::lead(tokens, at).start;
    *last == at
        && alike
        && !puts_out
        && thing::noun(tokens, at + 1).is_none()
        && !tokens[*first..from].iter().any(Token::ends_clause)
}

/// Takes the start from the sentence where it fits the target.
pub(super) fn with_start(
    tokens: &[Token],
    free: &[usize],
    scene: &Scene,
    mut draft: Draft,
) -> Draft {
    let Some(at) = free
        .iter()
        .copied()
        .find(|at| *at != scene.at && is_start(tokens, free, *at))
    else {
        return draft;
    };
    let Some(figure) = tokens[at].figure() else {
        return draft;
    };
    draft.used.push(at);
    let fits = !matches!(
        draft.measure.kind,
        Kind::Hold | Kind::Milestone | Kind::Unknown
    );
    // "from 20 partners by 10%" names a source, not a start.
    let changed = matches!(draft.measure.kind, Kind::Relative | Kind::Delta);
    let source = figure.form == Form::Plain
        && thing::noun(tokens, at + 1).is_some()
        && (changed || scene.figure.form != Form::Plain);
    let fits = fits && !source;
    // A start told as a range, or per week where the target is per day, is no number yet.
    let periods = (thing::period(tokens, at), thing::period(tokens, scene.at));
    let per_other = matches!(periods, (Some((from, _)), Some((to, _))) if from != to);
    let fits = fits && figure.far.is_none() && !per_other;
    let Some(start) = in_unit_of(figure, scene.figure, draft.measure.kind).filter(|_| fits) else {
        return draft;
    };
    draft.measure.start = Some(start);
    draft
        .questions
        .retain(|question| !matches!(question, Question::Start | Question::Baseline));
    // "from 40% to 55", "from $2M to 3M": the form told once holds for both.
    let level = matches!(draft.measure.kind, Kind::Count | Kind::Number);
    match &figure.form {
        Form::Percent if level => draft.measure.kind = Kind::Percent,
        Form::Money(_) if level => draft.measure.kind = Kind::Currency,
        _ => {}
    }
    let bare = scene.figure.form == Form::Plain;
    if level && bare && figure.form == Form::Rank {
        draft.measure.kind = Kind::Rank;
        draft.measure.direction = Direction::Down;
    }
    if level && figure.form != Form::Plain && bare {
        draft.measure.unit = thing::unit_of(&figure.form);
    }
    if let (Some(target), true) = (draft.measure.target, draft.measure.kind != Kind::Rank) {
        let told = scene.direction();
        draft.measure.direction = if target < start {
            Direction::Down
        } else {
            Direction::Up
        };
        if draft.measure.direction != told
            && scene.verb.is_some_and(|verb| verb.states_a_way(tokens))
        {
            draft.warnings.push(Warning::AgainstItsVerb {
                verb: scene
                    .verb
                    .and_then(|verb| tokens.get(verb.at))
                    .map_or_else(String::new, |verb| verb.raw.clone()),
                start,
                target,
            });
        }
        let times = matches!(
            (&figure.form, &scene.figure.form),
            (Form::Time(_), Form::Time(_))
        );
        if level && times && target < start {
            draft.measure.kind = Kind::Duration;
        }
    }
    draft
}

/// The start's value in the target's unit; `None` where the sentence leaves it open, as in
/// "from 80 to 120k" or between months and days.
fn in_unit_of(start: &Figure, target: &Figure, kind: Kind) -> Option<Quantity> {
    if target.factor > 1
        && start.factor == 1
        && start.value.size() < Quantity::from(1_000)
        && !start.value.is_zero()
    {
        return None;
    }
    match (&start.form, &target.form) {
        (Form::Time(from), Form::Time(to)) => {
            let (from, to) = (from.to_lowercase(), to.to_lowercase());
            let (from_length, to_length) =
                (vocabulary::time_unit(&from)?, vocabulary::time_unit(&to)?);
            let same = from.trim_end_matches('s') == to.trim_end_matches('s');
            match (same, from_length, to_length) {
                (true, ..) => Some(start.value),
                (_, 0, _) | (_, _, 0) => None,
                _ => start
                    .value
                    .times(Quantity::from(from_length))?
                    .over(Quantity::from(to_length)),
            }
        }
        (Form::Size(from), Form::Size(to)) => {
            let (from, to) = (from.to_lowercase(), to.to_lowercase());
            if from == to {
                return Some(start.value);
            }
            let from_length = Quantity::from(vocabulary::bytes(&from)?);
            let value = start.value.times(from_length)?;
            value.over(Quantity::from(vocabulary::bytes(&to)?))
        }
        (from, to) if from == to => {
            (kind != Kind::Relative || *from != Form::Percent).then_some(start.value)
        }
        (Form::OutOf(from), Form::OutOf(to)) => (from == to).then_some(start.value),
        (Form::Plain, _) | (Form::Money(_) | Form::Rank, Form::Plain) => Some(start.value),
        (Form::Percent, Form::Plain) if target.value > Quantity::from(100) => None,
        (Form::Percent, Form::Plain | Form::Points) => Some(start.value),
        (_, Form::Plain | Form::Percent | Form::Factor) if kind == Kind::Relative => {
            Some(start.value)
        }
        _ => None,
    }
}
