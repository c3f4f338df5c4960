//! Which sheets of a workbook are read. One that this program wrote is read whole; of any other one the
//! sheet that is asked for, else the first that names a column, and the others are told by name.

use std::collections::HashMap;

use super::columns::Mapping;
use super::grid::{Grid, Row};
use super::rows::{self, Header};
use super::xlsx::Sheet;
use super::{Found, FoundSaying, Left};
use crate::error::{Error, Result};

/// # Errors
/// `E105` for a sheet that is not there, and those of the rows.
pub(super) fn read(sheets: Vec<Sheet>, wanted: Option<&str>, mapping: &Mapping) -> Result<Found> {
    if let Some(wanted) = wanted {
        return rows::read(&named(&sheets, wanted)?.grid, mapping);
    }
    if let Some(ours) = Ours::of(&sheets) {
        return ours.read(mapping);
    }
    let filled: Vec<&Sheet> = sheets
        .iter()
        .filter(|sheet| !sheet.grid.rows.is_empty())
        .collect();
    let first = filled
        .iter()
        .find(|sheet| !sheet.is_hidden && Header::find(&sheet.grid.rows, mapping).is_some())
        .or(filled.first());
    let Some(first) = first else {
        return Ok(Found::default());
    };
    let mut found = rows::read(&first.grid, mapping)?;
    for other in filled.iter().filter(|other| other.name != first.name) {
        let rows = other.grid.rows.len();
        let text = format!(
            "{} ({rows} row{})",
            other.name,
            if rows == 1 { "" } else { "s" }
        );
        let reason = match other.is_hidden {
            true => "a hidden sheet that is not read; --sheet NAME reads it",
            false => "the sheet is not read; --sheet NAME reads it",
        };
        found.left.push(Left::new(0, &text, reason));
    }
    Ok(found)
}

fn named<'a>(sheets: &'a [Sheet], wanted: &str) -> Result<&'a Sheet> {
    let is_it = |sheet: &&Sheet| sheet.name.trim().to_lowercase() == wanted.trim().to_lowercase();
    sheets.iter().find(is_it).ok_or_else(|| {
        let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        Error::usage("E105", format!("the workbook has no sheet \"{wanted}\""))
            .why(format!("Its sheets: {}.", names.join(", ")))
    })
}

/// The sheets of a workbook that this program wrote, by their names.
struct Ours<'a>(HashMap<&'a str, &'a Grid>);

const VISIONS: &str = "Visions";
const OBJECTIVES: &str = "Objectives";
const KEY_RESULTS: &str = "Key results";
const CHECK_INS: &str = "Check-ins";
/// The column of a check-in that names its key result.
const OF: &str = "key result id";
/// Columns of check-ins that are others in the sheet of them all.
const NOT_OF_ALL: [&str; 2] = [OF, "value"];

impl<'a> Ours<'a> {
    fn of(sheets: &'a [Sheet]) -> Option<Self> {
        let named = sheets
            .iter()
            .map(|sheet| (sheet.name.as_str(), &sheet.grid));
        let ours = Self(named.collect());
        let is_ours = |name| {
            ours.0.get(name).is_some_and(|grid: &&Grid| {
                let first = grid.rows.first();
                first.is_some_and(|row| row.cells.iter().any(|cell| cell == "uid"))
            })
        };
        (is_ours(OBJECTIVES) && is_ours(KEY_RESULTS)).then_some(ours)
    }

    fn records(&self, name: &str) -> Vec<Record<'a>> {
        let rows = self.0.get(name).map(|grid| grid.rows.as_slice());
        match rows.unwrap_or_default() {
            [] => Vec::new(),
            [names, rows @ ..] => rows
                .iter()
                .map(|row| Record {
                    names: &names.cells,
                    row,
                })
                .collect(),
        }
    }

    /// One sheet of them all, as in CSV: each key result with its check-ins behind it.
    fn read(&self, mapping: &Mapping) -> Result<Found> {
        let mut names: Vec<&str> = vec!["type", "current"];
        for name in [VISIONS, OBJECTIVES, KEY_RESULTS, CHECK_INS] {
            let own = self.0.get(name).and_then(|grid| grid.rows.first());
            let own = own.into_iter().flat_map(|row| &row.cells);
            for column in own
                .map(String::as_str)
                .filter(|name| !NOT_OF_ALL.contains(name))
            {
                if !names.contains(&column) {
                    names.push(column);
                }
            }
        }
        let mut check_ins: HashMap<&str, Vec<Record<'a>>> = HashMap::new();
        for record in self.records(CHECK_INS) {
            check_ins.entry(record.of(OF)).or_default().push(record);
        }
        let mut all = Grid::default();
        all.push(1, names.iter().map(|name| (*name).to_owned()).collect())?;
        let mut put = |kind: &str, record: &Record<'_>, but: &[&str]| {
            let cells = names.iter().map(|name| match *name {
                "type" => kind.to_owned(),
                name if but.contains(&name) => String::new(),
                "current" if kind == "checkin" => record.of("value").to_owned(),
                name => record.of(name).to_owned(),
            });
            all.push(record.row.line, cells.collect())
        };
        for (kind, sheet) in [("vision", VISIONS), ("objective", OBJECTIVES)] {
            for record in self.records(sheet) {
                put(kind, &record, &[])?;
            }
        }
        for record in self.records(KEY_RESULTS) {
            let own = check_ins.remove(record.of("id")).unwrap_or_default();
            // What stands now is what was checked in last.
            let said: &[&str] = if own.is_empty() {
                &[]
            } else {
                &["current", "date", "confidence"]
            };
            put("kr", &record, said)?;
            for check_in in &own {
                put("checkin", check_in, &[])?;
            }
        }
        let mut found = rows::read(&all, mapping)?;
        for lost in check_ins.into_values().flatten() {
            let reason = "a check-in of a key result that is not in the workbook";
            found
                .left
                .push(Left::new(lost.row.line, &lost.row.text(), reason));
        }
        for (sheet, is_ask) in [("Wins", false), ("Asks", true)] {
            let sayings = self.records(sheet);
            found
                .sayings
                .extend(sayings.iter().map(|record| record.saying(is_ask)));
        }
        Ok(found)
    }
}

