//! `okr drop`: archive records.

use clap::Args;
use okr_core::Result;
use okr_core::act::Action;

use crate::cli::exit::Exit;
use crate::cli::session::Session;
use crate::cli::written::Written;

#[derive(Debug, Args)]
pub struct DropArgs {
    /// Which ones
    #[arg(value_name = "REF", required = true, add = crate::cli::complete::records())]
    pub references: Vec<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub because: Option<String>,
}

/// # Errors
/// Whatever the core refuses.
pub fn run(session: &mut Session<'_>, arguments: DropArgs) -> Result<Exit> {
    let action = Action::Drop {
        references: arguments.references,
        because: arguments.because,
    };
    let mut written = Written::by(session, "drop", &action)?;
    written.next.push("okr undo  brings it back".to_owned());
    written.tell(session)
}
