//! The options every command takes, before or after its name.

use clap::{Args, ValueEnum};

/// Colour: on a terminal, always, never.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Options of every command")]
pub struct Globals {
    /// The book to use
    #[arg(long, value_name = "FILE", global = true, hide_short_help = true, value_hint = clap::ValueHint::FilePath)]
    pub db: Option<String>,
    /// A cycle by name, or all
    #[arg(long, value_name = "NAME|all", global = true, hide_short_help = true, add = super::complete::cycles())]
    pub cycle: Option<String>,
    /// A filter added to every list
    #[arg(long, value_name = "FILTER", global = true, hide_short_help = true, add = super::complete::filters())]
    pub scope: Option<String>,
    /// Ignore the scope, and show what was dropped
    #[arg(long, global = true, hide_short_help = true)]
    pub all: bool,
    /// Read the book as it stood on a day or right after an operation (op12)
    #[arg(long, value_name = "DATE|OP", global = true, hide_short_help = true)]
    pub at: Option<String>,
    /// Take this for today's date
    #[arg(long, value_name = "DATE", global = true, hide_short_help = true)]
    pub today: Option<String>,
    /// table, plain, json, ndjson, csv, tsv or md
    #[arg(long, value_name = "FORMAT", global = true, hide_short_help = true,
          value_parser = ["table", "plain", "json", "ndjson", "csv", "tsv", "md"])]
    pub format: Option<String>,
    /// JSON, with all fields or with those named: --json=id,title
    #[arg(long, value_name = "FIELDS", global = true, num_args = 0..=1, require_equals = true, default_missing_value = "")]
    pub json: Option<String>,
    /// One JSON object per line
    #[arg(long, global = true, hide_short_help = true)]
    pub ndjson: bool,
    /// Comma separated values with a header
    #[arg(long, global = true, hide_short_help = true)]
    pub csv: bool,
    /// Tab separated values with a header
    #[arg(long, global = true, hide_short_help = true)]
    pub tsv: bool,
    /// A line per record from a template: '{{ id }} {{ title }}'
    #[arg(long, value_name = "TEXT", global = true, hide_short_help = true)]
    pub template: Option<String>,
    /// The columns to show, in order: id,title,progress
    #[arg(long, value_name = "LIST", global = true, hide_short_help = true)]
    pub columns: Option<String>,
    /// Leave out the header
    #[arg(long, global = true, hide_short_help = true)]
    pub no_header: bool,
    /// Do not guard cells of csv and tsv that a spreadsheet would take for a formula
    #[arg(long, global = true, hide_short_help = true)]
    pub raw: bool,
    /// Columns of the screen to fit in
    #[arg(long, value_name = "N", global = true, hide_short_help = true)]
    pub width: Option<usize>,
    /// Colour: auto, always or never
    #[arg(
        long,
        value_name = "WHEN",
        global = true,
        hide_short_help = true,
        value_enum
    )]
    pub color: Option<Color>,
    /// Only ASCII in bars, marks and lines
    #[arg(long, global = true, hide_short_help = true)]
    pub ascii: bool,
    /// Line mode for screen readers: no bars, no boxes, one fact per line
    #[arg(long, global = true, hide_short_help = true)]
    pub accessible: bool,
    /// Links in titles: auto, always or never
    #[arg(
        long,
        value_name = "WHEN",
        global = true,
        hide_short_help = true,
        value_enum
    )]
    pub hyperlinks: Option<Color>,
    /// Never start a pager
    #[arg(long, global = true, hide_short_help = true)]
    pub no_pager: bool,
    /// Never ask
    #[arg(long, global = true, hide_short_help = true)]
    pub no_input: bool,
    /// Show what would change and change nothing
    #[arg(short = 'n', long, global = true, hide_short_help = true)]
    pub dry_run: bool,
    /// Say nothing but errors
    #[arg(short, long, global = true, hide_short_help = true)]
    pub quiet: bool,
    /// Say on stderr which book was used
    #[arg(short, long, global = true, hide_short_help = true)]
    pub verbose: bool,
    /// Refuse to write
    #[arg(long, global = true, hide_short_help = true)]
    pub read_only: bool,
    /// The settings file to use
    #[arg(long, value_name = "FILE", global = true, hide_short_help = true, value_hint = clap::ValueHint::FilePath)]
    pub config: Option<String>,
    /// Seconds to wait for a busy book
    #[arg(
        long,
        value_name = "SECONDS",
        global = true,
        hide_short_help = true,
        default_value_t = 8
    )]
    pub wait: u64,
}
