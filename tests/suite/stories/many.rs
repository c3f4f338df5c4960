//! Many records at once: views with a name, rows of check-ins from the editor, a filter that comes and
//! goes while the book changes under it.

use okr::tui::effect::Effect;
use okr::tui::msg::Msg;
use okr_core::report::board::Depth;

use super::stage::Stage;

#[test]
fn a_view_of_the_settings_narrows_the_tree() {
    let mut stage = Stage::of(80, 24);
    stage.keys("v");
    let screen = stage.screen();
    assert!(screen.contains("slow: status:behind"), "{screen}");
    assert!(screen.contains("okr list view:slow"), "{screen}");
    stage.keys("enter");
    let screen = stage.screen();
    assert!(screen.contains("/ view:slow"), "{screen}");
    assert!(screen.contains("K6") && !screen.contains("K7"), "{screen}");
    stage.keys("esc");
    assert!(stage.screen().contains("K7"));
}

#[test]
fn without_a_view_the_command_that_makes_one_is_said() {
    let mut stage = Stage::of(80, 24);
    stage.model.manner.views.clear();
    stage.keys("v");
    let said = stage.notice();
    assert!(said.contains("okr config set views."), "{said}");
}

#[test]
fn rows_of_the_editor_are_shown_before_they_are_kept() {
    let mut stage = Stage::of(80, 24);
    stage.keys("* C");
    let Some(Effect::EditRows(text)) = stage.sent.last().cloned() else {
        panic!("no rows to fill in: {:?}", stage.sent);
    };
    assert!(
        text.starts_with("kr,value,confidence,note\nK1,,,\nK2,,,\n"),
        "{text}"
    );
    let filled = text.replace("K6,,,", "K6,222,5,form is live");
    stage.tell(Msg::RowsEdited(Ok(Some(filled))));
    let screen = stage.screen();
    assert!(screen.contains("form is live"), "{screen}");
    stage.keys("enter");
    assert!(stage.notice().starts_with("K6 210"), "{}", stage.notice());
}

#[test]
fn rows_that_are_refused_come_back_as_they_were_left() {
    let mut stage = Stage::of(80, 24);
    let rows = "kr,value,confidence,note\nK6,plenty,5,\n".to_owned();
    stage.keys("C");
    stage.tell(Msg::RowsEdited(Ok(Some(rows.clone()))));
    stage.keys("enter esc C");
    assert_eq!(stage.sent.last(), Some(&Effect::EditRows(rows)));
}

#[test]
fn a_filter_taken_away_leaves_everything_also_when_the_book_was_read_meanwhile() {
    let mut stage = Stage::of(80, 24);
    let before = stage.screen();
    stage.keys("/").types("newsletter");
    stage.tell(Msg::BookChanged);
    stage.types("x");
    stage.keys("esc");
    assert!(stage.screen().contains("K7"), "{}", stage.screen());
    stage.keys("g j j");
    let rows = |screen: &str| {
        screen
            .lines()
            .filter(|line| line.contains("├") || line.contains("└"))
            .count()
    };
    assert_eq!(rows(&stage.screen()), rows(&before));
}

#[test]
fn notes_are_looked_through_when_the_typing_rests() {
    let mut stage = Stage::of(80, 24);
    stage.keys("/").types("legal");
    assert_eq!(stage.model.depth, Depth::Ends);
    stage.tell(Msg::Rested);
    assert_eq!(stage.model.depth, Depth::Words);
    stage.tell(Msg::Rested);
    stage.keys("esc");
    assert!(stage.screen().contains("K7"));
}
