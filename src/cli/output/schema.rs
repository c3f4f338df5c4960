//! The JSON Schema of a document, from the table of fields: a program can check an answer before it
//! trusts it. Keys may be added later, so unknown ones are allowed.

use serde_json::{Map, Value, json};

use super::fields::Field;

/// A JSON Schema (draft 2020-12) of a document whose items are of these fields.
#[must_use]
pub fn schema(kind: &str, fields: &[Field]) -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": kind,
        "type": "object",
        "required": ["okr_schema", "kind", "as_of", "cycle", "items"],
        "properties": {
            "okr_schema": {"const": super::json::SCHEMA},
            "kind": {"const": kind},
            "as_of": of_type("instant", "", fields, "moment the answer is for"),
            "cycle": of_type("string?", "", fields, "cycle asked about"),
            "items": {"type": "array", "items": object("", fields)},
        },
    })
}

/// The object behind a prefix (`metric.`), with every key required.
fn object(prefix: &str, fields: &[Field]) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for (name, kind, meaning) in fields {
        let Some(own) = name.strip_prefix(prefix).filter(|own| !own.contains('.')) else {
            continue;
        };
        required.push(Value::from(own));
        properties.insert(own.to_owned(), of_type(kind, name, fields, meaning));
    }
    json!({"type": "object", "required": required, "properties": properties})
}

fn of_type(kind: &str, name: &str, fields: &[Field], meaning: &str) -> Value {
    let (kind, nullable) = match kind.strip_suffix('?') {
        Some(kind) => (kind, true),
        None => (kind, false),
    };
    let mut of = match kind {
        "object" => object(&format!("{name}."), fields),
        "date" => json!({"type": "string", "format": "date"}),
        "instant" => json!({"type": "string", "format": "date-time"}),
        other => match other.strip_suffix("[]") {
            Some(element) => json!({"type": "array", "items": of_type(element, name, fields, "")}),
            None => json!({"type": other}),
        },
    };
    if nullable {
        of["type"] = json!([of["type"], "null"]);
    }
    if !meaning.is_empty() {
        of["description"] = Value::from(meaning);
    }
    of
}
