//! `okr doctor`: terminal, shell, file and settings at a glance.

use clap::Args;
use okr_core::{Error, Result};

use crate::cli::exit::Exit;
use crate::cli::session::Session;

#[derive(Debug, Args)]
pub struct DoctorArgs {}

/// # Errors
/// Whatever the core refuses.
pub fn run(_session: &mut Session<'_>, _arguments: DoctorArgs) -> Result<Exit> {
    Err(Error::usage("E100", "being written"))
}
