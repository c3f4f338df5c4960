//! From check-ins to the answer about them: writes them through the session, asks the book how their
//! key results stand then, and prints that as lines or as JSON. `okr checkin`, `okr same`, batches and
//! sittings all answer through here.

pub mod from_rows;

use std::collections::HashMap;

use chrono::NaiveDate;
use okr_core::act::check_in::{NewCheckIn, Rule};
use okr_core::act::{Action, Change, Outcome, RowState};
use okr_core::capture::date::Prefer;
use okr_core::domain::check_in::CheckIn;
use okr_core::domain::id::Uid;
use okr_core::report::board;
use okr_core::report::item::Item;
use okr_core::review::{self, Kept};
use okr_core::store::check_ins;
use okr_core::{Connection, Error, Result};
use serde_json::{Value, json};

use crate::cli::output::{Form, error, json, record};
use crate::cli::session::Session;
use crate::cli::written::warning;
use crate::words::check_in::{self as words, Told};

/// A day as it is typed for a check-in.
///
/// # Errors
/// `E201` with a form that would work.
pub fn day(session: &Session<'_>, typed: &str) -> Result<NaiveDate> {
    session.date(typed, Prefer::Past, None)
}

/// More warnings than this about one batch say nothing new.
const WARNINGS: usize = 10;

/// What came of check-ins: every one of them, and every key result as it stands now.
pub struct Answer {
    pub outcome: Outcome,
    /// What a review is told, when this was an answer of one.
    pub kept: Option<Kept>,
    subjects: Vec<Subject>,
    rows: Vec<Row>,
    today: NaiveDate,
}

struct Subject {
    item: Item,
    /// Where a check-in stands in the item's series.
    places: HashMap<Uid, usize>,
}

struct Row {
    subject: usize,
    place: usize,
    state: RowState,
}

/// Writes check-ins. With `--dry-run` the answer is the same and nothing is kept.
///
/// # Errors
/// Whatever the core refuses.
pub fn apply(session: &mut Session<'_>, rows: Vec<NewCheckIn>, rule: Rule) -> Result<Answer> {
    refuse_tables(session)?;
    answer(session, &Action::CheckIn { rows, rule })
}

/// Does an action that writes check-ins, alone or in a review.
///
/// # Errors
/// Whatever the core refuses.
pub fn answer(session: &mut Session<'_>, action: &Action) -> Result<Answer> {
    let (today, policy) = (session.now.today, session.policy());
    let questions = |connection: &Connection, outcome: &Outcome| {
        let mut subjects: Vec<Subject> = Vec::new();
        let mut known: HashMap<Uid, usize> = HashMap::new();
        let mut rows = Vec::new();
        for change in &outcome.changes {
            let Change::CheckedIn { uid, kr, state, .. } = change else {
                continue;
            };
            let place = match known.get(kr) {
                Some(place) => *place,
                None => {
                    let Some(item) = board::item(connection, *kr, &policy, today)? else {
                        continue;
                    };
                    subjects.push(subject(connection, item, today)?);
                    known.insert(*kr, subjects.len() - 1);
                    subjects.len() - 1
                }
            };
            let found = subjects
                .get(place)
                .and_then(|subject| subject.places.get(uid));
            rows.extend(found.map(|found| Row {
                subject: place,
                place: *found,
                state: *state,
            }));
        }
        let kept = review::kept(connection, outcome, &policy, today)?;
        Ok((subjects, rows, kept))
    };
    let (outcome, (subjects, rows, kept)) = session.apply_then(action, questions)?;
    Ok(Answer {
        outcome,
        kept,
        subjects,
        rows,
        today,
    })
}

/// A change is told in words or as JSON; another format is refused before anything is written.
fn refuse_tables(session: &Session<'_>) -> Result<()> {
    let flag = match session.format()?.form {
        _ if session.globals.format.as_deref() == Some("table") => return Ok(()),
        Form::Csv if session.globals.csv => "--csv",
        Form::Tsv if session.globals.tsv => "--tsv",
        Form::Template => "--template",
        Form::Csv | Form::Tsv | Form::Md => "--format",
        _ => return Ok(()),
    };
    Err(Error::usage(
        "E105",
        format!("{flag} is for tables, and a check-in is none"),
    )
    .why("It is told in words, or with --json. Nothing was written.")
    .instead(flag, ""))
}

fn subject(connection: &Connection, mut item: Item, today: NaiveDate) -> Result<Subject> {
    // The item ends today; a check-in whose date was forced may lie behind.
    if let Some(tomorrow) = today.succ_opt() {
        let behind = check_ins::since(connection, item.head.uid, tomorrow)?;
        item.series.extend(behind);
    }
    let places = item
        .series
        .iter()
        .enumerate()
        .map(|(place, check_in)| (check_in.uid, place))
        .collect();
    Ok(Subject { item, places })
}

