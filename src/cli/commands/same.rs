//! `okr same`: the same answer as last time.

use clap::Args;
use okr_core::act::check_in::{NewCheckIn, Rule};
use okr_core::capture::value::Source;
use okr_core::report::item::Item;
use okr_core::{Error, Result};

use crate::cli::check_in;
use crate::cli::exit::Exit;
use crate::cli::review;
use crate::cli::session::Session;
use crate::words::sitting as words;

#[derive(Debug, Args)]
pub struct SameArgs {
    /// Which key results
    #[arg(value_name = "REF", add = crate::cli::complete::key_results())]
    pub references: Vec<String>,
    /// All that are due
    #[arg(long)]
    pub all_due: bool,
    /// A remark
    #[arg(short = 'm', long, value_name = "TEXT")]
    pub note: Option<String>,
}

/// # Errors
/// Whatever the core refuses.
pub fn run(session: &mut Session<'_>, arguments: SameArgs) -> Result<Exit> {
    let references = match (arguments.all_due, arguments.references) {
        (true, named) if named.is_empty() => {
            let due = review::due(session)?;
            // Without a first value there is nothing to repeat.
            let (known, never): (Vec<_>, Vec<_>) = due
                .into_iter()
                .partition(|item| item.assessment.current.is_some());
            if known.is_empty() && never.is_empty() {
                session.io.remark("nothing is due");
            }
            if !never.is_empty() {
                let ids: Vec<String> = never.iter().map(Item::id).collect();
                session.io.remark(&words::nothing_to_repeat(&ids));
            }
            known.iter().map(Item::id).collect()
        }
        (true, _) => {
            return Err(Error::usage(
                "E105",
                "--all-due and named key results cannot be used together",
            )
            .next("okr same --all-due"));
        }
        (false, named) if named.is_empty() => {
            return Err(
                Error::usage("E109", "which key results are the same as last time?")
                    .next("okr same K2 K3")
                    .next("okr same --all-due"),
            );
        }
        (false, named) => named,
    };
    let row = |reference: String| NewCheckIn {
        note: arguments.note.clone(),
        ..NewCheckIn::of(reference, "same")
    };
    let rows = references.into_iter().map(row).collect();
    let rule = Rule {
        keep_going: false,
        any_date: false,
        from: Source::Shell,
    };
    check_in::apply(session, rows, rule)?.print(session, None)?;
    Ok(Exit::Done)
}
