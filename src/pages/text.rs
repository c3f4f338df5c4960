//! A page for a terminal: headings in their tone, tables in columns, long lines wrapped. Without colour and
//! for a pipe the same lines.

use unicode_width::UnicodeWidthChar as _;

use crate::words::report::page::{Align, Block, Mark, Page, Row, Table, Text};
use crate::words::text::Ruler;
use crate::words::tone::{Theme, Tone};
use crate::words::wrap::wrap;
use crate::words::{item, progress};

/// Beyond this the eye loses the line.
const WIDEST: usize = 120;
/// A first column is not narrower than this.
const LEAST: usize = 16;

/// How rows of a table are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rows {
    Columns,
    /// One sentence each, for line mode: nothing has to be read by its place.
    Sentences,
}

/// What it is printed on.
#[derive(Debug, Clone, Copy)]
pub struct Sheet {
    pub width: usize,
    pub ruler: Ruler,
    /// `None` for no colour.
    pub theme: Option<Theme>,
    pub rows: Rows,
}

/// The whole page, with a line break at its end.
#[must_use]
pub fn page(page: &Page, sheet: &Sheet) -> String {
    let sheet = Sheet {
        width: sheet.width.min(WIDEST),
        ..*sheet
    };
    let mut out = String::new();
    sheet.wrapped(&page.title, "", "", Some(Tone::Heading), &mut out);
    sheet.wrapped(&page.under, "", "", None, &mut out);
    if !page.lead.is_empty() {
        out.push('\n');
        sheet.wrapped(&page.lead, "", "", Some(Tone::Heading), &mut out);
    }
    for section in &page.sections {
        let mut blocks = String::new();
        for block in &section.blocks {
            sheet.block(block, &mut blocks);
        }
        if !blocks.is_empty() {
            let heading = sheet.paint(Tone::Heading, &section.heading);
            out.push_str(&format!("\n{heading}\n{blocks}"));
        }
    }
    out.push('\n');
    for line in &page.foot {
        sheet.wrapped(line, "", "", Some(Tone::Muted), &mut out);
    }
    out
}

impl Sheet {
    fn paint(&self, tone: Tone, text: &str) -> String {
        self.theme
            .map_or_else(|| text.to_owned(), |theme| theme.look(tone).paint(text))
    }

    fn wrapped(&self, text: &Text, first: &str, next: &str, tone: Option<Tone>, out: &mut String) {
        let raw = text.raw();
        let safe = self.ruler.safe(&raw);
        let room = self
            .width
            .saturating_sub(self.ruler.width(first))
            .max(LEAST);
        for (place, line) in wrap(&safe, room, &self.ruler).iter().enumerate() {
            let start = if place == 0 { first } else { next };
            let line = tone.map_or_else(|| line.clone(), |tone| self.paint(tone, line));
            out.push_str(&format!("{start}{line}\n"));
        }
    }

    fn block(&self, block: &Block, out: &mut String) {
        match block {
            Block::Say(text) => self.wrapped(text, "  ", "  ", None, out),
            Block::List(lines) => {
                for line in lines {
                    self.wrapped(line, "  - ", "    ", None, out);
                }
            }
            Block::Steps(lines) => {
                for (place, line) in lines.iter().enumerate() {
                    let first = format!("  {}. ", place + 1);
                    self.wrapped(line, &first, &" ".repeat(first.len()), None, out);
                }
            }
            Block::Branches(lines) => {
                for (depth, line) in lines {
                    let margin = "  ".repeat(depth + 1);
                    self.wrapped(line, &margin, &format!("{margin}  "), None, out);
                }
            }
            Block::Table(table) if self.rows == Rows::Sentences => self.sentences(table, out),
            Block::Table(table) => {
                let mut columns = String::new();
                self.table(table, &mut columns);
                let bare = |line: &str| self.ruler.width(&crate::words::text::bare(line));
                if columns.lines().all(|line| bare(line) <= self.width) {
                    out.push_str(&columns);
                } else {
                    self.sentences(table, out);
                }
            }
            Block::Drawn { .. } => {}
        }
    }

    /// Also where there is no room for the columns.
    fn sentences(&self, table: &Table, out: &mut String) {
        for row in &table.rows {
            let margin = "  ".repeat(row.level + 1);
            let (first, next) = (format!("{margin}- "), format!("{margin}  "));
            self.wrapped(&sentence(row, table), &first, &next, None, out);
        }
    }

