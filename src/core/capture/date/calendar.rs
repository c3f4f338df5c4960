//! Days told by the calendar: ISO dates, day and month, ISO weeks, quarters, months.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::near::{pick, years};
use super::words::{day_of_month, digits, month, month_name, year};
use super::{DateContext, Day, Order, Prefer};

/// `2026-08-28` and `2026/08/28`.
pub(super) fn iso(typed: &str) -> Option<Day> {
    let mark = if typed.contains('/') { '/' } else { '-' };
    let parts: Vec<&str> = typed.split(mark).collect();
    let [first, second, third] = parts[..] else {
        return None;
    };
    Some(day(
        year(first)?,
        digits(second, 2)? as u32,
        digits(third, 2)? as u32,
    ))
}

fn day(year: i32, month: u32, day: u32) -> Day {
    NaiveDate::from_ymd_opt(year, month, day).ok_or_else(|| {
        let last = last_of_month(year, month);
        match last {
            Some(last) => format!(
                "{} {year} has {} days.",
                capital(month_name(month)),
                last.day()
            ),
            None => format!("There is no month {month}."),
        }
    })
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_ascii_uppercase().to_string() + letters.as_str()
    })
}

pub(super) fn last_of_month(year: i32, month: u32) -> Option<NaiveDate> {
    let (next_year, next) = if month == 12 {
        (year.checked_add(1)?, 1)
    } else {
        (year, month + 1)
    };
    NaiveDate::from_ymd_opt(year, month, 1)?;
    NaiveDate::from_ymd_opt(next_year, next, 1)?.pred_opt()
}

/// `8/28`, `28/8/2026`, `28.8.`: only where the setting says which number is the day.
pub(super) fn ordered(typed: &str, context: &DateContext) -> Option<Day> {
    let mark = if typed.contains('/') { '/' } else { '.' };
    let parts: Vec<&str> = typed.trim_end_matches('.').split(mark).collect();
    if !(2..=3).contains(&parts.len()) {
        return None;
    }
    let first = digits(parts[0], 2)? as u32;
    let second = digits(parts[1], 2)? as u32;
    let year = match parts.get(2) {
        Some(short) if short.len() == 2 => Some(2000 + digits(short, 2)? as i32),
        Some(long) => Some(year(long)?),
        None => None,
    };
    // A day without a year is one of the longest February's.
    let in_year = year.unwrap_or(2024);
    let named = |month: u32, day: u32| {
        NaiveDate::from_ymd_opt(in_year, month, day)
            .map(|_| format!("{day} {}", month_name(month).get(..3).unwrap_or_default()))
    };
    let (month, day) = match context.order {
        Order::Dmy => (second, first),
        Order::Mdy => (first, second),
        Order::Ask => {
            let readings: Vec<String> = [named(second, first), named(first, second)]
                .into_iter()
                .flatten()
                .collect();
            return Some(Err(match readings.is_empty() {
                true => match day(in_year, second, first) {
                    Err(reason) if year.is_some() && (1..=12).contains(&second) => reason,
                    _ => "Write it as 28 aug or 2026-08-28.".to_owned(),
                },
                false => format!(
                    "Day first or month first is not set. Write it in words: {}.",
                    readings.join(" or ")
                ),
            }));
        }
    };
    Some(match (1..=12).contains(&month) && (1..=31).contains(&day) {
        true => day_and_month(day, month, year, context),
        false => Err(format!(
            "By the setting date.order the day is {day} and the month {month}. Write it as 28 aug."
        )),
    })
}

fn day_and_month(number: u32, month: u32, year: Option<i32>, context: &DateContext) -> Day {
    if let Some(year) = year {
        return day(year, month, number);
    }
    let candidates = years(context.today.year())
        .filter_map(|year| NaiveDate::from_ymd_opt(year, month, number))
        .map(|day| (day, day));
    match pick(candidates, context.today, context.prefer) {
        Some((day, _)) => Ok(day),
        // 2024 has a 29th of February, so it names the longest month.
        None => day(2024, month, number)
            .map_err(|reason| match month {
                2 => "February has 29 days at most.".to_owned(),
                _ => reason.replace(" 2024", ""),
            })
            .and(Err("There is no such day near today.".to_owned())),
    }
}

