//! Figures from other systems' tests, documents and published results, with their answers and ours.
//! A case whose answers differ is explained in docs/peers.md, by its number; the last column says
//! which those are, and the test fails when that stops being true.

use super::super::*;
use super::sample::*;
use crate::domain::measure::{Direction, Kind, Marks, Measure};
use crate::domain::quantity::Quantity;

/// Whether the answers are the same: `Same`, or `Differs` on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Peer {
    Same,
    Differs,
}
use Peer::{Differs, Same};

/// A printed percent, `None` for unknown.
fn printed(fraction: Option<f64>) -> Option<i64> {
    fraction.map(percent)
}

fn compared(case: &str, theirs: Option<i64>, ours: Option<i64>, peer: Peer) {
    let found = if theirs == ours { Same } else { Differs };
    assert_eq!(found, peer, "{case}: theirs {theirs:?}, ours {ours:?}");
}

type Progress = (
    &'static str,         // case
    &'static str,         // start
    &'static str,         // end
    Option<&'static str>, // now
    Option<i64>,          // their percent; -1 stands for infinite
    Option<i64>,          // our raw percent
    Option<i64>,          // our progress
    Peer,                 // of their answer to our progress
);

const PROGRESS: [Progress; 31] = [
    (
        "C001",
        "0",
        "100",
        Some("0"),
        Some(0),
        Some(0),
        Some(0),
        Same,
    ),
    (
        "C002",
        "0",
        "100",
        Some("20"),
        Some(20),
        Some(20),
        Some(20),
        Same,
    ),
    (
        "C004",
        "0",
        "100",
        Some("150"),
        Some(150),
        Some(150),
        Some(100),
        Differs,
    ),
    (
        "C005",
        "20",
        "100",
        Some("20"),
        Some(0),
        Some(0),
        Some(0),
        Same,
    ),
    (
        "C007",
        "20",
        "100",
        Some("0"),
        Some(-25),
        Some(-25),
        Some(0),
        Differs,
    ),
    (
        "C008",
        "20",
        "100",
        Some("-20"),
        Some(-50),
        Some(-50),
        Some(0),
        Differs,
    ),
    (
        "C010",
        "100",
        "0",
        Some("80"),
        Some(20),
        Some(20),
        Some(20),
        Same,
    ),
    (
        "C011",
        "100",
        "0",
        Some("0"),
        Some(100),
        Some(100),
        Some(100),
        Same,
    ),
    (
        "C013",
        "100",
        "20",
        Some("80"),
        Some(25),
        Some(25),
        Some(25),
        Same,
    ),
    (
        "C014",
        "100",
        "20",
        Some("20"),
        Some(100),
        Some(100),
        Some(100),
        Same,
    ),
    (
        "C016",
        "0",
        "0",
        Some("0"),
        Some(0),
        Some(100),
        Some(100),
        Differs,
    ),
    ("C017", "0", "100", None, Some(0), None, None, Differs),
    (
        "C019",
        "0",
        "100",
        Some("150"),
        Some(100),
        Some(150),
        Some(100),
        Same,
    ),
    (
        "C020",
        "20",
        "100",
        Some("0"),
        Some(0),
        Some(-25),
        Some(0),
        Same,
    ),
    (
        "C025",
        "0",
        "100",
        Some("20"),
        Some(20),
        Some(20),
        Some(20),
        Same,
    ),
    (
        "C026",
        "100",
        "0",
        Some("20"),
        Some(80),
        Some(80),
        Some(80),
        Same,
    ),
    (
        "C028",
        "100",
        "10",
        Some("110"),
        Some(0),
        Some(-11),
        Some(0),
        Same,
    ),
    (
        "C029",
        "0",
        "100",
        Some("-10"),
        Some(0),
        Some(-10),
        Some(0),
        Same,
    ),
    (
        "C031",
        "10",
        "10",
        Some("10"),
        Some(100),
        Some(100),
        Some(100),
        Same,
    ),
    (
        "C032",
        "10",
        "10",
        Some("11"),
        Some(-1),
        Some(100),
        Some(100),
        Differs,
    ),
    (
        "C040",
        "200",
        "100",
        Some("250"),
        Some(0),
        Some(-50),
        Some(0),
        Same,
    ),
    (
        "C067",
        "0",
        "10",
        Some("5"),
        Some(50),
        Some(50),
        Some(50),
        Same,
    ),
    (
        "C068",
        "0",
        "10",
        Some("10"),
        Some(100),
        Some(100),
        Some(100),
        Same,
    ),
    (
        "C076",
        "0",
        "10",
        Some("15"),
        Some(100),
        Some(150),
        Some(100),
        Same,
    ),
    (
        "C082",
        "0",
        "100",
        Some("50"),
        Some(50),
        Some(50),
        Some(50),
        Same,
    ),
    (
        "C083",
        "100",
        "0",
        Some("50"),
        Some(50),
        Some(50),
        Some(50),
        Same,
    ),
    (
        "C091",
        "41",
        "60",
        Some("50.5"),
        Some(50),
        Some(50),
        Some(50),
        Same,
    ),
    (
        "C106",
        "100",
        "60",
        Some("70"),
        Some(75),
        Some(75),
        Some(75),
        Same,
    ),
    (
        "C107",
        "100",
        "60",
        Some("50"),
        Some(125),
        Some(125),
        Some(100),
        Differs,
    ),
    // Piecewise progress between checkpoints: ours is one straight line, the ends agree.
    (
        "C085",
        "0",
        "100",
        Some("-10"),
        Some(0),
        Some(-10),
        Some(0),
        Same,
    ),
    (
        "C086",
        "0",
        "100",
        Some("110"),
        Some(100),
        Some(110),
        Some(100),
        Same,
    ),
];

