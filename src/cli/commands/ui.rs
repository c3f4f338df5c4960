//! `okr ui`: the whole screen. Whether there is one is decided here; what is on it is the view's.

use clap::Args;
use okr_core::{Error, Result};

use crate::cli::exit::Exit;
use crate::cli::full_screen::{self, Begin};
use crate::cli::session::Session;

#[derive(Debug, Args)]
pub struct UiArgs {}

/// # Errors
/// `E121` where the whole screen cannot be used, and those of opening the book.
pub fn run(session: &mut Session<'_>, _arguments: UiArgs) -> Result<Exit> {
    if session.globals.dry_run {
        return Err(
            Error::usage("E121", "okr ui shows the book and is no single change")
                .why("--dry-run is for commands that change something.")
                .next("okr ui --read-only"),
        );
    }
    let cannot = full_screen::cannot(session);
    match (cannot, session.full_screen) {
        (None, Some(open)) => open(session, Begin::Tree),
        (cannot, _) => Err(Error::usage(
            "E121",
            cannot.unwrap_or("this program has no full screen"),
        )
        .why("Every part of it is a command too, one fact per line where line mode is on.")
        .next("okr review --plain")
        .next("okr tree")),
    }
}
