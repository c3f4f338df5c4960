//! What people said between two days: wins, asks, notes and the words of check-ins, each with the
//! short ids of the records it is about. Only what concerns the records asked for.

use std::collections::HashSet;

use chrono::NaiveDate;
use rusqlite::Connection;

use super::item::Item;
use crate::domain::check_in::{Ask, Win};
use crate::domain::id::Uid;
use crate::error::Result;
use crate::store::{facts, names, reviews};

/// A fact and the short ids of what it is about.
#[derive(Debug, Clone, PartialEq)]
pub struct Told<T> {
    pub fact: T,
    pub about: Vec<String>,
}

/// A remark on a record, from a note or with a check-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    pub id: String,
    pub date: NaiveDate,
    pub text: String,
    pub by: Option<String>,
}

/// Whether facts about nothing in particular belong to the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// Everything is asked for: those too.
    All,
    /// Only what is about the records at hand.
    These,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Said {
    /// After `since`, newest first.
    pub wins: Vec<Told<Win>>,
    /// Open on the day, oldest first.
    pub asks: Vec<Told<Ask>>,
    /// Answered after `since`, oldest first.
    pub answered: Vec<Told<Ask>>,
    /// After `since`, oldest first.
    pub remarks: Vec<Remark>,
    /// Key results that were left out of a review after `since`, with the reason.
    pub skips: Vec<Remark>,
}

/// What was said about the items after the end of `since`, up to the end of `day`.
///
/// # Errors
/// Those of the file.
pub fn said(
    connection: &Connection,
    items: &[Item],
    about: About,
    since: NaiveDate,
    day: NaiveDate,
) -> Result<Said> {
    let known: HashSet<Uid> = items
        .iter()
        .flat_map(|item| std::iter::once(item.head.uid).chain(item.above.iter().map(|up| up.0)))
        .collect();
    let concerns = |subjects: &[Uid]| match about {
        About::All => true,
        About::These => subjects.iter().any(|uid| known.contains(uid)),
    };
    let within = |date: NaiveDate| since < date && date <= day;
    let mut found = Said::default();
    for win in facts::wins(connection)? {
        if within(win.date) && concerns(&win.about) {
            let about = short_ids(connection, &win.about)?;
            found.wins.push(Told { fact: win, about });
        }
    }
    found
        .wins
        .sort_by_key(|win| std::cmp::Reverse((win.fact.date, win.fact.id.number)));
    for ask in facts::asks(connection)? {
        let is_open = ask.closed.is_none_or(|closed| closed > day);
        let is_new_answer = ask.closed.is_some_and(within);
        if ask.date > day || !concerns(&ask.about) || !(is_open || is_new_answer) {
            continue;
        }
        let about = short_ids(connection, &ask.about)?;
        let asks = if is_open {
            &mut found.asks
        } else {
            &mut found.answered
        };
        asks.push(Told { fact: ask, about });
    }
    found
        .asks
        .sort_by_key(|ask| (ask.fact.date, ask.fact.id.number));
    found.remarks = remarks(connection, items, within)?;
    for review in reviews::between(connection, since, day)? {
        for skip in &review.skips {
            let item = items.iter().find(|item| item.head.uid == skip.kr);
            found.skips.extend(item.map(|item| Remark {
                id: item.id(),
                date: review.date,
                text: skip.because.clone(),
                by: review.by.clone(),
            }));
        }
    }
    Ok(found)
}

fn remarks(
    connection: &Connection,
    items: &[Item],
    within: impl Fn(NaiveDate) -> bool,
) -> Result<Vec<Remark>> {
    let mut found = Vec::new();
    for item in items {
        let words = item.series.iter().filter(|one| within(one.date));
        found.extend(words.filter_map(|one| {
            Some(Remark {
                id: item.id(),
                date: one.date,
                text: one.note.clone()?,
                by: item.owner.clone(),
            })
        }));
    }
    for note in facts::notes(connection)? {
        let item = items.iter().find(|item| item.head.uid == note.on);
        if let Some(item) = item.filter(|_| within(note.date)) {
            found.push(Remark {
                id: item.id(),
                date: note.date,
                text: note.title,
                by: note.by,
            });
        }
    }
    found.sort_by_key(|remark| remark.date);
    Ok(found)
}

fn short_ids(connection: &Connection, uids: &[Uid]) -> Result<Vec<String>> {
    let mut ids = Vec::new();
    for uid in uids {
        let named = names::between(connection, *uid, *uid)?;
        ids.extend(named.into_iter().map(|name| name.id));
    }
    Ok(ids)
}

impl Said {
    /// Without the names of people, as far as they are not part of a sentence.
    pub fn redact(&mut self) {
        for win in &mut self.wins {
            win.fact.by = None;
            win.fact.thanks.clear();
        }
        for ask in self.asks.iter_mut().chain(&mut self.answered) {
            ask.fact.by = None;
        }
        for remark in self.remarks.iter_mut().chain(&mut self.skips) {
            remark.by = None;
        }
    }
}
