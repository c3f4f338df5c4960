//! `okr vision`: what objectives serve.

use clap::Args;
use okr_core::{Error, Result};

use crate::cli::exit::Exit;
use crate::cli::session::Session;

#[derive(Debug, Args)]
pub struct VisionArgs {
    #[command(subcommand)]
    pub command: VisionCommand,
}

#[derive(Debug, clap::Subcommand)]
pub enum VisionCommand {
    /// All visions with what serves them
    List,
    /// A new vision
    Add {
        #[arg(value_name = "TEXT")]
        text: String,
        /// Who owns it
        #[arg(short, long, value_name = "NAME")]
        owner: Option<String>,
    },
    /// Change title or owner
    Set {
        #[arg(value_name = "REF", add = crate::cli::complete::visions())]
        reference: String,
        #[arg(value_name = "KEY=VALUE", required = true)]
        changes: Vec<String>,
    },
    /// Archive a vision
    Drop {
        #[arg(value_name = "REF", add = crate::cli::complete::visions())]
        reference: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        because: Option<String>,
    },
}

/// # Errors
/// Whatever the core refuses.
pub fn run(_session: &mut Session<'_>, _arguments: VisionArgs) -> Result<Exit> {
    Err(Error::usage("E100", "being written"))
}
