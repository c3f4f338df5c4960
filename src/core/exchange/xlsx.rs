//! The sheets of a workbook as grids. Dates, percents and currencies are told by the number format of
//! a cell; of a formula its last result is taken. Nothing is unpacked beyond the limit.

use std::collections::HashMap;
use std::io::{BufReader, Cursor, Read};

use chrono::NaiveDate;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::grid::{Grid, Taken};
use super::limits;
use crate::error::{Error, Result};

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// A sheet by its name, as the workbook lists it.
pub(super) struct Sheet {
    pub name: String,
    pub is_hidden: bool,
    pub grid: Grid,
}

/// # Errors
/// `E243` for a file that is no workbook, `E242` for one that unpacks to too much.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Sheet>> {
    limits::size(bytes)?;
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error.to_string()))?;
    let mut left = limits::UNPACKED;
    let texts = texts(&part(&mut archive, "xl/sharedStrings.xml", &mut left)?.unwrap_or_default())?;
    let formats = formats(&part(&mut archive, "xl/styles.xml", &mut left)?.unwrap_or_default())?;
    let (listed, first_day) =
        listed(&part(&mut archive, "xl/workbook.xml", &mut left)?.unwrap_or_default())?;
    let places =
        places(&part(&mut archive, "xl/_rels/workbook.xml.rels", &mut left)?.unwrap_or_default())?;
    let look = Look {
        texts,
        formats,
        first_day,
    };
    let mut sheets = Vec::new();
    let mut taken = Taken::default();
    for (name, is_hidden, place) in listed {
        // A sheet that is a chart has no cells.
        let Some(path) = places
            .get(&place)
            .filter(|path| path.contains("worksheets/"))
        else {
            continue;
        };
        let sheet = part(&mut archive, path, &mut left)?.unwrap_or_default();
        let grid = look.cells(&sheet, taken)?;
        taken = grid.taken();
        sheets.push(Sheet {
            name,
            is_hidden,
            grid,
        });
    }
    if sheets.is_empty() {
        return Err(broken("it has no sheet"));
    }
    Ok(sheets)
}

/// The name of a sheet, whether it is hidden, and what its part is called.
type Listed = (String, bool, String);

/// The sheets of a workbook, and the day that its days are counted from.
fn listed(xml: &[u8]) -> Result<(Vec<Listed>, NaiveDate)> {
    let (mut sheets, mut is_of_1904) = (Vec::new(), false);
    walk(xml, |part| {
        match part {
            Part::Open(tag) if tag.local_name().as_ref() == "workbookPr" => {
                is_of_1904 =
                    attribute(tag, "date1904").is_some_and(|said| said == "1" || said == "true");
            }
            Part::Open(tag) if tag.local_name().as_ref() == "sheet" => sheets.push((
                plain(&attribute(tag, "name").unwrap_or_default()),
                attribute(tag, "state").is_some_and(|state| state != "visible"),
                attribute(tag, "id").unwrap_or_default(),
            )),
            _ => {}
        }
        Ok(())
    })?;
    let first = match is_of_1904 {
        true => NaiveDate::from_ymd_opt(1904, 1, 1),
        false => NaiveDate::from_ymd_opt(1899, 12, 30),
    };
    Ok((sheets, first.unwrap_or_default()))
}

/// Where the parts of a workbook are.
fn places(xml: &[u8]) -> Result<HashMap<String, String>> {
    let mut places = HashMap::new();
    walk(xml, |part| {
        if let Part::Open(tag) = part
            && let (Some(id), Some(target)) = (attribute(tag, "Id"), attribute(tag, "Target"))
        {
            let path = match target.strip_prefix('/') {
                Some(path) => path.to_owned(),
                None => format!("xl/{target}"),
            };
            places.insert(id, path);
        }
        Ok(())
    })?;
    Ok(places)
}

