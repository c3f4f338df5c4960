//! The options every command takes, before or after its name.

use clap::{ArgMatches, Args, FromArgMatches, ValueEnum};
use okr_core::{Error, Result};

/// Colour: on a terminal, always, never.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

/// Seconds to wait for a busy book, when nothing else is said.
const WAIT: u64 = 8;

/// The formats by name; `markdown` is another word for `md`.
fn formats() -> impl clap::builder::TypedValueParser<Value = String> {
    use clap::builder::{PossibleValue, PossibleValuesParser};
    PossibleValuesParser::new(super::output::Form::NAMES.map(|name| match name {
        "md" => PossibleValue::new(name).alias("markdown"),
        name => PossibleValue::new(name),
    }))
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
    #[arg(long, value_name = "FILTER", global = true, conflicts_with = "all", hide_short_help = true, add = super::complete::filters())]
    pub scope: Option<String>,
    /// Ignore the scope, and show what was dropped
    #[arg(long, global = true, hide_short_help = true)]
    pub all: bool,
    /// Read the book as it stood on a day or right after an operation (op12)
    #[arg(long, value_name = "DATE|OP", add = super::complete::dates(), global = true, hide_short_help = true)]
    pub at: Option<String>,
    /// Take this for today's date
    #[arg(long, value_name = "DATE", global = true, hide_short_help = true)]
    pub today: Option<String>,
    /// table, plain, json, ndjson, csv, tsv or md
    #[arg(long, value_name = "FORMAT", global = true, hide_short_help = true,
          value_parser = formats())]
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
    /// Say nothing but errors and the answer that is asked for; with --exit-code nothing but errors
    #[arg(
        short,
        long,
        global = true,
        conflicts_with = "verbose",
        hide_short_help = true
    )]
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
        default_value_t = WAIT
    )]
    pub wait: u64,
}

/// Their names, and the letters of those that have one.
const NAMES: [&str; 28] = [
    "db",
    "cycle",
    "scope",
    "all",
    "at",
    "today",
    "format",
    "json",
    "ndjson",
    "csv",
    "tsv",
    "template",
    "columns",
    "no-header",
    "raw",
    "width",
    "color",
    "ascii",
    "accessible",
    "hyperlinks",
    "no-pager",
    "no-input",
    "dry-run",
    "quiet",
    "verbose",
    "read-only",
    "config",
    "wait",
];
const LETTERS: [char; 3] = ['n', 'q', 'v'];

impl Globals {
    /// What was typed of them; `options` may come from a grammar without them.
    ///
    /// # Errors
    /// `E100` for what clap cannot read.
    pub fn of(options: &ArgMatches) -> Result<Self> {
        if !options.try_contains_id("wait").unwrap_or(false) {
            return Ok(Self {
                wait: WAIT,
                ..Self::default()
            });
        }
        Self::from_arg_matches(options).map_err(|error| Error::usage("E100", error.to_string()))
    }

    /// Whether one of them may be among the words. A grammar without them costs half, and most lines
    /// have none.
    #[must_use]
    pub fn may_be_in(words: &[String]) -> bool {
        words.iter().any(|word| match word.strip_prefix("--") {
            Some(long) => NAMES.contains(&long.split_once('=').map_or(long, |(name, _)| name)),
            None => word.starts_with('-') && word.contains(LETTERS),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_option_of_every_command_is_noticed_in_a_line() {
        let grammar = Globals::augment_args(clap::Command::new("okr"));
        let mut names = 0;
        for option in grammar.get_arguments() {
            let typed = option.get_long().map(|long| format!("--{long}"));
            let letter = option.get_short().map(|letter| format!("-c3{letter}"));
            for word in typed.iter().chain(letter.iter()) {
                assert!(Globals::may_be_in(std::slice::from_ref(word)), "{word}");
                assert!(Globals::may_be_in(&[format!("{word}=x")]), "{word}");
            }
            names += 1;
        }
        assert_eq!(names, NAMES.len());
        assert!(!Globals::may_be_in(
            &["checkin", "K1", "-2%", "-c", "7", "--date", "-"].map(str::to_owned)
        ));
    }
}
