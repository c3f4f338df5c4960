//! What a column of a sheet or a field of a list is called, in English and German, and what it means
//! here. A name that is not in the table is not guessed: the column is told as not read.

use super::rows::day_of;
use crate::error::{Error, Result};

/// What a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    Objective,
    KeyResult,
    /// The sentence of either, told apart by `Type`.
    Title,
    Type,
    Owner,
    Team,
    Start,
    Target,
    Current,
    Date,
    Unit,
    Confidence,
    Note,
    Cycle,
    Tags,
    Weight,
    Due,
    Score,
    Id,
    Uid,
    /// The id of the objective of a key result.
    Parent,
    /// Another field of a record, by its own name; only in files this program wrote.
    Key(&'static str),
}

/// Columns of our own files beside those that people write.
const KEYS: [&str; 19] = [
    "kind",
    "serves",
    "counts",
    "link",
    "ambition",
    "handle",
    "blocker",
    "allow",
    "direction",
    "scale",
    "change",
    "low",
    "high",
    "steps",
    "commit-zone",
    "target-zone",
    "stretch-zone",
    "marks",
    "plan",
];

const NAMES: [(Field, &str, &[&str]); 21] = [
    (
        Field::Objective,
        "objective",
        &["objectives", "goal", "ziel", "ziele", "o"],
    ),
    (
        Field::KeyResult,
        "key_result",
        &[
            "key result",
            "key results",
            "kr",
            "krs",
            "keyresult",
            "schlüsselergebnis",
            "schlüsselergebnisse",
            "kernergebnis",
            "ergebnis",
            "measure",
            "metric",
            "kennzahl",
        ],
    ),
    (
        Field::Title,
        "title",
        &[
            "titel",
            "name",
            "okr",
            "sentence",
            "beschreibung",
            "description",
        ],
    ),
    (Field::Type, "type", &["typ", "art", "kind", "level"]),
    (
        Field::Owner,
        "owner",
        &[
            "owners",
            "verantwortlich",
            "verantwortliche",
            "verantwortung",
            "dri",
            "responsible",
            "lead",
            "who",
            "wer",
            "assignee",
        ],
    ),
    (
        Field::Team,
        "team",
        &["department", "abteilung", "bereich", "squad"],
    ),
    (
        Field::Start,
        "start",
        &[
            "baseline",
            "start value",
            "startwert",
            "ausgangswert",
            "from",
            "initial",
            "von",
            "start_text",
        ],
    ),
    (
        Field::Target,
        "target",
        &[
            "zielwert",
            "target value",
            "to",
            "soll",
            "bis",
            "goal value",
            "target_text",
        ],
    ),
    (
        Field::Current,
        "current",
        &[
            "now",
            "value",
            "current value",
            "actual",
            "ist",
            "istwert",
            "ist-wert",
            "aktuell",
            "stand",
            "wert",
            "status quo",
            "current_text",
        ],
    ),
    (
        Field::Date,
        "date",
        &[
            "datum",
            "week",
            "day",
            "tag",
            "as of",
            "check-in",
            "checkin",
            "check-in date",
            "updated on",
            "woche",
        ],
    ),
    (Field::Unit, "unit", &["einheit"]),
    (
        Field::Confidence,
        "confidence",
        &["zuversicht", "konfidenz", "confidence (0-10)"],
    ),
    (
        Field::Note,
        "note",
        &[
            "notes",
            "comment",
            "comments",
            "kommentar",
            "notiz",
            "bemerkung",
            "update",
        ],
    ),
    (
        Field::Cycle,
        "cycle",
        &["quarter", "quartal", "period", "zyklus", "zeitraum"],
    ),
    (
        Field::Tags,
        "tags",
        &[
            "tag(s)",
            "labels",
            "label",
            "schlagworte",
            "priority",
            "priorität",
            "prio",
        ],
    ),
    (Field::Weight, "weight", &["gewicht", "gewichtung"]),
    (
        Field::Due,
        "due",
        &["due date", "deadline", "fällig", "frist"],
    ),
    (
        Field::Score,
        "score",
        &[
            "grade",
            "progress",
            "fortschritt",
            "bewertung",
            "% complete",
            "achieved",
            "zielerreichung",
            "result",
        ],
    ),
    (Field::Id, "id", &["nr", "no", "#", "nr."]),
    (Field::Uid, "uid", &["uuid"]),
    (Field::Parent, "parent", &["objective id", "objective_id"]),
];

