//! A grid to objectives, key results and check-ins. Finds the header wherever it stands, carries merged
//! cells downwards, and takes further rows of a key result as further check-ins.

use std::borrow::Cow;
use std::collections::HashMap;

use super::columns::{Field, Mapping};
use super::decimal::{Proof, with_point};
use super::grid::{Grid, Row};
use super::{Found, FoundCheckIn, FoundKeyResult, FoundObjective, FoundVision, Left};
use crate::capture::date;
use crate::error::{Error, Result};

/// # Errors
/// `E243` when no row names the columns, `E106` for a mapped column that is not there.
pub(super) fn read(grid: &Grid, mapping: &Mapping) -> Result<Found> {
    let mut found = Found::default();
    let Some(header) = Header::find(&grid.rows, mapping) else {
        let first = grid.rows.first().map(Row::text).unwrap_or_default();
        let told: Vec<(String, Option<Field>)> = first
            .split(" | ")
            .map(|name| (name.to_owned(), None))
            .collect();
        if let Some(column) = mapping.missing(&told) {
            return Err(
                Error::usage("E106", format!("the file has no column \"{column}\""))
                    .why(format!("The first row says: {first}")),
            );
        }
        let example = match told.as_slice() {
            [(one, _), (other, _), ..] => format!("{one}=objective,{other}=key_result"),
            _ => "Goal=objective,Measure=key_result".to_owned(),
        };
        return Err(Error::refused(
            "E243",
            "no row names a column for objectives or key results",
        )
        .why(format!(
            "The first row says: {}",
            first.chars().take(120).collect::<String>()
        ))
        .why("Say which column is which.")
        .next(format!("okr import FILE --map \"{example}\" --dry-run")));
    };
    if let Some(column) = mapping.missing(&header.told()) {
        return Err(Error::usage(
            "E106",
            format!("the file has no column \"{column}\""),
        ));
    }
    header.tell(&grid.rows, &mut found);
    take(&grid.rows, &header, None, &mut found);
    Ok(found)
}

/// A grid whose values have a point before their fraction, where it proves that it writes a comma there.
pub(super) fn with_points(mut grid: Grid, mapping: &Mapping) -> Grid {
    if let Some(header) = Header::find(&grid.rows, mapping) {
        header.settle_commas(&mut grid);
    }
    grid
}

/// Where the columns are named, and what each is.
#[derive(Debug)]
pub(super) struct Header {
    first: usize,
    last: usize,
    names: Vec<String>,
    fields: Vec<Option<Field>>,
    /// Columns headed by a day: a value of that day each.
    days: Vec<(usize, String)>,
}

impl Header {
    pub(super) fn find(rows: &[Row], mapping: &Mapping) -> Option<Self> {
        let place = rows.iter().take(50).position(|row| {
            let fields: Vec<Field> = row
                .cells
                .iter()
                .filter_map(|cell| mapping.field(cell))
                .collect();
            fields
                .iter()
                .any(|field| matches!(field, Field::Objective | Field::KeyResult | Field::Title))
                && (fields.len() > 1 || row.cells.len() == 1)
        })?;
        let row = rows.get(place)?;
        let mut header = Self {
            first: place,
            last: place,
            names: row.cells.clone(),
            fields: row.cells.iter().map(|cell| mapping.field(cell)).collect(),
            days: Vec::new(),
        };
        if header.has(Field::Uid) {
            for (name, field) in header.names.iter().zip(&mut header.fields) {
                *field = Field::of_own_header(name).or(*field);
            }
        }
        if let Some(below) = rows.get(place + 1) {
            header.second(below, mapping);
        }
        for (column, name) in header.names.iter().enumerate() {
            // A value of a day also where --map says that it is one.
            if let (Some(field @ (None | Some(Field::Current))), Some(day)) =
                (header.fields.get_mut(column), day_of(name))
            {
                *field = None;
                header.days.push((column, day));
            }
        }
        header.once();
        Some(header)
    }

