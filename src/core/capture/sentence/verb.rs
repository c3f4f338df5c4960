//! Verbs and what they say about a measure: falling, rising, reaching, holding or putting
//! something out. Verbs match as whole words in their usual forms; `spending` is not `spend`.

use super::forms::{GERMAN, change_noun, contains, english};
use super::text::Token;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Falling,
    Rising,
    Reaching,
    Holding,
    /// Caps: the bound is an upper one.
    Capping,
    Output,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Inflection {
    Base,
    Past,
    Ing,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Verb {
    pub class: Class,
    pub inflection: Inflection,
    /// Not to be taken for a noun or adjective: German, or a word like increase.
    pub clear: bool,
    pub at: usize,
}

impl Verb {
    /// It says by itself whether the number falls or rises; improve and push do not.
    pub fn states_a_way(self, tokens: &[Token]) -> bool {
        const OPEN: &str = " improve optimize optimise accelerate strengthen enhance extend push broaden scale verbessern \
            verbessert verbessere optimieren ausbauen ";
        let low = tokens.get(self.at).map_or("", |token| token.low.as_str());
        let open = [
            low,
            low.trim_end_matches('d'),
            low.trim_end_matches('s'),
            low.trim_end_matches("ing"),
        ];
        self.changes() && !open.into_iter().any(|low| contains(OPEN, low))
    }

    /// What is said to be lost is a difference, not a level.
    pub fn loses(self, tokens: &[Token]) -> bool {
        let low = tokens.get(self.at).map_or("", |token| token.low.as_str());
        matches!(
            low,
            "pay"
                | "repay"
                | "verliere"
                | "verliert"
                | "lose"
                | "loses"
                | "losing"
                | "shed"
                | "abnehmen"
                | "verlieren"
        ) || takes_off(tokens, self.at.min(tokens.len().saturating_sub(1)))
    }

    pub fn changes(self) -> bool {
        matches!(self.class, Class::Falling | Class::Rising)
    }
}

/// The verb at `at`, if the word there is one.
pub(super) fn at(tokens: &[Token], at: usize) -> Option<Verb> {
    let token = tokens.get(at)?;
    // "Hiring: two people" has a label, no verb.
    if !token.is_word()
        || tokens
            .get(at + 1)
            .is_some_and(|next| next.is_mark(":") || next.is_mark("-"))
    {
        return None;
    }
    let low = token.low.as_str();
    // "Reduce double bookings", "triple charges": what is doubled is no doubling.
    let adjective = matches!(low, "double" | "triple" | "quadruple")
        && !opens_clause(tokens, at)
        && at
            .checked_sub(1)
            .is_none_or(|before| tokens[before].low != "to");
    let next = tokens.get(at + 1).map_or("", |next| next.low.as_str());
    let pays = low.starts_with("pay") && !matches!(next, "off" | "down" | "back");
    if adjective || pays {
        return None;
    }
    if takes_off(tokens, at) {
        return Some(Verb {
            class: Class::Falling,
            inflection: Inflection::Base,
            clear: true,
            at,
        });
    }
    for (class, list) in GERMAN {
        if contains(list, low) {
            return Some(Verb {
                class,
                inflection: Inflection::Base,
                clear: true,
                at,
            });
        }
    }
    // "Reduction of bugs by 20%", "Kostenreduktion um 10%": a noun that says the way.
    let names = tokens.get(at + 1).is_some_and(|next| {
        matches!(
            next.low.as_str(),
            "of" | "in" | "um" | "von" | "auf" | "der" | "des"
        )
    });
    if let Some(falls) = change_noun(low).filter(|_| names && english(low).is_none()) {
        return Some(Verb {
            class: if falls { Class::Falling } else { Class::Rising },
            inflection: Inflection::Base,
            clear: true,
            at,
        });
    }
    let (class, inflection) = english(low)?;
    // "Hold 3 workshops" puts something out; "hold churn below 3%" holds.
    let follows = tokens.get(at + 1);
    let class = match follows {
        Some(next) if low == "hold" && next.figure().is_some() => Class::Output,
        _ => class,
    };
    let clear = matches!(class, Class::Falling | Class::Rising)
        && inflection == Inflection::Base
        && low != "cut"
        && low != "scale";
    Some(Verb {
        class,
        inflection,
        clear,
        at,
    })
}

pub(super) fn is_german(low: &str) -> bool {
    GERMAN.iter().any(|(_, list)| contains(list, low))
}

/// `Nimm 10 kg ab`: the second half of the verb stands at the end.
fn takes_off(tokens: &[Token], at: usize) -> bool {
    matches!(
        tokens[at].low.as_str(),
        "nimm" | "nehme" | "nehmen" | "nimmt"
    ) && (at + 1..tokens.len()).any(|end| {
        tokens[end].low == "ab"
            && tokens.get(end + 1).is_none_or(|next| {
                next.ends_clause() || matches!(next.low.as_str(), "bis" | "im" | "in" | "und")
            })
    })
}

/// Where a new clause may begin, so that a word that is noun and verb is a verb here.
pub(super) fn opens_clause(tokens: &[Token], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|before| tokens.get(before)) else {
        return true;
    };
    if before.ends_clause() || before.is_mark("&") || before.is_mark("\"") {
        return true;
    }
    const OPENERS: &str = " and or & we we've we'll will have has while then also then successfully significantly und wir \
        fully quickly to can team each everyone ";
    if before.low == "by" {
        return tokens[at].low.ends_with("ing");
    }
    if before.low == "to" {
        // "To increase …" opens; "time to close deals" does not.
        return at == 1;
    }
    contains(OPENERS, &before.low)
}

