//! Roll-up: unknown parts, weights, bounds, and which part holds an objective back.

use super::super::*;
use super::sample::*;

fn part(label: &str, progress: Option<f64>, status: Status) -> Part {
    Part {
        label: label.to_owned(),
        progress,
        expected: Some(0.5),
        status,
        ..Part::default()
    }
}

#[test]
fn an_unknown_part_is_left_out_and_stands_in_the_coverage() {
    let found = roll_up(&[
        part("K1", Some(0.68), Status::Ahead),
        part("K2", Some(0.60), Status::Ahead),
        part("K3", None, Status::NoData),
    ]);
    near(found.progress, 0.64);
    let coverage = found.coverage.expect("a coverage");
    assert_eq!(
        coverage.sentence(found.progress),
        "64% from 2 of 3 reported; between 43% and 76% once the third one speaks"
    );
    let none = roll_up(&[part("K1", None, Status::NoData)]);
    assert_eq!((none.progress, none.status), (None, Status::NoData));
    assert_eq!(roll_up(&[]).status, Status::NoData);
}

#[test]
fn a_part_behind_or_two_on_watch_hold_an_objective_at_watch() {
    let with = |one, two| roll_up(&[part("K1", Some(0.9), one), part("K2", Some(0.9), two)]);
    let found = with(Status::Behind, Status::Ahead);
    assert_eq!(found.status, Status::Watch);
    assert_eq!(found.reason, "K1 is behind, so it is at best on watch");
    assert_eq!(with(Status::Watch, Status::Watch).status, Status::Watch);
    assert_eq!(with(Status::Watch, Status::Stale).status, Status::Watch);
    assert_eq!(with(Status::Watch, Status::On).status, Status::Ahead);
    assert_eq!(with(Status::Stale, Status::Stale).status, Status::Stale);
    assert_eq!(with(Status::Done, Status::Done).status, Status::Done);
    let low = roll_up(&[part("K1", Some(0.1), Status::Behind)]);
    assert_eq!(low.status, Status::Behind);
}

#[test]
fn an_objective_is_no_better_than_its_confidence_and_its_only_part() {
    let believed = |confidence, status| Part {
        confidence: Some(confidence),
        ..part("K1", Some(0.9), status)
    };
    let found = roll_up(&[believed(5, Status::Watch)]);
    assert_eq!(found.status, Status::Watch);
    assert_eq!(
        found.reason,
        "K1 is on watch and nothing is better, so it is at best on watch"
    );
    let found = roll_up(&[believed(4, Status::Watch), believed(6, Status::Ahead)]);
    assert_eq!(
        (found.status, found.reason.as_str()),
        (Status::Watch, "confidence 5 caps it at watch")
    );
    let found = roll_up(&[believed(2, Status::Behind)]);
    assert_eq!(found.status, Status::Behind);
    let found = roll_up(&[believed(3, Status::Watch), believed(9, Status::Ahead)]);
    assert_eq!(found.status, Status::Ahead);
}

#[test]
fn a_part_without_a_pace_neither_helps_nor_harms_the_pace() {
    let held = Part {
        expected: None,
        ..part("K1", Some(0.9), Status::On)
    };
    let found = roll_up(&[held, part("K2", Some(0.5), Status::On)]);
    near(found.progress, 0.7);
    near(found.expected, 0.7);
    assert_eq!(found.status, Status::On);
}

#[test]
fn a_part_of_weight_zero_is_not_counted_and_caps_nothing() {
    let ignored = Part {
        weight: Some(Quantity::ZERO),
        ..part("K1", Some(0.0), Status::Behind)
    };
    let found = roll_up(&[ignored.clone(), part("K2", Some(0.5), Status::On)]);
    near(found.progress, 0.5);
    assert_eq!(found.status, Status::On);
    assert_eq!(found.coverage.expect("a coverage").counted, 1);
    let nothing = roll_up(&[ignored]);
    assert_eq!(
        (nothing.progress, nothing.flags),
        (None, vec![Flag::NothingCounts])
    );
}

#[test]
fn a_set_weight_keeps_its_share_and_the_rest_is_split() {
    for (weights, expected) in [
        (vec![None, None], vec![0.5, 0.5]),
        (vec![Some("0.5"), None, None], vec![0.5, 0.25, 0.25]),
        (vec![Some("3"), Some("1")], vec![0.75, 0.25]),
        (vec![Some("0"), None, None], vec![0.0, 0.5, 0.5]),
        (vec![Some("0"), Some("0")], vec![0.0, 0.0]),
        (vec![Some("0.6"), Some("0.6"), None], vec![1.0 / 3.0; 3]),
        (
            vec![Some("3"), Some("1"), None],
            vec![0.5, 1.0 / 6.0, 1.0 / 3.0],
        ),
    ] {
        let weights: Vec<_> = weights.into_iter().map(|one| one.map(quantity)).collect();
        for (share, expected) in shares(&weights).into_iter().zip(expected) {
            near(Some(share), expected);
        }
    }
}

#[test]
fn weights_that_cannot_stand_together_are_refused() {
    let code = |weights: &[Option<&str>]| {
        let weights: Vec<_> = weights.iter().map(|one| one.map(quantity)).collect();
        check_weights(&weights).err().map(|error| error.code)
    };
    assert_eq!(code(&[]), None);
    assert_eq!(code(&[None, Some("0.5")]), None);
    assert_eq!(code(&[Some("3"), Some("1")]), None);
    assert_eq!(code(&[Some("0"), None]), None);
    assert_eq!(code(&[Some("-1"), None]), Some("E231"));
    assert_eq!(code(&[Some("0"), Some("0")]), Some("E232"));
    assert_eq!(code(&[Some("1"), None]), Some("E233"));
}

#[test]
fn an_objective_takes_over_the_bounds_of_an_objective_it_counts() {
    let child = roll_up(&[
        part("K1", Some(1.0), Status::Done),
        part("K2", None, Status::NoData),
    ]);
    let found = roll_up(&[
        Part::of("O2", None, &child),
        part("K3", Some(0.5), Status::On),
    ]);
    near(found.progress, 0.75);
    let coverage = found.coverage.expect("a coverage");
    near(Some(coverage.low), 0.5);
    near(Some(coverage.high), 0.75);
}

#[test]
fn an_objective_of_closed_parts_is_closed_also_when_none_had_a_value() {
    let silent = Part {
        status: Status::Closed,
        ..Part::default()
    };
    assert_eq!(roll_up(&[silent]).status, Status::Closed);
    assert_eq!(roll_up(&[]).status, Status::NoData);
}
