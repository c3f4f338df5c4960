//! `okr show`: one record in full.

use clap::Args;
use okr_core::{Error, Result};

use crate::cli::exit::Exit;
use crate::cli::session::Session;

#[derive(Debug, Args)]
pub struct ShowArgs {
    /// The record: id, handle, or a part of its title
    #[arg(value_name = "REF", add = crate::cli::complete::records())]
    pub reference: String,
    /// With the arithmetic behind its numbers
    #[arg(long)]
    pub why: bool,
    /// With all check-ins, notes and changes
    #[arg(long)]
    pub history: bool,
}

/// # Errors
/// Whatever the core refuses.
pub fn run(_session: &mut Session<'_>, _arguments: ShowArgs) -> Result<Exit> {
    Err(Error::usage("E100", "being written"))
}
