//! `okr restore`: the state right after an operation.

use clap::Args;
use okr_core::act::Action;
use okr_core::{Error, Result};

use crate::cli::exit::Exit;
use crate::cli::session::Session;
use crate::cli::written;

#[derive(Debug, Args)]
pub struct RestoreArgs {
    /// The operation: op12
    #[arg(value_name = "OP")]
    pub operation: String,
}

/// # Errors
/// `E302` for an operation that is not there, and those of the file.
pub fn run(session: &mut Session<'_>, arguments: RestoreArgs) -> Result<Exit> {
    let typed = arguments.operation.to_lowercase();
    let number = typed.strip_prefix("op").unwrap_or(&typed).parse();
    let operation = number.map_err(|_| {
        Error::not_found(
            "E302",
            format!("\"{}\" is no operation", arguments.operation),
        )
        .why("Operations are numbered: op12.")
        .next("okr log")
    })?;
    written::write(session, "restore", &Action::Restore { operation })
}
