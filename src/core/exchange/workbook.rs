//! Sheets of typed cells as an XLSX workbook: the few parts that every spreadsheet program reads. Text
//! is only ever text: no cell of ours is a formula, whatever it begins with.

use std::fmt::Write as _;
use std::io::{Cursor, Write};

use chrono::NaiveDate;
use zip::write::SimpleFileOptions;

use crate::domain::quantity::Quantity;
use crate::error::{Error, Result};

/// How a number is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    Plain,
    /// The number is in percent: 81 for 81%.
    Percent,
    /// By the code of its currency.
    Currency(String),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    Empty,
    Text(String),
    Number(Quantity, Shown),
    Day(NaiveDate),
}

impl Cell {
    /// An empty cell for an empty text.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text)
        }
    }
}

/// One sheet: a bold first row that stays in sight, and the rows below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    pub name: &'static str,
    /// Names and widths in letters.
    pub columns: Vec<(&'static str, u32)>,
    pub rows: Vec<Vec<Cell>>,
}

/// The bytes of a workbook.
///
/// # Errors
/// `E900` when the parts cannot be packed, which is a mistake of this program.
pub fn write(sheets: &[Sheet]) -> Result<Vec<u8>> {
    let mut styles = Styles::default();
    let parts: Vec<String> = sheets
        .iter()
        .map(|sheet| sheet_part(sheet, &mut styles))
        .collect();
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    // No clock: the same book gives the same bytes.
    let options = SimpleFileOptions::default();
    let mut put = |name: &str, text: &str| {
        zip.start_file(name, options)
            .map_err(std::io::Error::from)
            .and_then(|()| zip.write_all(HEAD.as_bytes()))
            .and_then(|()| zip.write_all(text.as_bytes()))
            .map_err(|error| packed(&error.to_string()))
    };
    put("[Content_Types].xml", &content_types(sheets.len()))?;
    put("_rels/.rels", RELATIONS)?;
    put("xl/workbook.xml", &workbook(sheets))?;
    put("xl/_rels/workbook.xml.rels", &relations(sheets.len()))?;
    put("xl/styles.xml", &styles.part())?;
    for (place, part) in parts.iter().enumerate() {
        put(&format!("xl/worksheets/sheet{}.xml", place + 1), part)?;
    }
    let bytes = zip.finish().map_err(|error| packed(&error.to_string()))?;
    Ok(bytes.into_inner())
}

fn packed(why: &str) -> Error {
    Error::new(
        "E900",
        crate::error::Kind::Failure,
        format!("the workbook cannot be packed: {why}"),
    )
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const RELATIONS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

fn content_types(sheets: usize) -> String {
    let mut text = String::from(
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>",
    );
    for sheet in 1..=sheets {
        // Writing to a string cannot fail.
        let _always = write!(
            text,
            "<Override PartName=\"/xl/worksheets/sheet{sheet}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
        );
    }
    text + "</Types>"
}

fn workbook(sheets: &[Sheet]) -> String {
    let mut text = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>"
    );
    for (place, sheet) in sheets.iter().enumerate() {
        let number = place + 1;
        let _always = write!(
            text,
            "<sheet name=\"{}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>",
            escaped(sheet.name)
        );
    }
    text + "</sheets></workbook>"
}

fn relations(sheets: usize) -> String {
    let mut text = String::from(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
    );
    for sheet in 1..=sheets {
        let _always = write!(
            text,
            "<Relationship Id=\"rId{sheet}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet{sheet}.xml\"/>"
        );
    }
    let _always = write!(
        text,
        "<Relationship Id=\"rId{}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/></Relationships>",
        sheets + 1
    );
    text
}

/// The styles that cells name by number: plain, bold, percent, day, then one for each currency.
#[derive(Default)]
struct Styles {
    currencies: Vec<String>,
}

impl Styles {
    const BOLD: usize = 1;
    const PERCENT: usize = 2;
    const DAY: usize = 3;

    fn of(&mut self, shown: &Shown) -> usize {
        match shown {
            Shown::Plain => 0,
            Shown::Percent => Self::PERCENT,
            Shown::Currency(code) => {
                let known = self.currencies.iter().position(|known| known == code);
                let place = known.unwrap_or_else(|| {
                    self.currencies.push(code.clone());
                    self.currencies.len() - 1
                });
                Self::DAY + 1 + place
            }
        }
    }

