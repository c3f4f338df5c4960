//! `okr win`: something worth celebrating.

use clap::Args;
use okr_core::Result;
use okr_core::act::Action;

use crate::cli::exit::Exit;
use crate::cli::sayings;
use crate::cli::session::Session;
use crate::cli::written::{Written, named};

#[derive(Debug, Args)]
pub struct WinArgs {
    /// The win, in quotes; list shows all
    #[arg(value_name = "TEXT|list")]
    pub text: String,
    /// The records it came from; may be repeated
    #[arg(long = "for", value_name = "REF", num_args = 1.., add = crate::cli::complete::records())]
    pub about: Vec<String>,
    /// Whom to thank; may be repeated
    #[arg(long, value_name = "NAME", num_args = 1..)]
    pub thanks: Vec<String>,
}

/// # Errors
/// Whatever the core refuses.
pub fn run(session: &mut Session<'_>, arguments: WinArgs) -> Result<Exit> {
    let WinArgs {
        text,
        about,
        thanks,
    } = arguments;
    if text == "list" {
        return sayings::wins(session, &about);
    }
    let thanked = thanks.join(", ");
    let mut written = Written::by(
        session,
        "win",
        &Action::Win {
            text,
            about,
            thanks,
        },
    )?;
    if let Some(id) = written
        .outcome
        .changes
        .first()
        .and_then(named)
        .map(str::to_owned)
        .filter(|_| !thanked.is_empty())
    {
        written.below.insert(id, vec![format!("thanks {thanked}")]);
    }
    written.tell(session)
}
