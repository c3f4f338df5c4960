//! Everything the view knows, as plain data: no file, no terminal, no clock. `update` changes it and
//! `view` draws it; nothing else holds a state of its own.

use chrono::NaiveDate;
use okr_core::domain::check_in::{Ask, Win};
use okr_core::domain::id::Uid;
use okr_core::report::board::{Board, Depth};
use okr_core::report::cadence::Cadence;
use okr_core::report::item::Item;
use okr_core::time::Now;
use ratatui::layout::Size;

use super::cards::{Card, Overlay};
use super::keymap::{Context, Effect, Keymap};
use super::pen::Piece;
use super::screens::{Screen, Stack};
use crate::dismissed::Dismissed;
use crate::words::chart::Form;
use crate::words::text::Ruler;
use crate::words::tone::{Theme, Tone};

/// How this person and this terminal want things drawn and done.
#[derive(Debug, Clone, PartialEq)]
pub struct Manner {
    pub ruler: Ruler,
    /// What the lines of charts are made of.
    pub chart: Form,
    /// Colours, if any.
    pub theme: Option<Theme>,
    pub keymap: Keymap,
    pub cadence: Cadence,
    /// The scope in words, when there is one.
    pub scope: Option<String>,
    /// The file's name without its folder.
    pub book: String,
    /// Where the book is or would be.
    pub path: String,
    /// The days from one review to the next, after which a check-in is marked as old.
    pub fresh_for: i64,
    /// Filters with a name, from the settings: the name and the words.
    pub views: Vec<(String, String)>,
}

/// One line above the footer. It stays until the next key.
#[derive(Debug, Clone, PartialEq)]
pub struct Notice {
    pub line: Vec<Piece>,
    /// At the right end, and never cut: the key that takes it back.
    pub hint: String,
}

impl Notice {
    #[must_use]
    pub fn said(text: impl Into<String>) -> Self {
        Self {
            line: vec![(None, text.into())],
            hint: String::new(),
        }
    }

    #[must_use]
    pub fn toned(tone: Tone, text: impl Into<String>) -> Self {
        Self {
            line: vec![(Some(tone), text.into())],
            hint: String::new(),
        }
    }
}

/// What stands beside the tree: this week, wins, asks.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Summary {
    /// On the board and not dropped.
    pub objectives: usize,
    pub key_results: usize,
    /// Since the last review day, of those that are asked.
    pub checked_in: usize,
    pub total: usize,
    /// Short ids of what is due, in the order of the tree.
    pub due: Vec<String>,
    pub next_review: Option<NaiveDate>,
    /// The first day of the period that is asked about.
    pub since: Option<NaiveDate>,
    /// What needs somebody: the short id and why.
    pub needs: Vec<(String, String)>,
    /// The changes of the last seven days.
    pub moved: Vec<(String, String)>,
    /// Newest first.
    pub wins: Vec<Win>,
    /// Oldest first.
    pub asks: Vec<Ask>,
}

/// The selected record in full.
#[derive(Debug, Clone, PartialEq)]
pub struct Detail {
    pub item: Item,
}

/// The change that `.` does again.
#[derive(Debug, Clone, PartialEq)]
pub struct Again {
    pub verb: super::cards::Verb,
    pub answers: Vec<(String, String)>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    pub size: Size,
    pub now: Now,
    /// What the machine's clock says, in milliseconds since 1970: for how long something takes, also
    /// where the day is set by hand.
    pub clock: i64,
    pub manner: Manner,
    pub board: Board,
    /// How deep the check-ins of the board were read.
    pub depth: Depth,
    pub summary: Summary,
    pub detail: Option<Box<Detail>>,
    pub stack: Stack,
    pub overlay: Option<Overlay>,
    pub notice: Option<Notice>,
    /// The book is the sample company, and nothing of it is kept.
    pub is_sample: bool,
    /// Why nothing can be written, when nothing can.
    pub read_only: Option<String>,
    pub exists: bool,
    pub again: Option<Again>,
    /// A card that was left with something typed into it; the key that opened it brings it back.
    pub put_by: Option<Box<Card>>,
    /// Rows of check-ins that were written in the editor and are not kept yet.
    pub rows: Option<String>,
    /// What was added last, to be selected once it is on the board.
    pub added: Option<Uid>,
    /// Suggested wins that are not wanted: the key result, and the first day of the period.
    pub dismissed: Vec<Dismissed>,
    /// Whether the board was ever read.
    pub is_loaded: bool,
    /// Whether the book is being read: what is shown is true, what counts the whole is not known yet.
    pub is_reading: bool,
    pub quits: bool,
    /// What is to be said on the terminal after leaving.
    pub farewell: Option<String>,
}

impl Model {
    #[must_use]
    pub fn new(manner: Manner, now: Now, size: Size) -> Self {
        Self {
            size,
            now,
            clock: 0,
            manner,
            board: Board {
                day: now.today,
                cycle: None,
                visions: Vec::new(),
                items: Vec::new(),
            },
            depth: Depth::Ends,
            summary: Summary::default(),
            detail: None,
            stack: Stack::default(),
            overlay: None,
            notice: None,
            is_sample: false,
            read_only: None,
            exists: false,
            again: None,
            put_by: None,
            rows: None,
            added: None,
            dismissed: Vec::new(),
            is_loaded: false,
            is_reading: false,
            quits: false,
            farewell: None,
        }
    }

    /// Where keys are looked up.
    #[must_use]
    pub fn context(&self) -> Context {
        match &self.overlay {
            Some(overlay) => overlay.context(),
            None => self.stack.top().context(),
        }
    }

    /// The same, where a filter of the tree that is being typed is a place of its own.
    #[must_use]
    pub fn place(&self) -> Context {
        match (&self.overlay, self.screen()) {
            (None, Screen::Tree(tree))
                if tree.filtering.as_ref().is_some_and(|typed| typed.is_typed) =>
            {
                Context::Filter
            }
            _ => self.context(),
        }
    }

    /// What may be asked for at most.
    #[must_use]
    pub fn allowed(&self) -> Effect {
        match self.read_only {
            Some(_) => Effect::Looks,
            None => Effect::Writes,
        }
    }

    #[must_use]
    pub fn screen(&self) -> &Screen {
        self.stack.top()
    }

    /// The record the selection stands on.
    #[must_use]
    pub fn selected(&self) -> Option<Uid> {
        match self.stack.top() {
            Screen::Tree(tree) => tree.selected(&self.board),
            Screen::KeyResult(page) => Some(page.uid),
            Screen::Timeline(weeks) => weeks.selected(),
            Screen::Grade(grades) => grades.selected(),
            Screen::Wins(_) | Screen::Review(_) | Screen::First(_) | Screen::Stop(_) => None,
        }
    }

    #[must_use]
    pub fn item(&self, uid: Uid) -> Option<&Item> {
        self.board.items.iter().find(|item| item.head.uid == uid)
    }

    /// The selected record with its whole series, unless another one is selected by now.
    #[must_use]
    pub fn detail(&self) -> Option<&Item> {
        let selected = self.selected()?;
        let detail = self.detail.as_ref()?;
        (detail.item.head.uid == selected).then_some(&detail.item)
    }
}
