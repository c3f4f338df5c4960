//! The page of a key result: its chart at every size, its points, its table, the arithmetic, and what is
//! done from it.

use okr::tui::effect::Effect;
use okr::tui::keymap::Keymap;
use okr::tui::model::Manner;
use okr::tui::msg::Msg;
use okr::words::chart::Form;
use okr::words::glyphs::GlyphSet;
use okr::words::tone::Theme;
use okr_core::act::Action;
use ratatui::layout::Size;

use super::book::{act, book, check_in};
use super::stage::{Stage, manner, same};

/// The page of a key result with that id on a terminal of a size.
fn page(id: &str, width: u16, height: u16) -> Stage {
    let mut stage = Stage::of(width, height);
    stage.keys(&format!("/ {id} enter enter"));
    stage
}

#[test]
fn the_page_is_drawn_at_every_size() {
    for (width, height) in [(80, 24), (120, 40), (60, 20), (40, 10)] {
        page("K2", width, height).is(&format!("key-result-{width}x{height}"));
    }
}

#[test]
fn ascii_and_a_terminal_without_colour_tell_the_same() {
    let mut ascii = Stage::with(Some(book()), 80, 24, manner(GlyphSet::Ascii, None));
    ascii.keys("/ K2 enter enter h");
    assert!(ascii.screen().is_ascii(), "{}", ascii.screen());
    ascii.is("key-result-ascii");
    let mut mono = Stage::with(
        Some(book()),
        80,
        24,
        manner(GlyphSet::Unicode, Some(Theme::Mono)),
    );
    mono.keys("/ K2 enter enter h");
    assert!(!mono.styles().contains("Indexed"), "{}", mono.styles());
    assert!(mono.styles().contains("reversed"), "{}", mono.styles());
    same("key-result-mono", &mono.screen());
}

#[test]
fn lines_of_dots_are_drawn_where_they_are_wished_for() {
    let manner = Manner {
        chart: Form::Braille,
        ..manner(GlyphSet::Unicode, None)
    };
    let mut stage = Stage::with(Some(book()), 80, 24, manner);
    stage.keys("/ K6 enter enter");
    stage.is("key-result-braille");
}

#[test]
fn a_hold_has_a_band_and_steps_are_stairs() {
    let mut stage = page("K7", 80, 24);
    assert!(stage.screen().contains("Stays"), "{}", stage.screen());
    assert!(stage.screen().contains("░ inside  x outside"));
    let mut book = book();
    let typed = [("steps".to_owned(), "design,build,test,launch".to_owned())];
    let draft = okr_core::act::read::key_result(
        "Move billing to the new system",
        &typed,
        &super::book::context("2026-07-01"),
        None,
    )
    .expect("a sentence");
    let mut new = draft.new;
    new.objective = Some("O3".to_owned());
    act(
        &mut book,
        "2026-07-01",
        &Action::AddKeyResult(Box::new(new)),
    );
    for (on, done) in [("07-08", "1/4"), ("07-22", "2/4"), ("08-12", "3/4")] {
        check_in(&mut book, &format!("2026-{on}"), "K9", done, "7", "");
    }
    stage = Stage::with(
        Some(book),
        80,
        24,
        manner(GlyphSet::Unicode, Some(Theme::Terminal)),
    );
    stage.keys("/ K9 enter enter");
    stage.is("key-result-steps");
}

#[test]
fn walking_the_points_reads_each_out_and_stops_at_the_ends() {
    let mut stage = page("K2", 80, 24);
    assert!(!stage.screen().contains("pace 97"), "{}", stage.screen());
    stage.keys("h");
    assert!(
        stage.screen().contains("26 Aug  104 (−2)  pace 98  4/10"),
        "{}",
        stage.screen()
    );
    stage.keys("h");
    assert!(stage.screen().contains("19 Aug  106"), "{}", stage.screen());
    stage.keys("l l l");
    assert!(
        stage.screen().contains("26 Aug  104 (−2)"),
        "{}",
        stage.screen()
    );
    stage.keys("h h h h h h h h h h h h");
    assert!(
        stage.screen().contains("── 8 Jul  118"),
        "{}",
        stage.screen()
    );
}

