//! A review that is killed: what was confirmed is in the book once, and what was half typed comes back.

use std::io::{Read as _, Write as _};
use std::process::{Child, ChildStdin, Stdio};
use std::time::{Duration, Instant};

use super::insist_sound;
use crate::support::{Desk, Ended, PROGRAM, ended};

/// A day on which everything is due again.
const NEXT_WEEK: &str = "2026-09-04";

/// A review in lines with answers through a pipe.
struct Sitting {
    child: Child,
    answers: ChildStdin,
    asked: std::process::ChildStderr,
    said: String,
}

impl Sitting {
    fn begin(desk: &Desk) -> Self {
        let mut child = desk
            .command(PROGRAM)
            .env("OKR_TODAY", NEXT_WEEK)
            .args(["review", "--plain"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("okr");
        Self {
            answers: child.stdin.take().expect("a pipe"),
            asked: child.stderr.take().expect("a pipe"),
            said: String::new(),
            child,
        }
    }

    /// Types a line and waits until the next question that contains `question` was asked.
    fn answer(&mut self, line: &str, question: &str) {
        writeln!(self.answers, "{line}").expect("somebody who listens");
        self.wait_for(question);
    }

    fn wait_for(&mut self, question: &str) {
        let begun = Instant::now();
        let seen = self.said.len();
        let mut byte = [0];
        while !(self.said[seen..].contains(question) && self.said.ends_with(": ")) {
            assert!(begun.elapsed() < Duration::from_secs(20), "{}", self.said);
            let count = self.asked.read(&mut byte).expect("a pipe");
            assert!(count > 0, "ended early: {}", self.said);
            self.said.push(char::from(byte[0]));
        }
    }

    fn kill(mut self) {
        self.child.kill().expect("a process");
        self.child.wait().expect("an end");
    }
}

fn go_on(desk: &Desk, answers: &[&str]) -> Ended {
    let file = desk.home().join("answers");
    std::fs::write(&file, answers.join("\n") + "\n").expect("a file");
    let input = std::fs::File::open(&file).expect("a file");
    ended(
        desk.command(PROGRAM)
            .env("OKR_TODAY", NEXT_WEEK)
            .args(["review", "--plain"])
            .stdin(Stdio::from(input)),
    )
}

fn check_ins(desk: &Desk) -> Vec<String> {
    let connection = rusqlite::Connection::open(desk.book()).expect("an SQLite file");
    let mut statement = connection
        .prepare(
            "SELECT 'K' || kr.number || ' ' || value || ' ' || coalesce(confidence, '-') || ' ' || coalesce(note, '')
             FROM checkin JOIN kr ON kr.uid = checkin.kr WHERE source = 'review' ORDER BY checkin.number",
        )
        .expect("the tables");
    let rows = statement.query_map([], |row| row.get(0)).expect("rows");
    rows.map(|row| row.expect("a text")).collect()
}

#[test]
fn a_killed_review_goes_on_at_its_card_with_what_was_half_typed() {
    let desk = Desk::with_book();
    let mut sitting = Sitting::begin(&desk);
    sitting.wait_for("Value");
    sitting.answer("85%", "Confidence");
    sitting.answer("8", "Note");
    sitting.answer("gate is on", "Blocker");
    sitting.answer("", "Key result 2 of 3");
    sitting.answer("4", "Confidence");
    sitting.answer("7", "Note");
    sitting.kill();
    assert_eq!(check_ins(&desk), ["K1 85 8 gate is on"]);

    // The rest: the half typed card is kept as it was typed, then the last one.
    let resumed = go_on(&desk, &["", "", "second wave", "", "130", "", "", "", ""]).succeeds();
    assert!(
        resumed.errors().contains("Key result 2 of 3. K2.") && resumed.errors().contains("(4): "),
        "{}",
        resumed.errors()
    );
    assert_eq!(
        check_ins(&desk),
        ["K1 85 8 gate is on", "K2 4 7 second wave", "K3 130 - "]
    );
    let state = desk.home().join(".local/state/okr");
    let drafts: Vec<_> = std::fs::read_dir(state)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name())
        .collect();
    assert_eq!(drafts.len(), 0, "{drafts:?}");
    insist_sound(&desk);
}

#[test]
fn a_review_killed_at_any_moment_loses_and_doubles_nothing() {
    for lot in 0..12_u64 {
        let desk = Desk::with_book();
        let mut sitting = Sitting::begin(&desk);
        sitting.wait_for("Value");
        for line in ["85%", "8", "", "", "4", "7", "", "", "130", "5", "", "", ""] {
            drop(writeln!(sitting.answers, "{line}"));
        }
        std::thread::sleep(Duration::from_millis(lot * 3));
        sitting.kill();
        let kept = check_ins(&desk);
        let whole = ["K1 85 8 ", "K2 4 7 ", "K3 130 5 "];
        assert_eq!(kept, whole[..kept.len()], "after {lot}");
        insist_sound(&desk);
        // All that is left, whatever it is: a value where one is asked, Enter elsewhere.
        for id in 1..=3 {
            let value = ["85%", "4", "130"][id - 1];
            let jump = format!("g K{id}");
            go_on(&desk, &[&jump, value, "", "", "", ""]).succeeds();
        }
        let mut ids: Vec<String> = check_ins(&desk)
            .iter()
            .map(|row| row[..2].to_owned())
            .collect();
        ids.sort();
        assert_eq!(ids, ["K1", "K2", "K3"], "after {lot}");
        insist_sound(&desk);
    }
}

#[cfg(unix)]
#[test]
fn a_draft_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = Desk::with_book();
    desk.sh(&format!(
        "umask 000; printf '%s\\n' g\\ K1 86% | '{PROGRAM}' review --plain --restart"
    ))
    .succeeds();
    let folder = desk.home().join(".local/state/okr");
    let mode = |path: &std::path::Path| {
        let meta = std::fs::metadata(path).expect("a file");
        meta.permissions().mode() & 0o777
    };
    assert_eq!(mode(&folder), 0o700);
    let draft = std::fs::read_dir(&folder)
        .expect("a folder")
        .next()
        .expect("a draft")
        .expect("an entry");
    assert_eq!(mode(&draft.path()), 0o600);
}
