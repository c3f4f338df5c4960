//! A message that stops everything: the book cannot be used. It has the four parts of an error and
//! leaves the book as it is.

use okr_core::Error;
use ratatui::layout::Rect;

use crate::tui::layout;
use crate::tui::model::Model;
use crate::tui::pen::Pen;
use crate::words::progress::capital;
use crate::words::tone::Tone;
use crate::words::wrap::wrap;

#[derive(Debug, Clone, PartialEq)]
pub struct Stop {
    pub error: Error,
}

pub fn view(stop: &Stop, model: &Model, pen: &mut Pen<'_>) {
    let error = &stop.error;
    let ruler = model.manner.ruler;
    let width = 70.min(model.size.width.saturating_sub(4));
    let inner = usize::from(width.saturating_sub(4));
    let mut lines: Vec<(Option<Tone>, String)> = Vec::new();
    let mut add = |tone: Option<Tone>, text: &str| {
        let safe = ruler.safe(text).into_owned();
        lines.extend(
            wrap(&safe, inner, &ruler)
                .into_iter()
                .map(|line| (tone, line)),
        );
    };
    add(Some(Tone::Error), &capital(&error.message));
    error.why.iter().for_each(|why| add(None, why));
    add(None, "");
    for next in &error.next {
        add(Some(Tone::Heading), &format!("  {next}"));
    }
    add(
        Some(Tone::Muted),
        &format!(
            "{} {} okr explain {}",
            error.code,
            ruler.set.glyphs().separator,
            error.code
        ),
    );
    let height = u16::try_from(lines.len()).unwrap_or(10) + 2;
    let area: Rect = layout::card(model.size, width, height);
    let inside = pen.framed(area, "The book cannot be used");
    for (y, (tone, line)) in (inside.y..inside.bottom()).zip(&lines) {
        pen.text(inside.x, y, inside.width, line, *tone);
    }
}
