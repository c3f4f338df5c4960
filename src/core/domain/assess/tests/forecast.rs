//! Forecasts: golden figures for one key result of each kind, the edges, and what holds for any series.

use chrono::Days;
use proptest::prelude::*;

use super::super::*;
use super::sample::*;
use crate::domain::measure::{Kind, Measure, Zones};

const WEEKS: [&str; 9] = [
    "2026-07-01",
    "2026-07-08",
    "2026-07-15",
    "2026-07-22",
    "2026-07-29",
    "2026-08-05",
    "2026-08-12",
    "2026-08-19",
    "2026-08-26",
];

fn weekly(values: &[&str]) -> Vec<CheckIn> {
    let rows = WEEKS.iter().zip(values);
    rows.map(|(date, value)| check_in(date, Some(value), None))
        .collect()
}

fn after(measure: Measure, values: &[&str]) -> Assessment {
    let last = WEEKS[values.len().max(1) - 1];
    assessed(measure, &weekly(values), day(last))
}

/// Value, low, high in thousandths and chance in percent, so that a test shows them at a glance.
fn figures(found: &Assessment) -> (i64, i64, i64, i64) {
    let forecast = found.forecast.expect("a forecast");
    let thousandths = |value: f64| (value * 1000.0).round() as i64;
    (
        thousandths(forecast.value),
        thousandths(forecast.low),
        thousandths(forecast.high),
        percent(forecast.chance),
    )
}

fn ends(found: &Assessment) -> (f64, f64, f64) {
    let forecast = found.forecast.expect("a forecast");
    (forecast.low, forecast.value, forecast.high)
}

fn zones() -> Measure {
    Measure {
        kind: Kind::Zones,
        zones: Some(Zones {
            commit: "one team".to_owned(),
            target: "three teams".to_owned(),
            stretch: "all teams".to_owned(),
        }),
        ..Measure::default()
    }
}

#[test]
fn a_forecast_needs_three_check_ins_and_says_how_many_are_missing() {
    for (values, sentence) in [
        (vec![], "needs 3 more check-ins to forecast"),
        (vec!["1"], "needs 2 more check-ins to forecast"),
        (vec!["1", "2"], "needs 1 more check-in to forecast"),
    ] {
        let found = after(from_to(Some("0"), "12"), &values);
        assert_eq!((found.forecast, found.pace_per_week), (None, None));
        let reason = found.no_forecast.expect("a reason");
        assert_eq!(reason.sentence(), sentence);
        assert_eq!(reason.missing(), Some(3 - values.len()));
    }
    let found = after(from_to(Some("0"), "12"), &["1", "2", "3"]);
    assert!(found.forecast.is_some() && found.no_forecast.is_none());
}

#[test]
fn a_look_without_a_value_is_no_check_in_to_forecast_from() {
    let mut series = weekly(&["1", "2"]);
    series.push(check_in("2026-07-15", None, Some(5)));
    let found = assessed(from_to(Some("0"), "12"), &series, day("2026-07-15"));
    assert_eq!(found.no_forecast, Some(NoForecast::Missing(1)));
}

#[test]
fn where_nothing_can_be_projected_the_reason_is_said() {
    let three = ["0", "0", "0"];
    let of = |measure| after(measure, &three).no_forecast;
    let milestone = Measure {
        kind: Kind::Milestone,
        ..Measure::default()
    };
    assert_eq!(of(milestone), Some(NoForecast::Milestone));
    assert_eq!(of(Measure::default()), Some(NoForecast::NoTarget));
    assert_eq!(of(hold(None, None)), Some(NoForecast::NoTarget));
    let kr = key_result(from_to(Some("0"), "12"));
    let series = weekly(&three);
    let of = |kr: &KeyResult, cycle: Option<&Cycle>, on: &str| {
        assess(kr, &series, cycle, &Policy::default(), day(on)).no_forecast
    };
    assert_eq!(of(&kr, None, "2026-08-01"), Some(NoForecast::NoLastDay));
    assert_eq!(
        of(&kr, Some(&quarter()), "2026-10-01"),
        Some(NoForecast::Over)
    );
    let mut closed = quarter();
    closed.state = crate::domain::cycle::CycleState::Closed;
    assert_eq!(of(&kr, Some(&closed), "2026-08-01"), Some(NoForecast::Over));
    let mut dropped = kr.clone();
    dropped.head.dropped = Some(day("2026-08-01"));
    assert_eq!(
        of(&dropped, Some(&quarter()), "2026-08-02"),
        Some(NoForecast::Over)
    );
}

