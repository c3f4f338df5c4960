//! What stands around the plot of a chart: the names of its rows, its days, and what its signs mean.

use chrono::{Datelike, NaiveDate};

use super::Chart;
use super::plot::{Plot, row_of};
use crate::words::glyphs::Glyphs;
use crate::words::text::Ruler;

impl Chart<'_> {
    /// The name of each row, where it has one. Target and start come first, so that two values that
    /// share a row show the one a person looks for.
    pub(super) fn labels(
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
        let ends = [high, low].into_iter().filter(|_| {
            named
                .iter()
                .flatten()
                .any(|&value| value != low && value != high)
        });
        // What is only likely is named no finer than it is known.
        let is_likely = |end: f64| self.cone.iter().any(|(_, ends)| ends.contains(&end));
        let ends = ends.map(|end| {
            (
                end,
                if is_likely(end) {
                    three_digits(end)
                } else {
                    end
                },
            )
        });
        let bounds = self.bounds.into_iter().flatten();
        let across = bounds.chain(self.marks.iter().copied());
        let across = across.filter(|value| value.is_finite()).map(Some);
        let exact = named.into_iter().chain(across).flatten();
        for (value, shown) in exact.map(|value| (value, value)).chain(ends) {
            let row = row_of(value, low, high, rows);
            if labels[row].is_none() {
                labels[row] = Some(ruler.safe(&name(shown)).into_owned());
            }
        }
        labels
    }

    /// The lines below the plot: the axis, the days, the legend.
    pub(super) fn below(
        &self,
        plot: &Plot,
        gutter: usize,
        width: usize,
        ruler: &Ruler,
    ) -> [String; 3] {
        let glyphs = self.glyphs(ruler);
        let columns = width.saturating_sub(gutter + 2);
        let margin = " ".repeat(gutter + 1);
        let axis: String = std::iter::repeat_n(glyphs.horizontal, columns).collect();
        let dates = self.dates(plot, columns);
        let mut legend = format!("{margin} {}", self.legend(glyphs));
        // The signs are needed more than the room around them.
        if ruler.width(&legend) > width {
            legend = self.legend(glyphs);
        }
        if ruler.width(&legend) > width {
            legend = legend.replace("  ", " ");
        }
        [
            format!("{margin}{}{axis}", glyphs.corner),
            format!("{margin} {dates}"),
            ruler.cut(&legend, width).into_owned(),
        ]
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
        if self.bounds.is_some() {
            parts.push(format!("{} inside", glyphs.likely));
            parts.push(format!("{} outside", glyphs.outside));
        }
        if !self.marks.is_empty() {
            parts.push(format!("{} marks", glyphs.path));
        }
        parts.join("  ")
    }
}

/// A number with three digits that count.
fn three_digits(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    let step = 10_f64.powf(value.abs().log10().floor() - 2.0);
    (value / step).round() * step
}

fn day(date: NaiveDate) -> String {
    date.format("%-d %b").to_string()
}
