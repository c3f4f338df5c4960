//! `okr import`: a file of another program becomes objectives, key results and check-ins in one change.
//! What was read is shown first, and on a terminal asked about; a pipe goes on.

use std::cell::RefCell;
use std::io::{BufRead, BufReader, Read};

use clap::Args;
use okr_core::act::import::{self, Plan, Planned};
use okr_core::act::{Change, Outcome, RowState};
use okr_core::capture::date::Prefer;
use okr_core::capture::sentence::{self, Warning};
use okr_core::exchange::whole::Layout;
use okr_core::exchange::{self, FILE_LIMIT, Form, Found, Left, Manner, Mapping};
use okr_core::{Error, Result};
use serde_json::{Value, json};

use crate::cli::exit::Exit;
use crate::cli::io;
use crate::cli::output::{json as machine, record as records};
use crate::cli::prompt::Answer;
use crate::cli::session::Session;
use crate::cli::usage::line_of_book;
use crate::reading::outline::read_known;
use crate::words::import as words;

#[derive(Debug, Args)]
pub struct ImportArgs {
    /// The file, or - for standard input
    #[arg(value_name = "FILE")]
    pub file: String,
    /// What a column is: COLUMN=FIELD, or COLUMN=- to leave it out
    #[arg(long, value_name = "COLUMN=FIELD", value_delimiter = ',')]
    pub map: Vec<String>,
    /// The one sheet of a workbook to read
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    /// What the file is called when it is brought in again; its name, unless said
    #[arg(long, value_name = "NAME", hide_short_help = true)]
    pub source: Option<String>,
    /// Do not ask
    #[arg(short, long)]
    pub yes: bool,
}

/// # Errors
/// A file that cannot be read, and whatever the core refuses.
pub fn run(session: &mut Session<'_>, arguments: ImportArgs) -> Result<Exit> {
    session.refuse_writing()?;
    let mut source = open(&arguments.file)?;
    let head = source.fill_buf();
    let head = head.map_err(|error| unreadable(&arguments.file, &error))?;
    if let Some(layout) = Layout::of(head) {
        return restore(session, &arguments, &mut *source, layout);
    }
    let bytes = bytes(&arguments.file, source)?;
    let said = session
        .globals
        .format
        .as_deref()
        .and_then(|name| name.parse::<Form>().ok());
    if said.is_some() {
        // It spoke of the file; the answer has its own format.
        session.globals.format = None;
    }
    let form = said.unwrap_or_else(|| Form::of(&arguments.file, &bytes));
    let stamp = RefCell::new(None);
    let manner = Manner {
        mapping: &Mapping::of(&arguments.map)?,
        sheet: arguments.sheet.as_deref(),
        outline: &|text| {
            let read = read_known(text)?;
            stamp.replace(read.stamp);
            Ok(read.said)
        },
    };
    let mut found = exchange::read(&bytes, form, &manner)?;
    drop(bytes);
    let source = arguments
        .source
        .clone()
        .unwrap_or_else(|| name(&arguments.file));
    let context = session.context();
    let book = session.book()?;
    if let (Some(stamp), Some(book)) = (stamp.into_inner(), &book)
        && book.read(|connection| stamp.is_of(connection))?
    {
        return Err(
            Error::refused("E227", "the outline was written from this book")
                .why("Its ids name the records that are here; as an import it would double them.")
                .next(format!(
                    "okr apply {}",
                    crate::cli::usage::quoted(&arguments.file)
                )),
        );
    }
    let plan = {
        let read_date = |typed: &str| session.date(typed, Prefer::Past, None);
        match &book {
            None => import::plan(None, &found, &source, &context, &read_date)?,
            Some(book) => book.read(|connection| {
                import::plan(Some(connection), &found, &source, &context, &read_date)
            })?,
        }
    };
    // The plan has all of it; a long file would be kept twice.
    drop(std::mem::take(&mut found.objectives));
    let is_json = session.io.wishes.json;
    if !is_json {
        show(session, &found, &plan, form)?;
        if session.io.can_ask()
            && !arguments.yes
            && !session.globals.dry_run
            && plan.action.is_some()
        {
            let answer = session.io.ask("Bring this in? y or n", Some("y"))?;
            if matches!(&answer, Answer::Text(text) if !text.trim().to_lowercase().starts_with('y'))
            {
                return Err(Error::new(
                    "E802",
                    okr_core::Kind::Cancelled,
                    "nothing was brought in",
                ));
            }
        }
    }
    let outcome = match &plan.action {
        Some(action) => session.apply(action)?,
        None => Outcome::default(),
    };
    let left = all_left(&found, &plan, &outcome);
    if is_json {
        let document = document(session, &found, &plan, &outcome, &left, form);
        session.io.print(&machine::indented(&document))?;
    } else {
        for line in words::left(&left) {
            let line = session.io.err.ruler.safe(&line).into_owned();
            session.io.remark(&line);
        }
        for (line, warning) in warnings(&plan) {
            session.io.warning(&words::warning(line, &warning.text()));
        }
        let line = words::done(&counts(&plan, &outcome), &source, session.globals.dry_run);
        let line = session.io.out.ruler.safe(&line).into_owned();
        session.io.line(&line)?;
        if outcome.operation.is_some() && !session.globals.dry_run {
            let line = line_of_book("okr undo   takes all of it back", &session.arguments);
            session.io.hint(&line);
        }
    }
    Ok(if outcome.refused.is_empty() && plan.lost == 0 {
        Exit::Done
    } else {
        Exit::Partly
    })
}

