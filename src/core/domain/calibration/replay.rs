//! Forecasts as they would have been made: after the third check-in and after each one that follows,
//! from what was known then, against the value that stood at the end. The last day itself is no case,
//! because nothing is ahead of it.

use crate::domain::assess::{Assessment, NEEDED, Policy, assess};
use crate::domain::check_in::CheckIn;
use crate::domain::cycle::{Cycle, CycleState};
use crate::domain::key_result::KeyResult;
use crate::domain::measure::Kind;

/// One forecast and what came of it. Values are in the measure's unit; of a hold they are shares.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Case {
    pub low: f64,
    pub value: f64,
    pub high: f64,
    /// What the baselines say: the last value, and the line from the first check-in through it.
    pub stays: f64,
    pub line: f64,
    /// The value at the end.
    pub end: f64,
    /// The length of the way, by which losses of different measures become comparable.
    pub way: f64,
    pub days: i64,
}

/// A pinball loss for each of three ways to forecast.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Losses {
    pub ours: f64,
    pub last_value_stays: f64,
    pub straight_line: f64,
}

/// What a set of cases amounts to. Losses are shares of the way from start to target.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scores {
    pub cases: usize,
    /// The share of cases whose end was inside the 80% range, ends included.
    pub coverage80: f64,
    /// At 10, 50 and 90%, and the mean of the three.
    pub at: [Losses; 3],
    pub mean: Losses,
}

/// The cases of one key result, whose last day is that of its cycle or its own. Check-ins are in the
/// order they were made.
#[must_use]
pub fn replay(kr: &KeyResult, series: &[CheckIn], cycle: &Cycle) -> Vec<Case> {
    let policy = Policy::default();
    // As it was while it ran.
    let cycle = &Cycle {
        state: CycleState::Active,
        ..cycle.clone()
    };
    let last_day = kr.head.due.unwrap_or(cycle.end);
    let valued = series.iter().filter(|one| one.value.is_some());
    let valued: Vec<CheckIn> = valued.cloned().collect();
    let seen = |count: usize| {
        let known = &valued[..count];
        let day = known.last()?.date;
        let found = assess(kr, known, Some(cycle), &policy, day);
        Some((day, measured(kr, &found)?, found))
    };
    let Some((_, end, whole)) = seen(valued.len()) else {
        return Vec::new();
    };
    let way = way(kr, &whole, &valued);
    let mut cases = Vec::new();
    let Some((start_day, start, _)) = seen(1) else {
        return cases;
    };
    // After the last check-in nothing came that could have proved a forecast wrong.
    for count in NEEDED..valued.len() {
        let Some((day, stays, found)) = seen(count) else {
            continue;
        };
        let days = (last_day - day).num_days();
        let Some(forecast) = found.forecast.filter(|_| days > 0) else {
            continue;
        };
        let gone = (day - start_day).num_days().max(1) as f64;
        let line = stays + (stays - start) / gone * days as f64;
        cases.push(Case {
            low: forecast.low,
            value: forecast.value,
            high: forecast.high,
            stays,
            line: if is_place(kr) {
                line.clamp(0.0, 1.0)
            } else {
                line
            },
            end,
            way,
            days,
        });
    }
    cases
}

/// What is forecast: the value, of a hold the share of check-ins inside.
fn measured(kr: &KeyResult, found: &Assessment) -> Option<f64> {
    match kr.measure.kind {
        Kind::Hold => found.progress,
        _ => found.current.map(|value| value.as_f64()),
    }
}

/// Whether values cannot leave 0 to 1, neither ours nor a baseline's.
fn is_place(kr: &KeyResult) -> bool {
    matches!(kr.measure.kind, Kind::Hold | Kind::Steps | Kind::Zones)
}

/// The length of the way; where start and goal are the same, the largest distance from them.
fn way(kr: &KeyResult, whole: &Assessment, valued: &[CheckIn]) -> f64 {
    let (Some(start), Some(goal), false) = (whole.start, whole.goal, is_place(kr)) else {
        return 1.0;
    };
    let goal = goal.as_f64();
    let length = (goal - start.as_f64()).abs();
    if length > 0.0 {
        return length;
    }
    let values = valued.iter().filter_map(|one| one.value);
    let far = values.map(|value| (value.as_f64() - goal).abs());
    let far = far.fold(0.0, f64::max);
    if far > 0.0 { far } else { 1.0 }
}

/// The loss of naming `said` as the value below which a share `level` of all ends lie.
fn pinball(level: f64, said: f64, end: f64) -> f64 {
    if end >= said {
        level * (end - said)
    } else {
        (1.0 - level) * (said - end)
    }
}

