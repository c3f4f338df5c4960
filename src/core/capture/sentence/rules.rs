//! The order of the rules: which rule reads the target, and what the other figures mean for it. The
//! rules themselves are in `levels`, `changes` and `factor`.

use crate::domain::measure::{Direction, Kind};
use crate::domain::quantity::Quantity;

use super::Reading;
use super::ask::{Question, Warning};
use super::bound::{self, Bound, Role};
use super::build::{Draft, Scene};
use super::figure::Form;
use super::target::{is_only_a_start, target};
use super::text::{Token, is_cjk};
use super::verb::{self, Class, Inflection};
use super::{changes, digits, factor, levels, shape, start, vocabulary};

/// More figures than this and the sentence is a table.
const MOST_FIGURES: usize = 40;

pub(super) fn read(tokens: &[Token]) -> Reading {
    let figures: Vec<usize> = (0..tokens.len())
        .filter(|at| tokens[*at].figure().is_some())
        .take(MOST_FIGURES)
        .collect();
    let (conditional, free): (Vec<usize>, Vec<usize>) = figures
        .iter()
        .partition(|at| bound::is_conditional(tokens, **at));
    let draft = levels::none(tokens, &free)
        .or_else(|| factor::multiple(tokens, &free))
        .or_else(|| from_target(tokens, &free))
        .unwrap_or_else(|| {
            if conditional.is_empty() {
                without_figure(tokens)
            } else {
                Draft::unknown(Question::Conditional)
            }
        });
    let mut draft = draft;
    // Whatever else is counted beside it, that is not the target.
    let large = tokens
        .iter()
        .find(|token| token.is_word() && digits::is_too_large(&token.raw));
    if let Some(token) = large.filter(|_| draft.measure.kind != Kind::Milestone) {
        let text = token.raw.clone();
        draft = Draft::unknown(Question::HowMeasured);
        draft.warnings.push(Warning::TooLarge { text });
    }
    if let Some(scene) = draft.used.first().and_then(|at| Scene::of(tokens, *at)) {
        far_end(&scene, &mut draft);
    }
    finish(tokens, &free, draft)
}

fn from_target(tokens: &[Token], free: &[usize]) -> Option<Draft> {
    if is_only_a_start(tokens, free) {
        return Some(Draft::unknown(Question::HowMeasured));
    }
    let at = target(tokens, free)?;
    let scene = Scene::of(tokens, at)?;
    let draft = levels::band(&scene)
        .or_else(|| levels::rank(&scene))
        .or_else(|| levels::out_of(&scene))
        .or_else(|| changes::by(&scene))
        .or_else(|| levels::hold(&scene))
        .unwrap_or_else(|| levels::reach(&scene))
        .uses(at);
    if draft.measure.start == Some(Quantity::ZERO)
        && draft.measure.kind == Kind::Count
        && is_one_of_a_list(&scene)
    {
        return Some(Draft::unknown(Question::HowMeasured).uses(at));
    }
    Some(start::with_start(tokens, free, &scene, draft))
}

/// `Hire a VP, 2 directors`: one thing of a list whose first carries no number, so that the count of it
/// is not the count of all.
fn is_one_of_a_list(scene: &Scene) -> bool {
    let verb = scene
        .verb
        .map(|verb| verb.at)
        .or_else(|| (0..scene.at).find(|at| verb::at(scene.tokens, *at).is_some()));
    verb.filter(|verb| *verb < scene.lead.start)
        .is_some_and(|verb| {
            scene.tokens[verb..scene.lead.start]
                .iter()
                .any(|token| token.is_mark(","))
        })
}

/// `Customers with more than 3 users:` says which ones are counted.
fn says_which(tokens: &[Token], at: usize) -> bool {
    let lead = bound::lead(tokens, at);
    let with = lead
        .start
        .checked_sub(1)
        .is_some_and(|before| tokens[before].is_word());
    lead.bound.is_some()
        && with
        && verb::governing(tokens, at).is_none_or(|verb| verb.at > at)
        && tokens[at..].iter().any(|token| token.is_mark(":"))
}

