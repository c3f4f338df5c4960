//! Grades and what goes on from them, as a front end sees it: scores, lessons, carried work with its
//! objective, and the way back in one step.

use okr_core::act::grade::NewGrade;
use okr_core::act::{Action, Change, Outcome};
use okr_core::domain::assess::Policy;
use okr_core::domain::cycle::{Cycle, CycleState};
use okr_core::domain::grade::Next;
use okr_core::rebuild::Moment;
use okr_core::report::grades::{self, Graded};
use okr_core::report::retro::{Verdict, retro};
use okr_core::store::cycles;

use crate::desk::{
    Desk, cycle, day, dropping, grading, key_result, moving, objective, row, set, sound, state,
};

/// O1 with K1 at 60 of 0 to 100 and K2 at 10 of 50 to 10, two days after 2026Q3.
fn after_the_quarter() -> Desk {
    let mut desk = Desk::with_a_plan();
    desk.checked_in(vec![row("K1", "60"), row("K2", "10")]);
    desk.today = day("2026-10-02");
    desk
}

fn did(desk: &mut Desk, new: NewGrade) -> Outcome {
    desk.did(Action::Grade(Box::new(new)))
}

fn carried(outcome: &Outcome) -> Vec<String> {
    let made = outcome.changes.iter().filter_map(|change| match change {
        Change::Carried { from, id, .. } => Some(format!("{from} {id}")),
        _ => None,
    });
    made.collect()
}

fn look(desk: &Desk, reference: &str) -> Graded {
    let book = desk.book.connection();
    let wanted = [
        okr_core::domain::record::Type::KeyResult,
        okr_core::domain::record::Type::Objective,
    ];
    let uid = okr_core::reference::exact(book, reference, &wanted)
        .expect("a record")
        .uid;
    grades::one(book, uid, &Policy::default(), desk.today)
        .expect("a readable book")
        .expect("a live record")
}

fn cycle_named(desk: &Desk, name: &str) -> Option<Cycle> {
    let all = cycles::all(desk.book.connection()).expect("cycles");
    all.into_iter().find(|cycle| cycle.name == name)
}

#[test]
fn without_a_score_the_suggested_one_is_taken_and_both_are_kept() {
    let mut desk = after_the_quarter();
    did(&mut desk, grading("K1", "", None));
    let grade = desk.grade("K1").expect("a grade");
    assert_eq!(grade.score.to_string(), "0.6");
    assert_eq!(grade.suggested, Some(grade.score));
    did(
        &mut desk,
        NewGrade {
            reason: Some("Two of the three readers came twice".to_owned()),
            ..grading("K1", "0.5", None)
        },
    );
    let grade = desk.grade("K1").expect("a grade");
    assert_eq!(grade.score.to_string(), "0.5");
    assert_eq!(
        grade.suggested.map(|score| score.to_string()).as_deref(),
        Some("0.6")
    );
    assert_eq!(
        grade.reason.as_deref(),
        Some("Two of the three readers came twice")
    );
    assert_eq!(look(&desk, "K1").score(), Some(0.5));
    sound(&desk.book);
}

#[test]
fn what_was_never_measured_needs_a_score_of_a_person() {
    let mut desk = Desk::with_a_plan();
    let error = desk.refusal(Action::Grade(Box::new(grading("K1", "", None))));
    assert_eq!(error.code, "E252");
    did(&mut desk, grading("K1", "0.2", None));
    assert_eq!(desk.grade("K1").expect("a grade").suggested, None);
}

#[test]
fn an_objective_is_the_weighted_mean_of_grades_and_suggestions() {
    let mut desk = after_the_quarter();
    assert_eq!(look(&desk, "O1").score(), Some(0.8));
    did(&mut desk, grading("K1", "0.4", None));
    assert_eq!(look(&desk, "O1").score(), Some(0.7));
    desk.did(set("K1", "weight", "75%"));
    let found = look(&desk, "O1");
    let score = found.score().expect("a score");
    assert!((score - 0.55).abs() < 1e-9, "{score}");
    assert_eq!(found.parts, Some((2, 2)));
}

