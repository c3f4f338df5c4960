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
    let mut lines = line::lines(text, &mut found);
    titled_below(&mut lines, &mut found);
    for line in lines {
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
                if let Some((_, grid)) = tables.last_mut() {
                    grid.push(line.number, cells(line.text))?;
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

/// The cells of a row; `\|` is a sign of a cell and ends none.
fn cells(row: &str) -> Vec<String> {
    let row = row.trim();
    let mut cells = vec![String::new()];
    let mut signs = row.strip_prefix('|').unwrap_or(row).chars().peekable();
    while let Some(sign) = signs.next() {
        let Some(cell) = cells.last_mut() else { break };
        match sign {
            '\\' if signs.next_if_eq(&'|').is_some() => cell.push('|'),
            '|' => cells.push(String::new()),
            _ => cell.push(sign),
        }
    }
    // The sign at the end of a row closes its last cell.
    cells.pop_if(|last| last.trim().is_empty());
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}

/// A heading that only says `Objective` has its sentence below it, and the key results behind it under a
/// heading of the same level.
fn titled_below(lines: &mut Vec<Line<'_>>, found: &mut Found) {
    const NAMES: [&str; 3] = ["objective", "ziel", "goal"];
    let mut level = None;
    let mut gone = Vec::new();
    for place in 0..lines.len() {
        let next = lines.get(place + 1).map(|line| line.kind);
        let Some(line) = lines.get_mut(place) else {
            continue;
        };
        let Kind::Heading(own) = line.kind else {
            continue;
        };
        let text = line.text.trim_matches(['*', '_', ':', ' ']).to_lowercase();
        if NAMES.contains(&text.as_str()) && next == Some(Kind::Plain) {
            level = Some(own);
            gone.push(place);
            found.parts.push(line.number);
            if let Some(title) = lines.get_mut(place + 1) {
                title.kind = Kind::Heading(own);
            }
        } else if level == Some(own) && tree::is_list_of_key_results(&text) {
            line.kind = Kind::Heading(own + 1);
        } else if level.is_some_and(|level| own <= level) && !gone.contains(&(place - 1)) {
            level = None;
        }
    }
    for place in gone.into_iter().rev() {
        lines.remove(place);
    }
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

/// `owner: ana`, also several of them on a line; what none of them is, is told.
fn field(line: &Line<'_>, tree: &mut Tree, found: &mut Found) -> bool {
    let Some((first, _)) = field_of_line(line.text) else {
        return false;
    };
    let Some(holder) = tree.holder(line, first) else {
        return false;
    };
    let pieces = [" · ", " | ", " • "]
        .iter()
        .fold(line.text.to_owned(), |text, sign| text.replace(sign, "  "));
    for piece in pieces.split("  ").map(str::trim) {
        match field_of_line(piece) {
            Some((name, value)) => tree.give(holder, name, value.trim_start_matches('@')),
            None if piece.is_empty() => {}
            None => found
                .left
                .push(Left::new(line.number, piece, "no field of a record")),
        }
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
