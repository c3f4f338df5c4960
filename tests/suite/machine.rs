//! Machine output of every command held against the schema that the program prints: all keys, no other,
//! of the types they are promised with. A command is played here or named among those without a document.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::Desk;

/// Commands that talk, draw, print a page or a script, or write a file of its own form.
const WITHOUT: [&str; 12] = [
    "completions",
    "config get",
    "demo",
    "edit",
    "explain",
    "export",
    "help",
    "learn",
    "man",
    "remind",
    "review",
    "ui",
];

/// A quarter and a bit: what a command needs to have something to say.
const BEFORE: [&str; 12] = [
    "init --cycle 2026Q2 --today 2026-04-01",
    "add 'Start the bakery' --cycle 2026Q2 --today 2026-04-01",
    "add 'Sell 90 loaves' --to O1 --today 2026-04-01",
    "checkin K1 70 -c 6 --today 2026-06-20",
    "init --cycle 2026Q3 --today 2026-07-01",
    "cycle open 2026Q3 --today 2026-07-01",
    "vision add 'Everybody eats well' --today 2026-07-01",
    "add 'Open a second oven' --to V1 -o ana --team web --today 2026-07-01",
    "add 'Bake 500 loaves a week' --to O2 --today 2026-07-01",
    "add 'Keep queues under 4 minutes' --to O2 --today 2026-07-01",
    "add 'Write the menu' --to O2 --today 2026-07-01",
    "note O2 'the flour came late'",
];

/// Every command that answers programs, with the code it ends with.
const PLAYED: [(&str, i32); 84] = [
    ("status", 0),
    ("checkin K2 40 -c 7 -d 2026-07-08 -m 'first batch'", 0),
    ("checkin K2 110 -c 7 -d 2026-07-22", 0),
    ("checkin K2 150 -c 6 -d 2026-08-05", 0),
    ("checkin K3 3.5 -c 8 -d 2026-08-05", 0),
    ("checkin - --keep-going < batch.csv", 9),
    ("same K2", 0),
    ("pull", 0),
    ("status", 0),
    ("set K2 target=400", 0),
    ("block K2 'the oven waits for a permit'", 0),
    ("ask 'Sign the permit' --for K2", 0),
    ("win 'A week without waste' --for K2 --thanks li", 0),
    ("note K2 'rye sells best'", 0),
    ("list", 0),
    ("list --cycle all", 0),
    ("tree", 0),
    ("show K2", 0),
    ("show O2", 0),
    ("show V1", 0),
    ("show C2", 0),
    ("show W1", 0),
    ("show A1", 0),
    ("show N1", 0),
    ("show 2026Q3", 0),
    ("due", 0),
    ("why K2", 0),
    ("why O2", 0),
    ("diff 2026-07-01", 0),
    ("search oven", 0),
    ("calibration", 0),
    ("calibration --forecasts", 0),
    ("lint", 0),
    ("check", 0),
    ("check --fail-on behind,no-data,blocked", 7),
    ("doctor", 0),
    ("report exec", 0),
    ("report week", 0),
    ("report cycle", 0),
    ("report wins", 0),
    ("report alignment", 0),
    ("win list", 0),
    ("ask list", 0),
    ("ask close A1 --answer yes", 0),
    ("log", 0),
    ("db info", 0),
    ("db verify", 0),
    ("db merge other.db", 0),
    ("db compact", 0),
    ("db purge C1 --dry-run", 0),
    ("cycle list", 0),
    ("team add web", 0),
    ("team list", 0),
    ("vision add 'Nobody waits'", 0),
    ("vision set V2 owner=raj", 0),
    ("vision list", 0),
    ("vision drop V2", 0),
    ("template list", 0),
    ("config list", 0),
    ("source set K3 -- echo 3", 0),
    ("source list", 0),
    ("pull K3", 0),
    ("prompt", 0),
    ("add 'Teach 20 bakers' --to O2", 0),
    ("move K4 --to O2", 0),
    ("drop K4 --because 'no menu needed'", 0),
    ("apply plan.okr", 0),
    ("import sheet.csv", 0),
    ("import sheet.csv --dry-run", 0),
    ("grade K1 0.7 --learned 'rye first'", 0),
    ("grade O1 =", 0),
    ("report retro --cycle 2026Q2", 0),
    ("retro 2026Q2", 0),
    ("cycle new 2026Q4", 0),
    ("cycle copy 2026Q3 2027Q1", 0),
    ("cycle open 2026Q4", 0),
    ("cycle close 2026Q2", 0),
    ("import whole.ndjson --db third.db", 0),
    ("undo", 0),
    ("redo", 0),
    ("restore op5", 0),
    ("init", 0),
    ("init --db new.db", 0),
    ("list status:wrong", 2),
];

