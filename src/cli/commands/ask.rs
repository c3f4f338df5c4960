//! `okr ask`: requests to leadership.

use clap::Args;
use okr_core::{Error, Result};

use crate::cli::exit::Exit;
use crate::cli::session::Session;

#[derive(Debug, Args)]
pub struct AskArgs {
    /// The ask, in quotes; list shows all, close A3 closes one
    #[arg(value_name = "TEXT | list | close REF", required = true, num_args = 1..=2)]
    pub words: Vec<String>,
    /// The records it is about; may be repeated
    #[arg(long = "for", value_name = "REF", num_args = 1.., add = crate::cli::complete::records())]
    pub about: Vec<String>,
    /// The answer, when closing
    #[arg(short = 'm', long, value_name = "TEXT")]
    pub answer: Option<String>,
}

/// # Errors
/// Whatever the core refuses.
pub fn run(_session: &mut Session<'_>, _arguments: AskArgs) -> Result<Exit> {
    Err(Error::usage("E100", "being written"))
}
