//! The candidates of each kind of argument. What is typed in small letters is offered all the same:
//! ids and names are compared without case.

use std::ffi::OsStr;

use clap_complete::engine::{CompletionCandidate, ValueCompleter};
use okr_core::act::change;
use okr_core::domain::record::Type;
use okr_core::select;
use okr_core::store::{choices, cycles as cycle_rows, names, visions as vision_rows};

use super::{MOST, book, request};
use crate::cli::catalog;
use crate::cli::help::{explained as entries, topic};
use crate::samples::template;
use crate::settings::{self, Takes};

type Candidates = Vec<CompletionCandidate>;

fn offer(value: impl Into<String>, about: &str) -> CompletionCandidate {
    let candidate = CompletionCandidate::new(value.into());
    if about.is_empty() {
        candidate
    } else {
        candidate.help(Some(about.to_owned().into()))
    }
}

fn fits(value: &str, typed: &str) -> bool {
    value
        .get(..typed.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(typed))
}

/// Ids in the order they were given, then handles.
fn named(typed: &OsStr, wanted: &[Type]) -> Candidates {
    let typed = typed.to_string_lossy();
    let Some(book) = book() else {
        return Vec::new();
    };
    let all = names::all(book.connection()).unwrap_or_default();
    let live: Vec<&names::Name> = all
        .iter()
        .filter(|name| name.dropped.is_none() && wanted.contains(&name.kind))
        .collect();
    let ids = live
        .iter()
        .filter(|name| fits(&name.id, &typed))
        .map(|name| offer(name.id.as_str(), &name.title));
    let handles = live.iter().filter_map(|name| {
        let handle = name
            .handle
            .as_deref()
            .filter(|handle| fits(handle, &typed))?;
        Some(offer(handle, &format!("{}  {}", name.id, name.title)))
    });
    ids.chain(handles).take(MOST).collect()
}

pub fn records(typed: &OsStr) -> Candidates {
    named(typed, &[Type::Objective, Type::KeyResult, Type::Vision])
}

pub fn key_results(typed: &OsStr) -> Candidates {
    named(typed, &[Type::KeyResult])
}

pub fn objective_or_vision(typed: &OsStr) -> Candidates {
    named(typed, &[Type::Objective, Type::Vision])
}

pub fn visions(typed: &OsStr) -> Candidates {
    named(typed, &[Type::Vision])
}

fn plain(typed: &OsStr, all: impl IntoIterator<Item = (String, String)>) -> Candidates {
    let typed = typed.to_string_lossy();
    all.into_iter()
        .filter(|(value, _)| fits(value, &typed))
        .take(MOST)
        .map(|(value, about)| offer(value, &about))
        .collect()
}

fn cycle_names() -> Vec<(String, String)> {
    let all = book()
        .and_then(|book| cycle_rows::all(book.connection()).ok())
        .unwrap_or_default();
    let newest_first = all.iter().rev();
    newest_first
        .map(|cycle| {
            (
                cycle.name.clone(),
                format!("{} to {}, {}", cycle.start, cycle.end, cycle.state.name()),
            )
        })
        .collect()
}

pub fn cycles(typed: &OsStr) -> Candidates {
    plain(typed, cycle_names())
}

fn owner_names() -> Vec<(String, String)> {
    let all = book()
        .and_then(|book| choices::owners(book.connection()).ok())
        .unwrap_or_default();
    all.into_iter().map(|name| (name, String::new())).collect()
}

pub fn owners(typed: &OsStr) -> Candidates {
    plain(typed, owner_names())
}

fn team_names() -> Vec<(String, String)> {
    let Some(book) = book() else {
        return Vec::new();
    };
    let listed = vision_rows::teams(book.connection()).unwrap_or_default();
    let mut all: Vec<(String, String)> = listed
        .into_iter()
        .map(|team| (team.name, String::new()))
        .collect();
    for name in choices::teams(book.connection()).unwrap_or_default() {
        if all.iter().all(|(known, _)| *known != name) {
            all.push((name, String::new()));
        }
    }
    all
}

