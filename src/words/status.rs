//! The sentences of the status page and of what is due: what needs whom, what was done, what is next.

use chrono::NaiveDate;
use okr_core::report::due::Due;
use okr_core::report::status::{Need, Standing, Suggestion};

use super::{dates, item as words, progress};

/// `1 objective`, `3 objectives`.
#[must_use]
pub fn counted(count: usize, noun: &str) -> String {
    let end = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{end}")
}

/// `7 of 8 checked in since Wed 26 Aug; next review Wed 2 Sep`.
#[must_use]
pub fn checked_in(due: &Due<'_>, day: NaiveDate) -> String {
    format!(
        "{} of {} checked in since {}; next review {}",
        due.checked_in,
        due.total,
        dates::weekday(due.period.start, day),
        dates::weekday(due.next_review, day)
    )
}

/// `All 8 are up to date. Next review Wed 2 Sep.`
#[must_use]
pub fn up_to_date(due: &Due<'_>, day: NaiveDate) -> String {
    let all = match due.total {
        1 => "The one key result is up to date.".to_owned(),
        total => format!("All {total} are up to date."),
    };
    format!(
        "{all} Next review {}.",
        dates::weekday(due.next_review, day)
    )
}

/// `week 9 of 14`, `begins Thu 1 Oct`, `over since Wed 30 Sep`.
#[must_use]
pub fn when(standing: &Standing<'_>, day: NaiveDate) -> Option<String> {
    let cycle = standing.cycle?;
    Some(match standing.week {
        None => format!("begins {}", dates::weekday(cycle.start, day)),
        Some(_) if cycle.end < day => format!("over since {}", dates::weekday(cycle.end, day)),
        Some((week, weeks)) => format!("week {week} of {weeks}"),
    })
}

/// `210 of 500 readers, behind`.
#[must_use]
pub fn need(need: &Need<'_>) -> String {
    format!(
        "{}, {}",
        words::way(need.item),
        need.item.assessment.status.name()
    )
}

/// `last check-in 9 days ago, blocker open 16 days`.
#[must_use]
pub fn waiting(need: &Need<'_>) -> String {
    let last = need.days_since.map_or_else(
        || "never checked in".to_owned(),
        |days| format!("last check-in {}", dates::ago(days)),
    );
    match need.blocked_days {
        Some(0) => format!("{last}, blocked since today"),
        Some(days) => format!("{last}, blocker open {}", dates::days(days)),
        None => last,
    }
}

/// `7 of 8 checked in`, `1 new win`, `2 asks open`; when all are, [`up_to_date`] says it better.
#[must_use]
pub fn this_week(standing: &Standing<'_>) -> Vec<String> {
    let due = &standing.due;
    let mut facts = Vec::new();
    if !due.items.is_empty() {
        facts.push(format!("{} of {} checked in", due.checked_in, due.total));
    }
    if !standing.new_wins.is_empty() {
        facts.push(counted(standing.new_wins.len(), "new win"));
    }
    if !standing.open_asks.is_empty() {
        facts.push(format!("{} open", counted(standing.open_asks.len(), "ask")));
    }
    facts
}

/// The line to type for a suggestion.
#[must_use]
pub fn next(suggestion: &Suggestion) -> String {
    match suggestion {
        Suggestion::AddObjective => "okr add \"Ship a product people trust\"".to_owned(),
        Suggestion::AddKeyResult { objective } => {
            format!("okr add \"Reach 95% of lines tested\" --to {objective}")
        }
        Suggestion::CheckIn { key_result } => format!("okr checkin {key_result} VALUE"),
        Suggestion::Review => "okr review".to_owned(),
        Suggestion::CloseCycle { name } => format!("okr cycle close {name}"),
        Suggestion::OpenCycle { name } => format!("okr cycle open {name}"),
    }
}

/// `3 objectives  8 key results`.
#[must_use]
pub fn size(standing: &Standing<'_>) -> String {
    format!(
        "{}  {}",
        counted(standing.objectives.len(), "objective"),
        counted(standing.key_results, "key result")
    )
}

/// `63% of time gone`.
#[must_use]
pub fn time_gone(gone: f64) -> String {
    format!("{} of time gone", progress::share(Some(gone)))
}

/// What an empty book says: the three sentences that start it.
pub const FIRST_MINUTE: &str = "\
okr keeps objectives and key results in one file on this computer.

  1  Say where you want to be
     okr add \"Ship a product people trust\"
  2  Say how you will know
     okr add \"Reach 95% of lines tested\" --to O1
  3  Say how it goes, once a week
     okr checkin K1 82% -c 7 -m \"gate is on for the core crates\"

Rather start from an example?   okr init --from quality
Look around first?              okr demo
A spreadsheet to bring in?      okr import plan.csv --dry-run
Five minutes of practice?       okr learn
";
