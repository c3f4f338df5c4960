//! New visions, teams, objectives and key results.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::change::{check_measure, check_weights_of};
use super::handle::free_handle;
use super::text::{kept_text, kept_word};
use super::writer::Writer;
use super::{Change, Context, Outcome, cycle};
use crate::domain::id::Uid;
use crate::domain::key_result::KeyResult;
use crate::domain::measure::Measure;
use crate::domain::objective::{Ambition, Head, Objective, Team, Vision};
use crate::domain::quantity::Quantity;
use crate::domain::record::Type;
use crate::error::{Error, Result};
use crate::reference::{self, Found};
use crate::store::visions;

/// What an objective and a key result can be given when they are made.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Meta {
    pub owner: Option<String>,
    pub team: Option<String>,
    pub tags: Vec<String>,
    pub links: Vec<String>,
    pub due: Option<NaiveDate>,
    pub weight: Option<Quantity>,
    pub ambition: Option<Ambition>,
    pub handle: Option<String>,
    /// A permanent name from elsewhere, so that the same thing brought in again is known.
    pub uid: Option<Uid>,
}

/// An objective to be. Without a cycle it joins the one today belongs to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NewObjective {
    pub title: String,
    pub parent: Option<String>,
    pub counts: bool,
    pub cycle: Option<String>,
    pub meta: Meta,
}

/// A key result to be. Without an objective it goes under the one added just before it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NewKeyResult {
    pub title: String,
    pub objective: Option<String>,
    pub measure: Measure,
    pub meta: Meta,
}

/// One line of an outline.
#[expect(
    clippy::large_enum_variant,
    reason = "an outline is read once and has few lines"
)]
#[derive(Debug, Clone, PartialEq)]
pub enum New {
    Vision {
        title: String,
        owner: Option<String>,
        /// A permanent name from elsewhere.
        uid: Option<Uid>,
    },
    Objective(NewObjective),
    KeyResult(NewKeyResult),
}

/// The parent of an objective that serves the vision added just before it; no handle can be this word.
pub const VISION_ABOVE: &str = "vision";

pub(super) fn vision(
    writer: &mut Writer<'_>,
    outcome: &mut Outcome,
    title: &str,
    owner: Option<&String>,
    uid: Option<Uid>,
) -> Result<()> {
    let vision = Vision {
        uid: uid.unwrap_or_else(Uid::random),
        id: writer.next_id(Type::Vision)?,
        title: kept_text(title, "the vision")?,
        owner: owner
            .map(|owner| kept_word(owner, "the owner"))
            .transpose()?,
        dropped: None,
        created: 0,
    };
    writer.create(Type::Vision, vision.uid, &vision)?;
    added(
        outcome,
        Type::Vision,
        vision.uid,
        vision.id.to_string(),
        vision.title,
        Vec::new(),
    );
    Ok(())
}

pub(super) fn team(
    writer: &mut Writer<'_>,
    outcome: &mut Outcome,
    name: &str,
    title: Option<&String>,
) -> Result<()> {
    let name = kept_word(name, "the team's name")?;
    let team = Team {
        uid: Uid::of_name(Type::Team, &name),
        name,
        title: title
            .map(|title| kept_text(title, "the team's title"))
            .transpose()?,
    };
    if visions::teams(writer.connection)?
        .iter()
        .any(|known| known.uid == team.uid)
    {
        return Err(
            Error::conflict("E503", format!("there is a team {} already", team.name))
                .next("okr team list"),
        );
    }
    writer.create(Type::Team, team.uid, &team)?;
    added(
        outcome,
        Type::Team,
        team.uid,
        team.name.clone(),
        team.title.unwrap_or(team.name),
        Vec::new(),
    );
    Ok(())
}

/// Adds one record after the other; an error names the line of the one it refuses.
pub(super) fn all(
    writer: &mut Writer<'_>,
    outcome: &mut Outcome,
    context: &Context,
    all: &[(usize, New)],
) -> Result<()> {
    // Weights are held against each other once all of them are there: once per key result would cost the
    // square of their number.
    let mut weighed: BTreeMap<Uid, usize> = BTreeMap::new();
    let at = |line: usize| {
        move |error: Error| match error.at {
            None => error.at(line, "1"),
            Some(_) => error,
        }
    };
    for (line, new) in all {
        match new {
            New::Vision { title, owner, uid } => {
                vision(writer, outcome, title, owner.as_ref(), *uid)
            }
            New::Objective(new) => objective(writer, outcome, context, new),
            New::KeyResult(new) => unweighed(writer, outcome, new).map(|objective| {
                weighed.insert(objective, *line);
            }),
        }
        .map_err(at(*line))?;
    }
    for (objective, line) in weighed {
        check_weights_of(writer, objective).map_err(at(line))?;
    }
    Ok(())
}

fn added(
    outcome: &mut Outcome,
    kind: Type,
    uid: Uid,
    id: String,
    title: String,
    under: Vec<String>,
) {
    outcome.changes.push(Change::Added {
        kind,
        uid,
        id,
        title,
        under,
    });
}

/// Parents an objective may have.
pub(super) const PARENTS: [Type; 3] = [Type::Vision, Type::Objective, Type::KeyResult];

pub(super) fn live(found: Found) -> Result<Found> {
    match found.dropped {
        None => Ok(found),
        Some(day) => Err(
            Error::refused("E305", format!("{} was dropped on {day}", found.id))
                .why("A dropped record is kept as it was; bring it back to change it.")
                .next(format!("okr set {} dropped=no", found.id)),
        ),
    }
}

