//! Days and spans of time as people read them: `Fri 28 Aug 2026`, `9 days ago`, `9d`. English and the
//! same on every machine; machine output has its own forms. Nothing here knows what day it is.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate};

/// `Fri 28 Aug 2026`.
#[must_use]
pub fn long(day: NaiveDate) -> String {
    day.format("%a %-d %b %Y").to_string()
}

/// `28 Aug`, with the year when it is another one than today's.
#[must_use]
pub fn short(day: NaiveDate, today: NaiveDate) -> String {
    if day.year() == today.year() {
        day.format("%-d %b").to_string()
    } else {
        day.format("%-d %b %Y").to_string()
    }
}

/// `Wed 2 Sep`, with the year when it is another one than today's.
#[must_use]
pub fn weekday(day: NaiveDate, today: NaiveDate) -> String {
    format!("{} {}", day.format("%a"), short(day, today))
}

/// `2026-08-28 16:04`, sortable and in local time.
#[must_use]
pub fn instant(moment: DateTime<FixedOffset>) -> String {
    moment.format("%Y-%m-%d %H:%M").to_string()
}

/// `1 day`, `16 days`.
#[must_use]
pub fn days(count: i64) -> String {
    match count {
        1 => "1 day".to_owned(),
        _ => format!("{count} days"),
    }
}

/// `today`, `yesterday`, `9 days ago`, `tomorrow`, `in 3 days`; days since, negative for the future.
#[must_use]
pub fn ago(since: i64) -> String {
    match since {
        0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        -1 => "tomorrow".to_owned(),
        2.. => format!("{} ago", days(since)),
        _ => format!("in {}", days(-since)),
    }
}

/// `2d`, for a narrow column.
#[must_use]
pub fn age(since: i64) -> String {
    format!("{since}d")
}

/// `1 Jul to 30 Sep 2026`; the first year only when it is another one.
#[must_use]
pub fn span(start: NaiveDate, end: NaiveDate) -> String {
    format!("{} to {}", short(start, end), end.format("%-d %b %Y"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn days_are_named_with_a_year_only_where_it_is_not_clear() {
        let today = day("2026-08-28");
        assert_eq!(long(today), "Fri 28 Aug 2026");
        assert_eq!(short(day("2026-09-02"), today), "2 Sep");
        assert_eq!(weekday(day("2027-01-06"), today), "Wed 6 Jan 2027");
        assert_eq!(
            span(day("2026-07-01"), day("2026-09-30")),
            "1 Jul to 30 Sep 2026"
        );
        assert_eq!(
            span(day("2026-12-01"), day("2027-02-28")),
            "1 Dec 2026 to 28 Feb 2027"
        );
    }

    #[test]
    fn a_distance_reads_in_both_directions() {
        let all: Vec<String> = [0, 1, 9, -1, -3].into_iter().map(ago).collect();
        assert_eq!(
            all,
            ["today", "yesterday", "9 days ago", "tomorrow", "in 3 days"]
        );
        assert_eq!(
            (days(1), days(16), age(9)),
            ("1 day".into(), "16 days".into(), "9d".into())
        );
    }
}
