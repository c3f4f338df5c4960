//! One objective or key result in words: its values with their units, where it goes, and the whole
//! of it as one sentence for line mode. Text of people stays raw here; whoever prints makes it safe.

use okr_core::capture::number;
use okr_core::domain::assess::{Flag, Status};
use okr_core::domain::measure::{Kind, Measure};
use okr_core::domain::quantity::Quantity;
use okr_core::domain::record::Type;
use okr_core::report::item::Item;

use super::tone::Tone;
use super::{dates, progress};

/// `104 reports`, `95%`, `4.5/5`, `done`.
#[must_use]
pub fn value(value: Quantity, measure: &Measure) -> String {
    number::text(value, measure)
}

/// The same without the word of the unit, where another number beside it has it: `104`, `95%`.
#[must_use]
pub fn bare(value: Quantity, measure: &Measure) -> String {
    let full = number::text(value, measure);
    if matches!(measure.kind, Kind::Milestone | Kind::Steps | Kind::Zones) {
        return full;
    }
    let unit = measure.unit.as_deref().map(str::trim).unwrap_or_default();
    match full
        .strip_suffix(unit)
        .and_then(|rest| rest.strip_suffix(' '))
    {
        Some(number) if !unit.is_empty() => number.to_owned(),
        _ => full,
    }
}

/// Where the way starts, unless nobody said or there is no way.
#[must_use]
pub fn start(item: &Item) -> Option<String> {
    let measure = item.measure.as_ref()?;
    match measure.kind {
        Kind::Hold | Kind::Milestone | Kind::Steps | Kind::Zones => None,
        _ => item.assessment.start.map(|start| bare(start, measure)),
    }
}

/// Where it goes: `84`, `x0.7` while the start of a factor is unknown, `at most 4 hours` for a hold.
#[must_use]
pub fn target(item: &Item) -> Option<String> {
    let measure = item.measure.as_ref()?;
    if measure.kind == Kind::Hold {
        return bounds(measure);
    }
    match item.assessment.goal {
        Some(goal) => Some(bare(goal, measure)),
        None => change(measure),
    }
}

/// The program the latest value came from; `None` when a person typed it. Known where words were read.
#[must_use]
pub fn source(item: &Item) -> Option<&String> {
    let valued = item.series.iter().rev().find(|one| one.value.is_some());
    valued.and_then(|one| one.source.as_ref())
}

/// The latest value: `104 reports`.
#[must_use]
pub fn current(item: &Item) -> Option<String> {
    let measure = item.measure.as_ref()?;
    item.assessment.current.map(|now| value(now, measure))
}

fn change(measure: &Measure) -> Option<String> {
    let change = measure.change?;
    match measure.kind {
        Kind::Relative => Some(format!("x{change}")),
        _ => {
            let sign = if change.is_negative() { "" } else { "+" };
            let amount = bare(change, measure);
            // A difference of two percentages is counted in points.
            Some(match amount.strip_suffix('%') {
                Some(points) => format!("{sign}{points} points"),
                None => format!("{sign}{amount}"),
            })
        }
    }
}

/// `at most 4 hours`, `at least 99.9%`, `2 to 4 hours`.
#[must_use]
pub fn bounds(measure: &Measure) -> Option<String> {
    let text = |bound| value(bound, measure);
    match (measure.low, measure.high) {
        (Some(low), Some(high)) if low == high => Some(format!("exactly {}", text(low))),
        (Some(low), Some(high)) => Some(format!("{} to {}", bare(low, measure), text(high))),
        (Some(low), None) => Some(format!("at least {}", text(low))),
        (None, Some(high)) => Some(format!("at most {}", text(high))),
        (None, None) => None,
    }
}

/// Value and target in one phrase: `210 of 500 readers`, `104, target 84 bug reports`,
/// `3.2 hours, to stay at most 4 hours`, `no value yet, target 95%`.
#[must_use]
pub fn way(item: &Item) -> String {
    let Some(measure) = item.measure.as_ref() else {
        return String::new();
    };
    let found = &item.assessment;
    let goal = match (measure.kind, found.goal) {
        (Kind::Hold, _) => bounds(measure).map(|bound| format!("to stay {bound}")),
        (Kind::Milestone | Kind::Steps | Kind::Zones, _) => None,
        (_, Some(goal)) => Some(format!("target {}", value(goal, measure))),
        (_, None) => Some(change(measure).map_or_else(
            || "target unknown".to_owned(),
            |change| match measure.kind {
                Kind::Relative => format!("target {change} of an unknown start"),
                _ => format!("target {change} from an unknown start"),
            },
        )),
    };
    let now = match found.current {
        None => "no value yet".to_owned(),
        Some(now) if measure.kind == Kind::Hold || found.goal.is_none() => value(now, measure),
        Some(now) => {
            let counted =
                measure.kind == Kind::Count && found.start.is_some_and(|start| start.is_zero());
            if let (true, Some(goal)) = (counted, found.goal) {
                return format!("{} of {}", bare(now, measure), value(goal, measure));
            }
            bare(now, measure)
        }
    };
    match goal {
        Some(goal) => format!("{now}, {goal}"),
        None => now,
    }
}

/// `2d`, marked `9d!` when the last check-in is older than one review period, which has `fresh_for`
/// days.
#[must_use]
pub fn last(item: &Item, fresh_for: i64) -> (Option<Tone>, String) {
    let found = &item.assessment;
    let Some(days) = found.days_since else {
        return (None, progress::UNKNOWN.to_owned());
    };
    let over = matches!(found.status, Status::Done | Status::Closed);
    match days > fresh_for && !over {
        true => (Some(Tone::Warning), format!("{}!", dates::age(days))),
        false => (None, dates::age(days)),
    }
}

