//! The settings file: `[section] key = value`. A file that is wrong never stops the program; what is
//! not understood is reported and the default stands. Every setting, its default and its meaning
//! stand in one table, which `okr config` and the manual print.

pub mod file;

use std::collections::BTreeMap;
use std::path::Path;

use toml_edit::{Document, Item, Value};

/// One setting.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    pub key: &'static str,
    /// As it would stand in the file.
    pub default: &'static str,
    pub meaning: &'static str,
    pub takes: Takes,
}

/// The values a setting may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    Text,
    /// Written as true or false.
    Switch,
    /// One of these words.
    Words(&'static [&'static str]),
    /// One of these numbers.
    Numbers(&'static [&'static str]),
    /// A span such as 14d.
    Days,
    /// A time of day such as 09:30.
    Time,
    /// A length of cycles: one of the words, or `weeks:` and a number.
    Length,
    /// A command with its options.
    Command,
    /// Codes of findings.
    Codes,
}

const fn setting(
    key: &'static str,
    default: &'static str,
    takes: Takes,
    meaning: &'static str,
) -> Setting {
    Setting {
        key,
        default,
        meaning,
        takes,
    }
}

/// Every setting there is. Sections `views` and `aliases` hold names of the person's own.
pub const ALL: [Setting; 26] = [
    setting(
        "user.name",
        "\"\"",
        Takes::Text,
        "your name; owner:me and the history use it (empty: your login)",
    ),
    setting(
        "scope",
        "\"\"",
        Takes::Text,
        "a filter that is added to every list",
    ),
    setting(
        "default_command",
        "\"status\"",
        Takes::Command,
        "what okr alone does: a command with its options",
    ),
    setting(
        "cycle.length",
        "\"quarter\"",
        Takes::Length,
        "quarter, month, trimester or weeks:6",
    ),
    setting(
        "cycle.fiscal_start",
        "\"jan\"",
        Takes::Words(&[
            "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
        ]),
        "the month your year starts in",
    ),
    setting(
        "review.every",
        "\"week\"",
        Takes::Words(&["week", "2 weeks", "month"]),
        "week, 2 weeks or month",
    ),
    setting(
        "review.day",
        "\"wed\"",
        Takes::Words(&["mon", "tue", "wed", "thu", "fri", "sat", "sun"]),
        "the day of the review",
    ),
    setting(
        "review.time",
        "\"10:00\"",
        Takes::Time,
        "the time of day of the review, for calendars and reminders",
    ),
    setting(
        "review.order",
        "\"objective\"",
        Takes::Words(&["objective", "risk", "stale"]),
        "objective, risk or stale: what a review asks first",
    ),
    setting(
        "review.stale_after",
        "\"14d\"",
        Takes::Days,
        "a key result is stale when its last check-in is older",
    ),
    setting(
        "number.comma",
        "\"auto\"",
        Takes::Words(&["auto", "decimal", "thousands"]),
        "auto, decimal or thousands: what 1,234 means",
    ),
    setting(
        "date.order",
        "\"ask\"",
        Takes::Words(&["ask", "dmy", "mdy"]),
        "ask, dmy or mdy: what 8/9 means",
    ),
    setting(
        "ui.color",
        "\"auto\"",
        Takes::Words(&["auto", "always", "never"]),
        "auto, always or never",
    ),
    setting(
        "ui.theme",
        "\"terminal\"",
        Takes::Words(&["terminal", "contrast", "okabe", "mono"]),
        "terminal, contrast, okabe or mono",
    ),
    setting(
        "ui.glyphs",
        "\"auto\"",
        Takes::Words(&["auto", "unicode", "ascii"]),
        "auto, unicode or ascii",
    ),
    setting(
        "ui.chart",
        "\"auto\"",
        Takes::Words(&["auto", "braille", "block", "ascii"]),
        "auto, braille, block or ascii: what the lines of charts are made of",
    ),
    setting(
        "ui.ambiguous_width",
        "1",
        Takes::Numbers(&["1", "2"]),
        "1 or 2 columns for characters such as ● and ▲",
    ),
    setting(
        "ui.accessible",
        "false",
        Takes::Switch,
        "line mode: no bars, no boxes, one fact per line",
    ),
    setting(
        "ui.hints",
        "true",
        Takes::Switch,
        "one line on stderr about what could be next",
    ),
    setting(
        "ui.mouse",
        "true",
        Takes::Switch,
        "clicks and the wheel in okr ui; hold shift to select text",
    ),
    setting(
        "ui.hyperlinks",
        "\"auto\"",
        Takes::Words(&["auto", "always", "never"]),
        "auto, always or never",
    ),
    setting(
        "ui.pager",
        "\"\"",
        Takes::Text,
        "the pager; empty: PAGER, then less",
    ),
    setting(
        "ui.pager_color",
        "\"auto\"",
        Takes::Words(&["auto", "always", "never"]),
        "auto, always or never: colour in pagers other than less",
    ),
    setting(
        "editor",
        "\"\"",
        Takes::Text,
        "the editor; empty: VISUAL, then EDITOR",
    ),
    setting(
        "lint.allow",
        "\"\"",
        Takes::Codes,
        "codes of findings that are silenced for good, separated by spaces",
    ),
    setting("tips", "true", Takes::Switch, "one tip after okr add"),
];

