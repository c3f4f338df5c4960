//! The two boards a report compares: the day's and that of an earlier day, cut down to the records that were
//! asked for. Nothing is told of the time before a cycle.

use std::collections::HashSet;

use chrono::{Days, NaiveDate};
use okr_core::capture::date::Prefer;
use okr_core::domain::id::Uid;
use okr_core::rebuild::Moment;
use okr_core::report::board::Board;
use okr_core::report::cadence::Cadence;
use okr_core::{Book, Error, Result};

use super::{Report, ReportArgs};
use crate::cli::selection::{self, Selection};
use crate::cli::session::Session;

/// The day changes are counted from. Without one said: the review before the period that runs, or for
/// looks at the whole cycle the day before it began.
pub(super) fn since(
    session: &Session<'_>,
    arguments: &ReportArgs,
    board: &Board,
    cadence: Cadence,
) -> Result<NaiveDate> {
    let day = board.day;
    if let Some(typed) = &arguments.since {
        let cycle = board.cycle.as_ref();
        let since = session.date(typed, Prefer::Past, cycle)?;
        if since > day {
            return Err(Error::usage(
                "E105",
                format!("--since is {since}, after the day of the report, {day}"),
            )
            .why("A report tells what changed up to its day.")
            .next(format!("okr report {}", arguments.report.name())));
        }
        return Ok(since);
    }
    let before = |day: NaiveDate| day.checked_sub_days(Days::new(1)).unwrap_or(day);
    let begun = board.cycle.as_ref().map(|cycle| before(cycle.start));
    Ok(match (arguments.report, begun) {
        (Report::Cycle | Report::Wins | Report::Alignment, Some(begun)) => begun.min(day),
        (_, begun) => {
            let review = cadence.period(before(cadence.period(day).start)).start;
            // Nothing is told of the time before the cycle.
            begun
                .filter(|begun| *begun <= day)
                .map_or(review, |begun| review.max(begun))
        }
    })
}

/// The board of the same cycle at the end of an earlier day.
pub(super) fn earlier(
    session: &Session<'_>,
    book: &Book,
    day: NaiveDate,
    now: &Board,
) -> Result<Board> {
    book.at(Moment::Day(day))?
        .read(|connection| selection::whole_then(session, connection, day, now))
}

/// Leaves what was asked for: records that match, the objectives of key results that do, and what
/// either was on the earlier day. Of dropped records only those that were dropped since stay.
pub(super) fn keep(before: &mut Board, after: &mut Board, selection: &Selection) {
    let matching: Vec<(Uid, Option<Uid>)> = after
        .items
        .iter()
        .filter(|item| selection.filter().matches(item))
        .map(|item| {
            (
                item.head.uid,
                item.head.parent.filter(|_| item.measure.is_some()),
            )
        })
        .collect();
    let mut kept: HashSet<Uid> = matching.iter().map(|(uid, _)| *uid).collect();
    kept.extend(matching.iter().filter_map(|(_, parent)| *parent));
    let there: HashSet<Uid> = after.items.iter().map(|item| item.head.uid).collect();
    after.items.retain(|item| kept.contains(&item.head.uid));
    before.items.retain(|item| {
        let is_gone = !there.contains(&item.head.uid);
        kept.contains(&item.head.uid) || (is_gone && selection.filter().matches(item))
    });
    let served: HashSet<String> = after
        .items
        .iter()
        .flat_map(|item| item.serves.iter().cloned())
        .collect();
    if !selection.is_everything() {
        after
            .visions
            .retain(|vision| served.contains(&vision.id.to_string()));
    }
}
