//! The real program on a pseudo-terminal: how it takes the terminal, gives it back, and what it does
//! when it is stopped, resized, killed or wrong.

use std::io::{Read, Write};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

use crate::support::{Desk, PROGRAM, TODAY};

const PATIENCE: Duration = Duration::from_secs(20);

struct Seat {
    master: Option<Box<dyn MasterPty + Send>>,
    child: Box<dyn Child + Send + Sync>,
    writer: Option<Box<dyn Write + Send>>,
    screen: Arc<Mutex<vt100::Parser>>,
    bytes: Arc<Mutex<Vec<u8>>>,
    /// Whether the emulator sees what is written.
    is_watched: Arc<Mutex<bool>>,
    /// How the terminal was set before.
    before: String,
    desk: Option<Desk>,
}

fn size(width: u16, height: u16) -> PtySize {
    PtySize {
        rows: height,
        cols: width,
        pixel_width: 0,
        pixel_height: 0,
    }
}

impl Seat {
    fn new() -> Self {
        let desk = Desk::with_book();
        let mut command = CommandBuilder::new(PROGRAM);
        command.arg("ui");
        Self::of(desk, command)
    }

    fn of(desk: Desk, mut command: CommandBuilder) -> Self {
        let pty = native_pty_system()
            .openpty(size(80, 24))
            .expect("a pseudo-terminal");
        command.env_clear();
        for (name, value) in [
            ("HOME", desk.home().to_string_lossy().into_owned()),
            ("OKR_DB", desk.book().to_string_lossy().into_owned()),
            ("OKR_TODAY", TODAY.to_owned()),
            ("TERM", "xterm-256color".to_owned()),
            ("LANG", "C.UTF-8".to_owned()),
            ("USER", "ana".to_owned()),
            ("EDITOR", "sed -i s/Ship/Sail/".to_owned()),
            ("PATH", "/usr/bin:/bin".to_owned()),
        ] {
            command.env(name, value);
        }
        command.cwd(desk.home());
        let before = format!("{:?}", pty.master.get_termios());
        let child = pty.slave.spawn_command(command).expect("the program");
        let screen = Arc::new(Mutex::new(vt100::Parser::new(24, 80, 0)));
        let bytes = Arc::new(Mutex::new(Vec::new()));
        let mut reader = pty.master.try_clone_reader().expect("a reader");
        let is_watched = Arc::new(Mutex::new(true));
        let watched = Arc::clone(&is_watched);
        let (shown, kept) = (Arc::clone(&screen), Arc::clone(&bytes));
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                if *watched.lock().expect("a switch") {
                    shown.lock().expect("a screen").process(&buffer[..count]);
                }
                kept.lock()
                    .expect("bytes")
                    .extend_from_slice(&buffer[..count]);
            }
        });
        let writer = pty.master.take_writer().expect("a writer");
        Self {
            master: Some(pty.master),
            child,
            writer: Some(writer),
            screen,
            bytes,
            is_watched,
            before,
            desk: Some(desk),
        }
    }

    fn desk(&self) -> &Desk {
        self.desk.as_ref().expect("a desk")
    }

    /// The view once more, with the same book and home.
    fn again(mut self) -> Self {
        let mut command = CommandBuilder::new(PROGRAM);
        command.arg("ui");
        Self::of(self.desk.take().expect("a desk"), command)
    }

    fn shown(&self) -> String {
        self.screen.lock().expect("a screen").screen().contents()
    }

    fn bytes(&self) -> String {
        let bytes = self.bytes.lock().expect("bytes");
        String::from_utf8_lossy(&bytes).into_owned()
    }

    #[track_caller]
    fn until(&self, what: &str, holds: impl Fn(&Self) -> bool) {
        let start = Instant::now();
        while !holds(self) {
            assert!(
                start.elapsed() < PATIENCE,
                "never: {what}\n{}",
                self.shown()
            );
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    #[track_caller]
    fn sees(&self, text: &str) {
        self.until(text, |seat| seat.shown().contains(text));
    }

    fn send(&mut self, keys: &str) {
        let writer = self.writer.as_mut().expect("a writer");
        writer.write_all(keys.as_bytes()).expect("typed");
        writer.flush().expect("typed");
    }

    fn pid(&self) -> Pid {
        let pid = self.child.process_id().expect("a process");
        Pid::from_raw(i32::try_from(pid).expect("a number")).expect("a process")
    }

    fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).expect("a signal");
    }

    fn is_stopped(&self) -> bool {
        let path = format!("/proc/{}/stat", self.pid().as_raw_nonzero());
        let state = std::fs::read_to_string(path).unwrap_or_default();
        state
            .rsplit(") ")
            .next()
            .is_some_and(|rest| rest.starts_with('T'))
    }

    fn is_as_before(&self) -> bool {
        let master = self.master.as_ref().expect("a terminal");
        format!("{:?}", master.get_termios()) == self.before
    }

    #[track_caller]
    fn ends(&mut self) -> u32 {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                return status.exit_code();
            }
            assert!(
                start.elapsed() < PATIENCE,
                "it never ends\n{}",
                self.shown()
            );
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    #[track_caller]
    fn is_restored(&self) {
        self.until("the other screen is left", |seat| {
            seat.bytes().contains("\u{1b}[?1049l")
        });
        assert!(self.is_as_before());
        let bytes = self.bytes();
        for sequence in ["\u{1b}[?2004l", "\u{1b}[?25h", "\u{1b}[?7h"] {
            assert!(bytes.contains(sequence), "{sequence:?}");
        }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        // One that has ended already cannot be killed.
        drop(self.child.kill());
    }
}

