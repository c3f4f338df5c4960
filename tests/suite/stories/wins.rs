//! The wins: told, suggested, kept by a person, thanked for, shared.

use okr::tui::effect::Effect;
use okr::tui::msg::Msg;
use okr::words::glyphs::GlyphSet;
use okr::words::tone::Theme;
use okr_core::Book;
use okr_core::act::Action;
use ratatui::layout::Size;

use super::book::{act, book, check_in};
use super::stage::{Stage, manner, same};

/// The book of the stories with a few more wins, and a key result that has just passed half its way.
fn told() -> Book {
    let mut book = book();
    for (on, text, id, thanks) in [
        (
            "2026-08-25",
            "First response under 4 hours for 8 weeks",
            "K7",
            &["mei", "noa"][..],
        ),
        (
            "2026-08-21",
            "Coverage gate is on for every repository",
            "K1",
            &[],
        ),
        (
            "2026-08-14",
            "Crash grouping cut triage time by half",
            "K2",
            &["li"],
        ),
        (
            "2026-07-31",
            "Referral banner doubled sign-ups in a week",
            "K6",
            &[],
        ),
    ] {
        let win = Action::Win {
            text: text.to_owned(),
            about: vec![id.to_owned()],
            thanks: thanks.iter().map(|name| (*name).to_owned()).collect(),
        };
        act(&mut book, on, &win);
    }
    check_in(&mut book, "2026-08-28", "K6", "260", "6", "");
    book
}

fn with(width: u16, height: u16) -> Stage {
    let mut stage = Stage::with(
        Some(told()),
        width,
        height,
        manner(GlyphSet::Unicode, Some(Theme::Terminal)),
    );
    stage.keys("3");
    stage
}

/// Goes to the suggestion about K6.
fn to_suggestion(stage: &mut Stage) {
    for _ in 0..9 {
        let screen = stage.screen();
        let on = screen.lines().find(|line| line.starts_with('>'));
        if on.is_some_and(|line| line.starts_with(">?") && line.contains("Half of the way")) {
            return;
        }
        stage.keys("down");
    }
    panic!("nothing is suggested:\n{}", stage.screen());
}

fn count(stage: &Stage) -> usize {
    let book = stage.desk.book.as_ref().expect("a book");
    book.read(okr_core::store::facts::wins).expect("wins").len()
}

#[test]
fn the_wins_are_drawn_at_every_size() {
    for (width, height) in [(80, 24), (120, 40), (60, 20), (40, 10)] {
        with(width, height).is(&format!("wins-{width}x{height}"));
    }
    let mut ascii = Stage::with(Some(told()), 80, 24, manner(GlyphSet::Ascii, None));
    ascii.keys("3");
    assert!(ascii.screen().is_ascii(), "{}", ascii.screen());
    ascii.is("wins-ascii");
    let mut mono = Stage::with(
        Some(told()),
        80,
        24,
        manner(GlyphSet::Unicode, Some(Theme::Mono)),
    );
    mono.keys("3");
    assert!(mono.styles().contains("reversed"), "{}", mono.styles());
    same("wins-mono", &mono.screen());
}

#[test]
fn what_is_suggested_is_kept_by_one_key_and_never_by_itself() {
    let mut stage = with(80, 24);
    let before = count(&stage);
    to_suggestion(&mut stage);
    assert_eq!(count(&stage), before);
    stage.keys("enter");
    assert_eq!(count(&stage), before + 1);
    assert!(
        stage.screen().contains("★ 28 Aug  ana   Half of the way"),
        "{}",
        stage.screen()
    );
    stage.keys("u");
    assert_eq!(count(&stage), before);
}

#[test]
fn what_is_dismissed_does_not_come_back() {
    let mut stage = with(80, 24);
    to_suggestion(&mut stage);
    stage.keys("x");
    assert!(
        !stage.screen().contains("Half of the way"),
        "{}",
        stage.screen()
    );
    stage.keys("1 3");
    assert!(
        !stage.screen().contains("Half of the way"),
        "{}",
        stage.screen()
    );
    stage.keys("g x");
    assert_eq!(stage.notice(), "Only what is suggested can be dismissed");
}

