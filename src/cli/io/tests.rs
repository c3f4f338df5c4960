//! What reaches which stream, in which order, and what happens when it cannot.

use super::*;
use std::cell::RefCell;
use std::io::Cursor;
use std::rc::Rc;

/// What was written, readable after the stream has been handed over.
#[derive(Clone, Default)]
pub struct Page(Rc<RefCell<Vec<u8>>>);

impl Page {
    pub fn text(&self) -> String {
        String::from_utf8(self.0.borrow().clone()).expect("text")
    }
}

impl Write for Page {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

struct Broken(ErrorKind);

impl Write for Broken {
    fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
        Err(self.0.into())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Streams that are all terminals or all not, with what they receive.
pub fn streams(terminal: Terminal, input: &str) -> (Streams, Page, Page) {
    let (out, err) = (Page::default(), Page::default());
    let streams = Streams {
        stdin: Box::new(Cursor::new(input.to_owned().into_bytes())),
        stdout: Box::new(out.clone()),
        stderr: Box::new(err.clone()),
        stdin_is: terminal,
        stdout_is: terminal,
        stderr_is: terminal,
        size: (terminal == Terminal::Yes).then_some((80, 24)),
    };
    (streams, out, err)
}

pub fn unicode(name: &str) -> Option<String> {
    (name == "LANG").then(|| "en_GB.UTF-8".to_owned())
}

#[test]
fn the_answer_comes_first_and_whole_then_what_is_said_beside_it() {
    let (streams, out, err) = streams(Terminal::No, "");
    let mut io = Io::new(streams, Wishes::default(), &unicode);
    io.hint("3 more due · okr review");
    io.line("K2 106 → 104").expect("kept");
    io.warning("10 times the last value\u{1b}[2J");
    assert_eq!(out.text() + &err.text(), "");
    io.finish().expect("written");
    assert_eq!(out.text(), "K2 106 → 104\n");
    assert_eq!(
        err.text(),
        "next: 3 more due · okr review\nwarning: 10 times the last value␛[2J\n"
    );
}

#[test]
fn quiet_leaves_only_answers_and_refusals() {
    let (streams, out, err) = streams(Terminal::No, "");
    let wishes = Wishes {
        quiet: true,
        ..Wishes::default()
    };
    let mut io = Io::new(streams, wishes, &unicode);
    io.changed("K2 106").expect("kept");
    io.remark("1 hidden");
    io.hint("okr review");
    io.line("row").expect("kept");
    io.warning("careful");
    io.refusal("line 2 was not written");
    io.finish().expect("written");
    assert_eq!(
        (out.text().as_str(), err.text().as_str()),
        ("row\n", "warning: line 2 was not written\n")
    );
}

#[test]
fn a_reader_that_went_away_is_no_error() {
    let (mut streams, _, err) = streams(Terminal::No, "");
    streams.stdout = Box::new(Broken(ErrorKind::BrokenPipe));
    let mut io = Io::new(streams, Wishes::default(), &unicode);
    for _ in 0..3 {
        io.print(&"x".repeat(PIECE + 1)).expect("quiet");
    }
    io.finish().expect("quiet");
    assert_eq!(err.text(), "");
}

#[test]
fn a_full_disk_is_told_and_a_change_that_stands_is_too() {
    let (mut streams, _, err) = streams(Terminal::No, "");
    streams.stdout = Box::new(Broken(ErrorKind::StorageFull));
    let mut io = Io::new(streams, Wishes::default(), &unicode);
    io.committed("The check-in C91 is kept.");
    io.changed("K2 106 → 104").expect("kept");
    io.remark("first of three");
    let error = io.finish().expect_err("not written");
    assert_eq!(
        (error.code, super::super::exit::code(error.kind)),
        ("E610", 6)
    );
    assert_eq!(
        error.message,
        "standard output cannot be written: no storage space"
    );
    assert_eq!(error.why, ["The check-in C91 is kept."]);
    assert_eq!(err.text(), "first of three\n");
    io.finish().expect("told once");
}

#[test]
fn each_stream_has_its_own_colour_and_line_mode_has_none() {
    let of = |wishes: Wishes| {
        let (mut streams, _, _) = streams(Terminal::Yes, "");
        streams.stderr_is = Terminal::No;
        let io = Io::new(streams, wishes, &unicode);
        (io.out.theme.is_some(), io.err.theme.is_some())
    };
    assert_eq!(of(Wishes::default()), (true, false));
    assert_eq!(
        of(Wishes {
            accessible: true,
            ..Wishes::default()
        }),
        (false, false)
    );
    let asked = Wishes {
        accessible: true,
        color: When::Always,
        ..Wishes::default()
    };
    assert_eq!(of(asked), (true, true));
}

#[test]
fn a_batch_that_is_not_text_names_the_line() {
    let (mut streams, _, _) = streams(Terminal::No, "");
    streams.stdin = Box::new(Cursor::new(b"K1 4\nK2 \xff\n".to_vec()));
    let error = Io::new(streams, Wishes::default(), &unicode)
        .read_all()
        .expect_err("not text");
    assert_eq!(error.why, ["The first byte that is not text is on line 2."]);
}
