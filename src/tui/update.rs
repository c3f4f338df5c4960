//! One message, one step: changes the model and says what is to be done about it. Pure: the same model
//! and the same message give the same answer, with no terminal and no book.

mod back;
mod cards;
mod draft;
mod facts;

pub use draft::standing;
pub(super) use facts::keys;

use ratatui::layout::Size;

use super::cards::{Card, Choice, Help, Overlay, Verb, rows};
use super::effect::{Change, Effect, Wish};
use super::foot;
use super::key::Key;
use super::keymap::{self, Context, Intent, Keymap};
use super::layout;
use super::model::{Model, Notice};
use super::msg::Msg;
use super::screens::review::Opening;
use super::screens::{Screen, first, grade, key_result, review, timeline, tree, wins};
use super::view;
use crate::samples::template;
use crate::words::progress::capital;
use crate::words::tone::Tone;
use okr_core::act::Action;
use okr_core::review::Seat;

/// Takes one message.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let is_open = |model: &Model| matches!(model.overlay, Some(Overlay::Card(_)));
    let was_open = is_open(model);
    let before = draft::standing(model);
    let mut effects = step_on(model, msg);
    if !was_open && model.put_by.is_some() {
        back::bring_back(model);
    }
    effects.extend(draft::followed(model, before));
    effects
}

fn step_on(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Key(key) => {
            model.notice = None;
            self::key(model, key)
        }
        Msg::Do(intent) => act(model, intent),
        Msg::Paste(text) => paste(model, text),
        Msg::Click(x, y) => {
            model.notice = None;
            click(model, x, y)
        }
        Msg::Scroll(rows) => scroll(model, rows),
        Msg::Resized(size) => resized(model, size),
        fact => facts::take(model, fact),
    }
}

fn key(model: &mut Model, key: Key) -> Vec<Effect> {
    if layout::shape(model.size) == layout::Shape::TooSmall {
        // Nothing is seen, so nothing may be done but leaving.
        return match model.manner.keymap.lookup(Context::Tree, key) {
            Some(intent @ (Intent::Quit | Intent::Cancel | Intent::Suspend)) => act(model, intent),
            _ => Vec::new(),
        };
    }
    match model.manner.keymap.lookup(model.place(), key) {
        Some(Intent::Pick) => pick(model, key),
        Some(intent) => act(model, intent),
        None => typed(model, key),
    }
}

/// A key without a meaning of its own is text, where text is being typed.
fn typed(model: &mut Model, key: Key) -> Vec<Effect> {
    match &mut model.overlay {
        Some(Overlay::Card(card)) => {
            if card.take(key) {
                return cards::rehearse(model);
            }
            Vec::new()
        }
        Some(Overlay::Choice(choice)) => {
            choice.take(key);
            Vec::new()
        }
        // The key that opened it closes it, unless it is searched for.
        Some(Overlay::Help(help)) => {
            let opens = model.manner.keymap.lookup(help.context, key) == Some(Intent::Help);
            if opens && !help.is_searching() {
                model.overlay = None;
                return Vec::new();
            }
            help.take(key);
            Vec::new()
        }
        Some(Overlay::Preview(_)) => Vec::new(),
        None => match model.stack.top_mut() {
            Screen::Tree(tree) if tree.filtering.as_ref().is_some_and(|typed| typed.is_typed) => {
                tree::typed(tree, key)
            }
            Screen::Review(_) => review::typed(model, key),
            Screen::Wins(_) => wins::typed(model, key),
            _ => Vec::new(),
        },
    }
}

