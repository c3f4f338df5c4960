//! The topics of `okr help TOPIC`, which are also manual pages. A topic file is plain text: lines
//! that start with `# ` are headings, indented lines stay as they are, the rest is paragraphs.

use crate::settings;

/// One topic.
#[derive(Debug, Clone, Copy)]
pub struct Topic {
    pub name: &'static str,
    /// One line, for the list and the manual's name section.
    pub about: &'static str,
    /// The section of the manual it has a page in.
    pub section: Option<&'static str>,
    text: &'static str,
}

macro_rules! topic {
    ($name:literal, $section:expr, $about:literal) => {
        Topic {
            name: $name,
            about: $about,
            section: $section,
            text: include_str!(concat!("topics/", $name, ".md")),
        }
    };
}

/// All topics, in the order of `okr help`.
pub const ALL: [Topic; 10] = [
    topic!(
        "okr-basics",
        None,
        "objectives, key results and check-ins in two minutes"
    ),
    topic!("dates", None, "how dates are typed"),
    topic!("values", Some("7"), "how values are typed"),
    topic!("filters", Some("7"), "how records are picked"),
    topic!("json", Some("5"), "the output for programs"),
    topic!(
        "fields",
        Some("5"),
        "every field of the output for programs"
    ),
    topic!("config", Some("5"), "the settings file"),
    topic!("exit-codes", None, "how commands end"),
    topic!("environment", None, "the variables that are read"),
    topic!("accessibility", None, "line mode, colour and glyphs"),
];

/// The topic of a name; `okr-values`, as the manual page is called, is `values`.
#[must_use]
pub fn find(name: &str) -> Option<&'static Topic> {
    // A command has the name of the page about the settings file.
    let bare = match name.strip_prefix("okr-").unwrap_or(name) {
        "settings" => "config",
        bare => bare,
    };
    ALL.iter()
        .find(|topic| topic.name == name || topic.name == bare)
}

impl Topic {
    /// The whole text, with the tables that are kept elsewhere put in.
    #[must_use]
    pub fn text(&self) -> String {
        match self.name {
            "filters" => format!("{}{}", self.text, filter_keys()),
            "fields" => format!("{}{}", self.text, super::fields::text()),
            "config" => format!("{}{}", self.text, setting_lines()),
            _ => self.text.to_owned(),
        }
    }
}

fn filter_keys() -> String {
    let mut text = String::new();
    for (key, meaning, values) in okr_core::select::KEYS {
        let mut lines = filled(meaning).into_iter();
        let first = lines.next().unwrap_or_default();
        text.push_str(&format!("  {:<10} {first}\n", format!("{key}:")));
        for line in lines.chain(filled(&values.join(" "))) {
            text.push_str(&format!("             {line}\n"));
        }
    }
    text
}

/// Lines of at most 60 columns.
pub(super) fn filled(words: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.len() + word.len() < 60 => line.push_str(&format!(" {word}")),
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn setting_lines() -> String {
    settings::ALL
        .iter()
        .map(|setting| {
            format!(
                "  {} = {}\n      {}\n",
                setting.key, setting.default, setting.meaning
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn topics_fit_80_columns_and_are_plain() {
        for topic in ALL {
            let text = topic.text();
            for line in text.lines() {
                let may_be_long = !line.starts_with("  ");
                assert!(
                    may_be_long || line.chars().count() <= 80,
                    "{}: {line}",
                    topic.name
                );
            }
            assert!(
                text.starts_with("# ") && text.ends_with('\n'),
                "{}",
                topic.name
            );
            assert!(!text.contains('\t'), "{}", topic.name);
        }
    }

    #[test]
    fn every_exit_code_is_told() {
        let text = find("exit-codes").expect("a topic").text();
        for code in ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "130"] {
            assert!(
                text.lines().any(|line| line
                    .trim_start()
                    .split_once("  ")
                    .is_some_and(|(first, _)| first == code)),
                "{code}"
            );
        }
    }

    #[test]
    fn every_variable_that_is_read_is_told() {
        let text = find("environment").expect("a topic").text();
        for name in [
            "OKR_DB",
            "OKR_CYCLE",
            "OKR_SCOPE",
            "OKR_CONFIG",
            "OKR_EDITOR",
            "OKR_PAGER",
            "OKR_NO_INPUT",
            "OKR_TODAY",
            "OKR_READ_ONLY",
            "OKR_ACCESSIBLE",
            "NO_COLOR",
            "CLICOLOR",
            "CLICOLOR_FORCE",
            "VISUAL",
            "EDITOR",
            "PAGER",
            "TZ",
        ] {
            assert!(text.contains(name), "{name}");
        }
    }
}
