//! What the keys of the tree do to the book and to the screen.

use okr::tui::effect::Effect;
use okr::tui::key::Key;
use okr::tui::msg::Msg;
use okr_core::act::Action;

use super::book::{TODAY, act, check_in};
use super::stage::Stage;

#[test]
fn a_check_in_is_c_the_value_and_three_enters() {
    let mut stage = Stage::of(80, 24);
    stage.keys("/ K6 enter c");
    stage.is("check-in-card");
    stage.keys("222 enter 5 enter");
    stage.types("form is live");
    stage.is("check-in-typed");
    stage.keys("enter");
    assert!(
        stage.notice().starts_with("K6 210 → 222  44% (pace 63%)"),
        "{}",
        stage.notice()
    );
    assert!(stage.notice().ends_with("  u undo"), "{}", stage.notice());
    assert!(stage.screen().contains("44%"));
}

#[test]
fn a_confidence_is_never_filled_in() {
    let mut stage = Stage::of(80, 24);
    stage.keys("/ K6 enter c 222 enter enter enter");
    let said = stage.notice();
    assert!(said.starts_with("K6 210 → 222"), "{said}");
    let item = stage.model.detail().expect("the record").clone();
    assert_eq!(item.series.last().and_then(|last| last.confidence), None);
}

#[test]
fn what_the_core_refuses_stands_under_its_field_and_the_text_stays() {
    let mut stage = Stage::of(80, 24);
    stage.keys("/ K6 enter c plenty enter enter enter");
    stage.is("check-in-refused");
    stage.keys("ctrl-u 230 enter enter enter");
    assert!(
        stage.notice().starts_with("K6 210 → 230"),
        "{}",
        stage.notice()
    );
}

#[test]
fn an_edit_shows_old_and_new_before_anything_is_written() {
    let mut stage = Stage::of(80, 24);
    stage.keys("/ K6 enter esc e tab tab ctrl-u 450");
    stage.is("edit");
    stage.keys("enter");
    assert!(
        stage.notice().contains("target 500 readers → 450 readers"),
        "{}",
        stage.notice()
    );
    stage.keys("u");
    assert!(stage.notice().starts_with("Undid op"), "{}", stage.notice());
    assert!(
        stage.notice().contains("set K6 target=450"),
        "{}",
        stage.notice()
    );
    stage.keys("U");
    assert!(
        stage.notice().starts_with("Did again"),
        "{}",
        stage.notice()
    );
}

#[test]
fn leaving_a_card_with_text_in_it_takes_two_keys() {
    let mut stage = Stage::of(80, 24);
    stage.keys("j c 9 esc");
    assert!(stage.model.overlay.is_some());
    stage.keys("esc");
    assert!(stage.model.overlay.is_none());
    stage.keys("c esc");
    assert!(stage.model.overlay.is_none());
}

#[test]
fn a_filter_keeps_what_is_above_its_hits_and_counts() {
    let mut stage = Stage::of(80, 24);
    stage.keys("/");
    stage.types("newsl team:growth");
    stage.is("filter");
    stage.keys("enter esc");
    assert!(stage.screen().contains("K1 Reach"));
    // Letters with some left out.
    stage.keys("/ nwsltr");
    assert!(stage.screen().contains("1 of 11"), "{}", stage.screen());
    stage.keys("ctrl-u zzz");
    assert!(
        stage.screen().contains("No match for zzz"),
        "{}",
        stage.screen()
    );
    stage.keys("ctrl-u staus:behind");
    assert!(
        stage.screen().contains("no filter \"staus\""),
        "{}",
        stage.screen()
    );
}

#[test]
fn letters_find_nothing_outside_the_scope_and_an_id_does() {
    let mut stage = Stage::of(80, 24);
    stage.desk.scope = Some("team:growth".to_owned());
    stage.tell(Msg::BookChanged);
    assert!(!stage.screen().contains("K1 Reach"), "{}", stage.screen());
    stage.keys("/ tsted");
    assert!(stage.screen().contains("No match"), "{}", stage.screen());
    stage.keys("ctrl-u nwsltr");
    assert!(stage.screen().contains("1 of 11"), "{}", stage.screen());
    stage.keys("ctrl-u K1");
    assert!(stage.screen().contains("K1 Reach"), "{}", stage.screen());
}

#[test]
fn under_a_filter_the_last_branch_is_the_last_one_seen() {
    let mut stage = Stage::of(80, 24);
    stage.keys("/");
    stage.types("K1,K2");
    let screen = stage.screen();
    assert!(
        screen.contains("├ K1") && screen.contains("└ K2"),
        "{screen}"
    );
}

