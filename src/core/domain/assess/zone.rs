//! Zones: which part of the way between start and stretch a value stands in, and where the marks
//! between them lie. Compared as exact decimals: a value exactly on a mark belongs to the better
//! zone, and binary fractions would get that wrong for one mark in a few.

use crate::domain::measure::{Marks, Measure};
use crate::domain::quantity::Quantity;

/// The part of the way a value stands in, from worst to best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Zone {
    Fail,
    Commit,
    Target,
    Stretch,
}

impl Zone {
    /// The word in the command line and in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Fail => "fail",
            Self::Commit => "commit",
            Self::Target => "target",
            Self::Stretch => "stretch",
        }
    }
}

/// The marks a measure was given, or 0.3 and 0.7 of the way.
#[must_use]
pub fn marks(measure: &Measure) -> Marks {
    measure.marks.unwrap_or(Marks {
        commit: Quantity::tenths(3),
        target: Quantity::tenths(7),
    })
}

/// The zone of a place on the way: 0 is the start, 1 the stretch; below 0 and above 1 are fine.
#[must_use]
pub fn zone(place: Quantity, marks: Marks) -> Zone {
    if place >= Quantity::ONE {
        Zone::Stretch
    } else if place >= marks.target {
        Zone::Target
    } else if place >= marks.commit {
        Zone::Commit
    } else {
        Zone::Fail
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantity(text: &str) -> Quantity {
        text.parse().expect("a quantity")
    }

    #[test]
    fn a_place_exactly_on_a_mark_belongs_to_the_better_zone() {
        let marks = marks(&Measure::default());
        for (place, expected) in [
            ("-1", Zone::Fail),
            ("0.299999999", Zone::Fail),
            ("0.3", Zone::Commit),
            ("0.31", Zone::Commit),
            ("0.7", Zone::Target),
            ("0.999", Zone::Target),
            ("1", Zone::Stretch),
            ("1.5", Zone::Stretch),
        ] {
            assert_eq!(zone(quantity(place), marks), expected, "{place}");
        }
    }
}
