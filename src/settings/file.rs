//! Changing the settings file: a value is checked before it is written, comments stay, and the file is
//! replaced whole, so that a process killed in the middle leaves the old one.

use std::fs;
use std::path::Path;

use okr_core::{Error, Result};
use toml_edit::{DocumentMut, Item, Value, value};

use super::{ALL, Setting, Takes};

/// Sections whose keys are the person's own names.
pub const OWN: [&str; 2] = ["views", "aliases"];

/// The setting of a key; `None` for a view or an alias.
///
/// # Errors
/// `E118` for a key nobody knows, with the nearest.
pub fn known(key: &str) -> Result<Option<&'static Setting>> {
    if let Some(setting) = ALL.iter().find(|setting| setting.key == key) {
        return Ok(Some(setting));
    }
    if key
        .split_once('.')
        .is_some_and(|(section, name)| OWN.contains(&section) && !name.is_empty())
    {
        return Ok(None);
    }
    let error = Error::usage("E118", format!("there is no setting \"{key}\""));
    let near = super::nearest(key);
    Err(match near {
        Some(near) => error.instead(key, near),
        None if key.starts_with("keys.") => error.next("okr config edit"),
        None => error.next("okr config list"),
    })
}

/// The value as it stands in the file.
///
/// # Errors
/// `E224` for a value the setting does not take.
pub fn checked(setting: &Setting, typed: &str) -> Result<Value> {
    let lower = typed.to_lowercase();
    let one_of = |words: &[&str]| words.contains(&lower.as_str());
    let is_number = |text: &str| {
        text.parse::<u32>()
            .is_ok_and(|number| (1..=52).contains(&number))
    };
    let (fits, choice) = match setting.takes {
        Takes::Text | Takes::Command => (true, String::new()),
        Takes::Switch => {
            let on = one_of(&["true", "yes", "on", "1"]);
            if on || one_of(&["false", "no", "off", "0"]) {
                return Ok(Value::from(on));
            }
            (false, "true or false".to_owned())
        }
        Takes::Words(words) => {
            // A month or a day by its whole name is meant as well.
            let begins = |word: &&&str| word.len() == 3 && lower.starts_with(**word);
            let whole = words.iter().find(begins).filter(|_| is_date_word(&lower));
            if let Some(word) = whole {
                return Ok(Value::from(*word));
            }
            (one_of(words), either(words))
        }
        Takes::Numbers(numbers) => {
            if let (true, Ok(number)) = (one_of(numbers), lower.parse::<i64>()) {
                return Ok(Value::from(number));
            }
            (false, numbers.join(" or "))
        }
        Takes::Days => (
            okr_core::capture::date::days(&lower).is_some_and(|days| days > 0),
            "a span such as 14d or 3w".to_owned(),
        ),
        Takes::Time => (
            chrono::NaiveTime::parse_from_str(&lower, "%H:%M").is_ok(),
            "a time of day from 00:00 to 23:59".to_owned(),
        ),
        Takes::Length => (
            one_of(&["quarter", "month", "trimester"])
                || lower.strip_prefix("weeks:").is_some_and(is_number),
            "quarter, month, trimester, or weeks: and a number from 1 to 52".to_owned(),
        ),
        Takes::Codes => (
            lower.split_whitespace().all(is_finding),
            "codes of findings such as L13, with spaces between".to_owned(),
        ),
    };
    if !fits {
        let error = Error::refused("E224", format!("{} cannot be \"{typed}\"", setting.key));
        return Err(error
            .why(format!("It is {choice}. The file was not changed."))
            .next(format!(
                "okr config set {} {}",
                setting.key,
                setting.default.replace("\"\"", "''")
            )));
    }
    Ok(match setting.takes {
        Takes::Text | Takes::Command => Value::from(typed),
        Takes::Codes => Value::from(lower.to_uppercase()),
        _ => Value::from(lower),
    })
}

/// `week, 2 weeks or month`.
fn either(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [all @ .., last] => format!("{} or {last}", all.join(", ")),
    }
}