#[test]
fn enter_folds_and_unfolds() {
    let mut stage = Stage::of(80, 24);
    stage.keys("enter");
    assert!(stage.screen().contains("▸ O1"), "{}", stage.screen());
    stage.keys("enter");
    assert!(stage.screen().contains("├ K1"), "{}", stage.screen());
}

#[test]
fn n_goes_to_the_next_hit_and_round() {
    let mut stage = Stage::of(80, 24);
    stage.keys("/ owner:mei enter");
    let mut seen = Vec::new();
    for _ in 0..4 {
        let item = stage.model.selected().and_then(|uid| stage.model.item(uid));
        seen.push(item.expect("a record").id());
        stage.keys("n");
    }
    assert_eq!(seen, ["O3", "K7", "K8", "O3"]);
}

#[test]
fn a_verb_on_marked_records_is_one_change_and_one_undo() {
    let mut stage = Stage::of(80, 24);
    stage.keys("j space space D enter");
    assert_eq!(stage.notice(), "Dropped K1 K2  u undo");
    assert!(!stage.screen().contains("K1 Reach") && !stage.screen().contains("K2 Reduce"));
    stage.keys("u");
    assert!(stage.screen().contains("K1 Reach") && stage.screen().contains("K2 Reduce"));
}

#[test]
fn a_range_is_marked_from_key_to_key() {
    let mut stage = Stage::of(80, 24);
    stage.keys("j V j j V N");
    stage.types("seen");
    stage.keys("enter");
    assert!(stage.notice().ends_with("  u undo"), "{}", stage.notice());
    assert!(!stage.notice().starts_with("2 "), "{}", stage.notice());
    stage.keys("* y");
    assert!(
        stage.notice().contains("Copied") || matches!(stage.sent.last(), Some(Effect::Copy(_)))
    );
}

#[test]
fn a_move_is_chosen_from_the_objectives() {
    let mut stage = Stage::of(80, 24);
    stage.keys("j m");
    stage.is("move");
    stage.keys("O3 enter");
    assert!(
        stage.notice().starts_with("K1  parent O1 → O3"),
        "{}",
        stage.notice()
    );
    stage.keys("g j j .");
    assert!(stage.notice().contains("→ O3"), "{}", stage.notice());
}

#[test]
fn folding_hides_and_left_goes_up() {
    let mut stage = Stage::of(80, 24);
    stage.keys("j j left left");
    let screen = stage.screen();
    assert!(
        screen.contains("▸ O1") && !screen.contains("K1 Reach"),
        "{screen}"
    );
    stage.keys("right");
    assert!(stage.screen().contains("K1 Reach"));
}

#[test]
fn a_change_from_elsewhere_comes_by_itself_and_leaves_what_is_typed() {
    let mut stage = Stage::of(80, 24);
    stage.keys("/ K6 enter esc c 22");
    let book = stage.desk.book.as_mut().expect("a book");
    check_in(book, TODAY, "K1", "93%", "8", "");
    stage.tell(Msg::BookChanged);
    assert!(stage.screen().contains("22"), "{}", stage.screen());
    stage.keys("ctrl-c");
    assert!(stage.screen().contains("86%"), "{}", stage.screen());
    let item = stage.model.selected().and_then(|uid| stage.model.item(uid));
    assert_eq!(item.map(|item| item.id()).as_deref(), Some("K6"));
}

#[test]
fn the_selection_is_kept_by_record_when_rows_move() {
    let mut stage = Stage::of(80, 24);
    stage.keys("/ K6 enter esc");
    let book = stage.desk.book.as_mut().expect("a book");
    let references = vec!["K1".to_owned(), "K2".to_owned()];
    act(
        book,
        TODAY,
        &Action::Drop {
            references,
            because: None,
        },
    );
    stage.tell(Msg::BookChanged);
    let item = stage.model.selected().and_then(|uid| stage.model.item(uid));
    assert_eq!(item.map(|item| item.id()).as_deref(), Some("K6"));
}

#[test]
fn pasted_rows_are_shown_before_they_are_added() {
    let mut stage = Stage::of(80, 24);
    let rows = "Cut build time from 30 to 10 minutes\nReach 20 demos a week\n";
    stage.tell(Msg::Paste(rows.to_owned()));
    stage.is("paste");
    stage.keys("esc");
    assert!(!stage.screen().contains("demos"));
    stage.tell(Msg::Paste(rows.to_owned()));
    stage.keys("enter");
    assert!(
        stage.screen().contains("Reach 20 demos"),
        "{}",
        stage.screen()
    );
    stage.keys("u");
    assert!(!stage.screen().contains("Reach 20 demos"));
    stage.tell(Msg::Paste("kr\tvalue\nK1\t92%\nK5\t8\n".to_owned()));
    stage.keys("enter");
    assert_eq!(stage.notice(), "2 check-ins kept  u undo");
}

