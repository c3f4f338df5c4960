//! Two books become one: whatever both did, and whichever is merged into which, the state is the same,
//! nothing is lost, and a second time brings nothing.

use okr_core::act::Action;
use okr_core::merge::{Merged, merge};
use okr_core::rebuild::{Moment, Verdict};
use okr_core::time::Now;
use proptest::prelude::*;

use crate::desk::{
    Desk, Rows, day, dropping, key_result, moving, objective, row, set, sound, state,
};
use crate::wishes::{Step, back, forward};

/// The same book once more, device and all, as a copied file is.
fn twin(desk: &Desk) -> Desk {
    let now = Moment::Operation(i64::MAX);
    Desk {
        book: desk.book.at(now).expect("a sound log"),
        today: desk.today,
    }
}

fn merged(into: &Desk, from: &Desk) -> Merged {
    let wall = Now::noon_of(day("2027-01-01")).millis();
    merge(
        from.book.connection(),
        into.book.connection(),
        wall,
        &Default::default(),
    )
    .expect("two sound books")
}

fn verdict(desk: &Desk) -> Verdict {
    desk.book.verify().expect("a readable book")
}

fn walk(desk: &mut Desk, steps: &[Step]) {
    for step in steps {
        match step {
            Step::Days(days) => desk.days_pass(*days),
            // What is refused changes nothing.
            Step::Act(action) => drop(desk.try_to(action)),
        }
    }
}

/// Merges both ways and insists that it is one book; answers its state.
fn both_ways(one: &Desk, other: &Desk) -> (Desk, Desk, Rows) {
    let (left, right) = (twin(one), twin(other));
    merged(&left, other);
    merged(&right, one);
    for desk in [&left, &right] {
        sound(&desk.book);
    }
    assert_eq!(state(&left.book), state(&right.book));
    assert_eq!(verdict(&left).state, verdict(&right).state);
    let rows = state(&left.book);
    (left, right, rows)
}

fn steps(most: usize) -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec(prop_oneof![5 => forward(), 1 => back()], 0..most)
}

fn one_book(one: &Desk, other: &Desk) {
    let (left, right, rows) = both_ways(one, other);
    // Nothing new a second time, except what settled a clash in the other book.
    merged(&left, &right);
    merged(&right, &left);
    assert_eq!(rows, state(&left.book));
    assert_eq!(verdict(&left), verdict(&right));
    sound(&left.book);
    assert_eq!(merged(&left, other).ops, 0);
    assert_eq!(merged(&left, &right).ops, 0);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, max_shrink_iters: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn two_strangers_become_one_book_either_way(one in steps(14), other in steps(14)) {
        let (mut left, mut right) = (Desk::with_a_plan(), Desk::with_a_plan());
        walk(&mut left, &one);
        right.days_pass(3);
        walk(&mut right, &other);
        one_book(&left, &right);
    }

    #[test]
    fn a_copied_file_that_was_written_to_as_well_comes_back(
        before in steps(8), one in steps(10), other in steps(10),
    ) {
        let mut left = Desk::with_a_plan();
        walk(&mut left, &before);
        let mut right = twin(&left);
        walk(&mut left, &one);
        walk(&mut right, &other);
        one_book(&left, &right);
    }

    #[test]
    fn three_books_become_one_whatever_is_merged_first(
        before in steps(6), one in steps(6), two in steps(6), three in steps(6),
    ) {
        let mut first = Desk::with_a_plan();
        walk(&mut first, &before);
        let (mut second, mut third) = (twin(&first), Desk::with_a_plan());
        walk(&mut first, &one);
        walk(&mut second, &two);
        walk(&mut third, &three);
        let (left, right) = (twin(&first), twin(&third));
        merged(&left, &second);
        merged(&left, &third);
        merged(&right, &second);
        merged(&right, &first);
        sound(&left.book);
        sound(&right.book);
        one_book(&left, &right);
    }

    #[test]
    fn work_goes_on_after_a_merge(one in steps(8), other in steps(8), after in steps(8)) {
        let (mut left, mut right) = (Desk::with_a_plan(), Desk::with_a_plan());
        walk(&mut left, &one);
        walk(&mut right, &other);
        merged(&left, &right);
        walk(&mut left, &after);
        sound(&left.book);
        walk(&mut right, &after);
        one_book(&left, &right);
    }
}

