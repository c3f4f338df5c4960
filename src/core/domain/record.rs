//! What all records share: their type, and how a record's fields become its state.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// The types of record a book holds. The letter starts the short id; types without one are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Type {
    Vision,
    Cycle,
    Team,
    Objective,
    #[serde(rename = "kr")]
    KeyResult,
    #[serde(rename = "checkin")]
    CheckIn,
    Win,
    Ask,
    Note,
    Review,
}

impl Type {
    pub const ALL: [Self; 10] = [
        Self::Vision,
        Self::Cycle,
        Self::Team,
        Self::Objective,
        Self::KeyResult,
        Self::CheckIn,
        Self::Win,
        Self::Ask,
        Self::Note,
        Self::Review,
    ];

    /// The word in JSON, in the file and in filters.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Vision => "vision",
            Self::Cycle => "cycle",
            Self::Team => "team",
            Self::Objective => "objective",
            Self::KeyResult => "kr",
            Self::CheckIn => "checkin",
            Self::Win => "win",
            Self::Ask => "ask",
            Self::Note => "note",
            Self::Review => "review",
        }
    }

    /// The word in a sentence.
    #[must_use]
    pub fn noun(self) -> &'static str {
        match self {
            Self::KeyResult => "key result",
            Self::CheckIn => "check-in",
            other => other.name(),
        }
    }

    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The letter of the short id, `-` for types that are named instead.
    #[must_use]
    pub fn letter(self) -> char {
        match self {
            Self::Vision => 'V',
            Self::Objective => 'O',
            Self::KeyResult => 'K',
            Self::CheckIn => 'C',
            Self::Win => 'W',
            Self::Ask => 'A',
            Self::Note => 'N',
            Self::Review => 'R',
            Self::Cycle | Self::Team => '-',
        }
    }

    #[must_use]
    pub fn of_letter(letter: char) -> Option<Self> {
        let upper = letter.to_ascii_uppercase();
        Self::ALL
            .into_iter()
            .find(|kind| kind.letter() == upper && upper != '-')
    }
}

/// The live fields of one record, as the log leaves them: name to JSON value, no nulls.
pub type Fields = Map<String, Value>;

/// The state of a record as one of the typed structs. Sets travel as one field per element
/// (`tag:growth`, `link:…`, `skip:…`) so that two people can add to them at once; here they become lists.
///
/// # Errors
/// The field that does not fit, from a log written by a program that knew better.
pub fn decode<T: serde::de::DeserializeOwned>(fields: &Fields) -> Result<T, serde_json::Error> {
    let mut flat = Map::new();
    let mut tags = Vec::new();
    let mut links = Vec::new();
    let mut skips = Vec::new();
    for (name, value) in fields {
        if let Some(tag) = name.strip_prefix("tag:") {
            tags.push(Value::from(tag));
        } else if let Some(link) = name.strip_prefix("link:") {
            links.push(Value::from(link));
        } else if let Some(kr) = name.strip_prefix("skip:") {
            skips.push(json!({"kr": kr, "because": value}));
        } else {
            flat.insert(name.clone(), value.clone());
        }
    }
    tags.sort_by(|a, b| a.as_str().cmp(&b.as_str()));
    links.sort_by(|a, b| a.as_str().cmp(&b.as_str()));
    flat.insert("tags".to_owned(), Value::from(tags));
    flat.insert("links".to_owned(), Value::from(links));
    flat.insert("skips".to_owned(), Value::from(skips));
    serde_json::from_value(Value::Object(flat))
}

/// The inverse of [`decode`]: the fields that make a new record of this type.
///
/// # Errors
/// None for the structs of this crate; serde's signature.
pub fn encode<T: Serialize>(kind: Type, record: &T) -> Result<Fields, serde_json::Error> {
    let mut fields = Map::new();
    fields.insert("type".to_owned(), Value::from(kind.name()));
    if let Value::Object(flat) = serde_json::to_value(record)? {
        for (name, value) in flat {
            match (name.as_str(), &value) {
                ("tags" | "links", Value::Array(elements)) => {
                    let prefix = name.trim_end_matches('s');
                    for element in elements.iter().filter_map(Value::as_str) {
                        fields.insert(format!("{prefix}:{element}"), Value::Bool(true));
                    }
                }
                _ => {
                    fields.insert(name, value);
                }
            }
        }
    }
    Ok(fields)
}
