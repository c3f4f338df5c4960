//! Everything a person can ask for, at random and in small numbers, so that steps meet on the same
//! records. Many are refused: that is part of the proof.

use chrono::Days;
use okr_core::act::Action;
use okr_core::act::add::{Meta, New};
use okr_core::act::check_in::{Blocker, NewCheckIn, Rule};
use okr_core::act::cycle::NewCycle;
use okr_core::act::grade::NewGrade;
use okr_core::capture::value::Source;
use okr_core::domain::grade::Next;
use proptest::prelude::*;

use crate::desk::{context, cycle, dropping, key_result, moving, objective, row, set};

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
        Action::AddAll(all.into_iter().enumerate().collect())
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

fn grades() -> impl Strategy<Value = Action> {
    let text = || prop::option::weighted(0.3, prop::sample::select(vec!["A sentence", ""]));
    (
        planned(),
        prop::option::of(prop::sample::select(vec!["0.7", "40%", "1", "=", "7"])),
        prop::option::of(prop::sample::select(Next::ALL.to_vec())),
        text(),
        text(),
        prop::option::weighted(0.3, prop::sample::select(vec!["35", "x0.5", "nonsense"])),
        prop::option::weighted(0.3, cycle_name()),
    )
        .prop_map(|(reference, score, next, learned, title, target, into)| {
            let owned = |text: Option<&str>| text.map(str::to_owned);
            Action::Grade(Box::new(NewGrade {
                reference,
                score: owned(score),
                learned: owned(learned),
                cause: owned(learned),
                next: next.map(|next| next.name().to_owned()),
                title: owned(title),
                target: owned(target),
                into,
                ..NewGrade::default()
            }))
        })
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
pub fn forward() -> impl Strategy<Value = Step> {
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
        5 => act(grades()),
    ]
}

pub fn back() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => act((1..3_usize).prop_map(|times| Action::Undo { times })),
        2 => act((1..3_usize).prop_map(|times| Action::Redo { times })),
        1 => act((1..12_i64).prop_map(|operation| Action::Restore { operation })),
    ]
}
