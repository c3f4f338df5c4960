//! `okr note`: a remark on a record.

use clap::Args;
use okr_core::{Error, Result};

use crate::cli::exit::Exit;
use crate::cli::session::Session;

#[derive(Debug, Args)]
pub struct NoteArgs {
    /// The record
    #[arg(value_name = "REF", add = crate::cli::complete::records())]
    pub reference: String,
    /// The remark
    #[arg(value_name = "TEXT")]
    pub text: String,
}

/// # Errors
/// Whatever the core refuses.
pub fn run(_session: &mut Session<'_>, _arguments: NoteArgs) -> Result<Exit> {
    Err(Error::usage("E100", "being written"))
}
