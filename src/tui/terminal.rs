//! The terminal: what it is asked to do at the start is undone at the end, whatever the end is. The
//! only file that knows the terminal library. Nothing is ever asked of the terminal that it would have
//! to answer, so no answer can end up in somebody's shell.

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use ratatui::Terminal as Screen;
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::cursor::{Hide, MoveTo, Show};
use ratatui::crossterm::event::{
    self, DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};
use ratatui::crossterm::terminal::{
    self, BeginSynchronizedUpdate, DisableLineWrap, EnableLineWrap, EndSynchronizedUpdate,
    EnterAlternateScreen, LeaveAlternateScreen,
};
use ratatui::crossterm::{execute, queue};
use ratatui::layout::{Rect, Size};
use ratatui::{TerminalOptions, Viewport};

use super::key::Key;
use super::model::Model;
use super::msg::Msg;
use super::view::view;

/// Whether the terminal is ours right now. Read by the panic hook and by nothing else outside.
static IS_OURS: AtomicBool = AtomicBool::new(false);

/// Whether the mouse was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mouse {
    Taken,
    Left,
}

/// Collects a frame and hands it over in one piece.
#[derive(Default)]
struct Page(Vec<u8>);

impl Write for Page {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    /// Only [`Terminal::draw`] knows when a frame is whole.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

pub struct Terminal {
    screen: Screen<CrosstermBackend<Shared>>,
    page: Shared,
    mouse: Mouse,
    /// Whether a card lay over the last frame.
    was_covered: bool,
    /// Whether the last frame had signs made of several characters; terminals differ in their width.
    is_intricate: bool,
}

/// The page, held by the drawing library and by us.
#[derive(Clone, Default)]
struct Shared(std::rc::Rc<std::cell::RefCell<Page>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Terminal {
    /// Takes the terminal: raw, on the other screen, with bracketed paste.
    ///
    /// # Errors
    /// Those of the terminal.
    pub fn enter(mouse: Mouse) -> io::Result<Self> {
        take(mouse)?;
        let page = Shared::default();
        let area = Rect::from((ratatui::layout::Position::ORIGIN, size()));
        let screen = Screen::with_options(
            CrosstermBackend::new(page.clone()),
            TerminalOptions {
                viewport: Viewport::Fixed(area),
            },
        )?;
        Ok(Self {
            screen,
            page,
            mouse,
            was_covered: false,
            is_intricate: false,
        })
    }

    /// Draws the model; what changed is written in one piece.
    ///
    /// # Errors
    /// Those of the terminal.
    pub fn draw(&mut self, model: &Model) -> io::Result<()> {
        let is_covered = model.overlay.is_some();
        if std::mem::replace(&mut self.was_covered, is_covered) != is_covered && self.is_intricate {
            self.forget(model.size)?;
        }
        queue!(self.page, BeginSynchronizedUpdate, Hide)?;
        let area = Rect::from((ratatui::layout::Position::ORIGIN, model.size));
        if self.screen.get_frame().area() != area {
            self.screen.resize(area)?;
        }
        let drawn = self.screen.draw(|frame| view(model, frame))?;
        let mut cells = drawn.buffer.content.iter();
        self.is_intricate = cells.any(|cell| cell.symbol().chars().nth(1).is_some());
        queue!(self.page, EndSynchronizedUpdate)?;
        self.send()
    }

    fn send(&mut self) -> io::Result<()> {
        let bytes = std::mem::take(&mut self.page.0.borrow_mut().0);
        let mut out = io::stdout().lock();
        out.write_all(&bytes)?;
        out.flush()
    }

    /// Forgets what is on the screen, so that the next frame draws all of it.
    ///
    /// # Errors
    /// Those of the terminal.
    pub fn forget(&mut self, size: Size) -> io::Result<()> {
        let area = Rect::from((ratatui::layout::Position::ORIGIN, size));
        // Another size first: the same one would be taken for no change.
        self.screen.resize(Rect::new(0, 0, 1, 1))?;
        queue!(self.page, terminal::Clear(terminal::ClearType::All))?;
        self.screen.resize(area)
    }

    /// Gives the terminal back for a while.
    ///
    /// # Errors
    /// Those of the terminal.
    pub fn leave(&mut self) -> io::Result<()> {
        restore();
        Ok(())
    }

    /// Takes it again.
    ///
    /// # Errors
    /// Those of the terminal.
    pub fn come_back(&mut self) -> io::Result<()> {
        take(self.mouse)
    }

    /// Passes a text on to the clipboard, where the terminal does that (OSC 52).
    ///
    /// # Errors
    /// Those of the terminal.
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        let mut out = io::stdout().lock();
        write!(out, "\u{1b}]52;c;{}\u{7}", base64(text.as_bytes()))?;
        out.flush()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        restore();
    }
}

fn take(mouse: Mouse) -> io::Result<()> {
    terminal::enable_raw_mode()?;
    IS_OURS.store(true, Ordering::SeqCst);
    let mut bytes = Vec::new();
    queue!(
        bytes,
        EnterAlternateScreen,
        // A terminal without another screen, or one left on it, still shows what was there.
        terminal::Clear(terminal::ClearType::All),
        DisableLineWrap,
        EnableBracketedPaste,
        Hide
    )?;
    if mouse == Mouse::Taken {
        queue!(bytes, EnableMouseCapture)?;
    }
    let mut out = io::stdout().lock();
    out.write_all(&bytes)?;
    out.flush()
}

/// Gives the terminal back as it was. Does nothing when it is not ours, so it may be called from a
/// panic and again at the end.
pub fn restore() {
    if !IS_OURS.swap(false, Ordering::SeqCst) {
        return;
    }
    // A terminal that is gone cannot be restored, and there is nobody to tell.
    drop(execute!(
        io::stdout(),
        EndSynchronizedUpdate,
        DisableMouseCapture,
        DisableBracketedPaste,
        EnableLineWrap,
        terminal::Clear(terminal::ClearType::All),
        MoveTo(0, 0),
        LeaveAlternateScreen,
        Show
    ));
    drop(terminal::disable_raw_mode());
}

/// The size of the terminal; one that does not say is taken for 80 by 24.
#[must_use]
pub fn size() -> Size {
    match terminal::size() {
        Ok((width, height)) if width > 0 && height > 0 => Size::new(width, height),
        _ => Size::new(80, 24),
    }
}

/// The next thing a person did that is already here, if any.
///
/// # Errors
/// Those of reading; a terminal that went away is one.
pub fn typed() -> io::Result<Option<Msg>> {
    while event::poll(Duration::ZERO)? {
        if let Some(msg) = message(event::read()?) {
            return Ok(Some(msg));
        }
    }
    Ok(None)
}

fn message(event: Event) -> Option<Msg> {
    match event {
        Event::Key(key) => self::key(key).map(Msg::Key),
        // Terminals send the line ends of a paste as their Enter key.
        Event::Paste(text) => Some(Msg::Paste(text.replace("\r\n", "\n").replace('\r', "\n"))),
        Event::Mouse(MouseEvent {
            kind, column, row, ..
        }) => match kind {
            MouseEventKind::Down(MouseButton::Left) => Some(Msg::Click(column, row)),
            MouseEventKind::ScrollDown => Some(Msg::Scroll(3)),
            MouseEventKind::ScrollUp => Some(Msg::Scroll(-3)),
            _ => None,
        },
        // The signal tells of another size, also before the first key is read.
        Event::Resize(..) | Event::FocusGained | Event::FocusLost => None,
    }
}

fn key(event: KeyEvent) -> Option<Key> {
    // Nothing is on Alt, and a letter with it is not that letter.
    if event.kind == KeyEventKind::Release || event.modifiers.contains(KeyModifiers::ALT) {
        return None;
    }
    let has = |modifier| event.modifiers.contains(modifier);
    Some(match event.code {
        KeyCode::Char(letter) if has(KeyModifiers::CONTROL) => {
            Key::Control(letter.to_ascii_lowercase())
        }
        KeyCode::Char(letter) => Key::Char(letter),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Escape,
        KeyCode::Tab => Key::Tab,
        KeyCode::BackTab => Key::BackTab,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Delete => Key::Delete,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        _ => return None,
    })
}

/// Base64 of RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = chunk
            .iter()
            .fold(0_u32, |group, byte| group << 8 | u32::from(*byte))
            << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let index = (group >> (18 - 6 * place)) & 63;
            let sign = SIGNS.get(index as usize).copied().unwrap_or(b'=');
            text.push(if place > chunk.len() {
                '='
            } else {
                char::from(sign)
            });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_rfc() {
        for (text, coded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(text.as_bytes()), coded);
        }
    }

    #[test]
    fn a_released_key_is_no_key() {
        let press = KeyEvent::new(KeyCode::Char('C'), KeyModifiers::CONTROL);
        assert_eq!(key(press), Some(Key::Control('c')));
        let release = KeyEvent {
            kind: KeyEventKind::Release,
            ..press
        };
        assert_eq!(key(release), None);
    }

    #[test]
    fn a_key_with_alt_is_no_key() {
        for code in [KeyCode::Char('x'), KeyCode::Enter, KeyCode::Up] {
            assert_eq!(key(KeyEvent::new(code, KeyModifiers::ALT)), None);
        }
        let both = KeyModifiers::ALT | KeyModifiers::CONTROL;
        assert_eq!(key(KeyEvent::new(KeyCode::Char('c'), both)), None);
    }
}
