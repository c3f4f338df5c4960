//! A proposed win in words: the sentence that would be kept, and the figures behind it.

use okr_core::report::cadence::Every;
use okr_core::review::{Card, Evidence};

use crate::words::check_in::shown;
use crate::words::progress;

/// The win as it would be kept: `Half of the way: Win 500 readers`.
#[must_use]
pub fn title(evidence: Evidence, card: &Card, every: Every) -> String {
    let title = card.item.head.title.trim_end_matches('.');
    let what = match evidence {
        Evidence::TargetReached => "Target reached".to_owned(),
        Evidence::Passed { quarters, .. } => match quarters {
            1 => "A quarter of the way",
            2 => "Half of the way",
            _ => "Three quarters of the way",
        }
        .to_owned(),
        Evidence::BestStep { .. } => format!("Best {} so far", period(every)),
        Evidence::LongestRun { periods } => {
            format!("Checked in {periods} {}s in a row", period(every))
        }
    };
    format!("{what}: {title}")
}

/// Why it may be said: `44% before, 51% now`.
#[must_use]
pub fn reason(evidence: Evidence, card: &Card, every: Every) -> String {
    let measure = card.item.measure.as_ref();
    match evidence {
        Evidence::TargetReached => {
            let now = card.item.assessment.current;
            let goal = card.item.assessment.goal;
            match now.zip(goal) {
                Some((now, goal)) => {
                    format!("{}, target {}", shown(now, measure), shown(goal, measure))
                }
                None => "done".to_owned(),
            }
        }
        Evidence::Passed { from, to, .. } => format!(
            "{} before, {} now",
            progress::share(Some(from)),
            progress::share(Some(to))
        ),
        Evidence::BestStep { change, of } => {
            let sign = if change.is_negative() { "" } else { "+" };
            format!(
                "{sign}{}, the largest of {of} {}s",
                shown(change, measure),
                period(every)
            )
        }
        Evidence::LongestRun { .. } => "more in a row than ever before".to_owned(),
    }
}

fn period(every: Every) -> &'static str {
    match every {
        Every::Week => "week",
        Every::TwoWeeks => "two-week period",
        Every::Month => "month",
    }
}