/// A range: a hold stays inside it, anything else has got there at the end that comes first.
fn far_end(scene: &Scene, draft: &mut Draft) {
    let Some(far) = &scene.figure.far else { return };
    let measure = &mut draft.measure;
    let from_above = measure.direction == Direction::Down || scene.lead.bound == Some(Bound::High);
    if measure.kind == Kind::Hold {
        if scene.lead.bound.is_none() && draft.questions.is_empty() {
            (measure.low, measure.high) = (Some(scene.figure.value), Some(far.value));
            return;
        }
        measure.high = measure.high.map(|_| far.value);
    } else if from_above {
        measure.target = measure.target.map(|_| far.value);
    }
    let high = from_above && (measure.target.is_some() || measure.high.is_some());
    let (read, other) = if high {
        (&far.high, &far.low)
    } else {
        (&far.low, &far.high)
    };
    draft.warnings.push(Warning::EndOfARange {
        read: read.clone(),
        other: other.clone(),
    });
}

/// Rule 12: no number.
fn without_figure(tokens: &[Token]) -> Draft {
    let opening = (0..tokens.len()).find_map(|at| {
        let verb = verb::at(tokens, at)?;
        (verb::opens_clause(tokens, at) || verb.clear).then_some(verb)
    });
    let past = || {
        (0..tokens.len())
            .find_map(|at| verb::at(tokens, at).filter(|verb| verb.inflection == Inflection::Past))
    };
    let certified = tokens.iter().any(|token| {
        ["certif", "complian", "accredit", "zertifi"]
            .iter()
            .any(|part| token.low.contains(part))
    });
    match opening.or_else(past).map(|verb| verb.class) {
        Some(Class::Output) if repeats(tokens) => Draft::unknown(Question::HowMeasured),
        Some(Class::Output) => milestone(),
        Some(Class::Reaching) if certified => milestone(),
        _ => Draft::unknown(Question::HowMeasured),
    }
}

/// `a post every two weeks` is done more than once.
fn repeats(tokens: &[Token]) -> bool {
    let every = tokens.windows(2).any(|pair| {
        let period = pair[1].low.rsplit(' ').next().unwrap_or_default();
        matches!(
            pair[0].low.as_str(),
            "every" | "each" | "per" | "pro" | "jede" | "jeden"
        ) && (vocabulary::period(period).is_some() || vocabulary::is_time_unit(period))
    });
    let adverb = (0..tokens.len()).any(|at| {
        let next = tokens.get(at + 1).filter(|next| next.is_word());
        let low = tokens[at].low.as_str();
        low.ends_with("ly")
            && vocabulary::period(low).is_some()
            && next.is_none_or(|next| vocabulary::ends_phrase(&next.low))
    });
    every || adverb || tokens.iter().any(|token| token.low == "regular")
}

fn milestone() -> Draft {
    let mut draft = Draft::of(Kind::Milestone, Some("done".into()), Direction::Up)
        .start(Quantity::ZERO)
        .target(Quantity::ONE);
    draft.warnings.push(Warning::TaskLike);
    draft
}

