//! Machine output: one document, or one record a line. The shape is a promise within schema 1: keys
//! are added, never renamed or dropped. Text is whole, but anything in it that would act on a
//! terminal is written as an escape.

use okr_core::Result;
use serde_json::{Map, Value, json};

use super::{Listing, unknown};
use crate::words::text::acts;

/// The version of the shape.
pub const SCHEMA: u32 = 1;

/// The whole listing as one document, indented by two.
pub fn document(listing: &Listing, fields: Option<&[String]>) -> Result<String> {
    let items = items(listing, fields)?;
    let document = json!({
        "okr_schema": SCHEMA,
        "kind": listing.kind,
        "as_of": listing.as_of.to_rfc3339_opts(chrono::SecondsFormat::Secs, false),
        "cycle": listing.cycle,
        "items": items,
    });
    Ok(indented(&document))
}

/// Bare records, one a line; each says its schema and type itself.
pub fn lines(listing: &Listing, fields: Option<&[String]>) -> Result<String> {
    let usual = listing.kind.split('.').next().unwrap_or_default();
    let items = items(listing, fields)?;
    let line = |(item, row): (Value, &super::Row)| {
        let mut record = Map::new();
        record.insert("okr_schema".to_owned(), SCHEMA.into());
        record.insert(
            "type".to_owned(),
            row.item
                .get("type")
                .cloned()
                .unwrap_or_else(|| usual.into()),
        );
        if let Value::Object(item) = item {
            record.extend(item);
        }
        escaped(&Value::Object(record).to_string()) + "\n"
    };
    Ok(items.into_iter().zip(&listing.rows).map(line).collect())
}

/// A value as a document for people and programs alike, with a line break at the end.
#[must_use]
pub fn indented(value: &Value) -> String {
    escaped(&format!("{value:#}")) + "\n"
}

/// A value on one line, with a line break at the end.
#[must_use]
pub fn on_one_line(value: &Value) -> String {
    escaped(&value.to_string()) + "\n"
}

fn items(listing: &Listing, fields: Option<&[String]>) -> Result<Vec<Value>> {
    let Some(fields) = fields else {
        return Ok(listing.rows.iter().map(|row| row.item.clone()).collect());
    };
    // Records of several types may stand in one listing, so a field is known if any has it.
    let mut known: Vec<&str> = Vec::new();
    for key in listing
        .rows
        .iter()
        .filter_map(|row| row.item.as_object())
        .flat_map(Map::keys)
    {
        if !known.contains(&key.as_str()) {
            known.push(key);
        }
    }
    if let Some(field) = fields
        .iter()
        .find(|field| !known.is_empty() && !known.contains(&field.as_str()))
    {
        return Err(unknown("field", field, fields, &known));
    }
    let rows = listing.rows.iter();
    Ok(rows.map(|row| picked(&row.item, Some(fields))).collect())
}

/// A record with the fields that are named, in their order; whole where none are.
#[must_use]
pub fn picked(record: &Value, fields: Option<&[String]>) -> Value {
    let Some(fields) = fields else {
        return record.clone();
    };
    let chosen = fields.iter().map(|field| {
        let value = record.get(field).cloned().unwrap_or_default();
        (field.clone(), value)
    });
    Value::Object(chosen.collect())
}

/// Refuses a field that no record has, before anything is written: what a change answers is only
/// known after it.
///
/// # Errors
/// `E106` with the field that was meant.
pub fn refuse_unknown_fields(fields: &[String]) -> Result<()> {
    let known = super::answers::written();
    match fields.iter().find(|field| !known.contains(&field.as_str())) {
        Some(field) => Err(unknown("field", field, fields, &known)),
        None => Ok(()),
    }
}

/// Serialised JSON with what would act on a terminal as `\u` escapes. Line breaks are structure:
/// those inside strings are escapes already.
fn escaped(serialised: &str) -> String {
    if serialised
        .bytes()
        .all(|byte| matches!(byte, b' '..=b'~' | b'\n'))
    {
        return serialised.to_owned();
    }
    let mut text = String::with_capacity(serialised.len());
    for character in serialised.chars() {
        if character != '\n' && acts(character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                text.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            text.push(character);
        }
    }
    text
}
