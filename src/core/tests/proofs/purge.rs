//! Erasing for good: whatever the book went through, it is sound afterwards, what was erased is nowhere in
//! the file, it does not come back from another copy, and all other commands go on.

use okr_core::Book;
use okr_core::act::{Action, Commit};
use okr_core::exchange::whole::{self, Layout};
use okr_core::purge::{Erase, erase};
use okr_core::rebuild::Moment;
use okr_core::time::Now;
use proptest::prelude::*;

use crate::desk::{Desk, day, key_result, objective, set, sound};
use crate::wishes::{Step, back, forward};

fn walk(desk: &mut Desk, steps: &[Step]) {
    for step in steps {
        match step {
            Step::Days(days) => desk.days_pass(*days),
            // What is refused changes nothing.
            Step::Act(action) => drop(desk.try_to(action)),
        }
    }
}

fn records(desk: &Desk) -> Vec<okr_core::domain::id::Uid> {
    let mut all = Vec::new();
    for table in ["objective", "kr", "checkin", "fact", "vision"] {
        let sql = format!("SELECT uid FROM {table} ORDER BY uid");
        let mut statement = desk.book.connection().prepare(&sql).expect("a table");
        let rows = statement
            .query_map([], |row| row.get::<_, okr_core::domain::id::Uid>(0))
            .expect("rows");
        all.extend(rows.map(|row| row.expect("a uid")));
    }
    all
}

fn export(desk: &Desk) -> Vec<u8> {
    let mut text = Vec::new();
    whole::write(
        desk.book.connection(),
        Layout::Lines,
        &mut text,
        &mut |_, _| {},
    )
    .expect("written");
    text
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_record_can_be_erased_from_any_book(
        before in prop::collection::vec(prop_oneof![5 => forward(), 1 => back()], 1..40),
        elsewhere in prop::collection::vec(prop_oneof![5 => forward(), 1 => back()], 0..12),
        after in prop::collection::vec(prop_oneof![3 => forward(), 2 => back()], 0..12),
        lot in any::<prop::sample::Index>(),
    ) {
        let mut desk = Desk::empty();
        walk(&mut desk, &before);
        let all = records(&desk);
        prop_assume!(!all.is_empty());
        let book = desk.book.at(Moment::Operation(i64::MAX)).expect("a copy");
        let mut copy = Desk { book, today: desk.today };
        walk(&mut copy, &elsewhere);
        let gone = *lot.get(&all);
        erase(desk.book.connection(), &Erase::Records(vec![gone])).expect("erased");
        sound(&desk.book);
        prop_assert!(!records(&desk).contains(&gone));
        let wall = Now::noon_of(day("2027-01-01")).millis();
        okr_core::merge::merge(copy.book.connection(), desk.book.connection(), wall, &Default::default()).expect("merged");
        sound(&desk.book);
        prop_assert!(!records(&desk).contains(&gone), "a copy brought it back");
        walk(&mut desk, &after);
        sound(&desk.book);
        prop_assert!(!records(&desk).contains(&gone), "undo brought it back");
        let text = export(&desk);
        let mut back = Book::in_memory().expect("a book");
        back.restore(&mut &text[..], Layout::Lines, Commit::Keep).expect("comes back");
        sound(&back);
    }
}

#[test]
fn a_text_is_gone_from_titles_notes_people_tags_and_commands() {
    let mut desk = Desk::empty();
    desk.did(Action::AddObjective(Box::new(objective(
        "Hear from Zephyrine Quux",
    ))));
    desk.did(Action::AddKeyResult(Box::new(key_result(
        "O1",
        "Ask Zephyrine Quux 4 times",
        0,
        4,
    ))));
    desk.did(set("K1", "owner", "Zephyrine Quux"));
    desk.did(set("K1", "tags", "quality,Zephyrine Quux"));
    let erased = erase(
        desk.book.connection(),
        &Erase::Text("Zephyrine Quux".to_owned()),
    )
    .expect("erased");
    assert_eq!(erased.left, 0);
    assert_eq!(erased.records.values().sum::<usize>(), 2);
    sound(&desk.book);
    let text = String::from_utf8(export(&desk)).expect("text");
    assert!(!text.contains("Zephyrine"), "{text}");
    assert!(text.contains("Hear from [erased]"), "{text}");
}

#[test]
fn two_people_who_bring_in_one_export_are_two_devices_and_can_undo() {
    let mut desk = Desk::empty();
    desk.did(Action::AddObjective(Box::new(objective(
        "Ship a product people trust",
    ))));
    desk.did(Action::AddKeyResult(Box::new(key_result(
        "O1",
        "Reach 95% of lines tested",
        0,
        4,
    ))));
    let text = export(&desk);
    let restored = || {
        let mut book = Book::in_memory().expect("a book");
        book.restore(&mut &text[..], Layout::Lines, Commit::Keep)
            .expect("comes back");
        Desk {
            book,
            today: desk.today,
        }
    };
    let (mut ana, mut raj) = (restored(), restored());
    ana.did(Action::AddObjective(Box::new(objective(
        "Answer every customer the same day",
    ))));
    raj.did(Action::AddObjective(Box::new(objective(
        "Grow an audience that comes back",
    ))));
    let device = |desk: &Desk| {
        okr_core::store::ops::own_device(desk.book.connection())
            .expect("a device")
            .uid
    };
    assert_ne!(device(&ana), device(&raj));
    let mut third = restored();
    third.did(Action::Undo { times: 1 });
    let left: i64 = third
        .book
        .connection()
        .query_row("SELECT count(*) FROM kr", [], |row| row.get(0))
        .expect("a count");
    assert_eq!(left, 0, "what was written before the export is undone");
    let wall = Now::noon_of(day("2027-01-01")).millis();
    okr_core::merge::merge(
        raj.book.connection(),
        ana.book.connection(),
        wall,
        &Default::default(),
    )
    .expect("merged");
    sound(&ana.book);
}
