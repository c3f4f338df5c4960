//! `10.000` and `€120.000`: the dot is a decimal point unless the sentence says that it marks
//! thousands. One figure that says so says it for all of them.

use super::figure::{Figure, Form};
use super::text::{Shape, Token};
use super::{thing, verb};

pub(super) fn decide(tokens: &mut [Token]) {
    let open = |figure: &Figure| figure.other.is_some();
    let decimal = tokens
        .iter()
        .any(|token| token.figure().is_some_and(|figure| !open(figure)) && has_a_point(&token.raw));
    let marks = (0..tokens.len()).any(|at| marks_thousands(tokens, at));
    if decimal || !marks {
        return;
    }
    for token in tokens {
        if let Shape::Figure(figure) = &mut token.shape
            && figure.form != Form::Percent
            && let Some(thousands) = figure.other
        {
            let negative = figure.value.is_negative();
            figure.other = Some(figure.value);
            figure.value = if negative {
                thousands.negated()
            } else {
                thousands
            };
        }
    }
}

/// `4.5`, but not `1.234.567`.
fn has_a_point(raw: &str) -> bool {
    let digits = |text: &str| text.ends_with(|last: char| last.is_ascii_digit());
    raw.split_once('.').is_some_and(|(whole, rest)| {
        digits(whole)
            && rest.starts_with(|first: char| first.is_ascii_digit())
            && !rest.contains('.')
    }) && !raw.contains(',')
}

/// Euros, a German sentence, or a count of several things that nobody writes to a thousandth: one that
/// ends in nought.
fn marks_thousands(tokens: &[Token], at: usize) -> bool {
    let Some(figure) = tokens[at].figure() else {
        return false;
    };
    if figure.other.is_none() || figure.form == Form::Percent {
        return false;
    }
    let euros = figure.form == Form::Money("EUR".into());
    let counted = figure.form == Form::Plain
        && tokens[at].raw.ends_with('0')
        && thing::noun(tokens, at + 1).is_some_and(|noun| thing::is_plural(&noun.last));
    euros || counted || is_german(tokens)
}

fn is_german(tokens: &[Token]) -> bool {
    const WORDS: &str = " der die das den dem und auf um für mit pro im zum zur von bis über unter mindestens höchstens \
        gewinnen neue neuen unsere kunden umsatz nutzer besucher ";
    (0..tokens.len()).any(|at| {
        let token = &tokens[at];
        token.is_word()
            && (WORDS.contains(&format!(" {} ", token.low)) || verb::is_german(&token.low))
    })
}
