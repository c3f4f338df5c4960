//! The tree at the sizes that are promised, without colour, in ASCII, and where there is no room.

use okr::tui::effect::Effect;
use okr::tui::msg::Msg;
use okr::tui::perform::perform;
use okr::words::glyphs::GlyphSet;
use okr::words::tone::Theme;
use ratatui::layout::Size;

use super::book::book;
use super::stage::{Stage, manner, same};

#[test]
fn the_tree_is_drawn_at_every_size() {
    for (width, height) in [(80, 24), (120, 40), (60, 20), (50, 20), (40, 10)] {
        let mut stage = Stage::of(width, height);
        stage.keys("/ K6 enter esc");
        stage.is(&format!("tree-{width}x{height}"));
    }
}

#[test]
fn a_terminal_that_is_too_small_says_so_and_can_be_left() {
    let mut stage = Stage::of(38, 9);
    stage.is("too-small");
    stage.keys("c 4 D");
    assert!(stage.model.overlay.is_none());
    stage.keys("q");
    assert!(stage.model.quits);
}

#[test]
fn ascii_has_no_other_sign() {
    let stage = Stage::with(Some(book()), 80, 24, manner(GlyphSet::Ascii, None));
    assert!(stage.screen().is_ascii(), "{}", stage.screen());
    stage.is("tree-ascii");
    let wide = Stage::with(Some(book()), 120, 40, manner(GlyphSet::Ascii, None));
    assert!(wide.screen().is_ascii(), "{}", wide.screen());
}

#[test]
fn without_colour_the_selection_is_still_seen() {
    let stage = Stage::with(Some(book()), 80, 24, manner(GlyphSet::Unicode, None));
    assert_eq!(stage.styles(), " 5 0-78 reversed\n");
    let mono = Stage::with(
        Some(book()),
        80,
        24,
        manner(GlyphSet::Unicode, Some(Theme::Mono)),
    );
    assert!(!mono.styles().contains("Indexed"));
    same("tree-colours", &Stage::of(80, 24).styles());
}

#[test]
fn no_size_breaks_any_card() {
    for keys in ["", "c", "j c", "e", "a", "m", ":", "?", "/ new", "w", "D"] {
        let mut stage = Stage::of(80, 24);
        stage.keys(keys);
        for (width, height) in [
            (1, 1),
            (10, 3),
            (40, 10),
            (500, 200),
            (39, 9),
            (60, 11),
            (120, 24),
            (80, 24),
        ] {
            stage.tell(Msg::Resized(Size::new(width, height)));
            stage.screen();
        }
    }
}

#[test]
fn an_empty_book_begins_with_an_objective() {
    let empty = okr_core::Book::in_memory().expect("a book");
    let mut stage = Stage::with(Some(empty), 80, 24, manner(GlyphSet::Unicode, None));
    stage.is("first");
    stage.keys("enter");
    stage.types("Ship a product people trust");
    stage.keys("enter");
    stage.keys("a");
    stage.types("Reach 95% of lines tested");
    stage.is("first-key-result");
    stage.keys("enter");
    assert!(stage.screen().contains("K1 Reach 95% of lines tested"));
}

#[test]
fn an_empty_book_begins_with_a_template_or_is_looked_around_in() {
    let empty = okr_core::Book::in_memory().expect("a book");
    let mut stage = Stage::with(Some(empty), 80, 24, manner(GlyphSet::Unicode, None));
    stage.keys("down enter");
    stage.is("first-templates");
    stage.keys("esc");
    assert!(stage.screen().contains("> 1  Write my first objective"));
    stage.keys("down down down enter");
    assert!(stage.screen().contains("Keep room for deep work"));
    let empty = okr_core::Book::in_memory().expect("a book");
    let mut stage = Stage::with(Some(empty), 80, 24, manner(GlyphSet::Unicode, None));
    stage.keys("down enter enter enter");
    assert!(stage.screen().contains("K1 Reach 95% of lines tested"));
}

#[test]
fn a_digit_goes_with_that_line_and_a_template_is_for_who_takes_it() {
    let empty = okr_core::Book::in_memory().expect("a book");
    let mut stage = Stage::with(Some(empty), 80, 24, manner(GlyphSet::Unicode, None));
    stage.keys("9 3");
    assert!(
        stage.notice().starts_with("Copy the rows"),
        "{}",
        stage.notice()
    );
    stage.keys("2 1");
    assert!(
        stage.screen().contains("Add 1 objective"),
        "{}",
        stage.screen()
    );
    stage.keys("enter");
    let first = stage.model.board.objectives().next().cloned();
    let owner = first.expect("an objective").owner;
    assert_eq!(owner.as_deref(), Some("ana"));
    stage.keys("u 1");
    assert!(
        stage.screen().contains("New objective"),
        "{}",
        stage.screen()
    );
}

#[test]
fn nothing_is_made_by_looking() {
    let stage = Stage::with(None, 80, 24, manner(GlyphSet::Unicode, None));
    assert!(
        stage
            .screen()
            .contains("The first change makes /home/ana/okr.db")
    );
}

