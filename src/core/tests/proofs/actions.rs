//! What an action may and may not do to a plan: loops, drops, handles, closed cycles, copies.

use okr_core::Kind as Ending;
use okr_core::act::add::Meta;
use okr_core::act::cycle::{Happened, NewCycle};
use okr_core::act::{Action, Change};
use okr_core::domain::cycle::CycleState;
use okr_core::store::{cycles, objectives};

use crate::desk::{Desk, cycle, day, dropping, key_result, moving, objective, row, set};

fn under(parent: &str) -> Action {
    let mut new = objective("Below");
    new.parent = Some(parent.to_owned());
    Action::AddObjective(Box::new(new))
}

fn handled(desk: &mut Desk, handle: &str) -> Result<okr_core::act::Outcome, okr_core::Error> {
    let mut new = key_result("O1", "Named", 0, 5);
    new.meta = Meta {
        handle: Some(handle.to_owned()),
        ..Meta::default()
    };
    desk.try_to(&Action::AddKeyResult(Box::new(new)))
}

#[test]
fn an_objective_cannot_stand_under_itself_however_long_the_way() {
    let mut desk = Desk::with_a_plan();
    desk.did(under("K1"));
    desk.did(under("O2"));
    let error = desk.refusal(moving("O1", "O3"));
    assert_eq!((error.code, error.kind), ("E217", Ending::Refused));
    assert!(error.why[0].contains("O3"), "{:?}", error.why);
    assert_eq!(desk.refusal(moving("O1", "O1")).code, "E217");
    assert_eq!(desk.refusal(moving("O1", "K1")).code, "E217");
    assert_eq!(desk.refusal(moving("K1", "O3")).code, "E217");
    desk.did(moving("O3", "none"));
    desk.did(moving("O2", "O3"));
}

#[test]
fn a_dropped_record_takes_no_changes_until_it_is_brought_back() {
    let mut desk = Desk::with_a_plan();
    desk.did(dropping("K1"));
    assert_eq!(desk.kr("K1").head.dropped, Some(desk.today));
    assert_eq!(desk.refusal(set("K1", "owner", "ana")).code, "E305");
    assert_eq!(desk.refusal(dropping("K1")).code, "E305");
    assert_eq!(desk.refusal(moving("K1", "O1")).code, "E305");
    let rows = vec![row("K1", "5")];
    let rule = crate::desk::STRICT;
    assert_eq!(desk.refusal(Action::CheckIn { rows, rule }).code, "E305");
    desk.did(set("K1", "dropped", "no"));
    desk.did(set("K1", "owner", "ana"));
    assert_eq!(desk.kr("K1").head.dropped, None);
}

#[test]
fn a_dropped_objective_takes_its_key_results_along() {
    let mut desk = Desk::with_a_plan();
    let outcome = desk.did(dropping("O1"));
    assert!(
        matches!(outcome.changes[..], [Change::Dropped { with: 2, .. }]),
        "{:?}",
        outcome.changes
    );
    let rows = vec![row("K1", "5")];
    let rule = crate::desk::STRICT;
    let error = desk.refusal(Action::CheckIn { rows, rule });
    assert_eq!(error.code, "E305");
    assert_eq!(error.next, ["okr set O1 dropped=no"]);
    assert_eq!(desk.refusal(under("O1")).code, "E305");
}

#[test]
fn a_handle_belongs_to_one_live_record() {
    let mut desk = Desk::with_a_plan();
    desk.did(set("K1", "handle", "Readers"));
    assert_eq!(desk.kr("readers").head.id.to_string(), "K1");
    let error = handled(&mut desk, "readers").expect_err("a handle that is taken");
    assert_eq!((error.code, error.kind), ("E503", Ending::Conflict));
    desk.did(dropping("K1"));
    handled(&mut desk, "readers").expect("a handle that a dropped record let go");
    assert_eq!(desk.kr("readers").head.id.to_string(), "K3");
    let error = desk.refusal(set("K1", "dropped", "no"));
    assert_eq!(error.code, "E503", "two live records would have one handle");
    desk.did(set("K3", "handle", ""));
    desk.did(set("K1", "dropped", "no"));
    assert_eq!(desk.kr("readers").head.id.to_string(), "K1");
}

#[test]
fn a_handle_looks_like_nothing_else_that_can_be_typed() {
    let mut desk = Desk::with_a_plan();
    for wrong in [
        "k7",
        "K7b",
        "7up",
        "a b",
        "-x",
        "none",
        "deadbeef",
        "cafe-babe",
        "q3",
        "fy27q1",
        "ä",
    ] {
        let error = handled(&mut desk, wrong).expect_err(wrong);
        assert_eq!(error.code, "E216", "{wrong}");
    }
    for right in ["newsletter", "k-7", "facade", "quarter", "q34"] {
        handled(&mut desk, right).expect(right);
    }
}

