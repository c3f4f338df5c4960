//! `okr search`: words anywhere in the book.

use clap::Args;
use okr_core::{Error, Result};

use crate::cli::exit::Exit;
use crate::cli::session::Session;

#[derive(Debug, Args)]
pub struct SearchArgs {
    /// The text to find; every character stands for itself
    #[arg(value_name = "TEXT", required = true)]
    pub text: Vec<String>,
}

/// # Errors
/// Whatever the core refuses.
pub fn run(_session: &mut Session<'_>, _arguments: SearchArgs) -> Result<Exit> {
    Err(Error::usage("E100", "being written"))
}
