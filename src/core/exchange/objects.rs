//! JSON and NDJSON: lists of flat records are read as a sheet, nested ones by their lists of key
//! results. Records of this program's own output are known by their uid.

use serde_json::{Map, Value};

use super::columns::{Field, Mapping};
use super::form::Form;
use super::grid::Grid;
use super::{Found, FoundKeyResult, FoundObjective, Left, limits, rows};
use crate::error::{Error, Result};

/// # Errors
/// `E243` for text that is no JSON, `E242` for too much of it.
pub(super) fn read(text: &str, form: Form, mapping: &Mapping) -> Result<Found> {
    if text
        .bytes()
        .filter(|byte| *byte == b',' || *byte == b'[' || *byte == b'{')
        .count()
        > limits::VALUES
    {
        return Err(limits::refusal(
            "over 400,000 values of JSON",
            "Bring so many check-ins as a sheet, CSV or XLSX; nothing was written.",
        ));
    }
    let refused = |line: usize, error: &serde_json::Error| {
        Error::refused("E243", format!("this is no JSON that can be read: {error}"))
            .at(line, error.column().to_string())
    };
    let records: Vec<(usize, Value)> = if form == Form::Ndjson {
        let mut records = Vec::new();
        for (place, line) in text
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.trim().is_empty())
        {
            records.push((
                place + 1,
                serde_json::from_str(line).map_err(|error| refused(place + 1, &error))?,
            ));
        }
        records
    } else {
        let whole: Value =
            serde_json::from_str(text).map_err(|error| refused(error.line(), &error))?;
        listed(whole)
            .into_iter()
            .enumerate()
            .map(|(place, value)| (place + 1, value))
            .collect()
    };
    let mut found = Found::default();
    let (nested, flat): (Vec<_>, Vec<_>) = records.into_iter().partition(|(_, value)| {
        value
            .as_object()
            .is_some_and(|record| below(record).is_some())
    });
    for (line, value) in &nested {
        objective(*line, value, &mut found);
    }
    let grid = grid(&flat, &mut found)?;
    if !grid.rows.is_empty() {
        let mut read = rows::read(&grid, mapping)?;
        // The header is ours, not the file's.
        read.parts.retain(|line| *line > 0);
        read.left.retain(|left| left.line > 0);
        found.objectives.append(&mut read.objectives);
        found.left.append(&mut read.left);
        found.parts.append(&mut read.parts);
        found.columns = read.columns;
    }
    Ok(found)
}

fn listed(value: Value) -> Vec<Value> {
    match value {
        Value::Array(records) => records,
        Value::Object(mut record) => {
            for name in ["items", "objectives", "okrs", "data", "records"] {
                if let Some(Value::Array(records)) = record.remove(name) {
                    return records;
                }
            }
            vec![Value::Object(record)]
        }
        other => vec![other],
    }
}

fn below(record: &Map<String, Value>) -> Option<&Vec<Value>> {
    ["key_results", "keyResults", "krs", "children"]
        .iter()
        .find_map(|name| record.get(*name)?.as_array())
}

fn said(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.trim().is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(words) if !words.is_empty() && words.iter().all(Value::is_string) => Some(
            words
                .iter()
                .filter_map(Value::as_str)
                .collect::<Vec<_>>()
                .join(","),
        ),
        _ => None,
    }
}

fn title(record: &Map<String, Value>) -> Option<String> {
    [
        "title",
        "name",
        "objective",
        "key_result",
        "text",
        "description",
    ]
    .iter()
    .find_map(|name| said(record.get(*name)?))
}

fn fields(record: &Map<String, Value>, wanted: &[&str]) -> Vec<(String, String)> {
    wanted
        .iter()
        .filter_map(|name| Some(((*name).to_owned(), said(record.get(*name)?)?)))
        .collect()
}

fn objective(line: usize, value: &Value, found: &mut Found) {
    let Some((record, title)) = value
        .as_object()
        .and_then(|record| Some((record, title(record)?)))
    else {
        found.left.push(Left::new(
            line,
            &value.to_string(),
            "an objective without a title",
        ));
        return;
    };
    let mut new = FoundObjective {
        line,
        title,
        fields: fields(record, &["owner", "team", "tags", "due", "weight"]),
        cycle: record.get("cycle").and_then(said),
        uid: record.get("uid").and_then(said),
        id: record.get("id").and_then(said),
        ..FoundObjective::default()
    };
    for part in below(record).into_iter().flatten() {
        let own = part.as_object().cloned().unwrap_or_else(|| {
            part.as_str()
                .map(|text| Map::from_iter([("title".to_owned(), Value::from(text))]))
                .unwrap_or_default()
        });
        let Some(title) = self::title(&own) else {
            found.left.push(Left::new(
                line,
                &part.to_string(),
                "a key result without a title",
            ));
            continue;
        };
        let mut kr = FoundKeyResult {
            line,
            title,
            fields: fields(
                &own,
                &["owner", "unit", "start", "target", "tags", "weight", "due"],
            ),
            uid: own.get("uid").and_then(said),
            id: own.get("id").and_then(said),
            ..FoundKeyResult::default()
        };
        if let Some(value) = ["current", "value", "now"]
            .iter()
            .find_map(|name| said(own.get(*name)?))
        {
            kr.check_ins.push(super::FoundCheckIn {
                line,
                value,
                date: own.get("date").or(own.get("last_checkin")).and_then(said),
                ..super::FoundCheckIn::default()
            });
        }
        new.key_results.push(kr);
    }
    found.objectives.push(new);
}

/// Flat records as rows under a header of all their names.
fn grid(records: &[(usize, Value)], found: &mut Found) -> Result<Grid> {
    let mut names: Vec<&str> = Vec::new();
    for (line, value) in records {
        match value.as_object() {
            Some(record) => {
                for name in record
                    .iter()
                    .filter(|(_, value)| said(value).is_some())
                    .map(|(name, _)| name.as_str())
                {
                    // A number and the same in words: the words carry the unit.
                    let doubled = record.contains_key(&format!("{name}_text"));
                    if !doubled && !names.contains(&name) {
                        names.push(name);
                    }
                }
            }
            None => found.left.push(Left::new(
                *line,
                &value.to_string(),
                "no record of names and values",
            )),
        }
    }
    let is_ours = names.contains(&"uid") && names.contains(&"status");
    names.retain(|name| {
        !is_ours || Field::of_header(name).is_some_and(|field| field != Field::Score)
    });
    let mut grid = Grid::default();
    if names.is_empty() {
        return Ok(grid);
    }
    grid.push(0, names.iter().map(|name| (*name).to_owned()).collect())?;
    for (line, value) in records {
        if let Some(record) = value.as_object() {
            grid.push(
                *line,
                names
                    .iter()
                    .map(|name| record.get(*name).and_then(said).unwrap_or_default())
                    .collect(),
            )?;
        }
    }
    Ok(grid)
}
