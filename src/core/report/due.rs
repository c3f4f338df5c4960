//! What needs a check-in. A key result is due while it has no check-in dated in the review period of
//! today. What is done needs none, what was dropped never does. `due_count` answers the same for a
//! prompt without reading whole series.

use chrono::{DateTime, NaiveDate};
use rusqlite::Connection;

use super::board::CycleChoice;
use super::cadence::{Cadence, Period};
use super::ends::ends;
use super::item::Item;
use crate::act::cycle::{current, named};
use crate::domain::assess::{Policy, Status, assess_today};
use crate::domain::cycle::{Cycle, CycleState};
use crate::domain::record::Type;
use crate::error::Result;
use crate::store::cycles;
use crate::store::key_results::{self, Whose};

/// Why a key result is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// It never had a check-in.
    Never,
    /// It had none since the last review day.
    NotSinceReview,
}

/// A key result that needs a check-in.
#[derive(Debug, Clone)]
pub struct DueItem<'a> {
    pub item: &'a Item,
    /// Days since the last check-in; `None` when there was none.
    pub days_since: Option<i64>,
    /// For longer than one and a half cadences; a first check-in is counted from the start of the
    /// cycle, or from the making of the key result when that was later.
    pub overdue: bool,
    pub reason: Reason,
}

/// What needs a check-in, longest waiting first.
#[derive(Debug, Clone)]
pub struct Due<'a> {
    pub items: Vec<DueItem<'a>>,
    /// Those with a check-in in this period, in the order they came.
    pub done: Vec<&'a Item>,
    /// Key results with a check-in in this period, of `total`. A key result that was done before
    /// the period counts in neither.
    pub checked_in: usize,
    pub total: usize,
    pub period: Period,
    pub next_review: NaiveDate,
}

/// Which of the items need a check-in on a day; objectives among them are passed over.
#[must_use]
pub fn due<'a>(
    items: impl IntoIterator<Item = &'a Item>,
    cadence: Cadence,
    day: NaiveDate,
) -> Due<'a> {
    let period = cadence.period(day);
    let mut found = Due {
        items: Vec::new(),
        done: Vec::new(),
        checked_in: 0,
        total: 0,
        period,
        next_review: period.next,
    };
    for item in items {
        let runs = item.cycle.as_ref().is_some_and(|cycle| runs(cycle, day));
        if item.kind != Type::KeyResult || item.is_dropped || !runs {
            continue;
        }
        let last = item.assessment.last;
        if last.is_some_and(|last| period.holds(last)) {
            found.done.push(item);
            found.checked_in += 1;
            found.total += 1;
        } else if item.assessment.status != Status::Done {
            found.total += 1;
            found.items.push(waiting(item, cadence, day));
        }
    }
    found.items.sort_by_key(|due| {
        let since = due.days_since.map_or(i64::MAX, |days| days);
        (!due.overdue, std::cmp::Reverse(since))
    });
    found
}

fn waiting(item: &Item, cadence: Cadence, day: NaiveDate) -> DueItem<'_> {
    let days_since = item.assessment.last.map(|last| (day - last).num_days());
    let made = DateTime::from_timestamp_millis(item.head.created).map(|made| made.date_naive());
    let begun = item.cycle.as_ref().map(|cycle| cycle.start).max(made);
    let waited = days_since.or_else(|| begun.map(|begun| (day - begun).num_days()));
    DueItem {
        item,
        days_since,
        overdue: waited.is_some_and(|days| days > cadence.patience()),
        reason: match days_since {
            Some(_) => Reason::NotSinceReview,
            None => Reason::Never,
        },
    }
}

/// Whether a cycle wants check-ins on a day: it is active and has begun. One that is past its end
/// still does until it is closed.
fn runs(cycle: &Cycle, day: NaiveDate) -> bool {
    cycle.state == CycleState::Active && cycle.start <= day
}

