//! A filter word held against an item. Pure: all that depends on the day was settled on reading.

use super::term::{Sort, Span, Standing, Term};
use super::words::fold;
use crate::domain::assess::{Flag, StartSource, Status, percent};
use crate::domain::id::ShortId;
use crate::domain::measure::Kind;
use crate::domain::record::Type;
use crate::report::item::Item;

impl<T: PartialOrd> Span<T> {
    fn holds(&self, value: &T) -> bool {
        self.from.as_ref().is_none_or(|from| from <= value)
            && self.to.as_ref().is_none_or(|to| value <= to)
    }
}

impl Term {
    pub(super) fn matches<'a>(&self, item: &Item, words: &dyn Fn() -> &'a str) -> bool {
        let found = &item.assessment;
        match self {
            Self::Ids(ids) => ids.contains(&item.head.id),
            Self::Text(text) => in_words(words(), text),
            Self::Handle(names) => one_of(item.head.handle.as_deref(), names),
            Self::Team(names) => one_of(item.team.as_deref(), names),
            Self::Owner(names) => one_of(item.owner.as_deref(), names),
            Self::Tag(names) => item.head.tags.iter().any(|tag| names.contains(&fold(tag))),
            Self::Cycle(names) => {
                one_of(item.cycle.as_ref().map(|cycle| cycle.name.as_str()), names)
            }
            Self::Status(any) => any.iter().any(|standing| match standing {
                Standing::Blocked => found.blocked,
                Standing::Is(Status::Stale) => found.stale || found.status == Status::Stale,
                Standing::Is(status) => found.status == *status,
            }),
            Self::Kind(kinds) => item
                .measure
                .as_ref()
                .is_some_and(|measure| kinds.contains(&measure.kind)),
            Self::Is(sorts) => sorts.iter().any(|sort| match sort {
                Sort::Of(kind) => item.kind == *kind,
                Sort::Dropped => item.is_dropped,
                Sort::Meant(ambition) => item.head.ambition == Some(*ambition),
            }),
            // The percent that is printed is the one that is compared.
            Self::Progress(span) => found
                .progress
                .is_some_and(|progress| span.holds(&(percent(progress) as f64))),
            Self::Confidence(span) => found
                .confidence
                .is_some_and(|confidence| span.holds(&f64::from(confidence))),
            Self::Due(span) => item.head.due.is_some_and(|due| span.holds(&due)),
            Self::Updated(span) => found.last.is_some_and(|last| span.holds(&last)),
            Self::Under(ids) => ids.iter().any(|id| {
                *id == item.head.id || item.above.iter().any(|(_, above)| same(above, id))
            }),
            Self::Serves(ids) => ids
                .iter()
                .any(|id| item.serves.iter().any(|vision| same(vision, id))),
            Self::Has(parts) => parts.iter().any(|part| has(item, part) == Some(true)),
            Self::No(parts) => parts.iter().any(|part| has(item, part) == Some(false)),
        }
    }
}

fn same(text: &str, id: &ShortId) -> bool {
    text.parse::<ShortId>().as_ref() == Ok(id)
}

fn one_of(name: Option<&str>, names: &[String]) -> bool {
    name.is_some_and(|name| names.contains(&fold(name)))
}

/// All that is searched of an item, in small letters: its id, its title, its handle and its notes, a
/// line each.
#[must_use]
pub fn searched(item: &Item) -> String {
    let mut words = fold(&item.id());
    let notes = item.series.iter().filter_map(|one| one.note.as_deref());
    let texts = std::iter::once(item.head.title.as_str())
        .chain(item.head.handle.as_deref())
        .chain(item.notes.iter().map(String::as_str))
        .chain(notes);
    for text in texts {
        words.push('\n');
        words.push_str(&fold(text));
    }
    words
}

/// Whether a text stands in what is searched of an item, or is its id.
pub(super) fn in_words(words: &str, text: &str) -> bool {
    let (id, rest) = words.split_once('\n').unwrap_or((words, ""));
    rest.contains(text) || id == text
}

/// Whether a part is there; `None` for a part this record cannot have, which is neither there nor
/// missing.
fn has(item: &Item, part: &str) -> Option<bool> {
    let head = &item.head;
    let of_key_result = |there: bool| (item.kind == Type::KeyResult).then_some(there);
    Some(match part {
        "owner" => item.owner.is_some(),
        "team" => item.team.is_some(),
        "parent" => !item.above.is_empty(),
        "handle" => head.handle.is_some(),
        "tag" => !head.tags.is_empty(),
        "due" => head.due.is_some(),
        "blocker" => head.blocker.is_some(),
        "confidence" => item.assessment.confidence.is_some(),
        "checkin" => item.assessment.check_ins > 0,
        "weight" => head.weight.is_some(),
        "link" => !head.links.is_empty(),
        "note" => !item.notes.is_empty() || item.series.iter().any(|one| one.note.is_some()),
        "target" => {
            let flags = &item.assessment.flags;
            return of_key_result(!flags.contains(&Flag::NoTarget));
        }
        _ => {
            let measure = item.measure.as_ref()?;
            if measure.kind == Kind::Hold {
                return None;
            }
            item.assessment.start_source == StartSource::Given
        }
    })
}
