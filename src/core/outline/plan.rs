//! What a text that was edited changes: each field three ways, as the text was written, as the text
//! says now, and as the book says now. Rule not to break: where the text and the book both moved, and
//! not to the same place, nobody is overwritten without having been asked.

use std::collections::HashMap;

use rusqlite::Connection;

use super::fields::{Record, record};
use super::{Field, Said};
use crate::act::add::{self, NewKeyResult, VISION_ABOVE};
use crate::act::answer::leave_open;
use crate::act::read::{self, Draft};
use crate::act::{Action, Context};
use crate::domain::cycle::Cycle;
use crate::domain::id::Uid;
use crate::domain::record::Type;
use crate::error::{Error, Kind, Place, Result};
use crate::reference;
use crate::store::visions;

/// Whose word stands where the text and the book both changed a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prefer {
    /// Nobody's: it is a conflict.
    Neither,
    Text,
    Book,
}

/// How a line without an id is known again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum New {
    /// Each is another record.
    Always,
    /// By its words and its place: the same line a second time is the same record.
    ByWords,
}

/// A field that changed in the text and in the book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    pub line: usize,
    pub id: String,
    pub key: String,
    pub before: Option<String>,
    pub text: String,
    pub book: String,
}

/// What a text would do.
#[derive(Debug, Default)]
pub struct Plan {
    /// In order, each with its place in the text.
    pub actions: Vec<(Place, Action)>,
    pub conflicts: Vec<Conflict>,
    /// The drafts behind the new key results, in order.
    pub drafts: Vec<Draft>,
    /// Lines without an id whose record is in the book already.
    pub known: usize,
}

/// Decides what the text changes. `base` is the book as it was when the text was written; without it
/// the text has the last word.
///
/// # Errors
/// What is wrong with a line, with its place.
pub fn plan(
    now: &Connection,
    base: Option<&Connection>,
    said: &[Said],
    ways: (Prefer, New),
    context: &Context,
    dates: Option<&Cycle>,
) -> Result<Plan> {
    let mut planner = Planner {
        now,
        base,
        ways,
        context,
        dates,
        uids: Vec::new(),
        times: HashMap::new(),
        added: Vec::new(),
        plan: Plan::default(),
    };
    for one in said {
        let uid = planner.one(one).map_err(|error| match error.at {
            None => error.at(one.line, one.column.to_string()),
            Some(_) => error,
        })?;
        planner.uids.push(uid);
    }
    let mut plan = planner.plan;
    if !planner.added.is_empty() {
        let place = Place {
            line: planner.added.first().map_or(1, |(line, _)| *line),
            column: "1".to_owned(),
        };
        plan.actions.push((place, Action::AddAll(planner.added)));
    }
    Ok(plan)
}

struct Planner<'a> {
    now: &'a Connection,
    base: Option<&'a Connection>,
    ways: (Prefer, New),
    context: &'a Context,
    dates: Option<&'a Cycle>,
    /// Of the records so far.
    uids: Vec<Uid>,
    times: HashMap<Uid, usize>,
    added: Vec<(usize, add::New)>,
    plan: Plan,
}

/// A change of one field: before, in the text.
type Change<'a> = (&'a Field, String);

