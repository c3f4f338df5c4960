//! `okr tree`: what serves what. A table draws the branches; other forms carry depth and parent as
//! columns. What a filter finds keeps the records above it, because a leaf alone says nothing.

mod growth;
mod row;

use clap::Args;
use okr_core::domain::record::Type;
use okr_core::reference::{self, Found};
use okr_core::report::board::{Board, CycleChoice, Depth, Narrow, board};
use okr_core::{Connection, Result};

use crate::cli::exit::Exit;
use crate::cli::output::items::{self, Look};
use crate::cli::output::{Form, Listing};
use crate::cli::selection::{self, Selection};
use crate::cli::session::Session;
use growth::Tree;
use row::columns;

#[derive(Debug, Args)]
pub struct TreeArgs {
    /// A record to start from, and a filter
    #[arg(value_name = "REF|FILTER", add = crate::cli::complete::filters())]
    pub filter: Vec<String>,
}

/// # Errors
/// Whatever the core refuses.
pub fn run(session: &mut Session<'_>, arguments: TreeArgs) -> Result<Exit> {
    let book = session.need_book()?;
    let (root, selection, board) = book.read(|connection| {
        let root = root(connection, arguments.filter.first())?;
        let words = arguments
            .filter
            .get(usize::from(root.is_some())..)
            .unwrap_or_default();
        let selection = Selection::of(session, words, connection)?;
        let (choice, narrow) = match &root {
            Some(root) if root.kind == Type::Vision => {
                (session.cycle_choice(), Narrow::Under(root.uid))
            }
            Some(root) => (CycleChoice::All, Narrow::Under(root.uid)),
            None => (session.cycle_choice(), Narrow::Everything),
        };
        let board = board(
            connection,
            &choice,
            &narrow,
            Depth::Words,
            &session.policy(),
            selection.day,
        )?;
        Ok((root, selection, board))
    })?;
    let format = session.format()?;
    let period = selection::cadence(session).period(selection.day);
    let look = Look::of(&format, &session.io.out, period.days());
    let mut tree = Tree::new(&board, &selection);
    tree.plant(
        root.as_ref(),
        matches!(format.form, Form::Table | Form::Sentences),
    );
    let mut listing = Listing {
        kind: "tree",
        as_of: selection::as_of(session, selection.day),
        cycle: board.cycle.as_ref().map(|cycle| cycle.name.clone()),
        columns: columns(&look, session.io.out.width),
        rows: tree.nodes.iter().map(|node| node.row(&look)).collect(),
        when_empty: when_empty(&board, &selection),
        remarks: selection.remark(&board.items).into_iter().collect(),
    };
    items::without_blank_owners(&mut listing, &look);
    session.show(&listing)?;
    Ok(Exit::Done)
}

fn when_empty(board: &Board, selection: &Selection) -> String {
    let what = match selection.is_everything() {
        true => "nothing to draw",
        false => "nothing matches",
    };
    match &board.cycle {
        Some(cycle) => format!("{what} in {}", cycle.name),
        None => what.to_owned(),
    }
}

/// The record to start from, when the first word names one exactly.
fn root(connection: &Connection, word: Option<&String>) -> Result<Option<Found>> {
    let wanted = [Type::Vision, Type::Objective, Type::KeyResult];
    match word.map(|word| reference::exact(connection, word, &wanted)) {
        Some(Ok(found)) => Ok(Some(found)),
        // The shape of an id that nobody has is a slip, anything else the word of a filter.
        Some(Err(error)) if error.code == "E301" && !looks_like_id(word) => Ok(None),
        Some(Err(error)) => Err(error),
        None => Ok(None),
    }
}

fn looks_like_id(word: Option<&String>) -> bool {
    word.is_some_and(|word| word.parse::<okr_core::domain::id::ShortId>().is_ok())
}
