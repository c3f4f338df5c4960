//! `okr report`: the book as a page for leaders or for the team. This file picks the records, the days and
//! the form; `words::report` says what stands on the page and `pages` prints it.

mod boards;
mod file;
mod flags;
mod record;

use chrono::NaiveDate;
use clap::{Args, ValueEnum};
use okr_core::domain::cycle::Cycle;
use okr_core::report::adoption::adoption;
use okr_core::report::board::Depth;
use okr_core::report::grades::has_grades;
use okr_core::report::retro::{Retro, retro as facts_of_cycle};
use okr_core::report::said::About;
use okr_core::report::summary::summary;
use okr_core::{Book, Connection, Error, Result};

use super::retro;
use crate::cli::exit::Exit;
use crate::cli::output::{Listing, Row, json, tables};
use crate::cli::selection::{self, Selection};
use crate::cli::session::Session;
use crate::pages;
use crate::words::glyphs::GlyphSet;
use crate::words::report as words;
use crate::words::report::page::Page;

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
    /// The look back at a cycle: scores, what was learned, what comes next
    Retro,
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
pub fn run(session: &mut Session<'_>, mut arguments: ReportArgs) -> Result<Exit> {
    flags::refuse_idle(session, &arguments)?;
    let form = form(session, &arguments)?;
    let book = session.need_book()?;
    // The name of a cycle is the cycle, as in `okr retro 2026Q3`, and no word to look for.
    if let ([word], None) = (arguments.filter.as_slice(), &session.globals.cycle) {
        let all = book.read(okr_core::store::cycles::all)?;
        if all
            .iter()
            .any(|cycle| cycle.name.eq_ignore_ascii_case(word))
        {
            session.globals.cycle = arguments.filter.pop();
        }
    }
    let Some(kind) = arguments.report.kind() else {
        return look_back(session, &arguments, form, &book);
    };
    let given = arguments.filter.iter().cloned();
    let whom = arguments.whom.iter();
    let whom = whom.flat_map(|text| okr_core::select::split(text));
    let words: Vec<String> = given.chain(whom).collect();
    let cadence = selection::cadence(session);
    let (selection, mut after) = book.read(|connection| {
        let selection = Selection::of(session, &words, connection)?;
        let board = selection.board(session, connection, Depth::Words)?;
        Ok((selection, board))
    })?;
    let remark = selection.remark(&after.items);
    let since = boards::since(session, &arguments, &after, cadence)?;
    let mut before = boards::earlier(session, &book, since, &after)?;
    boards::keep(&mut before, &mut after, &selection);
    let held = book.read(okr_core::store::reviews::periods)?;
    let counted = adoption(&after.items, &held, cadence, since, selection.day);
    let is_redacted = arguments.is_redacted();
    if is_redacted {
        before.redact();
        after.redact();
    }
    let about = match selection.is_everything() {
        true => About::All,
        false => About::These,
    };
    let (found, scores) = book.read(|connection| {
        let mut found = summary(connection, &before, &after, about, counted)?;
        if is_redacted {
            found.said.redact();
        }
        let scores = match (kind, found.cycle) {
            (words::Kind::Cycle, Some(cycle)) if about == About::All => {
                scores(session, connection, cycle, selection.day)?
            }
            (words::Kind::Exec | words::Kind::Week, Some(cycle))
                if about == About::All && found.is_over() =>
            {
                scores(session, connection, cycle, selection.day)?
            }
            _ => None,
        };
        Ok((found, scores))
    })?;
    let manner = words::Manner {
        audience: arguments.audience(),
        glyphs: match form {
            Form::Txt => session.io.out.ruler.figures(),
            _ => GlyphSet::Unicode.glyphs(),
        },
        headline: arguments.headline.as_deref(),
        filter: &shown_filter(&words, is_redacted),
        scores: scores.as_ref(),
    };
    let page = words::page(kind, &found, &after, manner);
    let text = match page_text(session, &arguments, form, &page) {
        Some(text) => text,
        None => {
            let as_of = selection::as_of(session, found.day);
            let mut listing = tables::empty("report", as_of, Vec::new());
            listing.cycle = found.cycle.map(|cycle| cycle.name.clone());
            let headline = page.lead.raw();
            let item = record::of(kind.name(), &found, &headline, manner.audience);
            listing.rows.push(Row {
                cells: Vec::new(),
                item,
                sentence: String::new(),
            });
            document(session, form, &listing)?
        }
    };
    deliver(session, &arguments, &text)?;
    if let Some(remark) = remark {
        let remark = session.io.err.ruler.safe(&remark).into_owned();
        session.io.remark(&remark);
    }
    Ok(Exit::Done)
}

