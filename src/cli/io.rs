//! The streams of the process and the only place that writes to them. Answers are kept and written
//! once at the end, what is said beside them goes to stderr after it, and a reader that went away
//! is no error. What goes in must be safe already: `print` and its kin write what they are given.

use std::io::{BufRead, ErrorKind, Write};

use okr_core::watch::Watch;
use okr_core::{Error, Result};

use super::interrupt::Interrupt;
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
    /// A command that reads a batch must not wait for one that nobody pipes in.
    pub stdin_is: Terminal,
    rows: usize,
    can_ask: bool,
    can_listen: bool,
    pager: Option<Pager>,
    answer: String,
    remarks: String,
    is_closed: bool,
    committed: Option<String>,
    pub(super) questions: usize,
    interrupt: Option<Interrupt>,
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
            can_listen: manners::may_listen(&wishes, environment),
            pager: pages
                .then(|| Pager::choose(environment, wishes.pager_setting.as_deref()))
                .flatten(),
            stdin_is: streams.stdin_is,
            stdin: streams.stdin,
            stdout: streams.stdout,
            stderr: streams.stderr,
            wishes,
            answer: String::new(),
            remarks: String::new(),
            is_closed: false,
            committed: None,
            questions: 0,
            interrupt: None,
        }
    }

    /// From now on Ctrl-C in front of a question leaves the conversation as the end of the input does.
    pub fn leave_on_interrupt(&mut self) {
        if self.stdin_is_terminal() {
            // Without it Ctrl-C ends the program as it always did.
            self.interrupt = Interrupt::catch().ok();
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

    /// `warning: …` on stderr; `--quiet` hides it. The text is of any origin and is made safe here.
    pub fn warning(&mut self, text: &str) {
        if !self.wishes.quiet {
            self.refusal(text);
        }
    }

    /// As [`Io::warning`], also with `--quiet`: a part of what was asked for was not done.
    pub fn refusal(&mut self, text: &str) {
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

    /// Stdout for an answer that is written as it is made, past the pager.
    ///
    /// # Errors
    /// Those of writing what was answered before.
    pub fn stream(&mut self) -> Result<Stream<'_>> {
        self.write_answer()?;
        Ok(Stream {
            is_closed: self.is_closed,
            out: &mut self.stdout,
        })
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

    /// A person at a terminal sees how far long work has come. It is told while nothing else can be, so
    /// past what is still to be said.
    #[must_use]
    pub fn watch(&self) -> Watch {
        if !self.err.terminal || self.wishes.quiet {
            return Watch::default();
        }
        Watch::by(|percent| {
            // When even that fails there is nobody left to tell.
            let _nobody_left = writeln!(std::io::stderr(), "{percent}%");
        })
    }

    /// Whether nothing is piped in: reading would wait for a person to type.
    #[must_use]
    pub fn stdin_is_terminal(&self) -> bool {
        self.stdin_is == Terminal::Yes
    }

    /// Whether answers may be read from a pipe.
    pub(super) fn can_listen(&self) -> bool {
        self.can_listen
    }

    pub(super) fn can_ask_on_terminals(&self) -> bool {
        self.can_ask
    }

    pub(super) fn read_line(&mut self) -> std::io::Result<Option<String>> {
        let was_pressed = |interrupt: &mut Interrupt| interrupt.comes_first();
        if self.interrupt.as_mut().is_some_and(was_pressed) {
            return Ok(None);
        }
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
        as_text(bytes)
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

/// Stdout, written as one goes. A reader that went away is an error to whoever writes, so that it
/// stops, and none to the person.
pub struct Stream<'a> {
    out: &'a mut dyn Write,
    pub is_closed: bool,
}

impl Write for Stream<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.is_closed {
            return Err(ErrorKind::BrokenPipe.into());
        }
        let written = self.out.write(bytes);
        self.is_closed |= matches!(&written, Err(error) if error.kind() == ErrorKind::BrokenPipe);
        written
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}

/// The bytes of a batch as text.
///
/// # Errors
/// `E235` with the line of the first byte that is none.
pub fn as_text(bytes: Vec<u8>) -> Result<String> {
    String::from_utf8(bytes).map_err(|error| {
        let place = error.utf8_error().valid_up_to();
        let before = error.as_bytes().get(..place).unwrap_or_default();
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        Error::refused("E235", "the input is not UTF-8 text")
            .why(format!(
                "The first byte that is not text is on line {line}."
            ))
            .next("iconv -f WINDOWS-1252 -t UTF-8 FILE > mended.csv")
    })
}

/// The system's words without its number.
pub fn said(error: &std::io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    text.to_lowercase()
}

#[cfg(test)]
pub mod tests;
