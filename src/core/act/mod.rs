//! Every change a person can ask for, and what came of it. Each file decides one kind of change and
//! writes it through the `Writer`; none of them prints, asks or opens a file.

pub mod add;
pub mod answer;
mod carry;
pub mod change;
pub mod check_in;
pub mod cycle;
pub mod grade;
pub mod handle;
pub mod import;
pub mod place;
pub mod read;
pub mod review;
pub mod say;
mod series;
mod text;
pub mod tried;
pub mod undo;
pub mod writer;

use writer::Writer;

use crate::capture::number::Comma;
use crate::domain::assess::Policy;
use crate::domain::cycle::{Calendar, CycleState};
use crate::domain::id::Uid;
use crate::domain::record::Type;
use crate::error::{Error, Place, Result};
use crate::store::ops::Operation;
use crate::time::Now;
use crate::watch::Watch;

/// Who changes the book, when, and by which manners of the settings.
#[derive(Debug, Clone)]
pub struct Context {
    pub now: Now,
    /// The name of the person, empty when unknown.
    pub by: String,
    /// The command as it was typed, for the history.
    pub command: String,
    pub comma: Comma,
    pub policy: Policy,
    pub calendar: Calendar,
    /// Who waits for what takes long.
    pub watch: Watch,
}

/// Every change a person can ask for.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    AddVision {
        title: String,
        owner: Option<String>,
    },
    AddTeam {
        name: String,
        title: Option<String>,
    },
    AddObjective(Box<add::NewObjective>),
    AddKeyResult(Box<add::NewKeyResult>),
    /// Several additions as one change, in order, each with the line it came from; errors name it. A
    /// key result may go under the objective before it, an objective may serve the vision before it.
    AddAll(Vec<(usize, add::New)>),
    CheckIn {
        rows: Vec<check_in::NewCheckIn>,
        rule: check_in::Rule,
    },
    /// One answer in a review, kept together with the review it belongs to.
    Review {
        /// `None`, or one that is gone, begins a review.
        review: Option<Uid>,
        /// The first day of the period that is reviewed.
        period: chrono::NaiveDate,
        /// How it is begun, when it is.
        start: crate::domain::review::Start,
        given: Box<review::Given>,
    },
    Set {
        references: Vec<String>,
        changes: Vec<(String, String)>,
    },
    Move {
        reference: String,
        to: String,
        counts: Option<bool>,
    },
    Drop {
        references: Vec<String>,
        because: Option<String>,
    },
    Block {
        reference: String,
        blocker: Option<String>,
    },
    Note {
        reference: String,
        text: String,
    },
    Win {
        text: String,
        about: Vec<String>,
        thanks: Vec<String>,
    },
    Ask {
        text: String,
        about: Vec<String>,
    },
    /// A win or an ask of a file.
    Say(Box<say::Brought>),
    CloseAsk {
        reference: String,
        answer: Option<String>,
    },
    Grade(Box<grade::NewGrade>),
    NewCycle(cycle::NewCycle),
    OpenCycle {
        name: String,
    },
    CloseCycle {
        name: String,
    },
    CopyCycle {
        from: String,
        to: cycle::NewCycle,
    },
    /// Several changes as one, in order: all of them or none.
    Together(Vec<Action>),
    /// As `Together`, each with its place in a text; an error names the place of the one it refuses.
    Lines(Vec<(Place, Action)>),
    Undo {
        times: usize,
    },
    /// Undoes one operation, whatever was done after it.
    TakeBack {
        operation: i64,
    },
    Redo {
        times: usize,
    },
    Restore {
        operation: i64,
    },
}

/// What a command did.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// The number of the operation, `None` when nothing changed or it was a rehearsal.
    pub operation: Option<i64>,
    pub changes: Vec<Change>,
    /// What the person should know, though nothing was refused.
    pub remarks: Vec<Remark>,
    /// Rows that were refused while others were kept.
    pub refused: Vec<Error>,
    /// The review an answer was given in.
    pub review: Option<Uid>,
}

impl Outcome {
    pub(crate) fn remark(&mut self, code: &'static str, text: impl Into<String>) {
        self.remarks.push(Remark {
            code,
            text: text.into(),
            next: None,
        });
    }
}

/// A warning after the fact, with what could be typed about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    pub code: &'static str,
    pub text: String,
    pub next: Option<String>,
}

/// How a row of a batch relates to what was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowState {
    New,
    Replaced,
    Unchanged,
}

/// One field's old and new value in words; `None` is "not set".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    pub field: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