pub(super) fn objective(
    writer: &mut Writer<'_>,
    outcome: &mut Outcome,
    context: &Context,
    new: &NewObjective,
) -> Result<()> {
    let parent = match new.parent.as_deref() {
        Some(VISION_ABOVE) => Some(last_added(outcome, Type::Vision)?),
        Some(parent) => Some(live(reference::exact(
            writer.connection,
            parent,
            &PARENTS,
        )?)?),
        None => None,
    };
    let counts = counting(new.counts, parent.as_ref())?;
    let cycle = cycle::for_objective(writer, outcome, context, new.cycle.as_deref())?;
    let mut head = head(writer, Type::Objective, &new.title, &new.meta)?;
    head.parent = parent.as_ref().map(|parent| parent.uid);
    let under: Vec<String> = parent.into_iter().map(|parent| parent.id).collect();
    let objective = Objective {
        head,
        cycle,
        counts,
    };
    writer.create(Type::Objective, objective.head.uid, &objective)?;
    let Head { uid, id, title, .. } = objective.head;
    added(outcome, Type::Objective, uid, id.to_string(), title, under);
    Ok(())
}

/// Only an objective's number can hold another objective's number.
pub(super) fn counting(counts: bool, parent: Option<&Found>) -> Result<bool> {
    match (counts, parent) {
        (true, Some(parent)) if parent.kind != Type::Objective => Err(Error::refused(
            "E212",
            format!(
                "{} is a {}; only an objective's progress can count another objective",
                parent.id,
                parent.kind.noun()
            ),
        )
        .why("Without counting, it still supports it and is shown under it.")),
        (true, None) => Err(Error::refused(
            "E212",
            "nothing to count in: the objective has no parent objective",
        )
        .next("okr move O2 --to O1 --counts")),
        _ => Ok(counts),
    }
}

pub(super) fn key_result(
    writer: &mut Writer<'_>,
    outcome: &mut Outcome,
    new: &NewKeyResult,
) -> Result<()> {
    let objective = unweighed(writer, outcome, new)?;
    check_weights_of(writer, objective)
}

/// Adds the key result; its weight is still to be held against the others. Answers the objective.
fn unweighed(writer: &mut Writer<'_>, outcome: &mut Outcome, new: &NewKeyResult) -> Result<Uid> {
    let parent = match new.objective.as_deref() {
        Some(objective) => live(reference::exact(
            writer.connection,
            objective,
            &[Type::Objective],
        )?)?,
        None => last_added(outcome, Type::Objective)?,
    };
    check_measure(&new.measure)?;
    let mut head = head(writer, Type::KeyResult, &new.title, &new.meta)?;
    head.parent = Some(parent.uid);
    cycle::open_for_changes(writer.connection, parent.uid)?;
    let key_result = KeyResult {
        head,
        measure: new.measure.clone(),
        source: None,
        targets: Vec::new(),
    };
    writer.create(Type::KeyResult, key_result.head.uid, &key_result)?;
    let Head {
        uid,
        id,
        title,
        due,
        ..
    } = key_result.head;
    if let Some(due) = due {
        cycle::remark_due_outside(writer.connection, outcome, parent.uid, &id.to_string(), due)?;
    }
    added(
        outcome,
        Type::KeyResult,
        uid,
        id.to_string(),
        title,
        vec![parent.id],
    );
    Ok(parent.uid)
}

fn last_added(outcome: &Outcome, wanted: Type) -> Result<Found> {
    let found = outcome
        .changes
        .iter()
        .rev()
        .find_map(|change| match change {
            Change::Added {
                kind,
                uid,
                id,
                title,
                ..
            } if *kind == wanted => Some(Found {
                kind: *kind,
                uid: *uid,
                id: id.clone(),
                title: title.clone(),
                dropped: None,
            }),
            _ => None,
        });
    found.ok_or_else(|| match wanted {
        Type::Vision => Error::refused("E213", "no vision stands above this objective")
            .why("Put one above it, or name one that is there.")
            .next("okr vision list"),
        _ => Error::refused("E213", "a key result stands before any objective")
            .why("Put an objective above it, or name one with --to."),
    })
}

fn head(writer: &mut Writer<'_>, kind: Type, title: &str, meta: &Meta) -> Result<Head> {
    let title = kept_text(title, "the title")?;
    let word = |text: &Option<String>, what| {
        text.as_deref()
            .map(|text| kept_word(text, what))
            .transpose()
    };
    let words = |texts: &[String], what| {
        texts
            .iter()
            .map(|text| kept_word(text, what))
            .collect::<Result<Vec<_>>>()
    };
    let handle = meta
        .handle
        .as_deref()
        .map(|handle| free_handle(writer, handle, None))
        .transpose()?;
    Ok(Head {
        uid: meta.uid.unwrap_or_else(Uid::random),
        id: writer.next_id(kind)?,
        title,
        handle,
        owner: word(&meta.owner, "the owner")?,
        team: word(&meta.team, "the team")?,
        tags: words(&meta.tags, "the tag")?,
        links: words(&meta.links, "the link")?,
        parent: None,
        due: meta.due,
        weight: meta.weight,
        ambition: meta.ambition,
        blocker: None,
        blocked_since: None,
        allow: None,
        dropped: None,
        dropped_because: None,
        ancestor: None,
        created: 0,
        updated: 0,
    })
}
