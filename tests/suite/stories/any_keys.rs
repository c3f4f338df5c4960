//! Whatever is pressed in whatever order, at whatever size: nothing breaks, nothing that acts on a
//! terminal is drawn, and what was done is undone by `u`.

use okr::tui::key::Key;
use okr::tui::msg::Msg;
use proptest::prelude::*;
use ratatui::layout::Size;

use super::stage::Stage;

fn message() -> impl Strategy<Value = Msg> {
    let keys = "jkhlgGJKnNcaAeEwbxmDyuU.:?/ V*13344445555tWvRqsd0123456789%=xO\u{301}é漢\u{200d}";
    let letters: Vec<char> = keys.chars().collect();
    prop_oneof![
        12 => proptest::sample::select(letters).prop_map(|letter| Msg::Key(Key::Char(letter))),
        6 => proptest::sample::select(vec![
            Key::Enter, Key::Escape, Key::Tab, Key::BackTab, Key::Up, Key::Down, Key::Left, Key::Right,
            Key::Backspace, Key::Control('u'), Key::Control('w'), Key::Control('c'), Key::End,
        ])
        .prop_map(Msg::Key),
        1 => (1_u16..140, 1_u16..50).prop_map(|(width, height)| Msg::Resized(Size::new(width, height))),
        1 => (0_u16..140, 0_u16..50).prop_map(|(x, y)| Msg::Click(x, y)),
        1 => (-4_i16..4).prop_map(Msg::Scroll),
        1 => "(Win [0-9]{1,3} readers\n|- Reach 5%\n|kr,value\nK1,9\n|\u{1b}\\[2J){1,3}".prop_map(Msg::Paste),
        1 => Just(Msg::BookChanged),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_order_of_keys_breaks_the_view(messages in proptest::collection::vec(message(), 1..60)) {
        let mut stage = Stage::of(80, 24);
        for msg in messages {
            stage.tell(msg);
            let screen = stage.screen();
            let acts = |letter: char| letter != '\n' && letter.is_control();
            prop_assert!(!screen.contains(acts), "{screen:?}");
        }
        let verdict = stage.desk.book.as_ref().map(okr_core::Book::verify);
        prop_assert!(verdict.is_some_and(|verdict| verdict.is_ok()));
    }
}
