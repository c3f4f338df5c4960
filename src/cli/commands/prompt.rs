//! `okr prompt`: one short text for a prompt.

use clap::Args;
use okr_core::{Error, Result};

use crate::cli::exit::Exit;
use crate::cli::session::Session;

#[derive(Debug, Args)]
pub struct PromptArgs {
    /// The text with {due}, {behind}, {cycle}, {week} and {gone} in it (--format is taken for all other commands)
    #[arg(long = "text", value_name = "TEXT")]
    pub text: Option<String>,
    /// Without colour or escapes, for tmux
    #[arg(long)]
    pub tmux: bool,
}

/// # Errors
/// Whatever the core refuses.
pub fn run(_session: &mut Session<'_>, _arguments: PromptArgs) -> Result<Exit> {
    Err(Error::usage("E100", "being written"))
}
