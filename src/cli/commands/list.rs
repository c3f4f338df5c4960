//! `okr list`: objectives and key results as a table.

use std::cmp::Ordering;
use std::collections::HashSet;

use clap::Args;
use okr_core::Result;
use okr_core::domain::assess::Status;
use okr_core::report::board::{Board, CycleChoice, Depth};
use okr_core::report::item::Item;
use okr_core::store::cycles;

use crate::cli::exit::Exit;
use crate::cli::output::items::{self, Look};
use crate::cli::output::{Listing, json, schema};
use crate::cli::selection::{self, Selection};
use crate::cli::session::Session;

#[derive(Debug, Args)]
pub struct ListArgs {
    /// Which ones: team:web, status:behind, owner:me, words of a title …
    #[arg(value_name = "FILTER", add = crate::cli::complete::filters())]
    pub filter: Vec<String>,
    /// End with 7 when nothing matches
    #[arg(long)]
    pub exit_code: bool,
    /// Sort by id, progress, pace, status, due, updated or title
    #[arg(long, value_name = "COLUMN", value_parser = ["id", "progress", "pace", "status", "due", "updated", "title"])]
    pub sort: Option<String>,
    /// Print the JSON Schema of the answer instead
    #[arg(long, hide_short_help = true)]
    pub schema: bool,
}

/// # Errors
/// Whatever the core refuses.
pub fn run(session: &mut Session<'_>, arguments: ListArgs) -> Result<Exit> {
    if arguments.schema {
        let schema = schema::schema(Some("kr.list"));
        session.io.print(&json::indented(&schema))?;
        return Ok(Exit::Done);
    }
    let book = session.need_book()?;
    let (selection, board, others) = book.read(|connection| {
        let selection = Selection::of(session, &arguments.filter, connection)?;
        let board = selection.board(session, connection, Depth::Ends)?;
        // Only an empty list speaks of the other cycles.
        let others: Vec<String> = if board.items.iter().any(|item| selection.picks(item)) {
            Vec::new()
        } else {
            let all = cycles::all(connection)?;
            all.into_iter().map(|cycle| cycle.name).collect()
        };
        Ok((selection, board, others))
    })?;
    let mut found: Vec<&Item> = board
        .items
        .iter()
        .filter(|item| selection.picks(item))
        .collect();
    if let Some(column) = &arguments.sort {
        found.sort_by(|one, other| order(column, one, other));
    }
    let format = session.format()?;
    let period = selection::cadence(session).period(selection.day);
    let look = Look::of(&format, &session.io.out, period.days());
    let shown: HashSet<_> = found.iter().map(|item| item.head.uid).collect();
    let indent = |item: &Item| {
        let above = item
            .above
            .first()
            .is_some_and(|(uid, _)| shown.contains(uid));
        if arguments.sort.is_none() && item.measure.is_some() && above {
            2
        } else {
            0
        }
    };
    let mut listing = Listing {
        kind: "kr.list",
        as_of: selection::as_of(session, selection.day),
        cycle: board.cycle.as_ref().map(|cycle| cycle.name.clone()),
        columns: items::columns(&look),
        rows: found
            .iter()
            .map(|item| items::row(item, &look, indent(item)))
            .collect(),
        when_empty: when_empty(&board, &selection, &session.cycle_choice(), &others),
        remarks: selection.remark(&board.items).into_iter().collect(),
    };
    items::without_blank_owners(&mut listing, &look);
    // A script that is quiet only asks for the code.
    if !(arguments.exit_code && session.globals.quiet) {
        session.show(&listing)?;
    }
    let nothing = arguments.exit_code && listing.rows.is_empty();
    Ok(if nothing { Exit::Found } else { Exit::Done })
}

/// Why there is nothing to see; never "empty" while another cycle holds something.
fn when_empty(
    board: &Board,
    selection: &Selection,
    choice: &CycleChoice,
    others: &[String],
) -> String {
    let of_cycle = board
        .cycle
        .as_ref()
        .map_or_else(String::new, |cycle| format!(" in {}", cycle.name));
    if !selection.is_everything() {
        return format!("nothing matches{of_cycle}");
    }
    let own = board.cycle.as_ref().map(|cycle| cycle.name.as_str());
    let elsewhere: Vec<&str> = others
        .iter()
        .map(String::as_str)
        .filter(|name| Some(*name) != own)
        .collect();
    if *choice == CycleChoice::All || elsewhere.is_empty() {
        format!("no objectives{of_cycle} yet: okr add \"Ship a product people trust\"")
    } else {
        format!(
            "no objectives{of_cycle}; other cycles: {} (okr list --cycle all)",
            elsewhere.join(", ")
        )
    }
}

/// Worst, nearest or oldest first; what is unknown comes last.
fn order(column: &str, one: &Item, other: &Item) -> Ordering {
    let number = |a: Option<f64>, b: Option<f64>| {
        a.unwrap_or(f64::INFINITY)
            .total_cmp(&b.unwrap_or(f64::INFINITY))
    };
    let (a, b) = (&one.assessment, &other.assessment);
    match column {
        "progress" => number(a.progress, b.progress),
        "pace" => number(a.pace_points, b.pace_points),
        "status" => urgency(a.status).cmp(&urgency(b.status)),
        "due" => {
            (one.head.due.is_none(), one.head.due).cmp(&(other.head.due.is_none(), other.head.due))
        }
        "updated" => (a.last.is_none(), a.last).cmp(&(b.last.is_none(), b.last)),
        "title" => one
            .head
            .title
            .to_lowercase()
            .cmp(&other.head.title.to_lowercase()),
        _ => one.head.id.cmp(&other.head.id),
    }
}

fn urgency(status: Status) -> u8 {
    match status {
        Status::Behind => 0,
        Status::Stale => 1,
        Status::Watch => 2,
        Status::NoData => 3,
        Status::On => 4,
        Status::Ahead => 5,
        Status::Done => 6,
        Status::Closed => 7,
    }
}
