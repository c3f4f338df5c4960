//! Odd environments: no home, other time zones, clocks that jump, few files, loose masks. Reading
//! never writes, and what is written is the owner's alone.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use super::{as_nobody, insist_calm, insist_sound};
use crate::support::{Desk, PROGRAM, ended, skipped};

const READING: &[&[&str]] = &[
    &["status"],
    &[],
    &["list"],
    &["list", "--json"],
    &["list", "team:web"],
    &["tree"],
    &["show", "K1"],
    &["show", "K1", "--history"],
    &["due"],
    &["why", "K1"],
    &["why", "O1"],
    &["diff"],
    &["search", "lines"],
    &["log"],
    &["list", "--at", "2026-08-20"],
    &["win", "list"],
    &["ask", "list"],
    &["cycle", "list"],
    &["vision", "list"],
    &["team", "list"],
    &["prompt"],
    &["db", "info"],
    &["db", "verify"],
    &["doctor"],
    &["checkin", "K1", "85%", "--dry-run"],
    &["add", "Ship it", "--dry-run"],
    &["undo", "--dry-run"],
];

fn all_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path.clone());
            }
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn looking_changes_nothing() {
    let desk = Desk::with_book();
    let state = || {
        let found = std::fs::metadata(desk.book()).expect("the book");
        (
            found.mtime(),
            found.mtime_nsec(),
            found.ino(),
            std::fs::read(desk.book()).expect("the book"),
            all_files(desk.root()),
        )
    };
    let before = state();
    for command in READING {
        let looked = desk.okr(command);
        insist_calm(&looked);
        assert!(
            state() == before,
            "okr {} wrote something",
            command.join(" ")
        );
    }
}

#[test]
fn looking_where_there_is_no_book_makes_none() {
    let desk = Desk::new();
    for command in READING {
        insist_calm(&desk.okr(command));
        assert!(
            !desk.book().exists(),
            "okr {} made a book",
            command.join(" ")
        );
    }
    assert_eq!(all_files(&desk.home()), Vec::<PathBuf>::new());
}

#[test]
fn what_is_written_is_the_owners_alone() {
    let desk = Desk::new();
    for line in [
        "okr add 'Ship a product people trust'",
        "okr add 'Reach 95% of lines tested' --to O1 --start 81%",
        "okr checkin K1 84%",
        "okr db backup copy.db",
        "okr config set user.name ana",
    ] {
        desk.sh(&format!("umask 0; {line}")).succeeds();
    }
    for path in all_files(&desk.home()) {
        let mode = std::fs::metadata(&path)
            .expect("a file")
            .permissions()
            .mode()
            & 0o777;
        let is_book = path.extension().is_some_and(|ending| ending == "db");
        if is_book {
            assert_eq!(mode, 0o600, "{}: {mode:o}", path.display());
        }
        if path.ends_with(".local/share/okr") {
            assert_eq!(mode, 0o700, "{}: {mode:o}", path.display());
        }
    }
}

#[test]
fn the_journal_is_no_looser_than_the_book() {
    let desk = Desk::with_book();
    std::fs::set_permissions(desk.book(), std::fs::Permissions::from_mode(0o600)).expect("chmod");
    if !crate::support::is_installed("strace") {
        return skipped("strace is not installed");
    }
    let trace = desk.root().join("trace");
    let traced = desk.sh(&format!(
        "umask 0; strace -f -qq -e trace=openat -o {} okr checkin K2 +1",
        trace.display()
    ));
    if traced.code != Some(0) {
        return skipped("strace may not trace here");
    }
    let trace = std::fs::read_to_string(trace).expect("a trace");
    let made: Vec<&str> = trace
        .lines()
        .filter(|line| line.contains("O_CREAT"))
        .collect();
    assert!(
        !made.is_empty() && made.iter().all(|line| line.contains("0600")),
        "{made:?}"
    );
}

#[test]
fn without_a_home_nothing_is_written_anywhere() {
    let desk = Desk::new();
    let nowhere = desk.root().join("nowhere");
    std::fs::create_dir(&nowhere).expect("a folder");
    for home in ["/", ""] {
        let mut command = desk.command(PROGRAM);
        for name in [
            "XDG_DATA_HOME",
            "XDG_CONFIG_HOME",
            "XDG_STATE_HOME",
            "XDG_CACHE_HOME",
        ] {
            command.env_remove(name);
        }
        let told = ended(
            command
                .env("HOME", home)
                .current_dir(&nowhere)
                .args(["list"]),
        );
        insist_calm(&told);
        if home == "/" {
            assert!(told.errors().contains("E606"), "{}", told.errors());
        }
        assert_eq!(all_files(&nowhere), Vec::<PathBuf>::new());
    }
    let mut command = desk.command(PROGRAM);
    command
        .env("XDG_DATA_HOME", "relative")
        .current_dir(&nowhere)
        .args(["add", "Ship a product people trust"]);
    ended(&mut command).succeeds();
    assert_eq!(
        all_files(&nowhere),
        Vec::<PathBuf>::new(),
        "a relative data folder was taken"
    );
    assert!(desk.book().exists());
}

