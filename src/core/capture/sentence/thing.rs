//! What is measured, in the words of the sentence: the noun after a figure (`12 blog articles` →
//! articles) or the words between the verb and the figure (`Reduce bug reports by …`).

use super::figure::Form;
use super::text::{Token, is_cjk};
use super::{verb, vocabulary};

/// The noun phrase after a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Noun {
    /// Its last word: what is counted.
    pub last: String,
    pub phrase: String,
    /// It says that nothing was there before.
    pub new: bool,
    /// The token after it.
    pub end: usize,
}

/// The noun phrase that starts at `start`; `of our` in front is skipped.
pub(super) fn noun(tokens: &[Token], start: usize) -> Option<Noun> {
    let mut at = start;
    if tokens.get(at).is_some_and(|token| token.low == "of") {
        at += 1;
        while tokens
            .get(at)
            .is_some_and(|token| matches!(token.low.as_str(), "our" | "the" | "all" | "their"))
        {
            at += 1;
        }
    }
    while tokens
        .get(at)
        .is_some_and(|token| matches!(token.raw.as_str(), "\"" | "*" | "+" | "“"))
    {
        at += 1;
    }
    // "4-6 testers": the noun stands after the second end.
    if tokens
        .get(at)
        .is_some_and(|token| token.glued && token.figure().is_some())
    {
        at += 1;
    }
    if let Some(counter) = counter(tokens, at) {
        return Some(Noun {
            last: counter.clone(),
            phrase: counter,
            new: false,
            end: at + 1,
        });
    }
    let mut words: Vec<&Token> = Vec::new();
    let mut new = false;
    while let Some(token) = tokens.get(at) {
        if !token.is_word() || ends_here(tokens, at, words.last().copied()) {
            break;
        }
        if vocabulary::is_new(&token.low) {
            // "5 von 5 Neuen sagen es": a noun of its own, with a capital inside the sentence.
            let noun = token.raw == "Neuen"
                && tokens.get(at + 1).is_none_or(|next| {
                    next.raw
                        .chars()
                        .next()
                        .is_none_or(|first| !first.is_uppercase())
                });
            new = !noun;
            if noun || token.low == "neukunden" {
                words.push(token);
            }
        } else {
            words.push(token);
        }
        at += 1;
        if words.len() == 6 {
            break;
        }
    }
    let last = words.last()?;
    // "Sev-1 incidents" and "p95 latency" end in a word; a lone "Q3" counts nothing.
    if last.low.chars().any(|letter| letter.is_ascii_digit()) && words.len() == 1 {
        return None;
    }
    let phrase: Vec<&str> = words.iter().map(|word| word.raw.as_str()).collect();
    Some(Noun {
        last: last.raw.clone(),
        phrase: phrase.join(" "),
        new,
        end: at,
    })
}

