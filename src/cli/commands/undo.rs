//! `okr undo`: take back the last change.

use clap::Args;
use okr_core::act::Action;
use okr_core::{Error, Result};

use crate::cli::exit::Exit;
use crate::cli::session::Session;
use crate::cli::written::Written;

#[derive(Debug, Args)]
pub struct UndoArgs {
    /// How many
    #[arg(value_name = "N", default_value_t = 1)]
    pub times: usize,
}

/// # Errors
/// Whatever the core refuses.
pub fn run(session: &mut Session<'_>, arguments: UndoArgs) -> Result<Exit> {
    let times = arguments.times;
    if times == 0 {
        return Err(Error::usage("E108", "0 changes are none to undo")
            .why("Without a number it is the last one.")
            .next("okr undo"));
    }
    // Where there is no book there is nothing to undo either.
    let written = match Written::by(session, "undo", &Action::Undo { times }) {
        Err(error) if error.code == "E308" => Written::nothing("undo"),
        done => done?,
    };
    let done = written.outcome.changes.len();
    let exit = written.tell(session)?;
    if done == 0 {
        session.io.remark("nothing to undo");
    } else if done < times {
        session
            .io
            .remark(&format!("nothing more to undo after {done} of {times}"));
    }
    Ok(exit)
}