/// The verb that governs the figure at `figure` (or the whole sentence at its end): the nearest
/// one before it that opens a clause, then one after it, then any clear one.
pub(super) fn governing(tokens: &[Token], figure: usize) -> Option<Verb> {
    let before = figure.min(tokens.len());
    let opening = (0..before).rev().find_map(|index| {
        let verb = at(tokens, index)?;
        let counts = opens_clause(tokens, index) || (verb.clear && !follows_article(tokens, index));
        counts.then_some(verb)
    });
    opening
        .or_else(|| {
            (before..tokens.len()).find_map(|index| {
                let verb = at(tokens, index)?;
                (verb.clear || verb.inflection == Inflection::Past).then_some(verb)
            })
        })
        .or_else(|| {
            (0..before).rev().find_map(|index| {
                let verb = at(tokens, index)?;
                (verb.inflection == Inflection::Past).then_some(verb)
            })
        })
}

/// "an increase" is a noun.
fn follows_article(tokens: &[Token], at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| {
        matches!(
            tokens[before].low.as_str(),
            "a" | "an" | "the" | "no" | "%" | "of"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::sentence::text::tokens;

    fn class(word: &str) -> Option<Class> {
        at(&tokens(word), 0).map(|verb| verb.class)
    }

    #[test]
    fn verbs_are_known_in_their_forms_and_only_as_whole_words() {
        for word in [
            "Published",
            "shipping",
            "ran",
            "Adding",
            "Launches",
            "running",
            "planned",
            "umgesetzt",
        ] {
            assert_eq!(class(word), Some(Class::Output), "{word}");
        }
        for word in ["spending", "spend", "reduction", "launchpad", "signal"] {
            assert_eq!(class(word), None, "{word}");
        }
        assert_eq!(class("retained"), Some(Class::Holding));
    }

    #[test]
    fn the_verb_of_the_clause_governs_its_figure() {
        let words = tokens("Increase reach. Reduce time to close deals to 5 days");
        assert_eq!(
            governing(&words, 9).map(|verb| verb.class),
            Some(Class::Falling)
        );
    }
}
