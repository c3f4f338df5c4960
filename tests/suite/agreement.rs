//! One number, many places. A rich book is asked for each number in every way there is, and all answers are
//! held against the fields of `okr list --json`: the tables of pages in Markdown and HTML, their JSON, columns,
//! `okr show`, `okr why`, and the screens of the view.

use std::collections::BTreeMap;
use std::time::Duration;

use okr::words::glyphs::GlyphSet;
use okr_core::Book;
use okr_core::domain::assess::percent;
use okr_core::domain::grade::score_text;
use serde_json::Value;

use crate::report::{Rows, html_rows, markdown_rows};
use crate::stories::stage::{Stage, manner};
use crate::support::Desk;

/// Numbers of every kind: shares, falling ones, a hold, money, a scale, steps, a moved target, weights, few
/// check-ins and none.
fn desk() -> Desk {
    let desk = Desk::new();
    let on = |day: &str, line: &[&str]| {
        let words: Vec<&str> = line.iter().copied().chain(["-q", "--today", day]).collect();
        desk.okr(&words).succeeds();
    };
    let begun = "2026-07-01";
    on(begun, &["vision", "add", "Teams trust their software"]);
    on(begun, &["vision", "add", "Everybody finds us"]);
    for (title, vision, owner) in [
        ("Ship a product people trust", "V1", "ana"),
        ("Grow an audience that comes back", "V2", "raj"),
        ("Open the second office", "V2", "mei"),
    ] {
        on(begun, &["add", title, "--to", vision, "-o", owner]);
    }
    for line in [
        &[
            "Reach 95% of lines tested",
            "--to",
            "O1",
            "--start",
            "84%",
            "--weight",
            "50%",
        ][..],
        &["Keep first response under 4 hours", "--to", "O1"],
        &["Win 500 new readers", "--to", "O2"],
        &["Publish 12 articles", "--to", "O2"],
        &["Hire 6 people", "--to", "O3"],
        &["Reduce bug reports from 120 to 84", "--to", "O1"],
        &[
            "Score 4.5/5 in the user surveys",
            "--to",
            "O1",
            "--start",
            "3.9",
        ],
        &[
            "Raise sponsor income from 1200 EUR to 48000 EUR",
            "--to",
            "O2",
        ],
        &[
            "Move billing to the new system",
            "--to",
            "O3",
            "--steps",
            "design,build,test,launch",
        ],
    ] {
        let words: Vec<&str> = ["add"].iter().chain(line).copied().collect();
        on(begun, &words);
    }
    let days = [
        "2026-07-11",
        "2026-07-21",
        "2026-07-31",
        "2026-08-10",
        "2026-08-20",
    ];
    for (n, day) in (1..).zip(days) {
        let row =
            |id: &str, value: String, sure: &str| on(day, &["checkin", id, &value, "-c", sure]);
        row("K1", format!("{}.4%", 84 + n), "8");
        row("K2", format!("3.{n}"), "7");
        row("K3", (n * 38 + n * n).to_string(), "5");
        row("K6", (120 - n * 3).to_string(), "6");
        row("K7", format!("4.{}", n - 1), "6");
        row("K8", (1200 + n * n * 1500).to_string(), "6");
        row("K9", format!("{}/4", n.min(3)), "7");
    }
    on("2026-08-20", &["set", "K3", "target=400"]);
    on("2026-08-26", &["checkin", "K4", "5", "-c", "6"]);
    on("2026-08-26", &["checkin", "K2", "4.6", "-c", "7"]);
    desk
}

fn said(desk: &Desk, words: &[&str]) -> String {
    desk.okr(words).succeeds().text()
}

fn json(desk: &Desk, words: &[&str]) -> Vec<Value> {
    let document: Value = serde_json::from_str(&said(desk, words)).expect("JSON");
    document["items"].as_array().expect("records").clone()
}

fn by_id(items: Vec<Value>) -> BTreeMap<String, Value> {
    let id = |item: &Value| item["id"].as_str().expect("an id").to_owned();
    items.into_iter().map(|item| (id(&item), item)).collect()
}

