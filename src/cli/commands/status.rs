//! `okr` alone: where the cycle stands.

use clap::Args;
use okr_core::{Error, Result};

use crate::cli::exit::Exit;
use crate::cli::session::Session;

#[derive(Debug, Args)]
pub struct StatusArgs {}

/// # Errors
/// Whatever the core refuses.
pub fn run(_session: &mut Session<'_>, _arguments: StatusArgs) -> Result<Exit> {
    Err(Error::usage("E100", "being written"))
}
