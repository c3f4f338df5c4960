//! `okr cycle`: the spans of time.

use clap::Args;
use okr_core::{Error, Result};

use crate::cli::exit::Exit;
use crate::cli::session::Session;

#[derive(Debug, Args)]
pub struct CycleArgs {
    #[command(subcommand)]
    pub command: CycleCommand,
}

#[derive(Debug, clap::Subcommand)]
pub enum CycleCommand {
    /// All cycles
    List,
    /// A new cycle: by name (2026Q4, 2026-10, 2026T3, FY27Q1), or any name with its days
    New {
        #[arg(value_name = "NAME")]
        name: String,
        /// The first day
        #[arg(long, value_name = "DATE")]
        start: Option<String>,
        /// The last day
        #[arg(long, value_name = "DATE")]
        end: Option<String>,
        /// Still being planned; open it later
        #[arg(long)]
        planning: bool,
    },
    /// Open a planned or closed cycle
    Open {
        #[arg(value_name = "NAME", add = crate::cli::complete::cycles())]
        name: String,
    },
    /// Close a cycle: it stays as it is
    Close {
        #[arg(value_name = "NAME", add = crate::cli::complete::cycles())]
        name: String,
    },
    /// Copy what is live into a new cycle, starting from where things stand
    Copy {
        #[arg(value_name = "FROM", add = crate::cli::complete::cycles())]
        from: String,
        #[arg(value_name = "TO")]
        to: String,
        /// The first day of the new one
        #[arg(long, value_name = "DATE")]
        start: Option<String>,
        /// The last day of the new one
        #[arg(long, value_name = "DATE")]
        end: Option<String>,
        /// Still being planned; open it later
        #[arg(long)]
        planning: bool,
    },
}

/// # Errors
/// Whatever the core refuses.
pub fn run(_session: &mut Session<'_>, _arguments: CycleArgs) -> Result<Exit> {
    Err(Error::usage("E100", "being written"))
}