/// What the whole sentence adds: other targets, an unknown verb, a doubtful number.
fn finish(tokens: &[Token], free: &[usize], mut draft: Draft) -> Reading {
    let measure = &draft.measure;
    if let Some(at) = draft.used.first().copied() {
        if let Some(figure) = tokens[at].figure() {
            let plain = !matches!(
                figure.form,
                Form::Percent | Form::Time(_) | Form::OutOf(_) | Form::Stars | Form::Size(_)
            );
            let read = figure.value;
            if let Some(other) = figure.other.filter(|other| plain || *other < read) {
                let text = tokens[at]
                    .raw
                    .split(' ')
                    .find(|part| part.contains(|letter: char| letter.is_ascii_digit()))
                    .unwrap_or_default()
                    .to_owned();
                draft.warnings.push(if other < read {
                    Warning::ThousandsDot {
                        text,
                        read,
                        decimal: other,
                    }
                } else {
                    Warning::DecimalPoint {
                        text,
                        read,
                        thousands: other,
                    }
                });
            }
            let falls = measure.direction == Direction::Down || measure.high.is_some();
            if figure.form == Form::Plain && falls && shape::small_m(&tokens[at].raw).is_some() {
                draft.warnings.push(Warning::SmallM {
                    text: tokens[at].raw.clone(),
                    read: figure.value,
                });
            }
            if measure.kind == Kind::Count && !figure.value.is_whole() && figure.form == Form::Plain
            {
                draft.warnings.push(Warning::NotWhole);
            }
        }
        others(tokens, free, at, &mut draft);
    }
    // Two ends of a way tell the direction without a verb, and so does a rank.
    let told = matches!(
        draft.measure.kind,
        Kind::Hold | Kind::Unknown | Kind::Milestone | Kind::Rank | Kind::Delta
    ) || draft
        .used
        .first()
        .is_some_and(|at| bound::lead(tokens, *at).start == 0);
    let signed = draft
        .used
        .first()
        .and_then(|at| tokens[*at].figure())
        .is_some_and(|figure| figure.sign.is_some());
    let told = told || signed;
    let counted = !told && draft.used.len() < 2 && draft.measure.direction == Direction::Up;
    let begins_with_a_word = tokens.first().is_some_and(|token| {
        token.is_word()
            && token
                .low
                .chars()
                .all(|letter| letter.is_alphabetic() || letter == '-' || is_cjk(letter))
    });
    if counted && begins_with_a_word && !knows_a_verb(tokens, draft.used.first().copied()) {
        draft.warnings.push(Warning::UnknownVerb);
    }
    Reading {
        measure: draft.measure,
        questions: draft.questions,
        warnings: draft.warnings,
    }
}

fn knows_a_verb(tokens: &[Token], at: Option<usize>) -> bool {
    let Some(at) = at else { return true };
    Scene::of(tokens, at).is_some_and(|scene| scene.verb.is_some())
        || changes::nominal(tokens, at).is_some()
        || factor::opens_with_a_factor(tokens)
}

/// Figures that were left over: a second target when a clause of its own holds it, otherwise a
/// number that is mentioned and left aside.
fn others(tokens: &[Token], free: &[usize], at: usize, draft: &mut Draft) {
    let left: Vec<usize> = free
        .iter()
        .copied()
        .filter(|other| {
            !draft.used.contains(other) && bound::lead(tokens, *other).role != Role::From
        })
        .collect();
    let apart = |other: usize| {
        let (low, high) = (other.min(at), other.max(at));
        tokens[low + 1..high].iter().any(|token| {
            token.ends_clause()
                || token.is_mark("&")
                || token.is_mark("+")
                || matches!(
                    token.low.as_str(),
                    "and" | "und" | "while" | "sowie" | "plus" | "或" | "和"
                )
        })
    };
    let (targets, mentioned): (Vec<usize>, Vec<usize>) = left
        .into_iter()
        .partition(|other| apart(*other) && !says_which(tokens, *other));
    if !targets.is_empty() {
        draft.questions.push(Question::Split {
            count: targets.len() + 1,
        });
    } else if !mentioned.is_empty() {
        let read = tokens[at].raw.clone();
        let others: Vec<String> = mentioned
            .iter()
            .map(|other| tokens[*other].raw.clone())
            .collect();
        let reaches = bound::lead(tokens, at).role == Role::To;
        let change = reaches
            && (bound::lead(tokens, mentioned[0]).role == Role::By
                || tokens[mentioned[0]]
                    .figure()
                    .is_some_and(|figure| figure.form == Form::Factor));
        draft.warnings.push(match others.as_slice() {
            [change_by] if change => Warning::ChangeAside {
                read,
                change: change_by.clone(),
            },
            _ => Warning::OneOfSeveralTargets { read, others },
        });
    }
}
