//! Check-ins: their days, `=`, batches that are whole or nothing, and sources that send twice.

use okr_core::Kind;
use okr_core::act::check_in::{Blocker, NewCheckIn, Rule};
use okr_core::act::{Action, Change, RowState};

use okr_core::domain::assess::Policy;
use okr_core::domain::id::Uid;
use okr_core::rebuild::Moment;
use okr_core::report::ends::ends;
use okr_core::store::check_ins;

use crate::desk::{Desk, STRICT, day, everything, row, set, sound, values};
use crate::undo::another_device_writes;

fn on(date: &str, reference: &str, value: &str) -> NewCheckIn {
    NewCheckIn {
        date: Some(day(date)),
        ..row(reference, value)
    }
}

fn sent(date: &str, value: &str, key: Option<&str>) -> NewCheckIn {
    NewCheckIn {
        source: Some("ci".to_owned()),
        key: key.map(str::to_owned),
        ..on(date, "K1", value)
    }
}

fn refused(desk: &mut Desk, rows: Vec<NewCheckIn>) -> okr_core::Error {
    desk.refusal(Action::CheckIn { rows, rule: STRICT })
}

fn states(desk: &mut Desk, rows: Vec<NewCheckIn>) -> Vec<RowState> {
    desk.checked_in(rows)
        .changes
        .iter()
        .map(|change| match change {
            Change::CheckedIn { state, .. } => *state,
            other => panic!("{other:?}"),
        })
        .collect()
}

#[test]
fn a_row_that_takes_the_place_of_another_of_its_batch_names_both_lines() {
    let mut desk = Desk::with_a_plan();
    let at = |line, row: NewCheckIn| NewCheckIn { line, ..row };
    let rows = vec![
        at(2, sent("2026-07-07", "5", None)),
        at(3, sent("2026-07-07", "90", None)),
        at(4, sent("2026-07-08", "91", None)),
    ];
    let outcome = desk.checked_in(rows);
    let said: Vec<_> = outcome
        .remarks
        .iter()
        .map(|remark| (remark.code, remark.text.contains("line 2")))
        .collect();
    assert_eq!(said, [("W212", true)], "{:?}", outcome.remarks);
    let slip = desk.checked_in(vec![at(2, on("2026-07-09", "K1", "9100"))]);
    assert_eq!(
        slip.remarks[0].next.as_deref(),
        Some("okr checkin K1 VALUE -d 2026-07-09")
    );
}

#[test]
fn a_check_in_is_dated_inside_the_cycle_and_not_ahead_unless_forced() {
    let mut desk = Desk::with_a_plan();
    for wrong in ["2026-08-04", "2026-06-30"] {
        let error = refused(&mut desk, vec![on(wrong, "K1", "5")]);
        assert_eq!((error.code, error.kind), ("E207", Kind::Refused), "{wrong}");
        let forced = Rule {
            any_date: true,
            ..STRICT
        };
        desk.did(Action::CheckIn {
            rows: vec![on(wrong, "K1", "5")],
            rule: forced,
        });
    }
    desk.checked_in(vec![
        on("2026-07-01", "K1", "5"),
        on("2026-08-03", "K1", "5"),
    ]);
}

#[test]
fn same_repeats_the_last_answer_of_that_day_and_none_repeats_nothing() {
    let mut desk = Desk::with_a_plan();
    let error = refused(&mut desk, vec![row("K1", "=")]);
    assert_eq!(error.code, "E209");
    desk.checked_in(vec![NewCheckIn {
        confidence: Some("7".to_owned()),
        ..on("2026-07-10", "K1", "20")
    }]);
    desk.checked_in(vec![on("2026-07-20", "K1", "30")]);
    desk.checked_in(vec![on("2026-07-15", "K1", "=")]);
    let series = desk.series("K1");
    assert_eq!(values(&series), ["20", "20", "30"]);
    assert!(series[1].same);
    assert_eq!(series[1].confidence, Some(7));
    assert_eq!(series[2].confidence, None, "confidence is never filled in");
}

#[test]
fn a_row_counts_from_the_row_before_it_in_the_same_batch() {
    let mut desk = Desk::with_a_plan();
    desk.checked_in(vec![
        on("2026-07-10", "K1", "20"),
        on("2026-07-20", "K1", "+5"),
        on("2026-07-15", "K1", "+1"),
    ]);
    assert_eq!(desk.values("K1"), ["20", "21", "25"]);
}

