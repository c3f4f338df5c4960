//! `okr list`: objectives and key results as a table.

use clap::Args;
use okr_core::{Error, Result};

use crate::cli::exit::Exit;
use crate::cli::session::Session;

#[derive(Debug, Args)]
pub struct ListArgs {
    /// Which ones: team:web, status:behind, owner:me, words of a title …
    #[arg(value_name = "FILTER", add = crate::cli::complete::filters())]
    pub filter: Vec<String>,
    /// End with 7 when nothing matches
    #[arg(long)]
    pub exit_code: bool,
    /// Sort by id, progress, pace, status, due, updated or title
    #[arg(long, value_name = "COLUMN", value_parser = ["id", "progress", "pace", "status", "due", "updated", "title"])]
    pub sort: Option<String>,
    /// Print the JSON Schema of the answer instead
    #[arg(long, hide_short_help = true)]
    pub schema: bool,
}

/// # Errors
/// Whatever the core refuses.
pub fn run(_session: &mut Session<'_>, _arguments: ListArgs) -> Result<Exit> {
    Err(Error::usage("E100", "being written"))
}
