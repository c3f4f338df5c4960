//! What is drawn, as the numbers to draw: the way of a key result and the map of what serves what.

use std::collections::HashSet;

use chrono::NaiveDate;
use okr_core::domain::id::Uid;
use okr_core::domain::measure::Kind;
use okr_core::domain::record::Type;
use okr_core::report::board::Board;
use okr_core::report::course::Course;
use okr_core::report::growth::{Leaf, Wanted, grow};
use okr_core::report::item::Item;
use okr_core::report::summary::Summary;

use super::tables;
use crate::words::report::page::{Ahead, Block, Drawing, Line, Point, Stop, Track};
use crate::words::{forecast, item as words};

/// More points than this are one a week, each the last of its week: a line is read, not measured.
const MOST: usize = 14;

/// The line of a key result with its numbers; `None` with less than two values or no way to draw.
pub(super) fn line(item: &Item, found: &Summary<'_>) -> Option<Block> {
    let (measure, cycle) = item.measure.as_ref().zip(item.cycle.as_ref())?;
    if matches!(measure.kind, Kind::Milestone | Kind::Steps | Kind::Zones) {
        return None;
    }
    let mut points: Vec<Point> = Vec::new();
    for check_in in &item.series {
        let Some(value) = check_in.value else {
            continue;
        };
        if points.last().is_some_and(|last| last.day == check_in.date) {
            points.pop();
        }
        points.push(Point {
            day: check_in.date,
            value: value.as_f64(),
            text: words::bare(value, measure),
        });
    }
    if points.len() > MOST {
        let week = |point: &Point| (point.day - cycle.start).num_days().div_euclid(7);
        let mut last = Vec::new();
        for point in points {
            if last
                .last()
                .is_some_and(|before| week(before) == week(&point))
            {
                last.pop();
            }
            last.push(point);
        }
        points = last;
    }
    if points.len() < 2 {
        return None;
    }
    let course = Course::of(item, found.day);
    let line = Line {
        id: item.id(),
        told: words::way(item),
        from: cycle.start,
        until: item.head.due.unwrap_or(cycle.end),
        today: found.day,
        points,
        plan: corners(&course.pace),
        target: words::target(item)
            .zip(
                item.assessment
                    .goal
                    .or(measure.high)
                    .or(measure.low)
                    .map(|goal| goal.as_f64()),
            )
            .map(|(text, value)| (value, text)),
        ahead: ahead(item, &course).filter(|_| measure.kind != Kind::Hold),
    };
    let table = tables::points(&line, found.day);
    Some(Block::Drawn {
        drawing: Drawing::Line(Box::new(line)),
        table,
    })
}

fn ahead(item: &Item, course: &Course) -> Option<Ahead> {
    let ahead = item.assessment.forecast?;
    Some(Ahead {
        value: Point {
            day: ahead.date,
            value: ahead.value,
            text: forecast::both(item)?,
        },
        // A week is fine enough for the eye; the last day is the forecast itself.
        cone: course
            .cone
            .iter()
            .step_by(7)
            .chain(course.cone.last())
            .map(|one| (one.date, one.low, one.high))
            .collect(),
    })
}

/// A line without the points that lie between two others on the same straight.
fn corners(line: &[(NaiveDate, f64)]) -> Vec<(NaiveDate, f64)> {
    let rise = |from: &(NaiveDate, f64), to: &(NaiveDate, f64)| {
        (to.1 - from.1) / (to.0 - from.0).num_days().max(1) as f64
    };
    let is_corner = |place: usize| match (place.checked_sub(1), line.get(place + 1)) {
        (Some(before), Some(after)) => {
            let (one, other) = (rise(&line[before], &line[place]), rise(&line[place], after));
            (one - other).abs() > 1e-9 * (one.abs() + other.abs())
        }
        _ => true,
    };
    let kept = line
        .iter()
        .enumerate()
        .filter(|(place, _)| is_corner(*place));
    kept.map(|(_, point)| *point).collect()
}

/// What is not dropped.
pub(super) fn live(board: &Board) -> HashSet<Uid> {
    let live = board.items.iter().filter(|item| !item.is_dropped);
    live.map(|item| item.head.uid).collect()
}

/// Visions, objectives below them and key results beside those. What serves no vision stands last.
pub(super) fn map(board: &Board) -> Vec<Track> {
    let here = live(board);
    let live = |uid| here.contains(&uid);
    let wanted = Wanted {
        root: None,
        item: &live,
        vision: &|vision| vision.dropped.is_none(),
    };
    let mut tracks: Vec<Track> = Vec::new();
    for branch in grow(board, &wanted) {
        let depth = branch.lasts.len();
        match branch.leaf {
            Leaf::Vision(place) => {
                let Some(vision) = board.visions.get(place) else {
                    continue;
                };
                tracks.push(Track {
                    stop: Stop {
                        id: vision.id.to_string(),
                        status: None,
                    },
                    depth,
                    key_results: Vec::new(),
                });
            }
            Leaf::Item(place) => {
                let Some(item) = board.items.get(place) else {
                    continue;
                };
                let stop = Stop {
                    id: item.id(),
                    status: Some(item.assessment.status),
                };
                match tracks.last_mut().filter(|_| item.kind == Type::KeyResult) {
                    Some(track) => track.key_results.push(stop),
                    None => tracks.push(Track {
                        stop,
                        depth,
                        key_results: Vec::new(),
                    }),
                }
            }
        }
    }
    tracks
}
