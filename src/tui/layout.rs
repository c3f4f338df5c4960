//! Where things stand for a size of the terminal: the same areas for drawing, for the length of a page
//! and for the mouse. Nothing here knows what is drawn.

use ratatui::layout::{Rect, Size};

/// How a size is used, in steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Under 40 by 10.
    TooSmall,
    /// Under 60 columns: two lines a row.
    Narrow,
    /// 60 to 79 columns: fewer columns.
    Slim,
    Usual,
    /// From 120 columns on: the record beside the list.
    Wide,
}

pub const LEAST: Size = Size::new(40, 10);

/// The rows of the frame around a screen, and what is left for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    pub shape: Shape,
    pub head: Rect,
    pub tabs: Rect,
    /// Everything between the upper line and the notice.
    pub body: Rect,
    /// The line above the footer: a rule, until there is something to say.
    pub notice: Rect,
    pub foot: Rect,
}

/// The parts of the tree's screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TreeAreas {
    /// The names of the columns, or the filter.
    pub top: Rect,
    pub list: Rect,
    /// A line between list and what is below it.
    pub rule: Option<Rect>,
    /// The record below the list.
    pub lines: Option<Rect>,
    /// The record beside the list.
    pub side: Option<Rect>,
    /// The week below the list.
    pub week: Option<Rect>,
}

#[must_use]
pub fn shape(size: Size) -> Shape {
    match (size.width, size.height) {
        (width, height) if width < LEAST.width || height < LEAST.height => Shape::TooSmall,
        (..60, _) => Shape::Narrow,
        (..80, _) => Shape::Slim,
        (120.., 24..) => Shape::Wide,
        _ => Shape::Usual,
    }
}

fn row(size: Size, y: u16, height: u16) -> Rect {
    Rect::new(0, y, size.width, height).intersection(Rect::new(0, 0, size.width, size.height))
}

#[must_use]
pub fn frame(size: Size) -> Frame {
    // The last line is free where the keys fit in one: some terminals draw their own things there.
    let spare = u16::from(size.height >= 14);
    let foot = size.height.saturating_sub(1 + spare);
    let notice = foot.saturating_sub(1);
    let body = row(size, 3, notice.saturating_sub(3));
    Frame {
        shape: shape(size),
        head: row(size, 0, 1),
        tabs: row(size, 1, 1),
        body,
        notice: row(size, notice, 1),
        foot: row(size, foot, 1 + spare),
    }
}

/// Columns of the list beside the record, on a terminal of 120; a wider one gives both the same.
const LIST: u16 = 67;
const DETAIL_LINES: u16 = 3;
const LEAST_LIST: u16 = 13;
const LEAST_WEEK: u16 = 6;

/// The parts of the tree, with a blank line below the filter while there is one.
#[must_use]
pub fn tree(size: Size, filter: Filter) -> TreeAreas {
    let frame = frame(size);
    let body = frame.body;
    let top = Rect {
        height: 1.min(body.height),
        ..body
    };
    let above = match filter {
        Filter::Shown => 2,
        // Two lines a row have no columns that could be named.
        Filter::None if frame.shape == Shape::Narrow => 0,
        Filter::None => 1,
    };
    let rest = Rect {
        y: body.y + above,
        height: body.height.saturating_sub(above),
        ..body
    };
    match frame.shape {
        Shape::Wide => wide(top, body, rest, size),
        _ if size.height >= 18 => {
            let list = rest.height.saturating_sub(DETAIL_LINES + 1);
            TreeAreas {
                top,
                list: Rect {
                    height: list,
                    ..rest
                },
                rule: Some(Rect {
                    y: rest.y + list,
                    height: 1,
                    ..rest
                }),
                lines: Some(Rect {
                    y: rest.y + list + 1,
                    height: DETAIL_LINES,
                    ..rest
                }),
                side: None,
                week: None,
            }
        }
        _ => TreeAreas {
            top,
            list: rest,
            rule: None,
            lines: None,
            side: None,
            week: None,
        },
    }
}

