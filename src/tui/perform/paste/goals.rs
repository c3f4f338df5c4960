//! Objectives and key results among pasted rows. What the book has already, by its title, is not made
//! once more, and neither is an objective that several rows name.

use std::collections::HashSet;

use okr_core::act::Action;
use okr_core::act::add::{New, NewKeyResult, NewObjective};
use okr_core::act::cycle::current;
use okr_core::capture::sentence;
use okr_core::domain::cycle::Cycle;
use okr_core::domain::id::Uid;
use okr_core::domain::record::Type;
use okr_core::reference::{self, Found};
use okr_core::store::{cycles, key_results, objectives};
use okr_core::{Connection, Error, Result};

use super::{asked, wrong};
use crate::reading::outline::{self, Plan};
use crate::samples::template;
use crate::tui::effect::{Change, Rows, Wish};
use crate::tui::pen::Piece;
use crate::tui::perform::Desk;
use crate::words::outcome::counted;
use crate::words::tone::Tone;

/// Reads rows of goals, below the objective that is selected.
pub(super) fn read(
    desk: &Desk,
    connection: Option<&Connection>,
    text: &str,
    objective: Option<&str>,
    dates: Option<&Cycle>,
) -> Result<Rows> {
    // A sheet that names its objectives needs none that is selected.
    let objective = objective.filter(|_| !names_objectives(text));
    let above = match (objective, connection) {
        (Some(id), Some(connection)) => Some(reference::exact(connection, id, &[Type::Objective])?),
        _ => None,
    };
    let (plan, unread) = match each_row(text, above.is_some()) {
        Some(rows) => read_rows(desk, &rows, dates),
        None => match outline::read(text, &desk.context, dates) {
            Ok(plan) => (plan, Vec::new()),
            Err(error) => return Ok(refused(text, &error)),
        },
    };
    if plan.lines.is_empty() && !unread.is_empty() {
        let lines = unread.iter().map(|(line, error)| wrong(*line, error));
        return Ok(Rows {
            question: asked("Nothing here can be added.".to_owned(), unread.len()),
            lines: lines.collect(),
            wish: None,
        });
    }
    let plan = plan.placed(above.as_ref(), false, None)?;
    let known = Known { connection, dates };
    let planned = known.sorted(plan, above.as_ref())?;
    planned.rows("okr add -", &unread)
}

/// What a template adds, with the same owner and vision as by the command line.
pub(in crate::tui::perform) fn template(desk: &mut Desk, name: &str) -> Result<Rows> {
    let template = template::find(name, None)?;
    desk.open()?;
    let read = |connection: Option<&Connection>| {
        let all = connection.map(cycles::all).transpose()?;
        let all = all.unwrap_or_default();
        let dates = current(&all, desk.context.now.today);
        let plan = template::plan(&template, &desk.context, connection, (None, dates))?;
        let known = Known { connection, dates };
        known.sorted(plan, None)
    };
    let planned = match &desk.book {
        Some(book) => book.read(|connection| read(Some(connection)))?,
        None => read(None)?,
    };
    planned.rows(&format!("okr init --from {name}"), &[])
}

/// An outline of which one line is wrong: all of it stays out, since what hangs below the line would hang
/// on something else.
fn refused(text: &str, error: &Error) -> Rows {
    let line = error.at.as_ref().map_or(0, |at| at.line);
    let mut lines = Vec::new();
    for (number, said) in (1..).zip(text.lines()) {
        if number == line {
            lines.push(vec![(Some(Tone::Error), said.to_owned())]);
            lines.push(wrong(line, error));
        } else {
            lines.push(vec![(None, said.to_owned())]);
        }
    }
    if line == 0 {
        lines.push(wrong(1, error));
    }
    Rows {
        question: "Nothing is added: one line is wrong".to_owned(),
        lines,
        wish: None,
    }
}

/// A row that is one record, or an objective and its key result.
#[derive(Debug, PartialEq, Eq)]
struct Row {
    line: usize,
    objective: Option<String>,
    /// The key result as an outline says it.
    key_result: Option<String>,
}

/// The rows of a spreadsheet, or under an objective one key result a line; `None` for an outline.
fn each_row(text: &str, is_placed: bool) -> Option<Vec<Row>> {
    let lines = (1..).zip(text.lines());
    let lines: Vec<(usize, &str)> = lines.filter(|(_, line)| !line.trim().is_empty()).collect();
    let has_bullets = lines
        .iter()
        .any(|(_, line)| line.trim_start().starts_with("- "));
    if !has_bullets && lines.iter().any(|(_, line)| line.trim().contains('\t')) {
        let rows = lines.iter().filter(|(_, line)| !is_header(line));
        return Some(rows.map(|(at, line)| cells(*at, line, is_placed)).collect());
    }
    let is_plain = lines.iter().all(|(_, line)| {
        let begins = line.trim_start().chars().next();
        !line.starts_with(char::is_whitespace)
            && !begins.is_some_and(|sign| matches!(sign, '-' | '*' | '+' | '#' | '•'))
    });
    let row = |(line, text): &(usize, &str)| Row {
        line: *line,
        objective: None,
        key_result: Some(format!("- {text}\n")),
    };
    (is_placed && is_plain).then(|| lines.iter().map(row).collect())
}

