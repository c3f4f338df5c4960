//! `okr grade`: what a key result or an objective came to. With a record and words it is one change; with
//! nothing it goes line by line through what has no grade yet, in `grade/sitting.rs`.

mod card;
mod sitting;

use clap::Args;
use clap::builder::PossibleValuesParser;
use okr_core::act::{Action, grade::NewGrade};
use okr_core::report::grades;
use okr_core::{Connection, Error, Result};

use crate::cli::exit::Exit;
use crate::cli::session::Session;
use crate::cli::usage::quoted;
use crate::cli::written::Written;

#[derive(Debug, Args)]
pub struct GradeArgs {
    /// The key result or objective; without one, everything that has no grade yet, line by line
    #[arg(value_name = "REF", add = crate::cli::complete::records())]
    pub reference: Option<String>,
    /// 0 to 1, or = for the score its value suggests (also without one, when something else is said)
    #[arg(value_name = "SCORE", allow_hyphen_values = true)]
    pub score: Option<String>,
    /// Why this score
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// Why a commitment was missed
    #[arg(long, value_name = "TEXT")]
    pub cause: Option<String>,
    /// What helped
    #[arg(long, value_name = "TEXT")]
    pub helped: Option<String>,
    /// What hurt
    #[arg(long, value_name = "TEXT")]
    pub hurt: Option<String>,
    /// What was learned
    #[arg(long, value_name = "TEXT")]
    pub learned: Option<String>,
    /// What becomes of it: carry and change make it in the next cycle, from where it stands
    #[arg(long, value_name = "WHAT", value_parser = PossibleValuesParser::new(["carry", "change", "drop", "done"]))]
    pub next: Option<String>,
    /// With --next change: its new words
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// With --next carry or change: its new target
    #[arg(long, value_name = "VALUE", allow_hyphen_values = true)]
    pub target: Option<String>,
    /// The cycle it goes on in (the next one)
    #[arg(long, value_name = "CYCLE", add = crate::cli::complete::cycles())]
    pub into: Option<String>,
}

impl GradeArgs {
    /// Whether anything is said but which record it is about.
    fn says_something(&self) -> bool {
        let texts = [
            &self.score,
            &self.reason,
            &self.cause,
            &self.helped,
            &self.hurt,
            &self.learned,
            &self.next,
            &self.title,
            &self.target,
            &self.into,
        ];
        texts.into_iter().any(Option::is_some)
    }
}

/// # Errors
/// Whatever the core refuses.
pub fn run(session: &mut Session<'_>, arguments: GradeArgs) -> Result<Exit> {
    let says_something = arguments.says_something();
    let Some(reference) = arguments.reference else {
        if says_something {
            return Err(Error::usage("E109", "which record is graded?")
                .next("okr grade K6 0.7 --learned \"…\""));
        }
        return sitting::hold(session);
    };
    if !says_something {
        return sitting::one(session, &reference);
    }
    let new = NewGrade {
        reference,
        score: arguments.score,
        reason: arguments.reason,
        cause: arguments.cause,
        helped: arguments.helped,
        hurt: arguments.hurt,
        learned: arguments.learned,
        next: arguments.next,
        title: arguments.title,
        target: arguments.target,
        into: arguments.into,
    };
    let mut written = written(session, new)?;
    written.next.extend(what_is_left(session, &written)?);
    written.tell(session)
}

fn written(session: &mut Session<'_>, new: NewGrade) -> Result<Written> {
    Written::by(session, "grade", &Action::Grade(Box::new(new)))
}

/// The line to type after a grade: the rest of its cycle, or the look back at it.
fn what_is_left(session: &mut Session<'_>, written: &Written) -> Result<Option<String>> {
    let cycle = written.items.iter().find_map(|item| item.cycle.clone());
    let Some(cycle) = cycle.filter(|_| !session.globals.dry_run) else {
        return Ok(None);
    };
    let book = session.need_book()?;
    book.read(|connection| next_line(connection, &cycle))
        .map(Some)
}

/// What to type about a cycle: its grades while some are missing, else its retrospective.
///
/// # Errors
/// Those of the file.
pub(super) fn next_line(
    connection: &Connection,
    cycle: &okr_core::domain::cycle::Cycle,
) -> Result<String> {
    let name = quoted(&cycle.name);
    Ok(if grades::is_graded(connection, cycle)? {
        format!("okr retro {name}")
    } else {
        format!("okr grade --cycle {name}")
    })
}
