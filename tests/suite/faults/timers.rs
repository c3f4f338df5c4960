//! Timers of a system whose programs fail: nothing half done stays, and a crontab that cannot be read is
//! never taken for an empty one. The programs are stand-ins in a folder of the person.

use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use crate::support::{Desk, Ended, PROGRAM, ended};

/// A desk whose only programs are this stand-in.
fn with_program(name: &str, script: &str) -> (Desk, PathBuf) {
    let desk = Desk::with_book();
    let tools = desk.home().join("tools");
    std::fs::create_dir_all(&tools).expect("a folder");
    let program = tools.join(name);
    std::fs::write(&program, format!("#!/bin/sh\n{script}\n")).expect("a program");
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).expect("runnable");
    (desk, tools)
}

fn remind(desk: &Desk, tools: &std::path::Path, words: &[&str]) -> Ended {
    let mut command = desk.command(PROGRAM);
    command.arg("remind").args(words).env("PATH", tools);
    ended(&mut command)
}

fn units(desk: &Desk) -> Vec<String> {
    let folder = desk.home().join(".config/systemd/user");
    let Ok(found) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let name = |one: std::io::Result<std::fs::DirEntry>| {
        one.expect("an entry")
            .file_name()
            .to_string_lossy()
            .into_owned()
    };
    let mut names: Vec<String> = found.map(name).collect();
    names.sort();
    names
}

#[test]
fn a_timer_that_the_system_refuses_leaves_no_file() {
    let (desk, tools) = with_program(
        "systemctl",
        "case $* in *enable*) echo 'no bus here' >&2; exit 1;; esac",
    );
    let told = remind(&desk, &tools, &["install", "--systemd", "--yes"]).ends_with(6);
    assert!(told.errors().contains("no bus here"), "{}", told.errors());
    assert!(told.errors().contains("E616"), "{}", told.errors());
    assert!(!told.text().contains("installed"), "{}", told.text());
    assert_eq!(units(&desk), Vec::<String>::new());
}

#[test]
fn a_timer_that_cannot_be_changed_stays_as_it_was() {
    let refuse = "test -e refuse && { echo refused >&2; exit 1; }; exit 0";
    let (desk, tools) = with_program("systemctl", refuse);
    remind(&desk, &tools, &["install", "--systemd", "--yes"]).succeeds();
    let timer = desk.home().join(".config/systemd/user/okr-remind.timer");
    let before = std::fs::read_to_string(&timer).expect("a timer");
    desk.okr(&["config", "set", "review.day", "mon"]).succeeds();
    std::fs::write(desk.home().join("refuse"), "").expect("a file");
    remind(&desk, &tools, &["install", "--systemd", "--yes"]).ends_with(6);
    remind(&desk, &tools, &["remove", "--systemd", "--yes"]).ends_with(6);
    assert_eq!(std::fs::read_to_string(&timer).expect("a timer"), before);
    std::fs::remove_file(desk.home().join("refuse")).expect("gone");
    remind(&desk, &tools, &["install", "--systemd", "--yes"]).succeeds();
    let after = std::fs::read_to_string(&timer).expect("a timer");
    assert!(after.contains("OnCalendar=Mon"), "{after}");
    remind(&desk, &tools, &["remove", "--systemd", "--yes"]).succeeds();
    assert_eq!(units(&desk), Vec::<String>::new());
}

#[test]
fn a_crontab_that_cannot_be_read_is_not_written() {
    let script = "case $1 in -l) echo 'you may not use this program' >&2; exit 1;; *) echo written > \"$HOME/tab\";; esac";
    let (desk, tools) = with_program("crontab", script);
    for verb in ["install", "remove"] {
        let told = remind(&desk, &tools, &[verb, "--cron", "--yes"]).ends_with(6);
        assert!(
            told.errors().contains("you may not use"),
            "{}",
            told.errors()
        );
    }
    assert!(!desk.home().join("tab").exists());
}

#[test]
fn a_system_without_the_program_says_so_and_names_another_way() {
    let (desk, tools) = with_program("other", "true");
    let told = remind(&desk, &tools, &["install", "--systemd", "--yes"]).ends_with(6);
    assert!(told.errors().contains("systemctl"), "{}", told.errors());
    assert!(
        told.errors().contains("okr remind install --cron"),
        "{}",
        told.errors()
    );
    assert_eq!(units(&desk), Vec::<String>::new());
}

#[test]
fn what_would_be_done_is_only_shown_with_dry_run() {
    let (desk, tools) = with_program("systemctl", "echo ran > \"$HOME/ran\"");
    let told = remind(&desk, &tools, &["install", "--systemd", "-n"]).succeeds();
    assert!(told.text().contains("OnCalendar=Wed"), "{}", told.text());
    assert!(!told.text().contains("installed"), "{}", told.text());
    assert_eq!(units(&desk), Vec::<String>::new());
    assert!(!desk.home().join("ran").exists());
}

#[test]
fn a_book_whose_name_would_break_the_line_gets_no_timer() {
    let (desk, tools) = with_program(
        "crontab",
        "echo ran > \"$HOME/ran\"; echo no crontab >&2; exit 1",
    );
    let name = "odd\n* * * * * true\n.db";
    desk.okr(&["--db", name, "add", "Ship a product people trust"])
        .succeeds();
    let mut command = desk.command(PROGRAM);
    command
        .args(["--db", name, "remind", "install", "--cron", "--yes"])
        .env("PATH", &tools);
    let told = ended(&mut command).ends_with(6);
    assert!(told.errors().contains("line break"), "{}", told.errors());
    assert!(!desk.home().join("ran").exists());
}
