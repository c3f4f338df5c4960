//! The fields of a measure, one at a time. Kind and unit must come before the numbers they explain;
//! what follows from all of them together is `settled`'s.

use super::optional;
use super::shape::{set_hold, set_marks, set_plan, set_steps, set_zone};
use crate::act::Context;
use crate::act::text::kept_word;
use crate::capture::number::{self, Unit};
use crate::domain::cycle::Cycle;
use crate::domain::measure::{Direction, Kind, Measure};
use crate::domain::quantity::Quantity;
use crate::error::{Error, Result};

/// Sets one field of a measure. Answers whether it is one: the rest belongs to the record.
///
/// # Errors
/// Whatever is wrong with the value.
pub fn set_measure(
    measure: &mut Measure,
    key: &str,
    value: &str,
    context: &Context,
    cycle: Option<&Cycle>,
) -> Result<bool> {
    match key {
        "kind" => set_kind(measure, value)?,
        "unit" => {
            measure.unit = optional(value)
                .map(|unit| kept_word(unit, "the unit"))
                .transpose()?
        }
        "direction" => {
            measure.direction = match value {
                "up" => Direction::Up,
                "down" => Direction::Down,
                _ => {
                    return Err(Error::refused(
                        "E221",
                        format!("direction is up or down, not \"{value}\""),
                    )
                    .next("direction=up")
                    .next("direction=down"));
                }
            }
        }
        "start" | "baseline" => {
            refuse_signed(measure, "start", value, measure.start, context)?;
            measure.start = optional(value)
                .map(|value| amount(measure, value, context))
                .transpose()?
        }
        "target" => set_target(measure, value, context)?,
        "change" => {
            measure.change = optional(value)
                .map(|value| {
                    number::quantity(
                        value.trim_start_matches(['x', '*']),
                        &Measure::default(),
                        context.comma,
                    )
                })
                .transpose()?
        }
        "from-to" => {
            let Some((from, to)) = value.split_once("..") else {
                return Err(Error::refused("E221", format!("\"{value}\" is not A..B"))
                    .next("--from-to 5%..3%"));
            };
            measure.start = Some(amount(measure, from, context)?);
            measure.target = Some(amount(measure, to, context)?);
        }
        "hold" => set_hold(measure, value, context)?,
        "scale" => {
            measure.scale = optional(value)
                .map(|value| {
                    number::quantity(
                        value.trim_start_matches('/'),
                        &Measure::default(),
                        context.comma,
                    )
                })
                .transpose()?;
            if let (Kind::Unknown, Some(top)) = (measure.kind, measure.scale) {
                (measure.kind, measure.unit) = (Kind::Rating, Some(format!("/{top}")));
            }
        }
        "steps" => set_steps(measure, value)?,
        "commit-zone" | "target-zone" | "stretch-zone" => set_zone(measure, key, value)?,
        "marks" => set_marks(measure, value, context)?,
        "plan" => set_plan(measure, value, context, cycle)?,
        _ => return Ok(false),
    }
    Ok(true)
}

fn set_kind(measure: &mut Measure, value: &str) -> Result<()> {
    let Some(kind) = Kind::of_name(value) else {
        let names: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
        return Err(
            Error::refused("E221", format!("there is no kind \"{value}\""))
                .why(format!("Kinds: {}", names.join(", "))),
        );
    };
    if kind == measure.kind {
        return Ok(());
    }
    // What a milestone counts is no value of another measure.
    let numbers = match measure.kind {
        Kind::Milestone => (None, None, None),
        _ => (measure.start, measure.target, measure.unit.take()),
    };
    *measure = Measure {
        kind,
        plan: measure.plan.take(),
        marks: measure.marks,
        ..Measure::default()
    };
    match kind {
        Kind::Hold => measure.direction = Direction::Stay,
        Kind::Milestone => {
            (measure.start, measure.target) = (Some(Quantity::ZERO), Some(Quantity::ONE))
        }
        Kind::Percent => {
            (measure.start, measure.target, measure.unit) =
                (numbers.0, numbers.1, Some("%".to_owned()))
        }
        Kind::Steps | Kind::Zones => {}
        _ => {
            (measure.start, measure.target, measure.unit) =
                (numbers.0, numbers.1, numbers.2.filter(|unit| unit != "%"))
        }
    }
    Ok(())
}