#[test]
fn pasted_rows_that_are_wrong_are_marked_and_stay_out() {
    let mut stage = Stage::of(80, 24);
    stage.tell(Msg::Paste(
        "kr\tvalue\nK1\t92%\nK99\t4\nK5\tmany\n".to_owned(),
    ));
    let screen = stage.screen();
    for text in [
        "Keep 1 check-in? 2 rows are wrong and stay out",
        "K1 90% → 92%",
        "! line 3: ",
        "! line 4: ",
    ] {
        assert!(screen.contains(text), "{text}: {screen}");
    }
    stage.keys("enter");
    assert!(stage.notice().starts_with("K1 90% → 92%"));
    stage.tell(Msg::Paste(
        "Reach 20 demos a week\t\t20\nWin 3 pilots\tsoon\t\n".to_owned(),
    ));
    let screen = stage.screen();
    assert!(
        screen.contains("Add 1 key result under O1? 1 row is wrong and stays out"),
        "{screen}"
    );
}

#[test]
fn a_refusal_leaves_the_pasted_rows_where_they_are() {
    let mut stage = Stage::of(80, 24);
    stage.tell(Msg::Paste("kr\tvalue\nK1\t92%\n".to_owned()));
    stage.desk.read_only = Some("the disk was turned read-only".to_owned());
    stage.keys("enter");
    let screen = stage.screen();
    assert!(screen.contains("K1 90% → 92%"), "{screen}");
    assert!(screen.contains("the disk was turned read-only"), "{screen}");
    stage.desk.read_only = None;
    stage.keys("enter");
    assert!(stage.notice().starts_with("K1 90% → 92%"));
}

#[test]
fn rows_that_name_one_objective_twice_make_it_once() {
    let mut stage = Stage::of(80, 24);
    stage.keys("g");
    let sheet = "Objective\tKey result\tStart\tTarget\n\
        Grow\tWin 500 fans\t120\t500\nSell\tWin 3 pilots\t0\t3\ngrow\tPublish 12 tips\t0\t12\n";
    for times in 0..2 {
        stage.tell(Msg::Paste(sheet.to_owned()));
        let asked = match times {
            0 => "Add 2 objectives and 3 key results?",
            _ => "All of this is in the book already.",
        };
        let screen = stage.screen();
        assert!(screen.contains(asked), "{screen}");
        stage.keys("enter");
        assert!(stage.model.overlay.is_none());
        let objectives = stage.model.board.objectives();
        assert_eq!(
            objectives.filter(|item| item.head.title == "Grow").count(),
            1
        );
        let titles = ["Win 500 fans", "Publish 12 tips"];
        for title in titles {
            let found = stage.model.board.key_results();
            let found: Vec<_> = found.filter(|item| item.head.title == title).collect();
            assert_eq!(found.len(), 1, "{title}");
            assert_eq!(found[0].parent(), Some("O4"), "{title}");
        }
    }
    stage.tell(Msg::Paste(
        "objective\tkr\nGROW\tHire 2 writers\n".to_owned(),
    ));
    let screen = stage.screen();
    assert!(screen.contains("Add 1 key result under O4?"), "{screen}");
}

#[test]
fn an_open_card_follows_the_book_and_keeps_what_is_typed() {
    let mut stage = Stage::of(80, 24);
    stage.keys("/ K6 enter esc c 22");
    let book = stage.desk.book.as_mut().expect("a book");
    check_in(book, TODAY, "K6", "215", "8", "");
    stage.tell(Msg::BookChanged);
    let screen = stage.screen();
    assert!(screen.contains("last 215"), "{screen}");
    assert!(screen.contains("215 → 22"), "{screen}");
    assert!(stage.notice().starts_with("K6 was changed from elsewhere"));
    stage.keys("esc esc e");
    stage.types(" for us");
    let book = stage.desk.book.as_mut().expect("a book");
    let changes = vec![("owner".to_owned(), "mei".to_owned())];
    let references = vec!["K6".to_owned()];
    act(
        book,
        TODAY,
        &Action::Set {
            references,
            changes,
        },
    );
    stage.tell(Msg::BookChanged);
    let screen = stage.screen();
    assert!(screen.contains("Owner      mei"), "{screen}");
    stage.keys("enter");
    let item = stage.model.selected().and_then(|uid| stage.model.item(uid));
    let item = item.expect("K6");
    assert!(item.head.title.ends_with(" for us"));
    assert_eq!(item.head.owner.as_deref(), Some("mei"));
}

#[test]
fn the_text_of_the_week_is_shown_and_copied() {
    let mut stage = Stage::of(80, 24);
    stage.keys("R");
    let screen = stage.screen();
    assert!(screen.contains("The week as text: y copies it"), "{screen}");
    assert!(screen.contains("checked in. Next review"), "{screen}");
    stage.keys("y");
    let text = match stage.sent.last() {
        Some(Effect::Copy(text)) => text,
        other => panic!("{other:?}"),
    };
    assert!(text.starts_with("# "), "{text}");
    assert!(stage.model.overlay.is_none());
}

