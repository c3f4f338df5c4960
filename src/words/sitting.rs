//! What a sitting says: the card before the questions, the questions, and what became of an answer.
//! It reads well aloud: whole words, one fact after the other, no glyphs. Texts are raw: whoever prints
//! them makes them safe.

use chrono::NaiveDate;
use okr_core::Error;
use okr_core::act::Remark;
use okr_core::act::check_in::{Blocker, NewCheckIn};
use okr_core::domain::assess::percent;
use okr_core::domain::measure::{Kind, Measure};
use okr_core::domain::quantity::Quantity;
use okr_core::report::item::Item;
use okr_core::review::Card;

use super::answers::answers;
use super::check_in::{Told, shown};
use super::progress::{capital, share};
use super::{dates, item, shell};

/// What a sitting says before it asks: which key result, where it stood, where it should be.
#[must_use]
pub fn card(card: &Card, place: Option<(usize, usize)>, today: NaiveDate) -> String {
    let item = &card.item;
    let mut title = item.head.title.clone();
    if !title.ends_with(['.', '?', '!']) {
        title.push('.');
    }
    let place = place
        .map(|(place, of)| format!("Key result {place} of {of}. "))
        .unwrap_or_default();
    let answers = item
        .measure
        .as_ref()
        .and_then(answers)
        .map(|answers| format!("\n{answers}"))
        .unwrap_or_default();
    format!(
        "{place}{}. {title}\n{}{answers}",
        item.id(),
        facts(card, today).join(" ")
    )
}

/// Where it stood, where it should be, what blocks it: one sentence each.
fn facts(card: &Card, today: NaiveDate) -> Vec<String> {
    let item = &card.item;
    let measure = item.measure.as_ref();
    let mut facts: Vec<String> = Vec::new();
    match card.last() {
        Some(last) => {
            let value = last
                .value
                .map(|value| shown(value, measure))
                .unwrap_or_default();
            let confidence = card
                .last_confidence()
                .map(|confidence| format!(", confidence {confidence} of 10"))
                .unwrap_or_default();
            facts.push(format!(
                "Last time {value} on {}{confidence}.",
                dates::long(last.date)
            ));
            facts.extend(
                last.note
                    .as_ref()
                    .map(|note| format!("You said \"{note}\".")),
            );
        }
        None => facts.push("No check-in yet.".to_owned()),
    }
    let named = is_named(measure);
    if let Some(target) = item::target(item).filter(|_| !named) {
        facts.push(format!("Target {target}."));
    }
    if let Some(value) = item.assessment.expected_value.filter(|_| !named) {
        facts.push(format!("Pace says {}.", rounded(value, measure)));
    }
    facts.push(format!("{}.", capital(item.assessment.status.name())));
    if let Some(blocker) = &item.head.blocker {
        facts.push(format!("Blocked{}: {blocker}", blocked_for(item, today)));
    }
    facts
}

/// ` for 14 days`, empty on the first day and where nobody knows.
#[must_use]
pub fn blocked_for(item: &Item, today: NaiveDate) -> String {
    item.head
        .blocked_since
        .map(|since| (today - since).num_days())
        .filter(|days| *days > 0)
        .map(|days| format!(" for {}", dates::days(days)))
        .unwrap_or_default()
}

/// Whether its values are words rather than numbers.
fn is_named(measure: Option<&Measure>) -> bool {
    measure
        .is_some_and(|measure| matches!(measure.kind, Kind::Milestone | Kind::Steps | Kind::Zones))
}

/// Asks for a confidence beside the last answer, without proposing it. What was `entered` into this very
/// card before is what Enter keeps.
#[must_use]
pub fn confidence_question(card: &Card, entered: &str) -> String {
    let last = card
        .last_confidence()
        .map(|last| format!("last time {last}"));
    let enter = match entered {
        "" => "enter for no answer",
        _ => "none for no answer",
    };
    let hints: Vec<String> = last.into_iter().chain([enter.to_owned()]).collect();
    format!("Confidence 0 to 10 ({})", hints.join(", "))
}

/// Asks for a note; after a fall of three or more it asks what happened.
#[must_use]
pub fn note_question(card: &Card, confidence: &str) -> String {
    match what_changed(card, confidence) {
        Some(question) => format!("{question} (enter for no note)"),
        None => "Note (enter for none)".to_owned(),
    }
}

/// The question a fall of three or more is worth.
#[must_use]
pub fn what_changed(card: &Card, confidence: &str) -> Option<String> {
    let before = card.fell_from(confidence)?;
    let now = confidence.trim();
    Some(format!(
        "Confidence fell from {before} to {now}: what changed?"
    ))
}

/// The question that the third "same as last time" in a row is worth.
#[must_use]
pub fn still_true(card: &Card) -> Option<String> {
    card.asks_still_true().then(|| {
        format!(
            "The third time in a row that {} stays the same: still true?",
            card.item.id()
        )
    })
}

#[must_use]
pub fn blocker_question(card: &Card) -> String {
    match card.item.head.blocker {
        Some(_) => "Blocker (enter keeps it, none clears it)".to_owned(),
        None => "Blocker (enter for none)".to_owned(),
    }
}

/// Why an answer was refused, and what could be answered instead.
#[must_use]
pub fn refused(error: &Error) -> String {
    let answer = |line: &String| {
        line.strip_prefix("okr checkin ")?
            .split_once(' ')
            .map(|(_, answer)| answer.to_owned())
    };
    let answers: Vec<String> = error.next.iter().filter_map(answer).collect();
    let mut parts = vec![error.message.clone()];
    parts.extend(error.why.iter().cloned());
    // The line offered for a confidence is that of the whole command.
    if !answers.is_empty() && error.code != "E210" {
        parts.push(format!("Type {}", answers.join("  or  ")));
    }
    parts.join(". ").replace("..", ".").replace("?.", "?")
}

