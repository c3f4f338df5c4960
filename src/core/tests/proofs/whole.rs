//! A whole book as text and back: the same book, or none at all.

use std::io::Read;

use okr_core::Book;
use okr_core::act::Commit;
use okr_core::exchange::whole::{Layout, write};

use crate::desk::{Desk, row, set};

/// A book with check-ins, a change, an undo and a redo.
fn sample_book() -> Book {
    let mut desk = Desk::with_a_plan();
    desk.checked_in(vec![row("K1", "5")]);
    desk.did(set("K1", "title", "Words with \"quotes\" and\nlines"));
    desk.did(set("K1", "owner", "ana"));
    desk.did(okr_core::act::Action::Undo { times: 2 });
    desk.did(okr_core::act::Action::Redo { times: 1 });
    desk.book
}

fn text(book: &Book, layout: Layout) -> String {
    let mut out = Vec::new();
    book.read(|connection| write(connection, layout, &mut out, &mut |_, _| {}))
        .expect("an export");
    String::from_utf8(out).expect("text")
}

fn restored(text: &str, layout: Layout) -> okr_core::Result<Book> {
    let mut book = Book::in_memory().expect("a book");
    book.restore(&mut text.as_bytes(), layout, Commit::Keep)?;
    Ok(book)
}

#[test]
fn a_book_that_came_back_is_the_same_to_the_byte_and_sound() {
    let book = sample_book();
    let verdict = book.verify().expect("verified");
    for layout in [Layout::Lines, Layout::Document] {
        let first = text(&book, layout);
        assert_eq!(Layout::of(first.as_bytes()), Some(layout));
        let again = restored(&first, layout).expect("restored");
        assert_eq!(text(&again, layout), first);
        assert_eq!(again.verify().expect("verified"), verdict);
    }
}

#[test]
fn an_edited_export_is_refused_whole() {
    let first = text(&sample_book(), Layout::Lines);
    let last = first.lines().last().expect("a line").to_owned();
    let dropped = first.replace(&format!("{last}\n"), "");
    let doubled = format!("{first}{last}\n");
    let objective = first
        .lines()
        .find(|line| line.contains("\"type\":\"objective\""))
        .expect("an objective");
    let own = objective
        .split("\"ent\":\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("its uid");
    let below_itself = first.replace(
        objective,
        &objective.replace(
            "\"type\":\"objective\"",
            &format!("\"type\":\"objective\",\"parent\":\"{own}\""),
        ),
    );
    for (edited, why) in [
        (dropped, "a line less"),
        (doubled, "a line twice"),
        (below_itself, "a loop"),
        (first.replacen("\"oid\":\"", "\"oid\":\"x", 1), "a bad name"),
        (
            first.replacen("\"seq\":1,", "\"seq\":1,\"own\":true,", 2),
            "an unknown field",
        ),
        (
            first.replacen("\"okr\":\"op\"", "\"okr\":\"plan\"", 1),
            "an unknown line",
        ),
        (
            first.replacen("\"operation\":1,", "\"operation\":99999,", 1),
            "a change of no operation",
        ),
        (
            first.replacen("\"direction\":\"up\"", "\"direction\":\"sideways\"", 1),
            "a direction that is none",
        ),
        ("[".repeat(100_000), "no end of brackets"),
    ] {
        assert_ne!(edited, first, "{why}");
        let error = restored(&edited, Layout::Lines).expect_err(why);
        assert_eq!(error.code, "E244", "{why}: {error:?}");
    }
    let newer = first.replacen("\"schema\":", "\"schema\":9", 1);
    assert_eq!(
        restored(&newer, Layout::Lines).expect_err("newer").code,
        "E601"
    );
}

#[test]
fn a_line_without_end_costs_no_memory() {
    let head = text(&Book::in_memory().expect("a book"), Layout::Lines);
    let endless = std::io::repeat(b'x').take(1 << 32);
    let mut book = Book::in_memory().expect("a book");
    let error = book
        .restore(
            &mut head.as_bytes().chain(endless),
            Layout::Lines,
            Commit::Keep,
        )
        .expect_err("refused");
    assert_eq!(error.code, "E244");
}
