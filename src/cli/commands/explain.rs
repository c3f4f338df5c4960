//! `okr explain`: what a code or a word means.

use clap::Args;
use okr_core::{Error, Result};

use crate::cli::exit::Exit;
use crate::cli::session::Session;

#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// A code (E204, W211, L12) or a word (confidence, pace, stretch)
    #[arg(value_name = "CODE|WORD")]
    pub word: Option<String>,
}

/// # Errors
/// Whatever the core refuses.
pub fn run(_session: &mut Session<'_>, _arguments: ExplainArgs) -> Result<Exit> {
    Err(Error::usage("E100", "being written"))
}
