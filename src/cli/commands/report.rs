//! `okr report`: the book as a page for leaders or for the team. This file picks the records, the days and
//! the form; `words::report` says what stands on the page and `pages` prints it.

mod boards;
mod file;
mod record;

use clap::{Args, ValueEnum};
use okr_core::report::adoption::adoption;
use okr_core::report::board::{Board, Depth};
use okr_core::report::said::About;
use okr_core::report::summary::{Summary, summary};
use okr_core::{Error, Result};

use crate::cli::exit::Exit;
use crate::cli::output::{Row, json, tables};
use crate::cli::selection::{self, Selection};
use crate::cli::session::Session;
use crate::pages;
use crate::words::glyphs::GlyphSet;
use crate::words::report as words;

#[derive(Debug, Args)]
pub struct ReportArgs {
    /// Which report
    #[arg(value_name = "REPORT", value_enum)]
    pub report: Report,
    /// Which records: team:web, serves:V1, status:behind …
    #[arg(value_name = "FILTER", add = crate::cli::complete::filters())]
    pub filter: Vec<String>,
    /// Changes after the end of this day (the review before the last; the cycle's start for cycle and wins)
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
    /// The same as FILTER, for lines that read better with it
    #[arg(long = "for", value_name = "FILTER", add = crate::cli::complete::filters())]
    pub whom: Vec<String>,
    /// exec leaves out notes, team has them (team for week, exec for all others)
    #[arg(long, value_enum, value_name = "WHO")]
    pub audience: Option<Audience>,
    /// Leave out the names of owners, askers and thanked
    #[arg(long, value_enum, value_name = "WHAT")]
    pub redact: Vec<Redact>,
    /// Your own first sentence instead of the computed one
    #[arg(long, value_name = "TEXT")]
    pub headline: Option<String>,
    /// md, html, txt or json (txt on a terminal, md elsewhere, or what the name of the file says)
    #[arg(id = "format", long, value_name = "FORMAT", value_parser = ["md", "html", "txt", "json"])]
    pub form: Option<String>,
    /// One HTML file: the same as --format html
    #[arg(long, conflicts_with = "format")]
    pub html: bool,
    /// Write it here; an earlier report is replaced, any other file only with --replace
    #[arg(short, long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub output: Option<String>,
    /// Write over a file that is no report
    #[arg(long, requires = "output")]
    pub replace: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Report {
    /// One page for leaders: course, changes, wins, risks, asks
    Exec,
    /// The team's own page: moved, stuck, said
    Week,
    /// The cycle as a whole
    Cycle,
    /// A digest of wins and reached targets
    Wins,
    /// What serves what, and what serves nothing
    Alignment,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Audience {
    Exec,
    Team,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Redact {
    Owners,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Md,
    Html,
    Txt,
    Json,
    Ndjson,
}

/// # Errors
/// Whatever the core refuses, `E105` for a form a report does not have, `E615` for a file that is no
/// report.
pub fn run(session: &mut Session<'_>, arguments: ReportArgs) -> Result<Exit> {
    let form = form(session, &arguments)?;
    let book = session.need_book()?;
    let words: Vec<String> = arguments
        .filter
        .iter()
        .cloned()
        .chain(
            arguments
                .whom
                .iter()
                .flat_map(|text| okr_core::select::split(text)),
        )
        .collect();
    let cadence = selection::cadence(session);
    let (selection, mut after) = book.read(|connection| {
        let selection = Selection::of(session, &words, connection)?;
        let board = selection.board(session, connection, Depth::Words)?;
        Ok((selection, board))
    })?;
    let remark = selection.remark(&after.items);
    let day = selection.day;
    let since = boards::since(session, &arguments, &after, cadence)?;
    let mut before = boards::earlier(session, &book, since)?;
    boards::keep(&mut before, &mut after, &selection);
    let about = match selection.is_everything() {
        true => About::All,
        false => About::These,
    };
    let counted = adoption(&after.items, cadence, since, day);
    let is_redacted = arguments.redact.contains(&Redact::Owners);
    if is_redacted {
        before.redact();
        after.redact();
    }
    let found = book.read(|connection| {
        let mut found = summary(connection, &before, &after, about, counted)?;
        if is_redacted {
            found.said.redact();
        }
        Ok(found)
    })?;
    let names_people = |word: &String| word.contains("owner:");
    let filter = match is_redacted && words.iter().any(names_people) {
        true => "a part".to_owned(),
        false => words.join(" "),
    };
    let text = rendered(session, &arguments, form, &found, &after, &filter)?;
    match &arguments.output {
        Some(path) => {
            let report = words::Kind::from(arguments.report).name();
            file::write(report, path, &text, arguments.replace)?;
            let line = format!("{report} in {path}");
            let line = session.io.out.ruler.safe(&line).into_owned();
            session.io.changed(&line)?;
        }
        None => session.io.print(&text)?,
    }
    if let Some(remark) = remark {
        let remark = session.io.err.ruler.safe(&remark).into_owned();
        session.io.remark(&remark);
    }
    Ok(Exit::Done)
}

fn form(session: &Session<'_>, arguments: &ReportArgs) -> Result<Form> {
    let globals = &session.globals;
    for (given, flag) in [
        (globals.csv, "--csv"),
        (globals.tsv, "--tsv"),
        (globals.template.is_some(), "--template"),
        (globals.columns.is_some(), "--columns"),
    ] {
        if given {
            let error = Error::usage(
                "E105",
                format!("a report is a page, and {flag} is for rows"),
            );
            return Err(error.next("okr list --csv").next("okr report exec --json"));
        }
    }
    let of_name = |name: &str| match name {
        "md" | "markdown" => Some(Form::Md),
        "html" | "htm" => Some(Form::Html),
        "txt" => Some(Form::Txt),
        "json" => Some(Form::Json),
        _ => None,
    };
    let ending = arguments
        .output
        .as_deref()
        .and_then(|path| path.rsplit_once('.'))
        .and_then(|(_, ending)| of_name(&ending.to_lowercase()));
    let named = arguments.form.as_deref().and_then(of_name);
    let by_flag = match (arguments.html, globals.json.is_some(), globals.ndjson) {
        (true, ..) => Some(Form::Html),
        (_, true, _) => Some(Form::Json),
        (_, _, true) => Some(Form::Ndjson),
        _ => None,
    };
    let usual = match session.io.out.terminal && arguments.output.is_none() {
        true => Form::Txt,
        false => Form::Md,
    };
    Ok(named.or(by_flag).or(ending).unwrap_or(usual))
}

fn rendered(
    session: &Session<'_>,
    arguments: &ReportArgs,
    form: Form,
    found: &Summary<'_>,
    board: &Board,
    filter: &str,
) -> Result<String> {
    let surface = &session.io.out;
    let audience = match (arguments.audience, arguments.report) {
        (Some(Audience::Team), _) | (None, Report::Week) => words::Audience::Team,
        _ => words::Audience::Exec,
    };
    let manner = words::Manner {
        audience,
        glyphs: match form {
            Form::Txt => surface.ruler.figures(),
            _ => GlyphSet::Unicode.glyphs(),
        },
        headline: arguments.headline.as_deref(),
        filter,
    };
    let kind = words::Kind::from(arguments.report);
    let page = words::page(kind, found, board, manner);
    Ok(match form {
        Form::Md => pages::markdown::page(&page),
        Form::Html => pages::html::page(&page),
        Form::Txt => pages::text::page(
            &page,
            &pages::text::Sheet {
                width: surface.width,
                ruler: surface.ruler,
                theme: surface.theme.filter(|_| arguments.output.is_none()),
            },
        ),
        Form::Json | Form::Ndjson => {
            let as_of = selection::as_of(session, found.day);
            let mut listing = tables::empty("report", as_of, Vec::new());
            listing.cycle = found.cycle.map(|cycle| cycle.name.clone());
            listing.rows.push(Row {
                cells: Vec::new(),
                item: record::of(kind.name(), found, &page.lead.raw(), audience),
                sentence: String::new(),
            });
            let fields = session.format()?.columns;
            match form {
                Form::Json => json::document(&listing, fields.as_deref())?,
                _ => json::lines(&listing, fields.as_deref())?,
            }
        }
    })
}

impl From<Report> for words::Kind {
    fn from(report: Report) -> Self {
        match report {
            Report::Exec => Self::Exec,
            Report::Week => Self::Week,
            Report::Cycle => Self::Cycle,
            Report::Wins => Self::Wins,
            Report::Alignment => Self::Alignment,
        }
    }
}