#[test]
fn hostile_titles_are_shown_and_not_obeyed() {
    let mut stage = Stage::of(120, 40);
    stage.keys("a");
    stage.tell(Msg::Paste(
        "Win \u{1b}[31m5\u{7} \u{202e}users\u{9b}2J".to_owned(),
    ));
    stage.keys("enter");
    let screen = stage.screen();
    let acts = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{202e}' | '\u{9b}');
    assert!(!screen.contains(acts), "{screen:?}");
    assert!(screen.contains('␛'), "{screen}");
}

#[test]
fn a_book_of_a_newer_okr_stops_the_view_and_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("okr.db");
    let made = okr_core::Book::open_or_create(&path, std::time::Duration::ZERO);
    drop(made.expect("a book"));
    let newer = rusqlite::Connection::open(&path).expect("a file");
    newer
        .pragma_update(None, "user_version", 99)
        .expect("a number");
    drop(newer);
    let before = std::fs::read(&path).expect("bytes");
    let mut stage = Stage::with(None, 80, 24, manner(GlyphSet::Unicode, None));
    stage.desk.path = path.clone();
    stage.tell(Msg::BookChanged);
    stage.is("newer");
    stage.keys("c A u q");
    assert!(stage.model.quits);
    assert_eq!(std::fs::read(&path).expect("bytes"), before);
}

#[test]
fn a_busy_book_keeps_what_was_typed() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("okr.db");
    super::book::book().copy_to(&path).expect("a copy");
    let mut stage = Stage::with(None, 80, 24, manner(GlyphSet::Unicode, None));
    stage.desk.path = path.clone();
    stage.desk.patience = std::time::Duration::from_millis(20);
    stage.tell(Msg::BookChanged);
    let other = rusqlite::Connection::open(&path).expect("the file");
    other.execute_batch("BEGIN IMMEDIATE").expect("a lock");
    stage.keys("j c 91%");
    let screen = stage.screen();
    assert!(
        screen.contains("90% → 91%"),
        "typing waits for nobody: {screen}"
    );
    stage.keys("enter enter enter");
    assert!(stage.screen().contains("busy"), "{}", stage.screen());
    assert!(stage.screen().contains("91%"), "{}", stage.screen());
    other.execute_batch("ROLLBACK").expect("no lock");
    stage.keys("enter enter enter");
    assert!(
        stage.notice().starts_with("K1 90% → 91%"),
        "{}",
        stage.notice()
    );
}

#[test]
fn whoever_types_neither_waits_for_a_busy_book_nor_makes_it_busy() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("okr.db");
    super::book::book().copy_to(&path).expect("a copy");
    let mut stage = Stage::with(None, 80, 24, manner(GlyphSet::Unicode, None));
    stage.desk.path = path.clone();
    stage.desk.patience = std::time::Duration::from_secs(3600);
    stage.tell(Msg::BookChanged);
    let other = rusqlite::Connection::open(&path).expect("the file");
    other.execute_batch("BEGIN IMMEDIATE").expect("a lock");
    stage.keys("j e tab tab ctrl-u 99%");
    let screen = stage.screen();
    assert!(screen.contains("target 95% → 99%"), "{screen}");
    stage.keys("esc esc g j a");
    stage.types("Reach 20 demos");
    let screen = stage.screen();
    assert!(screen.contains("read as: "), "{screen}");
    // Now nobody else can even read, as while a large import is written.
    other
        .execute_batch("COMMIT; BEGIN EXCLUSIVE")
        .expect("a lock");
    stage.keys("!");
    let screen = stage.screen();
    assert!(screen.contains("Reach 20 demos!"), "{screen}");
    assert!(!screen.contains("read as: "), "{screen}");
    stage.keys("esc esc");
    stage.tell(Msg::BookChanged);
    assert!(!stage.desk.was_changed(), "it is looked at again later");
    other.execute_batch("COMMIT").expect("no lock");
}

#[test]
fn while_a_book_is_read_nothing_is_said_of_the_whole() {
    let mut stage = Stage::of(120, 40);
    let whole = stage.screen();
    let opening = perform(Effect::LoadOpening(4), &mut stage.desk, &stage.model.now);
    stage.tell(opening.expect("a beginning"));
    let part = stage.screen();
    for text in ["THIS WEEK", "Review (", "8 key results"] {
        assert!(
            whole.contains(text) && !part.contains(text),
            "{text}: {part}"
        );
    }
    assert!(part.contains("Reading the book"), "{part}");
    let rows = |screen: &str| -> Vec<String> {
        let lines = screen.lines().skip(4).take(5);
        lines.map(|line| line.chars().take(66).collect()).collect()
    };
    assert_eq!(rows(&part), rows(&whole));
}

