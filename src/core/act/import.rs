//! What a file says, as one change to a book: what is known already is left alone, the rest is added.
//! Rule not to break: the same file a second time adds nothing.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::Connection;

use super::add::{New, NewKeyResult};
use super::answer::leave_open;
use super::check_in::{Blocker, NewCheckIn, Rule};
use super::read::{self, Draft};
use super::{Action, Context};
use crate::capture::value::Source;
use crate::domain::id::Uid;
use crate::domain::record::Type;
use crate::error::{Error, Kind, Result};
use crate::exchange::{Found, FoundKeyResult, FoundObjective, Left};
use crate::reference;

/// What an import would do.
#[derive(Debug, Default)]
pub struct Plan {
    /// `None` when all of it is in the book already.
    pub action: Option<Action>,
    pub objectives: Vec<Planned>,
    pub key_results: Vec<Planned>,
    pub check_ins: usize,
    /// What could not be taken, beside what the reader left.
    pub left: Vec<Left>,
}

/// A record of the file and what it is to the book.
#[derive(Debug, Clone, Default)]
pub struct Planned {
    pub line: usize,
    pub uid: Option<Uid>,
    pub title: String,
    /// The objective of a key result.
    pub under: Option<String>,
    pub owner: Option<String>,
    pub cycle: Option<String>,
    /// It is in the book already.
    pub is_known: bool,
    /// How the sentence was read; `None` for an objective.
    pub draft: Option<Draft>,
    pub check_ins: usize,
}

struct Planner<'a> {
    connection: Option<&'a Connection>,
    source: &'a str,
    context: &'a Context,
    read_date: &'a dyn Fn(&str) -> Result<NaiveDate>,
    plan: Plan,
    lines: Vec<(usize, New)>,
    rows: Vec<NewCheckIn>,
    notes: Vec<Action>,
    seen: HashMap<Uid, usize>,
}

/// Plans an import. `source` is what the file is called; with the words of a record it tells what is
/// known already.
///
/// # Errors
/// Those of the book.
pub fn plan(
    connection: Option<&Connection>,
    found: &Found,
    source: &str,
    context: &Context,
    read_date: &dyn Fn(&str) -> Result<NaiveDate>,
) -> Result<Plan> {
    let mut planner = Planner {
        connection,
        source,
        context,
        read_date,
        plan: Plan::default(),
        lines: Vec::new(),
        rows: Vec::new(),
        notes: Vec::new(),
        seen: HashMap::new(),
    };
    for objective in &found.objectives {
        planner.objective(objective)?;
    }
    let mut plan = planner.plan;
    plan.check_ins = planner.rows.len();
    let mut all = Vec::new();
    if !planner.lines.is_empty() {
        all.push(Action::AddAll(planner.lines));
    }
    if !planner.rows.is_empty() {
        all.push(Action::CheckIn {
            rows: planner.rows,
            rule: Rule {
                keep_going: true,
                any_date: true,
                from: Source::File,
            },
        });
    }
    all.extend(planner.notes);
    plan.action = (!all.is_empty()).then_some(Action::Together(all));
    Ok(plan)
}

