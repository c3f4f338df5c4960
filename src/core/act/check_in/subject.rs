//! What a row needs to know of its key result, and whether that takes a check-in at all, and on that day.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::Connection;

use super::NewCheckIn;
use crate::act::add::live;
use crate::act::cycle::closed;
use crate::act::series::Series;
use crate::domain::cycle::{Cycle, CycleState};
use crate::domain::id::Uid;
use crate::domain::key_result::KeyResult;
use crate::domain::record::Type;
use crate::error::{Error, Result};
use crate::reference;
use crate::store::{check_ins, cycles, key_results, objectives};

/// A key result with what a row needs to know of it, read once per command.
pub(super) struct Subject {
    pub kr: KeyResult,
    pub cycle: Option<Cycle>,
    pub series: Series,
    pub blocker: Option<String>,
    /// The lines of this batch that wrote check-ins.
    pub lines: HashMap<Uid, usize>,
}

pub(super) fn subject(
    connection: &Connection,
    typed: &str,
    subjects: &mut HashMap<Uid, Subject>,
) -> Result<Uid> {
    // A value in the place of the key result is the commonest slip of all.
    let found = reference::exact(connection, typed, &[Type::KeyResult]).and_then(live)?;
    if subjects.contains_key(&found.uid) {
        return Ok(found.uid);
    }
    let Some(kr) = key_results::by_uid(connection, found.uid)? else {
        return Err(Error::not_found(
            "E301",
            format!("there is no key result {typed}"),
        ));
    };
    let objective = match kr.head.parent {
        Some(parent) => objectives::by_uid(connection, parent)?,
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
        Some(objective) => cycles::all(connection)?
            .into_iter()
            .find(|cycle| cycle.name == objective.cycle),
        None => None,
    };
    if let Some(cycle) = cycle
        .as_ref()
        .filter(|cycle| cycle.state == CycleState::Closed)
    {
        return Err(closed(cycle));
    }
    let series = Series::of(check_ins::series(connection, kr.head.uid)?);
    let blocker = kr.head.blocker.clone();
    subjects.insert(
        found.uid,
        Subject {
            kr,
            cycle,
            series,
            blocker,
            lines: HashMap::new(),
        },
    );
    Ok(found.uid)
}

pub(super) fn refuse_date(
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
