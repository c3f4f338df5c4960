//! A calendar file (RFC 5545): events in, text out. Lines are folded and texts escaped here and nowhere
//! else; the uid of an event is given and never made up, since a calendar that reads the file again
//! exchanges the events it knows by their uids.

pub mod zone;

use chrono::{DateTime, Days, FixedOffset, NaiveDate, NaiveDateTime, Utc};

use crate::words::text;
use zone::Zone;

/// The longest line in octets, without its end.
const LINE: usize = 75;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    /// By the clock on the wall, for half an hour.
    At(NaiveDateTime),
    /// The whole day.
    Day(NaiveDate),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The same in every file, so that an event read again is exchanged and not doubled.
    pub uid: String,
    pub when: When,
    /// A rule such as `FREQ=WEEKLY;BYDAY=WE`.
    pub repeats: Option<String>,
    pub summary: String,
    pub description: String,
    /// Minutes before the event at which the calendar reminds.
    pub alarm: Option<u32>,
}

/// The text of a calendar file. `written` is the moment it is written at.
#[must_use]
pub fn text(events: &[Event], zone: &Zone, written: DateTime<FixedOffset>) -> String {
    let mut lines = Lines(String::new());
    for line in [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//okr//okr//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:okr",
    ] {
        lines.push(line);
    }
    if events.iter().any(|event| matches!(event.when, When::At(_))) {
        zone.definition()
            .iter()
            .for_each(|line| lines.push(line.as_str()));
    }
    for event in events {
        add(&mut lines, event, zone, written.to_utc());
    }
    lines.push("END:VCALENDAR");
    lines.0
}

fn add(lines: &mut Lines, event: &Event, zone: &Zone, written: DateTime<Utc>) {
    lines.push("BEGIN:VEVENT");
    lines.push(&format!("UID:{}", escaped(&event.uid)));
    let stamp = written.format("%Y%m%dT%H%M%SZ");
    lines.push(&format!("DTSTAMP:{stamp}"));
    lines.push(&format!("LAST-MODIFIED:{stamp}"));
    // Calendars take an event again only when its number grew: minutes since 1970 do until the year 6053.
    lines.push(&format!("SEQUENCE:{}", written.timestamp().max(0) / 60));
    match event.when {
        When::At(at) => {
            lines.push(&zone.moment("DTSTART", at));
            lines.push("DURATION:PT30M");
        }
        When::Day(day) => {
            let next = day.checked_add_days(Days::new(1)).unwrap_or(day);
            lines.push(&format!("DTSTART;VALUE=DATE:{}", day.format("%Y%m%d")));
            lines.push(&format!("DTEND;VALUE=DATE:{}", next.format("%Y%m%d")));
            lines.push("TRANSP:TRANSPARENT");
        }
    }
    if let Some(rule) = &event.repeats {
        lines.push(&format!("RRULE:{rule}"));
    }
    lines.push(&format!("SUMMARY:{}", escaped(&event.summary)));
    lines.push(&format!("DESCRIPTION:{}", escaped(&event.description)));
    if let Some(minutes) = event.alarm {
        lines.push("BEGIN:VALARM");
        lines.push("ACTION:DISPLAY");
        lines.push(&format!("DESCRIPTION:{}", escaped(&event.summary)));
        lines.push(&format!("TRIGGER:-PT{minutes}M"));
        lines.push("END:VALARM");
    }
    lines.push("END:VEVENT");
}

/// A text as a value: line ends are kept as `\n`, other control characters are shown and not sent.
fn escaped(value: &str) -> String {
    let lines = value.split('\n').map(|line| {
        text::safe(line.trim_end_matches('\r'))
            .replace('\\', "\\\\")
            .replace(';', "\\;")
            .replace(',', "\\,")
    });
    lines.collect::<Vec<_>>().join("\\n")
}

struct Lines(String);

impl Lines {
    /// Adds a line, folded so that no part is longer than 75 octets and no letter is cut.
    fn push(&mut self, line: &str) {
        let mut room = LINE;
        for letter in line.chars() {
            if letter.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = LINE - 1;
            }
            self.0.push(letter);
            room -= letter.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use okr_core::time::Offsets;
    use proptest::prelude::*;

    fn at(text: &str) -> NaiveDateTime {
        text.parse().expect("a moment")
    }

    fn event(description: &str) -> Event {
        Event {
            uid: "okr-review".to_owned(),
            when: When::At(at("2026-09-02T10:00:00")),
            repeats: Some("FREQ=WEEKLY;BYDAY=WE".to_owned()),
            summary: "Review".to_owned(),
            description: description.to_owned(),
            alarm: Some(10),
        }
    }

    fn written(events: &[Event]) -> String {
        let zone = Zone {
            name: "Europe/Berlin".to_owned(),
            offsets: Offsets {
                first: 7200,
                shifts: Vec::new(),
            },
            from: "2026-01-01".parse().expect("a day"),
        };
        let moment = DateTime::parse_from_rfc3339("2026-08-28T12:00:00+02:00").expect("a moment");
        text(events, &zone, moment)
    }

    fn unfolded(text: &str) -> String {
        text.replace("\r\n ", "")
    }

    #[test]
    fn an_event_has_its_rule_its_alarm_and_local_time() {
        let text = written(&[event("okr review")]);
        for line in [
            "UID:okr-review",
            "DTSTAMP:20260828T100000Z",
            "DTSTART;TZID=Europe/Berlin:20260902T100000",
            "RRULE:FREQ=WEEKLY;BYDAY=WE",
            "TRIGGER:-PT10M",
            "TZOFFSETTO:+0200",
        ] {
            assert!(text.contains(&format!("\r\n{line}\r\n")), "{line}\n{text}");
        }
        assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"));
    }

    #[test]
    fn what_people_wrote_cannot_add_a_line_of_its_own() {
        let text = written(&[event(
            "a\r\nEND:VEVENT\nBEGIN:VALARM\u{1b}[31m\rX:y; one, two \\ three",
        )]);
        assert_eq!(text.matches("\r\nEND:VEVENT").count(), 1);
        assert_eq!(text.matches("\r\nBEGIN:VALARM").count(), 1);
        assert!(unfolded(&text).contains("a\\nEND:VEVENT\\nBEGIN:VALARM"));
        assert!(unfolded(&text).contains("y\\; one\\, two \\\\ three\r\n"));
        assert!(!text.contains('\u{1b}'));
    }

    proptest! {
        #[test]
        fn no_line_is_longer_than_75_octets_and_nothing_is_lost(description in "[a-zäöü漢字🎉 ]{0,300}") {
            let text = written(&[event(&description)]);
            for line in text.split("\r\n") {
                prop_assert!(line.len() <= 75, "{} octets: {line}", line.len());
            }
            let shown = crate::words::text::safe(&description).into_owned();
            let line = format!("\r\nDESCRIPTION:{}\r\n", shown);
            prop_assert!(unfolded(&text).contains(&line));
        }
    }
}
