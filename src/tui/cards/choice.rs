//! A list to choose from, narrowed by typing: the commands, and where a record is moved to. Each row
//! shows its key and the command line that does the same, so that both are learned by looking.

use okr_core::report::board::Board;

use super::verb::{Subject, Verb};
use crate::tui::fuzzy;
use crate::tui::key::Key;
use crate::tui::keymap::{ALL, Context, Effect, Group, Intent, Keymap};
use crate::tui::screens::TABS;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::list::List;
use crate::words::glyphs::Glyphs;

/// What a row stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chosen {
    Intent(Intent),
    Verb(Verb),
    /// The short id of a record to move to.
    Parent(String),
    /// The words of a filter.
    View(String),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub text: String,
    /// The key that does it without the list.
    pub key: String,
    pub shell: String,
    pub chosen: Chosen,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    pub title: String,
    /// What is moved; empty for the commands.
    pub subjects: Vec<Subject>,
    pub field: Field,
    pub entries: Vec<Entry>,
    pub list: List,
}

/// Rows that are seen at once.
pub const HEIGHT: usize = 8;

impl Choice {
    /// Everything that can be done in a place.
    #[must_use]
    pub fn commands(
        context: Context,
        map: &Keymap,
        selected: Option<&str>,
        glyphs: &Glyphs,
        allowed: Effect,
    ) -> Self {
        let chain = context.chain();
        let mut entries: Vec<Entry> = ALL
            .iter()
            .filter(|binding| chain.contains(&binding.context) && binding.effect.is_within(allowed))
            .filter(|binding| {
                let is_screen = TABS.iter().any(|tab| tab.intent == binding.intent);
                binding.group == Group::Do || !binding.shell.is_empty() || is_screen
            })
            .map(|binding| Entry {
                text: binding.about.to_owned(),
                key: map.shown(context, &[binding.intent], glyphs),
                shell: binding.shell.replace("{id}", selected.unwrap_or("REF")),
                chosen: Chosen::Intent(binding.intent),
            })
            .collect();
        let vision = Entry {
            text: "add a vision".to_owned(),
            key: String::new(),
            shell: "okr vision add TEXT".to_owned(),
            chosen: Chosen::Verb(Verb::AddVision),
        };
        entries.extend(Some(vision).filter(|_| allowed == Effect::Writes));
        Self {
            title: "Command: type to filter".to_owned(),
            subjects: Vec::new(),
            field: Field::default(),
            entries,
            list: List::default(),
        }
    }

    /// Where records could be moved to.
    #[must_use]
    pub fn parents(subjects: Vec<Subject>, board: &Board) -> Self {
        use okr_core::domain::record::Type;
        let moves_key_results = subjects
            .iter()
            .any(|subject| subject.kind == Type::KeyResult);
        let is_moved = |id: &str| subjects.iter().any(|subject| subject.id == id);
        let visions = board
            .visions
            .iter()
            .filter(|vision| vision.dropped.is_none() && !moves_key_results)
            .map(|vision| (vision.id.to_string(), vision.title.clone()));
        let objectives = board
            .objectives()
            .filter(|item| !item.is_dropped)
            .map(|item| (item.id(), item.head.title.clone()));
        let ids: Vec<&str> = subjects.iter().map(|subject| subject.id.as_str()).collect();
        let moved = ids.join(" ");
        let entries = visions
            .chain(objectives)
            .filter(|(id, _)| !is_moved(id))
            .map(|(id, title)| Entry {
                text: format!("{id} {title}"),
                key: String::new(),
                shell: format!("okr move {moved} --to {id}"),
                chosen: Chosen::Parent(id),
            })
            .collect();
        Self {
            title: format!("Move {moved} under"),
            subjects,
            field: Field::default(),
            entries,
            list: List::default(),
        }
    }

    /// The views of the settings.
    #[must_use]
    pub fn views(views: &[(String, String)]) -> Self {
        let entries = views.iter().map(|(name, words)| Entry {
            text: format!("{name}: {words}"),
            key: String::new(),
            shell: format!("okr list view:{name}"),
            chosen: Chosen::View(format!("view:{name}")),
        });
        Self {
            title: "Views: type to filter".to_owned(),
            subjects: Vec::new(),
            field: Field::default(),
            entries: entries.collect(),
            list: List::default(),
        }
    }

    /// The rows that the typed words leave.
    #[must_use]
    pub fn shown(&self) -> Vec<&Entry> {
        let words: Vec<&str> = self.field.text().split_whitespace().collect();
        let all = |entry: &&Entry| {
            let text = format!("{} {}", entry.text, entry.shell);
            words.iter().all(|word| fuzzy::finds(word, &text))
        };
        self.entries.iter().filter(all).collect()
    }

    #[must_use]
    pub fn chosen(&self) -> Option<Chosen> {
        let shown = self.shown();
        shown
            .get(self.list.selected)
            .map(|entry| entry.chosen.clone())
    }

    pub fn take(&mut self, key: Key) {
        if self.field.take(key) {
            self.list = List::default();
        }
    }

    pub fn go(&mut self, by: isize) {
        let count = self.shown().len();
        self.list.go(by, count, HEIGHT);
    }
}
