//! Every type of record as the JSON object that machine output promises. All keys of a type are
//! always there and `fields` lists them: a key is added to both or to neither. Numbers are plain;
//! what a person sees of one stands beside it under `…_text`.

use chrono::{NaiveDate, SecondsFormat};
use okr_core::domain::assess::{Agreed, Assessment};
use okr_core::domain::check_in::{Ask, CheckIn, Note, Win};
use okr_core::domain::cycle::Cycle;
use okr_core::domain::grade::{Grade, Next};
use okr_core::domain::measure::{Measure, Plan};
use okr_core::domain::objective::{Ambition, Team, Vision};
use okr_core::domain::quantity::Quantity;
use okr_core::domain::record::Type;
use okr_core::report::item::Item;
use okr_core::store::ops::Operation;
use okr_core::time::local_instant;
use serde_json::{Number, Value, json};

pub use super::fields::FIELDS;
use crate::words::item as words;

/// An objective or a key result.
#[must_use]
pub fn item(item: &Item) -> Value {
    let head = &item.head;
    let found = &item.assessment;
    let is_key_result = item.kind == Type::KeyResult;
    let mut record = json!({
        "id": item.id(),
        "uid": head.uid.to_string(),
        "handle": head.handle,
        "type": item.kind.name(),
        "title": head.title,
        "cycle": item.cycle.as_ref().map(|cycle| &cycle.name),
        "objective": item.parent().filter(|_| is_key_result),
        "parent": item.parent(),
        "counts": item.counts,
        "serves": item.serves,
        "team": item.team,
        "owner": item.owner,
        "tags": head.tags,
        "links": head.links,
        "metric": item.measure.as_ref().map(metric),
        "start": number_of(found.start),
        "start_text": words::start(item),
        "start_source": is_key_result.then(|| found.start_source.name()),
        "target": number_of(found.goal),
        "target_text": words::target(item),
        "current": number_of(found.current),
        "current_text": words::current(item),
    });
    let rest = json!({
        "confidence": found.confidence,
        "confidence_prev": found.confidence_before,
        "blocker": head.blocker,
        "blocked_since": head.blocked_since.map(day),
        "last_checkin": found.last.map(day),
        "checkins": found.check_ins,
        "weight": number_of(head.weight),
        "ambition": head.ambition.map(Ambition::name),
        "due": head.due.map(day),
        "allow": codes(head.allow.as_deref()),
        "dropped": head.dropped.map(day),
        "dropped_because": head.dropped_because,
        "ancestor": head.ancestor.map(|uid| uid.to_string()),
        "grade": item.grade.as_ref().map(grade),
        "created": instant(head.created),
        "updated": instant(last_write(item)),
    });
    extend(&mut record, assessment(found));
    extend(&mut record, rest);
    record
}

fn grade(grade: &Grade) -> Value {
    json!({
        "score": number(grade.score),
        "suggested": number_of(grade.suggested),
        "reason": grade.reason,
        "cause": grade.cause,
        "helped": grade.helped,
        "hurt": grade.hurt,
        "learned": grade.learned,
        "next": grade.next.map(Next::name),
        "date": day(grade.date),
        "by": grade.by,
    })
}

/// The last change to a record or to what was said of it in a check-in.
fn last_write(item: &Item) -> i64 {
    let said = item.series.iter().map(|check_in| check_in.recorded).max();
    item.head.updated.max(said.unwrap_or_default())
}

fn assessment(found: &Assessment) -> Value {
    json!({
        "progress": found.progress.map(fraction),
        "raw": found.raw.map(fraction),
        "zone": found.zone.map(|zone| zone.name()),
        "coverage": found.coverage.map(|covered| json!({
            "reported": covered.reported,
            "counted": covered.counted,
            "share": fraction(covered.share),
            "low": fraction(covered.low),
            "high": fraction(covered.high),
        })),
        "expected": found.expected.map(fraction),
        "pace_ratio": found.pace.map(fraction),
        "pace_points": found.pace_points.map(fraction),
        "needed_per_week": found.needed_per_week.map(fraction),
        "agreed": found.agreed.as_ref().map(agreed),
        "pace_per_week": found.pace_per_week.map(fraction),
        "forecast": found.forecast.map(|forecast| forecast.said()).map(|forecast| json!({
            "date": day(forecast.date),
            "value": fraction(forecast.value),
            "low": fraction(forecast.low),
            "high": fraction(forecast.high),
            "chance": fraction(forecast.chance),
        })),
        "forecast_missing": found.no_forecast.and_then(|reason| reason.missing()),
        "forecast_reason": found.no_forecast.map(|reason| reason.sentence()),
        "status": found.status.json_name(),
        "status_reason": found.reason,
        "stale": found.stale,
        "flags": found.flags.iter().map(|flag| flag.name()).collect::<Vec<_>>(),
    })
}

fn agreed(agreed: &Agreed) -> Value {
    json!({
        "start": number_of(agreed.start),
        "target": number_of(agreed.goal),
        "low": number_of(agreed.low),
        "high": number_of(agreed.high),
        "progress": agreed.progress.map(fraction),
    })
}

/// What a key result is measured by.
#[must_use]
pub fn metric(measure: &Measure) -> Value {
    let steps = measure.steps.iter();
    let (factor, change) = match measure.kind {
        okr_core::domain::measure::Kind::Relative => (measure.change, None),
        _ => (None, measure.change),
    };
    json!({
        "kind": measure.kind.name(),
        "unit": measure.unit,
        "direction": measure.direction.name(),
        "scale": number_of(measure.scale),
        "factor": number_of(factor),
        "change": number_of(change),
        "low": number_of(measure.low),
        "high": number_of(measure.high),
        "steps": steps.map(|step| json!({"name": step.name, "weight": number(step.weight)})).collect::<Vec<_>>(),
        "zones": measure.zones.as_ref().map(|zones| json!({
            "commit": zones.commit,
            "target": zones.target,
            "stretch": zones.stretch,
        })),
        "marks": measure.marks.map(|marks| json!({"commit": number(marks.commit), "target": number(marks.target)})),
        "plan": measure.plan.as_ref().map(plan),
    })
}