/// Whether the first of the columns is called so.
fn names_objectives(text: &str) -> bool {
    let first = text.lines().find(|line| !line.trim().is_empty());
    first.is_some_and(|line| is_header(line) && line.trim().to_lowercase().starts_with("objective"))
}

/// Names of columns and nothing else.
fn is_header(line: &str) -> bool {
    const NAMES: [&str; 6] = ["objective", "key result", "kr", "title", "start", "target"];
    line.split('\t')
        .all(|cell| NAMES.contains(&cell.trim().to_lowercase().as_str()))
}

fn cells(line: usize, text: &str, is_placed: bool) -> Row {
    let mut cells = text.split('\t').map(str::trim);
    let some = |cell: Option<&str>| cell.filter(|cell| !cell.is_empty()).map(str::to_owned);
    let objective = match is_placed {
        true => None,
        false => some(cells.next()),
    };
    let key_result = some(cells.next()).map(|title| {
        let mut said = format!("- {title}\n");
        for (name, value) in ["start", "target"].into_iter().zip(cells) {
            if !value.is_empty() {
                said.push_str(&format!("  {name}: {value}\n"));
            }
        }
        said
    });
    Row {
        line,
        objective,
        key_result,
    }
}

/// Reads each row for itself. An objective all whose rows are wrong stays out with them.
fn read_rows(desk: &Desk, rows: &[Row], dates: Option<&Cycle>) -> (Plan, Vec<(usize, Error)>) {
    let mut plan = Plan::default();
    let mut unread = Vec::new();
    let mut waiting: Option<(usize, New)> = None;
    for row in rows {
        let mut read = |said: &str| -> Option<New> {
            match outline::read(said, &desk.context, dates) {
                Ok(found) => found.lines.into_iter().next().map(|(_, new)| new),
                Err(error) => {
                    unread.push((row.line, error));
                    None
                }
            }
        };
        if let Some(title) = &row.objective {
            waiting = read(&format!("# {title}\n")).map(|new| (row.line, new));
            if waiting.is_none() {
                continue;
            }
        }
        match row.key_result.as_deref() {
            Some(said) => {
                if let Some(new) = read(said) {
                    plan.lines.extend(waiting.take());
                    plan.lines.push((row.line, new));
                }
            }
            None => plan.lines.extend(waiting.take()),
        }
    }
    (plan, unread)
}

/// What the book has already.
struct Known<'a> {
    connection: Option<&'a Connection>,
    dates: Option<&'a Cycle>,
}

/// An objective with the key results that are to hang on it.
struct Group {
    /// As titles are compared.
    title: String,
    /// The objective to be made, with its line.
    new: Option<(usize, NewObjective)>,
    /// The one that is there already.
    known: Option<(Uid, String)>,
    key_results: Vec<(usize, NewKeyResult)>,
}

/// Rows as they would be added.
struct Planned {
    visions: Vec<(usize, New)>,
    groups: Vec<Group>,
    /// Titles of key results that are there already.
    left: Vec<String>,
}

fn folded(title: &str) -> String {
    let words: Vec<&str> = title.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

impl Known<'_> {
    /// The live objective of the cycle with this title.
    fn objective(&self, new: &NewObjective) -> Result<Option<(Uid, String)>> {
        let (Some(connection), Some(cycle)) = (self.connection, self.dates) else {
            return Ok(None);
        };
        if new.cycle.as_ref().is_some_and(|name| *name != cycle.name) {
            return Ok(None);
        }
        let title = folded(&new.title);
        let all = objectives::of_cycle(connection, Some(&cycle.name))?;
        let mut live = all.iter().filter(|one| one.head.dropped.is_none());
        let found = live.find(|one| folded(&one.head.title) == title);
        Ok(found.map(|one| (one.head.uid, one.head.id.to_string())))
    }

    fn key_results(&self, objective: Option<Uid>) -> Result<HashSet<String>> {
        let (Some(connection), Some(objective)) = (self.connection, objective) else {
            return Ok(HashSet::new());
        };
        let all = key_results::of_objective(connection, objective)?;
        let live = all.iter().filter(|kr| kr.head.dropped.is_none());
        Ok(live.map(|kr| folded(&kr.head.title)).collect())
    }

    /// Every objective once, each key result once below it.
    fn sorted(&self, plan: Plan, above: Option<&Found>) -> Result<Planned> {
        let mut planned = Planned {
            visions: Vec::new(),
            groups: Vec::new(),
            left: Vec::new(),
        };
        let mut here: Option<usize> = None;
        for (line, new) in plan.lines {
            match new {
                New::Vision { .. } => planned.visions.push((line, new)),
                New::Objective(new) => {
                    let title = folded(&new.title);
                    let before = planned.groups.iter().position(|group| group.title == title);
                    if before.is_none() {
                        let known = self.objective(&new)?;
                        planned.groups.push(Group {
                            title,
                            new: known.is_none().then_some((line, new)),
                            known,
                            key_results: Vec::new(),
                        });
                    }
                    here = before.or(planned.groups.len().checked_sub(1));
                }
                New::KeyResult(new) => {
                    if here.is_none() {
                        let Some(above) = above else {
                            return Err(Error::refused(
                                "E211",
                                "these rows are key results, and no objective is selected",
                            )
                            .why("Stand on the objective they belong to, and paste again."));
                        };
                        planned.groups.push(Group {
                            title: String::new(),
                            new: None,
                            known: Some((above.uid, above.id.clone())),
                            key_results: Vec::new(),
                        });
                        here = Some(planned.groups.len() - 1);
                    }
                    let group = here.and_then(|here| planned.groups.get_mut(here));
                    let Some(group) = group else {
                        continue;
                    };
                    let known = group.known.as_ref();
                    let mut taken = self.key_results(known.map(|(uid, _)| *uid))?;
                    taken.extend(group.key_results.iter().map(|(_, one)| folded(&one.title)));
                    if taken.contains(&folded(&new.title)) {
                        planned.left.push(new.title);
                    } else {
                        group.key_results.push((line, new));
                    }
                }
            }
        }
        Ok(planned)
    }
}

