//! The fields of machine output as help and manual show them. The tables themselves are the output's.

use super::manual;
use super::topic::filled;
use crate::cli::manners::Surface;
use crate::cli::output::answers::{self, DOCUMENTS, Head, RECORDS};
use crate::cli::output::fields::Field;
use crate::cli::output::record;
use crate::words::tone::Tone;

fn lines(fields: &[Field]) -> Vec<String> {
    fields
        .iter()
        .flat_map(|(name, of, meaning)| {
            let told = filled(meaning);
            let told = told.into_iter().map(|line| format!("      {line}"));
            [format!("  {name}  {of}")].into_iter().chain(told)
        })
        .collect()
}

/// For a screen.
#[must_use]
pub fn shown(surface: &Surface) -> String {
    let heading = surface.paint(Tone::Heading, "Fields of objectives and key results");
    format!("\n{heading}\n{}\n", lines(record::FIELDS).join("\n"))
}

/// For the manual.
#[must_use]
pub fn manual() -> String {
    manual::literal(lines(record::FIELDS).into_iter())
}

/// Every document and every record, as the text of a topic. Lists of fields that several records share
/// stand in the first of them.
#[must_use]
pub(super) fn text() -> String {
    let mut text = "\n# Answers\n".to_owned();
    for (kind, _, items) in DOCUMENTS.iter().filter(|(_, head, _)| head.has_items()) {
        text.push_str(&format!("  {kind:<22} {}\n", items.replace('|', ", ")));
    }
    for (heading, head) in [
        ("a change", Head::Writing),
        ("check-ins", Head::CheckingIn),
        ("import", Head::Import),
        ("import of a whole book", Head::ImportOfBook),
    ] {
        section(&mut text, &format!("Around {heading}"), head.fields());
    }
    let mut known: Vec<(&[Field], &str)> = Vec::new();
    for (name, lists) in RECORDS {
        let mut own = Vec::new();
        let mut shared = Vec::new();
        for list in *lists {
            match known.iter().find(|(other, _)| other == list) {
                Some((_, first)) => shared.push(*first),
                None => {
                    known.push((list, name));
                    own.extend_from_slice(list);
                }
            }
        }
        section(&mut text, name, &own);
        if !shared.is_empty() {
            text.push_str(&format!("  and the fields of  {}\n", shared.join(", ")));
        }
    }
    section(&mut text, "metric", &answers::record("metric"));
    text
}

fn section(text: &mut String, heading: &str, fields: &[Field]) {
    text.push_str(&format!("\n# {heading}\n"));
    for line in lines(fields) {
        text.push_str(&line);
        text.push('\n');
    }
}
