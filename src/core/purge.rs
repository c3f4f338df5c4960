//! Erasing for good, the one thing that changes the log. A change keeps its name and its place, so that
//! no other book brings it back; what it said is taken out of it, and out of the commands around it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use rusqlite::Connection;
use serde_json::Value;

use crate::domain::id::Uid;
use crate::domain::record::{Fields, Type};
use crate::error::Result;
use crate::log::op::Body;
use crate::rebuild;
use crate::store::{log_rows, ops, project};

/// What stands where something was.
pub const ERASED: &str = "[erased]";

/// Beside what an erased change sets: what another book says of its record is erased too when it comes.
const MARK: &str = "erased";

/// What is to be gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Erase {
    /// Records, with the check-ins, grades and notes that are nothing without them.
    Records(Vec<Uid>),
    /// A text wherever a person wrote it; the records stay.
    Text(String),
}

/// What is gone.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Erased {
    /// How many records of each type went, or lost a part of their text.
    pub records: BTreeMap<Type, usize>,
    pub changes: usize,
    /// Commands that said some of it.
    pub commands: usize,
    /// Changes that still have the text: in a unit, the name of a cycle or another word that is no
    /// person's.
    pub left: usize,
}

/// Fields with words of people. All others are numbers, days, ids and words of the program.
const TEXTS: [&str; 19] = [
    "title",
    "text",
    "note",
    "blocker",
    "owner",
    "team",
    "by",
    "thanks",
    "answer",
    "because",
    "dropped_because",
    "reason",
    "cause",
    "helped",
    "hurt",
    "learned",
    "source",
    "key",
    "done",
];

/// Takes it out of the log and of everything that follows from it, inside the caller's transaction.
///
/// # Errors
/// Those of the file; the caller takes everything back then.
pub fn erase(connection: &Connection, what: &Erase) -> Result<Erased> {
    let mut log = Log::read(connection)?;
    match what {
        Erase::Records(uids) => log.without_records(&log.with_what_hangs_on(uids)),
        Erase::Text(text) => log.without_text(text),
    }
    let mut erased = log.write(connection)?;
    if let Erase::Text(text) = what {
        let text = serde_json::to_string(text)?;
        let text = text.trim_matches('"');
        log_rows::each_op(connection, |row| {
            erased.left += usize::from(row.body.contains(text));
            Ok(())
        })?;
    }
    Ok(erased)
}

/// Erases what came from another book and hangs on a record that is gone here.
///
/// # Errors
/// Those of the file.
pub fn erase_what_came(connection: &Connection) -> Result<Erased> {
    let mut gone = Vec::new();
    log_rows::each_op(connection, |row| {
        if row.body.contains("\"erased\":true") {
            let body: Body = serde_json::from_str(row.body)?;
            gone.extend(body.rest.contains_key(MARK).then_some(row.ent));
        }
        Ok(())
    })?;
    if gone.is_empty() {
        return Ok(Erased::default());
    }
    erase(connection, &Erase::Records(gone))
}

struct Change {
    oid: Uid,
    ent: Uid,
    operation: i64,
    body: Body,
}

struct Log {
    changes: Vec<Change>,
    commands: BTreeMap<i64, (String, String)>,
    kinds: HashMap<Uid, Type>,
    touched: BTreeSet<Uid>,
    changed: BTreeSet<usize>,
    said: BTreeSet<i64>,
}

impl Log {
    fn read(connection: &Connection) -> Result<Self> {
        let mut log = Self {
            changes: Vec::new(),
            commands: BTreeMap::new(),
            kinds: HashMap::new(),
            touched: BTreeSet::new(),
            changed: BTreeSet::new(),
            said: BTreeSet::new(),
        };
        log_rows::each_operation(connection, |row| {
            log.commands
                .insert(row.n, (row.by.clone(), row.command.clone()));
            Ok(())
        })?;
        log_rows::each_op(connection, |row| {
            let body: Body = serde_json::from_str(row.body)?;
            let kind = body.set.get("type").and_then(Value::as_str);
            if let Some(kind) = kind.and_then(Type::of_name) {
                log.kinds.insert(row.ent, kind);
            }
            log.changes.push(Change {
                oid: row.oid,
                ent: row.ent,
                operation: row.operation,
                body,
            });
            Ok(())
        })?;
        Ok(log)
    }

    /// The records, and all below them: also those that were taken back, whose words are in the log.
    fn with_what_hangs_on(&self, uids: &[Uid]) -> HashSet<Uid> {
        let mut above: HashMap<(Uid, &str), Uid> = HashMap::new();
        for change in &self.changes {
            for field in ["kr", "of", "on", "parent"] {
                let uid = change.body.set.get(field).and_then(uid_in);
                if let Some(uid) = uid {
                    above.insert((change.ent, field), uid);
                }
            }
        }
        let mut below: HashMap<Uid, Vec<Uid>> = HashMap::new();
        for ((ent, field), uid) in above {
            let hangs = match self.kinds.get(&ent) {
                Some(Type::Objective) => false,
                Some(_) => true,
                None => field != "parent",
            };
            if hangs {
                below.entry(uid).or_default().push(ent);
            }
        }
        let mut gone: HashSet<Uid> = HashSet::new();
        let mut waiting = uids.to_vec();
        while let Some(uid) = waiting.pop() {
            if gone.insert(uid) {
                waiting.extend(below.get(&uid).into_iter().flatten());
            }
        }
        gone
    }