/// Answers published as hundredths, and one defect of a peer.
const PUBLISHED: [Progress; 4] = [
    (
        "C151",
        "0",
        "500",
        Some("35"),
        Some(7),
        Some(7),
        Some(7),
        Same,
    ),
    (
        "C152",
        "0",
        "500",
        Some("57"),
        Some(11),
        Some(11),
        Some(11),
        Same,
    ),
    (
        "C154",
        "0",
        "500",
        Some("120"),
        Some(24),
        Some(24),
        Some(24),
        Same,
    ),
    (
        "C088",
        "100",
        "0",
        Some("0"),
        Some(0),
        Some(100),
        Some(100),
        Differs,
    ),
];

#[test]
fn progress_of_one_value() {
    for (case, start, end, now, theirs, raw, progress, peer) in PROGRESS.iter().chain(&PUBLISHED) {
        let series: Vec<_> = now
            .iter()
            .map(|now| check_in("2026-08-14", Some(now), None))
            .collect();
        let found = assessed(from_to(Some(start), end), &series, half());
        assert_eq!(printed(found.raw), *raw, "{case}");
        assert_eq!(printed(found.progress), *progress, "{case}");
        compared(case, *theirs, *progress, *peer);
        let flat = start == end;
        assert_eq!(
            found.flags.contains(&Flag::Flat),
            flat && now.is_some(),
            "{case}"
        );
    }
}

#[test]
fn zones_of_one_value() {
    for (case, start, commit, target, end, now, theirs) in [
        ("C034", "0", "30", "70", "100", "31", Zone::Commit),
        ("C035", "0", "30", "70", "100", "71", Zone::Target),
        ("C037", "0", "-30", "-70", "-100", "-70", Zone::Target),
        ("C038", "0", "-30", "-70", "-100", "-29.9", Zone::Fail),
        ("C052", "0", "3", "7", "10", "1", Zone::Fail),
        ("C053", "0", "3", "7", "10", "3", Zone::Commit),
        ("C055", "0", "3", "7", "10", "10", Zone::Stretch),
    ] {
        let [start, commit, target, end] = [start, commit, target, end].map(quantity);
        let place = |value: Quantity| {
            let whole = end.minus(start).expect("a way");
            let gone = value.minus(start).expect("a part of it");
            gone.over(whole).expect("a fraction")
        };
        let measure = Measure {
            kind: Kind::Number,
            start: Some(start),
            target: Some(end),
            marks: Some(Marks {
                commit: place(commit),
                target: place(target),
            }),
            ..Measure::default()
        };
        let found = assessed(measure, &values(&[("2026-08-14", now)]), half());
        assert_eq!(found.zone, Some(theirs), "{case}");
    }
}

#[test]
fn c056_no_zone_while_the_target_is_missing() {
    let measure = Measure {
        kind: Kind::Number,
        ..Measure::default()
    };
    let found = assessed(measure, &values(&[("2026-08-14", "10")]), half());
    assert_eq!((found.zone, found.progress), (None, None));
    assert_eq!(found.status, Status::NoData);
}

