//! Takes figures that are never targets out of play, by turning them into plain words: years,
//! dates, names that carry a number, deadlines and time windows.

use crate::domain::quantity::Quantity;

use super::figure::Form;
use super::text::{Shape, Token};
use super::{bound, verb, vocabulary};

pub(super) fn mask(tokens: &mut [Token]) {
    let about_time = is_about_time(tokens);
    let hidden: Vec<usize> = (0..tokens.len())
        .filter(|at| {
            let neighbours = Neighbours { tokens, at: *at };
            neighbours.names()
                || neighbours.date()
                || neighbours.year()
                || neighbours.window(about_time)
                || neighbours.qualifies()
                || neighbours.list_of_best()
                || neighbours.denominator()
                || neighbours.code()
                || neighbours.ordinal()
                || neighbours.version()
                || neighbours.stars()
        })
        .collect();
    for at in hidden {
        tokens[at].shape = Shape::Word;
    }
}

/// The sentence is about how long something takes, so a time in it is no deadline.
fn is_about_time(tokens: &[Token]) -> bool {
    tokens.iter().any(|token| {
        let low = token.low.as_str();
        matches!(
            low,
            "response"
                | "respond"
                | "responded"
                | "resolution"
                | "resolve"
                | "resolved"
                | "reply"
                | "answer"
                | "answered"
                | "takes"
                | "take"
                | "latency"
                | "reaktionszeit"
                | "beantwortet"
                | "gelöst"
                | "mttr"
                | "sla"
                | "closed"
        ) || low == "time"
            || low.ends_with("-time")
            || low.starts_with("time-to-")
            || low.ends_with("zeit")
    })
}

pub(super) struct Neighbours<'a> {
    pub tokens: &'a [Token],
    pub at: usize,
}

