//! Steps as a share of 0 to 1: weight done over weight of all. Which steps are done, by name, is
//! `value`'s; here `3/5` means the first three in the order they were planned.

use super::Comma;
use super::milestone::{self, hundredth, is_done, is_open, percent};
use super::misread::Misread;
use super::parts::{self, SmallM};
use super::unit::Unit;
use crate::domain::measure::{Measure, Step};
use crate::domain::quantity::Quantity;

/// A part of a whole, 0 to 1; `None` when it is no such part.
pub(in crate::capture) fn fraction(part: Quantity, whole: Quantity) -> Option<Quantity> {
    let inside = !part.is_negative() && part <= whole && !whole.is_zero();
    inside.then(|| part.over(whole)).flatten()
}

fn weight(steps: &[Step], is_done: impl Fn(usize) -> bool) -> Option<Quantity> {
    steps
        .iter()
        .enumerate()
        .filter(|(at, _)| is_done(*at))
        .try_fold(Quantity::ZERO, |sum, (_, step)| sum.plus(step.weight))
}

/// Weight of the done steps over the weight of all. Weights that add up to nothing count as equal.
pub(in crate::capture) fn share(steps: &[Step], is_done: impl Fn(usize) -> bool) -> Quantity {
    let by_weight = weight(steps, |_| true)
        .filter(|all| *all > Quantity::ZERO)
        .and_then(|all| fraction(weight(steps, &is_done)?, all));
    let count = (0..steps.len()).filter(|at| is_done(*at)).count();
    by_weight
        .or_else(|| {
            fraction(
                Quantity::from(count as i64),
                Quantity::from(steps.len() as i64),
            )
        })
        .unwrap_or_default()
}

/// How many steps a text says are done; `None` when it says it in another way. A total that is not
/// the number of steps is refused.
pub(in crate::capture) fn count(
    typed: &str,
    steps: &[Step],
    comma: Comma,
) -> Option<Result<usize, Misread>> {
    let parts = parts::read(typed, comma, SmallM::Million).ok()?;
    let all = steps.len();
    let total = match parts.unit() {
        Some(Unit::OutOf(total)) => total,
        None => Quantity::from(all as i64),
        Some(_) => return None,
    };
    if total != Quantity::from(all as i64) {
        let wrong = Misread::new(
            "E203",
            format!("{typed} counts {total} steps, there are {all}"),
        )
        .why(format!(
            "Type how many of the {all} are done, or their names."
        ));
        let inside = parts.number <= Quantity::from(all as i64);
        return Some(Err(if inside {
            wrong.instead(format!("{}/{all}", parts.number))
        } else {
            wrong
        }));
    }
    let count = (0..=all).find(|count| Quantity::from(*count as i64) == parts.number);
    Some(count.ok_or_else(|| {
        Misread::new(
            "E203",
            format!("{typed} is not a number of steps from 0 to {all}"),
        )
        .instead(format!("{all}/{all}"))
    }))
}

pub(in crate::capture) fn read(
    typed: &str,
    measure: &Measure,
    comma: Comma,
) -> Result<Quantity, Misread> {
    let word = typed.to_lowercase();
    if measure.steps.is_empty() {
        return milestone::read(typed, comma);
    }
    if is_done(&word) {
        return Ok(Quantity::ONE);
    }
    if is_open(&word) {
        return Ok(Quantity::ZERO);
    }
    if let Some(count) = count(typed, &measure.steps, comma) {
        return count.map(|count| share(&measure.steps, |at| at < count));
    }
    let all = measure.steps.len();
    let parts = parts::read(typed, comma, SmallM::Million).map_err(|fault| {
        Misread::number(typed, fault)
            .instead(format!("1/{all}"))
            .instead("done")
    })?;
    match parts.unit() {
        Some(Unit::Percent) => Ok(hundredth(parts.number)),
        _ => Err(
            Misread::new("E202", format!("\"{typed}\" is not how steps are counted"))
                .instead(format!("1/{all}"))
                .instead("done"),
        ),
    }
}

/// `3/5` where the first three make up the value, else a percentage.
pub(super) fn text(value: Quantity, steps: &[Step]) -> String {
    let all = steps.len();
    let alike = steps
        .windows(2)
        .all(|pair| pair[0].weight == pair[1].weight);
    let guess = (value.as_f64() * all as f64).round();
    if all > 0 && alike && (0.0..=all as f64).contains(&guess) {
        let count = guess as usize;
        if share(steps, |at| at < count) == value {
            return format!("{count}/{all}");
        }
    }
    percent(value)
}
