//! The outline: objectives with their key results as plain text, one line each, fields indented
//! below. Reading it writes nothing, and a line that is wrong refuses all of it by its number.
//!
//! `# Title` and a plain line at the margin are objectives; `- text` and a plain indented line are
//! key results; `owner: ana    team: web` belongs to the line above; `cycle NAME` and
//! `vision TEXT` stand at the margin. A `#` that no space follows, or that is indented, begins a
//! comment. Bullets at the margin are objectives where nothing else is and bullets hang below them.

mod known;
mod line;

use okr_core::act::Context;
use okr_core::act::add::{New, NewObjective, VISION_ABOVE};
use okr_core::act::read::{self, Draft};
use okr_core::domain::cycle::Cycle;
use okr_core::domain::record::Type;
use okr_core::reference::Found;
use okr_core::{Error, Result};

pub(crate) use known::SEEN;
pub use known::{Text, read as read_known};
use line::{Line, bullets_nest, goes_on, indent, is_bullet, numbered, shape};

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
                .why("A plain line is an objective, a line with - before it a key result.")
                .next("okr help add"));
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
    let mut hangs_below = None;
    for (number, line) in numbered(text) {
        let depth = indent(line);
        if let Some(begun) = hangs_below
            && depth > begun
            && goes_on(line)
        {
            reader.go_on(number, line.trim());
            continue;
        }
        hangs_below = is_bullet(line).then_some(depth);
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

/// A title that is bold from end to end, without the marks.
fn unmarked(title: &str) -> &str {
    ["**", "__"]
        .into_iter()
        .find_map(|mark| {
            let inside = title.strip_prefix(mark)?.strip_suffix(mark)?;
            (!inside.trim().is_empty() && !inside.contains(mark)).then_some(inside.trim())
        })
        .unwrap_or(title)
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

    /// A line that hangs below a bullet goes on with its words.
    fn go_on(&mut self, line: usize, words: &str) {
        if let Some(open) = &mut self.open {
            open.title.push(' ');
            open.title.push_str(words);
            open.last = line;
        }
    }

    fn begin(&mut self, line: usize, kind: Type, title: &str) {
        self.open = Some(Open {
            line,
            kind,
            title: unmarked(title).to_owned(),
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
                    uid: None,
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
