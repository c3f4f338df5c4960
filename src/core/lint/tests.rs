//! Each rule with a record that it finds and one that it leaves alone.

use chrono::Days;

use super::*;
use crate::act::Action;
use crate::book::Book;
use crate::domain::assess::Policy;
use crate::report::board::{CycleChoice, Depth, Narrow, board};
use crate::report::sample::{self, TODAY, day};

fn found_on(book: &Book, on: &str) -> Vec<(String, &'static str)> {
    let on = day(on);
    let seen = |on, choice: &CycleChoice| {
        board(
            book.connection(),
            choice,
            &Narrow::Everything,
            Depth::Words,
            &Policy::default(),
            on,
        )
        .expect("a board")
    };
    let earlier = on.checked_sub_days(Days::new(LOOK_BACK)).expect("a day");
    let sight = Sight {
        board: &seen(on, &CycleChoice::All),
        earlier: &seen(earlier, &CycleChoice::All),
        cycles_before: &[],
        cadence: Cadence::default(),
    };
    lint(book.connection(), &sight)
        .expect("findings")
        .into_iter()
        .map(|finding| (finding.id, finding.rule.code()))
        .collect()
}

fn codes(book: &Book, id: &str) -> Vec<&'static str> {
    let found = found_on(book, TODAY);
    let own = found.into_iter().filter(|(of, _)| of == id);
    own.map(|(_, code)| code).collect()
}

#[test]
fn codes_and_rules_are_in_one_order() {
    for (place, rule) in Rule::ALL.into_iter().enumerate() {
        assert_eq!(rule as usize, place);
        assert_eq!(rule.code(), format!("L{:02}", place + 1));
    }
}

#[test]
fn words_of_objectives_are_looked_at() {
    let mut book = sample::book();
    sample::objective(&mut book, "Reach 500 readers", None, "web", "ana");
    sample::objective(
        &mut book,
        "Make the whole of our product and service easier for all people in all regions",
        None,
        "web",
        "ana",
    );
    assert_eq!(codes(&book, "O4"), ["L01", "L03", "L10"]);
    assert_eq!(codes(&book, "O5"), ["L02", "L03", "L10"]);
}

#[test]
fn a_sixth_key_result_and_a_fifth_objective_are_many() {
    let mut book = sample::book();
    for place in 0..6 {
        let title = format!(
            "Answer {place} questions of group {}",
            "abcdef".chars().nth(place).expect("a letter")
        );
        sample::key_result(&mut book, "O3", &title, ("0", "9"), None);
    }
    assert!(codes(&book, "O3").contains(&"L07"));
    for title in ["Grow", "Stay", "Learn", "Teach"] {
        sample::objective(&mut book, title, None, "web", "ana");
    }
    let found = found_on(&book, TODAY);
    let many: Vec<&String> = found
        .iter()
        .filter(|(_, code)| *code == "L08")
        .map(|(id, _)| id)
        .collect();
    assert_eq!(many.len(), 1, "said once for the team");
}

#[test]
fn words_of_key_results_are_looked_at() {
    let mut book = sample::book();
    for title in [
        "Launch the new sign-up form",
        "Publish 12 articles",
        "Win 500 readers by Q4",
        "Win 300 readers by Q3",
    ] {
        sample::key_result(&mut book, "O1", title, ("0", "500"), None);
    }
    assert!(
        codes(&book, "K6").contains(&"L12"),
        "{:?}",
        codes(&book, "K6")
    );
    assert!(
        codes(&book, "K7").contains(&"L13"),
        "{:?}",
        codes(&book, "K7")
    );
    assert!(
        codes(&book, "K8").contains(&"L18"),
        "{:?}",
        codes(&book, "K8")
    );
    assert!(
        !codes(&book, "K9").contains(&"L18"),
        "{:?}",
        codes(&book, "K9")
    );
}

#[test]
fn the_same_metric_is_said_of_the_later_one() {
    let mut book = sample::book();
    sample::key_result(&mut book, "O3", "Run 300 km", ("0", "300"), None);
    let found = found_on(&book, TODAY);
    let same: Vec<&String> = found
        .iter()
        .filter(|(_, code)| *code == "L17")
        .map(|(id, _)| id)
        .collect();
    assert_eq!(same, ["K6"]);
}