/// What of a value does not fit a schema: the places and why. Keys that the schema does not name count.
fn misfits(value: &Value, schema: &Value, root: &Value, place: &str) -> Vec<String> {
    if let Some(reference) = schema["$ref"].as_str() {
        let found = root.pointer(reference.trim_start_matches('#'));
        let found = found.unwrap_or_else(|| panic!("{reference} leads nowhere"));
        return misfits(value, found, root, place);
    }
    if let Some(forms) = schema["anyOf"].as_array() {
        let tried = forms.iter().map(|form| misfits(value, form, root, place));
        return tried.min_by_key(Vec::len).expect("a form");
    }
    if let Some(only) = schema.get("const") {
        return match value == only {
            true => Vec::new(),
            // Another document altogether: worse than any key that is wrong.
            false => vec![format!("{place} is {value}, not {only}"); 99],
        };
    }
    let types: Vec<&str> = match &schema["type"] {
        Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
        one => one.as_str().into_iter().collect(),
    };
    if !types.is_empty() && !types.iter().any(|kind| is_a(value, kind)) {
        return vec![format!("{place} is {value}, promised as {types:?}")];
    }
    let mut found = Vec::new();
    if let (Some(text), Some(format)) = (value.as_str(), schema["format"].as_str()) {
        let fits = match format {
            "date" => text.parse::<chrono::NaiveDate>().is_ok(),
            "date-time" => chrono::DateTime::parse_from_rfc3339(text).is_ok(),
            other => panic!("{place} has the unknown format {other}"),
        };
        if !fits {
            found.push(format!("{place} is {text}, promised as {format}"));
        }
    }
    for (at, one) in value.as_array().into_iter().flatten().enumerate() {
        found.extend(misfits(
            one,
            &schema["items"],
            root,
            &format!("{place}[{at}]"),
        ));
    }
    if let (Some(object), Some(properties)) = (value.as_object(), schema["properties"].as_object())
    {
        for key in schema["required"].as_array().into_iter().flatten() {
            if !object.contains_key(key.as_str().expect("a key")) {
                found.push(format!("{place} has no {key}"));
            }
        }
        for (key, value) in object {
            match properties.get(key) {
                Some(schema) => {
                    found.extend(misfits(value, schema, root, &format!("{place}.{key}")))
                }
                None => found.push(format!("{place} has {key}, which nobody promised")),
            }
        }
    }
    found
}

fn is_a(value: &Value, kind: &str) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("the type {other} is unknown"),
    }
}

fn schema(desk: &Desk) -> Value {
    let printed = desk.okr(&["export", "--schema"]).succeeds().text();
    serde_json::from_str(&printed).expect("a schema")
}

