//! A typed number in the unit of one measure: strips or converts the unit, and refuses the wrong one.
//! Nothing is converted but time and the scale of a rating; money never is.

use super::digits::{Doubt, Fault, plain};
use super::limits::on_the_scale;
use super::measured::{before_unit, is_percent, is_same_word, money_of, scale, time_of, unit_of};
use super::misread::Misread;
use super::parts::{self, Parts, SmallM};
use super::text::{line_value, text};
use super::unit::{Unit, leading_money};
use super::{Comma, steps};
use crate::domain::measure::{Kind, Measure};
use crate::domain::quantity::Quantity;

/// A number in the measure's unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::capture) struct Reading {
    pub(in crate::capture) quantity: Quantity,
    /// Said with `%` or in points.
    pub(in crate::capture) percent: bool,
    pub(in crate::capture) doubt: Option<Doubt>,
    pub(in crate::capture) remark: Option<String>,
}

impl Reading {
    /// A bare 0.82 on a percentage: 82% or 0.82%? Clear only where the measure itself lives below 1.
    pub(in crate::capture) fn is_two_faced(
        &self,
        measure: &Measure,
        last: Option<Quantity>,
    ) -> bool {
        let below_one = |value: Quantity| value > Quantity::ZERO && value < Quantity::ONE;
        let known = [
            last,
            measure.start,
            measure.target,
            measure.low,
            measure.high,
        ];
        is_percent(measure)
            && !self.percent
            && below_one(self.quantity.size())
            && !known.into_iter().flatten().any(below_one)
    }
}

/// The question a bare fraction on a percentage raises.
pub(in crate::capture) fn two_faced(
    typed: &str,
    quantity: Quantity,
    subject: &str,
    measure: &Measure,
) -> Misread {
    let hundred = quantity.times(Quantity::from(100)).unwrap_or(quantity);
    Misread::new(
        "E208",
        format!("{typed} on a percent key result: {hundred}% or {quantity}%?"),
    )
    .why(format!(
        "{subject} is in percent; a bare number below 1 could be a share of 1."
    ))
    .instead(line_value(hundred, measure))
    .instead(line_value(quantity, measure))
}

/// A value below zero written without a leading sign: `0-5`, `0-$5`.
fn below_zero(typed: &str) -> Option<&str> {
    let digit = |first: char| first.is_ascii_digit() || first == '.';
    typed.strip_prefix("0-").filter(|size| {
        let number = leading_money(size).map_or(*size, |(_, number)| number);
        number.starts_with(digit)
    })
}

/// Reads a number in the measure's unit, a leading minus as its sign. `subject` is what the sentences
/// call the key result.
pub(in crate::capture) fn in_unit(
    typed: &str,
    subject: &str,
    measure: &Measure,
    comma: Comma,
) -> Result<Reading, Misread> {
    let Some(size) = below_zero(typed) else {
        return signed(typed, subject, measure, comma);
    };
    let reading = signed(size, subject, measure, comma)?;
    Ok(Reading {
        quantity: reading.quantity.negated(),
        ..reading
    })
}

fn signed(typed: &str, subject: &str, measure: &Measure, comma: Comma) -> Result<Reading, Misread> {
    let timed = time_of(measure).is_some() || measure.kind == Kind::Duration;
    let small_m = if timed {
        SmallM::Minutes
    } else {
        SmallM::Million
    };
    if let Some(unit) = unit_of(measure) {
        let unit = plain(unit);
        let before = before_unit(typed, &unit)
            .filter(|_| !matches!(measure.kind, Kind::Rating | Kind::Rank));
        let read = before.and_then(|before| parts::read(before, comma, small_m).ok());
        if let Some(parts) = read.filter(|parts| parts.unit().is_none()) {
            return Ok(Reading {
                quantity: parts.number,
                percent: is_percent(measure),
                doubt: parts.doubt,
                remark: None,
            });
        }
    }
    let parts =
        parts::read(typed, comma, small_m).map_err(|fault| Misread::number(typed, fault))?;
    fitted(&parts, typed, subject, measure)
}

