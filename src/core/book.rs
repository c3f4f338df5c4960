//! The book: one file, one transaction per action. Everything a front end may do to it goes through
//! here.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, TransactionBehavior};

use crate::act::writer::Writer;
use crate::act::{Action, Change, Commit, Context, Outcome, perform, place, undo};
use crate::error::{Error, Result};
use crate::exchange::whole::{self, Layout, Restored};
use crate::log::op::Header;
pub use crate::merge::Merged;
use crate::purge::{self, Erase, Erased};
use crate::rebuild::{self, Moment, Verdict};
use crate::store::file::{self, Access};
use crate::store::ops::{self, Operation, OperationState};
pub use crate::store::replace::Replaced;

/// An open book.
#[derive(Debug)]
pub struct Book {
    connection: Connection,
    /// The schema and the copy that an upgrade on opening left, to be told to the person.
    pub upgraded: Option<(i32, PathBuf)>,
}

impl Book {
    /// Opens an existing book; `None` when there is none, and nothing is made.
    ///
    /// # Errors
    /// Kinds `Storage` and `Conflict`.
    pub fn open(path: &Path, access: Access, wait: Duration) -> Result<Option<Self>> {
        Ok(file::open(path, access, wait)?.map(|opened| Self {
            connection: opened.connection,
            upgraded: opened.upgraded,
        }))
    }

    /// A book for one quick look, as prompts and completion need it: `None` where it would have to be
    /// waited for, mended or upgraded first.
    #[must_use]
    pub fn glance(path: &Path) -> Option<Self> {
        file::glance(path).map(|connection| Self {
            connection,
            upgraded: None,
        })
    }

    /// Opens the book for writing, making it first when there is none. Answers whether it was made.
    ///
    /// # Errors
    /// Kinds `Storage` and `Conflict`.
    pub fn open_or_create(path: &Path, wait: Duration) -> Result<(Self, bool)> {
        if let Some(book) = Self::open(path, Access::Write, wait)? {
            return Ok((book, false));
        }
        let made = file::create(path)?;
        match Self::open(path, Access::Write, wait)? {
            Some(book) => Ok((book, made)),
            None => Err(Error::storage(
                "E606",
                format!("{} went away while it was made", path.display()),
            )),
        }
    }

    /// A book that is gone with the process: for looking at samples and for tests.
    ///
    /// # Errors
    /// None in practice.
    pub fn in_memory() -> Result<Self> {
        let mut connection = Connection::open_in_memory()?;
        crate::store::migrate::create(&mut connection)?;
        Ok(Self {
            connection,
            upgraded: None,
        })
    }

    /// The book as it stood at an earlier moment, in memory; changes to it would go nowhere.
    ///
    /// # Errors
    /// `E602` for a log that cannot be read.
    pub fn at(&self, moment: Moment) -> Result<Self> {
        Ok(Self {
            connection: self.read(|connection| rebuild::at(connection, moment))?,
            upgraded: None,
        })
    }

    /// For the questions of `report`, which only read.
    #[must_use]
    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    /// One consistent view of the book for all questions asked inside.
    ///
    /// # Errors
    /// Those of the questions.
    pub fn read<T>(&self, questions: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        self.connection.execute_batch("BEGIN")?;
        let answer = questions(&self.connection);
        // Nothing was written: a failed ROLLBACK only means the transaction is over already.
        drop(self.connection.execute_batch("ROLLBACK"));
        answer
    }

    /// The same for somebody who is typing: refused at once where it would have to be waited for.
    ///
    /// # Errors
    /// `E501` while the book is being written, and those of the questions.
    pub fn read_at_once<T>(&self, questions: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        self.at_once(|book| book.read(questions))
    }

    fn at_once<T>(&self, asked: impl FnOnce(&Self) -> Result<T>) -> Result<T> {
        let wait = file::wait(&self.connection, Duration::ZERO)?;
        let answer = asked(self);
        file::wait(&self.connection, wait)?;
        answer
    }

