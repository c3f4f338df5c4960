//! The filter of the tree: the words of the command line as they are typed, and letters of a title
//! with some left out. What is above a hit stays in sight, because a leaf alone says nothing.

use okr_core::Error;
use okr_core::report::board::{Board, Depth};
use okr_core::report::growth::Leaf;
use okr_core::report::item::Item;
use okr_core::select::{self, Filter};

use super::Tree;
use crate::tui::effect::Effect;
use crate::tui::fuzzy;
use crate::tui::key::Key;
use crate::tui::model::Model;
use crate::tui::screens::Screen;
use crate::tui::widgets::field::Field;

/// What is searched of each record of a board, in its order: one text, so that going through all of it
/// at every letter stays within what a key may take.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Searched {
    text: String,
    ends: Vec<Ends>,
}

#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Ends {
    /// Where its id and its title end, and where all of it does.
    title: usize,
    all: usize,
    /// The letters that occur in it.
    letters: u64,
}

impl Searched {
    #[must_use]
    pub fn of(board: &Board) -> Self {
        let mut found = Self::default();
        for item in &board.items {
            let words = select::searched(item);
            let title = words.match_indices('\n').nth(1);
            let title = title.map_or(words.len(), |(at, _)| at);
            found.ends.push(Ends {
                title: found.text.len() + title,
                all: found.text.len() + words.len(),
                letters: letters_of(&words),
            });
            found.text.push_str(&words);
        }
        found
    }

    /// Each record's id with its title, all that is searched of it, and its letters.
    fn each(&self) -> impl Iterator<Item = (&str, &str, u64)> {
        let mut start = 0;
        self.ends.iter().map(move |ends| {
            let from = std::mem::replace(&mut start, ends.all);
            let part = |to| self.text.get(from..to).unwrap_or_default();
            (part(ends.title), part(ends.all), ends.letters)
        })
    }
}

/// One bit for a letter; letters may share one, so a missing bit says more than one that is there.
fn letters_of(text: &str) -> u64 {
    let bits = text.chars().filter(|letter| *letter != '\n');
    bits.fold(0, |all, letter| all | 1 << (u32::from(letter) % 64))
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Filtering {
    pub field: Field,
    /// Whether it is being typed right now.
    pub is_typed: bool,
    filter: Filter,
    /// Words that may also be letters of a title, in small letters.
    words: Vec<String>,
    /// Why the text is no filter; what it was before stands until it is one.
    pub slip: Option<String>,
    /// Whether each record of the board was found, by its place; nothing while it does not narrow.
    found: Vec<bool>,
    /// How many were found.
    pub count: usize,
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

    /// Whether the record at this place of the board was asked for, not only what is above one.
    #[must_use]
    pub fn has(&self, place: usize) -> bool {
        self.found.get(place).copied().unwrap_or_default()
    }

    #[must_use]
    pub fn found(&self) -> &[bool] {
        &self.found
    }

    /// Looks through the board with what is typed. Letters find what lies in the scope; who names a
    /// record by its id means it, wherever it lies.
    pub fn find(&mut self, board: &Board, searched: &Searched, scope: &Filter) {
        self.found.clear();
        if self.narrows() {
            let letters = letters_of(&self.words.concat());
            let asks_for_dropped = self.filter.asks_for_dropped();
            let picks = |(item, (title, words, known)): (&Item, (&str, &str, u64))| {
                if letters & !known != 0 || item.is_dropped && !asks_for_dropped {
                    return false;
                }
                let mut typed = self.words.iter();
                let by_letters =
                    !self.words.is_empty() && typed.all(|word| fuzzy::finds_in_small(word, title));
                by_letters && scope.matches_in(item, words) || self.filter.matches_in(item, words)
            };
            self.found = board.items.iter().zip(searched.each()).map(picks).collect();
        }
        self.count = self.found.iter().filter(|found| **found).count();
    }
}

/// Letters can stand for a title only where every word is one of a title.
fn letters(text: &str) -> Vec<String> {
    let words = select::split(text);
    let is_plain = |word: &String| !word.contains([':', ',', '+']) && word != "or";
    if words.iter().all(is_plain) {
        words.iter().map(|word| select::fold(word)).collect()
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
        tree.filtering = Some(Filtering {
            field: Field::of(words),
            ..Filtering::default()
        });
    }
    vec![Effect::ReadFilter(words.to_owned())]
}

/// What the core made of the typed text.
pub fn read(model: &mut Model, answer: Result<Filter, Error>) -> Vec<Effect> {
    let before = model.selected();
    let Screen::Tree(tree) = model.screen() else {
        return Vec::new();
    };
    // Rows, which are two lines each where it is narrow: a hit is selected to be seen.
    let height = super::act::height(model, tree).max(1);
    let Screen::Tree(tree) = model.stack.top_mut() else {
        return Vec::new();
    };
    let stood = tree.leaf();
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
    filtering.find(&model.board, &tree.searched, &tree.scope);
    let stays = match stood {
        Some(Leaf::Item(place)) if filtering.narrows() => filtering.has(place),
        _ => !filtering.narrows(),
    };
    let first = filtering.found().iter().position(|found| *found);
    let wanted = stood.filter(|_| stays).or(first.map(Leaf::Item));
    tree.regrow(&model.board, height, wanted);
    let after = model.selected().filter(|uid| Some(*uid) != before);
    after.map(Effect::LoadDetail).into_iter().collect()
}
