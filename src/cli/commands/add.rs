//! `okr add`: an objective, or a key result with `--to`.

use clap::Args;
use okr_core::{Error, Result};

use crate::cli::exit::Exit;
use crate::cli::session::Session;

#[derive(Debug, Args)]
pub struct AddArgs {
    /// The sentence, in quotes; objective or kr before it says which, - reads an outline
    #[arg(value_name = "[objective|kr] TEXT", required = true)]
    pub words: Vec<String>,
    /// What it belongs to: an objective makes it a key result; for an objective a vision, an objective or a key result
    #[arg(long, value_name = "REF", add = crate::cli::complete::records())]
    pub to: Option<String>,
    /// An objective's progress counts in its parent objective, not only supports it
    #[arg(long, requires = "to")]
    pub counts: bool,
    #[command(flatten)]
    pub measure: MeasureArgs,
    #[command(flatten)]
    pub meta: MetaArgs,
    /// Refuse what would only be warned about
    #[arg(long, hide_short_help = true)]
    pub strict: bool,
    /// No tip afterwards
    #[arg(long, hide_short_help = true)]
    pub no_tips: bool,
}

/// How a key result is measured, where the sentence does not say it.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Measure (overrides the sentence)")]
pub struct MeasureArgs {
    /// count, number, percent, currency, duration, rating, rank, relative, delta, hold, milestone, steps or zones
    #[arg(long, value_name = "KIND", hide_short_help = true, add = crate::cli::complete::kinds())]
    pub kind: Option<String>,
    /// The value now, before any work
    #[arg(long, value_name = "VALUE", allow_hyphen_values = true)]
    pub start: Option<String>,
    /// The value to reach; x0.7 is a factor on the start
    #[arg(long, value_name = "VALUE", allow_hyphen_values = true)]
    pub target: Option<String>,
    /// The unit: articles, USD, hours
    #[arg(long, value_name = "UNIT", hide_short_help = true)]
    pub unit: Option<String>,
    /// Start and target in one: 5%..3%
    #[arg(
        long,
        value_name = "A..B",
        allow_hyphen_values = true,
        hide_short_help = true
    )]
    pub from_to: Option<String>,
    /// Stay inside: 99.9%.. or ..4h or 3..5
    #[arg(
        long,
        value_name = "RANGE",
        allow_hyphen_values = true,
        hide_short_help = true
    )]
    pub hold: Option<String>,
    /// The number before, for factors and differences
    #[arg(
        long,
        value_name = "VALUE",
        allow_hyphen_values = true,
        hide_short_help = true
    )]
    pub baseline: Option<String>,
    /// The top of a rating's scale
    #[arg(long, value_name = "N", hide_short_help = true)]
    pub scale: Option<String>,
    /// A number of steps, or names with weights: design:2,build:5,launch
    #[arg(long, value_name = "N|LIST", hide_short_help = true)]
    pub steps: Option<String>,
    /// What would be a commit, in a sentence
    #[arg(long, value_name = "TEXT", hide_short_help = true)]
    pub commit_zone: Option<String>,
    /// What would reach the target, in a sentence
    #[arg(long, value_name = "TEXT", hide_short_help = true)]
    pub target_zone: Option<String>,
    /// What would be a stretch, in a sentence
    #[arg(long, value_name = "TEXT", hide_short_help = true)]
    pub stretch_zone: Option<String>,
    /// The commit and the target mark on the way: 0.3,0.7
    #[arg(long, value_name = "A,B", hide_short_help = true)]
    pub marks: Option<String>,
    /// linear, back-loaded, or points: 15apr=20,15may=60
    #[arg(long, value_name = "PLAN", hide_short_help = true)]
    pub plan: Option<String>,
}

/// Whose it is and what it is called.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "About it")]
pub struct MetaArgs {
    /// Who answers for it
    #[arg(short, long, value_name = "NAME", add = crate::cli::complete::owners())]
    pub owner: Option<String>,
    /// Whose it is
    #[arg(long, value_name = "NAME", hide_short_help = true, add = crate::cli::complete::teams())]
    pub team: Option<String>,
    /// A tag; may be repeated
    #[arg(long, value_name = "NAME", hide_short_help = true)]
    pub tag: Vec<String>,
    /// A day of its own
    #[arg(long, value_name = "DATE", hide_short_help = true)]
    pub due: Option<String>,
    /// Its share in the objective: 0.3 or 30%; 0 tracks without counting
    #[arg(long, value_name = "N", hide_short_help = true)]
    pub weight: Option<String>,
    /// Meant as a stretch: 0.7 is a good result
    #[arg(long, conflicts_with = "commit", hide_short_help = true)]
    pub stretch: bool,
    /// Meant as a commitment: 1.0 is expected
    #[arg(long, hide_short_help = true)]
    pub commit: bool,
    /// A name for scripts
    #[arg(long = "as", value_name = "HANDLE")]
    pub handle: Option<String>,
    /// An address; may be repeated
    #[arg(long, value_name = "URL", hide_short_help = true)]
    pub link: Vec<String>,
}

/// # Errors
/// Whatever the core refuses.
pub fn run(_session: &mut Session<'_>, _arguments: AddArgs) -> Result<Exit> {
    Err(Error::usage("E100", "being written"))
}