fn fitted(
    parts: &Parts,
    typed: &str,
    subject: &str,
    measure: &Measure,
) -> Result<Reading, Misread> {
    let plain = |quantity| Reading {
        quantity,
        percent: false,
        doubt: parts.doubt,
        remark: None,
    };
    let same = plain(parts.number);
    let unfit = || misfit(typed, parts.number, subject, measure);
    let unmeasured = measure.kind == Kind::Unknown && unit_of(measure).is_none();
    let unit_dropped = |reading: Reading| Reading {
        remark: Some(format!(
            "{subject} has no unit yet; kept as {}",
            reading.quantity
        )),
        ..reading
    };
    match parts.unit() {
        None => Ok(same),
        Some(Unit::Percent | Unit::Points) if is_percent(measure) => Ok(Reading {
            percent: true,
            ..same
        }),
        Some(Unit::Currency(_)) => match (money_of(measure), &parts.money) {
            (Some(own), Some(typed)) if own.fits(typed) => Ok(same),
            (None, _) if measure.kind == Kind::Currency => Ok(unit_dropped(same)),
            _ if unmeasured => Ok(unit_dropped(same)),
            _ => Err(unfit()),
        },
        Some(Unit::Time(from)) => match time_of(measure) {
            Some(to) => {
                let quantity = parts::converted(parts.number, from, to)
                    .ok_or_else(|| Misread::number(typed, Fault::TooLarge))?;
                let remark =
                    (from != to).then(|| format!("{typed} read as {}", text(quantity, measure)));
                Ok(Reading {
                    remark,
                    ..plain(quantity)
                })
            }
            None if unmeasured => Ok(unit_dropped(same)),
            None => Err(unfit()),
        },
        Some(Unit::OutOf(total)) => {
            out_of(parts.number, total, typed, subject, measure).map(|(quantity, remark)| Reading {
                remark,
                ..plain(quantity)
            })
        }
        Some(Unit::Rank) if measure.kind == Kind::Rank => Ok(same),
        Some(Unit::Word(word)) => {
            if unmeasured {
                return Ok(unit_dropped(same));
            }
            let stars = measure.kind == Kind::Rating && matches!(word.as_str(), "star" | "stars");
            // `2/week` leaves out the posts of posts/week.
            let own = unit_of(measure).is_some_and(|own| {
                let noun = all_of(measure).map_or(own, |(_, noun)| noun);
                is_same_word(&word, noun) || (word.starts_with('/') && own.ends_with(&word))
            });
            if stars || own { Ok(same) } else { Err(unfit()) }
        }
        Some(_) if unmeasured => Ok(unit_dropped(same)),
        Some(_) => Err(unfit()),
    }
}

