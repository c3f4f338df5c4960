//! How well a key result was looked after: the share of its days on which its last check-in was fresh.
//! Only whether somebody looked counts, never what was said.

use chrono::NaiveDate;

/// From this share of fresh days on, the rhythm was good enough to judge the work by.
pub const STEADY: f64 = 0.7;

/// The share of the days from `first` to `last` on which the news was at most `limit` days old. The
/// first day counts as news: nobody is late from the start. `None` when there is no such day.
#[must_use]
pub fn fresh(
    check_ins: impl IntoIterator<Item = NaiveDate>,
    (first, last): (NaiveDate, NaiveDate),
    limit: i64,
) -> Option<f64> {
    if last < first {
        return None;
    }
    let mut news: Vec<NaiveDate> = check_ins.into_iter().filter(|day| *day <= last).collect();
    news.push(first);
    news.sort_unstable();
    news.dedup();
    let mut days = 0;
    for (place, day) in news.iter().enumerate() {
        let until = news
            .get(place + 1)
            .map_or(last, |next| next.pred_opt().unwrap_or(*next));
        let old = *day + chrono::Duration::days(limit.max(0));
        days += ((until.min(old) - (*day).max(first)).num_days() + 1).max(0);
    }
    let all = (last - first).num_days() + 1;
    Some((days as f64 / all as f64).clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn share(check_ins: &[&str]) -> f64 {
        let days = check_ins.iter().map(|text| day(text));
        fresh(days, (day("2026-07-01"), day("2026-07-30")), 9).expect("days")
    }

    #[test]
    fn the_first_days_are_fresh_and_silence_after_them_is_not() {
        assert!((share(&[]) - 10.0 / 30.0).abs() < 1e-12);
        assert!((share(&["2026-07-11", "2026-07-21"]) - 1.0).abs() < 1e-12);
        assert!((share(&["2026-07-15"]) - 20.0 / 30.0).abs() < 1e-12);
    }

    #[test]
    fn a_check_in_before_the_first_day_is_still_news_on_it() {
        assert!((share(&["2026-06-25"]) - 10.0 / 30.0).abs() < 1e-12);
        assert_eq!(fresh([], (day("2026-07-02"), day("2026-07-01")), 9), None);
    }

    proptest! {
        #[test]
        fn counting_day_by_day_says_the_same(days in prop::collection::vec(0_i64..40, 0..8), limit in 0_i64..20) {
            let (first, last) = (day("2026-07-01"), day("2026-07-30"));
            let news: Vec<NaiveDate> = days.iter().map(|more| first + chrono::Duration::days(*more)).collect();
            let counted = (0..30).filter(|more| {
                let now = first + chrono::Duration::days(*more);
                news.iter().chain([&first]).any(|one| *one <= now && (now - *one).num_days() <= limit)
            });
            let slow = counted.count() as f64 / 30.0;
            let quick = fresh(news.clone(), (first, last), limit).expect("days");
            prop_assert!((slow - quick).abs() < 1e-12, "{slow} {quick}");
        }
    }
}
