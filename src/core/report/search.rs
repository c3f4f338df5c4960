//! Literal search over everything people wrote: titles, handles, reasons, blockers, notes, wins and
//! asks, lessons of grades. Small and capital letters are the same; no character has a meaning of its own.

use std::collections::HashMap;
use std::ops::Range;

use chrono::NaiveDate;
use rusqlite::Connection;
use unicode_normalization::UnicodeNormalization;

use crate::domain::check_in::CheckIn;
use crate::domain::grade::Grade;
use crate::domain::id::Uid;
use crate::domain::objective::Head;
use crate::domain::record::Type;
use crate::error::Result;
use crate::store::{check_ins, facts, grades, key_results, objectives, visions};

/// Where in a record the text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    Handle,
    Title,
    Blocker,
    Note,
    DroppedBecause,
    Reason,
    Cause,
    Helped,
    Hurt,
    Learned,
    Answer,
}

/// One place where the text was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    pub kind: Type,
    pub uid: Uid,
    pub id: String,
    pub field: Field,
    /// The whole text, raw as it was typed.
    pub text: String,
    /// The bytes of `text` that match.
    pub range: Range<usize>,
    /// The day of a dated record; `None` for visions, objectives and key results.
    pub date: Option<NaiveDate>,
    pub is_dropped: bool,
    /// The records it is about, by uid: the key result of a check-in, the objective of a key result.
    pub about: Vec<Uid>,
}

/// What was found: visions, objectives and key results first, live before dropped, then newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    pub hits: Vec<Hit>,
    /// How many there are, also beyond the limit.
    pub total: usize,
}

/// At most `limit` places that hold the text. Blank text is found nowhere.
///
/// # Errors
/// Those of the file.
pub fn search(connection: &Connection, text: &str, limit: usize) -> Result<Found> {
    let needle: String = text.trim().nfc().flat_map(char::to_lowercase).collect();
    if needle.is_empty() {
        return Ok(Found::default());
    }
    let mut searcher = Searcher {
        needle,
        limit,
        grades: grades::all(connection)?,
        found: Found::default(),
    };
    for vision in visions::all(connection)? {
        let record = Record {
            kind: Type::Vision,
            uid: vision.uid,
            id: vision.id.to_string(),
            date: None,
            is_dropped: vision.dropped.is_some(),
            about: &[],
        };
        searcher.look(&record, Field::Title, Some(&vision.title));
    }
    for objective in objectives::of_cycle(connection, None)? {
        searcher.planned(&objective.head);
    }
    key_results::each(connection, |kr| {
        searcher.planned(&kr.head);
        Ok(())
    })?;
    check_ins::each_in_words(connection, |check_in| {
        searcher.check_in(&check_in);
        Ok(())
    })?;
    searcher.facts(connection)?;
    searcher.keep_best();
    Ok(searcher.found)
}

/// A record whose texts are looked at.
struct Record<'a> {
    kind: Type,
    uid: Uid,
    id: String,
    date: Option<NaiveDate>,
    is_dropped: bool,
    about: &'a [Uid],
}

struct Searcher {
    needle: String,
    limit: usize,
    grades: HashMap<Uid, Grade>,
    found: Found,
}

impl Searcher {
    fn look(&mut self, record: &Record<'_>, field: Field, text: Option<&String>) {
        let Some((text, range)) = text.and_then(|text| Some((text, find(text, &self.needle)?)))
        else {
            return;
        };
        self.found.total += 1;
        self.found.hits.push(Hit {
            kind: record.kind,
            uid: record.uid,
            id: record.id.clone(),
            field,
            text: text.clone(),
            range,
            date: record.date,
            is_dropped: record.is_dropped,
            about: record.about.to_vec(),
        });
        // A word that stands in every note must not fill the memory.
        if self.found.hits.len() > self.limit.saturating_mul(2).saturating_add(1_000) {
            self.keep_best();
        }
    }

    fn keep_best(&mut self) {
        self.found.hits.sort_by(|a, b| {
            let dated = |hit: &Hit| (hit.date.is_some(), hit.is_dropped, hit.field);
            let (a_newest, b_newest) = (std::cmp::Reverse(a.date), std::cmp::Reverse(b.date));
            if a.date.is_some() && b.date.is_some() {
                a_newest.cmp(&b_newest)
            } else {
                dated(a).cmp(&dated(b))
            }
        });
        self.found.hits.truncate(self.limit);
    }

    fn planned(&mut self, head: &Head) {
        let about: Vec<Uid> = head.parent.into_iter().collect();
        let record = Record {
            kind: head.id.kind,
            uid: head.uid,
            id: head.id.to_string(),
            date: None,
            is_dropped: head.dropped.is_some(),
            about: &about,
        };
        self.look(&record, Field::Handle, head.handle.as_ref());
        self.look(&record, Field::Title, Some(&head.title));
        self.look(&record, Field::Blocker, head.blocker.as_ref());
        self.look(
            &record,
            Field::DroppedBecause,
            head.dropped_because.as_ref(),
        );
        // What was said about a grade belongs to the record that was graded.
        let Some(grade) = self.grades.remove(&head.uid) else {
            return;
        };
        for (field, text) in [
            (Field::Reason, &grade.reason),
            (Field::Cause, &grade.cause),
            (Field::Helped, &grade.helped),
            (Field::Hurt, &grade.hurt),
            (Field::Learned, &grade.learned),
        ] {
            self.look(&record, field, text.as_ref());
        }
    }

