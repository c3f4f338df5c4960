//! What the keys of the wins do: keep or dismiss what is suggested, tell a new one, reword one, thank,
//! share. Each change is the core's, through the same effects as everywhere.

use okr_core::domain::id::Uid;
use okr_core::domain::record::Type;
use ratatui::layout::Position;

use super::{Entry, Filter, Told, Wins, Won, flow};
use crate::tui::cards::card::Row;
use crate::tui::cards::verb::Subject;
use crate::tui::cards::{Card, Overlay, Verb};
use crate::tui::effect::Effect;
use crate::tui::key::Key;
use crate::tui::keymap::Intent;
use crate::tui::layout;
use crate::tui::model::{Model, Notice};
use crate::tui::screens::Screen;
use crate::words::wins as words;

/// They were read.
pub fn loaded(model: &mut Model, told: Told) {
    for one in &told.dismissed {
        if !model.dismissed.contains(one) {
            model.dismissed.push(*one);
        }
    }
    let stood = current(model).map(|entry| entry.uid());
    let mut added = None;
    for screen in model.stack.all_mut() {
        if let Screen::Wins(wins) = screen {
            let known = wins.told.as_ref().map(|told| &told.won);
            let is_new = |one: &&Won| {
                let is_it = |old: &Won| old.win.uid == one.win.uid;
                known.is_some_and(|known| !known.iter().any(is_it))
            };
            added = told.won.iter().find(is_new).map(|one| one.win.uid);
            wins.told = Some(Box::new(told));
            break;
        }
    }
    // One goes to what was just told, else stays where one was.
    let dismissed = model.dismissed.clone();
    walk(model, |wins, _| {
        let entries = wins.entries(&dismissed);
        let place = |wanted: Uid| entries.iter().position(|entry| entry.uid() == wanted);
        let found = added.and_then(place).or_else(|| stood.and_then(place));
        wins.selected = found.unwrap_or(wins.selected);
    });
}

/// Changes where one stands, and brings that into sight.
fn walk(model: &mut Model, go: impl FnOnce(&mut Wins, usize)) {
    let Screen::Wins(wins) = model.stack.top() else {
        return;
    };
    let mut taken = (**wins).clone();
    let last = taken.entries(&model.dismissed).len().saturating_sub(1);
    go(&mut taken, last);
    let flow = flow::flow(&taken, model);
    let last = taken.entries(&model.dismissed).len().saturating_sub(1);
    taken.selected = taken.selected.min(last);
    let height = flow::height(&taken, model);
    let seen = flow.extent(taken.selected);
    // The heading above the first one is seen as well.
    let top = if taken.selected == 0 { 0 } else { seen.start };
    if top < taken.offset {
        taken.offset = top;
    }
    taken.offset = taken.offset.max(seen.end.saturating_sub(height));
    let most = flow.lines.len().saturating_sub(height);
    taken.offset = taken.offset.min(most);
    if let Screen::Wins(wins) = model.stack.top_mut() {
        **wins = taken;
    }
}

/// A key of typing, into the filter.
pub fn typed(model: &mut Model, key: Key) -> Vec<Effect> {
    walk(model, |wins, _| {
        if let Some(filter) = wins.filter.as_mut().filter(|filter| filter.is_typed) {
            filter.field.take(key);
            wins.selected = 0;
        }
    });
    Vec::new()
}

pub fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    walk(model, |wins, _| {
        if let Some(filter) = wins.filter.as_mut().filter(|filter| filter.is_typed) {
            filter.field.paste(text);
            wins.selected = 0;
        }
    });
    Vec::new()
}

pub fn act(model: &mut Model, intent: Intent) -> Vec<Effect> {
    let Screen::Wins(wins) = model.stack.top() else {
        return Vec::new();
    };
    let is_typed = wins.filter.as_ref().is_some_and(|filter| filter.is_typed);
    let half = (flow::height(wins, model) / 4).max(1);
    match intent {
        Intent::Up => walk(model, |wins, _| {
            wins.selected = wins.selected.saturating_sub(1);
        }),
        Intent::Down => walk(model, |wins, last| {
            wins.selected = (wins.selected + 1).min(last);
        }),
        Intent::HalfUp => walk(model, |wins, _| {
            wins.selected = wins.selected.saturating_sub(half);
        }),
        Intent::HalfDown => walk(model, |wins, last| {
            wins.selected = (wins.selected + half).min(last);
        }),
        Intent::First => walk(model, |wins, _| wins.selected = 0),
        Intent::Last => walk(model, |wins, last| wins.selected = last),
        Intent::Filter => walk(model, |wins, _| {
            wins.filter.get_or_insert_with(Filter::default).is_typed = true;
        }),
        Intent::Accept if is_typed => walk(model, |wins, _| {
            let kept = wins.filter.take();
            let kept = kept.filter(|filter| !filter.field.text().trim().is_empty());
            wins.filter = kept.map(|filter| Filter {
                is_typed: false,
                ..filter
            });
        }),
        Intent::Accept => return keep(model),
        Intent::Dismiss => return dismiss(model),
        Intent::Add => add(model),
        Intent::Edit => edit(model),
        Intent::Thank => thank(model),
        Intent::Share => return share(model),
        Intent::Copy => return copy(model),
        Intent::Back => return back(model),
        _ => {}
    }
    Vec::new()
}

