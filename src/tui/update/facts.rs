//! What came of effects, and what happened without a key: the board was read, a change was kept or
//! refused, another program wrote, a day began.

use okr_core::domain::id::Uid;
use okr_core::report::board::Board;
use okr_core::report::item::Item;

use super::{cards, draft};
use crate::tui::cards::{Overlay, Preview};
use crate::tui::effect::Effect;
use crate::tui::keymap::{Intent, Keymap};
use crate::tui::model::{Model, Notice};
use crate::tui::msg::{Applied, Copied, Loaded, Msg};
use crate::tui::pen::Piece;
use crate::tui::screens::{
    self, First, Screen, Stop, grade, key_result, review, timeline, tree, wins,
};
use crate::words::outcome::counted;
use crate::words::progress::capital;
use crate::words::tone::Tone;
use okr_core::{Error, Kind};

pub(super) fn take(model: &mut Model, fact: Msg) -> Vec<Effect> {
    match fact {
        Msg::Ticked(now, clock) => {
            let is_new_day = now.today != model.now.today;
            (model.now, model.clock) = (now, clock);
            if is_new_day {
                vec![Effect::LoadBoard(model.depth)]
            } else {
                Vec::new()
            }
        }
        Msg::Rested => tree::rested(model),
        Msg::CameBack => vec![Effect::LoadBoard(model.depth)],
        Msg::BookChanged => {
            model.notice = Some(Notice::toned(
                Tone::Muted,
                "The book was changed from elsewhere; this is how it is now",
            ));
            review::written_beside(model);
            review::again(model)
                .into_iter()
                .chain([Effect::LoadBoard(model.depth)])
                .collect()
        }
        Msg::BoardLoaded(loaded) => board(model, *loaded, None),
        Msg::DetailLoaded(detail) => {
            model.detail = detail;
            card_refreshed(model)
        }
        Msg::PageLoaded(shown) => {
            key_result::loaded(model, shown.map(|shown| *shown));
            Vec::new()
        }
        Msg::WinsLoaded(told) => {
            wins::loaded(model, *told);
            Vec::new()
        }
        Msg::WeekLoaded(text) => {
            let shown = Preview::to_copy(crate::words::review::REPORT, text);
            model.overlay = Some(Overlay::Preview(Box::new(shown)));
            Vec::new()
        }
        Msg::TimelineLoaded(found) => {
            timeline::loaded(model, *found);
            Vec::new()
        }
        Msg::GradesLoaded(told) => {
            grade::loaded(model, told.map(|told| *told));
            Vec::new()
        }
        Msg::CardFound(card) => {
            draft::found(model, &card);
            Vec::new()
        }
        Msg::FilterRead(answer) => tree::read(model, answer),
        Msg::Applied(Ok(applied)) => kept(model, *applied),
        Msg::Applied(Err(error)) => {
            // What was picked last must not be lost without a word.
            model.quits = false;
            refused(model, error)
        }
        Msg::ReviewOpened(opened) => review::opened(model, *opened),
        Msg::CardLoaded(item) => review::read(model, item.map(|item| *item)),
        Msg::Tried(answer) => review::tried(model, answer),
        Msg::Answered(Ok(answered)) => review::kept(model, *answered),
        Msg::Answered(Err(error)) => review::refused(model, &error),
        Msg::LastPageLoaded(end) => review::page(model, *end),
        Msg::Rehearsed(answer) => {
            if let Some(Overlay::Card(card)) = &mut model.overlay {
                // What is half typed is no mistake yet: only Enter is told what is wrong.
                card.preview = answer.unwrap_or_default();
            }
            Vec::new()
        }
        Msg::PasteRead(Ok(rows)) => {
            model.overlay = Some(Overlay::Preview(Box::new(Preview::of(*rows))));
            Vec::new()
        }
        Msg::TextEdited(Ok(Some(text))) => edited(model, &text),
        Msg::RowsEdited(Ok(Some(text))) => {
            let rows = tree::filled_in(&text);
            model.rows = Some(text);
            vec![Effect::ReadPaste(rows, None)]
        }
        Msg::TextEdited(Ok(None)) | Msg::RowsEdited(Ok(None)) => {
            model.notice = Some(Notice::said("Nothing was changed"));
            Vec::new()
        }
        Msg::Copied(copied) => {
            said_copied(model, copied);
            Vec::new()
        }
        Msg::PasteRead(Err(error))
        | Msg::TextEdited(Err(error))
        | Msg::RowsEdited(Err(error))
        | Msg::Failed(error) => refused(model, error),
        _ => Vec::new(),
    }
}

/// Another board takes the place of the one before; one stays on the record one was on.
fn board(model: &mut Model, loaded: Loaded, added: Option<Uid>) -> Vec<Effect> {
    let before = std::mem::replace(&mut model.board, loaded.board);
    model.is_loaded = true;
    model.is_reading = loaded.is_part;
    model.depth = loaded.depth;
    model.summary = loaded.summary;
    model.exists = loaded.exists;
    model.read_only = loaded.read_only;
    if let Some(told) = changed_under_a_card(model, &before) {
        model.notice = Some(Notice::toned(Tone::Warning, told));
    }
    let added = added.or_else(|| model.added.take());
    let is_empty = model.board.items.is_empty() && model.board.visions.is_empty() && loaded.is_new;
    match (is_empty, model.screen()) {
        (true, Screen::Tree(_)) => model.stack.reset(Screen::First(First::default())),
        (false, Screen::First(_)) => model.stack.reset(Screen::Tree(Box::default())),
        _ => {}
    }
    tree::replaced(model, &before, loaded.scope, added);
    let selected = model.selected().map(Effect::LoadDetail);
    let mut effects = screens::reads(&model.stack);
    effects.extend(selected);
    effects.extend(card_refreshed(model));
    effects
}

