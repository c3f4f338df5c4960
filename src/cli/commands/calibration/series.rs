//! Check-ins of many key results in one table, as other systems export them: by the names of the
//! columns, in any order, with columns that nobody asked for. Nothing of it reaches the book. A key
//! result's last day is that of its last check-in.

use std::collections::HashMap;
use std::path::Path;

use chrono::NaiveDate;
use csv::{ReaderBuilder, StringRecord, Trim};
use okr_core::domain::calibration::replay;
use okr_core::domain::check_in::CheckIn;
use okr_core::domain::cycle::{Cycle, CycleState};
use okr_core::domain::id::Uid;
use okr_core::domain::key_result::KeyResult;
use okr_core::domain::measure::{Direction, Kind, Measure};
use okr_core::domain::quantity::Quantity;
use okr_core::report::calibration::Replayed;
use okr_core::{Error, Result};
use serde_json::json;

/// The columns by name; the first three are needed, and a value or a zone.
const KR: &str = "kr_id";
const DATE: &str = "checkin_date";
const VALUE: &str = "value";
const ZONE: &str = "zone";
const START: &str = "baseline";
const TARGET: &str = "stretch";

/// One key result as the table tells it, before it is put in order.
#[derive(Default)]
struct Told {
    rows: Vec<(NaiveDate, Quantity)>,
    has_zones: bool,
    start: Option<Quantity>,
    target: Option<Quantity>,
}

/// # Errors
/// `E611` for a file that cannot be read, `E241` for a table that cannot be understood, with the line.
pub fn replayed(path: &Path) -> Result<Vec<Replayed>> {
    let bytes = std::fs::read(path).map_err(|error| {
        Error::storage(
            "E611",
            format!("{} cannot be read: {error}", path.display()),
        )
        .next("okr help calibration")
    })?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        refused(line, "", "the table is not UTF-8 text")
    })?;
    let told = told(text.strip_prefix('\u{feff}').unwrap_or(&text))?;
    told.into_iter().map(|one| Ok(of_key_result(one))).collect()
}

fn refused(line: usize, column: &str, message: impl Into<String>) -> Error {
    Error::refused("E241", message.into())
        .at(line, column)
        .next("okr help calibration")
}

/// The key results in the order in which the table first names them.
fn told(text: &str) -> Result<Vec<Told>> {
    let mut reader = ReaderBuilder::new()
        .delimiter(separator(text))
        .has_headers(false)
        .flexible(true)
        .trim(Trim::All)
        .from_reader(text.as_bytes());
    let mut header: Option<HashMap<String, usize>> = None;
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut found: Vec<Told> = Vec::new();
    let mut record = StringRecord::new();
    loop {
        let line = reader.position().line() as usize;
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                return Err(refused(
                    line,
                    "",
                    format!("the table cannot be read: {error}"),
                ));
            }
        }
        let line = record
            .position()
            .map_or(line, |place| place.line() as usize);
        if record.iter().all(str::is_empty) {
            continue;
        }
        let Some(columns) = &header else {
            header = Some(columns(&record, line)?);
            continue;
        };
        let cells = Cells {
            record: &record,
            columns,
            line,
        };
        let id = cells.needed(KR)?;
        let place = *places.entry(id.to_owned()).or_insert_with(|| {
            found.push(Told::default());
            found.len() - 1
        });
        cells.read(&mut found[place])?;
    }
    if header.is_none() {
        return Err(refused(1, "", "the table is empty"));
    }
    Ok(found)
}

/// Spreadsheets of many countries write semicolons.
fn separator(text: &str) -> u8 {
    let header = text.lines().find(|line| !line.trim().is_empty());
    let mut bytes = header.unwrap_or_default().bytes();
    bytes
        .find(|byte| matches!(byte, b',' | b';' | b'\t'))
        .unwrap_or(b',')
}

