//! `okr why`: the arithmetic behind a number.

use clap::Args;
use okr_core::{Error, Result};

use crate::cli::exit::Exit;
use crate::cli::session::Session;

#[derive(Debug, Args)]
pub struct WhyArgs {
    /// The record: id, handle, or a part of its title
    #[arg(value_name = "REF", add = crate::cli::complete::records())]
    pub reference: String,
}

/// # Errors
/// Whatever the core refuses.
pub fn run(_session: &mut Session<'_>, _arguments: WhyArgs) -> Result<Exit> {
    Err(Error::usage("E100", "being written"))
}