#[test]
fn the_table_and_the_arithmetic_take_the_place_of_the_chart_and_give_it_back() {
    let mut stage = page("K2", 80, 24);
    let before = stage.screen();
    stage.keys("t");
    stage.is("key-result-table");
    stage.keys("t");
    assert_eq!(stage.screen(), before);
    stage.keys("W");
    stage.is("key-result-why");
    stage.keys("G");
    assert!(stage.screen().contains("status"), "{}", stage.screen());
    stage.keys("esc");
    assert_eq!(stage.screen(), before);
    stage.keys("esc esc");
    assert!(
        stage.screen().contains("OBJECTIVE / KEY RESULT"),
        "{}",
        stage.screen()
    );
}

#[test]
fn a_check_in_from_the_page_is_on_it_at_once_and_undone_again() {
    let mut stage = page("K6", 80, 24);
    stage.keys("c 222 enter 5 enter enter");
    assert!(
        stage.notice().starts_with("K6 210 → 222"),
        "{}",
        stage.notice()
    );
    assert!(
        stage.screen().contains("Now         222 readers"),
        "{}",
        stage.screen()
    );
    stage.keys("u");
    assert!(
        stage.screen().contains("Now         210 readers"),
        "{}",
        stage.screen()
    );
    stage.keys("b");
    stage.types("legal said no");
    stage.keys("enter N");
    stage.types("seen by the team");
    stage.keys("enter");
    assert!(stage.screen().contains("K6"), "{}", stage.screen());
    stage.keys("esc esc esc");
    assert!(
        stage.screen().contains("OBJECTIVE / KEY RESULT"),
        "{}",
        stage.screen()
    );
}

#[test]
fn a_key_result_without_a_check_in_says_what_makes_the_start() {
    let mut book = book();
    let draft = okr_core::act::read::key_result(
        "Reach 300 paying teams",
        &[],
        &super::book::context("2026-08-01"),
        None,
    )
    .expect("a sentence");
    let mut new = draft.new;
    new.measure.start = None;
    new.objective = Some("O2".to_owned());
    act(
        &mut book,
        "2026-08-01",
        &Action::AddKeyResult(Box::new(new)),
    );
    let mut stage = Stage::with(Some(book), 80, 24, manner(GlyphSet::Unicode, None));
    stage.keys("/ K9 enter enter");
    assert!(
        stage.screen().contains("makes the start: press c")
            || stage.screen().contains("No check-in yet: press c"),
        "{}",
        stage.screen()
    );
    assert!(
        stage.screen().contains("needs 3 more"),
        "{}",
        stage.screen()
    );
    let (keymap, _) = Keymap::with(&[("key_result.checkin".to_owned(), vec!["i".to_owned()])]);
    stage.model.manner.keymap = keymap;
    assert!(stage.screen().contains("press i"), "{}", stage.screen());
}

#[test]
fn a_copy_has_the_check_ins_below_the_key_result() {
    let mut stage = page("K2", 80, 24);
    stage.keys("y");
    let Some(Effect::Copy(text)) = stage.sent.last() else {
        panic!("nothing was copied");
    };
    assert!(text.starts_with("- **K2** Reduce bug reports"), "{text}");
    assert!(text.contains("\n  - 26 Aug  104"), "{text}");
}

#[test]
fn a_page_whose_key_result_is_dropped_still_shows_it() {
    let mut stage = page("K8", 80, 24);
    stage.keys("D enter");
    assert!(stage.screen().contains("Dropped on"), "{}", stage.screen());
}

#[test]
fn no_size_breaks_the_page() {
    for keys in ["", "t", "W", "h h", "c", "?"] {
        let mut stage = page("K2", 80, 24);
        stage.keys(keys);
        for (width, height) in [
            (1, 1),
            (40, 10),
            (59, 30),
            (60, 11),
            (79, 16),
            (500, 200),
            (120, 24),
        ] {
            stage.tell(Msg::Resized(Size::new(width, height)));
            stage.keys("j j k");
            stage.screen();
        }
    }
}