impl ReportArgs {
    fn is_redacted(&self) -> bool {
        self.redact.contains(&Redact::Owners)
    }

    fn audience(&self) -> words::Audience {
        match (self.audience, self.report) {
            (Some(Audience::Team), _) | (None, Report::Week) => words::Audience::Team,
            _ => words::Audience::Exec,
        }
    }
}

/// What the cycle came to, once something of it is graded.
fn scores(
    session: &Session<'_>,
    connection: &Connection,
    cycle: &Cycle,
    day: NaiveDate,
) -> Result<Option<Retro>> {
    let is_graded = has_grades(connection, cycle)?;
    is_graded
        .then(|| facts_of_cycle(connection, cycle, &session.policy(), day))
        .transpose()
}

/// The filter as the page names it; one that names people is not named where they are left out.
fn shown_filter(words: &[String], is_redacted: bool) -> String {
    let names_people = words.iter().any(|word| word.contains("owner:"));
    match is_redacted && names_people {
        true => "a part".to_owned(),
        false => words.join(" "),
    }
}

/// To the file or to the answer.
fn deliver(session: &mut Session<'_>, arguments: &ReportArgs, text: &str) -> Result<()> {
    let Some(path) = &arguments.output else {
        return session.io.print(text);
    };
    let report = arguments.report.name();
    if session.globals.dry_run {
        let line = format!("would write {report} in {path}");
        let line = session.io.out.ruler.safe(&line).into_owned();
        return session.io.changed(&line);
    }
    file::write(report, path, text, arguments.replace)?;
    let line = format!("{report} in {path}");
    let line = session.io.out.ruler.safe(&line).into_owned();
    session.io.changed(&line)
}

/// The report that is made from grades and always of a whole cycle.
fn look_back(
    session: &mut Session<'_>,
    arguments: &ReportArgs,
    form: Form,
    book: &Book,
) -> Result<Exit> {
    if !arguments.filter.is_empty() || !arguments.whom.is_empty() || arguments.since.is_some() {
        return Err(
            Error::usage("E105", "a look back is at a whole cycle, without a filter")
                .next("okr report retro --cycle 2026Q2"),
        );
    }
    let mut found = book.read(|connection| retro::look_back(session, connection, None))?;
    if arguments.is_redacted() {
        found.redact();
    }
    let page = words::retro::page(&found, arguments.headline.as_deref());
    let text = match page_text(session, arguments, form, &page) {
        Some(text) => text,
        None => {
            let as_of = selection::as_of(session, found.day);
            let mut listing = tables::empty("retro", as_of, Vec::new());
            listing.cycle = Some(found.cycle.name.clone());
            let headline = arguments.headline.as_deref();
            listing.rows.push(retro::record::row(&found, headline));
            document(session, form, &listing)?
        }
    };
    deliver(session, arguments, &text)?;
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

/// The page in a form for people; `None` for one for machines.
fn page_text(
    session: &Session<'_>,
    arguments: &ReportArgs,
    form: Form,
    page: &Page,
) -> Option<String> {
    let surface = &session.io.out;
    match form {
        Form::Md => Some(pages::markdown::page(page)),
        Form::Html => Some(pages::html::page(page)),
        Form::Txt => Some(pages::text::page(
            page,
            &pages::text::Sheet {
                width: surface.width,
                ruler: surface.ruler,
                rows: match surface.accessible {
                    true => pages::text::Rows::Sentences,
                    false => pages::text::Rows::Columns,
                },
                theme: surface.theme.filter(|_| arguments.output.is_none()),
            },
        )),
        Form::Json | Form::Ndjson => None,
    }
}

fn document(session: &Session<'_>, form: Form, listing: &Listing) -> Result<String> {
    let fields = session.format()?.columns;
    match form {
        Form::Ndjson => json::lines(listing, fields.as_deref()),
        _ => json::document(listing, fields.as_deref()),
    }
}

impl Report {
    fn name(self) -> &'static str {
        self.kind().map_or("retro", words::Kind::name)
    }

    /// The page of facts it is; the look back is none.
    fn kind(self) -> Option<words::Kind> {
        Some(match self {
            Self::Exec => words::Kind::Exec,
            Self::Week => words::Kind::Week,
            Self::Cycle => words::Kind::Cycle,
            Self::Wins => words::Kind::Wins,
            Self::Alignment => words::Kind::Alignment,
            Self::Retro => return None,
        })
    }
}
