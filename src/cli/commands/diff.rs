//! `okr diff`: what changed between two days.

use clap::Args;
use okr_core::{Error, Result};

use crate::cli::exit::Exit;
use crate::cli::session::Session;

#[derive(Debug, Args)]
pub struct DiffArgs {
    /// From the end of this day or operation (a week ago)
    #[arg(value_name = "SINCE")]
    pub since: Option<String>,
    /// To the end of this day or operation (today)
    #[arg(value_name = "UNTIL")]
    pub until: Option<String>,
}

/// # Errors
/// Whatever the core refuses.
pub fn run(_session: &mut Session<'_>, _arguments: DiffArgs) -> Result<Exit> {
    Err(Error::usage("E100", "being written"))
}
