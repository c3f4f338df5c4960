//! The selected record in three lines below the list: which one, how it stands, what is in its way.

use okr_core::report::growth::Leaf;
use okr_core::report::item::Item;
use ratatui::layout::Rect;

use super::Tree;
use crate::tui::model::Model;
use crate::tui::pen::Pen;
use crate::words::tone::Tone;
use crate::words::{dates, facts, forecast, item as words, progress, sitting};

/// Three lines: which one, how it stands, what is in its way.
pub(super) fn view(tree: &Tree, model: &Model, area: Rect, pen: &mut Pen<'_>) {
    let (x, width) = (area.x + 1, area.width.saturating_sub(2));
    let Some(uid) = model.selected() else {
        return;
    };
    let Some(item) = model.detail().or_else(|| model.item(uid)) else {
        vision(tree, model, area, pen);
        return;
    };
    let title = format!("{} {}", item.id(), item.head.title);
    pen.text(x, area.y, width, &title, Some(Tone::Heading));
    pen.text(
        x,
        area.y + 1,
        width,
        &standing(item, model, width, pen),
        None,
    );
    let said = facts::sentences(item, model.now.today);
    if let Some((tone, text)) = said.first() {
        pen.text(x, area.y + 2, width, text, *tone);
    }
}

fn standing(item: &Item, model: &Model, width: u16, pen: &Pen<'_>) -> String {
    let found = &item.assessment;
    let mut parts = Vec::new();
    match &item.measure {
        Some(measure) => {
            parts.push(words::way(item));
            let named = found.expected_value.filter(|_| found.current.is_some());
            parts.extend(
                named.map(|value| format!("pace says {}", sitting::rounded(value, Some(measure)))),
            );
        }
        None if !has_key_results(item, model) => parts.push("no key results yet".to_owned()),
        None => {
            parts.push(progress::share(found.progress));
            parts.extend(found.pace_points.map(progress::pace));
        }
    }
    parts.extend(forecast::short(item, model.now.today));
    if let Some(last) = found.last {
        parts.push(format!(
            "last check-in {}",
            dates::short(last, model.now.today)
        ));
    }
    let text = parts.join(&format!(" {} ", pen.glyphs().separator));
    match model.manner.ruler.width(&text) > usize::from(width) {
        true => text.replace("last check-in ", "last "),
        false => text,
    }
}

fn has_key_results(objective: &Item, model: &Model) -> bool {
    let mut all = model.board.items.iter().filter(|item| !item.is_dropped);
    all.any(|item| item.above.iter().any(|(uid, _)| *uid == objective.head.uid))
}

fn vision(tree: &Tree, model: &Model, area: Rect, pen: &mut Pen<'_>) {
    let row = tree.rows().get(tree.list.selected).copied();
    let leaf = row
        .and_then(|row| tree.branch(row))
        .map(|branch| branch.leaf);
    let Some(Leaf::Vision(place)) = leaf else {
        return;
    };
    if let Some(vision) = model.board.visions.get(place) {
        let title = format!("{} {}", vision.id, vision.title);
        pen.text(
            area.x + 1,
            area.y,
            area.width.saturating_sub(2),
            &title,
            Some(Tone::Heading),
        );
        let id = vision.id.to_string();
        let serving = model
            .board
            .objectives()
            .filter(|item| !item.is_dropped && item.serves.contains(&id));
        let count = crate::words::outcome::counted(serving.count(), "objective");
        let verb = format!("served by {count}");
        pen.text(
            area.x + 1,
            area.y + 1,
            area.width.saturating_sub(2),
            &verb,
            None,
        );
    }
}
