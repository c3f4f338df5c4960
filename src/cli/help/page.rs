//! The layout of help: examples first, commands under headings. The words come from the catalogue.

use super::topic;
use crate::cli::catalog::{ALL, Group};

/// The order of a command's help: what it is for, examples, usage, options.
pub const TEMPLATE: &str =
    "{about}\n\n{before-help}{usage-heading} {usage}\n\n{all-args}{after-help}";

/// The page of `okr --help`.
#[must_use]
pub fn overview() -> String {
    let mut page = String::from(
        "okr keeps objectives and key results in one file on this computer.\n\nUsage: okr [OPTIONS] [COMMAND]\n",
    );
    for group in Group::ALL {
        page.push_str(&format!("\n{}\n", group.heading()));
        for entry in ALL.iter().filter(|entry| entry.group == group) {
            page.push_str(&format!("  {:<13} {}\n", entry.name, entry.about));
        }
    }
    page.push_str("\nEvery command explains itself:  okr help COMMAND\n");
    page.push_str("\nTopics\n");
    for topic in topic::ALL {
        page.push_str(&format!("  {:<13} {}\n", topic.name, topic.about));
    }
    page
}

/// Example lines for the top of a command's help.
#[must_use]
pub fn examples(lines: &[&str]) -> String {
    let lines: String = lines.iter().map(|line| format!("\n  {line}")).collect();
    format!("Examples:{lines}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::catalog::grammar;

    #[test]
    fn every_command_has_examples_and_says_what_it_is_for_in_both_lengths_of_help() {
        let mut root = grammar().term_width(80);
        root.build();
        for entry in ALL {
            assert!(!entry.examples.is_empty(), "{}", entry.name);
            assert!(
                entry.examples.iter().all(|line| line.contains("okr")),
                "{}",
                entry.name
            );
            let command = root.find_subcommand_mut(entry.name).expect("a command");
            for page in [command.render_help(), command.render_long_help()] {
                let page = page.to_string();
                assert!(
                    page.starts_with(&format!("{}\n\nExamples:\n", entry.about)),
                    "{page}"
                );
            }
        }
    }

    #[test]
    fn the_overview_fits_80_columns_and_names_every_command_and_topic() {
        let page = overview();
        assert!(
            page.lines().all(|line| line.chars().count() <= 80),
            "{page}"
        );
        assert!(
            ALL.iter()
                .all(|entry| page.contains(&format!("\n  {} ", entry.name)))
        );
        assert!(topic::ALL.iter().all(|topic| page.contains(topic.name)));
    }
}
