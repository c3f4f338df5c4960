//! The first sheet of a workbook as a grid. Dates, percents and currencies are told by the number
//! format of a cell; of a formula its last result is taken. Nothing is unpacked beyond the limit.

use std::collections::HashMap;
use std::io::{BufReader, Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::grid::Grid;
use super::limits;
use crate::error::{Error, Result};

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// # Errors
/// `E243` for a file that is no workbook, `E242` for one that unpacks to too much.
pub(super) fn read(bytes: &[u8]) -> Result<Grid> {
    limits::size(bytes)?;
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error.to_string()))?;
    let mut left = limits::UNPACKED;
    let texts = texts(&part(&mut archive, "xl/sharedStrings.xml", &mut left)?.unwrap_or_default())?;
    let formats = formats(&part(&mut archive, "xl/styles.xml", &mut left)?.unwrap_or_default())?;
    let mut names: Vec<String> = archive
        .file_names()
        .flatten()
        .map(|name| name.into_owned())
        .filter(|name| name.starts_with("xl/worksheets/") && name.ends_with(".xml"))
        .collect();
    names.sort_by_key(|name| (name.len(), name.clone()));
    let Some(name) = names.first() else {
        return Err(broken("it has no sheet"));
    };
    let sheet = part(&mut archive, name, &mut left)?.unwrap_or_default();
    cells(&sheet, &texts, &formats)
}

fn broken(why: &str) -> Error {
    Error::refused("E243", format!("the workbook cannot be read: {why}"))
        .why("Save the sheet as CSV and bring that in.")
}

fn part(archive: &mut Archive<'_>, name: &str, left: &mut u64) -> Result<Option<Vec<u8>>> {
    let Ok(entry) = archive.by_name(name) else {
        return Ok(None);
    };
    let mut bytes = Vec::new();
    entry
        .take(*left + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| broken(&error.to_string()))?;
    let size = bytes.len() as u64;
    if size > *left {
        return Err(limits::refusal(
            "it unpacks to over 96 MB",
            "A workbook of that size is no plan; nothing was written.",
        ));
    }
    *left -= size;
    Ok(Some(bytes))
}

