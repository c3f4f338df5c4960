//! The key result a value answers for, and how a refusal becomes an error with lines to type. What a
//! shell does to values before they arrive (eaten `$`, swallowed flags) is told apart here.

use super::{Last, Source};
use crate::capture::number::{Comma, Misread, line_value};
use crate::domain::measure::{Kind, Measure};
use crate::error::{Error, Kind as ErrorKind};

pub(super) struct Question<'a> {
    pub(super) reference: &'a str,
    pub(super) measure: &'a Measure,
    pub(super) last: &'a Last<'a>,
    pub(super) comma: Comma,
    pub(super) source: Source,
}

/// The flags a value may be followed by, for near misses.
const FLAGS: [&str; 8] = [
    "--confidence",
    "--note",
    "--blocker",
    "--date",
    "--source",
    "--dry-run",
    "--force-date",
    "--json",
];

impl Question<'_> {
    /// The whole line to type with a value, or the value for the cell of a file.
    pub(super) fn error(&self, misread: Misread) -> Error {
        let kind = if misread.code == "E103" {
            ErrorKind::Usage
        } else {
            ErrorKind::Refused
        };
        let mut error = Error::new(misread.code, kind, misread.message);
        error.why = misread.why;
        if self.source == Source::File {
            if !misread.instead.is_empty() {
                error.why.push(format!(
                    "Write {} in the file.",
                    misread.instead.join(" or ")
                ));
            }
            return error;
        }
        let mut instead = misread.instead;
        if instead.is_empty() && misread.code != "E103" {
            instead.push(self.example());
        }
        error.next = instead
            .iter()
            .map(|value| {
                // Behind a mistyped flag stand several words, whole as they are.
                let words = if kind == ErrorKind::Usage {
                    value.clone()
                } else {
                    quoted(value)
                };
                format!("okr checkin {} {words}", self.reference)
            })
            .collect();
        error
    }

    /// A value this key result would take. The target is none: it would be taken for the answer.
    pub(super) fn example(&self) -> String {
        let known = self.last.value.or(self.measure.start);
        match (known, self.measure.kind) {
            (Some(known), kind) if kind != Kind::Steps || self.last.value.is_some() => {
                line_value(known, self.measure)
            }
            (_, Kind::Milestone) => "done".to_owned(),
            (_, Kind::Zones) => "commit".to_owned(),
            (_, Kind::Steps) if self.measure.steps.is_empty() => "50%".to_owned(),
            (_, Kind::Steps) => format!("1/{}", self.measure.steps.len()),
            (_, Kind::Percent) => "82%".to_owned(),
            (_, Kind::Currency) => "40k".to_owned(),
            (_, Kind::Rating | Kind::Rank) => "3".to_owned(),
            _ => "12".to_owned(),
        }
    }

    pub(super) fn refuse_what_is_no_value(&self, typed: &str) -> Result<(), Misread> {
        self.refuse_nothing(typed)?;
        if self.source == Source::Shell {
            self.refuse_a_flag(typed)?;
        }
        if typed == "?" && self.source == Source::Shell {
            return Err(Misread::new("E204", "? alone is only for files")
                .why("Some shells replace it by the name of a file.")
                .instead("unknown"));
        }
        let no_number = ["n/a", "na", "-", "none", "null", "nil", "tbd"];
        let words = matches!(self.measure.kind, Kind::Steps | Kind::Milestone);
        if !words && no_number.contains(&typed.to_lowercase().as_str()) {
            return Err(
                self.no_number(Misread::new("E204", format!("\"{typed}\" is not a number")))
            );
        }
        Ok(())
    }

    fn no_number(&self, misread: Misread) -> Misread {
        match self.source {
            Source::File => misread.why("Write ? for \"no number this week\"."),
            Source::Shell => misread
                .why("For \"no number this week\" there is a word.")
                .instead("unknown"),
        }
    }

    /// An empty value, `0k` and their kin: what is left when a shell has replaced `$4` in `$40k`.
    fn refuse_nothing(&self, typed: &str) -> Result<(), Misread> {
        if typed.is_empty() && self.source == Source::File {
            return Err(self.no_number(Misread::new("E204", "the value is empty")));
        }
        let Some(repaired) = repaired(typed, self.measure.kind == Kind::Currency) else {
            return Ok(());
        };
        if self.source == Source::File {
            return Err(
                Misread::new("E205", format!("\"{typed}\" is not a number anyone means"))
                    .why("A digit is missing in front, as when a shell replaces \"$4\" in $40k."),
            );
        }
        let unit = self
            .measure
            .unit
            .as_deref()
            .filter(|_| self.measure.kind == Kind::Currency);
        let message = if typed.is_empty() {
            "the value is empty".to_owned()
        } else {
            format!(
                "value \"{typed}\" looks as if the shell replaced \"${}\"",
                &repaired[..1]
            )
        };
        let misread = Misread::new("E205", message);
        Err(match unit {
            Some(unit) => misread
                .why("A shell takes $ and what follows it for a name of its own.")
                .why(format!(
                    "Type it without the sign, {} is in {unit}:",
                    self.reference
                ))
                .instead(repaired),
            None if typed.is_empty() => misread
                .why("A shell takes $ and what follows it for a name of its own.")
                .instead(self.example()),
            None => misread.why("Type it without the sign:").instead(repaired),
        })
    }

    /// Values may begin with a minus, so a mistyped flag arrives here.
    fn refuse_a_flag(&self, typed: &str) -> Result<(), Misread> {
        let name = typed.trim_start_matches('-');
        let dashes = typed.len() - name.len();
        let infinite = matches!(name.to_lowercase().as_str(), "inf" | "infinity" | "nan");
        let letter = name.starts_with(|first: char| first.is_alphabetic());
        let money = typed.chars().any(|letter| letter.is_ascii_digit()) && name.starts_with("kr");
        if infinite || dashes == 0 || money || !(dashes > 1 || letter) {
            return Ok(());
        }
        let flag = typed.split(['=', ' ']).next().unwrap_or(typed);
        let near = FLAGS
            .iter()
            .map(|known| (strsim::damerau_levenshtein(flag, known), *known))
            .min()
            .filter(|(distance, known)| dashes > 1 && distance * 3 <= known.len());
        let misread = Misread::new("E103", format!("{typed} looks like a flag, not a value"))
            .why("The value comes first, flags after it.");
        Err(match near {
            Some((_, known)) => misread
                .why(format!("Did you mean {known}?"))
                .instead(format!("{} {known}{}", self.example(), argument(known))),
            None => misread.instead(self.example()),
        })
    }
}

