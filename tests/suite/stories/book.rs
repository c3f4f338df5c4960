//! The book of the stories: one vision, three objectives, eight key results, nine weeks of check-ins.

use chrono::NaiveDate;
use okr_core::Book;
use okr_core::act::add::{Meta, NewObjective};
use okr_core::act::check_in::{NewCheckIn, Rule};
use okr_core::act::{Action, Commit, Context, read};
use okr_core::capture::number::Comma;
use okr_core::capture::value::Source;
use okr_core::domain::assess::Policy;
use okr_core::domain::cycle::Calendar;
use okr_core::time::Now;

pub const TODAY: &str = "2026-08-28";

pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

pub fn context(on: &str) -> Context {
    Context {
        now: Now::noon_of(day(on)),
        by: "ana".to_owned(),
        command: "okr".to_owned(),
        comma: Comma::Auto,
        policy: Policy::default(),
        calendar: Calendar::default(),
        watch: Default::default(),
    }
}

pub fn act(book: &mut Book, on: &str, action: &Action) {
    book.apply(action, &context(on), Commit::Keep)
        .expect("an action of the story");
}

fn objective(book: &mut Book, title: &str, owner: &str, team: &str) {
    let new = NewObjective {
        title: title.to_owned(),
        parent: Some("V1".to_owned()),
        meta: Meta {
            owner: Some(owner.to_owned()),
            team: Some(team.to_owned()),
            ..Meta::default()
        },
        ..NewObjective::default()
    };
    act(book, "2026-07-01", &Action::AddObjective(Box::new(new)));
}

fn key_result(book: &mut Book, title: &str, objective: &str, owner: &str, start: Option<&str>) {
    let mut typed = vec![("owner".to_owned(), owner.to_owned())];
    typed.extend(start.map(|start| ("start".to_owned(), start.to_owned())));
    let draft = read::key_result(title, &typed, &context("2026-07-01"), None).expect("a sentence");
    let mut new = draft.new;
    new.objective = Some(objective.to_owned());
    act(book, "2026-07-01", &Action::AddKeyResult(Box::new(new)));
}

pub fn check_in(book: &mut Book, on: &str, id: &str, value: &str, confidence: &str, note: &str) {
    let row = NewCheckIn {
        confidence: Some(confidence.to_owned()),
        note: Some(note.to_owned()),
        ..NewCheckIn::of(id, value)
    };
    let rule = Rule {
        keep_going: false,
        any_date: false,
        from: Source::Shell,
    };
    let rows = vec![row];
    act(book, on, &Action::CheckIn { rows, rule });
}

/// See the head of this file.
pub fn book() -> Book {
    let mut book = Book::in_memory().expect("a book");
    let vision = Action::AddVision {
        title: "Software teams trust on day one".to_owned(),
        owner: None,
    };
    act(&mut book, "2026-07-01", &vision);
    objective(&mut book, "Ship a product people trust", "ana", "core");
    objective(
        &mut book,
        "Grow an audience that comes back",
        "raj",
        "growth",
    );
    objective(
        &mut book,
        "Give every customer a fast answer",
        "mei",
        "care",
    );
    for (title, objective, owner, start) in [
        ("Reach 95% of lines tested", "O1", "ana", Some("81%")),
        (
            "Reduce bug reports by 30% against the release before it",
            "O1",
            "li",
            Some("120"),
        ),
        (
            "Score 4.5/5 in the quarterly user surveys",
            "O1",
            "ana",
            Some("3.9"),
        ),
        (
            "Increase search visits by 40% against last quarter",
            "O2",
            "raj",
            Some("20000"),
        ),
        ("Publish 12 well-read blog articles", "O2", "raj", None),
        (
            "Win 500 new readers for the email newsletter",
            "O2",
            "noa",
            None,
        ),
        ("Keep first response under 4 hours", "O3", "mei", None),
        ("Open 5 help-centre guides", "O3", "mei", None),
    ] {
        key_result(&mut book, title, objective, owner, start);
    }
    let weeks = [
        "07-08", "07-15", "07-22", "07-29", "08-05", "08-12", "08-19",
    ];
    for (week, date) in (1..).zip(weeks) {
        let on = format!("2026-{date}");
        let readers = (week * 30).to_string();
        check_in(&mut book, &on, "K6", &readers, "6", &format!("week {week}"));
        check_in(
            &mut book,
            &on,
            "K2",
            &(120 - week * 2).to_string(),
            "4",
            "triage rota works",
        );
        check_in(
            &mut book,
            &on,
            "K4",
            &(20_000 + week * 700).to_string(),
            "8",
            "",
        );
    }
    let blocker = Some("sign-up form waits for legal".to_owned());
    let reference = "K6".to_owned();
    act(
        &mut book,
        "2026-08-12",
        &Action::Block { reference, blocker },
    );
    for (on, id, value, confidence) in [
        ("2026-08-26", "K1", "90%", "8"),
        ("2026-08-26", "K2", "104", "4"),
        ("2026-08-26", "K3", "4.3/5", "7"),
        ("2026-08-25", "K4", "25400", "8"),
        ("2026-08-25", "K5", "7", "6"),
        ("2026-08-27", "K7", "3.6h", "8"),
        ("2026-08-27", "K8", "3", "7"),
    ] {
        check_in(&mut book, on, id, value, confidence, "");
    }
    let win = Action::Win {
        text: "A post about on-call reached the top of the forum".to_owned(),
        about: vec!["K5".to_owned()],
        thanks: Vec::new(),
    };
    act(&mut book, "2026-08-26", &win);
    let ask = Action::Ask {
        text: "Legal: approve the new sign-up form".to_owned(),
        about: vec!["K6".to_owned()],
    };
    act(&mut book, "2026-08-12", &ask);
    book
}
