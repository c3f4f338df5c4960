//! `okr due`: what needs a check-in.

use clap::Args;
use okr_core::{Error, Result};

use crate::cli::exit::Exit;
use crate::cli::session::Session;

#[derive(Debug, Args)]
pub struct DueArgs {
    /// Which ones: team:web, status:behind, owner:me, words of a title …
    #[arg(value_name = "FILTER", add = crate::cli::complete::filters())]
    pub filter: Vec<String>,
    /// End with 7 when something is due
    #[arg(long)]
    pub exit_code: bool,
}

/// # Errors
/// Whatever the core refuses.
pub fn run(_session: &mut Session<'_>, _arguments: DueArgs) -> Result<Exit> {
    Err(Error::usage("E100", "being written"))
}
