//! Targets that moved after the opening, and changes that are no move.

use super::super::*;
use super::sample::*;

use crate::domain::key_result::TargetChange;

const HOUR: i64 = 3_600_000;

fn opened() -> i64 {
    day("2026-07-02")
        .and_time(chrono::NaiveTime::MIN)
        .and_utc()
        .timestamp_millis()
}

fn with(targets: Vec<TargetChange>) -> Assessment {
    let mut kr = key_result(from_to(Some("0"), "80"));
    kr.targets = targets;
    let mut cycle = quarter();
    cycle.opened = Some(opened());
    let series = values(&[("2026-08-14", "40")]);
    assess(&kr, &series, Some(&cycle), &Policy::default(), half())
}

#[test]
fn a_target_moved_after_the_opening_keeps_both_scores() {
    let found = with(vec![
        target_at(opened() - HOUR, Some("0"), Some("100")),
        target_at(opened() + 25 * HOUR, Some("0"), Some("80")),
    ]);
    near(found.progress, 0.5);
    let agreed = found.agreed.expect("a move");
    assert_eq!(agreed.goal, Some(quantity("100")));
    near(agreed.progress, 0.4);
    assert_eq!(found.flags, [Flag::Moved]);
}

#[test]
fn a_correction_within_a_day_is_no_move() {
    let found = with(vec![
        target_at(opened() - HOUR, Some("0"), Some("100")),
        target_at(opened() + 24 * HOUR, Some("0"), Some("80")),
    ]);
    assert_eq!((found.agreed, found.flags), (None, vec![]));
    assert_eq!(with(Vec::new()).agreed, None);
}

#[test]
fn a_target_or_a_start_given_late_for_the_first_time_is_no_move() {
    let found = with(vec![
        target_at(opened() - HOUR, None, None),
        target_at(opened() + 99 * HOUR, None, Some("80")),
        target_at(opened() + 199 * HOUR, Some("0"), Some("80")),
    ]);
    assert_eq!(found.agreed, None);
}

#[test]
fn a_moved_start_is_a_move_and_so_is_a_moved_bound() {
    let found = with(vec![
        target_at(opened() - HOUR, Some("20"), Some("80")),
        target_at(opened() + 99 * HOUR, Some("0"), Some("80")),
    ]);
    near(found.agreed.expect("a move").progress, 1.0 / 3.0);
    let mut kr = key_result(hold(None, Some("5")));
    let bound = |at, high| TargetChange {
        high: Some(quantity(high)),
        ..target_at(at, None, None)
    };
    kr.targets = vec![bound(0, "4"), bound(opened() + 99 * HOUR, "5")];
    let series = values(&[("2026-08-10", "4.5")]);
    let found = assess(&kr, &series, Some(&quarter()), &Policy::default(), half());
    near(found.progress, 1.0);
    near(found.agreed.expect("a move").progress, 0.0);
}
