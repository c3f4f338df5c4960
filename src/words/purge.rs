//! What is said when something was erased for good.

use okr_core::purge::{Erase, Erased};

use super::outcome::counted;

pub const NOTHING: &str = "nothing to erase: it is nowhere in the book";

/// What goes, as one line.
#[must_use]
pub fn counted_up(what: &Erase, erased: &Erased) -> String {
    let records = erased.records.iter();
    let mut parts: Vec<String> = records
        .map(|(kind, count)| counted(*count, kind.noun()))
        .collect();
    let commands = counted(erased.commands, "command");
    match what {
        Erase::Records(_) => format!("{} and what {commands} said", parts.join(", ")),
        Erase::Text(_) => {
            if erased.commands > 0 {
                parts.push(commands);
            }
            format!("the text from {}", parts.join(", "))
        }
    }
}

/// What has the text and keeps it.
#[must_use]
pub fn left(changes: usize) -> String {
    format!(
        "{} still have it, in a unit, the name of a cycle or a word that is no person's",
        counted(changes, "change")
    )
}