fn columns(record: &StringRecord, line: usize) -> Result<HashMap<String, usize>> {
    let named = record.iter().enumerate();
    let columns: HashMap<String, usize> = named
        .map(|(place, name)| (name.to_lowercase(), place))
        .collect();
    let missing = [KR, DATE]
        .into_iter()
        .find(|name| !columns.contains_key(*name));
    let missing = missing.or_else(|| {
        let has_one = columns.contains_key(VALUE) || columns.contains_key(ZONE);
        (!has_one).then_some(VALUE)
    });
    match missing {
        Some(name) => Err(refused(line, name, format!("there is no column {name}")).why(format!(
            "The first line names the columns: {KR}, {DATE} and {VALUE} or {ZONE} at least; {START} and {TARGET} are read, others are not."
        ))),
        None => Ok(columns),
    }
}

struct Cells<'a> {
    record: &'a StringRecord,
    columns: &'a HashMap<String, usize>,
    line: usize,
}

impl Cells<'_> {
    fn of(&self, name: &str) -> Option<&str> {
        let place = self.columns.get(name)?;
        self.record.get(*place).filter(|cell| !cell.is_empty())
    }

    fn needed(&self, name: &'static str) -> Result<&str> {
        self.of(name)
            .ok_or_else(|| refused(self.line, name, format!("{name} is empty")))
    }

    fn number(&self, name: &'static str) -> Result<Option<Quantity>> {
        let Some(cell) = self.of(name) else {
            return Ok(None);
        };
        let number = cell.parse::<f64>().ok().filter(|number| number.is_finite());
        let quantity = number.and_then(Quantity::from_f64);
        quantity.map(Some).ok_or_else(|| {
            refused(self.line, name, format!("\"{cell}\" is not a number"))
                .why("Numbers are plain digits with a dot, below 10^15.")
        })
    }

    fn read(&self, told: &mut Told) -> Result<()> {
        let cell = self.needed(DATE)?;
        // An instant is as good as its day.
        let day = cell
            .get(..10)
            .filter(|_| cell[10..].starts_with(['T', ' ']) || cell.len() == 10);
        let date = day
            .and_then(|day| day.parse::<NaiveDate>().ok())
            .ok_or_else(|| {
                refused(self.line, DATE, format!("\"{cell}\" is not a day"))
                    .why("Days are written 2026-08-31.")
            })?;
        told.start = self.number(START)?.or(told.start);
        told.target = self.number(TARGET)?.or(told.target);
        let value = match (self.number(VALUE)?, self.of(ZONE)) {
            (Some(value), _) => value,
            (None, Some(zone)) => {
                told.has_zones = true;
                place_of(zone).ok_or_else(|| {
                    refused(self.line, ZONE, format!("\"{zone}\" is no zone"))
                        .why("There are fail, commit, target and stretch.")
                })?
            }
            // Looked at without a number: nothing to forecast from.
            (None, None) => return Ok(()),
        };
        told.rows.push((date, value));
        Ok(())
    }
}

fn place_of(zone: &str) -> Option<Quantity> {
    let tenths = match zone.to_lowercase().as_str() {
        "fail" => 0,
        "commit" => 3,
        "target" => 7,
        "stretch" => 10,
        _ => return None,
    };
    Quantity::from(tenths).over(Quantity::from(10))
}