impl Planned {
    /// In lines, with the question whether to add them.
    fn rows(self, command: &str, unread: &[(usize, Error)]) -> Result<Rows> {
        let made = self.groups.iter().filter(|group| group.new.is_some());
        let objectives = made.count();
        let key_results: usize = self
            .groups
            .iter()
            .map(|group| group.key_results.len())
            .sum();
        let grown = self
            .groups
            .iter()
            .filter(|group| !group.key_results.is_empty());
        let under: Vec<&str> = grown
            .filter_map(|group| Some(group.known.as_ref()?.1.as_str()))
            .collect();
        let many = counted(key_results, "key result");
        let question = match (objectives, key_results, under.as_slice()) {
            (0, 0, _) if self.visions.is_empty() => {
                "All of this is in the book already.".to_owned()
            }
            (0, _, [one]) => format!("Add {many} under {one}?"),
            (0, ..) => format!("Add {many}?"),
            (_, 0, _) => format!("Add {}?", counted(objectives, "objective")),
            _ => format!("Add {} and {many}?", counted(objectives, "objective")),
        };
        let mut lines = self.lines();
        lines.extend(unread.iter().map(|(line, error)| wrong(*line, error)));
        let mut all = self.visions;
        for group in self.groups {
            let id = group.known.map(|(_, id)| id);
            all.extend(group.new.map(|(line, new)| (line, New::Objective(new))));
            all.extend(group.key_results.into_iter().map(|(line, new)| {
                let objective = id.clone();
                (line, New::KeyResult(NewKeyResult { objective, ..new }))
            }));
        }
        let wish = (!all.is_empty()).then(|| Wish {
            change: Change::Do(Action::AddAll(all)),
            command: command.to_owned(),
        });
        Ok(Rows {
            question: asked(question, unread.len()),
            lines,
            wish,
        })
    }

    fn lines(&self) -> Vec<Vec<Piece>> {
        let mut lines: Vec<Vec<Piece>> = Vec::new();
        for (_, new) in &self.visions {
            if let New::Vision { title, .. } = new {
                lines.push(vec![(None, format!("vision: {title}"))]);
            }
        }
        for group in &self.groups {
            if let Some((_, new)) = &group.new {
                lines.push(vec![(Some(Tone::Heading), new.title.clone())]);
            } else if let Some((_, id)) = group.known.as_ref().filter(|_| !group.title.is_empty()) {
                let said = format!("{id} is there already");
                lines.push(vec![(Some(Tone::Muted), said)]);
            }
            for (_, new) in &group.key_results {
                lines.push(vec![(None, format!("  {}", new.title))]);
                let read = sentence::describe(&new.measure);
                lines.push(vec![(Some(Tone::Muted), format!("    read as: {read}"))]);
            }
        }
        for title in &self.left {
            let said = format!("  {title}: is there already");
            lines.push(vec![(Some(Tone::Muted), said)]);
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(line: usize, objective: Option<&str>, key_result: Option<&str>) -> Row {
        Row {
            line,
            objective: objective.map(str::to_owned),
            key_result: key_result.map(str::to_owned),
        }
    }

    #[test]
    fn rows_are_told_from_an_outline() {
        assert_eq!(
            each_row("one\n\ntwo\n", true),
            Some(vec![
                row(1, None, Some("- one\n")),
                row(3, None, Some("- two\n"))
            ])
        );
        assert_eq!(each_row("- one\n- two\n", true), None);
        assert_eq!(each_row("Grow\n  - Win 5\n", false), None);
        let sheet = "Objective\tKey result\tStart\tTarget\nGrow\tWin 500 readers\t120\t500\n\tPublish 12 posts\t\t\n";
        let read = "- Win 500 readers\n  start: 120\n  target: 500\n";
        assert_eq!(
            each_row(sheet, false),
            Some(vec![
                row(2, Some("Grow"), Some(read)),
                row(3, None, Some("- Publish 12 posts\n")),
            ])
        );
    }
}