#[test]
fn a_blocker_that_nobody_was_asked_about_is_found_after_two_weeks() {
    let mut book = sample::book();
    assert!(codes(&book, "K1").contains(&"L23"));
    assert!(
        !found_on(&book, "2026-08-20")
            .iter()
            .any(|(_, code)| *code == "L23")
    );
    let ask = Action::Ask {
        text: "Approve the form".to_owned(),
        about: vec!["K1".to_owned()],
    };
    sample::act(&mut book, TODAY, ask);
    assert!(!codes(&book, "K1").contains(&"L23"));
}

#[test]
fn a_long_silence_and_a_lowered_target_are_found() {
    let mut book = sample::book();
    assert!(codes(&book, "K5").contains(&"L19"));
    assert!(!codes(&book, "K1").contains(&"L19"));
    sample::set(&mut book, TODAY, "K2", "target", "400");
    assert!(codes(&book, "K2").contains(&"L21"));
    sample::set(&mut book, TODAY, "K2", "target", "600");
    assert!(!codes(&book, "K2").contains(&"L21"));
}

#[test]
fn confidence_that_never_moves_and_one_against_the_pace_are_found() {
    let mut book = sample::book();
    for on in ["2026-07-08", "2026-07-31", "2026-08-07", "2026-08-21"] {
        sample::check_in(&mut book, on, "K4", "30", "9", "");
    }
    let found = codes(&book, "K4");
    assert!(
        found.contains(&"L20") && found.contains(&"L24"),
        "{found:?}"
    );
    sample::check_in(&mut book, TODAY, "K4", "31", "4", "");
    let found = codes(&book, "K4");
    assert!(
        !found.contains(&"L20") && !found.contains(&"L24"),
        "{found:?}"
    );
}

#[test]
fn what_a_record_allows_is_not_said() {
    let mut book = sample::book();
    assert!(codes(&book, "K5").contains(&"L19"));
    sample::set(&mut book, TODAY, "K5", "allow", "l19");
    assert!(!codes(&book, "K5").contains(&"L19"));
}

#[test]
fn two_full_cycles_in_a_row_are_found() {
    let full = |name: &str| {
        let book = sample::book();
        let mut board = sample::whole(&book);
        for item in &mut board.items {
            item.assessment.progress = Some(1.0);
        }
        let mut cycle = board.items[0].cycle.clone().expect("a cycle");
        cycle.name = name.to_owned();
        board.cycle = Some(cycle);
        board
    };
    let book = sample::book();
    let board = sample::whole(&book);
    let sight = |before: &[Board]| {
        let sight = Sight {
            board: &board,
            earlier: &board,
            cycles_before: before,
            cadence: Cadence::default(),
        };
        cycle::findings(&sight).map(|finding| finding.id)
    };
    let mut both = vec![full("2026Q2"), full("2026Q1")];
    assert_eq!(sight(&both), Some("2026Q2".to_owned()));
    assert_eq!(sight(&both[..1]), None);
    both[1].items[1].assessment.progress = Some(0.99);
    assert_eq!(sight(&both), None);
}

#[test]
fn gaps_of_a_plan_are_found() {
    let mut book = sample::book();
    sample::objective(&mut book, "Learn from every launch", None, "design", "ana");
    sample::key_result(&mut book, "O4", "Better talks", ("0", ""), None);
    assert_eq!(codes(&book, "O4"), ["L09", "L10"]);
    assert_eq!(codes(&book, "K6")[..2], ["L04", "L14"]);
}

#[test]
fn posts_alone_say_nothing_of_their_worth() {
    let mut book = sample::book();
    sample::objective(&mut book, "Be heard", Some("V1"), "design", "ana");
    sample::key_result(&mut book, "O4", "Publish 12 articles", ("0", "12"), None);
    sample::key_result(&mut book, "O4", "Run 6 workshops", ("0", "6"), None);
    assert_eq!(codes(&book, "O4"), ["L16"]);
    sample::key_result(&mut book, "O4", "Win 500 readers", ("0", "500"), None);
    assert_eq!(codes(&book, "O4"), Vec::<&str>::new());
}
