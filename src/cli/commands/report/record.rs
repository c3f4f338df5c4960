//! A report as JSON: the facts of the page, records in the shape they have everywhere. One shape for all
//! reports, every key always there.

use okr_core::domain::objective::Vision;
use okr_core::report::said::{Remark, Told};
use okr_core::report::summary::{Standing, Summary};
use serde_json::{Value, json};

use crate::cli::commands::diff;
use crate::cli::output::record;
use crate::words::report::Audience;

/// `headline` is the first sentence of the page. Notes are only for teams.
pub(super) fn of(report: &str, found: &Summary<'_>, headline: &str, audience: Audience) -> Value {
    let said = &found.said;
    let notes = match audience {
        Audience::Team => said.remarks.iter().map(remark).collect(),
        Audience::Exec => Vec::new(),
    };
    let ids = |items: &[&okr_core::report::item::Item]| {
        items.iter().map(|item| item.id()).collect::<Vec<_>>()
    };
    let needs = found.risks.iter().map(|need| {
        json!({
            "id": need.item.id(),
            "days_since": need.days_since,
            "blocked_days": need.blocked_days,
        })
    });
    json!({
        "type": "report",
        "report": report,
        "day": record::day(found.day),
        "since": record::day(found.since),
        "week": found.week.map(|(week, _)| week),
        "weeks": found.week.map(|(_, weeks)| weeks),
        "headline": headline,
        "visions": found.visions.iter().map(|vision: &&Vision| record::vision(vision)).collect::<Vec<_>>(),
        "course": found.course,
        "objectives": found.objectives.iter().map(objective).collect::<Vec<_>>(),
        "changes": found.changes.iter().map(diff::record_of).collect::<Vec<_>>(),
        "risks": needs.collect::<Vec<_>>(),
        "stuck": ids(&found.stuck),
        "reached": ids(&found.reached),
        "dropped": found.dropped.iter().map(|item| json!({
            "id": item.id(), "title": item.head.title, "because": item.head.dropped_because,
        })).collect::<Vec<_>>(),
        "wins": said.wins.iter().map(|win| record::win(&win.fact, &win.about)).collect::<Vec<_>>(),
        "asks": asks(&said.asks),
        "answered": asks(&said.answered),
        "notes": notes,
        "skipped": said.skips.iter().map(remark).collect::<Vec<_>>(),
        "adoption": found.adoption,
    })
}

fn asks(all: &[Told<okr_core::domain::check_in::Ask>]) -> Vec<Value> {
    all.iter()
        .map(|ask| record::ask(&ask.fact, &ask.about))
        .collect()
}

fn remark(remark: &Remark) -> Value {
    json!({
        "about": remark.id,
        "date": record::day(remark.date),
        "text": remark.text,
        "by": remark.by,
    })
}

/// The record with what it was before, and its key results.
fn objective(one: &Standing<'_>) -> Value {
    let mut value = record::item(one.item);
    if let Value::Object(fields) = &mut value {
        fields.insert("gained".to_owned(), json!(one.gained));
        fields.insert("confidence_since".to_owned(), json!(one.confidence_before));
        let below = one.key_results.iter().map(|item| record::item(item));
        fields.insert("key_results".to_owned(), below.collect());
    }
    value
}
