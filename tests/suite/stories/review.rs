//! The weekly review on the whole screen: how many keys it takes, what is kept, and what is seen.

use okr::tui::msg::Msg;
use okr::tui::screens::Screen;
use okr::tui::screens::review::Opening;
use okr::words::glyphs::GlyphSet;
use okr::words::tone::Theme;
use okr_core::act::Action;
use okr_core::domain::check_in::CheckIn;
use okr_core::store::{check_ins, facts, key_results, reviews};
use okr_core::time::Now;
use ratatui::layout::Size;

use super::book::{act, book, check_in, context, day};
use super::stage::{Stage, manner};

/// A review day: everything is due.
const WEDNESDAY: &str = "2026-09-02";

/// A review of eight key results at a size.
fn review(width: u16, height: u16) -> Stage {
    on(Stage::of(width, height))
}

fn on(mut stage: Stage) -> Stage {
    stage.desk.context = context(WEDNESDAY);
    stage.tell(Msg::Ticked(Now::noon_of(day(WEDNESDAY)), 0));
    stage.keys("r");
    stage
}

fn series(stage: &Stage, id: &str) -> Vec<CheckIn> {
    let book = stage.desk.book.as_ref().expect("a book");
    let connection = book.connection();
    let kr = key_results::live(
        connection,
        "2026Q3",
        okr_core::store::key_results::Whose::Everybodys,
    )
    .expect("key results")
    .into_iter()
    .find(|kr| kr.head.id.to_string() == id)
    .expect("a key result");
    check_ins::series(connection, kr.head.uid).expect("a series")
}

/// What the review wrote about a key result: value, confidence, note.
fn given(stage: &Stage, id: &str) -> Vec<String> {
    series(stage, id)
        .iter()
        .filter(|one| one.source.as_deref() == Some("review"))
        .map(|one| {
            let value = one.value.map_or("-".to_owned(), |value| value.to_string());
            let confidence = one
                .confidence
                .map_or("-".to_owned(), |number| number.to_string());
            let same = if one.same { "= " } else { "" };
            format!(
                "{same}{value} {confidence} {}",
                one.note.as_deref().unwrap_or("-")
            )
        })
        .collect()
}

#[test]
fn the_card_is_drawn_at_every_size() {
    for (width, height) in [(80, 24), (120, 40), (60, 20), (40, 10)] {
        let mut stage = review(width, height);
        stage.keys("right 1 0 2");
        stage.is(&format!("review-{width}x{height}"));
    }
}

#[test]
fn ascii_and_no_colour_show_all_of_it() {
    let stage = on(Stage::with(
        Some(book()),
        80,
        24,
        manner(GlyphSet::Ascii, None),
    ));
    assert!(stage.screen().is_ascii(), "{}", stage.screen());
    stage.is("review-ascii");
    let mut wide = on(Stage::with(
        Some(book()),
        120,
        40,
        manner(GlyphSet::Ascii, None),
    ));
    wide.keys("right");
    assert!(wide.screen().is_ascii(), "{}", wide.screen());
    wide.keys("= = = = = = = =");
    assert!(wide.screen().is_ascii(), "{}", wide.screen());
    let mono = on(Stage::with(
        Some(book()),
        80,
        24,
        manner(GlyphSet::Unicode, Some(Theme::Mono)),
    ));
    assert!(!mono.styles().contains("Indexed"));
}

#[test]
fn the_same_for_all_is_one_key_each() {
    let mut stage = review(80, 24);
    for (place, id) in ["K1", "K2", "K3", "K4", "K5", "K6", "K7", "K8"]
        .iter()
        .enumerate()
    {
        assert!(stage.screen().contains(&format!("{} of 8", place + 1)));
        stage.keys("=");
        let kept = given(&stage, id);
        assert!(
            kept.len() == 1 && kept[0].starts_with("= "),
            "{id} {kept:?}"
        );
    }
    stage.is("review-last-80x24");
    stage.keys("enter");
    assert!(stage.notice().starts_with("Review done: all 8 saved"));
    assert!(stage.screen().contains("[1 Tree]"), "{}", stage.screen());
}

