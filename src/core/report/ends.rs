//! As much of a series as its numbers need: the first value and the newest few. A list or a prompt
//! reads these instead of every check-in; whoever counts or draws check-ins reads them all.

use chrono::{Days, NaiveDate};
use rusqlite::Connection;

use crate::domain::assess::{Policy, counted_to};
use crate::domain::check_in::CheckIn;
use crate::domain::cycle::Cycle;
use crate::domain::key_result::KeyResult;
use crate::domain::measure::Kind;
use crate::error::Result;
use crate::store::check_ins;

/// The check-ins that decide progress, pace, status, confidence and the change of the week, oldest
/// first. The first value may stand among them twice, which changes none of these.
///
/// # Errors
/// Those of the file.
pub fn ends(
    connection: &Connection,
    kr: &KeyResult,
    cycle: Option<&Cycle>,
    policy: &Policy,
    day: NaiveDate,
) -> Result<Vec<CheckIn>> {
    let uid = kr.head.uid;
    match kr.measure.kind {
        // Their values are words as well.
        Kind::Milestone | Kind::Steps | Kind::Zones => return check_ins::series(connection, uid),
        // Every one of them counts.
        Kind::Hold => return check_ins::figures(connection, uid),
        _ => {}
    }
    let counted_to = counted_to(kr, cycle, day);
    let before = |days: u64| {
        counted_to
            .checked_sub_days(Days::new(days))
            .unwrap_or(NaiveDate::MIN)
    };
    let week_ago = before(7);
    let stale = before(u64::try_from(policy.stale_after).unwrap_or(0));
    let (mut value, mut confidence) = (false, false);
    let mut series = check_ins::newest_figures(connection, uid, day, |one| {
        value |= one.value.is_some() && one.date <= week_ago;
        confidence |= one.confidence.is_some() || one.date < stale;
        value && confidence
    })?;
    if kr.measure.start.is_none() {
        let first = check_ins::first_figure(connection, uid, day)?;
        series.splice(0..0, first);
    }
    Ok(series)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::assess::{Assessment, assess_today};
    use crate::report::sample::{self, day};
    use crate::store::{cycles, key_results};
    use proptest::prelude::*;

    fn known(mut found: Assessment) -> Assessment {
        found.check_ins = 0;
        found.confidence_before = None;
        found
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn the_ends_of_a_series_give_the_same_numbers_as_the_whole(
            said in prop::collection::vec((0_u64..100, prop::option::of(0_i64..200), prop::option::of(0_u8..=10)), 0..12),
            on in 0_u64..120,
        ) {
            let mut book = sample::book();
            let opening = day("2026-07-01");
            let mut said = said;
            said.sort_by_key(|(days, ..)| *days);
            for (days, value, confidence) in said {
                let date = (opening + Days::new(days)).to_string();
                let value = value.map_or("unknown".to_owned(), |value| value.to_string());
                let confidence = confidence.map_or(String::new(), |confidence| confidence.to_string());
                sample::check_in(&mut book, &date, "K2", &value, &confidence, "");
            }
            let connection = book.connection();
            let (cycles, policy) = (cycles::all(connection).expect("cycles"), Policy::default());
            let today = opening + Days::new(on);
            key_results::each(connection, |kr| {
                for cycle in [cycles.first(), None] {
                    let whole = check_ins::series(connection, kr.head.uid)?;
                    let ends = ends(connection, &kr, cycle, &policy, today)?;
                    let [whole, ends] = [whole, ends].map(|series| known(assess_today(&kr, &series, cycle, &policy, today)));
                    assert_eq!(whole, ends);
                }
                Ok(())
            }).expect("a readable book");
        }
    }
}
