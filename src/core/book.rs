//! The book: one file, one transaction per action. Everything a front end may do to it goes through
//! here.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, TransactionBehavior};

use crate::act::writer::Writer;
use crate::act::{Action, Change, Commit, Context, Outcome, add, change, check_in, cycle, place, say, undo};
use crate::domain::cycle::CycleState;
use crate::error::{Error, Result};
use crate::log::op::Header;
use crate::rebuild::{self, Moment, Verdict};
use crate::store::file::{self, Access};
use crate::store::ops::{self, Operation};

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

    /// Opens the book for writing, making it first when there is none. Answers whether it was made.
    ///
    /// # Errors
    /// Kinds `Storage` and `Conflict`.
    pub fn open_or_create(path: &Path, wait: Duration) -> Result<(Self, bool)> {
        if let Some(book) = Self::open(path, Access::Write, wait)? {
            return Ok((book, false));
        }
        file::create(path)?;
        match Self::open(path, Access::Write, wait)? {
            Some(book) => Ok((book, true)),
            None => Err(Error::storage("E606", format!("{} went away while it was made", path.display()))),
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
            connection: rebuild::at(&self.connection, moment)?,
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

    /// Does what is asked, all of it or none of it. When it returns, it is on the disk.
    ///
    /// # Errors
    /// Whatever refused it; nothing was written then.
    pub fn apply(&mut self, action: &Action, context: &Context, commit: Commit) -> Result<Outcome> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut outcome = Outcome::default();
        match action {
            Action::Undo { times } => back(&transaction, context, *times, &mut outcome)?,
            Action::Redo { times } => again(&transaction, context, *times, &mut outcome)?,
            _ => {
                let mut writer = Writer::new(&transaction, header(context, None), &context.now)?;
                perform(&mut writer, action, context, &mut outcome)?;
                outcome.operation = writer.finish()?;
            }
        }
        match commit {
            Commit::Keep => transaction.commit()?,
            Commit::Rehearse => transaction.rollback()?,
        }
        Ok(outcome)
    }

    /// Proves that the file is what its log says.
    ///
    /// # Errors
    /// When the file cannot be read at all.
    pub fn verify(&self) -> Result<Verdict> {
        rebuild::verify(&self.connection)
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
        command: context.command.clone(),
        undoes,
    }
}

fn perform(writer: &mut Writer<'_>, action: &Action, context: &Context, outcome: &mut Outcome) -> Result<()> {
    match action {
        Action::AddVision { title, owner } => add::vision(writer, outcome, title, owner.as_ref()),
        Action::AddTeam { name, title } => add::team(writer, outcome, name, title.as_ref()),
        Action::AddObjective(new) => add::objective(writer, outcome, context, new),
        Action::AddKeyResult(new) => add::key_result(writer, outcome, context, new),
        Action::AddAll(all) => all.iter().try_for_each(|new| match new {
            add::New::Vision { title, owner } => add::vision(writer, outcome, title, owner.as_ref()),
            add::New::Objective(new) => add::objective(writer, outcome, context, new),
            add::New::KeyResult(new) => add::key_result(writer, outcome, context, new),
        }),
        Action::CheckIn { rows, rule } => check_in::check_in(writer, outcome, context, rows, *rule),
        Action::Set { references, changes } => change::set(writer, outcome, context, references, changes),
        Action::Move { reference, to, counts } => place::move_to(writer, outcome, reference, to, *counts),
        Action::Drop { references, because } => place::drop_records(writer, outcome, context, references, because.as_ref()),
        Action::Block { reference, blocker } => place::block(writer, outcome, context, reference, blocker.as_ref()),
        Action::Note { reference, text } => say::note(writer, outcome, context, reference, text),
        Action::Win { text, about, thanks } => say::win(writer, outcome, context, text, about, thanks),
        Action::Ask { text, about } => say::ask(writer, outcome, context, text, about),
        Action::CloseAsk { reference, answer } => say::close_ask(writer, outcome, context, reference, answer.as_ref()),
        Action::NewCycle(new) => cycle::new(writer, outcome, context, new),
        Action::OpenCycle { name } => cycle::set_state(writer, outcome, name, CycleState::Active),
        Action::CloseCycle { name } => cycle::set_state(writer, outcome, name, CycleState::Closed),
        Action::CopyCycle { from, to } => cycle::copy(writer, outcome, context, from, to),
        Action::Restore { operation } => {
            undo::restore(writer, *operation)?;
            outcome.changes.push(Change::Restored { operation: *operation });
            Ok(())
        }
        // Handled by `apply`: each step is an operation of its own.
        Action::Undo { .. } | Action::Redo { .. } => Ok(()),
    }
}

fn back(connection: &Connection, context: &Context, times: usize, outcome: &mut Outcome) -> Result<()> {
    for _ in 0..times {
        let Some(operation) = ops::to_undo(connection)? else { break };
        take_back(connection, context, &operation, operation.clone(), Direction::Back, outcome)?;
    }
    Ok(())
}

fn again(connection: &Connection, context: &Context, times: usize, outcome: &mut Outcome) -> Result<()> {
    for _ in 0..times {
        let Some((original, undo)) = ops::to_redo(connection)? else { break };
        take_back(connection, context, &undo, original, Direction::Again, outcome)?;
    }
    Ok(())
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
    let mut writer = Writer::new(connection, header(context, Some(operation.uid)), &context.now)?;
    let kept = undo::take_back(&mut writer, operation)?;
    let kept = kept
        .into_iter()
        .map(|(uid, field)| Ok(format!("{} {field}", place::short(&writer, uid)?.unwrap_or_else(|| uid.to_string()))))
        .collect::<Result<_>>()?;
    outcome.operation = writer.finish()?.or(outcome.operation);
    outcome.changes.push(Change::TakenBack {
        operation: shown,
        again: direction == Direction::Again,
        kept,
    });
    Ok(())
}
