//! `okr move`: put a record under another one.

use clap::Args;
use okr_core::{Error, Result};

use crate::cli::exit::Exit;
use crate::cli::session::Session;

#[derive(Debug, Args)]
pub struct MoveArgs {
    /// The objective or key result
    #[arg(value_name = "REF", add = crate::cli::complete::records())]
    pub reference: String,
    /// The new parent; none takes an objective from its parent
    #[arg(long, value_name = "REF", add = crate::cli::complete::records())]
    pub to: String,
    /// Its progress counts in the parent objective
    #[arg(long, conflicts_with = "supports")]
    pub counts: bool,
    /// It only supports the parent
    #[arg(long)]
    pub supports: bool,
}

/// # Errors
/// Whatever the core refuses.
pub fn run(_session: &mut Session<'_>, _arguments: MoveArgs) -> Result<Exit> {
    Err(Error::usage("E100", "being written"))
}