/// `None` without a case.
#[must_use]
pub fn score<'a>(cases: impl IntoIterator<Item = &'a Case>) -> Option<Scores> {
    let levels = [0.1, 0.5, 0.9];
    let mut count = 0;
    let mut inside = 0;
    let mut at = [Losses::default(); 3];
    for case in cases {
        count += 1;
        // The last bit of a binary fraction does not put a value outside.
        let noise = 1e-9 * case.way;
        inside += usize::from(case.low - noise <= case.end && case.end <= case.high + noise);
        let ours = [case.low, case.value, case.high];
        for ((level, ours), losses) in levels.into_iter().zip(ours).zip(&mut at) {
            let loss = |said| pinball(level, said, case.end) / case.way;
            losses.ours += loss(ours);
            losses.last_value_stays += loss(case.stays);
            losses.straight_line += loss(case.line);
        }
    }
    if count == 0 {
        return None;
    }
    let mut mean = Losses::default();
    for losses in &mut at {
        losses.ours /= count as f64;
        losses.last_value_stays /= count as f64;
        losses.straight_line /= count as f64;
        mean.ours += losses.ours / 3.0;
        mean.last_value_stays += losses.last_value_stays / 3.0;
        mean.straight_line += losses.straight_line / 3.0;
    }
    Some(Scores {
        cases: count,
        coverage80: inside as f64 / count as f64,
        at,
        mean,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    use crate::domain::id::Uid;
    use crate::domain::measure::Measure;
    use crate::domain::quantity::Quantity;

    fn cases(measure: Measure, rows: &[(&str, i64)]) -> Vec<Case> {
        let day = |text: &str| text.parse().expect("a day");
        let nobody = Uid::from_bytes([0; 16]);
        let cycle = Cycle {
            uid: nobody,
            name: "2026Q3".to_owned(),
            start: day("2026-07-01"),
            end: day("2026-09-30"),
            state: CycleState::Active,
            opened: None,
            ancestor: None,
        };
        let kr = KeyResult {
            head: serde_json::from_value(json!({"id": "K1", "title": ""})).expect("a head"),
            measure,
            source: None,
            targets: Vec::new(),
        };
        let check_in = |(date, value): &(&str, i64)| CheckIn {
            value: Some(Quantity::from(*value)),
            ..serde_json::from_value(json!({"id": "C1", "kr": nobody, "date": date}))
                .expect("a check-in")
        };
        let series: Vec<CheckIn> = rows.iter().map(check_in).collect();
        replay(&kr, &series, &cycle)
    }

    fn to_hundred() -> Measure {
        Measure {
            kind: Kind::Number,
            start: Some(Quantity::ZERO),
            target: Some(Quantity::from(100)),
            ..Measure::default()
        }
    }

    #[test]
    fn cases_begin_with_the_third_check_in_and_end_before_the_last() {
        let rows = [
            ("2026-07-01", 0),
            ("2026-07-08", 10),
            ("2026-07-15", 20),
            ("2026-07-22", 30),
            ("2026-09-30", 60),
        ];
        let found = cases(to_hundred(), &rows);
        assert_eq!(found.len(), 2);
        let ends: Vec<f64> = found.iter().map(|case| case.end).collect();
        assert_eq!(ends, [60.0, 60.0]);
        assert_eq!((found[0].stays, found[1].stays), (20.0, 30.0));
        // 77 days at 10 in 7 days, from 20.
        assert!((found[0].line - 130.0).abs() < 1e-9);
        assert_eq!((found[0].way, found[0].days), (100.0, 77));
        assert!(cases(to_hundred(), &rows[..3]).is_empty());
    }

    #[test]
    fn what_is_said_on_the_last_day_is_no_forecast() {
        let rows = [
            ("2026-09-01", 0),
            ("2026-09-08", 10),
            ("2026-09-30", 20),
            ("2026-09-30", 30),
        ];
        assert!(cases(to_hundred(), &rows).is_empty());
    }

    #[test]
    fn nothing_that_came_later_moves_an_earlier_forecast() {
        let rows = [
            ("2026-07-01", 0),
            ("2026-07-08", 10),
            ("2026-07-15", 20),
            ("2026-07-22", 30),
        ];
        let mut other = rows;
        other[3].1 = -900;
        let (one, other) = (cases(to_hundred(), &rows), cases(to_hundred(), &other));
        assert_eq!(
            (one[0].low, one[0].value, one[0].high),
            (other[0].low, other[0].value, other[0].high)
        );
    }

    #[test]
    fn the_loss_of_a_point_is_half_its_distance_in_shares_of_the_way() {
        let case = Case {
            low: 10.0,
            value: 20.0,
            high: 40.0,
            stays: 10.0,
            line: 50.0,
            end: 30.0,
            way: 100.0,
            days: 7,
        };
        let scores = score(&[case]).expect("a case");
        assert_eq!((scores.cases, scores.coverage80), (1, 1.0));
        let near = |found: f64, expected: f64| assert!((found - expected).abs() < 1e-12, "{found}");
        near(scores.mean.last_value_stays, 0.1);
        near(scores.mean.straight_line, 0.1);
        // 0.1 * 20, 0.5 * 10 and 0.1 * 10, over 100.
        near(scores.at[0].ours, 0.02);
        near(scores.at[1].ours, 0.05);
        near(scores.at[2].ours, 0.01);
        let outside = Case { end: 41.0, ..case };
        assert_eq!(
            score(&[case, outside]).map(|scores| scores.coverage80),
            Some(0.5)
        );
        assert_eq!(score(&[]), None);
    }
}
