//! `okr block`: what blocks a record.

use clap::Args;
use okr_core::{Error, Result};

use crate::cli::exit::Exit;
use crate::cli::session::Session;

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
pub fn run(_session: &mut Session<'_>, _arguments: BlockArgs) -> Result<Exit> {
    Err(Error::usage("E100", "being written"))
}
