//! Copies of the book, books that become one, books written anew: on full disks, killed in the middle,
//! or with a file that is no book. The book is the old one or the new one, and never half of either.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use super::{insist_calm, insist_sound};
use crate::support::{Desk, Ended, PROGRAM};

/// Ana's book, and beside it one that went on elsewhere with much more in it.
fn desk() -> (Desk, PathBuf) {
    let desk = Desk::with_book();
    desk.sh("okr demo --into other.db").succeeds();
    let other = desk.home().join("other.db");
    assert!(other.is_file());
    (desk, other)
}

/// Puts the book back as it was, without what a command left beside it.
fn again(desk: &Desk, book: &[u8]) {
    let folder = desk.book().parent().expect("a folder").to_owned();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        std::fs::remove_file(entry.expect("an entry").path()).expect("gone");
    }
    drop(std::fs::remove_file(desk.home().join("copy.db")));
    std::fs::write(desk.book(), book).expect("written");
}

/// The log and the state of the book.
fn digest(desk: &Desk) -> String {
    let verdict = desk.okr(&["db", "verify", "--json"]).succeeds().text();
    let facts: serde_json::Value = serde_json::from_str(&verdict).expect("JSON");
    let items = facts["items"].as_array().expect("facts");
    let value = |name: &str| {
        let fact = items.iter().find(|item| item["name"] == name);
        fact.expect("a fact")["value"].to_string()
    };
    format!("{} {}", value("log"), value("state"))
}

/// Files of the book's folder that begin with a dot: drafts that nobody took away.
fn drafts(desk: &Desk) -> Vec<String> {
    let folder = desk.book().parent().expect("a folder").to_owned();
    let names = std::fs::read_dir(folder).expect("a folder").map(|entry| {
        entry
            .expect("an entry")
            .file_name()
            .to_string_lossy()
            .into_owned()
    });
    names.filter(|name| name.starts_with('.')).collect()
}

const LINES: [&str; 5] = [
    "db backup copy.db",
    "db restore other.db",
    "db merge other.db",
    "db compact",
    "db purge K2 --confirm okr.db",
];

#[test]
fn a_full_disk_leaves_the_book_as_it_was_and_no_half_copy() {
    let (desk, _) = desk();
    let before = digest(&desk);
    let book = std::fs::read(desk.book()).expect("a book");
    for line in LINES {
        let mut full = 0;
        let mut done = 0;
        for blocks in [0, 1, 8, 120, 300, 600, 100_000] {
            again(&desk, &book);
            let tried = desk.sh(&format!("trap '' XFSZ; ulimit -f {blocks}; okr {line}"));
            insist_calm(&tried);
            insist_sound(&desk);
            assert_eq!(drafts(&desk), Vec::<String>::new(), "{line} at {blocks}");
            let copy = desk.home().join("copy.db");
            if tried.code == Some(0) {
                done += 1;
                continue;
            }
            full += 1;
            assert_eq!(
                tried.code,
                Some(6),
                "{line} at {blocks}: {}",
                tried.errors()
            );
            assert_eq!(tried.text(), "", "{line} at {blocks}");
            assert_eq!(digest(&desk), before, "{line} at {blocks}");
            assert!(!copy.exists(), "{line} at {blocks} left half a copy");
        }
        assert!(
            full > 2 && done > 0,
            "{line}: {full} were full, {done} done"
        );
    }
}

#[test]
fn a_kill_at_any_moment_leaves_the_old_book_or_the_new_one() {
    let (desk, _) = desk();
    let before = digest(&desk);
    let book = std::fs::read(desk.book()).expect("a book");
    for line in &LINES[1..] {
        for moment in 0..10_u64 {
            again(&desk, &book);
            let mut child = desk
                .command(PROGRAM)
                .args(line.split(' '))
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .expect("okr");
            std::thread::sleep(Duration::from_millis(moment * 9));
            drop(child.kill());
            let ended = child.wait().expect("an end");
            insist_sound(&desk);
            let after = digest(&desk);
            assert!(
                ended.code() != Some(0) || after != before || *line == "db compact",
                "{line}: told as done at {moment} and not kept"
            );
            // It can be done again, but what is gone is gone.
            let once_more = desk.sh(&format!("okr {line}"));
            if !(line.contains("purge") && after != before) {
                once_more.succeeds();
            }
            insist_sound(&desk);
        }
    }
}

