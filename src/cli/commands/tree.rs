//! `okr tree`: what serves what. A table draws the branches; other forms carry depth and parent as
//! columns. What a filter finds keeps the records above it, because a leaf alone says nothing.

use std::collections::HashSet;

use clap::Args;
use okr_core::domain::id::Uid;
use okr_core::domain::objective::Vision;
use okr_core::domain::record::Type;
use okr_core::reference::{self, Found};
use okr_core::report::board::{Board, CycleChoice, Depth, Narrow, board};
use okr_core::report::item::Item;
use okr_core::{Connection, Result};
use serde_json::Value;

use crate::cli::exit::Exit;
use crate::cli::output::items::{self, Look};
use crate::cli::output::{Cell, Column, Form, Listing, Row, Shown, record};
use crate::cli::selection::{self, Selection};
use crate::cli::session::Session;
use crate::words::tone::Tone;
use crate::words::{facts, item as words, progress};

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

enum What<'a> {
    Vision(&'a Vision),
    Item(&'a Item),
    /// A line between trees, for people only.
    Heading(&'static str),
}

struct Node<'a> {
    what: What<'a>,
    depth: usize,
    /// For every level below the root whether its branch is the last one.
    lasts: Vec<bool>,
    /// It is only here because something below it was found.
    is_path: bool,
}

struct Tree<'a> {
    board: &'a Board,
    found: HashSet<Uid>,
    kept: HashSet<Uid>,
    planted: HashSet<Uid>,
    is_filtered: bool,
    nodes: Vec<Node<'a>>,
}

impl<'a> Tree<'a> {
    fn new(board: &'a Board, selection: &Selection) -> Self {
        let picked: Vec<&Item> = board
            .items
            .iter()
            .filter(|item| selection.picks(item))
            .collect();
        let found: HashSet<Uid> = picked.iter().map(|item| item.head.uid).collect();
        let above = picked
            .iter()
            .flat_map(|item| &item.above)
            .map(|(uid, _)| *uid);
        let kept = found.iter().copied().chain(above).collect();
        Self {
            board,
            found,
            kept,
            planted: HashSet::new(),
            is_filtered: !selection.is_everything(),
            nodes: Vec::new(),
        }
    }

    fn plant(&mut self, root: Option<&Found>, with_headings: bool) {
        let board = self.board;
        if let Some(root) = root {
            let vision = board.visions.iter().find(|vision| vision.uid == root.uid);
            let item = board.items.iter().find(|item| item.head.uid == root.uid);
            if let Some(vision) = vision {
                self.add(What::Vision(vision), vision.uid, &[]);
            } else if let Some(item) = item {
                self.add(What::Item(item), root.uid, &[]);
            }
            return;
        }
        for vision in &board.visions {
            let shown = if self.is_filtered {
                self.kept.contains(&vision.uid)
            } else {
                vision.dropped.is_none()
            };
            if shown {
                self.add(What::Vision(vision), vision.uid, &[]);
            }
        }
        let heading = self.nodes.len();
        let here: HashSet<Uid> = board.items.iter().map(|item| item.head.uid).collect();
        for item in &board.items {
            let hangs = item
                .above
                .first()
                .is_some_and(|(uid, _)| here.contains(uid));
            if !hangs && !self.planted.contains(&item.head.uid) {
                self.add(What::Item(item), item.head.uid, &[]);
            }
        }
        // Records of a loop that two devices made hang on each other and on nothing else.
        for item in &board.items {
            if !self.planted.contains(&item.head.uid) {
                self.add(What::Item(item), item.head.uid, &[]);
            }
        }
        if with_headings && heading > 0 && self.nodes.len() > heading {
            let line = Node {
                what: What::Heading("Without a vision"),
                depth: 0,
                lasts: Vec::new(),
                is_path: false,
            };
            self.nodes.insert(heading, line);
        }
    }

    fn add(&mut self, what: What<'a>, uid: Uid, lasts: &[bool]) {
        let is_vision = matches!(what, What::Vision(_));
        if (!is_vision && !self.kept.contains(&uid)) || !self.planted.insert(uid) {
            return;
        }
        self.nodes.push(Node {
            what,
            depth: lasts.len(),
            lasts: lasts.to_vec(),
            is_path: !is_vision && !self.found.contains(&uid),
        });
        let below = |item: &&'a Item| {
            self.kept.contains(&item.head.uid)
                && item.above.first().is_some_and(|(above, _)| *above == uid)
        };
        let mut children: Vec<&'a Item> = self.board.items.iter().filter(below).collect();
        children.sort_by_key(|item| item.kind != Type::KeyResult);
        let count = children.len();
        for (place, child) in children.into_iter().enumerate() {
            let mut lasts = lasts.to_vec();
            lasts.push(place + 1 == count);
            self.add(What::Item(child), child.head.uid, &lasts);
        }
    }
}

