//! A page as Markdown, as a wiki or a message shows it. Drawings are left out: their tables are not the
//! reader's business there.

use crate::words::markdown::escaped;
use crate::words::report::page::{Align, Block, Page, Span, Table, Text};
use crate::words::text::Ruler;

const RULER: Ruler = Ruler {
    set: crate::words::glyphs::GlyphSet::Unicode,
    ambiguous: crate::words::text::Ambiguous::Narrow,
};

/// The whole page, with a line break at its end.
#[must_use]
pub fn page(page: &Page) -> String {
    let mut out = format!("# {}\n{}\n", told(&page.title), told(&page.under));
    if !page.lead.is_empty() {
        out.push_str(&format!("\n**{}**\n", told(&page.lead).replace("**", "")));
    }
    for section in &page.sections {
        // Without a line between them a table would belong to the sentence before it.
        let blocks = section.blocks.iter().map(block);
        let blocks: Vec<String> = blocks.filter(|text| !text.is_empty()).collect();
        if blocks.is_empty() {
            continue;
        }
        let blocks = blocks.join("\n");
        out.push_str(&format!("\n## {}\n\n{blocks}", section.heading));
    }
    for line in &page.foot {
        out.push_str(&format!("\n{}\n", told(line)));
    }
    out
}

fn block(block: &Block) -> String {
    match block {
        Block::Say(text) => format!("{}\n", told(text)),
        Block::List(lines) => lines
            .iter()
            .map(|line| format!("- {}\n", told(line)))
            .collect(),
        Block::Steps(lines) => lines
            .iter()
            .enumerate()
            .map(|(place, line)| format!("{}. {}\n", place + 1, told(line)))
            .collect(),
        Block::Branches(lines) => lines
            .iter()
            .map(|(depth, line)| format!("{}- {}\n", "  ".repeat(*depth), told(line)))
            .collect(),
        Block::Table(rows) => table(rows),
        Block::Drawn { .. } => String::new(),
    }
}

fn table(table: &Table) -> String {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let titles = table.columns.iter().map(|column| column.title.to_owned());
    let mut out = line(titles.collect());
    let rules = table.columns.iter().map(|column| match column.align {
        Align::Left => "---".to_owned(),
        Align::Right => "---:".to_owned(),
    });
    out.push_str(&line(rules.collect()));
    let heads = table.rows.iter().any(|row| row.level > 0);
    for row in &table.rows {
        let mut cells: Vec<String> = row.cells.iter().map(|cell| told(&cell.text)).collect();
        cells.resize(table.columns.len(), String::new());
        if let Some(first) = cells.first_mut().filter(|_| heads && row.level == 0) {
            *first = format!("**{first}**");
        }
        out.push_str(&line(cells));
    }
    out
}

fn told(text: &Text) -> String {
    text.0.iter().map(span).collect()
}

/// Words that run from right to left are isolated, so that they do not turn around what stands beside.
fn span(span: &Span) -> String {
    let text = escaped(span.text(), &RULER);
    match span {
        Span::Strong(_) => format!("**{text}**"),
        Span::Said(raw) if super::text::runs_left(raw) => format!("<bdi>{text}</bdi>"),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_people_stay_words() {
        let text = Text::default()
            .said("a | b *c* <script>\u{1b}[2J\u{202e}")
            .plain(" x");
        let shown = told(&text);
        assert!(
            !shown.contains("<script") && !shown.contains('\u{1b}') && !shown.contains('\u{202e}')
        );
        assert!(shown.contains("a \\| b \\*c\\* &lt;script&gt;"), "{shown}");
        assert_eq!(
            told(&Text::default().said("שלום").plain(": 3")),
            "<bdi>שלום</bdi>: 3"
        );
    }
}
