//! What `okr doctor` looks at: the book and its folder, the settings, the terminal, the shell, the
//! clock. It only looks: nothing is opened for writing, and no title or note is ever read.

pub mod book;
pub mod folder;
pub mod shell;
pub mod terminal;

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// book, settings, terminal, shell or clock.
    pub part: &'static str,
    pub name: &'static str,
    pub value: String,
    /// What is worth a look, and what to do about it.
    pub advice: Option<Advice>,
}

/// A warning by its code, with a line to type or a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    pub code: &'static str,
    pub text: String,
}

impl Fact {
    #[must_use]
    pub fn fine(part: &'static str, name: &'static str, value: impl Into<String>) -> Self {
        Self {
            part,
            name,
            value: value.into(),
            advice: None,
        }
    }

    #[must_use]
    pub fn worth_a_look(self, code: &'static str, text: impl Into<String>) -> Self {
        Self {
            advice: Some(Advice {
                code,
                text: text.into(),
            }),
            ..self
        }
    }
}
