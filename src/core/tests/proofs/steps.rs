//! Random sequences of everything a person can ask for. After each step the file is what its log
//! says; every step can be taken back and done again, and every earlier moment can be seen and
//! restored.

use chrono::Days;
use okr_core::act::{Action, Commit};
use okr_core::rebuild::Moment;
use okr_core::store::ops;
use proptest::prelude::*;

use crate::desk::{Desk, Rows, context, counters, everything, sound, state, state_without_history};
use crate::wishes::{Step, back, forward};

/// Does a step in every way there is: rehearsed, then kept, then checked. Answers its operation.
fn walk(desk: &mut Desk, step: &Step) -> Option<i64> {
    let action = match step {
        Step::Days(days) => {
            desk.days_pass(*days);
            return None;
        }
        Step::Act(action) => action,
    };
    let before = everything(&desk.book);
    let rehearsed = desk
        .book
        .apply(action, &context(desk.today), Commit::Rehearse);
    assert_eq!(
        before,
        everything(&desk.book),
        "a rehearsal of {action:?} wrote"
    );
    let kept = desk.try_to(action);
    assert_eq!(
        rehearsed.is_ok(),
        kept.is_ok(),
        "{action:?} was rehearsed otherwise"
    );
    match kept {
        Ok(outcome) => {
            sound(&desk.book);
            outcome.operation
        }
        Err(error) => {
            assert_eq!(
                before,
                everything(&desk.book),
                "{action:?} was refused and wrote"
            );
            assert!(
                error.code != "E900" && error.code != "E602",
                "{action:?}: {error:?}"
            );
            None
        }
    }
}

/// A book after some steps, and how it stood after each operation; the empty book first.
fn walked(steps: &[Step]) -> (Desk, Vec<(i64, Rows)>) {
    let mut desk = Desk::with_a_plan();
    let mut stood = vec![(3, state(&desk.book))];
    for step in steps {
        if let Some(operation) = walk(&mut desk, step) {
            stood.push((operation, state(&desk.book)));
        }
    }
    (desk, stood)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, max_shrink_iters: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn after_every_step_the_file_is_what_its_log_says(
        steps in prop::collection::vec(prop_oneof![4 => forward(), 1 => back()], 1..28),
    ) {
        let mut desk = Desk::with_a_plan();
        let mut numbers = counters(&desk.book);
        for step in &steps {
            walk(&mut desk, step);
            let now = counters(&desk.book);
            prop_assert!(grown(&numbers, &now), "a number came back: {numbers:?} {now:?}");
            numbers = now;
        }
    }

    #[test]
    fn every_step_can_be_taken_back_and_done_again(
        steps in prop::collection::vec(forward(), 1..24),
    ) {
        let (mut desk, stood) = walked(&steps);
        let issued = counters(&desk.book);
        for pair in stood.windows(2).rev() {
            desk.did(Action::Undo { times: 1 });
            prop_assert_eq!(&pair[0].1, &state(&desk.book), "undo of op{}", pair[1].0);
            sound(&desk.book);
        }
        prop_assert_eq!(&issued, &counters(&desk.book));
        for (operation, rows) in stood.iter().skip(1) {
            desk.did(Action::Redo { times: 1 });
            prop_assert_eq!(rows, &state(&desk.book), "redo of op{}", operation);
            sound(&desk.book);
        }
        prop_assert_eq!(desk.did(Action::Redo { times: 1 }).operation, None);
        let days_on = desk.book.at(Moment::Day(desk.today + Days::new(30))).expect("a log");
        prop_assert_eq!(state(&days_on), state(&desk.book));
    }

    #[test]
    fn a_new_write_ends_the_chance_to_redo(
        steps in prop::collection::vec(forward(), 1..12), times in 1..4_usize,
    ) {
        let (mut desk, _) = walked(&steps);
        desk.did(Action::Undo { times });
        desk.did(Action::AddVision { title: "Something else".to_owned(), owner: None });
        let before = state(&desk.book);
        prop_assert_eq!(desk.did(Action::Redo { times: 1 }).operation, None);
        prop_assert_eq!(before, state(&desk.book));
    }

    #[test]
    fn every_earlier_moment_can_be_seen_and_restored(
        steps in prop::collection::vec(prop_oneof![5 => forward(), 1 => back()], 1..20),
        pick in any::<prop::sample::Index>(),
    ) {
        let (mut desk, stood) = walked(&steps);
        for (operation, rows) in &stood {
            let then = desk.book.at(Moment::Operation(*operation)).expect("a log");
            prop_assert_eq!(rows, &state(&then), "at op{}", operation);
        }
        let (operation, _) = &stood[pick.index(stood.len())];
        let then = desk.book.at(Moment::Operation(*operation)).expect("a log");
        let before = state(&desk.book);
        let restored = desk.did(Action::Restore { operation: *operation });
        prop_assert_eq!(state_without_history(&then), state_without_history(&desk.book));
        sound(&desk.book);
        if restored.operation.is_some() {
            desk.did(Action::Undo { times: 1 });
            prop_assert_eq!(before, state(&desk.book), "undo of a restore");
            desk.did(Action::Redo { times: 1 });
            prop_assert_eq!(state_without_history(&then), state_without_history(&desk.book));
            sound(&desk.book);
        }
        prop_assert!(ops::last(desk.book.connection()).expect("a log") >= *operation);
    }
}

/// Whether no counter went back.
fn grown(before: &Rows, after: &Rows) -> bool {
    let number = |line: &String| -> i64 {
        let digits: String = line.chars().filter(char::is_ascii_digit).collect();
        digits.parse().expect("a counter")
    };
    before["counter"]
        .iter()
        .zip(&after["counter"])
        .all(|(before, after)| number(before) <= number(after))
}