#[test]
fn a_rising_and_a_falling_way_are_mirrors_of_each_other() {
    let up = after(
        from_to(Some("0"), "36"),
        &["0", "2", "3", "5", "8", "10", "12", "14", "16"],
    );
    let down = after(
        from_to(Some("120"), "84"),
        &[
            "120", "118", "117", "115", "112", "110", "108", "106", "104",
        ],
    );
    assert_eq!(figures(&up), (23_964, 15_433, 30_175, 7));
    let (low, value, high) = ends(&up);
    let mirrored = ends(&down);
    for (one, other) in [(low, mirrored.2), (value, mirrored.1), (high, mirrored.0)] {
        near(Some(120.0 - one), other);
    }
    near(up.pace_per_week, 2.0);
    near(down.pace_per_week, -2.0);
    assert_eq!(up.forecast.map(|one| one.date), Some(quarter().end));
}

#[test]
fn a_standstill_says_that_something_may_still_come() {
    let found = after(from_to(Some("0"), "1"), &["0.2", "0.2", "0.2", "0.2"]);
    assert_eq!(figures(&found), (450, 181, 874, 8));
    near(found.pace_per_week, 0.0);
}

#[test]
fn zones_and_steps_stay_within_their_way() {
    let found = after(zones(), &["0", "0.3", "0.7", "1"]);
    let (low, value, high) = ends(&found);
    assert!(0.0 <= low && low <= value && value <= high && high <= 1.0);
    assert_eq!(figures(&found).3, 88);
    let found = after(zones(), &["0", "0", "0"]);
    assert_eq!(figures(&found), (320, 0, 863, 9));
}

#[test]
fn a_hold_is_forecast_as_the_share_that_will_have_been_inside() {
    let found = after(hold(None, Some("4")), &["3", "3", "3.5", "5"]);
    assert_eq!(figures(&found), (690, 484, 897, 0));
    let found = after(hold(None, Some("4")), &["3", "3", "3.5", "4"]);
    let forecast = found.forecast.expect("a forecast");
    // Ten more weeks: after 4 of 4, all of 14 are inside in 5 of 15 cases.
    near(Some(forecast.chance), 5.0 / 15.0);
    near(Some(forecast.high), 1.0);
}

#[test]
fn on_the_last_day_the_forecast_is_what_stands() {
    let series = weekly(&["0", "2", "3", "5", "8"]);
    let measure = from_to(Some("0"), "12");
    let found = assessed(measure.clone(), &series, quarter().end);
    assert_eq!(ends(&found), (8.0, 8.0, 8.0));
    assert_eq!(found.forecast.map(|one| one.chance), Some(0.0));
    let reached = assessed(from_to(Some("0"), "8"), &series, quarter().end);
    assert_eq!(reached.forecast.map(|one| one.chance), Some(1.0));
    let held = assessed(hold(Some("0"), None), &series, quarter().end);
    assert_eq!(ends(&held), (1.0, 1.0, 1.0));
}

#[test]
fn a_range_stays_within_what_the_measure_can_show() {
    let percent = Measure {
        kind: Kind::Percent,
        ..from_to(Some("60"), "100")
    };
    let (_, _, high) = ends(&after(percent, &["60", "75", "90", "98"]));
    assert!(high <= 100.0, "{high}");
    let bugs = from_to(Some("10"), "0");
    let (low, ..) = ends(&after(bugs, &["10", "6", "3", "1"]));
    assert!(low >= 0.0, "{low}");
    let rank = Measure {
        kind: Kind::Rank,
        ..from_to(Some("9"), "2")
    };
    let (low, ..) = ends(&after(rank, &["9", "5", "3", "2"]));
    assert!(low >= 1.0, "{low}");
    let rating = Measure {
        kind: Kind::Rating,
        scale: Some(quantity("5")),
        ..from_to(Some("3"), "5")
    };
    let (_, _, high) = ends(&after(rating, &["3", "4", "4.8"]));
    assert!(high <= 5.0, "{high}");
}

