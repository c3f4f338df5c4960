//! What a writing command answers: one line for each change, or the changed records as JSON, and
//! the warnings beside it. Every writing command ends here, so that they all keep `--quiet`,
//! `--json` and `--dry-run` alike.

use std::collections::HashMap;

use chrono::NaiveDate;
use okr_core::act::{Action, Change, Outcome, Remark};
use okr_core::domain::assess::Policy;
use okr_core::domain::id::Uid;
use okr_core::domain::record::Type;
use okr_core::report::board;
use okr_core::report::item::Item;
use okr_core::store::{check_ins, cycles, facts, key_results, names, ops, visions};
use okr_core::{Connection, Result};
use serde_json::{Value, json};

use super::exit::Exit;
use super::output::{Form, json as machine, record};
use super::session::Session;
use super::usage::line_of_book;
use crate::words::outcome;

/// A finished change and what else is to be said of it.
#[derive(Default)]
pub struct Written {
    /// The word in machine output: `add`.
    pub kind: &'static str,
    pub outcome: Outcome,
    /// The objectives and key results that were added or changed, as they are now.
    pub items: Vec<Item>,
    records: Vec<Value>,
    /// Lines below the line of a record, by its short id.
    pub below: HashMap<String, Vec<String>>,
    /// Whole lines to type next.
    pub next: Vec<String>,
    /// Said to people only, after the answer.
    pub tip: Option<String>,
}

impl Written {
    /// A command that found nothing to do.
    #[must_use]
    pub fn nothing(kind: &'static str) -> Self {
        Self {
            kind,
            ..Self::default()
        }
    }

    /// Does the action and reads what it left behind, in the same view of the book.
    ///
    /// # Errors
    /// Whatever refused the action; nothing was written then.
    pub fn by(session: &mut Session<'_>, kind: &'static str, action: &Action) -> Result<Self> {
        let (policy, day) = (session.policy(), session.now.today);
        let as_records = matches!(session.format()?.form, Form::Json | Form::Ndjson);
        let (outcome, (records, items)) = session.apply_then(action, |connection, outcome| {
            let (mut records, mut items) = (Vec::new(), Vec::new());
            for change in &outcome.changes {
                let item = item(connection, change, &policy, day)?;
                if as_records {
                    records.extend(match &item {
                        Some(item) => Some(record::item(item)),
                        None => of_change(connection, change)?,
                    });
                }
                items.extend(item);
            }
            Ok((records, items))
        })?;
        Ok(Self {
            kind,
            outcome,
            items,
            records,
            ..Self::default()
        })
    }

    /// The item with a uid among those that changed.
    #[must_use]
    pub fn item(&self, uid: Uid) -> Option<&Item> {
        self.items.iter().find(|item| item.head.uid == uid)
    }

    /// Prints the answer.
    ///
    /// # Errors
    /// A stream that cannot be written.
    pub fn tell(self, session: &mut Session<'_>) -> Result<Exit> {
        match session.format()?.form {
            Form::Json => self.document(session)?,
            Form::Ndjson => self.objects(session)?,
            _ => self.lines(session)?,
        }
        if session.globals.dry_run {
            session
                .io
                .remark("this is what would change; nothing was written (--dry-run)");
        }
        Ok(Exit::Done)
    }

    fn lines(&self, session: &mut Session<'_>) -> Result<()> {
        let surface = session.io.out;
        for change in &self.outcome.changes {
            let told = match session.globals.dry_run {
                true => outcome::would(change, &session.now),
                false => None,
            };
            let glyphs = surface.ruler.set.glyphs();
            let Some(told) = told.or_else(|| outcome::told(change, &session.now, glyphs)) else {
                continue;
            };
            let pieces = told.line.iter().map(|(tone, text)| {
                let safe = surface.ruler.safe(text);
                tone.map_or_else(|| safe.to_string(), |tone| surface.paint(tone, &safe))
            });
            let line: String = pieces.collect();
            session.io.changed(&line)?;
            let more = named(change).and_then(|id| self.below.get(id));
            for line in told.below.iter().chain(more.into_iter().flatten()) {
                session
                    .io
                    .changed(&format!("    {}", surface.ruler.safe(line)))?;
            }
        }
        for remark in &self.outcome.remarks {
            session.io.warning(&outcome::remark(remark));
        }
        if let Some(tip) = &self.tip {
            let tip = session.io.err.ruler.safe(tip).into_owned();
            session.io.remark(&tip);
        }
        if !session.globals.dry_run {
            for next in &self.next {
                let next = line_of_book(next, &session.arguments);
                session.io.hint(&next);
            }
        }
        Ok(())
    }

    fn document(&self, session: &mut Session<'_>) -> Result<()> {
        let fields = session.format()?.columns;
        let document = json!({
            "okr_schema": machine::SCHEMA,
            "kind": self.kind,
            "dry_run": session.globals.dry_run,
            "operation": self.outcome.operation.filter(|_| !session.globals.dry_run).map(|n| format!("op{n}")),
            "items": self.records.iter().map(|record| machine::picked(record, fields.as_deref())).collect::<Vec<_>>(),
            "warnings": self.outcome.remarks.iter().map(warning).collect::<Vec<_>>(),
        });
        session.io.print(&machine::indented(&document))
    }

