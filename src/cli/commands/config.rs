//! `okr config`: the settings.

use std::path::PathBuf;
use std::process::Command;

use clap::Args;
use okr_core::select::{Filter, FilterContext};
use okr_core::{Error, Kind, Result};
use serde_json::json;
use toml_edit::Value;

use crate::cli::exit::Exit;
use crate::cli::output::{Cell, Column, Listing, Row};
use crate::cli::session::Session;
use crate::cli::{catalog, pager};
use crate::place;
use crate::settings::{self, Takes, file};

#[derive(Debug, Args)]
pub struct ConfigArgs {
    #[command(subcommand)]
    pub command: ConfigCommand,
}

#[derive(Debug, clap::Subcommand)]
pub enum ConfigCommand {
    /// All settings
    List {
        /// With where each value comes from
        #[arg(long)]
        origin: bool,
    },
    /// One setting
    Get {
        /// The setting
        #[arg(value_name = "KEY", add = crate::cli::complete::settings())]
        key: String,
    },
    /// Write a setting to the file
    Set {
        /// A setting, or views.NAME or aliases.NAME
        #[arg(value_name = "KEY", add = crate::cli::complete::settings())]
        key: String,
        /// What it is to be; "" is the default
        #[arg(value_name = "VALUE", allow_hyphen_values = true, add = crate::cli::complete::setting_values())]
        value: String,
    },
    /// Open the file in your editor, filled with all defaults when it is new
    Edit,
    /// Where the file is
    Path,
}

/// # Errors
/// `E118` for a key nobody knows, `E224` and `E225` for what a setting does not take, `E613` for a file
/// that cannot be written.
pub fn run(session: &mut Session<'_>, arguments: ConfigArgs) -> Result<Exit> {
    match arguments.command {
        ConfigCommand::List { origin } => {
            let listing = listing(session, origin);
            session.show(&listing)?;
        }
        ConfigCommand::Get { key } => {
            file::known(&key)?;
            let (value, _) = in_force(session, &key);
            let line = session.io.out.ruler.safe(&value).into_owned();
            session.io.line(&line)?;
        }
        ConfigCommand::Set { key, value } => set(session, &key, &value)?,
        ConfigCommand::Edit => edit(session)?,
        ConfigCommand::Path => {
            let line = settings_file(session)?.display().to_string();
            let line = session.io.out.ruler.safe(&line).into_owned();
            session.io.line(&line)?;
        }
    }
    Ok(Exit::Done)
}

pub(super) fn settings_file(session: &Session<'_>) -> Result<PathBuf> {
    let named = session
        .globals
        .config
        .clone()
        .or_else(|| (session.environment)("OKR_CONFIG"));
    place::settings(named.as_deref())
}

/// Variables that come before the file, and what they say there.
const BEFORE_THE_FILE: [(&str, &str); 10] = [
    ("scope", "OKR_SCOPE"),
    ("editor", "OKR_EDITOR"),
    ("editor", "VISUAL"),
    ("editor", "EDITOR"),
    ("ui.pager", "OKR_PAGER"),
    ("ui.accessible", "OKR_ACCESSIBLE"),
    ("ui.accessible", "ACCESSIBLE"),
    ("ui.color", "NO_COLOR"),
    ("ui.color", "CLICOLOR_FORCE"),
    ("ui.color", "FORCE_COLOR"),
];

/// The value that counts and where it comes from.
fn in_force(session: &Session<'_>, key: &str) -> (String, String) {
    if let Some(scope) = session.globals.scope.clone().filter(|_| key == "scope") {
        return (scope, "--scope".to_owned());
    }
    for (_, variable) in BEFORE_THE_FILE.iter().filter(|(of, _)| *of == key) {
        let value = (session.environment)(variable).filter(|value| !value.trim().is_empty());
        let value = match (*variable, value) {
            (_, None) => continue,
            ("NO_COLOR", Some(_)) => "never".to_owned(),
            ("CLICOLOR_FORCE" | "FORCE_COLOR", Some(value)) if value == "0" => continue,
            ("CLICOLOR_FORCE" | "FORCE_COLOR", Some(_)) => "always".to_owned(),
            ("OKR_ACCESSIBLE" | "ACCESSIBLE", Some(value))
                if matches!(value.to_lowercase().as_str(), "0" | "false") =>
            {
                continue;
            }
            ("OKR_ACCESSIBLE" | "ACCESSIBLE", Some(_)) => "true".to_owned(),
            (_, Some(value)) => value,
        };
        return (value, (*variable).to_owned());
    }
    match session.settings.own(key) {
        Some(value) => (value.to_owned(), "file".to_owned()),
        None => (session.settings.get(key).to_owned(), "default".to_owned()),
    }
}