/// What is said once of a change that moved the target or the start after the opening.
#[must_use]
pub fn moved(old: &Item, new: &Item) -> Option<String> {
    let same =
        old.assessment.goal == new.assessment.goal && old.assessment.start == new.assessment.start;
    let agreed = new
        .assessment
        .agreed
        .as_ref()
        .filter(|_| new.assessment.flags.contains(&Flag::Moved) && !same)?;
    Some(format!(
        "{} was agreed otherwise when the cycle opened; both are kept: {} against today's target, {} against the agreed one",
        new.id(),
        progress::share(new.assessment.progress),
        progress::share(agreed.progress)
    ))
}

/// How the record hangs on the one above it, in front of that one's name.
#[must_use]
pub fn bond(item: &Item) -> &'static str {
    let is_vision = |parent: &str| item.serves.first().is_some_and(|vision| vision == parent);
    match (item.kind, item.counts) {
        (Type::KeyResult, _) => "key result of",
        _ if item.parent().is_some_and(is_vision) => "serves",
        (_, true) => "counts in",
        (_, false) => "supports",
    }
}

/// All of a record that a table row says, in sentences.
#[must_use]
pub fn sentence(item: &Item) -> String {
    let found = &item.assessment;
    let noun = progress::capital(item.kind.noun());
    let mut parts = vec![format!("{noun} {}", item.id()), item.head.title.clone()];
    if item.measure.is_some() {
        parts.push(progress::capital(&way(item)));
    }
    match (found.progress, found.pace_points) {
        (None, _) => parts.push("Progress unknown".to_owned()),
        (Some(done), Some(points)) => {
            parts.push(format!(
                "{} percent, {}",
                okr_core::domain::assess::percent(done),
                progress::pace(points)
            ));
        }
        (Some(done), None) => parts.push(format!(
            "{} percent",
            okr_core::domain::assess::percent(done)
        )),
    }
    parts.push(progress::capital(found.status.name()));
    if let Some(confidence) = found.confidence {
        parts.push(format!("Confidence {confidence} of 10"));
    }
    if let Some(owner) = &item.owner {
        parts.push(format!("Owner {owner}"));
    }
    if found.stale && found.status != Status::Stale {
        let what = match item.kind {
            Type::Objective => "Not all of it is fresh",
            _ => "Stale",
        };
        parts.push(what.to_owned());
    }
    if let Some(blocker) = &item.head.blocker {
        parts.push(format!("Blocked: {blocker}"));
    }
    ended(&parts)
}

/// Parts as sentences, each with one mark at its end.
#[must_use]
pub fn ended(parts: &[String]) -> String {
    let mut text = String::new();
    for part in parts {
        let part = part.trim();
        if part.is_empty() {
            continue;
        }
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(part);
        if !part.ends_with(['.', '!', '?', '…']) {
            text.push('.');
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantity(text: &str) -> Quantity {
        text.parse().expect("a quantity")
    }

    fn measure(kind: Kind, unit: &str) -> Measure {
        Measure {
            kind,
            unit: Some(unit.to_owned()),
            ..Measure::default()
        }
    }

    #[test]
    fn a_bare_value_keeps_what_belongs_to_the_number_and_drops_the_word() {
        let bare_of = |kind, unit, value: &str| bare(quantity(value), &measure(kind, unit));
        assert_eq!(bare_of(Kind::Count, "bug reports", "104"), "104");
        assert_eq!(bare_of(Kind::Percent, "%", "95"), "95%");
        assert_eq!(bare_of(Kind::Currency, "USD", "58000"), "58 000");
        assert_eq!(bare_of(Kind::Count, "", "7"), "7");
    }

    #[test]
    fn bounds_read_as_words() {
        let held = |low: Option<&str>, high: Option<&str>| {
            bounds(&Measure {
                low: low.map(quantity),
                high: high.map(quantity),
                ..measure(Kind::Hold, "hours")
            })
        };
        assert_eq!(held(None, Some("4")).as_deref(), Some("at most 4 hours"));
        assert_eq!(held(Some("2"), None).as_deref(), Some("at least 2 hours"));
        assert_eq!(held(Some("2"), Some("4")).as_deref(), Some("2 to 4 hours"));
        assert_eq!(
            held(Some("0"), Some("0")).as_deref(),
            Some("exactly 0 hours")
        );
        assert_eq!(held(None, None), None);
    }

    #[test]
    fn a_factor_without_a_start_says_what_it_multiplies() {
        let relative = Measure {
            change: Some(quantity("0.7")),
            ..measure(Kind::Relative, "bug reports")
        };
        assert_eq!(change(&relative).as_deref(), Some("x0.7"));
        let delta = |by: &str| Measure {
            change: Some(quantity(by)),
            ..measure(Kind::Delta, "visits")
        };
        assert_eq!(change(&delta("5000")).as_deref(), Some("+5000"));
        assert_eq!(change(&delta("-2")).as_deref(), Some("-2"));
        let points = Measure {
            change: Some(quantity("-2")),
            ..measure(Kind::Delta, "%")
        };
        assert_eq!(change(&points).as_deref(), Some("-2 points"));
    }

    #[test]
    fn every_part_ends_once() {
        let parts = ["Fast?".to_owned(), " ".to_owned(), "On".to_owned()];
        assert_eq!(ended(&parts), "Fast? On.");
    }
}