/// Every number of a text: digits with a dot, in groups of three, with a sign right before.
fn numbers(text: &str) -> Vec<f64> {
    let letters: Vec<char> = text.replace('\u{2212}', "-").chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        if !letters[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let mut digits = String::new();
        if at > 0 && letters[at - 1] == '-' {
            digits.push('-');
        }
        while at < letters.len() {
            let group = letters.get(at + 1..at + 4).unwrap_or_default();
            let is_group = group.len() == 3
                && group.iter().all(char::is_ascii_digit)
                && !letters.get(at + 4).is_some_and(char::is_ascii_digit);
            match letters[at] {
                letter if letter.is_ascii_digit() => digits.push(letter),
                '.' if letters.get(at + 1).is_some_and(char::is_ascii_digit) => digits.push('.'),
                ' ' | '\u{a0}' | '\u{202f}' if is_group => {}
                _ => break,
            }
            at += 1;
        }
        found.push(digits.parse().expect("a number"));
    }
    found
}

/// What a place said about a record, and what it should say by the record's fields.
#[derive(Default)]
struct Held {
    differences: Vec<String>,
    count: usize,
}

impl Held {
    fn same(&mut self, place: &str, record: &Value, field: &str, said: &str, meant: &str) {
        self.count += 1;
        if said != meant {
            let id = record["id"].as_str().unwrap_or_default();
            self.differences
                .push(format!("{field} of {id} in {place}: {said:?} is {meant:?}"));
        }
    }

    /// The first numbers of a text, however they are dressed.
    fn numbers(&mut self, place: &str, record: &Value, field: &str, said: &str, meant: &[f64]) {
        let found = numbers(said);
        let found = found.get(..meant.len()).unwrap_or(&found);
        self.same(
            place,
            record,
            field,
            &format!("{found:?}"),
            &format!("{meant:?}"),
        );
    }
}

fn whole(share: &Value) -> String {
    share
        .as_f64()
        .map_or("-".to_owned(), |share| format!("{}%", percent(share)))
}

fn pace(record: &Value) -> String {
    let points = record["pace_points"].as_f64();
    match points.map(|points| (points * 100.0).round() as i64) {
        None => "-".to_owned(),
        Some(points) if points > 0 => format!("+{points}"),
        Some(points) => points.to_string(),
    }
}

fn status(record: &Value) -> String {
    record["status"]
        .as_str()
        .unwrap_or_default()
        .replace('_', " ")
}

fn is_share(record: &Value) -> bool {
    let kind = record["metric"]["kind"].as_str();
    matches!(kind, Some("hold" | "steps" | "zones" | "milestone"))
}

/// One of value, low, high of a forecast as it is printed.
fn ahead(record: &Value, end: &str) -> f64 {
    let value = record["forecast"][end].as_f64().expect("a forecast");
    match is_share(record) {
        true => percent(value) as f64,
        false => value,
    }
}

fn has_forecast(record: &Value) -> bool {
    record["forecast"].is_object()
}

/// The value and its range, as a table or a page tells them.
fn likely(record: &Value, scaled: bool) -> Vec<f64> {
    let scale = record["metric"]["scale"].as_f64().filter(|_| scaled);
    let ends = ["value", "low", "high"];
    ends.iter()
        .flat_map(|end| std::iter::once(ahead(record, end)).chain(scale))
        .collect()
}

fn chance(record: &Value) -> String {
    whole(&record["forecast"]["chance"])
}

