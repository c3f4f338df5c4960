//! What a command works with: the streams, the settings, the moment, and the book once it is asked
//! for. Commands open the book through here, so that `--at`, `--read-only` and `--dry-run` hold
//! everywhere.

mod wishes;

use std::io::Read;
use std::mem::ManuallyDrop;
use std::path::PathBuf;
use std::time::Duration;

use chrono::NaiveDate;
use clap::ArgMatches;
use okr_core::act::{Action, Commit, Outcome};
use okr_core::capture::date::Prefer;
use okr_core::exchange::whole::{Layout, Restored};
use okr_core::rebuild::Moment;
use okr_core::store::file::Access;
use okr_core::time::Now;
use okr_core::{Book, Connection, Error, Result};

use super::full_screen::FullScreen;
use super::globals::Globals;
use super::io::Io;
use super::manners::Environment;
use super::output::{self, Form, Format, Listing};
use super::usage;
use crate::place;
use crate::settings::Settings;

pub struct Session<'a> {
    pub io: &'a mut Io,
    pub globals: Globals,
    pub settings: Settings,
    pub now: Now,
    /// The command line as typed, the program's name first, aliases expanded.
    pub arguments: Vec<String>,
    /// The line that does one step of a sitting, for the history; the typed one where there is none.
    pub step: Option<String>,
    pub environment: Environment<'a>,
    /// Opens the full-screen view; who puts the parts together says how.
    pub full_screen: Option<FullScreen>,
    path: Option<PathBuf>,
    /// The book of earlier questions or changes, open for writing. Never closed: closing takes apart
    /// what goes with the process anyway, a twentieth of a short command.
    opened: ManuallyDrop<Option<Book>>,
    /// The day of the operation of `--at`, once the book is open.
    day_of_operation: Option<NaiveDate>,
}

impl<'a> Session<'a> {
    /// # Errors
    /// `E201` for a `--today` that is no date.
    pub fn new(
        io: &'a mut Io,
        options: &ArgMatches,
        arguments: Vec<String>,
        settings: Settings,
        environment: Environment<'a>,
    ) -> Result<Self> {
        let globals = Globals::of(options)?;
        let mut session = Self {
            io,
            globals,
            settings,
            now: Now::read(),
            arguments,
            step: None,
            environment,
            full_screen: None,
            path: None,
            opened: ManuallyDrop::new(None),
            day_of_operation: None,
        };
        if let Some(today) = session
            .globals
            .today
            .clone()
            .or_else(|| environment("OKR_TODAY"))
            .filter(|today| !today.is_empty())
        {
            session.now = Now::noon_of(session.date(&today, Prefer::Past, None)?);
        }
        Ok(session)
    }

    /// Where the book is or would be.
    ///
    /// # Errors
    /// `E606` when there is no place for one.
    pub fn path(&mut self) -> Result<PathBuf> {
        if let Some(path) = &self.path {
            return Ok(path.clone());
        }
        let given = self
            .globals
            .db
            .clone()
            .or_else(|| (self.environment)("OKR_DB"));
        let path = place::book(given.as_deref())?;
        if self.globals.verbose {
            let line = format!("book: {}", path.display());
            let line = self.io.err.ruler.safe(&line).into_owned();
            self.io.remark(&line);
        }
        self.path = Some(path.clone());
        Ok(path)
    }

    /// Works with another book from here on.
    pub fn turn_to(&mut self, path: PathBuf) {
        self.path = Some(path);
        self.opened = ManuallyDrop::new(None);
    }

    /// Where this person's own templates are.
    #[must_use]
    pub fn templates(&self) -> Option<PathBuf> {
        let named = self.globals.config.clone();
        place::templates(
            named
                .or_else(|| (self.environment)("OKR_CONFIG"))
                .as_deref(),
        )
    }

    #[must_use]
    pub fn patience(&self) -> Duration {
        Duration::from_secs(self.globals.wait.min(3600))
    }

    /// The day questions are answered for: today, or the day of `--at`.
    ///
    /// # Errors
    /// `E201` for an `--at` that is neither a date nor an operation.
    pub fn day(&self) -> Result<NaiveDate> {
        Ok(match self.moment()? {
            Some(Moment::Day(day)) => day,
            Some(Moment::Operation(_)) => self.day_of_operation.unwrap_or(self.now.today),
            None => self.now.today,
        })
    }

    /// The moment of `--at`, when one was given.
    ///
    /// # Errors
    /// As [`Session::day`].
    pub fn moment(&self) -> Result<Option<Moment>> {
        let Some(at) = self.globals.at.as_deref() else {
            return Ok(None);
        };
        if let Some(operation) = at.strip_prefix("op").and_then(|digits| digits.parse().ok()) {
            return Ok(Some(Moment::Operation(operation)));
        }
        self.date(at, Prefer::Past, None)
            .map(|day| Some(Moment::Day(day)))
    }

