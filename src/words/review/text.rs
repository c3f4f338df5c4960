//! The text of the week as Markdown, to be copied where the team reads. It says what the last page says.

use chrono::NaiveDate;
use okr_core::report::cadence::Period;
use okr_core::review::{End, Review};

use super::last;
use crate::words::dates;
use crate::words::markdown::escaped;
use crate::words::text::Ruler;

/// The whole text, with a line break at its end. Safe to print.
#[must_use]
pub fn markdown(review: &Review, end: &End, ruler: &Ruler, today: NaiveDate) -> String {
    let counts = end.counts;
    let mut text = format!(
        "# {}\n\n{} of {} checked in. Next review {}.\n",
        heading(review.period, today),
        counts.saved,
        counts.of,
        dates::weekday(end.next, today)
    );
    for section in last::sections(review, end, today) {
        text.push_str(&format!("\n## {}\n\n", section.heading));
        for line in section.lines {
            text.push_str(&format!("- {}\n", escaped(&line, ruler)));
        }
    }
    text
}

fn heading(period: Period, today: NaiveDate) -> String {
    format!("Review of {}", dates::weekday(period.start, today))
}
