//! `okr block`: what blocks a record.

use clap::Args;
use okr_core::Result;
use okr_core::act::Action;

use crate::cli::exit::Exit;
use crate::cli::session::Session;
use crate::cli::written;

#[derive(Debug, Args)]
pub struct BlockArgs {
    /// The key result or objective
    #[arg(value_name = "REF", add = crate::cli::complete::records())]
    pub reference: String,
    /// What blocks it
    #[arg(value_name = "TEXT", required_unless_present = "clear")]
    pub text: Option<String>,
    /// Nothing blocks it any more
    #[arg(long, conflicts_with = "text")]
    pub clear: bool,
}

/// # Errors
/// Whatever the core refuses.
pub fn run(session: &mut Session<'_>, arguments: BlockArgs) -> Result<Exit> {
    let action = Action::Block {
        reference: arguments.reference,
        blocker: arguments.text,
    };
    written::write(session, "block", &action)
}
