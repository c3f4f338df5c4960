//! The arithmetic behind a number, as lines of a label and a text. Everything said here is taken
//! from the workings of `assess` and `roll_up`, so an explanation cannot disagree with the number
//! it explains. Text of people (units) is raw; whoever prints it makes it safe.

mod ahead;
mod change;
mod hold;
mod parts;
mod places;

use chrono::NaiveDate;

use super::pace::Window;
use super::progress::percent;
use super::status::{AHEAD, ON, WATCH, cap};
use super::{Assessment, Policy, StartSource, Workings, marks, short_day};
use crate::capture::number::{grouped, noun};
use crate::domain::check_in::CheckIn;
use crate::domain::cycle::Cycle;
use crate::domain::key_result::KeyResult;
use crate::domain::measure::{Kind, Measure, Plan};
use crate::domain::quantity::Quantity;

pub use parts::why_roll_up;

/// One step of an explanation: `progress`, `44% = (104 - 120) / (84 - 120)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub label: String,
    pub text: String,
}

impl Line {
    fn new(label: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            text: text.into(),
        }
    }
}

/// Explains what [`super::assess`] answers for the same arguments: the inputs with their check-ins
/// and days, the formula with its numbers, the rule that gave the status, what would change it.
#[must_use]
pub fn why(
    kr: &KeyResult,
    series: &[CheckIn],
    cycle: Option<&Cycle>,
    policy: &Policy,
    day: NaiveDate,
) -> Vec<Line> {
    let work = Workings::of(kr, series, cycle, policy, day);
    let mut lines = Vec::new();
    match kr.measure.kind {
        Kind::Hold => hold::held(&work, &mut lines),
        Kind::Milestone | Kind::Steps | Kind::Zones => places::place(&work, &mut lines),
        _ => {
            way(&work, &mut lines);
            progress(&work, &mut lines);
        }
    }
    zone(&work, &mut lines);
    plan(&work, &mut lines);
    ahead::ahead(&work, &mut lines);
    agreed(&work, &mut lines);
    confidence(&work.assessment, &mut lines);
    last_look(&work, &mut lines);
    verdict(&work.assessment, &mut lines);
    if let Some(text) = change::change(&work) {
        lines.push(Line::new("change", text));
    }
    lines
}

fn source(one: &CheckIn, said: NaiveDate) -> String {
    format!("from {} on {}", one.id, short_day(one.date, said))
}

fn way(work: &Workings, lines: &mut Vec<Line>) {
    let found = &work.assessment;
    let measure = &work.kr.measure;
    let first = work.series.iter().find(|one| one.value.is_some());
    let start = match (found.start, found.start_source, first) {
        (Some(start), StartSource::FirstCheckIn, Some(first))
            if work.way.is_some_and(|way| way.flat) =>
        {
            format!(
                "unknown; the first check-in, {} {}, met the target already",
                grouped(start),
                source(first, work.day)
            )
        }
        (Some(start), StartSource::FirstCheckIn, Some(first)) => {
            format!(
                "{} {}, because nobody gave one",
                grouped(start),
                source(first, work.day)
            )
        }
        (Some(start), ..) => grouped(start),
        (None, ..) => "unknown".to_owned(),
    };
    lines.push(Line::new("start", start));
    let goal = match (found.goal, measure.kind, found.start, measure.change) {
        (Some(goal), Kind::Relative, Some(start), Some(change)) if measure.target.is_none() => {
            format!("{} = {} * {change}", grouped(goal), grouped(start))
        }
        (Some(goal), Kind::Delta, Some(start), Some(change)) if measure.target.is_none() => {
            let sign = if change.is_negative() { '-' } else { '+' };
            format!(
                "{} = {} {sign} {}",
                grouped(goal),
                grouped(start),
                grouped(change.size())
            )
        }
        (Some(goal), ..) => grouped(goal),
        (None, ..) => "unknown".to_owned(),
    };
    lines.push(Line::new("target", goal));
    if let Some(one) = work.series.iter().rev().find(|one| one.value.is_some()) {
        let value = one.value.unwrap_or_default();
        lines.push(Line::new(
            "now",
            format!("{} {}", grouped(value), source(one, work.day)),
        ));
    }
}