impl Neighbours<'_> {
    pub fn low(&self, step: isize) -> &str {
        self.at
            .checked_add_signed(step)
            .and_then(|at| self.tokens.get(at))
            .map_or("", |token| token.low.as_str())
    }

    pub fn plain(&self) -> Option<Quantity> {
        let figure = self.tokens[self.at].figure()?;
        (figure.form == Form::Plain && figure.sign.is_none() && !figure.or_more)
            .then_some(figure.value)
    }

    fn date(&self) -> bool {
        let Some(value) = self.plain() else {
            return false;
        };
        // "bis 30.6." is a day.
        let dotted = self
            .tokens
            .get(self.at + 1)
            .is_some_and(|next| next.is_mark(".") && next.glued);
        let led = matches!(self.low(-1), "bis" | "am" | "ab" | "zum" | "vor" | "vom");
        if dotted && led && value <= Quantity::from(32) {
            return true;
        }
        let day = value.is_whole() && value >= Quantity::ONE && value <= Quantity::from(31);
        let after = if self.low(1) == "." {
            self.low(2)
        } else {
            self.low(1)
        };
        day && (vocabulary::is_month(self.low(-1))
            || (vocabulary::is_month(after) && !self.lower_may()))
    }

    /// "3 may follow" is a verb, "3 May" a date.
    fn lower_may(&self) -> bool {
        self.tokens
            .get(self.at + 1)
            .is_some_and(|token| token.raw == "may")
    }

    fn year(&self) -> bool {
        let Some(value) = self.plain() else {
            return false;
        };
        let raw = &self.tokens[self.at].raw;
        if raw.len() != 4 || value < Quantity::from(1990) || value > Quantity::from(2099) {
            return false;
        }
        let before = self.low(-1);
        let after = self.tokens.get(self.at + 1);
        let counted =
            after.is_some_and(|next| next.is_word() && !vocabulary::ends_phrase(&next.low));
        let round = (value.as_f64() % 50.0).abs() < f64::EPSILON;
        let year = |at: isize| {
            self.at
                .checked_add_signed(at)
                .and_then(|at| self.tokens.get(at))
                .is_some_and(|token| bound::is_year(&token.low))
        };
        let between_years = year(2) && matches!(self.low(1), "to" | "auf" | "bis" | "→")
            || year(-2) && matches!(before, "to" | "auf" | "bis" | "→");
        let others = self
            .tokens
            .iter()
            .filter(|token| token.figure().is_some())
            .count();
        let compared = matches!(before, "to" | "with" | "mit" | "zu")
            && matches!(
                self.low(-2),
                "compared" | "relative" | "prior" | "vergleich" | "verglichen"
            );
        let compared = compared
            || matches!(
                before,
                "above" | "below" | "over" | "under" | "than" | "über" | "unter"
            ) && self.tokens.iter().any(|token| {
                token
                    .figure()
                    .is_some_and(|figure| figure.form == Form::Percent)
            });
        // "From 2026 on, 3 releases a month"
        let onwards = matches!(before, "from" | "starting" | "beginning" | "ab" | "von")
            && (matches!(self.low(1), "on" | "onward" | "onwards" | "an")
                || self.at == 1 && self.low(1) == ",");
        if compared || between_years && others > 2 || onwards || self.names_a_level() {
            return true;
        }
        match before {
            "in" | "until" | "since" | "during" | "end" | "early" | "late" | "mid" | "before"
            | "after" | "ende" | "bis" | "im" | "jahr" | "jahresziel" | "our" | "the" | "year"
            | "for" | "of" | "fy" | "spring" | "summer" | "fall" | "autumn" | "winter"
            | "throughout" => true,
            "by" | "over" => !counted,
            month if vocabulary::is_month(month) => true,
            quarter if quarter.len() == 2 && quarter.starts_with(['q', 'h']) => true,
            "to" | "from" | "than" | "least" | "most" | "above" | "below" | "under" | "auf"
            | "von" | "um" | "→" => false,
            _ => !counted || !round,
        }
    }

    /// `from 2025 level of 200`, `from 2025: $1M`: the figure of that year follows.
    fn names_a_level(&self) -> bool {
        let from = matches!(self.low(-1), "from" | "von" | "than" | "over");
        let next = self.tokens.get(self.at + 1);
        let level = matches!(
            self.low(1),
            "level"
                | "levels"
                | "baseline"
                | "figure"
                | "figures"
                | "average"
                | "value"
                | "values"
                | ":"
                | "total"
                | "niveau"
        );
        let level = level || self.low(1).ends_with("'s");
        from && (level || next.is_some_and(|next| next.figure().is_some()))
    }

    /// `within 30 days of launch`, `the last 12 weeks`, `by 3 months` are when, not how much.
    fn window(&self, about_time: bool) -> bool {
        let Some(Form::Time(unit)) = self.tokens[self.at].figure().map(|figure| &figure.form)
        else {
            return false;
        };
        let low = unit.to_lowercase();
        let long = vocabulary::time_unit(&low)
            .is_some_and(|length| length == 0 || length >= 86_400_000)
            && low.len() > 1;
        let back = if matches!(self.low(-1), "the" | "consecutive" | "den" | "der") {
            -2
        } else {
            -1
        };
        let before = self.low(back);
        let recent = matches!(
            before,
            "last"
                | "past"
                | "next"
                | "first"
                | "recent"
                | "previous"
                | "every"
                | "each"
                | "after"
                | "rolling"
                | "trailing"
                | "letzten"
                | "nächsten"
                | "ersten"
                | "alle"
                | "nach"
                | "1st"
                | "coming"
        );
        let after = self.low(1);
        let ends = after.is_empty()
            || self.tokens.get(self.at + 1).is_some_and(Token::ends_clause)
            || matches!(after, "of" | "after" | "nach");
        let others = self
            .tokens
            .iter()
            .filter(|token| token.figure().is_some())
            .count()
            > 1;
        let deadline = match before {
            "within" | "innerhalb" | "innert" => ends && !about_time || long && others,
            "in" | "over" | "for" | "during" | "through" | "im" | "über" | "während" | "seit" => {
                long && (others || !about_time)
            }
            _ => false,
        };
        recent || deadline
    }

    /// Describes something else: `a 2GB disk`, `shops with a rating of 3 or less have …`,
    /// `improve speed with 8 servers`.
    fn qualifies(&self) -> bool {
        let Some(figure) = self.tokens[self.at].figure() else {
            return false;
        };
        let lead = bound::lead(self.tokens, self.at);
        let before = &self.tokens[..lead.start];
        if matches!(figure.form, Form::Size(_)) && matches!(self.low(-1), "a" | "an") {
            return true;
        }
        let with = |token: &Token| matches!(token.low.as_str(), "with" | "mit");
        let near = before
            .iter()
            .rev()
            .take(5)
            .take_while(|token| !token.ends_clause())
            .any(with);
        let mut rest = self.tokens[self.at + 1..].iter().take(4);
        if near && rest.any(|token| matches!(token.low.as_str(), "have" | "has" | "haben" | "hat"))
        {
            return true;
        }
        let means = self.tokens[lead.start..self.at].first().is_some_and(with);
        means
            && figure.form == Form::Plain
            && verb::governing(self.tokens, self.at).is_some_and(verb::Verb::changes)
    }
}