#[test]
fn marks_lie_at_three_and_seven_tenths_of_the_way() {
    let explained = |start: &str, end: &str| {
        let series = values(&[("2026-08-14", start)]);
        let kr = key_result(from_to(Some(start), end));
        let lines = why(&kr, &series, Some(&quarter()), &Policy::default(), half());
        let zone = lines.into_iter().find(|line| line.label == "zone");
        zone.expect("a zone").text
    };
    for (case, start, end, commit, target) in [
        ("C058", "5", "10", "6.5", "8.5"),
        ("C059", "10", "5", "8.5", "6.5"),
        ("C061", "-10", "-5", "-8.5", "-6.5"),
        ("C062", "-5", "5", "-2", "2"),
    ] {
        let wanted = format!("fail; commit mark at {commit}, target mark at {target}");
        assert_eq!(explained(start, end), wanted, "{case}");
    }
}

/// Progress of the parts in hundredths, their weights if set, their answer and ours in percent.
type RollUp = (
    &'static str,
    &'static [Option<i64>],
    &'static [i64],
    Option<i64>,
    Option<i64>,
    Peer,
);

const ROLLED: [RollUp; 20] = [
    (
        "C022",
        &[Some(100), Some(0)],
        &[1, 1],
        Some(50),
        Some(50),
        Same,
    ),
    (
        "C023",
        &[Some(100), Some(0)],
        &[3, 1],
        Some(75),
        Some(75),
        Same,
    ),
    ("C077", &[], &[], Some(0), None, Differs),
    (
        "C079",
        &[Some(100), Some(0)],
        &[50, 50],
        Some(50),
        Some(50),
        Same,
    ),
    (
        "C080",
        &[Some(100), Some(50)],
        &[60, 40],
        Some(80),
        Some(80),
        Same,
    ),
    (
        "C089",
        &[Some(33), Some(33), Some(34)],
        &[],
        Some(33),
        Some(33),
        Same,
    ),
    (
        "C119",
        &[Some(100), Some(0), Some(0)],
        &[],
        Some(33),
        Some(33),
        Same,
    ),
    (
        "C121",
        &[Some(100), Some(0), Some(0)],
        &[],
        Some(33),
        Some(33),
        Same,
    ),
    (
        "C122",
        &[Some(100), Some(0), Some(0)],
        &[1, 1, 1],
        Some(33),
        Some(33),
        Same,
    ),
    (
        "C136",
        &[Some(80), Some(63), Some(40)],
        &[],
        Some(61),
        Some(61),
        Same,
    ),
    (
        "C137",
        &[Some(80), Some(35), Some(40)],
        &[],
        Some(52),
        Some(52),
        Same,
    ),
    (
        "C139",
        &[Some(46), Some(62), Some(47), Some(37), Some(47), Some(31)],
        &[],
        Some(45),
        Some(45),
        Same,
    ),
    (
        "C140",
        &[Some(50), Some(40), Some(50), Some(100), Some(64), Some(100)],
        &[],
        Some(66),
        Some(67),
        Differs,
    ),
    (
        "C142",
        &[Some(33), Some(100), Some(100), Some(36), Some(39)],
        &[],
        Some(62),
        Some(62),
        Same,
    ),
    (
        "C143",
        &[Some(100), Some(40), Some(24), Some(37)],
        &[],
        Some(55),
        Some(50),
        Differs,
    ),
    (
        "C145",
        &[Some(0), Some(0), Some(0), Some(50), Some(100)],
        &[],
        Some(30),
        Some(30),
        Same,
    ),
    (
        "C146",
        &[Some(24), Some(40), Some(5), Some(95), None],
        &[],
        Some(41),
        Some(41),
        Same,
    ),
    (
        "C148",
        &[Some(100), Some(66), Some(100), Some(14), Some(50)],
        &[],
        Some(66),
        Some(66),
        Same,
    ),
    (
        "C149",
        &[Some(5), Some(83), Some(50), Some(67), Some(66)],
        &[],
        Some(64),
        Some(54),
        Differs,
    ),
    (
        "C074 day 4",
        &[Some(40), None],
        &[],
        Some(40),
        Some(40),
        Same,
    ),
];

fn parts(progress: &[Option<i64>], weights: &[i64]) -> Vec<Part> {
    let part = |(index, own): (usize, &Option<i64>)| Part {
        progress: own.map(|own| own as f64 / 100.0),
        weight: weights.get(index).map(|weight| Quantity::from(*weight)),
        ..Part::default()
    };
    progress.iter().enumerate().map(part).collect()
}

