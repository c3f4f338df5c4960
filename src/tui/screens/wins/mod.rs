//! The wins of the cycle: those of this week, what the figures would justify, and those before. What is
//! suggested stands apart and becomes a win only when a person keeps it.

mod act;
mod flow;
mod view;

use chrono::NaiveDate;
use okr_core::domain::check_in::Win;
use okr_core::domain::id::Uid;

use crate::dismissed::Dismissed;
use crate::tui::fuzzy;
use crate::tui::keymap::Context;
use crate::tui::widgets::field::Field;

pub use act::{act, click, is_on_suggestion, is_on_win, loaded, paste, typed};
pub use view::view;

/// A win with the short ids of what it came from.
#[derive(Debug, Clone, PartialEq)]
pub struct Won {
    pub win: Win,
    pub ids: Vec<String>,
}

/// A win that figures would justify, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggested {
    pub about: Uid,
    pub id: String,
    pub title: String,
    pub reason: String,
}

/// Everything there is to show.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// The first day of this week.
    pub week: NaiveDate,
    /// The first day of the review period, which suggestions are about.
    pub period: NaiveDate,
    pub suggested: Vec<Suggested>,
    /// What was dismissed in this period before.
    pub dismissed: Vec<Dismissed>,
    /// Of the cycle, newest first.
    pub won: Vec<Won>,
}

/// One that can be stood on.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Entry<'a> {
    Won(&'a Won),
    Suggested(&'a Suggested),
}

impl Entry<'_> {
    /// Of the win, or of the key result it would be about.
    fn uid(&self) -> Uid {
        match self {
            Self::Won(one) => one.win.uid,
            Self::Suggested(one) => one.about,
        }
    }
}

/// See the head of this file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Wins {
    told: Option<Box<Told>>,
    selected: usize,
    /// The first line that is seen.
    offset: usize,
    filter: Option<Filter>,
}

/// The words that narrow the list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Filter {
    field: Field,
    is_typed: bool,
}

impl Wins {
    #[must_use]
    pub fn context(&self) -> Context {
        match &self.filter {
            Some(filter) if filter.is_typed => Context::Filter,
            _ => Context::Wins,
        }
    }

    /// Whether the words of the filter are in a text.
    fn finds(&self, text: &str) -> bool {
        let typed = self
            .filter
            .as_ref()
            .map_or("", |filter| filter.field.text());
        typed
            .split_whitespace()
            .all(|word| fuzzy::finds(word, text))
    }

    fn has(&self, one: &Won) -> bool {
        let Won { win, ids } = one;
        let by = win.by.as_deref().unwrap_or_default();
        let text = format!(
            "{} {by} {} {} {}",
            win.id,
            win.title,
            ids.join(" "),
            win.thanks.join(" ")
        );
        self.finds(&text)
    }

    /// The wins of this week, or those before it.
    fn won(&self, is_this_week: bool) -> impl Iterator<Item = &Won> {
        let told = self.told.as_deref();
        told.into_iter().flat_map(move |told| {
            told.won
                .iter()
                .filter(move |one| (one.win.date >= told.week) == is_this_week && self.has(one))
        })
    }

    /// What is suggested and was not dismissed.
    fn suggested<'a>(&'a self, dismissed: &'a [Dismissed]) -> impl Iterator<Item = &'a Suggested> {
        let told = self.told.as_deref();
        told.into_iter().flat_map(move |told| {
            told.suggested.iter().filter(move |one| {
                !dismissed.contains(&(one.about, told.period))
                    && self.finds(&format!("{} {}", one.title, one.id))
            })
        })
    }

    /// In the order of the screen.
    fn entries<'a>(&'a self, dismissed: &'a [Dismissed]) -> Vec<Entry<'a>> {
        let new = self.won(true).map(Entry::Won);
        let suggested = self.suggested(dismissed).map(Entry::Suggested);
        new.chain(suggested)
            .chain(self.won(false).map(Entry::Won))
            .collect()
    }
}
