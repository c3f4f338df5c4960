//! A book on a desk with a calendar beside it: what every proof needs to act and to look. It decides
//! nothing; refusals come back as they are.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use okr_core::act::add::{Meta, NewKeyResult, NewObjective};
use okr_core::act::check_in::{NewCheckIn, Rule};
use okr_core::act::cycle::NewCycle;
use okr_core::act::grade::NewGrade;
use okr_core::act::{Action, Commit, Context, Outcome};
use okr_core::capture::number::Comma;
use okr_core::capture::value::Source;
use okr_core::domain::assess::Policy;
use okr_core::domain::check_in::CheckIn;
use okr_core::domain::cycle::Calendar;
use okr_core::domain::grade::{Grade, Next};
use okr_core::domain::key_result::KeyResult;
use okr_core::domain::measure::{Kind, Measure};
use okr_core::domain::objective::Objective;
use okr_core::domain::record::Type;
use okr_core::store::{check_ins, grades, key_results, objectives};
use okr_core::time::Now;
use okr_core::{Book, Connection, Error, reference};
use rusqlite::types::Value;

pub struct Desk {
    pub book: Book,
    pub today: NaiveDate,
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

pub fn context(today: NaiveDate) -> Context {
    Context {
        now: Now::noon_of(today),
        by: "li".to_owned(),
        command: "a proof".to_owned(),
        comma: Comma::Auto,
        policy: Policy::default(),
        calendar: Calendar::default(),
        watch: Default::default(),
    }
}

pub fn objective(title: &str) -> NewObjective {
    NewObjective {
        title: title.to_owned(),
        ..NewObjective::default()
    }
}

pub fn key_result(objective: &str, title: &str, start: i64, target: i64) -> NewKeyResult {
    let mut measure = Measure {
        kind: Kind::Number,
        start: Some(start.into()),
        target: Some(target.into()),
        ..Measure::default()
    };
    okr_core::act::change::settle(&mut measure);
    NewKeyResult {
        title: title.to_owned(),
        objective: Some(objective.to_owned()),
        measure,
        meta: Meta::default(),
    }
}

/// A key result of any book, `None` when it is not there.
pub fn kr_in(book: &Connection, reference: &str) -> Option<KeyResult> {
    let found = reference::exact(book, reference, &[Type::KeyResult]).ok()?;
    key_results::by_uid(book, found.uid).expect("a readable book")
}

pub fn row(reference: &str, value: &str) -> NewCheckIn {
    NewCheckIn::of(reference, value)
}

pub const STRICT: Rule = Rule {
    keep_going: false,
    any_date: false,
    from: Source::File,
};

pub fn set(reference: &str, key: &str, value: &str) -> Action {
    Action::Set {
        references: vec![reference.to_owned()],
        changes: vec![(key.to_owned(), value.to_owned())],
    }
}

pub fn dropping(reference: &str) -> Action {
    Action::Drop {
        references: vec![reference.to_owned()],
        because: None,
    }
}

/// A grade with nothing but a score and what becomes of it.
pub fn grading(reference: &str, score: &str, next: Option<Next>) -> NewGrade {
    NewGrade {
        reference: reference.to_owned(),
        score: (!score.is_empty()).then(|| score.to_owned()),
        next: next.map(|next| next.name().to_owned()),
        ..NewGrade::default()
    }
}

pub fn moving(reference: &str, to: &str) -> Action {
    Action::Move {
        reference: reference.to_owned(),
        to: to.to_owned(),
        counts: None,
    }
}

pub fn cycle(name: &str) -> NewCycle {
    NewCycle {
        name: name.to_owned(),
        ..NewCycle::default()
    }
}

impl Desk {
    /// An empty book on Monday 3 August 2026.
    pub fn empty() -> Self {
        Self {
            book: Book::in_memory().expect("memory"),
            today: day("2026-08-03"),
        }
    }

    /// O1 with K1 from 0 to 100 and K2 from 50 to 10, in 2026Q3.
    pub fn with_a_plan() -> Self {
        let mut desk = Self::empty();
        desk.did(Action::AddObjective(Box::new(objective("Grow readers"))));
        desk.did(Action::AddKeyResult(Box::new(key_result(
            "O1", "Readers", 0, 100,
        ))));
        desk.did(Action::AddKeyResult(Box::new(key_result(
            "O1",
            "Open bugs",
            50,
            10,
        ))));
        desk
    }