/// `9/10` on a rating, `7/12` on a count: the number, and a remark when something had to be done.
fn out_of(
    number: Quantity,
    total: Quantity,
    typed: &str,
    subject: &str,
    measure: &Measure,
) -> Result<(Quantity, Option<String>), Misread> {
    if total <= Quantity::ZERO {
        return Err(Misread::new("E203", format!("{typed} is out of nothing")));
    }
    if is_percent(measure) {
        let share =
            steps::fraction(number, total).and_then(|share| share.times(Quantity::from(100)));
        let misread = Misread::new("E202", format!("{typed} on a percent key result"))
            .why(format!("{subject} is measured in percent."));
        return Err(match share {
            Some(share) => misread.instead(format!("{}%", rounded(share))),
            None => misread,
        });
    }
    if measure.kind == Kind::Rating {
        let Some(scale) = scale(measure) else {
            return Ok((
                number,
                Some(format!("{subject} has no scale yet; kept as {number}")),
            ));
        };
        if scale == total {
            return Ok((number, None));
        }
        let value = number
            .times(scale)
            .and_then(|value| value.over(total))
            .map(rounded);
        let value = value.ok_or_else(|| Misread::number(typed, Fault::TooLarge))?;
        return Ok((
            value,
            Some(format!(
                "{typed} read as {value}/{scale}: {subject} is rated out of {scale}"
            )),
        ));
    }
    let named = all_of(measure).map(|(all, _)| all);
    let goal = named.or_else(|| measure.goal(measure.start));
    match goal {
        Some(goal) if goal == total => Ok((number, None)),
        Some(all) if named.is_some() => Err(Misread::new(
            "E203",
            format!("{typed} counts to {total}, {subject} counts to {all}"),
        )
        .why("Leave the total out, or say how many of all it is.")
        .instead(line_value(number, measure))),
        Some(goal) => Err(Misread::new(
            "E203",
            format!("{typed} counts to {total}, the target is {goal}"),
        )
        .why(format!(
            "If {total} is right, set the target first; if not, leave the total out."
        ))
        .instead(line_value(number, measure))),
        None => Ok((
            number,
            Some(format!(
                "{subject} has no target yet; {typed} kept as {number}"
            )),
        )),
    }
}

/// The total and the noun of a unit such as `of 20 services`.
pub(super) fn all_of(measure: &Measure) -> Option<(Quantity, &str)> {
    let rest = unit_of(measure)?.strip_prefix("of ")?;
    let (total, noun) = rest.split_once(' ').unwrap_or((rest, ""));
    Some((total.parse().ok()?, noun))
}

/// Two digits behind the point: a converted rating is no more exact than that.
fn rounded(value: Quantity) -> Quantity {
    Quantity::from_f64((value.as_f64() * 100.0).round() / 100.0).unwrap_or(value)
}

fn misfit(typed: &str, number: Quantity, subject: &str, measure: &Measure) -> Misread {
    if let Some((all, noun)) = all_of(measure) {
        let misread = Misread::new("E202", format!("\"{typed}\" is not a number of {noun}"))
            .why(format!("{subject} counts {noun} out of {all}."));
        // A share of all of them is a whole number of them.
        let share = typed.ends_with('%').then(|| {
            let part = number.as_f64() * all.as_f64() / 100.0;
            Quantity::from_f64(part.round())
        });
        let part = share.flatten().unwrap_or(number);
        return misread.instead(line_value(part, measure));
    }
    let own = match (measure.kind, unit_of(measure)) {
        (Kind::Rating, _) => {
            scale(measure).map_or("stars".to_owned(), |scale| format!("points out of {scale}"))
        }
        (Kind::Rank, _) => "places".to_owned(),
        _ if is_percent(measure) => "percent".to_owned(),
        (_, Some(unit)) => unit.to_owned(),
        (Kind::Duration, None) => {
            return Misread::new("E202", format!("{subject} has no unit of time yet"))
                .why(format!("\"{typed}\" cannot be stored without one; set unit=hours, or type the bare number."))
                .instead(line_value(number, measure));
        }
        (kind, None) => format!(
            "a plain {}",
            if kind == Kind::Count {
                "count"
            } else {
                "number"
            }
        ),
    };
    let misread = Misread::new("E202", format!("\"{typed}\" is not in {own}"));
    let misread = if measure.kind == Kind::Currency {
        misread.why(format!(
            "{subject} is in {own}, and money is never converted."
        ))
    } else if time_of(measure).is_some()
        && is_same_word(
            typed.trim_start_matches(|letter: char| !letter.is_alphabetic()),
            "months",
        )
    {
        misread.why("Months differ in length; say it in days or weeks.")
    } else {
        misread.why(format!("{subject} is measured in {own}."))
    };
    match scale(measure).filter(|_| measure.kind == Kind::Rating) {
        Some(scale) if number > scale => match on_the_scale(number, scale) {
            Some(instead) => misread.instead(instead),
            None => misread,
        },
        _ => misread.instead(line_value(number, measure)),
    }
}
