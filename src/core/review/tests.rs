//! The review on the sample book: the way through the cards, resuming, amending, and the last page.

use super::*;
use crate::act::Action;
use crate::act::review::Given;
use crate::book::Book;
use crate::domain::assess::Policy;
use crate::domain::review::Review as Record;
use crate::report::cadence::Cadence;
use crate::report::sample::{self, TODAY, day, find, whole};
use crate::store::{check_ins, reviews};

fn open(book: &Book, start: Start) -> Review {
    open_by(book, start, "ana")
}

fn open_by(book: &Book, start: Start, by: &str) -> Review {
    let board = whole(book);
    let sitting = Sitting {
        by,
        day: board.day,
        cadence: Cadence::default(),
        order: Order::default(),
        seat: Seat::new(start),
        now: 0,
    };
    super::open(book.connection(), &board.items, sitting).expect("a review")
}

fn ids(review: &Review) -> Vec<String> {
    let id = |card: &Card| format!("{} {:?}", card.item.id(), card.state);
    review.cards().iter().map(id).collect()
}

fn current(review: &Review) -> Option<String> {
    review.card().map(|card| card.item.id())
}

/// Keeps what was given for the card in the book and tells the review.
fn give(book: &mut Book, review: &mut Review, given: Given) {
    let action = Action::Review {
        review: review.seat.record,
        period: review.period.start,
        start: review.seat.start,
        given: Box::new(given),
    };
    let outcome = sample::act(book, TODAY, action);
    let kept = kept(book.connection(), &outcome, &Policy::default(), day(TODAY))
        .expect("an answer")
        .expect("something kept");
    review.keep(kept);
}

fn answer(book: &mut Book, review: &mut Review, draft: Draft) {
    let given = Given::CheckIn(draft.row(review.card().expect("a card")));
    give(book, review, given);
}

fn latest(book: &Book, review: &Review) -> Record {
    reviews::of_period(book.connection(), review.period.start)
        .expect("reviews")
        .pop()
        .expect("a review")
}

fn insist_sound(book: &Book) {
    let verdict = crate::rebuild::verify(book.connection()).expect("a readable book");
    assert_eq!(verdict.findings, Vec::<String>::new());
}

fn value(text: &str) -> Draft {
    Draft {
        value: text.to_owned(),
        ..Draft::default()
    }
}

#[test]
fn what_is_checked_in_already_is_shown_as_done_and_passed_by() {
    let book = sample::book();
    let review = open(&book, Start::Resume);
    assert_eq!(
        ids(&review),
        ["K1 Elsewhere", "K2 Open", "K4 Open", "K5 Open"]
    );
    assert_eq!(current(&review).as_deref(), Some("K2"));
    let counts = review.counts();
    assert_eq!((counts.of, counts.saved, counts.left), (4, 1, 3));
}

#[test]
fn a_skipped_card_returns_once_at_the_end() {
    let mut review = open(&sample::book(), Start::Resume);
    let mut way = Vec::new();
    while let Some(id) = current(&review) {
        way.push(id);
        review.skip();
    }
    assert_eq!(way, ["K2", "K4", "K5", "K2", "K4", "K5"]);
    assert_eq!((review.counts().skipped, review.counts().left), (3, 0));
}

#[test]
fn an_answer_goes_on_and_going_back_amends_the_same_check_in() {
    let mut book = sample::book();
    let before = check_ins::series(book.connection(), find(&whole(&book), "K2").head.uid)
        .expect("a series")
        .len();
    let mut review = open(&book, Start::Resume);
    answer(&mut book, &mut review, value("40"));
    assert_eq!(current(&review).as_deref(), Some("K4"));
    assert!(review.back());
    let card = review.card().expect("a card");
    assert_eq!(Draft::entered(card).value, "40");
    answer(&mut book, &mut review, value("+2"));
    let series =
        check_ins::series(book.connection(), find(&whole(&book), "K2").head.uid).expect("a series");
    assert_eq!(series.len(), before + 1, "amended, not added");
    let last = series.last().and_then(|check_in| check_in.value);
    assert_eq!(
        last,
        Some(102.into()),
        "a change counts from the value before"
    );
    assert_eq!(current(&review).as_deref(), Some("K4"));
    insist_sound(&book);
}

