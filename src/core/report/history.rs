//! The story of one record: its check-ins with what each changed, what was said about it, when its
//! target moved, and the commands that touched it.

use std::collections::HashSet;

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::domain::check_in::{Ask, CheckIn, Note, Win};
use crate::domain::id::Uid;
use crate::domain::key_result::TargetChange;
use crate::domain::objective::Head;
use crate::domain::quantity::Quantity;
use crate::error::Result;
use crate::store::ops::Operation;
use crate::store::{check_ins, facts, key_results, objectives, ops};
use crate::time::local_instant;

/// One thing that happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Happening {
    CheckedIn {
        check_in: CheckIn,
        /// Its value minus the one that stood before; `None` for the first and for "no number".
        change: Option<Quantity>,
        confidence_before: Option<u8>,
    },
    Noted(Note),
    Won(Win),
    Asked(Ask),
    /// The blocker that is open now; earlier ones stand in the check-ins that named them.
    Blocked(String),
    TargetMoved {
        from: TargetChange,
        to: TargetChange,
    },
    Dropped {
        because: Option<String>,
    },
}

#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub day: NaiveDate,
    pub happening: Happening,
}

/// Everything known about one record.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct History {
    /// Oldest first.
    pub entries: Vec<Entry>,
    /// The commands that touched it, newest first.
    pub operations: Vec<Operation>,
}

/// The story of any record, up to a day; at most so many operations.
///
/// # Errors
/// Those of the file.
pub fn history(
    connection: &Connection,
    uid: Uid,
    day: NaiveDate,
    most_operations: u32,
) -> Result<History> {
    let mut entries = Vec::new();
    let series = check_ins::series(connection, uid)?;
    // What was said about a check-in belongs to the story of its key result.
    let mut subjects: HashSet<Uid> = series.iter().map(|check_in| check_in.uid).collect();
    subjects.insert(uid);
    let key_result = key_results::by_uid(connection, uid)?;
    if let Some(kr) = &key_result {
        moves(&kr.targets, &mut entries);
        of_head(&kr.head, &mut entries);
    } else if let Some(objective) = objectives::by_uid(connection, uid)? {
        of_head(&objective.head, &mut entries);
    }
    said(connection, &subjects, &mut entries)?;
    checked_in(series, &mut entries);
    entries.retain(|entry| entry.day <= day);
    entries.sort_by_key(|entry| entry.day);
    Ok(History {
        entries,
        operations: ops::list(connection, Some(uid), i64::from(most_operations))?,
    })
}

fn checked_in(series: Vec<CheckIn>, entries: &mut Vec<Entry>) {
    let (mut value, mut confidence) = (None::<Quantity>, None);
    for check_in in series {
        let change = check_in
            .value
            .zip(value)
            .and_then(|(new, old)| new.minus(old));
        let confidence_before = confidence;
        value = check_in.value.or(value);
        confidence = check_in.confidence.or(confidence);
        entries.push(Entry {
            day: check_in.date,
            happening: Happening::CheckedIn {
                check_in,
                change,
                confidence_before,
            },
        });
    }
}

/// The first start and target are what it was made with; every later one is a move.
fn moves(targets: &[TargetChange], entries: &mut Vec<Entry>) {
    for pair in targets.windows(2) {
        if let [from, to] = pair {
            entries.push(Entry {
                day: local_instant(to.at).date_naive(),
                happening: Happening::TargetMoved {
                    from: from.clone(),
                    to: to.clone(),
                },
            });
        }
    }
}

fn of_head(head: &Head, entries: &mut Vec<Entry>) {
    if let (Some(blocker), Some(day)) = (&head.blocker, head.blocked_since) {
        entries.push(Entry {
            day,
            happening: Happening::Blocked(blocker.clone()),
        });
    }
    if let Some(day) = head.dropped {
        entries.push(Entry {
            day,
            happening: Happening::Dropped {
                because: head.dropped_because.clone(),
            },
        });
    }
}

fn said(connection: &Connection, subjects: &HashSet<Uid>, entries: &mut Vec<Entry>) -> Result<()> {
    let concerns = |about: &[Uid]| about.iter().any(|uid| subjects.contains(uid));
    let mut add = |day, happening| entries.push(Entry { day, happening });
    for note in facts::notes(connection)? {
        if subjects.contains(&note.on) {
            add(note.date, Happening::Noted(note));
        }
    }
    for win in facts::wins(connection)? {
        if concerns(&win.about) {
            add(win.date, Happening::Won(win));
        }
    }
    for ask in facts::asks(connection)? {
        if concerns(&ask.about) {
            add(ask.date, Happening::Asked(ask));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::act::Action;
    use crate::report::sample::{self, TODAY, day, find, whole};

    #[test]
    fn a_key_result_tells_its_story_in_order() {
        let mut book = sample::book();
        let note = Action::Note {
            reference: "C2".to_owned(),
            text: "about that check-in".to_owned(),
        };
        sample::act(&mut book, "2026-08-20", note);
        sample::set(&mut book, "2026-08-27", "K1", "target", "50");
        let win = Action::Win {
            text: "halfway".to_owned(),
            about: vec!["K1".to_owned()],
            thanks: Vec::new(),
        };
        sample::act(&mut book, TODAY, win);
        let uid = find(&whole(&book), "K1").head.uid;
        let history = history(book.connection(), uid, day(TODAY), 100).expect("a history");
        let story: Vec<String> = history
            .entries
            .iter()
            .map(|entry| {
                let what = match &entry.happening {
                    Happening::CheckedIn {
                        change,
                        confidence_before,
                        ..
                    } => format!("check-in {change:?} {confidence_before:?}"),
                    Happening::Noted(note) => note.title.clone(),
                    Happening::Won(win) => win.title.clone(),
                    Happening::Asked(ask) => ask.title.clone(),
                    Happening::Blocked(blocker) => blocker.clone(),
                    Happening::TargetMoved { from, to } => {
                        format!("{:?} to {:?}", from.target, to.target)
                    }
                    Happening::Dropped { .. } => "dropped".to_owned(),
                };
                format!("{} {what}", entry.day.format("%d"))
            })
            .collect();
        assert_eq!(
            story,
            [
                "12 legal has the form",
                "19 check-in None None",
                "20 about that check-in",
                "27 Some(Quantity(40)) to Some(Quantity(50))",
                "27 check-in Some(Quantity(4)) Some(7)",
                "28 halfway",
            ]
        );
        assert!(history.operations.len() >= 5);
    }

    #[test]
    fn what_is_dated_later_is_not_told_yet() {
        let book = sample::book();
        let uid = find(&whole(&book), "K1").head.uid;
        let early = history(book.connection(), uid, day("2026-08-19"), 10).expect("a history");
        assert_eq!(early.entries.len(), 2);
    }
}