impl Answer {
    /// Every check-in in the order of its row.
    pub fn told(&self) -> impl Iterator<Item = Told<'_>> {
        self.rows.iter().filter_map(|row| {
            let item = &self.subjects.get(row.subject)?.item;
            Told::at(item, row.place, row.state, self.today)
        })
    }

    #[must_use]
    pub fn states(&self) -> Vec<RowState> {
        self.rows.iter().map(|row| row.state).collect()
    }

    /// Prints one line for each check-in, or JSON, and the warnings. `typed_date` is how the day of
    /// all of them was typed.
    ///
    /// # Errors
    /// `E105` for a format a change is not told in, and those of the streams.
    pub fn print(&self, session: &mut Session<'_>, typed_date: Option<&str>) -> Result<()> {
        match session.format()?.form {
            Form::Json => {
                let fields = session.format()?.columns;
                let items: Vec<Value> = self
                    .told()
                    .map(|told| json::picked(&item(&told), fields.as_deref()))
                    .collect();
                let document = json!({
                    "okr_schema": json::SCHEMA,
                    "kind": "checkin",
                    "dry_run": session.globals.dry_run,
                    "operation": self.operation(session),
                    "items": items,
                    "warnings": self.warnings(),
                    "refused": self.outcome.refused.iter().map(error::object).collect::<Vec<_>>(),
                });
                return session.io.print(&json::indented(&document));
            }
            Form::Ndjson => {
                let fields = session.format()?.columns;
                for told in self.told() {
                    let line = json::picked(&item(&told), fields.as_deref());
                    session.io.print(&json::on_one_line(&line))?;
                }
            }
            _ => self.print_lines(session, typed_date)?,
        }
        for warning in self.outcome.remarks.iter().take(WARNINGS) {
            session.io.warning(&warning.text);
        }
        if self.outcome.remarks.len() > WARNINGS {
            session.io.warning(&format!(
                "{} more like these",
                self.outcome.remarks.len() - WARNINGS
            ));
        }
        if session.globals.dry_run {
            session
                .io
                .remark("this is what would change; nothing was written (--dry-run)");
        }
        Ok(())
    }

    /// Says which check-in was put right, below its line.
    ///
    /// # Errors
    /// Those of the streams.
    pub fn print_corrected(&self, session: &mut Session<'_>, wrong: &CheckIn) -> Result<()> {
        let is_told = !matches!(session.format()?.form, Form::Json | Form::Ndjson);
        let Some(told) = self.told().next().filter(|_| is_told) else {
            return Ok(());
        };
        let Some(below) = words::corrected(&told, wrong) else {
            return Ok(());
        };
        let below = session.io.out.ruler.safe(&below).into_owned();
        session.io.changed(&format!("    {below}"))
    }

    fn print_lines(&self, session: &mut Session<'_>, typed_date: Option<&str>) -> Result<()> {
        let surface = session.io.out;
        let glyphs = surface.ruler.set.glyphs();
        for told in self.told() {
            let pieces = words::line(&told, glyphs);
            let line: String = pieces
                .iter()
                .map(|(tone, text)| {
                    let text = surface.ruler.safe(text);
                    tone.map_or_else(|| text.to_string(), |tone| surface.paint(tone, &text))
                })
                .collect();
            session.io.changed(&line)?;
            if self.rows.len() == 1 {
                for below in words::below(&told, typed_date, glyphs) {
                    session
                        .io
                        .changed(&format!("    {}", surface.ruler.safe(&below)))?;
                }
            } else if let Some(start) = words::start(&told, glyphs) {
                session
                    .io
                    .changed(&format!("    {}", surface.ruler.safe(&start)))?;
            }
            if let Some(reached) = words::reached(&told) {
                session.io.changed(
                    &surface.paint(crate::words::tone::Tone::Win, &surface.ruler.safe(&reached)),
                )?;
            }
        }
        Ok(())
    }

    fn operation(&self, session: &Session<'_>) -> Option<String> {
        let kept = self.outcome.operation.filter(|_| !session.globals.dry_run);
        kept.map(|operation| format!("op{operation}"))
    }

    fn warnings(&self) -> Vec<Value> {
        self.outcome.remarks.iter().map(warning).collect()
    }
}

/// The check-in as a record, with what came of it and its key result as it stands now.
fn item(told: &Told<'_>) -> Value {
    let measure = told.item.measure.clone().unwrap_or_default();
    let mut value = record::check_in(told.check_in, &told.item.id(), &measure);
    if let Value::Object(fields) = &mut value {
        let state = match told.state {
            RowState::New => "new",
            RowState::Replaced => "replaced",
            RowState::Unchanged => "unchanged",
        };
        fields.insert("state".to_owned(), state.into());
        fields.insert("key_result".to_owned(), record::item(told.item));
    }
    value
}