/// The tables of a page against the records.
fn hold_rows(place: &str, rows: &Rows, records: &BTreeMap<String, Value>, held: &mut Held) {
    for (id, row) in rows {
        let Some(record) = records.get(id) else {
            continue;
        };
        for (column, cell) in row {
            let cell = cell.replace('\u{2212}', "-");
            match column.as_str() {
                "Progress" => {
                    let mut said = whole(&record["progress"]);
                    let covered = &record["coverage"];
                    let parts = ["reported", "counted"].map(|part| covered[part].as_u64());
                    if let [Some(reported), Some(counted)] = parts
                        && reported < counted
                        && said != "-"
                    {
                        said = format!("{said} of {reported} of {counted}");
                    }
                    held.same(place, record, column, &cell, &said);
                }
                "Pace" => held.same(place, record, column, &cell, &pace(record)),
                "Status" => held.same(place, record, column, &cell, &status(record)),
                "Confidence" => {
                    let answer = record["confidence"].as_i64();
                    let answer = answer.map_or("-".to_owned(), |answer| answer.to_string());
                    let now = cell.rsplit(' ').next().unwrap_or_default();
                    held.same(place, record, column, now, &answer);
                }
                "Likely" if has_forecast(record) => {
                    held.numbers(place, record, column, &cell, &likely(record, false));
                }
                "Likely" => held.same(place, record, column, &cell, "-"),
                "Now" if !is_share(record) => {
                    let now: Vec<f64> = record["current"].as_f64().into_iter().collect();
                    held.numbers(place, record, column, &cell, &now);
                }
                "Target" if record["target"].is_number() && !is_share(record) => {
                    let target = record["target"].as_f64().into_iter();
                    let target: Vec<f64> = match record["metric"]["scale"].as_f64() {
                        Some(scale) => target.chain([scale]).collect(),
                        None => target.chain(record["agreed"]["target"].as_f64()).collect(),
                    };
                    held.numbers(place, record, column, &cell, &target);
                }
                _ => {}
            }
        }
    }
}

/// A page of facts, one on a line: `progress<tab>44% = …`.
fn facts(text: &str) -> BTreeMap<&str, &str> {
    text.lines()
        .filter_map(|line| line.split_once('\t'))
        .collect()
}

fn hold_words(desk: &Desk, records: &BTreeMap<String, Value>, held: &mut Held) {
    for (id, record) in records {
        for command in ["show", "why"] {
            let text = said(desk, &[command, id]);
            let facts = facts(&text);
            if record["progress"].is_number() {
                let percent = numbers(facts["progress"]);
                let percent = format!("{}%", percent.first().copied().unwrap_or_default());
                held.same(
                    command,
                    record,
                    "progress",
                    &percent,
                    &whole(&record["progress"]),
                );
            }
            let told = facts["status"];
            let is_told = told.contains(&status(record));
            held.same(command, record, "status", &is_told.to_string(), "true");
            if !has_forecast(record) {
                continue;
            }
            let range = [ahead(record, "low"), ahead(record, "high")];
            match command {
                "show" => {
                    let forecast = facts["forecast"];
                    held.numbers(command, record, "forecast", forecast, &likely(record, true));
                    let odds = format!(", {} likely to ", chance(record));
                    let is_told = forecast.contains(&odds);
                    held.same(command, record, "chance", &is_told.to_string(), "true");
                }
                _ => {
                    let value = [ahead(record, "value")];
                    held.numbers(command, record, "forecast", facts["forecast"], &value);
                    held.numbers(command, record, "range", facts["range"], &range);
                    let odds = facts["chance"].split(' ').next().unwrap_or_default();
                    held.same(command, record, "chance", odds, &chance(record));
                }
            }
        }
    }
}

fn hold_columns(desk: &Desk, records: &BTreeMap<String, Value>, held: &mut Held) {
    let columns = "id,progress,pace,forecast,range,chance,confidence,status";
    let text = said(desk, &["list", "--columns", columns]);
    for line in text.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let record = &records[cells[0]];
        let place = "list --columns";
        held.same(
            place,
            record,
            "progress",
            cells[1],
            &whole(&record["progress"]),
        );
        held.same(place, record, "pace", cells[2], &pace(record));
        held.same(place, record, "status", cells[7], &status(record));
        if has_forecast(record) {
            let told = format!("{}, {}", cells[3], cells[4]);
            held.numbers(place, record, "forecast", &told, &likely(record, true));
            held.same(place, record, "chance", cells[5], &chance(record));
        }
    }
}

