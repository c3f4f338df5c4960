//! Which form a file has: by its name, else by how it begins. A wrong guess is harmless, because what
//! was read is shown before anything is written.

use std::str::FromStr;

/// The forms that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Csv,
    Tsv,
    Xlsx,
    Json,
    Ndjson,
    Outline,
    Markdown,
}

impl Form {
    pub const ALL: [Self; 7] = [
        Self::Csv,
        Self::Tsv,
        Self::Xlsx,
        Self::Json,
        Self::Ndjson,
        Self::Outline,
        Self::Markdown,
    ];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Xlsx => "xlsx",
            Self::Json => "json",
            Self::Ndjson => "ndjson",
            Self::Outline => "outline",
            Self::Markdown => "markdown",
        }
    }

    /// The form of a file by its name and its first bytes.
    #[must_use]
    pub fn of(name: &str, bytes: &[u8]) -> Self {
        if bytes.starts_with(b"PK\x03\x04") {
            return Self::Xlsx;
        }
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        if let Ok(form) = ending.to_lowercase().parse() {
            return form;
        }
        Self::of_text(&String::from_utf8_lossy(
            bytes.get(..bytes.len().min(4096)).unwrap_or_default(),
        ))
    }

    fn of_text(text: &str) -> Self {
        let text = text.trim_start_matches('\u{feff}').trim_start();
        let first = text.lines().next().unwrap_or_default();
        let whole = serde_json::from_str::<serde::de::IgnoredAny>(first).is_ok();
        if first.starts_with('{') && whole && text.lines().nth(1).is_some() {
            return Self::Ndjson;
        }
        if text.starts_with(['{', '[']) && !first.starts_with("[ ]") {
            return Self::Json;
        }
        if ["#: as of op", "cycle ", "vision "]
            .iter()
            .any(|begin| first.starts_with(begin))
        {
            return Self::Outline;
        }
        if first.contains('\t') {
            return Self::Tsv;
        }
        let cells: Vec<&str> = first.split([',', ';']).collect();
        let heads = cells
            .iter()
            .filter(|cell| super::columns::Field::of_header(cell).is_some())
            .count();
        if cells.len() > 1 && heads > 1 {
            return Self::Csv;
        }
        Self::Markdown
    }
}

impl FromStr for Form {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "md" | "mdown" => return Ok(Self::Markdown),
            "tab" => return Ok(Self::Tsv),
            "jsonl" => return Ok(Self::Ndjson),
            "okr" => return Ok(Self::Outline),
            "xlsm" => return Ok(Self::Xlsx),
            _ => {}
        }
        Self::ALL
            .into_iter()
            .find(|form| form.name() == text)
            .ok_or(())
    }
}
