//! Pace and status: what a plan expects by a day, and which rule decides the word.
//! One test per rule.

use super::super::*;
use super::sample::*;
use crate::domain::cycle::CycleState;
use crate::domain::measure::{Measure, Plan};

#[test]
fn the_expected_progress_is_the_share_of_days_that_are_over() {
    let (measure, none) = (from_to(Some("0"), "12"), []);
    for date in [
        "2026-06-01",
        "2026-06-30",
        "2026-07-01",
        "2026-08-28",
        "2026-09-30",
        "2026-11-01",
    ] {
        let found = assessed(measure.clone(), &none, day(date));
        near(found.expected, quarter().time_gone(day(date)));
    }
    let mut kr = key_result(measure);
    kr.head.due = Some(day("2026-08-15"));
    let found = assess(&kr, &none, Some(&quarter()), &Policy::default(), half());
    near(found.expected, 1.0);
    near(found.expected_value.map(|value| value.as_f64()), 12.0);
    let without = assess(&kr, &none, None, &Policy::default(), half());
    assert_eq!(without.expected, None);
}

#[test]
fn a_back_loaded_plan_expects_a_quarter_at_half_time() {
    let measure = Measure {
        plan: Some(Plan::BackLoaded),
        ..from_to(Some("0"), "12")
    };
    near(assessed(measure, &[], half()).expected, 0.25);
}

#[test]
fn planned_points_are_joined_by_straight_lines() {
    let points = [("2026-07-10", "120"), ("2026-07-20", "110")];
    let measure = Measure {
        plan: Some(Plan::Points(
            points
                .iter()
                .map(|(at, value)| (day(at), quantity(value)))
                .collect(),
        )),
        ..from_to(Some("120"), "100")
    };
    for (date, expected) in [
        ("2026-06-30", 0.0),
        ("2026-07-01", 0.0),
        ("2026-07-15", 0.25),
        ("2026-07-20", 0.5),
        ("2026-08-25", 0.5 + 0.5 * 36.0 / 73.0),
        ("2026-10-01", 1.0),
        ("2026-12-01", 1.0),
    ] {
        near(assessed(measure.clone(), &[], day(date)).expected, expected);
    }
}

#[test]
fn the_pace_ratio_gives_the_status_with_its_thresholds_included() {
    for (value, status) in [
        ("57.5", Status::Ahead),
        ("57.4", Status::On),
        ("45", Status::On),
        ("44.9", Status::Watch),
        ("35", Status::Watch),
        ("34.9", Status::Behind),
        ("100", Status::Done),
    ] {
        let found = assessed(
            from_to(Some("0"), "100"),
            &values(&[("2026-08-14", value)]),
            half(),
        );
        assert_eq!(found.status, status, "{value}");
    }
    let found = assessed(
        from_to(Some("0"), "100"),
        &values(&[("2026-08-14", "42")]),
        half(),
    );
    assert_eq!(found.reason, "K1 is watch: 42% done, 50% expected by now");
    near(found.pace, 0.84);
    near(found.pace_points, -0.08);
    near(found.needed_per_week, 58.0 / 46.0 * 7.0);
}

#[test]
fn in_the_first_days_nothing_is_behind_yet() {
    let series = values(&[("2026-07-02", "0")]);
    for (date, status) in [
        ("2026-06-30", Status::NoData),
        ("2026-07-09", Status::On),
        ("2026-07-11", Status::Behind),
    ] {
        assert_eq!(
            assessed(from_to(Some("0"), "12"), &series, day(date)).status,
            status,
            "{date}"
        );
    }
    let early = values(&[("2026-06-29", "1")]);
    let found = assessed(from_to(Some("0"), "12"), &early, day("2026-06-30"));
    assert_eq!((found.status, found.pace), (Status::Ahead, None));
}

#[test]
fn confidence_caps_the_status_and_says_so() {
    for (confidence, status, reason) in [
        (
            Some(6),
            Status::On,
            "K1 is on: 50% done, 50% expected by now",
        ),
        (
            Some(5),
            Status::Watch,
            "K1 is watch: confidence 5 caps it at watch",
        ),
        (
            Some(4),
            Status::Watch,
            "K1 is watch: confidence 4 caps it at watch",
        ),
        (
            Some(3),
            Status::Behind,
            "K1 is behind: confidence 3 caps it at behind",
        ),
        (None, Status::On, "K1 is on: 50% done, 50% expected by now"),
    ] {
        let series = [check_in("2026-08-14", Some("6"), confidence)];
        let found = assessed(from_to(Some("0"), "12"), &series, half());
        assert_eq!((found.status, found.reason.as_str()), (status, reason));
    }
}

