//! What holds for every series, plan and roll-up, whatever the numbers.

use chrono::Days;
use proptest::prelude::*;

use super::super::*;
use super::sample::*;
use crate::domain::measure::{Direction, Kind, Measure};

fn rising(start: i64, way: i64) -> Measure {
    Measure {
        kind: Kind::Number,
        direction: if way > 0 {
            Direction::Up
        } else {
            Direction::Down
        },
        start: Some(Quantity::from(start)),
        target: Some(Quantity::from(start + way)),
        ..Measure::default()
    }
}

fn one_value(value: i64, date: &str) -> CheckIn {
    let mut one = check_in(date, None, None);
    one.value = Some(Quantity::from(value));
    one
}

fn some_part() -> impl Strategy<Value = Part> {
    let progress = proptest::option::weighted(0.8, 0.0_f64..=1.0);
    (progress, proptest::option::of(0.0_f64..=1.0), 0_usize..8).prop_map(
        |(progress, expected, status)| Part {
            label: "K1".to_owned(),
            progress,
            expected,
            status: if progress.is_some() {
                Status::ALL[status]
            } else {
                Status::NoData
            },
            ..Part::default()
        },
    )
}

/// Weights as people set them: mostly unset, some in hundredths, some zero.
fn some_weight() -> impl Strategy<Value = Option<Quantity>> {
    proptest::option::weighted(0.4, 0_i64..60).prop_map(|weight| {
        weight.and_then(|weight| Quantity::from(weight).over(Quantity::from(100)))
    })
}

fn some_parts() -> impl Strategy<Value = Vec<Part>> {
    let part = (some_part(), some_weight()).prop_map(|(part, weight)| Part { weight, ..part });
    proptest::collection::vec(part, 1..8)
}

fn close(one: Option<f64>, other: Option<f64>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => (one - other).abs() < 1e-9,
        (one, other) => one == other,
    }
}

proptest! {
    #[test]
    fn progress_stays_within_0_and_1_and_unknown_stays_unknown(
        start in -1000_i64..1000, way in -1000_i64..1000, now in proptest::option::of(-5000_i64..5000), gone in 0_u64..120,
    ) {
        let series: Vec<CheckIn> = now.map(|now| one_value(now, "2026-07-01")).into_iter().collect();
        let found = assessed(rising(start, way), &series, quarter().start + Days::new(gone));
        prop_assert_eq!(found.progress.is_some(), now.is_some());
        if let (Some(progress), Some(raw)) = (found.progress, found.raw) {
            prop_assert!((0.0..=1.0).contains(&progress));
            prop_assert_eq!(progress, raw.clamp(0.0, 1.0));
            prop_assert_eq!(raw < 0.0, found.flags.contains(&Flag::Regressed));
        }
        let expected = found.expected.expect("a cycle");
        prop_assert!((0.0..=1.0).contains(&expected));
    }

    #[test]
    fn a_step_toward_the_target_never_lowers_progress_or_status(
        start in -1000_i64..1000, way in -1000_i64..1000, now in -5000_i64..5000, step in 0_i64..500,
    ) {
        prop_assume!(way != 0);
        let toward = now + step * way.signum();
        let before = assessed(rising(start, way), &[one_value(now, "2026-08-14")], half());
        let after = assessed(rising(start, way), &[one_value(toward, "2026-08-14")], half());
        prop_assert!(after.raw >= before.raw);
        prop_assert!(after.zone >= before.zone);
        prop_assert!(after.status <= before.status || after.status == Status::Done);
    }

    #[test]
    fn what_why_promises_comes_true(way in 4_i64..5000, falls in any::<bool>(), now in 0_i64..5000, gone in 0_u64..91) {
        let (way, now) = if falls { (-way, -now) } else { (way, now) };
        let today = quarter().start + Days::new(gone);
        let date = today.to_string();
        let kr = key_result(rising(0, way));
        let series = [one_value(now, &date)];
        let lines = why(&kr, &series, Some(&quarter()), &Policy::default(), today);
        let Some(change) = lines.iter().find(|line| line.label == "change") else {
            return Ok(());
        };
        let words: Vec<&str> = change.text.split(' ').collect();
        let amount = quantity(words[0]);
        let amount = if falls { amount.negated() } else { amount };
        let promised = *words.last().expect("a status");
        let by = quarter().end.min(today + Days::new(7));
        let mut next = one_value(now, &by.to_string());
        next.value = next.value.and_then(|value| value.plus(amount));
        let found = assess(&kr, &[series[0].clone(), next], Some(&quarter()), &Policy::default(), by);
        let reached = found.status.name() == promised || found.status == Status::Done
            || (promised == "on" && found.status == Status::Ahead);
        prop_assert!(reached, "{} but {}", change.text, found.reason);
    }

    #[test]
    fn the_order_of_the_parts_does_not_matter(parts in some_parts(), turn in 0_usize..8) {
        let mut other = parts.clone();
        other.rotate_left(turn % parts.len());
        let (one, other) = (roll_up(&parts), roll_up(&other));
        prop_assert!(close(one.progress, other.progress));
        prop_assert!(close(one.expected, other.expected));
        prop_assert_eq!(one.status, other.status);
    }

    #[test]
    fn groups_of_equal_size_roll_up_like_all_at_once(progress in proptest::collection::vec(0.0_f64..=1.0, 12), size in 1_usize..=4) {
        let parts: Vec<Part> = progress.iter().map(|own| Part { progress: Some(*own), ..Part::default() }).collect();
        let size = [1, 2, 3, 4][size - 1];
        let groups: Vec<Part> = parts.chunks(size).map(|group| Part::of("O1", None, &roll_up(group))).collect();
        prop_assert!(close(roll_up(&parts).progress, roll_up(&groups).progress));
    }

    #[test]
    fn an_unknown_equal_part_leaves_the_mean_and_widens_the_bounds(known in proptest::collection::vec(0.01_f64..=0.99, 1..6)) {
        let mut parts: Vec<Part> = known.iter().map(|own| Part { progress: Some(*own), ..Part::default() }).collect();
        let before = roll_up(&parts);
        parts.push(Part::default());
        let after = roll_up(&parts);
        prop_assert!(close(before.progress, after.progress));
        let (before, after) = (before.coverage.expect("a coverage"), after.coverage.expect("a coverage"));
        prop_assert!(after.low < before.low && after.high > before.high);
    }

    #[test]
    fn bounds_contain_the_value_and_the_shares_add_up(parts in some_parts()) {
        let weights: Vec<_> = parts.iter().map(|part| part.weight).collect();
        let total: f64 = shares(&weights).iter().sum();
        prop_assert!((total - 1.0).abs() < 1e-9 || total == 0.0);
        let found = roll_up(&parts);
        if let (Some(progress), Some(coverage)) = (found.progress, found.coverage) {
            prop_assert!(coverage.low <= progress + 1e-9 && progress <= coverage.high + 1e-9);
            prop_assert!((0.0..=1.0).contains(&coverage.low) && (0.0..=1.0).contains(&coverage.high));
        }
    }

    #[test]
    fn all_parts_reached_is_exactly_reached(weights in proptest::collection::vec(some_weight(), 1..8)) {
        let parts: Vec<Part> = weights.iter().map(|weight| Part { weight: *weight, progress: Some(1.0), ..Part::default() }).collect();
        if let Some(progress) = roll_up(&parts).progress {
            prop_assert_eq!(percent(progress), 100);
        }
    }
}
