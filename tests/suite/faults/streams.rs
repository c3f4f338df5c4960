//! Output that has nowhere to go, and who decides about colour.

use super::{insist_calm, notes};
use crate::support::{Desk, Ended, PROGRAM, is_installed, skipped};

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let desk = Desk::with_book();
    for line in [
        "okr list | head -1",
        "(sleep 0.2; okr list) | true",
        "(sleep 0.2; okr list --json) | true",
        "(sleep 0.2; okr help) | true",
    ] {
        let ended = desk
            .command("bash")
            .args(["-c", &format!("set -o pipefail; {line}")])
            .output()
            .expect("bash");
        assert!(ended.status.success(), "{line}: {:?}", ended.status);
        assert!(
            ended.stderr.is_empty(),
            "{line}: {}",
            String::from_utf8_lossy(&ended.stderr)
        );
    }
}

#[test]
fn a_change_whose_confirmation_finds_no_room_is_kept_and_says_so() {
    let desk = Desk::with_book();
    if !std::path::Path::new("/dev/full").exists() {
        return skipped("there is no /dev/full");
    }
    let listed = desk.sh("okr list > /dev/full");
    insist_calm(&listed);
    assert!(
        listed.code != Some(0) && !listed.err.is_empty(),
        "{listed:?}"
    );
    let written = desk.sh("okr checkin K2 +1 -m full > /dev/full");
    insist_calm(&written);
    assert!(written.code != Some(0), "{written:?}");
    assert!(written.errors().contains("kept"), "{}", written.errors());
    assert!(notes(&desk.book()).contains("full"));
    insist_calm(&desk.sh("okr checkin K2 +1 -m both > /dev/full 2>&1"));
    assert!(notes(&desk.book()).contains("both"));
}

#[test]
fn closed_streams_harm_nothing() {
    let desk = Desk::with_book();
    for (n, streams) in [">&-", "2>&-", "<&-", ">&- 2>&-", "<&- >&- 2>&-"]
        .iter()
        .enumerate()
    {
        insist_calm(&desk.sh(&format!("okr list {streams}")));
        insist_calm(&desk.sh(&format!("okr checkin K2 +1 -m 'closed {n}' {streams}")));
        assert!(
            notes(&desk.book()).contains(&format!("closed {n}")),
            "{streams}"
        );
    }
    super::insist_sound(&desk);
}

fn is_coloured(ended: &Ended) -> bool {
    ended.out.contains(&0x1b) || ended.err.contains(&0x1b)
}

#[test]
fn colour_is_decided_by_the_first_rule_that_applies() {
    let desk = Desk::with_book();
    let cases = [
        ("okr list", false),
        ("CLICOLOR_FORCE=1 okr list", true),
        ("CLICOLOR_FORCE=0 okr list", false),
        ("CLICOLOR_FORCE= okr list", false),
        ("FORCE_COLOR=1 okr list", true),
        ("NO_COLOR=1 CLICOLOR_FORCE=1 okr list", false),
        ("NO_COLOR= CLICOLOR_FORCE=1 okr list", true),
        ("NO_COLOR=1 okr list --color always", true),
        ("CLICOLOR_FORCE=1 okr list --color never", false),
        ("CLICOLOR_FORCE=1 TERM=dumb okr list", true),
        ("TERM=dumb okr list", false),
        ("CLICOLOR_FORCE=1 okr show K99", true),
        ("NO_COLOR=1 okr show K99", false),
        ("CLICOLOR_FORCE=1 okr list --json", false),
    ];
    for (line, coloured) in cases {
        let line = line
            .replace("okr list", "okr list --format table")
            .replace(" --format table --json", " --json");
        assert_eq!(is_coloured(&desk.sh(&line)), coloured, "{line}");
    }
}

#[test]
fn a_pipe_gets_the_rows_of_the_terminal() {
    if !is_installed("script") {
        return skipped("script is not installed");
    }
    let desk = Desk::with_book();
    // Each id once, in order: a tree's lines for programs also name the record above.
    let ids = |text: &str| -> Vec<String> {
        let words = text.split(|letter: char| !letter.is_alphanumeric());
        words
            .filter(|word| {
                word.len() > 1
                    && word.starts_with(['O', 'K'])
                    && word[1..].chars().all(|digit| digit.is_ascii_digit())
            })
            .map(str::to_owned)
            .fold(Vec::new(), |mut seen, id| {
                if !seen.contains(&id) {
                    seen.push(id);
                }
                seen
            })
    };
    for command in ["list", "due", "tree"] {
        let piped = desk.okr(&[command]).succeeds();
        let shown = desk.sh(&format!(
            "NO_COLOR=1 TERM=xterm script -qec 'okr {command} --no-pager' /dev/null < /dev/null"
        ));
        assert_eq!(ids(&piped.text()), ids(&shown.text()), "okr {command}");
    }
}

#[test]
fn without_a_terminal_nothing_is_asked() {
    let desk = Desk::with_book();
    for command in [
        &["add", "Improve developer experience", "--to", "O1"][..],
        &["add", "Halve onboarding time", "--to", "O1"],
    ] {
        desk.okr(command).succeeds();
    }
    let told = desk.okr(&["checkin"]);
    insist_calm(&told);
    assert!(matches!(told.code, Some(0 | 2)), "{told:?}");
}

#[test]
fn ctrl_c_in_a_lesson_leaves_no_book_behind() {
    use rustix::process::{Pid, Signal, kill_process};
    let desk = Desk::new();
    let folder = desk.root().join("thrown-away");
    std::fs::create_dir(&folder).expect("a folder");
    let names = || std::fs::read_dir(&folder).expect("a folder").count();
    let mut child = desk
        .command(PROGRAM)
        .arg("learn")
        .env("TMPDIR", &folder)
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .expect("okr");
    let begun = std::time::Instant::now();
    let mut steady = 0;
    while steady < 10 && begun.elapsed() < std::time::Duration::from_secs(20) {
        std::thread::sleep(std::time::Duration::from_millis(30));
        steady = if names() == 1 { steady + 1 } else { 0 };
    }
    assert_eq!(names(), 1);
    // Kept open: its end would end the lesson too.
    let _typed = child.stdin.take();
    kill_process(Pid::from_child(&child), Signal::INT).expect("sent");
    assert_eq!(child.wait().expect("an end").code(), None);
    assert_eq!(names(), 0);
}