    /// A second row of names under a merged one.
    fn second(&mut self, below: &Row, mapping: &Mapping) {
        let titled = |field: &Option<Field>| {
            matches!(
                field,
                Some(Field::Objective | Field::KeyResult | Field::Title)
            )
        };
        let empty = self
            .fields
            .iter()
            .enumerate()
            .filter(|(_, field)| titled(field))
            .all(|(column, _)| {
                below
                    .cells
                    .get(column)
                    .is_none_or(|cell| cell.trim().is_empty())
            });
        let named = below
            .cells
            .iter()
            .filter(|cell| mapping.field(cell).is_some() || day_of(cell).is_some())
            .count();
        // `Goal,,Measure,,` over `Objective,Key result,Start,Target,`: the row below says more exactly.
        let said = || below.cells.iter().filter(|cell| !cell.trim().is_empty());
        let replaces = said().count() == named
            && below.cells.iter().any(|cell| titled(&mapping.field(cell)))
            && self.names.iter().any(|name| name.trim().is_empty());
        if !(empty || replaces) || named < 2 {
            return;
        }
        self.last += 1;
        for (column, cell) in below.cells.iter().enumerate() {
            if cell.trim().is_empty() {
                continue;
            }
            if self.names.len() <= column {
                self.names.resize(column + 1, String::new());
                self.fields.resize(column + 1, None);
            }
            if let (Some(name), Some(field)) =
                (self.names.get_mut(column), self.fields.get_mut(column))
            {
                name.clone_from(cell);
                *field = mapping.field(cell);
            }
        }
    }

    /// Of two columns with one meaning the first counts. A goal beside an objective is a number.
    fn once(&mut self) {
        let has_target = self.has(Field::Target);
        let mut seen = Vec::new();
        for (field, name) in self.fields.iter_mut().zip(&self.names) {
            match field {
                Some(Field::Objective)
                    if !has_target
                        && seen.contains(&Field::Objective)
                        && ["ziel", "goal"].contains(&name.trim().to_lowercase().as_str()) =>
                {
                    *field = Some(Field::Target);
                }
                Some(known) if seen.contains(known) => *field = None,
                Some(known) => seen.push(*known),
                None => {}
            }
        }
    }

    pub(super) fn has(&self, field: Field) -> bool {
        self.fields.contains(&Some(field))
    }

    pub(super) fn told(&self) -> Vec<(String, Option<Field>)> {
        self.names
            .iter()
            .zip(&self.fields)
            .enumerate()
            .filter(|(_, (name, _))| !name.trim().is_empty())
            .map(|(column, (name, field))| {
                (
                    name.clone(),
                    field.or(self
                        .days
                        .iter()
                        .any(|(day, _)| *day == column)
                        .then_some(Field::Current)),
                )
            })
            .collect()
    }

    /// Where the file proves that a comma stands before a fraction, its values are written with a point.
    fn settle_commas(&self, grid: &mut Grid) {
        if self.has(Field::Uid) {
            return;
        }
        let is_value = |column: usize| {
            let field = self.fields.get(column).copied().flatten();
            matches!(field, Some(Field::Start | Field::Target | Field::Current))
                || self.days.iter().any(|(day, _)| *day == column)
        };
        let mut proof = Proof::default();
        proof.comma = grid.has_semicolons;
        let rows = grid.rows.get_mut(self.last + 1..).unwrap_or_default();
        let mut values: Vec<&mut String> = rows
            .iter_mut()
            .flat_map(|row| row.cells.iter_mut().enumerate())
            .filter(|(column, _)| is_value(*column))
            .map(|(_, cell)| cell)
            .collect();
        for cell in &values {
            proof.hear(cell);
        }
        if proof.is_comma() {
            for cell in &mut values {
                **cell = with_point(cell);
            }
        }
    }

    /// Rows above it, its own, and the columns that are not read.
    pub(super) fn tell(&self, rows: &[Row], found: &mut Found) {
        for row in rows.get(..self.first).unwrap_or_default() {
            found.left.push(Left::new(
                row.line,
                &row.text(),
                "stands above the names of the columns",
            ));
        }
        for row in rows.get(self.first..=self.last).unwrap_or_default() {
            found.parts.push(row.line);
        }
        let line = rows.get(self.first).map_or(1, |row| row.line);
        found.columns = self.told();
        for (name, field) in &found.columns {
            if field.is_none() {
                found.left.push(Left::new(
                    line,
                    name,
                    "the column is not read; --map NAME=FIELD reads it",
                ));
            }
        }
    }

