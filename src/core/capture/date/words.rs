//! The words dates are made of: weekdays, months, units, small numbers.

use chrono::Weekday;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Month,
    Year,
}

pub(super) fn unit(word: &str) -> Option<Unit> {
    match word {
        "d" | "day" | "days" => Some(Unit::Day),
        "w" | "wk" | "wks" | "week" | "weeks" => Some(Unit::Week),
        "m" | "month" | "months" => Some(Unit::Month),
        "y" | "year" | "years" => Some(Unit::Year),
        _ => None,
    }
}

pub(super) fn weekday(word: &str) -> Option<Weekday> {
    match word {
        "mon" | "monday" => Some(Weekday::Mon),
        "tue" | "tues" | "tuesday" => Some(Weekday::Tue),
        "wed" | "weds" | "wednesday" => Some(Weekday::Wed),
        "thu" | "thur" | "thurs" | "thursday" => Some(Weekday::Thu),
        "fri" | "friday" => Some(Weekday::Fri),
        "sat" | "saturday" => Some(Weekday::Sat),
        "sun" | "sunday" => Some(Weekday::Sun),
        _ => None,
    }
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// 1 to 12; at least three letters of the English name.
pub(super) fn month(word: &str) -> Option<u32> {
    let word = word.strip_suffix('.').unwrap_or(word);
    let at = MONTHS
        .iter()
        .position(|month| word.len() >= 3 && month.starts_with(word))?;
    Some(at as u32 + 1)
}

pub(super) fn month_name(month: u32) -> &'static str {
    let at = (month as usize).saturating_sub(1);
    MONTHS.get(at).copied().unwrap_or_default()
}

/// A whole number of at most 100 000, also `a` and `one`.
pub(super) fn count(word: &str) -> Option<i64> {
    match word {
        "a" | "an" | "one" => Some(1),
        "two" => Some(2),
        "three" => Some(3),
        _ => digits(word, 6).filter(|number| *number <= 100_000),
    }
}

/// Nothing but digits, at most so many.
pub(super) fn digits(word: &str, longest: usize) -> Option<i64> {
    let plain =
        (1..=longest).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| word.parse().ok()).flatten()
}

/// `28` and `28th`, not yet held against a month.
pub(super) fn day_of_month(word: &str) -> Option<u32> {
    let number = word.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let fits = matches!(&word[number.len()..], "" | "st" | "nd" | "rd" | "th");
    digits(number, 2)
        .filter(|_| fits)
        .and_then(|day| u32::try_from(day).ok())
}

pub(super) fn year(word: &str) -> Option<i32> {
    digits(word, 4)
        .filter(|_| word.len() == 4)
        .and_then(|year| i32::try_from(year).ok())
}

/// A known word that is one or two letters away.
pub(super) fn near(typed: &str) -> Option<&'static str> {
    let known = [
        "today",
        "yesterday",
        "tomorrow",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "review",
        "start",
        "end",
        "mid",
        "eow",
        "eom",
        "eoq",
    ];
    known
        .into_iter()
        .map(|word| (strsim::damerau_levenshtein(word, typed), word))
        .min()
        .filter(|(distance, word)| *distance <= 2 && distance * 3 <= word.len())
        .map(|(_, word)| word)
}