/// How many key results are due and how many are behind: what a prompt shows. Reads the ends of each
/// series only, and the same rules decide.
///
/// # Errors
/// `E307` for a cycle that is not there, and those of the file.
pub fn due_count(
    connection: &Connection,
    choice: &CycleChoice,
    whose: Whose<'_>,
    cadence: Cadence,
    policy: &Policy,
    day: NaiveDate,
) -> Result<(usize, usize)> {
    let chosen: Vec<Cycle> = match choice {
        CycleChoice::All => cycles::all(connection)?,
        CycleChoice::Named(name) => vec![named(connection, name)?],
        CycleChoice::Current => current(&cycles::all(connection)?, day)
            .cloned()
            .into_iter()
            .collect(),
    };
    let period = cadence.period(day);
    let (mut due, mut behind) = (0, 0);
    for cycle in chosen.iter().filter(|cycle| runs(cycle, day)) {
        for kr in key_results::live(connection, &cycle.name, whose)? {
            let series = ends(connection, &kr, Some(cycle), policy, day)?;
            let found = assess_today(&kr, &series, Some(cycle), policy, day);
            let checked_in = found.last.is_some_and(|last| period.holds(last));
            due += usize::from(!checked_in && found.status != Status::Done);
            behind += usize::from(found.status == Status::Behind);
        }
    }
    Ok((due, behind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample::{self, TODAY, day, whole};

    #[test]
    fn who_checked_in_this_week_is_not_due_and_who_is_done_is_not_asked() {
        let book = sample::book();
        let board = whole(&book);
        let due = due(&board.items, Cadence::default(), board.day);
        let ids: Vec<String> = due.items.iter().map(|due| due.item.id()).collect();
        assert_eq!(ids, ["K4", "K5", "K2"]);
        assert_eq!((due.checked_in, due.total), (1, 4));
        assert_eq!(due.next_review, day("2026-09-02"));
        let overdue: Vec<bool> = due.items.iter().map(|due| due.overdue).collect();
        assert_eq!(overdue, [true, true, false]);
        assert_eq!(due.items[0].reason, Reason::Never);
        assert_eq!(due.items[2].days_since, Some(9));
    }

    #[test]
    fn nothing_is_due_in_a_closed_cycle_or_for_what_was_dropped() {
        let mut book = sample::book();
        let drop = crate::act::Action::Drop {
            references: vec!["O1".to_owned()],
            because: None,
        };
        sample::act(&mut book, TODAY, drop);
        let board = whole(&book);
        let after_drop = due(&board.items, Cadence::default(), board.day);
        assert!(after_drop.items.iter().all(|due| due.item.id() != "K2"));
        let close = crate::act::Action::CloseCycle {
            name: "2026Q3".to_owned(),
        };
        sample::act(&mut book, TODAY, close);
        let board = whole(&book);
        assert_eq!(due(&board.items, Cadence::default(), board.day).total, 0);
    }

    #[test]
    fn the_short_count_and_the_list_agree_on_every_day() {
        let mut book = sample::book();
        sample::check_in(&mut book, TODAY, "K2", "unknown", "2", "");
        for on in [
            "2026-06-30",
            "2026-07-01",
            "2026-08-20",
            "2026-08-26",
            TODAY,
            "2026-12-01",
        ] {
            for owner in [None, Some("ANA"), Some("li")] {
                let board = crate::report::board::board(
                    book.connection(),
                    &CycleChoice::Current,
                    &crate::report::board::Narrow::Everything,
                    crate::report::board::Depth::Words,
                    &Policy::default(),
                    day(on),
                )
                .expect("a board");
                let mine = |item: &&Item| {
                    owner.is_none_or(|owner| {
                        item.owner
                            .as_ref()
                            .is_some_and(|name| name.eq_ignore_ascii_case(owner))
                    })
                };
                let list = due(
                    board.items.iter().filter(mine),
                    Cadence::default(),
                    board.day,
                );
                let behind = board.key_results().filter(mine).filter(|item| {
                    !item.is_dropped
                        && item.assessment.status == Status::Behind
                        && item
                            .cycle
                            .as_ref()
                            .is_some_and(|cycle| runs(cycle, board.day))
                });
                let count = due_count(
                    book.connection(),
                    &CycleChoice::Current,
                    owner.map_or(Whose::Everybodys, Whose::Of),
                    Cadence::default(),
                    &Policy::default(),
                    board.day,
                )
                .expect("a count");
                assert_eq!(count, (list.items.len(), behind.count()), "{on} {owner:?}");
                let Some(owner) = owner else { continue };
                let open = |item: &&Item| {
                    let mine = |name: &String| name.eq_ignore_ascii_case(owner);
                    item.owner.as_ref().is_none_or(mine)
                };
                let list = due(
                    board.items.iter().filter(open),
                    Cadence::default(),
                    board.day,
                );
                let count = due_count(
                    book.connection(),
                    &CycleChoice::Current,
                    Whose::OfOrNobodys(owner),
                    Cadence::default(),
                    &Policy::default(),
                    board.day,
                )
                .expect("a count");
                assert_eq!(count.0, list.items.len(), "{on} {owner}, or nobody");
            }
        }
    }
}
