//! Numbers people type, and quantities people read. Reading and printing live side by side because
//! each must undo the other: what `text` prints, `quantity` reads back as the same quantity, under
//! every setting. Whether a value makes sense for a check-in is `value`'s to say.

mod digits;
mod limits;
mod measured;
mod milestone;
mod misread;
mod parts;
mod reading;
mod steps;
mod text;
mod unit;
mod zones;

#[cfg(test)]
mod tests;

use std::str::FromStr;

pub(super) use digits::plain;
pub(super) use limits::{possible, remarks, within};
pub(super) use measured::is_percent;
pub(super) use milestone::{is_done, is_open, read as milestone_share};
pub(super) use misread::Misread;
pub(super) use reading::{Reading, in_unit, two_faced};
pub(super) use steps::{count, read as steps_share, share};
pub use text::{bounds, grouped, line_value, marks, noun, step_list, text, text_without_unit};
pub use unit::{TimeUnit, Unit};
pub(super) use zones::read as zone;

use crate::domain::measure::{Kind, Measure};
use crate::domain::quantity::Quantity;
use crate::error::Error;

/// What a comma between digits means; the setting `number.comma`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Comma {
    /// Before groups of exactly three digits a thousands mark, otherwise a decimal comma.
    #[default]
    Auto,
    Decimal,
    Thousands,
}

impl FromStr for Comma {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        match word {
            "auto" => Ok(Self::Auto),
            "decimal" => Ok(Self::Decimal),
            "thousands" => Ok(Self::Thousands),
            _ => Err(()),
        }
    }
}

/// A number, the unit that stood beside it, and how doubtful marks were read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amount {
    pub number: Quantity,
    pub unit: Option<Unit>,
    pub remarks: Vec<String>,
}

/// Reads a number nobody has said the kind of: separators, `k`, `M`, `bn`, currency before or
/// after, `%`, `4.5/5`, `#3`, durations such as `1h30`, or any words behind it.
///
/// A lone small `m` is a million here, with a remark; between other times (`1h30m`) it is minutes.
pub fn amount(text: &str, comma: Comma) -> Result<Amount, Error> {
    let typed = plain(text);
    let parts = parts::read(&typed, comma, parts::SmallM::Million)
        .map_err(|fault| Misread::number(text, fault).error())?;
    let mut remarks = Vec::new();
    if let Some(doubt) = parts.doubt {
        remarks.push(limits::remark(&typed, doubt, parts.number));
    }
    if parts.small_m {
        remarks.push(format!(
            "{typed} read as {}; for minutes write min",
            parts.number
        ));
    }
    Ok(Amount {
        number: parts.number,
        unit: parts.unit(),
        remarks,
    })
}

/// A number in the unit of a measure: for starts, targets, bounds and plans. Percent 82 is `82` and
/// `82%`. A minus is the sign of the number, never a change; `0-5` is -5 as well.
///
/// Kinds that go from 0 to 1 read their own words too: `done`, `3/5`, `commit+40%`. Marks are shares
/// of the way: read them with a measure of kind milestone.
pub fn quantity(text: &str, measure: &Measure, comma: Comma) -> Result<Quantity, Error> {
    let subject = "the key result";
    let typed = plain(text);
    let read = match measure.kind {
        Kind::Milestone => milestone::read(&typed, comma),
        Kind::Steps => steps::read(&typed, measure, comma),
        Kind::Zones => zones::read(&typed, measure, comma).map(|(place, _)| place),
        _ => in_unit(&typed, subject, measure, comma).and_then(|reading| {
            if reading.is_two_faced(measure, None) {
                return Err(two_faced(&typed, reading.quantity, subject, measure));
            }
            Ok(reading.quantity)
        }),
    };
    read.and_then(|quantity| within(quantity, &typed, subject, measure, None).map(|()| quantity))
        .map_err(Misread::error)
}
