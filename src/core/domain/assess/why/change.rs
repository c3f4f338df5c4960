//! What would change a status: the nearest step that a person can take, in the measure's own unit.
//! A promise made here has to hold: doing it gives the named status.

use chrono::Days;

use super::super::pace::expected;
use super::super::status::{AHEAD, ON, Status, cap};
use super::super::{Flag, Workings, short_day};
use super::unit;
use crate::domain::measure::{Kind, Measure};
use crate::domain::quantity::Quantity;

pub(super) fn change(work: &Workings) -> Option<String> {
    let found = &work.assessment;
    let by_pace = work.verdict.by_pace;
    match found.status {
        Status::Done | Status::Closed => None,
        Status::NoData if found.flags.contains(&Flag::NoTarget) => {
            Some("a target would make it measurable".to_owned())
        }
        Status::NoData => Some("a first check-in with a value would start it".to_owned()),
        Status::Stale => by_pace.map(|status| {
            let status = status.name();
            format!("a check-in with the same value would make it {status}")
        }),
        status if by_pace.is_some_and(|pace| pace < status) => by_pace.map(|pace| {
            let pace = pace.name();
            format!("a confidence of 6 or more would make it {pace}")
        }),
        _ if work.kr.measure.kind == Kind::Hold => back_inside(work),
        _ if work.kr.measure.kind == Kind::Milestone => {
            Some("to be done would make it done".to_owned())
        }
        status => more(work, status),
    }
}

fn back_inside(work: &Workings) -> Option<String> {
    let measure = &work.kr.measure;
    let now = work.assessment.current?;
    let bound = match (measure.low, measure.high) {
        (Some(low), _) if now < low => format!("at least {low}"),
        (_, Some(high)) if now > high => format!("at most {high}"),
        _ => return None,
    };
    Some(format!(
        "a value of {bound}{} would make it on",
        with_confidence(work)
    ))
}

/// The condition that comes on top while the confidence caps the status.
fn with_confidence(work: &Workings) -> &'static str {
    match work.assessment.confidence.and_then(cap) {
        Some(_) => " and a confidence of 6 or more",
        None => "",
    }
}

/// How much has to be gained within a week, or until the end if that is sooner, for the next status.
fn more(work: &Workings, status: Status) -> Option<String> {
    let (window, way, now) = (work.window?, work.way.as_ref()?, work.assessment.current?);
    let day = work.day.max(window.start);
    if day >= window.end || way.flat {
        return None;
    }
    let by = day.checked_add_days(Days::new(7))?.min(window.end);
    let wanted = expected(&work.kr.measure, window, Some(way), by)?;
    let (better, threshold) = match status {
        Status::Ahead => (Status::Done, f64::INFINITY),
        Status::On => (Status::Ahead, AHEAD),
        _ => (Status::On, ON),
    };
    let (better, fraction) = if wanted * threshold < 1.0 && wanted > 0.0 {
        (better, wanted * threshold)
    } else {
        (Status::Done, 1.0)
    };
    let value = way.value_at(Quantity::from_f64(fraction)?)?.as_f64();
    let gain = value - now.as_f64();
    let falling = way.goal < way.start;
    if (gain < 0.0) != falling || gain == 0.0 {
        return None;
    }
    let amount = amount(work, gain.abs(), falling)?;
    let cap = if better == Status::Done {
        ""
    } else {
        with_confidence(work)
    };
    let (by, better) = (short_day(by, work.day), better.name());
    Some(format!("{amount} by {by}{cap} would make it {better}"))
}

/// `6 more articles`, `20 fewer reports`, `8% more of the way`: rounded up, so that it suffices.
fn amount(work: &Workings, gain: f64, falling: bool) -> Option<String> {
    let measure = &work.kr.measure;
    let way = work.way.as_ref()?;
    let distance = (way.goal.as_f64() - way.start.as_f64()).abs();
    let whole = match measure.kind {
        Kind::Count | Kind::Rank => true,
        _ => distance >= 20.0 && way.goal.is_whole() && way.start.is_whole(),
    };
    let step = if whole {
        1.0
    } else {
        10_f64.powf((distance.log10() - 2.0).floor())
    };
    let steps = (gain / step - 1e-9).ceil().max(1.0);
    if matches!(measure.kind, Kind::Steps | Kind::Zones) {
        return Some(format!("{steps}% more of the way"));
    }
    let gained = Quantity::from_f64(steps * step)?;
    let word = match (falling, measure.kind) {
        (false, _) => "more",
        (true, Kind::Number) if is_counted(measure) => "fewer",
        (true, Kind::Currency | Kind::Number | Kind::Rating) => "less",
        (true, _) if measure.unit.is_none() && measure.kind != Kind::Percent => "less",
        (true, _) => "fewer",
    };
    Some(format!("{gained} {word}{}", unit(measure)))
}

/// Whether the unit is a word for many things, such as `bug reports`.
fn is_counted(measure: &Measure) -> bool {
    let unit = measure.unit.as_deref().unwrap_or_default();
    unit.ends_with('s') && !unit.ends_with("ss")
}