/// One word for every shell.
fn quoted(value: &str) -> String {
    let safe = |letter: char| letter.is_alphanumeric() || "+-.,/%_".contains(letter);
    if value.chars().all(safe) {
        value.to_owned()
    } else {
        format!("'{}'", value.replace('\'', "'\\''"))
    }
}

fn argument(flag: &str) -> &'static str {
    match flag {
        "--confidence" => " 7",
        "--note" => " \"a word or two\"",
        "--blocker" => " \"what blocks\"",
        "--date" => " yesterday",
        "--source" => " ci",
        _ => "",
    }
}

/// The value with a digit put back where a shell took one, when it looks so.
fn repaired(typed: &str, is_money: bool) -> Option<String> {
    if typed.is_empty() {
        return Some("40k".to_owned());
    }
    let zeros = typed.bytes().take_while(|byte| *byte == b'0').count();
    let rest = &typed[zeros..];
    let multiple = matches!(
        rest.trim_start(),
        "k" | "K" | "M" | "bn" | "b" | "B" | "Bn" | "BN"
    ) || (is_money && rest.trim_start() == "m");
    let grouped = rest.strip_prefix(',').is_some_and(|group| {
        group.len() >= 3
            && group
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b',')
    });
    let digits = rest.bytes().all(|byte| byte.is_ascii_digit());
    let only_zeros =
        zeros > 0 && (multiple || (is_money && (grouped || (digits && typed.len() > 1))));
    let bare_mark = is_money && zeros == 0 && (grouped || fraction(rest));
    if only_zeros {
        Some(format!("4{typed}"))
    } else {
        bare_mark.then(|| format!("1{typed}"))
    }
}

/// `.2M`
fn fraction(text: &str) -> bool {
    text.strip_prefix('.')
        .is_some_and(|digits| digits.starts_with(|first: char| first.is_ascii_digit()))
}
