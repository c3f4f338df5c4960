//! A cycle from its opening to the next one, played by commands with check-ins that a company really made:
//! thirteen weeks, grades, the look back, what goes on. Then all the way back, operation by operation, and
//! forward again; the book is the same at every step.

use serde_json::Value;

use crate::support::Desk;

/// Day and `kr,value,confidence`, as they came.
const SAID: [(&str, &str); 51] = [
    ("2024-04-02", "K1,92424,6"),
    ("2024-04-02", "K4,fail,5"),
    ("2024-04-02", "K5,0.1,5"),
    ("2024-04-02", "K6,1.4,5"),
    ("2024-04-04", "K3,fail,5"),
    ("2024-04-07", "K2,5000,5"),
    ("2024-04-08", "K1,92424,6"),
    ("2024-04-08", "K4,fail,5"),
    ("2024-04-11", "K3,fail,5"),
    ("2024-04-15", "K1,92424,6"),
    ("2024-04-15", "K4,fail,5"),
    ("2024-04-17", "K3,fail,5"),
    ("2024-04-21", "K2,28600,5"),
    ("2024-04-22", "K4,commit,5"),
    ("2024-04-24", "K3,fail,5"),
    ("2024-04-24", "K5,0.2,5"),
    ("2024-04-28", "K6,1.4,5"),
    ("2024-04-29", "K1,92424,6"),
    ("2024-04-29", "K4,commit,5"),
    ("2024-05-01", "K3,fail,5"),
    ("2024-05-06", "K1,92424,6"),
    ("2024-05-06", "K4,commit,5"),
    ("2024-05-08", "K3,fail,6"),
    ("2024-05-09", "K2,37800,5"),
    ("2024-05-09", "K6,1,5"),
    ("2024-05-13", "K1,92424,6"),
    ("2024-05-13", "K4,target,10"),
    ("2024-05-14", "K5,0.25,5"),
    ("2024-05-21", "K1,92424,4"),
    ("2024-05-21", "K4,target,10"),
    ("2024-05-22", "K2,66500,5"),
    ("2024-05-22", "K3,fail,6"),
    ("2024-05-22", "K5,0.5,5"),
    ("2024-05-22", "K6,1.5,5"),
    ("2024-05-27", "K1,92424,4"),
    ("2024-05-27", "K4,target,10"),
    ("2024-05-29", "K5,0.6,5"),
    ("2024-05-31", "K3,commit,6"),
    ("2024-06-03", "K1,96096,3"),
    ("2024-06-04", "K5,0.6,5"),
    ("2024-06-06", "K2,77800,5"),
    ("2024-06-09", "K6,3.7,5"),
    ("2024-06-10", "K1,96098,2"),
    ("2024-06-10", "K3,commit,6"),
    ("2024-06-10", "K4,target,10"),
    ("2024-06-10", "K5,0.4,5"),
    ("2024-06-16", "K2,78500,5"),
    ("2024-06-16", "K5,0.85,5"),
    ("2024-06-16", "K6,4.3,5"),
    ("2024-06-17", "K1,96096,0"),
    ("2024-06-17", "K3,commit,0"),
];
/// The Fridays on which what was said is written down.
const FRIDAYS: [&str; 13] = [
    "2024-04-05",
    "2024-04-12",
    "2024-04-19",
    "2024-04-26",
    "2024-05-03",
    "2024-05-10",
    "2024-05-17",
    "2024-05-24",
    "2024-05-31",
    "2024-06-07",
    "2024-06-14",
    "2024-06-21",
    "2024-06-28",
];
const OPENED: &str = "2024-04-01";
const OVER: &str = "2024-07-01";

struct Play {
    desk: Desk,
    /// What could be seen after each operation, the empty book first.
    states: Vec<String>,
}

impl Play {
    fn okr(&self, day: &str, line: &[&str]) -> String {
        let words: Vec<&str> = line.iter().copied().chain(["--today", day]).collect();
        self.desk.okr(&words).succeeds().text()
    }

    /// One operation.
    fn does(&mut self, day: &str, line: &[&str]) {
        self.okr(day, &[line, &["-q"]].concat());
        self.states.push(self.state());
    }

    /// Everything that can be seen of the records, but for when they were last written: ids are never given out
    /// twice, so the number of the next one is no part of it.
    fn state(&self) -> String {
        assert!(self.okr(OVER, &["db", "verify"]).starts_with("sound\ttrue"));
        let mut seen = String::new();
        for line in [
            &["list", "--cycle", "all", "--all", "--json"][..],
            &["cycle", "list", "--json"],
            &["ask", "list", "--json"],
            &["vision", "list", "--json"],
        ] {
            let text = self.okr(OVER, line);
            let lines = text.lines().filter(|line| !line.contains("\"updated\""));
            seen.extend(lines.map(|line| format!("{line}\n")));
        }
        seen
    }

    fn json(&self, day: &str, line: &[&str]) -> Vec<Value> {
        let text = self.okr(day, &[line, &["--json"]].concat());
        let document: Value = serde_json::from_str(&text).expect("JSON");
        document["items"].as_array().expect("records").clone()
    }
}

