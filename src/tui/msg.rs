//! What the view is told: what a person did, and what came of an effect. Intents are in the imperative
//! and come from the keymap; facts are in the past.

use okr_core::Error;
use okr_core::act::RowState;
use okr_core::report::board::{Board, Depth};
use okr_core::report::item::Item;
use okr_core::report::timeline::Timeline;
use okr_core::review::{End, Kept, Review};
use okr_core::select::Filter;
use okr_core::time::Now;
use ratatui::layout::Size;

use super::effect::Rows;
use super::key::Key;
use super::keymap::Intent;
use super::model::{Detail, Summary};
use super::pen::Piece;
use super::screens::grade::Told as Grades;
use super::screens::key_result::Shown;
use super::screens::review::{Opening, Tried};
use super::screens::wins::Told;
use crate::drafts::HalfCard;

#[derive(Debug, Clone)]
pub enum Msg {
    Key(Key),
    Do(Intent),
    Paste(String),
    /// A press of the first button: column and row.
    Click(u16, u16),
    /// Rows of the wheel, downwards.
    Scroll(i16),
    Resized(Size),
    /// A second has passed, or another day was set.
    /// With what the machine's clock says in milliseconds since 1970, whatever day is set.
    Ticked(Now, i64),
    /// Nothing was done for a second.
    Rested,
    /// The terminal was somebody else's for a while.
    CameBack,
    /// Another program wrote to the book.
    BookChanged,
    BoardLoaded(Box<Loaded>),
    DetailLoaded(Option<Box<Detail>>),
    PageLoaded(Option<Box<Shown>>),
    WinsLoaded(Box<Told>),
    /// The week in Markdown.
    WeekLoaded(String),
    TimelineLoaded(Box<Timeline>),
    /// `None` while there is no cycle.
    GradesLoaded(Option<Box<Grades>>),
    FilterRead(Result<Filter, Error>),
    Applied(Result<Box<Applied>, Error>),
    Rehearsed(Result<Vec<Vec<Piece>>, Error>),
    PasteRead(Result<Box<Rows>, Error>),
    TextEdited(Result<Option<String>, Error>),
    /// Rows of check-ins came back from the editor; `None` when they were left as they were.
    RowsEdited(Result<Option<String>, Error>),
    Copied(Copied),
    Failed(Error),
    ReviewOpened(Box<Opened>),
    /// A card of the review was read in full.
    CardLoaded(Option<Box<Item>>),
    Tried(Result<Box<Tried>, Error>),
    Answered(Result<Box<Answered>, Error>),
    LastPageLoaded(Box<End>),
    /// A card was left half typed.
    CardFound(Box<HalfCard>),
}

/// A review as it was read.
#[derive(Debug, Clone)]
pub struct Opened {
    pub opening: Opening,
    pub review: Review,
}

/// An answer of a review that is in the book.
#[derive(Debug, Clone)]
pub struct Answered {
    pub kept: Kept,
    /// How a check-in relates to what was there.
    pub state: RowState,
    /// The number of the operation.
    pub operation: Option<i64>,
}

/// The board, and what stands beside it.
#[derive(Debug, Clone)]
pub struct Loaded {
    pub board: Board,
    /// Only its beginning is read so far, and nothing of what stands beside it.
    pub is_part: bool,
    pub depth: Depth,
    pub summary: Summary,
    /// What the scope leaves.
    pub scope: Filter,
    /// There is a file.
    pub exists: bool,
    /// Nothing was ever written into it.
    pub is_new: bool,
    pub read_only: Option<String>,
}

/// A change that was kept, in words.
#[derive(Debug, Clone, PartialEq)]
pub struct Applied {
    pub lines: Vec<Vec<Piece>>,
    /// What several lines come to, when they are of one sort.
    pub together: Option<String>,
    /// Warnings of the core about what was kept.
    pub warnings: Vec<String>,
    /// What was added, to be selected.
    pub added: Option<okr_core::domain::id::Uid>,
    /// The number of the operation, when anything was kept.
    pub operation: Option<i64>,
    /// The operation that was taken back, or done `again`.
    pub taken_back: Option<TakenBack>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TakenBack {
    pub operation: i64,
    pub again: bool,
}

/// Where a copied text went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Copied {
    /// To the terminal, which may pass it on to the clipboard.
    Sent { lines: usize },
    /// Nowhere; it is shown instead.
    Shown { text: String },
}
