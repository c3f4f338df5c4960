//! Progress and its edges: what is unknown, flat, worse than the start, past the target, held.
//! One test per rule.

use super::super::*;
use super::sample::*;
use crate::domain::measure::{Direction, Kind, Measure};

#[test]
fn never_checked_in_is_unknown_and_never_zero() {
    let found = assessed(from_to(Some("0"), "12"), &[], half());
    assert_eq!(found.progress, None);
    assert_eq!(found.status, Status::NoData);
    assert_eq!(found.reason, "K1 has no data: it was never checked in");
    assert_eq!(
        (found.last, found.days_since, found.stale),
        (None, None, false)
    );
    near(found.expected, 0.5);
}

#[test]
fn a_check_in_dated_after_the_day_is_ignored_and_order_does_not_matter() {
    let mut series = values(&[
        ("2026-08-20", "9"),
        ("2026-08-10", "6"),
        ("2026-08-03", "3"),
    ]);
    let found = assessed(from_to(Some("0"), "12"), &series, half());
    near(found.progress, 0.5);
    assert_eq!((found.check_ins, found.last), (2, Some(day("2026-08-10"))));
    series.reverse();
    assert_eq!(assessed(from_to(Some("0"), "12"), &series, half()), found);
}

#[test]
fn of_two_check_ins_of_one_day_the_later_recorded_one_stands() {
    let mut series = values(&[("2026-08-10", "6"), ("2026-08-10", "3")]);
    series[0].recorded = 2;
    series[1].recorded = 1;
    let found = assessed(from_to(Some("0"), "12"), &series, half());
    assert_eq!(found.current, Some(quantity("6")));
}

#[test]
fn a_check_in_without_a_value_keeps_the_old_one_and_counts_as_looked_at() {
    let mut series = values(&[("2026-07-20", "6")]);
    let before = assessed(from_to(Some("0"), "12"), &series, half());
    assert_eq!(
        (before.status, before.days_since),
        (Status::Stale, Some(27))
    );
    series.push(check_in("2026-08-14", None, None));
    let found = assessed(from_to(Some("0"), "12"), &series, half());
    near(found.progress, 0.5);
    assert_eq!((found.status, found.days_since), (Status::On, Some(2)));
}

#[test]
fn a_look_without_any_value_yet_is_no_data() {
    let series = [check_in("2026-08-14", None, Some(8))];
    let found = assessed(from_to(Some("0"), "12"), &series, half());
    assert_eq!((found.status, found.progress), (Status::NoData, None));
    assert_eq!(found.confidence, Some(8));
}

#[test]
fn the_first_check_in_fills_a_missing_start_and_says_so() {
    let series = values(&[("2026-07-03", "20")]);
    let found = assessed(from_to(None, "40"), &series, day("2026-07-03"));
    near(found.progress, 0.0);
    assert_eq!(found.start_source, StartSource::FirstCheckIn);
    assert_eq!(found.flags, [Flag::StartFromFirstCheckIn]);
    let series = values(&[("2026-07-03", "20"), ("2026-08-10", "30")]);
    near(assessed(from_to(None, "40"), &series, half()).progress, 0.5);
    let unknown = assessed(from_to(None, "40"), &[], half());
    assert_eq!(unknown.flags, [Flag::NoBaseline]);
}

#[test]
fn a_first_check_in_past_the_target_is_done_and_does_not_turn_the_measure_round() {
    let series = values(&[("2026-07-03", "50"), ("2026-08-10", "45")]);
    let found = assessed(from_to(None, "40"), &series, half());
    near(found.progress, 1.0);
    assert_eq!(found.flags, [Flag::Flat, Flag::StartFromFirstCheckIn]);
}

#[test]
fn without_a_target_progress_stays_unknown() {
    let measure = Measure {
        target: None,
        ..from_to(Some("0"), "1")
    };
    let found = assessed(measure, &values(&[("2026-08-10", "5")]), half());
    assert_eq!((found.progress, found.status), (None, Status::NoData));
    assert_eq!(found.flags, [Flag::NoTarget]);
    assert_eq!(found.reason, "K1 has no data: it has no target yet");
}

#[test]
fn start_at_the_target_is_one_while_met_and_zero_else() {
    for (now, progress) in [("10", 1.0), ("11", 1.0), ("9", 0.0)] {
        let found = assessed(
            from_to(Some("10"), "10"),
            &values(&[("2026-08-10", now)]),
            half(),
        );
        near(found.progress, progress);
        assert_eq!(found.flags, [Flag::Flat], "{now}");
    }
    let falling = Measure {
        direction: Direction::Down,
        ..from_to(Some("10"), "10")
    };
    near(
        assessed(falling, &values(&[("2026-08-10", "11")]), half()).progress,
        0.0,
    );
}

