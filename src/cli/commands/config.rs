//! `okr config`: the settings.

use clap::Args;
use okr_core::{Error, Result};

use crate::cli::exit::Exit;
use crate::cli::session::Session;

#[derive(Debug, Args)]
pub struct ConfigArgs {
    #[command(subcommand)]
    pub command: ConfigCommand,
}

#[derive(Debug, clap::Subcommand)]
pub enum ConfigCommand {
    /// All settings
    List {
        /// With where each value comes from
        #[arg(long)]
        origin: bool,
    },
    /// One setting
    Get {
        #[arg(value_name = "KEY", add = crate::cli::complete::settings())]
        key: String,
    },
    /// Write a setting to the file
    Set {
        #[arg(value_name = "KEY", add = crate::cli::complete::settings())]
        key: String,
        #[arg(value_name = "VALUE")]
        value: String,
    },
    /// Open the file in your editor, filled with all defaults when it is new
    Edit,
    /// Where the file is
    Path,
}

/// # Errors
/// Whatever the core refuses.
pub fn run(_session: &mut Session<'_>, _arguments: ConfigArgs) -> Result<Exit> {
    Err(Error::usage("E100", "being written"))
}
