//! A refusal while reading a number, before it is known which command the number was typed in.
//! Values that would be accepted are kept apart from the sentences, so that a command can offer whole
//! lines.

use super::digits::Fault;
use crate::error::Error;

/// A refusal before anyone knows which command it was typed in.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::capture) struct Misread {
    pub(in crate::capture) code: &'static str,
    pub(in crate::capture) message: String,
    pub(in crate::capture) why: Vec<String>,
    /// Values that would be accepted, best first.
    pub(in crate::capture) instead: Vec<String>,
}

impl Misread {
    pub(in crate::capture) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            why: Vec::new(),
            instead: Vec::new(),
        }
    }

    pub(in crate::capture) fn number(typed: &str, fault: Fault) -> Self {
        let message = match fault {
            Fault::TooLarge => format!("{typed} is too large"),
            Fault::TooPrecise => format!("{typed} has too many digits"),
            Fault::TwoPoints => format!("{typed} has more than one decimal mark"),
            Fault::Groups => format!("{typed} is grouped in an unusual way"),
            Fault::NotANumber | Fault::NotFinite => {
                let short: String = typed.chars().take(40).collect();
                let dots = if short.len() < typed.len() { "…" } else { "" };
                format!("\"{short}{dots}\" is not a number")
            }
        };
        Self::new("E204", message).why(fault.sentence())
    }

    #[must_use]
    pub(in crate::capture) fn why(mut self, sentence: impl Into<String>) -> Self {
        self.why.push(sentence.into());
        self
    }

    #[must_use]
    pub(in crate::capture) fn instead(mut self, value: impl Into<String>) -> Self {
        self.instead.push(value.into());
        self
    }

    /// Without a command to repeat, what to write is told in a sentence.
    pub(in crate::capture) fn error(self) -> Error {
        let mut error = Error::refused(self.code, self.message);
        // A sentence that does not begin with an id begins as sentences do.
        let nameless = |sentence: String| match sentence.strip_prefix("the key result") {
            Some(rest) => format!("The key result{rest}"),
            None => sentence,
        };
        error.why = self.why.into_iter().map(nameless).collect();
        if !self.instead.is_empty() {
            error
                .why
                .push(format!("Write {}.", self.instead.join(" or ")));
        }
        error
    }
}
