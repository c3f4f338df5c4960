//! Disks that are full, broken or not ours, and files that are no book: code 6, nothing harmed, and
//! never a success that did not happen.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use super::{as_nobody, insist_calm, insist_sound, notes};
use crate::support::{Desk, Ended, is_installed, skipped};

/// A check-in that was refused left nothing, one that was told is there.
#[track_caller]
fn insist_honest(desk: &Desk, tried: &Ended, note: &str) {
    insist_calm(tried);
    match tried.code {
        Some(0) => assert!(
            notes(&desk.book()).contains(note),
            "{}: told and not kept",
            tried.line
        ),
        Some(6) => assert!(
            tried.out.is_empty(),
            "{}: told a success: {}",
            tried.line,
            tried.text()
        ),
        code => panic!("{}: {code:?}\n{}", tried.line, tried.errors()),
    }
    insist_sound(desk);
}

#[test]
fn a_disk_that_fills_up_at_any_byte_loses_nothing() {
    let desk = Desk::with_book();
    let mut full = 0;
    for blocks in (0..24).chain([100, 200, 250, 300, 400, 100_000]) {
        let note = format!("blocks {blocks}");
        let tried = desk.sh(&format!(
            "trap '' XFSZ; ulimit -f {blocks}; okr checkin K2 +1 -m '{note}'"
        ));
        full += i32::from(tried.code == Some(6));
        if tried.code == Some(6) {
            assert!(
                !notes(&desk.book()).contains(&note),
                "{note}: refused and kept"
            );
        }
        insist_honest(&desk, &tried, &note);
    }
    assert!(full > 10, "the limit was met {full} times only");
    let mut made = 0;
    for blocks in [0, 1, 8, 40, 100, 200] {
        let empty = Desk::new();
        let tried = empty.sh(&format!(
            "trap '' XFSZ; ulimit -f {blocks}; okr add 'Ship a product people trust'"
        ));
        insist_calm(&tried);
        made += i32::from(empty.book().exists());
        empty
            .okr(&["add", "Answer every customer the same day"])
            .succeeds();
        insist_sound(&empty);
    }
    assert!(made < 6, "no limit kept the book from being made");
}

/// Runs a check-in whose Nth call of a kind fails. `None` where calls cannot be made to fail.
fn injected(desk: &Desk, call: &str, error: &str, nth: u32, note: &str) -> Option<Ended> {
    let traced = desk.sh(&format!(
        "strace -f -qq -o /dev/null -e inject={call}:error={error}:when={nth} okr checkin K2 +1 -m '{note}'"
    ));
    let refused = traced.errors().contains("ptrace") || traced.errors().contains("strace:");
    (!refused).then_some(traced)
}

#[test]
fn a_disk_that_reports_errors_is_never_told_as_success() {
    if !is_installed("strace") {
        return skipped("strace is not installed");
    }
    let desk = Desk::with_book();
    let mut failed = 0;
    for (call, error, most) in [
        ("pwrite64", "ENOSPC", 14),
        ("pwrite64", "EIO", 14),
        ("fdatasync", "EIO", 6),
        ("fsync", "EIO", 6),
        ("pread64", "EIO", 24),
        ("openat", "EMFILE", 10),
        ("unlink", "EIO", 2),
    ] {
        for nth in 1..=most {
            let note = format!("{call} {error} {nth}");
            let Some(tried) = injected(&desk, call, error, nth, &note) else {
                return skipped("strace may not trace here");
            };
            // A program that cannot load its own libraries is not ours to judge.
            if tried.code == Some(127) {
                continue;
            }
            failed += i32::from(tried.code == Some(6));
            insist_honest(&desk, &tried, &note);
        }
    }
    assert!(failed > 20, "only {failed} of the injected errors were met");
}