fn ends_here(tokens: &[Token], at: usize, previous: Option<&Token>) -> bool {
    let low = tokens[at].low.as_str();
    if vocabulary::is_new(low) {
        return previous.is_some() && !low.starts_with("ne");
    }
    // "weekly active users" is a name; "two posts weekly" ends before the adverb.
    let next = tokens.get(at + 1);
    let named = next.is_some_and(|next| next.is_word() && !vocabulary::ends_phrase(&next.low));
    let adjective =
        (previous.is_none() || named) && vocabulary::period(low).is_some() && low.ends_with("ly");
    if !adjective && (vocabulary::ends_phrase(low) || vocabulary::is_month(low)) {
        return true;
    }
    let german = verb::at(tokens, at).is_some_and(|verb| verb.clear);
    // A verb is no unit: "Value 33 gets where it should".
    if matches!(
        low,
        "gets" | "goes" | "becomes" | "reaches" | "achieves" | "exceeds"
    ) {
        return true;
    }
    // "5 bugs older than 30 days", "10k MAU up from 7.5k"
    let follows = next.map_or("", |next| next.low.as_str());
    if previous.is_some()
        && (follows == "than" || matches!(low, "up" | "down") && follows == "from")
    {
        return true;
    }
    let Some(previous) = previous else {
        return german || low.contains(is_cjk);
    };
    let plural = previous.low.ends_with('s') && !previous.low.ends_with("ss");
    let reaches = low.ends_with('s')
        && verb::at(tokens, at).is_some_and(|verb| verb.class == verb::Class::Reaching);
    let form = low.ends_with("ed") || low.ends_with("ing") || low == "built" || low == "live";
    // "50 teams use the board": what stands between a plural and an article is a verb.
    let after = tokens.get(at + 2).map_or("", |token| token.low.as_str());
    let acts = plural
        && next.is_some_and(|next| {
            matches!(
                next.low.as_str(),
                "the" | "a" | "an" | "our" | "their" | "it" | "us"
            )
        })
        && vocabulary::period(after).is_none();
    // "200 Mitarbeiter nutzen das Tool": a word in small letters before a German article.
    let small = |word: &Token| word.raw.chars().next().is_some_and(char::is_lowercase);
    let german = german
        || (!small(previous)
            && small(&tokens[at])
            && next.is_some_and(|next| {
                matches!(
                    next.low.as_str(),
                    "das"
                        | "die"
                        | "den"
                        | "der"
                        | "dem"
                        | "ein"
                        | "eine"
                        | "einen"
                        | "unser"
                        | "unsere"
                        | "unseren"
                        | "regelmässig"
                        | "regelmäßig"
                        | "wöchentlich"
                        | "täglich"
                        | "monatlich"
                        | "mindestens"
                        | "in"
                        | "im"
                        | "uns"
                        | "es"
                )
            })
            && low.ends_with("en"));
    // "ein neuer Lead generiert"
    let german = german
        || (!small(previous)
            && small(&tokens[at])
            && next.is_none_or(|next| !next.is_word())
            && (low.ends_with("iert")
                || low.ends_with("ieren")
                || low.starts_with("ge") && low.ends_with('t')));
    let renews = plural && next.is_none() && verb::at(tokens, at).is_some();
    german || acts || renews || reaches || ((plural || tokens.get(at + 1).is_none()) && form)
}

fn counter(tokens: &[Token], at: usize) -> Option<String> {
    let token = tokens
        .get(at)
        .filter(|token| token.glued && token.is_word())?;
    let letter = token
        .raw
        .chars()
        .find(|letter| vocabulary::multiplier(&letter.to_string()).is_none())?;
    (is_cjk(letter) && vocabulary::is_counter(letter)).then(|| letter.to_string())
}

/// The words in `start..end` as the name of what is measured, without filler at either end.
pub(super) fn between(tokens: &[Token], start: usize, end: usize) -> Option<String> {
    let words = tokens.get(start..end)?;
    // A clause of its own before the figure names something else.
    let trailing = words
        .iter()
        .rev()
        .take_while(|token| token.ends_clause())
        .count();
    let words = &words[..words.len() - trailing];
    let words = words.rsplit(Token::ends_clause).next().unwrap_or(words);
    let filler = |token: &&Token| !token.is_word() || vocabulary::is_filler(&token.low);
    let number = |token: &&Token| token.low.len() == 1 && token.low.as_str() <= "9";
    let skipped = words
        .iter()
        .take_while(|token| filler(token) || number(token))
        .count();
    let trailing = words[skipped..].iter().rev().take_while(filler).count();
    let named: Vec<&str> = words[skipped..words.len() - trailing]
        .iter()
        .filter(|token| token.is_word())
        .take_while(|token| {
            !matches!(
                token.low.as_str(),
                "from"
                    | "per"
                    | "pro"
                    | "je"
                    | "against"
                    | "gegenüber"
                    | "ggü"
                    | "compared"
                    | "vs"
                    | "versus"
                    | "in"
                    | "for"
                    | "by"
                    | "von"
                    | "across"
                    | "at"
                    | "with"
                    | "and"
                    | "und"
            )
        })
        .map(|token| token.raw.as_str())
        .collect();
    let named = named.join(" ");
    (!named.is_empty() && named.chars().count() <= 60 && !named.contains(is_cjk)).then_some(named)
}

