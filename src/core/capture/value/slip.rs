//! Values that were stored and look like a slip of the finger. They warn (W211) and never block.

use crate::capture::number;
use crate::domain::measure::{Direction, Kind, Measure};
use crate::domain::quantity::Quantity;

/// A sentence when a value is ten times off the last one, either way, or further on the wrong side
/// of it than the whole way from start to target.
#[must_use]
pub fn slip(value: Quantity, measure: &Measure, last: Option<Quantity>) -> Option<String> {
    let last = last?;
    if matches!(
        measure.kind,
        Kind::Milestone | Kind::Steps | Kind::Zones | Kind::Rating
    ) {
        return None;
    }
    let found = factor(value, last).or_else(|| wrong_way(value, measure, last))?;
    let stood = number::text_without_unit(last, measure);
    Some(format!("{found} the last value ({stood})"))
}

fn factor(value: Quantity, last: Quantity) -> Option<String> {
    if value.is_zero() || last.is_zero() || value.is_negative() != last.is_negative() {
        return None;
    }
    let (value, last) = (value.size(), last.size());
    let ten = Quantity::from(10);
    let times = |large: Quantity, small: Quantity| {
        let times = large.over(small).filter(|times| *times >= ten)?;
        Quantity::from_f64(times.as_f64().round())
    };
    if let Some(times) = times(value, last) {
        return Some(format!("{times} times"));
    }
    times(last, value).map(|times| {
        if times == ten {
            "a tenth of".to_owned()
        } else {
            format!("1/{times} of")
        }
    })
}

fn wrong_way(value: Quantity, measure: &Measure, last: Quantity) -> Option<String> {
    let start = measure.start?;
    let range = measure.goal(Some(start))?.minus(start)?.size();
    let away = match measure.direction {
        Direction::Up => last.minus(value)?,
        Direction::Down => value.minus(last)?,
        Direction::Stay => return None,
    };
    (!range.is_zero() && away > range).then(|| {
        "moved away from the target by more than the whole way from start to target, from"
            .to_owned()
    })
}
