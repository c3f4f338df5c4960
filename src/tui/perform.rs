//! Does what `update` asked of the book and answers with a message. What needs the terminal is the
//! runtime's. No transaction is left open between two messages, so that check-ins from elsewhere
//! never wait for somebody who is looking.

mod change;
mod grades;
mod load;
mod page;
mod paste;
mod review;
mod wins;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use okr_core::act::{Action, Context};
use okr_core::capture::date::Order;
use okr_core::report::board::CycleChoice;
use okr_core::report::cadence::Cadence;
use okr_core::store::file::Access;
use okr_core::time::Now;
use okr_core::{Book, Error, Result};

use super::effect::Effect;
use super::msg::{Loaded, Msg};
use crate::dismissed::Dismissals;
use crate::drafts::Drafts;
use crate::words::glyphs::GlyphSet;

/// The book, and by which manners it is asked and changed.
pub struct Desk {
    pub path: PathBuf,
    /// Why nothing may be written, when that was said before the start.
    pub read_only: Option<String>,
    pub patience: Duration,
    pub context: Context,
    pub choice: CycleChoice,
    pub scope: Option<String>,
    pub views: BTreeMap<String, String>,
    pub order: Order,
    pub cadence: Cadence,
    pub review_order: okr_core::review::Order,
    pub drafts: Drafts,
    pub dismissals: Dismissals,
    pub glyphs: GlyphSet,
    /// A book that is looked at as it stood at a moment; it is in memory and never opened again.
    pub book: Option<Book>,
    /// What the file's change counter was when the board was read.
    seen: Option<(u64, i64)>,
    /// What is shown is older than the book, which was being written when it was to be read.
    is_behind: bool,
    pub is_past: bool,
}

fn no_book() -> Error {
    Error::not_found("E308", "there is no book yet")
}

impl Desk {
    #[must_use]
    pub fn new(path: PathBuf, patience: Duration, context: Context) -> Self {
        Self {
            path,
            read_only: None,
            patience,
            context,
            choice: CycleChoice::Current,
            scope: None,
            views: BTreeMap::new(),
            order: Order::default(),
            cadence: Cadence::default(),
            review_order: okr_core::review::Order::default(),
            drafts: Drafts::none(),
            dismissals: Dismissals::default(),
            glyphs: GlyphSet::default(),
            book: None,
            seen: None,
            is_behind: false,
            is_past: false,
        }
    }

    /// The book for reading and, where it may be, for writing; `None` when there is none yet.
    ///
    /// # Errors
    /// Those of opening a book.
    fn open(&mut self) -> Result<Option<&mut Book>> {
        if self.book.is_none() {
            let access = match self.read_only {
                Some(_) => Access::Read,
                None => Access::Write,
            };
            let opened = match Book::open(&self.path, access, self.patience) {
                Err(error) if access == Access::Write && error.code == "E603" => {
                    self.read_only = Some(error.message.clone());
                    Book::open(&self.path, Access::Read, self.patience)?
                }
                other => other?,
            };
            if self.read_only.is_none() && opened.as_ref().is_some_and(Book::is_read_only) {
                self.read_only = Some("the book can only be read here".to_owned());
            }
            self.book = opened;
        }
        Ok(self.book.as_mut())
    }

    fn need(&mut self) -> Result<&mut Book> {
        self.open()?.ok_or_else(no_book)
    }

    /// The book for a change that may be the first one.
    fn open_or_create(&mut self, action: &Action) -> Result<&mut Book> {
        if let Some(reason) = &self.read_only {
            return Err(Error::storage("E603", reason.clone()));
        }
        if self.open()?.is_none() {
            // What is refused must not leave an empty book behind.
            let context = self.context.clone();
            Book::in_memory()?.apply(action, &context, okr_core::act::Commit::Rehearse)?;
            let (book, _) = Book::open_or_create(&self.path, self.patience)?;
            self.book = Some(book);
        }
        self.book
            .as_mut()
            .ok_or_else(|| Error::storage("E606", "the book went away"))
    }

    /// Whether reading the book takes longer than a person calls at once.
    #[must_use]
    pub fn is_large(&self) -> bool {
        const LARGE: u64 = 4 * 1024 * 1024;
        std::fs::metadata(&self.path).is_ok_and(|found| found.len() > LARGE)
    }

    /// Whether another program wrote since the board was read. A file that was put in the place of the
    /// book counts, and is opened.
    #[must_use]
    pub fn was_changed(&mut self) -> bool {
        if self.is_past {
            return false;
        }
        let file = identity(&self.path);
        let is_other = match (self.seen, file) {
            (Some((seen, _)), Some(now)) => seen != now,
            (None, found) => found.is_some() && self.book.is_none(),
            _ => false,
        };
        if is_other {
            self.book = None;
            return true;
        }
        let version = self.book.as_ref().and_then(|book| book.version().ok());
        match (self.seen, version) {
            (Some((_, seen)), Some(now)) => seen != now || self.is_behind,
            _ => false,
        }
    }

