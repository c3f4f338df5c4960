//! The check-ins of one key result while a batch adds to them. A batch may bring a hundred thousand, so
//! nothing here walks the whole series: rows are found by day and by what their source calls them.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;

use crate::domain::check_in::CheckIn;
use crate::domain::id::Uid;

/// The day, and which of that day's it is.
type Place = (NaiveDate, usize);

/// What two rows of one source have in common when they stand for the same check-in: the key where
/// the source names its rows, else the day.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Sent {
    source: String,
    key: Option<String>,
    date: Option<NaiveDate>,
}

impl Sent {
    fn of(source: &str, key: Option<&str>, date: NaiveDate) -> Self {
        Self {
            source: source.to_owned(),
            key: key.map(str::to_owned),
            date: key.is_none().then_some(date),
        }
    }
}

pub(super) struct Series {
    places: BTreeMap<Place, CheckIn>,
    sent: HashMap<Sent, Place>,
    /// Places given out; a place is never used again.
    given: usize,
}

impl Series {
    /// From check-ins in the order they are read in, oldest first.
    pub(super) fn of(check_ins: Vec<CheckIn>) -> Self {
        let mut series = Self {
            places: BTreeMap::new(),
            sent: HashMap::new(),
            given: 0,
        };
        for check_in in check_ins {
            series.add(check_in);
        }
        series
    }

    /// Adds a check-in as the last of its day.
    pub(super) fn add(&mut self, check_in: CheckIn) {
        let place = (check_in.date, self.given);
        self.given += 1;
        if let Some(source) = &check_in.source {
            let sent = Sent::of(source, check_in.key.as_deref(), check_in.date);
            // Two devices may have sent the same one; the first is the one that is replaced.
            self.sent.entry(sent).or_insert(place);
        }
        self.places.insert(place, check_in);
    }

    /// Puts a check-in in the place of an earlier one.
    pub(super) fn replace(&mut self, old: Option<&CheckIn>, check_in: CheckIn) {
        if let Some(old) = old {
            if let Some(source) = old.source.as_deref() {
                self.sent
                    .remove(&Sent::of(source, old.key.as_deref(), old.date));
            }
            let of_the_day = (old.date, 0)..=(old.date, usize::MAX);
            let place = self
                .places
                .range(of_the_day)
                .find(|(_, known)| known.uid == old.uid)
                .map(|(place, _)| *place);
            if let Some(place) = place {
                self.places.remove(&place);
            }
        }
        self.add(check_in);
    }

    /// All of them, oldest first.
    pub(super) fn into_check_ins(self) -> Vec<CheckIn> {
        self.places.into_values().collect()
    }

    /// The check-in with a uid, when this key result has it.
    pub(super) fn known(&self, uid: Uid) -> Option<&CheckIn> {
        self.places.values().find(|check_in| check_in.uid == uid)
    }

    /// The check-in that a row of this source stands for.
    pub(super) fn sent(
        &self,
        source: &str,
        key: Option<&str>,
        date: NaiveDate,
    ) -> Option<&CheckIn> {
        let place = self.sent.get(&Sent::of(source, key, date))?;
        self.places.get(place)
    }

    /// Those up to a day, latest first, without one of them.
    pub(super) fn back_from(
        &self,
        day: NaiveDate,
        without: Option<Uid>,
    ) -> impl Iterator<Item = &CheckIn> {
        self.places
            .range(..=(day, usize::MAX))
            .rev()
            .map(|(_, check_in)| check_in)
            .filter(move |check_in| Some(check_in.uid) != without)
    }
}