#[test]
fn an_unknown_part_is_left_out_of_the_mean_and_counted_as_missing() {
    let mut desk = after_the_quarter();
    desk.did(Action::AddKeyResult(Box::new(key_result(
        "O1", "Silent", 0, 5,
    ))));
    let found = look(&desk, "O1");
    assert_eq!((found.score(), found.parts), (Some(0.8), Some((2, 3))));
}

#[test]
fn a_missed_commitment_is_asked_for_its_cause() {
    let mut desk = after_the_quarter();
    desk.did(set("O1", "ambition", "commit"));
    let outcome = did(&mut desk, grading("K1", "", None));
    assert_eq!(outcome.remarks[0].code, "W307");
    let outcome = did(
        &mut desk,
        NewGrade {
            cause: Some("The form waited for legal".to_owned()),
            ..grading("K1", "", None)
        },
    );
    assert_eq!(outcome.remarks, []);
}

#[test]
fn a_moved_target_leaves_two_scores() {
    let mut desk = after_the_quarter();
    desk.did(set("K1", "target", "60"));
    let found = look(&desk, "K1");
    assert_eq!(found.suggestion.score, Some(1.0));
    assert_eq!(found.suggestion.agreed, Some(0.6));
}

#[test]
fn carrying_makes_the_next_cycle_the_objective_and_the_key_result_once() {
    let mut desk = after_the_quarter();
    let before = state(&desk.book);
    let outcome = did(&mut desk, grading("K1", "", Some(Next::Carry)));
    assert_eq!(carried(&outcome), ["O1 O2", "K1 K3"]);
    let next = cycle_named(&desk, "2026Q4").expect("made on the way");
    assert_eq!(
        (next.state, next.ancestor.as_deref()),
        (CycleState::Active, Some("2026Q3"))
    );
    let (old, new) = (desk.kr("K1"), desk.kr("K3"));
    assert_eq!(new.head.ancestor, Some(old.head.uid));
    assert_eq!(new.head.parent, Some(desk.objective("O2").head.uid));
    assert_eq!(new.measure.start, Some(60.into()));
    assert_eq!(new.measure.target, Some(100.into()));
    assert_eq!(
        desk.objective("O2").head.ancestor,
        Some(desk.objective("O1").head.uid)
    );
    let again = did(&mut desk, grading("K1", "", Some(Next::Carry)));
    assert_eq!((carried(&again), again.operation), (Vec::new(), None));
    desk.did(Action::Undo { times: 1 });
    assert_eq!(before, state(&desk.book));
    desk.did(Action::Redo { times: 1 });
    assert_eq!(desk.kr("K3").measure.start, Some(60.into()));
    sound(&desk.book);
}

#[test]
fn the_second_key_result_joins_the_objective_that_was_carried() {
    let mut desk = after_the_quarter();
    did(&mut desk, grading("K1", "", Some(Next::Carry)));
    let outcome = did(
        &mut desk,
        NewGrade {
            target: Some("5".to_owned()),
            ..grading("K2", "", Some(Next::Carry))
        },
    );
    assert_eq!(carried(&outcome), ["K2 K4"]);
    let new = desk.kr("K4");
    assert_eq!(new.head.parent, Some(desk.objective("O2").head.uid));
    assert_eq!(
        (new.measure.start, new.measure.target),
        (Some(10.into()), Some(5.into()))
    );
    assert_eq!(outcome.remarks, []);
}

#[test]
fn what_is_reached_is_carried_with_a_word() {
    let mut desk = after_the_quarter();
    let outcome = did(&mut desk, grading("K2", "", Some(Next::Carry)));
    assert_eq!(outcome.remarks[0].code, "W306");
    assert_eq!(desk.kr("K3").measure.start, Some(50.into()));
}

