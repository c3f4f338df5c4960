//! What is said when two books became one: what came, and what had to be settled.

use okr_core::domain::record::Type;
use okr_core::merge::{Merged, Renamed, Rival};

use super::outcome::counted;
use super::shell;

/// What came, as one line; `None` when nothing did.
#[must_use]
pub fn came(merged: &Merged) -> Option<String> {
    if merged.ops == 0 {
        return None;
    }
    let mut parts: Vec<String> = merged
        .new
        .iter()
        .map(|(kind, count)| counted(*count, &format!("new {}", kind.noun())))
        .collect();
    if merged.changed > 0 {
        parts.push(format!("{} changed", counted(merged.changed, "record")));
    }
    if parts.is_empty() {
        parts.push(counted(merged.operations, "operation"));
    }
    Some(parts.join(", "))
}

/// Ids and handles that two records had. Check-ins and the like are only counted: nobody types theirs.
#[must_use]
pub fn renamed(all: &[Renamed]) -> Vec<String> {
    let is_typed = |one: &&Renamed| !matches!(one.kind, Type::CheckIn | Type::Note | Type::Review);
    let mut lines: Vec<String> = all
        .iter()
        .filter(is_typed)
        .map(|one| {
            format!(
                "{} was given twice; the later one is now {}  {}",
                one.before, one.after, one.title
            )
        })
        .collect();
    let others = all.len() - lines.len();
    if others > 0 {
        lines.push(format!(
            "{} got another id, too",
            counted(others, "check-in, note or review")
        ));
    }
    lines
}

/// A field with several values, and the line that takes another one.
#[must_use]
pub fn rival(rival: &Rival) -> (String, Option<String>) {
    let said = |value: &Option<String>| match value {
        Some(value) => format!("\"{value}\""),
        None => "nothing".to_owned(),
    };
    let others: Vec<String> = rival.others.iter().map(said).collect();
    let line = format!(
        "{} {} was changed in both: {} stands, {} does not",
        rival.record,
        rival.field,
        said(&rival.stands),
        others.join(" and ")
    );
    const SETTABLE: [&str; 10] = [
        "title", "owner", "team", "due", "target", "start", "weight", "handle", "blocker", "unit",
    ];
    let other = rival.others.first().and_then(Option::as_ref);
    let next = other
        .filter(|_| SETTABLE.contains(&rival.field.as_str()))
        .map(|value| shell::line(&["set", &rival.record, &format!("{}={value}", rival.field)]));
    (line, next)
}
