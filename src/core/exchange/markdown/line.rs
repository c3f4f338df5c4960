//! One line by its shape. Code, comments and front matter are told as such and never read as lists.

use super::label;
use crate::exchange::{Found, Left};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Heading(usize),
    /// A line all in bold.
    Bold,
    Item,
    Row,
    Plain,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    pub number: usize,
    pub indent: usize,
    pub kind: Kind,
    pub text: &'a str,
}

/// All lines that say something. What can be told at once goes to `found`.
pub(super) fn lines<'a>(text: &'a str, found: &mut Found) -> Vec<Line<'a>> {
    let mut lines: Vec<Line<'a>> = Vec::new();
    let mut inside: Option<(&str, &str)> = None;
    for (place, raw) in text.lines().enumerate() {
        let (number, line) = (place + 1, raw.trim_end());
        let bare = line.trim_start();
        if bare.is_empty() {
            continue;
        }
        if let Some((end, reason)) = inside {
            found.left.push(Left::new(number, bare, reason));
            if bare.starts_with(end) || (end == "-->" && bare.contains(end)) {
                inside = None;
            }
            continue;
        }
        let opens = [
            ("```", "```", "code"),
            ("~~~", "~~~", "code"),
            ("<!--", "-->", "a comment"),
        ]
        .into_iter()
        .find(|(mark, ..)| bare.starts_with(mark));
        let front = number == 1 && line == "---";
        if let Some((_, end, reason)) = opens.or(front.then_some(("---", "---", "front matter"))) {
            found.left.push(Left::new(number, bare, reason));
            if !(end == "-->" && bare.contains(end)) {
                inside = Some((end, reason));
            }
            continue;
        }
        if bare.len() > 1
            && bare
                .bytes()
                .all(|byte| matches!(byte, b'-' | b'=' | b'*' | b'_' | b' '))
            && !bare.contains("- ")
        {
            // A line below a title makes it a heading.
            match lines.last_mut().filter(|above| {
                above.number + 1 == number
                    && above.kind == Kind::Plain
                    && bare.starts_with(['-', '='])
            }) {
                Some(above) => {
                    above.kind = Kind::Heading(if bare.starts_with('=') { 1 } else { 2 });
                    found.parts.push(number);
                }
                None => found.left.push(Left::new(number, bare, "a rule")),
            }
            continue;
        }
        lines.push(shape(number, line));
    }
    lines
}

fn shape(number: usize, line: &str) -> Line<'_> {
    let bare = line.trim_start();
    let indent = line
        .chars()
        .take_while(|sign| sign.is_whitespace())
        .map(|sign| if sign == '\t' { 4 } else { 1 })
        .sum();
    // A label counts also where it is quoted.
    let quoted = bare.strip_prefix('>').map(str::trim_start);
    let bare = quoted
        .filter(|quoted| label::read(quoted).kind.is_some())
        .unwrap_or(bare);
    let (kind, text) = kind(bare, indent);
    Line {
        number,
        indent,
        kind,
        text,
    }
}

fn kind(bare: &str, indent: usize) -> (Kind, &str) {
    let heads = bare.bytes().take_while(|byte| *byte == b'#').count();
    if (1..=6).contains(&heads) && indent < 4 && bare.as_bytes().get(heads) == Some(&b' ') {
        return (
            Kind::Heading(heads),
            bare.get(heads..)
                .unwrap_or_default()
                .trim()
                .trim_end_matches('#')
                .trim_end(),
        );
    }
    if bare.starts_with('|') {
        return (Kind::Row, bare);
    }
    if let Some(rest) = item(bare) {
        let rest = ["[ ]", "[x]", "[X]", "☐", "☑"]
            .iter()
            .find_map(|mark| rest.strip_prefix(mark))
            .unwrap_or(rest);
        return (Kind::Item, rest.trim());
    }
    let is_bold = ["**", "__"].iter().any(|mark| {
        bare.starts_with(mark) && bare.trim_end_matches(':').ends_with(mark) && bare.len() > 4
    });
    if is_bold && indent < 4 {
        return (Kind::Bold, bare);
    }
    (Kind::Plain, bare)
}

fn item(bare: &str) -> Option<&str> {
    if let Some(rest) = ["- ", "* ", "+ ", "• ", "– ", "-\t", "*\t"]
        .iter()
        .find_map(|mark| bare.strip_prefix(mark))
    {
        return Some(rest);
    }
    if matches!(bare, "-" | "*" | "+" | "•") {
        return Some("");
    }
    let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
    let rest = bare.get(digits..)?.strip_prefix(['.', ')'])?;
    (1..=3)
        .contains(&digits)
        .then_some(rest)?
        .strip_prefix([' ', '\t'])
}