#[test]
fn a_value_alone_is_its_digits_and_three_times_enter() {
    let mut stage = review(80, 24);
    stage.keys("9 1 enter enter enter");
    assert_eq!(given(&stage, "K1"), ["91 - -"]);
    stage.keys("1 0 2 enter 5 enter");
    stage.types("the rota holds");
    stage.keys("enter");
    assert_eq!(given(&stage, "K2"), ["102 5 the rota holds"]);
    assert!(stage.screen().contains("K3"), "{}", stage.screen());
}

#[test]
fn the_first_key_decides_and_then_every_key_is_text() {
    let mut stage = review(80, 24);
    stage.keys("z v enter");
    assert!(stage.notice().contains("= same"), "{}", stage.notice());
    stage.keys("9 1 enter enter");
    stage.types("same sq=~? as w");
    stage.keys("enter");
    assert_eq!(given(&stage, "K1"), ["91 - same sq=~? as w"]);
    // Escape stops typing, and the first key decides again.
    stage.keys("1 0 2 esc s");
    assert_eq!(given(&stage, "K2"), [""; 0]);
    assert!(stage.screen().contains("K3"), "{}", stage.screen());
}

#[test]
fn a_confidence_is_one_digit_and_plus_is_ten() {
    let mut stage = review(80, 24);
    stage.keys("9 1 enter 4 7 enter enter");
    stage.keys("1 0 2 enter x + enter enter");
    stage.keys("4 . 4 enter 1 0 enter enter");
    assert_eq!(given(&stage, "K1"), ["91 7 -"]);
    assert_eq!(given(&stage, "K2"), ["102 10 -"]);
    assert_eq!(given(&stage, "K3"), ["4.4 10 -"]);
}

#[test]
fn going_back_amends_and_adds_nothing() {
    let mut stage = review(80, 24);
    stage.keys("9 1 enter 8 enter");
    stage.types("gate is on");
    stage.keys("enter left");
    assert!(stage.screen().contains("› 91%"), "{}", stage.screen());
    stage.keys("ctrl-u 9 2 enter enter enter");
    assert_eq!(given(&stage, "K1"), ["92 8 gate is on"]);
    assert!(stage.screen().contains("K2 "), "{}", stage.screen());
}

#[test]
fn the_first_key_on_a_kept_card_takes_the_place_of_its_value() {
    let mut stage = review(80, 24);
    stage.keys("1 0 enter enter enter left 9 1 enter enter enter");
    assert_eq!(given(&stage, "K1"), ["91 - -"]);
    stage.keys("1 0 2 enter enter enter left left");
    assert!(stage.screen().contains("1 of 8"), "{}", stage.screen());
    stage.keys("enter enter enter");
    assert_eq!(given(&stage, "K1"), ["91 - -"], "enter keeps it");
    stage.keys("left left backspace backspace 2 enter enter enter");
    assert_eq!(given(&stage, "K1"), ["92 - -"], "backspace mends it");
    stage.keys("left left =");
    assert!(
        given(&stage, "K1")[0].starts_with("= 90"),
        "a key is a whole answer"
    );
}

#[test]
fn enter_on_an_empty_value_names_the_keys_of_the_screen() {
    let mut stage = review(80, 24);
    stage.keys("enter");
    assert!(stage.notice().contains("= same"), "{}", stage.notice());
    assert!(!stage.notice().contains('<'), "{}", stage.notice());
}

#[test]
fn a_skipped_card_returns_once_and_a_reason_is_kept() {
    let mut stage = review(80, 24);
    stage.keys("s S");
    stage.types("waiting for the survey");
    stage.keys("enter");
    assert!(
        stage.notice().starts_with("K2 skipped"),
        "{}",
        stage.notice()
    );
    stage.keys("= = = = = =");
    assert!(stage.screen().contains("1 of 8"), "{}", stage.screen());
    stage.keys("s");
    assert!(stage.screen().contains("STUCK"), "{}", stage.screen());
    let book = stage.desk.book.as_ref().expect("a book");
    let kept = reviews::of_period(book.connection(), day(WEDNESDAY)).expect("reviews");
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].skips[0].because, "waiting for the survey");
    assert_eq!(given(&stage, "K1"), [""; 0]);
}

