//! From words to the grammar and back: arguments as text, the flags that must be known before
//! parsing, aliases. What the grammar refuses is worded in `refusal`, with the whole line to type.

use std::ffi::{OsStr, OsString};

use okr_core::{Error, Result};

use super::catalog;
use super::globals::{Color, Globals};
use super::manners::{When, Wishes};
use super::output::{Flags, Form};
use crate::settings::Settings;
use crate::words::glyphs::GlyphSet;
pub use crate::words::shell::quoted;
use crate::words::text::Ambiguous;
use crate::words::tone::Theme;

mod refusal;

pub use refusal::{line_of_book, refused, whole_line};

/// An argument as text.
///
/// # Errors
/// `E117` for bytes that are no UTF-8, with those bytes written out.
pub fn text_argument(argument: OsString) -> Result<String> {
    argument.into_string().map_err(|bytes| {
        let shown: String = bytes.as_encoded_bytes().escape_ascii().to_string();
        Error::usage("E117", format!("the argument {shown} is not UTF-8 text"))
            .why("Nothing was done.")
    })
}

/// A variable of ours as text.
///
/// # Errors
/// `E117` for an `OKR_…` that is no UTF-8.
pub fn text_variable(name: &OsStr, value: OsString) -> Result<()> {
    let Some(name) = name.to_str().filter(|name| name.starts_with("OKR_")) else {
        return Ok(());
    };
    value.into_string().map(drop).map_err(|bytes| {
        let shown = bytes.as_encoded_bytes().escape_ascii();
        Error::usage(
            "E117",
            format!("{name} holds {shown}, which is not UTF-8 text"),
        )
        .why("Nothing was done.")
        .next("okr help environment")
    })
}

/// The options that decide how errors of parsing itself are printed, picked out by hand.
#[must_use]
pub fn early_globals(arguments: &[String]) -> Globals {
    let mut globals = Globals::default();
    let mut words = arguments.iter().skip(1).map(String::as_str).peekable();
    while let Some(word) = words.next() {
        let (flag, mut value) = match word.split_once('=') {
            Some((flag, value)) => (flag, Some(value.to_owned())),
            None => (word, None),
        };
        let mut taken = || {
            value.take().or_else(|| {
                words
                    .next_if(|next| !next.starts_with('-'))
                    .map(str::to_owned)
            })
        };
        match flag {
            "--" => break,
            "--json" => globals.json = Some(value.unwrap_or_default()),
            "--ndjson" => globals.ndjson = true,
            "--format" => globals.format = taken(),
            "--config" => globals.config = taken(),
            "--color" => {
                globals.color = match taken().as_deref() {
                    Some("always") => Some(Color::Always),
                    Some("never") => Some(Color::Never),
                    _ => None,
                }
            }
            "--hyperlinks" => {
                globals.hyperlinks = match taken().as_deref() {
                    Some("always") => Some(Color::Always),
                    Some("never") => Some(Color::Never),
                    _ => None,
                }
            }
            "--width" => globals.width = taken().and_then(|width| width.parse().ok()),
            "--ascii" => globals.ascii = true,
            "--accessible" => globals.accessible = true,
            "--no-pager" => globals.no_pager = true,
            "--no-input" => globals.no_input = true,
            "-q" | "--quiet" => globals.quiet = true,
            _ => {}
        }
    }
    if globals.format.as_deref() == Some("json") {
        globals.json.get_or_insert_default();
    }
    globals
}

fn when(color: Option<Color>) -> When {
    match color {
        None | Some(Color::Auto) => When::Auto,
        Some(Color::Always) => When::Always,
        Some(Color::Never) => When::Never,
    }
}

