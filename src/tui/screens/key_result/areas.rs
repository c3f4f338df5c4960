//! Where the parts of the page stand for a size of the terminal.

use ratatui::layout::{Rect, Size};

use super::Face;
use crate::tui::layout::{self, Shape};

/// How the page uses the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Chart and facts, the check-ins below.
    Beside,
    /// Everything below the other.
    Column,
    /// One text.
    Plain,
}

/// Where the parts of the page stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Areas {
    pub form: Form,
    pub title: Rect,
    pub chart: Rect,
    /// The facts, and the line that divides them from the chart where there is room for one.
    pub facts: Rect,
    pub rule: Rect,
    pub scroll: Rect,
}

/// Rows that chart and facts need to be side by side.
const LEAST: u16 = 16;

pub(super) fn areas(size: Size, face: Face) -> Areas {
    let frame = layout::frame(size);
    let inner = Rect {
        x: frame.body.x + 1,
        width: frame.body.width.saturating_sub(2),
        ..frame.body
    };
    let title = Rect {
        height: 1.min(inner.height),
        ..inner
    };
    let gap = if inner.height >= 12 { 2 } else { 1 };
    let below = Rect {
        y: inner.y + gap.min(inner.height),
        height: inner.height.saturating_sub(gap),
        ..inner
    };
    let nothing = Rect::default();
    let whole = Areas {
        form: Form::Plain,
        title,
        chart: nothing,
        facts: nothing,
        rule: nothing,
        scroll: below,
    };
    let is_broad = matches!(frame.shape, Shape::Slim | Shape::Usual | Shape::Wide);
    let has_room = is_broad && inner.height >= LEAST;
    if face == Face::Why {
        return whole;
    }
    if !has_room {
        return Areas {
            form: if face == Face::Table {
                Form::Plain
            } else {
                Form::Column
            },
            ..whole
        };
    }
    beside(size, face, whole)
}

/// Chart and facts side by side, the check-ins below; the table takes the place of both.
fn beside(size: Size, face: Face, whole: Areas) -> Areas {
    let (below, is_wide) = (whole.scroll, layout::shape(size) == Shape::Wide);
    let side = match layout::shape(size) {
        Shape::Wide => 36 + (size.width - 120) / 4,
        Shape::Usual => 29,
        _ => 26,
    };
    let gap = if is_wide { 3 } else { 1 };
    let left = below.width - side - gap;
    let facts = |height: u16| Rect {
        x: below.x + left + gap,
        width: side,
        height,
        ..below
    };
    if face == Face::Table {
        return Areas {
            form: Form::Beside,
            facts: facts(below.height),
            scroll: Rect {
                width: left,
                ..below
            },
            ..whole
        };
    }
    let least = if is_wide { 7 } else { 3 };
    let history = (below.height / 4).max(least);
    let upper = below.height - history - 1;
    Areas {
        form: Form::Beside,
        chart: Rect {
            width: left,
            height: upper,
            ..below
        },
        facts: facts(upper),
        rule: Rect {
            x: 0,
            y: below.y + upper,
            width: size.width,
            height: 1,
        },
        scroll: Rect {
            y: below.y + upper + 1,
            height: history,
            ..below
        },
        ..whole
    }
}
