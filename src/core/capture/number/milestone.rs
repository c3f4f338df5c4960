//! A milestone as a share of 0 to 1: its words, a percentage, a fraction. Anything that could be
//! two things (a bare 50) is refused.

use super::Comma;
use super::misread::Misread;
use super::parts::{self, SmallM};
use super::steps::fraction;
use super::unit::Unit;
use crate::domain::quantity::Quantity;

/// What says "all of it".
pub(in crate::capture) fn is_done(word: &str) -> bool {
    matches!(
        word,
        "done" | "yes" | "y" | "true" | "all" | "finished" | "complete"
    )
}

/// What says "nothing yet".
pub(in crate::capture) fn is_open(word: &str) -> bool {
    matches!(
        word,
        "no" | "n" | "false" | "none" | "open" | "not done" | "not yet"
    )
}

pub(in crate::capture) fn read(typed: &str, comma: Comma) -> Result<Quantity, Misread> {
    let word = typed.to_lowercase();
    if is_done(&word) {
        return Ok(Quantity::ONE);
    }
    if is_open(&word) {
        return Ok(Quantity::ZERO);
    }
    let parts = parts::read(typed, comma, SmallM::Million)
        .map_err(|fault| Misread::number(typed, fault).instead("done").instead("50%"))?;
    match parts.unit() {
        Some(Unit::Percent) => Ok(hundredth(parts.number)),
        Some(Unit::OutOf(total)) => fraction(parts.number, total).ok_or_else(|| {
            Misread::new("E203", format!("{typed} is not a part of a whole")).instead("done")
        }),
        None if parts.number.size() <= Quantity::ONE => Ok(parts.number),
        None => Err(
            Misread::new("E203", format!("{typed} is more than all of it"))
                .why("A milestone goes from 0 to 1, or from 0% to 100%.")
                .instead(format!("{}%", parts.number)),
        ),
        Some(_) => Err(Misread::new(
            "E202",
            format!("\"{typed}\" is not how a milestone is told"),
        )
        .instead("done")
        .instead("50%")),
    }
}

pub(super) fn text(value: Quantity) -> String {
    if value == Quantity::ONE {
        "done".to_owned()
    } else if value.is_zero() {
        "not done".to_owned()
    } else {
        percent(value)
    }
}

/// `0.25` as `25%`, exactly.
pub(super) fn percent(value: Quantity) -> String {
    match value.times(Quantity::from(100)) {
        Some(hundred) => format!("{hundred}%"),
        None => value.to_string(),
    }
}

pub(super) fn hundredth(value: Quantity) -> Quantity {
    value.over(Quantity::from(100)).unwrap_or(value)
}
