//! Lists as organisations write them in Markdown: lines to a tree, the tree to objectives and key results. Labels win; without them the leaves of a list are key results and what
//! stands above them is the objective.

mod label;
mod line;
mod tree;

use super::columns::{Mapping, field_of_line};
use super::grid::Grid;
use super::rows::{self, Header};
use super::{Found, Left};
use crate::error::Result;
use line::{Kind, Line};
use tree::{Node, Tree};

/// # Errors
/// `E242` for a table over a limit.
pub(super) fn read(text: &str, mapping: &Mapping) -> Result<Found> {
    let mut found = Found::default();
    let mut tree = Tree::default();
    let mut tables: Vec<(Option<usize>, Grid)> = Vec::new();
    let mut last_line = 0;
    for line in line::lines(text, &mut found) {
        let follows = last_line + 1 == line.number;
        last_line = line.number;
        match line.kind {
            Kind::Row => {
                let node = tree.open();
                if !(follows
                    && tables.last().is_some_and(|(_, grid)| {
                        grid.rows
                            .last()
                            .is_some_and(|row| row.line + 1 == line.number)
                    }))
                {
                    tables.push((node, Grid::default()));
                }
                let cells = line
                    .text
                    .trim()
                    .trim_matches('|')
                    .split('|')
                    .map(|cell| cell.trim().to_owned())
                    .collect();
                if let Some((_, grid)) = tables.last_mut() {
                    grid.push(line.number, cells)?;
                }
            }
            Kind::Plain => plain(&line, follows, &mut tree, &mut found)?,
            _ => item(&line, &mut tree, &mut found)?,
        }
    }
    let headers: Vec<Option<Header>> = tables
        .iter()
        .map(|(_, grid)| Header::find(&grid.rows, mapping))
        .collect();
    for ((node, _), header) in tables.iter().zip(&headers) {
        if let (Some(node), Some(header)) = (node, header)
            && !header.has(super::Field::Objective)
            && !header.has(super::Field::Title)
        {
            tree.holds_table(*node);
        }
    }
    let places = tree.records(&mut found);
    for ((node, grid), header) in tables.iter().zip(&headers) {
        match header {
            Some(header) => {
                header.tell(&grid.rows, &mut found);
                rows::take(
                    &grid.rows,
                    header,
                    node.and_then(|node| places.get(&node).copied()),
                    &mut found,
                );
            }
            None => found.left.extend(grid.rows.iter().map(|row| {
                Left::new(
                    row.line,
                    &row.text(),
                    "a table without a column for objectives or key results",
                )
            })),
        }
    }
    Ok(found)
}

fn item(line: &Line<'_>, tree: &mut Tree, found: &mut Found) -> Result<()> {
    if line.kind == Kind::Item && field(line, tree, found) {
        return Ok(());
    }
    if line
        .text
        .trim()
        .trim_matches(['*', '_', '`', '-'])
        .trim()
        .is_empty()
        || label::read(line.text)
            .title
            .trim_matches(['-', '–', ' ', '*'])
            .is_empty()
    {
        found
            .left
            .push(Left::new(line.number, line.text, "an empty item"));
        return Ok(());
    }
    tree.push(Node::new(line))
}

fn field(line: &Line<'_>, tree: &mut Tree, found: &mut Found) -> bool {
    let Some((name, value)) = field_of_line(line.text) else {
        return false;
    };
    if !tree.takes_field(line) {
        return false;
    }
    for piece in line
        .text
        .split("  ")
        .filter(|piece| !piece.trim().is_empty())
    {
        let (name, value) = field_of_line(piece).unwrap_or((name, value));
        tree.give(name, value.trim_start_matches('@'));
    }
    found.parts.push(line.number);
    true
}

fn plain(line: &Line<'_>, follows: bool, tree: &mut Tree, found: &mut Found) -> Result<()> {
    let label = label::read(line.text);
    if label.kind.is_some() && !label.title.is_empty() {
        return tree.push(Node::new(line));
    }
    if field(line, tree, found) {
        return Ok(());
    }
    if follows && tree.go_on(line) {
        found.parts.push(line.number);
    } else {
        tree.close_list(line.indent);
        found
            .left
            .push(Left::new(line.number, line.text.trim(), "prose"));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
