//! The fields of one record as text, by the names and in the forms that `okr set` reads back. The
//! same telling is used for what is written, for what the book said then and for what it says now, so
//! that two tellings differ exactly when the record does.

use rusqlite::Connection;

use crate::capture::number;
use crate::domain::id::Uid;
use crate::domain::measure::{Direction, Kind, Measure, Plan};
use crate::domain::objective::{Head, Objective, Vision};
use crate::domain::quantity::Quantity;
use crate::domain::record::Type;
use crate::error::Result;
use crate::store::{key_results, names, objectives, visions};

/// One record and what its lines say.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    pub kind: Type,
    pub uid: Uid,
    pub id: String,
    pub title: String,
    /// The name of an objective's cycle.
    pub cycle: Option<String>,
    pub parent: Option<Uid>,
    pub is_dropped: bool,
    /// Name and value, in the order they are written; what is not set is not there.
    pub fields: Vec<(&'static str, String)>,
}

impl Record {
    /// The text of a field, empty when it is not set.
    #[must_use]
    pub fn value(&self, key: &str) -> &str {
        match key {
            "title" => &self.title,
            "cycle" => self.cycle.as_deref().unwrap_or_default(),
            _ => self
                .fields
                .iter()
                .find(|(name, _)| *name == key)
                .map_or("", |(_, value)| value),
        }
    }
}

/// The record with a uid; `None` for one that is not there, or of another kind than these three.
///
/// # Errors
/// Those of the file.
pub fn record(connection: &Connection, uid: Uid) -> Result<Option<Record>> {
    if let Some(objective) = objectives::by_uid(connection, uid)? {
        return of_objective(connection, &objective).map(Some);
    }
    if let Some(kr) = key_results::by_uid(connection, uid)? {
        let mut fields = measure(&kr.measure);
        fields.extend(head(&kr.head));
        return Ok(Some(of_head(Type::KeyResult, kr.head, None, fields)));
    }
    let vision = visions::all(connection)?
        .into_iter()
        .find(|vision| vision.uid == uid);
    Ok(vision.map(of_vision))
}

fn of_objective(connection: &Connection, objective: &Objective) -> Result<Record> {
    let mut fields = Vec::new();
    if let Some(parent) = objective.head.parent
        && let Some(found) = names::between(connection, parent, parent)?.first()
    {
        fields.push(("serves", found.id.clone()));
    }
    if objective.counts {
        fields.push(("counts", "yes".to_owned()));
    }
    fields.extend(head(&objective.head));
    let cycle = Some(objective.cycle.clone());
    Ok(of_head(
        Type::Objective,
        objective.head.clone(),
        cycle,
        fields,
    ))
}

fn of_head(
    kind: Type,
    head: Head,
    cycle: Option<String>,
    fields: Vec<(&'static str, String)>,
) -> Record {
    Record {
        kind,
        uid: head.uid,
        id: head.id.to_string(),
        title: head.title,
        cycle,
        parent: head.parent,
        is_dropped: head.dropped.is_some(),
        fields,
    }
}

fn of_vision(vision: Vision) -> Record {
    Record {
        kind: Type::Vision,
        uid: vision.uid,
        id: vision.id.to_string(),
        title: vision.title,
        cycle: None,
        parent: None,
        is_dropped: vision.dropped.is_some(),
        fields: vision
            .owner
            .into_iter()
            .map(|owner| ("owner", owner))
            .collect(),
    }
}

/// The fields that objectives and key results have alike.
#[must_use]
pub fn head(head: &Head) -> Vec<(&'static str, String)> {
    let words = |words: &[String]| (!words.is_empty()).then(|| words.join(", "));
    let all = [
        ("owner", head.owner.clone()),
        ("team", head.team.clone()),
        ("tag", words(&head.tags)),
        ("link", words(&head.links)),
        ("due", head.due.map(|day| day.to_string())),
        ("weight", head.weight.map(|weight| weight.to_string())),
        (
            "ambition",
            head.ambition.map(|ambition| ambition.name().to_owned()),
        ),
        ("handle", head.handle.clone()),
        ("blocker", head.blocker.clone()),
        ("allow", head.allow.clone()),
    ];
    all.into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .collect()
}

/// The fields of a measure.
#[must_use]
pub fn measure(measure: &Measure) -> Vec<(&'static str, String)> {
    let shown = |value: Option<Quantity>| value.map(|value| number::text(value, measure));
    let way = !matches!(
        measure.kind,
        Kind::Hold | Kind::Milestone | Kind::Steps | Kind::Zones
    );
    let is_open = measure.start.is_none() || measure.goal(measure.start).is_none();
    let falls = measure.direction == Direction::Down && way && is_open;
    let zones = measure.zones.as_ref();
    let all = [
        ("kind", Some(measure.kind.name().to_owned())),
        (
            "unit",
            measure
                .unit
                .clone()
                .filter(|_| measure.kind != Kind::Percent && measure.kind != Kind::Rating),
        ),
        ("direction", falls.then(|| "down".to_owned())),
        ("scale", measure.scale.map(|scale| scale.to_string())),
        ("start", shown(measure.start).filter(|_| way)),
        ("target", shown(measure.target).filter(|_| way)),
        ("change", measure.change.map(|change| change.to_string())),
        ("hold", number::bounds(measure)),
        (
            "steps",
            (!measure.steps.is_empty()).then(|| number::step_list(&measure.steps)),
        ),
        ("commit-zone", zones.map(|zones| zones.commit.clone())),
        ("target-zone", zones.map(|zones| zones.target.clone())),
        ("stretch-zone", zones.map(|zones| zones.stretch.clone())),
        ("marks", measure.marks.map(number::marks)),
        (
            "plan",
            measure.plan.as_ref().map(|plan| points(plan, measure)),
        ),
    ];
    all.into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .collect()
}

fn points(plan: &Plan, measure: &Measure) -> String {
    match plan {
        Plan::BackLoaded => "back-loaded".to_owned(),
        Plan::Points(points) => points
            .iter()
            .map(|(day, value)| format!("{day}={}", number::text(*value, measure)))
            .collect::<Vec<_>>()
            .join(","),
    }
}
