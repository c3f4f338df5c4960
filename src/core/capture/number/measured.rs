//! What a measure says about the numbers it takes: percent, scale, time, money, its own unit's word.
//! The unit decides where it can, not the kind: a hold in hours takes `1h30` as a duration does.

use super::digits::plain;
use super::unit::{self, Money, TimeUnit};
use crate::domain::measure::{Kind, Measure};
use crate::domain::quantity::Quantity;

/// The unit without its `/month` or `per month`.
pub(super) fn base(unit: &str) -> &str {
    let unit = unit.split('/').next().unwrap_or_default();
    unit.split(" per ").next().unwrap_or_default().trim()
}

pub(super) fn unit_of(measure: &Measure) -> Option<&str> {
    measure
        .unit
        .as_deref()
        .map(str::trim)
        .filter(|unit| !unit.is_empty())
}

pub(in crate::capture) fn is_percent(measure: &Measure) -> bool {
    let own_form = matches!(
        measure.kind,
        Kind::Milestone | Kind::Steps | Kind::Zones | Kind::Rating | Kind::Rank
    );
    let unit = unit_of(measure).unwrap_or_default();
    !own_form
        && (measure.kind == Kind::Percent
            || unit.starts_with('%')
            || matches!(unit, "pp" | "percent" | "percentage points"))
}

/// The top of a rating's scale, also when only the unit `/5` names it.
pub(super) fn scale(measure: &Measure) -> Option<Quantity> {
    let named = || unit_of(measure)?.strip_prefix('/')?.parse().ok();
    measure
        .scale
        .or_else(named)
        .filter(|scale| *scale > Quantity::ZERO)
}

pub(super) fn time_of(measure: &Measure) -> Option<TimeUnit> {
    let fits = !matches!(
        measure.kind,
        Kind::Percent | Kind::Rating | Kind::Rank | Kind::Currency
    );
    unit_of(measure)
        .filter(|_| fits)
        .and_then(|unit| TimeUnit::of(base(unit)))
}

pub(super) fn money_of(measure: &Measure) -> Option<Money> {
    let word = base(unit_of(measure)?);
    if measure.kind == Kind::Currency {
        return unit::money(word).or_else(|| Some(Money(vec![word.to_uppercase()])));
    }
    // `try` and `all` are words before they are currencies.
    unit::money(word).filter(|_| !word.chars().any(char::is_lowercase))
}

/// The text before the measure's own unit, when it ends in that.
pub(super) fn before_unit<'a>(typed: &'a str, unit: &str) -> Option<&'a str> {
    let length = unit.chars().count();
    let at = typed.char_indices().rev().nth(length.checked_sub(1)?)?.0;
    let (before, tail) = typed.split_at(at);
    let glued = !before.ends_with(' ');
    let first = unit.chars().next()?;
    // Digits, marks and signs glued to digits would be read as one number.
    let must_stand_apart =
        !(first.is_alphabetic() || first == '%' || first == '/' || "$€£¥".contains(first));
    let same = tail.to_lowercase() == unit.to_lowercase();
    (same && !(glued && must_stand_apart)).then(|| before.trim_end())
}

/// `report` and `interviews` for `reports` and `interviews/week`.
pub(super) fn is_same_word(word: &str, unit: &str) -> bool {
    let stem = |word: &str| {
        let lower = plain(word).to_lowercase();
        lower.strip_suffix('s').map_or(lower.clone(), str::to_owned)
    };
    stem(word) == stem(unit) || stem(word) == stem(base(unit))
}