fn progress(work: &Workings, lines: &mut Vec<Line>) {
    let found = &work.assessment;
    let (Some(raw), Some(way), Some(now)) = (found.raw, work.way, found.current) else {
        lines.push(Line::new("progress", "unknown, which is not 0"));
        return;
    };
    let (start, goal, now) = (grouped(way.start), grouped(way.goal), grouped(now));
    let printed = percent(raw);
    let text = if way.flat {
        let sign = if raw >= 1.0 { "met" } else { "not met" };
        format!("{printed}%: the target {goal} is {sign}")
    } else {
        let counted = counted(raw);
        format!("{printed}% = ({now} - {start}) / ({goal} - {start}){counted}")
    };
    lines.push(Line::new("progress", text.replace("- -", "+ ")));
}

/// What a place beyond the ends of the way counts as: `, counted as 100%`.
fn counted(raw: f64) -> &'static str {
    if raw < 0.0 {
        ", counted as 0%"
    } else if raw > 1.0 {
        ", counted as 100%"
    } else {
        ""
    }
}

fn zone(work: &Workings, lines: &mut Vec<Line>) {
    if work.kr.measure.kind == Kind::Milestone {
        return;
    }
    let (Some(zone), Some(way)) = (work.assessment.zone, work.way) else {
        return;
    };
    let marks = marks(&work.kr.measure);
    let in_places = matches!(work.kr.measure.kind, Kind::Steps | Kind::Zones);
    let at = |mark| {
        let value = way.value_at(mark)?;
        Some(if in_places {
            format!("{}%", exact(value.as_f64()))
        } else {
            grouped(value)
        })
    };
    if let (Some(commit), Some(target)) = (at(marks.commit), at(marks.target)) {
        let text = format!(
            "{}; commit mark at {commit}, target mark at {target}",
            zone.name()
        );
        lines.push(Line::new("zone", text));
    }
}

fn plan(work: &Workings, lines: &mut Vec<Line>) {
    let found = &work.assessment;
    let (Some(window), Some(expected)) = (work.window, found.expected) else {
        return;
    };
    lines.push(Line::new("expected", expectation(work, window, expected)));
    if let Some(progress) = found.progress {
        lines.push(pace_line(progress, found, expected));
    }
    if let (Some(needed), Some(weeks)) = (found.needed_per_week, window.weeks_left(work.day)) {
        let weeks = decimal(weeks);
        let text = match work.kr.measure.kind {
            // Done or not: a part of it a week is no advice.
            Kind::Milestone => return,
            Kind::Steps | Kind::Zones => {
                let points = decimal(needed * 100.0);
                format!("{points} points a week for the {weeks} weeks left")
            }
            _ => {
                let unit = unit(&work.kr.measure);
                format!(
                    "{}{unit} a week for the {weeks} weeks left",
                    decimal(needed)
                )
            }
        };
        lines.push(Line::new("needed", text));
    }
}

fn expectation(work: &Workings, window: Window, expected: f64) -> String {
    let gone = percent(window.gone(work.day));
    let span = format!(
        "{} to {}",
        short_day(window.start, work.day),
        short_day(window.end, work.day)
    );
    let time = format!("{gone}% of the time from {span} is over");
    let expected = percent(expected);
    let rule = match &work.kr.measure.plan {
        None => time,
        Some(Plan::BackLoaded) => format!("{time}, squared because the plan is back-loaded"),
        Some(Plan::Points(points)) => {
            let points: Vec<String> = points
                .iter()
                .map(|(date, value)| {
                    format!("{} on {}", grouped(*value), short_day(*date, work.day))
                })
                .collect();
            format!("planned are {}", points.join(", "))
        }
    };
    let in_places = matches!(
        work.kr.measure.kind,
        Kind::Milestone | Kind::Steps | Kind::Zones
    );
    let value = work.assessment.expected_value.filter(|_| !in_places);
    let value = value.map_or_else(String::new, |value| {
        format!(", a value of {}", decimal(value.as_f64()))
    });
    format!("{expected}%{value}: {rule}")
}

