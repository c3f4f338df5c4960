//! Tables and properties of reading days.

use chrono::{TimeDelta, Weekday};
use proptest::prelude::*;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("an ISO date")
}

/// A Friday in the ninth week of a quarter.
fn context(prefer: Prefer) -> DateContext {
    DateContext {
        today: day("2026-08-28"),
        cycle: Some((day("2026-07-01"), day("2026-09-30"))),
        last_review: Some(day("2026-08-26")),
        prefer,
        order: Order::Ask,
        fiscal: Calendar::default(),
    }
}

#[test]
fn a_day_of_a_plan_is_the_one_of_the_cycle_also_when_it_has_passed() {
    let context = context(Prefer::Within(day("2026-07-01"), day("2026-09-30")));
    for (typed, read) in [
        ("15jul", "2026-07-15"),
        ("15 sep", "2026-09-15"),
        ("w28", "2026-07-06"),
        ("2 jan", "2027-01-02"),
    ] {
        assert_eq!(date(typed, &context), Ok(day(read)), "{typed}");
    }
}

#[test]
fn each_form_names_its_day() {
    for (typed, past, future) in [
        ("2026-08-28", "2026-08-28", "2026-08-28"),
        ("2026/08/28", "2026-08-28", "2026-08-28"),
        ("28 aug", "2026-08-28", "2026-08-28"),
        ("28-aug", "2026-08-28", "2026-08-28"),
        ("Aug 28", "2026-08-28", "2026-08-28"),
        ("28th August 2025", "2025-08-28", "2025-08-28"),
        ("aug 28, 2025", "2025-08-28", "2025-08-28"),
        ("29 aug", "2025-08-29", "2026-08-29"),
        ("29 feb", "2024-02-29", "2028-02-29"),
        ("today", "2026-08-28", "2026-08-28"),
        ("yesterday", "2026-08-27", "2026-08-27"),
        ("tomorrow", "2026-08-29", "2026-08-29"),
        ("fri", "2026-08-28", "2026-09-04"),
        ("mon", "2026-08-24", "2026-08-31"),
        ("Sunday", "2026-08-23", "2026-08-30"),
        ("last fri", "2026-08-21", "2026-08-21"),
        ("last-fri", "2026-08-21", "2026-08-21"),
        ("next tue", "2026-09-01", "2026-09-01"),
        ("next fri", "2026-09-04", "2026-09-04"),
        ("this tue", "2026-08-25", "2026-08-25"),
        ("this week", "2026-08-24", "2026-08-24"),
        ("last week", "2026-08-17", "2026-08-17"),
        ("-3d", "2026-08-25", "2026-08-25"),
        ("−3d", "2026-08-25", "2026-08-25"),
        ("+2w", "2026-09-11", "2026-09-11"),
        ("3 days ago", "2026-08-25", "2026-08-25"),
        ("3-days-ago", "2026-08-25", "2026-08-25"),
        ("a week ago", "2026-08-21", "2026-08-21"),
        ("in 2 weeks", "2026-09-11", "2026-09-11"),
        ("in-2-weeks", "2026-09-11", "2026-09-11"),
        ("in 6 months", "2027-02-28", "2027-02-28"),
        ("w35", "2026-08-24", "2026-08-24"),
        ("w36", "2025-09-01", "2026-08-31"),
        ("w53", "2020-12-28", "2026-12-28"),
        ("2026-w35", "2026-08-24", "2026-08-24"),
        ("2026W53", "2026-12-28", "2026-12-28"),
        ("eow", "2026-08-30", "2026-08-30"),
        ("eom", "2026-08-31", "2026-08-31"),
        ("eoq", "2026-09-30", "2026-09-30"),
        ("start", "2026-07-01", "2026-07-01"),
        ("mid", "2026-08-15", "2026-08-15"),
        ("end", "2026-09-30", "2026-09-30"),
        ("review", "2026-08-26", "2026-08-26"),
        ("last-review", "2026-08-26", "2026-08-26"),
        ("q3", "2026-07-01", "2026-09-30"),
        ("q4", "2025-10-01", "2026-12-31"),
        ("2026q3", "2026-07-01", "2026-09-30"),
        ("2026-Q1", "2026-01-01", "2026-03-31"),
        ("2026-07", "2026-07-01", "2026-07-31"),
    ] {
        assert_eq!(
            date(typed, &context(Prefer::Past)),
            Ok(day(past)),
            "{typed}"
        );
        assert_eq!(
            date(typed, &context(Prefer::Future)),
            Ok(day(future)),
            "{typed}"
        );
    }
}

#[test]
fn a_filter_takes_the_nearest_day() {
    for (typed, expected) in [
        ("mon", "2026-08-31"),
        ("tue", "2026-08-25"),
        ("3 jan", "2027-01-03"),
        ("w34", "2026-08-17"),
    ] {
        assert_eq!(
            date(typed, &context(Prefer::Nearest)),
            Ok(day(expected)),
            "{typed}"
        );
    }
}

#[test]
fn two_numbers_are_refused_until_their_order_is_set() {
    for typed in ["8/28", "28/8", "3/4/2026", "28.8."] {
        let error = date(typed, &context(Prefer::Past)).expect_err(typed);
        assert_eq!(error.code, "E201");
        assert!(error.why[0].contains("in words"), "{typed}");
    }
    let error = date("31.2.2026", &context(Prefer::Past)).expect_err("no such day");
    assert_eq!(error.why, ["February 2026 has 28 days."]);
    let error = date("3/4", &context(Prefer::Past)).expect_err("two readings");
    assert!(error.why[0].contains("3 apr or 4 mar"));
    assert_eq!(error.next[0], "okr config set date.order dmy");
    let dmy = DateContext {
        order: Order::Dmy,
        ..context(Prefer::Past)
    };
    let mdy = DateContext {
        order: Order::Mdy,
        ..dmy
    };
    assert_eq!(date("3/4", &dmy), Ok(day("2026-04-03")));
    assert_eq!(date("3/4", &mdy), Ok(day("2026-03-04")));
    assert_eq!(date("28/8/26", &dmy), Ok(day("2026-08-28")));
    assert!(date("8/28", &dmy).is_err());
}

