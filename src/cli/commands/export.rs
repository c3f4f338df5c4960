//! `okr export`: the book as a file of another form. A whole book is written as it is read, so that its
//! size costs no memory; a file is complete or not there.

mod file;
mod plan;

use std::io::{BufWriter, Write};

use clap::Args;
use okr_core::exchange::whole::{self, Layout};
use okr_core::{Error, Result};

use crate::cli::calendar;
use crate::cli::exit::Exit;
use crate::cli::output::{json, schema};
use crate::cli::session::Session;
use file::Draft;
pub use plan::template;

#[derive(Debug, Args)]
pub struct ExportArgs {
    /// Which records: team:web, owner:me … (a whole book is always whole)
    #[arg(value_name = "FILTER", add = crate::cli::complete::filters())]
    pub filter: Vec<String>,
    /// The form (what the name of the file says, else ndjson)
    #[arg(id = "format", long, value_name = "FORMAT", value_parser = Form::ALL.map(Form::name))]
    pub form: Option<String>,
    /// An outline without ids, for okr add - in another book
    #[arg(long)]
    pub no_ids: bool,
    /// Write it here instead of to standard output
    #[arg(short, long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub output: Option<String>,
    /// Write over a file that is there
    #[arg(long, requires = "output")]
    pub force: bool,
    /// Print the JSON Schema of everything that --json prints, of every command, instead
    #[arg(long, hide_short_help = true, exclusive = true)]
    pub schema: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// The whole book with its history, one change a line; `okr import` brings it back.
    Ndjson,
    /// The same as one JSON document.
    Json,
    /// Objectives, key results and check-ins as rows.
    Csv,
    /// The same as typed sheets, with wins and asks.
    Xlsx,
    /// The text that `okr add -` reads.
    Outline,
    /// Headings and lists for people.
    Md,
    /// The reviews and the days of the cycle for a calendar.
    Ics,
}

impl Form {
    const ALL: [Self; 7] = [
        Self::Ndjson,
        Self::Json,
        Self::Csv,
        Self::Xlsx,
        Self::Outline,
        Self::Md,
        Self::Ics,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Ndjson => "ndjson",
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Outline => "outline",
            Self::Md => "md",
            Self::Ics => "ics",
        }
    }

    fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.name() == name)
    }

    /// The form that the name of a file says.
    fn of_file(file: &str) -> Option<Self> {
        let (_, ending) = file.rsplit_once('.')?;
        match ending.to_lowercase().as_str() {
            "jsonl" => Some(Self::Ndjson),
            ending => Self::of_name(ending),
        }
    }
}

/// # Errors
/// `E105` for a name whose form nobody knows and for a filter on a whole book, `E608` for a file that is
/// there, `E610` for one that cannot be written, and those of the book.
pub fn run(session: &mut Session<'_>, arguments: ExportArgs) -> Result<Exit> {
    if arguments.schema {
        session.io.print(&json::indented(&schema::schema(None)))?;
        return Ok(Exit::Done);
    }
    let form = form(session, &arguments)?;
    let whole_book = match form {
        Form::Ndjson => Some(Layout::Lines),
        Form::Json => Some(Layout::Document),
        _ => None,
    };
    if arguments.no_ids && form != Form::Outline {
        return Err(Error::usage("E105", "--no-ids is said of an outline")
            .next("okr export --format outline --no-ids"));
    }
    if whole_book.is_some() && !arguments.filter.is_empty() {
        return Err(Error::usage("E105", "a whole book is not filtered")
            .why("A part of a book could not be brought back. Lists are filtered.")
            .next(format!("okr list {} --json", arguments.filter.join(" "))));
    }
    match arguments.output.as_deref().filter(|name| *name != "-") {
        Some(path) => {
            let mut draft = Draft::of(path, arguments.force)?;
            write(session, form, whole_book, &arguments, Some(&mut draft))?;
            draft.keep()?;
            let line = format!("wrote {path}");
            let line = session.io.err.ruler.safe(&line).into_owned();
            session.io.remark(&line);
        }
        None => write(session, form, whole_book, &arguments, None)?,
    }
    Ok(Exit::Done)
}

fn form(session: &Session<'_>, arguments: &ExportArgs) -> Result<Form> {
    let wishes = &session.globals;
    let flag = match (wishes.ndjson, session.io.wishes.json) {
        (true, _) => Some(Form::Ndjson),
        (_, true) => Some(Form::Json),
        _ => None,
    };
    let said = arguments.form.as_deref().and_then(Form::of_name);
    if let Some(form) = said.or(flag) {
        return Ok(form);
    }
    match arguments.output.as_deref().filter(|name| *name != "-") {
        None => Ok(Form::Ndjson),
        Some(name) => Form::of_file(name).ok_or_else(|| {
            Error::usage(
                "E105",
                format!("the name {name} does not say which form the file is to have"),
            )
            .why("It ends with .ndjson, .json, .csv, .xlsx, .outline, .md or .ics, or --format says it.")
            .next(format!(
                "okr export --format ndjson -o {}",
                crate::cli::usage::quoted(name)
            ))
        }),
    }
}

fn write(
    session: &mut Session<'_>,
    form: Form,
    whole_book: Option<Layout>,
    arguments: &ExportArgs,
    draft: Option<&mut Draft>,
) -> Result<()> {
    let Some(layout) = whole_book else {
        let bytes = match form {
            Form::Ics => calendar::text(session, &arguments.filter)?.into_bytes(),
            _ => plan::bytes(session, form, arguments)?,
        };
        return match draft {
            Some(draft) => draft
                .write_all(&bytes)
                .map_err(|error| draft.failed(&error)),
            None => print(session, form, &bytes),
        };
    };
    let book = session.need_book()?;
    let mut silent = |_, _| {};
    match draft {
        Some(draft) => {
            let mut out = BufWriter::with_capacity(1 << 16, draft);
            book.read(|connection| whole::write(connection, layout, &mut out, &mut silent))
        }
        None => {
            let mut out = BufWriter::with_capacity(1 << 16, session.io.stream()?);
            let written =
                book.read(|connection| whole::write(connection, layout, &mut out, &mut silent));
            let (stream, _unwritten) = out.into_parts();
            if stream.is_closed { Ok(()) } else { written }
        }
    }
}

fn print(session: &mut Session<'_>, form: Form, bytes: &[u8]) -> Result<()> {
    if session.io.out.terminal {
        if form == Form::Xlsx {
            return Err(Error::usage("E105", "a workbook is nothing for a terminal")
                .next("okr export -o okr.xlsx"));
        }
        // Text of people never reaches a terminal as it is.
        let text = String::from_utf8_lossy(bytes);
        let shown = session.io.out.ruler.safe_lines(&text).into_owned();
        return session.io.print(&shown);
    }
    let mut out = session.io.stream()?;
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if !out.is_closed => Err(Error::storage(
            "E610",
            format!(
                "the export cannot be written: {}",
                crate::cli::io::said(&error)
            ),
        )),
        _ => Ok(()),
    }
}
