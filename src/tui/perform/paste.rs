//! Rows that were pasted into a list, read by the same readers as files: check-ins under a header, an
//! outline, cells of a spreadsheet, or one key result a line. Nothing is written before somebody has
//! seen what was read.

use okr_core::act::Action;
use okr_core::act::add::New;
use okr_core::act::check_in::Rule;
use okr_core::act::cycle::current;
use okr_core::capture::date::{self, DateContext, Prefer};
use okr_core::capture::sentence;
use okr_core::capture::value::Source;
use okr_core::domain::cycle::Cycle;
use okr_core::domain::record::Type;
use okr_core::reference::{self, Found};
use okr_core::store::cycles;
use okr_core::{Connection, Error, Result};

use super::Desk;
use crate::reading::batch::{self, Manner, Unknown};
use crate::reading::outline::{self, Plan};
use crate::samples::template;
use crate::tui::effect::{Change, Rows, Wish};
use crate::words::outcome::counted;

/// What was pasted, ready to be looked at.
pub(super) fn rows(desk: &mut Desk, text: &str, objective: Option<&str>) -> Result<Rows> {
    desk.open()?;
    let dates = match &desk.book {
        Some(book) => {
            let all = book.read(cycles::all)?;
            current(&all, desk.context.now.today).cloned()
        }
        None => None,
    };
    match is_batch(text) {
        true => check_ins(desk, text, dates.as_ref()),
        false => outline(desk, text, objective, dates.as_ref()),
    }
}

/// A first line that names the two columns every batch of check-ins has.
fn is_batch(text: &str) -> bool {
    let first = text.trim_start().lines().next().unwrap_or_default();
    let names: Vec<String> = first
        .split(['\t', ',', ';'])
        .map(|name| name.trim().to_lowercase())
        .collect();
    let has = |name: &str| names.iter().any(|known| known == name);
    has("value") && (has("kr") || has("id"))
}

fn check_ins(desk: &Desk, text: &str, dates: Option<&Cycle>) -> Result<Rows> {
    let context = DateContext {
        today: desk.context.now.today,
        cycle: dates.map(|cycle| (cycle.start, cycle.end)),
        last_review: None,
        prefer: Prefer::Past,
        order: desk.order,
        fiscal: desk.context.calendar,
    };
    let manner = Manner {
        form: None,
        columns: None,
        unknown: Unknown::Ignore,
        source: None,
        date: None,
        read_date: &|typed| date::date(typed, &context),
    };
    let found = batch::read(text, &manner)?;
    if let Some(error) = found.unread.into_iter().next() {
        return Err(error);
    }
    let lines = found
        .rows
        .iter()
        .map(|row| {
            let answer = row.confidence.as_deref().unwrap_or("-");
            let note = row.note.as_deref().unwrap_or_default();
            format!(
                "{:<5} {:>10}  {answer:>3}  {note}",
                row.reference, row.value
            )
        })
        .collect();
    let question = format!("Check in {}?", counted(found.rows.len(), "key result"));
    let rule = Rule {
        keep_going: false,
        any_date: false,
        from: Source::File,
    };
    let action = Action::CheckIn {
        rows: found.rows,
        rule,
    };
    Ok(ready(question, lines, action, "okr checkin -"))
}

fn ready(question: String, lines: Vec<String>, action: Action, command: &str) -> Rows {
    Rows {
        question,
        lines,
        wish: Wish {
            change: Change::Do(action),
            command: command.to_owned(),
        },
    }
}

fn outline(
    desk: &Desk,
    text: &str,
    objective: Option<&str>,
    dates: Option<&Cycle>,
) -> Result<Rows> {
    let text = as_outline(text, objective);
    let plan = outline::read(&text, &desk.context, dates)?;
    let above = match (objective, &desk.book) {
        (Some(id), Some(book)) => {
            let found =
                book.read(|connection| reference::exact(connection, id, &[Type::Objective]));
            Some(found?)
        }
        _ => None,
    };
    let plan = plan.placed(above.as_ref(), false, None)?;
    planned(plan, above.as_ref(), "okr add -")
}

