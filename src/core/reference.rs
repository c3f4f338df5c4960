//! From a typed reference to one record. Writes need an exact id, handle or uid; reads may also use
//! the start of a handle or a part of a title when only one record fits.

use rusqlite::Connection;

use crate::domain::id::{ShortId, Uid};
use crate::domain::record::Type;
use crate::error::{Error, Result};
use crate::store::{check_ins, cycles, facts, key_results, names, objectives};

/// A record that was found: enough to name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub kind: Type,
    pub uid: Uid,
    /// The short id, or the name of a cycle or a team.
    pub id: String,
    pub title: String,
    pub dropped: Option<chrono::NaiveDate>,
}

/// Everything a person can be shown.
pub const ANY: [Type; 8] = [
    Type::KeyResult,
    Type::Objective,
    Type::Vision,
    Type::CheckIn,
    Type::Win,
    Type::Ask,
    Type::Note,
    Type::Cycle,
];

/// Finds the record by id, handle, uid or a uid's first 8 or more characters, in this order. A bare
/// number is an id where only one type is wanted.
///
/// # Errors
/// `E301` with the nearest candidates when there is none, `E303` when a uid prefix fits several, `E304` for a record
/// of another type than wanted.
pub fn exact(connection: &Connection, text: &str, wanted: &[Type]) -> Result<Found> {
    let trimmed = text.trim();
    if let Some(found) = by_id(connection, trimmed, wanted)? {
        return fitting(found, wanted, text);
    }
    if let Some(found) = by_handle(connection, trimmed)? {
        return fitting(found, wanted, text);
    }
    if wanted.contains(&Type::Cycle)
        && let Some(cycle) = cycles::all(connection)?
            .into_iter()
            .find(|cycle| cycle.name.eq_ignore_ascii_case(trimmed))
    {
        return Ok(Found {
            kind: Type::Cycle,
            uid: cycle.uid,
            id: cycle.name.clone(),
            title: cycle.name,
            dropped: None,
        });
    }
    if let Some(found) = by_uid(connection, trimmed, text)? {
        return fitting(found, wanted, text);
    }
    Err(unknown(connection, text, wanted)?)
}

/// [`exact`], or the one record whose handle starts with the text or whose title holds it. Only for
/// reading: a near miss must never be written to.
///
/// # Errors
/// As [`exact`], and `E303` when several fit.
pub fn near(connection: &Connection, text: &str, wanted: &[Type]) -> Result<Found> {
    let missing = match exact(connection, text, wanted) {
        Err(error) if error.code == "E301" => error,
        other => return other,
    };
    let needle = text.trim().to_lowercase();
    if needle.is_empty() {
        return Err(missing);
    }
    // A bare number is an id without its letter, and no word of a title.
    if needle.bytes().all(|byte| byte.is_ascii_digit()) {
        return numbered(connection, text, wanted).unwrap_or(Err(missing));
    }
    let all = names::all(connection)?;
    let fits = |name: &&names::Name| {
        wanted.contains(&name.kind)
            && name.dropped.is_none()
            && (name
                .handle
                .as_ref()
                .is_some_and(|handle| handle.starts_with(&needle))
                || name.title.to_lowercase().contains(&needle))
    };
    let mut fitting = all.iter().filter(fits);
    match (fitting.next(), fitting.next()) {
        (Some(only), None) => Ok(only.found()),
        (Some(_), Some(_)) => {
            let mut error = Error::not_found("E303", format!("\"{text}\" fits several records"));
            for name in all.iter().filter(fits).take(3) {
                error = error.why(format!("{}  {}", name.id, name.title));
            }
            Err(error.next(format!("okr search {text}")))
        }
        _ => Err(missing),
    }
}