fn of_key_result(mut told: Told) -> Replayed {
    told.rows.sort_by_key(|(date, _)| *date);
    let kind = if told.has_zones {
        Kind::Zones
    } else {
        Kind::Number
    };
    let (Some(first), Some(last)) = (told.rows.first(), told.rows.last()) else {
        return Replayed {
            kind,
            cases: Vec::new(),
        };
    };
    let nobody = Uid::from_bytes([0; 16]);
    let falls = told
        .target
        .is_some_and(|target| target < told.start.unwrap_or(first.1));
    let cycle = Cycle {
        uid: nobody,
        name: String::new(),
        start: first.0,
        end: last.0,
        state: CycleState::Active,
        opened: None,
        ancestor: None,
    };
    let measure = Measure {
        kind,
        direction: if falls {
            Direction::Down
        } else {
            Direction::Up
        },
        start: told.start.or(Some(first.1)),
        target: told.target,
        ..Measure::default()
    };
    let head = serde_json::from_value(json!({"id": "K1", "title": ""}));
    let check_in = |(at, (date, value)): (usize, &(NaiveDate, Quantity))| {
        let bare = json!({"id": "C1", "kr": nobody, "date": date});
        let bare: CheckIn = serde_json::from_value(bare).ok()?;
        Some(CheckIn {
            value: Some(*value),
            recorded: at as i64,
            ..bare
        })
    };
    let series: Vec<CheckIn> = told.rows.iter().enumerate().filter_map(check_in).collect();
    let cases = head.map_or_else(
        |_| Vec::new(),
        |head| {
            let kr = KeyResult {
                head,
                measure,
                source: None,
                targets: Vec::new(),
            };
            replay(&kr, &series, &cycle)
        },
    );
    Replayed { kind, cases }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "kr_id,baseline,stretch,checkin_date,value,zone
1,0,10,2026-07-01,0,
1,0,10,2026-07-08,1,
1,0,10,2026-07-15,2,
1,0,10,2026-07-29,4,
2,,,2026-07-01,,FAIL
2,,,2026-07-08,,FAIL
2,,,2026-07-15,,COMMIT
2,,,2026-07-29,,TARGET
";

    fn cases(text: &str) -> Vec<usize> {
        let told = told(text.strip_prefix('\u{feff}').unwrap_or(text)).expect("a table");
        let replayed = told.into_iter().map(of_key_result);
        replayed.map(|one| one.cases.len()).collect()
    }

    fn refusal(text: &str) -> (usize, String) {
        let error = told(text).err().expect("a refusal");
        assert_eq!(error.code, "E241");
        (error.at.expect("a place").line, error.message)
    }

    #[test]
    fn columns_are_known_by_name_and_strangers_are_left_alone() {
        assert_eq!(cases(TABLE), [1, 1]);
        let turned: String = TABLE
            .lines()
            .map(|line| {
                let cells: Vec<&str> = line.split(',').rev().collect();
                format!("{},x,\"a, b\"\n", cells.join(","))
            })
            .collect();
        assert_eq!(
            cases(&turned.replacen("x,\"a, b\"", "state,source", 1)),
            [1, 1]
        );
        let foreign = format!("\u{feff}{}", TABLE.replace('\n', "\r\n"));
        assert_eq!(cases(&foreign), [1, 1]);
        assert_eq!(cases(&TABLE.replace(',', ";")), [1, 1]);
        assert_eq!(cases(&TABLE.replace("kr_id", "KR_ID")), [1, 1]);
        assert_eq!(
            cases(&TABLE.replace("2026-07-01", "2026-07-01T09:30:00Z")),
            [1, 1]
        );
    }

    #[test]
    fn a_wrong_cell_is_refused_with_its_line() {
        let spoilt = |from: &str, to: &str| refusal(&TABLE.replacen(from, to, 1));
        assert_eq!(
            spoilt("2026-07-08,1,", "2026-07-08,one,"),
            (3, "\"one\" is not a number".to_owned())
        );
        assert_eq!(spoilt("2026-07-15,2,", "15.7.2026,2,").0, 4);
        assert_eq!(spoilt("COMMIT", "MOST").0, 8);
        assert_eq!(spoilt("1,0,10,2026-07-29", ",0,10,2026-07-29").0, 5);
        assert_eq!(
            spoilt("checkin_date", "day"),
            (1, "there is no column checkin_date".to_owned())
        );
        assert_eq!(spoilt(",value,zone", ",worth,area").0, 1);
        assert_eq!(refusal("").1, "the table is empty");
        for number in ["NaN", "inf", "1e300"] {
            assert_eq!(
                spoilt("2026-07-08,1,", &format!("2026-07-08,{number},")).0,
                3
            );
        }
        assert_eq!(
            refusal(&format!("\n\n{}", TABLE.replace("COMMIT", "MOST"))).0,
            10
        );
    }

    #[test]
    fn rows_may_stand_in_any_order_and_some_without_a_value() {
        let mut lines: Vec<&str> = TABLE.lines().collect();
        lines[1..].reverse();
        lines.push("1,0,10,2026-07-20,,");
        assert_eq!(cases(&lines.join("\n")), [1, 1]);
    }
}
