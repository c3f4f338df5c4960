//! One line of an outline by its shape: what it begins, or the fields it gives to the line above it.

use okr_core::act::change::{KEYS, MEASURE_KEYS};
use okr_core::domain::id::ShortId;
use okr_core::domain::record::Type;
use okr_core::{Error, Result};

/// One line by its shape.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line<'a> {
    Cycle(&'a str),
    Vision(&'a str),
    Objective(&'a str),
    KeyResult(&'a str),
    Fields(Vec<(String, String)>),
}

/// Lines that say something, counted from 1.
pub(super) fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines = text
        .lines()
        .enumerate()
        .map(|(place, line)| (place + 1, line.trim_end()));
    lines.filter(|(_, line)| !line.trim_start().is_empty() && !is_comment(line))
}

fn is_comment(line: &str) -> bool {
    match line.strip_prefix('#') {
        Some(rest) => !rest.trim_start_matches('#').starts_with(' '),
        None => line.trim_start().starts_with('#'),
    }
}

fn bullet(line: &str) -> Option<&str> {
    let trimmed = line.trim_start();
    ["- ", "* ", "+ ", "• "]
        .iter()
        .find_map(|mark| trimmed.strip_prefix(mark))
        .or_else(|| counted(trimmed))
        .map(str::trim)
}

/// `1. ` and `2) ` count the bullets of a list.
fn counted(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let digits = line.len() - rest.len();
    let rest = rest.strip_prefix(['.', ')'])?;
    rest.strip_prefix(' ').filter(|_| (1..=2).contains(&digits))
}

pub(super) fn is_bullet(line: &str) -> bool {
    bullet(line).is_some()
}

/// How far a line is from the margin.
pub(super) fn indent(line: &str) -> usize {
    line.chars()
        .take_while(|letter| letter.is_whitespace())
        .count()
}

/// Whether a line below a bullet belongs to its words: neither a bullet itself nor fields.
pub(super) fn goes_on(line: &str) -> bool {
    !is_bullet(line) && matches!(fields(line.trim(), &[]), Ok(None))
}

fn is_indented(line: &str) -> bool {
    line.starts_with(char::is_whitespace)
}

/// Whether the outline is made of bullets alone, some below others.
pub(super) fn bullets_nest(text: &str) -> bool {
    let mut has_both = (false, false);
    for (_, line) in numbered(text) {
        match (bullet(line).is_some(), is_indented(line)) {
            (true, false) => has_both.0 = true,
            (true, true) => has_both.1 = true,
            (false, false) if !line.starts_with("cycle ") && !line.starts_with("vision ") => {
                return false;
            }
            _ => {}
        }
    }
    has_both.0 && has_both.1
}

/// A line of an outline that only adds: one that begins with an id would be a change, and is refused.
pub(super) fn shape(line: &str, bullets_nest: bool) -> Result<Line<'_>> {
    let shape = any_shape(line, bullets_nest, &[])?;
    match &shape {
        Line::Vision(text) => titled(text, Type::Vision)?,
        Line::Objective(text) => titled(text, Type::Objective)?,
        Line::KeyResult(text) => titled(text, Type::KeyResult)?,
        Line::Cycle(_) | Line::Fields(_) => "",
    };
    Ok(shape)
}

/// A line by its shape, ids and all. `more` are fields beside those of a new record.
pub(super) fn any_shape<'a>(line: &'a str, bullets_nest: bool, more: &[&str]) -> Result<Line<'a>> {
    if let Some(text) = bullet(line) {
        if bullets_nest && !is_indented(line) {
            return Ok(Line::Objective(text));
        }
        return Ok(Line::KeyResult(text));
    }
    if let Some(fields) = fields(line.trim(), more)? {
        if !is_indented(line) {
            return Err(Error::refused("E223", format!("\"{}\" is a field at the margin", line.trim())).why("Fields are indented below the line they belong to; put # and a space before it if it is a title."));
        }
        return Ok(Line::Fields(fields));
    }
    if is_indented(line) {
        return Ok(Line::KeyResult(line.trim()));
    }
    if let Some(heading) = line.strip_prefix('#') {
        return Ok(Line::Objective(heading.trim_start_matches('#').trim()));
    }
    if let Some(name) = line
        .strip_prefix("cycle ")
        .map(str::trim)
        .filter(|name| !name.contains(char::is_whitespace))
    {
        return Ok(Line::Cycle(name));
    }
    Ok(match line.strip_prefix("vision ") {
        Some(title) => Line::Vision(title.trim()),
        None => Line::Objective(line),
    })
}

