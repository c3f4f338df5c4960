//! What a file says, as one change to a book: what is known already is left alone, the rest is added.
//! Rule not to break: the same file a second time adds nothing.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::Connection;

use super::add::{New, NewKeyResult};
use super::answer::leave_open;
use super::check_in::{Blocker, NewCheckIn, Rule};
use super::read::{self, Draft};
use super::say::{Brought, What};
use super::{Action, Context};
use crate::capture::value::Source;
use crate::domain::id::Uid;
use crate::domain::record::Type;
use crate::error::{Error, Result};
use crate::exchange::{Found, FoundKeyResult, FoundObjective, FoundSaying, FoundVision, Left};
use crate::store::{check_ins, names};

/// What an import would do.
#[derive(Debug, Default)]
pub struct Plan {
    /// `None` when all of it is in the book already.
    pub action: Option<Action>,
    pub visions: Vec<Planned>,
    pub objectives: Vec<Planned>,
    pub key_results: Vec<Planned>,
    pub wins: Vec<Planned>,
    pub asks: Vec<Planned>,
    /// Check-ins that are in the book already.
    pub unchanged: usize,
    /// Fields and days that were refused, of those in `left`.
    pub lost: usize,
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
    /// What stood below it or behind it, with its line.
    pub notes: Vec<(usize, String)>,
}

struct Planner<'a> {
    connection: Option<&'a Connection>,
    source: &'a str,
    context: &'a Context,
    read_date: &'a dyn Fn(&str) -> Result<NaiveDate>,
    plan: Plan,
    lines: Vec<(usize, New)>,
    rows: Vec<NewCheckIn>,
    /// What is said of records once all of them are there.
    later: Vec<Action>,
    seen: HashMap<Uid, usize>,
    /// What the ids of the file stand for.
    ids: HashMap<String, Uid>,
    serves: Vec<Serves>,
}

/// An objective and what it serves, by an id of the file.
struct Serves {
    line: usize,
    objective: Uid,
    above: String,
    counts: bool,
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
        later: Vec::new(),
        seen: HashMap::new(),
        ids: HashMap::new(),
        serves: Vec::new(),
    };
    for vision in &found.visions {
        planner.vision(vision)?;
    }
    for objective in &found.objectives {
        planner.objective(objective)?;
    }
    planner.places();
    for saying in &found.sayings {
        planner.saying(saying)?;
    }
    let mut plan = planner.plan;
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
    all.extend(planner.later);
    plan.action = (!all.is_empty()).then_some(Action::Together(all));
    Ok(plan)
}