#[test]
fn worse_than_the_start_keeps_the_negative_and_counts_as_zero() {
    let found = assessed(
        from_to(Some("100"), "20"),
        &values(&[("2026-08-10", "120")]),
        half(),
    );
    near(found.raw, -0.25);
    near(found.progress, 0.0);
    assert_eq!(
        (found.flags, found.zone),
        (vec![Flag::Regressed], Some(Zone::Fail))
    );
    assert_eq!(found.status, Status::Behind);
}

#[test]
fn past_the_target_shows_more_than_all_and_counts_as_one() {
    let found = assessed(
        from_to(Some("100"), "20"),
        &values(&[("2026-08-10", "0")]),
        half(),
    );
    near(found.raw, 1.25);
    near(found.progress, 1.0);
    assert_eq!(
        (found.flags, found.status),
        (vec![Flag::PastTarget], Status::Done)
    );
    assert_eq!(found.needed_per_week, None);
}

#[test]
fn the_target_of_relative_and_delta_follows_from_the_start() {
    for (kind, change) in [(Kind::Relative, "0.7"), (Kind::Delta, "-36")] {
        let measure = Measure {
            kind,
            direction: Direction::Down,
            start: Some(quantity("120")),
            change: Some(quantity(change)),
            ..Measure::default()
        };
        let found = assessed(measure.clone(), &values(&[("2026-08-10", "104")]), half());
        assert_eq!(found.goal, Some(quantity("84")));
        near(found.progress, 16.0 / 36.0);
        let unknown = Measure {
            start: None,
            ..measure
        };
        let first = assessed(unknown, &values(&[("2026-08-10", "120")]), half());
        assert_eq!(first.goal, Some(quantity("84")));
        near(first.progress, 0.0);
    }
}

#[test]
fn steps_milestones_and_zones_are_entered_as_a_place_on_the_way() {
    for kind in [Kind::Steps, Kind::Milestone, Kind::Zones] {
        let measure = Measure {
            kind,
            ..Measure::default()
        };
        let found = assessed(measure, &values(&[("2026-08-10", "0.7")]), half());
        near(found.progress, 0.7);
        assert_eq!(found.zone, Some(Zone::Target));
        assert_eq!(found.flags, []);
    }
}

#[test]
fn a_hold_is_the_share_inside_and_on_while_the_latest_is() {
    let within = hold(None, Some("4"));
    let rows = [
        ("2026-07-10", "4"),
        ("2026-07-20", "4.1"),
        ("2026-08-01", "3"),
        ("2026-08-10", "3"),
    ];
    let found = assessed(within.clone(), &values(&rows), half());
    near(found.progress, 0.75);
    assert_eq!(
        (found.status, found.pace, found.expected),
        (Status::On, None, None)
    );
    let outside = values(&[("2026-07-10", "4"), ("2026-08-10", "5")]);
    assert_eq!(
        assessed(within.clone(), &outside, half()).status,
        Status::Behind
    );
    let mut mostly = values(&[("2026-07-10", "4"); 9]);
    mostly.extend(values(&[("2026-08-10", "5")]));
    assert_eq!(
        assessed(within.clone(), &mostly, half()).status,
        Status::Watch
    );
    let unsure = [check_in("2026-08-10", Some("3"), Some(4))];
    assert_eq!(assessed(within, &unsure, half()).status, Status::Watch);
    for (low, high, value, status) in [
        (Some("99.9"), None, "99.9", Status::On),
        (Some("99.9"), None, "99.8", Status::Behind),
        (Some("2"), Some("3"), "3", Status::On),
        (Some("2"), Some("3"), "1.9", Status::Behind),
        (None, None, "3", Status::NoData),
    ] {
        let found = assessed(hold(low, high), &values(&[("2026-08-10", value)]), half());
        assert_eq!(found.status, status, "{low:?}..{high:?} {value}");
    }
}

#[test]
fn a_hold_is_done_only_when_its_cycle_ends() {
    let series = values(&[("2026-09-28", "3")]);
    let found = assessed(hold(None, Some("4")), &series, day("2026-09-29"));
    assert_eq!(found.status, Status::On);
    let found = assessed(hold(None, Some("4")), &series, day("2026-10-01"));
    assert_eq!(found.status, Status::Done);
}
