//! Reports held against the book they are about: one number in every form, the same bytes twice, and an
//! HTML file that is whole, calm and harmless.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::support::{Desk, read};

pub const REPORTS: [&str; 6] = ["exec", "week", "cycle", "wins", "alignment", "retro"];

/// A quarter of work: two visions, a moved target, a blocker, an ask, a win, a dropped record.
pub fn desk() -> Desk {
    let desk = Desk::new();
    let said = |line: &[&str], day: &str| {
        let words: Vec<&str> = line.iter().copied().chain(["-q", "--today", day]).collect();
        desk.okr(&words).succeeds();
    };
    let begun = "2026-07-01";
    said(&["vision", "add", "Teams trust their software"], begun);
    said(
        &[
            "add",
            "Ship a product people trust",
            "--to",
            "V1",
            "-o",
            "ana",
        ],
        begun,
    );
    said(
        &[
            "add",
            "Grow an audience that comes back",
            "--to",
            "V1",
            "-o",
            "raj",
        ],
        begun,
    );
    said(&["add", "Open the second office", "-o", "mei"], begun);
    said(
        &[
            "add",
            "Reach 95% of lines tested",
            "--to",
            "O1",
            "--start",
            "84%",
        ],
        begun,
    );
    said(
        &["add", "Keep first response under 4 hours", "--to", "O1"],
        begun,
    );
    said(
        &["add", "Win 500 new readers", "--to", "O2", "--team", "web"],
        begun,
    );
    said(
        &["add", "Publish 12 articles", "--to", "O2", "--team", "core"],
        begun,
    );
    said(&["add", "Hire 6 people", "--to", "O3"], begun);
    for (day, tested, hours, readers) in [
        ("2026-07-08", "85%", "3.5", "40"),
        ("2026-07-22", "87.4%", "3.1", "110"),
        ("2026-08-05", "90%", "4.6", "167"),
        ("2026-08-19", "91.2%", "3.9", "210"),
    ] {
        said(&["checkin", "K1", tested, "-c", "8"], day);
        said(&["checkin", "K2", hours, "-c", "7"], day);
        said(
            &["checkin", "K3", readers, "-c", "5", "-m", "the form waits"],
            day,
        );
    }
    said(&["checkin", "K4", "5", "-c", "6"], "2026-08-26");
    said(&["checkin", "K1", "93%", "-c", "9"], "2026-08-27");
    said(&["block", "K3", "Legal has the form"], "2026-08-12");
    said(&["ask", "Approve the form", "--for", "K3"], "2026-08-12");
    said(
        &[
            "win",
            "Every repository has the gate",
            "--for",
            "K1",
            "--thanks",
            "li",
        ],
        "2026-08-21",
    );
    said(&["set", "K3", "target=400"], "2026-08-20");
    desk
}

fn report(desk: &Desk, words: &[&str]) -> String {
    let all: Vec<&str> = ["report"]
        .into_iter()
        .chain(words.iter().copied())
        .collect();
    desk.okr(&all).succeeds().text()
}

/// Every record of the list by its id.
fn records(desk: &Desk) -> BTreeMap<String, Value> {
    let listed = desk.okr(&["list", "--json"]).succeeds().text();
    let listed: Value = serde_json::from_str(&listed).expect("JSON");
    let items = listed["items"].as_array().expect("records").clone();
    items
        .into_iter()
        .map(|item| (item["id"].as_str().expect("an id").to_owned(), item))
        .collect()
}

/// Rows of every table of a page as cells, the id and the title of a record apart.
pub type Rows = Vec<(String, BTreeMap<String, String>)>;

pub fn markdown_rows(page: &str) -> Rows {
    let mut rows = Vec::new();
    let mut head: Vec<String> = Vec::new();
    for line in page.lines() {
        let cells = || {
            line.trim_matches('|')
                .split(" | ")
                .map(|cell| cell.trim().to_owned())
        };
        if !line.starts_with('|') {
            head.clear();
        } else if head.is_empty() {
            head = cells().collect();
        } else if !line.starts_with("| ---") && !line.starts_with("| **") {
            let all: Vec<String> = cells().collect();
            let id = all[0].split(' ').next().unwrap_or_default().to_owned();
            rows.push((id, head.iter().cloned().zip(all).collect()));
        }
    }
    rows
}

