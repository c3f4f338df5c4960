//! What a newcomer expects of marks, footers and help, and was not given once.

use okr::tui::msg::Msg;

use super::stage::Stage;

fn marked(stage: &Stage) -> Vec<String> {
    let subjects = okr::tui::screens::tree::subjects(&stage.model);
    subjects.into_iter().map(|subject| subject.id).collect()
}

fn footer(stage: &Stage) -> String {
    let screen = stage.screen();
    screen
        .trim_end()
        .lines()
        .last()
        .unwrap_or_default()
        .to_owned()
}

#[test]
fn all_under_a_filter_are_its_hits_and_not_what_is_above_them() {
    let mut stage = Stage::of(80, 24);
    stage.keys("/ K6 enter *");
    assert_eq!(marked(&stage), ["K6"]);
    assert!(stage.screen().contains("1 of 11"), "{}", stage.screen());
    assert!(stage.screen().contains("1 record marked"));
    stage.keys("D enter");
    assert!(
        stage.notice().starts_with("K6  dropped"),
        "{}",
        stage.notice()
    );
}

#[test]
fn a_range_goes_along_with_the_selection() {
    let mut stage = Stage::of(80, 24);
    stage.keys("j V j j");
    assert_eq!(marked(&stage), ["K1", "K2", "K3"]);
    assert!(stage.screen().contains("3 records marked"));
    stage.keys("k");
    assert_eq!(marked(&stage), ["K1", "K2"]);
    stage.keys("D enter");
    assert_eq!(stage.notice(), "Dropped K1 K2  u undo");
}

#[test]
fn the_footer_names_the_keys_of_what_is_typed() {
    let mut stage = Stage::of(80, 24);
    stage.keys("/");
    let shown = footer(&stage);
    assert!(
        shown.contains("keep") && shown.contains("clear"),
        "{}",
        stage.screen()
    );
    stage.keys("esc j w");
    assert!(footer(&stage).contains("next field"), "{}", footer(&stage));
    assert!(!footer(&stage).contains("save"), "{}", footer(&stage));
    stage.keys("esc N");
    assert!(!footer(&stage).contains("next field"), "{}", footer(&stage));
    assert!(footer(&stage).contains("save"), "{}", footer(&stage));
}

#[test]
fn a_book_that_may_not_be_written_hides_the_keys_in_help_and_commands_as_well() {
    let mut stage = Stage::of(80, 24);
    stage.desk.read_only = Some("the book is opened read-only".to_owned());
    stage.tell(Msg::BookChanged);
    stage.keys("?");
    assert!(!stage.screen().contains("check in"), "{}", stage.screen());
    stage.keys("esc :");
    stage.types("add");
    assert!(
        !stage.screen().contains("add a vision"),
        "{}",
        stage.screen()
    );
}

#[test]
fn a_vision_counts_the_objectives_that_still_serve_it() {
    let mut stage = Stage::of(80, 24);
    stage.keys("/ O2 enter D enter esc g g");
    assert!(
        stage.screen().contains("served by 2 objectives"),
        "{}",
        stage.screen()
    );
}
