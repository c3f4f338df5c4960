//! Explanations, whole: the lines a person reads for a key result, a hold and an objective.

use super::super::*;
use super::sample::*;
use crate::domain::measure::{Kind, Measure};

fn explained(measure: Measure, series: &[CheckIn], on: &str) -> String {
    let lines = why(
        &key_result(measure),
        series,
        Some(&quarter()),
        &Policy::default(),
        day(on),
    );
    let lines: Vec<String> = lines
        .iter()
        .map(|line| format!("{}: {}", line.label, line.text))
        .collect();
    lines.join("\n")
}

#[test]
fn a_key_result_is_explained_from_its_check_ins_to_what_would_change_it() {
    let measure = Measure {
        unit: Some("articles".to_owned()),
        ..from_to(Some("0"), "24")
    };
    let series = [check_in("2026-08-26", Some("9"), Some(7))];
    assert_eq!(
        explained(measure, &series, "2026-08-28"),
        "start: 0\n\
         target: 24\n\
         now: 9 from C1 on Wed 26 Aug\n\
         progress: 38% = (9 - 0) / (24 - 0)\n\
         zone: commit; commit mark at 7.2, target mark at 16.8\n\
         expected: 63%, a value of 15.13: 63% of the time from Wed 1 Jul to Wed 30 Sep is over\n\
         pace: 37.5% / 63.04% = 0.59; ahead from 1.15, on from 0.90, watch from 0.70\n\
         needed: 3.09 articles a week for the 4.86 weeks left\n\
         forecast: needs 2 more check-ins to forecast\n\
         confidence: 7 of 10\n\
         status: K1 is behind: 38% done, 63% expected by now\n\
         change: 7 more articles by Fri 4 Sep would make it on"
    );
}

#[test]
fn a_hold_is_explained_by_its_bounds_and_what_was_outside() {
    let series = values(&[("2026-08-03", "3"), ("2026-08-10", "4.5")]);
    let text = explained(hold(None, Some("4")), &series, "2026-08-15");
    assert!(text.starts_with("bounds: at most 4\nprogress: 50% = 1 of 2 check-ins inside\noutside: 4.5 from C1 on Mon 10 Aug\n"), "{text}");
    assert!(
        text.ends_with("change: a value of at most 4 would make it on"),
        "{text}"
    );
}

#[test]
fn an_objective_is_explained_part_by_part() {
    let part = |label: &str, progress: Option<f64>, status| Part {
        label: label.to_owned(),
        progress,
        expected: Some(0.64),
        status,
        ..Part::default()
    };
    let parts = [
        part("K1", Some(0.6), Status::On),
        part("K2", Some(0.2), Status::Behind),
        part("K3", None, Status::NoData),
    ];
    let lines = why_roll_up(&parts, &roll_up(&parts));
    let text: Vec<String> = lines
        .iter()
        .map(|line| format!("{}: {}", line.label, line.text))
        .collect();
    assert_eq!(
        text.join("\n"),
        "K1: weight 33.33% (equal): 60% done, 64% expected, on\n\
         K2: weight 33.33% (equal): 20% done, 64% expected, behind\n\
         K3: weight 33.33% (equal): unknown, no data\n\
         progress: 40% = (33.33% * 60% + 33.33% * 20%) / 66.67%, the share that reported\n\
         coverage: 40% from 2 of 3 reported; between 27% and 60% once the third one speaks\n\
         expected: 64%, the same mean over what was expected of them\n\
         pace: 40% / 64% = 0.62; ahead from 1.15, on from 0.90, watch from 0.70\n\
         status: behind: 40% done, 64% expected\n\
         change: K2 holds it back"
    );
}

#[test]
fn the_numbers_of_a_line_give_its_result_when_they_are_computed_by_hand() {
    let measure = from_to(Some("0"), "12");
    let series = [check_in("2026-07-08", Some("3"), None)];
    let text = explained(measure, &series, "2026-07-08");
    assert!(text.contains("pace: 25% / 7.61% = 3.29;"), "{text}");
}