    fn part(&self) -> String {
        let mut formats = String::from(
            "<numFmt numFmtId=\"164\" formatCode=\"0.######%\"/><numFmt numFmtId=\"165\" formatCode=\"yyyy\\-mm\\-dd\"/>",
        );
        let mut cells = String::from(
            "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/><xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/><xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/><xf numFmtId=\"165\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>",
        );
        for (place, code) in self.currencies.iter().enumerate() {
            let id = 166 + place;
            // A quote would end the text of the format.
            let code = escaped(&code.replace(['"', '\\'], ""));
            let _always = write!(
                formats,
                "<numFmt numFmtId=\"{id}\" formatCode=\"#,##0.######\\ &quot;{code}&quot;\"/>"
            );
            let _always = write!(
                cells,
                "<xf numFmtId=\"{id}\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>"
            );
        }
        format!(
            "<styleSheet xmlns=\"{MAIN}\"><numFmts count=\"{}\">{formats}</numFmts><fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs><cellXfs count=\"{}\">{cells}</cellXfs></styleSheet>",
            2 + self.currencies.len(),
            4 + self.currencies.len()
        )
    }
}

fn sheet_part(sheet: &Sheet, styles: &mut Styles) -> String {
    let mut text = format!(
        "<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>"
    );
    for (place, (_, width)) in sheet.columns.iter().enumerate() {
        let column = place + 1;
        let _always = write!(
            text,
            "<col min=\"{column}\" max=\"{column}\" width=\"{width}\" customWidth=\"1\"/>"
        );
    }
    text.push_str("</cols><sheetData><row r=\"1\">");
    for (place, (name, _)) in sheet.columns.iter().enumerate() {
        written(
            &mut text,
            &format!("{}1", column(place)),
            Styles::BOLD,
            name,
        );
    }
    text.push_str("</row>");
    for (place, row) in sheet.rows.iter().enumerate() {
        let number = place + 2;
        let _always = write!(text, "<row r=\"{number}\">");
        for (place, cell) in row.iter().enumerate() {
            typed(
                &mut text,
                &format!("{}{number}", column(place)),
                cell,
                styles,
            );
        }
        text.push_str("</row>");
    }
    text + "</sheetData></worksheet>"
}

fn typed(text: &mut String, at: &str, cell: &Cell, styles: &mut Styles) {
    let (style, value) = match cell {
        Cell::Empty => return,
        Cell::Text(words) => return written(text, at, 0, words),
        Cell::Number(value, shown) => {
            let hundredth = match shown {
                Shown::Percent => value.over(Quantity::from(100)),
                _ => None,
            };
            (styles.of(shown), hundredth.unwrap_or(*value).to_string())
        }
        Cell::Day(day) => {
            let first = NaiveDate::from_ymd_opt(1899, 12, 30).unwrap_or_default();
            (Styles::DAY, (*day - first).num_days().to_string())
        }
    };
    let _always = write!(text, "<c r=\"{at}\" s=\"{style}\"><v>{value}</v></c>");
}

fn written(text: &mut String, at: &str, style: usize, words: &str) {
    // A cell holds at most 32,767 signs.
    let words: String = words.chars().take(32_000).collect();
    let _always = write!(
        text,
        "<c r=\"{at}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
        escaped(&words)
    );
}

/// `A` for 0, `AB` for 27.
fn column(mut place: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(
            b'A' + u8::try_from(place % 26).unwrap_or_default(),
        ));
        match (place / 26).checked_sub(1) {
            Some(rest) => place = rest,
            None => break,
        }
    }
    letters.into_iter().rev().collect()
}

/// Signs that XML cannot hold become a question mark in a box.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(sign),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(sign),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::{Form, Manner, Mapping, read};

    #[test]
    fn a_column_is_called_as_in_a_spreadsheet() {
        assert_eq!(column(0), "A");
        assert_eq!(column(25), "Z");
        assert_eq!(column(27), "AB");
    }

    #[test]
    fn what_is_written_is_read_with_its_types_and_no_text_is_a_formula() {
        let sheet = Sheet {
            name: "Plan & more",
            columns: vec![
                ("objective", 20),
                ("key result", 20),
                ("start", 8),
                ("target", 8),
                ("current", 8),
                ("date", 12),
            ],
            rows: vec![vec![
                Cell::text("=1+1 <b>&\u{1b}"),
                Cell::text("@SUM(A1)"),
                Cell::Number("81.5".parse().expect("a number"), Shown::Percent),
                Cell::Number(120_000.into(), Shown::Currency("USD".to_owned())),
                Cell::Number((-3).into(), Shown::Plain),
                Cell::Day(NaiveDate::from_ymd_opt(2026, 8, 28).expect("a day")),
            ]],
        };
        let bytes = write(&[sheet]).expect("a workbook");
        let manner = Manner {
            mapping: &Mapping::default(),
            sheet: None,
            outline: &|_| Ok(Vec::new()),
        };
        let found = read(&bytes, Form::Xlsx, &manner).expect("read");
        // The importer leaves alone what looks like a formula, and tells the cells as they were typed.
        let told = &found.left.first().expect("left").text;
        assert!(
            told.contains("=1+1 <b>&\u{fffd} | @SUM(A1) | 81.5% | USD120000 | -3 | 2026-08-28"),
            "{told}"
        );
    }
}