#[test]
fn a_success_is_told_only_after_the_disk_has_it() {
    if !is_installed("strace") {
        return skipped("strace is not installed");
    }
    let desk = Desk::with_book();
    let trace = desk.root().join("trace");
    let traced = desk.sh(&format!(
        "strace -f -qq -e trace=write,fdatasync,fsync,unlink -o {} okr checkin K2 +1",
        trace.display()
    ));
    if traced.code != Some(0) {
        return skipped("strace may not trace here");
    }
    let trace = std::fs::read_to_string(trace).expect("a trace");
    let calls: Vec<&str> = trace.lines().collect();
    let told = calls
        .iter()
        .position(|call| call.contains("write(") && call.contains("\"K2 "))
        .expect("an answer");
    let last_sync = calls
        .iter()
        .rposition(|call| call.contains("sync("))
        .expect("a sync");
    let gone = calls
        .iter()
        .position(|call| call.contains("unlink(") && call.contains("-journal"))
        .expect("the end of the transaction");
    assert!(gone < last_sync && last_sync < told, "{trace}");
}

#[test]
fn a_read_only_book_can_be_read_and_says_why_it_is_not_written() {
    let desk = Desk::with_book();
    let folder = desk.book().with_file_name("");
    let before = std::fs::read(desk.book()).expect("the book");
    for (file, around) in [(0o400, 0o700), (0o600, 0o500), (0o400, 0o500)] {
        std::fs::set_permissions(desk.book(), std::fs::Permissions::from_mode(file))
            .expect("chmod");
        std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(around)).expect("chmod");
        let Some(listed) = as_nobody(&desk, &["list"]) else {
            return skipped("setpriv is not installed");
        };
        listed.succeeds();
        let refused = as_nobody(&desk, &["checkin", "K2", "+1"])
            .expect("as before")
            .ends_with(6);
        assert!(refused.errors().contains("E60"), "{}", refused.errors());
        assert!(refused.out.is_empty());
        assert!(
            before == std::fs::read(desk.book()).expect("the book"),
            "{file:o} in {around:o}"
        );
    }
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o700)).expect("chmod");
    std::fs::set_permissions(desk.book(), std::fs::Permissions::from_mode(0o000)).expect("chmod");
    as_nobody(&desk, &["list"]).expect("as before").ends_with(6);
}

#[test]
fn a_folder_that_may_not_be_written_gets_no_book() {
    let desk = Desk::new();
    std::fs::set_permissions(desk.home(), std::fs::Permissions::from_mode(0o500)).expect("chmod");
    match as_nobody(&desk, &["add", "Ship a product people trust"]) {
        None => skipped("setpriv is not installed"),
        Some(refused) => {
            let refused = refused.ends_with(6);
            assert!(refused.errors().contains("E606"), "{}", refused.errors());
        }
    }
}

fn pattern(length: usize) -> Vec<u8> {
    let mut lot: u32 = 7;
    let mut next = || {
        lot = lot.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (lot >> 24) as u8
    };
    (0..length).map(|_| next()).collect()
}

fn foreign(path: &Path, pragmas: &str) {
    let connection = rusqlite::Connection::open(path).expect("an SQLite file");
    connection
        .execute_batch(&format!(
            "{pragmas}; CREATE TABLE IF NOT EXISTS bookmark (url TEXT)"
        ))
        .expect("a table");
}