#[test]
fn the_third_same_in_a_row_is_asked_about() {
    let mut book = book();
    check_in(&mut book, "2026-08-27", "K1", "=", "8", "");
    check_in(&mut book, "2026-08-28", "K1", "=", "8", "");
    let mut stage = on(Stage::with(
        Some(book),
        80,
        24,
        manner(GlyphSet::Unicode, None),
    ));
    stage.keys("=");
    assert_eq!(given(&stage, "K1"), [""; 0]);
    stage.is("review-still-true");
    stage.keys("n o enter");
    assert_eq!(given(&stage, "K1"), [""; 0]);
    stage.keys("=");
    stage.types("nobody had time");
    stage.keys("enter");
    assert_eq!(given(&stage, "K1"), ["= 90 8 nobody had time"]);
}

#[test]
fn a_fall_is_asked_about_a_slip_is_shown_and_a_refusal_stands_below() {
    let mut stage = review(80, 24);
    stage.keys("9 1 enter 3 enter");
    stage.is("review-fall");
    stage.keys("enter 1 0 2 0");
    stage.is("review-slip");
    stage.keys("enter enter enter");
    assert_eq!(given(&stage, "K2"), ["1020 - -"], "it never blocks");
    stage.keys("4 7 / 5 enter");
    stage.is("review-refused");
    assert_eq!(given(&stage, "K3"), [""; 0]);
    stage.keys("esc 4 . 4 enter enter enter");
    assert_eq!(given(&stage, "K3"), ["4.4 - -"]);
}

#[test]
fn no_number_and_going_to_a_key_result() {
    let mut stage = review(80, 24);
    stage.keys("~ g k 6 enter");
    assert_eq!(given(&stage, "K1"), ["- - -"]);
    assert!(stage.screen().contains("6 of 8"), "{}", stage.screen());
    stage.keys("g K 9 enter");
    assert!(stage.notice().contains("not in this review"));
    stage.keys("b");
    stage.types("none");
    stage.keys("shift-tab shift-tab shift-tab 2 4 0 enter enter enter");
    let blocker = |stage: &Stage| {
        let book = stage.desk.book.as_ref().expect("a book");
        let uid = series(stage, "K6")[0].kr;
        let kr = key_results::by_uid(book.connection(), uid).expect("a file");
        kr.and_then(|kr| kr.head.blocker)
    };
    assert_eq!(blocker(&stage), None);
    assert_eq!(given(&stage, "K6"), ["240 - -"]);
}

#[test]
fn a_blocker_becomes_an_ask_and_a_win_is_kept_without_leaving_the_card() {
    let mut stage = review(80, 24);
    stage.keys("g 6 enter x enter");
    stage.keys("w");
    stage.types("The letter has a voice");
    stage.keys("enter enter");
    assert!(stage.screen().contains("6 of 8"), "{}", stage.screen());
    let book = stage.desk.book.as_ref().expect("a book");
    let asks = facts::asks(book.connection()).expect("asks");
    assert_eq!(
        asks.last().map(|ask| ask.title.as_str()),
        Some("sign-up form waits for legal")
    );
    let wins = facts::wins(book.connection()).expect("wins");
    assert_eq!(
        wins.last().map(|win| win.title.as_str()),
        Some("The letter has a voice")
    );
}

#[test]
fn what_is_picked_on_the_last_page_is_kept_when_it_is_finished() {
    for (width, height) in [(80, 24), (120, 40), (60, 20), (40, 10)] {
        let mut stage = review(width, height);
        stage.keys("9 2 enter 8 enter enter 9 5 enter enter enter");
        stage.keys("4 . 5 enter enter enter 2 8 2 0 0 enter enter enter");
        stage.keys("9 enter enter enter ~ = =");
        stage.is(&format!("review-end-{width}x{height}"));
        stage.keys("y enter");
        let book = stage.desk.book.as_ref().expect("a book");
        let wins = facts::wins(book.connection()).expect("wins");
        assert_eq!(wins.len(), 6, "what was reached is picked: {wins:?}");
        assert_eq!(
            stage.sent.len(),
            1 + drafts(&stage),
            "the text went to the clipboard"
        );
        stage.keys("u");
        let book = stage.desk.book.as_ref().expect("a book");
        let wins = facts::wins(book.connection()).expect("wins");
        assert_eq!(wins.len(), 1, "one key takes all of it back");
    }
}

