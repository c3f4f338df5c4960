//! Manual pages: one for okr, one for each command, one for each topic that has a section. All are made
//! from the same words as the help; the files in docs/man are this output.

use clap::Command;

use super::text::{Piece, pieces};
use super::topic::{self, Topic};
use crate::cli::catalog::{self, Entry};

/// A page and the name of its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    pub file: String,
    pub text: String,
}

/// Every page there is.
#[must_use]
pub fn all() -> Vec<Page> {
    let commands = catalog::ALL.iter().map(of_command);
    let topics = topic::ALL.iter().filter_map(of_topic);
    std::iter::once(overview())
        .chain(commands)
        .chain(topics)
        .collect()
}

/// The page of a command or a topic by its name, with or without `okr-` before it; of okr itself for
/// no name.
#[must_use]
pub fn named(name: Option<&str>) -> Option<Page> {
    let Some(name) = name.filter(|name| *name != "okr") else {
        return Some(overview());
    };
    let bare = name.strip_prefix("okr-").unwrap_or(name);
    match catalog::find(bare) {
        Some(entry) => Some(of_command(entry)),
        None => topic::find(name).and_then(of_topic),
    }
}

fn head(name: &str, section: &str, about: &str) -> String {
    let version = env!("CARGO_PKG_VERSION");
    format!(
        ".\\\" Made by okr man --dir; change the help, not this file.\n.ie \\n(.g .ds Aq \\(aq\n.el .ds Aq '\n.TH {} {section} \"\" \"okr {version}\" \"okr\"\n.SH NAME\n{} \\- {}\n",
        name.to_uppercase(),
        escaped(name),
        escaped(about)
    )
}

fn overview() -> Page {
    let mut text = head(
        "okr",
        "1",
        "objectives, key results and weekly check-ins in one file",
    );
    text.push_str(".SH SYNOPSIS\n.B okr\n[\\fIOPTIONS\\fR] [\\fICOMMAND\\fR]\n.SH DESCRIPTION\n");
    text.push_str("okr keeps objectives and key results in one file on this computer. Alone it shows where the cycle stands.\n");
    for group in catalog::Group::ALL {
        text.push_str(&format!(".SH {}\n", group.heading().to_uppercase()));
        for entry in catalog::ALL.iter().filter(|entry| entry.group == group) {
            text.push_str(&format!(
                ".TP\n.BR okr\\-{} (1)\n{}\n",
                escaped(entry.name),
                escaped(entry.about)
            ));
        }
    }
    text.push_str(".SH OPTIONS OF EVERY COMMAND\n");
    let mut root = catalog::grammar();
    root.build();
    text.push_str(&options(&root, None));
    for name in ["exit-codes", "environment"] {
        if let Some(topic) = topic::find(name) {
            text.push_str(&format!(".SH {}\n", name.replace('-', " ").to_uppercase()));
            text.push_str(&body(&topic.text(), ".SS"));
        }
    }
    text.push_str(".SH SEE ALSO\n.BR okr\\-values (7),\n.BR okr\\-filters (7),\n.BR okr\\-json (5),\n.BR okr\\-config (5)\n");
    Page {
        file: "okr.1".to_owned(),
        text,
    }
}

fn of_command(entry: &Entry) -> Page {
    let name = format!("okr-{}", entry.name);
    let mut root = catalog::grammar_of(entry);
    root.build();
    let mut text = head(&name, "1", entry.about);
    if let Some(command) = root.find_subcommand(entry.name) {
        text.push_str(&synopsis(command, &format!("okr {}", entry.name)));
        if !entry.aliases.is_empty() {
            text.push_str(&format!(
                ".SH ALIASES\n{}\n",
                escaped(&entry.aliases.join(", "))
            ));
        }
        text.push_str(".SH EXAMPLES\n");
        text.push_str(&literal(
            entry.examples.iter().map(|line| format!("    {line}")),
        ));
        let own = options(command, Some("Options of every command"));
        if !own.is_empty() {
            text.push_str(".SH OPTIONS\n");
            text.push_str(&own);
        }
        for below in command.get_subcommands() {
            let line = format!("okr {} {}", entry.name, below.get_name());
            let about = below
                .get_about()
                .map(ToString::to_string)
                .unwrap_or_default();
            text.push_str(&format!(
                ".SH {}\n{}\n",
                escaped(&line.to_uppercase()),
                escaped(&about)
            ));
            text.push_str(&options(below, Some("Options of every command")));
        }
    }
    text.push_str(".SH SEE ALSO\n.BR okr (1)\nfor the options of every command\n");
    Page {
        file: format!("{name}.1"),
        text,
    }
}

fn synopsis(command: &Command, line: &str) -> String {
    let mut text = format!(".SH SYNOPSIS\n.B {}\n", escaped(line));
    let has_commands = command.has_subcommands();
    text.push_str(if has_commands {
        "\\fICOMMAND\\fR\n"
    } else {
        "[\\fIOPTIONS\\fR]\n"
    });
    for argument in command
        .get_positionals()
        .filter(|argument| !argument.is_hide_set())
    {
        let name = value_name(argument);
        let shown = if argument.is_required_set() {
            name
        } else {
            format!("[{name}]")
        };
        let many = argument
            .get_num_args()
            .is_some_and(|range| range.max_values() > 1);
        text.push_str(&format!(
            "\\fI{}\\fR{}\n",
            escaped(&shown),
            if many { "\\&..." } else { "" }
        ));
    }
    text
}

