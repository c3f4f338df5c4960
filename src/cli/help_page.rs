//! The layout of help: examples first, commands under headings. The words come from the catalogue.

use super::catalog::{ALL, Group};

/// The page of `okr --help`.
#[must_use]
pub fn overview() -> String {
    let mut page = String::from(
        "okr keeps objectives and key results in one file on this computer.\n\nUsage: okr [OPTIONS] [COMMAND]\n",
    );
    for group in Group::ALL {
        page.push_str(&format!("\n{}\n", group.heading()));
        for entry in ALL.iter().filter(|entry| entry.group == group) {
            page.push_str(&format!("  {:<12} {}\n", entry.name, entry.about));
        }
    }
    page.push_str(
        "\nEvery command explains itself:  okr help COMMAND\nTopics:  dates values filters json exit-codes environment accessibility okr-basics\n",
    );
    page
}

/// Example lines for the top of a command's help.
#[must_use]
pub fn examples(lines: &[&str]) -> String {
    let mut page = String::new();
    for line in lines {
        page.push_str("  ");
        page.push_str(line);
        page.push('\n');
    }
    page
}