/// Every command that would open the book ends with 6 and leaves the file and its folder as they are.
#[track_caller]
fn insist_refused(desk: &Desk, what: &str) {
    let before = std::fs::read(desk.book()).expect("the file");
    let commands: &[&[&str]] = &[
        &["list"],
        &["status"],
        &["due"],
        &["tree"],
        &["show", "K1"],
        &["search", "lines"],
        &["log"],
        &["checkin", "K2", "+1"],
        &["add", "Ship a product people trust"],
        &["undo"],
        &["set", "K1", "owner=li"],
        &["cycle", "list"],
        &["list", "--json"],
        &["list", "--at", "2026-08-01"],
    ];
    for command in commands {
        let tried = desk.okr(command);
        insist_calm(&tried);
        let tried = tried.ends_with(6);
        assert!(
            tried.errors().contains("E60") && tried.out.is_empty(),
            "{what}: {}",
            tried.errors()
        );
    }
    let quiet = desk.okr(&["prompt"]).succeeds();
    assert!(quiet.err.is_empty(), "{}", quiet.errors());
    insist_calm(&desk.okr(&["db", "verify"]));
    insist_calm(&desk.okr(&["db", "info"]));
    insist_calm(&desk.okr(&["doctor"]));
    assert!(
        before == std::fs::read(desk.book()).expect("the file"),
        "{what}: the file was changed"
    );
    let names: Vec<_> = std::fs::read_dir(desk.book().with_file_name(""))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name())
        .collect();
    assert_eq!(names, ["okr.db"], "{what}");
}

#[test]
fn a_file_that_is_no_book_of_ours_is_left_alone() {
    let desk = Desk::with_book();
    let whole = std::fs::read(desk.book()).expect("the book");
    let spoiled: [(&str, Vec<u8>); 6] = [
        ("random bytes", pattern(20_000)),
        ("no bytes", Vec::new()),
        ("the first half", whole[..whole.len() / 2].to_vec()),
        ("the first hundred bytes", whole[..100].to_vec()),
        ("a text", b"# Notes\n\nNothing to see here.\n".repeat(100)),
        (
            "a spoiled header",
            [&pattern(100)[..], &whole[100..]].concat(),
        ),
    ];
    for (what, bytes) in spoiled {
        std::fs::write(desk.book(), bytes).expect("a spoiled file");
        insist_refused(&desk, what);
    }
    for (what, pragmas) in [
        ("a database of another program", "SELECT 1"),
        ("another program's, versioned", "PRAGMA user_version = 1"),
        (
            "another program's, with an id",
            "PRAGMA application_id = 77; PRAGMA user_version = 3",
        ),
    ] {
        std::fs::remove_file(desk.book()).expect("the last one");
        foreign(&desk.book(), pragmas);
        insist_refused(&desk, what);
    }
    std::fs::write(desk.book(), &whole).expect("the book again");
    insist_sound(&desk);
}

#[test]
fn a_book_of_a_newer_okr_is_left_alone() {
    let desk = Desk::with_book();
    foreign(&desk.book(), "PRAGMA user_version = 99");
    insist_refused(&desk, "a newer book");
    let told = desk.okr(&["list"]);
    assert!(
        told.errors().contains("E601") && told.errors().contains("99"),
        "{}",
        told.errors()
    );
}

#[test]
fn a_folder_in_the_place_of_the_book_is_told() {
    let desk = Desk::new();
    std::fs::create_dir_all(desk.book()).expect("a folder");
    for command in [&["list"][..], &["add", "Ship a product people trust"]] {
        let told = desk.okr(command).ends_with(6);
        assert!(told.errors().contains("E606"), "{}", told.errors());
    }
}

#[test]
fn a_flipped_byte_anywhere_ends_in_an_answer_or_a_refusal() {
    let desk = Desk::with_book();
    let whole = std::fs::read(desk.book()).expect("the book");
    let step = whole.len() / 40;
    for at in (0..whole.len()).step_by(step.max(1)) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0xff;
        std::fs::write(desk.book(), &bytes).expect("a spoiled file");
        for command in [&["list"][..], &["db", "verify"]] {
            let tried = desk.okr(command);
            insist_calm(&tried);
            assert!(
                matches!(tried.code, Some(0 | 1 | 6 | 7)),
                "byte {at}: {:?}\n{}",
                tried.code,
                tried.errors()
            );
        }
        assert!(
            bytes == std::fs::read(desk.book()).expect("the file"),
            "byte {at}: reading changed the file"
        );
    }
}
