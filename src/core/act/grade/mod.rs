//! Grading: the score, the words and what becomes of it, as one change. A closed cycle can be graded;
//! nothing of the record itself is touched, except that its handle moves when it is carried.

mod cycles;
mod score;

use super::add::live;
use super::carry::{self, Wanted};
use super::text::kept_text;
use super::writer::Writer;
use super::{Change, Context, Outcome};
use crate::domain::assess::percent;
use crate::domain::grade::{Grade, Next, Reading, reading};
use crate::domain::id::Uid;
use crate::domain::objective::Ambition;
use crate::domain::quantity::Quantity;
use crate::domain::record::Type;
use crate::error::{Error, Result};
use crate::reference::{self, Found};
use crate::report::grades::{self, Graded};
use crate::store;

pub use cycles::{cycle_to_grade, cycle_to_look_back_on};
use score::kept_score;
pub use score::{read_next, read_score};

/// A grade to be. `None` leaves what was said before; an empty text clears it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NewGrade {
    pub reference: String,
    /// As typed: `0.7`, `70%`, or `=` for the suggested one. Without any, the earlier score stays, else
    /// the suggested one is taken.
    pub score: Option<String>,
    pub reason: Option<String>,
    pub cause: Option<String>,
    pub helped: Option<String>,
    pub hurt: Option<String>,
    pub learned: Option<String>,
    /// As typed: `done`, `carry`, `change` or `drop`.
    pub next: Option<String>,
    /// The words it goes on with, when it changes.
    pub title: Option<String>,
    /// The target it goes on with.
    pub target: Option<String>,
    /// The cycle it goes on in; the next one when unset.
    pub into: Option<String>,
}

/// What was graded, for the line about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    pub kind: Type,
    pub uid: Uid,
    pub id: String,
    pub title: String,
    pub score: Quantity,
    pub suggested: Option<Quantity>,
    /// The score against the target agreed at the opening, when it moved.
    pub agreed: Option<f64>,
    pub reading: Reading,
    pub ambition: Option<Ambition>,
    pub next: Option<Next>,
}

pub(super) fn grade(
    writer: &mut Writer<'_>,
    outcome: &mut Outcome,
    context: &Context,
    new: &NewGrade,
) -> Result<()> {
    let wanted = [Type::KeyResult, Type::Objective];
    let found = live(reference::exact(
        writer.connection,
        &new.reference,
        &wanted,
    )?)?;
    let known = grades::one(
        writer.connection,
        found.uid,
        &context.policy,
        context.now.today,
    )?;
    let Some(known) = known else {
        return Err(Error::refused(
            "E305",
            format!("{} went out of sight with its objective", found.id),
        ));
    };
    let before = store::grades::of(writer.connection, found.uid)?;
    let after = said(writer, context, new, &found, &known, before.as_ref())?;
    refuse_idle_words(new, &found, after.next)?;
    match &before {
        Some(before) => {
            writer.rewrite(Type::Grade, after.uid, before, &after)?;
        }
        None => writer.create(Type::Grade, after.uid, &after)?,
    }
    let told = Told {
        kind: found.kind,
        uid: found.uid,
        id: found.id.clone(),
        title: found.title.clone(),
        score: after.score,
        suggested: after.suggested,
        agreed: known.suggestion.agreed,
        reading: reading(after.score.as_f64(), known.ambition),
        ambition: known.ambition,
        next: after.next,
    };
    if told.reading == Reading::Missed && after.cause.is_none() {
        outcome.remark(
            "W307",
            format!(
                "{} was committed and is below 1: what was the cause?",
                found.id
            ),
        );
        tell_next(outcome, format!("okr grade {} --cause \"…\"", found.id));
    }
    outcome.changes.push(Change::Graded(Box::new(told)));
    goes_on(writer, outcome, context, new, &found, after.next)
}

