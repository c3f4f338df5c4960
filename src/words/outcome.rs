//! One line about each thing a command did, with lines below it where there is more to say. A
//! check-in's line is `check_in`'s. Texts of people are raw: whoever prints the pieces makes them
//! safe.

use okr_core::act::cycle::Happened;
use okr_core::act::{Change, FieldChange, Remark};
use okr_core::domain::record::Type;
use okr_core::store::ops::Operation;
use okr_core::time::{Now, local_instant};

use super::dates;
use super::glyphs::Glyphs;
use super::tone::Tone;

pub use super::check_in::Piece;

/// A change in words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Told {
    pub line: Vec<Piece>,
    pub below: Vec<String>,
}

impl Told {
    fn of(id: &str, text: impl Into<String>) -> Self {
        Self {
            line: vec![
                (Some(Tone::Id), id.to_owned()),
                (None, format!("  {}", text.into())),
            ],
            below: Vec::new(),
        }
    }

    fn plain(text: impl Into<String>) -> Self {
        Self {
            line: vec![(None, text.into())],
            below: Vec::new(),
        }
    }
}

/// What a change is called by its line. `None` for check-ins.
#[must_use]
pub fn told(change: &Change, now: &Now, glyphs: &Glyphs) -> Option<Told> {
    Some(match change {
        Change::CheckedIn { .. } => return None,
        Change::Added {
            kind,
            id,
            title,
            under,
            ..
        } => {
            let mut told = Told::of(id, title.as_str());
            if title == id {
                // A team without a title is its name.
                told.line.truncate(1);
            }
            told.below = under_what(*kind, under).into_iter().collect();
            told
        }
        Change::Changed { id, fields, .. } => {
            let fields: Vec<String> = fields
                .iter()
                .map(|field| field_text(field, glyphs))
                .collect();
            Told::of(id, fields.join("  "))
        }
        Change::Dropped {
            id,
            title,
            because,
            with,
            ..
        } => {
            let because = because
                .as_ref()
                .map(|reason| format!(" ({reason})"))
                .unwrap_or_default();
            let mut told = Told::of(id, format!("dropped{because}  {title}"));
            match with {
                0 => {}
                1 => told
                    .below
                    .push("1 key result went out of sight with it".to_owned()),
                _ => told
                    .below
                    .push(format!("{with} key results went out of sight with it")),
            }
            told
        }
        Change::Closed {
            id, title, answer, ..
        } => {
            let mut told = Told::of(id, format!("closed  {title}"));
            told.below
                .extend(answer.as_ref().map(|answer| format!("answer: {answer}")));
            told
        }
        Change::Graded(graded) => {
            let (line, below) = super::grade::graded(graded);
            let mut told = Told::of(&graded.id, format!("{line}  {}", graded.title));
            told.below = below;
            told
        }
        Change::Carried {
            from,
            id,
            title,
            cycle,
            ..
        } => Told::of(id, format!("goes on from {from} in {cycle}  {title}")),
        Change::Skipped { id, because, .. } => {
            Told::of(id, format!("skipped in the review ({because})"))
        }
        Change::Cycle { name, what } => Told::of(name, happened(what)),
        Change::TakenBack {
            operation,
            again,
            kept,
        } => taken_back(operation, *again, kept, now),
        Change::Restored { operation } => Told::plain(format!(
            "Brought back the state right after op{operation}. Take it back with  okr undo"
        )),
    })
}

/// What a rehearsal says of a step back. `None` for changes whose line claims nothing.
#[must_use]
pub fn would(change: &Change, now: &Now) -> Option<Told> {
    match change {
        Change::TakenBack {
            operation,
            again,
            kept,
        } => {
            let verb = if *again {
                "Would do again"
            } else {
                "Would undo"
            };
            Some(Told {
                below: kept_since(kept).into_iter().collect(),
                ..Told::plain(format!("{verb} {}", typed(operation, now)))
            })
        }
        Change::Restored { operation } => Some(Told::plain(format!(
            "Would bring back the state right after op{operation}"
        ))),
        _ => None,
    }
}

/// What several changes of one sort come to: `Added K9 K10`. `None` when they differ in sort. The cycle
/// that the first objective makes is not what was asked for.
#[must_use]
pub fn together(changes: &[Change]) -> Option<String> {
    let mut verb = None;
    let mut ids = Vec::new();
    let mut below = 0;
    let is_check_in = |change: &Change| matches!(change, Change::CheckedIn { .. });
    if !changes.is_empty() && changes.iter().all(is_check_in) {
        return Some(format!("{} kept", counted(changes.len(), "check-in")));
    }
    for change in changes {
        let (named, id) = match change {
            Change::Added { id, .. } => ("Added", id),
            Change::Dropped { id, with, .. } => {
                below += with;
                ("Dropped", id)
            }
            Change::Cycle { .. } => continue,
            _ => return None,
        };
        if verb.is_some_and(|known| known != named) {
            return None;
        }
        verb = Some(named);
        ids.push(id.as_str());
    }
    let told = format!("{} {}", verb?, ids.join(" "));
    Some(match below {
        0 => told,
        _ => format!("{told} with {} below", counted(below, "key result")),
    })
}

