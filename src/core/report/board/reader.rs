//! Reads the items of a board with all that their assessments need.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use rusqlite::Connection;

use super::Depth;
use crate::domain::assess::{Part, Policy, Status, assess, assess_today, roll_up};
use crate::domain::check_in::CheckIn;
use crate::domain::cycle::Cycle;
use crate::domain::grade::Grade;
use crate::domain::id::Uid;
use crate::domain::key_result::KeyResult;
use crate::domain::measure::Kind;
use crate::domain::objective::{Head, Objective, Vision};
use crate::domain::record::Type;
use crate::error::Result;
use crate::report::ends::ends;
use crate::report::item::Item;
use crate::store::{check_ins, cycles, facts, grades, key_results, objectives, visions};

/// Reads items with what they need, each ancestor and each contributing objective once.
pub(super) struct Reader<'a> {
    connection: &'a Connection,
    policy: Policy,
    pub depth: Depth,
    pub day: NaiveDate,
    pub cycles: Vec<Cycle>,
    pub visions: Vec<Vision>,
    /// Ancestors that were looked up: what stands above them and how they are called.
    known: HashMap<Uid, Option<(String, Option<Uid>)>>,
    parts: HashMap<Uid, Part>,
    /// Objectives being rolled up right now; meeting one again would be a loop that two devices made.
    open: HashSet<Uid>,
    /// Every grade of the book, read when the first one is asked for.
    grades: Option<HashMap<Uid, Grade>>,
    /// Every note of the book by what it is about, read when the first one is asked for.
    notes: Option<HashMap<Uid, Vec<String>>>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(connection: &'a Connection, policy: Policy, day: NaiveDate) -> Result<Self> {
        Ok(Self {
            connection,
            policy,
            depth: Depth::Words,
            day,
            cycles: cycles::all(connection)?,
            visions: visions::all(connection)?,
            known: HashMap::new(),
            parts: HashMap::new(),
            open: HashSet::new(),
            grades: None,
            notes: None,
        })
    }

    fn cycle(&self, objective: &Objective) -> Option<&Cycle> {
        self.cycles
            .iter()
            .find(|cycle| cycle.name == objective.cycle)
    }

    fn grade(&mut self, uid: Uid) -> Result<Option<Grade>> {
        if self.depth < Depth::Words {
            return Ok(None);
        }
        let known = match self.grades.take() {
            Some(known) => known,
            None => grades::all(self.connection)?,
        };
        let found = known.get(&uid).cloned();
        self.grades = Some(known);
        Ok(found)
    }

    fn notes(&mut self, uid: Uid) -> Result<Vec<String>> {
        if self.depth < Depth::Words {
            return Ok(Vec::new());
        }
        let known = match self.notes.take() {
            Some(known) => known,
            None => {
                let mut by_record: HashMap<Uid, Vec<String>> = HashMap::new();
                for note in facts::notes(self.connection)? {
                    by_record.entry(note.on).or_default().push(note.title);
                }
                by_record
            }
        };
        let found = known.get(&uid).cloned().unwrap_or_default();
        self.notes = Some(known);
        Ok(found)
    }

    /// Adds an objective and its key results in reading order.
    pub(super) fn add(&mut self, objective: &Objective, items: &mut Vec<Item>) -> Result<()> {
        let above = self.above(&objective.head)?;
        let mut below = Vec::new();
        for kr in key_results::of_objective(self.connection, objective.head.uid)? {
            below.push(self.key_result(objective, &above, kr)?);
        }
        let item = self.objective(objective, above, &below)?;
        items.push(item);
        items.append(&mut below);
        Ok(())
    }

    pub(super) fn key_result(
        &mut self,
        objective: &Objective,
        above: &[(Uid, String)],
        kr: KeyResult,
    ) -> Result<Item> {
        let grade = self.grade(kr.head.uid)?;
        let notes = self.notes(kr.head.uid)?;
        let in_words = matches!(kr.measure.kind, Kind::Milestone | Kind::Steps | Kind::Zones);
        let (connection, cycle) = (self.connection, self.cycle(objective));
        let mut series = match self.depth {
            Depth::Ends => ends(connection, &kr, cycle, &self.policy, self.day)?,
            Depth::Figures | Depth::Forecasts if !in_words => {
                check_ins::figures(connection, kr.head.uid)?
            }
            _ => check_ins::series(connection, kr.head.uid)?,
        };
        series.retain(|check_in| check_in.date <= self.day);
        Ok(Item {
            grade,
            notes,
            ..self.assessed(objective, above, kr, series)
        })
    }

    /// A key result with check-ins of any origin, none of them after the day.
    pub(super) fn assessed(
        &self,
        objective: &Objective,
        above: &[(Uid, String)],
        kr: KeyResult,
        series: Vec<CheckIn>,
    ) -> Item {
        let cycle = self.cycle(objective);
        let assess = match self.depth {
            Depth::Ends | Depth::Figures => assess_today,
            Depth::Forecasts | Depth::Words => assess,
        };
        let assessment = assess(&kr, &series, cycle, &self.policy, self.day);
        let own = (objective.head.uid, objective.head.id.to_string());
        let above: Vec<(Uid, String)> = std::iter::once(own).chain(above.iter().cloned()).collect();
        Item {
            kind: Type::KeyResult,
            owner: kr
                .head
                .owner
                .clone()
                .or_else(|| objective.head.owner.clone()),
            team: kr.head.team.clone().or_else(|| objective.head.team.clone()),
            cycle: cycle.cloned(),
            serves: self.serves(&above),
            above,
            counts: true,
            is_dropped: kr.head.dropped.is_some() || objective.head.dropped.is_some(),
            head: kr.head,
            measure: Some(kr.measure),
            series,
            notes: Vec::new(),
            parts: Vec::new(),
            grade: None,
            assessment,
        }
    }

    fn objective(
        &mut self,
        objective: &Objective,
        above: Vec<(Uid, String)>,
        key_results: &[Item],
    ) -> Result<Item> {
        self.open.insert(objective.head.uid);
        let mut parts: Vec<Part> = key_results
            .iter()
            .filter(|item| item.head.dropped.is_none())
            .map(|item| Part::of(item.id(), item.head.weight, &item.assessment))
            .collect();
        for child in objectives::counted_in(self.connection, objective.head.uid)? {
            if child.head.dropped.is_none() && !self.open.contains(&child.head.uid) {
                parts.push(self.contribution(&child)?);
            }
        }
        self.open.remove(&objective.head.uid);
        let mut assessment = roll_up(&parts);
        if let Some(dropped) = objective.head.dropped {
            assessment.status = Status::Closed;
            assessment.reason = format!("it was dropped on {dropped}");
        }
        assessment.blocked |= objective.head.blocker.is_some();
        let part = Part::of(
            objective.head.id.to_string(),
            objective.head.weight,
            &assessment,
        );
        self.parts.insert(objective.head.uid, part);
        let grade = self.grade(objective.head.uid)?;
        Ok(Item {
            kind: Type::Objective,
            owner: objective.head.owner.clone(),
            team: objective.head.team.clone(),
            cycle: self.cycle(objective).cloned(),
            serves: self.serves(&above),
            above,
            counts: objective.counts,
            is_dropped: objective.head.dropped.is_some(),
            head: objective.head.clone(),
            measure: None,
            series: Vec::new(),
            notes: self.notes(objective.head.uid)?,
            parts,
            grade,
            assessment,
        })
    }

    fn contribution(&mut self, child: &Objective) -> Result<Part> {
        if let Some(part) = self.parts.get(&child.head.uid) {
            return Ok(part.clone());
        }
        self.add(child, &mut Vec::new())?;
        Ok(self.parts.get(&child.head.uid).cloned().unwrap_or_default())
    }

    /// The records above a record, nearest first. A loop that two devices made together ends where
    /// it would come back.
    pub(super) fn above(&mut self, head: &Head) -> Result<Vec<(Uid, String)>> {
        let mut path: Vec<(Uid, String)> = Vec::new();
        let mut next = head.parent;
        while let Some(uid) = next {
            if uid == head.uid || path.iter().any(|(seen, _)| *seen == uid) {
                break;
            }
            let Some((id, parent)) = self.look_up(uid)? else {
                break;
            };
            path.push((uid, id));
            next = parent;
        }
        Ok(path)
    }

    fn look_up(&mut self, uid: Uid) -> Result<Option<(String, Option<Uid>)>> {
        if let Some(known) = self.known.get(&uid) {
            return Ok(known.clone());
        }
        let vision = self.visions.iter().find(|vision| vision.uid == uid);
        let found = match vision {
            Some(vision) => Some((vision.id.to_string(), None)),
            None => match objectives::by_uid(self.connection, uid)? {
                Some(objective) => Some((objective.head.id.to_string(), objective.head.parent)),
                None => key_results::by_uid(self.connection, uid)?
                    .map(|kr| (kr.head.id.to_string(), kr.head.parent)),
            },
        };
        self.known.insert(uid, found.clone());
        Ok(found)
    }

    fn serves(&self, above: &[(Uid, String)]) -> Vec<String> {
        above
            .iter()
            .filter(|(uid, _)| self.visions.iter().any(|vision| vision.uid == *uid))
            .map(|(_, id)| id.clone())
            .collect()
    }
}
