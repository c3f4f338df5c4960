//! `okr undo`: take back the last change.

use clap::Args;
use okr_core::{Error, Result};

use crate::cli::exit::Exit;
use crate::cli::session::Session;

#[derive(Debug, Args)]
pub struct UndoArgs {
    /// How many
    #[arg(value_name = "N", default_value_t = 1)]
    pub times: usize,
}

/// # Errors
/// Whatever the core refuses.
pub fn run(_session: &mut Session<'_>, _arguments: UndoArgs) -> Result<Exit> {
    Err(Error::usage("E100", "being written"))
}
