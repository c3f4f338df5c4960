//! The streams of the process and the only place that writes to them. Answers are kept and written
//! once at the end, what is said beside them goes to stderr after it, and a reader that went away
//! is no error. What goes in must be safe already: `print` and its kin write what they are given.

use std::io::{BufRead, ErrorKind, Write};

use okr_core::{Error, Result};

use super::manners::{self, Environment, Surface, Terminal, When, Wishes};
use super::pager::{self, Pager};
use crate::words::text::{Ruler, bare};
use crate::words::tone::Tone;

/// Above this size an answer that no pager will show is written in pieces.
const PIECE: usize = 64 * 1024;

/// The ends of the streams and what they lead to; real ones from [`Streams::of_process`].
pub struct Streams {
    pub stdin: Box<dyn BufRead>,
    pub stdout: Box<dyn Write>,
    pub stderr: Box<dyn Write>,
    pub stdin_is: Terminal,
    pub stdout_is: Terminal,
    pub stderr_is: Terminal,
    /// Columns and rows of the terminal, if there is one.
    pub size: Option<(usize, usize)>,
}

pub struct Io {
    stdin: Box<dyn BufRead>,
    stdout: Box<dyn Write>,
    stderr: Box<dyn Write>,
    pub out: Surface,
    pub err: Surface,
    pub wishes: Wishes,
    rows: usize,
    can_ask: bool,
    pager: Option<Pager>,
    answer: String,
    remarks: String,
    is_closed: bool,
    committed: Option<String>,
    pub(super) questions: usize,
}

impl Streams {
    #[must_use]
    pub fn of_process() -> Self {
        use std::io::{IsTerminal, stderr, stdin, stdout};
        Self {
            stdin: Box::new(std::io::BufReader::new(stdin())),
            stdout: process_stdout(),
            stderr: Box::new(stderr()),
            stdin_is: stdin().is_terminal().into(),
            stdout_is: stdout().is_terminal().into(),
            stderr_is: stderr().is_terminal().into(),
            size: terminal_size(),
        }
    }
}

/// The file behind stdout, because the standard handle reports success when stdout cannot be
/// written at all.
#[cfg(unix)]
fn process_stdout() -> Box<dyn Write> {
    use std::os::fd::AsFd;
    match std::io::stdout().as_fd().try_clone_to_owned() {
        Ok(descriptor) => Box::new(std::fs::File::from(descriptor)),
        Err(_) => Box::new(std::io::stdout()),
    }
}

#[cfg(not(unix))]
fn process_stdout() -> Box<dyn Write> {
    Box::new(std::io::stdout())
}

#[cfg(unix)]
fn terminal_size() -> Option<(usize, usize)> {
    let size = rustix::termios::tcgetwinsize(std::io::stdout())
        .or_else(|_| rustix::termios::tcgetwinsize(std::io::stderr()))
        .ok()?;
    (size.ws_col > 0 && size.ws_row > 0).then(|| (size.ws_col.into(), size.ws_row.into()))
}

#[cfg(not(unix))]
fn terminal_size() -> Option<(usize, usize)> {
    None
}

impl Io {
    #[must_use]
    pub fn new(streams: Streams, wishes: Wishes, environment: Environment) -> Self {
        let accessible = manners::accessible(&wishes, environment);
        let ruler = Ruler {
            set: manners::glyphs(&wishes, environment),
            ambiguous: wishes.ambiguous,
        };
        let surface = |terminal: Terminal| {
            // In line mode a terminal is no reason for colour; asking for it still is.
            let coloured = if accessible { Terminal::No } else { terminal };
            let colour = manners::colour(wishes.color, environment, wishes.color_setting, coloured);
            Surface {
                terminal: terminal == Terminal::Yes,
                width: manners::width(
                    &wishes,
                    environment,
                    streams.size.map(|(columns, _)| columns),
                ),
                ruler,
                theme: colour.then_some(wishes.theme),
                links: manners::links(&wishes, environment, coloured),
                accessible,
            }
        };
        let lines = || environment("LINES")?.trim().parse().ok();
        let pages = streams.stdout_is == Terminal::Yes && !wishes.no_pager;
        let terminals = streams.stdin_is == Terminal::Yes && streams.stderr_is == Terminal::Yes;
        Self {
            out: surface(streams.stdout_is),
            err: surface(streams.stderr_is),
            rows: streams
                .size
                .map(|(_, rows)| rows)
                .or_else(lines)
                .unwrap_or(24),
            can_ask: terminals && manners::may_ask(&wishes, environment),
            pager: pages
                .then(|| Pager::choose(environment, wishes.pager_setting.as_deref()))
                .flatten(),
            stdin: streams.stdin,
            stdout: streams.stdout,
            stderr: streams.stderr,
            wishes,
            answer: String::new(),
            remarks: String::new(),
            is_closed: false,
            committed: None,
            questions: 0,
        }
    }

    /// Adds to the answer on stdout, as it is.
    pub fn print(&mut self, text: &str) -> Result<()> {
        self.answer.push_str(text);
        if self.pager.is_none() && self.answer.len() > PIECE {
            return self.write_answer();
        }
        Ok(())
    }

    /// Adds a line to the answer.
    pub fn line(&mut self, text: &str) -> Result<()> {
        self.answer.push_str(text);
        self.print("\n")
    }