/// The line both a key result and an objective have.
fn pace_line(progress: f64, found: &Assessment, expected: f64) -> Line {
    let (done, wanted) = (exact(progress), exact(expected));
    let text = match found.pace {
        Some(pace) => format!(
            "{done}% / {wanted}% = {}; ahead from {AHEAD:.2}, on from {ON:.2}, watch from {WATCH:.2}",
            decimal(pace)
        ),
        None => format!("{done}% while nothing is expected yet"),
    };
    Line::new("pace", text)
}

fn agreed(work: &Workings, lines: &mut Vec<Line>) {
    let Some(agreed) = &work.assessment.agreed else {
        return;
    };
    let word = |value: Option<Quantity>| {
        value.map_or_else(|| "unknown".to_owned(), |value| value.to_string())
    };
    let ends = if work.kr.measure.kind == Kind::Hold {
        format!("{}..{}", word(agreed.low), word(agreed.high)).replace("unknown", "")
    } else {
        format!("from {} to {}", word(agreed.start), word(agreed.goal))
    };
    let (score, counted) = agreed.raw.map_or_else(
        || ("unknown".to_owned(), ""),
        |raw| (format!("{}%", percent(raw)), counted(raw)),
    );
    let text = format!("{score} by what was agreed at the opening, {ends}{counted}");
    lines.push(Line::new("agreed", text));
}

fn confidence(found: &Assessment, lines: &mut Vec<Line>) {
    let before = found
        .confidence_before
        .map_or_else(String::new, |before| format!(", before that {before}"));
    let text = match (found.confidence, found.confidence.and_then(cap)) {
        (Some(answer), Some(best)) => {
            format!("{answer} of 10{before}; at best {}", best.name())
        }
        (Some(answer), None) => format!("{answer} of 10{before}"),
        (None, _) if before.is_empty() => return,
        (None, _) => format!("no fresh answer{before}"),
    };
    lines.push(Line::new("confidence", text));
}

fn last_look(work: &Workings, lines: &mut Vec<Line>) {
    if let Some(one) = work.series.last().filter(|one| one.value.is_none()) {
        let text = format!("looked at without a value, {}", source(one, work.day));
        lines.push(Line::new("last", text));
    }
}

fn verdict(found: &Assessment, lines: &mut Vec<Line>) {
    for flag in &found.flags {
        lines.push(Line::new("note", flag.sentence()));
    }
    lines.push(Line::new("status", found.reason.clone()));
}

/// How a measure's unit follows a number in a sentence: ` articles`, ` points`, or nothing.
fn unit(measure: &Measure) -> String {
    match (&measure.unit, measure.kind) {
        (_, Kind::Percent) => " points".to_owned(),
        (Some(unit), _) => format!(" {}", noun(unit)),
        (None, _) => String::new(),
    }
}

/// A fraction as the percent that others are computed from: two decimals at most, so that the line
/// can be followed by hand where the whole percent of the other screens could not. Cut, not rounded,
/// where it would read 0 or 100 without being it.
#[must_use]
pub fn exact(fraction: f64) -> String {
    let hundredths = fraction * 100.0;
    let text = decimal(hundredths);
    if (text == "100" && fraction < 1.0) || (text == "0" && fraction > 0.0) {
        return percent(fraction).to_string();
    }
    text
}

/// Two decimals at most, no trailing zeros: enough to follow the arithmetic by eye.
fn decimal(number: f64) -> String {
    let text = format!("{number:.2}");
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if matches!(short, "0" | "-0") {
        // What is not nothing is not said to be: two digits, however small it is.
        return match number.abs() {
            1e-9.. => format!("{number:.*}", (1.0 - number.abs().log10().floor()) as usize),
            _ => "0".to_owned(),
        };
    }
    short
        .parse::<Quantity>()
        .map_or_else(|()| short.to_owned(), grouped)
}
