//! `okr team`: who objectives belong to.

use clap::Args;
use okr_core::{Error, Result};

use crate::cli::exit::Exit;
use crate::cli::session::Session;

#[derive(Debug, Args)]
pub struct TeamArgs {
    #[command(subcommand)]
    pub command: TeamCommand,
}

#[derive(Debug, clap::Subcommand)]
pub enum TeamCommand {
    /// All teams with what they have
    List,
    /// A new team
    Add {
        #[arg(value_name = "NAME")]
        name: String,
        /// Its full name
        #[arg(long, value_name = "TEXT")]
        title: Option<String>,
    },
}

/// # Errors
/// Whatever the core refuses.
pub fn run(_session: &mut Session<'_>, _arguments: TeamArgs) -> Result<Exit> {
    Err(Error::usage("E100", "being written"))
}
