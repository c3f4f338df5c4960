//! `okr check`: whether the book is sound and, where it is asked, whether the goals are well. Silent and 0
//! when all is fine, so that a cron job or a pipeline only speaks up when somebody has to look.

use clap::{Args, ValueEnum};
use okr_core::Result;
use okr_core::domain::assess::Status;
use okr_core::report::board::Depth;
use okr_core::report::item::Item;
use serde_json::json;

use crate::cli::exit::Exit;
use crate::cli::output::{Column, Form, Row, tables};
use crate::cli::selection::{self, Selection};
use crate::cli::session::Session;
use crate::words::item as words;

#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Which key results --fail-on looks at
    #[arg(value_name = "FILTER", add = crate::cli::complete::filters())]
    pub filter: Vec<String>,
    /// Also end with 7 when a key result is behind, stale, blocked or without data
    #[arg(long, value_enum, value_name = "STATE", value_delimiter = ',')]
    pub fail_on: Vec<State>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum State {
    Behind,
    Stale,
    Blocked,
    NoData,
}

/// # Errors
/// Whatever the core refuses.
pub fn run(session: &mut Session<'_>, arguments: CheckArgs) -> Result<Exit> {
    let book = session.need_book()?;
    let mut rows: Vec<Row> = book
        .verify()?
        .findings
        .iter()
        .map(|line| unsound(line))
        .collect();
    if !arguments.fail_on.is_empty() {
        let (selection, board) = book.read(|connection| {
            let selection = Selection::of(session, &arguments.filter, connection)?;
            let board = selection.board(session, connection, Depth::Ends)?;
            Ok((selection, board))
        })?;
        let picked = board.key_results().filter(|item| selection.picks(item));
        rows.extend(picked.filter_map(|item| unwell(item, &arguments.fail_on)));
    }
    let found = !rows.is_empty();
    let format = session.format()?;
    let for_people = matches!(
        format.form,
        Form::Table | Form::Sentences | Form::Plain | Form::Md
    );
    if found || !for_people {
        let day = session.day()?;
        let columns = vec![
            Column::text("id", "ID"),
            Column::text("state", "STATE"),
            Column::text("finding", "FINDING").shrinks(1),
        ];
        let mut listing = tables::empty("check", selection::as_of(session, day), columns);
        listing.rows = rows;
        session.show(&listing)?;
    }
    Ok(match found {
        true => Exit::Found,
        false => Exit::Done,
    })
}

/// Something about the file itself.
fn unsound(finding: &str) -> Row {
    row(None, &["unsound"], finding.to_owned())
}

/// A key result in one of the states asked for.
fn unwell(item: &Item, states: &[State]) -> Option<Row> {
    let states = states.iter().filter(|state| is_in(item, **state));
    let states: Vec<&str> = states.map(|state| name(*state)).collect();
    let told = format!("{}: {}", item.head.title, words::way(item));
    (!states.is_empty()).then(|| row(Some(&item.id()), &states, told))
}

/// `None` is the book itself.
fn row(id: Option<&str>, states: &[&str], finding: String) -> Row {
    let state = states.join(", ").replace('_', " ");
    Row {
        item: json!({"type": "check", "id": id, "states": states, "finding": finding}),
        sentence: words::ended(&[id.unwrap_or("-").to_owned(), state.clone(), finding.clone()]),
        cells: vec![id.unwrap_or("-").into(), state.into(), finding.into()],
    }
}

fn is_in(item: &Item, state: State) -> bool {
    let found = &item.assessment;
    match state {
        State::Behind => found.status == Status::Behind,
        State::Stale => found.stale,
        State::Blocked => found.blocked,
        State::NoData => found.status == Status::NoData,
    }
}

fn name(state: State) -> &'static str {
    match state {
        State::Behind => "behind",
        State::Stale => "stale",
        State::Blocked => "blocked",
        State::NoData => "no_data",
    }
}