    /// The book for reading, as of `--at` when given; `None` when there is none yet. It goes with the
    /// process.
    ///
    /// # Errors
    /// Those of opening a book, and `E302` for an operation that is not there.
    pub fn book(&mut self) -> Result<Option<ManuallyDrop<Book>>> {
        Ok(self.read_book()?.map(ManuallyDrop::new))
    }

    fn read_book(&mut self) -> Result<Option<Book>> {
        let path = self.path()?;
        let Some(mut book) = Book::open(&path, Access::Read, self.patience())? else {
            return Ok(None);
        };
        self.tell_upgrade(&mut book);
        match self.moment()? {
            None => Ok(Some(book)),
            Some(Moment::Day(day)) if day > self.now.today => Err(Error::refused(
                "E207",
                format!("{day} is still to come: --at is for looking back"),
            )
            .next("okr log")),
            Some(moment) => {
                if let Moment::Operation(n) = moment {
                    let operation = okr_core::store::ops::numbered(book.connection(), n)?;
                    let Some(operation) = operation else {
                        return Err(Error::not_found(
                            "E302",
                            format!("there is no operation op{n}"),
                        )
                        .next("okr log"));
                    };
                    self.day_of_operation = Some(operation.day());
                }
                book.at(moment).map(Some)
            }
        }
    }

    /// Looks something up in the book as it is now, whatever `--at` says. `None` where there is no book
    /// or it cannot be read: whoever asks can do without.
    pub(super) fn look<T>(&self, question: impl FnOnce(&Connection) -> Result<T>) -> Option<T> {
        let path = match &self.path {
            Some(path) => path.clone(),
            None => place::book(
                self.globals
                    .db
                    .clone()
                    .or_else(|| (self.environment)("OKR_DB"))
                    .as_deref(),
            )
            .ok()?,
        };
        let book = Book::open(&path, Access::Read, self.patience()).ok()??;
        question(book.connection()).ok()
    }

    /// The book for reading, or the sentence that there is none yet.
    ///
    /// # Errors
    /// `E308` when there is no book yet, and those of [`Session::book`].
    pub fn need_book(&mut self) -> Result<ManuallyDrop<Book>> {
        match self.book()? {
            Some(book) => Ok(book),
            None => Err(self.no_book()?),
        }
    }

    fn tell_upgrade(&mut self, book: &mut Book) {
        if let Some((from, copy)) = book.upgraded.take() {
            let line = format!(
                "Upgraded the book from schema {from} to {}; the copy before it is {}",
                okr_core::store::migrate::SCHEMA,
                copy.display()
            );
            let line = self.io.err.ruler.safe(&line).into_owned();
            self.io.remark(&line);
        }
    }

    /// Whether writing is ruled out before the file is even opened.
    ///
    /// # Errors
    /// `E116` for a moment of the past, `E603` for `--read-only`.
    pub fn refuse_writing(&self) -> Result<()> {
        if let Some(at) = &self.globals.at {
            let error = Error::usage("E116", "the past cannot be changed: --at is for looking")
                .why("okr restore brings an old state back; okr log shows the operations.");
            let operation = at
                .strip_prefix("op")
                .filter(|digits| digits.parse::<u64>().is_ok());
            return Err(match operation {
                Some(number) => error.next(format!("okr restore op{number}")),
                None => error.next("okr log").next("okr restore opN"),
            });
        }
        if self.globals.read_only || self.is_on("OKR_READ_ONLY") {
            return Err(Error::storage("E603", "the book is opened read-only")
                .why("--read-only or OKR_READ_ONLY says so. Nothing was changed."));
        }
        Ok(())
    }

    /// Does an action on the book, making the book when there is none and the action adds to it.
    /// With `--dry-run` everything is decided and nothing kept. Answers what came of it.
    ///
    /// # Errors
    /// Whatever refused the action; nothing was written then.
    pub fn apply(&mut self, action: &Action) -> Result<Outcome> {
        self.apply_then(action, |_, _| Ok(()))
            .map(|(outcome, ())| outcome)
    }

    /// Questions that decide what the action will be, to the book it will be done on. `None` when
    /// there is no book yet.
    ///
    /// # Errors
    /// Why nothing may be written, those of opening a book, and those of the questions.
    pub fn ask_ahead<T>(
        &mut self,
        questions: impl FnOnce(&Connection) -> Result<T>,
    ) -> Result<Option<T>> {
        self.refuse_writing()?;
        let book = self.book_to_write()?;
        let answer = book.as_ref().map(|book| book.read(questions));
        *self.opened = book;
        answer.transpose()
    }

