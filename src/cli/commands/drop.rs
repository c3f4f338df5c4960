//! `okr drop`: archive records.

use clap::Args;
use okr_core::{Error, Result};

use crate::cli::exit::Exit;
use crate::cli::session::Session;

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
pub fn run(_session: &mut Session<'_>, _arguments: DropArgs) -> Result<Exit> {
    Err(Error::usage("E100", "being written"))
}