impl Field {
    #[must_use]
    pub fn name(self) -> &'static str {
        let known = NAMES.iter().find(|(field, ..)| *field == self);
        match self {
            Self::Key(name) => name,
            _ => known.map_or("", |(_, name, _)| name),
        }
    }

    /// The field a header of our own files names.
    pub(super) fn of_own_header(header: &str) -> Option<Self> {
        KEYS.into_iter().find(|key| *key == header).map(Self::Key)
    }

    /// The field a header names, in any case.
    #[must_use]
    pub fn of_header(header: &str) -> Option<Self> {
        let name = header
            .trim()
            .trim_matches(['*', '_', ':', '`', '"'])
            .trim()
            .to_lowercase();
        let plain = name.replace('_', " ");
        NAMES
            .iter()
            .find(|(_, own, others)| {
                *own == name || own.replace('_', " ") == plain || others.contains(&name.as_str())
            })
            .map(|(field, ..)| *field)
    }
}

/// `owner: ana`: a field of the record above, in a list or an outline.
pub(super) fn field_of_line(line: &str) -> Option<(&'static str, &str)> {
    let (name, value) = line.trim().split_once(':')?;
    let name = name.trim_matches(['*', '_', ' ']);
    if !(value.is_empty() || value.starts_with([' ', '*', '_', '\t'])) {
        return None;
    }
    let key = match Field::of_header(name)? {
        Field::Owner => "owner",
        Field::Team => "team",
        Field::Start => "start",
        Field::Target => "target",
        Field::Unit => "unit",
        Field::Weight => "weight",
        Field::Due => "due",
        Field::Tags => "tags",
        Field::Current => "current",
        Field::Cycle => "cycle",
        _ => return None,
    };
    Some((key, value.trim_matches(['*', '_', ' ', '\t'])))
}

/// Columns as the person says they are, over what their names say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapping(Vec<(String, Option<Field>)>);

impl Mapping {
    /// `COLUMN=FIELD` each; the field `-` leaves a column out.
    ///
    /// # Errors
    /// `E106` for a field that is not there, `E105` for a pair that is none.
    pub fn of(pairs: &[String]) -> Result<Self> {
        let mut mapping = Vec::new();
        for pair in pairs {
            let Some((column, field)) = pair.rsplit_once('=') else {
                return Err(Error::usage("E105", format!("\"{pair}\" names no field"))
                    .next("--map \"Ziel 2026=objective,Wer=owner,Farbe=-\""));
            };
            let field = match field.trim() {
                "-" | "" => None,
                name => Some(
                    NAMES
                        .iter()
                        .find(|(_, own, _)| *own == name || own.replace('_', "-") == name)
                        .map(|(field, ..)| *field)
                        .ok_or_else(|| {
                            let known: Vec<&str> = NAMES.iter().map(|(_, name, _)| *name).collect();
                            Error::usage(
                                "E106",
                                format!("there is no field \"{name}\" for a column"),
                            )
                            .why(format!(
                                "The fields: {}, and - to leave a column out.",
                                known.join(", ")
                            ))
                        })?,
                ),
            };
            mapping.push((column.trim().to_lowercase(), field));
        }
        let is_value = |(column, field): &&(String, Option<Field>)| {
            *field == Some(Field::Current) && day_of(column).is_none()
        };
        let values: Vec<&str> = mapping
            .iter()
            .filter(is_value)
            .map(|(column, _)| column.as_str())
            .collect();
        if let [first, second, ..] = values[..] {
            return Err(Error::usage(
                "E105",
                format!("\"{first}\" and \"{second}\" cannot both be the current value"),
            )
            .why(
                "A column for each check-in is headed by its day or week: 2026-08-28, 28 aug, w35.",
            ));
        }
        Ok(Self(mapping))
    }

    /// What a column is.
    #[must_use]
    pub fn field(&self, header: &str) -> Option<Field> {
        let name = header.trim().to_lowercase();
        match self.0.iter().find(|(column, _)| *column == name) {
            Some((_, field)) => *field,
            None => Field::of_header(header),
        }
    }

    /// The first column of the mapping that the file does not have.
    #[must_use]
    pub fn missing(&self, headers: &[(String, Option<Field>)]) -> Option<&str> {
        let has = |column: &str| {
            headers
                .iter()
                .any(|(name, _)| name.trim().to_lowercase() == column)
        };
        self.0
            .iter()
            .map(|(column, _)| column.as_str())
            .find(|column| !has(column))
    }
}
