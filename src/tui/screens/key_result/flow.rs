//! The part of the page that scrolls, as lines: the check-ins, the table of points, the arithmetic, or,
//! where there is no room for a chart beside its facts, everything one below the other.

use ratatui::layout::Rect;

use super::areas::{Areas, Form, areas};
use super::{Face, KeyResult, Shown};
use crate::tui::layout::{self, Shape};
use crate::tui::model::Model;
use crate::tui::pen::Piece;
use crate::words::chart::{self, Drawing, Mark};
use crate::words::page::{self as words, Row};
use crate::words::text::Ruler;
use crate::words::tone::Tone;
use crate::words::wrap::wrap;
use crate::words::{dates, facts, forecast};

/// Lines, and which of them is the check-in one stands on.
#[derive(Debug, Default)]
pub(super) struct Flow {
    pub lines: Vec<Vec<Piece>>,
    pub picked: Option<usize>,
}

impl Flow {
    fn said(&mut self, tone: Option<Tone>, label: &str, text: &str, width: usize, model: &Model) {
        let ruler = model.manner.ruler;
        let room = width.saturating_sub(LABEL).max(10);
        let safe = ruler.safe(text);
        let lines = match ruler.width(&safe) <= room {
            true => vec![safe.into_owned()],
            false => wrap(&safe, room, &ruler),
        };
        for (place, line) in lines.into_iter().enumerate() {
            let label = if place == 0 { label } else { "" };
            self.lines.push(vec![
                (Some(Tone::Muted), format!("{label:<LABEL$}")),
                (tone, line),
            ]);
        }
    }
}

/// Columns in front of a fact.
pub(super) const LABEL: usize = 12;
/// Lines of a chart in a column of its own.
const CHART: usize = 10;

pub(super) fn rows(page: &KeyResult, model: &Model) -> Vec<Row> {
    let glyphs = model.manner.ruler.set.glyphs();
    page.shown.as_ref().map_or_else(Vec::new, |shown| {
        words::rows(&shown.item, &shown.course, model.now.today, glyphs)
    })
}

pub(super) fn flow(page: &KeyResult, model: &Model) -> Flow {
    let areas = areas(model.size, page.face);
    let width = usize::from(areas.scroll.width);
    let mut flow = Flow::default();
    let Some(shown) = &page.shown else {
        return flow;
    };
    match (page.face, areas.form) {
        (Face::Why, _) => {
            for line in &shown.why {
                flow.said(None, &line.label, &line.text, width, model);
            }
        }
        (Face::Table, _) => {
            table(page, shown, model, &mut flow);
            flow.lines.extend(below(shown, &areas, model));
        }
        (Face::Chart, Form::Column) => {
            let facts = facts(shown, width, model);
            let (chart, _) = drawn(page, shown, areas.scroll, CHART, model);
            // A chart that is seen in part only tells less than the numbers.
            let blocks = match usize::from(areas.scroll.height) > CHART {
                true => [chart, facts],
                false => [facts, chart],
            };
            for block in blocks {
                flow.lines.extend(block);
                flow.lines.push(Vec::new());
            }
            history(page, width, model, &mut flow);
            flow.lines.extend(remarks(shown, width, model));
        }
        (Face::Chart, _) => {
            history(page, width, model, &mut flow);
            flow.lines.extend(below(shown, &areas, model));
        }
    }
    flow
}

/// What stands beside the chart: the facts, and the remarks as far as they have room there. What is cut
/// says so, and stands whole below.
pub(super) fn side(shown: &Shown, areas: &Areas, model: &Model) -> Vec<Vec<Piece>> {
    let width = usize::from(areas.facts.width);
    let mut lines = facts(shown, width, model);
    lines.extend(remarks(shown, width, model));
    let room = usize::from(areas.facts.height);
    if lines.len() > room {
        lines.truncate(room);
        let ruler = model.manner.ruler;
        let more = (Some(Tone::Muted), ruler.set.glyphs().ellipsis.to_string());
        if let Some(last) = lines.last_mut() {
            match last.is_empty() {
                true => last.push(more),
                false => last.push((more.0, format!(" {}", more.1))),
            }
        }
    }
    lines
}

