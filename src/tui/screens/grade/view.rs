//! Draws the record that is graded: what it came to, what that means, what was said, what becomes of it.
//! Where there is no room the lines at the end are left out first.

use okr_core::domain::record::Type;
use okr_core::report::grades::Graded;
use ratatui::layout::Rect;

use super::Grades;
use crate::tui::keymap::{Context, Intent};
use crate::tui::model::Model;
use crate::tui::pen::Pen;
use crate::words::tone::Tone;
use crate::words::wrap::wrap;
use crate::words::{grade as words, item};

/// A label, a text, and what it means.
type Line = (&'static str, String, Option<Tone>);

/// Columns of the labels.
const LABEL: u16 = 16;

pub fn view(grades: &Grades, model: &Model, area: Rect, pen: &mut Pen<'_>) {
    let (x, width) = (area.x + 1, area.width.saturating_sub(2));
    let Some(one) = grades.one() else {
        let text = match grades.told.is_some() {
            true => "There is nothing to grade in this cycle yet",
            false => "There is nothing to grade yet",
        };
        pen.text(x, area.y, width, text, Some(Tone::Muted));
        return;
    };
    heading(grades, one, Rect { x, width, ..area }, pen);
    let is_low = area.height < 12;
    let mut y = area.y + if is_low { 1 } else { 2 };
    let foot = if is_low {
        area.bottom()
    } else {
        area.bottom() - 1
    };
    let room = width.saturating_sub(LABEL + 2);
    for group in [numbers(one), said(one, model), next(one)] {
        let is_empty = group.is_empty();
        for (label, text, tone) in group {
            let safe = pen.manner.ruler.safe(&text).into_owned();
            let parts = wrap(&safe, usize::from(room), &pen.manner.ruler);
            for (place, part) in parts.iter().enumerate() {
                if y >= foot {
                    return;
                }
                if place == 0 {
                    pen.text(x + 2, y, LABEL, label, Some(Tone::Muted));
                }
                pen.text(x + 2 + LABEL, y, room, part, tone);
                y += 1;
            }
        }
        y += u16::from(!is_low && !is_empty);
    }
    if !is_low {
        let text = "This text goes to the retrospective. Scores never rank people.";
        pen.text(x, foot, width, text, Some(Tone::Muted));
    }
}

fn heading(grades: &Grades, one: &Graded, area: Rect, pen: &mut Pen<'_>) {
    let Some(told) = &grades.told else {
        return;
    };
    let place = format!("{} of {}", grades.place + 1, told.all.len());
    let wide = u16::try_from(place.len()).unwrap_or(8);
    let separator = pen.glyphs().separator;
    let text = format!(
        "Grade {} {separator} {} {}",
        told.cycle.name,
        one.item.id(),
        one.item.head.title
    );
    let room = area.width.saturating_sub(wide + 2);
    pen.text(area.x, area.y, room, &text, Some(Tone::Heading));
    pen.right(area.x + area.width, area.y, wide, &place, Some(Tone::Muted));
}

fn numbers(one: &Graded) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    match (one.item.kind, one.parts) {
        (Type::KeyResult, _) => lines.push(("Final value", item::way(&one.item), None)),
        (_, Some((known, of))) => {
            lines.push(("Parts", format!("{known} of {of} have a score"), None));
        }
        _ => {}
    }
    lines.push(("Value says", words::score(one.suggestion.score), None));
    if let Some(agreed) = one.suggestion.agreed {
        lines.push(("", words::by_agreed(agreed), None));
    }
    let score = match (&one.item.grade, one.reading()) {
        (Some(grade), Some(reading)) => (
            format!(
                "{}, {}",
                words::score(Some(grade.score.as_f64())),
                words::reading(reading, one.ambition)
            ),
            Some(words::tone(reading)),
        ),
        _ => ("not graded yet".to_owned(), Some(Tone::Muted)),
    };
    lines.push(("Score", score.0, score.1));
    lines.push(("Ambition", words::meant(one.ambition).to_owned(), None));
    lines
}

fn said(one: &Graded, model: &Model) -> Vec<Line> {
    let Some(grade) = &one.item.grade else {
        let map = &model.manner.keymap;
        let glyphs = model.manner.ruler.set.glyphs();
        let shown = |intent| map.shown(Context::Grade, &[intent], glyphs);
        let text = format!(
            "{} takes the score of the value, {} asks for everything",
            shown(Intent::Same),
            shown(Intent::Accept)
        );
        return vec![("", text, Some(Tone::Muted))];
    };
    let texts = [
        ("Reason", &grade.reason),
        ("Cause", &grade.cause),
        ("What helped", &grade.helped),
        ("What hurt", &grade.hurt),
        ("Learned", &grade.learned),
    ];
    texts
        .into_iter()
        .filter_map(|(label, text)| Some((label, text.clone()?, None)))
        .collect()
}

fn next(one: &Graded) -> Vec<Line> {
    let line = match words::what_next(one) {
        Some(decided) => (decided, None),
        None => {
            let open = "not decided: done, carry, change or drop";
            (open.to_owned(), Some(Tone::Muted))
        }
    };
    vec![("Next cycle", line.0, line.1)]
}