fn act(model: &mut Model, intent: Intent) -> Vec<Effect> {
    let writes = Keymap::binding(model.context(), intent)
        .is_some_and(|binding| binding.effect == keymap::Effect::Writes);
    if let Some(reason) = model.read_only.as_ref().filter(|_| writes) {
        model.notice = Some(Notice::toned(Tone::Warning, capital(reason)));
        return Vec::new();
    }
    match intent {
        Intent::Suspend => return vec![Effect::Suspend],
        Intent::Redraw => return vec![Effect::Redraw],
        Intent::Cancel => return back::cancel(model),
        _ => {}
    }
    if model.overlay.is_some() {
        return cards::act(model, intent);
    }
    if model.place() == Context::Filter && matches!(model.screen(), Screen::Tree(_)) {
        return back::filter(model, intent);
    }
    if matches!(model.screen(), Screen::Review(_)) && intent != Intent::Help {
        return review::act(model, intent);
    }
    match intent {
        Intent::Review | Intent::ShowReview => {
            vec![Effect::OpenReview(Opening::default(), Seat::default())]
        }
        Intent::Quit => {
            model.quits = true;
            Vec::new()
        }
        Intent::Help => {
            let context = model.context();
            model.overlay = Some(Overlay::Help(Help::of(context)));
            Vec::new()
        }
        Intent::Commands => {
            let selected = tree::subjects(model)
                .first()
                .map(|subject| subject.id.clone());
            let glyphs = model.manner.ruler.set.glyphs();
            let choice = Choice::commands(
                model.context(),
                &model.manner.keymap,
                selected.as_deref(),
                glyphs,
                model.allowed(),
            );
            model.overlay = Some(Overlay::Choice(Box::new(choice)));
            Vec::new()
        }
        Intent::Undo => step(Action::Undo { times: 1 }, "okr undo"),
        Intent::Redo => step(Action::Redo { times: 1 }, "okr redo"),
        Intent::ShowWins => show(model, Screen::Wins(Box::default()), Effect::LoadWins),
        Intent::ShowTimeline => show(
            model,
            Screen::Timeline(Box::default()),
            Effect::LoadTimeline,
        ),
        Intent::ShowGrade => show(model, Screen::Grade(Box::default()), Effect::LoadGrades),
        Intent::ShowTree => {
            if matches!(model.screen(), Screen::Tree(_)) || model.stack.tree_mut().is_some() {
                model.stack.go_down();
            }
            Vec::new()
        }
        _ => match model.screen() {
            Screen::Tree(_) => tree::act(model, intent),
            Screen::First(_) => first_screen(model, intent),
            Screen::KeyResult(_) => key_result::act(model, intent),
            Screen::Wins(_) => wins::act(model, intent),
            Screen::Timeline(_) => timeline::act(model, intent),
            Screen::Grade(_) => grade::act(model, intent),
            Screen::Review(_) | Screen::Stop(_) => Vec::new(),
        },
    }
}

/// Goes to another of the screens; one that is on top already stays as it is.
fn show(model: &mut Model, screen: Screen, read: Effect) -> Vec<Effect> {
    if std::mem::discriminant(model.screen()) == std::mem::discriminant(&screen) {
        return Vec::new();
    }
    model.stack.go_down();
    if !matches!(model.screen(), Screen::Tree(_)) {
        return Vec::new();
    }
    model.stack.push(screen);
    vec![read]
}

pub(super) fn step(action: Action, command: &str) -> Vec<Effect> {
    vec![Effect::Apply(Box::new(Wish {
        change: Change::Do(action),
        command: command.to_owned(),
    }))]
}

/// Opens the card of a verb that needs no record.
fn begin(model: &mut Model, verb: Verb) {
    let card = Card::new(verb, Vec::new(), rows::rows(verb, &[]));
    model.overlay = Some(Overlay::Card(Box::new(card)));
}

/// Goes with a line of the first screen by its number.
fn pick(model: &mut Model, key: Key) -> Vec<Effect> {
    let mut keys = model.manner.keymap.keys(Context::First, Intent::Pick);
    let place = keys.position(|known| known == key);
    drop(keys);
    let Screen::First(screen) = model.stack.top_mut() else {
        return Vec::new();
    };
    let count = screen.count();
    match place.filter(|place| *place < count) {
        Some(place) => {
            screen.list.select(place, count, count);
            act(model, Intent::Accept)
        }
        None => Vec::new(),
    }
}