    fn book_to_write(&mut self) -> Result<Option<Book>> {
        if let Some(book) = self.opened.take() {
            return Ok(Some(book));
        }
        let path = self.path()?;
        let Some(mut book) = Book::open(&path, Access::Write, self.patience())? else {
            return Ok(None);
        };
        self.tell_upgrade(&mut book);
        Ok(Some(book))
    }

    /// As [`Session::apply`], with questions about the book as the action leaves it, also when it is
    /// only rehearsed.
    ///
    /// # Errors
    /// Whatever refused the action or a question; nothing was written then.
    pub fn apply_then<T>(
        &mut self,
        action: &Action,
        questions: impl Fn(&Connection, &Outcome) -> Result<T>,
    ) -> Result<(Outcome, T)> {
        self.refuse_writing()?;
        let format = self.format()?;
        if let (Form::Json | Form::Ndjson, Some(fields)) = (format.form, &format.columns) {
            output::json::refuse_unknown_fields(fields)?;
        }
        let path = self.path()?;
        let context = self.context();
        let book = self.book_to_write()?;
        if self.globals.dry_run {
            let Some(book) = book else {
                let mut nowhere = Book::in_memory()?;
                return nowhere.apply_then(action, &context, Commit::Rehearse, questions);
            };
            let book = self.opened.insert(book);
            return book.apply_then(action, &context, Commit::Rehearse, questions);
        }
        let book = match book {
            None if begins_a_book(action) => {
                // What is refused must not leave an empty book behind.
                if let Some(done) = Book::begin(&path, action, &context, &questions)? {
                    let line = format!("made {}", path.display());
                    let line = self.io.err.ruler.safe(&line).into_owned();
                    self.io.remark(&line);
                    if done.0.operation.is_some() {
                        self.io.committed(KEPT);
                    }
                    return Ok(done);
                }
                self.book_to_write()?
            }
            book => book,
        };
        let Some(book) = book else {
            return Err(self.no_book()?);
        };
        let book = self.opened.insert(book);
        let (outcome, answer) = book.apply_then(action, &context, Commit::Keep, questions)?;
        if outcome.operation.is_some() {
            self.io.committed(KEPT);
        }
        Ok((outcome, answer))
    }

    /// Puts an export into the book, which must be empty or have all of it, making the book when there
    /// is none. With `--dry-run` everything is decided and nothing kept.
    ///
    /// # Errors
    /// As [`Book::restore`]; nothing was changed then.
    pub fn restore(&mut self, source: &mut dyn Read, layout: Layout) -> Result<Restored> {
        self.refuse_writing()?;
        let path = self.path()?;
        let commit = match self.globals.dry_run {
            true => Commit::Rehearse,
            false => Commit::Keep,
        };
        match self.book_to_write()? {
            Some(mut book) => book.restore(source, layout, commit),
            None if self.globals.dry_run => Book::in_memory()?.restore(source, layout, commit),
            None => {
                let restored = Book::restore_new(&path, source, layout)?;
                let line = format!("made {}", path.display());
                let line = self.io.err.ruler.safe(&line).into_owned();
                self.io.remark(&line);
                Ok(restored)
            }
        }
    }

    /// The sentence that there is no book yet.
    ///
    /// # Errors
    /// `E606` when there is no place for one.
    pub fn no_book(&mut self) -> Result<Error> {
        let why = format!("It would be {}.", self.path()?.display());
        Ok(Error::not_found("E308", "there is no book yet")
            .why(why)
            .next("okr add \"Ship a product people trust\""))
    }

    /// How the answer is to be printed.
    ///
    /// # Errors
    /// `E105` for flags that contradict each other.
    pub fn format(&self) -> Result<Format> {
        Format::choose(&usage::format_flags(&self.globals), &self.io.out)
    }

    /// Prints a listing in the chosen format.
    ///
    /// # Errors
    /// A wrong column, field or template, or a stream that cannot be written.
    pub fn show(&mut self, listing: &Listing) -> Result<()> {
        let format = self.format()?;
        listing.write(self.io, &format)
    }
}

const KEPT: &str = "The change is kept; only its confirmation could not be printed.";

/// Actions that may start a book; all others need one that is there.
fn begins_a_book(action: &Action) -> bool {
    if let Action::Together(all) = action {
        return all.first().is_some_and(begins_a_book);
    }
    matches!(
        action,
        Action::AddVision { .. }
            | Action::AddTeam { .. }
            | Action::AddObjective(_)
            | Action::AddAll(_)
            | Action::NewCycle(_)
    )
}
