//! Waits for whatever comes first: a key, a signal, or a second gone by. Signals become bytes in a
//! pipe, so nothing but the waiting happens at the moment of a signal.

use std::io::{self, Read};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::low_level::pipe;

/// What woke the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Woken {
    pub typed: bool,
    /// The terminal's size changed.
    pub sized: bool,
    /// The signal that asks to end, when one did. A terminal that hung up counts as one.
    pub ends: Option<i32>,
    pub stops: bool,
    pub goes_on: bool,
}

/// The pipes of the signals.
pub struct Signals {
    ends: Vec<(i32, UnixStream)>,
    stops: UnixStream,
    goes_on: UnixStream,
    sized: UnixStream,
    /// Whether an editor has the terminal: then stopping is between it and the shell.
    is_away: Arc<AtomicBool>,
}

fn caught(signal: i32) -> io::Result<UnixStream> {
    let (read, write) = UnixStream::pair()?;
    read.set_nonblocking(true)?;
    pipe::register(signal, write)?;
    Ok(read)
}

/// Empties a pipe; whether anything was in it.
fn drained(pipe: &mut UnixStream) -> bool {
    let mut bytes = [0; 64];
    let mut had = false;
    while matches!(pipe.read(&mut bytes), Ok(count) if count > 0) {
        had = true;
    }
    had
}

impl Signals {
    /// Begins to catch signals, for the rest of the process.
    ///
    /// # Errors
    /// Those of the system.
    pub fn catch() -> io::Result<Self> {
        let is_away = Arc::new(AtomicBool::new(false));
        // Before the pipe, or the stop would come behind it.
        signal_hook::flag::register_conditional_default(SIGTSTP, Arc::clone(&is_away))?;
        let ends = [SIGTERM, SIGHUP, SIGINT]
            .into_iter()
            .map(|signal| Ok((signal, caught(signal)?)))
            .collect::<io::Result<_>>()?;
        Ok(Self {
            ends,
            stops: caught(SIGTSTP)?,
            goes_on: caught(SIGCONT)?,
            sized: caught(SIGWINCH)?,
            is_away,
        })
    }

    /// Waits at most `longest`.
    ///
    /// # Errors
    /// Those of the system.
    pub fn wait(&mut self, longest: Duration) -> io::Result<Woken> {
        let stdin = io::stdin();
        let mut waited = vec![PollFd::new(&stdin, PollFlags::IN)];
        let pipes = self.ends.iter().map(|(_, pipe)| pipe);
        for pipe in pipes.chain([&self.stops, &self.goes_on, &self.sized]) {
            waited.push(PollFd::from_borrowed_fd(pipe.as_fd(), PollFlags::IN));
        }
        let longest = Timespec {
            tv_sec: i64::try_from(longest.as_secs()).unwrap_or(1),
            tv_nsec: i64::from(longest.subsec_nanos()),
        };
        match poll(&mut waited, Some(&longest)) {
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
        let input = waited.first().map_or(PollFlags::empty(), |fd| fd.revents());
        let mut woken = Woken {
            typed: input.contains(PollFlags::IN),
            ..Woken::default()
        };
        if input.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
            // Reading would fail from now on, over and over.
            woken.ends = Some(SIGHUP);
        }
        for (signal, pipe) in &mut self.ends {
            if drained(pipe) {
                woken.ends = Some(*signal);
            }
        }
        woken.stops = drained(&mut self.stops);
        woken.goes_on = drained(&mut self.goes_on);
        woken.sized = drained(&mut self.sized);
        // The reader of keys hears of it as well, and would take that for a key later.
        woken.typed |= woken.sized;
        Ok(woken)
    }

    /// Somebody else has the terminal while `visit` runs. Its keys for stopping and interrupting are
    /// meant for it.
    pub fn away<T>(&mut self, visit: impl FnOnce() -> T) -> T {
        self.is_away.store(true, Ordering::SeqCst);
        let answer = visit();
        self.is_away.store(false, Ordering::SeqCst);
        drained(&mut self.stops);
        drained(&mut self.goes_on);
        for (signal, pipe) in &mut self.ends {
            if *signal == SIGINT {
                drained(pipe);
            }
        }
        answer
    }

    /// Stops this process and those it was started with, as the terminal's own key does, until it is
    /// told to go on.
    ///
    /// # Errors
    /// Those of the system.
    pub fn stop(&mut self) -> io::Result<()> {
        rustix::process::kill_current_process_group(rustix::process::Signal::TSTP)?;
        // Our own answer to that signal is the pipe; this one cannot be caught.
        signal_hook::low_level::raise(signal_hook::consts::SIGSTOP)?;
        drained(&mut self.stops);
        drained(&mut self.goes_on);
        Ok(())
    }
}