#[test]
fn a_win_is_told_reworded_and_thanked_for() {
    let mut stage = with(80, 24);
    stage.keys("a");
    stage.types("Guest post with a sign-up link");
    stage.keys("enter");
    stage.types("li, noa");
    stage.keys("tab");
    stage.types("K4");
    stage.keys("enter");
    let screen = stage.screen();
    assert!(
        screen.contains("Guest post with a sign-up link"),
        "{screen}"
    );
    assert!(screen.contains("K4    thanks: li, noa"), "{screen}");
    stage.keys("g t");
    stage.types("mei");
    stage.keys("enter");
    assert!(
        stage.screen().contains("K4    thanks: li, noa, mei"),
        "{}",
        stage.screen()
    );
    stage.keys("g e ctrl-u");
    stage.types("Guest post brought forty readers");
    stage.keys("enter");
    assert!(
        stage.screen().contains("Guest post brought forty readers"),
        "{}",
        stage.screen()
    );
    stage.keys("u u u");
    assert!(!stage.screen().contains("★ 28 Aug"), "{}", stage.screen());
}

#[test]
fn a_filter_narrows_as_it_is_typed_and_escape_takes_it_away() {
    let mut stage = with(80, 24);
    stage.keys("/");
    stage.types("crash");
    let screen = stage.screen();
    assert!(screen.contains("Crash grouping"), "{screen}");
    assert!(!screen.contains("Coverage gate"), "{screen}");
    stage.keys("enter esc");
    assert!(
        stage.screen().contains("Coverage gate"),
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
fn they_are_shared_as_markdown_without_what_is_only_suggested() {
    let mut stage = with(80, 24);
    stage.keys("R");
    let Some(Effect::Copy(text)) = stage.sent.last() else {
        panic!("nothing was copied");
    };
    assert!(
        text.starts_with("## Wins 2026Q3\n\n- **26 Aug** ana: A post"),
        "{text}"
    );
    assert!(text.contains("(K2). Thanks to li.\n"), "{text}");
    assert!(!text.contains("Half of the way"), "{text}");
    stage.keys("y");
    let Some(Effect::Copy(one)) = stage.sent.last() else {
        panic!("nothing was copied");
    };
    assert_eq!(one.lines().count(), 1);
}

#[test]
fn a_week_without_a_win_asks_what_worked() {
    let empty = {
        let mut book = Book::in_memory().expect("a book");
        let new = okr_core::act::add::NewObjective {
            title: "Ship a product people trust".to_owned(),
            ..Default::default()
        };
        act(
            &mut book,
            "2026-08-03",
            &Action::AddObjective(Box::new(new)),
        );
        book
    };
    let mut stage = Stage::with(Some(empty), 80, 24, manner(GlyphSet::Unicode, None));
    stage.keys("3");
    assert!(
        stage
            .screen()
            .contains("Nothing yet this week. What worked? a tells it"),
        "{}",
        stage.screen()
    );
    stage.keys("e t x enter y R");
    assert_eq!(count(&stage), 0);
}

#[test]
fn a_book_that_may_not_be_changed_keeps_nothing() {
    let mut stage = with(80, 24);
    to_suggestion(&mut stage);
    stage.model.read_only = Some("this book is read-only".to_owned());
    let before = count(&stage);
    stage.keys("enter a");
    assert_eq!(count(&stage), before);
    assert!(stage.model.overlay.is_none());
}

#[test]
fn no_size_breaks_the_wins() {
    for keys in ["", "/", "a", "G"] {
        let mut stage = with(80, 24);
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
            stage.keys("down up");
            stage.screen();
        }
    }
}

#[test]
fn a_click_stands_on_a_win() {
    let mut stage = with(80, 24);
    let wanted = |screen: &str| {
        let row = screen
            .lines()
            .position(|line| line.contains("Coverage gate"));
        row.expect("the win is on the screen")
    };
    let row = wanted(&stage.screen());
    stage.tell(Msg::Click(20, u16::try_from(row).expect("a row")));
    let screen = stage.screen();
    let line = screen.lines().nth(wanted(&screen)).unwrap_or_default();
    assert!(line.starts_with('>'), "{screen}");
}

#[test]
fn repeating_a_change_of_a_win_does_nothing_to_a_key_result() {
    let mut stage = with(80, 24);
    stage.keys("g e ctrl-u");
    stage.types("Reworded");
    stage.keys("enter 1 j .");
    assert_eq!(stage.notice(), "That cannot be done to what is selected");
}