#[test]
fn the_record_made_first_keeps_its_id_and_the_other_is_told() {
    let left = Desk::with_a_plan();
    let mut right = Desk::empty();
    right.days_pass(7);
    right.did(Action::AddObjective(Box::new(objective("Ship it"))));
    right.did(Action::AddKeyResult(Box::new(key_result(
        "O1", "Releases", 0, 9,
    ))));
    right.checked_in(vec![row("K1", "4")]);
    let (into_left, into_right) = (twin(&left), twin(&right));
    let told = merged(&into_left, &right);
    assert_eq!(told.renamed, merged(&into_right, &left).renamed);
    let titles: Vec<(&str, &str)> = told
        .renamed
        .iter()
        .map(|renamed| (renamed.before.as_str(), renamed.title.as_str()))
        .collect();
    assert_eq!(titles, [("O1", "Ship it"), ("K1", "Releases")]);
    assert_eq!(into_left.kr("K1").head.title, "Readers");
    let renamed = &told.renamed[1].after;
    assert_eq!(into_left.values(renamed), ["4"]);
    assert_eq!(into_left.kr(renamed).head.title, "Releases");
}

#[test]
fn two_values_for_one_field_are_told_and_the_later_one_stands() {
    let mut left = Desk::with_a_plan();
    let mut right = twin(&left);
    left.did(set("K1", "target", "90"));
    right.days_pass(1);
    right.did(set("K1", "target", "95"));
    right.did(set("K2", "owner", "noa"));
    for (into, from) in [(twin(&left), &right), (twin(&right), &left)] {
        let told = merged(&into, from);
        let rivals: Vec<_> = told
            .rivals
            .iter()
            .filter(|rival| rival.field == "target")
            .collect();
        assert_eq!(rivals.len(), told.rivals.len(), "{told:?}");
        assert_eq!(rivals[0].record, "K1");
        assert_eq!(rivals[0].stands.as_deref(), Some("95"));
        assert_eq!(rivals[0].others, [Some("90".to_owned())]);
        assert_eq!(into.kr("K1").measure.target, Some(95.into()));
    }
    // A write that saw both ends it.
    merged(&left, &right);
    left.did(set("K1", "target", "92"));
    assert_eq!(merged(&left, &right).rivals, []);
    assert_eq!(merged(&right, &left).rivals, []);
    assert_eq!(right.kr("K1").measure.target, Some(92.into()));
}

#[test]
fn objectives_that_were_put_below_each_other_do_not_hang() {
    let mut left = Desk::with_a_plan();
    left.did(Action::AddObjective(Box::new(objective("Second"))));
    let mut right = twin(&left);
    left.did(moving("O1", "O2"));
    right.days_pass(1);
    right.did(moving("O2", "O1"));
    let (into, _, _) = both_ways(&left, &right);
    assert_eq!(into.objective("O1").head.parent, None);
    assert!(into.objective("O2").head.parent.is_some());
}

#[test]
fn a_handle_two_records_have_stays_with_the_first() {
    let mut left = Desk::with_a_plan();
    left.did(set("K1", "handle", "readers"));
    let mut right = Desk::empty();
    right.days_pass(1);
    right.did(Action::AddObjective(Box::new(objective("Other"))));
    right.did(Action::AddKeyResult(Box::new(key_result(
        "O1",
        "Other readers",
        0,
        9,
    ))));
    right.did(set("K1", "handle", "readers"));
    let (into, _, _) = both_ways(&left, &right);
    assert_eq!(into.kr("readers").head.title, "Readers");
}

#[test]
fn a_copied_file_gets_a_device_of_its_own_when_the_other_comes_back() {
    let mut left = Desk::with_a_plan();
    let mut right = twin(&left);
    left.checked_in(vec![row("K1", "10")]);
    right.checked_in(vec![row("K1", "20")]);
    right.checked_in(vec![row("K2", "40")]);
    assert_eq!(merged(&left, &right).new.values().sum::<usize>(), 2);
    left.checked_in(vec![row("K1", "30")]);
    right.checked_in(vec![row("K2", "30")]);
    merged(&left, &right);
    merged(&right, &left);
    sound(&left.book);
    assert_eq!(left.values("K1").len(), 3);
    assert_eq!(left.values("K2").len(), 2);
    assert_eq!(state(&left.book), state(&right.book));
}

#[test]
fn undo_after_a_merge_takes_back_what_was_done_here() {
    let mut left = Desk::with_a_plan();
    left.checked_in(vec![row("K1", "10")]);
    let mut right = Desk::with_a_plan();
    right.did(dropping("K2"));
    merged(&left, &right);
    left.did(Action::Undo { times: 1 });
    assert_eq!(left.values("K1"), Vec::<String>::new());
    sound(&left.book);
}