#[test]
fn days_that_are_not_there_are_refused_with_the_reason() {
    let why = |typed: &str| date(typed, &context(Prefer::Past)).expect_err(typed).why[0].clone();
    assert_eq!(why("2026-02-29"), "February 2026 has 28 days.");
    assert_eq!(why("30 feb"), "February has 29 days at most.");
    assert_eq!(why("2026-13-01"), "There is no month 13.");
    assert_eq!(why("2025-w53"), "2025 has no week 53.");
    assert_eq!(why("w54"), "No year has a week 54.");
    assert_eq!(why("2026q5"), "There is no part of a year called 2026q5.");
    assert_eq!(why("1899-12-31"), "Dates lie between 1900 and 2200.");
    assert_eq!(why("2201-01-01"), "Dates lie between 1900 and 2200.");
    for typed in [
        "",
        "3d",
        "augu 99999",
        "last",
        "next",
        "-",
        "+",
        "in 2",
        "0",
        "w",
        "2026-",
        "q",
        "tuesdayish",
    ] {
        assert!(date(typed, &context(Prefer::Past)).is_err(), "{typed}");
    }
    let error = date("yesterdy", &context(Prefer::Past)).expect_err("a slip");
    assert_eq!(error.why[1], "Did you mean yesterday?");
}

#[test]
fn words_of_a_cycle_or_a_review_need_one() {
    let bare = DateContext {
        cycle: None,
        last_review: None,
        ..context(Prefer::Past)
    };
    for typed in ["start", "mid", "end", "review"] {
        assert_eq!(date(typed, &bare).expect_err(typed).code, "E201");
    }
}

#[test]
fn a_fiscal_year_moves_its_quarters() {
    let fiscal = Calendar {
        fiscal_start: 2,
        ..Calendar::default()
    };
    let context = DateContext {
        fiscal,
        ..context(Prefer::Past)
    };
    assert_eq!(date("eoq", &context), Ok(day("2026-10-31")));
    assert_eq!(date("fy27q1", &context), Ok(day("2026-02-01")));
}

#[test]
fn weeks_of_two_centuries_begin_where_the_standard_says() {
    // A year has 53 weeks when it begins on a Thursday, or is a leap year that begins on a Wednesday.
    for year in 2000..=2100 {
        let first = NaiveDate::from_ymd_opt(year, 1, 1).expect("a year");
        let long = first.weekday() == Weekday::Thu
            || (first.leap_year() && first.weekday() == Weekday::Wed);
        let fourth = NaiveDate::from_ymd_opt(year, 1, 4).expect("a day");
        let monday = fourth - TimeDelta::days(i64::from(fourth.weekday().num_days_from_monday()));
        for week in 1..=53 {
            let found = date(&format!("{year}-w{week:02}"), &context(Prefer::Past));
            if week == 53 && !long {
                assert!(found.is_err(), "{year}");
            } else {
                assert_eq!(
                    found,
                    Ok(monday + TimeDelta::weeks(week - 1)),
                    "{year} {week}"
                );
            }
        }
    }
}

#[test]
fn an_age_is_a_number_of_days() {
    for (typed, age) in [
        ("7d", Some(7)),
        ("2w", Some(14)),
        ("10 days", Some(10)),
        ("2 weeks", Some(14)),
        ("100000w", Some(700_000)),
    ] {
        assert_eq!(days(typed), age, "{typed}");
    }
    for typed in [
        "",
        "7",
        "d",
        "-7d",
        "2m",
        "100001d",
        "99999999999999999999d",
        "1.5d",
    ] {
        assert_eq!(days(typed), None, "{typed}");
    }
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    prop_oneof![
        (-693_961_i32..84_000_000).prop_filter_map("a day", NaiveDate::from_num_days_from_ce_opt),
        Just(NaiveDate::MIN),
        Just(NaiveDate::MAX),
    ]
}

proptest! {
    #[test]
    fn an_iso_date_is_itself(offset in 0_i64..109_938, today in any_day()) {
        let wanted = day("1900-01-01") + TimeDelta::days(offset);
        let context = DateContext { today, ..context(Prefer::Past) };
        prop_assert_eq!(date(&wanted.to_string(), &context), Ok(wanted));
    }

    #[test]
    fn no_text_and_no_day_brings_reading_down(
        typed in prop_oneof![
            "\\PC{0,24}",
            "[-+]?[0-9]{1,6} ?(d|w|m|y|days|months)",
            "(last|next|this|in|fy|q|t|w)[- ]?[0-9]{0,4}[- ]?(mon|sun|week|month|year|q4|w53|ago|days)?",
            "[0-9]{1,4}[-/. ]?(w|q|t|feb|aug)?[0-9]{0,4}",
            prop::sample::select(vec!["eow", "eom", "eoq", "yesterday", "tomorrow", "29 feb", "w1", "w53", "q1"])
                .prop_map(str::to_owned),
        ],
        today in any_day(),
    ) {
        for prefer in [Prefer::Past, Prefer::Future, Prefer::Nearest] {
            for order in [Order::Ask, Order::Dmy, Order::Mdy] {
                let context = DateContext { today, prefer, order, ..context(prefer) };
                let _ = date(&typed, &context);
            }
        }
        let _ = days(&typed);
    }
}
