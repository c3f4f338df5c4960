//! A change in words: each field that differs, as it was and as it is. A field not named here changes
//! without a word.

use chrono::NaiveDate;

use super::yes_no;
use crate::act::FieldChange;
use crate::capture::number;
use crate::domain::key_result::KeyResult;
use crate::domain::measure::{Kind, Measure, Plan};
use crate::domain::objective::{Head, Objective, Vision};
use crate::domain::quantity::Quantity;

/// The name of a field and its value in words.
pub(super) type Told = (&'static str, Option<String>);

/// The fields that differ between two tellings of one record.
pub(super) fn differing(before: Vec<Told>, after: Vec<Told>) -> Vec<FieldChange> {
    let pairs = before.into_iter().zip(after);
    pairs
        .filter(|(before, after)| before.1 != after.1)
        .map(|((field, before), (_, after))| FieldChange {
            field: field.to_owned(),
            before,
            after,
        })
        .collect()
}

pub(super) fn vision(vision: &Vision) -> Vec<Told> {
    vec![
        ("title", Some(vision.title.clone())),
        ("owner", vision.owner.clone()),
    ]
}

pub(super) fn objective(objective: &Objective) -> Vec<Told> {
    let mut told = head(&objective.head);
    told.extend([
        ("cycle", Some(objective.cycle.clone())),
        ("counts", Some(yes_no(objective.counts))),
    ]);
    told
}

pub(super) fn key_result(key_result: &KeyResult) -> Vec<Told> {
    let mut told = head(&key_result.head);
    told.extend(measure(&key_result.measure));
    told.push(("source", key_result.source.clone()));
    told
}

fn head(head: &Head) -> Vec<Told> {
    let list = |words: &[String]| (!words.is_empty()).then(|| words.join(", "));
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string());
    vec![
        ("title", Some(head.title.clone())),
        ("owner", head.owner.clone()),
        ("team", head.team.clone()),
        ("tag", list(&head.tags)),
        ("link", list(&head.links)),
        ("due", day(head.due)),
        ("weight", plain(head.weight)),
        ("handle", head.handle.clone()),
        (
            "ambition",
            head.ambition.map(|ambition| ambition.name().to_owned()),
        ),
        ("allow", head.allow.clone()),
        ("blocker", head.blocker.clone()),
        ("dropped", day(head.dropped)),
    ]
}

/// A target told from the start: `x2 of the start: 80 deals`.
fn relative(measure: &Measure) -> Option<String> {
    let change = measure.change.filter(|_| measure.target.is_none())?;
    let told = match measure.kind {
        Kind::Relative => format!("x{change} of the start"),
        Kind::Delta if change.is_negative() => format!("the start - {}", change.size()),
        Kind::Delta => format!("the start + {change}"),
        _ => return None,
    };
    Some(match measure.goal(measure.start) {
        Some(goal) => format!("{told}, {}", number::text(goal, measure)),
        None => told,
    })
}

fn measure(measure: &Measure) -> [Told; 12] {
    let shown = |value: Option<Quantity>| value.map(|value| number::text(value, measure));
    let zones = measure.zones.as_ref();
    let marks = measure.marks;
    [
        ("kind", Some(measure.kind.name().to_owned())),
        ("unit", measure.unit.clone()),
        ("direction", Some(measure.direction.name().to_owned())),
        ("start", shown(measure.start)),
        (
            "target",
            shown(measure.target).or_else(|| relative(measure)),
        ),
        (
            "change",
            plain(measure.change).filter(|_| !matches!(measure.kind, Kind::Relative | Kind::Delta)),
        ),
        ("scale", plain(measure.scale)),
        ("hold", number::bounds(measure)),
        (
            "steps",
            (!measure.steps.is_empty()).then(|| number::step_list(&measure.steps)),
        ),
        (
            "zones",
            zones.map(|zones| [&*zones.commit, &*zones.target, &*zones.stretch].join(" / ")),
        ),
        ("marks", marks.map(number::marks)),
        ("plan", measure.plan.as_ref().map(plan)),
    ]
}

fn plain(number: Option<Quantity>) -> Option<String> {
    number.map(|number| number.to_string())
}

fn plan(plan: &Plan) -> String {
    match plan {
        Plan::BackLoaded => "back-loaded".to_owned(),
        Plan::Points(points) => {
            let points: Vec<String> = points
                .iter()
                .map(|(day, value)| format!("{day}={value}"))
                .collect();
            points.join(",")
        }
    }
}