    /// What a cell says; a number or a day that was never computed says nothing.
    fn cell<'row>(&self, row: &'row Row, field: Field) -> Option<&'row str> {
        self.typed(row, field)
            .filter(|cell| !(FIGURES.contains(&field) && is_formula(cell)))
    }

    fn typed<'row>(&self, row: &'row Row, field: Field) -> Option<&'row str> {
        let column = self.fields.iter().position(|known| *known == Some(field))?;
        row.cells
            .get(column)
            .map(|cell| cell.as_str())
            .filter(|cell| !cell.trim().is_empty())
    }
}

/// Fields that a spreadsheet may compute.
const FIGURES: [Field; 8] = [
    Field::Start,
    Field::Target,
    Field::Current,
    Field::Date,
    Field::Confidence,
    Field::Weight,
    Field::Due,
    Field::Score,
];

/// A formula without a result: no program has computed it.
fn is_formula(cell: &str) -> bool {
    cell.len() > 1 && cell.starts_with('=')
}

/// The day or week a column is headed by, as `okr help dates` has it: `KW 33` is `w33`.
pub(super) fn day_of(name: &str) -> Option<String> {
    let low = name.trim().to_lowercase();
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let week = ["kw", "calendar week", "week", "woche"]
        .iter()
        .find_map(|word| low.strip_prefix(word))
        .map(str::trim_start);
    if let Some(week) = week.filter(|week| is_number(week) && week.len() <= 2) {
        return Some(format!("w{week}"));
    }
    let is_week = low.split_once('w').is_some_and(|(year, week)| {
        let year = year.trim_end_matches('-');
        (year.is_empty() || year.len() == 4 && is_number(year))
            && is_number(week)
            && week.len() <= 2
    });
    let numbers: Vec<&str> = low
        .split(['-', '.', '/'])
        .filter(|part| !part.is_empty())
        .collect();
    let is_date = numbers
        .iter()
        .all(|part| part.len() <= 4 && is_number(part))
        && match numbers.len() {
            3 => low.len() >= 6,
            2 => low.contains('/') || low.ends_with('.'),
            _ => false,
        };
    let words: Vec<&str> = low
        .split([' ', '-', '.', ','])
        .filter(|word| !word.is_empty())
        .collect();
    let is_in_words = matches!(words.len(), 2 | 3)
        && words.iter().filter(|word| date::is_month(word)).count() == 1
        && words
            .iter()
            .all(|word| date::is_month(word) || (word.len() <= 4 && is_number(word)))
        && words.iter().any(|word| word.len() <= 2);
    (is_week || is_date || is_in_words).then(|| name.trim().to_owned())
}

/// Takes the rows below the header. `base` is the objective that rows without one belong to.
pub(super) fn take(rows: &[Row], header: &Header, base: Option<usize>, found: &mut Found) {
    let mut taker = Taker {
        header,
        base,
        objective: base,
        key_result: None,
        objectives: HashMap::new(),
        key_results: HashMap::new(),
        ids: HashMap::new(),
        found,
    };
    for row in rows.get(header.last + 1..).unwrap_or_default() {
        if !row.is_blank() {
            taker.row(row);
        }
    }
}

struct Taker<'a> {
    header: &'a Header,
    base: Option<usize>,
    objective: Option<usize>,
    /// Within the objective.
    key_result: Option<usize>,
    objectives: HashMap<(String, String, String), usize>,
    key_results: HashMap<(usize, String), usize>,
    ids: HashMap<String, usize>,
    found: &'a mut Found,
}

