//! The selected record as a page beside the list. What is said comes from
//! `words` and from the record; here it finds its place.

use okr_core::domain::measure::Measure;
use okr_core::domain::record::Type;
use okr_core::report::item::Item;
use ratatui::layout::Rect;

use crate::tui::model::Model;
use crate::tui::pen::{Pen, Piece};
use crate::words::glyphs::Glyphs;
use crate::words::page::confidence_trend;
use crate::words::tone::Tone;
use crate::words::wrap::wrap;
use crate::words::{dates, facts, forecast, item as words, progress};

/// A page from top to bottom that stops at the end of its area.
struct Page<'a, 'b> {
    pen: &'a mut Pen<'b>,
    area: Rect,
    y: u16,
}

impl Page<'_, '_> {
    fn line(&mut self, pieces: &[Piece]) {
        if self.y < self.area.bottom() {
            self.pen
                .pieces(self.area.x, self.y, self.area.width, pieces);
        }
        self.y += 1;
    }

    fn said(&mut self, tone: Option<Tone>, text: &str) {
        let ruler = self.pen.manner.ruler;
        let safe = ruler.safe(text).into_owned();
        for line in wrap(&safe, usize::from(self.area.width), &ruler) {
            self.line(&[(tone, line)]);
        }
    }

    fn fact(&mut self, label: &str, pieces: Vec<Piece>) {
        let mut line = vec![(Some(Tone::Muted), format!("{label:<11}"))];
        line.extend(pieces);
        self.line(&line);
    }

    fn blank(&mut self) {
        self.y += 1;
    }
}

/// The record beside the list.
pub(super) fn side(model: &Model, area: Rect, pen: &mut Pen<'_>) {
    let Some(uid) = model.selected() else {
        return;
    };
    let Some(item) = model.detail().or_else(|| model.item(uid)) else {
        return;
    };
    let separator = pen.glyphs().separator;
    let mut page = Page {
        y: area.y,
        area,
        pen,
    };
    page.said(
        Some(Tone::Heading),
        &format!("{} {separator} {}", item.id(), item.head.title),
    );
    page.blank();
    numbers(item, &mut page);
    ahead(item, model, &mut page);
    people(item, model, &mut page);
    if item.kind == Type::KeyResult {
        check_ins(item, model, &mut page);
    }
    let said = facts::sentences(item, model.now.today);
    if !said.is_empty() {
        page.blank();
    }
    for (tone, text) in said {
        page.said(tone, &text);
    }
    if !item.head.links.is_empty() {
        page.blank();
        page.line(&[(Some(Tone::Heading), "Links".to_owned())]);
        for link in &item.head.links {
            page.line(&[(None, link.clone())]);
        }
    }
}

fn numbers(item: &Item, page: &mut Page<'_, '_>) {
    let found = &item.assessment;
    let glyphs = page.pen.glyphs();
    let tone = progress::tone(found.status);
    if let Some(measure) = &item.measure {
        let moved = match item.series.last() {
            Some(_) => moved(item, item.series.len() - 1, measure, glyphs),
            None => String::new(),
        };
        let moved = match moved.is_empty() {
            true => moved,
            false => format!("   {moved} last time"),
        };
        page.fact("Now", vec![(None, words::way(item)), (None, moved)]);
    }
    let pace = found.expected.map_or_else(String::new, |expected| {
        format!("   pace {}", progress::share(Some(expected)))
    });
    let status = progress::status(found.status, glyphs);
    page.fact(
        "Progress",
        vec![
            (
                None,
                format!("{:>4}{pace}   ", progress::share(found.progress)),
            ),
            (Some(tone), status),
        ],
    );
    if let Some(answer) = found.confidence {
        let before = found.confidence_before.filter(|before| *before != answer);
        let was = before.map_or_else(String::new, |before| format!("  was {before}"));
        let trend = confidence_trend(item, page.pen.manner.ruler.figures());
        page.fact(
            "Confidence",
            vec![(None, format!("{answer}/10{was}   ")), (None, trend)],
        );
    }
}

/// What is likely by the end, wrapped behind its label.
fn ahead(item: &Item, model: &Model, page: &mut Page<'_, '_>) {
    let Some(told) = forecast::told(item, model.now.today) else {
        return;
    };
    let ruler = model.manner.ruler;
    let width = usize::from(page.area.width).saturating_sub(11);
    let safe = ruler.safe(&told).into_owned();
    for (place, line) in wrap(&safe, width, &ruler).into_iter().enumerate() {
        let label = if place == 0 { "Forecast" } else { "" };
        page.fact(label, vec![(None, line)]);
    }
}

fn people(item: &Item, model: &Model, page: &mut Page<'_, '_>) {
    let found = &item.assessment;
    let day = model.now.today;
    let team = item
        .team
        .as_ref()
        .map_or_else(String::new, |team| format!("   Team {team}"));
    if let Some(owner) = &item.owner {
        page.fact("Owner", vec![(None, format!("{owner}{team}"))]);
    } else if let Some(team) = &item.team {
        page.fact("Team", vec![(None, team.clone())]);
    }
    if !item.above.is_empty() {
        let ids: Vec<&str> = item.above.iter().map(|(_, id)| id.as_str()).collect();
        let arrow = format!(" {} ", page.pen.glyphs().arrow);
        page.fact("Aligned", vec![(None, ids.join(&arrow))]);
    }
    if let Some(due) = item.head.due {
        page.fact("Due", vec![(None, dates::weekday(due, day))]);
    }
    if let Some(last) = found.last {
        let since = (day - last).num_days();
        let stale = if found.stale { "  ! stale" } else { "" };
        let text = format!("{}, {}", dates::short(last, day), dates::ago(since));
        page.fact(
            "Last",
            vec![(None, text), (Some(Tone::Warning), stale.to_owned())],
        );
    }
}

/// How far the value of a check-in is from the one before it; empty where there are not two.
fn moved(item: &Item, place: usize, measure: &Measure, glyphs: &Glyphs) -> String {
    let value = |place: usize| item.series.get(place).and_then(|one| one.value);
    let before = (0..place).rev().find_map(value);
    let moved = value(place).zip(before);
    let moved = moved.and_then(|(now, before)| now.minus(before));
    moved.map_or_else(String::new, |moved| facts::change(moved, measure, glyphs))
}

/// The latest check-ins, newest first.
fn check_ins(item: &Item, model: &Model, page: &mut Page<'_, '_>) {
    const SHOWN: usize = 6;
    let Some(measure) = &item.measure else {
        return;
    };
    let glyphs = page.pen.glyphs();
    page.blank();
    page.line(&[(Some(Tone::Heading), "Check-ins".to_owned())]);
    if item.series.is_empty() {
        page.line(&[(
            Some(Tone::Muted),
            "None yet. The first one makes the start".to_owned(),
        )]);
    }
    for (place, check_in) in item.series.iter().enumerate().rev().take(SHOWN) {
        let value = check_in
            .value
            .map_or_else(|| "?".to_owned(), |value| words::bare(value, measure));
        let change = moved(item, place, measure, glyphs);
        let answer = check_in
            .confidence
            .map_or_else(|| "-".to_owned(), |answer| format!("{answer}/10"));
        let note = check_in
            .note
            .as_deref()
            .or(check_in.blocker.as_deref())
            .unwrap_or_default();
        page.line(&[
            (
                Some(Tone::Muted),
                format!("{:<7}", dates::short(check_in.date, model.now.today)),
            ),
            (None, format!("{value:>6}")),
            (None, format!(" {change:>6}")),
            (None, format!("  {answer:<5} ")),
            (None, note.to_owned()),
        ]);
    }
}
