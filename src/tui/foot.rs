//! The keys of the place one is in, most used first, in a second line where one is too short, and cut from
//! the right where there is no room at all. The words are here, the keys come from the map; a click on one of them does the same as its key.

use ratatui::layout::Rect;

use super::cards::{Overlay, Verb};
use super::keymap::{self, Context, Intent, Keymap};
use super::layout::{self, Shape};
use super::model::Model;
use super::pen::Pen;
use super::screens::{Screen, wins};

/// A hint: keys that belong together and what they do.
type Hint = (&'static [Intent], &'static str);

const TREE: &[Hint] = &[
    (&[Intent::Up, Intent::Down], "move"),
    (&[Intent::Open], "open"),
    (&[Intent::CheckIn], "check in"),
    (&[Intent::Win], "win"),
    (&[Intent::Add], "add"),
    (&[Intent::Edit], "edit"),
    (&[Intent::Filter], "filter"),
    (&[Intent::Undo], "undo"),
    (&[Intent::Quit], "quit"),
];

const TREE_WIDE: &[Hint] = &[
    (&[Intent::Up, Intent::Down], "move"),
    (&[Intent::Close, Intent::Open], "fold/open"),
    (&[Intent::CheckIn], "check in"),
    (&[Intent::Win], "win"),
    (&[Intent::Add], "add"),
    (&[Intent::Edit], "edit"),
    (&[Intent::Filter], "filter"),
    (&[Intent::Mark], "mark"),
    (&[Intent::Review], "review"),
    (&[Intent::Views], "views"),
    (&[Intent::Undo], "undo"),
    (&[Intent::Quit], "quit"),
];

const KEY_RESULT: &[Hint] = &[
    (&[Intent::CheckIn], "check in"),
    (&[Intent::Edit], "edit"),
    (&[Intent::Note], "note"),
    (&[Intent::Block], "blocker"),
    (&[Intent::Ask], "ask"),
    (&[Intent::Earlier, Intent::Later], "earlier/later"),
    (&[Intent::Table], "table"),
    (&[Intent::Why], "why"),
    (&[Intent::Copy], "copy"),
    (&[Intent::Undo], "undo"),
    (&[Intent::Back], "back"),
    (&[Intent::Quit], "quit"),
];

const WINS: &[Hint] = &[
    (&[Intent::Accept], "keep"),
    (&[Intent::Dismiss], "dismiss"),
    (&[Intent::Add], "new win"),
    (&[Intent::Edit], "edit"),
    (&[Intent::Thank], "thank someone"),
    (&[Intent::Share], "share as Markdown"),
    (&[Intent::Filter], "filter"),
    (&[Intent::Back], "back"),
];

const TIMELINE: &[Hint] = &[
    (&[Intent::Up, Intent::Down], "row"),
    (&[Intent::Earlier, Intent::Later], "week"),
    (&[Intent::Accept], "open that check-in"),
    (&[Intent::Views], "show: count/conf/status"),
    (&[Intent::Back], "back"),
];

const GRADE: &[Hint] = &[
    (&[Intent::Accept], "grade"),
    (&[Intent::Same], "as its value says"),
    (&[Intent::CardBefore, Intent::CardAfter], "back/next"),
    (&[Intent::Skip], "skip"),
    (&[Intent::Share], "Markdown"),
    (&[Intent::Undo], "undo"),
    (&[Intent::Back], "back"),
];

const FIRST: &[Hint] = &[
    (&[Intent::Up, Intent::Down], "move"),
    (&[Intent::Accept], "choose"),
    (&[Intent::Help], "help"),
    (&[Intent::Quit], "quit"),
];

const FILTER: &[Hint] = &[
    (&[Intent::Accept], "keep"),
    (&[Intent::Up, Intent::Down], "move"),
    (&[Intent::Back], "clear"),
];

const FIELD: &[Hint] = &[
    (&[Intent::Next], "next field"),
    (&[Intent::Accept], "save"),
    (&[Intent::Back], "cancel"),
];

const ONE_FIELD: &[Hint] = &[(&[Intent::Accept], "save"), (&[Intent::Back], "cancel")];

/// A field that Enter only leads on from.
const LEADS_ON: &[Hint] = &[
    (&[Intent::Accept], "next field"),
    (&[Intent::Back], "cancel"),
];