#[test]
fn it_takes_the_terminal_and_gives_it_back() {
    let mut seat = Seat::new();
    seat.sees("O1 Ship a product people trust");
    // What was there before must not show through, on a terminal without another screen as well.
    assert!(seat.bytes().contains("\u{1b}[?1049h\u{1b}[2J"));
    let start = seat.bytes();
    for query in [
        "\u{1b}[c",
        "\u{1b}[6n",
        "\u{1b}]11;?",
        "\u{1b}[?u",
        "\u{1b}[>q",
    ] {
        assert!(
            !start.contains(query),
            "{query:?} asks the terminal something"
        );
    }
    assert!(!seat.is_as_before());
    seat.send("q");
    assert_eq!(seat.ends(), 0);
    seat.is_restored();
}

#[test]
fn an_idle_view_writes_nothing() {
    let seat = Seat::new();
    seat.sees("O1 Ship a product people trust");
    std::thread::sleep(Duration::from_millis(200));
    let before = seat.bytes().len();
    std::thread::sleep(Duration::from_millis(2300));
    assert_eq!(seat.bytes().len(), before);
}

#[test]
fn its_own_key_and_a_signal_stop_it_and_it_comes_back() {
    let mut seat = Seat::new();
    seat.sees("O1 Ship a product people trust");
    for by_key in [true, false] {
        if by_key {
            seat.send("\u{1a}");
        } else {
            seat.signal(Signal::TSTP);
        }
        seat.until("it stops", Seat::is_stopped);
        assert!(seat.is_as_before());
        seat.screen
            .lock()
            .expect("a screen")
            .process(b"\x1b[2J\x1b[Hsomething else was here");
        seat.signal(Signal::CONT);
        seat.until("all of it is drawn again", |seat| {
            let shown = seat.shown();
            shown.contains("O1 Ship")
                && shown.contains("q quit")
                && !shown.contains("something else")
        });
        assert!(!seat.is_as_before());
    }
    seat.send("q");
    assert_eq!(seat.ends(), 0);
    seat.is_restored();
}

#[test]
fn a_change_from_another_shell_is_seen_by_itself() {
    let seat = Seat::new();
    seat.sees("O1 Ship a product people trust");
    let ended = seat
        .desk()
        .okr(&["add", "Grow an audience that comes back"]);
    ended.succeeds();
    seat.sees("O2 Grow an audience that comes b");
    seat.sees("changed from elsewhere");
}

#[test]
fn it_survives_every_size() {
    let mut seat = Seat::new();
    seat.sees("O1 Ship a product people trust");
    seat.send("jc");
    // The emulator of this test cannot be as small as a terminal can.
    *seat.is_watched.lock().expect("a switch") = false;
    for (width, height) in [(1, 1), (10, 3), (500, 200), (40, 10), (80, 24)] {
        let master = seat.master.as_ref().expect("a terminal");
        master.resize(size(width, height)).expect("a size");
        std::thread::sleep(Duration::from_millis(80));
    }
    *seat.is_watched.lock().expect("a switch") = true;
    seat.send("\u{c}");
    seat.sees("Check in");
    seat.send("\u{1b}");
    seat.until("the card is gone", |seat| {
        !seat.shown().contains("Check in")
    });
    seat.send("q");
    assert_eq!(seat.ends(), 0);
}