/// The text of HTML without its tags.
fn untagged(html: &str) -> String {
    let mut text = String::new();
    let mut depth = 0;
    for letter in html.chars() {
        match letter {
            '<' => depth += 1,
            '>' => depth -= 1,
            _ if depth == 0 => text.push(letter),
            _ => {}
        }
    }
    text.replace('\u{a0}', " ")
}

/// The bars carry a title and a description; what is left of a cell is its text.
fn without_drawings(html: &str) -> String {
    let mut rest = html;
    let mut text = String::new();
    while let Some((before, after)) = rest.split_once("<svg") {
        text.push_str(before);
        rest = after.split_once("</svg>").expect("a drawing ends").1;
    }
    text + rest
}

pub fn html_rows(page: &str) -> Rows {
    let page = without_drawings(page);
    let mut rows = Vec::new();
    for table in page.split("<table class=\"t").skip(1) {
        let table = table.split("</table>").next().expect("a table ends");
        let (head, body) = table.split_once("</thead>").expect("a head");
        let head: Vec<String> = head
            .split("<th ")
            .skip(1)
            .map(|cell| untagged(&format!("<{cell}")))
            .collect();
        for row in body.split("<tr").skip(1).filter(|row| row.contains("<td")) {
            let cells: Vec<String> = row
                .split("<td")
                .skip(1)
                .map(|cell| untagged(&format!("<{}", cell.split("</td>").next().expect("an end"))))
                .collect();
            let id = cells[0].split(' ').next().unwrap_or_default().to_owned();
            rows.push((id, head.iter().cloned().zip(cells).collect()));
        }
    }
    rows
}

fn whole(fraction: &Value) -> String {
    fraction.as_f64().map_or("-".to_owned(), |share| {
        format!("{}%", okr_core::domain::assess::percent(share))
    })
}

/// Holds the rows of a page against the records.
fn agree(rows: &Rows, records: &BTreeMap<String, Value>) -> usize {
    let mut held = 0;
    for (id, row) in rows {
        let Some(record) = records.get(id) else {
            continue;
        };
        let Some(progress) = row.get("Progress").filter(|text| !text.contains('→')) else {
            continue;
        };
        assert_eq!(*progress, whole(&record["progress"]), "{id} {row:?}");
        let points = record["pace_points"]
            .as_f64()
            .map(|points| (points * 100.0).round() as i64);
        if let Some(pace) = row.get("Pace") {
            let pace = pace.replace('−', "-");
            let told = points.map_or("-".to_owned(), |points| {
                if points > 0 {
                    format!("+{points}")
                } else {
                    points.to_string()
                }
            });
            assert_eq!(pace, told, "{id}");
        }
        let status = record["status"]
            .as_str()
            .expect("a status")
            .replace('_', " ");
        assert!(
            row["Status"].starts_with(&status),
            "{id}: {} is {status}",
            row["Status"]
        );
        let confidence = record["confidence"]
            .as_u64()
            .map_or("-".to_owned(), |answer| answer.to_string());
        assert!(
            row["Confidence"].ends_with(&confidence),
            "{id}: {}",
            row["Confidence"]
        );
        if let Some(likely) = row.get("Likely").filter(|text| *text != "-") {
            let forecast = &record["forecast"];
            assert!(
                forecast.is_object() && likely.contains('('),
                "{id}: {likely}"
            );
        }
        if let Some(target) = row.get("Target") {
            let today = record["target_text"].as_str().expect("a target");
            let number = today.trim_end_matches(" hours").replace(" hours", "");
            assert!(target.starts_with(&number), "{id}: {target} is {today}");
            assert_eq!(
                target.contains("agreed"),
                record["agreed"]["target"].is_number(),
                "{id}: {target}"
            );
        }
        held += 1;
    }
    held
}

#[test]
fn a_number_is_the_same_on_every_page_and_in_the_list() {
    let desk = desk();
    let records = records(&desk);
    for kind in ["exec", "cycle"] {
        let markdown = markdown_rows(&report(&desk, &[kind]));
        let html = html_rows(&report(&desk, &[kind, "--html"]));
        assert!(agree(&markdown, &records) >= 3, "{kind} as Markdown");
        assert_eq!(agree(&html, &records), 8, "{kind} as HTML");
        for (id, row) in &markdown {
            let same = |(other, cells): &&(String, BTreeMap<String, String>)| {
                other == id && cells.keys().eq(row.keys())
            };
            let drawn = html.iter().find(same).map(|(_, cells)| cells);
            assert_eq!(drawn, Some(row), "{id} in {kind}");
        }
        let json: Value = serde_json::from_str(&report(&desk, &[kind, "--json"])).expect("JSON");
        for objective in json["items"][0]["objectives"]
            .as_array()
            .expect("objectives")
        {
            let id = objective["id"].as_str().expect("an id");
            assert_eq!(objective["progress"], records[id]["progress"], "{id}");
            assert_eq!(objective["pace_points"], records[id]["pace_points"], "{id}");
        }
    }
}

