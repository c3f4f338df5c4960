//! One filter word, read into what it asks. Everything that depends on the day or the person is settled
//! here, so that matching needs nothing but the item.

use chrono::{Days, NaiveDate};

use super::FilterContext;
use super::words::{self, KEYS, PARTS, fold, key, nearest, values};
use crate::capture::date::{self, DateContext, Prefer};
use crate::domain::assess::Status;
use crate::domain::id::ShortId;
use crate::domain::measure::Kind;
use crate::domain::objective::Ambition;
use crate::domain::record::Type;
use crate::error::{Error, Result};

/// From and to, both included; `None` is open.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Span<T> {
    pub from: Option<T>,
    pub to: Option<T>,
}

/// How a record stands, as `status:` asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Is(Status),
    Blocked,
}

/// What a record is, as `is:` asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Of(Type),
    Dropped,
    Meant(Ambition),
}

/// What one word asks of an item. Names and texts are folded.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Term {
    /// Exactly these records.
    Ids(Vec<ShortId>),
    Text(String),
    Handle(Vec<String>),
    Team(Vec<String>),
    Owner(Vec<String>),
    Tag(Vec<String>),
    Cycle(Vec<String>),
    Status(Vec<Standing>),
    Kind(Vec<Kind>),
    Is(Vec<Sort>),
    Progress(Span<f64>),
    Confidence(Span<f64>),
    Due(Span<NaiveDate>),
    Updated(Span<NaiveDate>),
    Under(Vec<ShortId>),
    Serves(Vec<ShortId>),
    Has(Vec<&'static str>),
    No(Vec<&'static str>),
}

/// Reads a word with a known key other than `not`, `view` and `text`.
pub(super) fn with_key(key: &'static str, value: &str, context: &FilterContext) -> Result<Term> {
    Ok(match key {
        "team" => Term::Team(names(key, value)?),
        "owner" => Term::Owner(people(value, context)?),
        "tag" => Term::Tag(names(key, value)?),
        "handle" => Term::Handle(names(key, value)?),
        "cycle" => Term::Cycle(cycles(value, context)?),
        "status" => Term::Status(each(key, value, standing)?),
        "kind" => Term::Kind(each(key, value, Kind::of_name)?),
        "is" => Term::Is(each(key, value, sort)?),
        "progress" => Term::Progress(span(key, value, |text| number(text, true))?),
        "conf" => Term::Confidence(span(key, value, |text| number(text, false))?),
        "due" => Term::Due(span(key, value, |text| day(text, context, Side::Ahead))?),
        "updated" => Term::Updated(span(key, value, |text| day(text, context, Side::Back))?),
        "under" => Term::Under(ids(key, value)?),
        "serves" => Term::Serves(ids(key, value)?),
        "has" => Term::Has(each(key, value, part)?),
        _ => Term::No(each(key, value, part)?),
    })
}

fn refused(key: &str, value: &str, why: &str) -> Error {
    let help = KEYS
        .iter()
        .find(|(known, ..)| *known == key)
        .map_or("", |(_, help, _)| help);
    let short: String = value.chars().take(60).collect();
    Error::usage("E115", format!("{key}: does not take \"{short}\""))
        .why(why)
        .why(match help.ends_with("..") {
            // A stop behind an open range would be read as a part of it.
            true => format!("{key}: {help}"),
            false => format!("{key}: {help}."),
        })
        .next("okr help filters")
}

fn empty(key: &str) -> Error {
    refused(key, "", "A value stands right after the colon.")
}

/// The values of a name, and the whole of it, which may itself hold a comma or a plus.
fn names(key: &'static str, value: &str) -> Result<Vec<String>> {
    // `"team:web owner:me"` in quotes is one word, and a team of that name is hardly meant.
    let two = value.split_whitespace().skip(1).find(|word| {
        word.split_once(':')
            .is_some_and(|(head, _)| words::key(head).is_some())
    });
    if let Some(second) = two {
        return Err(refused(
            key,
            value,
            &format!("Quotes make one word of it; type {second} as a word of its own."),
        ));
    }
    let mut found: Vec<String> = values(value).into_iter().map(fold).collect();
    let whole = fold(value.trim());
    if found.is_empty() {
        return Err(empty(key));
    }
    if !found.contains(&whole) {
        found.push(whole);
    }
    Ok(found)
}

fn people(value: &str, context: &FilterContext) -> Result<Vec<String>> {
    let mut found = names("owner", value)?;
    if let Some(at) = found.iter().position(|name| name == "me") {
        let Some(me) = context.me.as_deref().filter(|me| !me.trim().is_empty()) else {
            return Err(
                refused("owner", value, "The settings do not say who you are.")
                    .next("okr config set user.name NAME"),
            );
        };
        found[at] = fold(me.trim());
    }
    Ok(found)
}

/// A cycle by its name, or by what the calendar makes of it: `q3` is this year's.
fn cycles(value: &str, context: &FilterContext) -> Result<Vec<String>> {
    let mut found = names("cycle", value)?;
    let spans: Vec<String> = found
        .iter()
        .filter_map(|name| context.calendar.span_named(name, context.today))
        .map(|span| fold(&span.name))
        .collect();
    for name in spans {
        if !found.contains(&name) {
            found.push(name);
        }
    }
    Ok(found)
}

/// Every value as one of a fixed list.
fn each<T>(key: &'static str, value: &str, read: impl Fn(&str) -> Option<T>) -> Result<Vec<T>> {
    let parts = values(value);
    if parts.is_empty() {
        return Err(empty(key));
    }
    parts
        .into_iter()
        .map(|part| read(&fold(part)).ok_or_else(|| unlisted(key, value, part)))
        .collect()
}

fn unlisted(key: &'static str, value: &str, part: &str) -> Error {
    let known = KEYS
        .iter()
        .find(|(known, ..)| *known == key)
        .map_or(&[][..], |(.., known)| *known);
    let error = refused(key, part, &format!("Known are {}.", known.join(", ")));
    match nearest(part, known.iter().copied()) {
        Some(near) => Error {
            next: Vec::new(),
            ..error
        }
        .instead(
            format!("{key}:{value}"),
            format!("{key}:{}", value.replacen(part, near, 1)),
        ),
        None => error,
    }
}

fn standing(name: &str) -> Option<Standing> {
    match name {
        "blocked" => Some(Standing::Blocked),
        "no-data" | "nodata" => Some(Standing::Is(Status::NoData)),
        _ => Status::ALL
            .into_iter()
            .find(|status| status.name() == name || status.json_name() == name)
            .map(Standing::Is),
    }
}

fn sort(name: &str) -> Option<Sort> {
    Some(match name {
        "objective" | "objectives" | "o" => Sort::Of(Type::Objective),
        "kr" | "krs" | "key-result" | "key-results" | "k" => Sort::Of(Type::KeyResult),
        "dropped" => Sort::Dropped,
        "commit" => Sort::Meant(Ambition::Commit),
        "stretch" => Sort::Meant(Ambition::Stretch),
        _ => return None,
    })
}

fn part(name: &str) -> Option<&'static str> {
    let known = match name {
        "conf" => "confidence",
        "check-in" | "checkins" | "check-ins" => "checkin",
        "tags" => "tag",
        "links" => "link",
        "notes" => "note",
        other => other,
    };
    PARTS.into_iter().find(|part| *part == known)
}

