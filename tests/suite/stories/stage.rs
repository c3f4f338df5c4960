//! A stage: the view on a book without a terminal. Keys go in, the screen comes out as text.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::time::Duration;

use okr::tui::effect::Effect;
use okr::tui::key::Key;
use okr::tui::keymap::Keymap;
use okr::tui::model::{Manner, Model};
use okr::tui::msg::Msg;
use okr::tui::perform::{Desk, perform};
use okr::tui::update::update;
use okr::tui::view::view;
use okr::words::chart::Form;
use okr::words::glyphs::GlyphSet;
use okr::words::text::Ruler;
use okr::words::tone::Theme;
use okr_core::Book;
use okr_core::report::board::Depth;
use okr_core::report::cadence::Cadence;
use okr_core::time::Now;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Size;
use ratatui::style::Modifier;

use super::book::{TODAY, book, context, day};
use crate::support::project;

pub struct Stage {
    pub model: Model,
    pub desk: Desk,
    /// Texts that went to the clipboard, and to the editor.
    pub sent: Vec<Effect>,
}

pub fn manner(set: GlyphSet, theme: Option<Theme>) -> Manner {
    Manner {
        views: vec![("slow".to_owned(), "status:behind".to_owned())],
        ruler: Ruler {
            set,
            ..Ruler::default()
        },
        chart: Form::default(),
        theme,
        keymap: Keymap::default(),
        cadence: Cadence::default(),
        scope: None,
        book: "okr.db".to_owned(),
        path: "/home/ana/okr.db".to_owned(),
        fresh_for: 7,
    }
}

impl Stage {
    /// The book of the stories on a terminal of a size.
    pub fn of(width: u16, height: u16) -> Self {
        Self::with(
            Some(book()),
            width,
            height,
            manner(GlyphSet::Unicode, Some(Theme::Terminal)),
        )
    }

    pub fn with(book: Option<Book>, width: u16, height: u16, manner: Manner) -> Self {
        let now = Now::noon_of(day(TODAY));
        let path = PathBuf::from("/nowhere/okr.db");
        let mut desk = Desk::new(path, Duration::from_secs(1), context(TODAY));
        desk.book = book;
        desk.views = manner.views.iter().cloned().collect();
        desk.glyphs = manner.ruler.set;
        let model = Model::new(manner, now, Size::new(width, height));
        let mut stage = Self {
            model,
            desk,
            sent: Vec::new(),
        };
        stage.effects(vec![Effect::LoadBoard(Depth::Ends)]);
        stage
    }

    fn effects(&mut self, effects: Vec<Effect>) {
        let mut queue: VecDeque<Msg> = VecDeque::new();
        let mut effects = VecDeque::from(effects);
        for _ in 0..64 {
            while let Some(effect) = effects.pop_front() {
                match perform(effect.clone(), &mut self.desk, &self.model.now) {
                    Some(msg) => queue.push_back(msg),
                    None => self.sent.push(effect),
                }
            }
            let Some(msg) = queue.pop_front() else {
                return;
            };
            effects.extend(update(&mut self.model, msg));
        }
        panic!("effects that call each other for ever");
    }

    pub fn tell(&mut self, msg: Msg) -> &mut Self {
        let effects = update(&mut self.model, msg);
        self.effects(effects);
        self
    }

    /// Presses keys: names of keys with spaces between. What is no name is typed letter by letter.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        for word in keys.split_whitespace() {
            match Key::of_name(word).or(match word {
                "ctrl-c" => Some(Key::Control('c')),
                _ => None,
            }) {
                Some(key) => {
                    self.tell(Msg::Key(key));
                }
                None => {
                    self.types(word);
                }
            }
        }
        self
    }

    /// Types a text, spaces and all.
    pub fn types(&mut self, text: &str) -> &mut Self {
        for letter in text.chars() {
            self.tell(Msg::Key(Key::Char(letter)));
        }
        self
    }

    fn drawn(&self) -> Terminal<TestBackend> {
        let size = self.model.size;
        let backend = TestBackend::new(size.width, size.height);
        let mut terminal = Terminal::new(backend).expect("a terminal");
        terminal
            .draw(|frame| view(&self.model, frame))
            .expect("a frame");
        terminal
    }

    /// The screen, lines without the spaces at their ends.
    pub fn screen(&self) -> String {
        let terminal = self.drawn();
        let buffer = terminal.backend().buffer();
        let mut text = String::new();
        for y in 0..buffer.area.height {
            let mut line = String::new();
            let mut skip = 0;
            for x in 0..buffer.area.width {
                let symbol = buffer[(x, y)].symbol();
                if skip == 0 {
                    line.push_str(symbol);
                    skip = okr::words::text::Ruler::default().width(symbol).max(1);
                }
                skip -= 1;
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }

    /// Where colours and weights are, one line for each run: `5 0-78 reversed`.
    pub fn styles(&self) -> String {
        let terminal = self.drawn();
        let buffer = terminal.backend().buffer();
        let mut text = String::new();
        for y in 0..buffer.area.height {
            let mut run: Option<(u16, String)> = None;
            for x in 0..=buffer.area.width {
                let style = if x < buffer.area.width {
                    let cell = &buffer[(x, y)];
                    let mut words = Vec::new();
                    if format!("{:?}", cell.fg) != "Reset" {
                        words.push(format!("{:?}", cell.fg));
                    }
                    for (modifier, word) in [
                        (Modifier::BOLD, "bold"),
                        (Modifier::DIM, "dim"),
                        (Modifier::UNDERLINED, "underlined"),
                        (Modifier::REVERSED, "reversed"),
                    ] {
                        if cell.modifier.contains(modifier) {
                            words.push(word.to_owned());
                        }
                    }
                    words.join(" ")
                } else {
                    String::new()
                };
                match &run {
                    Some((_, known)) if *known == style && x < buffer.area.width => {}
                    _ => {
                        if let Some((from, known)) =
                            run.take().filter(|(_, known)| !known.is_empty())
                        {
                            text.push_str(&format!("{y:>2} {from}-{} {known}\n", x - 1));
                        }
                        run = Some((x, style));
                    }
                }
            }
        }
        text
    }

    /// The line above the footer.
    pub fn notice(&self) -> String {
        let Some(notice) = &self.model.notice else {
            return String::new();
        };
        let text: String = notice.line.iter().map(|(_, text)| text.as_str()).collect();
        format!("{text}  {}", notice.hint).trim_end().to_owned()
    }

    /// The screen is the one that is kept under this name.
    pub fn is(&self, name: &str) {
        same(name, &self.screen());
    }
}

/// Compares a text with the one that is kept, or keeps it when asked to.
pub fn same(name: &str, text: &str) {
    let path = project().join(format!("tests/snapshots/{name}.txt"));
    if std::env::var_os("OKR_BLESS").is_some() {
        std::fs::write(&path, text).expect("a writable snapshot");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == text,
        "{name} is another screen now. OKR_BLESS=1 cargo test --test suite stories  keeps it:\n{text}"
    );
}