/// A check-in is asked field by field.
const ASKED: &[Hint] = &[
    (&[Intent::Accept], "next, and save behind the note"),
    (&[Intent::Next], "other field"),
    (&[Intent::Back], "cancel"),
];

const CHOICE: &[Hint] = &[
    (&[Intent::Accept], "choose"),
    (&[Intent::Up, Intent::Down], "move"),
    (&[Intent::Back], "back"),
];

const PREVIEW: &[Hint] = &[
    (&[Intent::Accept], "yes"),
    (&[Intent::Up, Intent::Down], "move"),
    (&[Intent::Back], "no"),
];

/// A text that a yes copies.
const TO_COPY: &[Hint] = &[
    (&[Intent::Accept], "copy"),
    (&[Intent::Up, Intent::Down], "move"),
    (&[Intent::Back], "close"),
];

/// Something that is only read.
const READ: &[Hint] = &[
    (&[Intent::Up, Intent::Down], "move"),
    (&[Intent::Back], "close"),
];

const REVIEW: &[Hint] = &[
    (&[Intent::Same], "same"),
    (&[Intent::Skip], "skip"),
    (&[Intent::CardBefore, Intent::CardAfter], "back/next"),
    (&[Intent::NoNumber], "no number"),
    (&[Intent::Quit], "save and leave"),
    (&[Intent::Win], "win"),
    (&[Intent::Block], "blocker"),
    (&[Intent::Ask], "ask"),
    (&[Intent::SkipBecause], "skip, why"),
    (&[Intent::GoTo], "go to"),
    (&[Intent::Undo], "undo"),
    (&[Intent::Help], "help"),
];

const ANSWER: &[Hint] = &[
    (&[Intent::Accept], "next, behind the note save"),
    (&[Intent::Next], "fields"),
    (&[Intent::Back], "stop typing"),
];

const PROMPT: &[Hint] = &[(&[Intent::Accept], "done"), (&[Intent::Back], "back")];

const REVIEW_END: &[Hint] = &[
    (&[Intent::Mark], "pick"),
    (&[Intent::Accept], "finish"),
    (&[Intent::Share], "report"),
    (&[Intent::Copy], "copy"),
    (&[Intent::CardBefore], "back"),
    (&[Intent::Edit], "reword"),
    (&[Intent::Win], "win"),
    (&[Intent::Ask], "ask"),
    (&[Intent::Help], "help"),
    (&[Intent::Quit], "leave"),
];

const STOP: &[Hint] = &[(&[Intent::Quit], "quit")];

fn hints(model: &Model) -> &'static [Hint] {
    match model.place() {
        Context::Tree if layout::shape(model.size) == Shape::Wide => TREE_WIDE,
        Context::Tree | Context::Everywhere | Context::Always => TREE,
        Context::KeyResult => KEY_RESULT,
        Context::Wins => WINS,
        Context::Timeline => TIMELINE,
        Context::Grade => GRADE,
        Context::First => FIRST,
        Context::Filter => FILTER,
        Context::Field => match (&model.overlay, model.screen()) {
            (Some(Overlay::Card(card)), _) if card.verb == Verb::CheckIn => ASKED,
            (Some(Overlay::Card(card)), _) if card.rows.len() < 2 => ONE_FIELD,
            (Some(Overlay::Card(card)), _) if card.leads_on() => LEADS_ON,
            (None, Screen::Review(sitting)) if sitting.is_asking() => PROMPT,
            (None, Screen::Review(_)) => ANSWER,
            _ => FIELD,
        },
        Context::Review => REVIEW,
        Context::ReviewEnd => REVIEW_END,
        Context::Choice => CHOICE,
        Context::Preview => match &model.overlay {
            Some(Overlay::Preview(preview)) if preview.copied.is_some() => TO_COPY,
            Some(Overlay::Preview(preview)) if preview.wish.is_none() => READ,
            _ => PREVIEW,
        },
        Context::Help => READ,
        Context::Stop => STOP,
    }
}

