//! Random sequences of everything a person can ask for. After each step the file is what its log
//! says; every step can be taken back and done again, and every earlier moment can be seen and
//! restored.

use chrono::Days;
use okr_core::act::add::{Meta, New};
use okr_core::act::check_in::{Blocker, NewCheckIn, Rule};
use okr_core::act::cycle::NewCycle;
use okr_core::act::{Action, Commit};
use okr_core::capture::value::Source;
use okr_core::rebuild::Moment;
use okr_core::store::ops;
use proptest::prelude::*;

use crate::desk::{
    Desk, Rows, context, counters, cycle, dropping, everything, key_result, moving, objective, row,
    set, sound, state, state_without_history,
};

/// One thing to do, in small numbers so that steps meet on the same records.
#[derive(Debug, Clone)]
pub enum Step {
    Days(u64),
    Act(Action),
}

fn act(action: impl Strategy<Value = Action> + 'static) -> BoxedStrategy<Step> {
    action.prop_map(Step::Act).boxed()
}

fn planned() -> impl Strategy<Value = String> {
    ("[OK]", 1..6_u8).prop_map(|(letter, number)| format!("{letter}{number}"))
}

fn numbered(letter: &'static str) -> impl Strategy<Value = String> {
    (1..6_u8).prop_map(move |number| format!("{letter}{number}"))
}

fn cycle_name() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["2026Q3", "2026Q4", "2026-10", "2027Q1"]).prop_map(str::to_owned)
}

fn handle() -> impl Strategy<Value = Option<String>> {
    prop::option::weighted(
        0.3,
        prop::sample::select(vec!["readers", "bugs", "pace"]).prop_map(str::to_owned),
    )
}

fn new_objective() -> impl Strategy<Value = Action> {
    (
        prop::option::of(prop_oneof![planned(), numbered("V")]),
        any::<bool>(),
        prop::option::weighted(0.3, cycle_name()),
        handle(),
    )
        .prop_map(|(parent, counts, cycle, handle)| {
            let mut new = objective("Grow");
            (new.parent, new.counts, new.cycle) = (parent, counts, cycle);
            new.meta = Meta {
                handle,
                tags: vec!["growth".to_owned()],
                ..Meta::default()
            };
            Action::AddObjective(Box::new(new))
        })
}

fn new_key_result() -> impl Strategy<Value = Action> {
    (numbered("O"), 0..4_i64, 0..4_i64, handle(), 0..4_u8).prop_map(
        |(under, start, target, handle, kind)| {
            let mut new = key_result(&under, "Readers", start * 10, target * 10);
            let measure = &mut new.measure;
            let context = context("2026-08-03".parse().expect("a day"));
            let named = match kind {
                0 => ("steps", "design:2,build:5,launch"),
                1 => ("hold", "1..30"),
                2 => ("kind", "milestone"),
                _ => ("unit", "readers"),
            };
            okr_core::act::change::set_measure(measure, named.0, named.1, &context, None)
                .expect("a measure");
            new.meta.handle = handle;
            Action::AddKeyResult(Box::new(new))
        },
    )
}

fn outline() -> impl Strategy<Value = Action> {
    (1..4_usize).prop_map(|size| {
        let mut all = vec![New::Objective(objective("An outline"))];
        for number in 0..size {
            let mut new = key_result("", "A line", 0, number as i64);
            new.objective = None;
            all.push(New::KeyResult(new));
        }
        Action::AddAll(all)
    })
}

fn check_in_row() -> impl Strategy<Value = NewCheckIn> {
    let value = prop::sample::select(vec![
        "5", "12", "+3", "-2", "=", "unknown", "x1.5", "done", "design", "3/5", "nonsense",
    ]);
    let word = |words: Vec<&'static str>| {
        prop::option::of(prop::sample::select(words).prop_map(str::to_owned))
    };
    let blocker = prop_oneof![
        3 => Just(Blocker::Keep),
        1 => Just(Blocker::Set("legal".to_owned())),
        1 => Just(Blocker::Clear),
    ];
    (
        prop_oneof![4 => numbered("K"), 1 => Just("readers".to_owned())],
        value,
        word(vec!["7", "=", "11"]),
        blocker,
        prop::option::of(0..9_u64),
        word(vec!["ci", "sheet"]),
        word(vec!["a", "b"]),
    )
        .prop_map(
            |(reference, value, confidence, blocker, back, source, key)| NewCheckIn {
                confidence: confidence.filter(|word| word != "11"),
                blocker,
                // Counted from the day the sequence starts: some days lie ahead, some in July.
                date: back.and_then(|back| {
                    "2026-08-08"
                        .parse::<chrono::NaiveDate>()
                        .ok()?
                        .checked_sub_days(Days::new(back * 2))
                }),
                source,
                key,
                ..row(&reference, value)
            },
        )
}

