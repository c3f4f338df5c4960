//! Which format an answer takes. Decided once, from the flags and the stream; flags that
//! contradict each other are refused, because a script must not get the other one's output.

use okr_core::{Error, Result};

use crate::cli::manners::Surface;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Table,
    /// Line mode: one sentence for each record.
    Sentences,
    Plain,
    Json,
    Ndjson,
    Csv,
    Tsv,
    Md,
    Template,
}

impl Form {
    /// The names of `--format`.
    pub const NAMES: [&str; 7] = ["table", "plain", "json", "ndjson", "csv", "tsv", "md"];

    /// Whether the whole record is told, not only its cells; it costs as much as the question itself.
    #[must_use]
    pub fn tells_records(self) -> bool {
        matches!(
            self,
            Self::Json | Self::Ndjson | Self::Csv | Self::Tsv | Self::Template
        )
    }

    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        match name {
            "table" => Some(Self::Table),
            "plain" => Some(Self::Plain),
            "json" => Some(Self::Json),
            "ndjson" => Some(Self::Ndjson),
            "csv" => Some(Self::Csv),
            "tsv" => Some(Self::Tsv),
            "md" | "markdown" => Some(Self::Md),
            _ => None,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Header {
    #[default]
    Shown,
    Hidden,
}

/// Whether cells that a spreadsheet would run as a formula are made text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Formulas {
    #[default]
    Guarded,
    Raw,
}

/// The flags as typed.
#[derive(Debug, Clone, Default)]
pub struct Flags {
    /// `--format`
    pub format: Option<Form>,
    /// `--json` or `--json=FIELDS`; empty for all fields.
    pub json: Option<String>,
    pub ndjson: bool,
    pub csv: bool,
    pub tsv: bool,
    pub template: Option<String>,
    /// `--columns`
    pub columns: Option<String>,
    /// `--no-header`
    pub no_header: bool,
    /// `--raw`
    pub raw: bool,
}

impl Flags {
    /// The flags that are a format by themselves, as far as they were typed.
    fn given(&self) -> impl Iterator<Item = (&'static str, Form)> {
        [
            (self.json.is_some(), "--json", Form::Json),
            (self.ndjson, "--ndjson", Form::Ndjson),
            (self.csv, "--csv", Form::Csv),
            (self.tsv, "--tsv", Form::Tsv),
            (self.template.is_some(), "--template", Form::Template),
        ]
        .into_iter()
        .filter(|(given, ..)| *given)
        .map(|(_, flag, form)| (flag, form))
    }

    /// The first flag that asks for a format, for what is a conversation and has none.
    #[must_use]
    pub fn asked(&self) -> Option<&'static str> {
        let first = self.given().next().map(|(flag, _)| flag);
        first.or(self.format.map(|_| "--format"))
    }
}

/// The one format of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Format {
    pub form: Form,
    /// Names of columns, or of fields for JSON, in their order; `None` for the usual ones.
    pub columns: Option<Vec<String>>,
    pub header: Header,
    pub formulas: Formulas,
    pub template: Option<String>,
}

impl Format {
    /// A table on a terminal, sentences there in line mode, plain lines elsewhere, unless a flag
    /// names a format.
    pub fn choose(flags: &Flags, surface: &Surface) -> Result<Self> {
        let mut chosen: Option<(&str, Form)> = flags.format.map(|form| ("--format", form));
        for (flag, form) in flags.given() {
            match chosen {
                Some((other, taken)) if taken != form => return Err(conflict(other, flag)),
                _ => chosen = Some((flag, form)),
            }
        }
        let usual = if surface.terminal {
            Form::Table
        } else {
            Form::Plain
        };
        let form = match chosen.map_or(usual, |(_, form)| form) {
            Form::Table if surface.accessible => Form::Sentences,
            form => form,
        };
        let fields = flags
            .json
            .as_deref()
            .filter(|fields| !fields.trim().is_empty());
        let columns = match (fields, flags.columns.as_deref()) {
            (Some(_), Some(_)) => return Err(conflict("--json=FIELDS", "--columns")),
            (fields, columns) => fields.or(columns).map(names).transpose()?,
        };
        if columns.is_some() && form == Form::Template {
            return Err(conflict("--template", "--columns"));
        }
        Ok(Self {
            form,
            columns,
            header: if flags.no_header {
                Header::Hidden
            } else {
                Header::Shown
            },
            formulas: if flags.raw {
                Formulas::Raw
            } else {
                Formulas::Guarded
            },
            template: flags.template.clone(),
        })
    }
}