    /// Whether another program wrote since, or writes just now.
    fn is_elsewhere(&mut self) -> bool {
        let is_busy = |book: &Book| book.version().is_err();
        self.was_changed() || (self.seen.is_some() && self.book.as_ref().is_some_and(is_busy))
    }

    fn saw(&mut self) {
        // A book that is being written is looked at again.
        let version = self.book.as_ref().map(|book| book.version().unwrap_or(-1));
        self.seen = identity(&self.path).zip(version);
    }
}

/// What tells one file from another under the same name.
#[cfg(unix)]
fn identity(path: &std::path::Path) -> Option<u64> {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(path).ok().map(|found| found.ino())
}

#[cfg(not(unix))]
fn identity(path: &std::path::Path) -> Option<u64> {
    std::fs::metadata(path).ok().map(|_| 0)
}

fn read(board: Result<Option<Loaded>>) -> Option<Msg> {
    match board {
        Ok(loaded) => loaded.map(|loaded| Msg::BoardLoaded(Box::new(loaded))),
        Err(error) => Some(Msg::Failed(error)),
    }
}

/// Does one effect; `None` for those that are the runtime's.
pub fn perform(effect: Effect, desk: &mut Desk, now: &Now) -> Option<Msg> {
    desk.context.now = *now;
    match effect {
        Effect::LoadBoard(depth) => read(load::board(desk, depth)),
        Effect::LoadOpening(rows) => {
            load::opening(desk, rows).map(|loaded| Msg::BoardLoaded(Box::new(loaded)))
        }
        Effect::LookAround => read(load::samples(desk)),
        Effect::LoadDetail(uid) => Some(match load::detail(desk, uid) {
            Ok(detail) => Msg::DetailLoaded(detail.map(Box::new)),
            Err(error) => Msg::Failed(error),
        }),
        Effect::LoadPage(uid) => Some(match page::page(desk, uid) {
            Ok(shown) => Msg::PageLoaded(shown.map(Box::new)),
            Err(error) => Msg::Failed(error),
        }),
        Effect::LoadWins => Some(match wins::wins(desk) {
            Ok(told) => Msg::WinsLoaded(Box::new(told)),
            Err(error) => Msg::Failed(error),
        }),
        Effect::LoadWeek => Some(match wins::text(desk) {
            Ok(text) => Msg::WeekLoaded(text),
            Err(error) => Msg::Failed(error),
        }),
        Effect::Dismiss(one) => {
            desk.dismissals.keep(one);
            None
        }
        Effect::LoadTimeline => Some(match page::timeline(desk) {
            Ok(found) => Msg::TimelineLoaded(Box::new(found)),
            Err(error) => Msg::Failed(error),
        }),
        Effect::LoadGrades => Some(match grades::grades(desk) {
            Ok(told) => Msg::GradesLoaded(told.map(Box::new)),
            Err(error) => Msg::Failed(error),
        }),
        Effect::ReadFilter(text) => Some(Msg::FilterRead(load::filter(desk, &text))),
        Effect::Apply(wish) => Some(Msg::Applied(change::apply(desk, &wish).map(Box::new))),
        Effect::Rehearse(wish) => Some(Msg::Rehearsed(change::rehearse(desk, &wish))),
        Effect::ReadPaste(text, objective) => {
            let rows = paste::rows(desk, &text, objective.as_deref());
            Some(Msg::PasteRead(rows.map(Box::new)))
        }
        Effect::ReadTemplate(name) => {
            let rows = paste::template(desk, &name);
            Some(Msg::PasteRead(rows.map(Box::new)))
        }
        Effect::OpenReview(opening, seat) => Some(match review::open(desk, opening, seat) {
            Ok(opened) => Msg::ReviewOpened(Box::new(opened)),
            Err(error) => Msg::Failed(error),
        }),
        Effect::LoadCard(uid) => Some(match load::detail(desk, uid) {
            Ok(detail) => Msg::CardLoaded(detail.map(|detail| Box::new(detail.item))),
            Err(error) => Msg::Failed(error),
        }),
        Effect::TryAnswer(wish) => Some(Msg::Tried(review::tried(desk, &wish).map(Box::new))),
        Effect::Answer(wish) => Some(Msg::Answered(review::answer(desk, &wish).map(Box::new))),
        Effect::LoadLastPage(held) => Some(match review::last_page(desk, &held) {
            Ok(end) => Msg::LastPageLoaded(Box::new(end)),
            Err(error) => Msg::Failed(error),
        }),
        Effect::KeepBegun(period, begun) => {
            desk.drafts.keep(period, *begun);
            None
        }
        Effect::KeepCard(card) => {
            desk.drafts.keep_card(&card);
            None
        }
        Effect::ForgetCard => {
            desk.drafts.forget_card();
            None
        }
        Effect::FindCard => {
            let is_read_only = desk.read_only.is_some();
            let found = desk.drafts.card().filter(|_| !is_read_only);
            found.map(|card| Msg::CardFound(Box::new(card)))
        }
        Effect::EditText(_)
        | Effect::EditRows(_)
        | Effect::Copy(_)
        | Effect::Suspend
        | Effect::Redraw => None,
    }
}
