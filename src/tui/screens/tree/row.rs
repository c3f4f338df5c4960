//! One row of the tree: its branch, its title and its figures, in the columns there is room for.

use okr_core::domain::record::Type;
use okr_core::report::growth::Leaf;
use okr_core::report::item::Item;
use ratatui::layout::Rect;

use super::Tree;
use super::columns::Columns;
use crate::tui::model::Model;
use crate::tui::pen::Pen;
use crate::words::tone::Tone;
use crate::words::{item as words, progress};

pub(super) const WITHOUT_VISION: &str = "Without a vision";

/// Draws a row into `area`, which is one line high, or two on a narrow terminal.
pub(super) fn draw(
    tree: &Tree,
    model: &Model,
    row: usize,
    columns: &Columns,
    area: Rect,
    pen: &mut Pen<'_>,
) {
    let shown = tree.rows().get(row).copied();
    let Some(branch) = shown.and_then(|shown| tree.branch(shown)) else {
        pen.text(
            area.x + 2,
            area.y,
            area.width.saturating_sub(2),
            WITHOUT_VISION,
            Some(Tone::Muted),
        );
        return;
    };
    match branch.leaf {
        Leaf::Vision(place) => {
            let Some(vision) = model.board.visions.get(place) else {
                return;
            };
            let fold = match tree.is_folded(vision.uid) {
                true => format!("{} ", pen.glyphs().folded),
                false => String::new(),
            };
            let text = format!("{fold}{} {}", vision.id, vision.title);
            pen.text(
                area.x + 2,
                area.y,
                area.width.saturating_sub(2),
                &text,
                Some(Tone::Heading),
            );
        }
        Leaf::Item(place) => {
            let Some(item) = model.board.items.get(place) else {
                return;
            };
            if tree.marks.contains(&item.head.uid) {
                let mark = pen.glyphs().mark;
                pen.text(area.x + 1, area.y, 1, mark, Some(Tone::Heading));
            }
            let tone = title_tone(tree, place, item);
            let text = titled(tree, row, item, pen);
            let (start, width) = columns.title;
            let width = if area.height > 1 {
                area.width.saturating_sub(start)
            } else {
                width
            };
            pen.text(area.x + start, area.y, width, &text, tone);
            if area.height > 1 {
                below(
                    model,
                    item,
                    Rect {
                        y: area.y + 1,
                        height: 1,
                        ..area
                    },
                    pen,
                );
            } else {
                figures(model, item, columns, area, pen);
            }
        }
    }
}

fn title_tone(tree: &Tree, place: usize, item: &Item) -> Option<Tone> {
    let is_path = tree
        .filtering
        .as_ref()
        .is_some_and(|filtering| filtering.narrows() && !filtering.has(place));
    match item.kind {
        _ if is_path || item.is_dropped => Some(Tone::Muted),
        Type::Objective => Some(Tone::Heading),
        _ => None,
    }
}

/// The branch, the sign of folding, the id and the title.
fn titled(tree: &Tree, row: usize, item: &Item, pen: &Pen<'_>) -> String {
    let glyphs = pen.glyphs();
    // What hangs on a vision stands under it without a line: every objective would have one.
    let levels = item.above.len().saturating_sub(item.serves.len());
    let lasts = tree.lasts(row, levels);
    let mut text = String::new();
    if let Some((last, above)) = lasts.split_last() {
        text.push_str("  ");
        for is_last in above {
            text.push(if *is_last { ' ' } else { glyphs.vertical });
            text.push(' ');
        }
        match (item.kind, last) {
            (Type::KeyResult, true) => text.push_str(glyphs.last_branch),
            (Type::KeyResult, false) => text.push_str(glyphs.branch),
            _ => {}
        }
    }
    if item.kind == Type::Objective {
        let sign = match (tree.is_folded(item.head.uid), tree.has_parts(row)) {
            (true, _) => glyphs.folded,
            (false, true) => glyphs.unfolded,
            (false, false) => " ",
        };
        text.push_str(sign);
        text.push(' ');
    }
    format!("{text}{} {}", item.id(), item.head.title)
}

fn figures(model: &Model, item: &Item, columns: &Columns, area: Rect, pen: &mut Pen<'_>) {
    let found = &item.assessment;
    let tone = Some(progress::tone(found.status));
    let (x, y) = (area.x, area.y);
    let glyphs = pen.glyphs();
    if let (Some((start, width)), Some(owner)) = (columns.owner, &item.owner) {
        pen.text(x + start, y, width, owner, None);
    }
    if let Some((start, width)) = columns.bar {
        let figures = model.manner.ruler.figures();
        let bar = crate::words::meter::meter(found.progress, usize::from(width), figures);
        pen.text(x + start, y, width, &bar, tone);
    }
    let share = progress::share(found.progress);
    pen.right(x + columns.share_end, y, 4, &share, None);
    let points = progress::points(found.pace_points, glyphs);
    pen.right(x + columns.points_end, y, 4, &points, tone);
    pen.text(
        x + columns.status,
        y,
        9,
        &progress::status(found.status, glyphs),
        tone,
    );
    if let Some(end) = columns.confidence_end {
        pen.right(x + end, y, 3, &confidence(item), None);
    }
    if let Some(end) = columns.age_end {
        let (tone, age) = words::last(item, model.manner.fresh_for);
        pen.right(x + end, y, 5, &age, tone);
    }
}

fn confidence(item: &Item) -> String {
    let found = item.assessment.confidence;
    found.map_or_else(|| progress::UNKNOWN.to_owned(), |answer| answer.to_string())
}

/// The second line of a row on a narrow terminal.
fn below(model: &Model, item: &Item, area: Rect, pen: &mut Pen<'_>) {
    let found = &item.assessment;
    let glyphs = pen.glyphs();
    let tone = Some(progress::tone(found.status));
    let indent = if item.kind == Type::KeyResult { 9 } else { 7 };
    let (age_tone, age) = words::last(item, model.manner.fresh_for);
    let pieces = [
        (None, format!("{:>4}", progress::share(found.progress))),
        (
            tone,
            format!(" {:>4}  ", progress::points(found.pace_points, glyphs)),
        ),
        (
            tone,
            format!("{:<9}", progress::status(found.status, glyphs)),
        ),
        (None, format!("{:>3}  ", confidence(item))),
        (age_tone, age),
    ];
    pen.pieces(
        area.x + indent,
        area.y,
        area.width.saturating_sub(indent),
        &pieces,
    );
}