/// Whether a key does anything here and now; one that does nothing is not offered.
fn means_something(model: &Model, intent: Intent) -> bool {
    match (model.screen(), intent) {
        (Screen::Review(sitting), Intent::Same) => sitting.can_repeat(),
        (Screen::Review(sitting), Intent::Mark | Intent::Edit) => sitting.has_offers(),
        (Screen::Wins(_), Intent::Accept | Intent::Dismiss) => wins::is_on_suggestion(model),
        (Screen::KeyResult(page), Intent::Earlier | Intent::Later | Intent::Table) => {
            page.item().is_none_or(|item| !item.series.is_empty())
        }
        (Screen::Timeline(weeks), Intent::Accept) => weeks.has_check_in(),
        (Screen::Wins(_), Intent::Edit | Intent::Thank) => wins::is_on_win(model),
        _ => true,
    }
}

/// A hint in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The line of the footer.
    pub row: u16,
    pub start: u16,
    pub width: u16,
    pub text: String,
    pub intent: Intent,
}

/// The hints that fit, each with where it stands.
#[must_use]
pub fn placed(model: &Model, area: Rect) -> Vec<Placed> {
    let context = model.place();
    let glyphs = model.manner.ruler.set.glyphs();
    let (mut x, mut row) = (1, 0);
    let mut all = Vec::new();
    // The key that shows the others is not cut, however narrow it is.
    let help = hints(model)
        .iter()
        .any(|(intents, _)| *intents == [Intent::Help]);
    let help = help.then(|| {
        let keys = model.manner.keymap.shown(context, &[Intent::Help], glyphs);
        model.manner.ruler.width(&keys) + "   help".len()
    });
    let mut kept = u16::try_from(help.unwrap_or(0)).unwrap_or(0);
    for (intents, label) in hints(model) {
        let last = intents.last().copied().unwrap_or(Intent::Help);
        let writes = Keymap::binding(context, last)
            .is_some_and(|binding| binding.effect == keymap::Effect::Writes);
        if writes && model.read_only.is_some() {
            continue;
        }
        let keys = model.manner.keymap.shown(context, intents, glyphs);
        if keys.is_empty() || !means_something(model, last) {
            continue;
        }
        let text = format!("{keys} {label}");
        let wide = u16::try_from(model.manner.ruler.width(&text)).unwrap_or(area.width);
        let is_help = *intents == [Intent::Help];
        if is_help {
            kept = 0;
        }
        let is_last = row + 1 >= area.height;
        if !is_last && x + wide >= area.width {
            (x, row) = (1, row + 1);
        }
        let kept_here = if row + 1 >= area.height { kept } else { 0 };
        if x + wide + kept_here >= area.width {
            if kept > 0 {
                continue;
            }
            break;
        }
        all.push(Placed {
            row,
            start: x,
            width: wide,
            text,
            intent: last,
        });
        x += wide + 2;
    }
    all
}

pub(super) fn view(model: &Model, area: Rect, pen: &mut Pen<'_>) {
    for hint in placed(model, area) {
        let (x, y) = (area.x + hint.start, area.y + hint.row);
        pen.text(x, y, hint.width, &hint.text, None);
    }
}

/// What a click on the footer asks for.
#[must_use]
pub fn click(model: &Model, x: u16, y: u16) -> Option<Intent> {
    let area = layout::frame(model.size).foot;
    let row = y.checked_sub(area.y)?;
    let hint = placed(model, area)
        .into_iter()
        .find(|hint| hint.row == row && (hint.start..hint.start + hint.width).contains(&x));
    hint.map(|hint| hint.intent)
}

/// The keys that lead everywhere, for the second line: all of them, and what is said where there is less
/// room.
#[must_use]
pub(super) fn leading(model: &Model) -> Vec<Vec<(String, Intent)>> {
    let glyphs = model.manner.ruler.set.glyphs();
    let context = model.screen().context();
    let way = |intent, label| {
        let key = model.manner.keymap.shown(context, &[intent], glyphs);
        (format!("{key} {label}"), intent)
    };
    match model.screen() {
        Screen::Stop(_) => Vec::new(),
        _ => vec![
            vec![
                way(Intent::Help, "help  "),
                way(Intent::Commands, "commands"),
            ],
            vec![way(Intent::Help, "help")],
        ],
    }
}

/// How to leave, for a terminal that is too small for more.
#[must_use]
pub(super) fn leaving(model: &Model) -> String {
    let glyphs = model.manner.ruler.set.glyphs();
    let key = model
        .manner
        .keymap
        .shown(Context::Tree, &[Intent::Quit], glyphs);
    format!("{key} quit")
}
