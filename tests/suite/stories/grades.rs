//! Grading: the screen at every size, a score taken and a card filled in, and the way back.

use okr::words::glyphs::GlyphSet;
use okr::words::tone::Theme;

use super::book::book;
use super::stage::{Stage, manner};

fn grades(width: u16, height: u16) -> Stage {
    let mut stage = Stage::of(width, height);
    stage.keys("5");
    stage
}

#[test]
fn the_grades_are_drawn_at_every_size() {
    for (width, height) in [(80, 24), (120, 40), (60, 20), (40, 10)] {
        grades(width, height).is(&format!("grade-{width}x{height}"));
    }
    let mut ascii = Stage::with(Some(book()), 80, 24, manner(GlyphSet::Ascii, None));
    ascii.keys("5");
    assert!(ascii.screen().is_ascii(), "{}", ascii.screen());
    let mut mono = Stage::with(
        Some(book()),
        80,
        24,
        manner(GlyphSet::Unicode, Some(Theme::Mono)),
    );
    mono.keys("5");
    assert_eq!(mono.screen(), grades(80, 24).screen());
}

#[test]
fn the_score_of_the_value_is_taken_with_one_key_and_undone_with_another() {
    let mut stage = grades(80, 24);
    stage.keys("=");
    assert!(
        stage.notice().starts_with("K1  graded"),
        "{}",
        stage.notice()
    );
    assert!(
        !stage.screen().contains("not graded yet"),
        "{}",
        stage.screen()
    );
    stage.keys("u");
    assert!(
        stage.screen().contains("not graded yet"),
        "{}",
        stage.screen()
    );
}

#[test]
fn a_card_asks_for_everything_and_says_what_is_wrong() {
    let mut stage = grades(80, 24);
    stage.keys("enter");
    stage.is("grade-card");
    stage.keys("7 enter");
    let screen = stage.screen();
    assert!(screen.contains("is not a score"), "{screen}");
    stage.keys("backspace 0 . 6 tab r u s h e d enter");
    let screen = stage.screen();
    assert!(screen.contains("rushed"), "{screen}");
    assert!(screen.contains("0.60"), "{screen}");
}

#[test]
fn what_is_carried_is_named_with_its_cycle() {
    let mut stage = grades(80, 24);
    stage.keys("enter tab tab tab tab tab c a r r y enter");
    let screen = stage.screen();
    assert!(screen.contains("carried over, as K"), "{screen}");
    assert!(screen.contains("in 2026Q4"), "{screen}");
    stage.is("grade-carried");
}

#[test]
fn a_skip_goes_to_the_next_without_a_grade_and_escape_leaves() {
    let mut stage = grades(80, 24);
    stage.keys("= s");
    assert!(stage.screen().contains("K2 "), "{}", stage.screen());
    stage.keys("left");
    assert!(stage.screen().contains("1 of"), "{}", stage.screen());
    stage.keys("R");
    assert_eq!(stage.sent.len(), 1);
    stage.keys("esc");
    assert!(
        stage.screen().contains("OBJECTIVE / KEY RESULT"),
        "{}",
        stage.screen()
    );
}
