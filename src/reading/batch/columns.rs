//! The columns a batch may have, and how the names in a header become them. A name nobody knows is
//! refused, because a misspelt `confidence` would otherwise lose every answer in it.

use okr_core::{Error, Result};

use super::Unknown;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    Kr,
    Value,
    Confidence,
    Note,
    Blocker,
    Date,
    Source,
    Key,
}

impl Column {
    pub const ALL: [Self; 8] = [
        Self::Kr,
        Self::Value,
        Self::Confidence,
        Self::Note,
        Self::Blocker,
        Self::Date,
        Self::Source,
        Self::Key,
    ];

    /// The name in headers, in JSON and in errors.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Kr => "kr",
            Self::Value => "value",
            Self::Confidence => "confidence",
            Self::Note => "note",
            Self::Blocker => "blocker",
            Self::Date => "date",
            Self::Source => "source",
            Self::Key => "key",
        }
    }

    /// The column of a header's name in any case; `id` is `kr` too.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let name = name.trim();
        // What every list of key results calls it.
        if name.eq_ignore_ascii_case("id") {
            return Some(Self::Kr);
        }
        Self::ALL
            .into_iter()
            .find(|column| column.name().eq_ignore_ascii_case(name))
    }
}

/// The names of all columns, for errors.
fn known() -> String {
    Column::ALL.map(Column::name).join(", ")
}

/// A name that is none of the columns, with the nearest.
pub fn unknown(name: &str, line: usize) -> Error {
    let error = Error::usage("E106", format!("there is no column \"{}\"", name.trim()))
        .why(format!("There are {}.", known()));
    let error = match near(name) {
        Some(column) => error.why(format!("Did you mean {}?", column.name())),
        None => error,
    };
    error
        .why("--ignore-unknown skips columns with other names.")
        .at(line, name.trim())
}

fn near(name: &str) -> Option<Column> {
    let name = name.trim().to_lowercase();
    let alike = |column: Column| {
        let other = match (column, name.as_str()) {
            // Names the same thing has elsewhere.
            (Column::Kr, "key result" | "key_result" | "ref") => return 1.0,
            (Column::Confidence, "conf") | (Column::Note, "comment") => return 1.0,
            _ => column.name(),
        };
        strsim::jaro_winkler(&name, other)
    };
    let best = Column::ALL
        .into_iter()
        .max_by(|one, other| alike(*one).total_cmp(&alike(*other)))?;
    (alike(best) > 0.75).then_some(best)
}

/// The columns of a header; `None` where one is to be skipped.
///
/// # Errors
/// `E106` for unknown names, `E240` for a name twice and for a needed one that is not there.
pub fn of_header<'a>(
    names: impl Iterator<Item = &'a str>,
    line: usize,
    rule: Unknown,
) -> Result<Vec<Option<Column>>> {
    let names: Vec<&str> = names.collect();
    let columns: Vec<Option<Column>> = names.iter().map(|name| Column::of_name(name)).collect();
    if columns.iter().all(Option::is_none) {
        return Err(no_header(&names, line));
    }
    for (place, name) in names.iter().enumerate() {
        let column = columns.get(place).copied().flatten();
        if column.is_none() && rule == Unknown::Refuse && !name.trim().is_empty() {
            return Err(unknown(name, line));
        }
        if column.is_some() && columns.iter().take(place).any(|earlier| *earlier == column) {
            return Err(Error::refused(
                "E240",
                format!("the column {} is there twice", name.trim()),
            )
            .at(line, name.trim()));
        }
    }
    for needed in [Column::Kr, Column::Value] {
        if !columns.contains(&Some(needed)) {
            let error = Error::refused("E240", format!("the column {} is missing", needed.name()));
            return Err(error
                .why("A batch needs kr and value; all others are optional.")
                .at(line, needed.name()));
        }
    }
    Ok(columns)
}

fn no_header(names: &[&str], line: usize) -> Error {
    let first: String = names.join(" ").chars().take(40).collect();
    Error::refused("E240", format!("the first line names no column: {first}"))
        .why(format!(
            "It is to name the columns, in any order: {}.",
            known()
        ))
        .why("Where there is no header, --columns kr,value says what stands where.")
        .next("okr checkin - --columns kr,value < week.csv")
        .at(line, "1")
}
