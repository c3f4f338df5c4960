//! A typed number taken apart: sign, money before or after, digits, thousand or million, unit.
//! Knows no measure; the only thing it must be told is what a lone small `m` means.

use super::Comma;
use super::digits::{self, Doubt, Fault};
use super::unit::{self, Money, TimeUnit, Unit};
use crate::domain::quantity::Quantity;

/// What a small `m` right behind digits stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SmallM {
    Million,
    Minutes,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parts {
    pub(super) number: Quantity,
    pub(super) doubt: Option<Doubt>,
    pub(super) money: Option<Money>,
    /// Anything but money.
    pub(super) other: Option<Unit>,
    /// A lone small `m` was taken for a million.
    pub(super) small_m: bool,
}

impl Parts {
    pub(super) fn unit(&self) -> Option<Unit> {
        match &self.money {
            Some(money) => Some(Unit::Currency(money.usual().to_owned())),
            None => self.other.clone(),
        }
    }
}

/// No number needs more; a page pasted by mistake ends here.
const LONGEST: usize = 200;

/// Reads a text that went through [`digits::plain`].
pub(super) fn read(typed: &str, comma: Comma, small_m: SmallM) -> Result<Parts, Fault> {
    if typed.chars().count() > LONGEST {
        return Err(Fault::NotANumber);
    }
    let (rank, text) = match typed.strip_prefix('#') {
        Some(rest) => (true, rest),
        None => (false, typed),
    };
    let (mut negative, text) = sign(text);
    let (before, text) = match unit::leading_money(text) {
        Some((money, rest)) => (Some(money), rest),
        None => (None, text),
    };
    let text = if before.is_some() {
        let (inner, rest) = sign(text);
        negative ^= inner;
        rest
    } else {
        text
    };
    let (cluster, rest) = digits::take(text);
    if cluster.is_empty() {
        return Err(missing_digits(text));
    }
    let number = digits::read(cluster, comma)?;
    let behind = behind(
        number.quantity,
        rest.trim_start(),
        rest.starts_with(' '),
        comma,
        {
            if before.is_some() {
                SmallM::Million
            } else {
                small_m
            }
        },
    )?;
    let money = match (before, behind.money) {
        (Some(before), Some(after)) if !before.fits(&after) => return Err(Fault::NotANumber),
        (before, after) => after.or(before),
    };
    if (rank && (behind.other.is_some() || money.is_some()))
        || (money.is_some() && behind.other.is_some())
    {
        return Err(Fault::NotANumber);
    }
    Ok(Parts {
        number: if negative {
            behind.number.negated()
        } else {
            behind.number
        },
        doubt: number.doubt.filter(|_| !behind.multiplied),
        small_m: behind.small_m && money.is_none(),
        money,
        other: if rank { Some(Unit::Rank) } else { behind.other },
    })
}

/// Whether a minus stands in front, and what follows the sign.
fn sign(text: &str) -> (bool, &str) {
    match text.strip_prefix(['-', '+']) {
        Some(rest) => (text.starts_with('-'), rest.trim_start()),
        None => (false, text),
    }
}

fn missing_digits(text: &str) -> Fault {
    match text.to_lowercase().as_str() {
        "nan" | "inf" | "infinity" | "∞" => Fault::NotFinite,
        _ => Fault::NotANumber,
    }
}

/// A number with what stood behind its digits worked in.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Behind {
    number: Quantity,
    money: Option<Money>,
    other: Option<Unit>,
    multiplied: bool,
    small_m: bool,
}

const MULTIPLES: [(&str, i64); 24] = [
    ("thousand", 1_000),
    ("million", 1_000_000),
    ("billion", 1_000_000_000),
    ("mio", 1_000_000),
    ("mln", 1_000_000),
    ("bln", 1_000_000_000),
    ("mn", 1_000_000),
    ("bn", 1_000_000_000),
    ("Bn", 1_000_000_000),
    ("BN", 1_000_000_000),
    ("k", 1_000),
    ("K", 1_000),
    ("M", 1_000_000),
    ("b", 1_000_000_000),
    ("B", 1_000_000_000),
    ("lakh", 100_000),
    ("lakhs", 100_000),
    ("Lakh", 100_000),
    ("lac", 100_000),
    ("crore", 10_000_000),
    ("crores", 10_000_000),
    ("Crore", 10_000_000),
    ("cr", 10_000_000),
    ("Cr", 10_000_000),
];

