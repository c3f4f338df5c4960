//! How a command that did not work says so: what happened, why, what to type, and the code, with
//! the most useful line near the end, where the eye is. It words nothing itself; the parts come
//! with the error.

use okr_core::{Error, Kind};
use serde_json::{Value, json};

use super::json;
use crate::cli::exit;
use crate::cli::io::Io;
use crate::cli::manners::Surface;
use crate::words::tone::Tone;

/// Says on stderr, at once, what went wrong: for people, or as one JSON object when JSON was asked
/// for.
pub fn print(io: &mut Io, error: &Error) {
    let text = if io.wishes.json {
        document(error)
    } else {
        words(error, &io.err)
    };
    io.say_now(&text);
}

/// The error for people. A check that found something, and a person who left, are no errors, so
/// they have the sentence only.
#[must_use]
pub fn words(error: &Error, surface: &Surface) -> String {
    let ruler = surface.ruler;
    let glyphs = ruler.set.glyphs();
    let message = ruler.safe(&error.message);
    if matches!(error.kind, Kind::Found | Kind::Cancelled) {
        return if message.is_empty() {
            String::new()
        } else {
            format!("{message}\n")
        };
    }
    let mut text = format!("{} {message}\n", surface.paint(Tone::Error, "error:"));
    let place = error
        .at
        .as_ref()
        .map(|at| format!("line {}, column {}", at.line, at.column));
    let mut why = error.why.iter().map(String::as_str);
    let first = match (place, why.next()) {
        (Some(place), Some(sentence)) => Some(format!("{place}: {sentence}")),
        (Some(place), None) => Some(place),
        (None, sentence) => sentence.map(str::to_owned),
    };
    for sentence in first.iter().map(String::as_str).chain(why) {
        text.push_str(&format!("  {}\n", ruler.safe(sentence)));
    }
    let label = if error.instead.is_some() {
        "Did you mean  "
    } else {
        "Try  "
    };
    for (place, line) in error.next.iter().enumerate() {
        let label = if place == 0 {
            label.to_owned()
        } else {
            " ".repeat(label.len())
        };
        text.push_str(&format!(
            "  {label}{}\n",
            surface.paint(Tone::Id, &ruler.safe(line))
        ));
    }
    let code = format!(
        "{} {} okr explain {}",
        error.code, glyphs.separator, error.code
    );
    text.push_str(&surface.paint(Tone::Muted, &code));
    text.push('\n');
    text
}

/// The error for programs: one object on one line.
#[must_use]
pub fn document(error: &Error) -> String {
    json::on_one_line(&json!({ "error": object(error) }))
}

/// The parts of an error for programs.
#[must_use]
pub fn object(error: &Error) -> Value {
    let at = error.at.as_ref().map(|at| {
        let column = at
            .column
            .parse::<usize>()
            .map_or_else(|_| json!(at.column), |column| json!(column));
        json!({ "line": at.line, "column": column })
    });
    json!({
        "code": error.code,
        "exit": exit::code(error.kind),
        "message": error.message,
        "why": if error.why.is_empty() { None } else { Some(error.why.join(" ")) },
        "next": error.next,
        "at": at,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::glyphs::GlyphSet;
    use crate::words::text::Ruler;
    use crate::words::tone::Theme;

    fn missing() -> Error {
        Error::not_found("E301", "there is no key result K66")
            .why("K6 and K16 exist; ids are never reused, so K66 was never given out.")
            .next("okr checkin K6 210")
            .next("okr checkin K16 210")
    }

    #[test]
    fn an_error_says_what_why_and_what_to_type() {
        let expected = "\
error: there is no key result K66
  K6 and K16 exist; ids are never reused, so K66 was never given out.
  Try  okr checkin K6 210
       okr checkin K16 210
E301 · okr explain E301
";
        assert_eq!(words(&missing(), &Surface::default()), expected);
    }

    #[test]
    fn labels_are_coloured_and_the_words_stay() {
        let surface = Surface {
            theme: Some(Theme::Terminal),
            ..Surface::default()
        };
        let text = words(
            &Error::storage("E601", "the book is newer").next("okr db info"),
            &surface,
        );
        let expected = "\u{1b}[1;31merror:\u{1b}[0m the book is newer\n  Try  \u{1b}[1mokr db info\u{1b}[0m\n\
                        \u{1b}[2mE601 · okr explain E601\u{1b}[0m\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn hostile_text_in_an_error_is_shown_not_obeyed() {
        let ascii = Surface {
            ruler: Ruler {
                set: GlyphSet::Ascii,
                ..Ruler::default()
            },
            ..Surface::default()
        };
        let error = Error::refused("E204", "\"\u{1b}]0;x\u{7}\" is not a number")
            .why("a\nb")
            .next("okr\u{202e}")
            .at(3, "value");
        let expected = "\
error: \"?]0;x?\" is not a number
  line 3, column value: a?b
  Try  okr?
E204 - okr explain E204
";
        assert_eq!(words(&error, &ascii), expected);
    }

    #[test]
    fn for_programs_an_error_is_one_object() {
        let error = missing().at(3, "2");
        let expected = "{\"error\":{\"code\":\"E301\",\"exit\":3,\"message\":\"there is no key result K66\",\
            \"why\":\"K6 and K16 exist; ids are never reused, so K66 was never given out.\",\
            \"next\":[\"okr checkin K6 210\",\"okr checkin K16 210\"],\"at\":{\"line\":3,\"column\":2}}}\n";
        assert_eq!(document(&error), expected);
        let bare = document(&Error::usage("E101", "no\u{1b}[2J\u{9b}"));
        let expected = "{\"error\":{\"code\":\"E101\",\"exit\":2,\"message\":\"no\\u001b[2J\\u009b\",\
            \"why\":null,\"next\":[],\"at\":null}}\n";
        assert_eq!(bare, expected);
    }

    #[test]
    fn a_check_that_found_something_says_so_without_alarm() {
        let found = Error::new("E701", Kind::Found, "2 key results are due");
        assert_eq!(
            words(&found, &Surface::default()),
            "2 key results are due\n"
        );
        assert_eq!(
            words(&Error::new("E701", Kind::Found, ""), &Surface::default()),
            ""
        );
    }
}
