//! `okr review`: the weekly sitting in which everything that is due is checked in.

use clap::Args;
use okr_core::Result;
use okr_core::review::Start;

use crate::cli::exit::Exit;
use crate::cli::review::plain;
use crate::cli::session::Session;

#[derive(Debug, Args)]
pub struct ReviewArgs {
    /// Which ones: team:web, owner:me, words of a title …
    #[arg(value_name = "FILTER", add = crate::cli::complete::filters())]
    pub filter: Vec<String>,
    /// Line by line instead of full screen; so it is without a terminal too
    #[arg(long)]
    pub plain: bool,
    /// Larger, for a team in one room: no queue beside the card, owners first
    #[arg(long)]
    pub present: bool,
    /// Ask everything again, also what was checked in since the last review day
    #[arg(long)]
    pub restart: bool,
}

/// # Errors
/// Whatever the core refuses.
pub fn run(session: &mut Session<'_>, arguments: ReviewArgs) -> Result<Exit> {
    let start = if arguments.restart {
        Start::Anew
    } else {
        Start::Resume
    };
    plain::hold(session, &arguments.filter, start)
}