#[test]
fn a_killed_review_comes_back_with_what_was_half_typed() {
    let mut command = CommandBuilder::new(PROGRAM);
    command.args(["review", "--restart"]);
    let mut seat = Seat::of(Desk::with_book(), command);
    seat.sees("K1 Reach 95% of lines tested");
    seat.send("86\r8\r\r");
    seat.sees("Saved. 86%");
    seat.send("4");
    seat.sees("since last time");
    seat.send("\r7\rthe second w");
    seat.sees("the second w");
    seat.signal(Signal::KILL);
    seat.until("it is gone", |seat| {
        std::fs::metadata(format!("/proc/{}/exe", seat.pid().as_raw_nonzero())).is_err()
    });
    let resumed = seat
        .desk()
        .sh(&format!("'{PROGRAM}' review --plain < /dev/null"));
    let said = resumed.succeeds().errors();
    assert!(said.contains("Key result 2 of 3. K2."), "{said}");
    assert!(said.contains("(4): "), "{said}");
    let shown = seat.desk().okr(&["show", "K1", "--history"]).text();
    assert_eq!(
        shown.matches("86%").count(),
        2,
        "once now, once in its history: {shown}"
    );
}

#[test]
fn a_paste_is_one_text_and_an_editor_is_a_visit() {
    let mut seat = Seat::new();
    seat.sees("O1 Ship a product people trust");
    seat.send("\u{1b}[200~Reach 20 demos a week\rq\r\u{1b}[201~");
    seat.sees("Add 2 key results under O1?");
    seat.send("n");
    seat.send("E");
    seat.sees("O1 Sail a product people trust");
    seat.send("q");
    assert_eq!(seat.ends(), 0);
    seat.is_restored();
}

#[test]
fn it_ends_in_order_when_it_is_told_to() {
    for signal in [Signal::TERM, Signal::INT] {
        let mut seat = Seat::new();
        seat.sees("O1 Ship a product people trust");
        seat.signal(signal);
        assert_eq!(seat.ends(), 8);
        seat.is_restored();
    }
}

#[test]
fn what_was_half_typed_comes_back_after_a_signal_or_a_crash() {
    let mut seat = Seat::new();
    for (signal, more) in [
        (Signal::TERM, "Reach 20 d"),
        (Signal::KILL, "emos"),
        (Signal::HUP, " a week"),
    ] {
        seat.sees("O1 Ship a product people trust");
        if signal == Signal::TERM {
            seat.send("a");
            seat.sees("New key result of O1");
        } else {
            seat.sees("a brings it back");
            seat.send("ja");
            seat.sees("As you left it");
        }
        seat.send(more);
        seat.sees(more.trim());
        seat.signal(signal);
        if seat.ends() == 8 {
            seat.until("it says so", |seat| {
                seat.bytes()
                    .contains("what was typed comes back at the next start")
            });
        }
        seat = seat.again();
    }
    seat.sees("a brings it back");
    seat.send("a\r");
    seat.until("it is kept", |seat| {
        !seat.shown().contains("New key result")
    });
    seat.signal(Signal::KILL);
    seat.ends();
    let mut seat = seat.again();
    seat.sees("O1 Ship a product people trust");
    assert!(!seat.shown().contains("brings it back"), "{}", seat.shown());
    // What is left on purpose is gone as well.
    seat.send("A");
    seat.sees("New objective");
    seat.send("Grow");
    seat.sees("Grow");
    seat.send("\u{1b}");
    seat.sees("Not saved yet");
    seat.send("\u{1b}");
    seat.until("the card is left", |seat| {
        !seat.shown().contains("New objective")
    });
    seat.signal(Signal::KILL);
    seat.ends();
    let seat = seat.again();
    seat.sees("O1 Ship a product people trust");
    assert!(!seat.shown().contains("brings it back"), "{}", seat.shown());
}