#[test]
fn a_review_is_resumed_at_its_first_open_card_and_begun_anew_on_demand() {
    let mut book = sample::book();
    let mut review = open(&book, Start::Resume);
    answer(&mut book, &mut review, value("40"));
    let resumed = open(&book, Start::Resume);
    assert_eq!(
        ids(&resumed),
        ["K1 Elsewhere", "K2 Saved", "K4 Open", "K5 Open"]
    );
    assert_eq!(current(&resumed).as_deref(), Some("K4"));
    assert_eq!(resumed.seat.record, review.seat.record);

    let mut anew = open(&book, Start::Anew);
    assert_eq!(ids(&anew), ["K1 Open", "K2 Open", "K4 Open", "K5 Open"]);
    let uid = find(&whole(&book), "K2").head.uid;
    let before = check_ins::series(book.connection(), uid).expect("a series");
    assert!(anew.jump("2") && anew.jump("k2") && !anew.jump("K99"));
    answer(&mut book, &mut anew, value("41"));
    let after = check_ins::series(book.connection(), uid).expect("a series");
    assert_eq!(after.len(), before.len(), "the answer of today is amended");
    let resumed = open(&book, Start::Resume);
    assert_eq!(ids(&resumed)[1], "K2 Saved");
    assert_eq!(ids(&resumed)[2], "K4 Open");
}

/// Another look at the book by the same sitting, as when something was written beside it.
fn look_again(book: &Book, review: &mut Review) -> Option<usize> {
    let board = whole(book);
    let sitting = Sitting {
        by: "ana",
        day: board.day,
        cadence: Cadence::default(),
        order: Order::default(),
        seat: review.seat,
        now: 0,
    };
    let fresh = super::open(book.connection(), &board.items, sitting).expect("a review");
    review.refresh(fresh)
}

#[test]
fn what_is_begun_anew_stays_so_when_something_is_written_beside_it() {
    let mut book = sample::book();
    let mut review = open(&book, Start::Resume);
    answer(&mut book, &mut review, value("40"));
    let mut anew = open(&book, Start::Anew);
    // Every write of this test has the same time of day, so no clock can tell them apart.
    sample::check_in(&mut book, TODAY, "K5", "211", "4", "");
    assert_eq!(look_again(&book, &mut anew), Some(3));
    let asked = ["K1 Open", "K2 Open", "K4 Open", "K5 Elsewhere"];
    assert_eq!(ids(&anew), asked);
    answer(&mut book, &mut anew, value("88"));
    assert_eq!(current(&anew).as_deref(), Some("K2"));
    sample::check_in(&mut book, TODAY, "K4", "3", "4", "");
    look_again(&book, &mut anew);
    let asked = ["K1 Saved", "K2 Open", "K4 Elsewhere", "K5 Elsewhere"];
    assert_eq!(ids(&anew), asked);
    // The answer of the review before is amended still, though this one has a record by now.
    let uid = find(&whole(&book), "K2").head.uid;
    let before = check_ins::series(book.connection(), uid).expect("a series");
    answer(&mut book, &mut anew, value("41"));
    let after = check_ins::series(book.connection(), uid).expect("a series");
    assert_eq!(after.len(), before.len());
    // Another start goes on with it; what was there before its first answer is asked.
    let resumed = open(&book, Start::Resume);
    let asked = ["K1 Saved", "K2 Saved", "K4 Elsewhere", "K5 Open"];
    assert_eq!(ids(&resumed), asked);
    insist_sound(&book);
}

#[test]
fn an_answer_that_is_taken_back_is_asked_again_whatever_was_written_since() {
    let mut book = sample::book();
    let mut review = open(&book, Start::Resume);
    let action = |review: &Review, typed: &str| Action::Review {
        review: review.seat.record,
        period: review.period.start,
        start: review.seat.start,
        given: Box::new(Given::CheckIn(
            value(typed).row(review.card().expect("a card")),
        )),
    };
    let mut done = Vec::new();
    for typed in ["40", "5"] {
        let action = action(&review, typed);
        let outcome = sample::act(&mut book, TODAY, action);
        let policy = Policy::default();
        let kept = kept(book.connection(), &outcome, &policy, day(TODAY)).expect("an answer");
        review.keep(kept.expect("something kept"));
        done.push(outcome.operation.expect("an operation"));
    }
    sample::check_in(&mut book, TODAY, "K5", "211", "4", "");
    look_again(&book, &mut review);
    assert_eq!(ids(&review)[3], "K5 Elsewhere");
    sample::act(&mut book, TODAY, Action::TakeBack { operation: done[1] });
    let place = look_again(&book, &mut review);
    assert_eq!(place, Some(2));
    let asked = ["K1 Elsewhere", "K2 Saved", "K4 Open", "K5 Elsewhere"];
    assert_eq!(ids(&review), asked);
    let again = sample::act(&mut book, TODAY, Action::TakeBack { operation: done[1] });
    assert!(again.changes.is_empty(), "nothing is taken back twice");
    sample::act(&mut book, TODAY, Action::Redo { times: 1 });
    assert_eq!(look_again(&book, &mut review), Some(2));
    assert_eq!(ids(&review)[2], "K4 Saved");
    insist_sound(&book);
}