/// The one record of any kind with this number; `None` when there is none.
fn numbered(connection: &Connection, text: &str, wanted: &[Type]) -> Option<Result<Found>> {
    let mut found: Vec<Found> = Vec::new();
    for kind in [Type::KeyResult, Type::Objective, Type::Vision] {
        if !wanted.contains(&kind) {
            continue;
        }
        match by_id(connection, text, &[kind]) {
            Ok(one) => found.extend(one.filter(|one| one.dropped.is_none())),
            Err(error) => return Some(Err(error)),
        }
    }
    match found.len() {
        0 => None,
        1 => found.pop().map(Ok),
        _ => {
            let mut error = Error::not_found("E303", format!("\"{text}\" fits several records"));
            for one in &found {
                error = error.why(format!("{}  {}", one.id, one.title));
            }
            Some(Err(error.instead(text, found[0].id.clone())))
        }
    }
}

fn by_id(connection: &Connection, text: &str, wanted: &[Type]) -> Result<Option<Found>> {
    let id: ShortId = match (text.parse(), wanted) {
        (Ok(id), _) => id,
        (Err(()), [only]) if text.bytes().all(|byte| byte.is_ascii_digit()) => {
            match format!("{}{text}", only.letter()).parse() {
                Ok(id) => id,
                Err(()) => return Ok(None),
            }
        }
        _ => return Ok(None),
    };
    let found = |uid, title, dropped| Found {
        kind: id.kind,
        uid,
        id: id.to_string(),
        title,
        dropped,
    };
    Ok(match id.kind {
        Type::KeyResult | Type::Objective | Type::Vision => {
            names::with_id(connection, &id)?.map(|name| name.found())
        }
        Type::CheckIn => check_ins::by_id(connection, &id)?
            .map(|check_in| found(check_in.uid, String::new(), None)),
        Type::Win | Type::Ask | Type::Note => {
            facts::named(connection, &id)?.map(|uid| found(uid, String::new(), None))
        }
        Type::Cycle | Type::Team | Type::Review | Type::Grade => None,
    })
}

fn by_handle(connection: &Connection, text: &str) -> Result<Option<Found>> {
    let handle = text.to_ascii_lowercase();
    if !is_handle(&handle) {
        return Ok(None);
    }
    let kr = key_results::by_handle(connection, &handle)?.map(|kr| (Type::KeyResult, kr.head));
    let objective = objectives::by_handle(connection, &handle)?
        .map(|objective| (Type::Objective, objective.head));
    let live_first = kr
        .into_iter()
        .chain(objective)
        .min_by_key(|(_, head)| head.dropped.is_some());
    Ok(live_first.map(|(kind, head)| Found {
        kind,
        uid: head.uid,
        id: head.id.to_string(),
        title: head.title,
        dropped: head.dropped,
    }))
}

/// Lower case letters, digits and `-`, starting with a letter, and not the shape of an id, a cycle
/// or a uid.
#[must_use]
pub fn is_handle(text: &str) -> bool {
    let shape = text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.len() <= 64
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    shape && text.parse::<ShortId>().is_err() && !is_uid(text) && !is_calendar(text)
}

fn is_uid(text: &str) -> bool {
    let digits = text.bytes().filter(|byte| *byte != b'-');
    digits.clone().count() >= 8 && digits.into_iter().all(|byte| byte.is_ascii_hexdigit())
}

/// `q3`, `t2`, `fy27q1`: what `--cycle` would take for a cycle of the calendar.
fn is_calendar(text: &str) -> bool {
    let part = text.strip_prefix("fy").map_or(text, |rest| {
        rest.trim_start_matches(|c: char| c.is_ascii_digit())
    });
    matches!(part.as_bytes(), [b'q', b'1'..=b'4'] | [b't', b'1'..=b'3'])
}