    /// Says on stdout what a command changed; `--quiet` hides it.
    pub fn changed(&mut self, text: &str) -> Result<()> {
        if self.wishes.quiet {
            Ok(())
        } else {
            self.line(text)
        }
    }

    /// Remembers what has been written to the book for good, in case the answer cannot be printed:
    /// the error then says that the change stands.
    pub fn committed(&mut self, sentence: impl Into<String>) {
        self.committed = Some(sentence.into());
    }

    /// A line on stderr after the answer; `--quiet` hides it.
    pub fn remark(&mut self, text: &str) {
        if !self.wishes.quiet {
            self.remarks.push_str(text);
            self.remarks.push('\n');
        }
    }

    /// `warning: …` on stderr. Not hidden by `--quiet`: something may be wrong. The text is of any
    /// origin and is made safe here.
    pub fn warning(&mut self, text: &str) {
        let label = self.err.paint(Tone::Warning, "warning:");
        self.remarks
            .push_str(&format!("{label} {}\n", self.err.ruler.safe(text)));
    }

    /// `next: …` on stderr: what is worth typing now. Made safe here.
    pub fn hint(&mut self, text: &str) {
        if !self.wishes.no_hints && !self.wishes.json {
            let label = self.err.paint(Tone::Muted, "next:");
            let line = format!("{label} {}", self.err.ruler.safe(text));
            self.remark(&line);
        }
    }

    /// Writes what was said so far, without a pager: before a question, a long wait, an editor.
    pub fn flush(&mut self) -> Result<()> {
        let written = self.write_answer();
        self.write_remarks();
        written
    }

    /// Writes everything, through the pager if it is longer than the screen. To be called once, at
    /// the end, also after an error.
    pub fn finish(&mut self) -> Result<()> {
        let written = self.page_answer();
        self.write_remarks();
        written
    }

    /// Writes to stderr at once. When even that fails there is nobody left to tell.
    pub(super) fn say_now(&mut self, text: &str) {
        let _nobody_left = self
            .stderr
            .write_all(text.as_bytes())
            .and_then(|()| self.stderr.flush());
    }

    pub(super) fn can_ask_on_terminals(&self) -> bool {
        self.can_ask
    }

    pub(super) fn read_line(&mut self) -> std::io::Result<Option<String>> {
        let mut bytes = Vec::new();
        let count = self.stdin.read_until(b'\n', &mut bytes)?;
        Ok((count > 0).then(|| String::from_utf8_lossy(&bytes).into_owned()))
    }

    /// All of stdin, for a command that reads a batch.
    pub fn read_all(&mut self) -> Result<String> {
        let mut bytes = Vec::new();
        self.stdin.read_to_end(&mut bytes).map_err(|error| {
            Error::storage(
                "E611",
                format!("standard input cannot be read: {}", said(&error)),
            )
        })?;
        String::from_utf8(bytes).map_err(|error| {
            let place = error.utf8_error().valid_up_to();
            let line = error.as_bytes()[..place]
                .iter()
                .filter(|byte| **byte == b'\n')
                .count()
                + 1;
            Error::refused("E223", "the input is not UTF-8 text").why(format!(
                "The first byte that is not text is on line {line}."
            ))
        })
    }

    fn page_answer(&mut self) -> Result<()> {
        let Some(pager) = self.pager.take() else {
            return self.write_answer();
        };
        if !pager::is_longer(&self.answer, self.out.width, self.rows, &self.out.ruler) {
            return self.write_answer();
        }
        let keeps_colour = pager.shows_colour() || self.wishes.pager_color == When::Always;
        let text = if keeps_colour {
            self.answer.as_str().into()
        } else {
            bare(&self.answer)
        };
        match pager.show(&text) {
            Ok(true) => {
                self.answer.clear();
                Ok(())
            }
            Ok(false) => self.write_answer(),
            Err(error) => Err(self.unwritable(&error)),
        }
    }

    fn write_answer(&mut self) -> Result<()> {
        let text = std::mem::take(&mut self.answer);
        if text.is_empty() || self.is_closed {
            return Ok(());
        }
        match self
            .stdout
            .write_all(text.as_bytes())
            .and_then(|()| self.stdout.flush())
        {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.is_closed = true;
                Ok(())
            }
            Err(error) => {
                self.is_closed = true;
                Err(self.unwritable(&error))
            }
        }
    }

    fn write_remarks(&mut self) {
        let text = std::mem::take(&mut self.remarks);
        if !text.is_empty() {
            self.say_now(&text);
        }
    }

    fn unwritable(&mut self, cause: &std::io::Error) -> Error {
        let error = Error::storage(
            "E610",
            format!("standard output cannot be written: {}", said(cause)),
        );
        match self.committed.take() {
            Some(sentence) => error.why(sentence),
            None => error,
        }
    }
}

/// The system's words without its number.
fn said(error: &std::io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    text.to_lowercase()
}

#[cfg(test)]
pub mod tests {
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
    fn quiet_leaves_only_answers_and_warnings() {
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
        io.finish().expect("written");
        assert_eq!(
            (out.text().as_str(), err.text().as_str()),
            ("row\n", "warning: careful\n")
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
}