fn desk() -> Desk {
    let desk = Desk::new();
    for line in BEFORE {
        desk.sh(&format!("okr {line} -q")).succeeds();
    }
    let write = |name: &str, text: &str| {
        std::fs::write(desk.home().join(name), text).expect("a file");
    };
    write("batch.csv", "kr,value\nK2,170\nK99,4\n");
    write("plan.okr", "O Bake for the market\n  K Sell 300 cakes\n");
    write(
        "sheet.csv",
        "Objective,Key result\nFeed the office,Serve 40 lunches a day\n",
    );
    desk.sh("okr export -o whole.ndjson").succeeds();
    desk.sh("okr --db other.db add 'Open a shop in the next street'")
        .succeeds();
    desk
}

#[test]
fn every_command_answers_programs_as_the_schema_says() {
    let desk = desk();
    let schema = schema(&desk);
    let mut kinds = BTreeSet::new();
    let mut wrong = Vec::new();
    for (line, code) in PLAYED {
        let typed = match line.split_once(" -- ") {
            Some((before, after)) => format!("{before} --json -- {after}"),
            None => format!("{line} --json"),
        };
        let ended = desk.sh(&format!("okr {typed}"));
        if ended.code != Some(code) {
            wrong.push(format!(
                "okr {line} ended with {:?}: {}",
                ended.code,
                ended.errors()
            ));
            continue;
        }
        let silent = ["config set", "source set"];
        if silent.iter().any(|words| line.starts_with(words)) {
            continue;
        }
        let printed = match code {
            0 | 7 | 9 => ended.text(),
            _ => ended.errors(),
        };
        let Ok(document) = serde_json::from_str::<Value>(&printed) else {
            wrong.push(format!("okr {line} printed {printed}"));
            continue;
        };
        kinds.extend(document["kind"].as_str().map(str::to_owned));
        let found = misfits(&document, &schema, &schema, "");
        wrong.extend(found.iter().take(9).map(|one| format!("okr {line}: {one}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let promised: BTreeSet<String> = schema["anyOf"]
        .as_array()
        .expect("documents")
        .iter()
        .filter_map(|form| form["properties"]["kind"]["const"].as_str())
        .map(str::to_owned)
        .collect();
    assert_eq!(
        kinds, promised,
        "kinds that were printed and kinds that are promised"
    );
}

#[test]
fn every_command_is_played_or_has_no_document() {
    let listed = Desk::new().okr(&["help"]).succeeds().text();
    let commands: Vec<&str> = listed
        .split("\nTopics")
        .next()
        .expect("a list")
        .lines()
        .filter_map(|line| line.strip_prefix("  "))
        .filter_map(|line| line.split_once("  "))
        .map(|(name, _)| name)
        .collect();
    assert!(commands.len() > 50, "{commands:?}");
    for command in commands {
        let is_played = PLAYED
            .iter()
            .any(|(line, _)| line.split(' ').next() == Some(command));
        let is_without = WITHOUT
            .iter()
            .any(|without| without.split(' ').next() == Some(command));
        assert!(
            is_played || is_without,
            "okr {command} is not held against the schema"
        );
    }
}

#[test]
fn a_key_too_many_a_key_too_few_and_a_wrong_type_are_found() {
    let desk = desk();
    let schema = schema(&desk);
    let printed = desk.okr(&["list", "--json"]).succeeds().text();
    let document: Value = serde_json::from_str(&printed).expect("JSON");
    let misfits = |document: &Value| misfits(document, &schema, &schema, "");
    assert_eq!(misfits(&document), Vec::<String>::new());
    let mut more = document.clone();
    more["items"][0]["mood"] = "fine".into();
    assert_eq!(
        misfits(&more),
        [".items[0] has mood, which nobody promised"]
    );
    let mut less = document.clone();
    less["items"][0]
        .as_object_mut()
        .expect("a record")
        .remove("title");
    assert_eq!(misfits(&less), [".items[0] has no \"title\""]);
    let mut other = document;
    other["items"][0]["checkins"] = "3".into();
    assert_eq!(misfits(&other).len(), 1);
    other["kind"] = "kr.lost".into();
    assert!(!misfits(&other).is_empty());
}
