//! One row: what was typed becomes a check-in, which is new or takes the place of the one sent before.

use chrono::NaiveDate;
use serde_json::Value;

use super::subject::{Subject, refuse_date};
use super::{Blocker, NewCheckIn, Rule};
use crate::act::place::blocked;
use crate::act::text::{kept_text, kept_word};
use crate::act::writer::Writer;
use crate::act::{Change, Context, Outcome, Remark, RowState};
use crate::capture::value::{self, Last};
use crate::domain::check_in::CheckIn;
use crate::domain::id::Uid;
use crate::domain::record::{Fields, Type, encode};
use crate::error::{Error, Result};

/// A row as it was read against what stands in the book; nothing is written yet.
pub(super) struct Decided {
    pub fresh: CheckIn,
    /// The check-in whose place it takes.
    pub old: Option<CheckIn>,
    pub remarks: Vec<Remark>,
}

/// Reads a row against its key result. `recorded` is in milliseconds since 1970.
pub(super) fn decided(
    context: &Context,
    row: &NewCheckIn,
    rule: Rule,
    subject: &Subject,
    recorded: i64,
) -> Result<Decided> {
    let today = context.now.today;
    let date = row.date.unwrap_or(today);
    let id = subject.kr.head.id.to_string();
    if !rule.any_date {
        refuse_date(date, today, subject, row)?;
    }
    let source = row
        .source
        .as_deref()
        .map(|source| kept_word(source, "the source"))
        .transpose()?;
    let key = row
        .key
        .as_deref()
        .map(|key| kept_word(key, "the key"))
        .transpose()?;
    let old = match row.amends {
        Some(uid) => subject.series.known(uid),
        None => source
            .as_deref()
            .and_then(|source| subject.series.sent(source, key.as_deref(), date)),
    }
    .cloned();
    // A row sent twice must mean the same twice: what it replaces is not what it changes.
    let replaced = old.as_ref().map(|old| old.uid);
    let earlier = || subject.series.back_from(date, replaced);
    let valued = earlier().find(|check_in| check_in.value.is_some());
    let last = Last {
        value: valued.and_then(|check_in| check_in.value),
        text: valued.and_then(|check_in| check_in.text.as_deref()),
        done: valued
            .map(|check_in| check_in.done.as_slice())
            .unwrap_or_default(),
    };
    let typed = value::parse(
        &row.value,
        &id,
        &subject.kr.measure,
        &last,
        context.comma,
        rule.from,
    )?;
    let slip = typed
        .value
        .and_then(|value| value::slip(value, &subject.kr.measure, last.value));
    let confidence = confidence(row, &id, earlier(), typed.same)?;
    let fresh = CheckIn {
        uid: Uid::random(),
        id: subject.kr.head.id.clone(),
        kr: subject.kr.head.uid,
        date,
        value: typed.value,
        text: typed.text,
        confidence,
        note: row
            .note
            .as_deref()
            .filter(|note| !note.trim().is_empty())
            .map(|note| kept_text(note, "the note"))
            .transpose()?,
        blocker: match &row.blocker {
            Blocker::Set(text) => Some(kept_text(text, "the blocker")?),
            Blocker::Clear => None,
            // What blocked on that day did so whatever else is put right about it.
            Blocker::Keep => old
                .as_ref()
                .filter(|_| row.amends.is_some())
                .and_then(|old| old.blocker.clone()),
        },
        same: typed.same,
        source,
        key,
        done: typed.done,
        recorded,
    };
    let mut remarks: Vec<Remark> = typed
        .remarks
        .into_iter()
        .map(|text| remark(row, &id, "W210", text))
        .collect();
    if let Some(slip) = slip {
        let next = mending(row, &id, &fresh);
        remarks.push(Remark {
            next: Some(next.clone()),
            ..remark(
                row,
                &id,
                "W211",
                format!("{slip}. If that was a slip:  {next}"),
            )
        });
    }
    Ok(Decided {
        fresh,
        old,
        remarks,
    })
}

fn remark(row: &NewCheckIn, id: &str, code: &'static str, text: String) -> Remark {
    Remark {
        code,
        text: match row.line {
            0 => text,
            line => format!("line {line}, {id}: {text}"),
        },
        next: None,
    }
}

pub(super) fn one(
    writer: &mut Writer<'_>,
    outcome: &mut Outcome,
    context: &Context,
    row: &NewCheckIn,
    rule: Rule,
    subject: &mut Subject,
) -> Result<()> {
    let Decided {
        fresh,
        old,
        remarks,
    } = decided(context, row, rule, subject, writer.now.millis())?;
    let id = subject.kr.head.id.to_string();
    outcome.remarks.extend(remarks);
    block(writer, &row.blocker, fresh.date, subject)?;
    let known_by = if fresh.key.is_some() { "key" } else { "day" };
    let (uid, state) = keep(writer, outcome, fresh, old, subject)?;
    if row.line > 0 {
        let earlier = subject.lines.insert(uid, row.line);
        if let (Some(earlier), RowState::Replaced) = (earlier, state) {
            let text = format!(
                "takes the place of line {earlier}: key result, source and {known_by} are the same"
            );
            outcome.remarks.push(remark(row, &id, "W212", text));
        }
    }
    Ok(())
}

