//! The outline: objectives with their key results as plain text, one line each, fields indented
//! below. Reading it writes nothing, and a line that is wrong refuses all of it by its number.
//!
//! `# Title` and a plain line at the margin are objectives; `- text` and a plain indented line are
//! key results; `owner: ana    team: web` belongs to the line above; `cycle NAME` and
//! `vision TEXT` stand at the margin. A `#` that no space follows, or that is indented, begins a
//! comment. Bullets at the margin are objectives where nothing else is and bullets hang below them.

mod source;

use okr_core::act::Context;
use okr_core::act::add::{New, NewObjective, VISION_ABOVE};
use okr_core::act::change::{KEYS, MEASURE_KEYS};
use okr_core::act::read::{self, Draft};
use okr_core::domain::cycle::Cycle;
use okr_core::domain::id::ShortId;
use okr_core::domain::record::Type;
use okr_core::reference::Found;
use okr_core::{Error, Result};

pub use source::Source;

/// What an outline adds, with the line of each, and the drafts behind its key results in order.
#[derive(Debug, Default)]
pub struct Plan {
    pub lines: Vec<(usize, New)>,
    pub drafts: Vec<Draft>,
}

impl Plan {
    /// Puts what has no place of its own under the record of `--to` and into the cycle asked for.
    ///
    /// # Errors
    /// `E211` for an outline that adds nothing.
    pub fn placed(
        mut self,
        above: Option<&Found>,
        counts: bool,
        cycle: Option<String>,
    ) -> Result<Self> {
        if self.lines.is_empty() {
            return Err(Error::refused("E211", "the outline is empty")
                .why("A plain line is an objective, a line with - before it a key result."));
        }
        let mut first = above
            .filter(|above| above.kind == Type::Objective)
            .map(|above| above.id.clone());
        for (_, new) in &mut self.lines {
            match new {
                New::Objective(objective) => {
                    first = None;
                    if objective.parent.is_none()
                        && let Some(above) = above
                    {
                        objective.parent = Some(above.id.clone());
                        objective.counts |= counts;
                    }
                    objective.cycle = objective.cycle.take().or_else(|| cycle.clone());
                }
                New::KeyResult(kr) => kr.objective.clone_from(&first),
                New::Vision { .. } => {}
            }
        }
        Ok(self)
    }
}