impl Planner<'_> {
    fn one(&mut self, said: &Said) -> Result<Uid> {
        match &said.id {
            Some(id) => self.known(said, &id.to_string()),
            None => self.unknown(said),
        }
    }

    fn known(&mut self, said: &Said, id: &str) -> Result<Uid> {
        let found = reference::exact(self.now, id, &[said.kind])?;
        let missing = || Error::not_found("E301", format!("there is no record {id}"));
        let now = record(self.now, found.uid)?.ok_or_else(missing)?;
        let base = match self.base {
            Some(base) => record(base, found.uid)?,
            None => None,
        };
        let title = Field {
            line: said.line,
            column: said.column,
            key: "title".to_owned(),
            value: said.title.clone(),
        };
        let cycle = said.cycle.as_ref().map(|cycle| Field {
            key: "cycle".to_owned(),
            value: cycle.clone(),
            ..title.clone()
        });
        let own = said.fields.iter().any(|field| field.key == "cycle");
        let mut changes: Vec<Change<'_>> = Vec::new();
        let drop = said.fields.iter().find(|field| field.key == "drop");
        let all = [&title]
            .into_iter()
            .chain(cycle.as_ref().filter(|_| !own))
            .chain(said.fields.iter().filter(|field| field.key != "drop"));
        for field in all {
            if self.changes(said, &now, base.as_ref(), field) {
                changes.push((field, field.value.clone()));
            }
        }
        let moved = self.moved(said, &now, base.as_ref());
        if let Some(drop) = drop {
            if !now.is_dropped {
                self.drop(id, drop);
            }
            return Ok(found.uid);
        }
        self.act(id, changes, moved, said);
        Ok(found.uid)
    }

    /// Whether the text changes a field, noting a conflict where the book changed it too.
    fn changes(&mut self, said: &Said, now: &Record, base: Option<&Record>, field: &Field) -> bool {
        let (text, book) = (field.value.as_str(), now.value(&field.key));
        let seen = said.seen.iter().find(|(key, _)| *key == field.key);
        let before = match seen {
            Some((_, seen)) => Some(seen.as_str()),
            None => base.map(|base| base.value(&field.key)),
        };
        if text == book || before == Some(text) {
            return false;
        }
        if before.is_none_or(|before| before == book) {
            return true;
        }
        match self.ways.0 {
            Prefer::Text => true,
            Prefer::Book => false,
            Prefer::Neither => {
                self.plan.conflicts.push(Conflict {
                    line: field.line,
                    id: now.id.clone(),
                    key: field.key.clone(),
                    before: before.map(str::to_owned),
                    text: text.to_owned(),
                    book: book.to_owned(),
                });
                false
            }
        }
    }

    /// The objective a key result now stands below, when the text moved it.
    fn moved(&mut self, said: &Said, now: &Record, base: Option<&Record>) -> Option<String> {
        let above = *self.uids.get(said.under?)?;
        let before = base.map_or(now.parent, |base| base.parent);
        if said.kind != Type::KeyResult || Some(above) == now.parent || Some(above) == before {
            return None;
        }
        if before == now.parent || self.ways.0 == Prefer::Text {
            return Some(above.to_string());
        }
        if self.ways.0 == Prefer::Neither {
            self.plan.conflicts.push(Conflict {
                line: said.line,
                id: now.id.clone(),
                key: "objective".to_owned(),
                before: None,
                text: "the objective above it".to_owned(),
                book: "another objective".to_owned(),
            });
        }
        None
    }

    fn drop(&mut self, id: &str, field: &Field) {
        let because = Some(field.value.trim())
            .filter(|why| !why.is_empty() && *why != "yes")
            .map(str::to_owned);
        let references = vec![id.to_owned()];
        self.push(
            field,
            Action::Drop {
                references,
                because,
            },
        );
    }

    fn act(&mut self, id: &str, changes: Vec<Change<'_>>, moved: Option<String>, said: &Said) {
        let serves = changes.iter().find(|(field, _)| field.key == "serves");
        if let Some((field, to)) = serves {
            let to = if to.is_empty() { "none" } else { to }.to_owned();
            let reference = id.to_owned();
            self.push(
                field,
                Action::Move {
                    reference,
                    to,
                    counts: None,
                },
            );
        }
        let fields: Vec<&Change<'_>> = changes
            .iter()
            .filter(|(field, _)| field.key != "serves")
            .collect();
        if let Some((first, _)) = fields.first() {
            let changes = fields
                .iter()
                .map(|(field, value)| (field.key.clone(), value.clone()))
                .collect();
            self.push(
                first,
                Action::Set {
                    references: vec![id.to_owned()],
                    changes,
                },
            );
        }
        if let Some(to) = moved {
            let place = Place {
                line: said.line,
                column: said.column.to_string(),
            };
            let reference = id.to_owned();
            self.plan.actions.push((
                place,
                Action::Move {
                    reference,
                    to,
                    counts: None,
                },
            ));
        }
    }

    fn push(&mut self, field: &Field, action: Action) {
        let place = Place {
            line: field.line,
            column: field.column.to_string(),
        };
        self.plan.actions.push((place, action));
    }

    /// The permanent name of a new record.
    fn name(&mut self, said: &Said, above: &str) -> Uid {
        if self.ways.1 == New::Always {
            return Uid::random();
        }
        let cycle = said.cycle.as_deref().unwrap_or_default();
        let first = Uid::of_import(said.kind, "outline", &[above, cycle, &said.title]);
        let times = self.times.entry(first).or_default();
        *times += 1;
        match *times {
            1 => first,
            again => Uid::of_import(
                said.kind,
                "outline",
                &[above, cycle, &said.title, &again.to_string()],
            ),
        }
    }

    fn is_there(&self, uid: Uid, kind: Type) -> Result<bool> {
        match reference::exact(self.now, &uid.to_string(), &[kind]) {
            Ok(_) => Ok(true),
            Err(error) if error.kind == Kind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }

    fn unknown(&mut self, said: &Said) -> Result<Uid> {
        if let Some(field) = said.fields.iter().find(|field| field.key == "drop") {
            return Err(Error::refused("E223", "a line without an id drops nothing")
                .why("Put the id of the record in front of its title.")
                .at(field.line, field.column.to_string()));
        }
        if said.kind == Type::Vision {
            return self.new_vision(said);
        }
        let above = said.under.and_then(|place| self.uids.get(place)).copied();
        if said.kind == Type::KeyResult && above.is_none() {
            return Err(
                Error::refused("E213", "a new key result stands below no objective")
                    .why("Put the line of its objective above it, with its id."),
            );
        }
        let uid = self.name(said, &above.map(|uid| uid.to_string()).unwrap_or_default());
        if self.is_there(uid, said.kind)? {
            self.plan.known += 1;
            return Ok(uid);
        }
        let new = match said.kind {
            Type::KeyResult => add::New::KeyResult(self.new_key_result(said, uid, above)?),
            _ => add::New::Objective(self.new_objective(said, uid)?),
        };
        self.added.push((said.line, new));
        Ok(uid)
    }

    fn new_vision(&mut self, said: &Said) -> Result<Uid> {
        let all = visions::all(self.now)?;
        let same = |vision: &&crate::domain::objective::Vision| {
            vision.title == said.title && vision.dropped.is_none()
        };
        if let Some(known) = all.iter().find(same) {
            self.plan.known += 1;
            return Ok(known.uid);
        }
        if let Some(field) = said.fields.iter().find(|field| field.key != "owner") {
            return Err(
                Error::refused("E220", format!("a vision has no {}", field.key))
                    .why("It has an owner.")
                    .at(field.line, field.column.to_string()),
            );
        }
        let owner = said.fields.first().map(|field| field.value.clone());
        let title = said.title.clone();
        self.added.push((
            said.line,
            add::New::Vision {
                title,
                owner,
                uid: None,
            },
        ));
        Ok(Uid::random())
    }

    fn new_key_result(
        &mut self,
        said: &Said,
        uid: Uid,
        above: Option<Uid>,
    ) -> Result<NewKeyResult> {
        let typed = typed(said, &["blocker", "allow"])?;
        let mut draft = read::key_result(&said.title, &typed, self.context, self.dates)?;
        for question in draft.questions.clone() {
            leave_open(&mut draft.new.measure, &question);
        }
        draft.new.objective = above.map(|uid| uid.to_string());
        draft.new.meta.uid = Some(uid);
        let new = draft.new.clone();
        self.plan.drafts.push(draft);
        Ok(new)
    }

    fn new_objective(&mut self, said: &Said, uid: Uid) -> Result<add::NewObjective> {
        let places = ["serves", "counts", "cycle"];
        let (own, rest): (Vec<_>, Vec<_>) = typed(said, &["blocker", "allow"])?
            .into_iter()
            .partition(|(key, _)| places.contains(&key.as_str()));
        let mut new = read::objective(&said.title, &rest, self.context, self.dates)?;
        new.cycle.clone_from(&said.cycle);
        for (key, value) in own {
            match key.as_str() {
                "counts" => new.counts = value == "yes",
                "cycle" => new.cycle = Some(value),
                _ if value == VISION_ABOVE => new.parent = Some(VISION_ABOVE.to_owned()),
                _ => new.parent = Some(value).filter(|value| !value.is_empty()),
            }
        }
        new.meta.uid = Some(uid);
        Ok(new)
    }
}

/// The fields of a new record; some can only be said of one that is there.
fn typed(said: &Said, later: &[&str]) -> Result<Vec<(String, String)>> {
    if let Some(field) = said
        .fields
        .iter()
        .find(|field| later.contains(&field.key.as_str()))
    {
        return Err(
            Error::refused("E220", format!("a new record has no {}", field.key))
                .why("Add it first, then say it.")
                .at(field.line, field.column.to_string()),
        );
    }
    let typed = said.fields.iter();
    Ok(typed
        .map(|field| (field.key.clone(), field.value.clone()))
        .collect())
}
