//! The fields of a card for a verb and the records it is about. What is known already stands beside a
//! field or in it; a confidence never does, because an answer that is only confirmed is none.

use okr_core::domain::grade::{Grade, score_text};
use okr_core::domain::measure::Kind;
use okr_core::domain::objective::Ambition;
use okr_core::domain::record::Type;
use okr_core::report::grades::Graded;
use okr_core::report::item::Item;

use super::card::Row;
use super::verb::Verb;
use crate::words::{item as words, sitting};

fn row(name: &'static str, label: &'static str) -> Row {
    Row::new(name, label, String::new())
}

/// The rows of a card. `items` are the records it is about, the first with its whole series.
#[must_use]
pub fn rows(verb: Verb, items: &[&Item]) -> Vec<Row> {
    let one = match items {
        [one] => Some(*one),
        _ => None,
    };
    match verb {
        Verb::CheckIn => check_in(one),
        Verb::Edit => edit(one),
        Verb::Add | Verb::AddObjective | Verb::AddVision => vec![row("text", "Text")],
        Verb::Win => vec![
            row("text", "What worked"),
            row("thanks", "Thanks to").beside("names, with commas between"),
        ],
        Verb::Thank => vec![row("thanks", "Thanks to")],
        Verb::Ask => vec![row("text", "What is needed")],
        Verb::Block => {
            let known = one
                .and_then(|item| item.head.blocker.clone())
                .unwrap_or_default();
            vec![Row::new("blocker", "Blocker", known).beside("empty: nothing blocks it any more")]
        }
        Verb::Note => vec![row("text", "Note")],
        Verb::Drop => vec![row("because", "Because").beside("may stay empty")],
        Verb::Move | Verb::Reword | Verb::Grade => Vec::new(),
    }
}

/// The rows of a grade: what was said before stands in them, the score of the value beside an empty one.
#[must_use]
pub fn grade(one: &Graded) -> Vec<Row> {
    let known = one.item.grade.as_ref();
    let text = |of: fn(&Grade) -> &Option<String>| {
        let text = known.and_then(|grade| of(grade).clone());
        text.unwrap_or_default()
    };
    let score = known.map_or_else(String::new, |grade| score_text(grade.score.as_f64()));
    let says = match one.suggestion.score {
        Some(score) => format!("its value says {}", score_text(score)),
        None => "0 to 1; no value says one".to_owned(),
    };
    let next = known.and_then(|grade| grade.next);
    let next = next.map_or_else(String::new, |next| next.name().to_owned());
    let mut rows = vec![
        Row::new("score", "Score", score).beside(says),
        Row::new("reason", "Why this score", text(|grade| &grade.reason)),
    ];
    if one.ambition == Some(Ambition::Commit) {
        let cause = Row::new("cause", "Cause", text(|grade| &grade.cause));
        rows.push(cause.beside("of a commitment below 1"));
    }
    rows.extend([
        Row::new("helped", "What helped", text(|grade| &grade.helped)),
        Row::new("hurt", "What hurt", text(|grade| &grade.hurt)),
        Row::new("learned", "Learned", text(|grade| &grade.learned)),
        Row::new("next", "Next cycle", next).beside("done, carry, change or drop"),
        row("title", "New words").beside("with change"),
    ]);
    if one.item.kind == Type::KeyResult {
        rows.push(row("target", "New target").beside("with carry or change"));
    }
    rows
}

fn check_in(one: Option<&Item>) -> Vec<Row> {
    let mut value = row("value", "Value");
    let mut confidence = row("confidence", "Confidence");
    let mut blocker = row("blocker", "Blocker");
    value = value.beside("= is the same as last time");
    if let Some(item) = one {
        if let Some(now) = words::current(item) {
            value = value.beside(format!("last {now}"));
        }
        let last = sitting::answered(item);
        let last = last.map_or_else(String::new, |last| format!("last {last}; "));
        confidence = confidence.beside(format!("{last}0 no chance, 5 coin flip, 10 certain"));
        if let Some(blocks) = &item.head.blocker {
            blocker = blocker.beside(format!("now: {blocks} (none clears it)"));
        }
    }
    vec![value, confidence, row("note", "Note"), blocker]
}

fn edit(one: Option<&Item>) -> Vec<Row> {
    let Some(item) = one else {
        return ["owner", "team", "due", "ambition"]
            .into_iter()
            .zip(["Owner", "Team", "Due", "Ambition"])
            .map(|(name, label)| row(name, label).beside("empty: stays as it is"))
            .collect();
    };
    let head = &item.head;
    let text = |text: Option<&String>| text.cloned().unwrap_or_default();
    let mut rows = vec![Row::new("title", "Title", head.title.clone())];
    if let Some(measure) = &item.measure {
        match measure.kind {
            Kind::Milestone | Kind::Steps | Kind::Zones => {}
            Kind::Hold => rows.push(
                Row::new("hold", "Stays", String::new())
                    .beside(words::bounds(measure).unwrap_or_default()),
            ),
            _ => {
                let start = words::start(item).unwrap_or_default();
                rows.push(Row::new("start", "Start", start));
                let target = words::target(item).unwrap_or_default();
                rows.push(Row::new("target", "Target", target));
                rows.push(Row::new("unit", "Unit", text(measure.unit.as_ref())));
            }
        }
    }
    rows.push(Row::new("owner", "Owner", text(head.owner.as_ref())));
    rows.push(Row::new("team", "Team", text(head.team.as_ref())));
    let due = head.due.map(|due| due.to_string()).unwrap_or_default();
    rows.push(Row::new("due", "Due", due));
    let ambition = head.ambition.map_or("", |ambition| ambition.name());
    rows.push(Row::new("ambition", "Ambition", ambition.to_owned()).beside("commit or stretch"));
    rows
}
