//! Runs the command of a source: without a shell, without a terminal, in a session of its own, so that
//! whatever it starts can be ended together. It never outlives its time limit, never fills the memory,
//! and what it leaves running in its session is ended when its program ends.

use std::collections::BTreeSet;
use std::io::{self, BufRead, Read, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{
    Pid, Signal, WaitId, WaitIdOptions, kill_process, kill_process_group, waitid,
};

use super::Source;

/// More bytes than this on standard output are no number.
pub const FLOOD: usize = 64 * 1024;
/// Kept of what it says on standard error; the rest is read and forgotten.
const SAID: usize = 8 * 1024;
/// Between being asked to end and being ended.
const GRACE: Duration = Duration::from_millis(500);

/// The first argument of this program when it is to become another one in a session of its own.
pub const ALONE: &str = "_alone";

/// The first argument of this program when it is to end what this one leaves behind.
pub const GUARD: &str = "_guard";

/// Another process of this program, which ends the commands when this one is killed before it could. It
/// is told of each of them through a pipe, and the end of the pipe is the end of this process.
#[derive(Debug)]
pub struct Guard {
    child: Child,
    told: Mutex<Option<ChildStdin>>,
}

impl Guard {
    /// # Errors
    /// Those of starting a process.
    pub fn new(own: &Path) -> io::Result<Self> {
        let mut child = Command::new(own)
            .arg(GUARD)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let told = Mutex::new(child.stdin.take());
        Ok(Self { child, told })
    }

    fn tell(&self, sign: char, pid: Pid) {
        if let Ok(mut pipe) = self.told.lock()
            && let Some(pipe) = pipe.as_mut()
        {
            // A guard that is gone only means that nobody ends the commands after a kill.
            drop(pipe.write_all(format!("{sign}{}\n", pid.as_raw_nonzero()).as_bytes()));
        }
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        drop(self.told.lock().map(|mut pipe| pipe.take()));
        drop(self.child.wait());
    }
}

/// Listens until the other process is gone, and ends what is left of its commands.
pub fn guard() {
    // Out of reach of what is typed at the terminal; the pipe alone says when it is over.
    let _ = rustix::process::setsid();
    let mut running: BTreeSet<i32> = BTreeSet::new();
    for line in io::stdin().lock().lines().map_while(Result::ok) {
        match line
            .split_at_checked(1)
            .map(|(sign, pid)| (sign, pid.parse()))
        {
            Some(("+", Ok(pid))) => drop(running.insert(pid)),
            Some(("-", Ok(pid))) => drop(running.remove(&pid)),
            _ => {}
        }
    }
    for pid in running.into_iter().filter_map(Pid::from_raw) {
        // One that has no group of its own yet has started nothing yet.
        let _ = kill_process_group(pid, Signal::KILL).or_else(|_| kill_process(pid, Signal::KILL));
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    Exited(ExitStatus),
    TooLate,
    Flooded,
    /// The person wants no more.
    Stopped,
}

#[derive(Debug)]
pub struct Ran {
    pub end: End,
    pub printed: Vec<u8>,
    pub said: Vec<u8>,
}

/// Runs the command; `own` is this very program, `stop` ends it early.
///
/// # Errors
/// Those of starting a process.
pub fn run(own: &Path, guard: &Guard, source: &Source, stop: &AtomicBool) -> io::Result<Ran> {
    let begun = Instant::now();
    let mut child = Command::new(own)
        .arg(ALONE)
        .arg(&source.program)
        .args(source.words.iter().skip(1))
        .current_dir(&source.folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let mut printed = Stream::of(child.stdout.take(), FLOOD + 1);
    let mut said = Stream::of(child.stderr.take(), SAID);
    let pid = Pid::from_child(&child);
    guard.tell('+', pid);
    let end = loop {
        wait(&mut printed, &mut said, Duration::from_millis(20));
        if printed.bytes.len() > FLOOD {
            break Some(End::Flooded);
        }
        if stop.load(Ordering::Relaxed) {
            break Some(End::Stopped);
        }
        if has_ended(pid) {
            break None;
        }
        if begun.elapsed() >= source.timeout {
            break Some(End::TooLate);
        }
    };
    let status = finish(&mut child, pid, end.is_some());
    guard.tell('-', pid);
    let status = status?;
    // What was printed before the end is in the pipes; nobody is waited for any more.
    let drained = Instant::now();
    while printed.bytes.len() <= FLOOD
        && drained.elapsed() < GRACE
        && wait(&mut printed, &mut said, Duration::ZERO)
    {}
    let end = match end {
        Some(end) => end,
        None if printed.bytes.len() > FLOOD => End::Flooded,
        None => End::Exited(status),
    };
    Ok(Ran {
        end,
        printed: printed.bytes,
        said: said.bytes,
    })
}

/// Ends everything in the session of the child, kindly first when it still runs, and takes its status.
fn finish(child: &mut Child, pid: Pid, is_running: bool) -> io::Result<ExitStatus> {
    if is_running {
        let _ = kill_process_group(pid, Signal::TERM);
        let asked = Instant::now();
        while !has_ended(pid) && asked.elapsed() < GRACE {
            std::thread::sleep(Duration::from_millis(10));
        }
    }
    // The child is not waited for yet, so its number cannot be another process's by now.
    let _ = kill_process_group(pid, Signal::KILL);
    child.kill()?;
    child.wait()
}

/// Whether the process has ended; it stays to be waited for.
fn has_ended(pid: Pid) -> bool {
    let options = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
    matches!(
        waitid(WaitId::Pid(pid), options),
        Ok(Some(_)) | Err(rustix::io::Errno::CHILD)
    )
}

struct Stream<R> {
    pipe: Option<R>,
    bytes: Vec<u8>,
    most: usize,
}

impl<R: Read + AsFd> Stream<R> {
    fn of(pipe: Option<R>, most: usize) -> Self {
        Self {
            pipe,
            bytes: Vec::new(),
            most,
        }
    }

    fn fd(&self) -> Option<BorrowedFd<'_>> {
        self.pipe.as_ref().map(AsFd::as_fd)
    }

    /// Reads once what is there; at its end the pipe is closed.
    fn read(&mut self) {
        let mut block = [0; 8192];
        let count = match self.pipe.as_mut().map(|pipe| pipe.read(&mut block)) {
            Some(Ok(count)) => count,
            Some(Err(error)) if error.kind() == io::ErrorKind::Interrupted => return,
            _ => 0,
        };
        if count == 0 {
            self.pipe = None;
        }
        let room = self.most - self.bytes.len();
        self.bytes.extend(block.iter().take(count.min(room)));
    }
}

/// Waits for something to read and reads it; whether there was anything.
fn wait<A: Read + AsFd, B: Read + AsFd>(
    printed: &mut Stream<A>,
    said: &mut Stream<B>,
    patience: Duration,
) -> bool {
    let (mut out_is_ready, mut err_is_ready) = (false, false);
    {
        let mut waiting = Vec::new();
        let ready = PollFlags::IN | PollFlags::HUP | PollFlags::ERR;
        let out = printed.fd();
        let err = said.fd();
        waiting.extend(out.as_ref().map(|fd| PollFd::new(fd, ready)));
        waiting.extend(err.as_ref().map(|fd| PollFd::new(fd, ready)));
        if waiting.is_empty() {
            std::thread::sleep(patience);
            return false;
        }
        let patience = Timespec::try_from(patience).ok();
        if poll(&mut waiting, patience.as_ref()).is_err() {
            return false;
        }
        let mut found = waiting.iter().map(|one| !one.revents().is_empty());
        if out.is_some() {
            out_is_ready = found.next().unwrap_or_default();
        }
        if err.is_some() {
            err_is_ready = found.next().unwrap_or_default();
        }
    }
    if out_is_ready {
        printed.read();
    }
    if err_is_ready {
        said.read();
    }
    out_is_ready || err_is_ready
}

/// Becomes the program named in the words, in a session of its own: no terminal, and one group with
/// all it will start. Returns only when that cannot be done.
#[must_use]
pub fn become_alone(mut words: impl Iterator<Item = std::ffi::OsString>) -> io::Error {
    let Some(program) = words.next() else {
        return io::Error::from(io::ErrorKind::InvalidInput);
    };
    if let Err(error) = rustix::process::setsid() {
        return error.into();
    }
    Command::new(program).args(words).exec()
}

/// Whether another program with this number is at work.
#[must_use]
pub fn lives(process: u32) -> bool {
    let number = i32::try_from(process).ok();
    let found = number.and_then(rustix::process::Pid::from_raw);
    process != std::process::id()
        && found.is_some_and(|pid| rustix::process::test_kill_process(pid).is_ok())
}
