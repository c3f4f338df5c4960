//! Which columns the list has for a width and where they stand. A narrow terminal loses the owner
//! first, then the bar, then the age of the last check-in; the title takes what is left.

use ratatui::layout::Rect;

use crate::tui::layout::Shape;

/// Columns by where they begin, counted from the left of the list; numbers by where they end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Columns {
    /// Branch, id and title: from and how wide.
    pub title: (u16, u16),
    pub owner: Option<(u16, u16)>,
    pub bar: Option<(u16, u16)>,
    pub share_end: u16,
    pub points_end: u16,
    pub status: u16,
    pub confidence_end: Option<u16>,
    pub age_end: Option<u16>,
}

/// The columns of a list that is as wide as `area`.
#[must_use]
pub fn columns(area: Rect, shape: Shape) -> Columns {
    let width = area.width;
    let from_right = |columns: u16| width.saturating_sub(columns);
    let titled = |right: u16| (2, right.saturating_sub(3));
    match shape {
        Shape::Wide => Columns {
            title: titled(from_right(33)),
            owner: Some((from_right(33), 3)),
            bar: Some((from_right(29), 8)),
            share_end: from_right(16),
            points_end: from_right(12),
            status: from_right(11),
            confidence_end: None,
            age_end: None,
        },
        Shape::Usual => Columns {
            title: titled(from_right(42)),
            owner: Some((from_right(42), 4)),
            bar: Some((from_right(37), 9)),
            share_end: from_right(23),
            points_end: from_right(19),
            status: from_right(17),
            confidence_end: Some(from_right(6)),
            age_end: Some(from_right(1)),
        },
        _ => slim(width),
    }
}

fn slim(width: u16) -> Columns {
    let from_right = |columns: u16| width.saturating_sub(columns);
    let bar = (width >= 70).then_some((from_right(37), 9));
    let age_end = (width >= 64).then_some(from_right(1));
    // Without the age everything moves to the edge.
    let gain = if age_end.is_some() { 0 } else { 5 };
    let at = |columns: u16| from_right(columns) + gain;
    let right = bar.map_or(at(27), |(start, _)| start);
    Columns {
        title: (2, right.saturating_sub(3)),
        owner: None,
        bar,
        share_end: at(23),
        points_end: at(19),
        status: at(17),
        confidence_end: Some(at(6)),
        age_end,
    }
}
