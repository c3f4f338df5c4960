//! A page as one HTML file: no script, no network, no font of its own; light, dark and print by media
//! query. All text goes through `escape`, which also takes away what would act or hide; the policy in the
//! head forbids the rest.

mod bar;
mod line;
mod map;
mod signs;

use crate::words::report::page::{
    Align, Block, Cell, Drawing, Mark, Page, Room, Section, Span, Table, Text,
};
use crate::words::text::Ruler;

const STYLE: &str = include_str!("style.css");
const RULER: Ruler = Ruler {
    set: crate::words::glyphs::GlyphSet::Unicode,
    ambiguous: crate::words::text::Ambiguous::Narrow,
};

/// The whole document. The same page gives the same bytes.
#[must_use]
pub fn page(page: &Page) -> String {
    let title = escape(&format!("{} · {}", page.title.raw(), page.under.raw()));
    let mut out = Document::default();
    out.add(&format!(
        "<!doctype html>\n<html lang=\"en\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"generator\" content=\"okr report {}\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n{}<main>\n",
        page.kind,
        signs::definitions()
    ));
    out.add(&format!(
        "<header>\n<p class=\"under\">{}</p>\n<h1>{}</h1>\n",
        told(&page.under),
        told(&page.title)
    ));
    if !page.lead.is_empty() {
        out.add(&format!("<p class=\"lead\">{}</p>\n", told(&page.lead)));
    }
    out.add("</header>\n");
    out.figures(page);
    let mut in_halves = false;
    for section in &page.sections {
        let is_half = section.room == Room::Half;
        if is_half != in_halves {
            out.add(if is_half {
                "<div class=\"halves\">\n"
            } else {
                "</div>\n"
            });
            in_halves = is_half;
        }
        out.section(section);
    }
    if in_halves {
        out.add("</div>\n");
    }
    out.add("<footer>\n");
    for line in &page.foot {
        out.add(&format!("<p>{}</p>\n", told(line)));
    }
    out.add("</footer>\n</main>\n</body>\n</html>\n");
    out.text
}

/// The document as far as it is written; it gives every drawing names of its own.
#[derive(Debug, Default)]
struct Document {
    text: String,
    drawings: usize,
}

impl Document {
    fn add(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// What a drawing opens with: size, title and description, read aloud together.
    fn opened(&mut self, width: u32, height: u32, title: &str, described: &str) -> String {
        self.drawings += 1;
        let n = self.drawings;
        format!(
            "<svg viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" aria-labelledby=\"t{n} d{n}\">\
             <title id=\"t{n}\">{}</title><desc id=\"d{n}\">{}</desc>",
            escape(title),
            escape(described)
        )
    }

    fn figures(&mut self, page: &Page) {
        if page.figures.is_empty() {
            return;
        }
        self.add("<dl class=\"figures\">\n");
        for figure in &page.figures {
            self.add(&format!(
                "<div><dt>{}</dt><dd>{}</dd></div>\n",
                escape(&figure.label),
                escape(&figure.number)
            ));
        }
        self.add("</dl>\n");
    }

    fn section(&mut self, section: &Section) {
        let class = match section.room {
            Room::Rest => " class=\"rest\"",
            Room::Whole | Room::Half => "",
        };
        self.add(&format!(
            "<section{class}>\n<h2>{}</h2>\n",
            escape(&section.heading)
        ));
        for block in &section.blocks {
            self.block(block);
        }
        self.add("</section>\n");
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Say(text) => self.add(&format!("<p>{}</p>\n", told(text))),
            Block::List(lines) => self.list("ul", lines),
            Block::Steps(lines) => self.list("ol", lines),
            Block::Branches(lines) => self.branches(lines),
            Block::Table(table) => self.table(table),
            Block::Drawn { drawing, table } => match drawing {
                Drawing::Line(line) => self.line(line, table),
                Drawing::Map(tracks) => self.map(tracks),
                Drawing::None => self.table(table),
            },
        }
    }

    fn list(&mut self, tag: &str, lines: &[Text]) {
        self.add(&format!("<{tag}>\n"));
        for line in lines {
            self.add(&format!("<li>{}</li>\n", told(line)));
        }
        self.add(&format!("</{tag}>\n"));
    }

    fn branches(&mut self, lines: &[(usize, Text)]) {
        self.add("<ul class=\"tree\">\n");
        let mut depth = 0;
        for (place, (deep, line)) in lines.iter().enumerate() {
            // A branch can only be one level below the one before it.
            let deep = (*deep).min(depth + 1);
            if place > 0 {
                if deep > depth {
                    self.add("\n<ul>\n");
                } else {
                    self.add("</li>\n");
                    for _ in deep..depth {
                        self.add("</ul>\n</li>\n");
                    }
                }
            }
            self.add(&format!("<li>{}", told(line)));
            depth = if place == 0 { 0 } else { deep };
        }
        self.add("</li>\n");
        for _ in 0..depth {
            self.add("</ul>\n</li>\n");
        }
        self.add("</ul>\n");
    }

