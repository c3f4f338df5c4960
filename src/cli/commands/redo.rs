//! `okr redo`: do again what was undone.

use clap::Args;
use okr_core::Result;
use okr_core::act::Action;

use crate::cli::exit::Exit;
use crate::cli::session::Session;
use crate::cli::written::Written;

#[derive(Debug, Args)]
pub struct RedoArgs {
    /// How many
    #[arg(value_name = "N", default_value_t = 1)]
    pub times: usize,
}

/// # Errors
/// Whatever the core refuses.
pub fn run(session: &mut Session<'_>, arguments: RedoArgs) -> Result<Exit> {
    let times = arguments.times;
    // Where there is no book there is nothing to redo either.
    let written = match Written::by(session, "redo", &Action::Redo { times }) {
        Err(error) if error.code == "E308" => Written::nothing("redo"),
        done => done?,
    };
    let done = written.outcome.changes.len();
    let exit = written.tell(session)?;
    if done == 0 {
        session.io.remark("nothing to redo");
    } else if done < times {
        session
            .io
            .remark(&format!("nothing more to redo after {done} of {times}"));
    }
    Ok(exit)
}
