//! Check-ins by week: key results down, weeks across. The answer is the core's, read when the screen is
//! opened and with every board; this holds on which cell one stands and what the cells show.

mod view;

use okr_core::domain::id::Uid;
use okr_core::report::timeline::{Cell, Row, Timeline, Week};

use super::{KeyResult, Screen, key_result, tree};
use crate::tui::effect::Effect;
use crate::tui::keymap::Intent;
use crate::tui::model::{Model, Notice};
use crate::tui::widgets::list::List;
use crate::words::timeline::Show;

pub use view::{read_out, view};

/// See the head of this file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Weeks {
    shown: Option<Box<Timeline>>,
    list: List,
    /// The place of the week one stands on.
    week: usize,
    show: Show,
}

impl Weeks {
    /// The key result one stands on.
    #[must_use]
    pub fn selected(&self) -> Option<Uid> {
        Some(self.row()?.uid)
    }

    fn row(&self) -> Option<&Row> {
        self.shown.as_ref()?.rows.get(self.list.selected)
    }

    /// Whether the cell one stands on has a check-in that can be opened.
    #[must_use]
    pub fn has_check_in(&self) -> bool {
        self.cell().is_some_and(|(_, _, cell)| cell.last.is_some())
    }

    fn cell(&self) -> Option<(&Row, &Week, &Cell)> {
        let row = self.row()?;
        let week = self.shown.as_ref()?.weeks.get(self.week)?;
        Some((row, week, row.cells.get(self.week)?))
    }

    /// Another answer takes the place of the one before; one stays on the key result one was on.
    fn take(&mut self, found: Timeline, height: usize) {
        let stood = self.selected();
        let count = found.rows.len();
        let row = found.rows.iter().position(|row| Some(row.uid) == stood);
        if self.shown.is_none() {
            self.week = found.now.unwrap_or(found.weeks.len().saturating_sub(1));
        }
        self.week = self.week.min(found.weeks.len().saturating_sub(1));
        self.shown = Some(Box::new(found));
        self.list
            .select(row.unwrap_or(self.list.selected), count, height);
    }
}

/// The answer is there.
pub fn loaded(model: &mut Model, found: Timeline) {
    let height = view::height(model);
    for screen in model.stack.all_mut() {
        if let Screen::Timeline(weeks) = screen {
            weeks.take(found, height);
            return;
        }
    }
}

pub fn act(model: &mut Model, intent: Intent) -> Vec<Effect> {
    let before = model.selected();
    let height = view::height(model);
    let Screen::Timeline(weeks) = model.stack.top_mut() else {
        return Vec::new();
    };
    let (count, last) = weeks.shown.as_ref().map_or((0, 0), |shown| {
        (shown.rows.len(), shown.weeks.len().saturating_sub(1))
    });
    let half = isize::try_from(height / 2).unwrap_or(1).max(1);
    match intent {
        Intent::Up => weeks.list.go(-1, count, height),
        Intent::Down => weeks.list.go(1, count, height),
        Intent::HalfUp => weeks.list.go(-half, count, height),
        Intent::HalfDown => weeks.list.go(half, count, height),
        Intent::First => weeks.list.select(0, count, height),
        Intent::Last => weeks.list.select(count, count, height),
        Intent::Earlier => weeks.week = weeks.week.saturating_sub(1),
        Intent::Later => weeks.week = (weeks.week + 1).min(last),
        Intent::Views => weeks.show = weeks.show.next(),
        Intent::Accept => return enter(model),
        Intent::CheckIn => return tree::act(model, intent),
        Intent::Back => {
            model.stack.pop();
        }
        _ => {}
    }
    let selected = model.selected().filter(|_| model.selected() != before);
    selected.map(Effect::LoadDetail).into_iter().collect()
}

/// Stands on the cell that was clicked; a second click opens it.
pub fn click(model: &mut Model, x: u16, y: u16) -> Vec<Effect> {
    let Screen::Timeline(weeks) = model.screen() else {
        return Vec::new();
    };
    let Some((row, week)) = view::clicked(weeks, model, x, y) else {
        return Vec::new();
    };
    let week = week.unwrap_or(weeks.week);
    if (weeks.list.selected, weeks.week) == (row, week) {
        return enter(model);
    }
    if let Screen::Timeline(weeks) = model.stack.top_mut() {
        weeks.list.selected = row;
        weeks.week = week;
    }
    let selected = model.selected();
    selected.map(Effect::LoadDetail).into_iter().collect()
}

/// Opens the page of the key result on the last check-in of the week.
fn enter(model: &mut Model) -> Vec<Effect> {
    let Screen::Timeline(weeks) = model.screen() else {
        return Vec::new();
    };
    let Some((row, week, cell)) = weeks.cell() else {
        return Vec::new();
    };
    let page = KeyResult::new(row.uid, cell.last);
    if cell.last.is_none() {
        let text = format!("{} has no check-in in week {}", row.id, week.number);
        model.notice = Some(Notice::said(text));
    }
    key_result::open(model, page)
}