#[test]
fn steps_and_milestones_are_explained_in_the_words_they_are_answered_with() {
    let step = |name: &str, weight: i64| crate::domain::measure::Step {
        name: name.to_owned(),
        weight: weight.into(),
    };
    let steps = Measure {
        kind: Kind::Steps,
        steps: vec![step("design", 2), step("build", 5), step("launch", 1)],
        ..Measure::default()
    };
    let series = [check_in("2026-07-29", Some("0.875"), None)];
    let text = explained(steps, &series, "2026-07-30");
    assert!(
        text.starts_with(
            "counts: the weight of the steps done of 8: design 2, build 5, launch 1\n\
             now: 87.5% from C1 on Wed 29 Jul\n\
             progress: 88% = 7 / 8\n\
             zone: target; commit mark at 30%, target mark at 70%\n"
        ),
        "{text}"
    );
    let milestone = Measure {
        kind: Kind::Milestone,
        ..Measure::default()
    };
    let series = [check_in("2026-07-29", Some("0"), None)];
    let text = explained(milestone, &series, "2026-07-30");
    assert!(
        text.starts_with(
            "counts: 100% once it is done, 0% before\n\
             now: not done from C1 on Wed 29 Jul\n\
             progress: 0%, because it is not done yet\n"
        ),
        "{text}"
    );
}

#[test]
fn a_cycle_that_is_over_says_so_instead_of_counting_on() {
    let series = [check_in("2026-08-20", Some("9"), None)];
    let text = explained(from_to(Some("0"), "24"), &series, "2026-10-20");
    assert!(
        text.contains(
            "K1 is stale: no check-in in the last 41 days of its cycle, since Thu 20 Aug"
        ),
        "{text}"
    );
}

#[test]
fn counted_things_are_fewer_and_amounts_are_less() {
    let change = |unit: &str| {
        let measure = Measure {
            kind: crate::domain::measure::Kind::Number,
            unit: Some(unit.to_owned()),
            ..from_to(Some("40"), "10")
        };
        let series = [check_in("2026-08-26", Some("35"), None)];
        explained(measure, &series, "2026-08-28")
    };
    assert!(change("bug reports").contains("15 fewer bug reports by"));
    assert!(change("waste").contains("15 less waste by"));
}

#[test]
fn a_forecast_is_explained_so_that_it_can_be_followed_by_hand() {
    let measure = Measure {
        unit: Some("bug reports".to_owned()),
        ..from_to(Some("120"), "84")
    };
    let series = values(&[
        ("2026-08-05", "110"),
        ("2026-08-12", "108"),
        ("2026-08-19", "106"),
        ("2026-08-26", "104"),
    ]);
    let text = explained(measure, &series, "2026-08-26");
    // 104 - 0.5 * 2 * 5 - 0.5 * 0.33 * 20 * 0.89 = 96.04
    assert!(
        text.contains(
            "trend: -2 bug reports a week, the median slope of the last 4 values; 0.75 steady\n\
             forecast: 96 on Wed 30 Sep = 104 + 0.5 * -2 a week * 5 weeks + 0.5 * 0.33 * -20 to the target * 0.89 for the time left\n\
             range: 88 to 105, into which 80 of 100 such forecasts fall\n\
             chance: 8% for 84 on Wed 30 Sep\n"
        ),
        "{text}"
    );
}

#[test]
fn a_hold_is_explained_by_what_was_counted_and_what_is_to_come() {
    let series = values(&[
        ("2026-08-03", "3"),
        ("2026-08-10", "4.5"),
        ("2026-08-17", "4"),
    ]);
    let text = explained(hold(None, Some("4")), &series, "2026-08-17");
    assert!(
        text.contains("forecast: 62% on Wed 30 Sep: 2 of 3 inside so far, 6 to come, each inside in 0.6 of cases\n"),
        "{text}"
    );
}