#[test]
fn hostile_text_is_shown_and_not_obeyed_on_every_page() {
    let hostile = "\u{1b}[31mred\u{7} \u{202e}turned\u{9b}2J \u{2028}";
    let acts =
        |c: char| c.is_control() && c != '\n' || matches!(c, '\u{202e}' | '\u{9b}' | '\u{2028}');
    let mut stage = Stage::of(120, 40);
    let told = |stage: &mut Stage, keys: &str| {
        stage.keys(keys);
        stage.tell(Msg::Paste(hostile.to_owned()));
        stage.keys("enter");
    };
    stage.keys("/ K6 enter enter");
    told(&mut stage, "b ctrl-u");
    stage.keys("c 230 enter 6 enter");
    told(&mut stage, "");
    told(&mut stage, "e ctrl-u");
    for keys in ["", "h", "t", "W", "esc t", "4", "3"] {
        stage.keys(keys);
        let screen = stage.screen();
        assert!(!screen.contains(acts), "{keys}: {screen:?}");
    }
    told(&mut stage, "a");
    told(&mut stage, "t");
    let screen = stage.screen();
    assert!(!screen.contains(acts), "{screen:?}");
    assert!(screen.contains('␛'), "{screen}");
}

#[test]
fn a_scope_and_the_sample_company_are_named_in_the_first_line() {
    let head = |stage: &Stage| stage.screen().lines().next().unwrap_or_default().to_owned();
    let mut manner = manner(GlyphSet::Unicode, Some(Theme::Terminal));
    manner.scope = Some("owner:raj".to_owned());
    let stage = Stage::with(Some(book()), 80, 24, manner);
    assert!(head(&stage).contains("only owner:raj"), "{}", head(&stage));
    let mut stage = Stage::with(
        None,
        80,
        24,
        super::stage::manner(GlyphSet::Unicode, Some(Theme::Terminal)),
    );
    stage.keys("4");
    assert!(head(&stage).contains("sample company"), "{}", head(&stage));
}

#[test]
fn every_screen_is_a_command_and_no_key_is_offered_that_does_nothing() {
    let mut stage = Stage::of(80, 24);
    for (typed, screen) in [
        ("timeline", "[4 Timeline]"),
        ("the wins", "[3 Wins]"),
        ("the grades", "[5 Grade]"),
        ("the tree", "[1 Tree]"),
    ] {
        stage.keys(":").types(typed);
        stage.keys("enter");
        assert!(stage.screen().contains(screen), "{}", stage.screen());
    }
    stage.keys("3");
    let foot = |stage: &Stage| {
        let screen = stage.screen();
        let lines: Vec<&str> = screen.lines().skip(22).collect();
        lines.join(" ")
    };
    assert!(!foot(&stage).contains("dismiss"), "{}", foot(&stage));
    assert!(foot(&stage).contains("t thank someone"), "{}", foot(&stage));
    while !foot(&stage).contains("x dismiss") {
        stage.keys("j");
    }
    assert!(!foot(&stage).contains("thank"), "{}", foot(&stage));
}

#[test]
fn what_has_no_room_beside_the_chart_stands_whole_below_it() {
    let mut stage = Stage::of(80, 24);
    stage.keys("/ K6 enter enter G");
    let end = stage.screen();
    assert!(end.contains("V1 Software teams trust on day one"), "{end}");
    stage.keys("up up");
    let above = stage.screen();
    assert!(above.contains("sign-up form waits for legal"), "{above}");
}

#[test]
fn on_a_low_terminal_the_way_one_stands_on_is_in_sight() {
    let mut stage = Stage::with(
        None,
        40,
        10,
        manner(GlyphSet::Unicode, Some(Theme::Terminal)),
    );
    for words in ["template", "Paste", "Look around", "vision"] {
        stage.keys("down");
        let screen = stage.screen();
        let here = screen.lines().find(|line| line.contains('>'));
        assert!(here.is_some_and(|line| line.contains(words)), "{screen}");
    }
}

#[test]
fn what_is_too_long_for_a_line_takes_more_of_them() {
    let mut stage = Stage::of(60, 20);
    let said = "There are many words in this sentence, and every one of them is needed to know what to do next.";
    stage.model.notice = Some(okr::tui::model::Notice::said(said));
    let screen = stage.screen();
    let words: Vec<&str> = screen.split_whitespace().collect();
    assert!(words.join(" ").contains(said), "{screen}");
}

#[test]
fn on_a_low_terminal_a_card_says_which_field_it_shows_and_a_hit_is_in_sight() {
    let mut stage = Stage::of(40, 10);
    stage.keys("j c");
    assert!(
        stage.screen().contains("1 of 4: Check in K1"),
        "{}",
        stage.screen()
    );
    assert!(stage.screen().contains("Confidence"), "{}", stage.screen());
    stage.keys("esc / K 6 enter");
    let screen = stage.screen();
    let here = screen.lines().find(|line| line.starts_with('>'));
    assert!(here.is_some_and(|line| line.contains("K6")), "{screen}");
    stage.keys(": t i m e l i n e");
    assert!(stage.screen().contains("> timeline"), "{}", stage.screen());
}