/// What a template adds, with the same owner and vision as by the command line.
pub(super) fn template(desk: &mut Desk, name: &str) -> Result<Rows> {
    let template = template::find(name, None)?;
    desk.open()?;
    let read = |connection: &Connection| {
        let all = cycles::all(connection)?;
        let dates = current(&all, desk.context.now.today);
        template::plan(&template, &desk.context, Some(connection), (None, dates))
    };
    let plan = match &desk.book {
        Some(book) => book.read(read)?,
        None => template::plan(&template, &desk.context, None, (None, None))?,
    };
    planned(plan, None, &format!("okr init --from {name}"))
}

/// The records of a plan in lines, with the question whether to add them.
fn planned(plan: Plan, above: Option<&Found>, command: &str) -> Result<Rows> {
    let (mut objectives, mut key_results) = (0, 0);
    let mut lines = Vec::new();
    for (_, new) in &plan.lines {
        match new {
            New::Vision { title, .. } => lines.push(format!("vision: {title}")),
            New::Objective(new) => {
                objectives += 1;
                lines.push(new.title.clone());
            }
            New::KeyResult(new) => {
                key_results += 1;
                lines.push(format!("  {}", new.title));
                lines.push(format!("    read as: {}", sentence::describe(&new.measure)));
            }
        }
    }
    let many = counted(key_results, "key result");
    let question = match (objectives, above) {
        (0, Some(above)) => format!("Add {many} under {}?", above.id),
        (0, None) => {
            return Err(Error::refused(
                "E211",
                "these rows are key results, and no objective is selected",
            )
            .why("Stand on the objective they belong to, and paste again."));
        }
        (_, _) => format!("Add {} and {many}?", counted(objectives, "objective")),
    };
    Ok(ready(question, lines, Action::AddAll(plan.lines), command))
}

/// The rows as lines of an outline. Under an objective a plain line is a key result; the cells of a
/// spreadsheet are the objective (when none is selected), the key result, its start and its target.
fn as_outline(text: &str, objective: Option<&str>) -> String {
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    let has_bullets = lines.iter().any(|line| line.trim_start().starts_with("- "));
    let is_table = !has_bullets && lines.iter().any(|line| line.trim().contains('\t'));
    if is_table {
        return lines.iter().map(|line| cells(line, objective)).collect();
    }
    let is_plain = lines.iter().all(|line| {
        let begins = line.trim_start().chars().next();
        !line.starts_with(char::is_whitespace)
            && !begins.is_some_and(|sign| matches!(sign, '-' | '*' | '+' | '#' | '•'))
    });
    match objective {
        Some(_) if is_plain => lines.iter().map(|line| format!("- {line}\n")).collect(),
        _ => text.to_owned(),
    }
}

fn cells(line: &str, objective: Option<&str>) -> String {
    let mut cells = line.split('\t').map(str::trim);
    let mut text = String::new();
    if objective.is_none()
        && let Some(title) = cells.next().filter(|title| !title.is_empty())
    {
        text.push_str(&format!("# {title}\n"));
    }
    if let Some(title) = cells.next().filter(|title| !title.is_empty()) {
        text.push_str(&format!("- {title}\n"));
        for (name, value) in ["start", "target"].into_iter().zip(cells) {
            if !value.is_empty() {
                text.push_str(&format!("  {name}: {value}\n"));
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_with_key_result_and_value_begins_check_ins() {
        assert!(is_batch("kr,value\nK1,3"));
        assert!(is_batch("\nValue\tID\n"));
        assert!(!is_batch("Reach 95% of lines tested\n"));
    }

    #[test]
    fn rows_become_an_outline() {
        assert_eq!(as_outline("one\ntwo\n", Some("O1")), "- one\n- two\n");
        assert_eq!(as_outline("- one\n- two\n", Some("O1")), "- one\n- two\n");
        assert_eq!(as_outline("Grow\n  - Win 5\n", None), "Grow\n  - Win 5\n");
        assert_eq!(
            as_outline(
                "Grow\tWin 500 readers\t120\t500\n\tPublish 12 posts\t\t\n",
                None
            ),
            "# Grow\n- Win 500 readers\n  start: 120\n  target: 500\n- Publish 12 posts\n"
        );
    }
}
