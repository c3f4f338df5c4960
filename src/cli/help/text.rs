//! The plain text of topics and explanations for a screen: headings in their tone, paragraphs in the
//! width there is, indented lines as they are.

use crate::cli::manners::Surface;
use crate::words::tone::Tone;

/// One piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    Heading(String),
    Paragraph(String),
    /// Lines that keep their places.
    Lines(Vec<String>),
}

/// Takes a text apart.
#[must_use]
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut joins = false;
    for line in text.lines() {
        if line.trim().is_empty() {
            joins = false;
        } else if let Some(heading) = line.strip_prefix("# ") {
            pieces.push(Piece::Heading(heading.to_owned()));
            joins = false;
        } else if line.starts_with("  ") {
            match pieces.last_mut() {
                Some(Piece::Lines(lines)) if joins => lines.push(line.to_owned()),
                _ => pieces.push(Piece::Lines(vec![line.to_owned()])),
            }
            joins = true;
        } else {
            match pieces.last_mut() {
                Some(Piece::Paragraph(paragraph)) if joins => {
                    paragraph.push_str(&format!(" {line}"))
                }
                _ => pieces.push(Piece::Paragraph(line.to_owned())),
            }
            joins = true;
        }
    }
    pieces
}

/// The text for a screen, at most 80 columns wide.
#[must_use]
pub fn shown(text: &str, surface: &Surface) -> String {
    let width = surface.width.clamp(20, 80);
    let mut page = String::new();
    let mut after_heading = true;
    for piece in pieces(text) {
        if !page.is_empty() && !after_heading {
            page.push('\n');
        }
        after_heading = false;
        match piece {
            Piece::Heading(heading) => {
                page.push_str(&surface.paint(Tone::Heading, &heading));
                page.push('\n');
                after_heading = true;
            }
            Piece::Paragraph(paragraph) => page.push_str(&wrapped(&paragraph, width, surface)),
            Piece::Lines(lines) => {
                for line in lines {
                    page.push_str(&surface.ruler.safe(&line));
                    page.push('\n');
                }
            }
        }
    }
    page
}

fn wrapped(paragraph: &str, width: usize, surface: &Surface) -> String {
    let mut page = String::new();
    let mut line = String::new();
    for word in paragraph.split_whitespace() {
        if !line.is_empty() && surface.ruler.width(&line) + 1 + surface.ruler.width(word) > width {
            page.push_str(&line);
            page.push('\n');
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    page.push_str(&line);
    page.push('\n');
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_wrapped_and_examples_are_not() {
        let text = "# Head\none two three\nfour\n\n    okr list --json=id,title,progress\n";
        let narrow = Surface {
            width: 20,
            ..Surface::default()
        };
        assert_eq!(
            shown(text, &narrow),
            "Head\none two three four\n\n    okr list --json=id,title,progress\n"
        );
    }
}
