//! Names of records: the permanent `Uid` and the short id a person types (`K7`).
//! Short ids are issued once and never reused, also after an undo.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::record::Type;

/// A permanent 128-bit name, UUID version 7: random, and sorted by time of making.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Uid(pub Uuid);

impl Uid {
    #[must_use]
    pub fn random() -> Self {
        Self(Uuid::now_v7())
    }

    /// The same name for the same word on every device, so that two people who both open `2026Q3`
    /// mean one cycle. UUID version 5 (RFC 9562, 5.5).
    #[must_use]
    pub fn of_name(kind: Type, name: &str) -> Self {
        let key = format!("okr:{}:{name}", kind.name());
        Self(Uuid::new_v5(&Uuid::NAMESPACE_OID, key.as_bytes()))
    }

    /// The name of what a file calls by the same words in the same place, however often it is brought in.
    #[must_use]
    pub fn of_import(kind: Type, source: &str, path: &[&str]) -> Self {
        let key = format!(
            "okr:import:{}:{source}:{}",
            kind.name(),
            path.join("\u{1f}")
        );
        Self(Uuid::new_v5(&Uuid::NAMESPACE_OID, key.as_bytes()))
    }

    /// The name of what another file wrote while it took itself for this device.
    #[must_use]
    pub fn fork(self) -> Self {
        Self(Uuid::new_v5(&self.0, b"okr:fork"))
    }

    /// Letters that follow from the random part, as many as there are bytes of it.
    #[must_use]
    pub fn letters(self) -> String {
        let random = &self.0.as_bytes()[8..];
        random
            .iter()
            .map(|byte| char::from(b'a' + byte % 26))
            .collect()
    }

    #[must_use]
    pub fn bytes(&self) -> &[u8; 16] {
        self.0.as_bytes()
    }

    #[must_use]
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(Uuid::from_bytes(bytes))
    }
}

impl fmt::Display for Uid {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// A short id: the letter of its kind, a number, and the tag of the device that issued it (empty on
/// the first device). `K7`, `K7b`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShortId {
    pub kind: Type,
    pub number: u32,
    pub tag: String,
}

impl ShortId {
    #[must_use]
    pub fn new(kind: Type, number: u32) -> Self {
        Self {
            kind,
            number,
            tag: String::new(),
        }
    }
}

impl fmt::Display for ShortId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{}{}{}",
            self.kind.letter(),
            self.number,
            self.tag
        )
    }
}

/// Reads `K7`, `k7` and `K7b`; the error is empty because the caller knows what was wanted.
impl FromStr for ShortId {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut characters = text.chars();
        let kind = characters.next().and_then(Type::of_letter).ok_or(())?;
        let rest = characters.as_str();
        let digits = rest.chars().take_while(char::is_ascii_digit).count();
        let (number, tag) = rest.split_at(digits);
        if number.is_empty()
            || number.starts_with('0')
            || !tag.chars().all(|c| c.is_ascii_alphabetic())
        {
            return Err(());
        }
        Ok(Self {
            kind,
            number: number.parse().map_err(|_| ())?,
            tag: tag.to_ascii_lowercase(),
        })
    }
}

impl Serialize for ShortId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ShortId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse()
            .map_err(|()| serde::de::Error::custom(format!("{text:?} is no short id")))
    }
}