fn check_ins() -> impl Strategy<Value = Action> {
    (
        prop::collection::vec(check_in_row(), 1..4),
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(|(rows, keep_going, any_date)| Action::CheckIn {
            rows,
            rule: Rule {
                keep_going,
                any_date,
                from: Source::File,
            },
        })
}

fn setting() -> impl Strategy<Value = Action> {
    let change = prop::sample::select(vec![
        ("title", "Other words"),
        ("owner", "ana"),
        ("owner", ""),
        ("tag", "+web"),
        ("tag", "-growth"),
        ("tag", "a,b"),
        ("weight", "0"),
        ("weight", "30%"),
        ("handle", "pace"),
        ("handle", ""),
        ("target", "40"),
        ("target", "55"),
        ("start", "1"),
        ("dropped", "no"),
        ("blocker", "waiting"),
        ("blocker", ""),
        ("cycle", "2026Q4"),
        ("counts", "yes"),
        ("plan", "back-loaded"),
        ("kind", "percent"),
        ("due", "2026-09-01"),
        ("nonsense", "1"),
    ]);
    (
        prop::collection::vec(planned(), 1..3),
        prop::collection::vec(change, 1..3),
    )
        .prop_map(|(references, changes)| Action::Set {
            references,
            changes: changes
                .into_iter()
                .map(|(key, value)| (key.to_owned(), value.to_owned()))
                .collect(),
        })
}

fn words() -> impl Strategy<Value = Action> {
    let text = || Just("A sentence".to_owned());
    prop_oneof![
        (planned(), text()).prop_map(|(reference, text)| Action::Note { reference, text }),
        (planned(), text()).prop_map(|(about, text)| Action::Win {
            text,
            about: vec![about],
            thanks: vec!["ana".to_owned()],
        }),
        (planned(), text()).prop_map(|(about, text)| Action::Ask {
            text,
            about: vec![about],
        }),
        numbered("A").prop_map(|reference| Action::CloseAsk {
            reference,
            answer: Some("Yes".to_owned()),
        }),
    ]
}

fn cycles() -> impl Strategy<Value = Action> {
    prop_oneof![
        (cycle_name(), any::<bool>()).prop_map(|(name, planning)| Action::NewCycle(NewCycle {
            planning,
            ..cycle(&name)
        })),
        cycle_name().prop_map(|name| Action::OpenCycle { name }),
        cycle_name().prop_map(|name| Action::CloseCycle { name }),
        (cycle_name(), cycle_name()).prop_map(|(from, to)| Action::CopyCycle {
            from,
            to: cycle(&to),
        }),
    ]
}

/// Everything but the ways back.
fn forward() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => (1..4_u64).prop_map(Step::Days),
        1 => act(Just(Action::AddVision { title: "A world of readers".to_owned(), owner: None })),
        1 => act(Just(Action::AddTeam { name: "web".to_owned(), title: None })),
        4 => act(new_objective()),
        6 => act(new_key_result()),
        1 => act(outline()),
        9 => act(check_ins()),
        6 => act(setting()),
        2 => act((planned(), planned()).prop_map(|(from, to)| moving(&from, &to))),
        2 => act(planned().prop_map(|reference| dropping(&reference))),
        1 => act(planned().prop_map(|reference| set(&reference, "dropped", "no"))),
        1 => act((planned(), prop::option::of(Just("budget".to_owned())))
            .prop_map(|(reference, blocker)| Action::Block { reference, blocker })),
        3 => act(words()),
        3 => act(cycles()),
    ]
}

fn back() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => act((1..3_usize).prop_map(|times| Action::Undo { times })),
        2 => act((1..3_usize).prop_map(|times| Action::Redo { times })),
        1 => act((1..12_i64).prop_map(|operation| Action::Restore { operation })),
    ]
}

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
