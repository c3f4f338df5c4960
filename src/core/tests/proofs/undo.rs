//! Undo, redo and restore where a person would notice: what they say, what they leave alone, and
//! that numbers are never given out twice.

use okr_core::act::{Action, Change};
use okr_core::domain::id::Uid;
use okr_core::log::clock::Stamp;
use okr_core::store::ops;

use crate::desk::{Desk, day, dropping, key_result, row, set, sound, state};

#[test]
fn an_empty_history_has_nothing_to_undo_or_redo() {
    let mut desk = Desk::empty();
    for action in [Action::Undo { times: 3 }, Action::Redo { times: 3 }] {
        let outcome = desk.did(action);
        assert_eq!((outcome.operation, outcome.changes.len()), (None, 0));
    }
}

#[test]
fn a_number_is_never_given_out_again() {
    let mut desk = Desk::with_a_plan();
    desk.did(Action::Undo { times: 1 });
    let error = desk.refusal(set("K2", "owner", "ana"));
    assert_eq!(error.code, "E301");
    assert!(error.why[0].contains("never reused"), "{:?}", error.why);
    desk.did(Action::AddKeyResult(Box::new(key_result(
        "O1", "Another", 0, 5,
    ))));
    assert_eq!(desk.kr("K3").head.title, "Another");
}

#[test]
fn a_target_changed_by_mistake_and_undone_did_not_move() {
    let mut desk = Desk::with_a_plan();
    assert_eq!(desk.kr("K1").targets, []);
    desk.days_pass(10);
    desk.did(set("K1", "target", "40"));
    assert_eq!(desk.kr("K1").targets.len(), 2);
    desk.did(Action::Undo { times: 1 });
    assert_eq!(desk.kr("K1").targets, []);
    assert_eq!(desk.kr("K1").measure.target, Some(100.into()));
    desk.did(Action::Redo { times: 1 });
    let targets = desk.kr("K1").targets;
    assert_eq!(
        targets
            .iter()
            .map(|change| change.target)
            .collect::<Vec<_>>(),
        [Some(100.into()), Some(40.into())]
    );
    assert!(targets[0].at < targets[1].at);
}

#[test]
fn a_target_set_back_by_hand_did_move_twice() {
    let mut desk = Desk::with_a_plan();
    desk.did(set("K1", "target", "40"));
    desk.did(set("K1", "target", "100"));
    assert_eq!(desk.kr("K1").targets.len(), 3);
}

#[test]
fn a_record_touched_twice_in_one_operation_goes_back_to_before_both() {
    let mut desk = Desk::with_a_plan();
    let before = state(&desk.book);
    let sent = |value: &str| okr_core::act::check_in::NewCheckIn {
        source: Some("ci".to_owned()),
        blocker: okr_core::act::check_in::Blocker::Set(format!("stuck at {value}")),
        ..row("K1", value)
    };
    desk.checked_in(vec![sent("20"), sent("30")]);
    assert_eq!(desk.values("K1"), ["30"]);
    desk.did(Action::Undo { times: 1 });
    assert_eq!(before, state(&desk.book));
    desk.did(Action::Redo { times: 1 });
    assert_eq!(desk.values("K1"), ["30"]);
    assert_eq!(desk.kr("K1").head.blocker.as_deref(), Some("stuck at 30"));
    sound(&desk.book);
}

#[test]
fn undo_names_what_it_took_back_and_goes_a_step_further_each_time() {
    let mut desk = Desk::with_a_plan();
    let taken = |desk: &mut Desk, action: Action| -> Vec<i64> {
        desk.did(action)
            .changes
            .iter()
            .map(|change| match change {
                Change::TakenBack {
                    operation, kept, ..
                } => {
                    assert_eq!(kept, &Vec::<String>::new());
                    operation.n
                }
                other => panic!("{other:?}"),
            })
            .collect()
    };
    assert_eq!(taken(&mut desk, Action::Undo { times: 2 }), [3, 2]);
    assert_eq!(taken(&mut desk, Action::Undo { times: 5 }), [1]);
    assert_eq!(taken(&mut desk, Action::Redo { times: 1 }), [1]);
    assert_eq!(taken(&mut desk, Action::Redo { times: 9 }), [2, 3]);
    assert_eq!(taken(&mut desk, Action::Undo { times: 1 }), [3]);
}

#[test]
fn restore_brings_records_back_and_takes_later_ones_away() {
    let mut desk = Desk::with_a_plan();
    desk.checked_in(vec![row("K1", "20")]);
    let then = state(&desk.book);
    desk.did(Action::Undo { times: 1 });
    desk.did(dropping("O1"));
    desk.did(Action::AddVision {
        title: "Something else".to_owned(),
        owner: None,
    });
    let outcome = desk.did(Action::Restore { operation: 4 });
    assert_eq!(outcome.changes, [Change::Restored { operation: 4 }]);
    assert_eq!(desk.values("K1"), ["20"]);
    assert_eq!(then["vision"], state(&desk.book)["vision"]);
    assert_eq!(then["checkin"], state(&desk.book)["checkin"]);
    assert_eq!(desk.objective("O1").head.dropped, None);
    sound(&desk.book);
    assert_eq!(desk.refusal(Action::Restore { operation: 99 }).code, "E302");
}