    fn table(&self, table: &Table, out: &mut String) {
        let ruler = &self.ruler;
        let titles: Vec<String> = table
            .columns
            .iter()
            .map(|column| column.title.to_owned())
            .collect();
        let rows: Vec<Vec<String>> = table
            .rows
            .iter()
            .map(|row| {
                row.cells
                    .iter()
                    .map(|cell| safe(&cell.text, ruler))
                    .collect()
            })
            .collect();
        let mut widths: Vec<usize> = titles.iter().map(|title| ruler.width(title)).collect();
        for row in rows.iter().filter(|row| row.len() > 1) {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(ruler.width(cell));
            }
        }
        let others: usize = widths.iter().skip(1).map(|width| width + 2).sum();
        if let Some(first) = widths.first_mut() {
            *first = (*first).min(self.width.saturating_sub(others + 2).max(LEAST));
        }
        let head = Row::default();
        let all = std::iter::once((&titles, &head)).chain(rows.iter().zip(&table.rows));
        for (cells, row) in all {
            self.row(cells, row, table, &widths, out);
        }
    }

    /// One row; a first cell too long for its column goes on below itself, and a heading runs on over
    /// the empty columns beside it.
    fn row(&self, cells: &[String], row: &Row, table: &Table, widths: &[usize], out: &mut String) {
        let ruler = &self.ruler;
        let is_head = row.cells.is_empty();
        let indent = "  ".repeat(row.level + 1);
        let (Some(first), Some(width)) = (cells.first(), widths.first()) else {
            return;
        };
        let room = match cells.len() {
            1 => self.width.saturating_sub(indent.len()),
            _ => width.saturating_sub(2 * row.level),
        };
        let mut parts = wrap(first, room, ruler).into_iter();
        let begin = parts.next().unwrap_or_default();
        let begin = match cells.len() {
            1 => begin,
            _ => ruler.pad_right(&begin, room),
        };
        let mut line = format!(
            "{indent}{}",
            self.toned(is_head.then_some(Tone::Muted), &begin)
        );
        for (place, cell) in cells.iter().enumerate().skip(1) {
            let padded = match table.columns[place].align {
                Align::Left if place + 1 == widths.len() => cell.clone(),
                Align::Left => ruler.pad_right(cell, widths[place]),
                Align::Right => ruler.pad_left(cell, widths[place]),
            };
            let tone = match row.cells.get(place).and_then(|cell| cell.mark) {
                Some(Mark::Status(status)) => Some(progress::tone(status)),
                _ => is_head.then_some(Tone::Muted),
            };
            line.push_str("  ");
            line.push_str(&self.toned(tone, &padded));
        }
        out.push_str(line.trim_end());
        out.push('\n');
        for part in parts {
            out.push_str(&format!("{indent}{part}\n"));
        }
    }

    fn toned(&self, tone: Option<Tone>, text: &str) -> String {
        tone.map_or_else(|| text.to_owned(), |tone| self.paint(tone, text))
    }
}

/// `O1 Ship a product people trust. Progress 58%. Pace −5.`; what is not known is not said.
fn sentence(row: &Row, table: &Table) -> Text {
    let told = row.cells.iter().zip(&table.columns).enumerate();
    let parts: Vec<String> = told
        .filter_map(|(place, (cell, column))| {
            let text = cell.text.raw();
            let is_known = !text.is_empty() && text != progress::UNKNOWN;
            is_known.then(|| match place {
                0 => text,
                _ => format!("{} {text}", column.title),
            })
        })
        .collect();
    Text::default().said(item::ended(&parts))
}

fn safe(text: &Text, ruler: &Ruler) -> String {
    ruler.safe(&text.raw()).into_owned()
}

/// Whether a text has letters of a script that runs from right to left.
#[must_use]
pub(super) fn runs_left(text: &str) -> bool {
    text.chars().any(|letter| {
        matches!(letter, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
            && letter.width() != Some(0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::report::page::{Cell, Column, Section};

    #[test]
    fn in_line_mode_a_row_is_a_sentence_that_leaves_out_what_nobody_knows() {
        let column = |title| Column {
            title,
            align: Align::Left,
        };
        let cell = |text: &str| Cell::from(text.to_owned());
        let table = Table {
            columns: vec![column("Objective"), column("Progress"), column("Pace")],
            rows: vec![Row {
                level: 0,
                cells: vec![cell("O1 Grow"), cell("58%"), cell("-")],
            }],
        };
        let whole = Page {
            sections: vec![Section {
                heading: "Objectives".to_owned(),
                blocks: vec![Block::Table(table)],
                ..Section::default()
            }],
            ..Page::default()
        };
        let shown = |rows| {
            let sheet = Sheet {
                width: 80,
                ruler: Ruler::default(),
                theme: None,
                rows,
            };
            page(&whole, &sheet)
        };
        assert!(shown(Rows::Sentences).contains("  - O1 Grow. Progress 58%.\n"));
        assert!(shown(Rows::Columns).contains("O1 Grow    58%       -\n"));
    }
}
