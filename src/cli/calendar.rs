//! The calendar file of a book: the reviews of this person as one event that repeats, and the days of
//! the cycle. `okr remind` and `okr export` both print this text and add nothing to it.

use chrono::{Datelike, Days, NaiveDate, NaiveTime, Weekday};
use okr_core::Result;
use okr_core::domain::cycle::Cycle;
use okr_core::report::board::Depth;
use okr_core::report::cadence::{Cadence, Every};

use super::selection::{self, Selection};
use super::session::Session;
use crate::pages::calendar::zone::Zone;
use crate::pages::calendar::{self, Event, When};
use crate::place;
use crate::words::calendar as words;

/// The text of the file: what passes the filter words inside the scope is told in the review's event.
///
/// # Errors
/// `E308` when there is no book yet, and those of the filter and the file.
pub fn text(session: &mut Session<'_>, filter: &[String]) -> Result<String> {
    let book = session.need_book()?;
    let cadence = selection::cadence(session);
    let time = session.review_time();
    let (day, events) = book.read(|connection| {
        let selection = Selection::of(session, filter, connection)?;
        let board = selection.board(session, connection, Depth::Ends)?;
        let items: Vec<_> = board
            .key_results()
            .filter(|item| selection.picks(item))
            .collect();
        let mut events = vec![Event {
            uid: "okr-review".to_owned(),
            when: When::At(
                first_review(board.cycle.as_ref(), cadence, selection.day).and_time(time),
            ),
            repeats: Some(rule(cadence)),
            summary: words::REVIEW.to_owned(),
            description: words::review(&items, selection.day),
            alarm: Some(10),
        }];
        events.extend(board.cycle.iter().flat_map(days));
        Ok((selection.day, events))
    })?;
    let name = (session.environment)("TZ").or_else(place::time_zone);
    let zone = Zone::around(day, name.as_deref());
    Ok(calendar::text(&events, &zone, session.now.instant))
}

/// The first review day of the cycle, so that a file written later in it repeats from the same day.
fn first_review(cycle: Option<&Cycle>, cadence: Cadence, day: NaiveDate) -> NaiveDate {
    let begin = cycle.map_or(day, |cycle| cycle.start.min(day));
    let period = cadence.period(begin);
    if period.start < begin {
        period.next
    } else {
        period.start
    }
}

fn rule(cadence: Cadence) -> String {
    let day = match cadence.day {
        Weekday::Mon => "MO",
        Weekday::Tue => "TU",
        Weekday::Wed => "WE",
        Weekday::Thu => "TH",
        Weekday::Fri => "FR",
        Weekday::Sat => "SA",
        Weekday::Sun => "SU",
    };
    match cadence.every {
        Every::Week => format!("FREQ=WEEKLY;BYDAY={day}"),
        // The week of a two-weekly rule may begin on any day as long as the reviews lie on one.
        Every::TwoWeeks => format!("FREQ=WEEKLY;INTERVAL=2;BYDAY={day}"),
        Every::Month => format!("FREQ=MONTHLY;BYDAY=1{day}"),
    }
}

fn days(cycle: &Cycle) -> [Event; 3] {
    let length = (cycle.end - cycle.start).num_days().unsigned_abs();
    let middle = cycle.start.checked_add_days(Days::new(length / 2));
    let event = |what: &str, day, (summary, description)| Event {
        uid: format!("okr-{what}-{}", cycle.uid),
        when: When::Day(day),
        repeats: None,
        summary,
        description,
        alarm: None,
    };
    [
        event("middle", middle.unwrap_or(cycle.end), words::middle(cycle)),
        event("end", cycle.end, words::end(cycle)),
        event("grading", grading_day(cycle), words::grading(cycle)),
    ]
}

/// The first day from Monday to Friday after the cycle.
fn grading_day(cycle: &Cycle) -> NaiveDate {
    let after = cycle.end.iter_days().skip(1);
    let mut after = after.filter(|day| day.weekday().num_days_from_monday() < 5);
    after.next().unwrap_or(cycle.end)
}

impl Session<'_> {
    /// The time of day at which reviews are held.
    #[must_use]
    pub fn review_time(&self) -> NaiveTime {
        let time = self.settings.get("review.time");
        NaiveTime::parse_from_str(time, "%H:%M").unwrap_or_else(|_| {
            // What the settings refuse is not in force.
            NaiveTime::from_hms_opt(10, 0, 0).unwrap_or_default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn cycle(start: &str, end: &str) -> Cycle {
        Cycle {
            uid: okr_core::domain::id::Uid::random(),
            name: "2026Q3".to_owned(),
            start: day(start),
            end: day(end),
            state: okr_core::domain::cycle::CycleState::Active,
            opened: None,
            ancestor: None,
        }
    }

    #[test]
    fn every_repetition_falls_on_a_day_that_begins_a_period() {
        let quarter = cycle("2026-07-01", "2026-09-30");
        for every in [Every::Week, Every::TwoWeeks, Every::Month] {
            for weekday in [Weekday::Mon, Weekday::Wed, Weekday::Sun] {
                let cadence = Cadence {
                    every,
                    day: weekday,
                };
                let first = first_review(Some(&quarter), cadence, day("2026-08-28"));
                assert_eq!(cadence.period(first).start, first, "{cadence:?}");
                assert!(first >= quarter.start && (first - quarter.start).num_days() < 35);
            }
        }
    }

    #[test]
    fn a_rule_says_week_fortnight_or_first_weekday_of_the_month() {
        let with = |every| Cadence {
            every,
            day: Weekday::Fri,
        };
        assert_eq!(rule(with(Every::Week)), "FREQ=WEEKLY;BYDAY=FR");
        assert_eq!(
            rule(with(Every::TwoWeeks)),
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"
        );
        assert_eq!(rule(with(Every::Month)), "FREQ=MONTHLY;BYDAY=1FR");
    }

    #[test]
    fn grading_falls_on_a_working_day_after_the_end() {
        assert_eq!(
            grading_day(&cycle("2026-07-01", "2026-09-30")),
            day("2026-10-01")
        );
        assert_eq!(
            grading_day(&cycle("2026-08-01", "2026-10-30")),
            day("2026-11-02")
        );
    }
}
