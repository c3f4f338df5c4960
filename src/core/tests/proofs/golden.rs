//! Logs written by earlier versions. Each must replay to the same state for ever; a change that needs
//! another digest here breaks every book that is out there. New versions add files, never edit one.

use okr_core::rebuild::{self, Moment};
use okr_core::store::{check_ins, migrate, objectives, tables};
use rusqlite::Connection;

use crate::desk::kr_in;

fn log(sql: &str) -> Connection {
    let mut connection = Connection::open_in_memory().expect("memory");
    migrate::create(&mut connection).expect("tables");
    connection.execute_batch(sql).expect("a golden log");
    connection
}

#[test]
fn the_log_of_the_first_version_replays_to_the_state_it_had() {
    let log = log(include_str!("golden.sql"));
    let book = rebuild::at(&log, Moment::Operation(i64::MAX)).expect("a readable log");
    assert_eq!(
        tables::log_digest(&book).expect("a log"),
        "b3e3e0be22fabda3"
    );
    assert_eq!(
        tables::state_digest(&book).expect("a state"),
        "7c8e841bb9ab29e5"
    );
    let verdict = rebuild::verify(&book).expect("a readable book");
    assert_eq!(verdict.findings, Vec::<String>::new());
    assert_eq!(
        (verdict.ops, verdict.operations, verdict.newer),
        (54, 37, 1)
    );
}

#[test]
fn the_log_of_the_first_version_means_what_it_meant() {
    let log = log(include_str!("golden.sql"));
    let book = rebuild::at(&log, Moment::Operation(i64::MAX)).expect("a readable log");
    let kr = |id: &str| kr_in(&book, id).expect("a key result");
    let first = kr("K1");
    assert_eq!(first.measure.target, Some(90.into()));
    assert_eq!(first.head.owner.as_deref(), Some("cy"));
    assert_eq!(first.head.tags, ["press"]);
    assert_eq!(first.targets.len(), 2);
    let second = kr("K2");
    assert_eq!(
        second.measure.target,
        Some(10.into()),
        "its change was undone"
    );
    assert_eq!(second.targets, []);
    assert_eq!(second.head.blocker.as_deref(), Some("legal"));
    assert_eq!(kr("K5").head.dropped, None, "somebody else still wanted it");
    assert!(kr("K6").head.dropped.is_some());
    let series = check_ins::series(&book, first.head.uid).expect("a series");
    assert_eq!(crate::desk::values(&series), ["12.5", "12.5"]);
    assert_eq!(series[0].note.as_deref(), Some("It's \"early\"\nyet"));
    let next = objectives::of_cycle(&book, Some("2026Q4")).expect("objectives");
    assert_eq!(next.len(), 2);
    assert_eq!(next[1].head.parent, Some(next[0].head.uid));
    assert_eq!(next[1].head.tags, ["app"]);
}