    /// Whether the file could only be opened for reading, whatever was asked.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        file::is_read_only(&self.connection)
    }

    /// A number that changes when another connection, of this program or another, commits to the file.
    /// It is not waited for.
    ///
    /// # Errors
    /// `E501` while the book is being written, and those of the file.
    pub fn version(&self) -> Result<i64> {
        self.at_once(|book| file::version(&book.connection))
    }

    /// Does what is asked, all of it or none of it. When it returns, it is on the disk.
    ///
    /// # Errors
    /// Whatever refused it; nothing was written then.
    pub fn apply(&mut self, action: &Action, context: &Context, commit: Commit) -> Result<Outcome> {
        self.apply_then(action, context, commit, |_, _| Ok(()))
            .map(|(outcome, ())| outcome)
    }

    /// As [`Book::apply`], with questions about the book as the action leaves it. They are asked
    /// before it is kept or taken back, so that a rehearsal answers like the real thing.
    ///
    /// # Errors
    /// Whatever refused the action or a question; nothing was written then.
    pub fn apply_then<T>(
        &mut self,
        action: &Action,
        context: &Context,
        commit: Commit,
        questions: impl FnOnce(&Connection, &Outcome) -> Result<T>,
    ) -> Result<(Outcome, T)> {
        applied(&mut self.connection, action, context, commit, questions)
    }

    /// A new book with an action done in it; there is none at `path` before it is, or when it is refused.
    /// `None` when another one appeared meanwhile.
    ///
    /// # Errors
    /// Those of the disk, of the action and of the questions.
    pub fn begin<T>(
        path: &Path,
        action: &Action,
        context: &Context,
        questions: impl FnOnce(&Connection, &Outcome) -> Result<T>,
    ) -> Result<Option<(Outcome, T)>> {
        file::create_with(path, |connection| {
            applied(connection, action, context, Commit::Keep, questions)
        })
    }

    /// Proves that the file is what its log says.
    ///
    /// # Errors
    /// When the file cannot be read at all.
    pub fn verify(&self) -> Result<Verdict> {
        self.read(rebuild::verify)
    }

    /// Puts the changes of an export into this book, which must be empty or have all of them.
    ///
    /// # Errors
    /// As [`whole::restore`]; nothing was changed then.
    pub fn restore(
        &mut self,
        source: &mut dyn Read,
        layout: Layout,
        commit: Commit,
    ) -> Result<Restored> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let restored = whole::restore(&transaction, source, layout)?;
        match commit {
            Commit::Keep => transaction.commit()?,
            Commit::Rehearse => transaction.rollback()?,
        }
        Ok(restored)
    }

    /// A new book from an export; there is none at `path` before or when it is refused.
    ///
    /// # Errors
    /// As [`Book::restore`], `E608` when a book appeared meanwhile.
    pub fn restore_new(path: &Path, source: &mut dyn Read, layout: Layout) -> Result<Restored> {
        let made = file::create_with(path, |connection| {
            let transaction =
                connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let restored = whole::restore(&transaction, source, layout)?;
            transaction.commit()?;
            Ok(restored)
        })?;
        made.ok_or_else(|| {
            Error::conflict("E608", format!("{} is there already", path.display()))
                .why("Nothing was changed.")
        })
    }

    /// Puts a copy in the place of the book at `path`, once the copy is proven sound. The book that was
    /// there is kept as `kept`.
    ///
    /// # Errors
    /// `E609` for a copy that is not what its log says, `E602` for a file that is no book, `E608` when
    /// `kept` is taken, `E501` while another program writes to the book.
    pub fn replace(path: &Path, copy: &Path, kept: &Path, wait: Duration) -> Result<Replaced> {
        crate::store::replace::replace(path, copy, kept, wait)
    }

    /// Puts the changes of another book into this one; `kept` is where this one is copied to before, when
    /// anything new comes.
    ///
    /// # Errors
    /// `E609` for a book that is not what its log says, `E602` for a file that is none, `E608` for this
    /// very book. Nothing was changed then.
    pub fn merge(
        &mut self,
        other: &Path,
        kept: &Path,
        context: &Context,
        commit: Commit,
    ) -> Result<Merged> {
        let other = crate::store::replace::Proven::of(&self.connection, other)?;
        if commit == Commit::Keep {
            file::copy(&self.connection, kept)?;
        }
        let merged = self.merged(&other.connection, context, commit);
        if commit == Commit::Keep && !merged.as_ref().is_ok_and(|merged| merged.ops > 0) {
            // Nothing was changed, so the copy is the book.
            drop(std::fs::remove_file(kept));
        }
        merged
    }

    fn merged(&mut self, other: &Connection, context: &Context, commit: Commit) -> Result<Merged> {
        // What comes may hang on something that was erased here.
        file::overwrite_what_goes(&self.connection)?;
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let merged =
            crate::merge::merge(other, &transaction, context.now.millis(), &context.watch)?;
        match commit {
            Commit::Keep => transaction.commit()?,
            Commit::Rehearse => transaction.rollback()?,
        }
        Ok(merged)
    }

    /// Erases a text or records for good; `kept` is where the book is copied to before. Answers whether
    /// the file could be written anew too.
    ///
    /// # Errors
    /// `E608` when `kept` is taken, `E602` for a book that is not what its log says. Nothing was changed
    /// then.
    pub fn purge(&mut self, what: &Erase, kept: &Path, commit: Commit) -> Result<(Erased, bool)> {
        if commit == Commit::Keep {
            file::copy(&self.connection, kept)?;
        }
        let erased = self.purged(what, commit);
        let is_kept = commit == Commit::Keep && erased.as_ref().is_ok_and(|one| one.changes > 0);
        if commit == Commit::Keep && !is_kept {
            // Nothing was changed, so the copy is the book.
            drop(std::fs::remove_file(kept));
        }
        // What was erased is overwritten by now; what is left are gaps.
        let is_written_anew = !is_kept || self.compact().is_ok();
        Ok((erased?, is_written_anew))
    }

    fn purged(&mut self, what: &Erase, commit: Commit) -> Result<Erased> {
        file::overwrite_what_goes(&self.connection)?;
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let erased = purge::erase(&transaction, what)?;
        match commit {
            Commit::Keep if erased.changes > 0 => transaction.commit()?,
            _ => transaction.rollback()?,
        }
        Ok(erased)
    }

    /// Writes the file anew without the gaps that changes left, all of it or nothing of it.
    ///
    /// # Errors
    /// Those of the disk; the book is then as it was.
    pub fn compact(&self) -> Result<()> {
        file::compact(&self.connection)
    }

    /// A copy of the book in a new private file.
    ///
    /// # Errors
    /// `E608` when the name is taken, and those of the disk.
    pub fn copy_to(&self, path: &Path) -> Result<()> {
        file::copy(&self.connection, path)
    }
}

