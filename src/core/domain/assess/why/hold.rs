//! The arithmetic of a hold: its bounds, the share of check-ins inside, and those that were outside by
//! name. A hold has no way from a start to a target, so nothing here subtracts.

use super::super::Workings;
use super::super::progress::{inside, percent};
use super::{Line, source};
use crate::capture::number::grouped;
use crate::domain::check_in::CheckIn;
use crate::domain::quantity::Quantity;

/// How many check-ins outside the bounds are listed by name.
const LISTED: usize = 5;

pub(super) fn held(work: &Workings, lines: &mut Vec<Line>) {
    let measure = &work.kr.measure;
    let bounds = match (measure.low, measure.high) {
        (Some(low), Some(high)) => format!(
            "between {} and {}, both included",
            grouped(low),
            grouped(high)
        ),
        (Some(low), None) => format!("at least {}", grouped(low)),
        (None, Some(high)) => format!("at most {}", grouped(high)),
        (None, None) => "unknown".to_owned(),
    };
    lines.push(Line::new("bounds", bounds));
    let valued: Vec<(&CheckIn, Quantity)> = work
        .series
        .iter()
        .filter_map(|one| Some((*one, one.value?)))
        .collect();
    let Some(progress) = work.assessment.progress else {
        lines.push(Line::new("progress", "unknown, which is not 0"));
        return;
    };
    let outside: Vec<&(&CheckIn, Quantity)> = valued
        .iter()
        .filter(|(_, value)| !inside(measure, *value))
        .collect();
    let within = valued.len() - outside.len();
    let (all, share) = (valued.len(), percent(progress));
    let text = format!("{share}% = {within} of {all} check-ins inside");
    lines.push(Line::new("progress", text));
    for (one, value) in outside.iter().rev().take(LISTED) {
        lines.push(Line::new(
            "outside",
            format!("{} {}", grouped(*value), source(one, work.day)),
        ));
    }
    if outside.len() > LISTED {
        let earlier = outside.len() - LISTED;
        lines.push(Line::new("outside", format!("{earlier} earlier ones")));
    }
    if let Some((one, value)) = valued.last() {
        lines.push(Line::new(
            "now",
            format!("{} {}", grouped(*value), source(one, work.day)),
        ));
    }
}
