//! Commands that measure key results: whatever happens to `okr pull`, they do not outlive it, and nothing
//! is recorded that was not said.

use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process, test_kill_process};

use super::insist_sound;
use crate::support::{Desk, PROGRAM};

/// A key result whose command starts another one and then says nothing; both write down who they are.
fn desk() -> Desk {
    let desk = Desk::with_book();
    desk.sh("okr source set K1 -- sh -c 'sleep 600 & echo $! $$ > pids; wait'")
        .succeeds();
    desk
}

fn pulling(desk: &Desk) -> Child {
    drop(std::fs::remove_file(desk.home().join("pids")));
    desk.command(PROGRAM)
        .args(["pull", "K1"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("okr")
}

/// Who runs, once both do.
fn running(desk: &Desk) -> Vec<Pid> {
    let begun = Instant::now();
    loop {
        let text = std::fs::read_to_string(desk.home().join("pids")).unwrap_or_default();
        let numbers: Vec<Pid> = text
            .split_whitespace()
            .filter_map(|word| Pid::from_raw(word.parse().ok()?))
            .collect();
        if numbers.len() == 2 {
            return numbers;
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "it never began");
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn insist_gone(pids: &[Pid]) {
    let begun = Instant::now();
    while pids.iter().any(|pid| is_running(*pid)) {
        assert!(begun.elapsed() < Duration::from_secs(20), "still running");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// A process that ended and was not asked for yet is not running.
fn is_running(pid: Pid) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_nonzero()));
    match stat {
        Ok(stat) => !stat.contains(") Z "),
        Err(_) => !cfg!(target_os = "linux") && test_kill_process(pid).is_ok(),
    }
}

#[test]
fn whatever_ends_a_pull_ends_its_commands() {
    let desk = desk();
    for (signal, code) in [
        (Signal::KILL, None),
        (Signal::INT, Some(130)),
        (Signal::TERM, Some(143)),
    ] {
        let mut child = pulling(&desk);
        let pids = running(&desk);
        kill_process(Pid::from_child(&child), signal).expect("sent");
        let ended = child.wait().expect("an end");
        assert_eq!(ended.code(), code, "{signal:?}");
        insist_gone(&pids);
        insist_sound(&desk);
    }
}

#[test]
fn hang_flood_failure_and_nonsense_are_told_and_recorded_nowhere() {
    let desk = Desk::with_book();
    let before = super::notes(&desk.book());
    for (command, told) in [
        ("--timeout 1s -- sleep 100", "time limit"),
        ("-- sh -c 'yes 1'", "64 KB"),
        ("-- sh -c 'exit 3'", "exit code 3"),
        ("-- sh -c 'echo banana'", "banana"),
        ("-- sh -c 'printf \"\\033]0;hi\\007\"'", "not a number"),
        ("-- true", "K1"),
    ] {
        desk.sh(&format!("okr source set K1 {command}")).succeeds();
        let pulled = desk.okr(&["pull", "K1"]).ends_with(9);
        assert!(
            pulled.errors().contains(told),
            "{command}: {}",
            pulled.errors()
        );
        assert!(!pulled.errors().contains('\u{1b}'), "{command}");
    }
    assert_eq!(super::notes(&desk.book()), before);
    let log = desk.okr(&["log", "K1"]).succeeds().text();
    assert!(!log.contains("pull"), "{log}");
    insist_sound(&desk);
}
