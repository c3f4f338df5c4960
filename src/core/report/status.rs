//! The answer behind the bare command: where the cycle stands, what needs the person most, what
//! happened this week and what to do next. Facts only; sentences and colours are the printer's.

use chrono::NaiveDate;
use rusqlite::Connection;

use super::board::Board;
use super::cadence::Cadence;
use super::due::{Due, due};
use super::item::Item;
use crate::domain::assess::Status;
use crate::domain::check_in::{Ask, Win};
use crate::domain::cycle::{Cycle, CycleState};
use crate::domain::record::Type;
use crate::error::Result;
use crate::select::Filter;
use crate::store::facts;

/// How it goes, on the board's day.
#[derive(Debug, Clone)]
pub struct Standing<'a> {
    pub cycle: Option<&'a Cycle>,
    /// The week of the cycle and how many it has; `None` without a cycle or before its start.
    pub week: Option<(i64, i64)>,
    /// 0 to 1.
    pub time_gone: Option<f64>,
    /// Not dropped, in reading order.
    pub objectives: Vec<&'a Item>,
    pub key_results: usize,
    /// The one or two that need a person most, worst first.
    pub needs: Vec<Need<'a>>,
    pub due: Due<'a>,
    /// Dated in this review period, newest first.
    pub new_wins: Vec<Win>,
    pub newest_win: Option<Win>,
    /// Oldest first.
    pub open_asks: Vec<Ask>,
    pub next: Vec<Suggestion>,
}

/// A key result that needs somebody: it is behind, blocked or stale.
#[derive(Debug, Clone)]
pub struct Need<'a> {
    pub item: &'a Item,
    /// Days since the last check-in; `None` when there was none.
    pub days_since: Option<i64>,
    /// Days the open blocker is old, where that is known.
    pub blocked_days: Option<i64>,
}

/// What could be done next, most useful first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Suggestion {
    AddObjective,
    /// The objective has no key results.
    AddKeyResult {
        objective: String,
    },
    CheckIn {
        key_result: String,
    },
    /// Several are due.
    Review,
    /// The cycle is over and still open.
    CloseCycle {
        name: String,
    },
    /// The cycle has begun and is still planned.
    OpenCycle {
        name: String,
    },
}

/// # Errors
/// Those of the file.
pub fn standing<'a>(
    connection: &Connection,
    board: &'a Board,
    filter: &Filter,
    cadence: Cadence,
) -> Result<Standing<'a>> {
    let day = board.day;
    let picked = |item: &&Item| !item.is_dropped && filter.matches(item);
    let due = due(board.items.iter().filter(picked), cadence, day);
    let key_results: Vec<&Item> = board.key_results().filter(picked).collect();
    let objectives: Vec<&Item> = board.objectives().filter(picked).collect();
    let mut wins = facts::wins(connection)?;
    wins.retain(|win| win.date <= day);
    wins.sort_by_key(|win| std::cmp::Reverse((win.date, win.id.number)));
    let newest_win = wins.first().cloned();
    wins.retain(|win| due.period.holds(win.date));
    let mut open_asks = facts::asks(connection)?;
    open_asks.retain(|ask| ask.date <= day && ask.closed.is_none_or(|closed| closed > day));
    let cycle = board.cycle.as_ref();
    let running = cycle.filter(|cycle| cycle.start <= day);
    let mut needs = needs(&key_results, day);
    needs.truncate(MOST_NEEDS);
    let next = suggestions(board, &objectives, &needs, &due);
    Ok(Standing {
        cycle,
        week: running.map(|cycle| cycle.week(day)),
        time_gone: cycle.map(|cycle| cycle.time_gone(day)),
        objectives,
        key_results: key_results.len(),
        needs,
        due,
        new_wins: wins,
        newest_win,
        open_asks,
        next,
    })
}

const MOST_NEEDS: usize = 2;

/// All key results that need somebody. Behind comes before stale, stale before what is only blocked;
/// among equals the one further behind its pace, then the one longer without a check-in.
#[must_use]
pub fn needs<'a>(key_results: &[&'a Item], day: NaiveDate) -> Vec<Need<'a>> {
    let mut found: Vec<(u8, &Item)> = key_results
        .iter()
        .filter_map(|item| Some((urgency(item)?, *item)))
        .collect();
    found.sort_by(|(a_rank, a), (b_rank, b)| {
        let points = |item: &Item| item.assessment.pace_points.unwrap_or_default();
        let since = |item: &Item| item.assessment.days_since.unwrap_or(i64::MAX);
        b_rank
            .cmp(a_rank)
            .then(points(a).total_cmp(&points(b)))
            .then(since(b).cmp(&since(a)))
    });
    found
        .into_iter()
        .map(|(_, item)| Need {
            item,
            days_since: item.assessment.last.map(|last| (day - last).num_days()),
            blocked_days: item
                .head
                .blocker
                .as_ref()
                .and(item.head.blocked_since)
                .map(|since| (day - since).num_days()),
        })
        .collect()
}

