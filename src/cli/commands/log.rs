//! `okr log`: what was changed, when and by which command.

use clap::Args;
use okr_core::{Error, Result};

use crate::cli::exit::Exit;
use crate::cli::session::Session;

#[derive(Debug, Args)]
pub struct LogArgs {
    /// Only what touched this record
    #[arg(value_name = "REF", add = crate::cli::complete::records())]
    pub reference: Option<String>,
    /// At most this many, the newest first
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub limit: i64,
}

/// # Errors
/// Whatever the core refuses.
pub fn run(_session: &mut Session<'_>, _arguments: LogArgs) -> Result<Exit> {
    Err(Error::usage("E100", "being written"))
}
