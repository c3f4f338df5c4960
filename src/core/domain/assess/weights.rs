//! Weights of the parts of an objective: what a set, an unset and a zero weight mean, and which sets
//! of weights are refused on entry. The mean itself is the roll-up's.

use crate::domain::quantity::Quantity;
use crate::error::{Error, Result};

/// The share of the whole each weight stands for; they add up to 1, or are all 0 when nothing
/// counts. A set weight has one meaning, a share:
///
/// - all unset: equal shares;
/// - some set: a set weight is its share of the whole (0.5 is half), the unset ones split the rest
///   equally;
/// - all set: they are scaled to the whole, so 3 and 1 are 0.75 and 0.25;
/// - 0 is tracked but not counted.
///
/// Data from elsewhere may hold set weights that leave nothing for the unset ones; these then count
/// as the average of the set ones, because a silent 0 would hide a record. Negative weights count
/// as 0. [`check_weights`] refuses both on entry.
#[must_use]
pub fn shares(weights: &[Option<Quantity>]) -> Vec<f64> {
    let set = |weight: &Quantity| weight.as_f64().max(0.0);
    let total = sum(weights.iter().flatten().map(set));
    let counted = weights.iter().flatten().filter(|weight| set(weight) > 0.0);
    let counted = counted.count();
    let unset = weights.iter().filter(|weight| weight.is_none()).count();
    let (each, whole) = match unset {
        0 => (0.0, total),
        _ if no_share_left(weights) => {
            let average = total / counted.max(1) as f64;
            (average, total + average * unset as f64)
        }
        _ => ((1.0 - total) / unset as f64, 1.0),
    };
    let share = |weight: &Option<Quantity>| {
        let part = weight.as_ref().map_or(each, set);
        if whole > 0.0 { part / whole } else { 0.0 }
    };
    weights.iter().map(share).collect()
}

pub(super) fn no_share_left(weights: &[Option<Quantity>]) -> bool {
    let set = weights.iter().flatten().filter(|one| !one.is_negative());
    let total = set.copied().try_fold(Quantity::ZERO, Quantity::plus);
    weights.iter().any(Option::is_none) && total.is_none_or(|total| total >= Quantity::ONE)
}

/// Sums from the smallest to the largest, so that the order of the parts cannot show in the result.
pub(super) fn sum(terms: impl Iterator<Item = f64>) -> f64 {
    let mut terms: Vec<f64> = terms.collect();
    terms.sort_by(f64::total_cmp);
    terms.iter().sum()
}

/// Whether the weights of one objective's parts can stand together.
///
/// # Errors
/// A negative weight (E231), all weights 0 (E232), or set weights that leave no share for the unset
/// ones (E233).
pub fn check_weights(weights: &[Option<Quantity>]) -> Result<()> {
    if let Some(weight) = weights.iter().flatten().find(|one| one.is_negative()) {
        return Err(
            Error::refused("E231", format!("a weight of {weight} is below 0"))
                .why("A weight is a share: 0.5 is half of the objective, 0 is not counted."),
        );
    }
    let all_zero = weights
        .iter()
        .all(|weight| weight.is_some_and(|weight| weight.is_zero()));
    if all_zero && !weights.is_empty() {
        return Err(
            Error::refused("E232", "every weight is 0, so nothing would count")
                .why("At least one key result has to carry its objective."),
        );
    }
    if no_share_left(weights) {
        return Err(
            Error::refused("E233", "the set weights leave nothing for the unset ones")
                .why("Beside an unset weight, a set weight is a share of the whole: 0.5 is half.")
                .why("Keep the sum of the set ones below 1, or set the weight of every one."),
        );
    }
    Ok(())
}
