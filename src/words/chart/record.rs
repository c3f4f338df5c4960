//! The chart of one key result: its values, the pace its plan asks for, its target,
//! and what is likely until its last day.

use chrono::NaiveDate;
use okr_core::domain::assess::Forecast;
use okr_core::domain::measure::{Kind, Measure, Plan};
use okr_core::domain::quantity::Quantity;
use okr_core::report::item::Item;

use super::Chart;
use crate::words::item as words;
use crate::words::text::Ruler;

/// The lines of a chart of that size; empty unless there are two values at least of a kind that can be
/// drawn.
#[must_use]
pub fn record(
    one: &Item,
    cone: &[Forecast],
    day: NaiveDate,
    width: usize,
    height: usize,
    ruler: &Ruler,
) -> Vec<String> {
    let Some((measure, cycle)) = one.measure.as_ref().zip(one.cycle.as_ref()) else {
        return Vec::new();
    };
    let values: Vec<(NaiveDate, Option<f64>)> = one
        .series
        .iter()
        .filter_map(|check_in| Some((check_in.date, Some(check_in.value?.as_f64()))))
        .collect();
    let drawable = !matches!(measure.kind, Kind::Milestone | Kind::Steps | Kind::Zones);
    if values.len() < 2 || !drawable {
        return Vec::new();
    }
    let found = &one.assessment;
    let start = found.start.map(|start| start.as_f64());
    let goal = found
        .goal
        .or(measure.high)
        .or(measure.low)
        .map(|goal| goal.as_f64());
    let until = one.head.due.unwrap_or(cycle.end);
    let pace = match (&measure.plan, start, found.goal) {
        (_, _, None) | (Some(Plan::BackLoaded), _, _) | (_, None, _) => Vec::new(),
        (plan, Some(start), Some(goal)) => {
            let mut corners = vec![(cycle.start, start)];
            if let Some(Plan::Points(points)) = plan {
                corners.extend(points.iter().map(|(date, value)| (*date, value.as_f64())));
            }
            corners.push((until, goal.as_f64()));
            corners
        }
    };
    let is_way = measure.kind != Kind::Hold;
    let cone: Vec<(NaiveDate, [f64; 3])> = cone
        .iter()
        .filter(|_| is_way)
        .map(|ahead| (ahead.date, [ahead.low, ahead.value, ahead.high]))
        .collect();
    let chart = Chart {
        from: cycle.start,
        until,
        today: Some(day),
        values: &values,
        pace: &pace,
        cone: &cone,
        start,
        target: goal,
    };
    chart.lines(width, height, ruler, &|value| name(value, measure))
}

/// A value of the axis: short, with what belongs to the number itself.
fn name(value: f64, measure: &Measure) -> String {
    Quantity::from_f64((value * 100.0).round() / 100.0)
        .map_or_else(String::new, |value| words::bare(value, measure))
}
