//! Ctrl-C while a conversation waits for a line: it ends the conversation with what is to be said of it,
//! instead of ending the program without a word. Caught only once somebody asks for it, and for the rest
//! of the process.

use std::io::{self, Read};
use std::os::unix::net::UnixStream;

use rustix::event::{PollFd, PollFlags, poll};
use signal_hook::consts::SIGINT;
use signal_hook::low_level::pipe;

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
