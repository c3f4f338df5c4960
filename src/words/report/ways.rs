//! Where a key result goes, as a table tells it: its target with the agreed one beside it, and what is likely
//! with its range.

use okr_core::domain::measure::{Kind, Measure};
use okr_core::report::item::Item;

use crate::words::{forecast, item as words};

/// Today's target, and the agreed one where it moved: `400 (agreed 500)`.
pub(super) fn target(item: &Item) -> Option<String> {
    let today = match item.measure.as_ref() {
        // The value beside it has no unit either.
        Some(measure) if measure.kind == Kind::Hold => words::bounds(&Measure {
            unit: measure.unit.clone().filter(|unit| unit == "%"),
            ..measure.clone()
        })?,
        _ => words::target(item)?,
    };
    let agreed = item.assessment.agreed.as_ref();
    let moved = agreed.filter(|agreed| agreed.goal != item.assessment.goal);
    let before = moved
        .and_then(|agreed| agreed.goal)
        .zip(item.measure.as_ref())
        .map(|(goal, measure)| words::bare(goal, measure));
    Some(match before {
        Some(before) => format!("{today} (agreed {before})"),
        None => today,
    })
}

/// `333 (280 to 390)`; a range that is a point stands alone.
pub(super) fn likely(item: &Item) -> Option<String> {
    let both = forecast::both(item)?;
    // The scale of a rating stands beside it, in the value and in the target.
    let scale = item.measure.as_ref().and_then(|measure| measure.scale);
    Some(match scale {
        Some(scale) => both.replace(&format!("/{scale}"), ""),
        None => both,
    })
}
