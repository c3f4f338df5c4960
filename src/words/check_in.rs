//! What is said about a check-in once it is kept: its line, and the lines that explain or celebrate it. All numbers come from the item; nothing is computed here
//! but which of them is told. Texts are raw: whoever prints them makes them safe.

use chrono::NaiveDate;
use okr_core::Error;
use okr_core::act::RowState;
use okr_core::domain::assess::{Flag, StartSource, Status, percent};
use okr_core::domain::check_in::CheckIn;
use okr_core::domain::measure::{Direction, Kind, Measure};
use okr_core::domain::quantity::Quantity;
use okr_core::report::item::Item;

use super::glyphs::Glyphs;
use super::tone::Tone;
use super::{dates, item};

/// A piece of a line and what it means.
pub type Piece = (Option<Tone>, String);

/// A check-in as it stands in its series, and its key result as it stands today.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    pub item: &'a Item,
    pub check_in: &'a CheckIn,
    /// The last one before it that had a value.
    pub before: Option<&'a CheckIn>,
    /// Nothing in the series is later: progress and status of the item speak of this one.
    pub is_latest: bool,
    pub state: RowState,
    pub today: NaiveDate,
}

impl<'a> Told<'a> {
    /// The check-in at a place of the item's series, which is whole; `None` when there is none.
    #[must_use]
    pub fn at(item: &'a Item, place: usize, state: RowState, today: NaiveDate) -> Option<Self> {
        let check_in = item.series.get(place)?;
        let earlier = item.series.get(..place).unwrap_or_default();
        Some(Self {
            item,
            check_in,
            before: earlier.iter().rev().find(|before| before.value.is_some()),
            is_latest: check_in.date <= today
                && item
                    .series
                    .get(place + 1)
                    .is_none_or(|next| next.date > today),
            state,
            today,
        })
    }
}

/// `K2 106 → 104  44% (pace 63%)  watch  C91`. An earlier day is named, and without progress, which
/// is of a later value.
#[must_use]
pub fn line(told: &Told<'_>, glyphs: &Glyphs) -> Vec<Piece> {
    let mut pieces = vec![
        (Some(Tone::Id), told.item.id()),
        (None, format!(" {}", values(told, glyphs))),
    ];
    let mut add = |tone: Option<Tone>, text: String| {
        pieces.push((None, "  ".to_owned()));
        pieces.push((tone, text));
    };
    let assessment = &told.item.assessment;
    if told.is_latest {
        if let Some(progress) = progress(told.item) {
            add(None, progress);
        }
        let word = assessment.status.name();
        add(Tone::of_status(word), word.to_owned());
        if assessment.blocked {
            add(Some(Tone::Warning), "blocked".to_owned());
        }
    } else {
        add(None, format!("dated {}", dates::long(told.check_in.date)));
    }
    // One that is only tried has no id of its own yet.
    if told.check_in.id != told.item.head.id {
        add(Some(Tone::Muted), told.check_in.id.to_string());
    }
    match told.state {
        RowState::New => {}
        RowState::Replaced => add(None, "replaced".to_owned()),
        RowState::Unchanged => add(None, "unchanged".to_owned()),
    }
    pieces
}

fn values(told: &Told<'_>, glyphs: &Glyphs) -> String {
    let measure = told.item.measure.as_ref();
    let of = |check_in: &CheckIn| check_in.value.map(|value| shown(value, measure));
    let before = told.before.and_then(of);
    match (of(told.check_in), before) {
        (Some(now), _) if told.check_in.same => format!("{now} = same"),
        (Some(now), Some(before)) => format!("{before} {} {now}", glyphs.arrow),
        (Some(now), None) => now,
        (None, Some(before)) => format!("looked at, no number; {before} stands"),
        (None, None) => "looked at, no number".to_owned(),
    }
}

pub(super) fn shown(value: Quantity, measure: Option<&Measure>) -> String {
    measure.map_or_else(|| value.to_string(), |measure| item::bare(value, measure))
}

fn progress(item: &Item) -> Option<String> {
    let done = percent(item.assessment.progress?);
    Some(match item.assessment.expected {
        Some(expected) => format!("{done}% (pace {}%)", percent(expected)),
        None => format!("{done}%"),
    })
}

/// Lines below the line: how the date was read, what the first check-in settled.
#[must_use]
pub fn below(told: &Told<'_>, typed_date: Option<&str>, glyphs: &Glyphs) -> Vec<String> {
    let mut lines = Vec::new();
    let date = told.check_in.date;
    let read = typed_date.filter(|typed| *typed != date.to_string());
    // The line itself names the day of a check-in that is not the latest.
    if date != told.today && told.is_latest {
        let read = read.map(|typed| format!(" ({typed})")).unwrap_or_default();
        lines.push(format!("dated {}{read}", dates::long(date)));
    }
    if !told.is_latest
        && let (Some(current), Some(last)) =
            (told.item.assessment.current, told.item.assessment.last)
        && last > date
    {
        let current = shown(current, told.item.measure.as_ref());
        lines.push(format!(
            "the latest is still {current}, of {}",
            dates::long(last)
        ));
    }
    lines.extend(start(told, glyphs));
    lines
}

