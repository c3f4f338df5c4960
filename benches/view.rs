//! What a key press costs in the full-screen view of a large book: the work, the writes and the bytes,
//! counted by the system from outside. The book is made by okr itself. Linux only: nothing else counts
//! the work of another process as finely.
//!
//! `OKR_BENCH_KEY_RESULTS` sets the size of the book (10000).

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

const OKR: &str = env!("CARGO_BIN_EXE_okr");
/// A review day: the last check-ins are of the period before, so everything is due.
const TODAY: &str = "2026-09-30";
const WEEKS: u64 = 13;
/// Long enough for a frame that is still on its way.
const QUIET: Duration = Duration::from_millis(60);

type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    match bench() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            drop(writeln!(std::io::stderr(), "{error}"));
            ExitCode::FAILURE
        }
    }
}

fn feed(book: &Path, words: &[&str], text: &str) -> Result<(), Failure> {
    let mut child = Command::new(OKR)
        .args(words)
        .env_clear()
        .env("OKR_DB", book)
        .env("OKR_TODAY", TODAY)
        .env("USER", "ana")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()?;
    let mut input = child.stdin.take().ok_or("no pipe")?;
    input.write_all(text.as_bytes())?;
    drop(input);
    match child.wait()?.success() {
        true => Ok(()),
        false => Err(format!("okr {} failed", words.join(" ")).into()),
    }
}

fn make_book(book: &Path, key_results: usize) -> Result<(), Failure> {
    const AT_ONCE: usize = 5_000;
    let first = chrono::NaiveDate::from_ymd_opt(2026, 7, 1).ok_or("no day")?;
    for from in (0..key_results).step_by(AT_ONCE) {
        let mut outline = String::new();
        let mut rows = String::from("kr,value,date\n");
        for n in from..key_results.min(from + AT_ONCE) {
            let owner = match n {
                0..20 => "ana".to_owned(),
                _ => format!("person-{}", n / 20),
            };
            if n % 4 == 0 {
                let team = n / 4;
                outline.push_str(&format!(
                    "Give team {team} a product people trust\n  owner: {owner}\n"
                ));
            }
            outline.push_str(&format!(
                "  - Publish 120 well-read blog articles about subject {n}\n    owner: {owner}\n"
            ));
            for week in 0..WEEKS {
                let day = first + chrono::Days::new(week * 7);
                rows.push_str(&format!("K{},{},{day}\n", n + 1, week * 3));
            }
        }
        feed(book, &["add", "-", "--quiet"], &outline)?;
        feed(book, &["checkin", "-", "--quiet"], &rows)?;
    }
    Ok(())
}

/// A view in a terminal of its own.
struct Shown {
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    bytes: Receiver<Vec<u8>>,
    child: Box<dyn Child + Send + Sync>,
    begun: Instant,
    /// What came and was not looked at yet: one piece may hold several texts that are waited for.
    seen: Vec<u8>,
}

