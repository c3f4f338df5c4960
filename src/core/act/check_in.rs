//! Check-ins: one, a batch, or the same again.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde_json::Value;

use super::add::live;
use super::series::Series;
use super::writer::Writer;
use super::{Change, Context, Outcome, Remark, RowState};
use crate::capture::value::{self, Last, Source};
use crate::domain::check_in::CheckIn;
use crate::domain::cycle::{Cycle, CycleState};
use crate::domain::id::Uid;
use crate::domain::key_result::KeyResult;
use crate::domain::record::{Fields, Type, encode};
use crate::error::{Error, Kind, Result};
use crate::reference;
use crate::store::{check_ins, cycles, key_results, objectives};

/// A check-in as it was typed.
#[derive(Debug, Clone, PartialEq)]
pub struct NewCheckIn {
    pub reference: String,
    /// In any form a value can have; `=` and `same` repeat the last one.
    pub value: String,
    /// `0` to `10`, or `=` for the one before.
    pub confidence: Option<String>,
    pub note: Option<String>,
    pub blocker: Blocker,
    /// `None` is today.
    pub date: Option<NaiveDate>,
    pub source: Option<String>,
    pub key: Option<String>,
    /// The line of a batch, from 1, for errors; 0 outside one.
    pub line: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Blocker {
    /// What blocked goes on blocking.
    #[default]
    Keep,
    Set(String),
    Clear,
}

/// How a batch treats a row that is refused and a date that cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Keep the good rows when others are refused.
    pub keep_going: bool,
    /// Accept days before the cycle and after today.
    pub any_date: bool,
    pub from: Source,
}

/// A key result with what a row needs to know of it, read once per command.
struct Subject {
    kr: KeyResult,
    cycle: Option<Cycle>,
    series: Series,
    blocked: bool,
}

pub(super) fn check_in(
    writer: &mut Writer<'_>,
    outcome: &mut Outcome,
    context: &Context,
    rows: &[NewCheckIn],
    rule: Rule,
) -> Result<()> {
    let mut subjects: HashMap<Uid, Subject> = HashMap::new();
    let mut known: HashMap<&str, Uid> = HashMap::new();
    let mut refused: Vec<Error> = Vec::new();
    for row in rows {
        let done = match known.get(row.reference.as_str()) {
            Some(uid) => Ok(*uid),
            None => subject(writer, &row.reference, &mut subjects),
        }
        .and_then(|uid| {
            known.insert(&row.reference, uid);
            match subjects.get_mut(&uid) {
                Some(subject) => one(writer, outcome, context, row, rule, subject),
                None => Ok(()),
            }
        });
        if let Err(error) = done {
            if error.kind == Kind::Storage || error.kind == Kind::Failure {
                return Err(error);
            }
            refused.push(placed(error, row));
        }
    }
    match (refused.is_empty(), rule.keep_going, rows) {
        (true, ..) => Ok(()),
        (false, true, _) => {
            outcome.refused = refused;
            Ok(())
        }
        (false, false, [row]) if row.line == 0 => Err(refused.remove(0)),
        (false, false, _) => Err(summary(&refused, rows.len())),
    }
}

fn placed(error: Error, row: &NewCheckIn) -> Error {
    if row.line == 0 || error.at.is_some() {
        return error;
    }
    let column = match error.code {
        "E207" => "date",
        "E210" => "confidence",
        code if code.starts_with("E3") => "kr",
        _ => "value",
    };
    error.at(row.line, column)
}

/// The error of a whole batch of which nothing was written: how many rows are wrong, and where and
/// why the first ten are.
#[must_use]
pub fn summary(refused: &[Error], rows: usize) -> Error {
    let worst = refused
        .iter()
        .find(|error| error.kind == Kind::NotFound)
        .or(refused.first());
    let (code, kind) = worst.map_or(("E204", Kind::Refused), |error| (error.code, error.kind));
    let verb = if refused.len() == 1 { "is" } else { "are" };
    let mut error = Error::new(
        code,
        kind,
        format!(
            "nothing was written; {} of {rows} rows {verb} wrong",
            refused.len()
        ),
    );
    for (place, row) in refused.iter().take(10).enumerate() {
        let mut said = row.message.clone();
        if let Some(why) = row.why.first() {
            said.push_str(if said.ends_with(['.', '?', '!']) {
                " "
            } else {
                ". "
            });
            said.push_str(why);
        }
        // The place of the first one is the place of the error.
        error.why.push(match &row.at {
            Some(at) if place > 0 => format!("line {}, column {}: {said}", at.line, at.column),
            _ => said,
        });
    }
    if refused.len() > 10 {
        error.why.push(format!("and {} more", refused.len() - 10));
    }
    error.at = refused.first().and_then(|row| row.at.clone());
    if refused.len() < rows {
        return error.next("Mend the rows, or write the good ones with  --keep-going");
    }
    error
}