fn value_name(argument: &clap::Arg) -> String {
    let names = argument.get_value_names().unwrap_or_default();
    names
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Arguments and options with what they mean, without the headings named.
fn options(command: &Command, without: Option<&str>) -> String {
    let mut text = String::new();
    for argument in command.get_arguments() {
        if argument.is_hide_set() || argument.get_help_heading() == without && without.is_some() {
            continue;
        }
        let help = argument
            .get_help()
            .map(ToString::to_string)
            .unwrap_or_default();
        let mut names: Vec<String> = argument
            .get_short()
            .map(|short| format!("\\-{short}"))
            .into_iter()
            .collect();
        names.extend(
            argument
                .get_long()
                .map(|long| format!("\\-\\-{}", escaped(long))),
        );
        let takes = argument
            .get_num_args()
            .is_some_and(|range| range.takes_values());
        let value = format!("\\fI{}\\fR", escaped(&value_name(argument)));
        let shown = match (names.is_empty(), takes) {
            (true, _) => value,
            (false, true) if argument.is_require_equals_set() => {
                format!("\\fB{}\\fR[={value}]", names.join("\\fR, \\fB"))
            }
            (false, true) => format!("\\fB{}\\fR {value}", names.join("\\fR, \\fB")),
            (false, false) => format!("\\fB{}\\fR", names.join("\\fR, \\fB")),
        };
        text.push_str(&format!(
            ".TP\n{shown}\n{}\n",
            if help.is_empty() {
                "\\&".to_owned()
            } else {
                escaped(&help)
            }
        ));
    }
    text
}

fn of_topic(topic: &Topic) -> Option<Page> {
    let section = topic.section?;
    let name = format!("okr-{}", topic.name);
    let mut text = head(&name, section, topic.about);
    text.push_str(&body(&topic.text(), ".SH"));
    if topic.name == "json" {
        text.push_str(".SH FIELDS\n");
        text.push_str(&super::fields::manual());
    }
    text.push_str(".SH SEE ALSO\n.BR okr (1)\n");
    Some(Page {
        file: format!("{name}.{section}"),
        text,
    })
}

fn body(text: &str, heading: &str) -> String {
    let mut page = String::new();
    for piece in pieces(text) {
        match piece {
            Piece::Heading(words) if heading == ".SH" => {
                page.push_str(&format!(".SH {}\n", escaped(&words.to_uppercase())))
            }
            Piece::Heading(words) => page.push_str(&format!("{heading} {}\n", escaped(&words))),
            Piece::Paragraph(words) => page.push_str(&format!(".PP\n{}\n", escaped(&words))),
            Piece::Lines(lines) => page.push_str(&literal(lines.into_iter())),
        }
    }
    page
}

/// Lines that keep their places.
pub(super) fn literal(lines: impl Iterator<Item = String>) -> String {
    let mut text = String::from(".PP\n.nf\n");
    for line in lines {
        text.push_str(&escaped(&line));
        text.push('\n');
    }
    text.push_str(".fi\n");
    text
}

/// Text that the formatter takes for text: no escapes, no requests, hyphens that can be typed again.
fn escaped(text: &str) -> String {
    let mut shown = String::new();
    for letter in text.chars() {
        match letter {
            '\\' => shown.push_str("\\e"),
            '-' => shown.push_str("\\-"),
            '\'' => shown.push_str("\\*(Aq"),
            '^' => shown.push_str("\\(ha"),
            '~' => shown.push_str("\\(ti"),
            '`' => shown.push_str("\\(ga"),
            '…' => shown.push_str("..."),
            '●' => shown.push_str("\\[u25CF]"),
            '▲' => shown.push_str("\\[u25B2]"),
            other => shown.push(other),
        }
    }
    if shown.starts_with('.') {
        format!("\\&{shown}")
    } else {
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn the_pages_in_docs_are_the_ones_the_program_prints() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/man");
        let bless = std::env::var_os("OKR_BLESS").is_some();
        if bless {
            std::fs::create_dir_all(&folder).expect("a folder");
        }
        let pages = all();
        for page in &pages {
            let path = folder.join(&page.file);
            if bless {
                std::fs::write(&path, &page.text).expect("written");
            }
            let kept = std::fs::read_to_string(&path).unwrap_or_default();
            assert!(
                kept == page.text,
                "{} is not up to date: OKR_BLESS=1 cargo test rewrites it",
                page.file
            );
        }
        let kept = std::fs::read_dir(&folder).expect("a folder").count();
        assert_eq!(
            kept,
            pages.len(),
            "docs/man holds a page that is not made any more"
        );
    }

    #[test]
    fn text_is_never_a_request() {
        assert_eq!(escaped(".SH it's a\\b - c"), "\\&.SH it\\*(Aqs a\\eb \\- c");
        let literal = literal(["'quoted".to_owned(), ".dot".to_owned()].into_iter());
        assert_eq!(literal, ".PP\n.nf\n\\*(Aqquoted\n\\&.dot\n.fi\n");
    }

    #[test]
    fn every_command_and_sectioned_topic_has_a_page() {
        assert!(
            catalog::ALL
                .iter()
                .all(|entry| named(Some(entry.name)).is_some())
        );
        for page in ["okr-values", "filters", "okr-json", "config", "okr"] {
            assert!(named(Some(page)).is_some(), "{page}");
        }
        assert!(named(Some("nonsense")).is_none());
    }
}
