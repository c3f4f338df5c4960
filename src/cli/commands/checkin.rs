//! `okr checkin`: say how a key result goes: one, line by line, or many from a file.

use clap::Args;
use okr_core::{Error, Result};

use crate::cli::exit::Exit;
use crate::cli::session::Session;

#[derive(Debug, Args)]
pub struct CheckinArgs {
    /// The key result, or - to read many from standard input; nothing goes through all that is due
    #[arg(value_name = "REF", add = crate::cli::complete::key_results())]
    pub reference: Option<String>,
    /// The value: 104, +3, 82%, 40k, 4.5/5, 3/5, done, commit, = for the same, unknown
    #[arg(value_name = "VALUE", allow_hyphen_values = true)]
    pub value: Option<String>,
    /// How sure you are to reach it, 0 to 10; = repeats the last answer
    #[arg(short, long, value_name = "N")]
    pub confidence: Option<String>,
    /// What happened
    #[arg(short = 'm', long, value_name = "TEXT")]
    pub note: Option<String>,
    /// What blocks it; none clears it
    #[arg(short, long, value_name = "TEXT")]
    pub blocker: Option<String>,
    /// The day it is about (today)
    #[arg(short, long, value_name = "DATE")]
    pub date: Option<String>,
    /// Accept a day in the future or before the cycle
    #[arg(long, hide_short_help = true)]
    pub force_date: bool,
    /// Read a batch from a file
    #[arg(long, value_name = "FILE", hide_short_help = true, value_hint = clap::ValueHint::FilePath)]
    pub from: Option<String>,
    /// Where the numbers come from; the same key result, day and source replace each other
    #[arg(long, value_name = "NAME", hide_short_help = true)]
    pub source: Option<String>,
    /// Write the good rows of a batch and end with 9
    #[arg(long, hide_short_help = true)]
    pub keep_going: bool,
    /// Skip unknown columns of a batch
    #[arg(long, hide_short_help = true)]
    pub ignore_unknown: bool,
}

/// # Errors
/// Whatever the core refuses.
pub fn run(_session: &mut Session<'_>, _arguments: CheckinArgs) -> Result<Exit> {
    Err(Error::usage("E100", "being written"))
}