#[test]
fn the_program_starts_in_any_surroundings() {
    let desk = Desk::with_book();
    let cases: &[(&str, &str)] = &[
        ("LC_ALL", "C"),
        ("LC_ALL", "xx_XX.nonsense"),
        ("LANG", ""),
        ("TERM", ""),
        ("TERM", "dumb"),
        ("TERM", "linux"),
        ("TZ", "No/Where"),
        ("TZ", ""),
        ("TZ", ":/etc/passwd"),
        ("COLUMNS", "0"),
        ("COLUMNS", "7"),
        ("COLUMNS", "99999999999"),
        ("TMPDIR", "/nonexistent"),
        ("OKR_CONFIG", "/nonexistent/config.toml"),
        ("USER", ""),
        ("PAGER", "/nonexistent/pager"),
    ];
    for (name, value) in cases {
        for command in [&["list"][..], &["status"], &["note", "K1", "still here"]] {
            let ended = ended(desk.command(PROGRAM).env(name, value).args(command));
            insist_calm(&ended);
            assert_eq!(
                ended.code,
                Some(0),
                "{name}={value} okr {}: {}",
                command.join(" "),
                ended.errors()
            );
        }
    }
    let ascii = ended(
        desk.command(PROGRAM)
            .env("LC_ALL", "C")
            .args(["list", "--format", "table"]),
    );
    assert!(ascii.out.is_ascii(), "{}", ascii.text());
}

#[test]
fn an_argument_that_is_no_text_is_shown_and_refused() {
    let desk = Desk::with_book();
    let spoiled = OsStr::from_bytes(b"caf\xe9");
    for words in [
        &[OsStr::new("add"), spoiled][..],
        &[spoiled],
        &[OsStr::new("list"), spoiled],
    ] {
        let refused = desk.okr(words).ends_with(2);
        assert!(refused.errors().contains("\\xe9"), "{}", refused.errors());
    }
}

#[test]
fn a_clock_that_jumps_never_stops_the_work() {
    let desk = Desk::with_book();
    for (n, day) in [
        "2026-08-28",
        "2026-08-27",
        "1970-01-01",
        "2099-12-31",
        "2026-08-29",
        "2024-02-29",
    ]
    .iter()
    .enumerate()
    {
        let note = format!("note {n}");
        let ended = ended(
            desk.command(PROGRAM)
                .env("OKR_TODAY", day)
                .args(["note", "K1", &note]),
        );
        insist_calm(&ended);
        ended.succeeds();
    }
    let connection = rusqlite::Connection::open(desk.book()).expect("an SQLite file");
    let mut statement = connection
        .prepare("SELECT stamp FROM op ORDER BY n")
        .expect("the log");
    let stamps: Vec<i64> = statement
        .query_map([], |row| row.get(0))
        .expect("rows")
        .map(|row| row.expect("a stamp"))
        .collect();
    assert!(stamps.is_sorted(), "the log goes backwards: {stamps:?}");
    insist_sound(&desk);
    for _ in 0..6 {
        desk.okr(&["undo"]).succeeds();
    }
    insist_sound(&desk);
}

#[test]
fn a_check_in_is_dated_with_the_persons_own_day() {
    for zone in [
        "UTC",
        "Pacific/Kiritimati",
        "Etc/GMT+12",
        "America/New_York",
        "Asia/Kathmandu",
        "Australia/Lord_Howe",
        "No/Where",
    ] {
        let desk = Desk::with_book();
        for day in ["2026-08-27", "2026-08-28"] {
            let mut command = desk.command(PROGRAM);
            command
                .env("TZ", zone)
                .env("OKR_TODAY", day)
                .args(["checkin", "K2", "+1", "-m", day]);
            ended(&mut command).succeeds();
        }
        let connection = rusqlite::Connection::open(desk.book()).expect("an SQLite file");
        let wrong: i64 = connection
            .query_row(
                "SELECT count(*) FROM checkin WHERE note IS NOT NULL AND note <> date",
                [],
                |row| row.get(0),
            )
            .expect("a count");
        assert_eq!(wrong, 0, "{zone}");
    }
    // Noon of the days on which clocks were moved, and of one that a place skipped.
    for (zone, day) in [
        ("America/New_York", "2026-03-08"),
        ("Europe/Berlin", "2026-10-25"),
        ("Pacific/Apia", "2011-12-30"),
        ("Africa/Cairo", "2026-04-24"),
    ] {
        let desk = Desk::new();
        let mut command = desk.command(PROGRAM);
        command
            .env("TZ", zone)
            .env("OKR_TODAY", day)
            .args(["add", "Ship a product people trust"]);
        ended(&mut command).succeeds();
        insist_sound(&desk);
    }
}

#[test]
fn few_file_descriptors_end_in_an_answer_or_a_refusal() {
    let desk = Desk::with_book();
    for files in 3..12 {
        for command in ["okr list", "okr checkin K2 +1"] {
            let tried = desk.sh(&format!("ulimit -n {files}; {command}"));
            // Below a handful not even the program itself can be loaded.
            if tried.code != Some(127) && tried.code != Some(126) {
                insist_calm(&tried);
                assert!(matches!(tried.code, Some(0 | 1 | 6)), "{files}: {tried:?}");
            }
        }
    }
    insist_sound(&desk);
}

#[test]
fn an_unwritable_temporary_folder_is_not_needed() {
    let desk = Desk::with_book();
    let sealed = desk.root().join("sealed");
    std::fs::create_dir(&sealed).expect("a folder");
    let Some(listed) = as_nobody(&desk, &["list"]) else {
        return skipped("setpriv is not installed");
    };
    listed.succeeds();
    std::fs::set_permissions(&sealed, std::fs::Permissions::from_mode(0o500)).expect("chmod");
    for command in [
        &["list"][..],
        &["checkin", "K2", "+1"],
        &["db", "verify"],
        &["list", "--at", "2026-08-20"],
    ] {
        ended(desk.command(PROGRAM).env("TMPDIR", &sealed).args(command)).succeeds();
    }
}
