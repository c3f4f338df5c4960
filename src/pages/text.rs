//! A page for a terminal: headings in their tone, tables in columns, long lines wrapped. Without colour and
//! for a pipe the same lines.

use unicode_width::UnicodeWidthChar as _;

use crate::words::page::{Align, Block, Mark, Page, Row, Table, Text};
use crate::words::progress;
use crate::words::text::Ruler;
use crate::words::tone::{Theme, Tone};
use crate::words::wrap::wrap;

/// Beyond this the eye loses the line.
const WIDEST: usize = 100;
/// A first column is not cut below this.
const LEAST: usize = 16;

/// What it is printed on.
#[derive(Debug, Clone, Copy)]
pub struct Sheet {
    pub width: usize,
    pub ruler: Ruler,
    /// `None` for no colour.
    pub theme: Option<Theme>,
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
            Block::Table(table) => self.table(table, out),
            Block::Drawn { .. } => {}
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
                let mut cells: Vec<String> = row
                    .cells
                    .iter()
                    .map(|cell| safe(&cell.text, ruler))
                    .collect();
                if let Some(first) = cells.first_mut() {
                    first.insert_str(0, &"  ".repeat(row.level));
                }
                cells
            })
            .collect();
        let mut widths: Vec<usize> = titles.iter().map(|title| ruler.width(title)).collect();
        for row in rows.iter().filter(|row| row.len() > 1) {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(ruler.width(cell));
            }
        }
        let others: usize = widths.iter().skip(1).map(|width| width + 2).sum();
        let last = widths.len().saturating_sub(1);
        if let Some(first) = widths.first_mut() {
            *first = (*first).min(self.width.saturating_sub(others + 2).max(LEAST));
        }
        let plain = Row::default();
        let all = std::iter::once((&titles, None)).chain(
            rows.iter()
                .zip(&table.rows)
                .map(|(cells, row)| (cells, Some(row))),
        );
        for (cells, row) in all {
            let mut line = String::from("  ");
            let marks = row.unwrap_or(&plain);
            for (place, cell) in cells.iter().enumerate() {
                let width = widths[place];
                // A heading runs on over the empty columns beside it.
                let room = if cells.len() == 1 {
                    self.width - 2
                } else {
                    width
                };
                let cut = ruler.cut(cell, room);
                let padded = match table.columns[place].align {
                    Align::Left if place == last => cut.into_owned(),
                    Align::Left => ruler.pad_right(&cut, width),
                    Align::Right => ruler.pad_left(&cut, width),
                };
                let mark = marks.cells.get(place).and_then(|cell| cell.mark);
                let tone = match (row, mark) {
                    (None, _) => Some(Tone::Muted),
                    (_, Some(Mark::Status(status))) => Some(progress::tone(status)),
                    _ => None,
                };
                line.push_str(
                    &tone.map_or_else(|| padded.clone(), |tone| self.paint(tone, &padded)),
                );
                line.push_str("  ");
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
    }
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