fn behind(
    number: Quantity,
    rest: &str,
    apart: bool,
    comma: Comma,
    small_m: SmallM,
) -> Result<Behind, Fault> {
    let of = |number, money, other| Behind {
        number,
        money,
        other,
        multiplied: false,
        small_m: false,
    };
    if rest.is_empty() {
        return Ok(of(number, None, None));
    }
    let out_of = ["/", "out of ", "of "]
        .into_iter()
        .find_map(|word| rest.strip_prefix(word))
        .filter(|total| !total.starts_with(char::is_alphabetic));
    if let Some(total) = out_of {
        let total = total.trim();
        let (cluster, left) = digits::take(total);
        if cluster.is_empty() || !left.is_empty() {
            return Err(Fault::NotANumber);
        }
        let total = digits::read(cluster, comma)?.quantity;
        return Ok(of(number, None, Some(Unit::OutOf(total))));
    }
    if let Some(money) = unit::money(rest) {
        return Ok(of(number, Some(money), None));
    }
    if let Some(found) = multiple(number, rest, small_m) {
        return found;
    }
    if let Some((number, unit)) = time(number, rest, comma)? {
        return Ok(of(number, None, Some(Unit::Time(unit))));
    }
    match rest.to_lowercase().as_str() {
        "%" | "percent" | "pct" => Ok(of(number, None, Some(Unit::Percent))),
        "pp" | "pts" | "%-points" | "percentage points" => Ok(of(number, None, Some(Unit::Points))),
        _ if rest
            .starts_with(|letter: char| letter.is_ascii_digit() || "+-*=<>.,".contains(letter)) =>
        {
            Err(Fault::NotANumber)
        }
        // A word glued to digits and going on with digits (`3x4`) is no unit.
        _ if !apart && rest.contains(|letter: char| letter.is_ascii_digit()) => {
            Err(Fault::NotANumber)
        }
        _ => Ok(of(number, None, Some(Unit::Word(rest.to_owned())))),
    }
}

/// `k`, `million`, and a small `m` where it means that, with money or words behind them.
fn multiple(number: Quantity, rest: &str, small_m: SmallM) -> Option<Result<Behind, Fault>> {
    let small = (small_m == SmallM::Million).then_some(("m", 1_000_000));
    let (factor, left, is_small) =
        MULTIPLES
            .iter()
            .copied()
            .chain(small)
            .find_map(|(word, factor)| {
                let left = rest.strip_prefix(word)?;
                let fits =
                    left.is_empty() || left.starts_with([' ', '%']) || unit::money(left).is_some();
                fits.then_some((factor, left.trim_start(), word == "m"))
            })?;
    let Some(number) = number.times(Quantity::from(factor)) else {
        return Some(Err(Fault::TooLarge));
    };
    let money = unit::money(left);
    let other = match left {
        "" => None,
        _ if money.is_some() => None,
        "%" => Some(Unit::Percent),
        word => Some(TimeUnit::of(word).map_or_else(|| Unit::Word(word.to_owned()), Unit::Time)),
    };
    Some(Ok(Behind {
        number,
        money,
        other,
        multiplied: true,
        small_m: is_small,
    }))
}

/// A chain of times, `h30` behind the 1 of `1h30`: the sum, in the smallest unit of the chain.
fn time(first: Quantity, rest: &str, comma: Comma) -> Result<Option<(Quantity, TimeUnit)>, Fault> {
    let mut chain: Vec<(Quantity, TimeUnit)> = Vec::new();
    let (mut number, mut rest) = (first, rest);
    loop {
        let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (word, left) = rest.split_at(letters);
        let previous = chain.last().map(|(_, unit)| *unit);
        let unit = if word.is_empty() {
            previous.and_then(TimeUnit::below)
        } else {
            TimeUnit::of(word)
        };
        let Some(unit) = unit else {
            return if chain.is_empty() {
                Ok(None)
            } else {
                Err(Fault::NotANumber)
            };
        };
        if previous.is_some_and(|previous| previous <= unit) {
            return Err(Fault::NotANumber);
        }
        chain.push((number, unit));
        let (cluster, left) = digits::take(left.trim_start());
        if cluster.is_empty() {
            if left.is_empty() {
                break;
            }
            return if chain.len() == 1 {
                Ok(None)
            } else {
                Err(Fault::NotANumber)
            };
        }
        if word.is_empty() {
            return Err(Fault::NotANumber);
        }
        (number, rest) = (digits::read(cluster, comma)?.quantity, left.trim_start());
    }
    let smallest = chain
        .last()
        .map_or(TimeUnit::Milliseconds, |(_, unit)| *unit);
    let mut sum = Quantity::ZERO;
    for (number, unit) in chain {
        let part = converted(number, unit, smallest).ok_or(Fault::TooLarge)?;
        sum = sum.plus(part).ok_or(Fault::TooLarge)?;
    }
    Ok(Some((sum, smallest)))
}

/// A time in another unit: exact where a decimal can hold it, else rounded to six digits.
pub(super) fn converted(number: Quantity, from: TimeUnit, to: TimeUnit) -> Option<Quantity> {
    if from == to {
        return Some(number);
    }
    let milliseconds = number.times(from.milliseconds())?;
    let exact = milliseconds.over(to.milliseconds())?;
    if exact.times(to.milliseconds()) == Some(milliseconds) && exact.to_string().len() < 12 {
        return Some(exact);
    }
    Quantity::from_f64(format!("{:.5e}", exact.as_f64()).parse().ok()?)
}