#[test]
fn one_odd_value_on_the_way_moves_the_forecast_little() {
    let clean = after(
        from_to(Some("0"), "24"),
        &["10", "11", "12", "13", "14", "15", "16"],
    );
    let odd = after(
        from_to(Some("0"), "24"),
        &["10", "11", "12", "1300", "14", "15", "16"],
    );
    let (low, value, high) = ends(&clean);
    let (odd_low, odd_value, odd_high) = ends(&odd);
    for (one, other) in [(low, odd_low), (value, odd_value), (high, odd_high)] {
        assert!((one - other).abs() < 6.0, "{one} {other}");
    }
}

#[test]
fn an_odd_latest_value_may_be_a_slip_of_the_hand() {
    let found = after(from_to(Some("0"), "24"), &["10", "11", "12", "13", "1400"]);
    let (low, _, high) = ends(&found);
    assert!(low <= 13.0 && high >= 1400.0, "{low} {high}");
}

#[test]
fn three_values_nearer_than_five_days_are_no_course_yet() {
    let measure = from_to(Some("0"), "12");
    let near = values(&[
        ("2026-07-06", "1"),
        ("2026-07-07", "2"),
        ("2026-07-08", "3"),
    ]);
    let found = assessed(measure.clone(), &near, day("2026-07-08"));
    assert_eq!(found.no_forecast, Some(NoForecast::MissingDays(2)));
    let apart = values(&[
        ("2026-06-28", "1"),
        ("2026-07-03", "2"),
        ("2026-07-08", "3"),
    ]);
    let found = assessed(measure, &apart, day("2026-07-08"));
    assert!(found.forecast.is_some());
}

#[test]
fn a_forecast_is_no_finer_than_a_hundredth_of_the_way_however_long_that_is() {
    let way = from_to(Some("5000000000000"), "9000000000000");
    let found = after(way, &["5000000000000", "5100000000000", "5200000000000"]);
    let said = found.forecast.expect("a forecast").said();
    for end in [said.low, said.value, said.high] {
        assert_eq!(end % 1e10, 0.0, "{end}");
    }
    assert!(said.low < said.value && said.value < said.high, "{said:?}");
}

#[test]
fn the_chance_is_that_of_the_range_it_stands_beside() {
    // A slip of the hand between: what fell back by a lot does not rise beyond the goal for that.
    let found = after(from_to(Some("800"), "300"), &["900", "3600000", "700"]);
    let forecast = found.forecast.expect("a forecast");
    assert!(
        forecast.value > 600.0 && forecast.low >= 290.0,
        "{forecast:?}"
    );
    assert!(forecast.chance <= 0.15, "{forecast:?}");
    // Reached by a leap that may be a slip: it may well be lost again.
    let found = after(from_to(Some("0"), "1"), &["0.1", "0.2", "0.3", "0.4", "1"]);
    let forecast = found.forecast.expect("a forecast");
    assert!(forecast.low < 0.5 && forecast.value >= 1.0, "{forecast:?}");
    assert!((0.5..0.8).contains(&forecast.chance), "{forecast:?}");
}

#[test]
fn a_forecast_needs_days_and_only_the_last_value_of_a_day_stands() {
    let series = values(&[
        ("2026-07-01", "5"),
        ("2026-07-01", "1"),
        ("2026-07-08", "2"),
        ("2026-07-15", "3"),
    ]);
    let (mut one_day, clean) = (series.clone(), weekly(&["1", "2", "3"]));
    one_day.truncate(3);
    let measure = from_to(Some("0"), "12");
    let early = assessed(measure.clone(), &one_day, day("2026-07-08"));
    assert_eq!(early.no_forecast, Some(NoForecast::MissingDays(1)));
    let on = day("2026-07-15");
    assert_eq!(
        assessed(measure.clone(), &series, on).forecast,
        assessed(measure, &clean, on).forecast
    );
}

#[test]
fn the_cone_begins_at_the_value_that_stands_and_ends_with_the_forecast() {
    let kr = key_result(from_to(Some("0"), "12"));
    let series = weekly(&["0", "2", "3", "5"]);
    let on = day("2026-07-22");
    let cone = cone(&kr, &series, Some(&quarter()), &Policy::default(), on);
    let found = assessed(kr.measure.clone(), &series, on);
    let (first, last) = (cone.first().expect("a day"), cone.last().expect("a day"));
    assert_eq!((first.low, first.value, first.high), (5.0, 5.0, 5.0));
    assert_eq!(Some(*last), found.forecast);
    assert_eq!(cone.len() as i64, (quarter().end - on).num_days() + 1);
    let widths: Vec<f64> = cone.iter().map(|one| one.high - one.low).collect();
    assert!(widths.is_sorted(), "{widths:?}");
}

