//! Suggested wins that a person does not want to see again in a period. It lies in the state folder of
//! this user: what one person waves away is no fact about the book and is not for others. A file that
//! cannot be read or written costs a second look at a suggestion and nothing else.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use okr_core::domain::id::Uid;

use crate::place;

/// A key result, and the first day of the period.
pub type Dismissed = (Uid, NaiveDate);

/// Where it is kept for one book.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Dismissals {
    path: Option<PathBuf>,
}

/// The first day of a period, and the key results.
type Kept = (NaiveDate, Vec<Uid>);

impl Dismissals {
    #[must_use]
    pub fn of(book: &Path) -> Self {
        Self {
            path: place::dismissed(book),
        }
    }

    fn read(&self) -> Option<Kept> {
        let text = std::fs::read_to_string(self.path.as_ref()?).ok()?;
        serde_json::from_str(&text).ok()
    }

    /// Those of a period.
    #[must_use]
    pub fn of_period(&self, period: NaiveDate) -> Vec<Dismissed> {
        let kept = self.read().filter(|(known, _)| *known == period);
        let (_, uids) = kept.unwrap_or_default();
        uids.into_iter().map(|uid| (uid, period)).collect()
    }

    /// Adds one; those of earlier periods are forgotten with it.
    pub fn keep(&self, (uid, period): Dismissed) {
        let Some(path) = &self.path else {
            return;
        };
        let mut key_results: Vec<Uid> = self
            .of_period(period)
            .into_iter()
            .map(|(known, _)| known)
            .filter(|known| *known != uid)
            .collect();
        key_results.push(uid);
        let kept: Kept = (period, key_results);
        if let Ok(text) = serde_json::to_string(&kept) {
            drop(place::replace_private(path, text.as_bytes()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_period_forgets_the_one_before() {
        let folder = tempfile::tempdir().expect("a folder");
        let kept = Dismissals {
            path: Some(folder.path().join("dismissed.json")),
        };
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let (one, other) = (Uid::random(), Uid::random());
        let (first, second) = (day("2026-08-19"), day("2026-08-26"));
        assert_eq!(kept.of_period(first), []);
        kept.keep((one, first));
        kept.keep((other, first));
        kept.keep((one, first));
        assert_eq!(kept.of_period(first), [(other, first), (one, first)]);
        kept.keep((one, second));
        assert_eq!(kept.of_period(first), []);
        assert_eq!(kept.of_period(second), [(one, second)]);
    }
}