    fn without_records(&mut self, gone: &HashSet<Uid>) {
        for (n, change) in self.changes.iter_mut().enumerate() {
            if gone.contains(&change.ent) {
                self.said.insert(change.operation);
                self.touched.insert(change.ent);
                self.changed.insert(n);
                // Its number stays, so that it is never given to another record.
                change.body.set.retain(|field, _| field == "id");
                change.body.rest.clear();
                change.body.rest.insert(MARK.to_owned(), Value::Bool(true));
            } else if let Some(left) = without_mentions(&change.body.set, gone) {
                change.body.set = left;
                self.touched.insert(change.ent);
                self.changed.insert(n);
            }
        }
        for n in &self.said {
            if let Some((_, command)) = self.commands.get_mut(n) {
                let words: Vec<&str> = command.split(' ').take(2).chain([ERASED]).collect();
                *command = words.join(" ");
            }
        }
        self.tell_headers();
    }

    fn without_text(&mut self, text: &str) {
        for (n, change) in self.changes.iter_mut().enumerate() {
            let is_team = self.kinds.get(&change.ent) == Some(&Type::Team);
            if let Some(left) = without_text(&change.body.set, text, is_team) {
                change.body.set = left;
                self.touched.insert(change.ent);
                self.changed.insert(n);
            }
        }
        for (n, (by, command)) in &mut self.commands {
            if by.contains(text) || command.contains(text) {
                *by = by.replace(text, ERASED);
                *command = command.replace(text, ERASED);
                self.said.insert(*n);
            }
        }
        self.tell_headers();
    }

    /// Changes carry the command they belong to.
    fn tell_headers(&mut self) {
        for (n, change) in self.changes.iter_mut().enumerate() {
            let Some(header) = change.body.header.as_mut() else {
                continue;
            };
            if let Some((by, command)) = self
                .commands
                .get(&change.operation)
                .filter(|_| self.said.contains(&change.operation))
            {
                by.clone_into(&mut header.by);
                command.clone_into(&mut header.command);
                self.changed.insert(n);
            }
        }
    }

    fn write(self, connection: &Connection) -> Result<Erased> {
        for n in &self.changed {
            if let Some(change) = self.changes.get(*n) {
                log_rows::say_op(
                    connection,
                    change.oid,
                    &serde_json::to_string(&change.body)?,
                )?;
            }
        }
        for n in &self.said {
            if let Some((by, command)) = self.commands.get(n) {
                log_rows::say_operation(connection, *n, by, command)?;
            }
        }
        let mut erased = Erased {
            changes: self.changed.len(),
            commands: self.said.len(),
            ..Erased::default()
        };
        for ent in &self.touched {
            let kind = self.kinds.get(ent).copied();
            if let Some(kind) = kind {
                *erased.records.entry(kind).or_default() += 1;
            }
            project::forget(connection, *ent, kind)?;
            project::record(connection, *ent, &ops::of_record(connection, *ent)?)?;
        }
        rebuild::point_to_latest(connection)?;
        let verdict = rebuild::verify(connection)?;
        match verdict.findings.into_iter().next() {
            None => Ok(erased),
            Some(finding) => Err(crate::store::failure::damaged(&finding)),
        }
    }
}

fn uid_in(value: &Value) -> Option<Uid> {
    uuid::Uuid::parse_str(value.as_str()?).ok().map(Uid)
}

/// The fields without what they say of records that are gone; `None` when they say nothing of them.
fn without_mentions(fields: &Fields, gone: &HashSet<Uid>) -> Option<Fields> {
    let is_gone = |value: &Value| uid_in(value).is_some_and(|uid| gone.contains(&uid));
    let mut left = Fields::new();
    for (name, value) in fields {
        let skipped = name.strip_prefix("skip:").map(Value::from);
        if skipped.as_ref().is_some_and(is_gone) {
            continue;
        }
        let value = match value {
            Value::Array(all) => all.iter().filter(|one| !is_gone(one)).cloned().collect(),
            one if is_gone(one) => Value::Null,
            other => other.clone(),
        };
        left.insert(name.clone(), value);
    }
    (left != *fields).then_some(left)
}

/// The fields without a text; `None` when they do not have it.
fn without_text(fields: &Fields, text: &str, is_team: bool) -> Option<Fields> {
    let mut left = Fields::new();
    for (name, value) in fields {
        let listed = ["tag:", "link:"]
            .iter()
            .any(|start| name.starts_with(start));
        if listed && name.contains(text) {
            continue;
        }
        let is_text = TEXTS.contains(&name.as_str())
            || name.starts_with("skip:")
            || (is_team && name == "name");
        let value = match value {
            Value::String(said) if name == "handle" && said.contains(text) => Value::Null,
            Value::String(said) if is_text => Value::from(said.replace(text, ERASED)),
            Value::Array(all) if is_text => all
                .iter()
                .map(|one| match one.as_str() {
                    Some(said) => Value::from(said.replace(text, ERASED)),
                    None => one.clone(),
                })
                .collect(),
            other => other.clone(),
        };
        left.insert(name.clone(), value);
    }
    (left != *fields).then_some(left)
}