fn first_screen(model: &mut Model, intent: Intent) -> Vec<Effect> {
    let Screen::First(screen) = model.stack.top_mut() else {
        return Vec::new();
    };
    let count = screen.count();
    match intent {
        Intent::Up => screen.list.go(-1, count, count),
        Intent::Down => screen.list.go(1, count, count),
        Intent::Back => *screen = Default::default(),
        Intent::Accept if screen.templates => {
            let chosen = template::built_in().nth(screen.list.selected);
            return chosen
                .map(|one| Effect::ReadTemplate(one.name))
                .into_iter()
                .collect();
        }
        Intent::Accept => {
            let choice = first::CHOICES.get(screen.list.selected);
            match choice.map(|(_, _, choice)| *choice) {
                Some(first::Choice::Begin(verb)) => begin(model, verb),
                Some(first::Choice::Templates) => {
                    screen.templates = true;
                    screen.list = Default::default();
                }
                Some(first::Choice::Paste) => {
                    model.notice = Some(Notice::said(
                        "Copy the rows, then paste them here as into any program",
                    ));
                }
                Some(first::Choice::LookAround) => {
                    model.is_sample = true;
                    return vec![Effect::LookAround];
                }
                None => {}
            }
        }
        _ => {}
    }
    Vec::new()
}

fn paste(model: &mut Model, text: String) -> Vec<Effect> {
    match &mut model.overlay {
        Some(Overlay::Card(card)) => {
            card.paste(&text);
            return cards::rehearse(model);
        }
        Some(Overlay::Choice(choice)) => {
            choice.field.paste(&text);
            choice.list = Default::default();
            return Vec::new();
        }
        Some(_) => return Vec::new(),
        None => {}
    }
    match model.stack.top_mut() {
        Screen::Tree(tree) => {
            if let Some(filtering) = tree
                .filtering
                .as_mut()
                .filter(|filtering| filtering.is_typed)
            {
                filtering.field.paste(&text);
                return vec![Effect::ReadFilter(filtering.field.text().to_owned())];
            }
            tree::paste(model, text)
        }
        Screen::Review(_) => review::paste(model, &text),
        Screen::First(_) => vec![Effect::ReadPaste(text, None)],
        Screen::Wins(_) => wins::paste(model, &text),
        Screen::KeyResult(_) | Screen::Timeline(_) | Screen::Grade(_) | Screen::Stop(_) => {
            Vec::new()
        }
    }
}

fn click(model: &mut Model, x: u16, y: u16) -> Vec<Effect> {
    if let Some(intent) = foot::click(model, x, y) {
        return act(model, intent);
    }
    if model.overlay.is_some() {
        return Vec::new();
    }
    if let Some(intent) = view::tab_at(model, x, y) {
        return act(model, intent);
    }
    let row = match model.screen() {
        Screen::Tree(tree) => {
            tree::click(tree, model, x, y).map(|row| (row, tree.list.selected == row))
        }
        _ => None,
    };
    match model.screen() {
        Screen::Wins(_) => return wins::click(model, x, y),
        Screen::Timeline(_) => return timeline::click(model, x, y),
        _ => {}
    }
    match row {
        Some((_, true)) => act(model, Intent::Accept),
        Some((row, false)) => {
            let height = layout::tree(model.size, layout::Filter::None).list.height;
            if let Screen::Tree(tree) = model.stack.top_mut() {
                tree.select_row(row, usize::from(height));
            }
            model
                .selected()
                .map(Effect::LoadDetail)
                .into_iter()
                .collect()
        }
        None => Vec::new(),
    }
}

fn scroll(model: &mut Model, rows: i16) -> Vec<Effect> {
    let intent = match (model.screen(), rows < 0) {
        (Screen::Grade(_), true) => Intent::CardBefore,
        (Screen::Grade(_), false) => Intent::CardAfter,
        (_, true) => Intent::Up,
        (_, false) => Intent::Down,
    };
    let mut effects = Vec::new();
    for _ in 0..rows.unsigned_abs().min(9) {
        effects = act(model, intent);
    }
    effects
}

fn resized(model: &mut Model, size: Size) -> Vec<Effect> {
    model.size = size;
    tree::resized(model);
    Vec::new()
}
