//! Whether the check-ins live: how many owners and teams gave one, how many weeks in a row, how old
//! the figures are, how much serves a vision. It counts and never ranks: no person has a number here.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::Serialize;

use super::cadence::Cadence;
use super::item::Item;
use super::timeline::streak;
use crate::domain::assess::Status;
use crate::domain::record::Type;

/// So many of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Share {
    pub count: usize,
    pub of: usize,
}

/// Review periods in a row, by the rule of the timeline: a review was held, or at least half of the key
/// results were checked in. Of a team only its own check-ins count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Streak {
    /// `None` for everything together.
    pub team: Option<String>,
    pub periods: usize,
}

/// A key result and the days since its last check-in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Oldest {
    pub id: String,
    pub days: i64,
}

/// How old the figures are.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Freshness {
    /// The window in days: the length of a review period.
    pub days: i64,
    /// Open key results with a check-in in the window, today included.
    pub updated: Share,
    /// The one that waits longest beyond the window.
    pub oldest: Option<Oldest>,
    /// Open key results that never had a check-in.
    pub never: usize,
}

/// How far the habit has come.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Adoption {
    /// Owners of key results, and those with a check-in after `since`.
    pub owners: Share,
    /// The same for teams; `of` is 0 while nobody names one.
    pub teams: Share,
    /// Objectives, and those that serve a vision.
    pub aligned: Share,
    /// Everything together first, then teams by name.
    pub streaks: Vec<Streak>,
    pub freshness: Freshness,
}

/// Counts over live key results and objectives; others are passed over. `held` are the first days of the
/// review periods in which somebody held a review, rising.
#[must_use]
pub fn adoption<'a>(
    items: impl IntoIterator<Item = &'a Item>,
    held: &[NaiveDate],
    cadence: Cadence,
    since: NaiveDate,
    day: NaiveDate,
) -> Adoption {
    let live: Vec<&Item> = items.into_iter().filter(|item| !item.is_dropped).collect();
    let key_results: Vec<&Item> = of(&live, Type::KeyResult);
    let objectives = of(&live, Type::Objective);
    let after = |item: &Item| item.assessment.last.is_some_and(|last| last > since);
    let told = |name: fn(&Item) -> Option<&String>| {
        let named = |item: &&Item| name(item).map(|name| name.to_lowercase());
        let all: BTreeSet<String> = key_results.iter().filter_map(named).collect();
        let active: BTreeSet<String> = key_results
            .iter()
            .filter(|item| after(item))
            .filter_map(named)
            .collect();
        Share {
            count: active.len(),
            of: all.len(),
        }
    };
    Adoption {
        owners: told(|item| item.owner.as_ref()),
        teams: told(|item| item.team.as_ref()),
        aligned: Share {
            count: objectives
                .iter()
                .filter(|item| !item.serves.is_empty())
                .count(),
            of: objectives.len(),
        },
        streaks: streaks(&key_results, held, cadence, day),
        freshness: freshness(&key_results, cadence, day),
    }
}

fn of<'a>(live: &[&'a Item], kind: Type) -> Vec<&'a Item> {
    let mut found = live.to_vec();
    found.retain(|item| item.kind == kind);
    found
}

fn freshness(key_results: &[&Item], cadence: Cadence, day: NaiveDate) -> Freshness {
    let days = cadence.period(day).days();
    let age = |item: &Item| item.assessment.last.map(|last| (day - last).num_days());
    let fresh = |item: &&&Item| age(item).is_some_and(|age| age < days);
    let waits = |item: &&&Item| !matches!(item.assessment.status, Status::Done | Status::Closed);
    // What is closed waits for no check-in.
    let open = || {
        let all = key_results.iter();
        all.filter(|item| item.assessment.status != Status::Closed)
    };
    let old = key_results
        .iter()
        .filter(waits)
        .filter_map(|item| Some((item, age(item).filter(|age| *age >= days)?)));
    Freshness {
        days,
        updated: Share {
            count: open().filter(fresh).count(),
            of: open().count(),
        },
        // Of equals the first in reading order.
        oldest: old
            .rev()
            .max_by_key(|(_, age)| *age)
            .map(|(item, age)| Oldest {
                id: item.id(),
                days: age,
            }),
        never: open().filter(|item| item.assessment.last.is_none()).count(),
    }
}

fn streaks(
    key_results: &[&Item],
    held: &[NaiveDate],
    cadence: Cadence,
    day: NaiveDate,
) -> Vec<Streak> {
    let mut teams: BTreeMap<&String, Vec<&Item>> = BTreeMap::new();
    for item in key_results {
        if let Some(team) = &item.team {
            teams.entry(team).or_default().push(item);
        }
    }
    let whole = Streak {
        team: None,
        periods: streak(key_results, held, cadence, day),
    };
    let each = teams.into_iter().map(|(team, items)| Streak {
        team: Some(team.clone()),
        periods: streak(&items, &[], cadence, day),
    });
    let mut found: Vec<Streak> = std::iter::once(whole).chain(each).collect();
    found.retain(|streak| streak.periods > 0);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample::{self, day, whole};

    #[test]
    fn owners_and_teams_are_counted_and_nobody_has_a_number() {
        let book = sample::book();
        let board = whole(&book);
        let found = adoption(
            &board.items,
            &[],
            Cadence::default(),
            day("2026-08-19"),
            board.day,
        );
        assert!(found.owners.of >= found.owners.count && found.owners.count > 0);
        assert_eq!(found.freshness.days, 7);
        assert_eq!(found.freshness.updated.count, 1);
        let oldest = found.freshness.oldest.expect("an old one");
        assert_eq!((oldest.id.as_str(), oldest.days), ("K5", 44));
        assert!(found.freshness.never > 0);
    }
}