#[test]
fn a_change_takes_its_target_from_the_new_words() {
    let mut desk = after_the_quarter();
    let how = did(&mut desk, grading("K1", "", Some(Next::Change)));
    assert_eq!((how.remarks[0].code, carried(&how)), ("W308", Vec::new()));
    let new = NewGrade {
        title: Some("Readers who come back".to_owned()),
        target: Some("150".to_owned()),
        ..grading("K1", "", Some(Next::Change))
    };
    did(&mut desk, new);
    let made = desk.kr("K3");
    assert_eq!(made.head.title, "Readers who come back");
    assert_eq!(made.measure.target, Some(150.into()));
    let later = NewGrade {
        target: Some("160".to_owned()),
        ..grading("K1", "", None)
    };
    did(&mut desk, later);
    assert_eq!(desk.kr("K3").measure.target, Some(160.into()));
    sound(&desk.book);
}

#[test]
fn a_closed_cycle_can_be_graded_and_stays_closed() {
    let mut desk = after_the_quarter();
    desk.did(Action::CloseCycle {
        name: "2026Q3".to_owned(),
    });
    let outcome = did(&mut desk, grading("K1", "0.6", Some(Next::Carry)));
    assert_eq!(carried(&outcome), ["O1 O2", "K1 K3"]);
    let closed = cycle_named(&desk, "2026Q3").expect("a cycle");
    assert_eq!(closed.state, CycleState::Closed);
    assert_eq!(desk.grade("O1"), None);
    did(&mut desk, grading("O1", "=", Some(Next::Done)));
    assert!(grades::is_graded(desk.book.connection(), &closed).is_ok_and(|all| !all));
    did(&mut desk, grading("K2", "=", Some(Next::Done)));
    assert!(grades::is_graded(desk.book.connection(), &closed).is_ok_and(|all| all));
}

#[test]
fn a_copy_of_the_cycle_leaves_out_what_ended_with_a_grade() {
    let mut desk = after_the_quarter();
    did(&mut desk, grading("K2", "", Some(Next::Drop)));
    desk.did(Action::CopyCycle {
        from: "2026Q3".to_owned(),
        to: cycle("2026Q4"),
    });
    assert_eq!(desk.kr("K3").head.title, "Readers");
    assert_eq!(desk.refusal(set("K4", "owner", "ana")).code, "E301");
}

#[test]
fn what_hangs_below_is_brought_under_its_parent_when_that_is_carried_later() {
    let mut desk = after_the_quarter();
    desk.did(Action::AddVision {
        title: "A world of readers".to_owned(),
        owner: None,
    });
    desk.did(moving("O1", "V1"));
    let mut below = objective("Write more");
    below.parent = Some("O1".to_owned());
    below.counts = true;
    below.cycle = Some("2026Q3".to_owned());
    desk.did(Action::AddObjective(Box::new(below)));
    did(&mut desk, grading("O2", "0.5", Some(Next::Carry)));
    let early = desk.objective("O3");
    let vision = desk.objective("O1").head.parent;
    assert_eq!((early.head.parent, early.counts), (vision, false));
    did(&mut desk, grading("O1", "0.5", Some(Next::Carry)));
    let settled = desk.objective("O3");
    let above = desk.objective("O4").head.uid;
    assert_eq!((settled.head.parent, settled.counts), (Some(above), true));
    sound(&desk.book);
}

#[test]
fn words_for_what_does_not_go_on_are_refused() {
    let mut desk = after_the_quarter();
    for (title, target, next) in [
        (Some("Other words"), None, Some(Next::Carry)),
        (None, Some("5"), Some(Next::Done)),
        (None, Some("5"), None),
    ] {
        let new = NewGrade {
            title: title.map(str::to_owned),
            target: target.map(str::to_owned),
            ..grading("K1", "", next)
        };
        assert_eq!(desk.refusal(Action::Grade(Box::new(new))).code, "E105");
    }
    let new = NewGrade {
        into: Some("2026Q3".to_owned()),
        ..grading("K1", "", Some(Next::Carry))
    };
    assert_eq!(desk.refusal(Action::Grade(Box::new(new))).code, "E253");
    desk.did(dropping("K1"));
    let error = desk.refusal(Action::Grade(Box::new(grading("K1", "1", None))));
    assert_eq!(error.code, "E305");
}

