//! How the habit lives: who checks in, for how many weeks in a row, how old the figures are, how much serves a
//! vision. Teams have a row each; no person has a number anywhere.

use serde_json::{Value, json};

use crate::support::Desk;

const WEEKS: [&str; 4] = ["2026-07-29", "2026-08-05", "2026-08-12", "2026-08-19"];

/// Web checks in every week; core leaves out the third, so that less than half of all did; staff never did.
fn desk() -> Desk {
    let desk = Desk::new();
    let on = |day: &str, line: &[&str]| {
        let words: Vec<&str> = line.iter().copied().chain(["-q", "--today", day]).collect();
        desk.okr(&words).succeeds();
    };
    let begun = "2026-07-01";
    on(begun, &["vision", "add", "Teams trust their software"]);
    on(begun, &["add", "Ship a product people trust", "--to", "V1"]);
    on(begun, &["add", "Grow an audience that comes back"]);
    for (title, objective, owner, team) in [
        ("Win 500 new readers", "O2", "ana", "web"),
        ("Publish 12 articles", "O2", "raj", "core"),
        ("Reduce bug reports from 120 to 84", "O1", "li", "core"),
        ("Hire 6 people", "O1", "noa", "staff"),
    ] {
        on(
            begun,
            &["add", title, "--to", objective, "-o", owner, "--team", team],
        );
    }
    for (week, day) in (1..).zip(WEEKS) {
        on(day, &["checkin", "K1", &(week * 40).to_string()]);
        if week != 3 {
            on(day, &["checkin", "K2", &week.to_string()]);
        }
        if week < 3 {
            on(day, &["checkin", "K3", &(120 - week).to_string()]);
        }
    }
    desk
}

fn adoption(desk: &Desk, line: &[&str]) -> Value {
    let words: Vec<&str> = ["report", "exec", "--json"]
        .iter()
        .chain(line)
        .copied()
        .collect();
    let text = desk.okr(&words).succeeds().text();
    let document: Value = serde_json::from_str(&text).expect("JSON");
    document["items"][0]["adoption"].clone()
}

#[test]
fn every_team_has_a_row_of_its_own_in_the_order_of_names() {
    let desk = desk();
    let on_the_day = ["--today", "2026-08-20"];
    let found = adoption(&desk, &on_the_day);
    assert_eq!(
        found["streaks"],
        json!([
            {"team": null, "periods": 1},
            {"team": "core", "periods": 1},
            {"team": "web", "periods": 4},
        ])
    );
    assert_eq!(found["aligned"], json!({"count": 1, "of": 2}));
    assert_eq!(found["teams"]["of"], 3);
    let freshness = &found["freshness"];
    assert_eq!(freshness["updated"], json!({"count": 2, "of": 4}));
    assert_eq!(freshness["oldest"], json!({"id": "K3", "days": 15}));
    assert_eq!(freshness["never"], 1);
    let page = desk
        .okr(&[&["report", "exec"][..], &on_the_day].concat())
        .text();
    assert!(
        page.contains("- Weeks in a row by team: core 1, web 4\n"),
        "{page}"
    );
    assert!(
        page.contains(
            "2 of 4 key results updated in the last 7 days. K3 is 15 days old. 1 was never"
        ),
        "{page}"
    );
    // A week that runs breaks no row, a week that went by without a check-in does.
    let later = adoption(&desk, &["--today", "2026-08-27"]);
    assert_eq!(later["streaks"], found["streaks"]);
    let much_later = adoption(&desk, &["--today", "2026-09-10"]);
    assert_eq!(much_later["streaks"], json!([]));
}

#[test]
fn no_person_has_a_number() {
    let desk = desk();
    for kind in ["exec", "week", "cycle", "retro"] {
        let page = desk
            .okr(&["report", kind, "--json", "--today", "2026-08-20"])
            .succeeds()
            .text();
        let document: Value = serde_json::from_str(&page).expect("JSON");
        let habit = document["items"][0]["adoption"].to_string();
        for name in ["ana", "raj", "li", "noa"] {
            assert!(
                !habit.contains(&format!("\"{name}\"")),
                "{name} in {kind}: {habit}"
            );
        }
    }
    // One owner alone is a person, and persons are not counted.
    let page = desk
        .okr(&["report", "exec", "owner:ana", "--today", "2026-08-20"])
        .text();
    assert!(
        !page.contains("owner checked in") && !page.contains("owners checked in"),
        "{page}"
    );
}
