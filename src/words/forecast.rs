//! A forecast as people read it: the final value, its 80% range, the chance, or why there is none.
//! How many digits are worth saying is the core's business: here a number is only written down.

use chrono::NaiveDate;
use okr_core::capture::number;
use okr_core::domain::assess::{Forecast, NoForecast};
use okr_core::domain::measure::{Kind, Measure};
use okr_core::domain::quantity::Quantity;
use okr_core::report::item::Item;

use super::glyphs::Glyphs;
use super::{dates, item as words, progress};

/// Whether its forecasts are shares, which are said in percent.
fn is_share(measure: &Measure) -> bool {
    matches!(
        measure.kind,
        Kind::Hold | Kind::Milestone | Kind::Steps | Kind::Zones
    )
}

/// A value with what belongs to the number itself: `95`, `87%`, `58 000`.
fn text(value: f64, item: &Item) -> Option<String> {
    let measure = item.measure.as_ref()?;
    if is_share(measure) {
        return Some(progress::share(Some(value)));
    }
    Some(words::bare(Quantity::from_f64(value)?, measure))
}

/// A hold's forecast is no value of its measure, and says so wherever it stands.
fn inside(item: &Item) -> &'static str {
    match item.measure.as_ref().map(|measure| measure.kind) {
        Some(Kind::Hold) => " inside",
        _ => "",
    }
}

/// The most likely final value: `95`; of a hold `73% inside`.
#[must_use]
pub fn value(item: &Item) -> Option<String> {
    Some(middle(item)? + inside(item))
}

/// `90 to 99`; a range that has shrunk to a point is one value.
#[must_use]
pub fn range(item: &Item) -> Option<String> {
    Some(ends(item)? + inside(item))
}

/// `333 (280 to 390)`; a range that is a point stands alone.
#[must_use]
pub fn both(item: &Item) -> Option<String> {
    let (value, range) = (middle(item)?, ends(item)?);
    let inside = inside(item);
    Some(if value == range {
        value + inside
    } else {
        format!("{value}{inside} ({range})")
    })
}

fn middle(item: &Item) -> Option<String> {
    text(item.assessment.forecast?.said().value, item)
}

fn ends(item: &Item) -> Option<String> {
    let forecast = item.assessment.forecast?.said();
    let (low, high) = (text(forecast.low, item)?, text(forecast.high, item)?);
    Some(if low == high {
        low
    } else {
        format!("{low} to {high}")
    })
}

/// `40%`. Never 0 or 100 while anything can happen.
#[must_use]
pub fn chance(item: &Item) -> Option<String> {
    item.assessment.forecast.map(|forecast| odds(&forecast))
}

fn odds(forecast: &Forecast) -> String {
    match forecast.chance {
        chance if chance > 0.0 && chance < 0.01 => "below 1%".to_owned(),
        chance => progress::share(Some(chance)),
    }
}

/// `95 (90 to 99) by Wed 30 Sep, 40% likely to reach 84`, or what it lacks. Of a hold it is a share of its
/// check-ins, and a target that is reached can only be kept.
#[must_use]
pub fn told(item: &Item, day: NaiveDate) -> Option<String> {
    let Some(forecast) = item.assessment.forecast else {
        // Only what somebody can do something about is worth a line.
        let reason = item.assessment.no_forecast?;
        let can_help = matches!(
            reason,
            NoForecast::Missing(_) | NoForecast::MissingDays(_) | NoForecast::NoTarget
        );
        return can_help.then(|| reason.sentence());
    };
    let measure = item.measure.as_ref()?;
    let (value, range) = (middle(item)?, ends(item)?);
    let range = if range == value {
        String::new()
    } else {
        format!(" ({range})")
    };
    let verb = match item.assessment.progress {
        Some(done) if done >= 1.0 => "keep",
        _ => "reach",
    };
    let by = dates::weekday(forecast.date, day);
    let goal = match measure.kind {
        Kind::Hold => "hold to the end".to_owned(),
        _ if is_share(measure) => format!("{verb} 100%"),
        _ => format!("{verb} {}", words::target(item)?),
    };
    let inside = match measure.kind {
        Kind::Hold => " of its check-ins inside",
        _ => "",
    };
    Some(format!(
        "{value}{inside}{range} by {by}, {} likely to {goal}",
        odds(&forecast)
    ))
}

/// `forecast 333 by 30 Sep`, for a line that says much else.
#[must_use]
pub fn short(item: &Item, day: NaiveDate) -> Option<String> {
    let forecast = item.assessment.forecast?;
    let by = dates::short(forecast.date, day);
    Some(format!("forecast {} by {by}", value(item)?))
}

/// A change per week with its sign and unit: `−4.1 bug reports`.
#[must_use]
pub fn per_week(change: f64, measure: &Measure, glyphs: &Glyphs) -> Option<String> {
    if is_share(measure) {
        let points = (change * 100.0).round();
        let sign = if points < 0.0 { glyphs.minus } else { "+" };
        let plural = if points.abs() == 1.0 { "" } else { "s" };
        return Some(format!("{sign}{} point{plural}", points.abs()));
    }
    let is_percent = measure.kind == Kind::Percent;
    let size = change.abs();
    let digits = match size {
        100.0.. => 0,
        1.0.. => 1,
        0.01.. => 2,
        0.0 => 0,
        // Two digits that say something, however small it is.
        tiny => (1.0 - tiny.log10().floor()).min(12.0) as usize,
    };
    let rounded: Quantity = format!("{size:.digits$}").parse().ok()?;
    // A part of the 12 pilots is so many pilots, not so many of 12.
    let unit = measure.unit.as_deref().map(number::noun);
    let plain = Measure {
        kind: Kind::Number,
        unit: unit.map(str::to_owned),
        ..measure.clone()
    };
    let unit_is_scale = matches!(measure.kind, Kind::Rating | Kind::Rank);
    let amount = if is_percent {
        let plural = if rounded.to_string() == "1" { "" } else { "s" };
        format!("{rounded} point{plural}")
    } else if unit_is_scale {
        rounded.to_string()
    } else {
        words::value(rounded, &plain)
    };
    let sign = match change {
        _ if rounded.is_zero() => "",
        less if less < 0.0 => glyphs.minus,
        _ => "+",
    };
    Some(format!("{sign}{amount}"))
}

/// `−4.1 bug reports a week, now −2`: what reaches the target, beside what happens.
#[must_use]
pub fn needed(item: &Item, glyphs: &Glyphs) -> Option<String> {
    let measure = item.measure.as_ref()?;
    if measure.kind == Kind::Milestone {
        return None;
    }
    let needed = per_week(item.assessment.needed_per_week?, measure, glyphs)?;
    // What it is counted in is said already.
    let bare = Measure {
        unit: None,
        kind: match measure.kind {
            Kind::Percent => Kind::Number,
            kind => kind,
        },
        ..measure.clone()
    };
    let now = item.assessment.pace_per_week;
    let now = now.and_then(|pace| per_week(pace, &bare, glyphs));
    Some(match now {
        Some(now) => format!("{needed} a week, now {now}"),
        None => format!("{needed} a week"),
    })
}
