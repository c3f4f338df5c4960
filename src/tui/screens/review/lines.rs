//! The card as lines: where the key result stood and should be, its fields, and what is worth noticing.
//! Each line knows how much it would be missed on a terminal that is too low for all.

use okr_core::domain::measure::{Kind, Measure};
use okr_core::review::Card;

use super::{Part, Sitting, prompt};
use crate::tui::layout::{self, Shape};
use crate::tui::model::Model;
use crate::tui::pen::Piece;
use crate::words::meter::spark;
use crate::words::tone::Tone;
use crate::words::wrap::wrap;
use crate::words::{answers, dates, item as facts, progress, review as words, sitting};

/// Columns in front of what is known.
const LABEL: usize = 13;

/// A line of a card, and how much it is missed where there is no room: 0 is never left out.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub missed: u8,
    pub what: What,
}

#[derive(Debug, Clone)]
pub(super) enum What {
    Pieces(Vec<Piece>),
    Field(Part),
    Prompt,
    Blank,
}

fn line(missed: u8, pieces: Vec<Piece>) -> Line {
    Line {
        missed,
        what: What::Pieces(pieces),
    }
}

fn blank() -> Line {
    Line {
        missed: 9,
        what: What::Blank,
    }
}

/// The card as lines, from its objective to what is worth noticing.
pub(super) fn lines(held: &Sitting, model: &Model, width: usize) -> Vec<Line> {
    let Some(card) = held.review.card() else {
        return Vec::new();
    };
    let mut lines = vec![above(card, held, model)];
    lines.extend(title(card, model, width));
    lines.push(blank());
    lines.extend(known(card, held, model, width));
    lines.push(blank());
    for part in Part::ALL {
        let missed = match part {
            Part::Value => 0,
            part if part == held.part => 0,
            Part::Confidence => 2,
            Part::Note => 3,
            Part::Blocker => 4,
        };
        lines.push(Line {
            missed,
            what: What::Field(part),
        });
        if held.opening.presents {
            lines.push(blank());
        }
    }
    lines.push(blank());
    if held.prompt.is_some() {
        let text = prompt::question(held).unwrap_or_default();
        let safe = model.manner.ruler.safe(&text).into_owned();
        for text in wrap(&safe, width.saturating_sub(4).max(20), &model.manner.ruler) {
            lines.push(line(0, vec![(Some(Tone::Heading), text)]));
        }
        lines.push(Line {
            missed: 0,
            what: What::Prompt,
        });
        return lines;
    }
    lines.extend(notices(held, card, model, width));
    lines
}

/// How many lines of a card are its head: the objective and the key result.
pub(super) fn head(held: &Sitting, model: &Model, width: usize) -> usize {
    let card = held.review.card();
    1 + card.map_or(0, |card| title(card, model, width).len())
}

/// The title, in a second line where one is too short.
fn title(card: &Card, model: &Model, width: usize) -> Vec<Line> {
    // A low terminal has one line for it, which says that it is cut.
    let most = if model.size.height < 14 { 1 } else { 2 };
    let ruler = model.manner.ruler;
    let id = card.item.id();
    let room = width.saturating_sub(id.len() + 4).max(20);
    let safe = ruler.safe(&card.item.head.title).into_owned();
    let all = wrap(&safe, room, &ruler);
    let mut lines = Vec::new();
    for (place, text) in all.iter().take(most).enumerate() {
        let front = match place {
            0 => (Some(Tone::Id), format!("{id} ")),
            _ => (None, " ".repeat(id.len() + 1)),
        };
        // What is behind the last line is cut where the terminal ends, with its sign.
        let text = match place + 1 == most {
            true => all.get(place..).unwrap_or_default().join(" "),
            false => text.clone(),
        };
        let missed = if place == 0 { 0 } else { 5 };
        lines.push(line(missed, vec![front, (Some(Tone::Heading), text)]));
    }
    lines
}

fn above(card: &Card, held: &Sitting, model: &Model) -> Line {
    let parent = card.item.above.first();
    let title = parent
        .and_then(|(uid, _)| model.item(*uid))
        .map(|item| item.head.title.clone());
    let id = parent.map(|(_, id)| id.clone()).unwrap_or_default();
    let mut text = format!("{id} {}", title.unwrap_or_default());
    if let Some(owner) = card.item.owner.as_ref().filter(|_| held.opening.presents) {
        text = format!("{owner}: {text}");
    }
    line(6, vec![(Some(Tone::Muted), text)])
}