/// Columns of the list with the record beside it.
fn beside(size: Size) -> u16 {
    LIST + size.width.saturating_sub(120) / 2
}

fn wide(top: Rect, body: Rect, rest: Rect, size: Size) -> TreeAreas {
    let width = beside(size);
    // The last line of the body belongs to the sums.
    let rest = Rect {
        width,
        height: rest.height.saturating_sub(1),
        ..rest
    };
    let week = rest.height.saturating_sub(LEAST_LIST + 1).min(18);
    let week = if week < LEAST_WEEK { 0 } else { week };
    let list = if week == 0 {
        rest.height
    } else {
        rest.height - week - 1
    };
    let below = |from: u16, height: u16| {
        (week > 0).then_some(Rect {
            y: rest.y + from,
            height,
            ..rest
        })
    };
    let side = Rect {
        x: width,
        y: body.y,
        width: size.width - width,
        height: body.height.saturating_sub(1),
    };
    TreeAreas {
        top: Rect { width, ..top },
        list: Rect {
            height: list,
            ..rest
        },
        // A column stays free in front of the line between list and record.
        rule: below(list, 1).map(|rule| Rect {
            width: rule.width - 1,
            ..rule
        }),
        lines: None,
        side: Some(side),
        week: below(list + 1, week),
    }
}

/// Whether the filter stands where the names of the columns are otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filter {
    Shown,
    None,
}

/// The middle of the body, for a card of a wished size.
#[must_use]
pub fn card(size: Size, width: u16, height: u16) -> Rect {
    let frame = frame(size);
    let room = frame.body;
    let (width, height) = (width.min(size.width), height.min(room.height));
    Rect {
        x: (size.width - width) / 2,
        y: room.y + (room.height - height) / 2,
        width,
        height,
    }
}

/// The lower end of the body, over its whole width.
#[must_use]
pub fn sheet(size: Size, height: u16) -> Rect {
    let body = frame(size).body;
    let height = height.min(body.height);
    let width = match shape(size) {
        // The record beside the list stays in sight.
        Shape::Wide => beside(size),
        _ => body.width.min(78),
    };
    Rect {
        x: 0,
        y: body.bottom() - height,
        width,
        height,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_area_leaves_the_terminal_at_any_size() {
        for width in [0, 1, 10, 39, 40, 59, 60, 79, 80, 119, 120, 500] {
            for height in [0, 1, 3, 9, 10, 14, 18, 24, 30, 40, 200] {
                let size = Size::new(width, height);
                let whole = Rect::new(0, 0, width, height);
                let frame = frame(size);
                for area in [frame.head, frame.tabs, frame.body, frame.notice, frame.foot] {
                    assert_eq!(area.intersection(whole), area, "{size}");
                }
                if shape(size) == Shape::TooSmall {
                    continue;
                }
                for filter in [Filter::Shown, Filter::None] {
                    let tree = tree(size, filter);
                    let parts = [
                        Some(tree.top),
                        Some(tree.list),
                        tree.rule,
                        tree.lines,
                        tree.side,
                        tree.week,
                    ];
                    for area in parts.into_iter().flatten() {
                        assert_eq!(area.intersection(whole), area, "{size} {tree:?}");
                    }
                    assert!(tree.list.height >= 1, "{size}");
                }
                assert_eq!(card(size, 70, 18).intersection(whole), card(size, 70, 18));
            }
        }
    }

    #[test]
    fn the_reference_sizes_stand_as_they_are_drawn() {
        let usual = tree(Size::new(80, 24), Filter::None);
        assert_eq!((usual.top.y, usual.list.y, usual.list.height), (3, 4, 13));
        assert_eq!(usual.rule.map(|rule| rule.y), Some(17));
        assert_eq!(usual.lines.map(|lines| lines.y), Some(18));
        assert_eq!(frame(Size::new(80, 24)).foot.y, 22);
        let wide = tree(Size::new(120, 40), Filter::None);
        assert_eq!((wide.list.height, wide.list.width), (13, 67));
        assert_eq!(wide.side.map(|side| side.x), Some(67));
    }
}