/// The grade as it will be. What is said again stays as it was, with its day and its author.
fn said(
    writer: &Writer<'_>,
    context: &Context,
    new: &NewGrade,
    found: &Found,
    known: &Graded,
    before: Option<&Grade>,
) -> Result<Grade> {
    let suggested = known.suggestion.score.and_then(kept_score);
    let taken = || suggested.ok_or_else(|| nothing_suggested(found));
    let (score, suggested) = match (new.score.as_deref().map(str::trim), before) {
        (None, Some(before)) => (before.score, before.suggested),
        (None | Some("="), _) => (taken()?, suggested),
        (Some(typed), _) => (read_score(typed)?, suggested),
    };
    let text = |new: &Option<String>, old: fn(&Grade) -> &Option<String>, what: &str| match new {
        None => Ok(before.and_then(|before| old(before).clone())),
        Some(text) if text.trim().is_empty() => Ok(None),
        Some(text) => kept_text(text, what).map(Some),
    };
    let grade = Grade {
        uid: Grade::uid_of(found.uid),
        of: found.uid,
        date: context.now.today,
        by: writer.by(),
        score,
        suggested,
        reason: text(&new.reason, |grade| &grade.reason, "the reason")?,
        cause: text(&new.cause, |grade| &grade.cause, "the cause")?,
        helped: text(&new.helped, |grade| &grade.helped, "what helped")?,
        hurt: text(&new.hurt, |grade| &grade.hurt, "what hurt")?,
        learned: text(&new.learned, |grade| &grade.learned, "what was learned")?,
        next: match &new.next {
            Some(typed) => Some(read_next(typed)?),
            None => before.and_then(|before| before.next),
        },
    };
    let Some(before) = before else {
        return Ok(grade);
    };
    let same = Grade {
        date: before.date,
        by: before.by.clone(),
        suggested: before.suggested,
        ..grade.clone()
    };
    Ok(if same == *before { same } else { grade })
}

fn nothing_suggested(found: &Found) -> Error {
    let (id, kind) = (&found.id, found.kind);
    let why = match kind {
        Type::Objective => "None of its key results has a score.",
        _ => "It has no value to tell one from, or no start or target.",
    };
    Error::refused("E252", format!("nothing suggests a score for {id}"))
        .why(why)
        .next(format!("okr grade {id} 0.5"))
        .next(format!("okr why {id}"))
}

/// Words about how it goes on are refused where it does not, instead of being lost.
fn refuse_idle_words(new: &NewGrade, found: &Found, next: Option<Next>) -> Result<()> {
    let id = &found.id;
    let goes_on = matches!(next, Some(Next::Carry | Next::Change));
    let idle = [
        (new.title.is_some() && next != Some(Next::Change), "--title"),
        (new.target.is_some() && !goes_on, "--target"),
        (new.into.is_some() && !goes_on, "--into"),
    ];
    if let Some((_, flag)) = idle.into_iter().find(|(is_idle, _)| *is_idle) {
        return Err(Error::usage("E105", format!("{flag} is for what goes on"))
            .why("--next change takes new words and a new target, --next carry a new target.")
            .next(format!("okr grade {id} --next change")));
    }
    if new.target.is_some() && found.kind == Type::Objective {
        return Err(Error::refused(
            "E220",
            "an objective has no target; that belongs to a key result",
        ));
    }
    Ok(())
}

/// Makes what goes on in the next cycle, or says what is left to do about it.
fn goes_on(
    writer: &mut Writer<'_>,
    outcome: &mut Outcome,
    context: &Context,
    new: &NewGrade,
    found: &Found,
    next: Option<Next>,
) -> Result<()> {
    let wanted = Wanted {
        title: new.title.as_deref(),
        target: new.target.as_deref(),
        into: new.into.as_deref(),
    };
    let has_words = wanted.title.is_some() || wanted.target.is_some();
    match next {
        Some(Next::Carry) => carry::over(writer, outcome, context, found, &wanted),
        Some(Next::Change) if has_words => carry::over(writer, outcome, context, found, &wanted),
        Some(Next::Change) if new.next.is_some() => {
            outcome.remark("W308", format!("{} is to change; say how", found.id));
            tell_next(
                outcome,
                format!("okr grade {} --next change --title \"…\"", found.id),
            );
            Ok(())
        }
        Some(Next::Done | Next::Drop) if new.next.is_some() => {
            for id in carry::live_after(writer, found)? {
                outcome.remark("W309", format!("{} goes on as {id} all the same", found.id));
                tell_next(outcome, format!("okr drop {id}"));
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

fn tell_next(outcome: &mut Outcome, line: String) {
    if let Some(remark) = outcome.remarks.last_mut() {
        remark.next = Some(line);
    }
}

impl Told {
    /// Whether a person gave another score than the value suggests, as both are printed.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.suggested
            .is_some_and(|suggested| percent(suggested.as_f64()) != percent(self.score.as_f64()))
    }
}
