//! A measure once all of its fields are set: what follows from them, and what can never give a progress.

use crate::capture::sentence;
use crate::domain::measure::{Direction, Kind, Measure};
use crate::domain::quantity::Quantity;
use crate::error::{Error, Result};

/// What follows from the numbers once all of them are set.
pub fn settle(measure: &mut Measure) {
    match measure.kind {
        Kind::Hold => measure.direction = Direction::Stay,
        Kind::Rank => measure.direction = Direction::Down,
        Kind::Relative => {
            if let Some(change) = measure.change {
                measure.direction = if change < Quantity::ONE {
                    Direction::Down
                } else {
                    Direction::Up
                };
            }
        }
        Kind::Delta => {
            if let Some(change) = measure.change {
                measure.direction = if change.is_negative() {
                    Direction::Down
                } else {
                    Direction::Up
                };
            }
        }
        Kind::Milestone | Kind::Steps | Kind::Zones => measure.direction = Direction::Up,
        _ => {}
    }
    if let Some((start, target)) = measure.start.zip(measure.target)
        && !matches!(
            measure.kind,
            Kind::Hold | Kind::Milestone | Kind::Steps | Kind::Zones
        )
    {
        measure.direction = if target < start {
            Direction::Down
        } else {
            Direction::Up
        };
    }
}

/// A target without a start goes the way that the verb of the sentence says: `Reduce open bugs`, target 10.
pub fn settle_by_verb(measure: &mut Measure, title: &str) {
    let has_way = !matches!(
        measure.kind,
        Kind::Hold
            | Kind::Rank
            | Kind::Relative
            | Kind::Delta
            | Kind::Milestone
            | Kind::Steps
            | Kind::Zones
    );
    if has_way && measure.start.is_none() && measure.target.is_some() && sentence::falls(title) {
        measure.direction = Direction::Down;
    }
}

/// A measure whose numbers can never give a progress is refused where it is made.
///
/// # Errors
/// `E214` when start equals target, `E215` for bounds, scales, marks, steps or zones that cannot be.
pub fn check_measure(measure: &Measure) -> Result<()> {
    let flat = |start: Quantity| {
        let hold = format!("okr add \"…\" --to O1 --hold {start}..");
        Err(Error::refused(
            "E214",
            format!("start and target are both {start}: there is no way between them"),
        )
        .why("If it has to stay there, it is a hold.")
        .next(hold))
    };
    match measure.kind {
        Kind::Relative if measure.change.is_some() && measure.start == Some(Quantity::ZERO) => {
            return Err(Error::refused("E214", "any factor of a start of 0 is 0")
                .why("A factor needs a start above zero; from 0 the target is a number.")
                .next("target=40"));
        }
        Kind::Relative if measure.change == Some(Quantity::ONE) => {
            return Err(Error::refused("E214", "a factor of 1 changes nothing"));
        }
        Kind::Delta if measure.change == Some(Quantity::ZERO) => {
            return Err(Error::refused("E214", "a change of 0 changes nothing"));
        }
        Kind::Hold => match (measure.low, measure.high) {
            (None, None) => {
                return Err(Error::refused("E215", "a hold needs a bound")
                    .next("--hold 99.9%..  or  --hold ..4h  or  --hold 3..5"));
            }
            (Some(low), Some(high)) if low > high => {
                return Err(Error::refused(
                    "E215",
                    format!("the bounds {low}..{high} are the wrong way round"),
                )
                .next(format!("--hold {high}..{low}")));
            }
            _ => {}
        },
        Kind::Steps if measure.steps.is_empty() => {
            return Err(Error::refused("E215", "no steps were named")
                .next("--steps 5  or  --steps design:2,build:5,launch"));
        }
        Kind::Milestone | Kind::Steps | Kind::Zones | Kind::Unknown => {}
        _ => {
            if let Some((start, target)) = measure.start.zip(measure.target)
                && start == target
            {
                return flat(start);
            }
        }
    }
    if measure
        .steps
        .iter()
        .any(|step| step.weight <= Quantity::ZERO)
    {
        return Err(Error::refused("E215", "every step needs a weight above 0"));
    }
    if let Some(marks) = measure.marks
        && !(Quantity::ZERO < marks.commit
            && marks.commit < marks.target
            && marks.target < Quantity::ONE)
    {
        return Err(Error::refused(
            "E215",
            "the marks must lie between 0 and 1, the commit mark first",
        )
        .next("--marks 0.3,0.7"));
    }
    Ok(())
}