/// The facts and remarks that have no room beside the chart.
fn below(shown: &Shown, areas: &Areas, model: &Model) -> Vec<Vec<Piece>> {
    let room = usize::from(areas.facts.height);
    if room == 0 {
        return Vec::new();
    }
    let narrow = usize::from(areas.facts.width);
    let facts = facts(shown, narrow, model);
    let width = usize::from(areas.scroll.width);
    let mut lines: Vec<Vec<Piece>> = facts.iter().skip(room).cloned().collect();
    let count = remarks(shown, narrow, model).len();
    if facts.len() + count > room {
        lines.extend(remarks(shown, width, model));
    }
    lines
}

/// The facts, each under its label, and what is to be said of them.
pub(super) fn facts(shown: &Shown, width: usize, model: &Model) -> Vec<Vec<Piece>> {
    let ruler = model.manner.ruler;
    let mut flow = Flow::default();
    for fact in words::facts(&shown.item, ruler.set.glyphs(), ruler.figures()) {
        flow.said(fact.tone, &fact.label, &fact.text, width, model);
    }
    flow.lines
}

/// What is above it, what is in its way and what was noticed.
pub(super) fn remarks(shown: &Shown, width: usize, model: &Model) -> Vec<Vec<Piece>> {
    let ruler = model.manner.ruler;
    let mut lines: Vec<Vec<Piece>> = Vec::new();
    let mut block = |heading: &str, texts: Vec<(Option<Tone>, String)>| {
        if texts.is_empty() {
            return;
        }
        lines.push(Vec::new());
        if !heading.is_empty() {
            lines.push(vec![(Some(Tone::Heading), heading.to_owned())]);
        }
        for (tone, text) in texts {
            let wrapped = wrap(&ruler.safe(&text), width, &ruler);
            lines.extend(wrapped.into_iter().map(|line| vec![(tone, line)]));
        }
    };
    let named = |(id, title): &(String, String)| (None, format!("{id} {title}"));
    let above = shown.above.iter().map(named).collect();
    let said = facts::sentences(&shown.item, model.now.today);
    // Where there is little room, the title names what is above it.
    match layout::shape(model.size) {
        Shape::Wide => {
            block("Aligned", above);
            block("", said);
        }
        _ => {
            block("", said);
            block("Aligned", above);
        }
    }
    let links = shown.item.head.links.iter();
    block("Links", links.map(|link| (None, link.clone())).collect());
    lines
}

/// The chart in an area, or what stands there while nothing can be drawn.
pub(super) fn drawn(
    page: &KeyResult,
    shown: &Shown,
    area: Rect,
    height: usize,
    model: &Model,
) -> (Vec<Vec<Piece>>, bool) {
    let ruler = &model.manner.ruler;
    let series = &shown.item.series;
    let picked = page.picked.and_then(|place| series.get(place));
    let drawing = Drawing {
        width: usize::from(area.width),
        height,
        form: model.manner.chart,
        picked: picked.map(|one| one.date),
    };
    let rows = chart::rows(&shown.item, &shown.course, model.now.today, &drawing, ruler);
    if rows.is_empty() {
        let map = &model.manner.keymap;
        let context = crate::tui::keymap::Context::KeyResult;
        let key = map.shown(
            context,
            &[crate::tui::keymap::Intent::CheckIn],
            ruler.set.glyphs(),
        );
        let text = words::nothing_drawn(&shown.item, &key);
        return (vec![vec![(Some(Tone::Muted), text)]], false);
    }
    let toned = |(mark, text): chart::Run| (tone(mark), text);
    let lines = rows
        .into_iter()
        .map(|row| row.into_iter().map(toned).collect())
        .collect();
    (lines, true)
}

