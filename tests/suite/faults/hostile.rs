//! Text made to take over a terminal, put into every field and through every command, error paths
//! included: no control character, no bidirectional control and no escape may come out.

use crate::support::{Desk, Ended};

/// Sets the clipboard, makes a link, moves the cursor, rings, overwrites the line, turns letters around.
const HOSTILE: &[&str] = &[
    "\u{1b}]52;c;ZWNobyBoaQ==\u{7}",
    "\u{1b}]8;;http://example.com\u{1b}\\click\u{1b}]8;;\u{1b}\\",
    "\u{1b}[2J\u{1b}[1;1Hgone",
    "over\rwritten\u{8}\u{8}",
    "c1 \u{9b}31m \u{90}q \u{9d}0;t\u{9c}",
    "del \u{7f} bell \u{7}",
    "\u{202e}txet desrever\u{202c} \u{2066}isolate\u{2069} \u{200f}mark",
    "line\nbreak\tand tab",
    "vertical \u{b} form \u{c} separators \u{1c}\u{1d}\u{1e}\u{1f} line \u{2028}\u{2029}",
];

/// The first character that must not reach a terminal.
fn forbidden(bytes: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(bytes);
    let bad = |letter: &char| {
        matches!(letter,
            '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
            | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
    };
    text.char_indices()
        .find(|(_, letter)| bad(letter))
        .map(|(at, letter)| {
            let around: String = text[..at]
                .chars()
                .rev()
                .take(30)
                .collect::<Vec<_>>()
                .into_iter()
                .rev()
                .collect();
            format!("U+{:04X} after {around:?}", u32::from(letter))
        })
}

#[track_caller]
fn insist_safe(ended: &Ended) {
    super::insist_calm(ended);
    for (stream, bytes) in [("stdout", &ended.out), ("stderr", &ended.err)] {
        if let Some(found) = forbidden(bytes) {
            panic!("{}: {stream} holds {found}", ended.line);
        }
    }
}

#[test]
fn the_check_itself_finds_what_it_looks_for() {
    for text in HOSTILE.iter().filter(|text| !text.starts_with("line")) {
        assert!(forbidden(text.as_bytes()).is_some(), "{text:?}");
    }
    assert!(forbidden("Ship a product people trust — 新規ユーザー\n\t100%".as_bytes()).is_none());
}

/// Every field a person can fill, filled.
fn poisoned(text: &str) -> Desk {
    let desk = Desk::with_book();
    let titled = format!("Title {text}");
    for command in [
        &["vision", "add", &titled][..],
        &["team", "add", &titled],
        &[
            "add", &titled, "--to", "V1", "-o", text, "--tag", text, "--team", text,
        ],
        &[
            "add",
            &format!("Publish 12 posts {text}"),
            "--to",
            "O1",
            "-o",
            text,
            "--tag",
            text,
            "--unit",
            text,
            "--link",
            text,
        ],
        &["checkin", "K4", "3", "-c", "5", "-m", text, "-b", text],
        &["checkin", "K4", "4", "--source", text],
        &["note", "K4", text],
        &["win", text, "--for", "K4", "--thanks", text],
        &["ask", text, "--for", "K4"],
        &["ask", "close", "A1", "-m", text],
        &["ask", text],
        &["block", "K4", text],
        &[
            "set",
            "K4",
            &format!("title=Publish 13 posts {text}"),
            &format!("owner={text}"),
        ],
        &["drop", "K3", "--because", text],
        &["cycle", "new", text],
    ] {
        insist_safe(&desk.okr(command));
    }
    desk
}

const READING: &[&[&str]] = &[
    &["status"],
    &["list", "--all"],
    &["tree", "--all"],
    &["show", "K4"],
    &["show", "K4", "--history", "--why"],
    &["show", "O2"],
    &["show", "V1"],
    &["calibration"],
    &["calibration", "--forecasts"],
    &["why", "K4"],
    &["why", "O1"],
    &["due"],
    &["review", "--plain", "--restart"],
    &["diff", "2026-08-01"],
    &["search", "title"],
    &["log"],
    &["log", "K4"],
    &["win", "list"],
    &["ask", "list"],
    &["cycle", "list"],
    &["vision", "list"],
    &["team", "list"],
    &["config", "list", "--origin"],
    &["db", "info"],
    &["db", "verify"],
    &["doctor"],
    &["prompt"],
    &["undo", "--dry-run"],
];

#[test]
fn hostile_text_in_every_field_stays_text_in_every_command() {
    for text in HOSTILE {
        let desk = poisoned(text);
        for command in READING {
            insist_safe(&desk.okr(command));
        }
        for format in ["table", "json", "ndjson", "csv", "tsv", "md"] {
            for command in [&["list"][..], &["show", "K4"], &["log"], &["win", "list"]] {
                insist_safe(&desk.okr(&[command, &["--format", format]].concat()));
            }
        }
        insist_safe(&desk.okr(&["list", "--accessible"]));
        insist_safe(&desk.okr(&["list", "--template", "{{ id }} {{ title }} {{ owner }}"]));
        for command in [
            &["undo", "3"][..],
            &["redo"],
            &["restore", "op9"],
            &["same", "K4"],
            &["move", "K4", "--to", "O2"],
        ] {
            insist_safe(&desk.okr(command));
        }
    }
}

#[test]
fn hostile_text_in_a_mistake_stays_text_in_the_error() {
    let desk = Desk::with_book();
    for text in HOSTILE {
        let assigned = format!("{text}={text}");
        let filter = format!("staus:{text}");
        let flag = format!("--{text}");
        let batch = format!(
            "printf '%s\\n' 'kr,value' '{}' | okr checkin -",
            text.replace('\n', " ")
        );
        let commands: &[&[&str]] = &[
            &[text],
            &[&flag],
            &["list", &flag],
            &["list", &filter],
            &["list", text],
            &["list", "--columns", text],
            &["list", &format!("--json={text}")],
            &["list", "--template", &format!("{{{{ {text} }}}}")],
            &["list", "--format", text],
            &["list", "--cycle", text],
            &["list", "--scope", &filter],
            &["list", "--at", text],
            &["list", "--today", text],
            &["list", "--db", text],
            &["list", "--config", text],
            &["show", text],
            &["calibration", text],
            &["calibration", "--forecasts", "--series", text],
            &["why", text],
            &["tree", text],
            &["log", text],
            &["diff", text],
            &["search", text],
            &["explain", text],
            &["help", text],
            &["man", text],
            &["completions", text],
            &["checkin", text, "5"],
            &["checkin", "K1", text],
            &["checkin", "K1", "85%", "-c", text],
            &["checkin", "K1", "85%", "-d", text],
            &["checkin", "--from", text],
            &["same", text],
            &["set", "K1", &assigned],
            &["set", "K1", &format!("target={text}")],
            &["set", text, "owner=li"],
            &["move", "K1", "--to", text],
            &["drop", text],
            &["add", "Reach 95% of lines tested", "--to", text],
            &[
                "add",
                "Reach 95% of lines tested",
                "--to",
                "O1",
                "--start",
                text,
            ],
            &[
                "add",
                "Reach 95% of lines tested",
                "--to",
                "O1",
                "--as",
                text,
            ],
            &[
                "add",
                "Reach 95% of lines tested",
                "--to",
                "O1",
                "--due",
                text,
            ],
            &["restore", text],
            &["undo", text],
            &["config", "get", text],
            &["config", "set", text, text],
            &["db", "backup", "/nowhere/\u{1b}[2J"],
            &["db", "restore", text],
            &["cycle", "close", text],
            &["cycle", "copy", text, text],
            &["ask", "close", text],
        ];
        for command in commands {
            insist_safe(&desk.okr(command));
            insist_safe(&desk.okr(&[*command, &["--json"]].concat()));
        }
        insist_safe(&desk.sh(&batch));
    }
}

#[test]
fn hostile_surroundings_stay_text() {
    let desk = Desk::with_book();
    for text in HOSTILE {
        for name in [
            "USER",
            "OKR_DB",
            "OKR_TODAY",
            "OKR_CYCLE",
            "OKR_SCOPE",
            "OKR_CONFIG",
            "TERM",
            "LANG",
            "EDITOR",
            "TZ",
            "SHELL",
        ] {
            for command in [
                &["list"][..],
                &["doctor"],
                &["status"],
                &["note", "K1", "a note"],
            ] {
                insist_safe(&crate::support::ended(
                    desk.command(crate::support::PROGRAM)
                        .env(name, text)
                        .args(command),
                ));
            }
        }
        let folder = desk.home().join(".config/okr");
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(
            folder.join("config.toml"),
            format!("[user]\nname = \"{text}\"\n[\"{text}\"]\nx = 1\n"),
        )
        .expect("settings");
        insist_safe(&desk.okr(&["list"]));
        insist_safe(&desk.okr(&["config", "list"]));
        std::fs::remove_dir_all(folder).expect("no settings");
    }
}

#[test]
fn a_title_is_kept_as_it_was_typed() {
    let desk = Desk::with_book();
    for title in [
        "it's #1, 1/2 of 'all' \"things\"",
        "shell $(touch X) `touch X` ; rm -rf",
        "--looks like a flag",
        "100% _of_ a\\b",
        "新規ユーザー",
        "👩‍👩‍👧 family",
        "عربى",
    ] {
        desk.okr(&["add", "--", title]).succeeds();
        let connection = rusqlite::Connection::open(desk.book()).expect("an SQLite file");
        let kept: String = connection
            .query_row(
                "SELECT title FROM objective ORDER BY number DESC LIMIT 1",
                [],
                |row| row.get(0),
            )
            .expect("a title");
        assert_eq!(kept, title);
    }
    assert!(
        !desk.home().join("X").exists(),
        "a title was run as a command"
    );
}
