//! A small line chart of one key result over its time, in characters: values, the pace line, the
//! target or the bounds, what is likely. It draws numbers it is given; what pace or target are is the
//! core's to know. A value nobody knows breaks the line: it is never drawn, and never bridged.

mod frame;
mod plot;
mod record;

use chrono::NaiveDate;

use super::glyphs::{GlyphSet, Glyphs};
use super::text::Ruler;
use plot::Plot;

pub use plot::Mark;
pub use record::{Drawing, name, record, rows};

/// Which signs a line is made of. Every series has a sign of its own in each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Form {
    /// One sign a cell, or ASCII where the terminal has nothing else.
    #[default]
    Block,
    /// Eight dots a cell for the line of the values.
    Braille,
    Ascii,
}

impl Form {
    /// The word of the setting `ui.chart`. No terminal can be asked whether its font has braille, so
    /// `auto` is the form that every font has.
    #[must_use]
    pub fn of_name(word: &str) -> Self {
        match word {
            "braille" => Self::Braille,
            "ascii" => Self::Ascii,
            _ => Self::Block,
        }
    }
}

/// What a part of a line shows, and the part.
pub type Run = (Mark, String);

/// Rows below the plot: the axis, the dates, the legend.
const ROWS_BELOW: usize = 3;

/// What to draw. Dates rise; `from` and `until` are the least the time axis covers.
#[derive(Debug, Clone, Default)]
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
    /// Thinner lines across, named as well.
    pub marks: &'values [f64],
    /// The bounds of a hold, where an open end is infinite. Values outside have a sign of their own.
    pub bounds: Option<[f64; 2]>,
    pub way: Way,
    /// The value of this day is marked.
    pub picked: Option<NaiveDate>,
    pub form: Form,
}

/// How one value comes to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Way {
    #[default]
    Straight,
    /// A value stands until it changes at once.
    Stairs,
}

impl Chart<'_> {
    /// The lines of the chart as one text each: see [`Chart::rows`].
    #[must_use]
    pub fn lines(
        &self,
        width: usize,
        height: usize,
        ruler: &Ruler,
        name: &dyn Fn(f64) -> String,
    ) -> Vec<String> {
        let joined = |row: Vec<Run>| {
            let line: String = row.into_iter().map(|(_, text)| text).collect();
            line.trim_end().to_owned()
        };
        let rows = self.rows(width, height, ruler, name);
        rows.into_iter().map(joined).collect()
    }

    /// The lines of the chart: at most `width` columns, exactly `height` lines (six at least). `name`
    /// turns a value into what a person reads. Empty when there is not one number to draw, or less
    /// than ten columns left for drawing.
    #[must_use]
    pub fn rows(
        &self,
        width: usize,
        height: usize,
        ruler: &Ruler,
        name: &dyn Fn(f64) -> String,
    ) -> Vec<Vec<Run>> {
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
            cells: vec![vec![(Mark::Nothing, ' '); columns]; rows],
            from: self.first_day(),
            days: (self.last_day() - self.first_day()).num_days().max(1),
            low,
            high,
        };
        let glyphs = self.glyphs(ruler);
        self.draw(&mut plot, glyphs);
        let mut lines = Vec::with_capacity(height);
        for (cells, label) in plot.cells.iter().zip(&labels) {
            let (text, edge) = match label {
                Some(text) => (text.as_str(), glyphs.tick),
                None => ("", glyphs.vertical),
            };
            let mut line = vec![(
                Mark::Frame,
                format!("{} {edge}", ruler.pad_left(text, gutter)),
            )];
            line.extend(runs(cells));
            lines.push(line);
        }
        for text in self.below(&plot, gutter, width, ruler) {
            lines.push(vec![(Mark::Frame, text)]);
        }
        lines
    }

    fn glyphs(&self, ruler: &Ruler) -> &'static Glyphs {
        match self.form {
            Form::Ascii => GlyphSet::Ascii.glyphs(),
            Form::Block | Form::Braille => ruler.figures(),
        }
    }

    fn is_outside(&self, value: f64) -> bool {
        self.bounds
            .is_some_and(|[low, high]| value < low || value > high)
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
            .chain(self.target)
            .chain(self.bounds.into_iter().flatten())
            .chain(self.marks.iter().copied());
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

    fn draw(&self, plot: &mut Plot, glyphs: &Glyphs) {
        if let Some([low, high]) = self.bounds {
            let (low, high) = (low.max(plot.low), high.min(plot.high));
            plot.shade(low, high, (Mark::Inside, glyphs.likely));
        }
        for mark in self.marks {
            plot.across(*mark, (Mark::Across, glyphs.path));
        }
        if let Some(target) = self.target {
            plot.across(target, (Mark::Target, glyphs.target));
        }
        for pair in self.cone.windows(2) {
            plot.band(pair[0], pair[1], (Mark::Likely, glyphs.likely));
        }
        for pair in self.cone.windows(2) {
            let [(first, [_, from, _]), (second, [_, to, _])] = *pair else {
                continue;
            };
            plot.line((first, from), (second, to), (Mark::Middle, glyphs.middle));
        }
        for pair in self.pace.windows(2) {
            plot.line(pair[0], pair[1], (Mark::Pace, glyphs.pace));
        }
        for pair in self.values.windows(2) {
            if let [(first, Some(from)), (second, Some(to))] = *pair
                && from.is_finite()
                && to.is_finite()
            {
                self.stretch(plot, (first, from), (second, to), glyphs);
            }
        }
        for (date, value) in self.known() {
            let (row, column) = (plot.row(value), plot.column(date));
            plot.cells[row][column] = match () {
                () if self.picked == Some(date) => (Mark::Picked, glyphs.picked),
                () if self.is_outside(value) => (Mark::Outside, glyphs.outside),
                () => (Mark::Point, glyphs.point),
            };
        }
    }

    /// The way from one value to the next.
    fn stretch(
        &self,
        plot: &mut Plot,
        from: (NaiveDate, f64),
        to: (NaiveDate, f64),
        glyphs: &Glyphs,
    ) {
        match (self.way, self.form, glyphs.braille) {
            (Way::Stairs, ..) => plot.stair(from, to, (Mark::Path, glyphs.path)),
            (Way::Straight, Form::Braille, Some(blank)) => plot.dotted(from, to, blank),
            _ => plot.line(from, to, (Mark::Path, glyphs.path)),
        }
    }
}

/// Cells that show the same as one text.
fn runs(cells: &[(Mark, char)]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (mark, sign) in cells {
        match runs.last_mut() {
            Some((known, text)) if known == mark => text.push(*sign),
            _ => runs.push((*mark, sign.to_string())),
        }
    }
    runs
}

#[cfg(test)]
mod tests;
