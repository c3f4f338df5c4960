//! The chart of one key result: its values, the pace its plan asks for, its target or its bounds, and
//! what is likely until its last day. Which of them its kind has is decided here, once for all screens.

use chrono::NaiveDate;
use okr_core::domain::assess::marks;
use okr_core::domain::measure::{Kind, Measure};
use okr_core::domain::quantity::Quantity;
use okr_core::report::course::Course;
use okr_core::report::item::Item;

use super::{Chart, Form, Run, Way};
use crate::words::text::Ruler;
use crate::words::{item as words, progress};

/// How large a chart is, what it is made of, and which day is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Drawing {
    pub width: usize,
    pub height: usize,
    pub form: Form,
    pub picked: Option<NaiveDate>,
}

/// The lines of a chart; empty unless there are two values at least.
#[must_use]
pub fn record(
    one: &Item,
    course: &Course,
    day: NaiveDate,
    drawing: &Drawing,
    ruler: &Ruler,
) -> Vec<String> {
    if values(one).len() < 2 {
        return Vec::new();
    }
    let joined = |row: Vec<Run>| {
        let line: String = row.into_iter().map(|(_, text)| text).collect();
        line.trim_end().to_owned()
    };
    let rows = rows(one, course, day, drawing, ruler);
    rows.into_iter().map(joined).collect()
}

fn values(one: &Item) -> Vec<(NaiveDate, Option<f64>)> {
    one.series
        .iter()
        .filter_map(|check_in| Some((check_in.date, Some(check_in.value?.as_f64()))))
        .collect()
}

/// The chart with what each part of it shows; empty without a value, a measure or a cycle.
#[must_use]
pub fn rows(
    one: &Item,
    course: &Course,
    day: NaiveDate,
    drawing: &Drawing,
    ruler: &Ruler,
) -> Vec<Vec<Run>> {
    let Some((measure, cycle)) = one.measure.as_ref().zip(one.cycle.as_ref()) else {
        return Vec::new();
    };
    let values = values(one);
    if values.is_empty() {
        return Vec::new();
    }
    let found = &one.assessment;
    let is_way = measure.kind != Kind::Hold;
    let end = |bound: Option<Quantity>, open: f64| bound.map_or(open, |bound| bound.as_f64());
    let cone: Vec<(NaiveDate, [f64; 3])> = course
        .cone
        .iter()
        .filter(|_| is_way)
        .map(|ahead| (ahead.date, [ahead.low, ahead.value, ahead.high]))
        .collect();
    let marks = across(one, measure);
    let chart = Chart {
        from: cycle.start,
        until: one.head.due.unwrap_or(cycle.end),
        today: Some(day),
        values: &values,
        pace: &course.pace,
        cone: &cone,
        start: found.start.map(|start| start.as_f64()),
        target: found.goal.map(|goal| goal.as_f64()),
        marks: &marks,
        bounds: (!is_way).then(|| {
            let low = end(measure.low, f64::NEG_INFINITY);
            [low, end(measure.high, f64::INFINITY)]
        }),
        way: match measure.kind {
            Kind::Milestone | Kind::Steps | Kind::Zones => Way::Stairs,
            _ => Way::Straight,
        },
        picked: drawing.picked,
        form: drawing.form,
    };
    chart.rows(drawing.width, drawing.height, ruler, &|value| {
        name(value, measure)
    })
}

/// Where the commit and the target mark lie, of a measure that was given marks or zones.
fn across(one: &Item, measure: &Measure) -> Vec<f64> {
    if measure.marks.is_none() && measure.kind != Kind::Zones {
        return Vec::new();
    }
    let found = &one.assessment;
    let Some((start, goal)) = found.start.zip(found.goal) else {
        return Vec::new();
    };
    let (start, goal) = (start.as_f64(), goal.as_f64());
    let marks = marks(measure);
    [marks.commit, marks.target]
        .map(|mark| start + (goal - start) * mark.as_f64())
        .to_vec()
}

/// A value of the axis: short, with what belongs to the number itself. Places on the way are percents.
#[must_use]
pub fn name(value: f64, measure: &Measure) -> String {
    match measure.kind {
        Kind::Milestone | Kind::Steps | Kind::Zones => progress::share(Some(value)),
        _ => rounded(value).map_or_else(String::new, |value| words::bare(value, measure)),
    }
}

/// Two decimals, or two digits that count of what is smaller than that.
fn rounded(value: f64) -> Option<Quantity> {
    let digits = match value.abs() {
        small @ 1e-12..1.0 => (1.0 - small.log10().floor()) as usize,
        _ => 2,
    };
    Quantity::from_f64(format!("{value:.digits$}").parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_value_is_named_and_not_nought() {
        let percent = Measure {
            kind: Kind::Percent,
            unit: Some("%".to_owned()),
            ..Measure::default()
        };
        for (value, said) in [
            (0.000_212, "0.00021%"),
            (-0.0004, "-0.0004%"),
            (0.0, "0%"),
            (0.333_333, "0.33%"),
            (12.345_6, "12.35%"),
        ] {
            assert_eq!(name(value, &percent), said);
        }
    }
}