#[test]
fn a_reason_is_kept_in_the_book_until_an_answer_is_given() {
    let mut book = sample::book();
    let mut review = open(&book, Start::Resume);
    let skip = Given::Skip {
        reference: "K2".to_owned(),
        because: "waiting for the survey".to_owned(),
    };
    give(&mut book, &mut review, skip);
    assert_eq!(current(&review).as_deref(), Some("K4"));
    let mut resumed = open(&book, Start::Resume);
    assert_eq!(
        ids(&resumed)[1],
        "K2 LeftOut { because: \"waiting for the survey\" }"
    );
    assert!(resumed.jump("K2"));
    answer(&mut book, &mut resumed, value("40"));
    assert_eq!(latest(&book, &resumed).skips, []);
    insist_sound(&book);
}

#[test]
fn undoing_the_answers_of_a_review_undoes_the_review() {
    let mut book = sample::book();
    let mut review = open(&book, Start::Resume);
    let period = review.period.start;
    answer(&mut book, &mut review, value("40"));
    sample::act(&mut book, TODAY, Action::Undo { times: 1 });
    assert_eq!(
        reviews::of_period(book.connection(), period).expect("reviews"),
        []
    );
    assert_eq!(ids(&open(&book, Start::Resume))[1], "K2 Open");
    // The window that is still open goes on: its review is begun again.
    answer(&mut book, &mut review, value("5"));
    assert_eq!(
        reviews::of_period(book.connection(), period)
            .expect("reviews")
            .len(),
        1
    );
}

#[test]
fn the_third_same_in_a_row_is_asked_about_and_a_fall_of_three_too() {
    let mut book = sample::book();
    sample::check_in(&mut book, "2026-08-20", "K2", "=", "8", "");
    let review = open(&book, Start::Resume);
    assert!(!review.card().expect("K2").asks_still_true());
    sample::check_in(&mut book, "2026-08-21", "K2", "=", "", "");
    let review = open(&book, Start::Resume);
    let card = review.card().expect("K2");
    assert!(card.asks_still_true());
    assert_eq!(card.fell_from("5"), Some(8));
    assert_eq!(card.fell_from("6"), None);
    assert_eq!(card.fell_from("soon"), None);
}

#[test]
fn everybody_has_a_review_of_their_own() {
    let mut book = sample::book();
    let mut review = open(&book, Start::Resume);
    answer(&mut book, &mut review, value("40"));
    let others = open_by(&book, Start::Resume, "Li");
    assert_eq!(ids(&others)[1], "K2 Elsewhere");
    assert_eq!(others.seat.record, None);
    assert_eq!(
        open_by(&book, Start::Resume, "ANA").seat.record,
        review.seat.record
    );
}

#[test]
fn minutes_are_left_at_the_own_pace() {
    let mut review = open(&sample::book(), Start::Resume);
    assert_eq!(review.minutes_left(60_000), None);
    review.skip();
    // One card took a minute and a half; it comes back, so three are left.
    assert_eq!(review.minutes_left(90_000), Some(5));
    assert_eq!(review.minutes(90_000), 1);
}

#[test]
fn the_last_page_tells_moved_from_stuck_and_proposes_what_figures_justify() {
    let mut book = sample::book();
    let mut review = open(&book, Start::Resume);
    sample::act(
        &mut book,
        TODAY,
        Action::Block {
            reference: "K4".to_owned(),
            blocker: Some("the form waits for legal".to_owned()),
        },
    );
    let goal = find(&whole(&book), "K2").assessment.goal.expect("a goal");
    answer(&mut book, &mut review, value(&goal.to_string()));
    let mut review = open(&book, Start::Resume);
    review.skip();
    review.skip();
    let page = last_page(
        book.connection(),
        &review,
        Cadence::default(),
        &Policy::default(),
        day(TODAY),
    )
    .expect("a page");
    assert_eq!(page.next, day("2026-09-02"));
    assert!(page.moved.iter().any(|moved| moved.place == 1));
    let stuck: Vec<usize> = page.stuck.iter().map(|stuck| stuck.place).collect();
    assert_eq!(stuck, [2, 3]);
    assert!(page.wins.contains(&Proposal {
        place: 1,
        evidence: Evidence::TargetReached
    }));
    let blocked: Vec<(usize, Option<i64>)> = page
        .blockers
        .iter()
        .map(|one| (one.place, one.days))
        .collect();
    assert!(blocked.contains(&(2, Some(0))), "{blocked:?}");
    assert!(page.requests.iter().any(|one| one.text.contains("legal")));
}

