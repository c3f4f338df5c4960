//! `okr same`: the same answer as last time.

use clap::Args;
use okr_core::{Error, Result};

use crate::cli::exit::Exit;
use crate::cli::session::Session;

#[derive(Debug, Args)]
pub struct SameArgs {
    /// Which key results
    #[arg(value_name = "REF", add = crate::cli::complete::key_results())]
    pub references: Vec<String>,
    /// All that are due
    #[arg(long)]
    pub all_due: bool,
    /// A remark
    #[arg(short = 'm', long, value_name = "TEXT")]
    pub note: Option<String>,
}

/// # Errors
/// Whatever the core refuses.
pub fn run(_session: &mut Session<'_>, _arguments: SameArgs) -> Result<Exit> {
    Err(Error::usage("E100", "being written"))
}
