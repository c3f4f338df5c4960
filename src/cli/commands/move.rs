//! `okr move`: put a record under another one.

use clap::Args;
use okr_core::Result;
use okr_core::act::Action;

use crate::cli::exit::Exit;
use crate::cli::session::Session;
use crate::cli::written::Written;

#[derive(Debug, Args)]
pub struct MoveArgs {
    /// The objective or key result
    #[arg(value_name = "REF", add = crate::cli::complete::records())]
    pub reference: String,
    /// The new parent; none takes an objective from its parent
    #[arg(long, value_name = "REF", add = crate::cli::complete::records())]
    pub to: String,
    /// Its progress counts in the parent objective
    #[arg(long, conflicts_with = "supports")]
    pub counts: bool,
    /// It only supports the parent
    #[arg(long)]
    pub supports: bool,
}

/// # Errors
/// Whatever the core refuses.
pub fn run(session: &mut Session<'_>, arguments: MoveArgs) -> Result<Exit> {
    let counts = match (arguments.counts, arguments.supports) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    };
    let action = Action::Move {
        reference: arguments.reference,
        to: arguments.to,
        counts,
    };
    let written = Written::by(session, "move", &action)?;
    if written.outcome.changes.is_empty() {
        session
            .io
            .remark("nothing changed: it stands there already");
    }
    written.tell(session)
}