    pub fn try_to(&mut self, action: &Action) -> Result<Outcome, Error> {
        self.book.apply(action, &context(self.today), Commit::Keep)
    }

    pub fn did(&mut self, action: Action) -> Outcome {
        self.try_to(&action).expect("an action that is allowed")
    }

    pub fn refusal(&mut self, action: Action) -> Error {
        let before = everything(&self.book);
        let error = self.try_to(&action).expect_err("a refusal");
        assert_eq!(before, everything(&self.book), "a refusal changed the book");
        error
    }

    pub fn checked_in(&mut self, rows: Vec<NewCheckIn>) -> Outcome {
        self.did(Action::CheckIn { rows, rule: STRICT })
    }

    pub fn days_pass(&mut self, days: u64) {
        self.today = self.today + Days::new(days);
    }

    pub fn kr(&self, reference: &str) -> KeyResult {
        kr_in(self.book.connection(), reference).expect("a key result")
    }

    pub fn objective(&self, reference: &str) -> Objective {
        let found = reference::exact(self.book.connection(), reference, &[Type::Objective])
            .expect("an objective");
        objectives::by_uid(self.book.connection(), found.uid)
            .expect("a readable book")
            .expect("a row")
    }

    pub fn series(&self, reference: &str) -> Vec<CheckIn> {
        check_ins::series(self.book.connection(), self.kr(reference).head.uid)
            .expect("a readable book")
    }

    pub fn grade(&self, reference: &str) -> Option<Grade> {
        let wanted = [Type::KeyResult, Type::Objective];
        let found = reference::exact(self.book.connection(), reference, &wanted).expect("a record");
        grades::of(self.book.connection(), found.uid).expect("a readable book")
    }

    /// The values of a series as text, `-` for "no number".
    pub fn values(&self, reference: &str) -> Vec<String> {
        values(&self.series(reference))
    }
}

pub fn values(series: &[CheckIn]) -> Vec<String> {
    series
        .iter()
        .map(|check_in| {
            check_in
                .value
                .map_or("-".to_owned(), |value| value.to_string())
        })
        .collect()
}

/// The rows of some tables, without the columns named.
fn rows(
    book: &Book,
    tables: &[&'static str],
    without: &[&str],
) -> BTreeMap<&'static str, Vec<String>> {
    let mut all = BTreeMap::new();
    for table in tables {
        let sql = format!("SELECT * FROM {table}");
        let mut statement = book.connection().prepare(&sql).expect("a table");
        let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let mut lines: Vec<String> = statement
            .query_map([], |row| {
                let mut line = String::new();
                for (column, name) in names.iter().enumerate() {
                    if name != "n" && !without.contains(&name.as_str()) {
                        let value: Value = row.get(column)?;
                        line.push_str(&format!("{name}={value:?} "));
                    }
                }
                Ok(line)
            })
            .expect("rows")
            .collect::<Result<_, _>>()
            .expect("rows");
        lines.sort();
        all.insert(*table, lines);
    }
    all
}

pub type Rows = BTreeMap<&'static str, Vec<String>>;

const RECORDS: [&str; 8] = [
    "cycle",
    "team",
    "vision",
    "objective",
    "kr",
    "checkin",
    "fact",
    "grade",
];

/// Every record of the book. The counters are no record: numbers stay used after an undo.
pub fn state(book: &Book) -> Rows {
    rows(book, &RECORDS, &[])
}

/// Every record without its own history, which a restore adds to.
pub fn state_without_history(book: &Book) -> Rows {
    rows(
        book,
        &RECORDS,
        &["created", "updated", "targets", "recorded"],
    )
}

pub fn counters(book: &Book) -> Rows {
    rows(book, &["counter"], &[])
}

/// Records, counters and log.
pub fn everything(book: &Book) -> Rows {
    let mut all = rows(book, &RECORDS, &[]);
    all.extend(rows(book, &["counter", "device", "operation", "op"], &[]));
    all
}

pub fn sound(book: &Book) {
    let verdict = book.verify().expect("a readable book");
    assert_eq!(verdict.findings, Vec::<String>::new());
}
