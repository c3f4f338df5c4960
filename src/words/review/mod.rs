//! What a review says around its cards: what the keys do, how far it is, why it ends, and its last page.
//! The line mode and the full-screen view share every sentence. Texts are raw: whoever prints them makes
//! them safe.

pub mod last;
pub mod offers;
pub mod text;
pub mod wins;

use chrono::NaiveDate;
use okr_core::domain::assess::Status;
use okr_core::domain::check_in::CheckIn;
use okr_core::domain::quantity::Quantity;
use okr_core::report::cadence::Period;
use okr_core::report::course::weeks_behind;
use okr_core::report::item::Item;
use okr_core::review::{Card, Counts};

use super::{dates, progress, sitting};

/// Whether there is something that "the same as last time" would repeat.
#[must_use]
pub fn can_repeat(card: &Card) -> bool {
    card.last().is_some()
}

fn same(card: &Card) -> &'static str {
    if can_repeat(card) { "= same, " } else { "" }
}

/// The question of the value with the answers that are no value.
#[must_use]
pub fn value_question(card: &Card) -> String {
    format!("Value, or {}s skip, < back, q save and leave", same(card))
}

/// What a screen says when Enter finds no value.
#[must_use]
pub fn value_keys(card: &Card) -> String {
    let same = same(card);
    format!("Type a value, or {same}~ no number, s skip, q save and leave")
}

/// What a confidence can be typed as.
pub const CONFIDENCE_KEYS: &str =
    "A confidence is one digit from 0 to 9, + for 10, or = for the same as last time";

/// The record that is being typed was written by somebody else meanwhile.
#[must_use]
pub fn written_beside(before: &Card, now: &Card) -> Option<String> {
    let id = now.item.id();
    let said = |card: &Card| (card.item.assessment.last, card.item.assessment.current);
    if said(before) != said(now) {
        let value = now
            .item
            .assessment
            .current
            .zip(now.item.measure.as_ref())
            .map(|(value, measure)| format!(": {}", super::item::bare(value, measure)));
        let value = value.unwrap_or_default();
        return Some(format!(
            "{id} was checked in from elsewhere while you were at it{value}"
        ));
    }
    let is_same = before.item.head.title == now.item.head.title
        && before.item.head.blocker == now.item.head.blocker
        && before.item.measure == now.item.measure;
    (!is_same).then(|| format!("{id} was changed from elsewhere while you were at it"))
}

/// Nothing of this sitting is there to be taken back.
pub const NOTHING_TO_UNDO: &str =
    "nothing was kept in this sitting; okr undo takes back what was before";

/// Nothing was undone that could be done again.
pub const NOTHING_TO_REDO: &str = "nothing is undone that could be done again";

/// Every answer that is no value, one a line, for `?`.
pub const ANSWERS: [&str; 11] = [
    "=        the same as last time, confidence too",
    "~        looked at, no number this week",
    "s        skip; it is asked once more at the end",
    "S WHY    skip with a reason, which the report shows",
    "<  >     the key result before, the one after; < amends what you entered",
    "g K6     go to a key result",
    "w TEXT   keep a win",
    "x TEXT   ask leadership for something; x alone asks about the blocker",
    "u  U     undo what was kept last, and do it again",
    "q        save and leave; okr review goes on here",
    "In a later field: enter for no answer, < for the field before",
];

/// `4 of 8 saved. Resume with  okr review`.
#[must_use]
pub fn leaving(counts: Counts, command: &str) -> String {
    format!(
        "{} of {} saved. Resume with  {command}",
        counts.saved, counts.of
    )
}

/// `Review done: 7 of 8 saved, 1 skipped, 6 minutes.` While some are open it is not done, whatever page one
/// is on.
#[must_use]
pub fn done(counts: Counts, minutes: i64) -> String {
    let mut facts = vec![match (counts.saved == counts.of, counts.of) {
        (true, 1) => "the one key result is saved".to_owned(),
        (true, of) => format!("all {of} saved"),
        (false, of) => format!("{} of {of} saved", counts.saved),
    }];
    if counts.skipped > 0 {
        facts.push(format!("{} skipped", counts.skipped));
    }
    if counts.left > 0 {
        facts.push(format!("{} still to be asked", counts.left));
        return format!("Not done yet: {}.", facts.join(", "));
    }
    match minutes {
        ..=0 => {}
        1 => facts.push("1 minute".to_owned()),
        _ => facts.push(format!("{minutes} minutes")),
    }
    format!("Review done: {}.", facts.join(", "))
}

/// Why there is nothing to ask, and what could be typed anyway.
#[must_use]
pub fn nothing_due(counts: Counts, period: Period, today: NaiveDate) -> Vec<String> {
    let next = dates::weekday(period.next, today);
    match counts.of {
        0 => vec![format!(
            "No key result needs a check-in here. Next review {next}."
        )],
        of => vec![
            match (of, counts.skipped) {
                (1, 0) => "Nothing is due: the one key result is checked in.".to_owned(),
                (_, 0) => format!("Nothing is due: all {of} are checked in."),
                (_, skipped) => format!(
                    "Nothing is due: {} of {of} checked in, {skipped} skipped.",
                    counts.saved
                ),
            },
            format!("Next review {next}. Check in anyway with  okr review --restart"),
        ],
    }
}

/// What is said when a key result is left out for a reason.
#[must_use]
pub fn left_out(id: &str, left: usize) -> String {
    format!(
        "{id} skipped; the report will say why. {}.",
        sitting::left(left)
    )
}

