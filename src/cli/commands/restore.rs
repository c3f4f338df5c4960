//! `okr restore`: the state right after an operation.

use clap::Args;
use okr_core::{Error, Result};

use crate::cli::exit::Exit;
use crate::cli::session::Session;

#[derive(Debug, Args)]
pub struct RestoreArgs {
    /// The operation: op12
    #[arg(value_name = "OP")]
    pub operation: String,
}

/// # Errors
/// Whatever the core refuses.
pub fn run(_session: &mut Session<'_>, _arguments: RestoreArgs) -> Result<Exit> {
    Err(Error::usage("E100", "being written"))
}
