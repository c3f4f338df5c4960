//! The promise of machine output, kept: every object has the keys of its table, of the types the
//! table names, and the schema says the same.

use okr_core::Book;
use okr_core::act::add::{Meta, NewKeyResult, NewObjective};
use okr_core::act::check_in::{Blocker, NewCheckIn, Rule};
use okr_core::act::{Action, Commit, Context};
use okr_core::capture::value::Source;
use okr_core::domain::assess::{Agreed, Coverage, Forecast, Policy};
use okr_core::domain::measure::{Direction, Kind, Marks, Measure, Plan, Step, Zones};
use okr_core::domain::quantity::Quantity;
use okr_core::report::board::{CycleChoice, Depth, Narrow, board};
use okr_core::report::item::Item;
use okr_core::store::{check_ins, cycles, facts, ops, visions};
use okr_core::time::Now;
use serde_json::Value;

use super::answers;
use super::fields::{FIELDS, Field};
use super::{record, schema};

const TODAY: &str = "2026-08-28";

fn quantity(text: &str) -> Quantity {
    text.parse().expect("a quantity")
}

fn book() -> Book {
    let mut book = Book::in_memory().expect("a book");
    let reference = |id: &str| id.to_owned();
    let row = NewCheckIn {
        confidence: Some("4".to_owned()),
        note: Some("triage rota".to_owned()),
        blocker: Blocker::Set("form with legal".to_owned()),
        ..NewCheckIn::of("K1", "104")
    };
    let rule = Rule {
        keep_going: false,
        any_date: false,
        from: Source::Shell,
    };
    let measure = Measure {
        kind: Kind::Relative,
        unit: Some("bug reports".to_owned()),
        direction: Direction::Down,
        start: Some(quantity("120")),
        change: Some(quantity("0.7")),
        ..Measure::default()
    };
    let actions = [
        Action::AddVision {
            title: "Teams trust their software".to_owned(),
            owner: None,
        },
        Action::AddTeam {
            name: "web".to_owned(),
            title: None,
        },
        Action::AddObjective(Box::new(NewObjective {
            title: "Ship a product people trust".to_owned(),
            parent: Some(reference("V1")),
            ..NewObjective::default()
        })),
        Action::AddKeyResult(Box::new(NewKeyResult {
            title: "Reduce bug reports by 30%".to_owned(),
            objective: Some(reference("O1")),
            measure,
            meta: Meta::default(),
        })),
        Action::CheckIn {
            rows: vec![row],
            rule,
        },
        Action::Win {
            text: "A week without a bug".to_owned(),
            about: vec![reference("K1")],
            thanks: vec!["li".to_owned()],
        },
        Action::Ask {
            text: "One more reader".to_owned(),
            about: vec![reference("K1")],
        },
        Action::Note {
            reference: reference("K1"),
            text: "the rota starts".to_owned(),
        },
    ];
    let context = Context {
        now: Now::noon_of(TODAY.parse().expect("a day")),
        by: "ana".to_owned(),
        command: "okr".to_owned(),
        comma: Default::default(),
        policy: Policy::default(),
        calendar: Default::default(),
        watch: Default::default(),
    };
    for action in actions {
        book.apply(&action, &context, Commit::Keep).expect("done");
    }
    book
}

fn items(book: &Book) -> Vec<Item> {
    let day = TODAY.parse().expect("a day");
    let policy = Policy::default();
    board(
        book.connection(),
        &CycleChoice::All,
        &Narrow::Everything,
        Depth::Words,
        &policy,
        day,
    )
    .expect("a board")
    .items
}

/// A key result with everything in it that can be null otherwise.
fn full(mut item: Item) -> Item {
    let half = Some(quantity("0.5"));
    item.assessment.coverage = Some(Coverage {
        reported: 1,
        counted: 2,
        share: 0.5,
        low: 0.2,
        high: 0.7,
    });
    item.assessment.forecast = Some(Forecast {
        date: TODAY.parse().expect("a day"),
        value: 95.0,
        low: 90.0,
        high: 99.0,
        chance: 0.4,
        digits: 0,
    });
    item.assessment.agreed = Some(Agreed {
        start: half,
        goal: half,
        low: half,
        high: half,
        raw: Some(0.5),
        progress: Some(0.5),
    });
    if let Some(measure) = &mut item.measure {
        measure.steps = vec![Step {
            name: "draft".to_owned(),
            weight: quantity("1"),
        }];
        measure.zones = Some(Zones {
            commit: "a".to_owned(),
            target: "b".to_owned(),
            stretch: "c".to_owned(),
        });
        measure.marks = Some(Marks {
            commit: quantity("0.3"),
            target: quantity("0.7"),
        });
        measure.plan = Some(Plan::Points(vec![(
            TODAY.parse().expect("a day"),
            quantity("100"),
        )]));
    }
    item
}