#[test]
fn what_is_made_on_the_last_page_shows_at_once() {
    let mut stage = review(80, 24);
    stage.keys("= = = = = = = = w");
    stage.types("Nobody had to work late");
    stage.keys("enter enter x");
    stage.types("A second tester");
    stage.keys("enter");
    let screen = stage.screen();
    assert!(screen.contains("Nobody had to work late"), "{screen}");
    assert!(screen.contains("[ ] A2 A second tester"), "{screen}");
    // The first row is the ask that is open for weeks.
    stage.keys("space");
    assert!(
        stage.screen().contains("[x] A1 Legal"),
        "{}",
        stage.screen()
    );
    stage.keys("down e ctrl-u");
    stage.types("Two more testers");
    stage.keys("enter");
    let screen = stage.screen();
    assert!(screen.contains("A2 Two more testers"), "{screen}");
    assert!(screen.contains("[x] A1 Legal"), "{screen}");
    stage.keys("R");
    assert!(stage.screen().contains("# Review of"), "{}", stage.screen());
    stage.keys("esc enter");
    let book = stage.desk.book.as_ref().expect("a book");
    let asks = facts::asks(book.connection()).expect("asks");
    assert_eq!(asks[0].closed, Some(day(WEDNESDAY)));
    assert_eq!(asks[1].closed, None);
}

#[test]
fn all_of_the_last_page_can_be_reached_and_left_to_the_last_card() {
    for (width, height) in [(40, 10), (60, 16)] {
        let mut stage = review(width, height);
        stage.keys("9 2 enter enter enter = = = = = = =");
        let mut seen = stage.screen();
        for _ in 0..40 {
            stage.keys("down");
            seen.push_str(&stage.screen());
        }
        for part in [
            "MOVED",
            "STUCK",
            "WORTH",
            "OPEN ASKS",
            "Next review Wed 9 Sep",
        ] {
            assert!(seen.contains(part), "{part} at {width}x{height}:\n{seen}");
        }
        assert!(stage.screen().contains("Next review"), "{}", stage.screen());
        for _ in 0..40 {
            stage.keys("up");
        }
        assert!(stage.screen().contains("MOVED"), "{}", stage.screen());
        stage.keys("left");
        assert!(stage.screen().contains("8 of 8"), "{}", stage.screen());
        assert!(stage.screen().contains("K8"), "{}", stage.screen());
        stage.keys("right");
        assert!(stage.screen().contains("done"), "{}", stage.screen());
    }
}

#[test]
fn what_will_be_refused_is_told_while_it_is_typed() {
    let mut stage = review(80, 24);
    stage.keys("g 3 enter 4 7");
    assert!(stage.screen().contains("Type 4.7"), "{}", stage.screen());
    stage.keys("backspace");
    assert!(!stage.screen().contains("Type 4.7"), "{}", stage.screen());
}

/// Effects that this stage has nobody to do for.
fn drafts(stage: &Stage) -> usize {
    use okr::tui::effect::Effect;
    let is_draft = |effect: &&Effect| matches!(effect, Effect::KeepBegun(..));
    stage.sent.iter().filter(is_draft).count()
}

#[test]
fn a_card_of_words_takes_keys_that_are_no_letters() {
    let mut book = book();
    for (title, field) in [
        ("Launch the mobile app", ("kind", "milestone")),
        ("Draw the plan", ("steps", "draw,check")),
    ] {
        let typed = [(field.0.to_owned(), field.1.to_owned())];
        let draft = okr_core::act::read::key_result(title, &typed, &context("2026-07-01"), None)
            .expect("a sentence");
        let mut new = draft.new;
        new.objective = Some("O1".to_owned());
        act(
            &mut book,
            "2026-07-01",
            &Action::AddKeyResult(Box::new(new)),
        );
    }
    let mut stage = on(Stage::with(
        Some(book),
        80,
        24,
        manner(GlyphSet::Unicode, None),
    ));
    stage.keys("g K 9 enter");
    stage.is("review-milestone");
    stage.keys("4 0 enter enter enter");
    assert_eq!(given(&stage, "K9"), ["0.4 - -"]);
    stage.keys("left ctrl-u space enter enter enter");
    assert_eq!(given(&stage, "K9"), ["1 - -"]);
}