impl Shown {
    fn begin(book: &Path) -> Result<Self, Failure> {
        let size = PtySize {
            rows: 40,
            cols: 120,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size)?;
        let mut command = CommandBuilder::new(OKR);
        command.arg("ui");
        command.env_clear();
        for (name, value) in [
            ("OKR_TODAY", TODAY),
            ("USER", "ana"),
            ("TERM", "xterm-256color"),
        ] {
            command.env(name, value);
        }
        command.env("OKR_DB", book);
        let begun = Instant::now();
        let child = pair.slave.spawn_command(command)?;
        let mut output = pair.master.try_clone_reader()?;
        let (sender, bytes) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 65_536];
            while let Ok(count @ 1..) = output.read(&mut buffer) {
                if sender.send(buffer[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        Ok(Self {
            keys: pair.master.take_writer()?,
            master: pair.master,
            bytes,
            child,
            begun,
            seen: Vec::new(),
        })
    }

    /// Milliseconds from the start until a text is on the screen.
    fn until(&mut self, text: &str) -> Result<f64, Failure> {
        loop {
            let mut parts = self.seen.windows(text.len());
            if let Some(place) = parts.position(|part| part == text.as_bytes()) {
                self.seen.drain(..place + text.len());
                return Ok(self.begun.elapsed().as_secs_f64() * 1000.0);
            }
            let more = self.bytes.recv_timeout(Duration::from_secs(20));
            let more = more.map_err(|_| format!("\"{text}\" did not come in 20 seconds"))?;
            self.seen.extend(more);
        }
    }

    /// Bytes until nothing comes any more and nothing is worked on: a key behind an escape that was not
    /// read yet would be read together with it, as another key.
    fn rest(&mut self) -> Result<usize, Failure> {
        let mut count = 0;
        let mut worked = self.work()?;
        loop {
            while let Ok(bytes) = self.bytes.recv_timeout(QUIET) {
                count += bytes.len();
            }
            let work = self.work()?;
            if work - worked < 1.0 {
                self.seen.clear();
                return Ok(count);
            }
            worked = work;
        }
    }

    fn asked(&self, file: &str) -> Result<String, Failure> {
        let process = self.child.process_id().ok_or("no process")?;
        Ok(std::fs::read_to_string(format!("/proc/{process}/{file}"))?)
    }

    /// Milliseconds on a processor so far.
    fn work(&self) -> Result<f64, Failure> {
        let text = self.asked("schedstat")?;
        let nanoseconds: f64 = text.split(' ').next().ok_or("no figure")?.parse()?;
        Ok(nanoseconds / 1e6)
    }

    fn writes(&self) -> Result<u64, Failure> {
        let text = self.asked("io")?;
        let line = text.lines().find_map(|line| line.strip_prefix("syscw: "));
        Ok(line.ok_or("no figure")?.parse()?)
    }

    fn press(&mut self, out: &mut impl Write, name: &str, keys: &[&str]) -> Result<(), Failure> {
        let (mut work, mut writes, mut bytes) = (Vec::new(), 0, Vec::new());
        for key in keys {
            let before = (self.work()?, self.writes()?);
            self.keys.write_all(key.as_bytes())?;
            self.keys.flush()?;
            bytes.push(self.rest()? as f64);
            work.push(self.work()? - before.0);
            writes = writes.max(self.writes()? - before.1);
        }
        let most = work.iter().copied().fold(0.0, f64::max);
        writeln!(
            out,
            "{name:<34} {:>8.2} {most:>9.2} {writes:>9} {:>9.0}",
            median(work),
            median(bytes)
        )?;
        Ok(())
    }

    fn letters(&mut self, out: &mut impl Write, name: &str, text: &str) -> Result<(), Failure> {
        let letters: Vec<String> = text.chars().map(String::from).collect();
        let letters: Vec<&str> = letters.iter().map(String::as_str).collect();
        self.press(out, name, &letters)
    }

    fn end(mut self) -> Result<(), Failure> {
        self.child.kill()?;
        self.child.wait()?;
        drop(self.master);
        Ok(())
    }
}

fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all.get(all.len() / 2).copied().unwrap_or_default()
}

fn bench() -> Result<(), Failure> {
    let size = std::env::var("OKR_BENCH_KEY_RESULTS").ok();
    let size = size.and_then(|text| text.parse().ok()).unwrap_or(10_000);
    let folder = tempfile::tempdir()?;
    let book = folder.path().join("book.db");
    make_book(&book, size)?;
    let mut out = std::io::stdout().lock();
    let (mut first, mut whole) = (Vec::new(), Vec::new());
    for _ in 0..7 {
        let mut shown = Shown::begin(&book)?;
        first.push(shown.until("Publish")?);
        whole.push(shown.until("THIS WEEK")?);
        shown.end()?;
    }
    writeln!(
        out,
        "{size} key results, {WEEKS} weeks: first frame after {:.1} ms (goal 50), the tree after {:.1} ms",
        median(first),
        median(whole)
    )?;
    let mut shown = Shown::begin(&book)?;
    shown.until("THIS WEEK")?;
    shown.rest()?;
    let before = shown.work()?;
    std::thread::sleep(Duration::from_secs(5));
    let worked = shown.work()? - before;
    let bytes = shown.rest()?;
    writeln!(
        out,
        "idle for 5 s: {worked:.2} ms of work, {bytes} bytes (goal 0)\n"
    )?;
    writeln!(
        out,
        "{:<34} {:>8} {:>9} {:>9} {:>9}",
        "key", "work ms", "most ms", "writes", "bytes"
    )?;
    shown.press(&mut out, "down", &["j"; 20])?;
    shown.press(&mut out, "half a page", &["J"; 10])?;
    shown.press(&mut out, "last, first", &["G", "g", "G", "g"])?;
    shown.press(&mut out, "fold, unfold", &["h", "l", "h", "l"])?;
    shown.press(&mut out, "check in", &["j", "c"])?;
    shown.letters(&mut out, "its value", "104.5")?;
    shown.press(&mut out, "esc", &["\u{1b}", "\u{1b}"])?;
    shown.press(&mut out, "/", &["/"])?;
    shown.letters(&mut out, "status:behind", "status:behind")?;
    shown.press(&mut out, "backspace", &["\u{7f}"; 13])?;
    shown.letters(&mut out, "subject 77", "subject 77")?;
    shown.press(&mut out, "esc", &["\u{1b}"])?;
    let before = shown.work()?;
    shown.keys.write_all(b"r")?;
    shown.until("Weekly review")?;
    shown.rest()?;
    let opening = shown.work()? - before;
    writeln!(out, "{:<34} {opening:>8.2}", "the review opens")?;
    shown.letters(&mut out, "its value", "41.5")?;
    shown.press(&mut out, "enter, confidence, enter", &["\r", "7", "\r"])?;
    shown.letters(&mut out, "its note", "still true")?;
    shown.end()
}
