//! Dated sentences: wins, asks and notes.

use chrono::NaiveDate;
use serde_json::Value;

use super::text::{kept_text, kept_word};
use super::writer::Writer;
use super::{Change, Context, Outcome};
use crate::domain::check_in::{Ask, Note, Win};
use crate::domain::id::Uid;
use crate::domain::record::{Fields, Type};
use crate::error::{Error, Result};
use crate::reference::{self, Found};
use crate::store::row::iso;
use crate::store::{facts, names};

/// A win or an ask of a file, with the permanent name, the day and the person it has there.
#[derive(Debug, Clone, PartialEq)]
pub struct Brought {
    pub uid: Uid,
    pub text: String,
    pub date: NaiveDate,
    pub by: Option<String>,
    pub about: Vec<String>,
    pub what: What,
}

/// What a win has beside an ask, and an ask beside a win.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    Win {
        thanks: Vec<String>,
    },
    Ask {
        closed: Option<NaiveDate>,
        answer: Option<String>,
    },
}

/// What a sentence can be about.
const SUBJECTS: [Type; 4] = [
    Type::KeyResult,
    Type::Objective,
    Type::Vision,
    Type::CheckIn,
];

pub(super) fn subject(writer: &Writer<'_>, typed: &str) -> Result<Found> {
    reference::exact(writer.connection, typed, &SUBJECTS)
}

fn subjects(writer: &Writer<'_>, typed: &[String]) -> Result<Vec<Found>> {
    typed
        .iter()
        .map(|reference| subject(writer, reference))
        .collect()
}

/// The short ids of records, in the same order; those that are gone are left out.
pub(super) fn short_ids(writer: &Writer<'_>, uids: &[Uid]) -> Result<Vec<String>> {
    let mut ids = Vec::new();
    for uid in uids {
        let found = names::between(writer.connection, *uid, *uid)?;
        ids.extend(found.into_iter().map(|found| found.id));
    }
    Ok(ids)
}

fn said(outcome: &mut Outcome, kind: Type, uid: Uid, id: String, title: String, about: Vec<Found>) {
    outcome.changes.push(Change::Added {
        kind,
        uid,
        id,
        title,
        under: about.into_iter().map(|found| found.id).collect(),
    });
}

pub(super) fn win(
    writer: &mut Writer<'_>,
    outcome: &mut Outcome,
    context: &Context,
    text: &str,
    about: &[String],
    thanks: &[String],
) -> Result<()> {
    let title = kept_text(text, "the win")?;
    let about = subjects(writer, about)?;
    let win = Win {
        uid: Uid::random(),
        id: writer.next_id(Type::Win)?,
        title,
        date: context.now.today,
        by: writer.by(),
        about: about.iter().map(|found| found.uid).collect(),
        thanks: thanks
            .iter()
            .map(|name| kept_word(name, "a name to thank"))
            .collect::<Result<_>>()?,
    };
    writer.create(Type::Win, win.uid, &win)?;
    said(
        outcome,
        Type::Win,
        win.uid,
        win.id.to_string(),
        win.title,
        about,
    );
    Ok(())
}

pub(super) fn ask(
    writer: &mut Writer<'_>,
    outcome: &mut Outcome,
    context: &Context,
    text: &str,
    about: &[String],
) -> Result<()> {
    let title = kept_text(text, "the ask")?;
    let about = subjects(writer, about)?;
    let ask = Ask {
        uid: Uid::random(),
        id: writer.next_id(Type::Ask)?,
        title,
        date: context.now.today,
        by: writer.by(),
        about: about.iter().map(|found| found.uid).collect(),
        closed: None,
        answer: None,
    };
    writer.create(Type::Ask, ask.uid, &ask)?;
    said(
        outcome,
        Type::Ask,
        ask.uid,
        ask.id.to_string(),
        ask.title,
        about,
    );
    Ok(())
}

pub(super) fn brought(
    writer: &mut Writer<'_>,
    outcome: &mut Outcome,
    brought: &Brought,
) -> Result<()> {
    let about = subjects(writer, &brought.about)?;
    let uids = about.iter().map(|found| found.uid).collect();
    let word = |text: &str| kept_word(text, "a name");
    let by = brought.by.as_deref().map(word).transpose()?;
    let (uid, date) = (brought.uid, brought.date);
    let (kind, id, title) = match &brought.what {
        What::Win { thanks } => {
            let win = Win {
                uid,
                id: writer.next_id(Type::Win)?,
                title: kept_text(&brought.text, "the win")?,
                date,
                by,
                about: uids,
                thanks: thanks
                    .iter()
                    .map(|name| word(name))
                    .collect::<Result<_>>()?,
            };
            writer.create(Type::Win, uid, &win)?;
            (Type::Win, win.id, win.title)
        }
        What::Ask { closed, answer } => {
            let answer = answer.as_deref();
            let ask = Ask {
                uid,
                id: writer.next_id(Type::Ask)?,
                title: kept_text(&brought.text, "the ask")?,
                date,
                by,
                about: uids,
                closed: *closed,
                answer: answer
                    .map(|text| kept_text(text, "the answer"))
                    .transpose()?,
            };
            writer.create(Type::Ask, uid, &ask)?;
            (Type::Ask, ask.id, ask.title)
        }
    };
    said(outcome, kind, uid, id.to_string(), title, about);
    Ok(())
}

pub(super) fn close_ask(
    writer: &mut Writer<'_>,
    outcome: &mut Outcome,
    context: &Context,
    typed: &str,
    answer: Option<&String>,
) -> Result<()> {
    let found = reference::exact(writer.connection, typed, &[Type::Ask])?;
    let ask = facts::asks(writer.connection)?
        .into_iter()
        .find(|ask| ask.uid == found.uid);
    let Some(ask) = ask else {
        return Err(
            Error::not_found("E301", format!("there is no ask {typed}")).next("okr ask list")
        );
    };
    if let Some(day) = ask.closed {
        return Err(
            Error::refused("E218", format!("{} was closed on {day}", ask.id)).next("okr ask list"),
        );
    }
    let answer = answer
        .map(|text| kept_text(text, "the answer"))
        .transpose()?;
    let mut set = Fields::new();
    set.insert("closed".to_owned(), Value::from(iso(context.now.today)));
    if let Some(answer) = &answer {
        set.insert("answer".to_owned(), Value::from(answer.as_str()));
    }
    writer.change(ask.uid, set)?;
    outcome.changes.push(Change::Closed {
        uid: ask.uid,
        id: ask.id.to_string(),
        title: ask.title,
        answer,
    });
    Ok(())
}

pub(super) fn note(
    writer: &mut Writer<'_>,
    outcome: &mut Outcome,
    context: &Context,
    typed: &str,
    text: &str,
) -> Result<()> {
    let on = reference::exact(writer.connection, typed, &SUBJECTS)?;
    let note = Note {
        uid: Uid::random(),
        id: writer.next_id(Type::Note)?,
        title: kept_text(text, "the note")?,
        date: context.now.today,
        by: writer.by(),
        on: on.uid,
    };
    writer.create(Type::Note, note.uid, &note)?;
    said(
        outcome,
        Type::Note,
        note.uid,
        note.id.to_string(),
        note.title,
        vec![on],
    );
    Ok(())
}