/// One line by its shape.
#[derive(Debug, PartialEq, Eq)]
enum Line<'a> {
    Cycle(&'a str),
    Vision(&'a str),
    Objective(&'a str),
    KeyResult(&'a str),
    Fields(Vec<(String, String)>),
}

/// Reads an outline. `dates` is the cycle that words such as `end` refer to.
///
/// # Errors
/// What is wrong with a line, with its number.
pub fn read(text: &str, context: &Context, dates: Option<&Cycle>) -> Result<Plan> {
    let mut reader = Reader {
        context,
        dates,
        cycle: None,
        open: None,
        plan: Plan::default(),
    };
    let bullets_nest = bullets_nest(text);
    for (number, line) in numbered(text) {
        let shape = shape(line, bullets_nest).map_err(|error| located(error, number))?;
        reader
            .take(number, shape)
            .map_err(|error| located(error, number))?;
    }
    reader.close()?;
    Ok(reader.plan)
}

fn located(error: Error, line: usize) -> Error {
    if error.at.is_some() {
        error
    } else {
        error.at(line, "1")
    }
}

/// Lines that say something, counted from 1.
fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> {
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
        .map(str::trim)
}

fn is_indented(line: &str) -> bool {
    line.starts_with(char::is_whitespace)
}

/// Whether the outline is made of bullets alone, some below others.
fn bullets_nest(text: &str) -> bool {
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

fn shape(line: &str, bullets_nest: bool) -> Result<Line<'_>> {
    if let Some(text) = bullet(line) {
        if bullets_nest && !is_indented(line) {
            return titled(text, Type::Objective).map(Line::Objective);
        }
        return titled(text, Type::KeyResult).map(Line::KeyResult);
    }
    if let Some(fields) = fields(line.trim())? {
        if !is_indented(line) {
            return Err(Error::refused("E223", format!("\"{}\" is a field at the margin", line.trim())).why("Fields are indented below the line they belong to; put # and a space before it if it is a title."));
        }
        return Ok(Line::Fields(fields));
    }
    if is_indented(line) {
        return titled(line.trim(), Type::KeyResult).map(Line::KeyResult);
    }
    if let Some(heading) = line.strip_prefix('#') {
        return titled(heading.trim_start_matches('#').trim(), Type::Objective)
            .map(Line::Objective);
    }
    if let Some(name) = line
        .strip_prefix("cycle ")
        .map(str::trim)
        .filter(|name| !name.contains(char::is_whitespace))
    {
        return Ok(Line::Cycle(name));
    }
    match line.strip_prefix("vision ") {
        Some(title) => titled(title.trim(), Type::Vision).map(Line::Vision),
        None => titled(line, Type::Objective).map(Line::Objective),
    }
}

/// A title, unless it begins with the id of a record of its type: that would be a change.
fn titled(text: &str, kind: Type) -> Result<&str> {
    let first = text.split_whitespace().next().unwrap_or_default();
    match first.parse::<ShortId>() {
        Ok(id) if id.kind == kind => Err(Error::refused("E227", format!("the line begins with an id, {id}"))
            .why("okr add only makes new records. Leave the id out for a new one; an existing one is changed by okr set.")
            .next(format!("okr set {id} title={}", super::usage::quoted(text.get(first.len()..).unwrap_or_default().trim())))),
        _ => Ok(text),
    }
}

/// The fields of an outline that are no field of `set`.
const PLACES: [&str; 4] = ["serves", "under", "parent", "as"];

fn is_field(key: &str) -> bool {
    let known = KEYS
        .iter()
        .chain(&MEASURE_KEYS)
        .map(|(name, _)| *name)
        .filter(|name| !matches!(*name, "title" | "dropped" | "allow" | "blocker"));
    known
        .chain(PLACES)
        .chain(["tags", "links"])
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
fn fields(line: &str) -> Result<Option<Vec<(String, String)>>> {
    let Some((first, _)) = key_at(line) else {
        return Ok(None);
    };
    if !is_field(&first) {
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
        match key_at(piece).filter(|(key, _)| is_field(key)) {
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

/// The objective or key result whose fields are being read.
struct Open {
    line: usize,
    kind: Type,
    title: String,
    fields: Vec<(String, String)>,
    last: usize,
}

struct Reader<'a> {
    context: &'a Context,
    dates: Option<&'a Cycle>,
    /// Of the objectives that follow.
    cycle: Option<String>,
    open: Option<Open>,
    plan: Plan,
}

impl Reader<'_> {
    fn take(&mut self, line: usize, shape: Line<'_>) -> Result<()> {
        match shape {
            Line::Fields(mut fields) => {
                let open = self.open.as_mut().ok_or_else(|| {
                    Error::refused("E223", "a field stands before any objective or key result")
                })?;
                open.fields.append(&mut fields);
                open.last = line;
                return Ok(());
            }
            Line::Cycle(name) => {
                self.close()?;
                self.cycle = Some(name.to_owned());
            }
            Line::Vision(title) => {
                self.close()?;
                self.begin(line, Type::Vision, title);
            }
            Line::Objective(title) => {
                self.close()?;
                self.begin(line, Type::Objective, title);
            }
            Line::KeyResult(title) => {
                self.close()?;
                self.begin(line, Type::KeyResult, title);
            }
        }
        Ok(())
    }

    fn begin(&mut self, line: usize, kind: Type, title: &str) {
        self.open = Some(Open {
            line,
            kind,
            title: title.to_owned(),
            fields: Vec::new(),
            last: line,
        });
    }

    /// Finishes the record that was open.
    fn close(&mut self) -> Result<()> {
        let Some(open) = self.open.take() else {
            return Ok(());
        };
        let (line, last) = (open.line, open.last);
        let new = self.record(open).map_err(|error| located(error, last))?;
        self.plan.lines.push((line, new));
        Ok(())
    }

    fn record(&mut self, open: Open) -> Result<New> {
        match open.kind {
            Type::KeyResult => {
                let draft = read::key_result(&open.title, &open.fields, self.context, self.dates)?;
                let mut new = draft.new.clone();
                for question in &draft.questions {
                    okr_core::act::answer::leave_open(&mut new.measure, question);
                }
                self.plan.drafts.push(draft);
                Ok(New::KeyResult(new))
            }
            Type::Objective => self.objective(open).map(New::Objective),
            _ => {
                let mut owner = None;
                for (key, value) in open.fields {
                    match key.as_str() {
                        "owner" => owner = Some(value),
                        _ => {
                            return Err(Error::refused("E220", format!("a vision has no {key}"))
                                .why("It has an owner."));
                        }
                    }
                }
                Ok(New::Vision {
                    title: open.title,
                    owner,
                })
            }
        }
    }

    fn objective(&self, open: Open) -> Result<NewObjective> {
        let (places, rest): (Vec<_>, Vec<_>) = open.fields.into_iter().partition(|(key, _)| {
            matches!(
                key.as_str(),
                "serves" | "under" | "parent" | "counts" | "cycle"
            )
        });
        let mut new = read::objective(&open.title, &rest, self.context, self.dates)?;
        new.cycle.clone_from(&self.cycle);
        for (key, value) in places {
            match (key.as_str(), value.as_str()) {
                ("counts", "yes") => new.counts = true,
                ("counts", "no") => new.counts = false,
                ("counts", _) => {
                    return Err(Error::refused(
                        "E221",
                        format!("counts is yes or no, not \"{value}\""),
                    ));
                }
                ("cycle", _) => new.cycle = Some(value),
                (_, VISION_ABOVE) => new.parent = Some(VISION_ABOVE.to_owned()),
                _ => new.parent = Some(value),
            }
        }
        Ok(new)
    }
}

#[cfg(test)]
mod tests;