fn name(file: &str) -> String {
    let path = std::path::Path::new(file);
    match path.file_name() {
        Some(name) if file != "-" => name.to_string_lossy().into_owned(),
        _ => "standard input".to_owned(),
    }
}

fn open(file: &str) -> Result<Box<dyn BufRead>> {
    if file == "-" {
        return Ok(Box::new(std::io::stdin().lock()));
    }
    let open = std::fs::File::open(file).map_err(|error| unreadable(file, &error))?;
    Ok(Box::new(BufReader::new(open)))
}

fn unreadable(file: &str, error: &std::io::Error) -> Error {
    Error::not_found(
        "E309",
        format!("{file} cannot be read: {}", io::said(error)),
    )
    .next("okr import plan.csv --dry-run")
}

/// Never more than the limit and one byte, however large the file is.
fn bytes(file: &str, source: impl Read) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let limit = FILE_LIMIT as u64 + 1;
    let read = source.take(limit).read_to_end(&mut bytes);
    read.map_err(|error| unreadable(file, &error))?;
    Ok(bytes)
}

/// A whole book comes back as it was: there is nothing to show or to ask about.
fn restore(
    session: &mut Session<'_>,
    arguments: &ImportArgs,
    source: &mut dyn BufRead,
    layout: Layout,
) -> Result<Exit> {
    if !arguments.map.is_empty() {
        return Err(Error::usage(
            "E105",
            "an export of a whole book has no columns to map",
        ));
    }
    let restored = session.restore(source, layout).map_err(|mut error| {
        let file = crate::cli::usage::quoted(&arguments.file);
        for line in &mut error.next {
            *line = line.replace("FILE", &file);
        }
        error
    })?;
    let dry_run = session.globals.dry_run;
    if session.io.wishes.json {
        let document = json!({
            "okr_schema": machine::SCHEMA,
            "kind": "import",
            "dry_run": dry_run,
            "format": "book",
            "state": if restored.is_known { "known" } else { "new" },
            "operations": restored.operations,
            "changes": restored.ops,
        });
        session.io.print(&machine::indented(&document))?;
    } else {
        let line = words::restored(&restored, &name(&arguments.file), dry_run);
        let line = session.io.out.ruler.safe(&line).into_owned();
        session.io.line(&line)?;
    }
    Ok(Exit::Done)
}

fn show(session: &mut Session<'_>, found: &Found, plan: &Plan, form: Form) -> Result<()> {
    let mut lines = vec![words::form(form.name())];
    lines.extend(
        found
            .columns
            .iter()
            .map(|(name, field)| words::column(name, field.map(exchange::Field::name))),
    );
    let shown = if session.globals.verbose {
        usize::MAX
    } else {
        5
    };
    for kr in plan.key_results.iter().take(shown) {
        lines.push(words::key_result(
            kr.under.as_deref().unwrap_or_default(),
            &kr.title,
        ));
        if let Some(draft) = &kr.draft {
            lines.push(words::reading(
                &sentence::describe(&draft.new.measure),
                kr.owner.as_deref(),
            ));
        }
    }
    lines.extend(words::more(plan.key_results.len().saturating_sub(shown)));
    for line in lines {
        let line = session.io.out.ruler.safe(&line).into_owned();
        session.io.line(&line)?;
    }
    Ok(())
}

/// What `okr add` would warn of too; a task is no fault of a plan that is brought in.
fn warnings(plan: &Plan) -> impl Iterator<Item = (usize, &Warning)> {
    let new = plan.key_results.iter().filter(|record| !record.is_known);
    let drafts = new.filter_map(|record| Some((record.line, record.draft.as_ref()?)));
    drafts.flat_map(|(line, draft)| {
        let heard = draft.warnings.iter();
        heard
            .filter(|warning| **warning != Warning::TaskLike)
            .map(move |warning| (line, warning))
    })
}

