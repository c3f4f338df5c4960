//! The loop: wait, take what came, do what it asks, and draw once when nothing is left. Nothing is
//! drawn while nothing changed, so an idle view writes no byte.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use okr_core::report::board::Depth;
use okr_core::time::Now;
use okr_core::{Error, Kind, Result};

use super::cards::Overlay;
use super::effect::Effect;
use super::model::Model;
use super::msg::{Copied, Msg};
use super::perform::{Desk, perform};
use super::screens::{Screen, review};
use super::signals::Signals;
use super::terminal::{self, Mouse, Terminal};
use super::update::{standing, update};

/// More steps than this for one key are two effects that call each other for ever.
const MOST_STEPS: usize = 64;
const TICK: Duration = Duration::from_secs(1);
/// A text that is too long for terminals to pass on to the clipboard.
const LONGEST_COPY: usize = 70_000;

/// What the loop needs besides the model and the book.
pub struct Setting {
    pub mouse: Mouse,
    pub editor: Option<String>,
    /// The day that was set by hand; the clock is not asked then.
    pub day: Option<Now>,
}

fn lost(error: &std::io::Error) -> Error {
    Error::new(
        "E619",
        Kind::Storage,
        format!("the terminal cannot be used: {error}"),
    )
}

struct Runtime<'a> {
    terminal: Terminal,
    signals: Signals,
    desk: &'a mut Desk,
    setting: &'a Setting,
}

/// How the view was left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Left {
    /// With what is to be said on the terminal afterwards, if anything, and what becomes of a text that was
    /// typed and put by.
    ByChoice(Option<String>, Option<String>),
    /// By a signal; what becomes of that which was half typed then.
    ByForce(Option<String>),
}

/// Shows the model until it is left.
///
/// # Errors
/// Those of the terminal.
pub fn run(mut model: Model, desk: &mut Desk, setting: &Setting) -> Result<Left> {
    let signals = Signals::catch().map_err(|error| lost(&error))?;
    let terminal = Terminal::enter(setting.mouse).map_err(|error| lost(&error))?;
    let mut runtime = Runtime {
        terminal,
        signals,
        desk,
        setting,
    };
    runtime.follow(&mut model).map_err(|error| lost(&error))
}

