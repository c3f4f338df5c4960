//! `--template`: a line of the person's own for each record. Values are made safe before the
//! template sees them and the result is checked once more, so neither a title nor a template can
//! send anything to the terminal but colours and links.

use chrono::{DateTime, FixedOffset};
use minijinja::{Environment, ErrorKind, UndefinedBehavior};
use okr_core::{Error, Result};
use serde_json::Value;

use super::{Listing, filters, nearest};
use crate::cli::manners::Surface;
use crate::words::text::{Ruler, bare, sequence};

/// The records through the template, each ending its own line. `\n` and `\t` in the template are a
/// line break and a tab, because shells have no handy way to type them.
pub fn rendered(listing: &Listing, template: &str, surface: &Surface) -> Result<String> {
    let source = template.replace("\\n", "\n").replace("\\t", "\t");
    let environment = environment(listing.as_of, surface);
    let compiled = environment
        .template_from_str(&source)
        .map_err(|error| refused(&error, &source, &[]))?;
    let mut text = String::new();
    for row in &listing.rows {
        let fields: Vec<&str> = row
            .item
            .as_object()
            .into_iter()
            .flatten()
            .map(|(key, _)| key.as_str())
            .collect();
        let value = minijinja::Value::from(minijinja::value::Serde(safe_value(
            &row.item,
            &surface.ruler,
        )));
        let line = compiled
            .render(value)
            .map_err(|error| refused(&error, &source, &fields))?;
        text.push_str(&checked(&line, surface));
        if !text.ends_with('\n') {
            text.push('\n');
        }
    }
    Ok(text)
}

fn environment(as_of: DateTime<FixedOffset>, surface: &Surface) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    // Nothing known prints as nothing.
    environment.set_formatter(|output, state, value| {
        if value.is_none() {
            Ok(())
        } else {
            minijinja::escape_formatter(output, state, value)
        }
    });
    filters::add_to(&mut environment, as_of, *surface);
    environment
}

fn safe_value(value: &Value, ruler: &Ruler) -> Value {
    match value {
        Value::String(text) => Value::String(ruler.safe_lines(text).into_owned()),
        Value::Array(values) => values
            .iter()
            .map(|value| safe_value(value, ruler))
            .collect(),
        Value::Object(fields) => fields
            .iter()
            .map(|(key, value)| (key.clone(), safe_value(value, ruler)))
            .collect(),
        other => other.clone(),
    }
}

/// The line with nothing left that acts on a terminal, save the colours and links it may have.
fn checked(line: &str, surface: &Surface) -> String {
    let line = if surface.theme.is_none() && !surface.links {
        bare(line)
    } else {
        line.into()
    };
    let mut text = String::with_capacity(line.len());
    let mut rest = &*line;
    let mut from = 0;
    while let Some(found) = rest[from..].find('\u{1b}') {
        let start = from + found;
        match sequence(&rest[start..]) {
            Some(length) => {
                text.push_str(&surface.ruler.safe_lines(&rest[..start]));
                text.push_str(&rest[start..start + length]);
                rest = &rest[start + length..];
                from = 0;
            }
            None => from = start + 1,
        }
    }
    text.push_str(&surface.ruler.safe_lines(rest));
    text
}

/// The template's mistake as a usage error at its place.
fn refused(error: &minijinja::Error, source: &str, fields: &[&str]) -> Error {
    let range = error.range().unwrap_or_default();
    let before = source.get(..range.start).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .chars()
        .count()
        + 1;
    let word = source.get(range).unwrap_or_default();
    let refusal = |message: String| {
        Error::usage("E104", message)
            .at(error.line().unwrap_or(line).max(line), column.to_string())
            .next("okr help json")
    };
    match error.kind() {
        ErrorKind::UndefinedError if !fields.is_empty() => {
            let near = nearest(word, fields)
                .map(|near| format!("The nearest is {near}. "))
                .unwrap_or_default();
            refusal(format!(
                "the template asks for \"{word}\", which this record does not have"
            ))
            .why(format!("{near}The fields are {}.", fields.join(", ")))
        }
        ErrorKind::UnknownFilter => {
            let name = error.detail().unwrap_or_default();
            refusal(format!(
                "the template uses a filter that does not exist: {name}"
            ))
            .why(format!(
                "Besides the usual ones there are {}.",
                filters::NAMES.join(", ")
            ))
        }
        kind => {
            let detail = error
                .detail()
                .map_or_else(|| kind.to_string(), str::to_owned);
            refusal(format!("the template cannot be used: {detail}"))
        }
    }
}