/// Walks all events of a part; `text` is what stands between the tags.
fn walk(xml: &[u8], mut each: impl FnMut(Part<'_>) -> Result<()>) -> Result<()> {
    let mut reader = Reader::from_reader(BufReader::new(xml));
    let mut buffer = Vec::new();
    loop {
        match reader
            .read_event_into(&mut buffer)
            .map_err(|error| broken(&error.to_string()))?
        {
            Event::Start(tag) => each(Part::Open(&tag))?,
            Event::Empty(tag) => {
                each(Part::Open(&tag))?;
                each(Part::Close(tag.local_name().as_ref()))?;
            }
            Event::End(tag) => each(Part::Close(tag.local_name().as_ref()))?,
            Event::Text(text) => each(Part::Text(text.as_ref()))?,
            Event::CData(text) => each(Part::Text(text.as_ref()))?,
            Event::GeneralRef(name) => each(Part::Text(sign(name.as_ref()).as_str()))?,
            Event::Eof => return Ok(()),
            _ => {}
        }
        buffer.clear();
    }
}

/// A named or numbered character; entities of the file's own are never expanded.
fn sign(name: &str) -> String {
    let number = |digits: &str| match digits.strip_prefix('x') {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => digits.parse().ok(),
    };
    match name {
        "amp" => "&".to_owned(),
        "lt" => "<".to_owned(),
        "gt" => ">".to_owned(),
        "quot" => "\"".to_owned(),
        "apos" => "'".to_owned(),
        _ => name
            .strip_prefix('#')
            .and_then(number)
            .and_then(char::from_u32)
            .map(String::from)
            .unwrap_or_default(),
    }
}

enum Part<'a> {
    Open(&'a BytesStart<'a>),
    Text(&'a str),
    Close(&'a str),
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag
        .attributes()
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(found.value.to_string())
}

fn texts(xml: &[u8]) -> Result<Vec<String>> {
    let (mut texts, mut text, mut inside) = (Vec::new(), String::new(), false);
    walk(xml, |part| {
        match part {
            Part::Open(tag) if tag.local_name().as_ref() == "t" => inside = true,
            Part::Text(piece) if inside => text.push_str(piece),
            Part::Close("t") => inside = false,
            Part::Close("si") => {
                texts.push(std::mem::take(&mut text));
                if texts.len() > limits::CELLS {
                    return Err(limits::refusal(
                        "over 1,500,000 texts",
                        "Nothing was written.",
                    ));
                }
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(texts)
}

#[derive(Clone, PartialEq, Eq)]
enum Shown {
    Plain,
    Percent,
    Date,
    Currency(String),
}

/// How the cells of each style are shown.
fn formats(xml: &[u8]) -> Result<Vec<Shown>> {
    let (mut own, mut styles, mut inside): (HashMap<u32, Shown>, Vec<Shown>, bool) =
        (HashMap::new(), Vec::new(), false);
    walk(xml, |part| {
        match part {
            Part::Open(tag) if tag.local_name().as_ref() == "numFmt" => {
                if let (Some(id), Some(code)) = (
                    attribute(tag, "numFmtId").and_then(|id| id.parse().ok()),
                    attribute(tag, "formatCode"),
                ) {
                    own.insert(id, shown(&code.replace("&quot;", "\"")));
                }
            }
            Part::Open(tag) if tag.local_name().as_ref() == "cellXfs" => inside = true,
            Part::Close("cellXfs") => inside = false,
            Part::Open(tag) if inside && tag.local_name().as_ref() == "xf" => {
                let id = attribute(tag, "numFmtId")
                    .and_then(|id| id.parse().ok())
                    .unwrap_or(0);
                styles.push(own.get(&id).cloned().unwrap_or(match id {
                    9 | 10 => Shown::Percent,
                    14..=17 | 22 => Shown::Date,
                    5..=8 | 37..=40 | 44 => Shown::Currency("$".to_owned()),
                    _ => Shown::Plain,
                }));
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(styles)
}

fn shown(code: &str) -> Shown {
    if code.contains('%') {
        return Shown::Percent;
    }
    if let Some(sign) = ["€", "£", "¥", "CHF", "EUR", "USD", "GBP", "$"]
        .iter()
        .find(|sign| code.contains(**sign) && !(**sign == "$" && code.contains("[$-")))
    {
        return Shown::Currency((*sign).to_owned());
    }
    let bare = code
        .split('"')
        .step_by(2)
        .collect::<String>()
        .to_lowercase();
    if bare.contains("yy") || (bare.contains('d') && bare.contains('m')) {
        Shown::Date
    } else {
        Shown::Plain
    }
}

#[derive(Default)]
struct Cell {
    column: usize,
    kind: String,
    style: usize,
    text: String,
}

fn cells(xml: &[u8], texts: &[String], formats: &[Shown]) -> Result<Grid> {
    let mut grid = Grid::default();
    let (mut row, mut line, mut cell, mut inside): (Vec<String>, usize, Option<Cell>, bool) =
        (Vec::new(), 0, None, false);
    walk(xml, |part| {
        match part {
            Part::Open(tag) => match tag.local_name().as_ref() {
                "row" => {
                    line = attribute(tag, "r")
                        .and_then(|r| r.parse().ok())
                        .unwrap_or(line + 1)
                }
                "c" => {
                    let column = attribute(tag, "r").map_or(row.len(), |r| column(&r));
                    cell = Some(Cell {
                        column,
                        kind: attribute(tag, "t").unwrap_or_default(),
                        style: attribute(tag, "s")
                            .and_then(|s| s.parse().ok())
                            .unwrap_or(0),
                        text: String::new(),
                    });
                }
                "v" | "t" => inside = true,
                _ => {}
            },
            Part::Text(piece) if inside => {
                if let Some(cell) = &mut cell {
                    cell.text.push_str(piece);
                }
            }
            Part::Close("v" | "t") => inside = false,
            Part::Close("c") => {
                if let Some(cell) = cell.take().filter(|cell| !cell.text.is_empty()) {
                    if cell.column > limits::COLUMNS {
                        return Err(limits::refusal(
                            &format!("{} columns", cell.column + 1),
                            "At most 1,000 columns are read; nothing was written.",
                        )
                        .at(line, "1"));
                    }
                    row.resize(row.len().max(cell.column + 1), String::new());
                    if let Some(place) = row.get_mut(cell.column) {
                        *place = text(&cell, texts, formats);
                    }
                }
            }
            Part::Close("row") => grid.push(line, std::mem::take(&mut row))?,
            Part::Text(_) | Part::Close(_) => {}
        }
        Ok(())
    })?;
    Ok(grid)
}

/// `AB12` is column 27.
fn column(reference: &str) -> usize {
    let letters = reference.bytes().take_while(u8::is_ascii_uppercase).take(4);
    letters
        .fold(0, |number, letter| {
            number * 26 + usize::from(letter - b'A') + 1
        })
        .saturating_sub(1)
}

fn text(cell: &Cell, texts: &[String], formats: &[Shown]) -> String {
    match cell.kind.as_str() {
        "s" => {
            return cell
                .text
                .parse::<usize>()
                .ok()
                .and_then(|place| texts.get(place))
                .cloned()
                .unwrap_or_default();
        }
        "str" | "inlineStr" | "d" => return cell.text.clone(),
        "b" => return if cell.text == "1" { "yes" } else { "no" }.to_owned(),
        // The words of a formula that went wrong are told as a value that cannot be read.
        "e" => return cell.text.clone(),
        _ => {}
    }
    let Ok(number) = cell.text.parse::<f64>() else {
        return cell.text.clone();
    };
    // Fifteen digits are what a spreadsheet keeps; more is noise of binary fractions.
    let plain = |number: f64| {
        let rounded = format!("{number:.10}");
        rounded
            .trim_end_matches('0')
            .trim_end_matches('.')
            .to_owned()
    };
    match formats.get(cell.style) {
        Some(Shown::Percent) => format!("{}%", plain(number * 100.0)),
        Some(Shown::Currency(sign)) => format!("{sign}{}", plain(number)),
        Some(Shown::Date) => day(number).unwrap_or_else(|| plain(number)),
        _ => plain(number),
    }
}

/// Days since 30 Dec 1899, as spreadsheets count from 1 Mar 1900 on.
fn day(number: f64) -> Option<String> {
    let first = chrono::NaiveDate::from_ymd_opt(1899, 12, 30)?;
    if !(61.0..2_958_466.0).contains(&number) {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "inside the range above"
    )]
    let days = number.trunc() as u64;
    first
        .checked_add_days(chrono::Days::new(days))
        .map(|day| day.to_string())
}