#[test]
fn a_closed_cycle_stays_as_it_was_graded() {
    let mut desk = Desk::with_a_plan();
    desk.did(Action::NewCycle(cycle("2026Q4")));
    let mut later = objective("Later");
    later.cycle = Some("2026Q4".to_owned());
    desk.did(Action::AddObjective(Box::new(later)));
    desk.did(Action::CloseCycle {
        name: "2026q3".to_owned(),
    });
    let rows = vec![row("K1", "5")];
    let rule = crate::desk::STRICT;
    let mut joining = objective("Late");
    joining.cycle = Some("2026Q3".to_owned());
    for action in [
        Action::CheckIn { rows, rule },
        set("K1", "target", "5"),
        set("O1", "owner", "ana"),
        set("O2", "cycle", "2026Q3"),
        moving("K1", "O2"),
        moving("O1", "O2"),
        dropping("K1"),
        dropping("O1"),
        Action::Block {
            reference: "K1".to_owned(),
            blocker: Some("legal".to_owned()),
        },
        Action::AddKeyResult(Box::new(key_result("O1", "Late", 0, 5))),
        Action::AddObjective(Box::new(joining)),
    ] {
        let error = desk.refusal(action.clone());
        assert_eq!(error.code, "E306", "{action:?}");
    }
    desk.did(Action::Note {
        reference: "K1".to_owned(),
        text: "What we learned".to_owned(),
    });
    desk.did(Action::OpenCycle {
        name: "2026Q3".to_owned(),
    });
    desk.did(set("K1", "target", "5"));
}

#[test]
fn an_open_key_result_cannot_move_into_a_closed_cycle() {
    let mut desk = Desk::with_a_plan();
    let mut later = objective("Later");
    later.cycle = Some("2026Q4".to_owned());
    desk.did(Action::AddObjective(Box::new(later)));
    desk.did(Action::CloseCycle {
        name: "2026Q4".to_owned(),
    });
    assert_eq!(desk.refusal(moving("K1", "O2")).code, "E306");
}

#[test]
fn a_cycle_that_was_undone_can_be_made_again_without_its_old_fields() {
    let mut desk = Desk::with_a_plan();
    desk.did(Action::CopyCycle {
        from: "2026Q3".to_owned(),
        to: cycle("2026Q4"),
    });
    desk.did(Action::Undo { times: 1 });
    desk.did(Action::NewCycle(NewCycle {
        planning: true,
        ..cycle("2026Q4")
    }));
    let all = cycles::all(desk.book.connection()).expect("cycles");
    let made = all.last().expect("a cycle");
    assert_eq!(made.name, "2026Q4");
    assert_eq!((made.ancestor.as_ref(), made.opened), (None, None));
    assert_eq!(made.state, CycleState::Planning);
    crate::desk::sound(&desk.book);
}

#[test]
fn a_copied_cycle_starts_where_things_stand_and_knows_where_it_came_from() {
    let mut desk = Desk::with_a_plan();
    desk.did(set("K1", "handle", "readers"));
    desk.did(under("K1"));
    desk.did(Action::AddKeyResult(Box::new(key_result(
        "O2", "Deep", 0, 5,
    ))));
    desk.did(dropping("K2"));
    desk.checked_in(vec![row("K1", "40")]);
    let outcome = desk.did(Action::CopyCycle {
        from: "2026Q3".to_owned(),
        to: cycle("2026Q4"),
    });
    let copied = outcome.changes.iter().any(|change| {
        matches!(
            change,
            Change::Cycle {
                what: Happened::Copied {
                    objectives: 2,
                    key_results: 2,
                    ..
                },
                ..
            }
        )
    });
    assert!(copied, "{:?}", outcome.changes);
    let (old, new) = (desk.kr("readers"), desk.kr("K4"));
    assert_eq!(new.head.ancestor, Some(old.head.uid));
    let stays = (old.head.id.to_string(), new.head.handle.clone());
    assert_eq!(stays, ("K1".to_owned(), None), "the old cycle still runs");
    assert_eq!(
        (new.measure.start, new.measure.target),
        (Some(40.into()), Some(100.into()))
    );
    assert_eq!(old.measure.start, Some(0.into()));
    let next = objectives::of_cycle(desk.book.connection(), Some("2026Q4")).expect("objectives");
    assert_eq!(next.len(), 2);
    assert_eq!(next[0].head.ancestor, Some(desk.objective("O1").head.uid));
    assert_eq!(new.head.parent, Some(next[0].head.uid));
    assert_eq!(
        next[1].head.parent,
        Some(new.head.uid),
        "what stood under a key result stands under its copy"
    );
    assert_eq!(desk.kr("K5").measure.start, Some(0.into()));
}