/// The line that mends a slip: undoing a batch would take back all of its rows.
fn mending(row: &NewCheckIn, id: &str, fresh: &CheckIn) -> String {
    if row.line == 0 {
        return "okr undo".to_owned();
    }
    let plain = |word: &&str| {
        word.chars()
            .all(|c| c.is_alphanumeric() || "-_.".contains(c))
    };
    let source = match (fresh.source.as_deref().filter(plain), &fresh.key) {
        (Some(source), None) => format!(" --source {source}"),
        _ => String::new(),
    };
    format!("okr checkin {id} VALUE -d {}{source}", fresh.date)
}

/// Never filled in by itself: no answer stays no answer, except that "same as last time" repeats the
/// whole answer.
/// `earlier` is latest first.
fn confidence<'a>(
    row: &NewCheckIn,
    id: &str,
    mut earlier: impl Iterator<Item = &'a CheckIn>,
    same: bool,
) -> Result<Option<u8>> {
    // A series without any answer would be walked to its start, so only on demand.
    let mut before = || earlier.find_map(|check_in| check_in.confidence);
    let Some(typed) = row
        .confidence
        .as_deref()
        .map(str::trim)
        .filter(|typed| !typed.is_empty())
    else {
        return Ok(if same { before() } else { None });
    };
    if typed.eq_ignore_ascii_case("none") {
        return Ok(None);
    }
    if matches!(typed, "=" | "same") {
        return before().map(Some).ok_or_else(|| {
            Error::refused("E210", format!("{id} has no confidence to repeat yet"))
                .next(format!("okr checkin {id} {} -c 7", row.value))
        });
    }
    let number = typed.strip_suffix("/10").unwrap_or(typed);
    match number.parse::<u8>() {
        Ok(number) if number <= 10 => Ok(Some(number)),
        _ => Err(Error::refused(
            "E210",
            format!("confidence \"{typed}\" is not a whole number from 0 to 10"),
        )
        .why("0 is no chance, 5 a coin flip, 10 certain.")
        .next(format!("okr checkin {id} {} -c 7", row.value))),
    }
}

fn block(
    writer: &mut Writer<'_>,
    blocker: &Blocker,
    date: NaiveDate,
    subject: &mut Subject,
) -> Result<()> {
    let text = match blocker {
        Blocker::Keep => return Ok(()),
        Blocker::Set(text) => Some(kept_text(text, "the blocker")?),
        Blocker::Clear => None,
    };
    writer.change(
        subject.kr.head.uid,
        blocked(subject.blocker.as_deref(), text.as_deref(), date),
    )?;
    subject.blocker = text;
    Ok(())
}

/// Writes the check-in, or lets it take the place of the one its source sent before.
fn keep(
    writer: &mut Writer<'_>,
    outcome: &mut Outcome,
    mut fresh: CheckIn,
    old: Option<CheckIn>,
    subject: &mut Subject,
) -> Result<(Uid, RowState)> {
    let state = match &old {
        None => {
            fresh.id = writer.next_id(Type::CheckIn)?;
            writer.create_check_in(&mut fresh)?;
            RowState::New
        }
        Some(old) => {
            (fresh.uid, fresh.recorded) = (old.uid, old.recorded);
            fresh.id = old.id.clone();
            if replace(writer, old, &fresh)? {
                RowState::Replaced
            } else {
                RowState::Unchanged
            }
        }
    };
    outcome.changes.push(Change::CheckedIn {
        uid: fresh.uid,
        id: fresh.id.to_string(),
        kr: fresh.kr,
        state,
    });
    let uid = fresh.uid;
    match state {
        RowState::New => subject.series.add(fresh),
        RowState::Replaced => subject.series.replace(old.as_ref(), fresh),
        RowState::Unchanged => {}
    }
    Ok((uid, state))
}

fn replace(writer: &mut Writer<'_>, old: &CheckIn, fresh: &CheckIn) -> Result<bool> {
    let mut set = encode(Type::CheckIn, fresh)?;
    let cleared: Fields = encode(Type::CheckIn, old)?
        .into_iter()
        .filter(|(field, _)| !set.contains_key(field))
        .map(|(field, _)| (field, Value::Null))
        .collect();
    set.extend(cleared);
    writer.change(old.uid, set)
}
