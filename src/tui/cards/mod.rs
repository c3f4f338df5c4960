//! What lies over a screen: one card at a time, each plain data. A screen below keeps its state and
//! gets no key until the card is gone.

pub mod card;
pub mod choice;
pub mod draw;
pub mod help;
pub mod paste;
pub mod rows;
pub mod verb;

pub use card::Card;
pub use choice::Choice;
pub use help::Help;
pub use paste::Preview;
pub use verb::Verb;

use super::keymap::Context;

#[derive(Debug, Clone, PartialEq)]
pub enum Overlay {
    Card(Box<Card>),
    Choice(Box<Choice>),
    Help(Help),
    Preview(Box<Preview>),
}

impl Overlay {
    #[must_use]
    pub fn context(&self) -> Context {
        match self {
            Self::Card(_) => Context::Field,
            Self::Choice(_) => Context::Choice,
            Self::Help(_) => Context::Help,
            Self::Preview(_) => Context::Preview,
        }
    }
}