/// Where it stood, where it should be, how it went.
fn known(card: &Card, held: &Sitting, model: &Model, width: usize) -> Vec<Line> {
    let measure = card.item.measure.as_ref();
    let found = &card.item.assessment;
    let label = |text: &str| (Some(Tone::Muted), format!("  {text:<11}"));
    let mut lines = Vec::new();
    let last = match card.last() {
        Some(last) => {
            let value = last.value.zip(measure);
            let value = value.map(|(value, measure)| facts::bare(value, measure));
            let mut text = value.unwrap_or_default();
            if let Some(confidence) = card.last_confidence() {
                text.push_str(&format!("   conf {confidence}/10"));
            }
            format!("{text}   {}", dates::short(last.date, model.now.today))
        }
        None => "no check-in yet".to_owned(),
    };
    lines.push(line(1, vec![label("Last time"), (None, last)]));
    // A wide terminal has it beside the card.
    if layout::shape(model.size) != Shape::Wide || held.opening.presents {
        let said = card.last().and_then(|last| last.note.as_ref());
        let safe = said.map(|note| model.manner.ruler.safe(note).into_owned());
        let room = width.saturating_sub(LABEL + 4).max(20);
        let all = safe.map(|note| wrap(&format!("\"{note}\""), room, &model.manner.ruler));
        for (place, text) in all.into_iter().flatten().take(2).enumerate() {
            let front = label(if place == 0 { "You said" } else { "" });
            lines.push(line(
                if place == 0 { 4 } else { 7 },
                vec![front, (None, text)],
            ));
        }
    }
    let mut pace = Vec::new();
    if let Some((value, measure)) = found.expected_value.zip(measure) {
        pace.push(sitting::rounded(value, Some(measure)));
    }
    if let Some(target) = facts::target(&card.item) {
        pace.push(format!("target {target}"));
    }
    if let Some(start) = facts::start(&card.item) {
        pace.push(format!("start {start}"));
    }
    let status = progress::status(found.status, model.manner.ruler.set.glyphs());
    let tone = Some(progress::tone(found.status));
    lines.push(line(
        5,
        vec![
            label(if found.expected_value.is_some() {
                "Pace says"
            } else {
                "Status"
            }),
            (None, format!("{}   ", pace.join("   "))),
            (tone, status),
        ],
    ));
    lines.extend(trend(card, measure, model, width));
    lines
}

fn trend(card: &Card, measure: Option<&Measure>, model: &Model, width: usize) -> Option<Line> {
    const MOST: usize = 8;
    let measure = measure
        .filter(|measure| !matches!(measure.kind, Kind::Milestone | Kind::Zones | Kind::Steps))?;
    let values: Vec<_> = card
        .item
        .series
        .iter()
        .filter_map(|check_in| check_in.value)
        .collect();
    if values.len() < 2 {
        return None;
    }
    let recent = &values[values.len().saturating_sub(MOST)..];
    let mut named: Vec<String> = recent
        .iter()
        .map(|value| facts::bare(*value, measure))
        .collect();
    let drawn: Vec<Option<f64>> = recent.iter().map(|value| Some(value.as_f64())).collect();
    let bars = spark(&drawn, model.manner.ruler.figures());
    // The newest are wanted: the oldest give way where all do not fit.
    let room = width.saturating_sub(LABEL + 6 + drawn.len());
    while named.len() > 2 && model.manner.ruler.width(&named.join(" ")) > room {
        named.remove(0);
    }
    let text = format!("{}   {bars}", named.join(" "));
    Some(line(
        7,
        vec![
            (Some(Tone::Muted), format!("  {:<11}", "Trend")),
            (None, text),
        ],
    ))
}

/// What is wrong, what looks like a slip, what a fall or a lag is worth asking.
fn notices(held: &Sitting, card: &Card, model: &Model, width: usize) -> Vec<Line> {
    let ruler = model.manner.ruler;
    let inner = width.saturating_sub(6).max(20);
    let mut texts: Vec<(Tone, u8, String)> = Vec::new();
    for slip in held.slip.iter().filter(|slip| !slip.is_empty()) {
        texts.push((Tone::Error, 0, slip.clone()));
    }
    let warnings = held.tried.iter().flat_map(|tried| &tried.warnings);
    texts.extend(warnings.map(|warning| (Tone::Warning, 1, warning.clone())));
    if let Some(question) = sitting::what_changed(card, held.field(Part::Confidence).text()) {
        texts.push((Tone::Warning, 1, question));
    }
    if texts.is_empty() {
        texts.extend(answers::on_screen(card).map(|text| (Tone::Muted, 2, text)));
        texts.extend(
            words::lag(&card.item, ruler.set.glyphs().minus, model.now.today)
                .map(|text| (Tone::Warning, 8, text)),
        );
    }
    let mut lines = Vec::new();
    for (tone, missed, text) in texts {
        let safe = ruler.safe(&text).into_owned();
        for (place, text) in wrap(&safe, inner, &ruler).into_iter().enumerate() {
            let mark = if place == 0 { "  ! " } else { "    " };
            lines.push(line(missed, vec![(Some(tone), format!("{mark}{text}"))]));
        }
    }
    lines
}
