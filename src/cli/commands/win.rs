//! `okr win`: something worth celebrating.

use clap::Args;
use okr_core::{Error, Result};

use crate::cli::exit::Exit;
use crate::cli::session::Session;

#[derive(Debug, Args)]
pub struct WinArgs {
    /// The win, in quotes; list shows all
    #[arg(value_name = "TEXT|list")]
    pub text: String,
    /// The records it came from; may be repeated
    #[arg(long = "for", value_name = "REF", num_args = 1.., add = crate::cli::complete::records())]
    pub about: Vec<String>,
    /// Whom to thank; may be repeated
    #[arg(long, value_name = "NAME", num_args = 1..)]
    pub thanks: Vec<String>,
}

/// # Errors
/// Whatever the core refuses.
pub fn run(_session: &mut Session<'_>, _arguments: WinArgs) -> Result<Exit> {
    Err(Error::usage("E100", "being written"))
}
