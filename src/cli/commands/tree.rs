//! `okr tree`: what serves what.

use clap::Args;
use okr_core::{Error, Result};

use crate::cli::exit::Exit;
use crate::cli::session::Session;

#[derive(Debug, Args)]
pub struct TreeArgs {
    /// A record to start from, and a filter
    #[arg(value_name = "REF|FILTER", add = crate::cli::complete::filters())]
    pub filter: Vec<String>,
}

/// # Errors
/// Whatever the core refuses.
pub fn run(_session: &mut Session<'_>, _arguments: TreeArgs) -> Result<Exit> {
    Err(Error::usage("E100", "being written"))
}