/// Holds a value against the fields behind a prefix: same keys in the same order, right types.
fn agrees(value: &Value, prefix: &str, fields: &[Field]) {
    let own: Vec<&Field> = fields
        .iter()
        .filter(|(name, ..)| {
            name.strip_prefix(prefix)
                .is_some_and(|name| !name.contains('.'))
        })
        .collect();
    let object = value.as_object().expect("an object");
    let keys: Vec<&str> = object.keys().map(String::as_str).collect();
    let names: Vec<&str> = own.iter().map(|(name, ..)| &name[prefix.len()..]).collect();
    let sorted = |mut names: Vec<&str>| {
        names.sort_unstable();
        names.join(" ")
    };
    assert_eq!(sorted(keys), sorted(names), "keys behind {prefix:?}");
    for (name, kind, _) in own {
        is_of(&object[&name[prefix.len()..]], name, kind, fields);
    }
}

fn is_of(value: &Value, name: &str, kind: &str, fields: &[Field]) {
    if value.is_null() {
        assert!(
            kind.ends_with('?'),
            "{name} is null but was promised as {kind}"
        );
        return;
    }
    let kind = kind.trim_end_matches('?');
    let fits = match kind {
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        "boolean" => value.is_boolean(),
        "date" => value
            .as_str()
            .is_some_and(|text| text.parse::<chrono::NaiveDate>().is_ok()),
        "instant" => value
            .as_str()
            .is_some_and(|text| chrono::DateTime::parse_from_rfc3339(text).is_ok()),
        "object" => {
            agrees(value, &format!("{name}."), fields);
            true
        }
        "string[]" => value
            .as_array()
            .is_some_and(|all| all.iter().all(Value::is_string)),
        "object[]" => value.as_array().is_some_and(|all| {
            all.iter()
                .for_each(|one| agrees(one, &format!("{name}."), fields));
            true
        }),
        other => panic!("{name} has the unknown type {other}"),
    };
    assert!(fits, "{name} is {value}, promised as {kind}");
}

fn promised(kind: &str, value: &Value) {
    agrees(value, "", &answers::record(kind));
}

#[test]
fn objectives_and_key_results_have_the_keys_of_the_table_empty_or_full() {
    let all = items(&book());
    assert_eq!(all.len(), 2);
    for item in all {
        let kind = item.kind.name();
        promised(kind, &record::item(&item));
        promised(kind, &record::item(&full(item)));
    }
}

#[test]
fn every_other_record_has_the_keys_of_its_table() {
    let book = book();
    let connection = book.connection();
    let about = ["K1".to_owned()];
    let kr = items(&book).pop().expect("a key result");
    let one = check_ins::series(connection, kr.head.uid)
        .expect("read")
        .pop()
        .expect("a check-in");
    promised(
        "checkin",
        &record::check_in(&one, "K1", &kr.measure.unwrap_or_default()),
    );
    promised(
        "win",
        &record::win(&facts::wins(connection).expect("read")[0], &about),
    );
    promised(
        "ask",
        &record::ask(&facts::asks(connection).expect("read")[0], &about),
    );
    promised(
        "note",
        &record::note(&facts::notes(connection).expect("read")[0], "K1"),
    );
    promised(
        "vision",
        &record::vision(&visions::all(connection).expect("read")[0]),
    );
    promised(
        "cycle",
        &record::cycle(&cycles::all(connection).expect("read")[0]),
    );
    promised(
        "team",
        &record::team(&visions::teams(connection).expect("read")[0]),
    );
    promised(
        "operation",
        &record::operation(&ops::list(connection, None, 1).expect("read")[0]),
    );
}

#[test]
fn numbers_are_plain_and_a_factor_stands_apart_from_a_difference() {
    let kr = record::item(&items(&book()).pop().expect("a key result"));
    assert_eq!(kr["start"].to_string(), "120");
    assert_eq!(kr["target"].to_string(), "84");
    assert_eq!(kr["target_text"], "84");
    assert_eq!(kr["current_text"], "104 bug reports");
    assert_eq!(kr["metric"]["factor"].to_string(), "0.7");
    assert!(kr["metric"]["change"].is_null());
    assert_eq!(kr["blocked_since"], TODAY);
}

#[test]
fn a_schema_requires_every_key_at_every_level() {
    let schema = schema::schema(Some("kr.list"));
    let item = &schema["$defs"]["kr"];
    let required: Vec<&str> = item["required"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(Value::as_str)
        .collect();
    let top: Vec<&str> = FIELDS
        .iter()
        .map(|(name, ..)| *name)
        .filter(|name| !name.contains('.'))
        .collect();
    assert_eq!(required, top);
    let marks = &item["properties"]["metric"]["properties"]["marks"];
    assert_eq!(marks["type"], serde_json::json!(["object", "null"]));
    assert_eq!(marks["required"], serde_json::json!(["commit", "target"]));
    let points = &item["properties"]["metric"]["properties"]["plan"]["properties"]["points"];
    assert_eq!(points["items"]["properties"]["date"]["format"], "date");
}
