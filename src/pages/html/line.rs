//! The way of a key result: its values, its plan, its target, and what is likely on the last day. Beside
//! it the same numbers as a table.

use chrono::NaiveDate;

use super::{Document, escape, told};
use crate::words::dates;
use crate::words::report::page::{Line, Table};

/// What the marks mean, after the id.
const LEGEND: &str = " Dashed: the plan. Hatched: where eight of ten such forecasts end.";
const WIDTH: f64 = 250.0;
const HEIGHT: f64 = 150.0;
const TOP: f64 = 16.0;
const BOTTOM: f64 = 128.0;
const LEFT: f64 = 6.0;
const RIGHT: f64 = 178.0;

/// From days and values to places.
struct Plot {
    from: NaiveDate,
    days: f64,
    low: f64,
    high: f64,
}

impl Plot {
    fn of(line: &Line) -> Self {
        let last = line.points.last().map_or(line.until, |point| point.day);
        let first = line.points.first().map_or(line.from, |point| point.day);
        let from = line.from.min(first);
        let until = line.until.max(last);
        let values = line
            .points
            .iter()
            .map(|point| point.value)
            .chain(line.plan.iter().map(|(_, value)| *value))
            .chain(line.target.iter().map(|(value, _)| *value))
            .chain(line.ahead.iter().flat_map(|ahead| {
                let ends = ahead.cone.iter();
                ends.flat_map(|(_, low, high)| [*low, *high])
            }));
        let (low, high) = values
            .filter(|value| value.is_finite())
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
                (low.min(value), high.max(value))
            });
        let (low, high) = if high > low {
            (low, high)
        } else {
            (low - 1.0, low + 1.0)
        };
        Self {
            from,
            days: ((until - from).num_days().max(1)) as f64,
            low,
            high,
        }
    }

    fn x(&self, day: NaiveDate) -> f64 {
        let share = (day - self.from).num_days() as f64 / self.days;
        LEFT + share.clamp(0.0, 1.0) * (RIGHT - LEFT)
    }

    fn y(&self, value: f64) -> f64 {
        BOTTOM - (value - self.low) / (self.high - self.low) * (BOTTOM - TOP)
    }

    fn path(&self, corners: impl Iterator<Item = (NaiveDate, f64)>) -> String {
        let mut path = String::new();
        for (place, (day, value)) in corners.enumerate() {
            let step = if place == 0 { 'M' } else { 'L' };
            path.push_str(&format!("{step}{:.1} {:.1}", self.x(day), self.y(value)));
        }
        path
    }
}

impl Document {
    pub(super) fn line(&mut self, line: &Line, table: &Table) {
        let drawn = self.drawn_line(line);
        self.add(&format!(
            "<figure>\n<figcaption>{}</figcaption>\n<div class=\"line\">\n{drawn}\n",
            told(
                &crate::words::report::page::Text::default()
                    .id(&line.id)
                    .plain(LEGEND)
            )
        ));
        self.add("<table class=\"points\">\n<thead><tr>");
        for column in &table.columns {
            self.add(&format!("<th scope=\"col\">{}</th>", column.title));
        }
        self.add("</tr></thead>\n<tbody>\n");
        for row in &table.rows {
            let cells = row
                .cells
                .iter()
                .map(|cell| format!("<td>{}</td>", told(&cell.text)));
            let cells: String = cells.collect();
            self.add(&format!("<tr>{cells}</tr>\n"));
        }
        self.add("</tbody>\n</table>\n</div>\n</figure>\n");
    }

    fn drawn_line(&mut self, line: &Line) -> String {
        let plot = Plot::of(line);
        let mut described = vec![line.told.clone()];
        if let Some(ahead) = &line.ahead {
            described.push(format!(
                "likely {} by {}",
                ahead.value.text,
                dates::long(ahead.value.day)
            ));
        }
        let mut out = self.opened(
            WIDTH as u32,
            HEIGHT as u32,
            &format!("The way of {}", line.id),
            &described.join(", "),
        );
        out.push_str(&format!(
            "<path d=\"M{LEFT} {BOTTOM}H{RIGHT}\" class=\"rule\"/>"
        ));
        let mut labels: Vec<(f64, String)> = Vec::new();
        if let Some((value, text)) = &line.target {
            let y = plot.y(*value);
            out.push_str(&format!(
                "<path d=\"M{LEFT} {y:.1}H{RIGHT}\" class=\"ink\" stroke-width=\"1\"/>"
            ));
            labels.push((y, format!("target {text}")));
        }
        if !line.plan.is_empty() {
            let path = plot.path(line.plan.iter().copied());
            out.push_str(&format!(
                "<path d=\"{path}\" class=\"edge\" stroke-width=\"1\" stroke-dasharray=\"4 3\"/>"
            ));
        }
        if let (Some(ahead), Some(last)) = (&line.ahead, line.points.last()) {
            let (x1, y1) = (plot.x(ahead.value.day), plot.y(ahead.value.value));
            let highs = ahead.cone.iter().map(|(day, _, high)| (*day, *high));
            let lows = ahead.cone.iter().rev().map(|(day, low, _)| (*day, *low));
            let cone = plot.path(highs.chain(lows));
            // From the last value to today nothing is known, so the likely way begins there.
            let way = plot.path([(last.day, last.value)].into_iter());
            let end = ahead
                .cone
                .last()
                .map_or_else(String::new, |(day, low, high)| {
                    plot.path([(*day, *low), (*day, *high)].into_iter())
                });
            out.push_str(&format!(
                "<path d=\"{cone}Z\" fill=\"url(#p-likely)\"/>\
                 <path d=\"{way}L{x1:.1} {y1:.1}\" class=\"edge\" stroke-width=\"1.2\"/>\
                 <path d=\"{end}\" class=\"edge\" stroke-width=\"2\"/>"
            ));
            let short = ahead.value.text.split(" (").next().unwrap_or_default();
            labels.push((y1, format!("likely {short}")));
        }
        let path = plot.path(line.points.iter().map(|point| (point.day, point.value)));
        out.push_str(&format!(
            "<path d=\"{path}\" class=\"ink\" stroke-width=\"1.8\" stroke-linejoin=\"round\"/>"
        ));
        for point in &line.points {
            let (x, y) = (plot.x(point.day), plot.y(point.value));
            out.push_str(&format!(
                "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"2.2\" class=\"dot\"/>"
            ));
        }
        for (y, label) in apart(labels) {
            out.push_str(&format!(
                "<text x=\"{}\" y=\"{:.1}\">{}</text>",
                RIGHT + 6.0,
                y + 3.5,
                escape(&label)
            ));
        }
        let y = BOTTOM + 15.0;
        out.push_str(&format!(
            "<text x=\"{LEFT}\" y=\"{y}\" class=\"t-soft\">{}</text>\
             <text x=\"{RIGHT}\" y=\"{y}\" text-anchor=\"end\" class=\"t-soft\">{}</text></svg>",
            dates::short(line.from, line.today),
            dates::short(line.until, line.today)
        ));
        out
    }
}

/// Labels moved apart until they can be read.
fn apart(mut labels: Vec<(f64, String)>) -> Vec<(f64, String)> {
    const ROOM: f64 = 13.0;
    labels.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut least = f64::NEG_INFINITY;
    for (y, _) in &mut labels {
        *y = y.max(least);
        least = *y + ROOM;
    }
    labels
}