/// A title, unless it begins with the id of a record of its type: that would be a change.
fn titled(text: &str, kind: Type) -> Result<&str> {
    let first = text.split_whitespace().next().unwrap_or_default();
    match first.parse::<ShortId>() {
        Ok(id) if id.kind == kind => Err(Error::refused("E227", format!("the line begins with an id, {id}"))
            .why("okr add only makes new records. Leave the id out for a new one; an existing one is changed by okr set.")
            .next(format!("okr set {id} title={}", crate::words::shell::quoted(text.get(first.len()..).unwrap_or_default().trim())))),
        _ => Ok(text),
    }
}

/// The fields of an outline that are no field of `set`.
const PLACES: [&str; 4] = ["serves", "under", "parent", "as"];

fn is_field(key: &str, more: &[&str]) -> bool {
    let known = KEYS
        .iter()
        .chain(&MEASURE_KEYS)
        .map(|(name, _)| *name)
        .filter(|name| !matches!(*name, "title" | "dropped" | "allow" | "blocker"));
    known
        .chain(PLACES)
        .chain(["tags", "links"])
        .chain(more.iter().copied())
        .any(|name| name == key)
}

fn key_at(text: &str) -> Option<(String, &str)> {
    let (key, value) = text.split_once(':')?;
    let word = key
        .chars()
        .all(|c| c.is_ascii_alphabetic() || c == '-' || c == '_')
        && !key.is_empty();
    (word && (value.is_empty() || value.starts_with(char::is_whitespace)))
        .then(|| (key.to_lowercase().replace('_', "-"), value))
}

/// `owner: ana    team: web`: fields two or more spaces (or a tab) apart. `None` when it is no such
/// line; an unknown name is refused where it can only be one.
fn fields(line: &str, more: &[&str]) -> Result<Option<Vec<(String, String)>>> {
    let Some((first, _)) = key_at(line) else {
        return Ok(None);
    };
    if !is_field(&first, more) {
        let near = KEYS
            .iter()
            .chain(&MEASURE_KEYS)
            .map(|(name, _)| *name)
            .chain(PLACES)
            .find(|name| strsim::jaro_winkler(name, &first) > 0.85);
        return match near {
            Some(near) => Err(
                Error::usage("E114", format!("there is no field \"{first}\""))
                    .next(format!("{near}: …")),
            ),
            None => Ok(None),
        };
    }
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut rest = line;
    while !rest.is_empty() {
        let end = gap(rest);
        let piece = rest.get(..end).unwrap_or(rest);
        match key_at(piece).filter(|(key, _)| is_field(key, more)) {
            Some((key, value)) => fields.push((key, value.trim().to_owned())),
            None => {
                if let Some((_, value)) = fields.last_mut() {
                    value.push(' ');
                    value.push_str(piece.trim());
                }
            }
        }
        rest = rest.get(end..).unwrap_or_default().trim_start();
    }
    Ok(Some(fields))
}

/// Where the next field may begin: after two spaces or a tab, unless those follow the name's colon.
fn gap(text: &str) -> usize {
    let value = text.find(':').map_or(0, |colon| colon + 1);
    let begin = value
        + text
            .get(value..)
            .map_or(0, |after| after.len() - after.trim_start().len());
    let after = text.get(begin..).unwrap_or_default();
    let places = [after.find("  "), after.find('\t')];
    places
        .into_iter()
        .flatten()
        .min()
        .map_or(text.len(), |place| begin + place)
}