#[test]
fn a_batch_is_written_whole_or_not_at_all() {
    let mut desk = Desk::with_a_plan();
    let mut rows = vec![row("K1", "5"), row("K9", "5"), row("K2", "many")];
    for (line, row) in (2..).zip(&mut rows) {
        row.line = line;
    }
    let error = refused(&mut desk, rows.clone());
    assert_eq!((error.code, error.kind), ("E301", Kind::NotFound));
    assert_eq!(error.at.as_ref().map(|place| place.line), Some(3));
    assert_eq!(error.why.len(), 2, "{:?}", error.why);
    let outcome = desk.did(Action::CheckIn {
        rows,
        rule: Rule {
            keep_going: true,
            ..STRICT
        },
    });
    assert_eq!(outcome.refused.len(), 2);
    assert_eq!(desk.values("K1"), ["5"]);
    sound(&desk.book);
}

#[test]
fn a_batch_in_which_every_row_is_refused_writes_nothing_even_when_it_keeps_going() {
    let mut desk = Desk::with_a_plan();
    let before = everything(&desk.book);
    let outcome = desk.did(Action::CheckIn {
        rows: vec![NewCheckIn {
            blocker: Blocker::Set("legal".to_owned()),
            confidence: Some("12".to_owned()),
            ..row("K1", "5")
        }],
        rule: Rule {
            keep_going: true,
            ..STRICT
        },
    });
    assert_eq!((outcome.operation, outcome.refused.len()), (None, 1));
    assert_eq!(before, everything(&desk.book));
}

#[test]
fn a_source_that_sends_twice_never_doubles() {
    let mut desk = Desk::with_a_plan();
    use RowState::{New, Replaced, Unchanged};
    let morning = || vec![sent("2026-07-10", "20", None)];
    assert_eq!(states(&mut desk, morning()), [New]);
    let before = everything(&desk.book);
    assert_eq!(states(&mut desk, morning()), [Unchanged]);
    assert_eq!(before, everything(&desk.book));
    assert_eq!(
        states(&mut desk, vec![sent("2026-07-10", "25", None)]),
        [Replaced]
    );
    assert_eq!(
        states(&mut desk, vec![sent("2026-07-11", "25", None)]),
        [New]
    );
    assert_eq!(desk.values("K1"), ["25", "25"]);
    assert_eq!(desk.series("K1")[0].id.to_string(), "C1");
    sound(&desk.book);
}

#[test]
fn a_change_sent_twice_is_made_once() {
    let mut desk = Desk::with_a_plan();
    desk.checked_in(vec![on("2026-07-09", "K1", "20")]);
    let row = || {
        vec![NewCheckIn {
            confidence: Some("=".to_owned()),
            ..sent("2026-07-10", "+3", None)
        }]
    };
    assert_eq!(refused(&mut desk, row()).code, "E210");
    let row = || vec![sent("2026-07-10", "+3", None)];
    assert_eq!(states(&mut desk, row()), [RowState::New]);
    assert_eq!(states(&mut desk, row()), [RowState::Unchanged]);
    assert_eq!(desk.values("K1"), ["20", "23"]);
}

#[test]
fn same_sent_twice_is_the_same_once() {
    let mut desk = Desk::with_a_plan();
    desk.checked_in(vec![on("2026-07-09", "K1", "20")]);
    assert_eq!(
        states(&mut desk, vec![sent("2026-07-10", "30", None)]),
        [RowState::New]
    );
    let same = || vec![sent("2026-07-10", "=", None)];
    assert_eq!(states(&mut desk, same()), [RowState::Replaced]);
    assert_eq!(states(&mut desk, same()), [RowState::Unchanged]);
    assert_eq!(desk.values("K1"), ["20", "20"]);
}

#[test]
fn a_key_names_a_row_that_may_move_to_another_day() {
    let mut desk = Desk::with_a_plan();
    use RowState::{New, Replaced, Unchanged};
    assert_eq!(
        states(
            &mut desk,
            vec![
                sent("2026-07-10", "20", Some("a")),
                sent("2026-07-10", "30", Some("b")),
            ]
        ),
        [New, New]
    );
    assert_eq!(
        states(&mut desk, vec![sent("2026-07-20", "20", Some("a"))]),
        [Replaced]
    );
    assert_eq!(
        states(&mut desk, vec![sent("2026-07-20", "20", Some("a"))]),
        [Unchanged]
    );
    assert_eq!(desk.values("K1"), ["30", "20"]);
    let latest =
        okr_core::store::key_results::latest(desk.book.connection(), desk.kr("K1").head.uid);
    assert_eq!(latest.expect("a book"), Some(day("2026-07-20")));
    assert_eq!(
        states(&mut desk, vec![sent("2026-07-02", "20", Some("a"))]),
        [Replaced]
    );
    let latest =
        okr_core::store::key_results::latest(desk.book.connection(), desk.kr("K1").head.uid);
    assert_eq!(latest.expect("a book"), Some(day("2026-07-10")));
    desk.did(Action::Undo { times: 2 });
    assert_eq!(desk.values("K1"), ["20", "30"]);
    sound(&desk.book);
}