#[test]
fn a_review_can_be_left_and_goes_on() {
    let mut stage = review(80, 24);
    stage.keys("= = 4 . 4 ctrl-c");
    assert!(
        stage
            .notice()
            .contains("2 of 8 saved. Resume with  okr review"),
        "{}",
        stage.notice()
    );
    assert!(!stage.model.quits);
    stage.keys("r");
    assert!(stage.screen().contains("3 of 8"), "{}", stage.screen());
    stage.keys("q");
    assert!(stage.screen().contains("[1 Tree]"), "{}", stage.screen());
}

#[test]
fn a_team_in_one_room_sees_the_owner_and_no_queue() {
    for (width, height) in [(80, 24), (120, 40)] {
        let mut stage = review(width, height);
        let Screen::Review(held) = stage.model.screen() else {
            panic!("no review");
        };
        let opening = Opening {
            presents: true,
            ..held.opening.clone()
        };
        let held = held.review.clone();
        okr::tui::screens::review::begin(&mut stage.model, opening, held);
        stage.keys("g 6 enter");
        stage.is(&format!("review-present-{width}x{height}"));
        stage.keys("q");
        assert!(stage.model.quits, "it was begun alone");
        let farewell = stage.model.farewell.as_deref();
        assert_eq!(farewell, Some("0 of 8 saved. Resume with  okr review"));
    }
}

#[test]
fn what_was_kept_last_is_taken_back_and_done_again_whoever_wrote_since() {
    let mut stage = review(80, 24);
    stage.keys("u");
    assert!(
        stage
            .notice()
            .starts_with("Nothing was kept in this sitting"),
        "{}",
        stage.notice()
    );
    stage.keys("9 1 enter enter enter =");
    assert!(stage.notice().ends_with("u undo"), "{}", stage.notice());
    let book = stage.desk.book.as_mut().expect("a book");
    check_in(book, WEDNESDAY, "K5", "9", "7", "");
    stage.keys("u");
    let notice = stage.notice();
    assert!(
        notice.starts_with("Undid op") && notice.contains("checkin K2 =  (12:00)"),
        "{notice}"
    );
    assert!(notice.ends_with("u undo  U redo"), "{notice}");
    assert_eq!(given(&stage, "K2"), [""; 0]);
    assert_eq!(series(&stage, "K5").len(), 2, "of others nothing is undone");
    assert!(stage.screen().contains("2 of 8"), "{}", stage.screen());
    stage.keys("u");
    assert_eq!(given(&stage, "K1"), [""; 0]);
    assert!(stage.screen().contains("1 of 8"), "{}", stage.screen());
    assert!(stage.screen().contains("saved 1"), "{}", stage.screen());
    stage.keys("U U");
    assert_eq!(given(&stage, "K1"), ["91 - -"]);
    assert!(given(&stage, "K2")[0].starts_with("= "));
    assert!(stage.screen().contains("3 of 8"), "{}", stage.screen());
    // What is typed is text, also where it is the letter of a command.
    stage.keys("4 . 4 u");
    assert!(stage.screen().contains("4.4u"), "{}", stage.screen());
}

#[test]
fn what_was_amended_or_left_out_is_taken_back_too() {
    let mut stage = review(80, 24);
    stage.keys("9 1 enter enter enter left 9 2 enter enter enter u");
    assert_eq!(given(&stage, "K1"), ["91 - -"]);
    assert!(
        stage.screen().contains("\u{203a} 91%"),
        "{}",
        stage.screen()
    );
    stage.keys("right S");
    stage.types("the survey runs");
    stage.keys("enter");
    assert!(stage.screen().contains("skipped 1"), "{}", stage.screen());
    stage.keys("u");
    assert!(stage.screen().contains("2 of 8"), "{}", stage.screen());
    assert!(stage.screen().contains("skipped 0"), "{}", stage.screen());
}