/// Stands on what was clicked.
pub fn click(model: &mut Model, x: u16, y: u16) -> Vec<Effect> {
    let Screen::Wins(wins) = model.stack.top() else {
        return Vec::new();
    };
    let body = layout::frame(model.size).body;
    if !body.contains(Position::new(x, y)) {
        return Vec::new();
    }
    let top = body.y + body.height - u16::try_from(flow::height(wins, model)).unwrap_or(0);
    let place = y
        .checked_sub(top)
        .and_then(|row| flow::flow(wins, model).entry(wins.offset + usize::from(row)));
    if let Some(place) = place {
        walk(model, |wins, last| wins.selected = place.min(last));
    }
    Vec::new()
}

fn back(model: &mut Model) -> Vec<Effect> {
    let Screen::Wins(wins) = model.stack.top_mut() else {
        return Vec::new();
    };
    if wins.filter.take().is_some() {
        walk(model, |_, _| {});
        return Vec::new();
    }
    model.stack.pop();
    let selected = model.selected();
    selected.map(Effect::LoadDetail).into_iter().collect()
}

/// The one that one stands on.
fn current(model: &Model) -> Option<Entry<'_>> {
    let Screen::Wins(wins) = model.stack.top() else {
        return None;
    };
    wins.entries(&model.dismissed).get(wins.selected).copied()
}

fn keep(model: &Model) -> Vec<Effect> {
    let Some(Entry::Suggested(one)) = current(model) else {
        return Vec::new();
    };
    let subject = Subject {
        uid: one.about,
        id: one.id.clone(),
        kind: Type::KeyResult,
    };
    let answers = [("text".to_owned(), one.title.clone())];
    let wish = Verb::Win.wish(&[subject], &answers);
    wish.map(|wish| Effect::Apply(Box::new(wish)))
        .into_iter()
        .collect()
}

fn dismiss(model: &mut Model) -> Vec<Effect> {
    let Screen::Wins(wins) = model.stack.top() else {
        return Vec::new();
    };
    let period = wins.told.as_ref().map(|told| told.period);
    let about = match current(model) {
        Some(Entry::Suggested(one)) => Some((one.about, one.id.clone())),
        _ => None,
    };
    let Some(((about, id), period)) = about.zip(period) else {
        model.notice = Some(Notice::said("Only what is suggested can be dismissed"));
        return Vec::new();
    };
    let dismissed = (about, period);
    model.dismissed.push(dismissed);
    model.notice = Some(Notice::said(format!(
        "Not suggested again for {id} in this period"
    )));
    walk(model, |_, _| {});
    vec![Effect::Dismiss(dismissed)]
}

fn add(model: &mut Model) {
    let rows = vec![
        Row::new("text", "What worked", String::new()),
        Row::new("thanks", "Thanks to", String::new()).beside("names, with commas between"),
        Row::new("for", "Came from", String::new()).beside("K1, K2; may stay empty"),
    ];
    let mut card = Card::new(Verb::Win, Vec::new(), rows);
    card.title = "New win".to_owned();
    model.overlay = Some(Overlay::Card(Box::new(card)));
}

/// A card about the win one stands on, made from its subject and what is known of it.
fn about_win(model: &mut Model, verb: Verb, rows: impl FnOnce(&Won) -> Vec<Row>) {
    let Some(Entry::Won(one)) = current(model) else {
        let text = "First keep what is suggested, then it can be changed";
        model.notice = Some(Notice::said(match current(model) {
            Some(_) => text,
            None => "There is no win yet that could be changed",
        }));
        return;
    };
    let subject = Subject {
        uid: one.win.uid,
        id: one.win.id.to_string(),
        kind: Type::Win,
    };
    let card = Card::new(verb, vec![subject], rows(one));
    model.overlay = Some(Overlay::Card(Box::new(card)));
}

fn edit(model: &mut Model) {
    about_win(model, Verb::Reword, |one| {
        vec![
            Row::new("title", "What worked", one.win.title.clone()),
            Row::new("thanks", "Thanks to", one.win.thanks.join(", ")),
            Row::new("for", "Came from", one.ids.join(", ")),
        ]
    });
}

fn thank(model: &mut Model) {
    about_win(model, Verb::Thank, |one| {
        let known = match one.win.thanks.as_slice() {
            [] => "names, with commas between".to_owned(),
            names => format!("already: {}", names.join(", ")),
        };
        vec![Row::new("thanks", "Thanks to", String::new()).beside(known)]
    });
}

/// Everything the list shows, as Markdown. What is only suggested is not shared.
fn share(model: &mut Model) -> Vec<Effect> {
    let Screen::Wins(wins) = model.stack.top() else {
        return Vec::new();
    };
    let cycle = model.board.cycle.as_ref();
    let name = cycle.map_or_else(String::new, |cycle| format!(" {}", cycle.name));
    let line =
        |one: &Won| words::markdown(&one.win, &one.ids, model.now.today, &model.manner.ruler);
    let lines: Vec<String> = wins.won(true).chain(wins.won(false)).map(line).collect();
    if lines.is_empty() {
        model.notice = Some(Notice::said("There is no win yet that could be shared"));
        return Vec::new();
    }
    vec![Effect::Copy(format!(
        "## Wins{name}\n\n{}\n",
        lines.join("\n")
    ))]
}

fn copy(model: &Model) -> Vec<Effect> {
    let Some(Entry::Won(one)) = current(model) else {
        return Vec::new();
    };
    let line = words::markdown(&one.win, &one.ids, model.now.today, &model.manner.ruler);
    vec![Effect::Copy(format!("{line}\n"))]
}

/// Whether the selection stands on a suggestion.
#[must_use]
pub fn is_on_suggestion(model: &Model) -> bool {
    matches!(current(model), Some(Entry::Suggested(_)))
}

/// Whether the selection stands on a win.
#[must_use]
pub fn is_on_win(model: &Model) -> bool {
    matches!(current(model), Some(Entry::Won(_)))
}
