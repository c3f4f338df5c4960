//! What changed as lines: the most telling first, and of many both what rose and what fell.

use okr_core::domain::assess::{Status, percent};
use okr_core::domain::record::Type;
use okr_core::report::board::Board;
use okr_core::report::diff::{Event, RecordChange};
use okr_core::report::item::Item;
use okr_core::report::summary::Summary;

use super::Manner;
use super::lines::{more, named};
use crate::words::glyphs::Glyphs;
use crate::words::report::page::Text;
use crate::words::{difference, item as words, status};

fn after(text: Text, parts: &[String]) -> Text {
    if parts.is_empty() {
        text
    } else {
        text.plain(": ").said(parts.join("; "))
    }
}

/// What changed, at most so many lines; new records are only counted once they are many.
pub(super) fn changes(
    found: &Summary<'_>,
    board: Option<&Board>,
    manner: Manner<'_>,
    most: usize,
) -> Vec<Text> {
    const FEW: usize = 3;
    let added = |change: &&RecordChange| change.event == Event::Added;
    let is_many = found.changes.iter().filter(added).count() > FEW;
    let mut told: Vec<&RecordChange> = found
        .changes
        .iter()
        .filter(|change| !(is_many && added(change)) && is_telling(change))
        .collect();
    if told.len() > most {
        worst_among_first(&mut told, most);
    }
    let mut lines: Vec<Text> = told
        .iter()
        .take(most)
        .map(|change| change_line(change, found, board, manner.glyphs))
        .collect();
    if told.len() > most {
        let line = format!("okr diff {}", found.since);
        lines.push(more(told.len() - most, &line, manner));
    }
    if is_many {
        let count = |kind: Type, noun: &str| {
            let new = found.changes.iter().filter(added);
            let count = new.filter(|change| change.kind == kind).count();
            (count > 0).then(|| status::counted(count, noun))
        };
        let counts = [
            count(Type::Objective, "objective"),
            count(Type::KeyResult, "key result"),
        ];
        let counts: Vec<String> = counts.into_iter().flatten().collect();
        lines.push(Text::of(format!("New: {}", counts.join(" and "))));
    }
    lines
}

/// Where only a few are told, half of them are what fell most: good news alone is half of the news.
fn worst_among_first(told: &mut Vec<&RecordChange>, most: usize) {
    let gained = |change: &RecordChange| {
        change.progress.as_ref().map_or(0, |shift| {
            let at = |end: Option<f64>| end.map_or(0, percent);
            at(shift.after) - at(shift.before)
        })
    };
    let fell = |change: &&&RecordChange| gained(change) < 0;
    let mut worst: Vec<&RecordChange> = told.iter().filter(fell).copied().collect();
    worst.sort_by_key(|change| gained(change));
    worst.truncate(most / 2);
    told.retain(|change| worst.iter().all(|one| one.uid != change.uid));
    let place = most - worst.len();
    told.splice(place..place, worst);
}

/// An objective that only follows its key results is in the table already.
fn is_telling(change: &RecordChange) -> bool {
    change.kind == Type::KeyResult
        || change.event != Event::Changed
        || change.status.is_some()
        || change.blocker.is_some()
        || change.renamed.is_some()
        || change.owner.is_some()
}

fn change_line(
    change: &RecordChange,
    found: &Summary<'_>,
    board: Option<&Board>,
    glyphs: &Glyphs,
) -> Text {
    let here = |item: &&Item| item.head.uid == change.uid;
    let item = board
        .and_then(|board| board.items.iter().find(here))
        .or_else(|| {
            let all = found.objectives.iter().flat_map(|one| &one.key_results);
            all.copied().find(here)
        });
    let measure = item.and_then(|item| item.measure.as_ref());
    let arrow = glyphs.arrow;
    let mut parts: Vec<String> = Vec::new();
    let is_first = change
        .value
        .as_ref()
        .is_some_and(|shift| shift.before.is_none());
    let first = item.filter(|_| is_first).and_then(words::current);
    let value = difference::value(change, measure, arrow);
    let done = difference::done(change, arrow);
    match (value, done) {
        _ if first.is_some() => parts.extend(first.map(|value| format!("first value {value}"))),
        (Some(value), Some(done)) => parts.push(format!("{value} ({done})")),
        (value, done) => parts.extend(value.into_iter().chain(done)),
    }
    parts.extend(match &change.status {
        Some(shift) if shift.before == Status::NoData => Some(shift.after.name().to_owned()),
        _ => difference::standing(change, arrow),
    });
    // A first or a missing answer is no change of heart.
    let answered = change
        .confidence
        .as_ref()
        .is_some_and(|shift| shift.before.is_some() && shift.after.is_some());
    let confidence = difference::confidence(change, arrow).filter(|_| answered);
    parts.extend(confidence.map(|answer| format!("confidence {answer}")));
    parts.extend(difference::also(change, measure, glyphs));
    after(named(&change.id, &change.title), &parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use okr_core::domain::id::Uid;
    use okr_core::report::diff::Shift;

    fn moved(id: &str, from: f64, to: f64) -> RecordChange {
        RecordChange {
            uid: Uid::random(),
            kind: Type::KeyResult,
            id: id.to_owned(),
            title: String::new(),
            event: Event::Changed,
            renamed: None,
            owner: None,
            goal: None,
            value: None,
            progress: Some(Shift {
                before: Some(from),
                after: Some(to),
            }),
            status: None,
            confidence: None,
            blocker: None,
            check_ins: 1,
        }
    }

    #[test]
    fn half_of_the_few_that_are_told_is_what_fell_most() {
        let all = [
            moved("K1", 0.0, 0.9),
            moved("K2", 0.0, 0.8),
            moved("K3", 0.0, 0.7),
            moved("K4", 0.0, 0.6),
            moved("K5", 0.3, 0.2),
            moved("K6", 0.9, 0.1),
            moved("K7", 0.5, 0.3),
        ];
        let told = |most: usize| {
            let mut told: Vec<&RecordChange> = all.iter().collect();
            worst_among_first(&mut told, most);
            assert_eq!(told.len(), all.len());
            told.iter()
                .take(most)
                .map(|one| one.id.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(told(4), ["K1", "K2", "K6", "K7"]);
        assert_eq!(told(6), ["K1", "K2", "K3", "K6", "K7", "K5"]);
    }
}
