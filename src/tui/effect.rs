//! What the view asks of the world, as plain data. `perform` and the runtime do it; `update` only says
//! so.

use chrono::NaiveDate;
use okr_core::act::Action;
use okr_core::domain::id::Uid;
use okr_core::report::board::Depth;
use okr_core::review::{Begun, Review, Seat};

use super::pen::Piece;
use super::screens::review::Opening;
use crate::dismissed::Dismissed;
use crate::drafts::HalfCard;

#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    LoadBoard(Depth),
    /// As many records as fill these rows, before all of them are read.
    LoadOpening(usize),
    LoadDetail(Uid),
    /// All that the page of a key result shows.
    LoadPage(Uid),
    LoadWins,
    /// The text of the week.
    LoadWeek,
    LoadTimeline,
    LoadGrades,
    /// A suggested win is not to be suggested again.
    Dismiss(Dismissed),
    ReadFilter(String),
    Apply(Box<Wish>),
    /// Decides everything and keeps nothing, for a preview.
    Rehearse(Box<Wish>),
    /// Pasted rows, for the objective with this short id.
    ReadPaste(String, Option<String>),
    /// What the template with this name adds.
    ReadTemplate(String),
    /// Opens the editor on a text.
    EditText(String),
    /// Opens the editor on rows of check-ins.
    EditRows(String),
    /// The sample company takes the place of the book, in memory.
    LookAround,
    Copy(String),
    Suspend,
    Redraw,
    /// Opens the review, or looks again at one that is on the screen.
    OpenReview(Opening, Seat),
    /// All of the card that is asked.
    LoadCard(Uid),
    /// Decides an answer of a review and keeps nothing.
    TryAnswer(Box<Wish>),
    /// Keeps an answer of a review.
    Answer(Box<Wish>),
    /// What is begun of a card of the review of a period, and not kept yet.
    KeepBegun(NaiveDate, Box<Begun>),
    /// What is typed into a card over a screen and not kept yet.
    KeepCard(Box<HalfCard>),
    ForgetCard,
    /// The card that was left half typed when the program was last ended.
    FindCard,
    LoadLastPage(Box<Review>),
}

/// A change a person asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Wish {
    pub change: Change,
    /// The command line that would have done the same, for the history.
    pub command: String,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    Do(Action),
    /// A sentence still to be read, under the objective with this short id.
    AddKeyResult {
        title: String,
        objective: String,
    },
}

/// Rows that were pasted into a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Rows {
    /// `Add 6 key results under O2?`
    pub question: String,
    /// The rows as they were read, and what is wrong with those that were not.
    pub lines: Vec<Vec<Piece>>,
    /// `None` where no row is left that could be written.
    pub wish: Option<Wish>,
}