/// The text of an attribute, with its signs.
fn plain(text: &str) -> String {
    let mut pieces = text.split('&');
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        match piece.split_once(';') {
            Some((name, rest)) => {
                out.push_str(&sign(name));
                out.push_str(rest);
            }
            None => out.push_str(piece),
        }
    }
    out
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
                    own.insert(id, shown(&plain(&code)));
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
    if let Some(sign) = currency(code) {
        return Shown::Currency(sign);
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

/// The sign or the code of a currency in a format: `[$€-407]`, `"SEK"`, `$`.
fn currency(code: &str) -> Option<String> {
    let bracketed = code
        .split("[$")
        .skip(1)
        .filter_map(|piece| piece.split([']', '-']).next());
    let quoted = code.split('"').skip(1).step_by(2);
    let named = |piece: &str| {
        let piece = piece.trim();
        let is_code = piece.len() == 3 && piece.bytes().all(|byte| byte.is_ascii_uppercase());
        (is_code || ["€", "£", "¥", "$"].contains(&piece)).then(|| piece.to_owned())
    };
    let bare = code.replace("[$", "");
    bracketed.chain(quoted).find_map(named).or_else(|| {
        ["€", "£", "¥", "CHF", "EUR", "USD", "GBP", "$"]
            .iter()
            .find(|sign| bare.contains(**sign))
            .map(|sign| (*sign).to_owned())
    })
}

#[derive(Default)]
struct Cell {
    column: usize,
    kind: String,
    style: usize,
    text: String,
    formula: String,
}

impl Cell {
    fn is_empty(&self) -> bool {
        self.text.is_empty() && self.formula.is_empty()
    }
}

#[derive(Clone, Copy)]
enum Inside {
    Nothing,
    Text,
    Formula,
}

/// What a cell needs to be told as it is seen.
struct Look {
    texts: Vec<String>,
    formats: Vec<Shown>,
    first_day: NaiveDate,
}

impl Look {
    fn cells(&self, xml: &[u8], before: Taken) -> Result<Grid> {
        let mut grid = Grid::after(before);
        let (mut row, mut line, mut cell, mut inside): (Vec<String>, usize, Option<Cell>, Inside) =
            (Vec::new(), 0, None, Inside::Nothing);
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
                            ..Cell::default()
                        });
                    }
                    "v" | "t" => inside = Inside::Text,
                    "f" => inside = Inside::Formula,
                    _ => {}
                },
                Part::Text(piece) => match (&mut cell, inside) {
                    (Some(cell), Inside::Text) => cell.text.push_str(piece),
                    (Some(cell), Inside::Formula) => cell.formula.push_str(piece),
                    _ => {}
                },
                Part::Close("v" | "t" | "f") => inside = Inside::Nothing,
                Part::Close("c") => {
                    if let Some(cell) = cell.take().filter(|cell| !cell.is_empty()) {
                        if cell.column > limits::COLUMNS {
                            return Err(limits::refusal(
                                &format!("{} columns", cell.column + 1),
                                "At most 1,000 columns are read; nothing was written.",
                            )
                            .at(line, "1"));
                        }
                        row.resize(row.len().max(cell.column + 1), String::new());
                        if let Some(place) = row.get_mut(cell.column) {
                            *place = self.text(&cell);
                        }
                    }
                }
                Part::Close("row") => grid.push(line, std::mem::take(&mut row))?,
                Part::Close(_) => {}
            }
            Ok(())
        })?;
        Ok(grid)
    }

    fn text(&self, cell: &Cell) -> String {
        // A formula that no program has computed yet.
        if cell.text.is_empty() {
            return format!("={}", cell.formula);
        }
        match cell.kind.as_str() {
            "s" => {
                return cell
                    .text
                    .parse::<usize>()
                    .ok()
                    .and_then(|place| self.texts.get(place))
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
        let bare = |number: f64| {
            let rounded = format!("{number:.10}");
            rounded
                .trim_end_matches('0')
                .trim_end_matches('.')
                .to_owned()
        };
        match self.formats.get(cell.style) {
            Some(Shown::Percent) => format!("{}%", bare(number * 100.0)),
            Some(Shown::Currency(sign)) => format!("{sign}{}", bare(number)),
            Some(Shown::Date) => self.day(number).unwrap_or_else(|| bare(number)),
            _ => bare(number),
        }
    }

    /// Days since 30 Dec 1899, as spreadsheets count from 1 Mar 1900 on, or since 1904.
    fn day(&self, number: f64) -> Option<String> {
        if !(61.0..2_958_466.0).contains(&number) {
            return None;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "inside the range above"
        )]
        let days = number.trunc() as u64;
        self.first_day
            .checked_add_days(chrono::Days::new(days))
            .map(|day| day.to_string())
    }
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