fn all_left(found: &Found, plan: &Plan, outcome: &Outcome) -> Vec<Left> {
    let refused = outcome.refused.iter().map(|error| Left {
        line: error.at.as_ref().map_or(0, |place| place.line),
        text: String::new(),
        reason: error.message.clone(),
    });
    let mut left: Vec<Left> = found
        .left
        .iter()
        .chain(&plan.left)
        .cloned()
        .chain(refused)
        .collect();
    left.sort_by_key(|left| left.line);
    left
}

fn counts(plan: &Plan, outcome: &Outcome) -> words::Counts {
    let new = |planned: &[Planned]| planned.iter().filter(|record| !record.is_known).count();
    let known = |planned: &[Planned]| planned.len() - new(planned);
    let written = |wanted: RowState| {
        outcome
            .changes
            .iter()
            .filter(|change| matches!(change, Change::CheckedIn { state, .. } if *state == wanted))
            .count()
    };
    words::Counts {
        visions: new(&plan.visions),
        objectives: new(&plan.objectives),
        key_results: new(&plan.key_results),
        check_ins: written(RowState::New) + written(RowState::Replaced),
        wins: new(&plan.wins),
        asks: new(&plan.asks),
        known: known(&plan.objectives) + known(&plan.key_results),
        unchanged: written(RowState::Unchanged) + plan.unchanged + known(&plan.visions),
    }
}

/// What all records have; a vision, a win and an ask have no more.
fn said(planned: &Planned) -> Value {
    json!({
        "line": planned.line,
        "uid": planned.uid.map(|uid| uid.to_string()),
        "title": planned.title,
        "owner": planned.owner,
        "state": if planned.is_known { "known" } else { "new" },
    })
}

fn record(planned: &Planned) -> Value {
    let mut value = said(planned);
    if let (Some(draft), Value::Object(value)) = (&planned.draft, &mut value) {
        let measure = &draft.new.measure;
        value.insert("objective".to_owned(), json!(planned.under));
        value.insert("read_as".to_owned(), json!(sentence::describe(measure)));
        value.insert("metric".to_owned(), records::metric(measure));
        value.insert(
            "start".to_owned(),
            json!(measure.start.map(records::number)),
        );
        value.insert(
            "target".to_owned(),
            json!(measure.target.map(records::number)),
        );
        let questions: Vec<String> = draft
            .questions
            .iter()
            .map(|question| question.text(measure))
            .collect();
        value.insert("questions".to_owned(), json!(questions));
        let warnings = draft.warnings.iter();
        let warnings = warnings.filter(|warning| **warning != Warning::TaskLike);
        let warnings: Vec<String> = warnings.map(Warning::text).collect();
        value.insert("warnings".to_owned(), json!(warnings));
        value.insert("checkins".to_owned(), json!(planned.check_ins));
        let notes = planned.notes.iter();
        let notes = notes.map(|(line, text)| json!({"line": line, "text": text}));
        value.insert("notes".to_owned(), notes.collect());
    } else if let Value::Object(value) = &mut value {
        value.insert("cycle".to_owned(), json!(planned.cycle));
    }
    value
}

fn document(
    session: &Session<'_>,
    found: &Found,
    plan: &Plan,
    outcome: &Outcome,
    left: &[Left],
    form: Form,
) -> Value {
    let columns: Vec<Value> = found
        .columns
        .iter()
        .map(|(name, field)| json!({"column": name, "field": field.map(exchange::Field::name)}))
        .collect();
    let not_understood: Vec<Value> = left
        .iter()
        .map(|left| json!({"line": (left.line > 0).then_some(left.line), "text": left.text, "reason": left.reason}))
        .collect();
    json!({
        "okr_schema": machine::SCHEMA,
        "kind": "import",
        "dry_run": session.globals.dry_run,
        "operation": outcome.operation.filter(|_| !session.globals.dry_run).map(|n| format!("op{n}")),
        "format": form.name(),
        "columns": columns,
        "visions": plan.visions.iter().map(said).collect::<Vec<_>>(),
        "objectives": plan.objectives.iter().map(record).collect::<Vec<_>>(),
        "key_results": plan.key_results.iter().map(record).collect::<Vec<_>>(),
        "checkins": counts(plan, outcome).check_ins,
        "wins": plan.wins.iter().map(said).collect::<Vec<_>>(),
        "asks": plan.asks.iter().map(said).collect::<Vec<_>>(),
        "parts": found.parts,
        "not_understood": not_understood,
    })
}
