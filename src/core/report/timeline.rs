//! Weeks by key results: how often each was checked in, with which confidence, and how it stood at the
//! end of each week. Everything comes from the series that the board has read already; nothing here asks
//! the file for a cell. Past weeks are judged by today's targets.

use chrono::{Datelike, Days, NaiveDate};
use rusqlite::Connection;

use super::board::Board;
use super::cadence::{Cadence, Every};
use super::item::Item;
use crate::domain::assess::{Policy, Status, assess_today};
use crate::domain::check_in::CheckIn;
use crate::domain::cycle::{Cycle, CycleState};
use crate::domain::id::Uid;
use crate::error::Result;
use crate::select::Filter;
use crate::store::reviews;

/// A week from Monday to Sunday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Week {
    pub start: NaiveDate,
    /// Its ISO number.
    pub number: u32,
}

impl Week {
    fn of(start: NaiveDate) -> Self {
        Self {
            start,
            number: start.iso_week().week(),
        }
    }

    /// The first day after it.
    #[must_use]
    pub fn next(&self) -> NaiveDate {
        self.start + Days::new(7)
    }
}

/// One key result in one week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cell {
    /// Check-ins dated in the week.
    pub count: usize,
    /// The last answer given in the week, 0 to 10.
    pub confidence: Option<u8>,
    /// How it stood at the end of the week; `None` for weeks to come.
    pub status: Option<Status>,
    /// The day of the last check-in in the week.
    pub last: Option<NaiveDate>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub uid: Uid,
    pub id: String,
    pub title: String,
    /// One for each week.
    pub cells: Vec<Cell>,
}

/// All key results together at the end of a week.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Sum {
    /// The mean of the answers that were fresh then.
    pub confidence: Option<f64>,
    pub behind: usize,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Timeline {
    pub weeks: Vec<Week>,
    /// In reading order.
    pub rows: Vec<Row>,
    /// One for each week up to today's.
    pub sums: Vec<Sum>,
    /// The place of today's week, when it is one of them.
    pub now: Option<usize>,
    /// Review periods in a row with a review of the team: somebody held one, or at least half of the key
    /// results were checked in. A period that still runs breaks no row.
    pub streak: usize,
    pub every: Every,
}

/// More weeks than this are no picture any more.
const MOST_WEEKS: u64 = 60;
/// Shown where no cycle says which weeks are meant.
const WITHOUT_CYCLE: u64 = 14;

/// # Errors
/// Those of the file.
pub fn timeline(
    connection: &Connection,
    board: &Board,
    filter: &Filter,
    cadence: Cadence,
    policy: &Policy,
) -> Result<Timeline> {
    let held = reviews::periods(connection)?;
    let items: Vec<&Item> = board
        .key_results()
        .filter(|item| !item.is_dropped && filter.matches(item))
        .collect();
    let weeks = weeks(board.cycle.as_ref(), board.day);
    let now = weeks
        .iter()
        .position(|week| week.start <= board.day && board.day < week.next());
    let mut sums = vec![Tally::default(); weeks.len()];
    let rows = items
        .iter()
        .map(|item| row(item, &weeks, &mut sums, policy, board.day))
        .collect();
    let past = weeks.iter().filter(|week| week.start <= board.day).count();
    Ok(Timeline {
        rows,
        sums: sums.iter().take(past).map(Tally::sum).collect(),
        now,
        streak: streak(&items, &held, cadence, board.day),
        every: cadence.every,
        weeks,
    })
}

fn weeks(cycle: Option<&Cycle>, day: NaiveDate) -> Vec<Week> {
    let monday = |day: NaiveDate| day - Days::new(u64::from(day.weekday().num_days_from_monday()));
    let (first, last) = match cycle {
        Some(cycle) => (monday(cycle.start), cycle.end),
        None => (monday(day) - Days::new((WITHOUT_CYCLE - 1) * 7), day),
    };
    (0..MOST_WEEKS)
        .map(|week| first + Days::new(week * 7))
        .take_while(|start| *start <= last)
        .map(Week::of)
        .collect()
}

/// A sum on its way.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    answers: usize,
    confidence: usize,
    behind: usize,
}

impl Tally {
    fn sum(&self) -> Sum {
        Sum {
            confidence: (self.answers > 0).then(|| self.confidence as f64 / self.answers as f64),
            behind: self.behind,
        }
    }
}

/// The check-ins of a rising series from a day on and before another.
fn between(series: &[CheckIn], from: NaiveDate, to: NaiveDate) -> &[CheckIn] {
    let first = series.partition_point(|one| one.date < from);
    let last = series.partition_point(|one| one.date < to);
    series.get(first..last.max(first)).unwrap_or_default()
}