#[test]
fn roll_ups() {
    for (case, progress, weights, theirs, ours, peer) in ROLLED {
        let found = roll_up(&parts(progress, weights));
        assert_eq!(printed(found.progress), ours, "{case}");
        compared(case, theirs, ours, peer);
    }
}

#[test]
fn c146_the_missing_grade_stands_in_the_coverage() {
    let found = roll_up(&parts(&[Some(24), Some(40), Some(5), Some(95), None], &[]));
    assert_eq!(
        found.coverage.expect("a coverage").sentence(found.progress),
        "41% from 4 of 5 reported; between 33% and 53% once the fifth one speaks"
    );
}

#[test]
fn c124_and_c125_shares_are_equal_until_weights_say_otherwise() {
    for share in shares(&[None; 5]) {
        near(Some(share), 0.2);
    }
    let sizes = [100_000, 20_000, 1_000].map(|size| Some(Quantity::from(size)));
    let percents: Vec<f64> = shares(&sizes)
        .iter()
        .map(|share| (share * 1000.0).round())
        .collect();
    assert_eq!(percents, [826.0, 165.0, 8.0]);
}

#[test]
fn c070_to_c074_a_series_is_one_assessment_per_day() {
    let on = |rows: &[(&str, &str)], days: u32| -> Vec<Option<i64>> {
        (1..=days)
            .map(|number| {
                let date = day(&format!("2026-07-{number:02}"));
                printed(assessed(from_to(Some("0"), "10"), &values(rows), date).progress)
            })
            .collect()
    };
    assert_eq!(on(&[("2026-07-03", "5")], 3), [None, None, Some(50)]);
    let carried = on(&[("2026-07-01", "5"), ("2026-07-04", "10")], 4);
    assert_eq!(carried, [Some(50), Some(50), Some(50), Some(100)]);
    let teams: Vec<Option<i64>> = [(10, Some(90)), (20, Some(80)), (30, None), (40, None)]
        .iter()
        .map(|(one, other)| printed(roll_up(&parts(&[Some(*one), *other], &[])).progress))
        .collect();
    assert_eq!(teams, [Some(50), Some(50), Some(30), Some(40)]);
}

#[test]
fn holds_are_inside_or_outside_and_earn_nothing_extra() {
    for (case, limit, now, theirs, ours, peer) in [
        ("C109", "25", "24.9", 100, 100, Same),
        ("C110", "1", "0.8", 120, 100, Differs),
        ("C112", "1", "0.5", 150, 100, Differs),
        ("C113", "1", "0.75", 125, 100, Differs),
        ("C115", "1", "1.5", 50, 0, Differs),
        ("C116", "1", "1.2", 80, 0, Differs),
        ("C118", "1", "1.75", 25, 0, Differs),
    ] {
        let found = assessed(
            hold(None, Some(limit)),
            &values(&[("2026-08-14", now)]),
            half(),
        );
        assert_eq!(printed(found.progress), Some(ours), "{case}");
        compared(case, Some(theirs), Some(ours), peer);
    }
}

#[test]
fn statuses() {
    let pending = assessed(from_to(Some("0"), "10"), &[], half());
    assert_eq!(
        (pending.status, pending.pace),
        (Status::NoData, None),
        "C092"
    );
    // Half of the time gone, 16 and 20 points missing: a gap there, a ratio here.
    for (case, now, ours) in [
        ("C127", "34", Status::Behind),
        ("C128", "30", Status::Behind),
    ] {
        let found = assessed(
            from_to(Some("0"), "100"),
            &values(&[("2026-08-14", now)]),
            half(),
        );
        assert_eq!(found.status, ours, "{case}");
    }
    // The same gaps late in the cycle.
    for (case, now, ours) in [("C127", "80", Status::Watch), ("C128", "76", Status::Watch)] {
        let late = day("2026-09-26");
        let found = assessed(
            from_to(Some("0"), "100"),
            &values(&[("2026-09-25", now)]),
            late,
        );
        assert_eq!(found.status, ours, "{case}");
    }
    let mut april = quarter();
    (april.start, april.end) = (day("2026-04-01"), day("2026-04-30"));
    let kr = key_result(Measure {
        direction: Direction::Up,
        ..from_to(Some("0"), "10")
    });
    let found = assess(
        &kr,
        &[],
        Some(&april),
        &Policy::default(),
        day("2026-04-15"),
    );
    // They say 50: the day itself counts as over there, and is still to come here.
    assert_eq!(printed(found.expected), Some(47), "C130");
}
