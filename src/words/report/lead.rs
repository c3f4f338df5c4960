//! The first sentence of a report and its title: computed from counts and the oldest ask, nothing else.

use okr_core::report::summary::{Summary, Tally};

use crate::words::report::page::{Figure, Text};
use crate::words::{dates, progress};

/// What the page is about: the vision, when there is one, else the cycle.
pub(super) fn title(found: &Summary<'_>) -> Text {
    match found.visions.as_slice() {
        [vision] => Text::default().said(&vision.title),
        _ => match found.cycle {
            Some(cycle) => Text::of("Objectives of ").said(&cycle.name),
            None => Text::of("Objectives"),
        },
    }
}

/// `Two of three objectives are on course. Waiting for an answer for 16 days: …`
pub(super) fn headline(found: &Summary<'_>) -> Text {
    let text = Text::of(course(found.course));
    match found.said.asks.first() {
        Some(ask) => {
            let age = (found.day - ask.fact.date).num_days();
            let since = match age {
                0 => "since today".to_owned(),
                _ => format!("for {}", dates::days(age)),
            };
            text.plain(format!(" Waiting for an answer {since}: "))
                .said(ask.fact.title.trim_end_matches('.'))
                .plain(".")
        }
        None => text,
    }
}

/// A small number as a word.
fn word(count: usize) -> String {
    const WORDS: [&str; 13] = [
        "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    WORDS
        .get(count)
        .map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

fn course(course: Tally) -> String {
    let known = course.of - course.unknown;
    let first = match (course.on, course.of) {
        (_, 0) => return "There is no objective yet.".to_owned(),
        _ if known == 0 => match course.of {
            1 => "The one objective has no check-in yet, so nothing is known of its course."
                .to_owned(),
            of => format!(
                "None of the {} objectives has a check-in yet, so nothing is known of their course.",
                word(of)
            ),
        },
        (1, 1) => "The one objective is on course.".to_owned(),
        (0, 1) => "The one objective is not on course.".to_owned(),
        (on, of) if on == of => format!("All {} objectives are on course.", word(of)),
        (0, of) => format!("None of the {} objectives is on course.", word(of)),
        (1, of) => format!("One of {} objectives is on course.", word(of)),
        (on, of) => format!(
            "{} of {} objectives are on course.",
            progress::capital(&word(on)),
            word(of)
        ),
    };
    let mut all = first;
    if known > 0 && course.unknown > 0 {
        all.push_str(&match course.unknown {
            1 => " One has no data.".to_owned(),
            more => format!(" {} have no data.", progress::capital(&word(more))),
        });
    }
    if course.stale > 0 {
        all.push_str(&match course.stale {
            1 => " One is stale.".to_owned(),
            more => format!(" {} are stale.", progress::capital(&word(more))),
        });
    }
    all
}

/// The numbers worth a glance.
pub(super) fn figures(found: &Summary<'_>) -> Vec<Figure> {
    let of = |count: usize, of: usize| format!("{count} of {of}");
    let mut figures = Vec::new();
    let mut add = |number: String, label: &str| {
        figures.push(Figure {
            number,
            label: label.to_owned(),
        });
    };
    let course = found.course;
    if course.of > 0 {
        add(of(course.on, course.of), "objectives on course");
    }
    let fresh = &found.adoption.freshness;
    if fresh.updated.of > 0 {
        add(
            of(fresh.updated.count, fresh.updated.of),
            &format!("key results updated in {}", dates::days(fresh.days)),
        );
    }
    if let Some((week, weeks)) = found.week {
        add(of(week as usize, weeks as usize), "weeks of the cycle");
    }
    if !found.said.wins.is_empty() {
        let label = match found.said.wins.len() {
            1 => "win",
            _ => "wins",
        };
        let since = dates::weekday(found.since, found.day);
        add(
            found.said.wins.len().to_string(),
            &format!("{label} since {since}"),
        );
    }
    if !found.said.asks.is_empty() {
        let label = match found.said.asks.len() {
            1 => "ask waits for you",
            _ => "asks wait for you",
        };
        add(found.said.asks.len().to_string(), label);
    }
    figures
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_course_is_told_in_words_and_unknown_is_never_off_course() {
        let told = |on, unknown, stale, of| {
            course(Tally {
                on,
                unknown,
                stale,
                of,
                ..Tally::default()
            })
        };
        assert_eq!(told(2, 0, 0, 3), "Two of three objectives are on course.");
        assert_eq!(told(3, 0, 0, 3), "All three objectives are on course.");
        assert_eq!(told(1, 0, 0, 1), "The one objective is on course.");
        assert_eq!(
            told(1, 1, 1, 3),
            "One of three objectives is on course. One has no data. One is stale."
        );
        assert_eq!(told(41, 0, 0, 50), "41 of 50 objectives are on course.");
        assert_eq!(told(0, 0, 0, 0), "There is no objective yet.");
        assert!(told(0, 3, 0, 3).starts_with("None of the three objectives has a check-in"));
    }
}
