//! Earlier moments: by day as the work was dated, by operation as the file was; and what a newer
//! program wrote.

use okr_core::act::Action;
use okr_core::act::check_in::{NewCheckIn, Rule};
use okr_core::domain::id::Uid;
use okr_core::rebuild::Moment;
use okr_core::store::{check_ins, objectives, ops, tables};
use okr_core::{Book, reference};

use crate::desk::{Desk, STRICT, cycle, day, key_result, kr_in, row, set, sound, state, values};
use crate::undo::another_device_writes;

fn on(date: &str, value: &str) -> NewCheckIn {
    NewCheckIn {
        date: Some(day(date)),
        ..row("K1", value)
    }
}

fn at(desk: &Desk, date: &str) -> Book {
    desk.book.at(Moment::Day(day(date))).expect("a log")
}

fn values_at(book: &Book) -> Vec<String> {
    match kr_in(book.connection(), "K1") {
        Some(kr) => {
            values(&check_ins::series(book.connection(), kr.head.uid).expect("a readable book"))
        }
        None => vec!["no K1".to_owned()],
    }
}

#[test]
fn a_history_brought_in_later_can_be_looked_back_on() {
    let mut desk = Desk::with_a_plan();
    desk.checked_in(vec![on("2026-07-10", "5"), on("2026-07-20", "9")]);
    assert_eq!(values_at(&at(&desk, "2026-07-09")), ["no K1"]);
    assert_eq!(values_at(&at(&desk, "2026-07-10")), ["5"]);
    let then = at(&desk, "2026-07-25");
    assert_eq!(values_at(&then), ["5", "9"]);
    let all = objectives::of_cycle(then.connection(), Some("2026Q3")).expect("objectives");
    assert_eq!(all.len(), 1, "its objective stood then too");
    assert_eq!(
        okr_core::store::cycles::all(then.connection())
            .expect("cycles")
            .len(),
        1
    );
    let none = reference::exact(
        then.connection(),
        "K2",
        &[okr_core::domain::record::Type::KeyResult],
    );
    assert!(none.is_err(), "K2 was not there before it was written down");
}

#[test]
fn edits_count_from_the_day_they_were_written() {
    let mut desk = Desk::with_a_plan();
    desk.checked_in(vec![on("2026-07-10", "5")]);
    desk.days_pass(7);
    desk.did(set("K1", "target", "40"));
    let target = |book: &Book| kr_in(book.connection(), "K1").and_then(|kr| kr.measure.target);
    assert_eq!(target(&at(&desk, "2026-08-09")), Some(100.into()));
    assert_eq!(target(&at(&desk, "2026-08-10")), Some(40.into()));
}

#[test]
fn a_slip_that_was_undone_stands_in_no_earlier_day() {
    let mut desk = Desk::with_a_plan();
    desk.did(Action::CheckIn {
        rows: vec![on("2025-01-01", "5")],
        rule: Rule {
            any_date: true,
            ..STRICT
        },
    });
    assert_eq!(values_at(&at(&desk, "2025-06-01")), ["5"]);
    desk.did(Action::Undo { times: 1 });
    assert_eq!(values_at(&at(&desk, "2025-06-01")), ["no K1"]);
    desk.did(Action::Redo { times: 1 });
    assert_eq!(values_at(&at(&desk, "2025-06-01")), ["5"]);
}

#[test]
fn the_moment_of_an_operation_is_the_file_as_it_was() {
    let mut desk = Desk::with_a_plan();
    let then = state(&desk.book);
    desk.checked_in(vec![on("2026-07-10", "5")]);
    desk.did(Action::Undo { times: 2 });
    let book = desk.book.at(Moment::Operation(3)).expect("a log");
    assert_eq!(then, state(&book));
    let none = desk.book.at(Moment::Operation(0)).expect("a log");
    assert!(state(&none).values().all(Vec::is_empty));
    let all = ops::list(book.connection(), None, 99).expect("a log");
    assert_eq!(all.len(), 6, "the whole history can be asked there too");
}

