//! Words to a day: `28 aug`, `last-fri`, `-3d`, `w35`, `eom`. English words only. What day it is, the
//! cycle and the last review come from the caller; whether a day may carry a check-in is the
//! caller's too. A date that could be two days is refused, never guessed.

mod calendar;
mod near;
mod relative;
mod words;

#[cfg(test)]
mod tests;

use std::str::FromStr;

use chrono::{Datelike, NaiveDate};

use super::number::plain;
use crate::domain::cycle::Calendar;
use crate::error::Error;

/// Which day is meant where several fit: a weekday, a day without a year, a week without a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prefer {
    /// Today or before: check-ins.
    Past,
    /// Today or later, weekdays after today; quarters and months mean their last day: due dates.
    Future,
    /// Whichever is nearer: filters.
    Nearest,
    /// The one in this span of days, if one is, else as `Future`: points of a plan.
    Within(NaiveDate, NaiveDate),
}

/// How `8/28` is read; the setting `date.order`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// Not at all: the two orders mean different days.
    #[default]
    Ask,
    Dmy,
    Mdy,
}

impl FromStr for Order {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        match word {
            "ask" => Ok(Self::Ask),
            "dmy" => Ok(Self::Dmy),
            "mdy" => Ok(Self::Mdy),
            _ => Err(()),
        }
    }
}

/// What the words of a date refer to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateContext {
    pub today: NaiveDate,
    /// First and last day of the current cycle.
    pub cycle: Option<(NaiveDate, NaiveDate)>,
    pub last_review: Option<NaiveDate>,
    pub prefer: Prefer,
    pub order: Order,
    /// Names quarters, and says where a quarter ends.
    pub fiscal: Calendar,
}

/// Years people plan in; anything else is a slip.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;

/// A form was recognised: the day, or the sentence that says why there is none.
type Day = Result<NaiveDate, String>;

/// Reads a day between the years 1900 and 2200, in any form of `okr help dates`. Several words may
/// be joined by hyphens.
pub fn date(text: &str, context: &DateContext) -> Result<NaiveDate, Error> {
    let typed = plain(text).to_lowercase();
    let found = (typed.chars().count() <= 40)
        .then(|| read(&typed, context))
        .flatten();
    let day = match found {
        Some(Ok(day)) => day,
        Some(Err(reason)) => return Err(refused(text, context.order, reason)),
        None => return Err(unknown(text, &typed)),
    };
    if !YEARS.contains(&day.year()) {
        let reason = format!("Dates lie between {} and {}.", YEARS.start(), YEARS.end());
        return Err(refused(text, context.order, reason));
    }
    Ok(day)
}

/// An age for filters and settings, in days: `7d`, `2w`, `10 days`. At most 100 000 of a unit.
#[must_use]
pub fn days(text: &str) -> Option<i64> {
    let typed = plain(text).to_lowercase();
    let digits = typed.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = typed.split_at(digits);
    let number = words::count(number)?;
    match words::unit(unit.trim().trim_start_matches('-'))? {
        words::Unit::Day => Some(number),
        words::Unit::Week => Some(number * 7),
        words::Unit::Month | words::Unit::Year => None,
    }
}

/// Whether a word is the name of a month.
#[must_use]
pub fn is_month(word: &str) -> bool {
    words::month(word).is_some()
}

fn read(typed: &str, context: &DateContext) -> Option<Day> {
    if let Some(found) = calendar::iso(typed).or_else(|| calendar::ordered(typed, context)) {
        return Some(found);
    }
    if let Some(found) = relative::signed(typed, context.today) {
        return Some(found);
    }
    let spaced = typed.replace(['-', '_', ','], " ");
    let words: Vec<&str> = spaced.split_whitespace().flat_map(apart).collect();
    calendar::in_words(&words, context).or_else(|| relative::in_words(&words, context))
}

/// `15apr` as the day and the month it is made of; any other word as it is.
fn apart(word: &str) -> Vec<&str> {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let (day, month) = word.split_at(digits);
    if matches!(digits, 1 | 2) && words::month(month).is_some() {
        vec![day, month]
    } else {
        vec![word]
    }
}

fn refused(text: &str, order: Order, reason: String) -> Error {
    let error = Error::refused("E201", format!("\"{text}\" is not a day")).why(reason);
    let slashed = text.contains(['/', '.']) && order == Order::Ask;
    if slashed {
        error
            .next("okr config set date.order dmy")
            .next("okr config set date.order mdy")
    } else {
        error.next("okr help dates")
    }
}

fn unknown(text: &str, typed: &str) -> Error {
    let short: String = text.chars().take(40).collect();
    let error = Error::refused("E201", format!("\"{short}\" is not a date"))
        .why("Dates look like 2026-08-28, 28 aug, fri, last-fri, -3d, w35, eom, end.");
    let error = match words::near(typed) {
        Some(word) => error.why(format!("Did you mean {word}?")),
        None => error,
    };
    error.next("okr help dates")
}