/// Whether it is a month or a day of the week by its whole name.
fn is_date_word(typed: &str) -> bool {
    typed.parse::<chrono::Month>().is_ok() || typed.parse::<chrono::Weekday>().is_ok()
}

fn is_finding(code: &str) -> bool {
    code.len() == 3
        && code.starts_with('l')
        && code.bytes().skip(1).all(|byte| byte.is_ascii_digit())
}

/// The text of the file with one value changed.
///
/// # Errors
/// `E613` for a file that has to be mended first.
pub fn changed(text: &str, key: &str, new: Value) -> Result<String> {
    let mut document: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| {
        let reason = error
            .message()
            .lines()
            .next()
            .unwrap_or_default()
            .to_owned();
        Error::storage(
            "E613",
            "the settings file has a mistake that must be mended first",
        )
        .why(format!("{reason}. The file was not changed."))
        .next("okr config edit")
    })?;
    let place = match key.split_once('.') {
        Some((section, name)) => {
            let table = document.entry(section).or_insert_with(toml_edit::table);
            let Some(table) = table.as_table_like_mut() else {
                return Err(Error::storage(
                    "E613",
                    format!("{section} in the settings file is no section"),
                )
                .next("okr config edit"));
            };
            table.entry(name).or_insert(Item::None)
        }
        None => document.entry(key).or_insert(Item::None),
    };
    // Space and comments around the old value stay.
    let around = place.as_value().map(|old| old.decor().clone());
    *place = value(new);
    if let (Some(around), Some(new)) = (around, place.as_value_mut()) {
        *new.decor_mut() = around;
    }
    Ok(document.to_string())
}

/// A new file: every setting with its meaning, each default in a comment.
#[must_use]
pub fn whole() -> String {
    let mut text = String::from(
        "# Settings of okr. A line without # before it takes the place of the default.\n",
    );
    let top = ALL.iter().filter(|setting| !setting.key.contains('.'));
    for setting in top {
        text.push_str(&line(setting.key, setting));
    }
    let mut section = "";
    for setting in &ALL {
        let Some((of, name)) = setting.key.split_once('.') else {
            continue;
        };
        if of != section {
            text.push_str(&format!("\n[{of}]\n"));
            section = of;
        }
        text.push_str(&line(name, setting));
    }
    text.push_str(
        "\n[views]\n# Named filters, used as view:NAME.\n# leads = \"serves:V1 not:status:done\"\n",
    );
    text.push_str("\n[aliases]\n# Commands of your own; the name of a command cannot be taken.\n# mine = \"list owner:me\"\n");
    text
}

fn line(name: &str, setting: &Setting) -> String {
    format!("# {}\n# {name} = {}\n", setting.meaning, setting.default)
}

/// Puts the text in the place of the file, which only its owner can read.
///
/// # Errors
/// `E613` with what the disk says.
pub fn write(path: &Path, text: &str) -> Result<()> {
    // A link stays a link: what it leads to is changed.
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let failed = |error: std::io::Error| {
        Error::storage(
            "E613",
            format!("{} cannot be written: {error}", path.display()),
        )
    };
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    private_folder(folder).map_err(failed)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let draft = folder.join(format!(".{name}.{}", okr_core::domain::id::Uid::random()));
    let written = private_file(&draft, text).and_then(|()| fs::rename(&draft, path));
    if written.is_err() {
        drop(fs::remove_file(&draft));
    }
    written.map_err(failed)?;
    // Some file systems cannot sync a folder; the file itself is on the disk.
    drop(fs::File::open(folder).and_then(|folder| folder.sync_all()));
    Ok(())
}

