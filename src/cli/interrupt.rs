//! Ctrl-C while there is something to be taken away first, or while a conversation waits for a line: it ends the conversation with what is to be said of it,
//! instead of ending the program without a word. Caught only once somebody asks for it, and for the rest
//! of the process.

use std::io::{self, Read};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rustix::event::{PollFd, PollFlags, poll};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::low_level::{emulate_default_handler, pipe};

/// Takes a book away when a signal ends this process, as Ctrl-C does. Not for the whole screen, which has
/// its own way to go.
pub fn take_away(book: PathBuf) {
    let by = Arc::new(AtomicUsize::new(0));
    let Ok((mut stopped, told)) = UnixStream::pair() else {
        return;
    };
    for signal in [SIGINT, SIGTERM, SIGHUP] {
        let number = usize::try_from(signal).unwrap_or_default();
        let Ok(told) = told.try_clone() else { return };
        // A file that stays behind is the worst that comes of a refusal.
        drop(signal_hook::flag::register_usize(
            signal,
            Arc::clone(&by),
            number,
        ));
        drop(pipe::register(signal, told));
    }
    std::thread::spawn(move || {
        drop(stopped.read(&mut [0]));
        drop(std::fs::remove_file(book.with_extension("db-journal")));
        drop(std::fs::remove_file(book));
        let signal = by.load(Ordering::Relaxed).try_into().unwrap_or(SIGTERM);
        drop(emulate_default_handler(signal));
    });
}

pub struct Interrupt {
    pressed: UnixStream,
}

impl Interrupt {
    /// # Errors
    /// Those of the system.
    pub fn catch() -> io::Result<Self> {
        let (pressed, write) = UnixStream::pair()?;
        pressed.set_nonblocking(true)?;
        pipe::register(SIGINT, write)?;
        Ok(Self { pressed })
    }

    /// Waits until something can be read from the terminal; answers whether Ctrl-C came first.
    pub fn comes_first(&mut self) -> bool {
        loop {
            let stdin = io::stdin();
            let mut waited = [
                PollFd::new(&stdin, PollFlags::IN),
                PollFd::new(&self.pressed, PollFlags::IN),
            ];
            let result = poll(&mut waited, None);
            if matches!(self.pressed.read(&mut [0; 16]), Ok(count) if count > 0) {
                return true;
            }
            match result {
                Err(rustix::io::Errno::INTR) => {}
                _ => return false,
            }
        }
    }
}
