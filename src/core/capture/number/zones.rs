//! Zones as places on the way from 0 to 1: fail, commit, target, stretch, and shares of the way from
//! one to the next. The places are those of the key result's marks, 0.3 and 0.7 unless set.

use super::Comma;
use super::milestone::{self, hundredth, percent};
use super::misread::Misread;
use crate::domain::measure::Measure;
use crate::domain::quantity::Quantity;

const NAMES: [&str; 4] = ["fail", "commit", "target", "stretch"];

fn places(measure: &Measure) -> [Quantity; 4] {
    let tenth = |tenths: i64| {
        Quantity::from(tenths)
            .over(Quantity::from(10))
            .unwrap_or_default()
    };
    let (commit, target) = match measure.marks {
        Some(marks) => (marks.commit, marks.target),
        None => (tenth(3), tenth(7)),
    };
    [Quantity::ZERO, commit, target, Quantity::ONE]
}

fn between(low: Quantity, high: Quantity, percent: Quantity) -> Option<Quantity> {
    low.plus(high.minus(low)?.times(hundredth(percent))?)
}

/// A zone's place and its text in one spelling.
pub(in crate::capture) fn read(
    typed: &str,
    measure: &Measure,
    comma: Comma,
) -> Result<(Quantity, String), Misread> {
    let lower = typed.to_lowercase();
    let (name, way) = match lower.split_once('+') {
        Some((name, way)) => (name.trim(), Some(way.trim())),
        None => (lower.as_str(), None),
    };
    let places = places(measure);
    let Some(at) = NAMES.iter().position(|known| *known == name) else {
        return bare(typed, measure, comma);
    };
    let Some(way) = way else {
        return Ok((places[at], name.to_owned()));
    };
    let Some(next) = places.get(at + 1) else {
        return Err(Misread::new(
            "E203",
            format!("nothing comes after stretch, so \"{typed}\" goes nowhere"),
        )
        .instead("stretch"));
    };
    let percent = way
        .strip_suffix('%')
        .unwrap_or(way)
        .trim()
        .parse::<Quantity>()
        .ok()
        .filter(|percent| !percent.is_negative() && *percent <= Quantity::from(100));
    let Some(percent) = percent else {
        return Err(Misread::new(
            "E203",
            format!(
                "\"{way}\" is not a share of the way from {name} to {}",
                NAMES[at + 1]
            ),
        )
        .why("It goes from 0% to 100%.")
        .instead(format!("{name}+40%")));
    };
    let place = between(places[at], *next, percent).unwrap_or(places[at]);
    Ok((place, format!("{name}+{percent}%")))
}

/// A place told by its number: 0.46 or 46% of the whole way.
fn bare(typed: &str, measure: &Measure, comma: Comma) -> Result<(Quantity, String), Misread> {
    let number = typed.contains(|letter: char| letter.is_ascii_digit())
        && !typed.contains(|letter: char| letter.is_alphabetic() || letter == '/' || letter == '+');
    if !number {
        return Err(Misread::new("E204", format!("\"{typed}\" is not a zone"))
            .why("The zones are fail, commit, target and stretch; commit+40% is on the way to target.")
            .instead("commit")
            .instead("commit+40%"));
    }
    let place = milestone::read(typed, comma)?;
    Ok((place, text(place, measure)))
}

pub(super) fn text(value: Quantity, measure: &Measure) -> String {
    let places = places(measure);
    if let Some(at) = places.iter().position(|place| *place == value) {
        return NAMES[at].to_owned();
    }
    let on_the_way = (0..3)
        .find(|at| places[*at] < value && value < places[at + 1])
        .and_then(|at| {
            let (low, high) = (places[at], places[at + 1]);
            let percent = value
                .minus(low)?
                .over(high.minus(low)?)?
                .times(Quantity::from(100))?;
            let exact =
                percent.to_string().len() <= 5 && between(low, high, percent) == Some(value);
            exact.then(|| format!("{}+{percent}%", NAMES[at]))
        });
    on_the_way.unwrap_or_else(|| percent(value))
}