#[test]
fn the_same_book_gives_the_same_bytes_in_every_form() {
    let desk = desk();
    for kind in REPORTS {
        for form in ["md", "html", "txt", "json"] {
            let once = report(&desk, &[kind, "--format", form]);
            assert_eq!(
                once,
                report(&desk, &[kind, "--format", form]),
                "{kind} {form}"
            );
            assert!(once.contains("2026Q3"), "{kind} {form}");
        }
    }
}

#[test]
fn a_moved_target_shows_both_and_a_forecast_its_range() {
    let desk = desk();
    let page = report(&desk, &["cycle"]);
    assert!(page.contains("400 (agreed 500)"), "{page}");
    assert!(page.contains("by what was agreed"), "{page}");
    let exec = report(&desk, &["exec"]);
    assert!(
        exec.contains("Likely ") && exec.contains(" to ") && exec.contains("likely to reach 400"),
        "{exec}"
    );
    assert!(
        exec.contains("| O3 Open the second office | - | - |"),
        "unknown is no zero: {exec}"
    );
}

/// The words that bring notes into a report that can have them.
fn for_teams(kind: &str) -> &'static [&'static str] {
    match kind {
        "exec" | "week" => &["--audience", "team"],
        _ => &[],
    }
}

#[test]
fn redacting_owners_leaves_no_name_in_any_form() {
    let desk = desk();
    for kind in REPORTS {
        for form in ["md", "html", "txt", "json"] {
            let words = [kind, "--format", form, "--redact", "owners"];
            let page = report(&desk, &[&words[..], for_teams(kind)].concat());
            for name in ["ana", "raj", "mei", " li "] {
                let is_word = |text: &str| {
                    text.split(|letter: char| !letter.is_alphanumeric())
                        .any(|word| word == name.trim())
                };
                assert!(
                    !is_word(&untagged(&without_style(&page))),
                    "{name} in {kind} {form}"
                );
            }
        }
    }
}

fn without_style(page: &str) -> String {
    match (page.split_once("<style>"), page.split_once("</style>")) {
        (Some((before, _)), Some((_, after))) => format!("{before}{after}"),
        _ => page.to_owned(),
    }
}

/// Every tag that opens closes, in order, and nothing reaches out of the file.
fn insist_whole(page: &str) {
    let shown = without_style(page);
    for reach in [
        "<script",
        "http:",
        "https:",
        "src=",
        "@import",
        "url(http",
        "javascript:",
        "<link",
        "<iframe",
        "<img",
        "onload",
        "onclick",
    ] {
        let reached = untagged_attributes(&shown).contains(reach);
        assert!(!reached, "{reach} in the file");
    }
    const VOID: [&str; 3] = ["meta", "!doctype", "br"];
    let mut open: Vec<String> = Vec::new();
    for tag in shown.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap_or_default();
        let name: String = tag
            .trim_start_matches('/')
            .chars()
            .take_while(|letter| letter.is_alphanumeric() || *letter == '!')
            .collect();
        if VOID.contains(&name.as_str()) || tag.ends_with('/') {
            continue;
        }
        if tag.starts_with('/') {
            assert_eq!(open.pop().as_deref(), Some(name.as_str()), "</{name}>");
        } else {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?} stay open");
    let drawings = shown.matches("role=\"img\"").count();
    assert_eq!(shown.matches("<desc id=").count(), drawings);
    assert_eq!(shown.matches("<title id=").count(), drawings);
}

/// Only what stands inside tags: text may say anything.
fn untagged_attributes(html: &str) -> String {
    let tags = html.split('<').skip(1);
    tags.map(|tag| format!("<{}>", tag.split('>').next().unwrap_or_default()))
        .collect()
}

#[test]
fn the_file_is_whole_and_reaches_nowhere() {
    let desk = desk();
    for kind in REPORTS {
        let page = report(&desk, &[&[kind, "--html"][..], for_teams(kind)].concat());
        insist_whole(&page);
        assert!(page.starts_with("<!doctype html>\n<html lang=\"en\" dir=\"ltr\">"));
        assert!(page.contains("default-src 'none'"));
    }
}