#[test]
fn the_palette_finds_commands_and_teaches_keys_and_lines() {
    let mut stage = Stage::of(80, 24);
    stage.keys("j :");
    stage.types("check");
    stage.is("palette");
    stage.keys("enter");
    assert!(stage.screen().contains("Check in K1"), "{}", stage.screen());
}

#[test]
fn help_is_made_from_the_map() {
    let mut stage = Stage::of(80, 24);
    stage.keys("?");
    stage.is("help");
    stage.keys("esc");
    assert!(stage.model.overlay.is_none());
}

#[test]
fn a_book_that_may_not_be_written_says_so_and_hides_the_keys() {
    let mut stage = Stage::of(80, 24);
    stage.desk.read_only = Some("the book is opened read-only".to_owned());
    stage.tell(Msg::BookChanged);
    let screen = stage.screen();
    assert!(screen.starts_with(" okr · read-only · 2026Q3"), "{screen}");
    assert!(!screen.contains("c check in"), "{screen}");
    stage.keys("c");
    assert_eq!(stage.notice(), "The book is opened read-only");
    assert!(stage.model.overlay.is_none());
}

#[test]
fn a_click_selects_and_the_footer_can_be_clicked() {
    let mut stage = Stage::of(80, 24);
    stage.tell(Msg::Click(10, 8));
    let item = stage.model.selected().and_then(|uid| stage.model.item(uid));
    assert_eq!(item.map(|item| item.id()).as_deref(), Some("K3"));
    let footer = stage.screen().lines().nth(22).expect("a footer").to_owned();
    let place = footer
        .split("c check in")
        .next()
        .expect("the hint")
        .chars()
        .count();
    stage.tell(Msg::Click(u16::try_from(place).expect("a column"), 22));
    assert!(stage.screen().contains("Check in K3"));
}

#[test]
fn a_title_from_the_editor_is_saved() {
    let mut stage = Stage::of(80, 24);
    stage.keys("E");
    assert_eq!(
        stage.sent,
        [Effect::EditText("Ship a product people trust".to_owned())]
    );
    stage.tell(Msg::TextEdited(Ok(Some(
        "Ship what people trust".to_owned(),
    ))));
    assert!(stage.screen().contains("O1 Ship what people trust"));
}

#[test]
fn what_is_copied_is_markdown() {
    let mut stage = Stage::of(80, 24);
    stage.keys("j y");
    assert_eq!(
        stage.sent,
        [Effect::Copy(
            "  - **K1** Reach 95% of lines tested, 90%, target 95%, 64%, on\n".to_owned()
        )]
    );
    assert_eq!(Key::of_name("y"), Some(Key::Char('y')));
}

#[test]
fn two_opens_the_review_and_the_line_of_screens_counts_what_is_due() {
    let mut stage = Stage::of(80, 24);
    let screens = stage.screen().lines().nth(1).map(str::to_owned);
    let screens = screens.expect("a second line");
    assert!(screens.contains(" 2 Review (3) "), "{screens}");
    assert!(screens.ends_with("? help  : commands"), "{screens}");
    stage.keys("2");
    assert!(stage.screen().contains("Weekly review"));
}

#[test]
fn the_way_to_the_keys_is_never_cut() {
    for width in [40, 59, 60, 66, 79, 80] {
        let stage = Stage::of(width, 20);
        let screen = stage.screen();
        assert!(screen.contains("? help"), "{width}\n{screen}");
    }
}

#[test]
fn typing_in_the_help_leaves_the_keys_it_fits() {
    let mut stage = Stage::of(80, 24);
    stage.keys("?");
    stage.types("mark all");
    let found = stage.screen();
    assert!(found.contains("*         mark all shown"), "{found}");
    assert!(!found.contains("half a page down"), "{found}");
    stage.types(" zzz");
    assert!(stage.screen().contains("No key of this place"));
    stage.keys("esc");
    assert!(stage.screen().contains("half a page down"));
    stage.keys("esc");
    assert!(stage.model.overlay.is_none());
}

#[test]
fn no_word_of_the_help_is_cut_at_80_columns() {
    for keys in ["", "3", "4", "5", "l", "r"] {
        let mut stage = Stage::of(80, 24);
        stage.keys(keys).keys("?");
        let mut screen = stage.screen();
        for _ in 0..60 {
            stage.keys("down");
            screen.push_str(&stage.screen());
        }
        for line in screen.lines().filter(|line| line.starts_with('│')) {
            assert!(!line.contains('…'), "{line}");
        }
    }
}