/// Key results that `same` cannot speak for.
#[must_use]
pub fn nothing_to_repeat(ids: &[String]) -> String {
    format!(
        "{} never had a value, so there is nothing to repeat",
        ids.join(", ")
    )
}

/// A pace between two values needs no more digits than a person would say.
#[must_use]
pub fn rounded(value: Quantity, measure: Option<&Measure>) -> String {
    let size = value.as_f64().abs();
    let step = match size {
        size if size >= 100.0 => 1.0,
        size if size >= 10.0 => 10.0,
        _ => 100.0,
    };
    let rounded = Quantity::from_f64((value.as_f64() * step).round() / step).unwrap_or(value);
    shown(rounded, measure)
}

/// A difference of two values: `+3100`, `-2`, and `+2 points` between percentages and zones, however it is
/// asked for. What it is a part of, as `/5`, is no part of a difference, and places up are no place.
#[must_use]
pub fn change(change: Quantity, measure: Option<&Measure>, minus: &str) -> String {
    let sign = match change {
        none if none.is_zero() => "",
        less if less.is_negative() => minus,
        _ => "+",
    };
    let amount = match measure {
        Some(measure) if measure.kind == Kind::Zones => share(Some(change.size().as_f64())),
        Some(measure) => item::bare(change.size(), measure),
        None => change.size().to_string(),
    };
    let amount = amount.trim_start_matches('#');
    match amount.strip_suffix('%') {
        Some("1") => format!("{sign}1 point"),
        Some(points) => format!("{sign}{points} points"),
        None => {
            let whole = amount.split_once('/').map_or(amount, |(part, _)| part);
            format!("{sign}{whole}")
        }
    }
}

/// The last confidence anybody gave, however old.
#[must_use]
pub fn answered(item: &Item) -> Option<u8> {
    item.series
        .iter()
        .rev()
        .find_map(|check_in| check_in.confidence)
}

/// The command line that makes the same check-in, for the history.
#[must_use]
pub fn command(row: &NewCheckIn) -> String {
    let date = row.date.map(|date| date.to_string());
    let blocker = match &row.blocker {
        Blocker::Keep => None,
        Blocker::Clear => Some("none"),
        Blocker::Set(text) => Some(text.as_str()),
    };
    let mut words = vec!["checkin", row.reference.as_str(), row.value.as_str()];
    for (flag, text) in [
        ("-c", row.confidence.as_deref()),
        ("-m", row.note.as_deref()),
        ("-b", blocker),
        ("-d", date.as_deref()),
    ] {
        words.extend(text.into_iter().flat_map(|text| [flag, text]));
    }
    shell::line(&words)
}

/// What a sitting says once an answer is kept.
#[must_use]
pub fn saved(told: &Told<'_>, left: usize) -> String {
    let measure = told.item.measure.as_ref();
    let mut facts = Vec::new();
    match told.check_in.value {
        Some(value) if told.check_in.same => {
            facts.push(format!("{}, the same as before", shown(value, measure)))
        }
        Some(value) => facts.push(format!(
            "{}{}",
            shown(value, measure),
            difference(told, value)
        )),
        None => facts.push("looked at, no number".to_owned()),
    }
    if let Some(progress) = told.item.assessment.progress {
        facts.push(format!("{} percent", percent(progress)));
    }
    facts.push(capital(told.item.assessment.status.name()));
    facts.push(self::left(left));
    format!("Saved. {}.", capital(&facts.join(". ")))
}

/// `4 left`, `None left`.
#[must_use]
pub fn left(count: usize) -> String {
    match count {
        0 => "None left".to_owned(),
        _ => format!("{count} left"),
    }
}

/// A warning while the answer is not kept yet: going back mends it, not undo.
#[must_use]
pub fn noticed(remark: &Remark) -> String {
    match remark.text.split_once(". If that was a slip") {
        Some((slip, _)) => format!("{slip}: a slip? < goes back to the value"),
        None => remark.text.clone(),
    }
}

/// The same on a screen, where the value still stands in its field.
#[must_use]
pub fn noticed_on_screen(remark: &Remark) -> String {
    match remark.text.split_once(". If that was a slip") {
        Some((slip, _)) => format!("{slip}: a slip? enter keeps it"),
        None => remark.text.clone(),
    }
}

fn difference(told: &Told<'_>, value: Quantity) -> String {
    let named = is_named(told.item.measure.as_ref());
    let Some(before) = told
        .before
        .and_then(|before| before.value)
        .filter(|_| !named)
    else {
        return String::new();
    };
    match value.minus(before) {
        Some(change) if change.is_zero() => ", as before".to_owned(),
        Some(change) => {
            let amount = self::change(change.size(), told.item.measure.as_ref(), "");
            let amount = amount.trim_start_matches('+');
            let way = if change.is_negative() {
                "fewer"
            } else {
                "more"
            };
            format!(", {amount} {way} than before")
        }
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_in_a_sitting_offers_answers_not_commands() {
        let error = Error::refused("E208", "0.9 on a percent key result: 90% or 0.9%?")
            .next("okr checkin K1 90%")
            .next("okr checkin K1 0.9%");
        assert_eq!(
            refused(&error),
            "0.9 on a percent key result: 90% or 0.9%? Type 90%  or  0.9%"
        );
        let error =
            Error::refused("E210", "confidence \"ok\" is no number").next("okr checkin K1 5 -c 7");
        assert_eq!(refused(&error), "confidence \"ok\" is no number");
    }
}
