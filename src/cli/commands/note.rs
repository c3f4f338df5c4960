//! `okr note`: a remark on a record.

use clap::Args;
use okr_core::Result;
use okr_core::act::Action;

use crate::cli::exit::Exit;
use crate::cli::session::Session;
use crate::cli::written;

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
pub fn run(session: &mut Session<'_>, arguments: NoteArgs) -> Result<Exit> {
    let NoteArgs { reference, text } = arguments;
    written::write(session, "note", &Action::Note { reference, text })
}