impl Planner<'_> {
    fn known(&self, uid: Uid, kind: Type) -> Result<bool> {
        let Some(connection) = self.connection else {
            return Ok(false);
        };
        let found = names::between(connection, uid, uid)?;
        Ok(found.iter().any(|known| known.kind == kind))
    }

    fn call(&mut self, id: Option<&String>, uid: Uid) {
        if let Some(id) = id {
            self.ids.insert(id.to_uppercase(), uid);
        }
    }

    fn vision(&mut self, found: &FoundVision) -> Result<()> {
        let uid = self.name(Type::Vision, found.uid.as_deref(), &[&found.title]);
        let is_known = self.known(uid, Type::Vision)?;
        self.call(found.id.as_ref(), uid);
        let owner = found.owner.clone();
        self.plan.visions.push(Planned {
            line: found.line,
            uid: Some(uid),
            title: found.title.clone(),
            owner: owner.clone(),
            is_known,
            ..Planned::default()
        });
        if !is_known {
            let title = found.title.clone();
            let new = New::Vision {
                title,
                owner,
                uid: Some(uid),
            };
            self.lines.push((found.line, new));
        }
        Ok(())
    }

    /// Objectives go where they belong once all records are there, in whatever order they stood.
    fn places(&mut self) {
        for serves in std::mem::take(&mut self.serves) {
            let Some(above) = self.ids.get(&serves.above.to_uppercase()) else {
                self.plan.left.push(left(
                    serves.line,
                    &format!("serves: {}", serves.above),
                    "no record of the file has this id",
                ));
                continue;
            };
            self.later.push(Action::Move {
                reference: serves.objective.to_string(),
                to: above.to_string(),
                counts: Some(serves.counts),
            });
        }
    }

    fn saying(&mut self, found: &FoundSaying) -> Result<()> {
        let kind = if found.is_ask { Type::Ask } else { Type::Win };
        let date = self.past(found.line, found.date.as_deref());
        let Some(date) = date.filter(|_| !found.text.trim().is_empty()) else {
            return Ok(());
        };
        let uid = self.name(
            kind,
            found.uid.as_deref(),
            &[&date.to_string(), &found.text],
        );
        let is_known = self.known(uid, kind)?;
        let planned = Planned {
            line: found.line,
            uid: Some(uid),
            title: found.text.clone(),
            owner: found.by.clone(),
            is_known,
            ..Planned::default()
        };
        match found.is_ask {
            true => self.plan.asks.push(planned),
            false => self.plan.wins.push(planned),
        }
        if is_known {
            return Ok(());
        }
        let mut about = Vec::new();
        for id in &found.about {
            match self.ids.get(&id.to_uppercase()) {
                Some(uid) => about.push(uid.to_string()),
                None => {
                    self.plan
                        .left
                        .push(left(found.line, id, "no record of the file has this id"))
                }
            }
        }
        let closed = found.closed.as_deref();
        let what = match found.is_ask {
            true => What::Ask {
                closed: closed.and_then(|day| self.past(found.line, Some(day))),
                answer: found.answer.clone(),
            },
            false => What::Win {
                thanks: found.thanks.clone(),
            },
        };
        self.later.push(Action::Say(Box::new(Brought {
            uid,
            text: found.text.clone(),
            date,
            by: found.by.clone(),
            about,
            what,
        })));
        Ok(())
    }

    /// The day that a text names, today when it names none; one that cannot be is told.
    fn past(&mut self, line: usize, text: Option<&str>) -> Option<NaiveDate> {
        let today = self.context.now.today;
        let Some(text) = text else {
            return Some(today);
        };
        let whole = text.get(..10).and_then(|day| day.parse().ok());
        match whole.map_or_else(|| (self.read_date)(text), Ok) {
            Ok(date) if date > today => {
                let reason = "a day that has not come";
                self.plan.lost += 1;
                self.plan.left.push(left(line, text, reason));
                None
            }
            Ok(date) => Some(date),
            Err(error) => {
                let why = error.why.first().map(|why| format!(": {why}"));
                let next = error.next.first().map(|next| format!("  {next}"));
                let reason = [Some(error.message), why, next];
                let reason: String = reason.into_iter().flatten().collect();
                self.plan.lost += 1;
                self.plan.left.push(left(line, text, &reason));
                None
            }
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
        self.call(found.id.as_ref(), uid);
        let (context, title) = (self.context, &found.title);
        let mut fields = found.fields.clone();
        let serves = taken(&mut fields, "serves");
        let counts = taken(&mut fields, "counts").is_some_and(|counts| counts == "yes");
        let mut later = Vec::new();
        for key in LATER {
            later.extend(taken(&mut fields, key).map(|value| (key.to_owned(), value)));
        }
        let made = self.without_bad_fields(found.line, &fields, |fields| {
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
            self.later(uid, later);
            self.serves.extend(serves.map(|above| Serves {
                line: found.line,
                objective: uid,
                above,
                counts,
            }));
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
        self.call(found.id.as_ref(), uid);
        let (context, title) = (self.context, &found.title);
        let mut fields = found.fields.clone();
        let mut later = Vec::new();
        for key in LATER {
            later.extend(taken(&mut fields, key).map(|value| (key.to_owned(), value)));
        }
        let has =
            |fields: &[(String, String)], key: &str| fields.iter().any(|(name, _)| name == key);
        // A kind beside an id is this program's own telling: what it does not say is not set.
        if found.id.is_some() && has(&fields, "kind") {
            // The unit of a share and of a scale goes without saying.
            let is_plain = |(name, kind): &(String, String)| {
                name == "kind" && ["percent", "rating"].contains(&kind.trim())
            };
            let is_implied = fields.iter().any(is_plain);
            for key in ["start", "target", "change", "unit"] {
                let goes_without = key == "unit" && is_implied;
                if !goes_without && !has(&fields, key) {
                    fields.push((key.to_owned(), String::new()));
                }
            }
        }
        let made = self.without_bad_fields(found.line, &fields, |fields| {
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
        self.check_ins(found, uid, is_known)?;
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
            notes: found.notes.clone(),
        });
        if !is_known {
            self.lines.push((found.line, New::KeyResult(new)));
            for (_, text) in &found.notes {
                self.later.push(Action::Note {
                    reference: uid.to_string(),
                    text: text.clone(),
                });
            }
            if found.check_ins.iter().any(|row| row.blocker.is_some()) && later.is_empty() {
                later.push(("blocker".to_owned(), String::new()));
            }
            self.later(uid, later);
        }
        Ok(())
    }

    fn later(&mut self, uid: Uid, changes: Vec<(String, String)>) {
        if !changes.is_empty() {
            self.later.push(Action::Set {
                references: vec![uid.to_string()],
                changes,
            });
        }
    }

    fn check_ins(&mut self, found: &FoundKeyResult, uid: Uid, is_known: bool) -> Result<()> {
        let mut days: HashMap<NaiveDate, usize> = HashMap::new();
        let reference = uid.to_string();
        for check_in in &found.check_ins {
            // A value without a day is today's, once; tomorrow it would be another one.
            if is_known && (check_in.date.is_none() || self.has(check_in.uid.as_deref())?) {
                self.plan.unchanged += 1;
                continue;
            }
            let Some(date) = self.past(check_in.line, check_in.date.as_deref()) else {
                continue;
            };
            let times = days.entry(date).or_default();
            *times += 1;
            // In a batch a leading minus would be a change.
            let value = match check_in.value.strip_prefix('-') {
                Some(rest) if rest.starts_with(|sign: char| sign.is_ascii_digit()) => {
                    format!("0-{rest}")
                }
                _ => check_in.value.clone(),
            };
            let confidence = check_in.confidence.as_deref().and_then(|said| {
                let read = confidence(said);
                if read.is_none() {
                    let why = "a confidence is a whole number from 0 to 10; the value is taken without it";
                    self.plan.left.push(left(check_in.line, said, why));
                }
                read
            });
            self.rows.push(NewCheckIn {
                confidence,
                note: check_in.note.clone(),
                blocker: Blocker::of(check_in.blocker.as_deref()),
                date: Some(date),
                source: Some(self.source.to_owned()),
                key: (*times > 1).then(|| format!("{date} {times}")),
                line: check_in.line,
                ..NewCheckIn::of(reference.as_str(), value)
            });
        }
        Ok(())
    }

    /// Whether the check-in of a file is one of the book's own.
    fn has(&self, uid: Option<&str>) -> Result<bool> {
        let uid = uid.and_then(|uid| uid.trim().parse().ok()).map(Uid);
        match (self.connection, uid) {
            (Some(connection), Some(uid)) => Ok(check_ins::by_uid(connection, uid)?.is_some()),
            _ => Ok(false),
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
                self.plan.lost += 1;
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

/// Other programs keep it as a share, `70%` or `0.7`, which is the same on our scale only in tenths.
fn confidence(said: &str) -> Option<String> {
    let said = said.trim();
    let said = said.strip_suffix("/10").map_or(said, str::trim_end);
    let tenths = match said.strip_suffix('%') {
        Some(percent) => percent.trim_end().strip_suffix('0')?,
        None => said
            .strip_prefix("0.")
            .or_else(|| said.strip_prefix("0,"))
            .filter(|tenth| tenth.len() == 1)
            .unwrap_or(said),
    };
    let number = if tenths.is_empty() { "0" } else { tenths };
    let fits = number == "=" || number.parse::<u8>().is_ok_and(|number| number <= 10);
    fits.then(|| number.to_owned())
}

/// Fields that only a record that is there can be given.
const LATER: [&str; 2] = ["blocker", "allow"];

fn taken(fields: &mut Vec<(String, String)>, wanted: &str) -> Option<String> {
    let place = fields.iter().position(|(name, _)| name == wanted)?;
    Some(fields.remove(place).1)
}

fn left(line: usize, text: &str, reason: &str) -> Left {
    Left {
        line,
        text: text.to_owned(),
        reason: reason.to_owned(),
    }
}
