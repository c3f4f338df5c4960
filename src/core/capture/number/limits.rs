//! What a measure cannot hold, and what a person should hear about a number it took.

use super::digits::Doubt;
use super::measured::scale;
use super::misread::Misread;
use super::reading::{Reading, all_of};
use super::text::text;
use crate::domain::measure::{Kind, Measure};
use crate::domain::quantity::Quantity;

/// Refuses what the measure cannot hold: beyond a rating's scale, a place before the first, a share
/// outside 0 to 1.
pub(in crate::capture) fn within(
    value: Quantity,
    typed: &str,
    subject: &str,
    measure: &Measure,
    last: Option<Quantity>,
) -> Result<(), Misread> {
    match measure.kind {
        Kind::Rating => {
            let Some(scale) = scale(measure) else {
                return Ok(());
            };
            let stands = last.map_or(String::new(), |last| {
                format!(", last value {}", text(last, measure))
            });
            let rated = format!("{subject} is rated out of {scale}{stands}.");
            if value > scale {
                let misread =
                    Misread::new("E203", format!("{typed} is above the top of the scale"))
                        .why(rated);
                return Err(match on_the_scale(value, scale) {
                    Some(instead) => misread.instead(instead),
                    None => misread,
                });
            }
            if value.is_negative() {
                return Err(Misread::new(
                    "E203",
                    format!("{typed} is below the foot of the scale"),
                )
                .why(rated));
            }
            Ok(())
        }
        Kind::Rank if value < Quantity::ONE => {
            Err(Misread::new("E203", format!("{typed} is no place: the first is 1")).instead("1"))
        }
        Kind::Milestone | Kind::Steps | Kind::Zones
            if value.is_negative() || value > Quantity::ONE =>
        {
            Err(Misread::new(
                "E203",
                format!("{typed} is not between nothing and all of it"),
            )
            .why(format!("{subject} goes from 0% to 100%.")))
        }
        _ => Ok(()),
    }
}

/// Refuses a check-in that cannot be true: less than nothing, or more than all there are. What was
/// planned or kept is not judged here, so that it always reads back.
pub(in crate::capture) fn possible(
    value: Quantity,
    typed: &str,
    subject: &str,
    measure: &Measure,
    last: Option<Quantity>,
) -> Result<(), Misread> {
    let known = [last, measure.start, measure.target];
    let lives_below_zero = known.iter().flatten().any(Quantity::is_negative);
    let is_amount = matches!(measure.kind, Kind::Count | Kind::Duration);
    if is_amount && value.is_negative() && !lives_below_zero {
        let typed = typed
            .strip_prefix("0")
            .filter(|rest| rest.starts_with('-'))
            .unwrap_or(typed);
        let misread = Misread::new("E203", format!("{typed} is below zero"));
        return Err(match (measure.kind, last) {
            (_, Some(last)) => misread.why(format!("The last value is {}.", text(last, measure))),
            (Kind::Duration, None) => misread.why("A time is zero or more."),
            (_, None) => misread.why("What is counted is zero or more."),
        });
    }
    match all_of(measure) {
        Some((all, noun)) if measure.kind == Kind::Count && value > all => {
            let there_are = format!("{subject} is about {all} {noun}");
            Err(
                Misread::new("E203", format!("{typed} is more than there are"))
                    .why(format!("{} in all.", there_are.trim_end()))
                    .instead(all.to_string()),
            )
        }
        _ => Ok(()),
    }
}

/// What a rating above its scale may have meant: 46 is 4.6 without its point, 7 of 5 is 7 of 10.
pub(super) fn on_the_scale(value: Quantity, scale: Quantity) -> Option<String> {
    let ten = Quantity::from(10);
    if value <= ten {
        return Some(format!("{value}/{ten}"));
    }
    let tenth = value.over(ten)?;
    (tenth <= scale).then(|| format!("{tenth}/{scale}"))
}

/// How a doubtful mark was read.
pub(super) fn remark(typed: &str, doubt: Doubt, number: Quantity) -> String {
    match doubt {
        Doubt::DecimalComma => format!("{typed} read as {number}"),
        Doubt::ThousandsComma => {
            format!(
                "{typed} read as {number}; write {} for a fraction",
                typed.replace(',', ".")
            )
        }
        Doubt::PointBeforeThree => {
            format!(
                "{typed} read as {number}; write {} if you meant thousands",
                typed.replace('.', "")
            )
        }
    }
}

/// What a person should hear about a number that was accepted, and about the value it made.
pub(in crate::capture) fn remarks(
    typed: &str,
    reading: &Reading,
    value: Quantity,
    measure: &Measure,
) -> Vec<String> {
    let whole_number = matches!(measure.kind, Kind::Count | Kind::Rank);
    let thousands_likely = whole_number || measure.kind == Kind::Currency;
    let doubt = reading.doubt.filter(|doubt| match doubt {
        // A conversion already says how the number was read.
        Doubt::DecimalComma => reading.remark.is_none(),
        Doubt::ThousandsComma => !thousands_likely,
        Doubt::PointBeforeThree => thousands_likely || measure.kind == Kind::Unknown,
    });
    let mut remarks: Vec<String> = reading.remark.iter().cloned().collect();
    remarks.extend(doubt.map(|doubt| remark(typed, doubt, reading.quantity)));
    if whole_number && !value.is_whole() && doubt != Some(Doubt::PointBeforeThree) {
        remarks.push(format!("{value} is not a whole number"));
    }
    remarks
}