fn tone(mark: Mark) -> Option<Tone> {
    match mark {
        Mark::Nothing | Mark::Frame | Mark::Path | Mark::Point => None,
        Mark::Middle => Some(Tone::On),
        Mark::Inside | Mark::Target | Mark::Across | Mark::Likely | Mark::Pace => Some(Tone::Muted),
        Mark::Outside => Some(Tone::Behind),
        Mark::Picked => Some(Tone::Selected),
    }
}

/// The check-ins, newest first.
fn history(page: &KeyResult, width: usize, model: &Model, flow: &mut Flow) {
    let rows = rows(page, model);
    let widest = |of: fn(&Row) -> &String, least: usize| {
        let ruler = &model.manner.ruler;
        let widths = rows.iter().map(|row| ruler.width(of(row)));
        widths.max().unwrap_or(0).clamp(least, 14)
    };
    let (value, change) = (widest(|row| &row.value, 5), widest(|row| &row.change, 6));
    let ruler = &model.manner.ruler;
    if width >= 100 {
        let head = format!(
            "{:<7} {:>value$}  {:>change$}  CONF  NOTE / BLOCKER",
            "DATE", "VALUE", "CHANGE"
        );
        flow.lines.push(vec![(Some(Tone::Heading), head)]);
    }
    let widths = Widths {
        value,
        change,
        pace: None,
    };
    points(page, &rows, widths, ruler, flow);
}

/// Columns of numbers; the pace only where it is asked for.
#[derive(Clone, Copy)]
struct Widths {
    value: usize,
    change: usize,
    pace: Option<usize>,
}

/// A line for each check-in, newest first.
fn points(page: &KeyResult, rows: &[Row], widths: Widths, ruler: &Ruler, flow: &mut Flow) {
    for (place, row) in rows.iter().enumerate().rev() {
        let is_picked = page.picked == Some(place);
        if is_picked {
            flow.picked = Some(flow.lines.len());
        }
        let tone = is_picked.then_some(Tone::Selected);
        let mut line = vec![
            (tone, format!("{:<7}", row.date)),
            (
                None,
                format!(" {}", ruler.pad_left(&row.value, widths.value)),
            ),
            (
                None,
                format!("  {}", ruler.pad_left(&row.change, widths.change)),
            ),
        ];
        line.extend(widths.pace.map(|width| {
            let pace = format!("  {}", ruler.pad_left(&row.pace, width));
            (Some(Tone::Muted), pace)
        }));
        line.push((None, format!("  {:<6}", row.confidence)));
        line.push((None, row.note.clone()));
        flow.lines.push(line);
    }
}

/// The points of the chart as numbers, with the pace beside them and the forecast at the end.
fn table(page: &KeyResult, shown: &Shown, model: &Model, flow: &mut Flow) {
    let rows = rows(page, model);
    let ruler = &model.manner.ruler;
    let widest = |of: fn(&Row) -> &String| {
        let widths = rows.iter().map(|row| ruler.width(of(row)));
        widths.max().unwrap_or(0).clamp(6, 14)
    };
    let value = widest(|row| &row.value);
    let change = widest(|row| &row.change);
    let pace = widest(|row| &row.pace);
    let head = format!(
        "{:<7} {:>value$}  {:>change$}  {:>pace$}  CONF  NOTE",
        "DATE", "VALUE", "CHANGE", "PACE"
    );
    flow.lines.push(vec![(Some(Tone::Heading), head)]);
    if let Some(ahead) = shown.item.assessment.forecast {
        let value_ahead = forecast::value(&shown.item).unwrap_or_default();
        let range = forecast::range(&shown.item).unwrap_or_default();
        flow.lines.push(vec![
            (
                Some(Tone::Muted),
                format!("{:<7}", dates::short(ahead.date, model.now.today)),
            ),
            (
                Some(Tone::Muted),
                format!(
                    " {}  forecast, likely {range}",
                    ruler.pad_left(&value_ahead, value)
                ),
            ),
        ]);
    }
    let widths = Widths {
        value,
        change,
        pace: Some(pace),
    };
    points(page, &rows, widths, ruler, flow);
    if rows.is_empty() {
        flow.lines
            .push(vec![(Some(Tone::Muted), "No check-in yet".to_owned())]);
    }
}