fn wrong_files(folder: &Path, good: &Path) -> Vec<PathBuf> {
    let place = |name: &str| folder.join(name);
    std::fs::write(place("text"), "O1 Ship a product\n").expect("written");
    std::fs::write(place("empty"), "").expect("written");
    std::fs::create_dir(place("folder")).expect("made");
    let bytes = std::fs::read(good).expect("a book");
    std::fs::write(place("half"), &bytes[..bytes.len() / 2]).expect("written");
    let mut torn = bytes.clone();
    let middle = torn.len() / 2;
    torn[middle..middle + 4096].fill(0x5a);
    std::fs::write(place("torn"), torn).expect("written");
    let connection = rusqlite::Connection::open(place("foreign")).expect("a file");
    connection
        .execute_batch("CREATE TABLE t (x)")
        .expect("a table");
    std::fs::write(place("newer"), &bytes).expect("written");
    let connection = rusqlite::Connection::open(place("newer")).expect("a file");
    connection
        .pragma_update(None, "user_version", 99)
        .expect("newer");
    std::fs::write(place("forged"), &bytes).expect("written");
    let connection = rusqlite::Connection::open(place("forged")).expect("a file");
    let sql = "UPDATE objective SET title = 'Something else'";
    connection.execute_batch(sql).expect("forged");
    let names = [
        "text", "empty", "folder", "half", "torn", "foreign", "newer", "forged", "none",
    ];
    names.map(place).to_vec()
}

#[test]
fn what_is_no_sound_book_changes_nothing() {
    let (desk, other) = desk();
    let before = digest(&desk);
    let insist = |tried: Ended, code: i32| {
        insist_calm(&tried);
        let tried = tried.ends_with(code);
        assert_eq!(tried.text(), "", "{}", tried.line);
        assert_eq!(digest(&desk), before, "{}", tried.line);
        assert_eq!(drafts(&desk), Vec::<String>::new(), "{}", tried.line);
        tried.errors()
    };
    for wrong in wrong_files(&desk.home(), &other) {
        let path = wrong.to_string_lossy().into_owned();
        for verb in ["restore", "merge"] {
            let told = insist(desk.okr(&["db", verb, &path]), 6);
            assert!(told.contains("error: "), "{told}");
        }
    }
    let own = desk.book().to_string_lossy().into_owned();
    for verb in ["restore", "merge", "backup"] {
        let told = insist(desk.okr(&["db", verb, &own]), 5);
        assert!(told.contains("E608"), "{told}");
    }
    let copies = std::fs::read_dir(desk.book().parent().expect("a folder")).expect("a folder");
    assert_eq!(copies.count(), 1, "a refusal left a copy");
}

#[test]
fn a_restored_book_is_merged_with_the_one_before_it_without_a_clash() {
    let (desk, _) = desk();
    desk.okr(&["db", "backup", "friday.db"]).succeeds();
    desk.okr(&["checkin", "K2", "+1", "-m", "before the restore"])
        .succeeds();
    desk.okr(&["db", "restore", "friday.db"]).succeeds();
    desk.okr(&["checkin", "K2", "+2", "-m", "after the restore"])
        .succeeds();
    let kept = desk.book().with_file_name("okr-2026-08-28.backup");
    let told = desk
        .okr(&["db", "merge", &kept.to_string_lossy()])
        .succeeds();
    assert!(told.text().contains("1 new check-in"), "{}", told.text());
    insist_sound(&desk);
    let notes = super::notes(&desk.book());
    for note in ["before the restore", "after the restore"] {
        assert!(notes.contains(note), "{note} is gone");
    }
}

#[test]
fn what_was_erased_is_nowhere_in_the_file_and_the_copy_before_it_is_named() {
    let (desk, _) = desk();
    let bytes = |path: &Path| {
        let bytes = std::fs::read(path).expect("a file");
        String::from_utf8_lossy(&bytes).into_owned()
    };
    for n in 0..60 {
        let note = format!("Zephyrine Quux said so {n} times");
        desk.okr(&["checkin", "K2", "+1", "-m", &note]).succeeds();
    }
    desk.okr(&["note", "K2", "ask Zephyrine Quux"]).succeeds();
    assert!(bytes(&desk.book()).contains("Zephyrine"));
    let refused = desk
        .okr(&["db", "purge", "--text", "Zephyrine Quux"])
        .ends_with(2);
    assert!(
        refused.errors().contains("--confirm okr.db"),
        "{}",
        refused.errors()
    );
    desk.okr(&["db", "purge", "K2", "--confirm", "other.db"])
        .ends_with(8);
    assert!(bytes(&desk.book()).contains("Zephyrine"));
    let told = desk
        .okr(&[
            "db",
            "purge",
            "--text",
            "Zephyrine Quux",
            "--confirm",
            "okr.db",
        ])
        .succeeds();
    insist_sound(&desk);
    assert!(!bytes(&desk.book()).contains("Zephyrine"));
    let kept = desk.book().with_file_name("okr-2026-08-28.backup");
    assert!(bytes(&kept).contains("Zephyrine"));
    assert!(
        told.errors().contains("okr-2026-08-28.backup"),
        "{}",
        told.errors()
    );
    let nothing = desk
        .okr(&[
            "db",
            "purge",
            "--text",
            "Zephyrine Quux",
            "--confirm",
            "okr.db",
        ])
        .succeeds();
    assert!(nothing.text().contains("nothing to erase"));
    // The copy does not bring it back, nor does undo.
    desk.okr(&["db", "merge", &kept.to_string_lossy()])
        .succeeds();
    desk.okr(&["undo", "3"]).succeeds();
    assert!(!bytes(&desk.book()).contains("Zephyrine"));
    insist_sound(&desk);
}
