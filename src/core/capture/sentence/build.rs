//! The scene a rule looks at, and the draft it answers with. What a draft lacks is asked for by
//! the rule that made it; a start is set here only from a figure of the sentence.

use crate::domain::measure::{Direction, Kind, Measure};
use crate::domain::quantity::Quantity;

use super::ask::{Question, Warning};
use super::bound::{self, Bound, Lead, Role};
use super::figure::{Figure, Form};
use super::text::{Token, is_cjk};
use super::thing::{self, Noun};
use super::verb::{self, Class, Inflection, Verb};
use super::vocabulary;

/// One figure with everything around it.
pub(super) struct Scene<'a> {
    pub tokens: &'a [Token],
    pub at: usize,
    pub figure: &'a Figure,
    pub lead: Lead,
    pub verb: Option<Verb>,
    /// What is counted: the noun after the figure.
    pub noun: Option<Noun>,
    /// What is measured: the words between the verb and the figure.
    pub thing: Option<String>,
}

impl<'a> Scene<'a> {
    pub fn of(tokens: &'a [Token], at: usize) -> Option<Self> {
        let figure = tokens.get(at)?.figure()?;
        let lead = bound::lead(tokens, at);
        let verb = verb::governing(tokens, at).or_else(|| cjk_verb(tokens));
        let start = verb
            .filter(|verb| verb.at < lead.start)
            .map_or(0, |verb| verb.at + 1);
        // In "NPS from 32 to 45" the name ends where the start begins.
        let end = (start..lead.start)
            .find(|index| tokens[*index].figure().is_some())
            .unwrap_or(lead.start);
        let end = if end < lead.start {
            bound::lead(tokens, end).start.max(start)
        } else {
            end
        };
        let thing = thing::between(tokens, start, end);
        Some(Self {
            tokens,
            at,
            figure,
            lead,
            verb,
            noun: thing::noun(tokens, at + 1),
            thing,
        })
    }

    pub fn class(&self) -> Option<Class> {
        self.verb.map(|verb| verb.class)
    }

    pub fn is(&self, class: Class) -> bool {
        self.class() == Some(class)
    }

    pub fn changes(&self) -> bool {
        self.verb.is_some_and(Verb::changes)
    }

    pub fn low(&self, step: usize) -> &str {
        self.tokens
            .get(self.at + step)
            .map_or("", |token| token.low.as_str())
    }

    /// A word around the figure names it: before it, or right after it.
    pub fn names(&self, matches: fn(&str) -> bool) -> bool {
        let before = self.thing.iter().flat_map(|thing| thing.split(' '));
        let after = self.noun.iter().flat_map(|noun| noun.phrase.split(' '));
        before
            .chain(after)
            .any(|word| matches(&word.to_lowercase()))
    }

    /// Rule 14; where the verb leaves it open, a bound or the thing itself decides.
    pub fn direction(&self) -> Direction {
        let open = match self.verb {
            None => true,
            Some(verb) => {
                let low = self
                    .tokens
                    .get(verb.at)
                    .map_or("", |token| token.low.as_str());
                matches!(
                    verb.class,
                    Class::Reaching | Class::Holding | Class::Capping
                ) || matches!(
                    low,
                    "improve"
                        | "improved"
                        | "optimize"
                        | "optimise"
                        | "enhance"
                        | "verbessern"
                        | "optimieren"
                )
            }
        };
        let lower_is_better = match self.lead.bound {
            Some(bound) => bound == Bound::High,
            // "95% of tickets" are those where it went well.
            None => self.unwanted() && !(self.figure.form == Form::Percent && self.low(1) == "of"),
        };
        if self.is(Class::Falling) || (open && lower_is_better) || self.goes_down() {
            Direction::Down
        } else {
            Direction::Up
        }
    }

    /// `bring bookings down to 60`
    fn goes_down(&self) -> bool {
        matches!(
            &self.tokens[..(self.lead.start + 1).min(self.at)],
            [.., down, to] if matches!(down.low.as_str(), "down" | "back") && to.low == "to"
        )
    }

    pub fn unwanted(&self) -> bool {
        self.names(vocabulary::is_unwanted)
    }

