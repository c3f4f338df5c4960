//! The one number type: an exact decimal of at most 15 significant digits, so that it prints as it
//! was typed, adds without noise, and survives the trip through a JSON number.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};
use serde::{Deserialize, Serialize};

/// An exact decimal, below 10^15 in size, with at most 15 significant digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Quantity(Decimal);

/// The digits an IEEE double carries through a round trip; JSON readers have no more.
const DIGITS: u32 = 15;
/// The first number with more than [`DIGITS`].
const LARGEST: u128 = 1_000_000_000_000_000;

impl Quantity {
    pub const ZERO: Self = Self(Decimal::ZERO);
    pub const ONE: Self = Self(Decimal::ONE);

    /// So many tenths.
    #[must_use]
    pub const fn tenths(count: u32) -> Self {
        Self(Decimal::from_parts(count, 0, 0, false, 1))
    }

    /// `None` when the result would be larger than a quantity can be.
    fn bounded(decimal: Decimal) -> Option<Self> {
        // Most have few digits; rounding them to fifteen would be the dearest step of a list.
        if decimal.mantissa().unsigned_abs() < LARGEST {
            return Some(Self(decimal).normal());
        }
        let rounded = decimal.round_sf(DIGITS)?.normalize();
        (rounded.abs() < Decimal::from(LARGEST)).then_some(Self(rounded))
    }

    #[must_use]
    pub fn from_f64(value: f64) -> Option<Self> {
        Decimal::from_f64(value).and_then(Self::bounded)
    }

    #[must_use]
    pub fn as_f64(&self) -> f64 {
        self.0.to_f64().unwrap_or_default()
    }

    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).and_then(Self::bounded)
    }

    #[must_use]
    pub fn minus(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).and_then(Self::bounded)
    }

    #[must_use]
    pub fn times(self, other: Self) -> Option<Self> {
        self.0.checked_mul(other.0).and_then(Self::bounded)
    }

    #[must_use]
    pub fn over(self, other: Self) -> Option<Self> {
        self.0.checked_div(other.0).and_then(Self::bounded)
    }

    #[must_use]
    pub fn negated(self) -> Self {
        Self(-self.0).normal()
    }

    fn normal(self) -> Self {
        Self(self.0.normalize())
    }

    #[must_use]
    pub fn is_negative(&self) -> bool {
        self.0.is_sign_negative() && !self.0.is_zero()
    }

    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.0.is_integer()
    }

    #[must_use]
    pub fn size(self) -> Self {
        Self(self.0.abs())
    }
}

impl From<i64> for Quantity {
    fn from(value: i64) -> Self {
        Self(Decimal::from(value))
    }
}

/// Plain digits with a dot: the form of the log and of machine output, never grouped.
impl fmt::Display for Quantity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// Reads the form `Display` writes: an optional minus, digits, an optional dot and digits. What
/// people type goes through `capture::value`, which knows units and separators.
impl FromStr for Quantity {
    type Err = ();

    /// By hand, because a list reads hundreds of them: at most 15 digits fit a whole number.
    fn from_str(text: &str) -> Result<Self, ()> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let part = part.trim_end_matches('0');
        let is_plain = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
        if whole.len() + part.len() == 0 && !digits.contains('0')
            || !is_plain(whole)
            || !is_plain(part)
        {
            return Err(());
        }
        let scale = u32::try_from(part.len())
            .ok()
            .filter(|scale| *scale <= 28)
            .ok_or(())?;
        let mut mantissa: i64 = 0;
        for byte in whole.bytes().chain(part.bytes()) {
            mantissa = mantissa * 10 + i64::from(byte - b'0');
            // A sixteenth digit would be dropped silently; say no instead.
            if u128::from(mantissa.unsigned_abs()) >= LARGEST {
                return Err(());
            }
        }
        let signed = if negative { -mantissa } else { mantissa };
        let decimal = Decimal::new(signed, scale);
        Ok(Self(if signed == 0 { Decimal::ZERO } else { decimal }))
    }
}

impl Serialize for Quantity {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Quantity {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse()
            .map_err(|()| serde::de::Error::custom(format!("{text:?} is no quantity")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_printed_reads_back_the_same(mantissa in -999_999_999_999_999_i64..=999_999_999_999_999, scale in 0_u32..9) {
            let quantity = Quantity(Decimal::new(mantissa, scale)).normal();
            prop_assert_eq!(quantity.to_string().parse::<Quantity>(), Ok(quantity));
            let number = serde_json::to_string(&quantity.as_f64()).expect("a finite number");
            let back: f64 = number.parse().expect("a number");
            prop_assert_eq!(Quantity::from_f64(back), Some(quantity));
        }
    }

    #[test]
    fn a_number_with_more_digits_than_a_double_is_refused_not_rounded() {
        assert_eq!("1234567890.1234567".parse::<Quantity>(), Err(()));
        assert_eq!("1e400".parse::<Quantity>(), Err(()));
        assert_eq!("NaN".parse::<Quantity>(), Err(()));
    }
}
