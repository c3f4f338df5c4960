//! A key result beside its chart: short facts, its check-ins as rows, and one of them read out. Every
//! number comes from the assessment or from a check-in; here it gets its words.

use chrono::NaiveDate;
use okr_core::domain::assess::{NoForecast, StartSource};
use okr_core::domain::measure::{Direction, Kind, Measure};
use okr_core::report::course::Course;
use okr_core::report::item::Item;

use super::facts::{Fact, Facts, change};
use super::glyphs::Glyphs;
use super::meter::spark_between;
use super::{chart, dates, forecast, item as words, progress};

/// Answers that a sparkline shows.
const ANSWERS: usize = 10;

/// The facts of a key result, a few words each.
#[must_use]
pub fn facts(item: &Item, glyphs: &Glyphs, figures: &Glyphs) -> Vec<Fact> {
    let mut facts = Facts::default();
    let Some(measure) = &item.measure else {
        return facts.0;
    };
    let found = &item.assessment;
    let now = words::current(item).unwrap_or_else(|| "no value yet".to_owned());
    facts.add("Now", now);
    if let Some(start) = words::start(item) {
        facts.add("Start", format!("{start}{}", origin(found.start_source)));
    }
    match words::target(item) {
        Some(bound) if measure.kind == Kind::Hold => facts.add("Stays", bound),
        Some(target) => facts.add("Target", target),
        None if measure.kind == Kind::Unknown => facts.add("Target", "none yet"),
        None => {}
    }
    if falls(item) {
        facts.add("", "falling is good");
    }
    let pace = found.expected.map_or_else(String::new, |expected| {
        format!("  pace {}", progress::share(Some(expected)))
    });
    let done = progress::share(found.progress);
    let of = inside(measure);
    facts.add("Progress", format!("{done}{of}{pace}"));
    let status = progress::status(found.status, glyphs);
    facts.toned("Status", status, progress::tone(found.status));
    if let Some(answer) = found.confidence {
        let trend = confidence_trend(item, figures);
        facts.add("Confidence", format!("{answer}/10  {trend}"));
    }
    if item.is_dropped {
        return facts.0;
    }
    match (forecast::value(item), forecast::range(item)) {
        (Some(value), Some(range)) if value != range => {
            facts.add("Forecast", format!("{value}{of} ({range})"));
        }
        (Some(value), _) => facts.add("Forecast", format!("{value}{of}")),
        _ => {
            // Only what somebody can do something about is worth a line.
            let why = found.no_forecast.filter(|why| {
                matches!(
                    why,
                    NoForecast::Missing(_) | NoForecast::MissingDays(_) | NoForecast::NoTarget
                )
            });
            facts.add_if("Forecast", why.map(|why| why.sentence()));
        }
    }
    facts.add_if("To hit it", forecast::needed(item, glyphs));
    facts.0
}

/// The last answers as bars between no chance and certain, the same wherever they stand.
#[must_use]
pub fn confidence_trend(item: &Item, figures: &Glyphs) -> String {
    let all = item.series.iter().filter_map(|one| one.confidence);
    let all: Vec<Option<f64>> = all.map(|answer| Some(f64::from(answer))).collect();
    let recent = all.get(all.len().saturating_sub(ANSWERS)..);
    spark_between(recent.unwrap_or_default(), 0.0, 10.0, figures)
}

/// What the progress of a hold is a share of.
fn inside(measure: &Measure) -> &'static str {
    match measure.kind {
        Kind::Hold => " inside",
        _ => "",
    }
}

fn origin(source: StartSource) -> &'static str {
    match source {
        StartSource::FirstCheckIn => ", first check-in",
        StartSource::Given | StartSource::Unknown => "",
    }
}

/// Whether less is better, which the axis does not say.
#[must_use]
pub fn falls(item: &Item) -> bool {
    let found = &item.assessment;
    match (&item.measure, found.start.zip(found.goal)) {
        (Some(measure), _) if matches!(measure.kind, Kind::Hold | Kind::Unknown) => false,
        (Some(_), Some((start, goal))) if start != goal => goal < start,
        (Some(measure), _) => measure.direction == Direction::Down,
        (None, _) => false,
    }
}

