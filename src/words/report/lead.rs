//! The first sentence of a report and its title: computed from counts and the oldest ask, nothing else.

use okr_core::domain::grade::score_text;
use okr_core::report::summary::{Summary, Tally};

use super::{Manner, habit};
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
pub(super) fn headline(found: &Summary<'_>, manner: Manner<'_>) -> Text {
    let text = match found.course.of {
        0 => Text::of(nothing(manner)),
        of => match manner.scores.and_then(|scores| scores.score) {
            Some(score) if found.course.closed == of => Text::of(came_to(of, score)),
            _ => Text::of(course(found.course)),
        },
    };
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

/// What a closed cycle came to: its course is no question any more.
fn came_to(of: usize, score: f64) -> String {
    let score = score_text(score);
    match of {
        1 => format!("The cycle is closed, and its one objective came to {score}."),
        _ => format!(
            "The cycle is closed, and its {} objectives came to a mean score of {score}.",
            word(of)
        ),
    }
}

/// What is said where there is no objective.
pub(super) fn nothing(manner: Manner<'_>) -> &'static str {
    match manner.filter.is_empty() {
        true => "There is no objective yet.",
        false => "No objective matches the filter.",
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
    let of = word(course.of);
    let open = course.of - course.closed;
    if open == 0 {
        return match course.of {
            1 => "The cycle is closed, and its one objective with it.".to_owned(),
            2 => "The cycle is closed, and both of its objectives with it.".to_owned(),
            _ => format!("The cycle is closed, and all {of} of its objectives with it."),
        };
    }
    if open == course.unknown && course.closed > 0 {
        let closed = match course.closed {
            1 => format!("One of {of} objectives is closed"),
            closed => format!(
                "{} of {of} objectives are closed",
                progress::capital(&word(closed))
            ),
        };
        let none = match open {
            1 => "one has no check-in yet".to_owned(),
            _ => format!("{} have no check-in yet", word(open)),
        };
        return format!("{closed}, and {none}.");
    }
    if open == course.unknown {
        let none = match course.of {
            1 => "The one objective has no check-in yet".to_owned(),
            2 => "Neither of the two objectives has a check-in yet".to_owned(),
            _ => format!("None of the {of} objectives has a check-in yet"),
        };
        let its = if course.of == 1 { "its" } else { "their" };
        return format!("{none}, so nothing is known of {its} course.");
    }
    if course.of == 1 && course.stale == 1 {
        return "The one objective is stale.".to_owned();
    }
    let first = match (course.on, course.of) {
        (1, 1) => "The one objective is on course.".to_owned(),
        (0, 1) => "The one objective is not on course.".to_owned(),
        (2, 2) => "Both objectives are on course.".to_owned(),
        (0, 2) => "Neither of the two objectives is on course.".to_owned(),
        (on, all) if on == all => format!("All {of} objectives are on course."),
        (0, _) => format!("None of the {of} objectives is on course."),
        (1, _) => format!("One of {of} objectives is on course."),
        (on, _) => format!(
            "{} of {of} objectives are on course.",
            progress::capital(&word(on))
        ),
    };
    let rest = [
        (course.unknown, "has no data", "have no data"),
        (course.stale, "is stale", "are stale"),
        (course.closed, "is closed", "are closed"),
    ];
    let rest = rest.map(|(count, one, many)| match count {
        0 => String::new(),
        1 => format!(" One {one}."),
        _ => format!(" {} {many}.", progress::capital(&word(count))),
    });
    first + &rest.concat()
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
    let open = course.of - course.closed;
    if open > course.unknown {
        add(of(course.on, open), "objectives on course");
    }
    let fresh = &found.adoption.freshness;
    if fresh.updated.of > 0 {
        add(
            of(fresh.updated.count, fresh.updated.of),
            &format!("key results updated in {}", dates::days(fresh.days)),
        );
    }
    let all = found.objectives.iter().flat_map(|one| &one.key_results);
    let (count, silent) = (all.clone().count(), habit::silent(found).count());
    if silent > 0 {
        let known = all.filter(|item| item.assessment.current.is_some());
        add(of(known.count(), count), "key results have a value");
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
        assert_eq!(told(0, 0, 1, 1), "The one objective is stale.");
        assert_eq!(told(2, 0, 0, 2), "Both objectives are on course.");
        assert_eq!(
            told(0, 0, 1, 2),
            "Neither of the two objectives is on course. One is stale."
        );
        let mixed = Tally {
            closed: 1,
            unknown: 1,
            of: 2,
            ..Tally::default()
        };
        assert_eq!(
            course(mixed),
            "One of two objectives is closed, and one has no check-in yet."
        );
        assert!(told(0, 3, 0, 3).starts_with("None of the three objectives has a check-in"));
        assert!(told(0, 2, 0, 2).starts_with("Neither of the two objectives has a check-in"));
        let over = Tally {
            closed: 3,
            of: 3,
            ..Tally::default()
        };
        assert_eq!(
            course(over),
            "The cycle is closed, and all three of its objectives with it."
        );
    }
}
