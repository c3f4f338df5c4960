//! What the events of a calendar say: the review with how every key result stands, and the days of the
//! cycle. Texts are raw: the calendar file makes them safe.

use chrono::NaiveDate;
use okr_core::domain::cycle::Cycle;
use okr_core::report::item::Item;

use super::{dates, item, progress, status};

/// More key results than this make no note anyone reads on a phone.
const MOST: usize = 60;

pub const REVIEW: &str = "Check in on key results";

/// What to type, and the key results as they stand on a day.
#[must_use]
pub fn review(items: &[&Item], day: NaiveDate) -> String {
    let count = items.len();
    let mut lines = vec!["Type: okr review".to_owned()];
    if count > 0 {
        lines.push(String::new());
        let counted = status::counted(count, "key result");
        lines.push(format!("{counted} as of {}", dates::long(day)));
    }
    lines.extend(items.iter().take(MOST).map(|item| line(item)));
    if count > MOST {
        lines.push(format!("and {} more: okr list", count - MOST));
    }
    lines.join("\n")
}

fn line(item: &Item) -> String {
    let share = progress::share(item.assessment.progress);
    format!(
        "{}  {}: {} ({share}, {})",
        item.id(),
        item.head.title,
        item::way(item),
        item.assessment.status.name().replace('_', " ")
    )
}

/// The title and the text of the day in the middle of a cycle.
#[must_use]
pub fn middle(cycle: &Cycle) -> (String, String) {
    (
        format!("{}: half of the cycle is over", cycle.name),
        "Which key results are worth the second half?\nokr status\nokr report exec".to_owned(),
    )
}

/// The title and the text of its last day.
#[must_use]
pub fn end(cycle: &Cycle) -> (String, String) {
    (
        format!("{}: the last day of the cycle", cycle.name),
        "The last check-in counts for the grade.\nokr review".to_owned(),
    )
}

/// The title and the text of the day on which it is graded.
#[must_use]
pub fn grading(cycle: &Cycle) -> (String, String) {
    (
        format!("{}: grade the key results", cycle.name),
        "Say what each key result came to and what comes next.\nokr grade\nokr retro".to_owned(),
    )
}