#[test]
fn what_was_reached_is_copied_with_the_way_it_had_and_said() {
    let mut desk = Desk::with_a_plan();
    desk.checked_in(vec![row("K1", "130")]);
    let outcome = desk.did(Action::CopyCycle {
        from: "2026Q3".to_owned(),
        to: cycle("2026Q4"),
    });
    let copy = desk.kr("K3");
    assert_eq!(
        (copy.measure.start, copy.measure.target),
        (Some(0.into()), Some(100.into())),
        "from 130 down to 100 nobody wants to go"
    );
    let said: Vec<_> = outcome.remarks.iter().map(|one| one.code).collect();
    assert_eq!(said, ["W306"]);
    assert!(outcome.remarks[0].text.contains("K3 was reached"));
}

#[test]
fn a_copied_factor_aims_at_what_it_aimed_at_when_the_first_check_in_was_its_start() {
    let mut desk = Desk::with_a_plan();
    let mut fewer = key_result("O1", "Fewer reports", 0, 1);
    fewer.measure = okr_core::domain::measure::Measure {
        kind: okr_core::domain::measure::Kind::Relative,
        change: "0.7".parse().ok(),
        ..Default::default()
    };
    okr_core::act::change::settle(&mut fewer.measure);
    desk.did(Action::AddKeyResult(Box::new(fewer)));
    desk.checked_in(vec![row("K3", "120")]);
    desk.days_pass(7);
    desk.checked_in(vec![row("K3", "100")]);
    desk.did(Action::CopyCycle {
        from: "2026Q3".to_owned(),
        to: cycle("2026Q4"),
    });
    let copy = desk.kr("K6").measure;
    assert_eq!(
        (copy.start, copy.target),
        (Some(100.into()), Some(84.into()))
    );
}

#[test]
fn a_copy_of_a_cycle_is_undone_whole() {
    let mut desk = Desk::with_a_plan();
    desk.did(set("K1", "handle", "readers"));
    let before = crate::desk::state(&desk.book);
    desk.did(Action::CopyCycle {
        from: "2026Q3".to_owned(),
        to: cycle("2026Q4"),
    });
    desk.did(Action::Undo { times: 1 });
    assert_eq!(before, crate::desk::state(&desk.book));
    assert_eq!(desk.kr("readers").head.id.to_string(), "K1");
    desk.did(Action::Redo { times: 1 });
    assert_eq!(desk.kr("K3").head.ancestor, Some(desk.kr("K1").head.uid));
}

#[test]
fn a_handle_goes_on_when_its_cycle_is_closed_and_comes_back_when_that_is_undone() {
    let mut desk = Desk::with_a_plan();
    desk.did(set("K1", "handle", "readers"));
    desk.did(Action::CopyCycle {
        from: "2026Q3".to_owned(),
        to: cycle("2026Q4"),
    });
    let outcome = desk.did(Action::CloseCycle {
        name: "2026Q3".to_owned(),
    });
    assert_eq!(outcome.remarks[0].code, "W310");
    assert_eq!(desk.kr("readers").head.id.to_string(), "K3");
    desk.did(Action::Undo { times: 1 });
    assert_eq!(desk.kr("readers").head.id.to_string(), "K1");
}

#[test]
fn a_team_is_one_team_whatever_blanks_were_typed() {
    let mut desk = Desk::empty();
    let team = |name: &str| Action::AddTeam {
        name: name.to_owned(),
        title: None,
    };
    desk.did(team("web"));
    assert_eq!(desk.refusal(team(" web ")).code, "E503");
}

#[test]
fn a_blocker_carries_the_day_it_began() {
    let mut desk = Desk::with_a_plan();
    let blocked = |text: Option<&str>| Action::Block {
        reference: "K1".to_owned(),
        blocker: text.map(str::to_owned),
    };
    desk.did(blocked(Some("legal")));
    desk.days_pass(5);
    desk.did(blocked(Some("legal, still")));
    let head = desk.kr("K1").head;
    assert_eq!(head.blocked_since, Some(day("2026-08-03")));
    assert_eq!(head.blocker.as_deref(), Some("legal, still"));
    desk.did(blocked(Some("the survey is late")));
    assert_eq!(desk.kr("K1").head.blocked_since, Some(desk.today));
    desk.did(blocked(None));
    assert_eq!(desk.kr("K1").head.blocked_since, None);
    desk.did(set("K1", "blocker", "budget"));
    assert_eq!(desk.kr("K1").head.blocked_since, Some(desk.today));
}

#[test]
fn an_ask_is_closed_once() {
    let mut desk = Desk::with_a_plan();
    desk.did(Action::Ask {
        text: "Two more people".to_owned(),
        about: vec!["O1".to_owned()],
    });
    let close = Action::CloseAsk {
        reference: "A1".to_owned(),
        answer: Some("One".to_owned()),
    };
    desk.did(close.clone());
    assert_eq!(desk.refusal(close).code, "E218");
}
