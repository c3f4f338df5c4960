//! Long work tells whoever waits for it how much of it is done, every two seconds.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use crate::time::Stopwatch;

const EVERY: Duration = Duration::from_secs(2);

/// Who waits; nobody, unless said.
#[derive(Clone, Default)]
pub struct Watch(Option<Rc<Waiting>>);

struct Waiting {
    last: Cell<Stopwatch>,
    hear: Box<dyn Fn(usize)>,
}

impl std::fmt::Debug for Watch {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.0.as_ref().map_or("nobody", |_| "somebody"))
    }
}

impl Watch {
    /// `hear` is told a whole percentage.
    pub fn by(hear: impl Fn(usize) + 'static) -> Self {
        Self(Some(Rc::new(Waiting {
            last: Cell::new(Stopwatch::start()),
            hear: Box::new(hear),
        })))
    }

    /// So much is done, of so much.
    pub fn see(&self, done: usize, of: usize) {
        if let Some(waiting) = &self.0
            && waiting.last.get().passed() >= EVERY
        {
            waiting.last.set(Stopwatch::start());
            waiting.tell(done, of);
        }
    }
}

impl Waiting {
    fn tell(&self, done: usize, of: usize) {
        // What is done is not worth a line: the answer follows at once.
        if done < of {
            (self.hear)(done.saturating_mul(100) / of);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;

    fn heard(ago: Duration) -> Vec<usize> {
        let heard = Rc::new(RefCell::new(Vec::new()));
        let into = Rc::clone(&heard);
        let watch = Watch::by(move |percent| into.borrow_mut().push(percent));
        if let Some(waiting) = &watch.0 {
            waiting.last.set(Stopwatch::started(ago));
        }
        for done in [420, 421, 1000] {
            watch.see(done, 1000);
        }
        drop(watch);
        heard.take()
    }

    #[test]
    fn a_percentage_is_heard_once_in_two_seconds() {
        assert_eq!(heard(Duration::from_millis(2_001)), [42]);
        assert!(heard(Duration::from_millis(1_000)).is_empty());
    }

    #[test]
    fn nobody_is_told_of_what_is_done_or_of_nothing() {
        let watch = Watch::by(|percent| panic!("{percent}"));
        for (done, of) in [(0, 0), (7, 7)] {
            if let Some(waiting) = &watch.0 {
                waiting.tell(done, of);
            }
        }
        Watch::default().see(1, 2);
    }
}