#[test]
fn a_moved_scale_moves_the_forecast_with_it() {
    let small = after(from_to(Some("0"), "10"), &["0", "1", "1", "3"]);
    let values = ["0", "100000000", "100000000", "300000000"];
    let large = after(from_to(Some("0"), "1000000000"), &values);
    let forecast = |found: &Assessment| found.forecast.expect("a forecast");
    near(Some(forecast(&large).value / 1e8), forecast(&small).value);
    near(Some(forecast(&large).chance), forecast(&small).chance);
}

/// Series of all the shapes that were ever seen, with dates as uneven as real ones.
fn some_series() -> impl Strategy<Value = Vec<(u64, f64)>> {
    let value = prop_oneof![
        4 => (-50_i64..150).prop_map(|value| value as f64),
        2 => Just(20.0),
        1 => (-1_000_000_000_i64..1_000_000_000).prop_map(|value| value as f64),
        1 => (0_i64..1000).prop_map(|value| value as f64 / 1e6),
    ];
    proptest::collection::vec((0_u64..80, value), 3..14)
}

proptest! {
    #[test]
    fn a_forecast_is_finite_ordered_and_wider_the_further_ahead(
        series in some_series(), start in -100_i64..100, way in -200_i64..200, kind in 0_usize..13,
    ) {
        let kind = Kind::ALL[kind];
        let decimal = |value: f64| Quantity::from_f64(value).expect("a quantity");
        let measure = Measure {
            kind,
            start: Some(start.into()),
            target: Some((start + way).into()),
            change: Some(way.into()),
            scale: Some(5.into()),
            low: Some(start.into()),
            ..Measure::default()
        };
        let in_places = matches!(kind, Kind::Steps | Kind::Zones | Kind::Milestone);
        let rows: Vec<CheckIn> = series.iter().map(|(gone, value)| {
            let date = (quarter().start + Days::new(*gone)).to_string();
            let value = if in_places { (value / 200.0).clamp(0.0, 1.0) } else { *value };
            CheckIn { value: Some(decimal(value)), ..check_in(&date, None, None) }
        }).collect();
        let on = rows.iter().map(|row| row.date).max().expect("a day");
        let kr = key_result(measure);
        let found = assess(&kr, &rows, Some(&quarter()), &Policy::default(), on);
        prop_assert_eq!(found.forecast.is_none(), found.no_forecast.is_some());
        let ahead = cone(&kr, &rows, Some(&quarter()), &Policy::default(), on);
        let mut width: f64 = 0.0;
        for one in &ahead {
            prop_assert!([one.low, one.value, one.high, one.chance].iter().all(|number| number.is_finite()));
            prop_assert!(one.low <= one.value && one.value <= one.high, "{one:?}");
            prop_assert!((0.0..=1.0).contains(&one.chance), "{one:?}");
            // Where an end meets what is possible, the value inside may still move toward it.
            let grown = one.high - one.low;
            prop_assert!(kind == Kind::Hold || grown >= width - 1e-6 * (1.0 + width.abs()), "{width} {one:?}");
            width = grown;
        }
        if let Some(first) = ahead.first().filter(|_| kind != Kind::Hold) {
            prop_assert!(first.high - first.low <= 1e-6 * (1.0 + first.high.abs()));
        }
    }

    #[test]
    fn units_do_not_matter(values in proptest::collection::vec(0_i64..100, 3..9), factor in 1_i64..1000) {
        let of = |factor: i64| {
            let texts: Vec<String> = values.iter().map(|value| (value * factor).to_string()).collect();
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            after(from_to(Some("0"), &(50 * factor).to_string()), &texts).forecast.expect("a forecast")
        };
        let (one, other) = (of(1), of(factor));
        let by = factor as f64;
        for (small, large) in [(one.low, other.low), (one.value, other.value), (one.high, other.high)] {
            prop_assert!((small * by - large).abs() < 1e-6 * by, "{one:?} {other:?}");
        }
        prop_assert!((one.chance - other.chance).abs() < 1e-9);
    }
}
