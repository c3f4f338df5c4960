//! Days told from today, from the cycle or from the last review.

use chrono::{Datelike, Days, Months, NaiveDate, TimeDelta, Weekday};

use super::calendar::last_of_month;
use super::words::{Unit, count, unit, weekday};
use super::{DateContext, Day, Prefer};
use crate::domain::cycle::{Calendar, Length};

fn beyond() -> String {
    "That is beyond the calendar.".to_owned()
}

fn away(today: NaiveDate, number: i64, unit: Unit) -> Day {
    let months = |months: i64| {
        let size = Months::new(u32::try_from(months.unsigned_abs()).ok()?);
        if months < 0 {
            today.checked_sub_months(size)
        } else {
            today.checked_add_months(size)
        }
    };
    let days = |days: i64| today.checked_add_signed(TimeDelta::try_days(days)?);
    match unit {
        Unit::Day => days(number),
        Unit::Week => days(number * 7),
        Unit::Month => months(number),
        Unit::Year => months(number * 12),
    }
    .ok_or_else(beyond)
}

/// `-3d`, `+2w`, `-1m`.
pub(super) fn signed(typed: &str, today: NaiveDate) -> Option<Day> {
    let (negative, rest) = match typed.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, typed.strip_prefix('+')?),
    };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (number, word) = rest.split_at(digits);
    let number = count(number).filter(|_| digits > 0)?;
    Some(away(
        today,
        if negative { -number } else { number },
        unit(word.trim())?,
    ))
}

fn monday(day: NaiveDate) -> Option<NaiveDate> {
    day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday())))
}

/// The weekday before, after or nearest to a day.
fn near_weekday(wanted: Weekday, context: &DateContext) -> Option<NaiveDate> {
    let today = context.today;
    let back =
        u64::from((7 + today.weekday().num_days_from_monday() - wanted.num_days_from_monday()) % 7);
    match context.prefer {
        Prefer::Past => today.checked_sub_days(Days::new(back)),
        Prefer::Future | Prefer::Within(..) => today.checked_add_days(Days::new(7 - back)),
        Prefer::Nearest if back <= 3 => today.checked_sub_days(Days::new(back)),
        Prefer::Nearest => today.checked_add_days(Days::new(7 - back)),
    }
}

pub(super) fn in_words(words: &[&str], context: &DateContext) -> Option<Day> {
    let today = context.today;
    match *words {
        [one] => single(one, context),
        [which @ ("last" | "this" | "next"), what] => beside(which, what, context),
        [number, word, "ago"] => Some(away(today, -count(number)?, unit(word)?)),
        ["in", number, word] => Some(away(today, count(number)?, unit(word)?)),
        _ => None,
    }
}

fn single(word: &str, context: &DateContext) -> Option<Day> {
    let today = context.today;
    let of_cycle = |pick: fn(NaiveDate, NaiveDate) -> NaiveDate| {
        let cycle = context.cycle.map(|(start, end)| pick(start, end));
        Some(cycle.ok_or_else(|| "There is no current cycle to count from.".to_owned()))
    };
    let day = match word {
        "today" => Some(today),
        "yesterday" => today.pred_opt(),
        "tomorrow" => today.succ_opt(),
        "eow" => monday(today).and_then(|monday| monday.checked_add_days(Days::new(6))),
        "eom" => last_of_month(today.year(), today.month()),
        "eoq" => Calendar {
            length: Length::Quarter,
            ..context.fiscal
        }
        .span_of(today)
        .map(|span| span.end),
        "start" => return of_cycle(|start, _| start),
        "end" => return of_cycle(|_, end| end),
        "mid" => {
            return of_cycle(|start, end| start + TimeDelta::days((end - start).num_days() / 2));
        }
        "review" => {
            return Some(
                context
                    .last_review
                    .ok_or_else(|| "There has been no review yet.".to_owned()),
            );
        }
        _ => near_weekday(weekday(word)?, context),
    };
    Some(day.ok_or_else(beyond))
}

/// `last fri` is before today, `next fri` after it, `this fri` in this week; a week is its Monday, a
/// month and a year their first day.
fn beside(which: &str, what: &str, context: &DateContext) -> Option<Day> {
    let today = context.today;
    let step: i64 = match which {
        "last" => -1,
        "this" => 0,
        _ => 1,
    };
    let day = match what {
        "review" if which == "last" => return single("review", context),
        "week" => away(today, step, Unit::Week).ok().and_then(monday),
        "month" => away(today, step, Unit::Month)
            .ok()
            .and_then(|day| day.with_day(1)),
        "year" => away(today, step, Unit::Year)
            .ok()
            .and_then(|day| day.with_ordinal(1)),
        _ => {
            let wanted = weekday(what)?;
            if step == 0 {
                let ahead = Days::new(u64::from(wanted.num_days_from_monday()));
                monday(today).and_then(|monday| monday.checked_add_days(ahead))
            } else {
                let (today, prefer) = match step {
                    -1 => (today.pred_opt(), Prefer::Past),
                    _ => (Some(today), Prefer::Future),
                };
                today.and_then(|today| {
                    near_weekday(
                        wanted,
                        &DateContext {
                            today,
                            prefer,
                            ..*context
                        },
                    )
                })
            }
        }
    };
    Some(day.ok_or_else(beyond))
}