fn urgency(item: &Item) -> Option<u8> {
    let found = &item.assessment;
    let by_status = match found.status {
        Status::Done | Status::Closed => return None,
        Status::Behind => 4,
        Status::Stale => 2,
        _ if found.stale => 2,
        _ => 0,
    };
    let rank = by_status + u8::from(found.blocked);
    (rank > 0).then_some(rank)
}

fn suggestions(
    board: &Board,
    objectives: &[&Item],
    needs: &[Need<'_>],
    due: &Due<'_>,
) -> Vec<Suggestion> {
    let mut next = Vec::new();
    if let Some(cycle) = &board.cycle {
        let name = cycle.name.clone();
        match cycle.state {
            CycleState::Active if cycle.end < board.day => {
                next.push(Suggestion::CloseCycle { name });
            }
            CycleState::Planning if cycle.start <= board.day => {
                next.push(Suggestion::OpenCycle { name });
            }
            _ => {}
        }
    }
    if objectives.is_empty() {
        next.push(Suggestion::AddObjective);
    }
    let empty = objectives.iter().find(|objective| {
        let below = |item: &&Item| {
            item.above
                .first()
                .is_some_and(|(uid, _)| *uid == objective.head.uid)
        };
        objective.assessment.status != Status::Closed
            && objective.parts.is_empty()
            && !board
                .items
                .iter()
                .any(|item| item.kind == Type::KeyResult && !item.is_dropped && below(&item))
    });
    if let Some(objective) = empty {
        next.push(Suggestion::AddKeyResult {
            objective: objective.id(),
        });
    }
    let waiting = |id: &String| due.items.iter().any(|due| due.item.id() == *id);
    let first = needs
        .iter()
        .map(|need| need.item.id())
        .find(waiting)
        .or_else(|| due.items.first().map(|due| due.item.id()));
    if let Some(key_result) = first {
        next.push(Suggestion::CheckIn { key_result });
    }
    if due.items.len() > 1 {
        next.push(Suggestion::Review);
    }
    next
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::act::Action;
    use crate::report::sample::{self, TODAY, whole};

    fn said(book: &mut crate::book::Book, on: &str, action: Action) {
        sample::act(book, on, action);
    }

    #[test]
    fn the_worst_come_first_and_the_week_is_counted() {
        let mut book = sample::book();
        let win = |text: &str| Action::Win {
            text: text.to_owned(),
            about: vec!["K1".to_owned()],
            thanks: Vec::new(),
        };
        said(&mut book, "2026-08-20", win("an old win"));
        said(&mut book, "2026-08-26", win("a new win"));
        let ask = Action::Ask {
            text: "Approve the form".to_owned(),
            about: Vec::new(),
        };
        said(&mut book, "2026-08-12", ask);
        let mut board = whole(&book);
        board.cycle = board.items[0].cycle.clone();
        let standing = standing(
            book.connection(),
            &board,
            &Filter::default(),
            Cadence::default(),
        )
        .expect("a standing");
        let needs: Vec<String> = standing.needs.iter().map(|need| need.item.id()).collect();
        assert_eq!(needs, ["K2", "K5"]);
        assert_eq!(standing.needs[0].days_since, Some(9));
        assert_eq!(standing.week, Some((9, 14)));
        assert_eq!((standing.objectives.len(), standing.key_results), (3, 5));
        let new: Vec<&str> = standing
            .new_wins
            .iter()
            .map(|win| win.title.as_str())
            .collect();
        assert_eq!(new, ["a new win"]);
        assert_eq!(standing.open_asks.len(), 1);
        assert_eq!(
            standing.next,
            [
                Suggestion::CheckIn {
                    key_result: "K2".to_owned()
                },
                Suggestion::Review
            ]
        );
    }

    #[test]
    fn a_blocker_tells_its_age() {
        let book = sample::book();
        let board = whole(&book);
        let blocked = needs(&[sample::find(&board, "K1")], board.day);
        assert_eq!(blocked[0].blocked_days, Some(16));
    }

    #[test]
    fn an_objective_without_key_results_asks_for_one() {
        let mut book = sample::book();
        sample::objective(&mut book, "Grow", None, "web", "ana");
        let board = whole(&book);
        let standing = standing(
            book.connection(),
            &board,
            &Filter::default(),
            Cadence::default(),
        )
        .expect("a standing");
        assert_eq!(
            standing.next.first(),
            Some(&Suggestion::AddKeyResult {
                objective: "O4".to_owned()
            })
        );
        assert_eq!(board.day, sample::day(TODAY));
    }
}
