//! The page of one key result over the screen it was opened from: its chart, its facts, its check-ins,
//! and the arithmetic behind its numbers. The page holds where one stands; what it shows is read again
//! with every board, so it is never older than the tree below it.

mod act;
mod areas;
mod flow;
mod view;

use chrono::NaiveDate;
use okr_core::domain::assess::Line;
use okr_core::domain::id::Uid;
use okr_core::report::course::Course;
use okr_core::report::item::Item;

pub use act::{act, loaded, open};
pub use view::{read_out, view};

/// What the page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Face {
    #[default]
    Chart,
    /// The same points as numbers.
    Table,
    /// The arithmetic, step by step.
    Why,
}

/// The key result in full.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    pub item: Item,
    pub course: Course,
    pub why: Vec<Line>,
    /// Short ids and titles of what stands above it, nearest first.
    pub above: Vec<(String, String)>,
}

/// See the head of this file.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyResult {
    pub uid: Uid,
    pub face: Face,
    shown: Option<Box<Shown>>,
    /// The place of the check-in one stands on, in the series.
    picked: Option<usize>,
    /// Stand on the last check-in up to this day, once it is read.
    wanted: Option<NaiveDate>,
    /// The first line that is seen of what scrolls.
    offset: usize,
}

impl KeyResult {
    #[must_use]
    pub fn new(uid: Uid, wanted: Option<NaiveDate>) -> Self {
        Self {
            uid,
            face: Face::Chart,
            shown: None,
            picked: None,
            wanted,
            offset: 0,
        }
    }

    /// It was read; one stays on the check-in one stood on.
    pub fn take(&mut self, shown: Shown) {
        let stood = self.picked.and_then(|place| {
            let known = self.shown.as_ref()?.item.series.get(place)?;
            Some(known.uid)
        });
        let series = &shown.item.series;
        self.picked = match (self.wanted.take(), stood) {
            (Some(day), _) => series.iter().rposition(|one| one.date <= day),
            (None, Some(uid)) => series.iter().position(|one| one.uid == uid),
            (None, None) => None,
        };
        self.shown = Some(Box::new(shown));
    }

    #[must_use]
    pub fn item(&self) -> Option<&Item> {
        self.shown.as_ref().map(|shown| &shown.item)
    }
}