/// What would be proposed for K2 after a value on each of these days, the last of them today's review.
fn proposed(values: &[(&str, &str)]) -> Option<Evidence> {
    let mut book = sample::book();
    let (last, earlier) = values.split_last().expect("a value");
    for (on, typed) in earlier {
        sample::check_in(&mut book, on, "K2", typed, "", "");
    }
    let mut review = open(&book, Start::Anew);
    assert!(review.jump("K2"));
    answer(&mut book, &mut review, value(last.1));
    let page = last_page(
        book.connection(),
        &review,
        Cadence::default(),
        &Policy::default(),
        day(TODAY),
    )
    .expect("a page");
    let mine = page.wins.iter().find(|one| one.place == 1);
    mine.map(|one| one.evidence)
}

#[test]
fn a_win_is_proposed_for_a_quarter_a_best_step_and_a_run_and_for_nothing_else() {
    // 100 of 500 stood on 19 August.
    let passed = proposed(&[(TODAY, "260")]);
    assert!(
        matches!(passed, Some(Evidence::Passed { quarters: 2, .. })),
        "{passed:?}"
    );
    let weeks = [
        ("2026-07-22", "40"),
        ("2026-07-29", "60"),
        ("2026-08-05", "70"),
        ("2026-08-12", "80"),
    ];
    let steady = [&weeks[..], &[(TODAY, "118")]].concat();
    assert_eq!(proposed(&steady), None, "six in a row were told at four");
    let best = [&weeks[..], &[(TODAY, "124")]].concat();
    assert_eq!(
        proposed(&best),
        Some(Evidence::BestStep {
            change: 24.into(),
            of: 5
        })
    );
    // Four in a row, none of them the best.
    let run = [&weeks[2..], &[(TODAY, "101")]].concat();
    assert_eq!(proposed(&run), Some(Evidence::LongestRun { periods: 4 }));
    // The same as before is no win.
    let same = [&weeks[2..], &[(TODAY, "=")]].concat();
    assert_eq!(proposed(&same), None);
}

#[test]
fn a_draft_is_read_back_as_it_was_and_what_is_no_draft_is_nothing() {
    let draft = Begun {
        key_result: Uid::random(),
        draft: value("*1.05"),
        is_skipped: false,
    };
    let mut unkept = Unkept {
        by: "ana".to_owned(),
        period: day("2026-08-26"),
        cards: Vec::new(),
    };
    unkept.note(draft.clone());
    assert_eq!(Unkept::of_text(&unkept.text()), Some(unkept.clone()));
    assert_eq!(Unkept::of_text("{\"by\":"), None);
    unkept.note(Begun {
        draft: Draft::default(),
        ..draft.clone()
    });
    assert_eq!(unkept.cards, []);
    let review = open(&sample::book(), Start::Resume);
    let card = review.card().expect("a card");
    assert_eq!(draft.draft.row(card).value, "x1.05");
    assert_eq!(value("~").row(card).value, "unknown");
    let ten = Draft {
        confidence: "+".to_owned(),
        ..value("1")
    };
    assert_eq!(ten.row(card).confidence.as_deref(), Some("10"));
}

#[test]
fn what_was_left_for_later_is_asked_last_when_a_review_goes_on() {
    let book = sample::book();
    let mut review = open(&book, Start::Resume);
    let first = current(&review).expect("a card");
    let card = review.card_mut().expect("a card");
    card.draft.note = "the survey is late".to_owned();
    review.skip();
    let place = |review: &Review| {
        review
            .cards()
            .iter()
            .position(|card| card.item.id() == first)
    };
    let skipped = &review.cards()[place(&review).expect("the card")];
    assert_eq!(skipped.draft.note, "the survey is late");
    let begun = vec![Begun::of(skipped)];
    let next = current(&review);

    let mut again = open(&book, Start::Resume);
    again.take_up(begun);
    assert_eq!(current(&again), next);
    assert_eq!(again.counts().skipped, 1);
    while current(&again).is_some_and(|id| id != first) {
        again.forward();
    }
    assert_eq!(
        again.card().map(|card| card.draft.note.as_str()),
        Some("the survey is late")
    );
    again.forward();
    assert_eq!(current(&again), None);
}
