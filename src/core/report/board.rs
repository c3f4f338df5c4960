//! Every objective with its key results, assessed on one day: the answer behind the status line, the
//! list, the tree, the due list and the pages.

mod opening;
mod reader;

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::Connection;

use super::item::Item;
use crate::act::cycle::current;
use crate::domain::assess::Policy;
use crate::domain::check_in::CheckIn;
use crate::domain::cycle::Cycle;
use crate::domain::id::Uid;
use crate::domain::key_result::KeyResult;
use crate::domain::objective::Vision;
use crate::domain::record::Type;
use crate::error::Result;
use crate::store::{key_results, objectives};
pub use opening::opening;
use reader::Reader;

/// Which cycles a question is about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum CycleChoice {
    /// The one today's work belongs to.
    #[default]
    Current,
    Named(String),
    All,
}

/// What the file is asked for; filters then pick among it. Objectives are always read whole, since a
/// roll-up needs all its parts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Narrow {
    #[default]
    Everything,
    Owner(String),
    Team(String),
    /// Objectives with these uids, whatever their cycle.
    Objectives(Vec<Uid>),
    /// What stands at and below a vision, an objective or a key result.
    Under(Uid),
}

/// The answer: items in reading order, every objective followed by its key results.
#[derive(Debug, Clone, PartialEq)]
pub struct Board {
    pub day: NaiveDate,
    /// The cycle asked about; `None` for all of them or when there is none.
    pub cycle: Option<Cycle>,
    pub visions: Vec<Vision>,
    pub items: Vec<Item>,
}

impl Board {
    pub fn objectives(&self) -> impl Iterator<Item = &Item> {
        self.items
            .iter()
            .filter(|item| item.kind == Type::Objective)
    }

    pub fn key_results(&self) -> impl Iterator<Item = &Item> {
        self.items
            .iter()
            .filter(|item| item.kind == Type::KeyResult)
    }
}

/// How much of each check-in is read, and what is computed from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// The first and the last figures: all that progress, pace, status and confidence are made of.
    /// How many check-ins there are and what they were before is not known then.
    Ends,
    /// Date, value and confidence: all that the numbers are made of.
    Figures,
    /// The same, with what they say about the days ahead.
    Forecasts,
    /// Everything: ids, notes, blockers, sources, when they were written.
    Words,
}

/// The cycle of the book's `cycles` that is meant; `None` for all of them, and in a book without any.
///
/// # Errors
/// `E307` for a cycle that is not there, and those of the file.
pub fn chosen(
    connection: &Connection,
    choice: &CycleChoice,
    cycles: &[Cycle],
    day: NaiveDate,
) -> Result<Option<Cycle>> {
    Ok(match choice {
        CycleChoice::All => None,
        CycleChoice::Current => current(cycles, day).cloned(),
        CycleChoice::Named(name) => Some(crate::act::cycle::named(connection, name)?),
    })
}

/// # Errors
/// `E307` for a cycle that is not there, and those of the file.
pub fn board(
    connection: &Connection,
    choice: &CycleChoice,
    narrow: &Narrow,
    depth: Depth,
    policy: &Policy,
    day: NaiveDate,
) -> Result<Board> {
    let mut reader = Reader::new(connection, *policy, day)?;
    reader.depth = depth;
    let cycle = chosen(connection, choice, &reader.cycles, day)?;
    let name = cycle.as_ref().map(|cycle| cycle.name.as_str());
    let found = match narrow {
        Narrow::Everything => objectives::of_cycle(connection, name)?,
        Narrow::Owner(owner) => objectives::of_owner(connection, owner)?,
        Narrow::Team(team) => objectives::of_team(connection, team)?,
        Narrow::Under(uid) => objectives::under(connection, *uid)?,
        Narrow::Objectives(uids) => {
            let found: Result<Vec<_>> = uids
                .iter()
                .map(|uid| objectives::by_uid(connection, *uid))
                .collect();
            let mut found: Vec<_> = found?.into_iter().flatten().collect();
            found.sort_by(|a, b| a.head.id.cmp(&b.head.id));
            found
        }
    };
    let explicit = matches!(narrow, Narrow::Objectives(_));
    let mut items = Vec::new();
    for objective in found {
        if explicit || name.is_none_or(|name| objective.cycle == name) {
            reader.add(&objective, &mut items)?;
        }
    }
    Ok(Board {
        day,
        cycle,
        visions: reader.visions,
        items,
    })
}

/// One objective or key result, whatever its cycle; `None` for a uid that is neither.
///
/// # Errors
/// Those of the file.
pub fn item(
    connection: &Connection,
    uid: Uid,
    policy: &Policy,
    day: NaiveDate,
) -> Result<Option<Item>> {
    let objective = match key_results::by_uid(connection, uid)? {
        Some(kr) => match kr.head.parent {
            Some(parent) => objectives::by_uid(connection, parent)?,
            None => None,
        },
        None => objectives::by_uid(connection, uid)?,
    };
    let Some(objective) = objective else {
        return Ok(None);
    };
    let mut reader = Reader::new(connection, *policy, day)?;
    if objective.head.uid != uid {
        // Only the key result is asked for: its siblings need not be read.
        let kr = key_results::by_uid(connection, uid)?;
        let above = reader.above(&objective.head)?;
        return kr
            .map(|kr| reader.key_result(&objective, &above, kr))
            .transpose();
    }
    let mut items = Vec::new();
    reader.add(&objective, &mut items)?;
    Ok(items.into_iter().find(|item| item.head.uid == uid))
}

/// Key results in full, by their uids; those that are none are left out.
///
/// # Errors
/// Those of the file.
pub fn items(
    connection: &Connection,
    uids: &[Uid],
    policy: &Policy,
    day: NaiveDate,
) -> Result<HashMap<Uid, Item>> {
    let mut reader = Reader::new(connection, *policy, day)?;
    let mut found = HashMap::new();
    for uid in uids {
        let Some(kr) = key_results::by_uid(connection, *uid)? else {
            continue;
        };
        let parent = kr.head.parent;
        let objective = parent.map(|parent| objectives::by_uid(connection, parent));
        if let Some(objective) = objective.transpose()?.flatten() {
            let above = reader.above(&objective.head)?;
            found.insert(*uid, reader.key_result(&objective, &above, kr)?);
        }
    }
    Ok(found)
}

/// A key result as it would stand with these check-ins, oldest first; `None` when its objective is not
/// there.
///
/// # Errors
/// Those of the file.
pub(crate) fn item_of(
    connection: &Connection,
    kr: &KeyResult,
    mut series: Vec<CheckIn>,
    policy: &Policy,
    day: NaiveDate,
) -> Result<Option<Item>> {
    let objective = match kr.head.parent {
        Some(parent) => objectives::by_uid(connection, parent)?,
        None => None,
    };
    let Some(objective) = objective else {
        return Ok(None);
    };
    series.retain(|check_in| check_in.date <= day);
    let mut reader = Reader::new(connection, *policy, day)?;
    let above = reader.above(&objective.head)?;
    Ok(Some(reader.assessed(
        &objective,
        &above,
        kr.clone(),
        series,
    )))
}
