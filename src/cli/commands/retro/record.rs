//! The retrospective as one record: the verdict with its numbers, then every objective with its key
//! results, each the record it always is with what grading adds.

use okr_core::report::grades::Graded;
use okr_core::report::retro::Retro;
use serde_json::{Map, Value, json};

use crate::cli::output::{Row, record};
use crate::words::grade as words;

/// `headline` takes the place of the verdict where one is given.
pub(in crate::cli::commands) fn row(found: &Retro, headline: Option<&str>) -> Row {
    Row {
        cells: Vec::new(),
        item: whole(found, headline),
        sentence: String::new(),
    }
}

fn whole(found: &Retro, headline: Option<&str>) -> Value {
    let chapters = found.chapters.iter().map(|chapter| {
        let mut item = graded(&chapter.objective, chapter.rhythm);
        item.insert("verdict".to_owned(), chapter.verdict.name().into());
        let below = chapter.key_results.iter().zip(&chapter.fresh);
        let below = below.map(|(one, fresh)| Value::Object(graded(one, *fresh)));
        item.insert("key_results".to_owned(), below.collect());
        Value::Object(item)
    });
    let (graded, of) = found.graded;
    json!({
        "type": "retro",
        "cycle": found.cycle.name,
        "start": record::day(found.cycle.start),
        "end": record::day(found.cycle.end),
        "graded": graded,
        "of": of,
        "score": found.score.map(record::fraction),
        "fresh": found.rhythm.map(record::fraction),
        "stale_after": found.stale_after,
        "verdict": found.verdict.name(),
        "verdict_text": words::verdict(found.verdict, found.rhythm),
        "headline": headline.unwrap_or_else(|| words::verdict(found.verdict, found.rhythm)),
        "objectives": chapters.collect::<Vec<_>>(),
        "dropped": found.dropped.iter().map(record::item).collect::<Vec<_>>(),
    })
}

/// The record of an item, with its final score, how that reads, how fresh its news was, and where it
/// goes on.
pub(super) fn graded(one: &Graded, fresh: Option<f64>) -> Map<String, Value> {
    let mut item = match record::item(&one.item) {
        Value::Object(item) => item,
        _ => Map::new(),
    };
    let more = [
        ("score", one.score().map(record::fraction).into()),
        (
            "score_suggested",
            one.suggestion.score.map(record::fraction).into(),
        ),
        (
            "score_agreed",
            one.suggestion.agreed.map(record::fraction).into(),
        ),
        (
            "reading",
            one.reading().map(|reading| reading.name()).into(),
        ),
        ("fresh", fresh.map(record::fraction).into()),
        (
            "after",
            one.after
                .iter()
                .map(|after| json!({"id": after.id, "cycle": after.cycle}))
                .collect::<Vec<_>>()
                .into(),
        ),
    ];
    item.extend(more.map(|(key, value): (&str, Value)| (key.to_owned(), value)));
    item
}