fn opened() -> Play {
    let mut play = Play {
        desk: Desk::new(),
        states: Vec::new(),
    };
    play.okr(OPENED, &["init", "-q"]);
    play.states.push(play.state());
    for line in [
        &["vision", "add", "Customers choose us again"][..],
        &[
            "add",
            "Grow what lasts",
            "--to",
            "V1",
            "-o",
            "ana",
            "--team",
            "sales",
        ],
        &[
            "add",
            "Be easy to work with",
            "--to",
            "V1",
            "-o",
            "raj",
            "--team",
            "core",
        ],
        &[
            "add",
            "Keep quality while growing",
            "--to",
            "V1",
            "-o",
            "mei",
            "--team",
            "core",
        ],
        &[
            "add",
            "Raise yearly recurring income from 86609 to 250000",
            "--to",
            "O1",
        ],
        &[
            "add",
            "Raise pipeline from 0 to 104700",
            "--to",
            "O1",
            "--stretch",
        ],
        &[
            "add",
            "Partners hand over without a call",
            "--to",
            "O2",
            "--commit-zone",
            "one",
            "--target-zone",
            "three",
            "--stretch-zone",
            "all",
        ],
        &[
            "add",
            "Every team knows its customers",
            "--to",
            "O2",
            "--commit-zone",
            "one",
            "--target-zone",
            "three",
            "--stretch-zone",
            "all",
        ],
        &[
            "add",
            "Share of projects with a review",
            "--to",
            "O3",
            "--from-to",
            "0..1",
        ],
        &[
            "add",
            "Reduce open faults per project from 2 to 1",
            "--to",
            "O3",
            "--commit",
        ],
    ] {
        play.does(OPENED, line);
    }
    play
}

/// What a leader reads on a Friday holds together.
fn reads_well(play: &Play, day: &str) {
    let page = play.okr(day, &["report", "exec"]);
    assert!(
        !page.contains("gone") && !page.contains("no check-in yet"),
        "{day}: {page}"
    );
    let facts = play.json(day, &["report", "exec"]);
    let course = &facts[0]["course"];
    let count = |status: &[&str]| {
        let objectives = facts[0]["objectives"]
            .as_array()
            .expect("objectives")
            .iter();
        let found =
            objectives.filter(|one| status.contains(&one["status"].as_str().unwrap_or_default()));
        found.count() as u64
    };
    assert_eq!(
        course["on"].as_u64(),
        Some(count(&["ahead", "on", "done"])),
        "{day}"
    );
    assert_eq!(course["behind"].as_u64(), Some(count(&["behind"])), "{day}");
    // What is told as a risk is what a list finds by the same words, and nobody else needs anybody.
    let at_risk = play.json(
        day,
        &[
            "list",
            "is:kr",
            "status:behind,stale,blocked",
            "not:status:done,closed",
        ],
    );
    let risks = facts[0]["risks"].as_array().expect("risks");
    assert_eq!(risks.len(), at_risk.len(), "{day}: {page}");
    for forecast in play
        .json(day, &["list", "is:kr"])
        .iter()
        .map(|one| &one["forecast"])
    {
        if let (Some(low), Some(value), Some(high)) = (
            forecast["low"].as_f64(),
            forecast["value"].as_f64(),
            forecast["high"].as_f64(),
        ) {
            assert!(low <= value && value <= high, "{day}: {forecast}");
        }
    }
}

#[test]
fn a_whole_cycle_is_played_and_taken_back_and_played_again() {
    let mut play = opened();
    for (week, friday) in FRIDAYS.into_iter().enumerate() {
        let before = if week == 0 { OPENED } else { FRIDAYS[week - 1] };
        let said = SAID
            .iter()
            .filter(|(day, _)| before < *day && *day <= friday);
        let rows: String = said.map(|(day, row)| format!("{row},{day}\n")).collect();
        if !rows.is_empty() {
            std::fs::write(
                play.desk.home().join("week.csv"),
                format!("kr,value,confidence,date\n{rows}"),
            )
            .expect("a file");
            play.desk
                .sh(&format!("okr checkin - -q --today {friday} < week.csv"))
                .succeeds();
            play.states.push(play.state());
        }
        if week == 5 {
            play.does(friday, &["block", "K6", "Two testers are on leave"]);
            play.does(friday, &["ask", "One tester until June", "--for", "K6"]);
        }
        reads_well(&play, friday);
    }
    for line in [
        &[
            "grade",
            "K1",
            "=",
            "--next",
            "change",
            "--title",
            "Raise yearly recurring income from 96096 to 150000",
            "--hurt",
            "one customer decides for all",
        ][..],
        &["grade", "K2", "=", "--next", "done"],
        &["grade", "K3", "=", "--next", "carry"],
        &["grade", "K4", "=", "--next", "done"],
        &["grade", "K5", "=", "--next", "carry"],
        &[
            "grade",
            "K6",
            "=",
            "--cause",
            "growth without testers",
            "--next",
            "carry",
        ],
        &["grade", "O1", "="],
        &["grade", "O2", "="],
        &["grade", "O3", "="],
    ] {
        play.does(OVER, line);
    }
    let retro = play.okr(OVER, &["report", "retro"]);
    for told in [
        "The mean score of 3 objectives is 0.44",
        "| K1 Raise yearly recurring income from 86609 to 250000 | 0.06 | 0.06 |",
        "- K6 carried over, as K10 in 2024Q3",
    ] {
        assert!(retro.contains(told), "{told}: {retro}");
    }
    play.does(OVER, &["cycle", "close", "2024Q2"]);
    let next = play.okr(OVER, &["report", "exec"]);
    assert!(
        next.contains("- K10 Reduce open faults per project from 2 to 1: from 4.3 to 1"),
        "{next}"
    );
    assert!(
        next.contains("- New: 3 objectives and 4 key results") && !next.contains("gone"),
        "{next}"
    );
    // The ask of the cycle before is still open for what goes on from it.
    assert!(!play.okr(OVER, &["lint", "K10"]).contains("L23"));

    let states = play.states.clone();
    for state in states.iter().rev().skip(1) {
        let undone = play.okr(OVER, &["undo"]);
        assert!(play.state() == *state, "another book after {undone}");
    }
    for state in states.iter().skip(1) {
        let done = play.okr(OVER, &["redo"]);
        assert!(play.state() == *state, "another book after {done}");
    }
}