/// What the file says.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    values: BTreeMap<String, String>,
    /// What could not be used, with line and mend.
    pub warnings: Vec<String>,
}

impl Settings {
    /// Reads the file; one that is not there has no values.
    #[must_use]
    pub fn read(path: &Path) -> Self {
        let mut settings = Self::default();
        match std::fs::read_to_string(path) {
            Ok(text) => settings.take(&text, path),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => settings.warnings.push(format!(
                "settings {} cannot be read: {error}. Defaults are used.",
                path.display()
            )),
        }
        settings
    }

    fn take(&mut self, text: &str, path: &Path) {
        let document = match text.parse::<Document<String>>() {
            Ok(document) => document,
            Err(error) => {
                let line = error.span().map_or(1, |span| line_of(text, span.start));
                let reason = error.message().lines().next().unwrap_or_default();
                self.warnings.push(format!(
                    "settings {} line {line}: {reason}. Defaults are used.",
                    path.display()
                ));
                return;
            }
        };
        for (section, item) in document.iter() {
            match item {
                Item::Table(table) => {
                    for (key, value) in table.iter() {
                        self.add(&format!("{section}.{key}"), value, text);
                    }
                }
                _ => self.add(section, item, text),
            }
        }
    }

    fn add(&mut self, key: &str, item: &Item, text: &str) {
        let line = item.span().map_or(1, |span| line_of(text, span.start));
        if let Some(table) = item.as_table().filter(|_| key.starts_with("keys.")) {
            for (action, keys) in table.iter() {
                self.add(&format!("{key}.{action}"), keys, text);
            }
            return;
        }
        let own = ["views.", "aliases.", "keys."]
            .iter()
            .any(|section| key.starts_with(section));
        if !own && !ALL.iter().any(|setting| setting.key == key) {
            let near = nearest(key).map_or(String::new(), |near| format!("; did you mean {near}"));
            self.warnings.push(format!(
                "settings line {line}: no \"{key}\"{near}. Ignored."
            ));
            return;
        }
        match item.as_value().and_then(plain) {
            Some(value) => {
                self.values.insert(key.to_owned(), value);
            }
            None => self.warnings.push(format!(
                "settings line {line}: {key} needs one plain value. Ignored."
            )),
        }
    }

    /// The value of a setting: the file's, else the default.
    #[must_use]
    pub fn get(&self, key: &str) -> &str {
        self.own(key).unwrap_or_else(|| {
            ALL.iter()
                .find(|setting| setting.key == key)
                .map_or("", |setting| setting.default.trim_matches('"'))
        })
    }

    /// The file's own value, when it has one.
    #[must_use]
    pub fn own(&self, key: &str) -> Option<&str> {
        self.values.get(key).map(String::as_str)
    }

    #[must_use]
    pub fn is_on(&self, key: &str) -> bool {
        self.get(key) == "true"
    }

    /// The names a person gave in a section (`views`, `aliases`) with what they stand for.
    pub fn named(&self, section: &str) -> impl Iterator<Item = (&str, &str)> {
        let prefix = format!("{section}.");
        self.values
            .iter()
            .filter_map(move |(key, value)| Some((key.strip_prefix(&prefix)?, value.as_str())))
    }
}

/// The key a person most likely meant.
#[must_use]
pub fn nearest(key: &str) -> Option<&'static str> {
    ALL.iter()
        .map(|setting| (strsim::jaro_winkler(key, setting.key), setting.key))
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .filter(|(likeness, _)| *likeness > 0.8)
        .map(|(_, near)| near)
}

fn line_of(text: &str, offset: usize) -> usize {
    text.get(..offset).unwrap_or_default().matches('\n').count() + 1
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.value().clone()),
        Value::Integer(number) => Some(number.value().to_string()),
        Value::Float(number) => Some(number.value().to_string()),
        Value::Boolean(value) => Some(value.value().to_string()),
        Value::Array(array) => array
            .iter()
            .map(plain)
            .collect::<Option<Vec<_>>>()
            .map(|words| words.join(" ")),
        _ => None,
    }
}
