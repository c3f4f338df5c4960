//! The grid a chart is drawn on: cells that know what they show, so that a sign can be given a tone
//! later. It knows days and values, and nothing of what they mean.

use chrono::NaiveDate;

/// What a cell shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mark {
    #[default]
    Nothing,
    /// Axis, names and legend.
    Frame,
    /// Inside the bounds of a hold.
    Inside,
    Target,
    /// A mark on the way: commit, target.
    Across,
    Likely,
    Middle,
    Pace,
    Path,
    Point,
    /// A value outside the bounds of a hold.
    Outside,
    /// The point one stands on.
    Picked,
}

pub(super) type Cell = (Mark, char);

/// Dots of a braille cell by column and row.
const DOTS: [[u8; 4]; 2] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]];

pub(super) struct Plot {
    pub cells: Vec<Vec<Cell>>,
    pub from: NaiveDate,
    pub days: i64,
    pub low: f64,
    pub high: f64,
}

pub(super) fn row_of(value: f64, low: f64, high: f64, rows: usize) -> usize {
    let depth = (high - value) / (high - low) * (rows - 1) as f64;
    (depth.round().max(0.0) as usize).min(rows - 1)
}

impl Plot {
    pub fn row(&self, value: f64) -> usize {
        row_of(value, self.low, self.high, self.cells.len())
    }

    pub fn column(&self, date: NaiveDate) -> usize {
        self.scaled(date, self.cells[0].len())
    }

    fn scaled(&self, date: NaiveDate, columns: usize) -> usize {
        let last = columns - 1;
        let share = (date - self.from).num_days() as f64 / self.days as f64;
        ((share * last as f64).round().max(0.0) as usize).min(last)
    }

    /// A line over the whole width.
    pub fn across(&mut self, value: f64, sign: Cell) {
        let row = self.row(value);
        self.cells[row].fill(sign);
    }

    /// Fills all rows between two values, over the whole width.
    pub fn shade(&mut self, low: f64, high: f64, sign: Cell) {
        for row in self.row(high)..=self.row(low) {
            self.cells[row].fill(sign);
        }
    }

    /// Fills what lies between two low ends and two high ends.
    pub fn band(
        &mut self,
        (first, [low, _, high]): (NaiveDate, [f64; 3]),
        (second, [to_low, _, to_high]): (NaiveDate, [f64; 3]),
        sign: Cell,
    ) {
        let (start, end) = (self.column(first), self.column(second));
        for column in start..=end {
            let share = (column - start) as f64 / (end - start).max(1) as f64;
            let top = self.row(high + (to_high - high) * share);
            let bottom = self.row(low + (to_low - low) * share);
            for row in top..=bottom {
                self.cells[row][column] = sign;
            }
        }
    }

    pub fn line(
        &mut self,
        (first, from): (NaiveDate, f64),
        (second, to): (NaiveDate, f64),
        sign: Cell,
    ) {
        let (start, end) = (self.column(first), self.column(second));
        for column in start..=end {
            let share = if end > start {
                (column - start) as f64 / (end - start) as f64
            } else {
                1.0
            };
            let row = self.row(from + (to - from) * share);
            self.cells[row][column] = sign;
        }
    }

    /// A value that stands until it changes at once.
    pub fn stair(
        &mut self,
        (first, from): (NaiveDate, f64),
        (second, to): (NaiveDate, f64),
        sign: Cell,
    ) {
        self.line((first, from), (second, from), sign);
        let column = self.column(second);
        let (one, other) = (self.row(from), self.row(to));
        for row in one.min(other)..=one.max(other) {
            self.cells[row][column] = sign;
        }
    }

    /// The same as [`Plot::line`] in dots, eight to a cell. `blank` is the sign without a dot.
    pub fn dotted(
        &mut self,
        (first, from): (NaiveDate, f64),
        (second, to): (NaiveDate, f64),
        blank: char,
    ) {
        let (columns, rows) = (self.cells[0].len() * 2, self.cells.len() * 4);
        let (start, end) = (self.scaled(first, columns), self.scaled(second, columns));
        let mut above: Option<usize> = None;
        for column in start..=end {
            let share = (column - start) as f64 / (end - start).max(1) as f64;
            let row = row_of(from + (to - from) * share, self.low, self.high, rows);
            // A steep line has no gaps.
            let before = above.replace(row).unwrap_or(row);
            let range = match before <= row {
                true => before + usize::from(before < row)..=row,
                false => row..=before - 1,
            };
            for row in range {
                self.dot(column, row, blank);
            }
        }
    }

    fn dot(&mut self, column: usize, row: usize, blank: char) {
        let cell = &mut self.cells[row / 4][column / 2];
        let known = match cell.0 {
            Mark::Path => u32::from(cell.1).wrapping_sub(u32::from(blank)),
            _ => 0,
        };
        let dots = known | u32::from(DOTS[column % 2][row % 4]);
        let sign = char::from_u32(u32::from(blank) + dots).unwrap_or(blank);
        *cell = (Mark::Path, sign);
    }
}