#[test]
fn a_grade_is_not_there_yet_on_an_earlier_day() {
    let mut desk = after_the_quarter();
    did(&mut desk, grading("K1", "0.6", None));
    let uid = desk.kr("K1").head.uid;
    let before = okr_core::rebuild::at(desk.book.connection(), Moment::Day(day("2026-10-01")))
        .expect("a past");
    let now =
        okr_core::rebuild::at(desk.book.connection(), Moment::Day(desk.today)).expect("a present");
    let at = |book| okr_core::store::grades::of(book, uid).expect("readable");
    assert_eq!(at(&before), None);
    assert_eq!(
        at(&now).map(|grade| grade.score.to_string()).as_deref(),
        Some("0.6")
    );
}

#[test]
fn confidence_is_held_against_the_grade_and_without_one_against_the_value() {
    let mut desk = after_the_quarter();
    desk.today = day("2026-09-20");
    desk.checked_in(vec![okr_core::act::check_in::NewCheckIn {
        confidence: Some("8".to_owned()),
        ..okr_core::act::check_in::NewCheckIn::of("K1", "60")
    }]);
    desk.today = day("2026-10-02");
    let reached = |desk: &Desk| {
        let said = okr_core::report::calibration::answers(
            desk.book.connection(),
            &okr_core::report::board::CycleChoice::All,
            desk.today,
        );
        let said = said.expect("readable");
        said.iter()
            .map(|one| one.answer.is_reached)
            .collect::<Vec<_>>()
    };
    // 60 of 100 is no good result, whatever was meant.
    assert_eq!(reached(&desk), [false]);
    did(&mut desk, grading("K1", "0.8", None));
    assert_eq!(reached(&desk), [true]);
    // The objective's word holds for its key results.
    desk.did(set("O1", "ambition", "commit"));
    assert_eq!(reached(&desk), [false]);
    desk.did(set("K1", "ambition", "stretch"));
    assert_eq!(reached(&desk), [true]);
}

#[test]
fn a_cycle_nobody_looked_after_says_nothing_about_its_plan() {
    let mut desk = after_the_quarter();
    let verdict = |desk: &Desk| {
        let cycle = cycle_named(desk, "2026Q3").expect("a cycle");
        let found = retro(
            desk.book.connection(),
            &cycle,
            &Policy::default(),
            desk.today,
        )
        .expect("a retrospective");
        (
            found.verdict,
            found.rhythm.map(|share| (share * 100.0).round()),
        )
    };
    did(&mut desk, grading("O1", "0.3", None));
    // One check-in on 3 August, then silence: 15 of 59 days.
    assert_eq!(verdict(&desk), (Verdict::Rhythm, Some(25.0)));
    did(&mut desk, grading("O1", "0.8", None));
    assert_eq!(verdict(&desk).0, Verdict::Unwatched);
    desk.today = day("2026-09-30");
    for date in ["2026-08-17", "2026-08-31", "2026-09-14", "2026-09-28"] {
        let on = |reference: &str| okr_core::act::check_in::NewCheckIn {
            date: Some(day(date)),
            ..row(reference, "20")
        };
        desk.checked_in(vec![on("K1"), on("K2")]);
    }
    // What is still on its way cannot have failed.
    assert_eq!(verdict(&desk).0, Verdict::Unknown);
    desk.today = day("2026-10-01");
    assert_eq!(verdict(&desk), (Verdict::Works, Some(100.0)));
    did(&mut desk, grading("O1", "0.3", None));
    assert_eq!(verdict(&desk).0, Verdict::Strategy);
}
