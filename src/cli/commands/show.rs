//! `okr show`: one record in full. Objectives and key results have their page in `show/item.rs`, all
//! other types in `show/other.rs`; the machine's form is the record with its history.

mod chart;
mod item;
mod other;

use clap::Args;
pub(super) use item::explanation;
use okr_core::domain::record::Type;
use okr_core::reference::{self, Found};
use okr_core::store::visions;
use okr_core::{Connection, Error, Result};
use serde_json::Value;

use crate::cli::exit::Exit;
use crate::cli::output::sheet::Sheet;
use crate::cli::output::{Column, Form, Listing, Row};
use crate::cli::selection;
use crate::cli::session::Session;
use crate::cli::usage::quoted;

#[derive(Debug, Args)]
pub struct ShowArgs {
    /// The record: id, handle, or a part of its title
    #[arg(value_name = "REF", add = crate::cli::complete::records())]
    pub reference: String,
    /// With the arithmetic behind its numbers
    #[arg(long)]
    pub why: bool,
    /// With all check-ins, notes and changes
    #[arg(long)]
    pub history: bool,
}

/// A page and its twin for machines.
pub(super) struct Shown {
    pub kind: &'static str,
    pub sheet: Sheet,
    pub record: Value,
    /// The columns and the row of a record that lists have; empty for the others.
    pub columns: Vec<Column>,
    pub row: Option<Row>,
}

/// # Errors
/// Whatever the core refuses.
pub fn run(session: &mut Session<'_>, arguments: ShowArgs) -> Result<Exit> {
    let book = session.need_book()?;
    let shown = book.read(|connection| {
        let found = found(session, connection, &arguments.reference, &reference::ANY)?;
        match found.kind {
            Type::Objective | Type::KeyResult => {
                item::shown(session, connection, &found, &arguments)
            }
            _ => other::shown(session, connection, &found),
        }
    })?;
    print(session, shown)?;
    Ok(Exit::Done)
}

/// The record a reference of a reading command means. A near miss is said on stderr.
///
/// # Errors
/// Those of a reference.
pub(super) fn found(
    session: &mut Session<'_>,
    connection: &Connection,
    typed: &str,
    wanted: &[Type],
) -> Result<Found> {
    let number = typed.strip_prefix("op").unwrap_or_default();
    if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(
            Error::not_found("E304", format!("\"{typed}\" is an operation, not a record"))
                .next("okr log")
                .next(format!("okr status --at {typed}")),
        );
    }
    match reference::exact(connection, typed, wanted) {
        // What it is was found out; it has a page, whatever else was asked of it.
        Err(mut error) if error.code == "E304" => {
            error.next = vec![format!("okr show {typed}")];
            Err(error)
        }
        Err(error) if error.code == "E301" => {
            let mut teams = visions::teams(connection)?.into_iter();
            if teams.any(|team| team.name == typed) {
                return Err(Error::not_found("E304", format!("\"{typed}\" is a team"))
                    .next(format!("okr list {}", quoted(&format!("team:{typed}")))));
            }
            let found = reference::near(connection, typed, wanted)?;
            let line = format!("\"{typed}\" is taken for {} {}", found.id, found.title);
            let line = session.io.err.ruler.safe(&line).into_owned();
            session.io.remark(&line);
            Ok(found)
        }
        other => other,
    }
}

fn print(session: &mut Session<'_>, shown: Shown) -> Result<()> {
    let format = session.format()?;
    match format.form {
        Form::Table | Form::Sentences | Form::Plain | Form::Md => {
            if let Some(columns) = format.columns {
                let id = shown.record.get("id").and_then(Value::as_str);
                return Err(
                    Error::usage("E105", "--columns is for tables, and this is a page")
                        .why("Fields of one record come as JSON.")
                        .next(format!(
                            "okr show {} --json={}",
                            quoted(id.unwrap_or("REF")),
                            quoted(&columns.join(","))
                        )),
                );
            }
            let text = shown.sheet.rendered(&format, &session.io.out)?;
            session.io.print(&text)
        }
        _ => {
            let day = session.day()?;
            let cycle = shown
                .record
                .get("cycle")
                .and_then(Value::as_str)
                .map(str::to_owned);
            let row = Row {
                item: shown.record,
                ..shown.row.unwrap_or_else(|| Row {
                    cells: Vec::new(),
                    item: Value::Null,
                    sentence: String::new(),
                })
            };
            let listing = Listing {
                kind: shown.kind,
                as_of: selection::as_of(session, day),
                cycle,
                columns: shown.columns,
                rows: vec![row],
                when_empty: String::new(),
                remarks: Vec::new(),
            };
            session.show(&listing)
        }
    }
}