#[test]
fn wide_letters_and_emoji_keep_the_columns_straight() {
    let desk = Desk::with_book();
    let title = "中文 👩\u{200d}👩\u{200d}👧 🇩🇪🇫🇷 e\u{301}: cut wait from 30 to 10 minutes";
    let plain = "Cut build time from 30 to 10 minutes";
    for words in [
        &["add", title, "--to", "O1", "--owner", "李明"][..],
        &["add", plain, "--to", "O1"],
        &["checkin", "K4", "20"],
        &["checkin", "K5", "20"],
    ] {
        desk.okr(words).ends_with(0);
    }
    let mut command = CommandBuilder::new(PROGRAM);
    command.arg("ui");
    let seat = Seat::of(desk, command);
    seat.sees("K5 Cut build");
    for width in [80, 40] {
        if width != 80 {
            let mut screen = seat.screen.lock().expect("a screen");
            screen.screen_mut().set_size(24, width);
            drop(screen);
            let master = seat.master.as_ref().expect("a terminal");
            master.resize(size(width, 24)).expect("a size");
            seat.until("it is narrow", |seat| !seat.shown().contains("2 Review"));
            seat.sees("K5 Cut build");
        }
        let screen = seat.screen.lock().expect("a screen");
        let cell = |y, x| {
            screen
                .screen()
                .cell(y, x)
                .map_or("", |cell| cell.contents())
        };
        // The row of a record, and where its share ends.
        let percent = |id: &str| {
            let y = (0..24).find(|y| {
                (0..width)
                    .map(|x| cell(*y, x))
                    .collect::<String>()
                    .contains(id)
            });
            let y = y.expect("a row") + u16::from(width == 40);
            (0..width).rev().find(|x| cell(y, *x) == "%")
        };
        let [wide, plain] = ["K4", "K5"].map(percent);
        let shown = screen.screen().contents();
        assert!(plain.is_some(), "{shown}");
        assert_eq!(wide, plain, "{shown}");
    }
}

#[test]
fn a_new_size_before_the_first_key_is_drawn_at_once() {
    let seat = Seat::new();
    seat.sees("O1 Ship a product people trust");
    for (width, height) in [(60, 14), (80, 24)] {
        {
            let mut screen = seat.screen.lock().expect("a screen");
            screen.screen_mut().set_size(height, width);
            screen.process(b"\x1b[2J\x1b[Hwhat was there before");
        }
        let master = seat.master.as_ref().expect("a terminal");
        master.resize(size(width, height)).expect("a size");
        seat.until("all of it is drawn", |seat| {
            let shown = seat.shown();
            shown.contains("O1 Ship") && !shown.contains("what was there before")
        });
    }
}

#[test]
fn a_terminal_that_is_gone_ends_it() {
    let mut seat = Seat::new();
    seat.sees("O1 Ship a product people trust");
    seat.writer = None;
    seat.signal(Signal::HUP);
    assert_eq!(seat.ends(), 8);
}

#[test]
fn a_mistake_of_the_program_is_told_on_the_restored_screen() {
    let desk = Desk::with_book();
    let mut command = CommandBuilder::new(std::env::current_exe().expect("this program"));
    command.args([
        "--ignored",
        "--exact",
        "stories::terminal::is_wrong_on_purpose",
        "--nocapture",
    ]);
    let mut seat = Seat::of(desk, command);
    assert_eq!(seat.ends(), 101);
    seat.is_restored();
    seat.until("it says so", |seat| {
        seat.bytes().contains("okr itself made a mistake")
    });
    let bytes = seat.bytes();
    let left = bytes.rfind("\u{1b}[?1049l").expect("the screen is left");
    let told = bytes.find("okr itself made a mistake").expect("a sentence");
    assert!(left < told);
}

/// Not a test of its own: the one above runs it on a terminal.
#[test]
#[ignore = "takes the terminal and is wrong on purpose"]
fn is_wrong_on_purpose() {
    okr::crash::take_over();
    let _terminal =
        okr::tui::terminal::Terminal::enter(okr::tui::terminal::Mouse::Taken).expect("a terminal");
    panic!("on purpose");
}

#[test]
fn without_a_terminal_it_says_what_to_do_instead() {
    let desk = Desk::with_book();
    let ended = desk.okr(&["ui"]);
    let said = ended.ends_with(2).errors();
    assert!(said.contains("okr review --plain"), "{said}");
}