fn row(item: &Item, weeks: &[Week], sums: &mut [Tally], policy: &Policy, day: NaiveDate) -> Row {
    // A cycle that is closed by now was open in its weeks.
    let cycle = item.cycle.clone().map(|cycle| Cycle {
        state: CycleState::Active,
        ..cycle
    });
    let kr = item.key_result();
    let cells = weeks.iter().zip(sums).map(|(week, tally)| {
        let within = between(&item.series, week.start, week.next());
        let mut cell = Cell {
            count: within.len(),
            confidence: within.iter().rev().find_map(|one| one.confidence),
            status: None,
            last: within.last().map(|one| one.date),
        };
        if let Some(kr) = kr.as_ref().filter(|_| week.start <= day) {
            let end = week.next().pred_opt().unwrap_or(week.start).min(day);
            let known = between(&item.series, NaiveDate::MIN, end + Days::new(1));
            let found = assess_today(kr, known, cycle.as_ref(), policy, end);
            if let Some(answer) = found.confidence {
                tally.answers += 1;
                tally.confidence += usize::from(answer);
            }
            tally.behind += usize::from(found.status == Status::Behind);
            cell.status = Some(found.status);
        }
        cell
    });
    Row {
        uid: item.head.uid,
        id: item.id(),
        title: item.head.title.clone(),
        cells: cells.collect(),
    }
}

/// Review periods in a row, up to a day, in which somebody held a review (`held` are first days of periods,
/// rising) or at least half of the items were checked in. A period that still runs breaks no row.
pub(super) fn streak(
    items: &[&Item],
    held: &[NaiveDate],
    cadence: Cadence,
    day: NaiveDate,
) -> usize {
    let is_met = |start: NaiveDate, next: NaiveDate| {
        let checked = items
            .iter()
            .filter(|item| !between(&item.series, start, next).is_empty())
            .count();
        held.binary_search(&start).is_ok() || checked > 0 && checked * 2 >= items.len()
    };
    let mut period = cadence.period(day);
    let mut count = usize::from(is_met(period.start, period.next));
    while let Some(before) = period.start.pred_opt() {
        period = cadence.period(before);
        if !is_met(period.start, period.next) {
            break;
        }
        count += 1;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::act::Action;
    use crate::act::check_in::{NewCheckIn, Rule};
    use crate::capture::value::Source;
    use crate::report::sample::{self, day, whole};

    fn asked(book: &crate::book::Book, on: &str) -> Timeline {
        let mut board = whole(book);
        board.day = day(on);
        board.cycle = board.items[0].cycle.clone();
        for item in &mut board.items {
            item.series.retain(|one| one.date <= board.day);
        }
        timeline(
            book.connection(),
            &board,
            &Filter::default(),
            Cadence::default(),
            &Policy::default(),
        )
        .expect("a timeline")
    }

    fn checked_in(book: &mut crate::book::Book, on: &str, id: &str, value: &str) {
        let row = NewCheckIn {
            confidence: Some("6".to_owned()),
            ..NewCheckIn::of(id, value)
        };
        let rule = Rule {
            keep_going: false,
            any_date: false,
            from: Source::Shell,
        };
        let rows = vec![row];
        sample::act(book, on, Action::CheckIn { rows, rule });
    }

    #[test]
    fn a_quarter_has_the_weeks_its_days_lie_in() {
        let found = asked(&sample::book(), sample::TODAY);
        let numbers: Vec<u32> = found.weeks.iter().map(|week| week.number).collect();
        assert_eq!(numbers, (27..=40).collect::<Vec<u32>>());
        assert_eq!(found.now, Some(8));
        assert_eq!(found.sums.len(), 9);
    }

    #[test]
    fn weeks_to_come_have_no_status_and_past_ones_have_the_one_they_had() {
        let mut book = sample::book();
        checked_in(&mut book, "2026-08-27", "K1", "95");
        let found = asked(&book, sample::TODAY);
        let row = &found.rows[0];
        let [before, after] = [&row.cells[8], &row.cells[9]];
        assert_eq!((before.count > 0, after.count), (true, 0));
        assert!(before.status.is_some());
        assert_eq!(after.status, None);
        assert_eq!(before.last, Some(day("2026-08-27")));
    }

    #[test]
    fn a_period_that_still_runs_breaks_no_streak() {
        let mut book = sample::book();
        for on in ["2026-08-12", "2026-08-19"] {
            for id in ["K1", "K2", "K3", "K5"] {
                checked_in(&mut book, on, id, "3");
            }
        }
        // Wednesday 26 August begins a new period.
        assert_eq!(
            asked(&book, "2026-08-25").streak,
            asked(&book, "2026-08-26").streak
        );
        assert!(asked(&book, "2026-08-26").streak >= 2);
        assert_eq!(asked(&book, "2026-09-09").streak, 0);
    }
}
