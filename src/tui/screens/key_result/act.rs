//! What the keys of the page do. Its verbs are the tree's, about this one record.

use okr_core::domain::id::Uid;

use super::areas::areas;
use super::{Face, KeyResult, Shown, flow};
use crate::tui::effect::Effect;
use crate::tui::keymap::Intent;
use crate::tui::model::Model;
use crate::tui::screens::{Screen, tree};
use crate::words::{item as words, progress};

/// Opens the page of a key result over what is on the screen.
pub fn open(model: &mut Model, page: KeyResult) -> Vec<Effect> {
    let uid = page.uid;
    model.stack.push(Screen::KeyResult(Box::new(page)));
    read(uid)
}

/// A page was read; one whose record is gone is left.
pub fn loaded(model: &mut Model, shown: Option<Shown>) {
    let Some(shown) = shown else {
        if matches!(model.screen(), Screen::KeyResult(_)) {
            model.stack.pop();
        }
        return;
    };
    for screen in model.stack.all_mut() {
        if let Screen::KeyResult(page) = screen
            && page.uid == shown.item.head.uid
        {
            page.take(shown);
            return;
        }
    }
}

/// What is to be read for a page.
fn read(uid: Uid) -> Vec<Effect> {
    vec![Effect::LoadPage(uid), Effect::LoadDetail(uid)]
}

pub fn act(model: &mut Model, intent: Intent) -> Vec<Effect> {
    match intent {
        Intent::CheckIn
        | Intent::Edit
        | Intent::EditText
        | Intent::Win
        | Intent::Block
        | Intent::Ask
        | Intent::Note
        | Intent::Move
        | Intent::Drop
        | Intent::Repeat => return tree::act(model, intent),
        Intent::Copy => return copy(model),
        Intent::Back => return back(model),
        _ => {}
    }
    with_page(model, |page, model| walk(page, model, intent));
    Vec::new()
}

/// The page on top with its state taken out for a moment.
fn with_page(model: &mut Model, act: impl FnOnce(&mut KeyResult, &Model)) {
    let Screen::KeyResult(page) = model.stack.top() else {
        return;
    };
    let mut taken = (**page).clone();
    act(&mut taken, model);
    if let Screen::KeyResult(page) = model.stack.top_mut() {
        **page = taken;
    }
}

fn back(model: &mut Model) -> Vec<Effect> {
    if let Screen::KeyResult(page) = model.stack.top_mut()
        && page.face == Face::Why
    {
        page.face = Face::Chart;
        page.offset = 0;
        return Vec::new();
    }
    model.stack.pop();
    let selected = model.selected();
    selected.map(Effect::LoadDetail).into_iter().collect()
}

fn walk(page: &mut KeyResult, model: &Model, intent: Intent) {
    let height = usize::from(areas(model.size, page.face).scroll.height);
    let half = (height / 2).max(1);
    let turned = |face: Face, to: Face| if face == to { Face::Chart } else { to };
    match intent {
        Intent::Up => page.offset = page.offset.saturating_sub(1),
        Intent::Down => page.offset += 1,
        Intent::HalfUp => page.offset = page.offset.saturating_sub(half),
        Intent::HalfDown => page.offset += half,
        Intent::First => page.offset = 0,
        Intent::Last => page.offset = usize::MAX,
        Intent::Earlier => step(page, -1),
        Intent::Later => step(page, 1),
        Intent::Table => {
            page.face = turned(page.face, Face::Table);
            page.offset = 0;
        }
        Intent::Why => {
            page.face = turned(page.face, Face::Why);
            page.offset = 0;
        }
        _ => return,
    }
    let flow = flow::flow(page, model);
    if matches!(intent, Intent::Earlier | Intent::Later | Intent::Table)
        && let Some(row) = flow.picked
    {
        let last = (row + 1).saturating_sub(height);
        page.offset = page.offset.clamp(last, row.max(last));
    }
    page.offset = page.offset.min(flow.lines.len().saturating_sub(height));
}

/// To the check-in before or after; the first step stands on the latest one.
fn step(page: &mut KeyResult, by: isize) {
    let count = page.item().map_or(0, |item| item.series.len());
    page.picked = match page.picked {
        _ if count == 0 => None,
        None => Some(count - 1),
        Some(place) => Some(place.saturating_add_signed(by).min(count - 1)),
    };
}

fn copy(model: &Model) -> Vec<Effect> {
    let Screen::KeyResult(page) = model.stack.top() else {
        return Vec::new();
    };
    let Some(item) = page.item() else {
        return Vec::new();
    };
    let parts = [
        format!("- **{}** {}", item.id(), item.head.title),
        words::way(item),
        progress::share(item.assessment.progress),
        item.assessment.status.name().to_owned(),
    ];
    let mut text = format!("{}\n", parts.join(", "));
    for row in flow::rows(page, model).iter().rev() {
        text.push_str(&format!("  - {}\n", crate::words::page::read_out(row)));
    }
    vec![Effect::Copy(text)]
}