    fn objects(&self, session: &mut Session<'_>) -> Result<()> {
        let fields = session.format()?.columns;
        for record in &self.records {
            let record = &machine::picked(record, fields.as_deref());
            let mut line = json!({ "okr_schema": machine::SCHEMA });
            if let (Value::Object(line), Value::Object(record)) = (&mut line, record) {
                line.extend(record.clone());
            }
            session.io.print(&machine::on_one_line(&line))?;
        }
        for remark in &self.outcome.remarks {
            session.io.warning(&outcome::remark(remark));
        }
        Ok(())
    }
}

/// Does an action and tells what came of it.
///
/// # Errors
/// Whatever refused the action.
pub fn write(session: &mut Session<'_>, kind: &'static str, action: &Action) -> Result<Exit> {
    Written::by(session, kind, action)?.tell(session)
}

/// A warning for programs.
pub fn warning(remark: &Remark) -> Value {
    json!({ "code": remark.code, "message": remark.text, "next": remark.next })
}

/// The short id or the name of the record a change is about.
#[must_use]
pub fn named(change: &Change) -> Option<&str> {
    match change {
        Change::Added { id, .. }
        | Change::Changed { id, .. }
        | Change::Dropped { id, .. }
        | Change::Skipped { id, .. }
        | Change::Closed { id, .. }
        | Change::Carried { id, .. } => Some(id),
        Change::Graded(graded) => Some(&graded.id),
        Change::Cycle { name, .. } => Some(name),
        Change::CheckedIn { .. } | Change::TakenBack { .. } | Change::Restored { .. } => None,
    }
}

fn item(
    connection: &Connection,
    change: &Change,
    policy: &Policy,
    day: NaiveDate,
) -> Result<Option<Item>> {
    match change {
        Change::Added { kind, uid, .. }
        | Change::Changed { kind, uid, .. }
        | Change::Dropped { kind, uid, .. }
            if matches!(kind, Type::Objective | Type::KeyResult) =>
        {
            board::item(connection, *uid, policy, day)
        }
        Change::Carried { uid, .. } => board::item(connection, *uid, policy, day),
        Change::Graded(graded) => board::item(connection, graded.uid, policy, day),
        _ => Ok(None),
    }
}

fn of_change(connection: &Connection, change: &Change) -> Result<Option<Value>> {
    match change {
        Change::Added { kind, uid, .. }
        | Change::Changed { kind, uid, .. }
        | Change::Dropped { kind, uid, .. }
        | Change::Carried { kind, uid, .. } => of_record(connection, *kind, *uid),
        Change::Graded(graded) => of_record(connection, graded.kind, graded.uid),
        Change::Closed { uid, .. } => of_record(connection, Type::Ask, *uid),
        // A review is no record of machine output: its check-ins are.
        Change::Skipped { .. } => Ok(None),
        Change::CheckedIn { uid, kr, .. } => of_check_in(connection, *uid, *kr),
        Change::Cycle { name, .. } => Ok(cycles::all(connection)?
            .iter()
            .find(|cycle| cycle.name == *name)
            .map(record::cycle)),
        Change::TakenBack { operation, .. } => Ok(ops::numbered(connection, operation.n)?
            .as_ref()
            .map(record::operation)),
        Change::Restored { operation } => Ok(ops::numbered(connection, *operation)?
            .as_ref()
            .map(record::operation)),
    }
}

fn of_record(connection: &Connection, kind: Type, uid: Uid) -> Result<Option<Value>> {
    Ok(match kind {
        Type::Vision => visions::all(connection)?
            .iter()
            .find(|vision| vision.uid == uid)
            .map(record::vision),
        Type::Team => visions::teams(connection)?
            .iter()
            .find(|team| team.uid == uid)
            .map(record::team),
        Type::Cycle => cycles::all(connection)?
            .iter()
            .find(|cycle| cycle.uid == uid)
            .map(record::cycle),
        Type::Objective | Type::KeyResult | Type::CheckIn | Type::Review | Type::Grade => None,
        Type::Win => match facts::wins(connection)?
            .into_iter()
            .find(|win| win.uid == uid)
        {
            Some(win) => Some(record::win(&win, &short_ids(connection, &win.about)?)),
            None => None,
        },
        Type::Ask => match facts::asks(connection)?
            .into_iter()
            .find(|ask| ask.uid == uid)
        {
            Some(ask) => Some(record::ask(&ask, &short_ids(connection, &ask.about)?)),
            None => None,
        },
        Type::Note => match facts::notes(connection)?
            .into_iter()
            .find(|note| note.uid == uid)
        {
            Some(note) => Some(record::note(
                &note,
                &short_ids(connection, &[note.on])?.concat(),
            )),
            None => None,
        },
    })
}

fn of_check_in(connection: &Connection, uid: Uid, kr: Uid) -> Result<Option<Value>> {
    let Some(kr) = key_results::by_uid(connection, kr)? else {
        return Ok(None);
    };
    let series = check_ins::series(connection, kr.head.uid)?;
    let found = series.iter().find(|check_in| check_in.uid == uid);
    Ok(found.map(|check_in| record::check_in(check_in, &kr.head.id.to_string(), &kr.measure)))
}

/// The short ids of records, in order; one that is gone is left out.
///
/// # Errors
/// Those of the file.
pub fn short_ids(connection: &Connection, uids: &[Uid]) -> Result<Vec<String>> {
    let mut ids = Vec::new();
    for uid in uids {
        ids.extend(
            names::between(connection, *uid, *uid)?
                .into_iter()
                .map(|found| found.id),
        );
    }
    Ok(ids)
}