    fn table(&mut self, table: &Table) {
        let is_deep = table.rows.iter().any(|row| row.level > 0);
        let class = if is_deep { "t deep" } else { "t" };
        self.add(&format!(
            "<div class=\"wide\"><table class=\"{class}\">\n<thead><tr>"
        ));
        for column in &table.columns {
            let class = number_class(column.align);
            self.add(&format!("<th scope=\"col\"{class}>{}</th>", column.title));
        }
        self.add("</tr></thead>\n<tbody>\n");
        for row in &table.rows {
            if is_deep {
                self.add(&format!("<tr class=\"l{}\">", row.level));
            } else {
                self.add("<tr>");
            }
            if let [heading] = row.cells.as_slice() {
                let span = table.columns.len();
                self.add(&format!(
                    "<th scope=\"rowgroup\" colspan=\"{span}\">{}</th></tr>\n",
                    told(&heading.text)
                ));
                continue;
            }
            let id = row.cells.first().map(name_of).unwrap_or_default();
            for (place, (cell, column)) in row.cells.iter().zip(&table.columns).enumerate() {
                let class = number_class(column.align);
                let label = match place {
                    0 => String::new(),
                    _ => format!(" data-label=\"{}\"", column.title),
                };
                let inner = self.cell(cell, &id);
                self.add(&format!("<td{class}{label}>{inner}</td>"));
            }
            self.add("</tr>\n");
        }
        self.add("</tbody>\n</table></div>\n");
    }

    fn cell(&mut self, cell: &Cell, id: &str) -> String {
        let text = told(&cell.text);
        match cell.mark {
            None => text,
            Some(Mark::Status(status)) => {
                format!("<span class=\"s\">{}{text}</span>", signs::sign(status))
            }
            Some(Mark::Bar { progress: None, .. }) => text,
            Some(Mark::Bar {
                progress,
                expected,
                status,
            }) => {
                let bar = self.bar(id, progress, expected, status);
                format!("<span class=\"b\">{bar}<span>{text}</span></span>")
            }
        }
    }
}

fn number_class(align: Align) -> &'static str {
    match align {
        Align::Left => "",
        Align::Right => " class=\"n\"",
    }
}

/// Groups of digits stay on one line.
fn whole_numbers(text: &str) -> String {
    let mut letters = text.chars().peekable();
    let mut shown = String::with_capacity(text.len());
    let mut before = ' ';
    while let Some(letter) = letters.next() {
        let is_digit = |letter: &char| letter.is_ascii_digit();
        let joins = letter == ' ' && is_digit(&before) && letters.peek().is_some_and(is_digit);
        shown.push(if joins { '\u{a0}' } else { letter });
        before = letter;
    }
    shown
}

/// The short id a row begins with.
fn name_of(cell: &Cell) -> String {
    let id = cell.text.0.iter().find_map(|span| match span {
        Span::Id(id) => Some(id.clone()),
        _ => None,
    });
    id.unwrap_or_else(|| cell.text.raw())
}

/// A sentence, its parts marked for what they are.
fn told(text: &Text) -> String {
    let shown = text.0.iter().filter(|span| !span.text().is_empty());
    let marked = shown.map(|span| {
        let inner = whole_numbers(&escape(span.text()));
        match span {
            Span::Plain(_) => inner,
            Span::Strong(_) => format!("<strong>{inner}</strong>"),
            Span::Id(_) => format!("<span class=\"id\">{inner}</span>"),
            Span::Said(_) => format!("<bdi>{inner}</bdi>"),
        }
    });
    marked.collect()
}

/// Text as HTML shows it, between tags and inside quotes, with every character that acts or hides
/// replaced by a visible sign.
fn escape(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in RULER.safe_lines(text).chars() {
        match character {
            '&' => shown.push_str("&amp;"),
            '<' => shown.push_str("&lt;"),
            '>' => shown.push_str("&gt;"),
            '"' => shown.push_str("&quot;"),
            '\'' => shown.push_str("&#39;"),
            '\n' | '\t' => shown.push(' '),
            _ => shown.push(character),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_leaves_its_place() {
        let text = "\"><script>alert('x')</script>&lt;\u{202e}\u{1b}[2J\u{0}";
        let shown = escape(text);
        assert!(!shown.contains(['<', '>', '"', '\'', '\u{202e}', '\u{1b}', '\u{0}']));
        assert_eq!(escape("a\nb"), "a b");
    }

    #[test]
    fn branches_close_what_they_open() {
        let mut out = Document::default();
        let lines: Vec<(usize, Text)> = [0, 1, 2, 2, 1, 0, 5]
            .into_iter()
            .map(|depth| (depth, Text::of("x")))
            .collect();
        out.branches(&lines);
        let count = |tag: &str| out.text.matches(tag).count();
        assert_eq!(count("<ul"), count("</ul>"));
        assert_eq!(count("<li>"), count("</li>"));
    }
}