#[test]
fn from_the_last_page_a_key_takes_back_the_last_answer_and_shows_its_card() {
    let mut stage = review(80, 24);
    stage.keys("= = = = = = = =");
    assert!(stage.notice().ends_with("u undo"), "{}", stage.notice());
    stage.keys("w");
    stage.types("Nobody had to work late");
    stage.keys("enter enter u");
    assert!(
        stage.screen().contains("[ ] A1 Legal"),
        "a win is no card: {}",
        stage.screen()
    );
    stage.keys("u");
    assert!(stage.screen().contains("8 of 8"), "{}", stage.screen());
    assert_eq!(given(&stage, "K8"), [""; 0]);
    stage.keys("U");
    assert!(stage.screen().contains("done"), "{}", stage.screen());
    assert_eq!(given(&stage, "K8").len(), 1);
}

#[test]
fn a_review_that_is_begun_anew_stays_so_when_others_write() {
    let mut stage = review(80, 24);
    stage.keys("= = = = = = = = enter");
    let book = stage.desk.book.as_mut().expect("a book");
    let board = okr_core::report::board::board(
        book.connection(),
        &Default::default(),
        &Default::default(),
        okr_core::report::board::Depth::Ends,
        &Default::default(),
        day(WEDNESDAY),
    )
    .expect("a board");
    let anew = okr_core::review::Sitting {
        by: "ana",
        day: day(WEDNESDAY),
        cadence: Default::default(),
        order: Default::default(),
        seat: okr_core::review::Seat::new(okr_core::review::Start::Anew),
        now: 0,
    };
    let held = okr_core::review::open(book.connection(), &board.items, anew).expect("a review");
    check_in(book, WEDNESDAY, "K5", "9", "7", "");
    okr::tui::screens::review::begin(&mut stage.model, Opening::default(), held);
    stage.tell(Msg::BookChanged);
    let screen = stage.screen();
    assert!(
        screen.contains("1 of 8") && screen.contains("saved 1"),
        "{screen}"
    );
    stage.keys("9 1 enter enter enter");
    assert!(stage.screen().contains("2 of 8"), "{}", stage.screen());
    // The first answer began the review; undone and done again it is the same one.
    stage.keys("u");
    assert!(stage.screen().contains("1 of 8"), "{}", stage.screen());
    stage.keys("U");
    let screen = stage.screen();
    assert!(
        screen.contains("2 of 8") && screen.contains("saved 2"),
        "{screen}"
    );
}

#[test]
fn how_long_it_takes_is_measured_by_the_clock_whatever_day_is_set() {
    let mut stage = review(120, 40);
    stage.keys("=");
    let now = stage.model.now;
    let begun = Now::read().millis();
    stage.tell(Msg::Ticked(now, begun + 120_000));
    assert!(
        stage.screen().contains("about 14 min left")
            || stage.screen().contains("about 15 min left"),
        "{}",
        stage.screen()
    );
    stage.keys("= = = = = = =");
    assert!(stage.screen().contains("2 min"), "{}", stage.screen());
}

#[test]
fn what_others_check_in_meanwhile_is_taken_in() {
    let mut stage = review(120, 40);
    let book = stage.desk.book.as_mut().expect("a book");
    check_in(book, WEDNESDAY, "K5", "9", "7", "");
    stage.keys("9 1");
    stage.tell(Msg::BookChanged);
    stage.keys("enter enter enter");
    assert_eq!(given(&stage, "K1"), ["91 - -"]);
    assert!(stage.screen().contains("✓ K5"), "{}", stage.screen());
}

#[test]
fn no_size_breaks_the_review() {
    for keys in ["", "9", "9 1 enter", "S", "?", "w", "e", "= = = = = = = ="] {
        let mut stage = review(80, 24);
        stage.keys(keys);
        for (width, height) in [
            (1, 1),
            (10, 3),
            (40, 10),
            (500, 200),
            (39, 9),
            (60, 11),
            (78, 12),
            (120, 24),
            (80, 24),
        ] {
            stage.tell(Msg::Resized(Size::new(width, height)));
            stage.screen();
        }
    }
}