#[test]
fn a_change_of_a_newer_program_is_kept_word_for_word_and_counted() {
    let desk = Desk::with_a_plan();
    let line = r#"{"set":{"type":"hologram","glow":7},"colour":"blue"}"#;
    another_device_writes(&desk, Uid::random(), line);
    let verdict = desk.book.verify().expect("a readable book");
    assert_eq!(verdict.findings, Vec::<String>::new());
    assert_eq!(verdict.newer, 1);
    let rebuilt = desk.book.at(Moment::Operation(i64::MAX)).expect("a log");
    for book in [&desk.book, &rebuilt] {
        let kept: String = book
            .connection()
            .query_row("SELECT body FROM op ORDER BY n DESC LIMIT 1", [], |row| {
                row.get(0)
            })
            .expect("a line");
        assert_eq!(kept, line);
    }
    assert_eq!(
        tables::log_digest(desk.book.connection()).expect("a log"),
        tables::log_digest(rebuilt.connection()).expect("a log")
    );
}

#[test]
fn unknown_fields_of_a_known_record_survive_an_edit_beside_them() {
    let mut desk = Desk::with_a_plan();
    let kr = desk.kr("K1").head.uid;
    let line = r#"{"set":{"mood":"calm"},"colour":"blue"}"#;
    another_device_writes(&desk, kr, line);
    desk.did(set("K1", "owner", "ana"));
    desk.did(Action::Undo { times: 1 });
    desk.did(Action::Restore { operation: 3 });
    desk.did(set("K1", "owner", "bo"));
    let log = ops::of_record(desk.book.connection(), kr).expect("a log");
    let kept = log
        .iter()
        .find(|op| op.body.set.contains_key("mood"))
        .expect("the line");
    assert_eq!(serde_json::to_string(&kept.body).expect("a line"), line);
    sound(&desk.book);
}

#[test]
fn one_record_that_cannot_be_read_does_not_hide_the_others() {
    let desk = Desk::with_a_plan();
    let vision = r#"{"set":{"type":"vision","title":5}}"#;
    another_device_writes(&desk, Uid::random(), vision);
    let findings = desk.book.verify().expect("a readable file").findings;
    assert_eq!(findings.len(), 1, "{findings:?}");
}

#[test]
fn a_row_that_the_log_does_not_say_is_found() {
    let mut desk = Desk::with_a_plan();
    desk.checked_in(vec![on("2026-07-10", "5")]);
    for sql in [
        "UPDATE kr SET title = 'Other words' WHERE number = 1",
        "UPDATE kr SET latest = '2026-07-11' WHERE number = 1",
        "DELETE FROM checkin",
        "UPDATE counter SET last = 9 WHERE kind = 'kr'",
        "INSERT INTO team (uid, name) VALUES (x'00', 'nobody')",
        "DELETE FROM op WHERE n = (SELECT max(n) FROM op)",
    ] {
        let connection = desk.book.connection();
        connection.execute_batch("SAVEPOINT tamper").expect("sql");
        connection.execute(sql, []).expect("sql");
        let findings = okr_core::rebuild::verify(connection)
            .expect("a readable file")
            .findings;
        assert!(!findings.is_empty(), "{sql}");
        connection
            .execute_batch("ROLLBACK TO tamper; RELEASE tamper")
            .expect("sql");
    }
    sound(&desk.book);
}

#[test]
fn the_past_of_a_copied_cycle_has_no_copies() {
    let mut desk = Desk::with_a_plan();
    desk.checked_in(vec![on("2026-07-10", "5")]);
    desk.days_pass(20);
    desk.did(Action::CopyCycle {
        from: "2026Q3".to_owned(),
        to: cycle("2026Q4"),
    });
    desk.did(Action::AddKeyResult(Box::new(key_result(
        "O2", "More", 0, 5,
    ))));
    let then = at(&desk, "2026-08-20");
    let all = objectives::of_cycle(then.connection(), None).expect("objectives");
    assert_eq!(all.len(), 1);
}

#[test]
fn a_day_is_its_authors_wherever_the_book_is_read() {
    let mut desk = Desk::with_a_plan();
    let mut far_away = crate::desk::context(day("2026-09-02"));
    // Written on 2 September at UTC+14, while it is still the first everywhere west of it.
    far_away.now.instant = "2026-09-02T01:00:00+14:00".parse().expect("an instant");
    let before = day("2026-09-01");
    desk.book
        .apply(
            &set("K1", "target", "50"),
            &far_away,
            okr_core::act::Commit::Keep,
        )
        .expect("a change");
    let target = |book: &Book| kr_in(book.connection(), "K1").expect("K1").measure.target;
    let now = target(&desk.book);
    assert_ne!(
        target(&desk.book.at(Moment::Day(before)).expect("a log")),
        now
    );
    assert_eq!(target(&at(&desk, "2026-09-02")), now);
}
