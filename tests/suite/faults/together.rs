//! Several processes at one book, and processes that are killed: what was acknowledged is there.

use std::collections::BTreeSet;
use std::io::Read as _;
use std::process::Stdio;
use std::time::Duration;

use super::{insist_calm, insist_sound, notes};
use crate::support::{Desk, PROGRAM};

/// How often a process is killed; `OKR_TEST_KILLS` asks for more.
fn kills() -> u64 {
    std::env::var("OKR_TEST_KILLS")
        .ok()
        .and_then(|count| count.parse().ok())
        .unwrap_or(60)
}

#[test]
fn twenty_check_ins_at_once_are_all_kept() {
    let desk = Desk::with_book();
    let children: Vec<_> = (0..20)
        .map(|n| {
            let mut command = desk.command(PROGRAM);
            command.args([
                "checkin",
                ["K1", "K2", "K3"][n % 3],
                "+1",
                "-m",
                &format!("note {n}"),
            ]);
            command
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .expect("okr")
        })
        .collect();
    for child in children {
        let output = child.wait_with_output().expect("an end");
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    assert_eq!(
        notes(&desk.book()),
        (0..20).map(|n| format!("note {n}")).collect()
    );
    insist_sound(&desk);
}

#[test]
fn the_first_command_of_ten_processes_makes_one_book() {
    let desk = Desk::new();
    let children: Vec<_> = (0..10)
        .map(|n| {
            let mut command = desk.command(PROGRAM);
            command
                .args(["add", &format!("Objective of process {n}")])
                .stdout(Stdio::null())
                .stderr(Stdio::piped());
            command.spawn().expect("okr")
        })
        .collect();
    for child in children {
        let output = child.wait_with_output().expect("an end");
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    let connection = rusqlite::Connection::open(desk.book()).expect("an SQLite file");
    let count: i64 = connection
        .query_row("SELECT count(DISTINCT number) FROM objective", [], |row| {
            row.get(0)
        })
        .expect("a count");
    assert_eq!(count, 10);
    let folder = desk.book().with_file_name("");
    let left: Vec<_> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name())
        .collect();
    assert_eq!(left, ["okr.db"], "drafts were left behind");
    insist_sound(&desk);
}

#[test]
fn a_busy_book_is_waited_for_and_then_refused_with_five() {
    let desk = Desk::with_book();
    let before = std::fs::read(desk.book()).expect("the book");
    let other = rusqlite::Connection::open(desk.book()).expect("an SQLite file");
    other.execute_batch("BEGIN IMMEDIATE").expect("the lock");
    let refused = desk
        .okr(&["checkin", "K1", "90%", "--wait", "0"])
        .ends_with(5);
    assert!(refused.errors().contains("E501"), "{}", refused.errors());
    assert!(refused.out.is_empty(), "{}", refused.text());
    desk.okr(&["list"]).succeeds();
    other
        .execute_batch("ROLLBACK")
        .expect("the end of the lock");
    assert!(before == std::fs::read(desk.book()).expect("the book"));
    desk.okr(&["checkin", "K1", "90%", "--wait", "0"])
        .succeeds();
}

/// Starts a command, kills it after a while and answers whether it had told its success by then.
fn killed(desk: &Desk, arguments: &[&str], after: Duration) -> bool {
    let mut command = desk.command(PROGRAM);
    let mut child = command
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("okr");
    std::thread::sleep(after);
    drop(child.kill());
    child.wait().expect("an end");
    let mut told = String::new();
    child
        .stdout
        .take()
        .expect("a pipe")
        .read_to_string(&mut told)
        .expect("text");
    told.ends_with('\n')
}

#[test]
fn a_killed_check_in_is_there_or_not_and_an_acknowledged_one_is_there() {
    let desk = Desk::with_book();
    let begun = std::time::Instant::now();
    desk.okr(&["checkin", "K2", "+1", "-m", "measured"])
        .succeeds();
    let usual = begun.elapsed().as_micros() as u64;
    let mut acknowledged = BTreeSet::new();
    let mut lot: u64 = 20_260_828;
    for n in 0..kills() {
        lot = lot
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let after = Duration::from_micros((lot >> 33) % (usual * 2));
        let note = format!("kill {n}");
        if killed(&desk, &["checkin", "K2", "+1", "-m", &note], after) {
            acknowledged.insert(note);
        }
        if n % 10 == 9 {
            insist_sound(&desk);
        }
    }
    let kept = notes(&desk.book());
    let lost: Vec<_> = acknowledged.difference(&kept).collect();
    assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
    assert!(
        !acknowledged.is_empty() && acknowledged.len() < kills() as usize,
        "the delays met no interesting moment: {}",
        acknowledged.len()
    );
    insist_sound(&desk);
}

#[test]
fn a_killed_first_command_leaves_no_half_book() {
    let desk = Desk::new();
    for n in 0..kills() / 3 {
        drop(std::fs::remove_dir_all(desk.home().join(".local")));
        killed(
            &desk,
            &["add", "Ship a product people trust"],
            Duration::from_micros(400 * n),
        );
        let next = desk.okr(&["add", "Answer every customer the same day"]);
        insist_calm(&next);
        next.succeeds();
        insist_sound(&desk);
    }
}

#[test]
fn a_killed_batch_is_there_as_a_whole_or_not_at_all() {
    let desk = Desk::with_book();
    let rows: String = (0..300)
        .map(|n| {
            format!(
                "K{},{},row {n},2026-08-{:02}\n",
                n % 3 + 1,
                n % 90,
                n / 3 % 28 + 1
            )
        })
        .collect();
    let file = desk.home().join("rows.csv");
    std::fs::write(&file, format!("kr,value,note,date\n{rows}")).expect("a file");
    let begun = std::time::Instant::now();
    desk.okr(&["checkin", "--from", "rows.csv"]).succeeds();
    let usual = begun.elapsed().as_micros() as u64;
    let before = notes(&desk.book()).len();
    assert_eq!(before, 300);
    let mut whole = 0;
    for n in 0..kills() / 3 {
        let desk = Desk::with_book();
        std::fs::copy(&file, desk.home().join("rows.csv")).expect("a copy");
        let after = Duration::from_micros(usual * (n + 1) / (kills() / 3));
        let told = killed(&desk, &["checkin", "--from", "rows.csv"], after);
        let kept = notes(&desk.book()).len();
        assert!(kept == 0 || kept == 300, "{kept} of 300 rows");
        assert!(kept == 300 || !told, "told and not kept");
        whole += usize::from(kept == 300);
        insist_sound(&desk);
    }
    assert!(whole < kills() as usize / 3, "no kill came in time");
}