/// One thing a command did.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    Added {
        kind: Type,
        uid: Uid,
        id: String,
        title: String,
        under: Vec<String>,
    },
    CheckedIn {
        uid: Uid,
        id: String,
        kr: Uid,
        state: RowState,
    },
    Changed {
        kind: Type,
        uid: Uid,
        id: String,
        title: String,
        fields: Vec<FieldChange>,
    },
    /// A key result was left out of a review for a reason.
    Skipped {
        kr: Uid,
        id: String,
        because: String,
    },
    Dropped {
        kind: Type,
        uid: Uid,
        id: String,
        title: String,
        because: Option<String>,
        with: usize,
    },
    Closed {
        uid: Uid,
        id: String,
        title: String,
        answer: Option<String>,
    },
    Graded(Box<grade::Told>),
    Cycle {
        name: String,
        what: cycle::Happened,
    },
    /// A record of an earlier cycle goes on as another one.
    Carried {
        kind: Type,
        from: String,
        uid: Uid,
        id: String,
        title: String,
        cycle: String,
    },
    TakenBack {
        operation: Operation,
        again: bool,
        kept: Vec<String>,
    },
    Restored {
        operation: i64,
    },
}

/// Whether a change is kept or only rehearsed for `--dry-run`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Commit {
    Keep,
    Rehearse,
}

/// Does one action through the writer. Undo and redo are `Book`'s: each of their steps is an operation
/// of its own.
pub(crate) fn perform(
    writer: &mut Writer<'_>,
    action: &Action,
    context: &Context,
    outcome: &mut Outcome,
) -> Result<()> {
    match action {
        Action::AddVision { title, owner } => {
            let owner = owner.as_deref().map(|typed| text::owner(typed, context));
            add::vision(writer, outcome, title, owner.transpose()?.as_ref(), None)
        }
        Action::AddTeam { name, title } => add::team(writer, outcome, name, title.as_ref()),
        Action::AddObjective(new) => add::objective(writer, outcome, context, new),
        Action::AddKeyResult(new) => add::key_result(writer, outcome, new),
        Action::AddAll(all) => add::all(writer, outcome, context, all),
        Action::CheckIn { rows, rule } => check_in::check_in(writer, outcome, context, rows, *rule),
        Action::Review {
            review,
            period,
            start,
            given,
        } => {
            let begin = review::Begin {
                period: *period,
                start: *start,
            };
            review::answer(writer, outcome, context, *review, begin, given)
        }
        Action::Set {
            references,
            changes,
        } => change::set(writer, outcome, context, references, changes),
        Action::Move {
            reference,
            to,
            counts,
        } => place::move_to(writer, outcome, reference, to, *counts),
        Action::Drop {
            references,
            because,
        } => place::drop_records(writer, outcome, context, references, because.as_ref()),
        Action::Block { reference, blocker } => {
            place::block(writer, outcome, context, reference, blocker.as_ref())
        }
        Action::Note { reference, text } => say::note(writer, outcome, context, reference, text),
        Action::Win {
            text,
            about,
            thanks,
        } => say::win(writer, outcome, context, text, about, thanks),
        Action::Ask { text, about } => say::ask(writer, outcome, context, text, about),
        Action::Say(brought) => say::brought(writer, outcome, brought),
        Action::CloseAsk { reference, answer } => {
            say::close_ask(writer, outcome, context, reference, answer.as_ref())
        }
        Action::Grade(new) => grade::grade(writer, outcome, context, new),
        Action::NewCycle(new) => cycle::new(writer, outcome, context, new),
        Action::OpenCycle { name } => cycle::set_state(writer, outcome, name, CycleState::Active),
        Action::CloseCycle { name } => cycle::set_state(writer, outcome, name, CycleState::Closed),
        Action::CopyCycle { from, to } => cycle::copy(writer, outcome, context, from, to),
        Action::Restore { operation } => {
            undo::restore(writer, *operation)?;
            outcome.changes.push(Change::Restored {
                operation: *operation,
            });
            Ok(())
        }
        Action::Together(all) => {
            for action in all {
                perform(writer, action, context, outcome)?;
            }
            Ok(())
        }
        Action::Lines(all) => {
            for (place, action) in all {
                perform(writer, action, context, outcome).map_err(|mut error| {
                    error.at.get_or_insert_with(|| place.clone());
                    error
                })?;
            }
            Ok(())
        }
        Action::Undo { .. } | Action::TakeBack { .. } | Action::Redo { .. } => Ok(()),
    }
}
