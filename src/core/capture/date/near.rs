//! Which of several spans of days is meant, by what the caller prefers.

use chrono::NaiveDate;

use super::Prefer;

/// The span that is meant: the latest that has begun, the earliest that is not over, or the nearest.
pub(super) fn pick(
    spans: impl Iterator<Item = (NaiveDate, NaiveDate)>,
    today: NaiveDate,
    prefer: Prefer,
) -> Option<(NaiveDate, NaiveDate)> {
    let distance = |(start, end): (NaiveDate, NaiveDate)| {
        if today < start {
            (start - today).num_days()
        } else {
            (today - end).num_days().max(0)
        }
    };
    match prefer {
        Prefer::Past => spans.filter(|span| span.0 <= today).max(),
        Prefer::Future => spans.filter(|span| span.1 >= today).min(),
        Prefer::Nearest => spans.min_by_key(|span| (distance(*span), *span)),
        Prefer::Within(start, end) => {
            let spans: Vec<_> = spans.collect();
            let inside = |span: &&(NaiveDate, NaiveDate)| span.1 >= start && span.0 <= end;
            spans
                .iter()
                .find(inside)
                .copied()
                .or_else(|| pick(spans.into_iter(), today, Prefer::Future))
        }
    }
}

/// Years around a day: far enough to hold a leap day and a week 53 on both sides.
pub(super) fn years(year: i32) -> impl Iterator<Item = i32> {
    (-8..=8).map(move |away| year.saturating_add(away))
}
