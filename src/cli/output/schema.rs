//! The JSON Schema of machine output, made from the tables of `answers`: a program can check an answer
//! before it trusts it. Keys may be added later, so unknown ones are allowed.

use serde_json::{Map, Value, json};

use super::answers::{self, DOCUMENTS, Head, RECORDS};
use super::fields::Field;

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// A JSON Schema (draft 2020-12) of the documents of one kind, or of all that `--json` prints.
#[must_use]
pub fn schema(kind: Option<&str>) -> Value {
    let wanted = DOCUMENTS
        .iter()
        .filter(|(known, ..)| kind.is_none_or(|kind| kind == *known));
    let mut forms: Vec<Value> = wanted
        .map(|(kind, head, items)| document(kind, *head, items))
        .collect();
    if kind.is_none() {
        forms.push(reference("prompt"));
        forms.push(json!({"title": "okr prompt without a cycle", "type": "null"}));
        forms.push(json!({
            "title": "an error, on standard error",
            "type": "object",
            "required": ["error"],
            "properties": {"error": reference("error")},
        }));
    }
    let names = RECORDS.iter().map(|(name, _)| *name).chain(["metric"]);
    let records: Map<String, Value> = names
        .map(|name| (name.to_owned(), object("", &answers::record(name))))
        .collect();
    json!({
        "$schema": DRAFT,
        "title": kind.unwrap_or("okr --json"),
        "anyOf": forms,
        "$defs": records,
    })
}

fn document(kind: &str, head: Head, items: &str) -> Value {
    let mut fields = vec![
        ("okr_schema", "integer", "version of the shape"),
        ("kind", "string", "what the answer is"),
    ];
    fields.extend(head.fields());
    let mut document = object("", &fields);
    document["title"] = Value::from(kind);
    document["properties"]["okr_schema"] = json!({"const": super::json::SCHEMA});
    document["properties"]["kind"] = json!({"const": kind});
    if head.has_items() {
        let all: Vec<Value> = items.split('|').map(reference).collect();
        document["properties"]["items"] = json!({"type": "array", "items": {"anyOf": all}});
        if let Some(required) = document["required"].as_array_mut() {
            required.push("items".into());
        }
    }
    document
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/$defs/{name}")})
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
        "any" => json!({}),
        "object" => object(&format!("{name}."), fields),
        "date" => json!({"type": "string", "format": "date"}),
        "instant" => json!({"type": "string", "format": "date-time"}),
        "string" | "number" | "integer" | "boolean" => json!({"type": kind}),
        other => match other.strip_suffix("[]") {
            Some(element) => json!({"type": "array", "items": of_type(element, name, fields, "")}),
            None => json!({"anyOf": other.split('|').map(reference).collect::<Vec<_>>()}),
        },
    };
    if nullable {
        of = match of.get("type").cloned() {
            Some(plain) => {
                of["type"] = json!([plain, "null"]);
                of
            }
            None => {
                let mut forms = of["anyOf"].as_array().cloned().unwrap_or_default();
                forms.push(json!({"type": "null"}));
                json!({"anyOf": forms})
            }
        };
    }
    if !meaning.is_empty() {
        of["description"] = Value::from(meaning);
    }
    of
}