/// A number of the measure. A measure nobody has described yet takes its kind from what is typed.
fn amount(measure: &mut Measure, value: &str, context: &Context) -> Result<Quantity> {
    if measure.kind == Kind::Unknown {
        let read = number::amount(value, context.comma)?;
        (measure.kind, measure.unit) = match read.unit {
            Some(Unit::Percent) => (Kind::Percent, Some("%".to_owned())),
            Some(Unit::Currency(code)) => (Kind::Currency, Some(code)),
            Some(Unit::Time(time)) => (Kind::Duration, Some(time.name().to_owned())),
            Some(Unit::OutOf(_)) => (Kind::Rating, None),
            _ => (Kind::Number, measure.unit.take()),
        };
    }
    take_unit(measure, value, context);
    number::quantity(value, measure, context.comma)
}

/// A kind that was named without its unit takes the one that is typed first.
fn take_unit(measure: &mut Measure, value: &str, context: &Context) {
    if measure.unit.is_some() || measure.scale.is_some() {
        return;
    }
    let Ok(read) = number::amount(value, context.comma) else {
        return;
    };
    match (measure.kind, read.unit) {
        (Kind::Duration, Some(Unit::Time(time))) => measure.unit = Some(time.name().to_owned()),
        (Kind::Currency, Some(Unit::Currency(code))) => measure.unit = Some(code),
        (Kind::Rating, Some(Unit::OutOf(top))) => {
            (measure.scale, measure.unit) = (Some(top), Some(format!("/{top}")));
        }
        _ => {}
    }
}

/// In a check-in `+5` is five more; here the same text would read as 5.
fn refuse_signed(
    measure: &Measure,
    key: &str,
    typed: &str,
    before: Option<Quantity>,
    context: &Context,
) -> Result<()> {
    let Some(alone) = typed.trim().strip_prefix('+') else {
        return Ok(());
    };
    let error = Error::refused(
        "E204",
        format!("\"{typed}\" could be {alone}, or {alone} more than before"),
    );
    let more = number::quantity(alone, measure, context.comma).ok();
    let sum = before
        .zip(more)
        .and_then(|(before, more)| before.plus(more));
    Err(match sum {
        Some(sum) => {
            let sign = if alone.ends_with('%') { "%" } else { "" };
            error
                .why(format!("Say which: {key}={sum}{sign} or {key}={alone}"))
                .instead(format!("{key}={typed}"), format!("{key}={sum}{sign}"))
        }
        None => error.next(format!("{key}={alone}")),
    })
}

fn set_target(measure: &mut Measure, value: &str, context: &Context) -> Result<()> {
    let plain = Measure::default();
    let Some(typed) = optional(value).map(str::trim) else {
        measure.target = None;
        return Ok(());
    };
    if let Some(factor) = typed.strip_prefix(['x', '*', '×']) {
        if factor.trim().is_empty() {
            return Err(
                Error::refused("E204", format!("\"{typed}\" is not a target"))
                    .why("x and a number is a factor on the start: x1.4")
                    .next("target=x1.4"),
            );
        }
        measure.change = Some(number::quantity(factor, &plain, context.comma)?);
        (measure.kind, measure.target) = (Kind::Relative, None);
    } else if let Some(difference) = typed
        .strip_prefix('+')
        .filter(|_| measure.kind == Kind::Delta || measure.kind == Kind::Unknown)
    {
        measure.change = Some(number::quantity(difference, &plain, context.comma)?);
        (measure.kind, measure.target) = (Kind::Delta, None);
    } else {
        refuse_signed(measure, "target", typed, measure.target, context)?;
        measure.target = Some(amount(measure, typed, context)?);
    }
    Ok(())
}