fn listing(session: &Session<'_>, with_origin: bool) -> Listing {
    let origin = Column::text("origin", "FROM");
    let columns = vec![
        Column::text("key", "SETTING"),
        Column::text("value", "VALUE").shrinks(1),
        if with_origin {
            origin
        } else {
            origin.when_asked()
        },
        Column::text("meaning", "MEANING").shrinks(2).when_asked(),
    ];
    let own = file::OWN.into_iter().flat_map(|section| {
        session
            .settings
            .named(section)
            .map(move |(name, _)| (format!("{section}.{name}"), String::new()))
    });
    let known = settings::ALL
        .iter()
        .map(|setting| (setting.key.to_owned(), setting.meaning.to_owned()));
    let rows = known.chain(own).map(|(key, meaning)| {
        let (value, origin) = in_force(session, &key);
        Row {
            sentence: if with_origin { format!("{key}: {value} ({origin})") } else { format!("{key}: {value}") },
            item: json!({ "type": "setting", "key": key, "value": value, "origin": origin, "meaning": meaning }),
            cells: vec![Cell::from(key), Cell::from(value), Cell::from(origin), Cell::from(meaning)],
        }
    });
    Listing {
        kind: "setting.list",
        as_of: session.now.instant,
        cycle: None,
        columns,
        rows: rows.collect(),
        when_empty: String::new(),
        remarks: Vec::new(),
    }
}

pub(super) fn set(session: &mut Session<'_>, key: &str, typed: &str) -> Result<()> {
    let value = match file::known(key)? {
        Some(setting) => {
            if setting.takes == Takes::Command {
                check_command(key, typed)?;
            }
            if setting.key == "scope" {
                check_filter(session, typed)?;
            }
            file::checked(setting, typed)?
        }
        None => {
            check_own(session, key, typed)?;
            Value::from(typed)
        }
    };
    let path = settings_file(session)?;
    let shown = format!("{key} = {value}");
    if !session.globals.dry_run {
        file::write(&path, &file::changed(&text_of(&path)?, key, value)?)?;
    }
    let line = session.io.out.ruler.safe(&shown).into_owned();
    session.io.changed(&line)
}

/// The file's text; empty when there is none.
fn text_of(path: &std::path::Path) -> Result<String> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(Error::storage(
            "E613",
            format!("{} cannot be read: {error}", path.display()),
        )),
    }
}

fn check_command(key: &str, line: &str) -> Result<()> {
    match line.split_whitespace().next() {
        Some(word) if catalog::find(word).is_some() => Ok(()),
        word => Err(
            Error::refused("E224", format!("{key} cannot be \"{line}\""))
                .why(format!(
                    "There is no command \"{}\".",
                    word.unwrap_or_default()
                ))
                .next("okr help"),
        ),
    }
}

fn check_filter(session: &Session<'_>, line: &str) -> Result<()> {
    let mut context = FilterContext::of_day(session.now.today);
    context.views = session
        .settings
        .named("views")
        .map(|(name, line)| (name.to_owned(), line.to_owned()))
        .collect();
    Filter::parse_line(line, &context).map(drop)
}

fn check_own(session: &Session<'_>, key: &str, line: &str) -> Result<()> {
    let (section, name) = key.split_once('.').unwrap_or_default();
    let plain =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    if !name.starts_with(|letter: char| letter.is_ascii_lowercase()) || !name.chars().all(plain) {
        return Err(
            Error::refused("E225", format!("\"{name}\" cannot be a name"))
                .why("A name has small letters, digits and -, and starts with a letter."),
        );
    }
    if section == "views" {
        return check_filter(session, line);
    }
    if catalog::find(name).is_some() {
        return Err(Error::refused("E225", format!("{name} is a command")).why(
            "An alias may not take the place of a command: scripts rely on what commands mean.",
        ));
    }
    check_command(key, line)
}

fn edit(session: &mut Session<'_>) -> Result<()> {
    let path = settings_file(session)?;
    if session.globals.dry_run {
        return Ok(());
    }
    if !path.exists() {
        file::write(&path, &file::whole())?;
    }
    let line = session
        .editor()
        .unwrap_or_else(|| if cfg!(windows) { "notepad" } else { "vi" }.to_owned());
    let words = pager::split(&line);
    let Some((program, arguments)) = words.split_first() else {
        return Err(Error::storage("E612", "no editor is named").next("okr config set editor nano"));
    };
    session.io.flush()?;
    let ended = Command::new(program).args(arguments).arg(&path).status();
    let ended = ended.map_err(|error| {
        Error::storage(
            "E612",
            format!("the editor \"{line}\" cannot be started: {error}"),
        )
        .next("okr config set editor nano")
    })?;
    if !ended.success() {
        return Err(Error::new(
            "E802",
            Kind::Cancelled,
            "the editor ended with a failure; the file is as it left it",
        ));
    }
    let after = settings::Settings::read(&path);
    for warning in &after.warnings {
        session.io.warning(warning);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alias_never_takes_the_place_of_a_command() {
        assert!(check_command("aliases.mine", "list owner:me").is_ok());
        assert_eq!(
            check_command("aliases.mine", "lits owner:me")
                .expect_err("no command")
                .code,
            "E224"
        );
    }

    #[test]
    fn what_comes_before_the_file_belongs_to_a_setting() {
        for (key, _) in BEFORE_THE_FILE {
            assert!(
                settings::ALL.iter().any(|setting| setting.key == key),
                "{key}"
            );
        }
    }
}