#[test]
fn what_people_wrote_stays_text_in_the_file() {
    let desk = Desk::new();
    let hostile = "\"><script>alert('x')</script><img src=x onerror=alert(1)>&lt; \u{5e9}\u{5dc}\u{5d5}\u{5dd} \u{202e}txet";
    for line in [
        &["vision", "add", hostile][..],
        &[
            "add", hostile, "--to", "V1", "-o", hostile, "--team", hostile,
        ],
        &[
            "add",
            "Win 500 new readers",
            "--to",
            "O1",
            "--unit",
            hostile,
            "-o",
            hostile,
        ],
        &[
            "checkin", "K1", "20", "-c", "4", "-m", hostile, "-b", hostile,
        ],
        &[
            "checkin",
            "K1",
            "40",
            "-c",
            "4",
            "-d",
            "yesterday",
            "-m",
            hostile,
        ],
        &["ask", hostile, "--for", "K1"],
        &["win", hostile, "--for", "K1", "--thanks", hostile],
    ] {
        desk.okr(line);
    }
    for kind in REPORTS {
        let words = [&[kind, "--headline", hostile][..], for_teams(kind)].concat();
        let page = report(&desk, &[&words[..], &["--html"]].concat());
        insist_whole(&page);
        assert!(!page.contains("<script") && !page.contains("<img") && !page.contains('\u{202e}'));
        let markdown = report(&desk, &words);
        assert!(!markdown.contains("<script") && !markdown.contains("<img"));
    }
}

#[test]
fn an_empty_a_new_and_a_large_book_have_a_page_each() {
    let empty = Desk::new();
    empty
        .okr(&["vision", "add", "Teams ship on time"])
        .succeeds();
    let new = Desk::new();
    new.okr(&[
        "add",
        "Ship a product people trust",
        "--today",
        "2026-08-27",
    ])
    .succeeds();
    new.okr(&[
        "add",
        "Win 500 new readers",
        "--to",
        "O1",
        "--today",
        "2026-08-27",
    ])
    .succeeds();
    let large = Desk::new();
    let plan: String = (1..=50)
        .map(|place| {
            format!(
                "Serve region {place} better\n  - Win {} customers\n  - Open {place} shops\n",
                100 + place
            )
        })
        .collect();
    std::fs::write(large.home().join("plan.txt"), plan).expect("a file");
    large.sh("okr add - < plan.txt").succeeds();
    for (desk, told) in [
        (&empty, "There is no objective yet."),
        (&new, "nothing is known of its course"),
        (&large, "nothing is known of their course"),
    ] {
        let page = report(desk, &["exec", "--html"]);
        insist_whole(&page);
        assert!(page.contains(told), "{told}");
        // A look back needs a cycle.
        for kind in REPORTS.iter().filter(|kind| **kind != "retro") {
            let markdown = report(desk, &[kind]);
            assert!(!markdown.contains("0% "), "unknown is no zero: {markdown}");
        }
    }
    assert!(report(&empty, &["exec"]).contains("okr add"));
    assert!(report(&new, &["exec"]).contains("from 0 to 500"));
}

#[test]
fn many_objectives_are_counted_first_and_listed_last() {
    let desk = Desk::new();
    desk.okr(&[
        "vision",
        "add",
        "Every region is a day away",
        "--today",
        "2026-07-01",
    ])
    .succeeds();
    let plan: String = (1..=20)
        .map(|place| {
            format!(
                "Serve region {place} better\n  - Win {} customers\n",
                100 + place
            )
        })
        .collect();
    std::fs::write(desk.home().join("plan.txt"), plan).expect("a file");
    desk.sh("okr add - --today 2026-07-01 < plan.txt")
        .succeeds();
    for place in 1..=12 {
        let (id, value) = (format!("K{place}"), (60 + place).to_string());
        desk.okr(&["move", &format!("O{place}"), "--to", "V1"])
            .succeeds();
        desk.okr(&[
            "checkin",
            &id,
            if place > 8 { "7" } else { &value },
            "-c",
            "7",
        ])
        .succeeds();
    }
    let page = report(&desk, &["exec"]);
    let section = |heading: &str| {
        let (_, rest) = page
            .split_once(&format!("## {heading}\n"))
            .expect("a section");
        rest.split("\n## ").next().unwrap_or_default().to_owned()
    };
    let counts = section("Objectives");
    assert!(
        counts.contains("| V1 Every region is a day away | 12 | 8 | 0 | 4 | 0 | 0 |"),
        "{counts}"
    );
    assert!(
        counts.contains("| No vision | 8 | 0 | 0 | 0 | 0 | 8 |"),
        "{counts}"
    );
    assert!(
        counts.contains("| **All** | 20 | 8 | 0 | 4 | 0 | 8 |"),
        "{counts}"
    );
    let trailing = section("4 behind, worst first");
    assert_eq!(trailing.matches("| behind |").count(), 4, "{trailing}");
    assert_eq!(section("All objectives").matches("| O").count(), 21);
    assert!(page.find("## Risks") < page.find("## All objectives"));
    let html = report(&desk, &["exec", "--html"]);
    insist_whole(&html);
    assert!(html.contains("<section class=\"rest\">\n<h2>All objectives</h2>"));
}