fn private_file(path: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write;
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

fn private_folder(path: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;

    #[test]
    fn a_new_file_changes_nothing_and_every_default_in_it_is_understood() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("okr/config.toml");
        write(&path, &whole()).expect("written");
        let settings = Settings::read(&path);
        assert_eq!(settings.warnings, Vec::<String>::new());
        let bare: String = whole()
            .lines()
            .map(|line| {
                line.strip_prefix("# ")
                    .filter(|line| line.contains(" = "))
                    .map_or(line.to_owned(), str::to_owned)
                    + "\n"
            })
            .collect();
        write(&path, &bare).expect("written");
        let settings = Settings::read(&path);
        assert_eq!(settings.warnings, Vec::<String>::new(), "{bare}");
        for setting in ALL {
            assert_eq!(
                settings.own(setting.key),
                Some(setting.default.trim_matches('"')),
                "{}",
                setting.key
            );
            if !matches!(setting.takes, Takes::Text | Takes::Codes) {
                checked(&setting, setting.default.trim_matches('"')).expect("a default fits");
            }
        }
        assert_eq!(
            fs::read_dir(path.parent().expect("a folder"))
                .expect("a folder")
                .count(),
            1
        );
    }

    #[test]
    fn comments_and_order_stay_when_a_value_changes() {
        let text = "# mine\nscope = \"a\"  # here\n\n[ui]\n# glyphs\ncolor = \"auto\" # why\ntheme = 'mono'\n";
        let after = changed(text, "ui.color", Value::from("never")).expect("changed");
        assert_eq!(after, text.replace("\"auto\"", "\"never\""));
        let after = changed(&after, "scope", Value::from("team:web")).expect("changed");
        assert!(
            after.starts_with("# mine\nscope = \"team:web\"  # here\n"),
            "{after}"
        );
        let after = changed(&after, "views.leads", Value::from("serves:V1")).expect("changed");
        assert!(
            after.ends_with("\n[views]\nleads = \"serves:V1\"\n"),
            "{after}"
        );
        assert_eq!(
            changed("a = ", "scope", Value::from("x"))
                .expect_err("a mistake")
                .code,
            "E613"
        );
    }

    #[test]
    fn values_are_checked_and_keys_are_known() {
        let fits = |key: &str, typed: &str| {
            let setting = known(key).expect("a key").expect("a setting");
            checked(setting, typed)
                .map(|value| value.to_string())
                .map_err(|error| error.code)
        };
        assert_eq!(fits("ui.hints", "off"), Ok("false".to_owned()));
        assert_eq!(fits("ui.hints", "maybe"), Err("E224"));
        assert_eq!(fits("ui.ambiguous_width", "2"), Ok("2".to_owned()));
        assert_eq!(fits("ui.ambiguous_width", "3"), Err("E224"));
        assert_eq!(
            fits("cycle.length", "weeks:6"),
            Ok("\"weeks:6\"".to_owned())
        );
        assert_eq!(fits("cycle.length", "weeks:0"), Err("E224"));
        // The whole name of a day or a month is that day or month.
        assert_eq!(fits("review.day", "Friday"), Ok("\"fri\"".to_owned()));
        assert_eq!(
            fits("cycle.fiscal_start", "april"),
            Ok("\"apr\"".to_owned())
        );
        assert_eq!(fits("review.day", "monkey"), Err("E224"));
        assert_eq!(fits("review.stale_after", "3w"), Ok("\"3w\"".to_owned()));
        assert_eq!(fits("review.stale_after", "soon"), Err("E224"));
        assert_eq!(fits("review.time", "9:30"), Ok("\"9:30\"".to_owned()));
        assert_eq!(fits("review.time", "25:00"), Err("E224"));
        assert_eq!(fits("review.day", "Fri"), Ok("\"fri\"".to_owned()));
        assert_eq!(fits("lint.allow", "l13 L02"), Ok("\"L13 L02\"".to_owned()));
        assert_eq!(fits("user.name", "Ana"), Ok("\"Ana\"".to_owned()));
        let error = known("ui.colour").expect_err("unknown");
        assert_eq!(
            (error.code, error.instead),
            (
                "E118",
                Some(("ui.colour".to_owned(), "ui.color".to_owned()))
            )
        );
        assert!(known("views.leads").expect("own").is_none());
    }

    #[cfg(unix)]
    #[test]
    fn the_file_is_private_from_the_first_byte() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("new/config.toml");
        write(&path, "scope = \"a\"\n").expect("written");
        let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
        assert_eq!(
            (mode(&path), mode(path.parent().expect("a folder"))),
            (0o600, 0o700)
        );
    }
}
