//! `okr db`: the file itself.

use clap::Args;
use okr_core::{Error, Result};

use crate::cli::exit::Exit;
use crate::cli::session::Session;

#[derive(Debug, Args)]
pub struct DbArgs {
    #[command(subcommand)]
    pub command: DbCommand,
}

#[derive(Debug, clap::Subcommand)]
pub enum DbCommand {
    /// Where the book is and what it holds
    Info,
    /// Prove that the file is what its log says
    Verify,
    /// Copy the book, also while it is in use
    Backup {
        /// Where to; beside the book with today's date when not given
        #[arg(value_name = "FILE")]
        file: Option<String>,
    },
    /// Put a copy in the place of the book; the book is kept beside it
    Restore {
        /// The copy
        #[arg(value_name = "FILE")]
        file: String,
    },
}

/// # Errors
/// Whatever the core refuses.
pub fn run(_session: &mut Session<'_>, _arguments: DbArgs) -> Result<Exit> {
    Err(Error::usage("E100", "being written"))
}
