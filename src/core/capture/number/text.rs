//! Quantities as people read them. One rule for every screen: the number, a space, the unit as it
//! was planned. Five and more digits before the point are grouped by spaces (`58 000 USD`), because
//! a comma would be read as a decimal comma by half of the world and by the setting for it.

use super::measured::{is_percent, scale};
use super::{milestone, steps, zones};
use crate::domain::measure::{Kind, Marks, Measure, Step};
use crate::domain::quantity::Quantity;

/// `90%`, `104 reports`, `58 000 USD`, `4.5/5`, `#3`, `3/5`, `done`, `commit+40%`.
///
/// All digits are there; [`super::quantity`] reads it back as the same quantity.
#[must_use]
pub fn text(value: Quantity, measure: &Measure) -> String {
    let number = text_without_unit(value, measure);
    match measure.kind {
        Kind::Milestone | Kind::Steps | Kind::Zones => number,
        Kind::Rank => format!("#{number}"),
        Kind::Rating => match scale(measure) {
            Some(scale) => format!("{number}/{scale}"),
            None => number,
        },
        _ => {
            let unit = measure.unit.as_deref().map(str::trim).unwrap_or_default();
            if is_percent(measure) {
                let unit = if unit.starts_with('%') { unit } else { "%" };
                format!("{number}{unit}")
            } else if unit.is_empty() {
                number
            } else {
                format!("{number} {unit}")
            }
        }
    }
}

/// The same without `%`, scale, `#` and unit, for columns whose head names them. A percentage below
/// one needs its `%` to be read back.
#[must_use]
pub fn text_without_unit(value: Quantity, measure: &Measure) -> String {
    match measure.kind {
        Kind::Milestone => milestone::text(value),
        Kind::Steps => steps::text(value, &measure.steps),
        Kind::Zones => zones::text(value, measure),
        _ => grouped(value),
    }
}

/// The shortest form that can be typed as one word of a command without quotes.
#[must_use]
pub fn line_value(value: Quantity, measure: &Measure) -> String {
    let number = match measure.kind {
        Kind::Milestone if value.is_zero() => return "no".to_owned(),
        Kind::Milestone | Kind::Steps | Kind::Zones => return text(value, measure),
        Kind::Rating => scale(measure).map(|scale| format!("{value}/{scale}")),
        _ if is_percent(measure) => Some(format!("{value}%")),
        _ => None,
    };
    let number = number.unwrap_or_else(|| value.to_string());
    // A minus alone would be a change on the last value.
    if value.is_negative() {
        format!("0{number}")
    } else {
        number
    }
}

/// What is counted, of a unit such as `of 12 pilots`: `pilots`. Other units as they are.
#[must_use]
pub fn noun(unit: &str) -> &str {
    unit.strip_prefix("of ")
        .map(|rest| {
            rest.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == ' ')
        })
        .filter(|noun| !noun.is_empty())
        .unwrap_or(unit)
}

/// The bare number, grouped as on every screen.
#[must_use]
pub fn grouped(value: Quantity) -> String {
    let number = value.to_string();
    let (sign, digits) = match number.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", number.as_str()),
    };
    let whole = digits.split('.').next().unwrap_or_default().len();
    if whole < 5 {
        return number;
    }
    let mut out = String::from(sign);
    for (at, digit) in digits.char_indices() {
        if at > 0 && at < whole && (whole - at) % 3 == 0 {
            out.push(' ');
        }
        out.push(digit);
    }
    out
}

/// The bounds of a hold as `set` reads them, `LOW..HIGH` with an open end left empty; `None` without any.
#[must_use]
pub fn bounds(measure: &Measure) -> Option<String> {
    let bound = |value: Option<Quantity>| value.map(|value| text(value, measure));
    let (low, high) = (bound(measure.low), bound(measure.high));
    (low.is_some() || high.is_some()).then(|| {
        let end = Option::unwrap_or_default;
        format!("{}..{}", end(low), end(high))
    })
}

/// Steps as `set` reads them: `NAME:WEIGHT`, with commas between.
#[must_use]
pub fn step_list(steps: &[Step]) -> String {
    let steps: Vec<String> = steps
        .iter()
        .map(|step| format!("{}:{}", step.name, step.weight))
        .collect();
    steps.join(",")
}

/// The commit and the target mark as `set` reads them.
#[must_use]
pub fn marks(marks: Marks) -> String {
    format!("{},{}", marks.commit, marks.target)
}