/// `Next review Wed 2 Sep.`
#[must_use]
pub fn next_review(next: NaiveDate, today: NaiveDate) -> String {
    format!("Next review {}.", dates::weekday(next, today))
}

/// Behind the headings of the last page of a screen.
pub const PICK_WINS: &str = "space to pick, enter to save";
/// The same of what blocks.
pub const PICK_ASKS: &str = "space to pick, e in other words";
/// The same of what was asked before.
pub const PICK_ANSWERED: &str = "space when answered: enter closes it";

/// Space where nothing can be picked.
pub const NOTHING_TO_PICK: &str = "Nothing to pick here; w tells a win of your own, x an ask";

/// The title of the text of the week.
pub const REPORT: &str = "The week as text: y copies it";

/// Above the numbered proposals of the last page.
pub const PICK: &str = "Worth keeping";

/// The question of the last page.
pub const LAST_QUESTION: &str = "Numbers to keep, w TEXT a win, x TEXT an ask, m text of the week, u undo, < back, enter to finish";

/// What was typed on the last page is no choice.
#[must_use]
pub fn no_choice(typed: &str, of: usize) -> String {
    match of {
        0 => format!("\"{typed}\" is no choice here"),
        1 => format!("\"{typed}\" is no choice; type 1"),
        _ => format!("\"{typed}\" is no choice; type numbers from 1 to {of}, as  1 2"),
    }
}

/// What a typed value would make of a key result: `-2 since last time, 44%, pace 61%`.
#[must_use]
pub fn would_be(before: Option<&CheckIn>, check_in: &CheckIn, item: &Item, minus: &str) -> String {
    let measure = item.measure.as_ref();
    let change = before
        .and_then(|before| before.value)
        .zip(check_in.value)
        .and_then(|(old, new)| new.minus(old));
    let mut facts = Vec::new();
    match change {
        None => {}
        Some(change) if change.is_zero() => facts.push("as last time".to_owned()),
        Some(change) => {
            let change = sitting::change(change, measure, minus);
            facts.push(format!("{change} since last time"));
        }
    }
    if item.assessment.progress.is_some() {
        facts.push(progress::share(item.assessment.progress));
    }
    if item.assessment.expected.is_some() {
        facts.push(format!(
            "pace {}",
            progress::share(item.assessment.expected)
        ));
    }
    facts.join(", ")
}

/// `6 min`.
#[must_use]
pub fn taken(minutes: i64) -> String {
    format!("{minutes} min")
}

/// `about 3 min left`.
#[must_use]
pub fn minutes_left(minutes: i64) -> String {
    format!("about {minutes} min left")
}

/// The same on the screen.
pub const DRAFT_ON_SCREEN: &str = "You had begun this one; it is as you left it.";

/// What holds a key result back, and what could be done about it.
#[must_use]
pub fn lag(item: &Item, minus: &str, today: NaiveDate) -> Option<String> {
    let found = &item.assessment;
    if !matches!(found.status, Status::Watch | Status::Behind | Status::Stale) {
        return None;
    }
    let measure = item.measure.as_ref();
    let needed = found.needed_per_week.and_then(|needed| {
        // A tenth is as much as a person would say.
        let step = if needed.abs() >= 10.0 { 1.0 } else { 10.0 };
        let amount = Quantity::from_f64((needed * step).round() / step)?;
        let target = super::item::target(item)?;
        let needed = sitting::change(amount, measure, minus);
        Some(format!(" To reach {target} you need {needed} a week."))
    });
    let behind = found.pace_points.filter(|points| *points < -0.005);
    let standing = match (found.status, behind) {
        (Status::Watch | Status::Behind, Some(points)) => {
            let done = progress::share(found.progress);
            let pace = progress::capital(&progress::pace(points));
            match weeks_behind(item, today) {
                ..=1 => format!("{pace}: {done} done"),
                weeks => format!("{pace}, the {} week in a row: {done} done", nth(weeks)),
            }
        }
        _ => found.reason.trim_end_matches('.').to_owned(),
    };
    Some(format!(
        "{standing}.{} What would change that? b blocker, x ask for help",
        needed.unwrap_or_default()
    ))
}

fn nth(number: usize) -> String {
    let end = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{end}")
}

/// What is said when a card opens with something typed into it that was never kept.
pub const DRAFT_FOUND: &str = "You had begun this one; enter keeps what is in brackets.";

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(saved: usize, of: usize, skipped: usize) -> Counts {
        Counts {
            of,
            saved,
            skipped,
            ..Counts::default()
        }
    }

    #[test]
    fn a_review_ends_with_what_is_saved() {
        assert_eq!(
            done(counts(7, 8, 1), 6),
            "Review done: 7 of 8 saved, 1 skipped, 6 minutes."
        );
        assert_eq!(done(counts(8, 8, 0), 0), "Review done: all 8 saved.");
        assert_eq!(
            done(counts(1, 1, 0), 1),
            "Review done: the one key result is saved, 1 minute."
        );
        let left = Counts {
            left: 6,
            ..counts(2, 8, 0)
        };
        assert_eq!(
            done(left, 3),
            "Not done yet: 2 of 8 saved, 6 still to be asked."
        );
        assert_eq!(
            leaving(counts(4, 8, 0), "okr review"),
            "4 of 8 saved. Resume with  okr review"
        );
    }
}