fn header(context: &Context, undoes: Option<crate::domain::id::Uid>) -> Header {
    Header {
        by: context.by.clone(),
        day: Some(context.now.today),
        command: context.command.clone(),
        undoes,
    }
}

fn back(
    connection: &Connection,
    context: &Context,
    times: usize,
    outcome: &mut Outcome,
) -> Result<()> {
    for _ in 0..times {
        let Some(operation) = ops::to_undo(connection)? else {
            break;
        };
        take_back(
            connection,
            context,
            &operation,
            operation.clone(),
            Direction::Back,
            outcome,
        )?;
    }
    Ok(())
}

/// Takes back one operation, unless it was taken back already.
fn one_back(
    connection: &Connection,
    context: &Context,
    n: i64,
    outcome: &mut Outcome,
) -> Result<()> {
    let operation = ops::numbered(connection, n)?;
    let stands = |one: &Operation| one.undoes.is_none() && one.state == OperationState::Done;
    match operation.filter(stands) {
        Some(operation) => take_back(
            connection,
            context,
            &operation,
            operation.clone(),
            Direction::Back,
            outcome,
        ),
        None => Ok(()),
    }
}

fn again(
    connection: &Connection,
    context: &Context,
    times: usize,
    outcome: &mut Outcome,
) -> Result<()> {
    for _ in 0..times {
        let Some((original, undo)) = ops::to_redo(connection)? else {
            break;
        };
        take_back(
            connection,
            context,
            &undo,
            original,
            Direction::Again,
            outcome,
        )?;
    }
    Ok(())
}

/// Does an action in one transaction, with the questions about what it leaves behind.
fn applied<T>(
    connection: &mut Connection,
    action: &Action,
    context: &Context,
    commit: Commit,
    questions: impl FnOnce(&Connection, &Outcome) -> Result<T>,
) -> Result<(Outcome, T)> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut outcome = Outcome::default();
    match action {
        Action::Undo { times } => back(&transaction, context, *times, &mut outcome)?,
        Action::TakeBack { operation } => {
            one_back(&transaction, context, *operation, &mut outcome)?;
        }
        Action::Redo { times } => again(&transaction, context, *times, &mut outcome)?,
        _ => {
            let mut writer = Writer::new(&transaction, header(context, None), &context.now)?;
            perform(&mut writer, action, context, &mut outcome)?;
            outcome.operation = writer.finish()?;
        }
    }
    let answer = questions(&transaction, &outcome)?;
    match commit {
        Commit::Keep => transaction.commit()?,
        Commit::Rehearse => transaction.rollback()?,
    }
    Ok((outcome, answer))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Back,
    Again,
}

fn take_back(
    connection: &Connection,
    context: &Context,
    operation: &Operation,
    shown: Operation,
    direction: Direction,
    outcome: &mut Outcome,
) -> Result<()> {
    let mut writer = Writer::new(
        connection,
        header(context, Some(operation.uid)),
        &context.now,
    )?;
    let kept = undo::take_back(&mut writer, operation)?;
    let kept = kept
        .into_iter()
        .map(|(uid, field)| {
            Ok(format!(
                "{} {field}",
                place::short(&writer, uid)?.unwrap_or_else(|| uid.to_string())
            ))
        })
        .collect::<Result<_>>()?;
    outcome.operation = writer.finish()?.or(outcome.operation);
    outcome.changes.push(Change::TakenBack {
        operation: shown,
        again: direction == Direction::Again,
        kept,
    });
    Ok(())
}
