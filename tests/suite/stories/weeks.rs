//! Check-ins by week: the screen at every size, what the cells show, and the way to one check-in.

use okr::tui::msg::Msg;
use okr::words::glyphs::GlyphSet;
use okr::words::tone::Theme;
use ratatui::layout::Size;

use super::book::book;
use super::stage::{Stage, manner, same};

fn weeks(width: u16, height: u16) -> Stage {
    let mut stage = Stage::of(width, height);
    stage.keys("4");
    stage
}

#[test]
fn the_weeks_are_drawn_at_every_size() {
    for (width, height) in [(80, 24), (120, 40), (60, 20), (40, 10)] {
        weeks(width, height).is(&format!("timeline-{width}x{height}"));
    }
    let mut ascii = Stage::with(Some(book()), 80, 24, manner(GlyphSet::Ascii, None));
    ascii.keys("4");
    assert!(ascii.screen().is_ascii(), "{}", ascii.screen());
    ascii.is("timeline-ascii");
    let mut mono = Stage::with(
        Some(book()),
        80,
        24,
        manner(GlyphSet::Unicode, Some(Theme::Mono)),
    );
    mono.keys("4");
    assert!(mono.styles().contains("reversed"), "{}", mono.styles());
    same("timeline-mono", &mono.screen());
}

#[test]
fn the_cells_show_counts_then_confidence_then_status() {
    let mut stage = weeks(80, 24);
    stage.keys("v");
    stage.is("timeline-confidence");
    stage.keys("v");
    stage.is("timeline-status");
    stage.keys("v");
    stage.is("timeline-80x24");
    let mut wide = weeks(120, 40);
    wide.keys("v v");
    assert!(wide.screen().contains("behind behind"), "{}", wide.screen());
}

#[test]
fn enter_opens_the_check_in_of_the_week_and_escape_comes_back() {
    let mut stage = weeks(80, 24);
    stage.keys("j left left enter");
    let screen = stage.screen();
    assert!(screen.contains("O1 › K2"), "{screen}");
    assert!(screen.contains("── 12 Aug  108 (−2)"), "{screen}");
    stage.keys("esc");
    assert!(
        stage.screen().contains("K2, week 33: 1 check-in"),
        "{}",
        stage.screen()
    );
    stage.keys("esc");
    assert!(
        stage.screen().contains("OBJECTIVE / KEY RESULT"),
        "{}",
        stage.screen()
    );
}

#[test]
fn a_week_without_a_check_in_opens_the_key_result_and_says_so() {
    let mut stage = weeks(80, 24);
    stage.keys("g left enter");
    assert_eq!(stage.notice(), "K1 has no check-in in week 34");
    assert!(stage.screen().contains("O1 › K1"), "{}", stage.screen());
}

#[test]
fn a_check_in_from_here_is_counted_at_once() {
    let mut stage = weeks(80, 24);
    stage.keys("g c 91% enter 8 enter enter");
    assert!(
        stage.notice().starts_with("K1 90% → 91%"),
        "{}",
        stage.notice()
    );
    stage.keys("down up");
    assert!(
        stage.screen().contains("K1, week 35: 2 check-ins"),
        "{}",
        stage.screen()
    );
}

#[test]
fn no_size_breaks_the_weeks() {
    for keys in ["", "v v", "G right right right right right right"] {
        let mut stage = weeks(80, 24);
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
            stage.keys("down up left");
            stage.screen();
        }
    }
}

#[test]
fn the_tree_comes_back_with_its_key() {
    let mut stage = weeks(80, 24);
    stage.keys("3 4 4 1");
    assert!(
        stage.screen().contains("OBJECTIVE / KEY RESULT"),
        "{}",
        stage.screen()
    );
    stage.keys("3 esc");
    assert!(
        stage.screen().contains("OBJECTIVE / KEY RESULT"),
        "{}",
        stage.screen()
    );
}

#[test]
fn a_click_stands_on_a_cell_and_a_second_one_opens_it() {
    let mut stage = weeks(80, 24);
    let screen = stage.screen();
    let row = screen.lines().position(|line| line.contains(" K4 "));
    let head = screen
        .lines()
        .find(|line| line.contains(" 33 "))
        .unwrap_or_default();
    let column = head.find(" 33 ").expect("the week is on the screen") + 1;
    let row = u16::try_from(row.expect("the key result is on the screen")).expect("a row");
    let column = u16::try_from(column).expect("a column");
    stage.tell(Msg::Click(column, row));
    assert!(
        stage.screen().contains("── K4, week 33:"),
        "{}",
        stage.screen()
    );
    stage.tell(Msg::Click(column, row));
    assert!(stage.screen().contains("O2 › K4"), "{}", stage.screen());
}
