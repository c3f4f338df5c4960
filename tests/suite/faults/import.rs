//! Files that were made to hurt: a refusal that costs little, or an answer that took them in. Never a
//! crash, and a book that is the old one or the new one.

use std::fmt::Write as _;
use std::process::Stdio;
use std::time::{Duration, Instant};

use super::{insist_calm, insist_sound};
use crate::support::{Desk, PROGRAM};

/// Imports under a limit of memory that a plan never needs. Answers the code and what was told.
fn tried(desk: &Desk, name: &str, bytes: &[u8]) -> (i32, String) {
    std::fs::write(desk.home().join(name), bytes).expect("written");
    let begun = Instant::now();
    let ended = desk.sh(&format!("ulimit -v 500000; okr import {name}"));
    insist_calm(&ended);
    let took = begun.elapsed();
    assert!(took < Duration::from_secs(40), "{name} took {took:?}");
    (ended.code.unwrap_or(-1), ended.errors())
}

#[test]
fn a_list_that_nests_without_end_is_read_or_refused() {
    let desk = Desk::new();
    let mut steps = String::new();
    for depth in 0..2_000 {
        let _ = writeln!(steps, "{}- step {depth}", " ".repeat(depth));
    }
    assert_eq!(tried(&desk, "steps.md", steps.as_bytes()).0, 0);
    let (code, told) = tried(
        &desk,
        "long.md",
        "- Reach 5% of x\n".repeat(60_000).as_bytes(),
    );
    assert!(code == 4 && told.contains("E242"), "{told}");
    let open = "[".repeat(200_000);
    let (code, told) = tried(&desk, "open.json", open.as_bytes());
    assert!(code == 4 && told.contains("error: "), "{told}");
    let objects = "{\"a\":".repeat(200_000);
    let (code, told) = tried(&desk, "objects.json", objects.as_bytes());
    assert!(code == 4 && told.contains("error: "), "{told}");
}

#[test]
fn lines_columns_and_bytes_without_end_are_refused_and_named() {
    let desk = Desk::new();
    let long = [b"objective,key result\n".to_vec(), vec![b'a'; 2 << 20]].concat();
    let (code, told) = tried(&desk, "long.csv", &long);
    assert!(code == 4 && told.contains("line 2"), "{told}");
    let wide = (0..10_000).map(|n| format!("c{n}")).collect::<Vec<_>>();
    let (code, told) = tried(&desk, "wide.csv", wide.join(",").as_bytes());
    assert!(code == 4 && told.contains("10000 columns"), "{told}");
    let (code, told) = tried(
        &desk,
        "text.csv",
        b"objective,key result\nShip\xff,Reach 5%\n",
    );
    assert!(code == 4 && told.contains("line 2"), "{told}");
    // A file of a gigabyte that is not there costs no more than its beginning.
    desk.sh("truncate -s 1G hole.md").succeeds();
    let hole = desk.sh("ulimit -v 500000; okr import hole.md").ends_with(4);
    assert!(hole.errors().contains("over 32 MB"), "{}", hole.errors());
    assert!(!desk.book().exists(), "a refusal made a book");
}

#[test]
fn a_kill_in_the_middle_of_an_import_leaves_the_old_book_or_the_new_one() {
    let desk = Desk::with_book();
    let mut sheet = "objective,key result,target,date,current\n".to_owned();
    for n in 0..3_000 {
        let (objective, day) = (n / 300, n % 28 + 1);
        let _ = writeln!(
            sheet,
            "Objective {objective},Reach 400 of thing {},400,2026-08-{day:02},{n}",
            n / 28
        );
    }
    std::fs::write(desk.home().join("long.csv"), sheet).expect("written");
    let book = std::fs::read(desk.book()).expect("a book");
    let state = || desk.okr(&["db", "verify", "--json"]).succeeds().text();
    let before = state();
    // How long it takes here says when its middle is.
    let begun = Instant::now();
    desk.okr(&["import", "long.csv", "-q"]).succeeds();
    let whole = begun.elapsed();
    let mut unchanged = 0;
    for moment in 0..8 {
        std::fs::write(desk.book(), &book).expect("the book before");
        let mut child = desk
            .command(PROGRAM)
            .args(["import", "long.csv", "-q"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("okr");
        std::thread::sleep(whole * moment / 8);
        drop(child.kill());
        let ended = child.wait().expect("an end");
        insist_sound(&desk);
        let after = state();
        unchanged += usize::from(after == before);
        assert!(
            ended.code() != Some(0) || after != before,
            "told as done at {moment}"
        );
        let known = desk.okr(&["list", "--json"]).succeeds().text();
        let new = known.matches("Reach 400 of thing").count();
        assert!(new == 0 || after != before, "half of it at {moment}");
    }
    assert!(unchanged > 2, "no kill came in time");
    // All of it, once, whatever happened before.
    desk.okr(&["import", "long.csv", "-q"]).succeeds();
    desk.okr(&["undo"]).succeeds();
    insist_sound(&desk);
}
