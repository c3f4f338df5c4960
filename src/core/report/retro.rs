//! The look back at a cycle: what everything came to, what moved, what was learned, and a verdict that
//! tells weak strategy from weak rhythm. It compares work with what was meant, never people.

use chrono::NaiveDate;
use rusqlite::Connection;

use super::board::{CycleChoice, Depth, Narrow, board};
use super::grades::{Graded, graded};
use super::item::Item;
use super::rhythm::{STEADY, fresh};
use crate::domain::assess::Policy;
use crate::domain::cycle::{Cycle, CycleState};
use crate::domain::grade::reading;
use crate::domain::record::Type;
use crate::error::Result;
use crate::time::local_instant;

/// What scores and rhythm say together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Looked after, and it worked.
    Works,
    /// Looked after, and it did not work: the plan is in question.
    Strategy,
    /// Not looked after, and it did not work: nothing is known about the plan.
    Rhythm,
    /// It worked though nobody looked.
    Unwatched,
    /// There is no score, or it is too early to judge.
    Unknown,
}

impl Verdict {
    /// The word in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Works => "works",
            Self::Strategy => "strategy",
            Self::Rhythm => "rhythm",
            Self::Unwatched => "unwatched",
            Self::Unknown => "unknown",
        }
    }

    /// `fresh` is the share of days with fresh news, 0 to 1. A commitment that came to 0.8 is missed, but
    /// no sign of a weak plan: here 0.7 is good for everything.
    #[must_use]
    pub fn of(score: Option<f64>, fresh: Option<f64>) -> Self {
        let Some(score) = score else {
            return Self::Unknown;
        };
        Self::judged(is_good(score), fresh)
    }

    fn judged(worked: bool, fresh: Option<f64>) -> Self {
        let is_steady = fresh.is_some_and(|share| share + 1e-9 >= STEADY);
        match (worked, is_steady) {
            (true, true) => Self::Works,
            (false, true) => Self::Strategy,
            (false, false) => Self::Rhythm,
            (true, false) => Self::Unwatched,
        }
    }
}

fn is_good(score: f64) -> bool {
    reading(score, None).is_good()
}

/// An objective with its key results.
#[derive(Debug, Clone)]
pub struct Chapter {
    pub objective: Graded,
    pub key_results: Vec<Graded>,
    /// The share of days with fresh news of each key result, in their order; `None` when it had none.
    pub fresh: Vec<Option<f64>>,
    /// Their mean.
    pub rhythm: Option<f64>,
    pub verdict: Verdict,
}

#[derive(Debug, Clone)]
pub struct Retro {
    pub cycle: Cycle,
    pub day: NaiveDate,
    pub chapters: Vec<Chapter>,
    /// Dropped on the way, each with its reason: decisions.
    pub dropped: Vec<Item>,
    /// The mean of the objectives' scores.
    pub score: Option<f64>,
    /// Objectives with a good score, and those with a score.
    pub good: (usize, usize),
    /// The mean share of days with fresh news over all key results.
    pub rhythm: Option<f64>,
    pub verdict: Verdict,
    /// Objectives and key results with a grade, and all of them.
    pub graded: (usize, usize),
    /// The days after which news is old.
    pub stale_after: i64,
}

impl Retro {
    /// Without the names of people, as far as they are not part of a sentence.
    pub fn redact(&mut self) {
        for chapter in &mut self.chapters {
            chapter.objective.item.redact();
            for one in &mut chapter.key_results {
                one.item.redact();
            }
        }
        self.dropped.iter_mut().for_each(Item::redact);
    }

    /// Everything in reading order: each objective, then its key results.
    pub fn all(&self) -> impl Iterator<Item = &Graded> {
        self.chapters
            .iter()
            .flat_map(|chapter| std::iter::once(&chapter.objective).chain(&chapter.key_results))
    }
}

/// # Errors
/// Those of the file.
pub fn retro(
    connection: &Connection,
    cycle: &Cycle,
    policy: &Policy,
    day: NaiveDate,
) -> Result<Retro> {
    let board = board(
        connection,
        &CycleChoice::Named(cycle.name.clone()),
        &Narrow::Everything,
        Depth::Words,
        policy,
        day,
    )?;
    let mut chapters: Vec<Chapter> = Vec::new();
    for found in graded(connection, &board)? {
        if found.item.kind == Type::Objective {
            chapters.push(Chapter {
                objective: found,
                key_results: Vec::new(),
                fresh: Vec::new(),
                rhythm: None,
                verdict: Verdict::Unknown,
            });
        } else if let Some(chapter) = chapters.last_mut() {
            chapter.fresh.push(rhythm(&found.item, cycle, policy, day));
            chapter.key_results.push(found);
        }
    }
    for chapter in &mut chapters {
        chapter.rhythm = mean(chapter.fresh.iter().copied());
        chapter.verdict = Verdict::of(chapter.objective.score(), chapter.rhythm);
    }
    let score = mean(chapters.iter().map(|chapter| chapter.objective.score()));
    let scores = || {
        chapters
            .iter()
            .filter_map(|chapter| chapter.objective.score())
    };
    let good = (
        scores().filter(|score| is_good(*score)).count(),
        scores().count(),
    );
    let rhythm = mean(chapters.iter().flat_map(|chapter| chapter.fresh.clone()));
    let mut retro = Retro {
        cycle: cycle.clone(),
        day,
        chapters,
        dropped: dropped(board.items),
        score,
        rhythm,
        // A good mean that a few objectives carry is no sign that the plan worked.
        verdict: match score {
            Some(score) => Verdict::judged(is_good(score) && good.0 * 2 >= good.1, rhythm),
            None => Verdict::Unknown,
        },
        good,
        graded: (0, 0),
        stale_after: policy.stale_after,
    };
    retro.graded = (
        retro.all().filter(|one| one.item.grade.is_some()).count(),
        retro.all().count(),
    );
    let is_over = cycle.end < day || cycle.state == CycleState::Closed;
    if !is_over && retro.graded.0 < retro.graded.1 {
        // What is still on its way cannot have failed.
        retro.verdict = Verdict::Unknown;
        for chapter in &mut retro.chapters {
            chapter.verdict = Verdict::Unknown;
        }
    }
    Ok(retro)
}

/// What was dropped itself; what only went out of sight with it is its objective's.
fn dropped(items: Vec<Item>) -> Vec<Item> {
    let mut dropped = items;
    dropped.retain(|item| item.head.dropped.is_some());
    dropped
}

fn rhythm(item: &Item, cycle: &Cycle, policy: &Policy, day: NaiveDate) -> Option<f64> {
    let news = item.series.iter().map(|check_in| check_in.date);
    let made = local_instant(item.head.created).date_naive();
    // A history brought in later is older than its record.
    let known = news.clone().min().map_or(made, |first| first.min(made));
    let first = known.max(cycle.start);
    let last = cycle.end.min(day);
    // Nobody is late from the start, and nobody has looked yet either.
    if news.clone().next().is_none() && (last - first).num_days() <= policy.stale_after {
        return None;
    }
    fresh(news, (first, last), policy.stale_after)
}

fn mean(numbers: impl Iterator<Item = Option<f64>>) -> Option<f64> {
    let known: Vec<f64> = numbers.flatten().collect();
    (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64)
}