impl Runtime<'_> {
    fn follow(&mut self, model: &mut Model) -> std::io::Result<Left> {
        model.size = terminal::size();
        if self.desk.is_large() {
            // Something is seen while it is read: where the tree comes first, its first rows.
            model.is_reading = true;
            if matches!(model.screen(), Screen::Tree(_)) {
                let rows = usize::from(model.size.height);
                self.effect(model, Effect::LoadOpening(rows))?;
            }
            self.terminal.draw(model)?;
        }
        self.effect(model, Effect::LoadBoard(Depth::Ends))?;
        model.is_reading = false;
        self.effect(model, Effect::FindCard)?;
        for effect in review::first(model) {
            self.effect(model, effect)?;
        }
        self.terminal.draw(model)?;
        while !model.quits {
            let woken = self.signals.wait(TICK)?;
            if woken.ends.is_some() {
                return Ok(Left::ByForce(self.kept(model)));
            }
            if woken.stops {
                self.suspend(model)?;
            } else if woken.goes_on {
                self.take_again(model)?;
            }
            let mut has_changed = woken.stops || woken.goes_on || woken.sized;
            while woken.typed && !model.quits {
                let Some(msg) = terminal::typed()? else {
                    break;
                };
                self.take(model, msg)?;
                has_changed = true;
            }
            if woken.sized && !model.quits {
                // What was typed before was meant for the size before.
                self.fit(model)?;
            }
            has_changed |= self.look_around(model)?;
            if !has_changed {
                let before = model.depth;
                self.take(model, Msg::Rested)?;
                has_changed = before != model.depth;
            }
            if has_changed && !model.quits {
                self.terminal.draw(model)?;
            }
        }
        let kept = self.kept(model);
        Ok(Left::ByChoice(model.farewell.take(), kept))
    }

    /// What becomes of a half-typed card now.
    fn kept(&self, model: &Model) -> Option<String> {
        if standing(model).is_some() && self.desk.drafts.card().is_some() {
            return Some("what was typed comes back at the next start".to_owned());
        }
        draft(model).map(|path| format!("what was typed is in {}", path.display()))
    }

    /// What happened without a key: another day, another program. Answers whether anything did.
    fn look_around(&mut self, model: &mut Model) -> std::io::Result<bool> {
        let clock = Now::read();
        let now = self.setting.day.unwrap_or(clock);
        let is_new_day = now.today != model.now.today;
        self.take(model, Msg::Ticked(now, clock.millis()))?;
        if self.desk.was_changed() {
            self.take(model, Msg::BookChanged)?;
            return Ok(true);
        }
        Ok(is_new_day)
    }

    /// One message and everything that follows from it.
    fn take(&mut self, model: &mut Model, msg: Msg) -> std::io::Result<()> {
        let mut queue = VecDeque::from([msg]);
        for _ in 0..MOST_STEPS {
            let Some(msg) = queue.pop_front() else {
                break;
            };
            for effect in update(model, msg) {
                queue.extend(self.answer(model, effect)?);
            }
        }
        Ok(())
    }

    fn effect(&mut self, model: &mut Model, effect: Effect) -> std::io::Result<()> {
        if let Some(msg) = self.answer(model, effect)? {
            self.take(model, msg)?;
        }
        Ok(())
    }

    fn answer(&mut self, model: &mut Model, effect: Effect) -> std::io::Result<Option<Msg>> {
        match effect {
            Effect::Suspend => {
                self.suspend(model)?;
                Ok(Some(Msg::CameBack))
            }
            Effect::Redraw => {
                self.fit(model)?;
                Ok(None)
            }
            Effect::Copy(text) => {
                if text.len() > LONGEST_COPY {
                    return Ok(Some(Msg::Copied(Copied::Shown { text })));
                }
                self.terminal.copy(&text)?;
                let lines = text.lines().count();
                Ok(Some(Msg::Copied(Copied::Sent { lines })))
            }
            Effect::EditText(text) => Ok(Some(Msg::TextEdited(self.edited(model, &text)?))),
            Effect::EditRows(text) => Ok(Some(Msg::RowsEdited(self.edited(model, &text)?))),
            other => Ok(perform(other, self.desk, &model.now)),
        }
    }

    /// What the editor made of a text.
    fn edited(&mut self, model: &mut Model, text: &str) -> std::io::Result<Result<Option<String>>> {
        self.terminal.leave()?;
        let editor = self.setting.editor.as_deref();
        let edited = self.signals.away(|| edit(editor, text));
        self.take_again(model)?;
        Ok(edited)
    }

    fn suspend(&mut self, model: &mut Model) -> std::io::Result<()> {
        self.terminal.leave()?;
        self.signals.stop()?;
        self.take_again(model)
    }

    /// The terminal was somebody else's: everything about it may be different now.
    fn take_again(&mut self, model: &mut Model) -> std::io::Result<()> {
        self.terminal.come_back()?;
        self.fit(model)
    }

    /// Asks for the size and draws all of it next time: what a terminal keeps of the frame before is its
    /// own affair.
    fn fit(&mut self, model: &mut Model) -> std::io::Result<()> {
        self.take(model, Msg::Resized(terminal::size()))?;
        self.terminal.forget(model.size)
    }
}

/// Keeps what stands half typed on a card that cannot be opened again, in a file that only its owner can
/// read.
fn draft(model: &Model) -> Option<PathBuf> {
    let card = match model.overlay.as_ref() {
        Some(Overlay::Card(card)) => card,
        _ => model.put_by.as_ref()?,
    };
    if !card.has_text() {
        return None;
    }
    let fields = card
        .rows
        .iter()
        .map(|row| format!("{}: {}\n", row.label, row.field.text()));
    let text = format!("{}\n{}", card.title, fields.collect::<String>());
    let name = format!("okr-draft-{}.txt", okr_core::domain::id::Uid::random());
    let path = crate::place::draft(&name);
    crate::place::write_private(&path, text.as_bytes()).ok()?;
    Some(path)
}

/// Opens the editor on a text; `None` when it was left as it was. The draft is kept when the editor
/// failed.
fn edit(editor: Option<&str>, begin: &str) -> Result<Option<String>> {
    let line = editor.unwrap_or(if cfg!(windows) { "notepad" } else { "vi" });
    let path = crate::place::draft(&format!(
        "okr-text-{}.txt",
        okr_core::domain::id::Uid::random()
    ));
    let failed = |error: std::io::Error| {
        Error::storage(
            "E612",
            format!("the editor \"{line}\" cannot be started: {error}"),
        )
        .next("okr config set editor nano")
    };
    crate::place::write_private(&path, format!("{begin}\n").as_bytes()).map_err(failed)?;
    let mut words = line.split_whitespace();
    let program = words.next().unwrap_or("vi");
    let ended = Command::new(program)
        .args(words)
        .arg(&path)
        .status()
        .map_err(failed)?;
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    if !ended.success() && text.trim() != begin.trim() {
        let kept = path.display();
        return Err(Error::new(
            "E802",
            Kind::Cancelled,
            "the editor failed, nothing was changed",
        )
        .why(format!("Your text is kept in {kept}")));
    }
    // A draft that cannot be removed does no harm.
    drop(std::fs::remove_file(&path));
    let text = text.trim();
    Ok((ended.success() && text != begin.trim() && !text.is_empty()).then(|| text.to_owned()))
}
