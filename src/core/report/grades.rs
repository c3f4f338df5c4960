//! What items came to: the score a person gave, else the one their value suggests. An objective's is the
//! weighted mean of its parts' scores, unknown ones left out. Grades count as results elsewhere through
//! [`final_score`].

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::Connection;

use super::board::{Board, CycleChoice, Depth, Narrow, board};
use super::item::Item;
use crate::domain::assess::{Part, Policy, shares};
use crate::domain::cycle::Cycle;
use crate::domain::grade::{Grade, Reading, Suggestion, reading, suggest};
use crate::domain::id::Uid;
use crate::domain::objective::Ambition;
use crate::domain::record::Type;
use crate::error::Result;
use crate::store::{grades, key_results, objectives};

/// An objective or a key result with what it came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Graded {
    pub item: Item,
    pub suggestion: Suggestion,
    /// Of an objective: how many of its counted parts have a score, and how many count.
    pub parts: Option<(usize, usize)>,
    /// Its own, else its objective's.
    pub ambition: Option<Ambition>,
    /// What goes on from it in later cycles.
    pub after: Vec<After>,
}

/// A record that goes on from one of an earlier cycle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct After {
    pub id: String,
    pub cycle: String,
}

impl Graded {
    /// A person's score, else the suggested one; `None` is unknown.
    #[must_use]
    pub fn score(&self) -> Option<f64> {
        final_score(self.item.grade.as_ref(), self.suggestion)
    }

    #[must_use]
    pub fn reading(&self) -> Option<Reading> {
        self.score().map(|score| reading(score, self.ambition))
    }
}

/// A person's score, else the suggested one, 0 to 1; `None` is unknown.
#[must_use]
pub fn final_score(grade: Option<&Grade>, suggestion: Suggestion) -> Option<f64> {
    grade.map(|grade| grade.score.as_f64()).or(suggestion.score)
}

/// What was meant with an item: a key result without a word of its own means what its objective means.
#[must_use]
pub fn ambition(item: &Item, of_objective: Option<Ambition>) -> Option<Ambition> {
    match item.kind {
        Type::KeyResult => item.head.ambition.or(of_objective),
        _ => item.head.ambition,
    }
}

/// Every live item of a board with what it came to, in the order of the board, which was read in words.
///
/// # Errors
/// Those of the file.
pub fn graded(connection: &Connection, board: &Board) -> Result<Vec<Graded>> {
    let mut scores = Scores::of(board);
    let mut found = Vec::new();
    for item in board.items.iter().filter(|item| !item.is_dropped) {
        let above = item.parent().and_then(|id| scores.items.get(id));
        let ambition = ambition(item, above.and_then(|above| above.head.ambition));
        let (suggestion, parts) = scores.suggested(item);
        found.push(Graded {
            item: item.clone(),
            suggestion,
            parts,
            ambition,
            after: after(connection, item.head.uid)?,
        });
    }
    Ok(found)
}

/// The order things are graded in: each objective after its key results.
#[must_use]
pub fn objectives_last(all: Vec<Graded>) -> Vec<Graded> {
    let mut ordered = Vec::new();
    let mut objective: Option<Graded> = None;
    for one in all {
        if one.item.kind == Type::Objective {
            ordered.extend(objective.replace(one));
        } else {
            ordered.push(one);
        }
    }
    ordered.extend(objective);
    ordered
}

/// The parts behind the score of an objective that has a grade; none for a key result.
///
/// # Errors
/// Those of the file.
pub fn part_scores(
    connection: &Connection,
    item: &Item,
    policy: &Policy,
    day: NaiveDate,
) -> Result<Vec<PartScore>> {
    if item.kind != Type::Objective || item.grade.is_none() {
        return Ok(Vec::new());
    }
    let board = under(connection, item.head.uid, policy, day)?;
    let mut scores = Scores::of(&board);
    Ok(scores.parts(item))
}

fn under(connection: &Connection, uid: Uid, policy: &Policy, day: NaiveDate) -> Result<Board> {
    board(
        connection,
        &CycleChoice::All,
        &Narrow::Under(uid),
        Depth::Words,
        policy,
        day,
    )
}

/// One objective or key result with what it came to; `None` for a uid that is neither, or is dropped.
///
/// # Errors
/// Those of the file.
pub fn one(
    connection: &Connection,
    uid: Uid,
    policy: &Policy,
    day: NaiveDate,
) -> Result<Option<Graded>> {
    let objective = match key_results::by_uid(connection, uid)? {
        Some(kr) => kr.head.parent,
        None => Some(uid),
    };
    let Some(objective) = objective else {
        return Ok(None);
    };
    let board = under(connection, objective, policy, day)?;
    let all = graded(connection, &board)?;
    Ok(all.into_iter().find(|graded| graded.item.head.uid == uid))
}

