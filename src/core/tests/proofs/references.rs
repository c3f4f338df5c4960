//! What a person may type for a record, to write to it and to look at it.

use okr_core::act::Action;
use okr_core::domain::record::Type;
use okr_core::reference::{self, ANY};
use okr_core::select;
use okr_core::store::names;
use okr_core::{Error, Kind};

use crate::desk::{Desk, key_result, objective, set};

fn desk() -> Desk {
    let mut desk = Desk::with_a_plan();
    desk.did(set("K1", "handle", "newsletter-readers"));
    desk.did(Action::AddKeyResult(Box::new(key_result(
        "O1", "Writers", 0, 5,
    ))));
    desk.did(set("K3", "handle", "newsletter-writers"));
    desk
}

fn exact(desk: &Desk, typed: &str, wanted: &[Type]) -> Result<String, Error> {
    reference::exact(desk.book.connection(), typed, wanted).map(|found| found.id)
}

fn near(desk: &Desk, typed: &str, wanted: &[Type]) -> Result<String, Error> {
    reference::near(desk.book.connection(), typed, wanted).map(|found| found.id)
}

#[test]
fn an_id_is_read_in_any_case_and_without_its_letter_where_one_kind_fits() {
    let desk = desk();
    for typed in ["K1", "k1", " K1 "] {
        assert_eq!(exact(&desk, typed, &ANY).expect("K1"), "K1");
    }
    assert_eq!(exact(&desk, "1", &[Type::KeyResult]).expect("K1"), "K1");
    assert_eq!(exact(&desk, "1", &[Type::Objective]).expect("O1"), "O1");
    assert_eq!(
        exact(&desk, "1", &ANY).expect_err("a bare number").code,
        "E301"
    );
    for wrong in ["K0", "K01", "K99999999999", "", " ", "-", "K1é", "%", "_"] {
        let error = exact(&desk, wrong, &ANY).expect_err(wrong);
        assert_eq!(
            (error.code, error.kind),
            ("E301", Kind::NotFound),
            "{wrong}"
        );
    }
}

#[test]
fn a_record_of_another_type_is_named_as_what_it_is() {
    let desk = desk();
    let error = exact(&desk, "O1", &[Type::KeyResult]).expect_err("an objective");
    assert_eq!(error.code, "E304");
    assert!(error.message.contains("an objective"), "{}", error.message);
    let error = exact(&desk, "newsletter-readers", &[Type::Objective]).expect_err("a key result");
    assert_eq!(error.code, "E304");
}

#[test]
fn a_uid_or_its_first_eight_characters_name_a_record() {
    let desk = desk();
    let uid = desk.kr("K1").head.uid.to_string();
    assert_eq!(exact(&desk, &uid, &ANY).expect("K1"), "K1");
    assert_eq!(exact(&desk, &uid.to_uppercase(), &ANY).expect("K1"), "K1");
    assert_eq!(exact(&desk, &uid.replace('-', ""), &ANY).expect("K1"), "K1");
    let others: Vec<String> = names::all(desk.book.connection())
        .expect("names")
        .iter()
        .map(|name| name.uid.to_string())
        .filter(|other| *other != uid)
        .collect();
    let unique = (8..=36)
        .map(|length| &uid[..length])
        .filter(|start| !start.ends_with('-'))
        .find(|start| others.iter().all(|other| !other.starts_with(start)))
        .expect("a start of its own");
    assert_eq!(exact(&desk, unique, &ANY).expect("K1"), "K1");
    assert_eq!(
        exact(&desk, &uid[..7], &ANY).expect_err("seven").code,
        "E301"
    );
    if others.iter().any(|other| other.starts_with(&uid[..8])) {
        let error = exact(&desk, &uid[..8], &ANY).expect_err("several");
        assert_eq!((error.code, error.kind), ("E303", Kind::NotFound));
    }
}

#[test]
fn looking_takes_a_near_name_and_writing_does_not() {
    let desk = desk();
    for (typed, id) in [
        ("newsletter-r", "K1"),
        ("bugs", "K2"),
        ("OPEN", "K2"),
        ("grow", "O1"),
    ] {
        assert_eq!(near(&desk, typed, &ANY).expect(typed), id);
        assert_eq!(exact(&desk, typed, &ANY).expect_err(typed).code, "E301");
    }
    let error = near(&desk, "newsletter", &ANY).expect_err("two handles");
    assert_eq!(error.code, "E303");
    assert_eq!(error.why.len(), 2);
    assert_eq!(
        near(&desk, "zebra", &ANY).expect_err("nothing").code,
        "E301"
    );
    assert_eq!(near(&desk, "", &ANY).expect_err("nothing").code, "E301");
}

#[test]
fn what_is_not_there_is_answered_with_the_nearest() {
    let desk = desk();
    let error = exact(&desk, "newsleter-readers", &[Type::KeyResult]).expect_err("a slip");
    assert_eq!(
        error.instead,
        Some(("newsleter-readers".to_owned(), "K1".to_owned()))
    );
    let error = exact(&desk, "K9", &[Type::KeyResult]).expect_err("never given out");
    assert!(error.why[0].contains("never given out"), "{:?}", error.why);
}

#[test]
fn a_missing_objective_offers_objectives_only() {
    let desk = desk();
    let planned = [Type::KeyResult, Type::Objective, Type::Vision];
    let error = exact(&desk, "O7", &planned).expect_err("never given out");
    assert_eq!(error.instead, Some(("O7".to_owned(), "O1".to_owned())));
    assert!(!error.why.iter().any(|line| line.starts_with('K')));
    let error = exact(&desk, "A99", &[Type::Ask]).expect_err("no ask");
    assert_eq!(error.next, ["okr ask list"]);
    let error = exact(&desk, "K1", &[Type::Ask]).expect_err("a key result");
    assert_eq!(error.why, ["Here an ask is wanted."]);
}

#[test]
fn a_handle_reaches_the_live_record_before_the_dropped_one() {
    let mut desk = desk();
    desk.did(crate::desk::dropping("K1"));
    assert_eq!(exact(&desk, "newsletter-readers", &ANY).expect("K1"), "K1");
    let mut new = objective("Another");
    new.meta.handle = Some("newsletter-readers".to_owned());
    desk.did(Action::AddObjective(Box::new(new)));
    assert_eq!(exact(&desk, "newsletter-readers", &ANY).expect("O2"), "O2");
}

#[test]
fn a_cycle_is_named_in_any_case_where_one_is_wanted() {
    let desk = desk();
    assert_eq!(exact(&desk, "2026q3", &ANY).expect("a cycle"), "2026Q3");
    assert!(exact(&desk, "2026q3", &[Type::KeyResult]).is_err());
}

#[test]
fn the_places_of_a_filter_are_ids_handles_or_refused() {
    let desk = desk();
    let placed = |word: &str| select::placed(&[word.to_owned()], desk.book.connection());
    for word in ["under:newsletter-readers", "under:k1"] {
        assert_eq!(placed(word).expect(word), ["under:K1"]);
    }
    assert_eq!(placed("not:under:o1").expect("O1"), ["not:under:O1"]);
    assert_eq!(placed("owner:O99").expect("no place"), ["owner:O99"]);
    let error = placed("under:O7,O1").expect_err("no O7");
    assert_eq!((error.code, error.kind), ("E301", Kind::NotFound));
    let meant = "under:O1,O1".to_owned();
    assert_eq!(error.instead, Some(("under:O7,O1".to_owned(), meant)));
    assert_eq!(placed("serves:O1").expect_err("no vision").code, "E304");
}
