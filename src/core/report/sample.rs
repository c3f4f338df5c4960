//! A small book for the tests of the questions: two visions' worth of goals, made through the same
//! actions as everybody's.

use chrono::NaiveDate;

use crate::act::add::{Meta, NewKeyResult, NewObjective};
use crate::act::check_in::{NewCheckIn, Rule};
use crate::act::cycle::NewCycle;
use crate::act::{Action, Commit, Context, Outcome};
use crate::book::Book;
use crate::capture::number::Comma;
use crate::capture::value::Source;
use crate::domain::assess::Policy;
use crate::domain::cycle::Calendar;
use crate::domain::measure::{Direction, Kind, Measure};
use crate::report::board::{Board, CycleChoice, Narrow, board};
use crate::time::Now;

/// The day the sample is looked at: a Friday in week 9.
pub(crate) const TODAY: &str = "2026-08-28";

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

pub(crate) fn context(on: &str) -> Context {
    Context {
        now: Now::noon_of(day(on)),
        by: "ana".to_owned(),
        command: "okr".to_owned(),
        comma: Comma::default(),
        policy: Policy::default(),
        calendar: Calendar::default(),
        watch: Default::default(),
    }
}

pub(crate) fn act(book: &mut Book, on: &str, action: Action) -> Outcome {
    let context = Context {
        command: format!("{action:?}").chars().take(20).collect(),
        ..context(on)
    };
    match book.apply(&action, &context, Commit::Keep) {
        Ok(outcome) => outcome,
        Err(error) => panic!("{error:?}"),
    }
}

pub(crate) fn set(book: &mut Book, on: &str, id: &str, key: &str, value: &str) {
    let action = Action::Set {
        references: vec![id.to_owned()],
        changes: vec![(key.to_owned(), value.to_owned())],
    };
    act(book, on, action);
}

pub(crate) fn objective(
    book: &mut Book,
    title: &str,
    parent: Option<&str>,
    team: &str,
    owner: &str,
) {
    let new = NewObjective {
        title: title.to_owned(),
        parent: parent.map(str::to_owned),
        meta: Meta {
            team: Some(team.to_owned()),
            owner: Some(owner.to_owned()),
            ..Meta::default()
        },
        ..NewObjective::default()
    };
    act(book, "2026-07-01", Action::AddObjective(Box::new(new)));
}

pub(crate) fn key_result(
    book: &mut Book,
    under: &str,
    title: &str,
    ends: (&str, &str),
    owner: Option<&str>,
) {
    let new = NewKeyResult {
        title: title.to_owned(),
        objective: Some(under.to_owned()),
        measure: Measure {
            kind: Kind::Count,
            direction: Direction::Up,
            start: ends.0.parse().ok(),
            target: ends.1.parse().ok(),
            ..Measure::default()
        },
        meta: Meta {
            owner: owner.map(str::to_owned),
            ..Meta::default()
        },
    };
    act(book, "2026-07-01", Action::AddKeyResult(Box::new(new)));
}

pub(crate) fn check_in(
    book: &mut Book,
    on: &str,
    id: &str,
    value: &str,
    confidence: &str,
    note: &str,
) {
    let row = NewCheckIn {
        confidence: (!confidence.is_empty()).then(|| confidence.to_owned()),
        note: (!note.is_empty()).then(|| note.to_owned()),
        ..NewCheckIn::of(id, value)
    };
    let rule = Rule {
        keep_going: false,
        any_date: false,
        from: Source::Shell,
    };
    act(
        book,
        on,
        Action::CheckIn {
            rows: vec![row],
            rule,
        },
    );
}

/// V1; O1 (team web, ana) with K1 (on), K2 (li's, behind); O2 under O1 (team Core, mei) with K3 (done)
/// and K4 (never checked in); O3 (no vision) with K5 (stale). K1 blocked, K2 tagged growth.
pub(crate) fn book() -> Book {
    let mut book = Book::in_memory().expect("a book");
    let vision = Action::AddVision {
        title: "Software teams trust on day one".to_owned(),
        owner: None,
    };
    act(&mut book, "2026-07-01", vision);
    let cycle = NewCycle {
        name: "2026Q3".to_owned(),
        ..NewCycle::default()
    };
    act(&mut book, "2026-07-01", Action::NewCycle(cycle));
    objective(
        &mut book,
        "Ship a product people trust",
        Some("V1"),
        "web",
        "ana",
    );
    key_result(&mut book, "O1", "Publish 40 articles", ("0", "40"), None);
    key_result(
        &mut book,
        "O1",
        "Win 500 new readers",
        ("0", "500"),
        Some("Li"),
    );
    objective(&mut book, "Answer fast", Some("O1"), "Core", "mei");
    key_result(&mut book, "O2", "Train 10 agents", ("0", "10"), None);
    key_result(
        &mut book,
        "O2",
        "Close 100 old tickets",
        ("0", "100"),
        Some("ana"),
    );
    objective(&mut book, "Stay healthy", None, "web", "ana lee");
    key_result(&mut book, "O3", "Run 200 km", ("0", "200"), None);
    check_in(&mut book, "2026-07-15", "K5", "60", "8", "knee is fine");
    check_in(
        &mut book,
        "2026-08-19",
        "K1",
        "22",
        "7",
        "waiting for Légal's form",
    );
    check_in(&mut book, "2026-08-19", "K2", "100", "6", "form with legal");
    check_in(&mut book, "2026-08-20", "K3", "10", "9", "all trained");
    check_in(&mut book, "2026-08-27", "K1", "26", "", "");
    let block = Action::Block {
        reference: "K1".to_owned(),
        blocker: Some("legal has the form".to_owned()),
    };
    act(&mut book, "2026-08-12", block);
    set(&mut book, "2026-08-20", "K2", "tag", "+growth");
    set(&mut book, "2026-08-20", "K2", "handle", "newsletter");
    book
}

pub(crate) fn whole(book: &Book) -> Board {
    narrowed(book, &Narrow::Everything)
}

pub(crate) fn narrowed(book: &Book, narrow: &Narrow) -> Board {
    board(
        book.connection(),
        &CycleChoice::All,
        narrow,
        crate::report::board::Depth::Words,
        &Policy::default(),
        day(TODAY),
    )
    .expect("a board")
}

pub(crate) fn find<'a>(board: &'a Board, id: &str) -> &'a super::item::Item {
    board
        .items
        .iter()
        .find(|item| item.id() == id)
        .expect("an item")
}
