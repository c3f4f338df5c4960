//! Questions to the person at the terminal, one line each, on stderr. A question is only ever a
//! convenience: every one has a flag of the same meaning, and where nobody can answer it is an error.

use okr_core::{Error, Kind, Result};

use super::io::Io;

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// What was typed, or the default. Never empty, no space around it.
    Text(String),
    /// Just Enter, where there is no default.
    Empty,
    /// `<`: the question before this one again.
    Back,
}

impl Io {
    /// Whether there is somebody to ask: stdin and stderr are terminals, and neither `--no-input`,
    /// `--json`, `OKR_NO_INPUT` nor `CI` says otherwise.
    #[must_use]
    pub fn can_ask(&self) -> bool {
        self.can_ask_on_terminals()
    }

    /// Asks, showing the default. Leaving (Esc, end of input) is an error of kind `Cancelled`;
    /// asking where nobody can answer is one of kind `Usage`.
    pub fn ask(&mut self, question: &str, default: Option<&str>) -> Result<Answer> {
        if !self.can_ask() {
            let error = Error::usage(
                "E120",
                "an answer is needed and there is no terminal to ask on",
            );
            return Err(error.why(format!("The question is: {question}")));
        }
        self.put(question, default)
    }

    /// As [`Io::ask`], also where answers come through a pipe: they are shown behind their questions, as
    /// a terminal would show them.
    ///
    /// # Errors
    /// As [`Io::ask`].
    pub fn converse(&mut self, question: &str, default: Option<&str>) -> Result<Answer> {
        if self.stdin_is_terminal() {
            return self.ask(question, default);
        }
        if !self.can_listen() {
            return Err(
                Error::usage("E120", "an answer is needed and none is wanted")
                    .why(format!("The question is: {question}")),
            );
        }
        self.put(question, default)
    }

    /// Asks for a yes before something is done that cannot be undone here; anything else is a no.
    ///
    /// # Errors
    /// As [`Io::ask`].
    pub fn agrees(&mut self, question: &str) -> Result<bool> {
        let answer = self.ask(&format!("{question} yes or no"), Some("no"))?;
        Ok(
            matches!(&answer, Answer::Text(text) if ["y", "yes"].contains(&text.to_lowercase().as_str())),
        )
    }

    /// Asks which of several is meant, by number; `None` for just Enter or `<`.
    ///
    /// # Errors
    /// As [`Io::ask`].
    pub fn choose(&mut self, question: &str, choices: &[String]) -> Result<Option<usize>> {
        self.remark(question);
        for (place, choice) in choices.iter().enumerate() {
            let choice = self.err.ruler.safe(choice).into_owned();
            self.remark(&format!("  {}  {choice}", place + 1));
        }
        let range = match choices.len() {
            1 => "1, or enter for none".to_owned(),
            count => format!("1 to {count}, or enter for none"),
        };
        loop {
            let Answer::Text(text) = self.ask(&format!("Which one? {range}"), None)? else {
                return Ok(None);
            };
            let number = text
                .parse::<usize>()
                .ok()
                .and_then(|number| number.checked_sub(1));
            if let Some(place) = number.filter(|place| *place < choices.len()) {
                return Ok(Some(place));
            }
        }
    }

    fn put(&mut self, question: &str, default: Option<&str>) -> Result<Answer> {
        self.flush()?;
        self.questions += 1;
        let ruler = self.err.ruler;
        let number = if self.err.accessible {
            format!("{}. ", self.questions)
        } else {
            String::new()
        };
        let shown = default
            .map(|text| format!(" ({})", ruler.safe(text)))
            .unwrap_or_default();
        let colon = if question.ends_with('?') && shown.is_empty() {
            ""
        } else {
            ":"
        };
        self.say_now(&format!("{number}{}{shown}{colon} ", ruler.safe(question)));
        let line = self.read_line().map_err(|error| {
            Error::storage("E611", format!("standard input cannot be read: {error}"))
        })?;
        if let Some(typed) = line.as_deref().filter(|_| !self.stdin_is_terminal()) {
            let shown = ruler
                .safe(typed.trim_end_matches(['\n', '\r']))
                .into_owned();
            self.say_now(&format!("{shown}\n"));
        }
        match line.as_deref().map(str::trim) {
            None => {
                self.say_now("\n");
                Err(left())
            }
            Some(text) if text.starts_with('\u{1b}') => Err(left()),
            Some("<") => Ok(Answer::Back),
            Some("") => Ok(default.map_or(Answer::Empty, |text| Answer::Text(text.to_owned()))),
            Some(text) => Ok(Answer::Text(text.to_owned())),
        }
    }
}

fn left() -> Error {
    Error::new(
        "E801",
        Kind::Cancelled,
        "you left before the end; this answer was not used",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::io::tests::{streams, unicode};
    use crate::cli::manners::{Terminal, Wishes};

    #[test]
    fn a_question_shows_its_default_and_takes_it_on_enter() {
        let (streams, _, err) = streams(Terminal::Yes, "\n 104 \n<\n\n\u{1b}\n");
        let mut io = Io::new(streams, Wishes::default(), &unicode);
        assert_eq!(
            io.ask("Value", Some("106")),
            Ok(Answer::Text("106".to_owned()))
        );
        assert_eq!(
            io.ask("Value", Some("106")),
            Ok(Answer::Text("104".to_owned()))
        );
        assert_eq!(io.ask("Note", None), Ok(Answer::Back));
        assert_eq!(io.ask("Note", None), Ok(Answer::Empty));
        assert_eq!(
            io.ask("Note\n", None).expect_err("left").kind,
            Kind::Cancelled
        );
        assert_eq!(
            io.ask("Note", None).expect_err("no more input").kind,
            Kind::Cancelled
        );
        assert_eq!(
            err.text(),
            "Value (106): Value (106): Note: Note: Note␊: Note: \n"
        );
    }

    #[test]
    fn questions_are_numbered_in_line_mode() {
        let (streams, _, err) = streams(Terminal::Yes, "a\nb\n");
        let mut io = Io::new(
            streams,
            Wishes {
                accessible: true,
                ..Wishes::default()
            },
            &unicode,
        );
        io.ask("Owner", None).expect("answered");
        io.ask("Team", None).expect("answered");
        assert_eq!(err.text(), "1. Owner: 2. Team: ");
    }

    #[test]
    fn where_nobody_can_answer_a_question_is_an_error() {
        let no_input = Wishes {
            no_input: true,
            ..Wishes::default()
        };
        for (terminal, wishes) in [(Terminal::No, Wishes::default()), (Terminal::Yes, no_input)] {
            let (streams, _, err) = streams(terminal, "106\n");
            let error = Io::new(streams, wishes, &unicode)
                .ask("Value", None)
                .expect_err("nobody");
            assert_eq!((error.code, error.kind), ("E120", Kind::Usage));
            assert_eq!(err.text(), "");
        }
    }
}