/// What flags and settings wish of the streams.
#[must_use]
pub fn wishes(globals: &Globals, settings: &Settings) -> Wishes {
    let of_setting = |key| When::of_name(settings.get(key)).unwrap_or_default();
    Wishes {
        color: when(globals.color),
        color_setting: of_setting("ui.color"),
        theme: Theme::of_name(settings.get("ui.theme")).unwrap_or_default(),
        ascii: globals.ascii,
        glyphs_setting: match settings.get("ui.glyphs") {
            "unicode" => Some(GlyphSet::Unicode),
            "ascii" => Some(GlyphSet::Ascii),
            _ => None,
        },
        ambiguous: if settings.get("ui.ambiguous_width") == "2" {
            Ambiguous::Wide
        } else {
            Ambiguous::Narrow
        },
        width: globals.width,
        accessible: globals.accessible || settings.is_on("ui.accessible"),
        hyperlinks: match when(globals.hyperlinks) {
            When::Auto => of_setting("ui.hyperlinks"),
            other => other,
        },
        quiet: globals.quiet,
        no_hints: !settings.is_on("ui.hints"),
        no_pager: globals.no_pager,
        pager_setting: Some(settings.get("ui.pager").to_owned()).filter(|pager| !pager.is_empty()),
        pager_color: of_setting("ui.pager_color"),
        no_input: globals.no_input,
        json: globals.json.is_some() || globals.ndjson,
    }
}

/// The format flags as the output layer takes them.
#[must_use]
pub fn format_flags(globals: &Globals) -> Flags {
    Flags {
        format: globals.format.as_deref().and_then(Form::of_name),
        json: globals.json.clone(),
        ndjson: globals.ndjson,
        csv: globals.csv,
        tsv: globals.tsv,
        template: globals.template.clone(),
        columns: globals.columns.clone(),
        no_header: globals.no_header,
        raw: globals.raw,
    }
}

/// The arguments with the person's own aliases and the default command put in.
#[must_use]
pub fn expanded(arguments: Vec<String>, settings: &Settings) -> Vec<String> {
    let Some(place) = command_place(&arguments) else {
        if arguments
            .iter()
            .skip(1)
            .any(|word| matches!(word.as_str(), "-h" | "--help" | "-V" | "--version"))
        {
            return arguments;
        }
        let default = settings
            .get("default_command")
            .split_whitespace()
            .map(str::to_owned);
        let at = 1.min(arguments.len());
        let (head, tail) = arguments.split_at(at);
        return head
            .iter()
            .cloned()
            .chain(default)
            .chain(tail.iter().cloned())
            .collect();
    };
    let word = arguments.get(place).map(String::as_str).unwrap_or_default();
    if catalog::find(word).is_some() {
        return arguments;
    }
    let Some((_, line)) = settings.named("aliases").find(|(name, _)| *name == word) else {
        return arguments;
    };
    let line: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
    [
        arguments.get(..place).unwrap_or_default(),
        &line,
        arguments.get(place + 1..).unwrap_or_default(),
    ]
    .concat()
}

/// Flags that take the next word as their value.
const WITH_VALUE: [&str; 13] = [
    "--db",
    "--cycle",
    "--scope",
    "--at",
    "--today",
    "--format",
    "--template",
    "--columns",
    "--width",
    "--color",
    "--config",
    "--wait",
    "--hyperlinks",
];

/// Where the name of the command stands: the first word that is neither a flag nor a flag's value.
#[must_use]
pub fn command_place(arguments: &[String]) -> Option<usize> {
    let mut place = 1;
    while let Some(word) = arguments.get(place) {
        if !word.starts_with('-') || word == "-" {
            return Some(place);
        }
        place += if WITH_VALUE.contains(&word.as_str()) {
            2
        } else {
            1
        };
    }
    None
}

/// The arguments with the command's name moved before the options that stand in front of it.
#[must_use]
pub fn command_first(arguments: &[String], place: usize) -> Vec<String> {
    let mut line = arguments.to_vec();
    if place > 1 {
        line[1..=place].rotate_right(1);
    }
    line
}

/// The command as a person would type it, for the history.
#[must_use]
pub fn shown_command(arguments: &[String]) -> String {
    let words: Vec<String> = arguments.iter().skip(1).map(|word| quoted(word)).collect();
    let line = format!("okr {}", words.join(" "));
    match line.char_indices().nth(400) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}