#[test]
fn restoring_the_words_of_a_dropped_record_leaves_it_dropped() {
    let mut desk = Desk::with_a_plan();
    desk.did(dropping("K1"));
    desk.did(set("K1", "dropped", "no"));
    desk.did(set("K1", "title", "Subscribers"));
    desk.did(dropping("K1"));
    desk.did(Action::Restore { operation: 4 });
    let head = desk.kr("K1").head;
    assert_eq!(head.title, "Readers");
    assert_eq!(head.dropped, Some(desk.today));
    sound(&desk.book);
}

#[test]
fn an_undo_that_finds_everything_changed_since_is_still_a_step() {
    let mut desk = Desk::with_a_plan();
    desk.did(set("K1", "owner", "ana"));
    // Another device's write, as a later version of this program would bring it in.
    let kr = desk.kr("K1").head.uid;
    another_device_writes(&desk, kr, r#"{"set":{"owner":"bo"}}"#);
    let outcome = desk.did(Action::Undo { times: 1 });
    let Change::TakenBack {
        operation, kept, ..
    } = &outcome.changes[0]
    else {
        panic!("{:?}", outcome.changes);
    };
    assert_eq!(
        (operation.n, kept.as_slice()),
        (4, &["K1 owner".to_owned()][..])
    );
    let outcome = desk.did(Action::Undo { times: 1 });
    assert!(
        matches!(&outcome.changes[0], Change::TakenBack { operation, .. } if operation.n == 3),
        "{:?}",
        outcome.changes
    );
}

/// Puts an op into the log past the writer, later than everything in it. The rows are not touched.
pub fn another_device_writes(desk: &Desk, ent: Uid, body: &str) {
    let device = ops::own_device(desk.book.connection()).expect("a device");
    a_device_writes_at(desk, device.stamp.0 + 1, ent, body);
}

fn a_device_writes_at(desk: &Desk, stamp: i64, ent: Uid, body: &str) {
    let connection = desk.book.connection();
    connection
        .execute(
            "INSERT INTO device (uid, own, tag, seq, stamp) VALUES (?1, 0, 'b', 1, ?2)",
            rusqlite::params![Uid::random(), stamp],
        )
        .expect("a device");
    let other = connection.last_insert_rowid();
    connection
        .execute(
            "INSERT INTO operation (uid, device, stamp, by, command, state) VALUES (?1, ?2, ?3, 'bo', 'another', 'done')",
            rusqlite::params![Uid::random(), other, stamp],
        )
        .expect("an operation");
    let operation = connection.last_insert_rowid();
    connection
        .execute(
            "INSERT INTO op (oid, device, seq, stamp, operation, ent, body) VALUES (?1, ?2, 1, ?3, ?4, ?5, ?6)",
            rusqlite::params![Uid::random(), other, stamp, operation, ent, body],
        )
        .expect("an op");
}

#[test]
fn stamps_grow_though_the_wall_clock_steps_back() {
    let mut desk = Desk::with_a_plan();
    desk.today = day("2020-01-01");
    desk.did(set("K1", "owner", "ana"));
    desk.today = day("2026-08-02");
    desk.did(set("K1", "owner", "bo"));
    assert_eq!(desk.kr("K1").head.owner.as_deref(), Some("bo"));
    let all = ops::list(desk.book.connection(), None, 99).expect("a log");
    assert!(all.windows(2).all(|pair| pair[0].stamp > pair[1].stamp));
    desk.did(Action::Undo { times: 2 });
    assert_eq!(desk.kr("K1").head.owner, None);
    sound(&desk.book);
}

#[test]
fn an_operation_that_ended_where_it_began_does_not_hide_the_one_before() {
    let mut desk = Desk::with_a_plan();
    let blocking = |blocker| okr_core::act::check_in::NewCheckIn {
        blocker,
        ..row("K1", "5")
    };
    use okr_core::act::check_in::Blocker::{Clear, Set};
    desk.checked_in(vec![blocking(Set("legal".to_owned()))]);
    let before = state(&desk.book);
    desk.checked_in(vec![blocking(Clear), blocking(Set("legal".to_owned()))]);
    desk.did(Action::Undo { times: 1 });
    assert_eq!(before, state(&desk.book));
    desk.did(Action::Undo { times: 1 });
    assert_eq!(desk.kr("K1").head.blocker, None);
    desk.did(Action::Redo { times: 1 });
    assert_eq!(before, state(&desk.book));
}

#[test]
fn a_drop_holds_against_a_change_it_saw_from_a_clock_far_ahead() {
    let mut desk = Desk::with_a_plan();
    let kr = desk.kr("K1").head.uid;
    let ahead = Stamp::of_millis(4_000_000_000_000).0;
    a_device_writes_at(&desk, ahead, kr, r#"{"set":{"title":"Ahead"}}"#);
    desk.did(dropping("K1"));
    assert_eq!(desk.kr("K1").head.dropped, Some(desk.today));
    assert_eq!(desk.kr("K1").head.title, "Ahead");
    desk.did(set("K1", "dropped", "no"));
    desk.did(set("K1", "title", "Here"));
    assert_eq!(desk.kr("K1").head.title, "Here");
    sound(&desk.book);
}
