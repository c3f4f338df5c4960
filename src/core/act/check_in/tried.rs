//! A check-in that is still being typed: what would come of it, computed from the series and the typed
//! row alone. Nothing is written, not even in a transaction that is taken back, so whoever checks in
//! from elsewhere at that moment never waits for somebody who is typing.

use std::collections::HashMap;

use rusqlite::Connection;

use super::row::decided;
use super::subject::subject;
use super::{NewCheckIn, Rule};
use crate::act::{Context, Remark, RowState};
use crate::domain::check_in::CheckIn;
use crate::domain::id::Uid;
use crate::error::Result;
use crate::report::board;
use crate::report::item::Item;

/// What would come of a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Tried {
    /// The key result with the row among its check-ins, and assessed so.
    pub item: Item,
    /// The row itself. One that takes the place of another has that one's uid.
    pub uid: Uid,
    pub state: RowState,
    pub remarks: Vec<Remark>,
}

impl Tried {
    /// The row as a check-in.
    #[must_use]
    pub fn check_in(&self) -> Option<&CheckIn> {
        self.item.series.iter().find(|one| one.uid == self.uid)
    }
}

/// Tries a row. `None` when its key result cannot be read any more.
///
/// # Errors
/// Those a check-in of this row would be refused with, and those of the file.
pub fn tried(
    connection: &Connection,
    context: &Context,
    row: &NewCheckIn,
    rule: Rule,
) -> Result<Option<Tried>> {
    let mut subjects = HashMap::new();
    let kr = subject(connection, &row.reference, &mut subjects)?;
    let Some(mut subject) = subjects.remove(&kr) else {
        return Ok(None);
    };
    let found = decided(context, row, rule, &subject, context.now.millis())?;
    let mut fresh = found.fresh;
    let state = match &found.old {
        None => RowState::New,
        Some(old) => {
            (fresh.uid, fresh.recorded) = (old.uid, old.recorded);
            RowState::Replaced
        }
    };
    let uid = fresh.uid;
    subject.series.replace(found.old.as_ref(), fresh);
    let series = subject.series.into_check_ins();
    let item = board::item_of(
        connection,
        &subject.kr,
        series,
        &context.policy,
        context.now.today,
    )?;
    Ok(item.map(|item| Tried {
        item,
        uid,
        state,
        remarks: found.remarks,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::act::Action;
    use crate::capture::value::Source;
    use crate::report::sample::{self, TODAY, find, whole};

    const RULE: Rule = Rule {
        keep_going: false,
        any_date: false,
        from: Source::Shell,
    };

    #[test]
    fn what_is_tried_is_what_is_kept() {
        let mut book = sample::book();
        let context = sample::context(TODAY);
        for (value, source) in [
            ("211", None),
            ("=", None),
            ("300", Some("sheet")),
            ("310", Some("sheet")),
        ] {
            let row = NewCheckIn {
                source: source.map(str::to_owned),
                confidence: Some("4".to_owned()),
                ..NewCheckIn::of("K5", value)
            };
            let tried = tried(book.connection(), &context, &row, RULE)
                .expect("a row that can be")
                .expect("a key result");
            let action = Action::CheckIn {
                rows: vec![row],
                rule: RULE,
            };
            let outcome = sample::act(&mut book, TODAY, action);
            let board = whole(&book);
            let kept = find(&board, "K5");
            assert_eq!(tried.item.assessment, kept.assessment, "{value}");
            assert_eq!(tried.remarks, outcome.remarks, "{value}");
            let values = |item: &Item| {
                let all = item.series.iter();
                all.map(|one| (one.date, one.value, one.confidence))
                    .collect::<Vec<_>>()
            };
            assert_eq!(values(&tried.item), values(kept), "{value}");
        }
    }

    #[test]
    fn what_would_be_refused_is_refused() {
        let book = sample::book();
        let context = sample::context(TODAY);
        let row = NewCheckIn::of("K5", "many");
        let error = tried(book.connection(), &context, &row, RULE).expect_err("no value");
        assert_eq!(error.kind, crate::Kind::Refused);
    }
}
