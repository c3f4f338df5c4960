//! What is said of a file that is brought in: what each column is, how the first records were read,
//! what was left, and what came of it. Text is raw; whoever prints it makes it safe.

use okr_core::exchange::Left;
use okr_core::exchange::whole::Restored;

/// What came of an import.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub visions: usize,
    pub objectives: usize,
    pub key_results: usize,
    pub check_ins: usize,
    pub wins: usize,
    pub asks: usize,
    /// Records that were in the book already.
    pub known: usize,
    /// Check-ins that were.
    pub unchanged: usize,
}

#[must_use]
pub fn form(name: &str) -> String {
    format!("read as {name}")
}

#[must_use]
pub fn column(name: &str, field: Option<&str>) -> String {
    match field {
        Some(field) => format!("  column {name} is {field}"),
        None => format!("  column {name} is not read"),
    }
}

#[must_use]
pub fn key_result(objective: &str, title: &str) -> String {
    format!("  {objective} / {title}")
}

#[must_use]
pub fn reading(measure: &str, owner: Option<&str>) -> String {
    match owner {
        Some(owner) => format!("      read as: {measure}; owner {owner}"),
        None => format!("      read as: {measure}"),
    }
}

/// How many key results are read and not shown.
#[must_use]
pub fn more(count: usize) -> Option<String> {
    (count > 0).then(|| format!("  … and {count} more: --verbose or --json shows all"))
}

/// What is worth a second look about the sentence of a line.
#[must_use]
pub fn warning(line: usize, text: &str) -> String {
    format!("line {line}: {text}")
}

/// The first twenty lines that became nothing, and how many more there are.
#[must_use]
pub fn left(left: &[Left]) -> Vec<String> {
    let shown = |left: &Left| {
        let text: String = left.text.chars().take(60).collect();
        let told = match text.trim() {
            "" => left.reason.clone(),
            text => format!("{}: {text}", left.reason),
        };
        match left.line {
            0 => told,
            line => format!("line {line}: {told}"),
        }
    };
    let mut lines: Vec<String> = left.iter().take(20).map(shown).collect();
    if left.len() > 20 {
        lines.push(format!(
            "and {} more lines; --json has them all",
            left.len() - 20
        ));
    }
    lines
}

/// What came of an export of a whole book.
#[must_use]
pub fn restored(restored: &Restored, source: &str, is_rehearsal: bool) -> String {
    if restored.is_known {
        return format!("{source}: all of it is in the book already; nothing was added");
    }
    let (operations, changes) = (restored.operations, restored.ops);
    match is_rehearsal {
        true => format!(
            "{source}: a whole book of {operations} operations and {changes} changes would be brought back"
        ),
        false => format!(
            "{source}: the whole book is back, {operations} operations and {changes} changes"
        ),
    }
}

#[must_use]
pub fn done(counts: &Counts, source: &str, is_rehearsal: bool) -> String {
    let many =
        |count: usize, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
    let rare = [
        (counts.visions, "vision"),
        (counts.wins, "win"),
        (counts.asks, "ask"),
    ];
    let some = rare.iter().filter(|(count, _)| *count > 0);
    if counts.objectives + counts.key_results + counts.check_ins + some.clone().count() == 0 {
        return match counts.known + counts.unchanged {
            0 => format!("{source}: nothing to bring in was found"),
            _ => format!("{source}: all of it is in the book already; nothing was added"),
        };
    }
    let mut line = format!(
        "{source}: {}, {}, {}",
        many(counts.objectives, "objective"),
        many(counts.key_results, "key result"),
        many(counts.check_ins, "check-in")
    );
    for (count, one) in some {
        line.push_str(&format!(", {}", many(*count, one)));
    }
    line.push_str(if is_rehearsal {
        " would be added"
    } else {
        " added"
    });
    if counts.known > 0 {
        line.push_str(&format!("; {} known already", counts.known));
    }
    line
}
