//! A node of a tree as a row: the drawn branch, and the columns of an item after it.

use okr_core::domain::record::Type;
use okr_core::report::item::Item;
use serde_json::Value;

use super::growth::{Node, What};
use crate::cli::output::items::{self, Look};
use crate::cli::output::{Cell, Column, Row, Shown, record};
use crate::words::tone::Tone;
use crate::words::{facts, item as words, progress};

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

    pub(super) fn row(&self, look: &Look) -> Row {
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
pub(super) fn columns(look: &Look, width: usize) -> Vec<Column> {
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