fn subject(writer: &Writer<'_>, typed: &str, subjects: &mut HashMap<Uid, Subject>) -> Result<Uid> {
    // A value in the place of the key result is the commonest slip of all.
    let found = reference::exact(writer.connection, typed, &[Type::KeyResult]).and_then(live)?;
    if subjects.contains_key(&found.uid) {
        return Ok(found.uid);
    }
    let Some(kr) = key_results::by_uid(writer.connection, found.uid)? else {
        return Err(Error::not_found(
            "E301",
            format!("there is no key result {typed}"),
        ));
    };
    let objective = match kr.head.parent {
        Some(parent) => objectives::by_uid(writer.connection, parent)?,
        None => None,
    };
    if let Some(day) = objective
        .as_ref()
        .and_then(|objective| objective.head.dropped)
    {
        return Err(Error::refused(
            "E305",
            format!("{} went with its objective, dropped on {day}", kr.head.id),
        )
        .next(objective.map_or_else(String::new, |objective| {
            format!("okr set {} dropped=no", objective.head.id)
        })));
    }
    let cycle = match objective {
        Some(objective) => cycles::all(writer.connection)?
            .into_iter()
            .find(|cycle| cycle.name == objective.cycle),
        None => None,
    };
    if let Some(cycle) = cycle
        .as_ref()
        .filter(|cycle| cycle.state == CycleState::Closed)
    {
        return Err(
            Error::refused("E306", format!("the cycle {} is closed", cycle.name))
                .why("A closed cycle stays as it was graded.")
                .next(format!("okr cycle open {}", cycle.name)),
        );
    }
    let series = Series::of(check_ins::series(writer.connection, kr.head.uid)?);
    let blocked = kr.head.blocker.is_some();
    subjects.insert(
        found.uid,
        Subject {
            kr,
            cycle,
            series,
            blocked,
        },
    );
    Ok(found.uid)
}

fn one(
    writer: &mut Writer<'_>,
    outcome: &mut Outcome,
    context: &Context,
    row: &NewCheckIn,
    rule: Rule,
    subject: &mut Subject,
) -> Result<()> {
    let today = context.now.today;
    let date = row.date.unwrap_or(today);
    let id = subject.kr.head.id.to_string();
    if !rule.any_date {
        refuse_date(date, today, subject, row)?;
    }
    let source = row
        .source
        .as_deref()
        .map(|source| super::text::kept_word(source, "the source"))
        .transpose()?;
    let key = row
        .key
        .as_deref()
        .map(|key| super::text::kept_word(key, "the key"))
        .transpose()?;
    let old = source
        .as_deref()
        .and_then(|source| subject.series.sent(source, key.as_deref(), date))
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
            .map(|note| super::text::kept_text(note, "the note"))
            .transpose()?,
        blocker: match &row.blocker {
            Blocker::Set(text) => Some(super::text::kept_text(text, "the blocker")?),
            _ => None,
        },
        same: typed.same,
        source,
        key,
        done: typed.done,
        recorded: writer.now.millis(),
    };
    let remark = |code, text: String| Remark {
        code,
        text: match row.line {
            0 => text,
            line => format!("line {line}, {id}: {text}"),
        },
        next: None,
    };
    outcome
        .remarks
        .extend(typed.remarks.into_iter().map(|text| remark("W210", text)));
    if let Some(slip) = slip {
        outcome.remarks.push(Remark {
            next: Some("okr undo".to_owned()),
            ..remark("W211", slip)
        });
    }
    block(writer, &row.blocker, date, subject)?;
    keep(writer, outcome, fresh, old, subject)
}

fn refuse_date(
    date: NaiveDate,
    today: NaiveDate,
    subject: &Subject,
    row: &NewCheckIn,
) -> Result<()> {
    let shown = date.format("%a %-d %b %Y");
    let line = format!(
        "okr checkin {} {} -d {date} --force-date",
        row.reference, row.value
    );
    if date > today {
        return Err(Error::refused("E207", format!("{shown} is in the future"))
            .why(format!(
                "Today is {}. A check-in says how things were.",
                today.format("%a %-d %b %Y")
            ))
            .next(line));
    }
    match &subject.cycle {
        Some(cycle) if date < cycle.start => Err(Error::refused(
            "E207",
            format!(
                "{shown} is before the cycle {} began ({})",
                cycle.name, cycle.start
            ),
        )
        .why(format!("{} belongs to that cycle.", subject.kr.head.id))
        .next(line)),
        _ => Ok(()),
    }
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
        Blocker::Set(text) => Some(super::text::kept_text(text, "the blocker")?),
        Blocker::Clear => None,
    };
    writer.change(
        subject.kr.head.uid,
        super::place::blocked(subject.blocked, text.as_deref(), date),
    )?;
    subject.blocked = text.is_some();
    Ok(())
}

/// Writes the check-in, or lets it take the place of the one its source sent before.
fn keep(
    writer: &mut Writer<'_>,
    outcome: &mut Outcome,
    mut fresh: CheckIn,
    old: Option<CheckIn>,
    subject: &mut Subject,
) -> Result<()> {
    let state = match &old {
        None => {
            fresh.id = writer.next_id(Type::CheckIn)?;
            writer.create(Type::CheckIn, fresh.uid, &fresh)?;
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
    match state {
        RowState::New => subject.series.add(fresh),
        RowState::Replaced => subject.series.replace(fresh),
        RowState::Unchanged => {}
    }
    Ok(())
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
