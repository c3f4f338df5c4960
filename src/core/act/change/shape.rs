//! The fields of a measure that hold more than one number: bounds, steps, zones, marks and the plan.

use super::head::read_weight;
use super::{day_of_plan, optional};
use crate::act::Context;
use crate::act::text::{kept_text, kept_word};
use crate::capture::number::{self, Unit};
use crate::domain::cycle::Cycle;
use crate::domain::measure::{Direction, Kind, Marks, Measure, Plan, Step, Zones};
use crate::domain::quantity::Quantity;
use crate::error::{Error, Result};

pub(super) fn set_hold(measure: &mut Measure, value: &str, context: &Context) -> Result<()> {
    let Some((low, high)) = value.split_once("..") else {
        return Err(Error::refused("E221", format!("\"{value}\" is no bound"))
            .why("Two dots stand where it is open.")
            .next("--hold 99.9%..  or  --hold ..4h  or  --hold 3..5"));
    };
    if measure.kind != Kind::Hold {
        let unit = measure.unit.take();
        *measure = Measure {
            kind: Kind::Hold,
            direction: Direction::Stay,
            unit,
            ..Measure::default()
        };
    }
    if measure.unit.is_none() {
        for bound in [low, high].into_iter().filter_map(optional) {
            measure.unit = match number::amount(bound, context.comma)?.unit {
                Some(Unit::Percent) => Some("%".to_owned()),
                Some(Unit::Currency(code)) => Some(code),
                Some(Unit::Time(time)) => Some(time.name().to_owned()),
                _ => continue,
            };
        }
    }
    let bound = |text: &str| {
        optional(text)
            .map(|text| number::quantity(text, measure, context.comma))
            .transpose()
    };
    let (low, high) = (bound(low)?, bound(high)?);
    (measure.low, measure.high) = (low, high);
    Ok(())
}

pub(super) fn set_steps(measure: &mut Measure, value: &str) -> Result<()> {
    let mut steps = Vec::new();
    if let Ok(count) = value.trim().parse::<usize>() {
        if count == 0 || count > 1000 {
            return Err(Error::refused("E215", "a key result has 1 to 1000 steps"));
        }
        steps.extend((1..=count).map(|number| Step {
            name: number.to_string(),
            weight: Quantity::ONE,
        }));
    } else {
        for part in value.split(',').filter_map(optional) {
            let (name, weight) = match part.rsplit_once(':') {
                Some((name, weight)) => (name, read_weight(weight)?),
                None => (part, Quantity::ONE),
            };
            steps.push(Step {
                name: kept_word(name, "the step")?,
                weight,
            });
        }
    }
    if steps.is_empty() {
        return Err(Error::refused("E215", "no steps were named")
            .next("--steps 5  or  --steps design:2,build:5,launch"));
    }
    *measure = Measure {
        kind: Kind::Steps,
        steps,
        plan: measure.plan.take(),
        marks: measure.marks,
        start: Some(Quantity::ZERO),
        target: Some(Quantity::ONE),
        ..Measure::default()
    };
    Ok(())
}

pub(super) fn set_zone(measure: &mut Measure, key: &str, value: &str) -> Result<()> {
    let sentence = kept_text(value, "the zone's sentence")?;
    let mut zones = measure.zones.take().unwrap_or(Zones {
        commit: String::new(),
        target: String::new(),
        stretch: String::new(),
    });
    match key {
        "commit-zone" => zones.commit = sentence,
        "target-zone" => zones.target = sentence,
        _ => zones.stretch = sentence,
    }
    if measure.kind != Kind::Zones {
        *measure = Measure {
            kind: Kind::Zones,
            start: Some(Quantity::ZERO),
            target: Some(Quantity::ONE),
            ..Measure::default()
        };
    }
    measure.zones = Some(zones);
    Ok(())
}

/// Marks as shares of the way (0.3,0.7 or 30%,70%), or as values between a known start and target.
pub(super) fn set_marks(measure: &mut Measure, value: &str, context: &Context) -> Result<()> {
    let Some(typed) = optional(value) else {
        measure.marks = None;
        return Ok(());
    };
    let wrong =
        || Error::refused("E215", format!("\"{typed}\" are no marks")).next("--marks 0.3,0.7");
    let (commit, target) = typed.split_once([',', '+']).ok_or_else(wrong)?;
    let share = |text: &str| -> Result<Quantity> {
        let text = text.trim();
        if let Some(percent) = text
            .strip_suffix('%')
            .filter(|_| measure.kind != Kind::Percent)
        {
            return percent
                .parse::<Quantity>()
                .ok()
                .and_then(|number| number.over(Quantity::from(100)))
                .ok_or_else(wrong);
        }
        let plain: Option<Quantity> = text.parse().ok();
        match plain.filter(|share| Quantity::ZERO < *share && *share < Quantity::ONE) {
            Some(share) => Ok(share),
            None => {
                let value = number::quantity(text, measure, context.comma)?;
                let way = measure
                    .start
                    .zip(measure.goal(measure.start))
                    .ok_or_else(wrong)?;
                value
                    .minus(way.0)
                    .zip(way.1.minus(way.0))
                    .and_then(|(done, all)| done.over(all))
                    .ok_or_else(wrong)
            }
        }
    };
    measure.marks = Some(Marks {
        commit: share(commit)?,
        target: share(target)?,
    });
    Ok(())
}

pub(super) fn set_plan(
    measure: &mut Measure,
    value: &str,
    context: &Context,
    cycle: Option<&Cycle>,
) -> Result<()> {
    measure.plan = match value.trim() {
        "" | "linear" => None,
        "back-loaded" | "backloaded" => Some(Plan::BackLoaded),
        points => {
            let mut read = Vec::new();
            for point in points.split(',') {
                let Some((when, value)) = point.split_once('=') else {
                    return Err(Error::refused(
                        "E221",
                        format!("\"{point}\" is no point of a plan"),
                    )
                    .next("--plan 15apr=20,15may=60"));
                };
                read.push((
                    day_of_plan(when, context, cycle)?,
                    number::quantity(value, measure, context.comma)?,
                ));
            }
            read.sort_by_key(|(day, _)| *day);
            Some(Plan::Points(read))
        }
    };
    Ok(())
}
