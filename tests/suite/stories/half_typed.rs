//! What is typed and not kept yet: it survives skipping, leaving a card and what others write, and what is
//! wrong with it is said while it is typed.

use okr::tui::msg::Msg;
use okr_core::time::Now;

use super::book::{check_in, context, day};
use super::stage::Stage;

const WEDNESDAY: &str = "2026-09-02";

fn review(width: u16, height: u16) -> Stage {
    let mut stage = Stage::of(width, height);
    stage.desk.context = context(WEDNESDAY);
    stage.tell(Msg::Ticked(Now::noon_of(day(WEDNESDAY)), 0));
    stage.keys("r");
    stage
}

fn says(stage: &Stage, text: &str) {
    assert!(stage.screen().contains(text), "{}", stage.screen());
}

fn is_silent_about(stage: &Stage, text: &str) {
    assert!(!stage.screen().contains(text), "{}", stage.screen());
}

#[test]
fn a_note_stays_on_a_card_that_is_skipped_or_walked_past() {
    let mut stage = review(80, 24);
    stage.keys("tab tab").types("the survey is late");
    stage.keys("esc s");
    says(&stage, "2 of 8");
    stage.keys("left");
    says(&stage, "the survey is late");
    stage.keys("right right left left");
    says(&stage, "the survey is late");
}

#[test]
fn a_letter_is_no_confidence_and_that_is_said_at_once() {
    let mut stage = review(80, 24);
    stage.keys("8 2 enter x");
    says(&stage, "one digit from 0 to 9");
    stage.keys("enter 7");
    is_silent_about(&stage, "one digit from 0 to 9");
    says(&stage, "› 7");
}

#[test]
fn ctrl_c_over_a_card_loses_nothing() {
    let mut stage = Stage::of(80, 24);
    stage.keys("j c 7 7 enter 7 ctrl-c");
    says(&stage, "the same key brings back what was typed");
    assert!(!stage.model.quits);
    stage.keys("c");
    says(&stage, "As you left it");
    says(&stage, "77");
    // Only the same card is brought back.
    stage.keys("ctrl-c j c");
    is_silent_about(&stage, "77");
}

#[test]
fn what_is_written_to_the_record_being_typed_is_named() {
    let elsewhere = |stage: &mut Stage, id: &str, value: &str| {
        let book = stage.desk.book.as_mut().expect("a book");
        check_in(book, WEDNESDAY, id, value, "7", "");
        stage.tell(Msg::BookChanged);
    };
    let mut stage = review(80, 24);
    stage.keys("8 2");
    elsewhere(&mut stage, "K2", "100");
    is_silent_about(&stage, "K2 was");
    elsewhere(&mut stage, "K1", "93%");
    says(
        &stage,
        "K1 was checked in from elsewhere while you were at it: 93%",
    );
    says(&stage, "› 82");

    let mut stage = Stage::of(80, 24);
    stage.desk.context = context(WEDNESDAY);
    stage.tell(Msg::Ticked(Now::noon_of(day(WEDNESDAY)), 0));
    stage.keys("j c 8 2");
    elsewhere(&mut stage, "K1", "94%");
    says(&stage, "K1 was changed from elsewhere while you type");
}

#[test]
fn the_last_page_is_there_again_when_everything_is_asked() {
    let mut stage = review(80, 24);
    stage.keys("= = = = = = = =");
    if stage.screen().contains("still true") {
        stage.keys("enter");
    }
    while !stage.screen().contains("done   8 of 8") {
        stage.keys("= enter");
    }
    stage.keys("esc");
    stage.keys("2");
    says(&stage, "Nothing is due: all 8 are checked in.");
    says(&stage, "done   8 of 8 saved");
    says(&stage, "STUCK");
}

#[test]
fn a_review_that_is_walked_to_its_end_is_not_done() {
    let mut stage = review(80, 24);
    for _ in 0..8 {
        stage.keys("right");
    }
    says(&stage, "8 left   0 of 8 saved");
    stage.keys("q");
    says(&stage, "0 of 8 saved. Resume with  okr review");
}

#[test]
fn nothing_of_the_last_page_is_cut() {
    for width in [60, 80, 120] {
        let mut stage = review(width, 60);
        stage.keys("8 9 % enter enter enter 9 5 enter enter enter = = = = = =");
        while !stage.screen().contains("WORTH CELEBRATING?") {
            stage.keys("= enter");
        }
        // What was said of the last answer leaves with the next key.
        stage.keys("ctrl-l");
        is_silent_about(&stage, "…");
        says(&stage, "now)");
    }
}

#[test]
fn the_second_line_of_the_keys_and_the_screens_take_clicks() {
    let at = |stage: &Stage, text: &str| {
        let screen = stage.screen();
        let mut lines = screen.lines().enumerate();
        let found = lines.find_map(|(y, line)| Some((line.find(text)?, y, line.to_owned())));
        let (byte, y, line) = found.expect("the text");
        let x = line[..byte].chars().count();
        Msg::Click(
            u16::try_from(x).expect("a column"),
            u16::try_from(y).expect("a row"),
        )
    };
    let mut stage = review(80, 24);
    let click = at(&stage, "S skip, why");
    assert!(matches!(click, Msg::Click(_, 23)), "{click:?}");
    stage.tell(click);
    says(&stage, "Skip K1 because");

    let mut stage = Stage::of(80, 24);
    let click = at(&stage, "4 Timeline");
    stage.tell(click);
    says(&stage, "[4 Timeline]");
    let click = at(&stage, "? help");
    stage.tell(click);
    says(&stage, "Help");
    // The key that opens it closes it.
    stage.keys("?");
    is_silent_about(&stage, "type to search");
}

#[test]
fn enter_on_a_blocker_that_stands_says_that_it_stands() {
    let mut stage = Stage::of(80, 24);
    stage.keys("/ K 6 enter b enter");
    says(&stage, "Nothing was changed");
    says(&stage, "K6 is blocked by that already");
}