fn by_uid(connection: &Connection, text: &str, typed: &str) -> Result<Option<Found>> {
    let digits: String = text.chars().filter(|c| *c != '-').collect();
    if digits.len() < 8 || digits.len() > 32 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit())
    {
        return Ok(None);
    }
    let bound = |fill: char| {
        let full: String = digits
            .chars()
            .chain(std::iter::repeat(fill))
            .take(32)
            .collect();
        uuid::Uuid::parse_str(&full).ok().map(Uid)
    };
    let Some((low, high)) = bound('0').zip(bound('f')) else {
        return Ok(None);
    };
    let mut found = names::between(connection, low, high)?.into_iter();
    match (found.next(), found.next()) {
        (Some(_), Some(_)) => Err(Error::not_found(
            "E303",
            format!("several uids start with \"{typed}\""),
        )
        .why("Type more of it.")),
        (one, _) => Ok(one),
    }
}

fn fitting(found: Found, wanted: &[Type], typed: &str) -> Result<Found> {
    if wanted.contains(&found.kind) {
        return Ok(found);
    }
    let nouns: Vec<&str> = wanted.iter().map(|kind| kind.noun()).collect();
    let wanted_article = wanted.first().map_or("a", |kind| article(*kind));
    Err(Error::not_found(
        "E304",
        format!(
            "\"{typed}\" is {} {}",
            article(found.kind),
            found.kind.noun()
        ),
    )
    .why(format!(
        "Here {} {} is wanted.",
        wanted_article,
        nouns.join(" or ")
    ))
    .next(list_of(wanted)))
}

/// The line that shows what could have been named.
fn list_of(wanted: &[Type]) -> &'static str {
    match wanted {
        [Type::Ask] => "okr ask list",
        [Type::Win] => "okr win list",
        [Type::Vision] => "okr vision list",
        [Type::Cycle] => "okr cycle list",
        _ => "okr list",
    }
}

fn article(kind: Type) -> &'static str {
    if matches!(kind, Type::Objective | Type::Ask) {
        "an"
    } else {
        "a"
    }
}

/// `E301`: nothing has that name; the three nearest do. Records are compared by id first, then by
/// handle and title. Who typed an id meant a record of its letter.
fn unknown(connection: &Connection, typed: &str, wanted: &[Type]) -> Result<Error> {
    let noun = match wanted {
        [only] => only.noun(),
        _ => "record",
    };
    let lower = typed.to_lowercase();
    let id: Option<ShortId> = typed.trim().parse().ok();
    let lettered = id
        .as_ref()
        .map(|id| id.kind)
        .filter(|kind| wanted.contains(kind));
    let distance = |name: &names::Name| {
        let handle = name.handle.as_deref().unwrap_or_default();
        let id = strsim::damerau_levenshtein(&lower, &name.id.to_lowercase()) as f64 / 2.0;
        let words = 1.0
            - strsim::jaro_winkler(&lower, handle)
                .max(strsim::jaro_winkler(&lower, &name.title.to_lowercase()));
        id.min(words * 4.0)
    };
    let mut near: Vec<(f64, names::Name)> = names::some(connection, 500)?
        .into_iter()
        .filter(|name| wanted.contains(&name.kind) && name.dropped.is_none())
        .filter(|name| lettered.is_none_or(|kind| kind == name.kind))
        .map(|name| (distance(&name), name))
        .filter(|(distance, _)| *distance <= 1.0)
        .collect();
    near.sort_by(|a, b| a.0.total_cmp(&b.0));
    near.truncate(3);
    let mut error = Error::not_found(
        "E301",
        match id.is_some() {
            true => format!("there is no {noun} {typed}"),
            false => format!("there is no {noun} \"{typed}\""),
        },
    );
    if let Some(id) = id {
        error = if names::was_issued(connection, &id)? {
            error.why(format!(
                "{id} was given out once and is gone; ids are never reused."
            ))
        } else {
            error.why(format!(
                "Ids are never reused, and {id} was never given out."
            ))
        };
    }
    for (_, name) in &near {
        error = error.why(format!("{}  {}", name.id, name.title));
    }
    if let Some((_, best)) = near.first() {
        error = error.instead(typed, best.id.as_str());
    } else {
        error = error.next(list_of(wanted));
    }
    Ok(error)
}
