//! What a template can do to a value: `pad`, `trunc`, `ago`, `date`, `bar`, `spark`, `color`,
//! `link`. A value nobody knows passes through all of them as nothing.

use std::fmt::Write;

use chrono::format::{Item, StrftimeItems};
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};
use minijinja::{Environment, Error, ErrorKind, Value};

use super::nearest;
use crate::cli::manners::Surface;
use crate::words::meter;
use crate::words::text::{Ruler, bare};
use crate::words::tone::Tone;

pub const NAMES: [&str; 8] = [
    "pad", "trunc", "ago", "date", "bar", "spark", "color", "link",
];

/// The widest that `pad` and `bar` make anything: a slip of the finger must not fill the memory.
const WIDEST: usize = 1000;

type Filtered = Result<String, Error>;

pub fn add_to(
    environment: &mut Environment<'static>,
    as_of: DateTime<FixedOffset>,
    surface: Surface,
) {
    let ruler = surface.ruler;
    environment.add_filter("pad", move |value: &Value, width: i64| {
        pad(&shown(value), width, &ruler)
    });
    environment.add_filter("trunc", move |value: &Value, width: usize| {
        let text = shown(value);
        ruler.cut(&bare(&text), width).into_owned()
    });
    environment.add_filter("ago", move |value: &Value| -> Filtered {
        moment(value).map(|moment| {
            moment
                .map(|moment| ago((as_of.date_naive() - moment.date()).num_days()))
                .unwrap_or_default()
        })
    });
    environment.add_filter("date", |value: &Value, form: Option<&str>| -> Filtered {
        moment(value)?.map_or_else(
            || Ok(String::new()),
            |moment| date(moment, form.unwrap_or("%-d %b %Y")),
        )
    });
    environment.add_filter(
        "bar",
        move |value: &Value, width: Option<usize>| -> Filtered {
            Ok(meter::meter(
                number(value)?,
                width.unwrap_or(10).min(WIDEST),
                ruler.figures(),
            ))
        },
    );
    environment.add_filter("spark", move |value: &Value| -> Filtered {
        let values = value
            .try_iter()?
            .map(|value| number(&value))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(meter::spark(&values, ruler.figures()))
    });
    environment.add_filter(
        "color",
        move |value: &Value, label: Option<&str>| -> Filtered {
            let text = shown(value);
            let tone = match label {
                Some(label) => Some(tone_of(label)?),
                None => Tone::of_status(&text),
            };
            Ok(tone.map_or_else(|| text.clone(), |tone| surface.paint(tone, &text)))
        },
    );
    environment.add_filter("link", move |value: &Value, address: &Value| {
        let (text, address) = (shown(value), shown(address));
        link(text, &address, &surface)
    });
}

fn shown(value: &Value) -> String {
    if value.is_none() {
        String::new()
    } else {
        value.to_string()
    }
}

/// To the right with spaces; a negative width pads to the left, as for numbers. Colour takes no
/// room.
fn pad(text: &str, width: i64, ruler: &Ruler) -> String {
    let wanted = usize::try_from(width.unsigned_abs())
        .unwrap_or(WIDEST)
        .min(WIDEST);
    let missing = " ".repeat(wanted.saturating_sub(ruler.width(&bare(text))));
    if width < 0 {
        missing + text
    } else {
        text.to_owned() + &missing
    }
}

fn number(value: &Value) -> Result<Option<f64>, Error> {
    if value.is_none() {
        return Ok(None);
    }
    f64::try_from(value.clone())
        .map(Some)
        .map_err(|_| refusal(format!("\"{value}\" is not a number")))
}

/// A day or an instant as JSON has them.
fn moment(value: &Value) -> Result<Option<NaiveDateTime>, Error> {
    if value.is_none() {
        return Ok(None);
    }
    let text = value.as_str().unwrap_or_default();
    let day = || {
        text.parse::<NaiveDate>()
            .ok()
            .map(|day| day.and_time(NaiveTime::MIN))
    };
    let instant = || {
        DateTime::parse_from_rfc3339(text)
            .ok()
            .map(|instant| instant.naive_local())
    };
    day()
        .or_else(instant)
        .map(Some)
        .ok_or_else(|| refusal(format!("\"{value}\" is not a date")))
}

fn date(moment: NaiveDateTime, form: &str) -> Filtered {
    let wrong = || {
        refusal(format!(
            "\"{form}\" is not a form of date; try \"%Y-%m-%d\""
        ))
    };
    if StrftimeItems::new(form).any(|item| matches!(item, Item::Error)) {
        return Err(wrong());
    }
    let mut text = String::new();
    write!(text, "{}", moment.format(form)).map_err(|_| wrong())?;
    Ok(text)
}

/// Days before now in words; negative ones lie ahead.
fn ago(days: i64) -> String {
    let size = days.unsigned_abs();
    let span = match size {
        0 => return "today".to_owned(),
        1 => return if days > 0 { "yesterday" } else { "tomorrow" }.to_owned(),
        2..14 => format!("{size} days"),
        14..70 => format!("{} weeks", size / 7),
        70..730 => format!("{} months", size / 30),
        _ => format!("{} years", size / 365),
    };
    if days > 0 {
        format!("{span} ago")
    } else {
        format!("in {span}")
    }
}

fn tone_of(label: &str) -> Result<Tone, Error> {
    Tone::of_label(label)
        .or_else(|| Tone::of_status(label))
        .ok_or_else(|| {
            let labels = Tone::ALL.map(Tone::label);
            let near = nearest(label, &labels)
                .map(|near| format!("; did you mean \"{near}\"?"))
                .unwrap_or_default();
            refusal(format!("there is no colour \"{label}\"{near}"))
        })
}

/// The text as a link where the terminal shows links and the address is one that cannot end early.
fn link(text: String, address: &str, surface: &Surface) -> String {
    let is_plain = address.starts_with("http://")
        || address.starts_with("https://")
        || address.starts_with("mailto:");
    let is_whole = address
        .chars()
        .all(|character| character.is_ascii_graphic());
    if surface.links && is_plain && is_whole && !text.is_empty() {
        format!("\u{1b}]8;;{address}\u{1b}\\{text}\u{1b}]8;;\u{1b}\\")
    } else {
        text
    }
}

fn refusal(message: String) -> Error {
    Error::new(ErrorKind::InvalidOperation, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_told_in_the_unit_a_person_would_use() {
        let told = [0, 1, -1, 2, 9, 13, 14, 20, 69, 70, 400, 800, -5, -30].map(ago);
        let expected = [
            "today",
            "yesterday",
            "tomorrow",
            "2 days ago",
            "9 days ago",
            "13 days ago",
            "2 weeks ago",
            "2 weeks ago",
            "9 weeks ago",
            "2 months ago",
            "13 months ago",
            "2 years ago",
            "in 5 days",
            "in 4 weeks",
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn a_link_is_made_only_of_a_whole_address() {
        let surface = Surface {
            links: true,
            ..Surface::default()
        };
        let of = |address: &str| link("K2".to_owned(), address, &surface);
        assert_eq!(
            of("https://example.org/k2"),
            "\u{1b}]8;;https://example.org/k2\u{1b}\\K2\u{1b}]8;;\u{1b}\\"
        );
        assert_eq!(of("https://example.org/\u{1b}\\x"), "K2");
        assert_eq!(of("file:///etc/passwd"), "K2");
        assert_eq!(
            link("K2".to_owned(), "https://example.org", &Surface::default()),
            "K2"
        );
    }
}