/// What stands where a chart would, while there is nothing to draw.
#[must_use]
pub fn nothing_drawn(item: &Item, key: &str) -> String {
    if !item.series.is_empty() {
        return "No check-in gave a value yet".to_owned();
    }
    match item.assessment.start_source {
        StartSource::Given => format!("No check-in yet: press {key}"),
        _ => format!("First check-in makes the start: press {key}"),
    }
}

/// One check-in as a row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    pub date: String,
    pub value: String,
    /// Against the value before it.
    pub change: String,
    /// What the plan asked for on that day.
    pub pace: String,
    pub confidence: String,
    pub note: String,
}

/// The check-ins oldest first, as they stand in the series.
#[must_use]
pub fn rows(item: &Item, course: &Course, day: NaiveDate, glyphs: &Glyphs) -> Vec<Row> {
    let Some(measure) = &item.measure else {
        return Vec::new();
    };
    let is_share = matches!(measure.kind, Kind::Milestone | Kind::Steps | Kind::Zones);
    let mut before = None;
    let mut rows = Vec::with_capacity(item.series.len());
    for one in &item.series {
        let moved = one.value.zip(before).and_then(|(now, was)| now.minus(was));
        let said = one.text.clone().filter(|_| is_share);
        rows.push(Row {
            date: dates::short(one.date, day),
            value: match one.value {
                Some(value) => said.unwrap_or_else(|| words::bare(value, measure)),
                None => "?".to_owned(),
            },
            change: moved
                .filter(|_| !is_share)
                .map_or_else(String::new, |moved| change(moved, measure, glyphs)),
            pace: course
                .asked_on(one.date)
                .map_or_else(String::new, |asked| paced(asked, item, measure)),
            confidence: one
                .confidence
                .map_or_else(|| "-".to_owned(), |answer| format!("{answer}/10")),
            note: note(one),
        });
        before = one.value.or(before);
    }
    rows
}

/// A value of the pace in the precision of the way.
fn paced(asked: f64, item: &Item, measure: &Measure) -> String {
    let found = &item.assessment;
    let Some((start, goal)) = found.start.zip(found.goal) else {
        return String::new();
    };
    let length = (goal.as_f64() - start.as_f64()).abs();
    let is_counted = matches!(measure.kind, Kind::Count | Kind::Rank);
    // A way of dozens in whole numbers needs no tenths.
    let is_whole = start.is_whole() && goal.is_whole() && length >= 20.0;
    let step = match is_counted || is_whole {
        true => 1.0,
        false => 10_f64.powf((length.max(f64::MIN_POSITIVE).log10() - 2.0).floor()),
    };
    chart::name((asked / step).round() * step, measure)
}

fn note(one: &okr_core::domain::check_in::CheckIn) -> String {
    let mut parts = Vec::new();
    if one.same && one.note.is_none() {
        parts.push("= same as before".to_owned());
    }
    parts.extend(one.note.clone());
    parts.extend(
        one.blocker
            .as_ref()
            .map(|blocker| format!("Blocker: {blocker}")),
    );
    parts.join("  ")
}

/// One row as a sentence: `19 Aug  106 (−2)  pace 98  4/10  triage rota works`.
#[must_use]
pub fn read_out(row: &Row) -> String {
    let change = match row.change.as_str() {
        "" => String::new(),
        change => format!(" ({change})"),
    };
    let pace = match row.pace.as_str() {
        "" => String::new(),
        pace => format!("  pace {pace}"),
    };
    let Row {
        date,
        value,
        confidence,
        note,
        ..
    } = row;
    let confidence = match confidence.as_str() {
        "-" => "no confidence",
        answer => answer,
    };
    format!("{date}  {value}{change}{pace}  {confidence}  {note}")
        .trim_end()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_is_read_out_without_what_it_has_not() {
        let row = Row {
            date: "19 Aug".to_owned(),
            value: "106".to_owned(),
            confidence: "-".to_owned(),
            ..Row::default()
        };
        assert_eq!(read_out(&row), "19 Aug  106  no confidence");
        let row = Row {
            change: "-2".to_owned(),
            pace: "98".to_owned(),
            confidence: "4/10".to_owned(),
            note: "rota".to_owned(),
            ..row
        };
        assert_eq!(read_out(&row), "19 Aug  106 (-2)  pace 98  4/10  rota");
    }
}