    pub fn bound(&self) -> Bound {
        let time = matches!(self.figure.form, Form::Time(_))
            && self.names(|word| word.contains("time") || word.contains("zeit"));
        // Who protects or retains something wants all of it.
        let kept = self.verb.and_then(|verb| self.tokens.get(verb.at));
        let kept = kept.is_some_and(|verb| {
            ["preserv", "protect", "retain", "sustain"]
                .iter()
                .any(|stem| verb.low.starts_with(stem))
        });
        let high = self.is(Class::Capping) || (!kept && (self.unwanted() || time));
        self.lead
            .bound
            .unwrap_or(if high { Bound::High } else { Bound::Low })
    }

    /// The unit of a plain value, with the period it is counted in.
    pub fn unit(&self) -> Option<String> {
        let unit = thing::unit_of(&self.figure.form)
            .or_else(|| self.noun.as_ref().map(|noun| noun.last.clone()))
            .or_else(|| self.thing.clone().map(counted_name));
        let Some((period, _)) = thing::period(self.tokens, self.at) else {
            return unit;
        };
        match (unit, &self.figure.form) {
            (Some(unit), Form::Percent) => Some(unit),
            (Some(unit), _) if unit.contains('/') => Some(unit),
            (Some(unit), _) => Some(format!("{unit}/{period}")),
            (None, Form::Factor) => Some(format!("times/{period}")),
            (None, _) => Some(format!("per {period}")),
        }
    }

    /// A verb that puts something out, or a noun that was not there before: the count starts at 0.
    pub fn starts_at_zero(&self) -> bool {
        let said_new = self.noun.as_ref().is_some_and(|noun| noun.new) || cjk_new(self.tokens);
        let from_nothing = said_new && !self.changes();
        (self.is(Class::Output) || from_nothing) && self.lead.role != Role::To
    }
}

/// `number of open tickets` counts open tickets.
fn counted_name(thing: String) -> String {
    let counted = [
        "number of ",
        "amount of ",
        "count of ",
        "Number of ",
        "Anzahl ",
    ]
    .into_iter()
    .find_map(|front| thing.strip_prefix(front).map(str::to_owned));
    counted.unwrap_or(thing)
}

fn cjk_verb(tokens: &[Token]) -> Option<Verb> {
    let sentence: String = tokens
        .iter()
        .map(|token| token.raw.as_str())
        .filter(|raw| raw.contains(is_cjk))
        .collect();
    let rising = vocabulary::cjk_change(&sentence)?;
    let class = if rising {
        Class::Rising
    } else {
        Class::Falling
    };
    Some(Verb {
        class,
        inflection: Inflection::Base,
        clear: true,
        at: tokens.len(),
    })
}

/// The sentence says new in Chinese, Japanese or Korean.
fn cjk_new(tokens: &[Token]) -> bool {
    const NEW: [&str; 5] = ["新規", "新增", "新しい", "新用户", "신규"];
    tokens
        .iter()
        .any(|token| NEW.iter().any(|new| token.raw.contains(new)))
}

/// A measure in the making, and the figures it used.
#[derive(Debug, Clone, Default)]
pub(super) struct Draft {
    pub measure: Measure,
    pub questions: Vec<Question>,
    pub warnings: Vec<Warning>,
    pub used: Vec<usize>,
}

impl Draft {
    pub fn of(kind: Kind, unit: Option<String>, direction: Direction) -> Self {
        Self {
            measure: Measure {
                kind,
                unit,
                direction,
                ..Measure::default()
            },
            ..Self::default()
        }
    }

    pub fn target(mut self, target: Quantity) -> Self {
        self.measure.target = Some(target);
        self
    }

    pub fn change(mut self, change: Quantity) -> Self {
        self.measure.change = Some(change);
        self
    }

    pub fn start(mut self, start: Quantity) -> Self {
        self.measure.start = Some(start);
        self
    }

    pub fn asks(mut self, question: Question) -> Self {
        self.questions.push(question);
        self
    }

    pub fn uses(mut self, figure: usize) -> Self {
        self.used.push(figure);
        self
    }

    /// A hold on one side.
    pub fn held(bound: Bound, value: Quantity, unit: Option<String>) -> Self {
        let mut draft = Self::of(Kind::Hold, unit, Direction::Stay);
        match bound {
            Bound::Low => draft.measure.low = Some(value),
            Bound::High => draft.measure.high = Some(value),
        }
        draft
    }

    pub fn unknown(question: Question) -> Self {
        Self::of(Kind::Unknown, None, Direction::Up).asks(question)
    }
}
