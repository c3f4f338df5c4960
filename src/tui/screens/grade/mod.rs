//! Grading on the whole screen: one record after the other, each objective after its key results. What was
//! read stands here; a grade is filled in on a card and kept by the core like every other change.

mod view;

use okr_core::domain::cycle::Cycle;
use okr_core::domain::id::Uid;
use okr_core::report::grades::Graded;

use super::Screen;
use crate::tui::cards::verb::Subject;
use crate::tui::cards::{Card, Overlay, Verb, rows};
use crate::tui::effect::Effect;
use crate::tui::keymap::Intent;
use crate::tui::model::{Model, Notice};
use crate::words::grade as words;

pub use view::view;

/// See the head of this file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Grades {
    told: Option<Box<Told>>,
    place: usize,
}

/// The cycle that is graded, and its records in the order they are graded in.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    pub cycle: Cycle,
    pub all: Vec<Graded>,
}

impl Grades {
    fn one(&self) -> Option<&Graded> {
        self.told.as_ref()?.all.get(self.place)
    }

    /// The record that is graded.
    #[must_use]
    pub fn selected(&self) -> Option<Uid> {
        Some(self.one()?.item.head.uid)
    }

    fn count(&self) -> usize {
        self.told.as_ref().map_or(0, |told| told.all.len())
    }

    /// The next record without a grade behind this one, else the first.
    fn next_open(&self) -> Option<usize> {
        let all = &self.told.as_ref()?.all;
        let is_open = |place: &usize| all.get(*place).is_some_and(|one| one.item.grade.is_none());
        (self.place + 1..all.len())
            .find(is_open)
            .or_else(|| (0..self.place).find(is_open))
    }
}

/// They were read. One stays on the record one was on, or begins at the first without a grade.
pub fn loaded(model: &mut Model, told: Option<Told>) {
    for screen in model.stack.all_mut() {
        if let Screen::Grade(grades) = screen {
            let stood = grades.selected();
            grades.told = told.map(Box::new);
            let all = grades.told.as_ref().map(|told| told.all.as_slice());
            let all = all.unwrap_or_default();
            let place = match stood {
                Some(uid) => all.iter().position(|one| one.item.head.uid == uid),
                None => all.iter().position(|one| one.item.grade.is_none()),
            };
            grades.place = place
                .unwrap_or(grades.place)
                .min(all.len().saturating_sub(1));
            return;
        }
    }
}

pub fn act(model: &mut Model, intent: Intent) -> Vec<Effect> {
    let Screen::Grade(grades) = model.stack.top_mut() else {
        return Vec::new();
    };
    let last = grades.count().saturating_sub(1);
    match intent {
        Intent::CardBefore => grades.place = grades.place.saturating_sub(1),
        Intent::CardAfter => grades.place = (grades.place + 1).min(last),
        Intent::First => grades.place = 0,
        Intent::Last => grades.place = last,
        Intent::Skip => match grades.next_open() {
            Some(place) => grades.place = place,
            None => model.notice = Some(Notice::said("Everything else has a grade")),
        },
        Intent::Accept => fill_in(model),
        Intent::Same => return take_suggested(model),
        Intent::Share => return share(model),
        Intent::Back => {
            model.stack.pop();
        }
        _ => {}
    }
    Vec::new()
}

fn subject(one: &Graded) -> Subject {
    Subject {
        uid: one.item.head.uid,
        id: one.item.id(),
        kind: one.item.kind,
    }
}

fn fill_in(model: &mut Model) {
    let Screen::Grade(grades) = model.stack.top() else {
        return;
    };
    let Some(one) = grades.one() else {
        return;
    };
    let card = Card::new(Verb::Grade, vec![subject(one)], rows::grade(one));
    model.overlay = Some(Overlay::Card(Box::new(card)));
}

/// Keeps the suggested score as it is.
fn take_suggested(model: &mut Model) -> Vec<Effect> {
    let Screen::Grade(grades) = model.stack.top() else {
        return Vec::new();
    };
    let Some(one) = grades.one() else {
        return Vec::new();
    };
    let answers = [("score".to_owned(), "=".to_owned())];
    let wish = Verb::Grade.wish(&[subject(one)], &answers);
    wish.map(|wish| Effect::Apply(Box::new(wish)))
        .into_iter()
        .collect()
}

/// What was graded so far, as Markdown.
fn share(model: &mut Model) -> Vec<Effect> {
    let Screen::Grade(grades) = model.stack.top() else {
        return Vec::new();
    };
    let Some(told) = &grades.told else {
        return Vec::new();
    };
    let graded = told.all.iter().filter(|one| one.item.grade.is_some());
    let ruler = &model.manner.ruler;
    let lines: Vec<String> = graded.map(|one| words::markdown(one, ruler)).collect();
    if lines.is_empty() {
        model.notice = Some(Notice::said("There is no grade yet that could be shared"));
        return Vec::new();
    }
    let name = &told.cycle.name;
    vec![Effect::Copy(format!(
        "## Grades {name}\n\n{}\n",
        lines.join("\n")
    ))]
}