fn conflict(one: &str, other: &str) -> Error {
    Error::usage("E105", format!("{one} and {other} cannot be used together"))
        .why("Each of them decides what the output looks like.")
        .instead(other, "")
}

/// Words between commas or pluses; the plus is for shells that split at commas.
fn names(list: &str) -> Result<Vec<String>> {
    let words = list
        .split([',', '+'])
        .map(str::trim)
        .filter(|word| !word.is_empty());
    let words: Vec<String> = words.map(str::to_owned).collect();
    if words.is_empty() {
        return Err(Error::usage("E106", "the list of columns is empty")
            .why("Name at least one, as in id,title.")
            .next("okr list --columns id,title"));
    }
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PIPE: Surface = Surface {
        terminal: false,
        width: 80,
        ruler: crate::words::text::Ruler {
            set: crate::words::glyphs::GlyphSet::Unicode,
            ambiguous: crate::words::text::Ambiguous::Narrow,
        },
        theme: None,
        links: false,
        accessible: false,
    };
    const TERMINAL: Surface = Surface {
        terminal: true,
        ..PIPE
    };

    fn form(flags: &Flags, surface: &Surface) -> Form {
        Format::choose(flags, surface).expect("no conflict").form
    }

    #[test]
    fn the_stream_decides_unless_a_flag_does() {
        let none = Flags::default();
        assert_eq!(form(&none, &TERMINAL), Form::Table);
        assert_eq!(form(&none, &PIPE), Form::Plain);
        assert_eq!(
            form(
                &none,
                &Surface {
                    accessible: true,
                    ..TERMINAL
                }
            ),
            Form::Sentences
        );
        assert_eq!(
            form(
                &none,
                &Surface {
                    accessible: true,
                    ..PIPE
                }
            ),
            Form::Plain
        );
        let table = Flags {
            format: Some(Form::Table),
            ..Flags::default()
        };
        assert_eq!(form(&table, &PIPE), Form::Table);
        assert_eq!(
            form(
                &Flags {
                    csv: true,
                    ..Flags::default()
                },
                &TERMINAL
            ),
            Form::Csv
        );
        let twice = Flags {
            csv: true,
            format: Some(Form::Csv),
            ..Flags::default()
        };
        assert_eq!(form(&twice, &TERMINAL), Form::Csv);
        for name in Form::NAMES {
            assert!(Form::of_name(name).is_some());
        }
    }

    #[test]
    fn flags_that_contradict_each_other_are_refused() {
        let all = Flags {
            json: Some(String::new()),
            ..Flags::default()
        };
        for flags in [
            Flags {
                csv: true,
                ..all.clone()
            },
            Flags {
                csv: true,
                tsv: true,
                ..Flags::default()
            },
            Flags {
                format: Some(Form::Md),
                ndjson: true,
                ..Flags::default()
            },
            Flags {
                template: Some("x".into()),
                csv: true,
                ..Flags::default()
            },
            Flags {
                template: Some("x".into()),
                columns: Some("id".into()),
                ..Flags::default()
            },
            Flags {
                json: Some("id".into()),
                columns: Some("id".into()),
                ..Flags::default()
            },
        ] {
            let error = Format::choose(&flags, &PIPE).expect_err("a conflict");
            assert_eq!(
                (error.code, error.kind),
                ("E105", okr_core::Kind::Usage),
                "{flags:?}"
            );
        }
        let error = Format::choose(&Flags { csv: true, ..all }, &PIPE).expect_err("a conflict");
        assert_eq!(error.message, "--json and --csv cannot be used together");
    }

    #[test]
    fn lists_are_split_at_commas_and_pluses() {
        let columns = |list: &str| {
            let flags = Flags {
                columns: Some(list.to_owned()),
                ..Flags::default()
            };
            Format::choose(&flags, &PIPE).map(|format| format.columns.unwrap_or_default())
        };
        assert_eq!(
            columns("id, title+team").expect("names"),
            ["id", "title", "team"]
        );
        assert_eq!(columns(" ,").expect_err("empty").code, "E106");
        let fields = Flags {
            json: Some("id+title".into()),
            ..Flags::default()
        };
        let format = Format::choose(&fields, &PIPE).expect("fields");
        assert_eq!(format.columns.expect("names"), ["id", "title"]);
    }
}
