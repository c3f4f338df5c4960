//! The filter of the tree: the words of the command line as they are typed, and letters of a title
//! with some left out. What is above a hit stays in sight, because a leaf alone says nothing.

use std::collections::HashSet;

use okr_core::Error;
use okr_core::domain::id::Uid;
use okr_core::report::board::{Board, Depth};
use okr_core::report::item::Item;
use okr_core::select::{self, Filter};

use super::Tree;
use crate::tui::effect::Effect;
use crate::tui::fuzzy;
use crate::tui::key::Key;
use crate::tui::layout;
use crate::tui::model::Model;
use crate::tui::screens::Screen;
use crate::tui::widgets::field::Field;

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Filtering {
    pub field: Field,
    /// Whether it is being typed right now.
    pub is_typed: bool,
    filter: Filter,
    /// Words that may also be letters of a title, in small letters.
    words: Vec<String>,
    /// Ids and titles of the board in small letters, in its order.
    titles: Vec<String>,
    /// Why the text is no filter; what it was before stands until it is one.
    pub slip: Option<String>,
    /// What was found, and that with everything above it.
    pub found: HashSet<Uid>,
    pub kept: HashSet<Uid>,
}

impl Filtering {
    #[must_use]
    pub fn narrows(&self) -> bool {
        !self.filter.is_everything()
    }

    /// How much of the check-ins it looks at.
    #[must_use]
    pub fn depth(&self) -> Depth {
        self.filter.depth()
    }

    fn picks(&self, item: &Item, title: &str) -> bool {
        if item.is_dropped && !self.filter.asks_for_dropped() {
            return false;
        }
        let by_letters = || {
            let mut words = self.words.iter();
            !self.words.is_empty() && words.all(|word| fuzzy::finds_in_small(word, title))
        };
        by_letters() || self.filter.matches(item)
    }

    /// Another board is looked through from now on.
    pub fn look_at(&mut self, board: &Board) {
        let items = board.items.iter();
        let title = |item: &Item| format!("{} {}", item.id(), item.head.title).to_lowercase();
        self.titles = items.map(title).collect();
        self.find(board);
    }

    /// Looks through the board with what is typed.
    fn find(&mut self, board: &Board) {
        if !self.narrows() {
            self.found.clear();
            self.kept.clear();
            return;
        }
        let both = board.items.iter().zip(&self.titles);
        let picked: Vec<&Item> = both
            .filter(|(item, title)| self.picks(item, title))
            .map(|(item, _)| item)
            .collect();
        self.found = picked.iter().map(|item| item.head.uid).collect();
        let above = picked
            .iter()
            .flat_map(|item| &item.above)
            .map(|(uid, _)| *uid);
        self.kept = self.found.iter().copied().chain(above).collect();
    }
}

/// Letters can stand for a title only where every word is one of a title.
fn letters(text: &str) -> Vec<String> {
    let words = select::split(text);
    let is_plain = |word: &String| !word.contains(':') && word != "or";
    if words.iter().all(is_plain) {
        words.iter().map(|word| word.to_lowercase()).collect()
    } else {
        Vec::new()
    }
}

/// A key while the filter is typed; what it means is asked of the core at once.
pub fn typed(tree: &mut Tree, key: Key) -> Vec<Effect> {
    let Some(filtering) = &mut tree.filtering else {
        return Vec::new();
    };
    let before = filtering.field.text().to_owned();
    filtering.field.take(key);
    match filtering.field.text() {
        after if after == before => Vec::new(),
        after => vec![Effect::ReadFilter(after.to_owned())],
    }
}

/// Notes may be asked about, and the board was read without them. They are read when nothing is typed
/// for a moment, since that takes longer than a key may.
pub fn rested(model: &Model) -> Vec<Effect> {
    let Screen::Tree(tree) = model.screen() else {
        return Vec::new();
    };
    let filtering = tree.filtering.as_ref().filter(|typed| typed.narrows());
    let needs = filtering.map(Filtering::depth);
    needs
        .filter(|needs| *needs > model.depth)
        .map(Effect::LoadBoard)
        .into_iter()
        .collect()
}

/// Narrows the tree by words nobody typed here; they stand in the filter line, where `/` changes them.
pub fn filter_by(model: &mut Model, words: &str) -> Vec<Effect> {
    if let Screen::Tree(tree) = model.stack.top_mut() {
        let mut filtering = Filtering {
            field: Field::of(words),
            ..Filtering::default()
        };
        filtering.look_at(&model.board);
        tree.filtering = Some(filtering);
    }
    vec![Effect::ReadFilter(words.to_owned())]
}

/// What the core made of the typed text.
pub fn read(model: &mut Model, answer: Result<Filter, Error>) -> Vec<Effect> {
    let selected = model.selected();
    let Screen::Tree(tree) = model.stack.top_mut() else {
        return Vec::new();
    };
    let Some(filtering) = &mut tree.filtering else {
        return Vec::new();
    };
    match answer {
        Err(error) => {
            filtering.slip = Some(error.message);
            return Vec::new();
        }
        Ok(filter) => {
            filtering.slip = None;
            filtering.words = letters(filtering.field.text());
            filtering.filter = filter;
        }
    }
    filtering.find(&model.board);
    let first = model
        .board
        .items
        .iter()
        .map(|item| item.head.uid)
        .find(|uid| filtering.found.contains(uid));
    let stays = selected.filter(|uid| filtering.found.contains(uid) || !filtering.narrows());
    let height = usize::from(layout::tree(model.size, layout::Filter::Shown).list.height);
    tree.regrow(&model.board, height, stays.or(first));
    model
        .selected()
        .map(Effect::LoadDetail)
        .into_iter()
        .collect()
}
