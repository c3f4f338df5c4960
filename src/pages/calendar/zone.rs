//! The time zone of a calendar file. A moment on the wall needs a zone that the file defines itself, so
//! the changes of the machine's clock are written out one by one; a calendar that knows the zone by
//! its name uses its own knowledge.

use chrono::{Days, NaiveDate, NaiveDateTime, TimeDelta};
use okr_core::time::{self, Offsets};

/// Years of changes that are written out.
const YEARS: u64 = 5;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone {
    pub name: String,
    pub offsets: Offsets,
    /// The day from which the offsets are known.
    pub from: NaiveDate,
}

impl Zone {
    /// The machine's zone around a day, under the name it has in `TZ` or in the system; one without a
    /// name is called `local`.
    #[must_use]
    pub fn around(day: NaiveDate, name: Option<&str>) -> Self {
        let named = |name: &str| {
            let plain = |c: char| c.is_ascii_alphanumeric() || "_+-/".contains(c);
            !name.is_empty() && name.starts_with(char::is_alphabetic) && name.chars().all(plain)
        };
        let name = name
            .map(|name| name.trim_start_matches(':'))
            .filter(|name| named(name) && (name.contains('/') || *name == "UTC"));
        let from = day.checked_sub_days(Days::new(366)).unwrap_or(day);
        let to = day.checked_add_days(Days::new(366 * YEARS)).unwrap_or(day);
        Self {
            name: name.unwrap_or("local").to_owned(),
            offsets: time::offsets(from, to),
            from,
        }
    }

    fn is_utc(&self) -> bool {
        self.offsets.first == 0 && self.offsets.shifts.is_empty()
    }

    /// A property with a moment on the wall.
    pub(super) fn moment(&self, property: &str, at: NaiveDateTime) -> String {
        if self.is_utc() {
            format!("{property}:{}Z", at.format("%Y%m%dT%H%M%S"))
        } else {
            let at = at.format("%Y%m%dT%H%M%S");
            format!("{property};TZID={}:{at}", self.name)
        }
    }

    /// The lines that define the zone; none for UTC.
    pub(super) fn definition(&self) -> Vec<String> {
        if self.is_utc() {
            return Vec::new();
        }
        let mut lines = vec!["BEGIN:VTIMEZONE".to_owned(), format!("TZID:{}", self.name)];
        let first = self.offsets.first;
        let begin = self.from.and_time(chrono::NaiveTime::MIN);
        lines.extend(observance("STANDARD", begin, first, first));
        for shift in &self.offsets.shifts {
            let kind = if shift.after > shift.before {
                "DAYLIGHT"
            } else {
                "STANDARD"
            };
            // By the clock as it still was before the change.
            let on_the_wall = shift.at.naive_utc() + TimeDelta::seconds(shift.before.into());
            lines.extend(observance(kind, on_the_wall, shift.before, shift.after));
        }
        lines.push("END:VTIMEZONE".to_owned());
        lines
    }
}

fn observance(kind: &str, from: NaiveDateTime, before: i32, after: i32) -> [String; 5] {
    [
        format!("BEGIN:{kind}"),
        format!("DTSTART:{}", from.format("%Y%m%dT%H%M%S")),
        format!("TZOFFSETFROM:{}", offset(before)),
        format!("TZOFFSETTO:{}", offset(after)),
        format!("END:{kind}"),
    ]
}

fn offset(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.abs() / 60;
    format!("{sign}{:02}{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use okr_core::time::Shift;

    #[test]
    fn changes_of_the_clock_stand_in_the_time_before_them() {
        let shift = |at: &str, before, after| Shift {
            at: at.parse().expect("a moment"),
            before,
            after,
        };
        let zone = Zone {
            name: "Europe/Berlin".to_owned(),
            from: "2026-01-01".parse().expect("a day"),
            offsets: Offsets {
                first: 3600,
                shifts: vec![
                    shift("2026-03-29T01:00:00Z", 3600, 7200),
                    shift("2026-10-25T01:00:00Z", 7200, 3600),
                ],
            },
        };
        let lines = zone.definition().join("\n");
        assert!(lines.contains(
            "BEGIN:DAYLIGHT\nDTSTART:20260329T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200"
        ));
        assert!(lines.contains(
            "BEGIN:STANDARD\nDTSTART:20261025T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100"
        ));
    }

    #[test]
    fn offsets_west_of_greenwich_and_of_half_hours_are_written() {
        assert_eq!(offset(-12600), "-0330");
        assert_eq!(offset(20700), "+0545");
        assert_eq!(offset(0), "+0000");
    }

    #[test]
    fn a_rule_instead_of_a_name_is_no_name() {
        let day = "2026-08-28".parse().expect("a day");
        for (given, name) in [
            (Some("Europe/Berlin"), "Europe/Berlin"),
            (Some(":America/New_York"), "America/New_York"),
            (Some("CET-1CEST,M3.5.0,M10.5.0/3"), "local"),
            (Some("a/b\r\nX:y"), "local"),
            (None, "local"),
        ] {
            assert_eq!(Zone::around(day, given).name, name, "{given:?}");
        }
    }
}
