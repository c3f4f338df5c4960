//! Figures that are part of a name or say which: `SOC 2`, `404 errors`, `5-star reviews`, `per 1000 units`.

use crate::domain::quantity::Quantity;

use super::figure::Form;
use super::mask::Neighbours;
use super::text::Token;
use super::{thing, vocabulary};

impl Neighbours<'_> {
    pub(super) fn names(&self) -> bool {
        let Some(value) = self.plain() else {
            return false;
        };
        let before = self.low(-1);
        // "Every quarter 2 talks" counts talks.
        if vocabulary::period(before).is_some() && vocabulary::is_every(self.low(-2)) {
            return false;
        }
        // Only at the front: "in the first month 30 customers" counts customers.
        let period = vocabulary::is_time_unit(before);
        let after = self.low(1);
        (vocabulary::names_a_number(before)
            && !(period && value > Quantity::from(60))
            && !self.tokens[self.at].glued_figure())
            || (matches!(after, "release" | "version") && !value.is_whole())
    }

    /// `defects per 1000 units`: what something is counted per.
    pub(super) fn denominator(&self) -> bool {
        // "Of the 50 open bugs, close 40"
        let all = matches!(self.tokens[0].low.as_str(), "of" | "von")
            && self.at <= 3
            && self.tokens[self.at..]
                .iter()
                .any(|token| token.is_mark(","));
        // "Mean of 3 scores above 4.2"
        let others = self
            .tokens
            .iter()
            .filter(|token| token.figure().is_some())
            .count()
            > 1;
        let of_several = matches!(self.low(-1), "of" | "von" | "aus")
            && matches!(
                self.low(-2),
                "mean"
                    | "average"
                    | "median"
                    | "mittel"
                    | "mittelwert"
                    | "schnitt"
                    | "durchschnitt"
            )
            && self.plain().is_some()
            && thing::noun(self.tokens, self.at + 1).is_some();
        matches!(self.low(-1), "per" | "pro" | "je") || all || others && of_several
    }

    /// `1. Fassung`: which one, where the sentence begins with it.
    pub(super) fn ordinal(&self) -> bool {
        let opens = self.at == 0 || self.low(-1) == ":";
        let dot = self
            .tokens
            .get(self.at + 1)
            .is_some_and(|next| next.is_mark(".") && next.glued);
        let goes_on = self.tokens.get(self.at + 2).is_some_and(Token::is_word);
        opens
            && dot
            && goes_on
            && self
                .plain()
                .is_some_and(|value| value <= Quantity::from(20))
    }

    /// `404 errors` are of one sort, not that many.
    pub(super) fn code(&self) -> bool {
        const CODES: [i64; 12] = [400, 401, 403, 404, 408, 410, 422, 429, 500, 502, 503, 504];
        let named = matches!(
            self.low(1),
            "error" | "errors" | "fehler" | "response" | "responses" | "page" | "pages" | "seiten"
        );
        let round = |value| {
            [400, 500]
                .into_iter()
                .any(|code| value == Quantity::from(code))
        };
        let alone = self
            .tokens
            .iter()
            .filter(|token| token.figure().is_some())
            .count()
            == 1;
        self.plain().is_some_and(|value| {
            named
                && CODES.into_iter().any(|code| value == Quantity::from(code))
                && !(alone && round(value))
        })
    }

    /// `3.0 release`, `Release 2.0 by May`.
    pub(super) fn version(&self) -> bool {
        let raw = &self.tokens[self.at].raw;
        let dotted = raw.contains('.')
            && raw
                .chars()
                .all(|letter| letter.is_ascii_digit() || letter == '.');
        if !dotted || self.plain().is_none() {
            return false;
        }
        let ends = self
            .tokens
            .get(self.at + 1)
            .is_none_or(|next| !next.is_word() || vocabulary::ends_phrase(&next.low));
        matches!(self.low(1), "release" | "version" | "launch" | "rollout")
            || (ends
                && matches!(
                    self.low(-1),
                    "release"
                        | "releases"
                        | "released"
                        | "ship"
                        | "shipped"
                        | "launch"
                        | "launched"
                        | "version"
                        | "veröffentlichen"
                        | "lancieren"
                ))
    }

    /// `5-star reviews` are of one sort; `a 4.5-star rating` is a level.
    pub(super) fn stars(&self) -> bool {
        let stars = self.tokens[self.at]
            .figure()
            .is_some_and(|figure| figure.form == Form::Stars);
        let kind = self.tokens.get(self.at + 1).is_some_and(|next| {
            next.is_word()
                && !vocabulary::ends_phrase(&next.low)
                && !matches!(next.low.as_str(), "rating" | "average" | "score" | "review")
        });
        stars && kind && !self.low(0).ends_with("stars")
    }

    /// `top-7 blockers`, `top 20 customers` are lists, not places in one.
    pub(super) fn list_of_best(&self) -> bool {
        // Among other numbers "the top 10%" says who, not how far.
        if self.low(-1) == "top"
            && self
                .tokens
                .iter()
                .filter(|token| token.figure().is_some())
                .count()
                > 1
        {
            return true;
        }
        let rank = self.tokens[self.at]
            .figure()
            .is_some_and(|figure| figure.form == Form::Rank);
        let noun = thing::noun(self.tokens, self.at + 1);
        if rank && noun.is_some_and(|noun| thing::is_plural(&noun.last)) {
            return true;
        }
        let next = self.tokens.get(self.at + 1);
        rank && next.is_some_and(|next| {
            next.is_word() && !vocabulary::ends_phrase(&next.low) && next.low.ends_with('s')
        })
    }
}

impl Token {
    /// `Sev1` never becomes a figure; a figure glued to a word is one only for currencies.
    fn glued_figure(&self) -> bool {
        self.glued && self.figure().is_some()
    }
}
