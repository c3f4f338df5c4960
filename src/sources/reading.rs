//! What a command printed, read as one value. A source says what the value is, never a change on the
//! last one: run twice it must mean the same twice.

use serde_json::Value;

/// The value as a person would type it, or why there is none.
///
/// # Errors
/// One sentence without a full stop.
pub fn value(printed: &[u8], pointer: Option<&str>) -> Result<String, String> {
    let text = std::str::from_utf8(printed)
        .map_err(|_| "it printed bytes that are no text".to_owned())?
        .trim_start_matches('\u{feff}')
        .trim();
    if text.is_empty() {
        return Err("it printed nothing".to_owned());
    }
    let found = match pointer {
        Some(pointer) => pointed(text, pointer)?,
        None => text.to_owned(),
    };
    absolute(&found)
}

fn pointed(text: &str, pointer: &str) -> Result<String, String> {
    let document: Value = serde_json::from_str(text)
        .map_err(|error| format!("it did not print one JSON document ({error})"))?;
    let Some(found) = document.pointer(pointer) else {
        return Err(format!(
            "there is no {pointer} in the JSON{}",
            keys(&document)
        ));
    };
    match found {
        Value::Number(number) => Ok(number.to_string()),
        Value::String(text) => Ok(text.trim().to_owned()),
        Value::Bool(true) => Ok("done".to_owned()),
        Value::Bool(false) => Ok("0".to_owned()),
        Value::Null => Err(format!("{pointer} is null")),
        Value::Array(_) => Err(format!("{pointer} is a list, not a number")),
        Value::Object(_) => Err(format!(
            "{pointer} is an object, not a number{}",
            keys(found)
        )),
    }
}

fn keys(document: &Value) -> String {
    let Value::Object(fields) = document else {
        return String::new();
    };
    let names: Vec<String> = fields.keys().take(8).map(|name| excerpt(name)).collect();
    if names.is_empty() {
        String::new()
    } else {
        format!("; it has {}", names.join(", "))
    }
}

fn absolute(found: &str) -> Result<String, String> {
    if found.starts_with(['{', '[']) {
        return Err("it printed JSON; say with --json-pointer where the number stands".to_owned());
    }
    let words: Vec<&str> = found.split_whitespace().collect();
    let is_number = |word: &&&str| {
        word.trim_start_matches(['-', '+', '.'])
            .starts_with(|first: char| first.is_ascii_digit())
    };
    if words.iter().filter(is_number).count() > 1 {
        let shown: Vec<String> = words.iter().take(3).map(|word| excerpt(word)).collect();
        let more = if words.len() > 3 { " …" } else { "" };
        return Err(format!(
            "it printed more than one number: {}{more}",
            shown.join(" ")
        ));
    }
    let lower = found.to_lowercase();
    let bare = lower.trim_start_matches(['+', '-']);
    if matches!(bare, "nan" | "inf" | "infinity") {
        return Err(format!("it printed {}, which is no number", excerpt(found)));
    }
    let is_change = found.starts_with('+')
        || found.contains('=')
        || matches!(lower.as_str(), "same" | "unknown" | "?")
        || lower
            .strip_prefix(['x', '*'])
            .is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()));
    if is_change {
        return Err(format!(
            "it printed {}, which is a change and not a value",
            excerpt(found)
        ));
    }
    if found.contains('\n') {
        return Err(format!("it printed several lines: {}", excerpt(found)));
    }
    // A leading minus is a change when a person types it; a program prints the value itself.
    Ok(match found.strip_prefix('-') {
        Some(size) if size.starts_with(|first: char| first.is_ascii_digit() || first == '.') => {
            format!("0-{size}")
        }
        _ => found.to_owned(),
    })
}

/// The beginning of a text on one line.
#[must_use]
pub fn excerpt(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default().trim();
    let mut shown: String = line.chars().take(60).collect();
    if shown.len() < text.trim().len() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Result<String, String> {
        value(text.as_bytes(), None)
    }

    #[test]
    fn one_value_with_or_without_a_unit_is_taken() {
        for (printed, read) in [
            ("82\n", "82"),
            ("\u{feff} 82.5% \r\n", "82.5%"),
            ("4 hours", "4 hours"),
            ("-2", "0-2"),
            ("-0.5", "0-0.5"),
            ("done", "done"),
        ] {
            assert_eq!(plain(printed), Ok(read.to_owned()), "{printed}");
        }
    }

    #[test]
    fn what_is_no_single_value_is_refused_with_its_reason() {
        for (printed, reason) in [
            ("", "nothing"),
            (" \n", "nothing"),
            ("3\n4\n", "more than one number: 3 4"),
            ("1 234", "more than one number"),
            ("NaN", "no number"),
            ("-inf", "no number"),
            ("+3", "change"),
            ("x1.05", "change"),
            ("=", "change"),
            ("same", "change"),
            ("{\"a\":1}", "--json-pointer"),
            ("one\ntwo", "several lines"),
        ] {
            let said = plain(printed).expect_err(printed);
            assert!(said.contains(reason), "{printed}: {said}");
        }
        assert!(value(b"\xff\xfe1", None).is_err());
    }

    #[test]
    fn a_pointer_leads_to_a_number_in_json() {
        let json =
            br#"{"total":{"percent":81.25,"words":"90%","none":null,"list":[1]},"n":12345678901}"#;
        let at = |pointer: &str| value(json, Some(pointer));
        assert_eq!(at("/total/percent"), Ok("81.25".to_owned()));
        assert_eq!(at("/total/words"), Ok("90%".to_owned()));
        assert_eq!(at("/n"), Ok("12345678901".to_owned()));
        assert_eq!(at("/total/list/0"), Ok("1".to_owned()));
        for (pointer, reason) in [
            ("/percent", "it has total, n"),
            ("/total/none", "null"),
            ("/total/list", "a list"),
            ("/total", "an object"),
        ] {
            let said = at(pointer).expect_err(pointer);
            assert!(said.contains(reason), "{pointer}: {said}");
        }
        assert!(value(b"{\"a\":NaN}", Some("/a")).is_err());
        assert!(value(b"{\"a\":1}{\"a\":2}", Some("/a")).is_err());
        assert!(value("[".repeat(60_000).as_bytes(), Some("/0")).is_err());
    }
}
