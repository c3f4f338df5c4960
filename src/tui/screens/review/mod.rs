//! The weekly review: one card after the other, then the last page. The state of the review itself is
//! the core's; this screen holds what is being typed and where. A card opens in its value field, empty:
//! while it is empty the first key decides whether a command runs or typing begins, so that "the same as
//! last week" is one key and a value is its digits and Enter three times. Nothing is ever filled in for
//! a person but what they entered into this very card before.

mod act;
mod answer;
mod facts;
mod last;
mod lines;
mod page;
mod prompt;
mod queue;
mod view;
mod wide;

use okr_core::domain::check_in::CheckIn;
use okr_core::domain::measure::Kind;
use okr_core::report::item::Item;
use okr_core::review::{Draft, Review};

use crate::tui::key::Key;
use crate::tui::keymap::Context;
use crate::tui::model::{Model, Notice};
use crate::tui::msg::TakenBack;
use crate::tui::screens::Screen;
use crate::tui::widgets::field::Field;
use crate::words::review as words;
use crate::words::tone::Tone;

pub use act::{act, leave, paste, typed};
pub use answer::first;
use answer::loads;
pub use facts::{again, begin, kept, noted, opened, page, read, refused, tried, written_beside};
pub use last::Last;
pub use view::{head, view};

/// The review, when it is the screen on top.
fn sitting(model: &mut Model) -> Option<&mut Sitting> {
    match model.stack.top_mut() {
        Screen::Review(sitting) => Some(sitting),
        _ => None,
    }
}

fn warn(model: &mut Model, text: impl Into<String>) {
    model.notice = Some(Notice::toned(Tone::Warning, text));
}

/// What a review is opened with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Opening {
    pub filter: Vec<String>,
    /// Larger, for a team in one room: no queue, owners first.
    pub presents: bool,
    /// The command line that goes on with it.
    pub command: String,
}

/// A field of a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Value,
    Confidence,
    Note,
    Blocker,
}

impl Part {
    pub const ALL: [Self; 4] = [Self::Value, Self::Confidence, Self::Note, Self::Blocker];

    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Value => "Value",
            Self::Confidence => "Confidence",
            Self::Note => "Note",
            Self::Blocker => "Blocker",
        }
    }
}

/// One line that is asked for beside the card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Why a key result is left out.
    Reason,
    /// Which key result to go to.
    Place,
    /// Whether the third "same as last time" in a row is still true.
    StillTrue,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt {
    pub asked: Asked,
    pub field: Field,
}

/// What would come of the value as it is typed.
#[derive(Debug, Clone, PartialEq)]
pub struct Tried {
    pub item: Item,
    pub check_in: CheckIn,
    /// What looks like a slip.
    pub warnings: Vec<String>,
}

/// The review on the screen.
#[derive(Debug, Clone, PartialEq)]
pub struct Sitting {
    pub opening: Opening,
    pub review: Review,
    /// It was begun by a command of its own, so leaving it leaves the program.
    pub is_alone: bool,
    fields: [Field; 4],
    part: Part,
    /// The value is the one kept before: nothing is typed yet, and the first key takes its place.
    is_as_kept: bool,
    /// What was refused, and why.
    slip: Vec<String>,
    tried: Option<Box<Tried>>,
    prompt: Option<Prompt>,
    last: Option<Box<Last>>,
    /// The operations of this sitting that stand, oldest first.
    kept: Vec<i64>,
    /// Something was written from elsewhere, and the review is being looked at again.
    is_written_beside: bool,
    /// What was just taken back or done again, until the review was looked at again.
    follows: Option<TakenBack>,
}

impl Sitting {
    #[must_use]
    pub fn new(opening: Opening, review: Review) -> Self {
        let mut sitting = Self {
            opening,
            review,
            is_alone: false,
            fields: Default::default(),
            part: Part::Value,
            is_as_kept: false,
            slip: Vec::new(),
            tried: None,
            prompt: None,
            last: None,
            kept: Vec::new(),
            is_written_beside: false,
            follows: None,
        };
        sitting.open_card();
        sitting
    }

    #[must_use]
    pub fn context(&self) -> Context {
        match (&self.last, &self.prompt) {
            (_, Some(_)) => Context::Field,
            (Some(_), None) => Context::ReviewEnd,
            (None, None) if self.is_typing() => Context::Field,
            (None, None) => Context::Review,
        }
    }

    /// Text is there or another field is entered, so every key is text.
    fn is_typing(&self) -> bool {
        self.part != Part::Value || !(self.is_as_kept || self.field(Part::Value).is_empty())
    }