fn hold_view(desk: &Desk, records: &BTreeMap<String, Value>, held: &mut Held) {
    let (book, _) = Book::open_or_create(&desk.book(), Duration::from_secs(1)).expect("the book");
    let mut stage = Stage::with(Some(book), 140, 50, manner(GlyphSet::Unicode, None));
    let tree = stage.screen();
    for (id, record) in records {
        let row = tree.lines().find(|line| {
            let names = line.chars().take(12).collect::<String>();
            names.split_whitespace().any(|word| word == id)
        });
        let row = row.unwrap_or_else(|| panic!("{id} is in no row of\n{tree}"));
        let row = row.replace('\u{2212}', "-");
        let words: Vec<&str> = row
            .split('\u{2502}')
            .next()
            .unwrap_or_default()
            .split_whitespace()
            .collect();
        if record["progress"].is_number() {
            let is_there = words.contains(&whole(&record["progress"]).as_str())
                && words.contains(&pace(record).as_str());
            held.same(
                "the tree",
                record,
                "progress and pace",
                &is_there.to_string(),
                "true",
            );
        }
        let is_told = row.contains(&status(record));
        held.same("the tree", record, "status", &is_told.to_string(), "true");
        if !has_forecast(record) {
            continue;
        }
        stage.keys(&format!("/ {id} enter enter"));
        let page = stage.screen();
        let fact = |name: &str| {
            let line = page
                .lines()
                .find_map(|line| line.split_once(&format!("\u{2502} {name} ")));
            line.map(|(_, fact)| fact.trim().to_owned())
                .unwrap_or_default()
        };
        let place = "the page in the view";
        held.numbers(
            place,
            record,
            "forecast",
            &fact("Forecast"),
            &likely(record, true),
        );
        let done = fact("Progress");
        let done = done.split(' ').next().unwrap_or_default();
        held.same(place, record, "progress", done, &whole(&record["progress"]));
        stage.keys("W");
        let why = stage.screen();
        let range = why
            .lines()
            .find(|line| line.trim_start().starts_with("range "));
        let range = range.unwrap_or_default();
        let ends = [ahead(record, "low"), ahead(record, "high")];
        held.numbers("why in the view", record, "range", range, &ends);
        stage.keys("esc esc esc");
    }
}

#[test]
fn every_place_says_the_same_number() {
    let desk = desk();
    let records = by_id(json(&desk, &["list", "--json"]));
    let forecasts = records
        .values()
        .filter(|record| has_forecast(record))
        .count();
    assert_eq!((records.len(), forecasts), (12, 7));
    let mut held = Held::default();
    for kind in ["exec", "cycle"] {
        let markdown = markdown_rows(&said(&desk, &["report", kind]));
        let html = html_rows(&said(&desk, &["report", kind, "--html"]));
        hold_rows(
            &format!("{kind} in Markdown"),
            &markdown,
            &records,
            &mut held,
        );
        hold_rows(&format!("{kind} in HTML"), &html, &records, &mut held);
        let report = json(&desk, &["report", kind, "--json"]);
        for objective in report[0]["objectives"].as_array().expect("objectives") {
            let below = objective["key_results"].as_array().expect("key results");
            for one in below.iter().chain([objective]) {
                let record = &records[one["id"].as_str().expect("an id")];
                for (field, meant) in record.as_object().expect("fields") {
                    let (said, meant) = (one[field].to_string(), meant.to_string());
                    held.same(&format!("{kind} in JSON"), record, field, &said, &meant);
                }
            }
        }
    }
    let exec = said(&desk, &["report", "exec"]);
    for risk in exec.lines().filter(|line| line.contains("Likely ")) {
        let (id, likely_words) = risk
            .trim_start_matches("- ")
            .split_once(' ')
            .expect("an id");
        let record = &records[id];
        let (_, told) = likely_words.split_once("Likely ").expect("a forecast");
        held.numbers("the risks", record, "forecast", told, &likely(record, true));
        let is_told = told.contains(&format!(", {} likely to ", chance(record)));
        held.same("the risks", record, "chance", &is_told.to_string(), "true");
    }
    hold_columns(&desk, &records, &mut held);
    hold_words(&desk, &records, &mut held);
    hold_view(&desk, &records, &mut held);
    assert!(held.differences.is_empty(), "{:#?}", held.differences);
    assert!(held.count > 1200, "only {} numbers were held", held.count);
}