impl Node<'_> {
    fn branches(&self, look: &Look) -> String {
        let glyphs = look.glyphs();
        let Some((last, above)) = self.lasts.split_last() else {
            return String::new();
        };
        let mut text = String::new();
        for is_last in above {
            text.push(if *is_last { ' ' } else { glyphs.vertical });
            text.push(' ');
        }
        text.push_str(if *last {
            glyphs.last_branch
        } else {
            glyphs.branch
        });
        text
    }

    fn row(&self, look: &Look) -> Row {
        let blank = |id: &str, title: &str, owner: &str| -> Vec<Cell> {
            let mut cells: Vec<Cell> = items::columns(look)
                .iter()
                .map(|_| Cell::default())
                .collect();
            for (cell, text) in cells.iter_mut().zip([id, title, owner]) {
                *cell = text.into();
            }
            cells
        };
        let (drawn, parent, bond, mut cells, mut item, sentence) = match &self.what {
            What::Heading(text) => {
                let drawn = Cell::toned(*text, Tone::Muted);
                (
                    drawn,
                    "",
                    "",
                    blank("", "", ""),
                    Value::Null,
                    facts::sentence(text),
                )
            }
            What::Vision(vision) => {
                let id = vision.id.to_string();
                let drawn = Cell::toned(
                    format!("{}{id} {}", self.branches(look), vision.title),
                    Tone::Heading,
                );
                let sentence = words::ended(&[format!("Vision {id}"), vision.title.clone()]);
                let owner = vision.owner.clone().unwrap_or_default();
                (
                    drawn,
                    "",
                    "",
                    blank(&id, &vision.title, &owner),
                    record::vision(vision),
                    sentence,
                )
            }
            What::Item(item) => {
                let how = match bond(item) {
                    how @ ("counts" | "supports") => format!(" ({how})"),
                    _ => String::new(),
                };
                let title = &item.head.title;
                let drawn = format!("{}{}{how} {title}", self.branches(look), item.id());
                let drawn = if self.is_path || item.is_dropped {
                    Cell::toned(drawn, Tone::Muted)
                } else {
                    drawn.into()
                };
                let row = items::row(item, look, 0);
                let parent = item.parent().unwrap_or_default();
                let place = if parent.is_empty() {
                    String::new()
                } else {
                    format!(" {} {parent}.", progress::capital(words::bond(item)))
                };
                (
                    drawn,
                    parent,
                    bond(item),
                    row.cells,
                    row.item,
                    format!("{}{place}", row.sentence),
                )
            }
        };
        if let Value::Object(item) = &mut item {
            item.insert("depth".to_owned(), self.depth.into());
            item.insert(
                "bond".to_owned(),
                if bond.is_empty() {
                    Value::Null
                } else {
                    bond.into()
                },
            );
        }
        let depth = if matches!(self.what, What::Heading(_)) {
            String::new()
        } else {
            self.depth.to_string()
        };
        let mut all = vec![drawn, depth.into(), parent.into(), bond.into()];
        all.append(&mut cells);
        Row {
            cells: all,
            item,
            sentence,
        }
    }
}

/// One word for how a record hangs on the one above it.
fn bond(item: &Item) -> &'static str {
    match (item.kind, item.parent(), item.counts) {
        (_, None, _) => "",
        (Type::KeyResult, ..) => "measures",
        (_, Some(parent), _) if item.serves.first().is_some_and(|vision| vision == parent) => {
            "serves"
        }
        (_, _, true) => "counts",
        (_, _, false) => "supports",
    }
}

/// A table draws the tree and leaves ids and titles to it, and gives it the room; other forms carry
/// depth and parent.
fn columns(look: &Look, width: usize) -> Vec<Column> {
    const ROOMY: usize = 96;
    let is_table = look.is_table();
    let only = |column: Column, shown: bool| if shown { column } else { column.when_asked() };
    let mut all = vec![
        only(Column::text("tree", "RECORD").shrinks(2), is_table),
        only(Column::number("depth", "DEPTH"), !is_table),
        only(Column::text("parent", "PARENT"), !is_table),
        only(Column::text("bond", "HOW"), !is_table),
    ];
    for column in items::columns(look) {
        let left_out = match column.name {
            "id" | "title" => is_table,
            "confidence" | "last_checkin" => is_table && width < ROOMY,
            _ => column.shown != Shown::Usually,
        };
        // The tree has its own; two columns may not share a name.
        let name = if column.name == "parent" {
            "above"
        } else {
            column.name
        };
        all.push(Column {
            name,
            ..only(column, !left_out)
        });
    }
    all
}