    fn field(&self, part: Part) -> &Field {
        let [value, confidence, note, blocker] = &self.fields;
        match part {
            Part::Value => value,
            Part::Confidence => confidence,
            Part::Note => note,
            Part::Blocker => blocker,
        }
    }

    fn field_mut(&mut self, part: Part) -> &mut Field {
        let [value, confidence, note, blocker] = &mut self.fields;
        match part {
            Part::Value => value,
            Part::Confidence => confidence,
            Part::Note => note,
            Part::Blocker => blocker,
        }
    }

    /// What is typed, as the core takes it.
    #[must_use]
    pub fn draft(&self) -> Draft {
        let text = |part| self.field(part).text().to_owned();
        let value = text(Part::Value);
        let is_share = self.kind() == Some(Kind::Milestone)
            && !value.is_empty()
            && value.chars().all(|digit| digit.is_ascii_digit());
        Draft {
            // Digits are how much of a milestone is done: letters are commands here.
            value: if is_share { format!("{value}%") } else { value },
            confidence: text(Part::Confidence),
            note: text(Part::Note),
            blocker: text(Part::Blocker),
        }
    }

    /// What is typed stays in its card, whatever card is asked next.
    fn put_down(&mut self) {
        let draft = self.draft();
        if let Some(card) = self.review.card_mut() {
            let is_as_entered = draft == Draft::entered(card);
            card.draft = match is_as_entered {
                true => Draft::default(),
                false => draft,
            };
        }
    }

    fn kind(&self) -> Option<Kind> {
        let card = self.review.card()?;
        card.item.measure.as_ref().map(|measure| measure.kind)
    }

    /// The card that is asked now is shown: what was half typed into it, else what was entered into it
    /// before, else nothing.
    fn open_card(&mut self) {
        self.slip.clear();
        self.tried = None;
        self.prompt = None;
        self.part = Part::Value;
        let draft = match self.review.card() {
            Some(card) if !card.draft.is_empty() => card.draft.clone(),
            Some(card) => Draft::entered(card),
            None => Draft::default(),
        };
        let is_begun = self
            .review
            .card()
            .is_some_and(|card| !card.draft.is_empty());
        self.is_as_kept = !is_begun && !draft.value.is_empty();
        self.fields = [draft.value, draft.confidence, draft.note, draft.blocker].map(Field::of);
    }

    /// Keys of typing: what a field takes depends on which it is.
    fn take(&mut self, key: Key) -> bool {
        let part = self.part;
        match (part, key) {
            (Part::Confidence, Key::Char('+')) => *self.field_mut(part) = Field::of("10"),
            (Part::Confidence, Key::Char(digit)) if digit.is_ascii_digit() => {
                // One digit is the whole answer; a nought behind a one makes ten.
                let ten = digit == '0' && self.field(part).text() == "1";
                *self.field_mut(part) = Field::of(if ten {
                    "10".to_owned()
                } else {
                    digit.to_string()
                });
            }
            (Part::Confidence, Key::Char('=')) => *self.field_mut(part) = Field::of("="),
            (Part::Confidence, Key::Char(_)) => {
                self.slip = vec![words::CONFIDENCE_KEYS.to_owned()];
                return false;
            }
            _ => return self.field_mut(part).take(key),
        }
        true
    }

    /// The first key of a value: digits, signs and currencies; a word where a digit stands for one.
    fn begins(&self, key: Key) -> Option<String> {
        let Key::Char(letter) = key else { return None };
        match (self.kind(), letter) {
            (Some(Kind::Milestone), ' ') => Some("done".to_owned()),
            (Some(Kind::Zones), '0'..='3') => {
                let zones = ["fail", "commit", "target", "stretch"];
                let place = usize::try_from(letter.to_digit(10)?).ok()?;
                zones.get(place).map(|zone| (*zone).to_owned())
            }
            (_, '0'..='9' | '+' | '-' | '.' | ',' | '*' | '(') => Some(letter.to_string()),
            (_, letter) if "$\u{20ac}\u{a3}\u{a5}\u{20b9}".contains(letter) => {
                Some(letter.to_string())
            }
            _ => None,
        }
    }

    /// Whether the card that is asked has a value that could be said again.
    #[must_use]
    pub fn can_repeat(&self) -> bool {
        self.review.card().is_some_and(words::can_repeat)
    }

    /// Whether there is something to pick on the last page.
    #[must_use]
    pub fn has_offers(&self) -> bool {
        let last = self.last.as_ref();
        last.is_none_or(|last| !last.offers.is_empty())
    }

    /// Whether one line is asked for beside the card.
    #[must_use]
    pub fn is_asking(&self) -> bool {
        self.prompt.is_some()
    }
}
