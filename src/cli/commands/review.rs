//! `okr review`: the weekly sitting in which everything that is due is checked in.

use clap::Args;
use okr_core::Result;
use okr_core::review::Start;

use crate::cli::exit::Exit;
use crate::cli::full_screen::{self, Begin, FullScreen, Opened};
use crate::cli::review::{self, plain};
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
    let wants_lines = arguments.plain || session.globals.dry_run;
    let can_fill = full_screen::cannot(session).is_none();
    match session.full_screen.filter(|_| can_fill && !wants_lines) {
        Some(show) => on_screen(session, arguments, start, show),
        None => plain::hold(session, &arguments.filter, start),
    }
}

fn on_screen(
    session: &mut Session<'_>,
    arguments: ReviewArgs,
    start: Start,
    show: FullScreen,
) -> Result<Exit> {
    plain::refuse_records(session)?;
    let held = review::open(session, &arguments.filter, start)?;
    if held.review.cards().is_empty() {
        return plain::say_nothing_due(session, &held);
    }
    let opened = Opened {
        review: held.review,
        filter: arguments.filter,
        presents: arguments.present,
        command: plain::resuming(session),
    };
    show(session, Begin::Review(Box::new(opened)))
}