pub fn teams(typed: &OsStr) -> Candidates {
    plain(typed, team_names())
}

fn kind_names() -> Vec<(String, String)> {
    let kinds = select::KEYS
        .iter()
        .find(|(key, ..)| *key == "kind")
        .map_or(&[][..], |(.., values)| *values);
    kinds
        .iter()
        .filter(|kind| **kind != "unknown")
        .map(|kind| ((*kind).to_owned(), String::new()))
        .collect()
}

pub fn kinds(typed: &OsStr) -> Candidates {
    plain(typed, kind_names())
}

pub fn settings(typed: &OsStr) -> Candidates {
    let own = request().into_iter().flat_map(|request| {
        ["views", "aliases"].into_iter().flat_map(move |section| {
            request
                .settings
                .named(section)
                .map(move |(name, line)| (format!("{section}.{name}"), line.to_owned()))
        })
    });
    let known = settings::ALL
        .iter()
        .map(|setting| (setting.key.to_owned(), setting.meaning.to_owned()));
    plain(typed, known.chain(own))
}

/// What the setting named by the word before can be.
pub fn setting_values(typed: &OsStr) -> Candidates {
    let words = request().map_or(&[][..], |request| request.words.as_slice());
    let named = |word: &String| settings::ALL.iter().find(|setting| setting.key == *word);
    let Some(setting) = words.iter().rev().skip(1).find_map(named) else {
        return Vec::new();
    };
    let values: &[&str] = match setting.takes {
        Takes::Switch => &["true", "false"],
        Takes::Words(words) | Takes::Numbers(words) => words,
        Takes::Length => &["quarter", "month", "trimester", "weeks:6"],
        _ => return Vec::new(),
    };
    let values = values
        .iter()
        .map(|value| ((*value).to_owned(), String::new()));
    plain(typed, values)
}

pub fn templates(typed: &OsStr) -> Candidates {
    let all = template::built_in();
    plain(
        typed,
        all.map(|template| (template.name.clone(), template.about().to_owned())),
    )
}

/// The words a day is mostly told by.
pub fn dates(typed: &OsStr) -> Candidates {
    const WORDS: [(&str, &str); 9] = [
        ("today", ""),
        ("yesterday", ""),
        ("last-fri", "the Friday before today"),
        ("-1w", "a week ago"),
        ("start", "first day of the cycle"),
        ("mid", "middle of the cycle"),
        ("end", "last day of the cycle"),
        ("eom", "end of the month"),
        ("review", "the last review"),
    ];
    plain(
        typed,
        WORDS.map(|(word, about)| (word.to_owned(), about.to_owned())),
    )
}

pub fn explained(typed: &OsStr) -> Candidates {
    let words = entries::words().map(|entry| (entry.name.to_owned(), String::new()));
    plain(
        typed,
        words.chain(entries::codes().map(|entry| (entry.name.to_owned(), entry.title.to_owned()))),
    )
}

pub fn help(typed: &OsStr) -> Candidates {
    let commands = catalog::ALL
        .iter()
        .map(|entry| (entry.name.to_owned(), entry.about.to_owned()));
    let topics = topic::ALL
        .iter()
        .map(|topic| (topic.name.to_owned(), topic.about.to_owned()));
    plain(typed, commands.chain(topics))
}

/// A key of a filter, then its values; `team:web,` goes on after the comma, `not:` starts anew.
pub fn filters(typed: &OsStr) -> Candidates {
    let typed = typed.to_string_lossy().into_owned();
    let (outer, word) = match typed.strip_prefix("not:") {
        Some(inner) => ("not:", inner.to_owned()),
        None => ("", typed.clone()),
    };
    let found = match word.split_once(':') {
        None => keys(&word, outer),
        Some((key, value)) => {
            let done = value.rfind([',', '+']).map_or(0, |place| place + 1);
            let (done, begun) = value.split_at(done);
            let prefix = format!("{outer}{key}:{done}");
            let all = filter_values(key);
            plain(OsStr::new(begun), all)
                .into_iter()
                .map(|one| one.add_prefix(&prefix))
                .collect()
        }
    };
    if found.is_empty() && !word.contains(':') && outer.is_empty() {
        records(OsStr::new(&typed))
    } else {
        found
    }
}

