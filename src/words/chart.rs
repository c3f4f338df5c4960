//! A small line chart of one key result over its time, in characters: values, the pace line, the
//! target. It draws numbers it is given; what pace or target are is the core's to know. A value
//! nobody knows breaks the line: it is never drawn, and never bridged.

mod record;

use chrono::{Datelike, NaiveDate};

use super::glyphs::Glyphs;
use super::text::Ruler;

pub use record::record;

/// Rows below the plot: the axis, the dates, the legend.
const ROWS_BELOW: usize = 3;

/// What to draw. Dates rise; `from` and `until` are the least the time axis covers.
#[derive(Debug, Clone)]
pub struct Chart<'values> {
    pub from: NaiveDate,
    pub until: NaiveDate,
    pub today: Option<NaiveDate>,
    pub values: &'values [(NaiveDate, Option<f64>)],
    /// Corners of the pace line; empty for none.
    pub pace: &'values [(NaiveDate, f64)],
    /// What is likely ahead, day by day: low end, most likely value, high end. Empty for nothing.
    pub cone: &'values [(NaiveDate, [f64; 3])],
    /// Named on the value axis.
    pub start: Option<f64>,
    /// A line across, named on the value axis.
    pub target: Option<f64>,
}

impl Chart<'_> {
    /// The lines of the chart: at most `width` columns, exactly `height` lines (six at least), no
    /// space at the ends. `name` turns a value into what a person reads. Empty when there is not one
    /// number to draw, or less than ten columns left for drawing.
    #[must_use]
    pub fn lines(
        &self,
        width: usize,
        height: usize,
        ruler: &Ruler,
        name: &dyn Fn(f64) -> String,
    ) -> Vec<String> {
        let Some((low, high)) = self.range() else {
            return Vec::new();
        };
        let rows = height.saturating_sub(ROWS_BELOW).max(3);
        let labels = self.labels(low, high, rows, ruler, name);
        let gutter = labels
            .iter()
            .flatten()
            .map(|label| ruler.width(label))
            .max()
            .unwrap_or(0);
        let columns = width.saturating_sub(gutter + 2);
        if columns < 10 {
            return Vec::new();
        }
        let mut plot = Plot {
            cells: vec![vec![' '; columns]; rows],
            from: self.first_day(),
            days: (self.last_day() - self.first_day()).num_days().max(1),
            low,
            high,
        };
        let glyphs = ruler.figures();
        self.draw(&mut plot, glyphs);
        let mut lines = Vec::with_capacity(height);
        for (cells, label) in plot.cells.iter().zip(&labels) {
            let (text, edge) = match label {
                Some(text) => (text.as_str(), glyphs.tick),
                None => ("", glyphs.vertical),
            };
            let drawn: String = cells.iter().collect();
            let label = ruler.pad_left(text, gutter);
            lines.push(format!("{label} {edge}{drawn}").trim_end().to_owned());
        }
        let margin = " ".repeat(gutter + 1);
        let axis: String = std::iter::repeat_n(glyphs.horizontal, columns).collect();
        lines.push(format!("{margin}{}{axis}", glyphs.corner));
        lines.push(
            format!("{margin} {}", self.dates(&plot, columns))
                .trim_end()
                .to_owned(),
        );
        lines.push(
            ruler
                .cut(&format!("{margin} {}", self.legend(glyphs)), width)
                .into_owned(),
        );
        lines
    }

    fn known(&self) -> impl Iterator<Item = (NaiveDate, f64)> {
        let known = |&(date, value): &(NaiveDate, Option<f64>)| {
            Some((date, value.filter(|value| value.is_finite())?))
        };
        self.values.iter().filter_map(known)
    }

    fn range(&self) -> Option<(f64, f64)> {
        let values = self.known().map(|(_, value)| value);
        let all = values
            .chain(self.pace.iter().map(|&(_, value)| value))
            .chain(self.cone.iter().flat_map(|&(_, ends)| ends))
            .chain(self.start)
            .chain(self.target);
        let (low, high) = all
            .filter(|value| value.is_finite())
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
                (low.min(value), high.max(value))
            });
        match high - low {
            spread if spread > 0.0 && spread.is_finite() => Some((low, high)),
            // One level only: it is drawn in the middle.
            0.0 => Some((low - 1.0, high + 1.0)),
            _ => None,
        }
    }

    fn first_day(&self) -> NaiveDate {
        self.values
            .first()
            .map_or(self.from, |&(date, _)| date.min(self.from))
    }

    fn last_day(&self) -> NaiveDate {
        self.values
            .last()
            .map_or(self.until, |&(date, _)| date.max(self.until))
    }

    /// The name of each row, where it has one. Target and start come first, so that two values that
    /// share a row show the one a person looks for.
    fn labels(
        &self,
        low: f64,
        high: f64,
        rows: usize,
        ruler: &Ruler,
        name: &dyn Fn(f64) -> String,
    ) -> Vec<Option<String>> {
        let mut labels = vec![None; rows];
        let latest = self.known().last().map(|(_, value)| value);
        let named = [self.target, self.start, latest];
        let ends = [Some(high), Some(low)].into_iter().filter(|_| {
            named
                .iter()
                .flatten()
                .any(|&value| value != low && value != high)
        });
        for value in named.into_iter().chain(ends).flatten() {
            let row = row_of(value, low, high, rows);
            if labels[row].is_none() {
                labels[row] = Some(ruler.safe(&name(value)).into_owned());
            }
        }
        labels
    }

    fn draw(&self, plot: &mut Plot, glyphs: &Glyphs) {
        if let Some(target) = self.target {
            let row = plot.row(target);
            plot.cells[row].fill(glyphs.target);
        }
        for pair in self.cone.windows(2) {
            plot.band(pair[0], pair[1], glyphs.likely);
        }
        for pair in self.cone.windows(2) {
            let [(first, [_, from, _]), (second, [_, to, _])] = *pair else {
                continue;
            };
            plot.line((first, from), (second, to), glyphs.middle);
        }
        for pair in self.pace.windows(2) {
            plot.line(pair[0], pair[1], glyphs.pace);
        }
        for pair in self.values.windows(2) {
            if let [(first, Some(from)), (second, Some(to))] = *pair
                && from.is_finite()
                && to.is_finite()
            {
                plot.line((first, from), (second, to), glyphs.path);
            }
        }
        for (date, value) in self.known() {
            let (row, column) = (plot.row(value), plot.column(date));
            plot.cells[row][column] = glyphs.point;
        }
    }

    /// First and last day, today, and as many firsts of a month as there is room for.
    fn dates(&self, plot: &Plot, columns: usize) -> String {
        let (first, last) = (self.first_day(), self.last_day());
        let mut wanted = vec![(first, day(first)), (last, day(last))];
        let today = self.today.filter(|today| (first..=last).contains(today));
        wanted.extend(today.map(|today| (today, "now".to_owned())));
        wanted.extend(
            first
                .iter_days()
                .take_while(|date| *date <= last)
                .filter(|date| date.day() == 1)
                .take(400)
                .map(|date| (date, day(date))),
        );
        let mut line = vec![' '; columns];
        for (date, label) in wanted {
            let length = label.len();
            let start = plot.column(date).min(columns.saturating_sub(length));
            let around = start.saturating_sub(2)..(start + length + 2).min(columns);
            if length <= columns && line[around].iter().all(|&sign| sign == ' ') {
                line.splice(start..start + length, label.chars());
            }
        }
        line.into_iter().collect()
    }

    fn legend(&self, glyphs: &Glyphs) -> String {
        let mut parts = Vec::new();
        if self.known().next().is_some() {
            parts.push(format!("{} value", glyphs.point));
        }
        if self.pace.len() > 1 {
            parts.push(format!("{} pace", glyphs.pace));
        }
        if self.target.is_some() {
            parts.push(format!("{} target", glyphs.target));
        }
        if !self.cone.is_empty() {
            parts.push(format!("{} forecast", glyphs.middle));
            parts.push(format!("{} 80% range", glyphs.likely));
        }
        parts.join("  ")
    }
}