fn ids(key: &'static str, value: &str) -> Result<Vec<ShortId>> {
    let parts = values(value);
    if parts.is_empty() {
        return Err(empty(key));
    }
    parts
        .into_iter()
        .map(|part| {
            part.parse()
                .map_err(|()| refused(key, part, "It takes an id, such as O2 or V1."))
        })
        .collect()
}

/// `a..b` with either end left open; a single value is both ends.
fn span<T: Copy + PartialOrd>(
    key: &'static str,
    value: &str,
    read: impl Fn(&str) -> Result<T, String>,
) -> Result<Span<T>> {
    let end = |text: &str| -> Result<Option<T>> {
        match text.trim() {
            "" => Ok(None),
            text => read(text)
                .map(Some)
                .map_err(|why| refused(key, value, &why)),
        }
    };
    let (from, to) = match value.split_once("..") {
        Some((from, to)) => (end(from)?, end(to)?),
        None => {
            let both = end(value)?;
            (both, both)
        }
    };
    if from.is_none() && to.is_none() {
        return Err(refused(key, value, "A range needs at least one end."));
    }
    if from.zip(to).is_some_and(|(from, to)| from > to)
        && let Some((first, second)) = value.split_once("..")
    {
        return Err(
            refused(key, value, "The range runs backwards, so nothing is in it.")
                .instead(format!("{key}:{value}"), format!("{key}:{second}..{first}")),
        );
    }
    Ok(Span { from, to })
}

fn number(text: &str, with_percent: bool) -> Result<f64, String> {
    let digits = if with_percent {
        text.strip_suffix('%').unwrap_or(text)
    } else {
        text
    };
    let plain = digits
        .bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    digits
        .trim()
        .parse()
        .ok()
        .filter(|_| plain)
        .ok_or_else(|| format!("{text} is no number."))
}

/// Where an age such as `7d` leads from today.
#[derive(Clone, Copy)]
enum Side {
    Back,
    Ahead,
}

fn day(text: &str, context: &FilterContext, side: Side) -> Result<NaiveDate, String> {
    if let Some(days) = date::days(text).and_then(|days| u64::try_from(days).ok()) {
        let found = match side {
            Side::Back => context.today.checked_sub_days(Days::new(days)),
            Side::Ahead => context.today.checked_add_days(Days::new(days)),
        };
        return found.ok_or_else(|| format!("{text} is too far away."));
    }
    let words = DateContext {
        today: context.today,
        cycle: context.cycle,
        last_review: None,
        prefer: match side {
            Side::Back => Prefer::Past,
            Side::Ahead => Prefer::Nearest,
        },
        order: context.order,
        fiscal: context.calendar,
    };
    date::date(text, &words).map_err(|error| {
        let mut sentence = format!("{error}.");
        for why in &error.why {
            sentence.push(' ');
            sentence.push_str(why);
        }
        sentence
    })
}

/// A word without a key, or with one nobody knows.
pub(super) fn plain(word: &str) -> Result<Term> {
    let parts = values(word);
    let ids: Vec<ShortId> = parts.iter().filter_map(|part| part.parse().ok()).collect();
    if !ids.is_empty() && ids.len() == parts.len() {
        return Ok(Term::Ids(ids));
    }
    if let Some((head, value)) = word.split_once(':') {
        let looks_like_a_key = !head.is_empty()
            && !value.is_empty()
            && head
                .bytes()
                .all(|byte| byte.is_ascii_alphabetic() || byte == b'_' || byte == b'-');
        if looks_like_a_key && key(head).is_none() {
            return Err(unknown(word, head, value));
        }
    }
    Ok(Term::Text(fold(word)))
}

fn unknown(word: &str, head: &str, value: &str) -> Error {
    let error = Error::usage("E110", format!("no filter \"{head}\""));
    let error = match nearest(head, KEYS.iter().map(|(key, ..)| *key)) {
        Some(near) => error.instead(word, format!("{near}:{value}")),
        None => error.next("okr help filters"),
    };
    error.why(words::taken_literally(word))
}