fn keys(word: &str, outer: &str) -> Candidates {
    let known = select::KEYS
        .iter()
        .map(|(key, meaning, _)| (format!("{key}:"), (*meaning).to_owned()));
    plain(OsStr::new(word), known)
        .into_iter()
        .map(|one| one.add_prefix(outer))
        .collect()
}

fn filter_values(key: &str) -> Vec<(String, String)> {
    let listed = |key: &str| {
        let values = select::KEYS
            .iter()
            .find(|(known, ..)| *known == key)
            .map_or(&[][..], |(.., values)| *values);
        values
            .iter()
            .map(|value| ((*value).to_owned(), String::new()))
            .collect::<Vec<_>>()
    };
    let ids = |kinds: &[Type]| {
        let text =
            |one: &CompletionCandidate| one.get_help().map(ToString::to_string).unwrap_or_default();
        let all = named(OsStr::new(""), kinds);
        all.iter()
            .map(|one| (one.get_value().to_string_lossy().into_owned(), text(one)))
            .collect()
    };
    match key {
        "team" => team_names(),
        "owner" => [listed(key), owner_names()].concat(),
        "cycle" => cycle_names(),
        "tag" => book()
            .and_then(|book| choices::tags(book.connection()).ok())
            .unwrap_or_default()
            .into_iter()
            .map(|tag| (tag, String::new()))
            .collect(),
        "under" => ids(&[Type::Objective, Type::Vision]),
        "serves" => ids(&[Type::Vision]),
        "view" => request()
            .map(|request| {
                request
                    .settings
                    .named("views")
                    .map(|(name, line)| (name.to_owned(), line.to_owned()))
                    .collect()
            })
            .unwrap_or_default(),
        other => listed(other),
    }
}

/// The words of `okr set`: records, then fields, then the values of a field.
pub struct Settable;

impl ValueCompleter for Settable {
    fn complete(&self, typed: &OsStr) -> Candidates {
        let word = typed.to_string_lossy().into_owned();
        if let Some((key, value)) = word.split_once('=') {
            let prefix = format!("{key}=");
            return plain(OsStr::new(value), field_values(key))
                .into_iter()
                .map(|one| one.add_prefix(&prefix))
                .collect();
        }
        let has_record = has_words_after("set");
        let mut found = Vec::new();
        if has_record {
            let fields = change::KEYS.iter().chain(&change::MEASURE_KEYS);
            found = plain(
                typed,
                fields.map(|(key, meaning)| (format!("{key}="), (*meaning).to_owned())),
            );
        }
        if !has_record || !word.is_empty() {
            found.extend(records(typed));
        }
        found
    }
}

/// Whether something stands between the command and the word in progress.
fn has_words_after(command: &str) -> bool {
    let Some((_, before)) = request().and_then(|request| request.words.split_last()) else {
        return false;
    };
    let after = before.iter().skip_while(|word| *word != command).skip(1);
    after.into_iter().any(|word| !word.starts_with('-'))
}

fn field_values(key: &str) -> Vec<(String, String)> {
    let words = |list: &[&str]| {
        list.iter()
            .map(|word| ((*word).to_owned(), String::new()))
            .collect()
    };
    match key {
        "owner" => owner_names(),
        "team" => team_names(),
        "cycle" => cycle_names(),
        "kind" => kind_names(),
        "tag" => filter_values("tag")
            .into_iter()
            .map(|(tag, about)| (format!("+{tag}"), about))
            .collect(),
        "ambition" => words(&["commit", "stretch"]),
        "direction" => words(&["up", "down"]),
        "counts" => words(&["yes", "no"]),
        "dropped" => words(&["no"]),
        _ => Vec::new(),
    }
}