impl Planner<'_> {
    fn known(&self, uid: Uid, kind: Type) -> Result<bool> {
        let Some(connection) = self.connection else {
            return Ok(false);
        };
        match reference::exact(connection, &uid.to_string(), &[kind]) {
            Ok(_) => Ok(true),
            Err(error) if error.kind == Kind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// The permanent name the file gives, or the one that follows from its words.
    fn name(&mut self, kind: Type, given: Option<&str>, path: &[&str]) -> Uid {
        let given = given.and_then(|uid| uid.trim().parse().ok()).map(Uid);
        if let Some(given) = given {
            return given;
        }
        let first = Uid::of_import(kind, self.source, path);
        let times = self.seen.entry(first).or_default();
        *times += 1;
        match *times {
            1 => first,
            again => {
                let mut path = path.to_vec();
                let again = again.to_string();
                path.push(&again);
                Uid::of_import(kind, self.source, &path)
            }
        }
    }

    fn objective(&mut self, found: &FoundObjective) -> Result<()> {
        let mut path: Vec<&str> = found.path.iter().map(String::as_str).collect();
        let team = found.fields.iter().find(|(name, _)| name == "team");
        path.extend(team.map(|(_, team)| team.as_str()));
        path.extend(found.cycle.as_deref());
        path.push(&found.title);
        let uid = self.name(Type::Objective, found.uid.as_deref(), &path);
        let is_known = self.known(uid, Type::Objective)?;
        let (context, title) = (self.context, &found.title);
        let made = self.without_bad_fields(found.line, &found.fields, |fields| {
            read::objective(title, fields, context, None)
        });
        let Some(mut new) = made else { return Ok(()) };
        new.cycle = found.cycle.clone().filter(|name| {
            self.context
                .calendar
                .span_named(name, self.context.now.today)
                .is_some()
        });
        if new.cycle.is_none()
            && let Some(cycle) = &found.cycle
        {
            self.plan.left.push(left(
                found.line,
                cycle,
                "no name of a cycle; the current one is taken",
            ));
        }
        new.meta.uid = Some(uid);
        self.plan.objectives.push(Planned {
            line: found.line,
            uid: Some(uid),
            title: found.title.clone(),
            owner: new.meta.owner.clone(),
            cycle: new.cycle.clone(),
            is_known,
            ..Planned::default()
        });
        if !is_known {
            self.lines.push((found.line, New::Objective(new)));
        }
        for kr in &found.key_results {
            self.key_result(kr, uid, &found.title, &path)?;
        }
        Ok(())
    }

    fn key_result(
        &mut self,
        found: &FoundKeyResult,
        objective: Uid,
        above: &str,
        path: &[&str],
    ) -> Result<()> {
        let mut path = path.to_vec();
        path.push(&found.title);
        let uid = self.name(Type::KeyResult, found.uid.as_deref(), &path);
        let is_known = self.known(uid, Type::KeyResult)?;
        let (context, title) = (self.context, &found.title);
        let made = self.without_bad_fields(found.line, &found.fields, |fields| {
            read::key_result(title, fields, context, None)
        });
        let Some(mut draft) = made else { return Ok(()) };
        for question in &draft.questions {
            leave_open(&mut draft.new.measure, question);
        }
        let new = NewKeyResult {
            objective: Some(objective.to_string()),
            meta: super::add::Meta {
                uid: Some(uid),
                ..draft.new.meta.clone()
            },
            ..draft.new.clone()
        };
        let before = self.rows.len();
        self.check_ins(found, uid, is_known);
        self.plan.key_results.push(Planned {
            line: found.line,
            uid: Some(uid),
            title: found.title.clone(),
            under: Some(above.to_owned()),
            owner: new.meta.owner.clone(),
            cycle: None,
            is_known,
            draft: Some(draft),
            check_ins: self.rows.len() - before,
        });
        if !is_known {
            self.lines.push((found.line, New::KeyResult(new)));
            for (_, text) in &found.notes {
                self.notes.push(Action::Note {
                    reference: uid.to_string(),
                    text: text.clone(),
                });
            }
        }
        Ok(())
    }

    fn check_ins(&mut self, found: &FoundKeyResult, uid: Uid, is_known: bool) {
        let mut days: HashMap<NaiveDate, usize> = HashMap::new();
        let reference = uid.to_string();
        let today = self.context.now.today;
        for check_in in &found.check_ins {
            let date = match check_in.date.as_deref() {
                // A value without a day is today's, once; tomorrow it would be another one.
                None if is_known => continue,
                None => today,
                Some(text) => match text
                    .get(..10)
                    .and_then(|day| day.parse().ok())
                    .map_or_else(|| (self.read_date)(text), Ok)
                {
                    Ok(date) => date,
                    Err(error) => {
                        self.plan
                            .left
                            .push(left(check_in.line, text, &error.message));
                        continue;
                    }
                },
            };
            if date > today {
                self.plan.left.push(left(
                    check_in.line,
                    &check_in.value,
                    "a value of a day that has not come",
                ));
                continue;
            }
            let times = days.entry(date).or_default();
            *times += 1;
            // In a batch a leading minus would be a change.
            let value = match check_in.value.strip_prefix('-') {
                Some(rest) if rest.starts_with(|sign: char| sign.is_ascii_digit()) => {
                    format!("0-{rest}")
                }
                _ => check_in.value.clone(),
            };
            self.rows.push(NewCheckIn {
                confidence: check_in.confidence.clone(),
                note: check_in.note.clone(),
                blocker: Blocker::Keep,
                date: Some(date),
                source: Some(self.source.to_owned()),
                key: (*times > 1).then(|| format!("{date} {times}")),
                line: check_in.line,
                ..NewCheckIn::of(reference.as_str(), value)
            });
        }
    }

    /// Reads with all fields; one that is refused is told and left out.
    fn without_bad_fields<T>(
        &mut self,
        line: usize,
        fields: &[(String, String)],
        read: impl Fn(&[(String, String)]) -> Result<T>,
    ) -> Option<T> {
        let refused: Error = match read(fields) {
            Ok(made) => return Some(made),
            Err(error) => error,
        };
        let mut good: Vec<(String, String)> = Vec::new();
        for field in fields {
            good.push(field.clone());
            if let Err(error) = read(&good) {
                good.pop();
                let text = format!("{}: {}", field.0, field.1);
                self.plan.left.push(left(line, &text, &error.message));
            }
        }
        let made = read(&good).ok();
        if made.is_none() {
            self.plan.left.push(left(line, "", &refused.message));
        }
        made
    }
}

fn left(line: usize, text: &str, reason: &str) -> Left {
    Left {
        line,
        text: text.to_owned(),
        reason: reason.to_owned(),
    }
}