struct Record<'a> {
    names: &'a [String],
    row: &'a Row,
}

impl<'a> Record<'a> {
    fn of(&self, name: &str) -> &'a str {
        let place = self.names.iter().position(|own| own == name);
        let cell = place.and_then(|place| self.row.cells.get(place));
        cell.map_or("", String::as_str)
    }

    fn saying(&self, is_ask: bool) -> FoundSaying {
        let said = |name| Some(self.of(name).to_owned()).filter(|text| !text.is_empty());
        let list = |name| -> Vec<String> {
            let words = self.of(name).split(',').map(str::trim);
            words
                .filter(|word| !word.is_empty())
                .map(str::to_owned)
                .collect()
        };
        FoundSaying {
            line: self.row.line,
            is_ask,
            text: self.of(if is_ask { "ask" } else { "win" }).to_owned(),
            uid: said("uid"),
            date: said("date"),
            by: said("by"),
            about: list("for"),
            thanks: list("thanks"),
            closed: said("closed"),
            answer: said("answer"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::workbook::{Cell, Sheet, write};
    use super::super::{Form, Manner, read};
    use super::*;

    fn sheet(name: &'static str, columns: &[&'static str], rows: &[&[&str]]) -> Sheet {
        let row = |cells: &&[&str]| cells.iter().map(|cell| Cell::text(*cell)).collect();
        Sheet {
            name,
            columns: columns.iter().map(|name| (*name, 9)).collect(),
            rows: rows.iter().map(row).collect(),
        }
    }

    fn found(sheets: &[Sheet], wanted: Option<&str>) -> Result<Found> {
        let manner = Manner {
            mapping: &Mapping::default(),
            sheet: wanted,
            outline: &|_| Ok(Vec::new()),
        };
        read(&write(sheets).expect("packed"), Form::Xlsx, &manner)
    }

    fn of_two_quarters() -> Vec<Sheet> {
        let columns = ["Objective", "Key result"];
        vec![
            sheet("Read me", &["How we work"], &[&["Every Monday"]]),
            sheet("Q1 & Q2", &columns, &[&["Ship", "Reach 5%"]]),
            sheet(
                "Q3",
                &columns,
                &[&["Grow", "Sell 5 seats"], &["", "Hire 2 people"]],
            ),
            sheet("Empty", &[], &[]),
        ]
    }

    #[test]
    fn the_first_sheet_with_a_plan_is_read_and_the_others_are_named() {
        let found = found(&of_two_quarters(), None).expect("read");
        assert_eq!(found.objectives.len(), 1);
        assert_eq!(found.objectives[0].title, "Ship");
        let told: Vec<&str> = found.left.iter().map(|left| left.text.as_str()).collect();
        assert_eq!(told, ["Read me (2 rows)", "Q3 (3 rows)"]);
    }

    #[test]
    fn a_sheet_is_asked_for_by_its_name_in_any_case() {
        let found = found(&of_two_quarters(), Some("q3")).expect("read");
        assert_eq!(found.objectives[0].title, "Grow");
        assert_eq!(found.objectives[0].key_results.len(), 2);
        assert!(found.left.is_empty());
    }

    #[test]
    fn a_sheet_that_is_not_there_is_answered_with_those_that_are() {
        let error = found(&of_two_quarters(), Some("Q4")).expect_err("refused");
        assert!(error.why[0].contains("Read me, Q1 & Q2, Q3"), "{error:?}");
    }

    #[test]
    fn a_check_in_of_no_key_result_of_the_workbook_is_told() {
        let sheets = [
            sheet(
                "Objectives",
                &["id", "title", "uid"],
                &[&["O1", "Ship", ""]],
            ),
            sheet(
                "Key results",
                &["id", "objective id", "title", "uid"],
                &[&["K1", "O1", "Reach 5%", ""]],
            ),
            sheet(
                "Check-ins",
                &["key result id", "date", "value", "uid"],
                &[
                    &["K1", "2026-08-01", "3%", ""],
                    &["K9", "2026-08-01", "4%", ""],
                ],
            ),
        ];
        let found = found(&sheets, None).expect("read");
        assert_eq!(found.objectives[0].key_results[0].check_ins[0].value, "3%");
        assert_eq!(found.left.len(), 1);
        assert!(found.left[0].text.contains("K9"), "{:?}", found.left);
    }
}