fn plan(plan: &Plan) -> Value {
    let points = match plan {
        Plan::BackLoaded => None,
        Plan::Points(points) => Some(points),
    };
    json!({
        "shape": if points.is_some() { "points" } else { "back_loaded" },
        "points": points.into_iter().flatten().map(|(date, value)| json!({"date": day(*date), "value": number(*value)})).collect::<Vec<_>>(),
    })
}

/// A check-in of the key result with the short id `kr`.
#[must_use]
pub fn check_in(one: &CheckIn, kr: &str, measure: &Measure) -> Value {
    json!({
        "id": one.id.to_string(),
        "uid": one.uid.to_string(),
        "type": Type::CheckIn.name(),
        "kr": kr,
        "date": day(one.date),
        "value": number_of(one.value),
        "value_text": one.value.map(|value| words::value(value, measure)),
        "confidence": one.confidence,
        "note": one.note,
        "blocker": one.blocker,
        "same": one.same,
        "done": one.done,
        "source": one.source,
        "key": one.key,
        "recorded": instant(one.recorded),
    })
}

/// A win; `about` are the short ids of the records it came from.
#[must_use]
pub fn win(win: &Win, about: &[String]) -> Value {
    json!({
        "id": win.id.to_string(),
        "uid": win.uid.to_string(),
        "type": Type::Win.name(),
        "title": win.title,
        "date": day(win.date),
        "by": win.by,
        "for": about,
        "thanks": win.thanks,
    })
}

/// A request to leadership; `about` are the short ids of the records it is for.
#[must_use]
pub fn ask(ask: &Ask, about: &[String]) -> Value {
    json!({
        "id": ask.id.to_string(),
        "uid": ask.uid.to_string(),
        "type": Type::Ask.name(),
        "title": ask.title,
        "date": day(ask.date),
        "by": ask.by,
        "for": about,
        "state": if ask.closed.is_some() { "closed" } else { "open" },
        "closed": ask.closed.map(day),
        "answer": ask.answer,
    })
}

/// A note on the record with the short id `on`.
#[must_use]
pub fn note(note: &Note, on: &str) -> Value {
    json!({
        "id": note.id.to_string(),
        "uid": note.uid.to_string(),
        "type": Type::Note.name(),
        "title": note.title,
        "date": day(note.date),
        "by": note.by,
        "on": on,
    })
}

#[must_use]
pub fn vision(vision: &Vision) -> Value {
    json!({
        "id": vision.id.to_string(),
        "uid": vision.uid.to_string(),
        "type": Type::Vision.name(),
        "title": vision.title,
        "owner": vision.owner,
        "dropped": vision.dropped.map(day),
        "created": instant(vision.created),
    })
}

#[must_use]
pub fn cycle(cycle: &Cycle) -> Value {
    json!({
        "id": cycle.name,
        "uid": cycle.uid.to_string(),
        "type": Type::Cycle.name(),
        "start": day(cycle.start),
        "end": day(cycle.end),
        "state": cycle.state.name(),
        "opened": cycle.opened.map(instant),
        "copied_from": cycle.ancestor,
    })
}

#[must_use]
pub fn team(team: &Team) -> Value {
    json!({
        "id": team.name,
        "uid": team.uid.to_string(),
        "type": Type::Team.name(),
        "title": team.title,
    })
}

/// One entry of the history.
#[must_use]
pub fn operation(operation: &Operation) -> Value {
    json!({
        "id": format!("op{}", operation.n),
        "uid": operation.uid.to_string(),
        "type": "operation",
        "at": instant(operation.stamp.millis()),
        "by": operation.by,
        "command": operation.command,
        "state": operation.state.name(),
        "undoes": operation.undoes.map(|uid| uid.to_string()),
    })
}

/// `2026-08-28`.
#[must_use]
pub fn day(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}

/// RFC 3339 with the local offset, from milliseconds since 1970.
#[must_use]
pub fn instant(millis: i64) -> String {
    local_instant(millis).to_rfc3339_opts(SecondsFormat::Secs, false)
}

/// A quantity as a plain number: whole ones without a point.
#[must_use]
pub fn number(quantity: Quantity) -> Value {
    let whole = quantity
        .is_whole()
        .then(|| quantity.to_string().parse::<i64>().ok())
        .flatten();
    whole.map_or_else(|| fraction(quantity.as_f64()), Value::from)
}

fn number_of(quantity: Option<Quantity>) -> Value {
    quantity.map_or(Value::Null, number)
}

/// A computed number, without the noise behind the tenth digit.
pub fn fraction(value: f64) -> Value {
    let rounded = if value.abs() < 1e5 {
        (value * 1e10).round() / 1e10
    } else {
        value
    };
    let rounded = if rounded == 0.0 { 0.0 } else { rounded };
    Number::from_f64(rounded).map_or(Value::Null, Value::Number)
}

fn codes(allow: Option<&str>) -> Vec<&str> {
    allow.unwrap_or_default().split_whitespace().collect()
}

fn extend(record: &mut Value, more: Value) {
    if let (Value::Object(record), Value::Object(more)) = (record, more) {
        record.extend(more);
    }
}