fn under_what(kind: Type, under: &[String]) -> Option<String> {
    let names = under.join(", ");
    match (kind, under.first()?.chars().next()?) {
        // A key result's objective was typed a moment ago.
        (Type::KeyResult, _) => None,
        (Type::Objective, 'V') => Some(format!("serves {names}")),
        (Type::Objective, _) => Some(format!("under {names}")),
        (Type::Note, _) => Some(format!("on {names}")),
        _ => Some(format!("for {names}")),
    }
}

fn field_text(field: &FieldChange, glyphs: &Glyphs) -> String {
    let arrow = glyphs.arrow;
    match (&field.before, &field.after) {
        (Some(before), Some(after)) => format!("{} {before} {arrow} {after}", field.field),
        (None, Some(after)) => format!("{} {after}", field.field),
        (Some(before), None) => format!("{} {before} {arrow} not set", field.field),
        (None, None) => field.field.clone(),
    }
}

fn happened(what: &Happened) -> String {
    match what {
        Happened::Made { start, end } => format!("made, {}", dates::span(*start, *end)),
        Happened::Opened => "opened".to_owned(),
        Happened::Closed => "closed".to_owned(),
        Happened::Copied {
            from,
            objectives,
            key_results,
        } => format!(
            "copied from {from}: {}, {}",
            counted(*objectives, "objective"),
            counted(*key_results, "key result")
        ),
    }
}

/// `1 objective`, `3 objectives`.
#[must_use]
pub fn counted(count: usize, noun: &str) -> String {
    match count {
        1 => format!("1 {noun}"),
        _ => format!("{count} {noun}s"),
    }
}

fn taken_back(operation: &Operation, again: bool, kept: &[String], now: &Now) -> Told {
    let what = typed(operation, now);
    let line = match again {
        true => format!("Did again {what}. Undo with  okr undo"),
        false => format!("Undid {what}. Redo with  okr redo"),
    };
    Told {
        below: kept_since(kept).into_iter().collect(),
        ..Told::plain(line)
    }
}

/// `op12  checkin K2 104  (16:04)`.
fn typed(operation: &Operation, now: &Now) -> String {
    let command = operation
        .command
        .strip_prefix("okr ")
        .unwrap_or(&operation.command);
    format!("op{}  {command}  ({})", operation.n, when(operation, now))
}

fn kept_since(kept: &[String]) -> Option<String> {
    (!kept.is_empty()).then(|| format!("kept, because it changed since: {}", kept.join(", ")))
}

/// `16:04` today, `Wed 16:04` within a week, else with the day.
fn when(operation: &Operation, now: &Now) -> String {
    let moment = local_instant(operation.stamp.millis());
    match (now.today - operation.day()).num_days() {
        0 => moment.format("%H:%M").to_string(),
        1..=6 => moment.format("%a %H:%M").to_string(),
        _ => moment.format("%a %-d %b %Y %H:%M").to_string(),
    }
}

/// A warning as one line, with what to type about it at its end.
#[must_use]
pub fn remark(remark: &Remark) -> String {
    let text = remark.text.trim_end();
    match &remark.next {
        None => text.to_owned(),
        Some(next) if text.ends_with(['.', '?', '!', ':']) => format!("{text}  {next}"),
        Some(next) => format!("{text}:  {next}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::glyphs::GlyphSet;
    use okr_core::domain::id::Uid;

    fn text(change: &Change) -> String {
        let now = Now::noon_of(chrono::NaiveDate::from_ymd_opt(2026, 8, 28).expect("a day"));
        let told = told(change, &now, GlyphSet::Unicode.glyphs()).expect("told");
        let line: String = told.line.iter().map(|(_, text)| text.as_str()).collect();
        std::iter::once(line)
            .chain(told.below)
            .collect::<Vec<_>>()
            .join("\n")
    }

    #[test]
    fn a_change_names_old_and_new() {
        let change = |before: Option<&str>, after: Option<&str>| FieldChange {
            field: "target".to_owned(),
            before: before.map(str::to_owned),
            after: after.map(str::to_owned),
        };
        let changed = Change::Changed {
            kind: Type::KeyResult,
            uid: Uid::random(),
            id: "K6".to_owned(),
            title: "Win 500 readers".to_owned(),
            fields: vec![
                change(Some("500"), Some("450")),
                change(None, Some("450")),
                change(Some("500"), None),
            ],
        };
        assert_eq!(
            text(&changed),
            "K6  target 500 → 450  target 450  target 500 → not set"
        );
    }

    #[test]
    fn a_dropped_objective_says_how_many_went_with_it() {
        let dropped = |with| Change::Dropped {
            kind: Type::Objective,
            uid: Uid::random(),
            id: "O2".to_owned(),
            title: "Grow".to_owned(),
            because: Some("the market moved".to_owned()),
            with,
        };
        assert_eq!(text(&dropped(0)), "O2  dropped (the market moved)  Grow");
        assert_eq!(
            text(&dropped(1)),
            "O2  dropped (the market moved)  Grow\n1 key result went out of sight with it"
        );
    }

    #[test]
    fn a_warning_ends_with_what_to_type() {
        let of = |text: &str, next: Option<&str>| {
            remark(&Remark {
                code: "W1",
                text: text.to_owned(),
                next: next.map(str::to_owned),
            })
        };
        assert_eq!(
            of("What was it?", Some("okr set K1 start=1")),
            "What was it?  okr set K1 start=1"
        );
        assert_eq!(
            of("the start is unknown", Some("okr set K1 start=1")),
            "the start is unknown:  okr set K1 start=1"
        );
        assert_eq!(of("nothing", None), "nothing");
    }
}