    fn check_in(&mut self, check_in: &CheckIn) {
        let record = Record {
            kind: Type::CheckIn,
            uid: check_in.uid,
            id: check_in.id.to_string(),
            date: Some(check_in.date),
            is_dropped: false,
            about: &[check_in.kr],
        };
        self.look(&record, Field::Note, check_in.note.as_ref());
        self.look(&record, Field::Blocker, check_in.blocker.as_ref());
    }

    fn facts(&mut self, connection: &Connection) -> Result<()> {
        for win in facts::wins(connection)? {
            let record = dated(Type::Win, win.uid, win.id.to_string(), win.date, &win.about);
            self.look(&record, Field::Title, Some(&win.title));
        }
        for ask in facts::asks(connection)? {
            let record = dated(Type::Ask, ask.uid, ask.id.to_string(), ask.date, &ask.about);
            self.look(&record, Field::Title, Some(&ask.title));
            self.look(&record, Field::Answer, ask.answer.as_ref());
        }
        for note in facts::notes(connection)? {
            let about = [note.on];
            let record = dated(Type::Note, note.uid, note.id.to_string(), note.date, &about);
            self.look(&record, Field::Title, Some(&note.title));
        }
        Ok(())
    }
}

fn dated(kind: Type, uid: Uid, id: String, date: NaiveDate, about: &[Uid]) -> Record<'_> {
    Record {
        kind,
        uid,
        id,
        date: Some(date),
        is_dropped: false,
        about,
    }
}

/// The bytes of a text that match a needle in small letters. A letter may have another length in
/// small, so each letter of the small text remembers where it came from.
fn find(text: &str, needle: &str) -> Option<Range<usize>> {
    if text.is_ascii() {
        let at = text
            .as_bytes()
            .windows(needle.len())
            .position(|window| window.eq_ignore_ascii_case(needle.as_bytes()))?;
        return Some(at..at + needle.len());
    }
    let mut small = String::with_capacity(text.len());
    let mut origins = Vec::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        for lower in letter.to_lowercase() {
            small.push(lower);
            origins.resize(small.len(), (at, at + letter.len_utf8()));
        }
    }
    let at = small.find(needle)?;
    let (start, _) = origins.get(at).copied()?;
    let (_, end) = origins.get(at + needle.len() - 1).copied()?;
    Some(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::act::Action;
    use crate::report::sample::{self, TODAY};
    use proptest::prelude::*;

    fn hits(book: &crate::book::Book, text: &str) -> Vec<String> {
        search(book.connection(), text, 10)
            .expect("an answer")
            .hits
            .into_iter()
            .map(|hit| format!("{} {}", hit.id, &hit.text[hit.range]))
            .collect()
    }

    #[test]
    fn plans_come_first_and_then_the_newest_words() {
        let mut book = sample::book();
        let note = Action::Note {
            reference: "K1".to_owned(),
            text: "Legal answered".to_owned(),
        };
        sample::act(&mut book, TODAY, note);
        assert_eq!(hits(&book, "LEGAL"), ["K1 legal", "N1 Legal", "C3 legal"]);
        assert_eq!(hits(&book, "légal'S"), ["C2 Légal's"]);
        assert_eq!(hits(&book, "newsletter"), ["K2 newsletter"]);
        assert_eq!(hits(&book, " day one "), ["V1 day one"]);
    }

    #[test]
    fn wildcards_of_other_languages_are_plain_characters() {
        let mut book = sample::book();
        assert!(hits(&book, "%").is_empty());
        assert!(hits(&book, "_").is_empty());
        assert!(hits(&book, "").is_empty());
        let win = Action::Win {
            text: "100%_done' OR 1=1".to_owned(),
            about: Vec::new(),
            thanks: Vec::new(),
        };
        sample::act(&mut book, TODAY, win);
        assert_eq!(hits(&book, "%_DONE' or"), ["W1 %_done' OR"]);
    }

    #[test]
    fn more_than_the_limit_are_counted() {
        let found = search(sample::book().connection(), "a", 2).expect("an answer");
        assert_eq!(found.hits.len(), 2);
        assert!(found.total > 2);
    }

    #[test]
    fn letters_that_change_their_length_keep_their_place() {
        assert_eq!(find("İzmir GROẞ", "groß"), Some(7..13));
        assert_eq!(find("İz", "i\u{307}z"), Some(0..3));
    }

    proptest! {
        #[test]
        fn a_part_of_a_text_is_found_in_it(before in "\\PC{0,8}", part in "\\PC{1,6}", after in "\\PC{0,8}") {
            let needle: String = part.chars().flat_map(char::to_lowercase).collect();
            let text = format!("{before}{part}{after}");
            let range = find(&text, &needle).expect("it is there");
            let small: String = text[range].chars().flat_map(char::to_lowercase).collect();
            prop_assert!(small.contains(&needle));
        }
    }
}
