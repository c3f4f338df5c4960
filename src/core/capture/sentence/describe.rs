//! A measure in one line: the text after "read as:". It says what is known and what is not given
//! yet, and never shows a number the person did not give or that does not follow from one.

use crate::capture::number::grouped;
use crate::domain::measure::{Direction, Kind, Measure};
use crate::domain::quantity::Quantity;

/// One line such as `count from 0 to 12 articles` or `stay at or over 99.9%`.
#[must_use]
pub fn describe(measure: &Measure) -> String {
    let unit = measure.unit.as_deref();
    let way = match measure.direction {
        Direction::Up => "up",
        Direction::Down => "down",
        Direction::Stay => "on",
    };
    match measure.kind {
        Kind::Unknown => "no measure yet".into(),
        Kind::Milestone => "a milestone, done or not".into(),
        Kind::Steps if measure.steps.len() == 1 => "1 step, done or not".into(),
        Kind::Steps => format!("{} steps, done one by one", measure.steps.len()),
        Kind::Zones => "three zones: commit, target, stretch".into(),
        Kind::Hold => hold(measure),
        Kind::Relative => relative(measure, way),
        Kind::Delta => delta(measure, way),
        _ => {
            let Some(target) = measure.target else {
                return format!("go {way}, by how much is not given yet");
            };
            let target = if measure.kind == Kind::Rank {
                format!("#{target}")
            } else {
                let rated = measure.scale.filter(|_| measure.kind == Kind::Rating);
                match rated.filter(|_| unit.is_none()) {
                    Some(scale) => format!("{target}/{scale}"),
                    None => amount(target, unit),
                }
            };
            let from = measure.start.map(grouped);
            match (from, measure.kind) {
                (Some(start), Kind::Count) => format!("count from {start} to {target}"),
                (Some(start), Kind::Percent) => format!("go {way} from {start}% to {target}"),
                (Some(start), Kind::Rank) => format!("go from #{start} to {target}"),
                (Some(start), _) => format!("go {way} from {start} to {target}"),
                (None, Kind::Count) => {
                    format!("count {way} to {target} from a start you have not given yet")
                }
                (None, _) => format!("go {way} to {target} from a start you have not given yet"),
            }
        }
    }
}

fn hold(measure: &Measure) -> String {
    let unit = measure.unit.as_deref();
    match (measure.low, measure.high) {
        (Some(low), Some(high)) => {
            format!("stay between {} and {}", grouped(low), amount(high, unit))
        }
        (Some(low), None) => format!("stay at or over {}", amount(low, unit)),
        (None, Some(high)) => format!("stay at or under {}", amount(high, unit)),
        (None, None) => "stay inside bounds you have not given yet".into(),
    }
}

fn relative(measure: &Measure, way: &str) -> String {
    // A third is told as 33.33%.
    let percent = measure
        .change
        .and_then(|change| Quantity::from_f64((change.as_f64() * 10_000.0).round() / 100.0));
    let Some(percent) = percent else {
        return format!("go {way}, by how much is not given yet");
    };
    match (measure.start, measure.goal(measure.start)) {
        (Some(start), Some(goal)) => {
            format!(
                "go {way} to {percent}% of {}: {}",
                grouped(start),
                amount(goal, measure.unit.as_deref())
            )
        }
        _ => format!("go {way} to {percent}% of a baseline you have not given yet"),
    }
}

fn delta(measure: &Measure, way: &str) -> String {
    let Some(change) = measure.change else {
        return format!("go {way}, by how much is not given yet");
    };
    let by = amount(change.size(), measure.unit.as_deref());
    match (measure.start, measure.goal(measure.start)) {
        (Some(start), Some(goal)) => format!(
            "go {way} by {by}, from {} to {}",
            grouped(start),
            grouped(goal)
        ),
        _ => format!("go {way} by {by} from a baseline you have not given yet"),
    }
}

/// A value with its unit, as a person writes it.
pub(super) fn amount(value: Quantity, unit: Option<&str>) -> String {
    let value = grouped(value);
    match unit {
        None => value,
        Some(unit) if unit == "%" || unit.starts_with('/') => format!("{value}{unit}"),
        Some(unit) => format!("{value} {unit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::sentence::read;

    #[test]
    fn a_reading_is_told_in_one_line() {
        for (sentence, told) in [
            (
                "Reduce bug reports by 30%",
                "go down to 70% of a baseline you have not given yet",
            ),
            ("Publish 12 blog articles", "count from 0 to 12 articles"),
            ("Keep uptime above 99.9%", "stay at or over 99.9%"),
            ("Increase NPS from 32 to 45", "go up from 32 to 45 NPS"),
            ("Launch the app", "a milestone, done or not"),
            (
                "Become #1 in customer love",
                "go down to #1 from a start you have not given yet",
            ),
            (
                "Increase traffic by 5,000 visits",
                "go up by 5000 visits from a baseline you have not given yet",
            ),
            (
                "Grow MRR from €45k to €80k",
                "go up from 45 000 to 80 000 EUR",
            ),
            ("Improve morale", "no measure yet"),
        ] {
            assert_eq!(describe(&read(sentence).measure), told, "{sentence}");
        }
    }

    #[test]
    fn a_baseline_given_later_turns_the_factor_into_a_value() {
        let mut measure = read("Reduce bug reports by 30%").measure;
        measure.start = Some(Quantity::from(120));
        assert_eq!(describe(&measure), "go down to 70% of 120: 84 bug reports");
    }
}