impl Taker<'_> {
    fn row(&mut self, row: &Row) {
        if is_rule(row) {
            self.found.parts.push(row.line);
            return;
        }
        if is_sum(row) {
            self.found
                .left
                .push(Left::new(row.line, &row.text(), "a row of sums"));
            return;
        }
        self.unnamed(row);
        let (mut objective, mut key_result) = (
            self.header.cell(row, Field::Objective),
            self.header.cell(row, Field::KeyResult),
        );
        if let Some(title) = self.header.cell(row, Field::Title) {
            let kind = self
                .header
                .cell(row, Field::Type)
                .unwrap_or_default()
                .trim()
                .to_lowercase();
            let id = self
                .header
                .cell(row, Field::Id)
                .unwrap_or_default()
                .trim()
                .to_lowercase();
            if kind == "vision" && self.header.has(Field::Uid) {
                self.vision(row, title);
                return;
            }
            let is_objective = kind.starts_with('o')
                || kind.starts_with("ziel")
                || (kind.is_empty() && id.starts_with('o'));
            let is_key_result = kind.starts_with('k')
                || kind.starts_with("erg")
                || kind.starts_with("schl")
                || (kind.is_empty() && id.starts_with('k'));
            match (is_objective, is_key_result) {
                (true, _) => objective = Some(title),
                (_, true) => {
                    key_result = Some(title);
                    // In our own sheets the column names the objective's id.
                    if let Some(parent) = self
                        .header
                        .cell(row, Field::Parent)
                        .or(objective)
                        .and_then(|id| self.ids.get(&id.trim().to_lowercase()))
                    {
                        (self.objective, objective) = (Some(*parent), None);
                    }
                }
                _ if self.header.has(Field::Objective) && key_result.is_none() => {
                    key_result = Some(title)
                }
                _ if objective.is_none() && key_result.is_none() => {
                    self.found.left.push(Left::new(
                        row.line,
                        &row.text(),
                        "neither an objective nor a key result: nothing says which",
                    ));
                    return;
                }
                _ => {}
            }
        }
        for field in FIGURES {
            if let Some(cell) = self
                .header
                .typed(row, field)
                .filter(|cell| is_formula(cell))
            {
                self.found.left.push(Left::new(
                    row.line,
                    cell,
                    &format!(
                        "a formula without a result as {}; save the file in its own program first",
                        field.name()
                    ),
                ));
            }
        }
        if [objective, key_result]
            .into_iter()
            .flatten()
            .any(|title| title.starts_with('='))
        {
            self.found.left.push(Left::new(
                row.line,
                &row.text(),
                "a formula stands where a sentence is expected",
            ));
            return;
        }
        let (objective, key_result) = (
            objective.map(|title| self.on_one_line(title)),
            key_result.map(|title| self.on_one_line(title)),
        );
        if let Some(title) = &objective {
            self.objective(row, title.trim(), key_result.is_none());
        }
        let Some(place) = self.objective else {
            self.found.left.push(Left::new(
                row.line,
                &row.text(),
                "no objective stands in this row or above it",
            ));
            return;
        };
        match (&key_result, self.key_result) {
            (Some(title), _) => self.key_result(row, place, title.trim()),
            (None, Some(kr)) if objective.is_none() => self.values(row, place, kr),
            (None, _) if objective.is_some() => self.unheld(row),
            _ => self.found.left.push(Left::new(
                row.line,
                &row.text(),
                "no key result stands in this row or above it",
            )),
        }
    }

    /// Cells beyond the names of the columns, or below an empty one.
    fn unnamed(&mut self, row: &Row) {
        for (column, cell) in row.cells.iter().enumerate() {
            let name = self.header.names.get(column);
            if name.is_none_or(|name| name.trim().is_empty()) && !cell.trim().is_empty() {
                self.found.left.push(Left::new(
                    row.line,
                    cell,
                    "stands below no name of a column and is not read",
                ));
            }
        }
    }

    /// A cell of another program is wrapped by hand where it was narrow.
    fn on_one_line<'row>(&self, title: &'row str) -> Cow<'row, str> {
        if self.header.has(Field::Uid) || !title.contains(['\n', '\r']) {
            return Cow::Borrowed(title);
        }
        let lines = title.split(['\n', '\r']).map(str::trim);
        let told: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
        Cow::Owned(told.join(" "))
    }

    fn vision(&mut self, row: &Row, title: &str) {
        let of = |field| {
            let cell = self.header.cell(row, field)?;
            Some(cell.trim().to_owned())
        };
        self.found.parts.push(row.line);
        self.found.visions.push(FoundVision {
            line: row.line,
            title: title.trim().to_owned(),
            owner: of(Field::Owner),
            uid: of(Field::Uid),
            id: of(Field::Id),
        });
    }

    fn objective(&mut self, row: &Row, title: &str, is_alone: bool) {
        let of = |field| {
            self.header
                .cell(row, field)
                .unwrap_or_default()
                .trim()
                .to_owned()
        };
        let own = format!("{title}\u{1f}{}", of(Field::Uid));
        let key = (own, of(Field::Team), of(Field::Cycle));
        let place = match self.objectives.get(&key) {
            Some(place) => *place,
            None => {
                let mut new = FoundObjective {
                    line: row.line,
                    title: title.to_owned(),
                    cycle: Some(key.2.clone()).filter(|cycle| !cycle.is_empty()),
                    ..FoundObjective::default()
                };
                if !key.1.is_empty() {
                    new.fields.push(("team".to_owned(), key.1.clone()));
                }
                if is_alone {
                    new.fields.extend(
                        self.fields(row, &[Field::Owner, Field::Tags, Field::Weight, Field::Due]),
                    );
                    new.fields.extend(self.own_fields(row));
                    new.id = Some(of(Field::Id)).filter(|id| !id.is_empty());
                    new.uid = Some(of(Field::Uid)).filter(|uid| !uid.is_empty());
                    if let Some(id) = &new.id {
                        self.ids
                            .insert(id.to_lowercase(), self.found.objectives.len());
                    }
                }
                self.found.objectives.push(new);
                self.objectives.insert(key, self.found.objectives.len() - 1);
                self.found.objectives.len() - 1
            }
        };
        self.found.parts.push(row.line);
        if self.objective != Some(place) || Some(place) == self.base {
            self.key_result = None;
        }
        self.objective = Some(place);
    }

    fn fields(&self, row: &Row, wanted: &[Field]) -> Vec<(String, String)> {
        // A dash is nobody and nothing.
        let is_dash = |cell: &str| matches!(cell.trim(), "-" | "–" | "—");
        wanted
            .iter()
            .filter(|field| !self.header.cell(row, **field).is_some_and(is_dash))
            .filter_map(|field| {
                Some((
                    field.name().to_owned(),
                    self.header
                        .cell(row, *field)?
                        .trim()
                        .trim_start_matches('@')
                        .to_owned(),
                ))
            })
            .collect()
    }

    /// The fields that only our own files have.
    fn own_fields(&self, row: &Row) -> Vec<(String, String)> {
        let known = self.header.fields.iter().flatten();
        let keys: Vec<Field> = known
            .copied()
            .filter(|field| matches!(field, Field::Key(_)))
            .collect();
        let mut fields = self.fields(row, &keys);
        let mut take = |wanted: &str| {
            let place = fields.iter().position(|(name, _)| name == wanted)?;
            Some(fields.remove(place).1)
        };
        if let (low, high) = (take("low"), take("high"))
            && (low.is_some() || high.is_some())
        {
            let of = |bound: Option<String>| bound.unwrap_or_default();
            fields.push(("hold".to_owned(), format!("{}..{}", of(low), of(high))));
        }
        fields
    }

    fn key_result(&mut self, row: &Row, place: usize, title: &str) {
        const OWN: [Field; 7] = [
            Field::Owner,
            Field::Unit,
            Field::Start,
            Field::Target,
            Field::Tags,
            Field::Weight,
            Field::Due,
        ];
        let mut fields = self.fields(row, &OWN);
        if self.header.has(Field::Uid) {
            fields.extend(self.fields(row, &[Field::Team]));
            fields.extend(self.own_fields(row));
        }
        // The target that a factor or a difference gives is told for people.
        if fields.iter().any(|(name, _)| name == "change") {
            fields.retain(|(name, _)| name != "target");
        }
        let uid = self.header.cell(row, Field::Uid).unwrap_or_default();
        let key = (place, format!("{title}\u{1f}{uid}"));
        let kr = match self.key_results.get(&key) {
            Some(kr) => *kr,
            None => {
                let of = |field| {
                    self.header
                        .cell(row, field)
                        .map(|cell| cell.trim().to_owned())
                };
                let mut new = FoundKeyResult {
                    line: row.line,
                    title: title.to_owned(),
                    fields: fields.clone(),
                    id: of(Field::Id),
                    uid: of(Field::Uid),
                    ..FoundKeyResult::default()
                };
                if let Some(score) = self.header.cell(row, Field::Score) {
                    new.notes
                        .push((row.line, format!("Score: {}", score.trim())));
                }
                let Some(objective) = self.found.objectives.get_mut(place) else {
                    return;
                };
                objective.key_results.push(new);
                let kr = objective.key_results.len() - 1;
                self.key_results.insert(key, kr);
                kr
            }
        };
        self.key_result = Some(kr);
        self.differences(row, place, kr, &fields);
        self.values(row, place, kr);
    }

    fn known(&mut self, place: usize, kr: usize) -> Option<&mut FoundKeyResult> {
        let objective = self.found.objectives.get_mut(place)?;
        objective.key_results.get_mut(kr)
    }

    fn differences(&mut self, row: &Row, place: usize, kr: usize, fields: &[(String, String)]) {
        let Some(known) = self.known(place, kr) else {
            return;
        };
        let mut told = Vec::new();
        for (name, value) in fields {
            match known.fields.iter().find(|(own, _)| own == name) {
                Some((_, first)) if first != value => told.push(Left::new(
                    row.line,
                    &format!("{name}: {value}"),
                    &format!("differs from line {}, which is kept", known.line),
                )),
                Some(_) => {}
                None => known.fields.push((name.clone(), value.clone())),
            }
        }
        self.found.left.extend(told);
    }

    /// What a row says of how it goes.
    fn values(&mut self, row: &Row, place: usize, kr: usize) {
        self.found.parts.push(row.line);
        let of = |field| {
            self.header
                .cell(row, field)
                .map(|cell| cell.trim().to_owned())
        };
        let (note, date) = (of(Field::Note), of(Field::Date));
        let is_own = of(Field::Type).is_some_and(|kind| kind == "checkin");
        let day_values = self.header.days.iter().filter_map(|(column, day)| {
            let value = row
                .cells
                .get(*column)
                .map(|cell| cell.trim())
                .filter(|cell| !cell.is_empty())?;
            Some(FoundCheckIn {
                line: row.line,
                value: value.to_owned(),
                date: Some(day.clone()),
                ..FoundCheckIn::default()
            })
        });
        let mut check_ins: Vec<FoundCheckIn> = day_values.collect();
        let current = of(Field::Current);
        if let Some(value) = current.clone() {
            check_ins.push(FoundCheckIn {
                line: row.line,
                value,
                date: date.clone(),
                confidence: of(Field::Confidence),
                note: note.clone(),
                blocker: of(Field::Key("blocker")).filter(|_| is_own),
                uid: of(Field::Uid).filter(|_| is_own),
            });
        }
        let Some(known) = self.known(place, kr) else {
            return;
        };
        known.check_ins.extend(check_ins);
        if current.is_none() {
            known.notes.extend(note.map(|note| (row.line, note)));
            for field in [Field::Date, Field::Confidence] {
                if let Some(cell) = self.header.cell(row, field) {
                    self.found.left.push(Left::new(
                        row.line,
                        cell,
                        &format!("a {} without a value", field.name()),
                    ));
                }
            }
        }
    }

    /// Numbers in the row of an objective: it carries none of its own.
    fn unheld(&mut self, row: &Row) {
        for field in [
            Field::Start,
            Field::Target,
            Field::Current,
            Field::Score,
            Field::Note,
            Field::Date,
            Field::Confidence,
            Field::Unit,
        ] {
            if let Some(cell) = self.header.cell(row, field) {
                self.found.left.push(Left::new(
                    row.line,
                    cell,
                    &format!("an objective has no {} of its own", field.name()),
                ));
            }
        }
    }
}

/// `Summe;;;` and `Total,,,40`: what a sheet computes of the rows above.
fn is_sum(row: &Row) -> bool {
    const NAMES: [&str; 8] = [
        "sum",
        "total",
        "average",
        "mean",
        "summe",
        "gesamt",
        "durchschnitt",
        "ø",
    ];
    let mut said = row
        .cells
        .iter()
        .map(|cell| cell.trim())
        .filter(|cell| !cell.is_empty());
    let first = said
        .next()
        .map(|cell| cell.trim_end_matches(':').to_lowercase());
    first.is_some_and(|first| NAMES.contains(&first.as_str()))
        && said.all(|cell| {
            !cell.contains(char::is_whitespace)
                && cell.contains(|sign: char| sign.is_ascii_digit() || sign == '=')
        })
}

/// `---|:--:` of a table in Markdown.
fn is_rule(row: &Row) -> bool {
    row.cells.iter().all(|cell| {
        cell.trim()
            .trim_matches(':')
            .bytes()
            .all(|byte| byte == b'-')
    }) && row.cells.iter().any(|cell| cell.contains("--"))
}
