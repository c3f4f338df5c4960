//! An outline of records that are there: ids in front of titles, fields below, quoted texts as texts.
//! `#!` and `#:` lines are the program's own; what they say is read only where it is meant for it.

use okr_core::domain::id::ShortId;
use okr_core::domain::record::Type;
use okr_core::outline::{Field, Said, Stamp, unquoted};
use okr_core::{Error, Result};

use super::line::{Line, any_shape, bullets_nest, numbered};
use super::located;

/// Fields that only a record that is there can have.
const MORE: [&str; 3] = ["blocker", "allow", "drop"];

/// Before the field of a record that the writer saw in the book after a conflict.
pub(crate) const SEEN: &str = "#: seen ";

/// What an outline says, and when it was written.
#[derive(Debug, Default)]
pub struct Text {
    pub said: Vec<Said>,
    pub stamp: Option<Stamp>,
}

/// # Errors
/// What is wrong with a line, with its place.
pub fn read(text: &str) -> Result<Text> {
    let nest = bullets_nest(text);
    let mut said: Vec<Said> = Vec::new();
    let (mut cycle, mut objective) = (None, None);
    for (number, line) in numbered(text) {
        let shape = any_shape(line, nest, &MORE).map_err(|error| located(error, number))?;
        let (kind, title) = match shape {
            Line::Cycle(name) => {
                cycle = Some(name.to_owned());
                continue;
            }
            Line::Fields(fields) => {
                let Some(open) = said.last_mut() else {
                    let error = Error::refused("E223", "a field stands before any record");
                    return Err(located(error, number));
                };
                take(open, fields, number, line)?;
                continue;
            }
            Line::Vision(title) => (Type::Vision, title),
            Line::Objective(title) => (Type::Objective, title),
            Line::KeyResult(title) => (Type::KeyResult, title),
        };
        if kind == Type::Objective {
            objective = Some(said.len());
        }
        let (id, title) = named(title, kind);
        said.push(Said {
            line: number,
            column: column(line, title),
            kind,
            id,
            title: unquoted(title),
            fields: Vec::new(),
            under: objective.filter(|_| kind == Type::KeyResult),
            cycle: cycle.clone().filter(|_| kind == Type::Objective),
            seen: Vec::new(),
        });
    }
    saw(text, &mut said);
    Ok(Text {
        said,
        stamp: Stamp::of_text(text),
    })
}

/// The id in front of a title, and the title.
fn named(text: &str, kind: Type) -> (Option<ShortId>, &str) {
    let first = text.split_whitespace().next().unwrap_or_default();
    match first.parse::<ShortId>() {
        Ok(id) if id.kind == kind => {
            let title = text.get(first.len()..).unwrap_or_default().trim();
            (Some(id), title)
        }
        _ => (None, text),
    }
}

fn column(line: &str, part: &str) -> usize {
    let bytes = line.find(part).unwrap_or_default();
    line.get(..bytes).unwrap_or_default().chars().count() + 1
}

fn take(open: &mut Said, fields: Vec<(String, String)>, number: usize, line: &str) -> Result<()> {
    for (key, value) in fields {
        let key = match key.as_str() {
            "tags" => "tag",
            "links" => "link",
            "as" => "handle",
            "under" | "parent" => "serves",
            "baseline" => "start",
            other => other,
        };
        let column = column(line, &value);
        if open.fields.iter().any(|field| field.key == key) {
            return Err(Error::refused("E223", format!("{key} is said twice"))
                .why("The record has it once; take one of the lines away.")
                .at(number, column.to_string()));
        }
        open.fields.push(Field {
            line: number,
            column,
            key: key.to_owned(),
            value: unquoted(&value),
        });
    }
    Ok(())
}

/// `#: seen K2 target: 90%` after a conflict: the field counts as it was then.
fn saw(text: &str, said: &mut [Said]) {
    for line in text.lines().filter_map(|line| line.strip_prefix(SEEN)) {
        let Some((id, rest)) = line.split_once(' ') else {
            continue;
        };
        let Some((key, value)) = rest.split_once(": ") else {
            continue;
        };
        let is_meant = |said: &&mut Said| said.id.as_ref().is_some_and(|own| own.to_string() == id);
        if let Some(one) = said.iter_mut().find(is_meant) {
            let value = unquoted(value);
            let value = if value == "nothing" {
                String::new()
            } else {
                value
            };
            one.seen.retain(|(known, _)| known != key);
            one.seen.push((key.to_owned(), value));
        }
    }
}