/// The period of `per week`, `/month`, `every day`, `weekly` after the figure, before the clause
/// ends; with the token where it starts.
pub(super) fn period(tokens: &[Token], figure: usize) -> Option<(&'static str, usize)> {
    period_after(tokens, figure).or_else(|| period_in_front(tokens, figure))
}

/// `Every week 3 calls`, `Jeden Monat zwei Artikel`.
fn period_in_front(tokens: &[Token], figure: usize) -> Option<(&'static str, usize)> {
    let period = match tokens.get(..figure)? {
        [adverb] if adverb.low.ends_with("ly") || adverb.low.ends_with("lich") => &adverb.low,
        [every, period, ..] | [.., every, period] if vocabulary::is_every(&every.low) => {
            &period.low
        }
        _ => return None,
    };
    Some((vocabulary::period(period)?, 0))
}

fn period_after(tokens: &[Token], figure: usize) -> Option<(&'static str, usize)> {
    let next_figure = tokens[figure + 1..]
        .iter()
        .position(|token| token.figure().is_some());
    let end = next_figure.map_or(tokens.len(), |step| figure + 1 + step);
    for at in figure + 1..end.min(figure + 9) {
        let token = &tokens[at];
        if token.ends_clause() {
            return None;
        }
        let follows = tokens.get(at + 1).map_or("", |next| next.low.as_str());
        if matches!(
            token.low.as_str(),
            "per" | "/" | "pro" | "each" | "every" | "je" | "a" | "jede" | "jeden" | "jedes"
        ) && let Some(period) = vocabulary::period(follows)
        {
            return Some((period, at));
        }
        if let Some((_, period)) = token.low.rsplit_once('/')
            && let Some(period) = vocabulary::period(period)
        {
            return Some((period, at));
        }
        let adverb = token.low.ends_with("ly") || token.low.ends_with("lich");
        // "weekly active users" is a name, "two posts weekly" a period.
        if adverb
            && at > figure + 1
            && vocabulary::ends_phrase(follows) | follows.is_empty()
            && let Some(period) = vocabulary::period(&token.low)
        {
            return Some((period, at));
        }
    }
    None
}

/// The sentence speaks of every week, every month, always.
pub(super) fn is_standing(tokens: &[Token]) -> bool {
    tokens.windows(2).any(|pair| {
        let every = matches!(
            pair[0].low.as_str(),
            "every" | "each" | "jedem" | "jeder" | "jeden" | "allen" | "all"
        );
        let period = vocabulary::period(&pair[1].low).is_some()
            || matches!(
                pair[1].low.as_str(),
                "monaten" | "months" | "weeks" | "wochen"
            );
        every && period
    }) || tokens.windows(2).any(|pair| {
        matches!(
            (pair[0].low.as_str(), pair[1].low.as_str()),
            ("any", "time") | ("all", "times")
        )
    }) || tokens.iter().any(|token| {
        matches!(
            token.low.as_str(),
            "always" | "consistently" | "continuously" | "immer"
        )
    })
}

/// The unit a form brings with it.
pub(super) fn unit_of(form: &Form) -> Option<String> {
    match form {
        Form::Percent => Some("%".into()),
        Form::Money(code) => Some(code.clone()),
        Form::Time(unit) | Form::Size(unit) => Some(unit.clone()),
        Form::Points => Some("pp".into()),
        Form::Rank => Some("rank".into()),
        Form::Stars => Some("/5".into()),
        Form::Plain | Form::Factor | Form::OutOf(_) => None,
    }
}

/// Several of something: counted, not measured.
pub(super) fn is_plural(name: &str) -> bool {
    let last = name.split(' ').next_back().unwrap_or_default();
    last.len() > 3
        && last.ends_with('s')
        && !last.ends_with("ss")
        && !last.ends_with("us")
        && !last.ends_with("is")
}
