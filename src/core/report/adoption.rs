//! Whether the check-ins live: how many owners and teams gave one, how many weeks in a row, how old
//! the figures are, how much serves a vision. It counts and never ranks: no person has a number here.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use serde::Serialize;

use super::cadence::Cadence;
use super::item::Item;
use crate::domain::assess::Status;
use crate::domain::record::Type;

/// So many of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Share {
    pub count: usize,
    pub of: usize,
}

/// Review periods in a row with at least one check-in, up to now. The period that runs only counts
/// once it has one, and breaks nothing before it is over.
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
    /// Key results with a check-in in the window, today included.
    pub updated: Share,
    /// The one that waits longest beyond the window.
    pub oldest: Option<Oldest>,
    /// Key results that never had a check-in.
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

/// Counts over live key results and objectives; others are passed over.
#[must_use]
pub fn adoption<'a>(
    items: impl IntoIterator<Item = &'a Item>,
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
        streaks: streaks(&key_results, cadence, day),
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
    let old = key_results
        .iter()
        .filter(waits)
        .filter_map(|item| Some((item, age(item).filter(|age| *age >= days)?)));
    Freshness {
        days,
        updated: Share {
            count: key_results.iter().filter(fresh).count(),
            of: key_results.len(),
        },
        // Of equals the first in reading order.
        oldest: old
            .rev()
            .max_by_key(|(_, age)| *age)
            .map(|(item, age)| Oldest {
                id: item.id(),
                days: age,
            }),
        never: key_results
            .iter()
            .filter(|item| item.assessment.last.is_none())
            .count(),
    }
}

fn streaks(key_results: &[&Item], cadence: Cadence, day: NaiveDate) -> Vec<Streak> {
    let mut dates: BTreeMap<Option<String>, BTreeSet<NaiveDate>> = BTreeMap::new();
    for item in key_results {
        let days = || item.series.iter().map(|check_in| check_in.date);
        dates.entry(None).or_default().extend(days());
        if let Some(team) = &item.team {
            dates.entry(Some(team.clone())).or_default().extend(days());
        }
    }
    dates
        .into_iter()
        .map(|(team, dates)| Streak {
            team,
            periods: in_a_row(&dates, cadence, day),
        })
        .filter(|streak| streak.periods > 0)
        .collect()
}

fn in_a_row(dates: &BTreeSet<NaiveDate>, cadence: Cadence, day: NaiveDate) -> usize {
    let mut period = cadence.period(day);
    let mut count = 0;
    loop {
        let is_kept = dates.range(period.start..period.next).next().is_some();
        if !is_kept && !period.holds(day) {
            return count;
        }
        count += usize::from(is_kept);
        match period.start.checked_sub_days(Days::new(1)) {
            Some(before) => period = cadence.period(before),
            None => return count,
        }
    }
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

    #[test]
    fn a_period_that_still_runs_breaks_no_streak() {
        let set = |days: &[&str]| days.iter().map(|text| day(text)).collect::<BTreeSet<_>>();
        let row = |days: &[&str], on: &str| in_a_row(&set(days), Cadence::default(), day(on));
        assert_eq!(row(&["2026-08-13", "2026-08-20"], "2026-08-28"), 2);
        assert_eq!(
            row(&["2026-08-13", "2026-08-20", "2026-08-26"], "2026-08-28"),
            3
        );
        assert_eq!(row(&["2026-08-13"], "2026-08-28"), 0);
        assert_eq!(row(&[], "2026-08-28"), 0);
    }
}