#[test]
fn a_blocker_named_in_a_check_in_began_on_its_day() {
    let mut desk = Desk::with_a_plan();
    let blocked = |date: &str, blocker: Blocker| {
        vec![NewCheckIn {
            blocker,
            ..on(date, "K1", "5")
        }]
    };
    desk.checked_in(blocked("2026-07-10", Blocker::Set("legal".to_owned())));
    desk.checked_in(blocked(
        "2026-07-17",
        Blocker::Set("legal again".to_owned()),
    ));
    let head = desk.kr("K1").head;
    assert_eq!(head.blocked_since, Some(day("2026-07-10")));
    assert_eq!(head.blocker.as_deref(), Some("legal again"));
    desk.checked_in(blocked("2026-07-24", Blocker::Clear));
    assert_eq!(desk.kr("K1").head.blocker, None);
    assert_eq!(desk.series("K1")[0].blocker.as_deref(), Some("legal"));
}

#[test]
fn a_signed_value_without_a_check_in_before_it_counts_from_the_start() {
    let mut desk = Desk::with_a_plan();
    for (kind, value, expected) in [
        ("number", "-0.35", "-0.35"),
        ("percent", "-0.35", "-0.35"),
        ("currency", "+2.5", "2.5"),
        ("duration", "+0.35", "0.35"),
        ("count", "+2", "2"),
    ] {
        desk.did(set("K1", "kind", kind));
        let outcome = desk.checked_in(vec![row("K1", value)]);
        assert_eq!(desk.values("K1"), [expected], "{kind}");
        assert!(
            outcome
                .remarks
                .iter()
                .any(|remark| remark.text.contains("start")),
            "{kind}: {:?}",
            outcome.remarks
        );
        desk.did(Action::Undo { times: 1 });
    }
}

#[test]
fn a_signed_value_with_nothing_to_change_is_asked_about() {
    let mut desk = Desk::with_a_plan();
    desk.did(set("K1", "start", ""));
    let error = refused(&mut desk, vec![row("K1", "-0.35")]);
    assert_eq!(error.code, "E209");
    desk.checked_in(vec![row("K1", "0-0.35")]);
    // Where values are below zero, a table of values means the value.
    desk.checked_in(vec![row("K1", "-0.2")]);
    assert_eq!(desk.values("K1"), ["-0.35", "-0.2"]);
}

#[test]
fn two_check_ins_of_one_day_stand_in_the_order_of_writing_though_the_clock_stepped_back() {
    let mut desk = Desk::with_a_plan();
    desk.checked_in(vec![on("2026-07-10", "K1", "1")]);
    desk.today = day("2026-08-01");
    for value in ["2", "3", "4"] {
        desk.checked_in(vec![on("2026-07-10", "K1", value)]);
    }
    assert_eq!(desk.values("K1"), ["1", "2", "3", "4"]);
    let ends = ends(
        desk.book.connection(),
        &desk.kr("K1"),
        None,
        &Policy::default(),
        day("2026-07-10"),
    );
    let ends = ends.expect("a readable book");
    assert_eq!(values(&ends).last().map(String::as_str), Some("4"));
    // A clock that stepped back makes a uid that sorts before all others; the id tells the order.
    let kr = desk.kr("K1").head.uid;
    let line = format!(
        r#"{{"set":{{"type":"checkin","id":"C9","kr":"{kr}","date":"2026-07-10","value":"5"}}}}"#
    );
    another_device_writes(&desk, Uid::from_bytes([0; 16]), &line);
    let rebuilt = desk
        .book
        .at(Moment::Operation(i64::MAX))
        .expect("a readable log");
    let series = check_ins::series(rebuilt.connection(), kr).expect("a readable book");
    assert_eq!(values(&series), ["1", "2", "3", "4", "5"]);
}