#[test]
fn a_number_that_strays_is_found() {
    let desk = desk();
    let records = by_id(json(&desk, &["list", "--json"]));
    let page = said(&desk, &["report", "cycle"]);
    let strays = |from: &str, to: &str| {
        assert!(page.contains(from), "{from} in {page}");
        let rows = markdown_rows(&page.replacen(from, to, 1));
        let mut held = Held::default();
        hold_rows("a page", &rows, &records, &mut held);
        held.differences
    };
    assert!(strays("K1 Reach", "K1 Reach").is_empty());
    let progress = whole(&records["K1"]["progress"]);
    assert_eq!(strays(&format!("| {progress} |"), "| 1% |").len(), 1);
    let high = format!("to {})", ahead(&records["K3"], "high"));
    assert_eq!(strays(&high, "to 398)").len(), 1);
    assert_eq!(strays("| watch |", "| on |").len(), 1);
}

#[test]
fn a_score_is_the_same_wherever_it_is_told() {
    let desk = desk();
    let on = |line: &[&str]| {
        let words: Vec<&str> = line
            .iter()
            .copied()
            .chain(["--today", "2026-10-02"])
            .collect();
        desk.okr(&words).succeeds().text()
    };
    for line in [
        &[
            "grade",
            "K1",
            "0.55",
            "--reason",
            "the gate is off in two places",
        ][..],
        &["grade", "K2", "="],
        &["grade", "K3", "0.3", "--reason", "a third of them left"],
        &["grade", "K6", "="],
        &["grade", "O1", "0.6", "--reason", "the gate counts most"],
        &["grade", "O2", "="],
    ] {
        on(line);
    }
    let cycle = ["--cycle", "2026Q3"];
    let listed = on(&["list", "--json", cycle[0], cycle[1]]);
    let listed: Value = serde_json::from_str(&listed).expect("JSON");
    let records = by_id(listed["items"].as_array().expect("records").clone());
    let mut held = Held::default();
    let score = |record: &Value| record["grade"]["score"].as_f64().map(score_text);
    for kind in ["retro", "exec", "cycle"] {
        for rows in [
            markdown_rows(&on(&["report", kind, cycle[0], cycle[1]])),
            html_rows(&on(&["report", kind, "--html", cycle[0], cycle[1]])),
        ] {
            for (id, row) in rows {
                let Some((cell, record)) = row.get("Score").zip(records.get(&id)) else {
                    continue;
                };
                if let Some(meant) = score(record) {
                    held.same(kind, record, "score", cell, &meant);
                    let suggested = record["grade"]["suggested"].as_f64().map(score_text);
                    held.same(
                        kind,
                        record,
                        "suggested",
                        &row["Value says"],
                        &suggested.expect("one"),
                    );
                }
            }
        }
    }
    for (id, record) in &records {
        let Some(meant) = score(record) else {
            continue;
        };
        for command in ["show", "why"] {
            let text = on(&[command, id]);
            let line = text
                .lines()
                .find(|line| line.starts_with("grade\t"))
                .expect("a grade");
            let told = line
                .split(['\t', ' '])
                .find(|word| word.contains('.'))
                .unwrap_or_default();
            held.same(command, record, "score", told, &meant);
        }
    }
    assert!(held.differences.is_empty(), "{:#?}", held.differences);
    // Six grades in two commands and, with their suggestions, on three pages in HTML; four of them, those of
    // key results, in Markdown, where an objective's row is a heading.
    assert_eq!(held.count, 6 * 2 + 6 * 3 * 2 + 4 * 3 * 2);
    let why = on(&["why", "O2"]);
    assert!(
        why.contains("score\t") && why.contains("* 0.30 of K3"),
        "{why}"
    );
}