/// Whether nothing live in a cycle is without a grade.
///
/// # Errors
/// Those of the file.
pub fn is_graded(connection: &Connection, cycle: &Cycle) -> Result<bool> {
    let grades = grades::all(connection)?;
    let live = live(connection, cycle)?;
    Ok(live.iter().all(|uid| grades.contains_key(uid)))
}

/// Whether anything live in a cycle has a grade.
///
/// # Errors
/// Those of the file.
pub fn has_grades(connection: &Connection, cycle: &Cycle) -> Result<bool> {
    let grades = grades::all(connection)?;
    let live = live(connection, cycle)?;
    Ok(live.iter().any(|uid| grades.contains_key(uid)))
}

/// The live objectives and key results of a cycle.
fn live(connection: &Connection, cycle: &Cycle) -> Result<Vec<Uid>> {
    let mut found = Vec::new();
    for objective in objectives::of_cycle(connection, Some(&cycle.name))? {
        if objective.head.dropped.is_none() {
            found.push(objective.head.uid);
            let below = key_results::of_objective(connection, objective.head.uid)?;
            let live = below.iter().filter(|kr| kr.head.dropped.is_none());
            found.extend(live.map(|kr| kr.head.uid));
        }
    }
    Ok(found)
}

fn after(connection: &Connection, uid: Uid) -> Result<Vec<After>> {
    let mut found = Vec::new();
    for objective in objectives::after(connection, uid)? {
        if objective.head.dropped.is_none() {
            found.push(After {
                id: objective.head.id.to_string(),
                cycle: objective.cycle,
            });
        }
    }
    for kr in key_results::after(connection, uid)? {
        let objective = match kr.head.parent {
            Some(parent) => objectives::by_uid(connection, parent)?,
            None => None,
        };
        if let Some(objective) = objective.filter(|_| kr.head.dropped.is_none()) {
            found.push(After {
                id: kr.head.id.to_string(),
                cycle: objective.cycle,
            });
        }
    }
    Ok(found)
}

struct Scores<'a> {
    items: HashMap<String, &'a Item>,
    /// Objectives being added up right now; meeting one again would be a loop that two devices made.
    open: Vec<Uid>,
}

/// What a part of an objective came to.
#[derive(Debug, Clone, PartialEq)]
pub struct PartScore {
    /// Its id.
    pub label: String,
    /// Its share of the whole, 0 to 1; those of all parts add up to 1.
    pub share: f64,
    /// `None` is unknown, and left out of the mean.
    pub score: Option<f64>,
}

impl<'a> Scores<'a> {
    fn of(board: &'a Board) -> Self {
        Self {
            items: board.items.iter().map(|item| (item.id(), item)).collect(),
            open: Vec::new(),
        }
    }
}

impl Scores<'_> {
    fn suggested(&mut self, item: &Item) -> (Suggestion, Option<(usize, usize)>) {
        if let Some(measure) = &item.measure {
            return (suggest(&item.assessment, measure), None);
        }
        let (mut known, mut counted) = (0, 0);
        let (mut sum, mut share_known) = (0.0, 0.0);
        for part in self.parts(item) {
            counted += 1;
            if let Some(score) = part.score {
                known += 1;
                sum += part.share * score;
                share_known += part.share;
            }
        }
        let score = (share_known > 0.0).then(|| (sum / share_known).clamp(0.0, 1.0));
        let suggestion = Suggestion {
            score,
            agreed: None,
        };
        (suggestion, Some((known, counted)))
    }

    /// What the parts that count came to.
    fn parts(&mut self, item: &Item) -> Vec<PartScore> {
        self.open.push(item.head.uid);
        let weights: Vec<_> = item.parts.iter().map(|part| part.weight).collect();
        let shares = shares(&weights).into_iter().zip(&item.parts);
        let found = shares
            .filter(|(share, _)| *share > 0.0)
            .map(|(share, part)| PartScore {
                label: part.label.clone(),
                share,
                score: self.of_part(part),
            })
            .collect();
        self.open.pop();
        found
    }

    /// The score of a part: its grade, else what its own value or parts suggest.
    fn of_part(&mut self, part: &Part) -> Option<f64> {
        let Some(item) = self.items.get(&part.label).copied() else {
            return part.progress;
        };
        if let Some(grade) = &item.grade {
            return Some(grade.score.as_f64());
        }
        if self.open.contains(&item.head.uid) {
            return None;
        }
        self.suggested(item).0.score
    }
}