#[test]
fn a_cycle_that_follows_another_does_not_say_that_everything_is_gone() {
    let desk = desk();
    let on = |day: &str, line: &[&str]| {
        let words: Vec<&str> = line.iter().copied().chain(["--today", day]).collect();
        desk.okr(&words).succeeds().text()
    };
    on("2026-10-02", &["grade", "K1", "=", "--next", "carry"]);
    for line in [
        &["report", "exec"][..],
        &["report", "week"],
        &["diff", "2026-09-29"],
    ] {
        let page = on("2026-10-02", line);
        assert!(
            !page.contains("gone") && page.contains("Reach 95%"),
            "{page}"
        );
    }
    on("2026-10-02", &["cycle", "close", "2026Q3"]);
    let page = on("2026-10-02", &["report", "exec", "--cycle", "2026Q3"]);
    assert!(
        page.contains("The cycle is closed, and its three objectives came to a mean score of"),
        "{page}"
    );
    assert!(
        page.contains("## What it came to") && !page.contains("no check-in yet"),
        "{page}"
    );
}

#[test]
fn goals_that_are_younger_than_their_cycle_say_so_and_a_filter_that_fits_nothing_is_no_empty_book()
{
    let desk = Desk::new();
    let late = ["--today", "2026-08-26"];
    desk.okr(&[&["add", "Ship a product people trust"][..], &late].concat())
        .succeeds();
    desk.okr(&[&["add", "Win 500 new readers", "--to", "O1"][..], &late].concat())
        .succeeds();
    let page = report(&desk, &["exec"]);
    let told = "first written down on Wed 26 Aug, 56 days into the cycle";
    assert!(page.contains(told), "{page}");
    assert!(!report(&desk, &["exec", "--today", "2026-09-28"]).contains("first written down"));
    for kind in ["exec", "week", "cycle", "alignment"] {
        let page = report(&desk, &[kind, "team:nobody"]);
        assert!(page.contains("No objective matches the filter."), "{page}");
        assert!(!page.contains("okr add"), "{page}");
    }
}

/// The relative luminance of a colour and the contrast of two, as WCAG defines them.
fn contrast(one: &str, other: &str) -> f64 {
    let light = |colour: &str| {
        let wide = match colour.len() {
            4 => colour
                .chars()
                .skip(1)
                .flat_map(|digit| [digit, digit])
                .collect(),
            _ => colour[1..].to_owned(),
        };
        let part = |place: usize| {
            let value = u8::from_str_radix(&wide[place..place + 2], 16).expect("a colour");
            let share = f64::from(value) / 255.0;
            if share <= 0.04045 {
                share / 12.92
            } else {
                ((share + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4)
    };
    let (one, other) = (light(one), light(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn text_can_be_read_on_its_ground_by_day_by_night_and_on_paper() {
    let style = read(std::path::Path::new("src/pages/html/style.css"));
    let mut sets = 0;
    for set in style.split(":root{").skip(1) {
        let set = set.split('}').next().unwrap_or_default();
        let colours: BTreeMap<&str, &str> = set
            .split(';')
            .filter_map(|pair| pair.split_once(':'))
            .collect();
        for ground in ["--paper", "--card"] {
            for text in ["--ink", "--soft"] {
                let found = contrast(colours[text], colours[ground]);
                assert!(found >= 4.5, "{text} on {ground}: {found:.2}");
            }
            let edge = contrast(colours["--edge"], colours[ground]);
            assert!(edge >= 3.0, "--edge on {ground}: {edge:.2}");
        }
        sets += 1;
    }
    assert_eq!(sets, 3);
}