/// What a check-in said before it was put right: `corrects C2 of Fri 28 Aug 2026, which said 7`.
#[must_use]
pub fn corrected(told: &Told<'_>, wrong: &CheckIn) -> Option<String> {
    if told.state != RowState::Replaced {
        return None;
    }
    let said = match wrong.value {
        Some(value) if wrong.value != told.check_in.value => {
            format!(", which said {}", shown(value, told.item.measure.as_ref()))
        }
        None if told.check_in.value.is_some() => ", which had no number".to_owned(),
        _ => String::new(),
    };
    Some(format!(
        "corrects {} of {}{said}",
        wrong.id,
        dates::long(wrong.date)
    ))
}

/// Said once: the first value became the start, and what the target is now.
#[must_use]
pub fn start(told: &Told<'_>, glyphs: &Glyphs) -> Option<String> {
    let measure = told.item.measure.as_ref()?;
    let assessment = &told.item.assessment;
    let filled = told.is_latest
        && told.before.is_none()
        && assessment.start_source == StartSource::FirstCheckIn;
    let start = assessment.start.filter(|_| filled)?;
    if assessment.flags.contains(&Flag::Flat) {
        return Some(format!(
            "no start was given and the target {} is met already; to see the way to it:  okr set {} start=VALUE",
            assessment
                .goal
                .map(|goal| item::value(goal, measure))
                .unwrap_or_default(),
            told.item.id()
        ));
    }
    let target = assessment
        .goal
        .map(|goal| format!(" {} target {}", glyphs.arrow, item::value(goal, measure)))
        .unwrap_or_default();
    let start = item::bare(start, measure);
    Some(format!("start {start}, from this first check-in{target}"))
}

/// The extra line for a target that this check-in reached, ready to be told on.
#[must_use]
pub fn reached(told: &Told<'_>) -> Option<String> {
    let news = target_reached(told)?;
    let id = told.item.id();
    Some(format!("{news}. Tell it: okr win \"...\" --for {id}"))
}

/// `Target reached, 2 weeks early`: what a screen says, where telling it is a key.
#[must_use]
pub fn target_reached(told: &Told<'_>) -> Option<String> {
    let measure = told.item.measure.as_ref()?;
    let assessment = &told.item.assessment;
    let goal = assessment.goal?;
    let news = told.is_latest
        && told.state != RowState::Unchanged
        && assessment.status == Status::Done
        && measure.kind != Kind::Hold
        && !told.check_in.same
        && !told
            .before
            .and_then(|before| before.value)
            .is_some_and(|value| is_reached(value, goal, measure));
    let end = told
        .item
        .head
        .due
        .or_else(|| told.item.cycle.as_ref().map(|cycle| cycle.end));
    news.then(|| {
        let early = end
            .and_then(|end| early(told.check_in.date, end))
            .unwrap_or_default();
        format!("Target reached{early}")
    })
}

fn is_reached(value: Quantity, goal: Quantity, measure: &Measure) -> bool {
    match measure.direction {
        Direction::Up => value >= goal,
        Direction::Down => value <= goal,
        Direction::Stay => false,
    }
}

fn early(day: NaiveDate, end: NaiveDate) -> Option<String> {
    match (end - day).num_days() {
        ..=0 => None,
        days @ 1..=13 => Some(format!(", {} early", dates::days(days))),
        days => Some(format!(", {} weeks early", days / 7)),
    }
}

/// The rows of a batch that were not written, each with its place.
#[must_use]
pub fn refusals(refused: &[Error]) -> Vec<String> {
    let one = |error: &Error| match &error.at {
        Some(place) => format!(
            "line {}, column {}: {}",
            place.line, place.column, error.message
        ),
        None => error.message.clone(),
    };
    refused.iter().map(one).collect()
}

/// `8 rows: 6 new, 1 replaced, 1 unchanged`, and how many were refused.
#[must_use]
pub fn summary(states: &[RowState], refused: usize) -> String {
    let count = |wanted| states.iter().filter(|state| **state == wanted).count();
    let parts: Vec<String> = [
        (count(RowState::New), "new"),
        (count(RowState::Replaced), "replaced"),
        (count(RowState::Unchanged), "unchanged"),
        (refused, "refused"),
    ]
    .into_iter()
    .filter(|(number, _)| *number > 0)
    .map(|(number, word)| format!("{number} {word}"))
    .collect();
    let rows = match states.len() + refused {
        1 => "1 row".to_owned(),
        rows => format!("{rows} rows"),
    };
    if parts.is_empty() {
        rows
    } else {
        format!("{rows}: {}", parts.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn a_batch_is_summed_up_by_what_became_of_its_rows() {
        let states = [
            RowState::New,
            RowState::New,
            RowState::Replaced,
            RowState::Unchanged,
        ];
        assert_eq!(
            summary(&states, 0),
            "4 rows: 2 new, 1 replaced, 1 unchanged"
        );
        assert_eq!(summary(&states[..1], 1), "2 rows: 1 new, 1 refused");
        assert_eq!(summary(&states[..1], 0), "1 row: 1 new");
        assert_eq!(summary(&[], 0), "0 rows");
    }

    #[test]
    fn early_is_told_in_weeks_from_two_on_and_not_on_the_last_day() {
        let early = |from: &str| early(day(from), day("2026-09-30"));
        assert_eq!(early("2026-09-16").as_deref(), Some(", 2 weeks early"));
        assert_eq!(early("2026-09-17").as_deref(), Some(", 13 days early"));
        assert_eq!(early("2026-09-29").as_deref(), Some(", 1 day early"));
        assert_eq!((early("2026-09-30"), early("2026-10-04")), (None, None));
    }
}
