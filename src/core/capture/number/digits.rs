//! Digits as people type them to an exact quantity: separators, full-width forms, powers of ten.
//! Knows no units. A comma is only ever guessed by the one rule written at [`read`]; every guess is
//! handed on as a [`Doubt`], so that nobody's thousands become units in silence.

use unicode_normalization::UnicodeNormalization;

use super::Comma;
use crate::domain::quantity::Quantity;

/// A guess that was made while reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::capture) enum Doubt {
    /// `1,5` taken as one and a half.
    DecimalComma,
    /// `1,234` taken as a thousand and more.
    ThousandsComma,
    /// `1.234` taken as one and a bit.
    PointBeforeThree,
}

/// Why digits cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::capture) enum Fault {
    NotANumber,
    /// NaN and the infinities.
    NotFinite,
    TwoPoints,
    Groups,
    TooLarge,
    TooPrecise,
}

impl Fault {
    /// The reason, as a sentence that stands under the message.
    pub(in crate::capture) fn sentence(self) -> &'static str {
        match self {
            Self::NotANumber => "A number is digits with at most one point: 104, 4.5, 1200, 40k.",
            Self::NotFinite => "It stands for no number that could be reached.",
            Self::TwoPoints => {
                "A point is always the decimal point, so there can be one. Leave out the others."
            }
            Self::Groups => {
                "Thousands marks stand before groups of exactly three digits: 1 234 567. Leave them out to be sure."
            }
            Self::TooLarge => "Numbers stay below 1 000 000 000 000 000.",
            Self::TooPrecise => "A number holds at most 15 digits.",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Digits {
    pub(super) quantity: Quantity,
    pub(super) doubt: Option<Doubt>,
}

/// Typed text with one spelling for each sign: full-width forms, the Unicode minus, dashes and
/// multiplication signs become their ASCII twins, odd spaces plain ones; NFC; trimmed.
pub(in crate::capture) fn plain(text: &str) -> String {
    let mapped: String = text
        .nfc()
        .map(|letter| match letter {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(letter as u32 - 0xFEE0).unwrap_or(letter),
            '\u{2010}'..='\u{2013}' | '\u{2212}' | '\u{FE63}' => '-',
            '\u{00D7}' | '\u{2715}' => 'x',
            '\u{2019}' | '\u{02BC}' => '\'',
            '\u{00A0}' | '\u{2007}' | '\u{2009}' | '\u{202F}' | '\u{3000}' => ' ',
            '\u{FFE1}' => '£',
            '\u{FFE5}' => '¥',
            '\u{FFE6}' => '₩',
            _ => letter,
        })
        .collect();
    mapped.trim().to_owned()
}

fn is_mark(letter: char) -> bool {
    matches!(letter, '.' | ',' | '_' | '\'')
}

/// Cuts the digits, with their marks and a power of ten, off the front of a text.
pub(super) fn take(text: &str) -> (&str, &str) {
    let mut end = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let inside_group = letter == ' '
            && end == at
            && letters
                .peek()
                .is_some_and(|(_, next)| next.is_ascii_digit());
        if !(letter.is_ascii_digit() || is_mark(letter) || inside_group) {
            break;
        }
        end = at + letter.len_utf8();
    }
    let power = power_of_ten(&text[end..]);
    text.split_at(if end == 0 { 0 } else { end + power })
}

/// The length of `e-5` when nothing but that follows.
fn power_of_ten(rest: &str) -> usize {
    let Some(power) = rest.strip_prefix(['e', 'E']) else {
        return 0;
    };
    let digits = power.strip_prefix(['+', '-']).unwrap_or(power);
    let whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if whole { rest.len() } else { 0 }
}

/// Reads digits with marks, without a sign.
///
/// `.` is the decimal point. `,` before groups of exactly three digits is a thousands mark, otherwise
/// a decimal comma, unless the setting says what it is. Spaces, `_` and `'` between digits are
/// thousands marks. With the decimal comma set, points beside a comma, or several of them, can only
/// be thousands marks and are read so.
pub(super) fn read(text: &str, comma: Comma) -> Result<Digits, Fault> {
    let (mantissa, power) = match text.split_once(['e', 'E']) {
        Some((mantissa, power)) => (mantissa, Some(power)),
        None => (text, None),
    };
    let (whole, fraction, guess) = decimal_mark(mantissa, comma)?;
    let grouped = whole.contains(|letter: char| !letter.is_ascii_digit());
    let whole = ungrouped(whole)?;
    if !fraction.bytes().all(|byte| byte.is_ascii_digit())
        || (whole.is_empty() && fraction.is_empty())
    {
        return Err(Fault::NotANumber);
    }
    let doubt = guess.or_else(|| {
        let short = (1..=3).contains(&whole.len()) && !whole.starts_with('0');
        (mantissa.contains('.') && !grouped && short && fraction.len() == 3 && power.is_none())
            .then_some(Doubt::PointBeforeThree)
    });
    let power = match power {
        None => 0,
        Some(power) => power.parse::<i32>().map_err(|_| Fault::TooLarge)?,
    };
    let quantity = shifted(&whole, fraction, power)?;
    Ok(Digits { quantity, doubt })
}

/// Where the whole part ends: whole part, fraction, and the guess that was needed.
fn decimal_mark(text: &str, comma: Comma) -> Result<(&str, &str, Option<Doubt>), Fault> {
    let points = text.matches('.').count();
    let commas = text.matches(',').count();
    let at = |mark: char| text.split_once(mark).unwrap_or((text, ""));
    if text.starts_with(',') {
        return Err(Fault::NotANumber);
    }
    if comma == Comma::Decimal && (commas > 0 || points > 1) {
        let (whole, fraction) = at(',');
        return if commas > 1 || fraction.contains('.') {
            Err(Fault::Groups)
        } else {
            Ok((whole, fraction, None))
        };
    }
    if points > 1 {
        return Err(Fault::TwoPoints);
    }
    if points == 1 || commas != 1 || comma == Comma::Thousands {
        let (whole, fraction) = at('.');
        return if fraction.contains(',') {
            Err(if points == 1 && commas == 1 {
                Fault::TwoPoints
            } else {
                Fault::Groups
            })
        } else {
            Ok((whole, fraction, None))
        };
    }
    let (whole, fraction) = at(',');
    let plain = whole.bytes().all(|byte| byte.is_ascii_digit());
    let thousands = fraction.len() == 3 && whole.len() <= 3 && plain && whole != "0";
    if thousands {
        Ok((text, "", Some(Doubt::ThousandsComma)))
    } else {
        Ok((whole, fraction, Some(Doubt::DecimalComma)))
    }
}

/// The digits of a whole part whose marks, all the same, stand before groups of three.
fn ungrouped(whole: &str) -> Result<String, Fault> {
    let Some(mark) = whole.chars().find(|letter| !letter.is_ascii_digit()) else {
        return Ok(whole.to_owned());
    };
    let mut groups = whole.split(mark);
    let first = groups.next().unwrap_or_default();
    let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let fits = (1..=3).contains(&first.len())
        && digits(first)
        && groups.all(|group| group.len() == 3 && digits(group));
    if fits {
        Ok(whole.replace(mark, ""))
    } else {
        Err(Fault::Groups)
    }
}

fn shifted(whole: &str, fraction: &str, power: i32) -> Result<Quantity, Fault> {
    let digits = format!("{whole}{fraction}");
    if digits.bytes().all(|byte| byte == b'0') {
        return Ok(Quantity::ZERO);
    }
    let point = whole.len() as i64 + i64::from(power);
    let leading = digits.bytes().take_while(|byte| *byte == b'0').count();
    if point - leading as i64 > 15 {
        return Err(Fault::TooLarge);
    }
    if point - (leading as i64) < -27 {
        return Err(Fault::TooPrecise);
    }
    let padded = if point <= 0 {
        format!("0.{}{digits}", "0".repeat(point.unsigned_abs() as usize))
    } else if point as usize >= digits.len() {
        format!("{digits}{}.0", "0".repeat(point as usize - digits.len()))
    } else {
        format!(
            "{}.{}",
            &digits[..point as usize],
            &digits[point as usize..]
        )
    };
    let trimmed = padded.trim_start_matches('0').trim_end_matches('0');
    let trimmed = trimmed.strip_suffix('.').unwrap_or(trimmed);
    let lead = if trimmed.starts_with('.') { "0" } else { "" };
    format!("{lead}{trimmed}")
        .parse()
        .map_err(|()| Fault::TooPrecise)
}
