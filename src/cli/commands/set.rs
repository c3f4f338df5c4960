//! `okr set`: change fields of a record.

use clap::Args;
use okr_core::{Error, Result};

use crate::cli::exit::Exit;
use crate::cli::session::Session;

#[derive(Debug, Args)]
pub struct SetArgs {
    /// The records, then the fields: K2 target=80 owner=li
    #[arg(value_name = "REF… KEY=VALUE…", required = true, num_args = 2.., allow_hyphen_values = true, add = crate::cli::complete::settable())]
    pub words: Vec<String>,
}

/// # Errors
/// Whatever the core refuses.
pub fn run(_session: &mut Session<'_>, _arguments: SetArgs) -> Result<Exit> {
    Err(Error::usage("E100", "being written"))
}