pub(super) fn in_words(words: &[&str], context: &DateContext) -> Option<Day> {
    if let Some(found) = day_in_words(words, context) {
        return Some(found);
    }
    if let Some(found) = week(words, context) {
        return Some(found);
    }
    part_of_year(words, context)
}

/// `28 aug`, `aug 28 2026`, `28th august`, `2026 aug 28`.
fn day_in_words(words: &[&str], context: &DateContext) -> Option<Day> {
    let (words, year) = match *words {
        [first, second, third] => match (year(first), year(third)) {
            (Some(year), None) => ([second, third], Some(year)),
            (None, Some(year)) => ([first, second], Some(year)),
            _ => return None,
        },
        [first, second] => ([first, second], None),
        _ => return None,
    };
    let [first, second] = words;
    let (number, month) = match (month(first), month(second)) {
        (None, Some(month)) => (day_of_month(first)?, month),
        (Some(month), None) => (day_of_month(second)?, month),
        _ => return None,
    };
    Some(day_and_month(number, month, year, context))
}

/// `w35`, `2026-w35`, `2026w35`: the Monday of that ISO week.
fn week(words: &[&str], context: &DateContext) -> Option<Day> {
    let (year_word, week_word) = match *words {
        [one] => one
            .split_once('w')
            .map(|(year, week)| (year.to_owned(), week))?,
        [year, week] => (year.to_owned(), week.strip_prefix('w')?),
        _ => return None,
    };
    let number = digits(week_word, 2)? as u32;
    let monday = |year| NaiveDate::from_isoywd_opt(year, number, Weekday::Mon);
    if !year_word.is_empty() {
        let year = year(&year_word)?;
        return Some(monday(year).ok_or_else(|| format!("{year} has no week {number}.")));
    }
    let candidates = years(context.today.iso_week().year())
        .filter_map(monday)
        .filter_map(|monday| Some((monday, monday.checked_add_days(Days::new(6))?)));
    let found = pick(candidates, context.today, context.prefer);
    Some(
        found
            .map(|(monday, _)| monday)
            .ok_or_else(|| format!("No year has a week {number}.")),
    )
}

/// `q3`, `2026q3`, `2026-07`, `fy26q1`: the first day, or the last one for a due date.
fn part_of_year(words: &[&str], context: &DateContext) -> Option<Day> {
    let name = match *words {
        [one] => one.to_owned(),
        [year_word, month] if digits(month, 2).is_some() && month.len() == 2 => {
            format!("{}-{month}", year(year_word).map(|_| year_word)?)
        }
        [year_word, part] => format!("{}{part}", year(year_word).map(|_| year_word)?),
        _ => return None,
    };
    let head = name.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let yearless = matches!(head, "q" | "t");
    let named = head.ends_with(['q', 't', '-']) && name.len() <= 8 && name.is_ascii();
    if !named || name.len() == head.len() {
        return None;
    }
    let of_year = |year| {
        let span = context
            .fiscal
            .span_named(&name, NaiveDate::from_ymd_opt(year, 1, 1)?)?;
        Some((span.start, span.end))
    };
    let found = if yearless {
        pick(
            years(context.today.year()).filter_map(of_year),
            context.today,
            context.prefer,
        )
    } else {
        of_year(context.today.year())
    };
    Some(match found {
        Some((_, end)) if matches!(context.prefer, Prefer::Future | Prefer::Within(..)) => Ok(end),
        Some((start, _)) => Ok(start),
        None => Err(format!("There is no part of a year called {name}.")),
    })
}
