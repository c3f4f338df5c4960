//! What changed between two boards of the same book, record by record. Both boards are assessed
//! already; nothing is computed here but differences.

use std::collections::HashMap;

use super::board::Board;
use super::item::Item;
use crate::domain::assess::Status;
use crate::domain::id::Uid;
use crate::domain::quantity::Quantity;
use crate::domain::record::Type;

/// A value that is not what it was.
#[derive(Debug, Clone, PartialEq)]
pub struct Shift<T> {
    pub before: T,
    pub after: T,
}

impl<T: PartialEq + Clone> Shift<T> {
    fn between(before: &T, after: &T) -> Option<Self> {
        (before != after).then(|| Self {
            before: before.clone(),
            after: after.clone(),
        })
    }
}

/// What happened to a record as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    Added,
    Dropped,
    /// It was dropped and is back.
    Restored,
    /// It is no longer in the answer: its addition was undone, or it went to another cycle.
    Gone,
    Changed,
}

/// What is to be reached: a value, or the bounds of a hold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Goal {
    pub value: Option<Quantity>,
    pub low: Option<Quantity>,
    pub high: Option<Quantity>,
}

/// Everything that is different about one record. For a new record the fields stay empty: there is
/// nothing they changed from.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordChange {
    pub uid: Uid,
    pub kind: Type,
    pub id: String,
    /// As it is called now.
    pub title: String,
    pub event: Event,
    pub renamed: Option<Shift<String>>,
    pub owner: Option<Shift<Option<String>>>,
    pub goal: Option<Shift<Goal>>,
    pub value: Option<Shift<Option<Quantity>>>,
    /// 0 to 1.
    pub progress: Option<Shift<Option<f64>>>,
    pub status: Option<Shift<Status>>,
    pub confidence: Option<Shift<Option<u8>>>,
    /// `after` is `None` when it was cleared.
    pub blocker: Option<Shift<Option<String>>>,
    /// How many more check-ins there are; negative after an undo.
    pub check_ins: i64,
}

impl RecordChange {
    fn of(item: &Item, event: Event) -> Self {
        Self {
            uid: item.head.uid,
            kind: item.kind,
            id: item.id(),
            title: item.head.title.clone(),
            event,
            renamed: None,
            owner: None,
            goal: None,
            value: None,
            progress: None,
            status: None,
            confidence: None,
            blocker: None,
            check_ins: 0,
        }
    }

    fn is_empty(&self) -> bool {
        self.event == Event::Changed
            && self.check_ins == 0
            && self.renamed.is_none()
            && self.owner.is_none()
            && self.goal.is_none()
            && self.value.is_none()
            && self.progress.is_none()
            && self.status.is_none()
            && self.confidence.is_none()
            && self.blocker.is_none()
    }
}

/// Records that differ, in the reading order of `after`, those that are gone at the end. Dropped
/// before and after is no difference.
#[must_use]
pub fn diff(before: &Board, after: &Board) -> Vec<RecordChange> {
    let mut earlier: HashMap<Uid, &Item> = before
        .items
        .iter()
        .map(|item| (item.head.uid, item))
        .collect();
    let mut found = Vec::new();
    for item in &after.items {
        let change = match earlier.remove(&item.head.uid) {
            Some(old) if old.is_dropped && item.is_dropped => continue,
            Some(old) => between(old, item),
            None if item.is_dropped => continue,
            None => RecordChange::of(item, Event::Added),
        };
        if !change.is_empty() {
            found.push(change);
        }
    }
    let gone = before
        .items
        .iter()
        .filter(|item| earlier.contains_key(&item.head.uid) && !item.is_dropped);
    found.extend(gone.map(|item| RecordChange::of(item, Event::Gone)));
    found
}

fn goal(item: &Item) -> Goal {
    let bounds = item.measure.as_ref();
    Goal {
        value: item.assessment.goal,
        low: bounds.and_then(|measure| measure.low),
        high: bounds.and_then(|measure| measure.high),
    }
}

fn between(old: &Item, new: &Item) -> RecordChange {
    let event = match (old.is_dropped, new.is_dropped) {
        (false, true) => Event::Dropped,
        (true, false) => Event::Restored,
        _ => Event::Changed,
    };
    let (was, is) = (&old.assessment, &new.assessment);
    let check_ins = if new.kind == Type::KeyResult {
        is.check_ins as i64 - was.check_ins as i64
    } else {
        0
    };
    RecordChange {
        renamed: Shift::between(&old.head.title, &new.head.title),
        owner: Shift::between(&old.owner, &new.owner),
        goal: Shift::between(&goal(old), &goal(new)),
        value: Shift::between(&was.current, &is.current),
        progress: Shift::between(&was.progress, &is.progress),
        status: Shift::between(&was.status, &is.status),
        confidence: Shift::between(&was.confidence, &is.confidence),
        blocker: Shift::between(&old.head.blocker, &new.head.blocker),
        check_ins,
        ..RecordChange::of(new, event)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::act::Action;
    use crate::report::sample::{self, TODAY, whole};

    fn of<'a>(changes: &'a [RecordChange], id: &str) -> &'a RecordChange {
        changes
            .iter()
            .find(|change| change.id == id)
            .expect("a change")
    }

    #[test]
    fn a_book_is_no_different_from_itself() {
        let board = whole(&sample::book());
        assert_eq!(diff(&board, &board), []);
    }

    #[test]
    fn each_kind_of_change_is_named_with_before_and_after() {
        let mut book = sample::book();
        let before = whole(&book);
        sample::set(&mut book, TODAY, "K2", "title", "Win 400 new readers");
        sample::set(&mut book, TODAY, "K2", "target", "400");
        sample::set(&mut book, TODAY, "K4", "owner", "mei");
        sample::check_in(&mut book, TODAY, "K1", "30", "8", "");
        let unblock = Action::Block {
            reference: "K1".to_owned(),
            blocker: None,
        };
        sample::act(&mut book, TODAY, unblock);
        let drop = Action::Drop {
            references: vec!["K3".to_owned()],
            because: None,
        };
        sample::act(&mut book, TODAY, drop);
        sample::key_result(&mut book, "O3", "Sleep 8 hours", ("6", "8"), None);
        let changes = diff(&before, &whole(&book));

        let renamed = of(&changes, "K2");
        assert_eq!(renamed.event, Event::Changed);
        assert_eq!(
            renamed.renamed.as_ref().map(|shift| shift.before.as_str()),
            Some("Win 500 new readers")
        );
        let goal = renamed.goal.as_ref().expect("a moved target");
        assert_eq!(goal.after.value, Some(Quantity::from(400)));
        assert!(renamed.value.is_none());
        let moved = of(&changes, "K1");
        assert_eq!(
            moved.value,
            Some(Shift {
                before: Some(Quantity::from(26)),
                after: Some(Quantity::from(30))
            })
        );
        assert_eq!(moved.check_ins, 1);
        assert_eq!(
            moved.blocker.as_ref().map(|shift| shift.after.clone()),
            Some(None)
        );
        assert_eq!(
            moved.confidence,
            Some(Shift {
                before: Some(7),
                after: Some(8)
            })
        );
        assert_eq!(
            of(&changes, "K4").owner.as_ref().map(|shift| &shift.after),
            Some(&Some("mei".to_owned()))
        );
        assert_eq!(of(&changes, "K3").event, Event::Dropped);
        assert_eq!(of(&changes, "K6").event, Event::Added);

        let back = diff(&whole(&book), &before);
        assert_eq!(of(&back, "K3").event, Event::Restored);
        assert_eq!(back.last().map(|change| change.event), Some(Event::Gone));
    }
}
