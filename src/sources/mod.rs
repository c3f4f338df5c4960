//! Metric sources: the commands of this machine that print the value of a key result. They stand in a
//! file of this person's settings and never in a book, so nothing that arrives with a book can run.

pub mod kept;
pub mod reading;
#[cfg(unix)]
pub mod run;

use std::path::PathBuf;
use std::time::Duration;

/// A command that prints the value of one key result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The words as they were typed; the first is the program.
    pub words: Vec<String>,
    /// Where the program was found, an absolute path.
    pub program: PathBuf,
    /// The folder it runs in, an absolute path.
    pub folder: PathBuf,
    /// Where the value stands in printed JSON; `None` for a plain number.
    pub pointer: Option<String>,
    pub timeout: Duration,
}

/// How long a command may run when nobody says.
pub const TIMEOUT: Duration = Duration::from_secs(30);

/// A span such as `30s`, `2m` or bare seconds, from a second to an hour.
#[must_use]
pub fn span(typed: &str) -> Option<Duration> {
    let (digits, seconds) = match typed.trim() {
        text if text.ends_with('s') => (text.trim_end_matches('s'), 1),
        text if text.ends_with('m') => (text.trim_end_matches('m'), 60),
        text => (text, 1),
    };
    let count: u64 = digits.trim().parse().ok()?;
    let span = Duration::from_secs(count.checked_mul(seconds)?);
    (1..=3600).contains(&span.as_secs()).then_some(span)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_limit_is_between_a_second_and_an_hour() {
        assert_eq!(span("30s"), Some(Duration::from_secs(30)));
        assert_eq!(span("2m"), Some(Duration::from_secs(120)));
        assert_eq!(span("5"), Some(Duration::from_secs(5)));
        for typed in ["0s", "61m", "soon", "-3s", "", "99999999999999999999m"] {
            assert_eq!(span(typed), None, "{typed}");
        }
    }
}