fn day(date: NaiveDate) -> String {
    date.format("%-d %b").to_string()
}

fn row_of(value: f64, low: f64, high: f64, rows: usize) -> usize {
    let depth = (high - value) / (high - low) * (rows - 1) as f64;
    (depth.round().max(0.0) as usize).min(rows - 1)
}

struct Plot {
    cells: Vec<Vec<char>>,
    from: NaiveDate,
    days: i64,
    low: f64,
    high: f64,
}

impl Plot {
    fn row(&self, value: f64) -> usize {
        row_of(value, self.low, self.high, self.cells.len())
    }

    fn column(&self, date: NaiveDate) -> usize {
        let last = self.cells[0].len() - 1;
        let share = (date - self.from).num_days() as f64 / self.days as f64;
        ((share * last as f64).round().max(0.0) as usize).min(last)
    }

    /// Fills what lies between two low ends and two high ends.
    fn band(
        &mut self,
        (first, [low, _, high]): (NaiveDate, [f64; 3]),
        (second, [to_low, _, to_high]): (NaiveDate, [f64; 3]),
        sign: char,
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

    fn line(
        &mut self,
        (first, from): (NaiveDate, f64),
        (second, to): (NaiveDate, f64),
        sign: char,
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
}

#[cfg(test)]
mod tests;