#[test]
fn an_old_confidence_is_a_memory_and_not_an_answer() {
    let series = [
        check_in("2026-07-10", Some("2"), Some(8)),
        check_in("2026-07-20", Some("4"), Some(3)),
        check_in("2026-08-14", Some("6"), None),
    ];
    let found = assessed(from_to(Some("0"), "12"), &series, half());
    assert_eq!((found.confidence, found.confidence_before), (None, Some(3)));
    assert_eq!(found.status, Status::On);
    let found = assessed(from_to(Some("0"), "12"), &series, day("2026-07-30"));
    assert_eq!(
        (found.confidence, found.confidence_before),
        (Some(3), Some(8))
    );
}

#[test]
fn a_key_result_is_stale_on_the_fifteenth_day_unless_it_is_done() {
    let series = values(&[("2026-08-01", "6")]);
    let fresh = assessed(from_to(Some("0"), "12"), &series, day("2026-08-15"));
    assert_eq!((fresh.status, fresh.stale), (Status::On, false));
    let stale = assessed(from_to(Some("0"), "12"), &series, day("2026-08-16"));
    assert_eq!((stale.status, stale.stale), (Status::Stale, true));
    assert_eq!(
        stale.reason,
        "K1 is stale: no check-in for 15 days, since Sat 1 Aug; the limit is 14"
    );
    let done = assessed(from_to(Some("0"), "6"), &series, day("2026-09-16"));
    assert_eq!((done.status, done.stale), (Status::Done, false));
}

#[test]
fn a_cycle_that_is_over_keeps_the_status_it_ended_with() {
    let series = values(&[("2026-09-25", "6")]);
    let end = assessed(from_to(Some("0"), "12"), &series, day("2026-10-01"));
    let later = assessed(from_to(Some("0"), "12"), &series, day("2027-02-01"));
    assert_eq!(end.status, Status::Behind);
    assert_eq!(
        end.reason,
        "K1 is behind: 50% done, 100% expected by the end"
    );
    assert_eq!((end.days_since, later.days_since), (Some(6), Some(129)));
    assert_eq!(
        Assessment {
            days_since: end.days_since,
            ..later
        },
        end
    );
    let late = values(&[("2026-09-25", "6"), ("2026-10-02", "12")]);
    assert_eq!(
        assessed(from_to(Some("0"), "12"), &late, day("2026-10-05")).status,
        Status::Done
    );
}

#[test]
fn closed_comes_before_everything() {
    let mut cycle = quarter();
    cycle.state = CycleState::Closed;
    let mut kr = key_result(from_to(Some("0"), "12"));
    let series = values(&[("2026-07-05", "6")]);
    let found = assess(
        &kr,
        &series,
        Some(&cycle),
        &Policy::default(),
        day("2026-10-05"),
    );
    assert_eq!((found.status, found.stale), (Status::Closed, false));
    assert_eq!(found.reason, "K1 is closed: its cycle ended at 50%");
    kr.head.dropped = Some(day("2026-08-03"));
    let found = assess(&kr, &[], Some(&quarter()), &Policy::default(), half());
    assert_eq!(found.reason, "K1 is closed: dropped Mon 3 Aug");
}

#[test]
fn the_change_of_the_week_is_measured_from_the_value_that_stood_then() {
    let series = values(&[("2026-07-10", "106"), ("2026-08-10", "104")]);
    let found = assessed(from_to(Some("120"), "84"), &series, half());
    // What changed in a month did not change in a week.
    assert_eq!(found.week_change, None);
    let series = values(&[("2026-08-07", "106"), ("2026-08-14", "104")]);
    let found = assessed(from_to(Some("120"), "84"), &series, day("2026-08-15"));
    assert_eq!(found.week_change, Some(quantity("-2")));
    let found = assessed(from_to(Some("120"), "84"), &series, day("2026-07-12"));
    assert_eq!(found.week_change, None);
}

#[test]
fn a_way_that_starts_at_the_first_check_in_is_expected_from_that_day_on() {
    let series = values(&[("2026-08-31", "82")]);
    let first = assessed(from_to(None, "95"), &series, day("2026-08-31"));
    near(first.expected, 0.0);
    assert_eq!(first.status, Status::On);
    let later = assessed(from_to(None, "95"), &series, day("2026-09-15"));
    near(later.expected, 15.0 / 31.0);
    let after_the_end = values(&[("2026-10-05", "82")]);
    let found = assessed(from_to(None, "95"), &after_the_end, day("2026-10-06"));
    assert_eq!(found.progress, Some(0.0));
}
