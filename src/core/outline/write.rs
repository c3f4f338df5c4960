//! From records to the text: a line for each, its fields below, one to a line, so that a change is one
//! line of a comparison. Rule not to break: a text that could be read as something else is written in
//! quotes, as JSON writes a string.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::fields::{Record, record};
use crate::domain::id::Uid;
use crate::domain::record::Type;
use crate::error::Result;
use crate::store::{key_results, ops};

/// The moment a text was written: the operation it was written after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    pub operation: i64,
    /// Tells whether the number is one of this book.
    pub uid: String,
}

impl Stamp {
    const MARK: &'static str = "#: as of op";

    /// The moment that is now; `None` for a book nobody wrote to.
    ///
    /// # Errors
    /// Those of the file.
    pub fn now(connection: &Connection) -> Result<Option<Self>> {
        let last = ops::numbered(connection, ops::last(connection)?)?;
        Ok(last.map(|operation| Self {
            operation: operation.n,
            uid: operation.uid.to_string(),
        }))
    }

    /// The stamp of a text, when it has one.
    #[must_use]
    pub fn of_text(text: &str) -> Option<Self> {
        let rest = text
            .lines()
            .find_map(|line| line.strip_prefix(Self::MARK))?;
        let (operation, uid) = rest.trim().split_once(' ')?;
        Some(Self {
            operation: operation.parse().ok()?,
            uid: uid.trim().to_owned(),
        })
    }

    /// Whether this book has that moment.
    ///
    /// # Errors
    /// Those of the file.
    pub fn is_of(&self, connection: &Connection) -> Result<bool> {
        let found = ops::numbered(connection, self.operation)?;
        Ok(found.is_some_and(|operation| operation.uid.to_string() == self.uid))
    }

    fn line(&self) -> String {
        format!("{}{} {}\n", Self::MARK, self.operation, self.uid)
    }
}

/// The text as one line that is read back as the same text.
#[must_use]
pub fn quoted(text: &str) -> String {
    let plain = !text.is_empty()
        && !text.starts_with('"')
        && text.trim() == text
        && !text.contains("  ")
        && !text
            .chars()
            .any(|c| c.is_control() || (c.is_whitespace() && c != ' '));
    if plain {
        return text.to_owned();
    }
    let json = serde_json::Value::from(text).to_string();
    let mut safe = String::with_capacity(json.len());
    for c in json.chars() {
        let is_plain_space = c == ' ' && !safe.ends_with(' ') && !safe.ends_with('"');
        if c.is_control() || (c.is_whitespace() && !is_plain_space) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                safe.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            safe.push(c);
        }
    }
    safe
}

/// What [`quoted`] wrote, as the text it was; any other text is itself.
#[must_use]
pub fn unquoted(text: &str) -> String {
    let quoted = text.starts_with('"').then(|| serde_json::from_str(text));
    match quoted {
        Some(Ok(text)) => text,
        _ => text.to_owned(),
    }
}

/// The records as an outline, in the order given. Key results follow their objective where it is one
/// of the records; those of an objective that is not are below no objective.
///
/// # Errors
/// Those of the file.
pub fn write(connection: &Connection, uids: &[Uid]) -> Result<String> {
    let mut text = String::new();
    if let Some(stamp) = Stamp::now(connection)? {
        text.push_str(&stamp.line());
    }
    let wanted: BTreeSet<Uid> = uids.iter().copied().collect();
    let mut done = BTreeSet::new();
    let mut cycle = None;
    for uid in uids {
        let Some(found) = record(connection, *uid)?.filter(|found| !found.is_dropped) else {
            continue;
        };
        let comes_later = found.kind == Type::KeyResult
            && found.parent.is_some_and(|parent| wanted.contains(&parent));
        if comes_later || !done.insert(*uid) {
            continue;
        }
        if found.kind == Type::Objective && found.cycle != cycle {
            cycle.clone_from(&found.cycle);
            text.push_str(&format!("\ncycle {}\n", found.value("cycle")));
        }
        if found.kind != Type::KeyResult {
            text.push('\n');
        }
        lines(&mut text, &found);
        if found.kind != Type::Objective {
            continue;
        }
        for kr in key_results::of_objective(connection, *uid)? {
            if wanted.contains(&kr.head.uid)
                && kr.head.dropped.is_none()
                && done.insert(kr.head.uid)
                && let Some(found) = record(connection, kr.head.uid)?
            {
                lines(&mut text, &found);
            }
        }
    }
    Ok(text)
}

fn lines(text: &mut String, found: &Record) {
    let title = quoted(&found.title);
    let (first, indent) = match found.kind {
        Type::Vision => (format!("vision {} {title}", found.id), "   "),
        Type::KeyResult => (format!("   - {} {title}", found.id), "     "),
        _ => (format!("{} {title}", found.id), "   "),
    };
    text.push_str(&first);
    text.push('\n');
    for (key, value) in &found.fields {
        text.push_str(&format!("{indent}{key}: {}\n", quoted(value)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_comes_back_from_its_line() {
        for text in [
            "plain",
            "- O1 # owner: ana",
            "\"in quotes\"",
            "\"",
            "two\nlines\r\n",
            " around ",
            "a  b\tc",
            "\u{1b}[31mred\u{7}",
            "漢字 🚀 👩‍🚀",
            "back\\slash \\n",
            "\u{85}\u{2028}",
            "   ",
        ] {
            let line = quoted(text);
            assert!(!line.contains("  ") && !line.contains('\n'), "{line}");
            assert_eq!(line.trim(), line);
            assert_eq!(unquoted(&line), text, "{line}");
        }
    }
}