/// Names the record a card is about when it is another one than when the card was opened.
fn changed_under_a_card(model: &Model, before: &Board) -> Option<String> {
    let Some(Overlay::Card(card)) = &model.overlay else {
        return None;
    };
    let known = |uid| before.items.iter().find(|item| item.head.uid == uid);
    let told = card.subjects.iter().find(|subject| {
        let before = known(subject.uid);
        before.is_some_and(|before| model.item(subject.uid).map(said_of) != Some(said_of(before)))
    })?;
    let is_dropped = model.item(told.uid).is_some_and(|item| item.is_dropped);
    let what = if is_dropped { "dropped" } else { "changed" };
    let id = &told.id;
    Some(format!(
        "{id} was {what} from elsewhere while you type; what you typed stands"
    ))
}

/// What was said of a record, however deep its check-ins were read.
fn said_of(item: &Item) -> impl PartialEq + '_ {
    let last = item.series.last();
    let last = last.map(|last| (last.date, last.value, last.confidence));
    (&item.head, &item.measure, item.is_dropped, last)
}

/// An open card follows the book: what is known beside its fields, and what would come of it.
fn card_refreshed(model: &mut Model) -> Vec<Effect> {
    tree::refreshed(model);
    match &model.overlay {
        Some(Overlay::Card(card)) if card.has_text() => cards::rehearse(model),
        _ => Vec::new(),
    }
}

/// A change was kept: says so, with the key that takes it back.
fn kept(model: &mut Model, applied: Applied) -> Vec<Effect> {
    model.overlay = None;
    model.rows = None;
    if let Screen::Tree(tree) = model.stack.top_mut() {
        tree.marks.clear();
        tree.anchor = None;
    }
    model.added = applied.added;
    review::noted(model, &applied);
    model.notice = Some(Notice {
        line: told(&applied),
        hint: hint(model, &applied),
    });
    review::again(model)
        .into_iter()
        .chain([Effect::LoadBoard(model.depth)])
        .collect()
}

fn told(applied: &Applied) -> Vec<Piece> {
    let mut line: Vec<Piece> = match applied.lines.as_slice() {
        [] => vec![(None, "Nothing was changed".to_owned())],
        [one] => one.clone(),
        [first, ..] if applied.taken_back.is_some() => first.clone(),
        many => vec![(
            None,
            applied
                .together
                .clone()
                .unwrap_or_else(|| format!("{} changed", counted(many.len(), "record"))),
        )],
    };
    if let Some(warning) = applied.warnings.first() {
        line.push((None, "  ".to_owned()));
        line.push((Some(Tone::Warning), warning.clone()));
    }
    line
}

/// The key that takes it back, or does it again.
fn hint(model: &Model, applied: &Applied) -> String {
    match (applied.operation, applied.taken_back) {
        (None, _) => String::new(),
        (_, Some(_)) => keys(model, &[Intent::Undo, Intent::Redo]),
        (_, None) => keys(model, &[Intent::Undo]),
    }
}

/// Keys of the screen with what they do.
pub(in crate::tui) fn keys(model: &Model, intents: &[Intent]) -> String {
    let context = model.screen().context();
    let glyphs = model.manner.ruler.set.glyphs();
    let named = intents.iter().filter_map(|intent| {
        let about = Keymap::binding(context, *intent)?.about;
        let key = model.manner.keymap.shown(context, &[*intent], glyphs);
        Some(format!("{key} {about}"))
    });
    named.collect::<Vec<_>>().join("  ")
}

/// A refusal stands on the card it belongs to, else above the footer; a book that cannot be used at
/// all stops everything.
fn refused(model: &mut Model, error: Error) -> Vec<Effect> {
    if error.kind == Kind::Storage && error.code == "E601" {
        model.overlay = None;
        model.stack.reset(Screen::Stop(Box::new(Stop { error })));
        return Vec::new();
    }
    if let Some(Overlay::Card(card)) = &mut model.overlay
        && error.kind != Kind::Cancelled
    {
        card.refuse(&error);
        return Vec::new();
    }
    if let Some(Overlay::Preview(preview)) = &mut model.overlay {
        preview.refuse(&error);
        return Vec::new();
    }
    if error.kind == Kind::Storage && !model.is_loaded {
        model.stack.reset(Screen::Stop(Box::new(Stop { error })));
        return Vec::new();
    }
    let mut text = capital(&error.message);
    if let Some(why) = error.why.first() {
        text = format!("{text}. {why}");
    }
    model.notice = Some(Notice::toned(Tone::Error, text));
    Vec::new()
}

/// A text that came back from the editor is the selected record's title.
fn edited(model: &mut Model, text: &str) -> Vec<Effect> {
    use crate::tui::cards::Verb;
    let title: Vec<&str> = text.split_whitespace().collect();
    let answers = vec![("title".to_owned(), title.join(" "))];
    let selected = model.selected();
    let subjects: Vec<_> = tree::subjects(model)
        .into_iter()
        .filter(|subject| Some(subject.uid) == selected)
        .collect();
    let wish = Verb::Edit.wish(&subjects, &answers);
    wish.map(|wish| Effect::Apply(Box::new(wish)))
        .into_iter()
        .collect()
}

fn said_copied(model: &mut Model, copied: Copied) {
    match copied {
        Copied::Sent { lines } => {
            let text = format!("Copied {} for the clipboard", counted(lines, "line"));
            model.notice = Some(Notice::said(text));
        }
        Copied::Shown { text } => {
            let shown = Preview::read("To copy by hand", &text);
            model.overlay = Some(Overlay::Preview(Box::new(shown)));
        }
    }
}
