//! One figure in a sentence: digits and whatever is glued to them, a sign, a currency, a unit.
//! Digits that are part of a name, a date, a version or an ordinal are a word, never a figure.

use crate::domain::quantity::Quantity;

use super::text::{Shape, is_cjk};
use super::{digits, vocabulary};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Form {
    Plain,
    Percent,
    Points,
    /// Currency code.
    Money(String),
    /// Unit of time as written.
    Time(String),
    /// Any other unit that was glued to the digits: `MB`, `MiB`.
    Size(String),
    Factor,
    Rank,
    /// `8 of 10`.
    OutOf(Quantity),
    Stars,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Plus,
    Minus,
    /// `±` or `+/-`.
    Band,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Figure {
    pub value: Quantity,
    pub form: Form,
    pub sign: Option<Sign>,
    /// `4+`: this or more.
    pub or_more: bool,
    /// `1.234`: what it would be with its dot read the other way.
    pub other: Option<Quantity>,
    /// What k, M, bn or a word like million multiplied it by; 1 without one.
    pub factor: i64,
    /// `5 to 10`: the higher end, where `value` is the lower one.
    pub far: Option<Far>,
    /// Written as a word: three.
    pub spelled: bool,
}

/// The other end of a range, and both ends as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Far {
    pub value: Quantity,
    pub low: String,
    pub high: String,
}

impl Figure {
    pub fn plain(value: Quantity) -> Self {
        Self {
            value,
            form: Form::Plain,
            sign: None,
            or_more: false,
            other: None,
            factor: 1,
            far: None,
            spelled: false,
        }
    }
}

/// A figure at `at`, or digits that are none (a date, a version, an ordinal) as a word. `None`
/// when no digits stand here.
pub(super) fn scan(letters: &[char], at: usize) -> Option<(Shape, usize)> {
    let (sign, after_sign) = sign(letters, at);
    let (money, start) = currency_sign(letters, after_sign);
    if !letters.get(start)?.is_ascii_digit() {
        return None;
    }
    let (text, end) = digits::scan(letters, start);
    let (text, end) = power(letters, &text, end).unwrap_or((text, end));
    let Some((value, thousands)) = digits::value(&text) else {
        return Some((Shape::Word, run_end(letters, end)));
    };
    let value = if sign == Some(Sign::Minus) {
        value.negated()
    } else {
        value
    };
    let mut figure = Figure {
        sign,
        other: thousands,
        ..Figure::plain(value)
    };
    if let Some(code) = money {
        figure.form = Form::Money(code.to_owned());
    }
    let Some(end) = suffix(letters, end, &mut figure) else {
        return Some((Shape::Word, run_end(letters, end)));
    };
    Some((Shape::Figure(figure), end))
}

/// `10^6` written out.
fn power(letters: &[char], base: &str, at: usize) -> Option<(String, usize)> {
    let ['^', digit, ..] = letters.get(at..)? else {
        return None;
    };
    let zeros = usize::try_from(digit.to_digit(10)?).ok()?;
    let ends = letters
        .get(at + 2)
        .is_none_or(|next| !next.is_alphanumeric());
    (base == "10" && ends).then(|| (format!("1{}", "0".repeat(zeros)), at + 2))
}

fn sign(letters: &[char], at: usize) -> (Option<Sign>, usize) {
    let before = at.checked_sub(1).map(|before| letters[before]);
    if before.is_some_and(|before| before.is_alphanumeric() || before == '%') {
        return (None, at);
    }
    match letters[at..] {
        ['+', '/', '-', ' ', ..] => (Some(Sign::Band), at + 4),
        ['+', '/', '-', ..] => (Some(Sign::Band), at + 3),
        ['±', ' ', ..] | ['+', '-', ..] => (Some(Sign::Band), at + 2),
        ['±', ..] => (Some(Sign::Band), at + 1),
        ['+', ..] => (Some(Sign::Plus), at + 1),
        ['-', ..] => (Some(Sign::Minus), at + 1),
        _ => (None, at),
    }
}

fn currency_sign(letters: &[char], at: usize) -> (Option<&'static str>, usize) {
    let code = letters
        .get(at)
        .and_then(|sign| vocabulary::currency_sign(*sign));
    let space = usize::from(code.is_some() && letters.get(at + 1) == Some(&' '));
    (code, at + usize::from(code.is_some()) + space)
}

/// Reads what is glued to the digits into the figure; `None` when it makes them part of a name, a
/// date, an ordinal or an adjective (`30-day`).
fn suffix(letters: &[char], start: usize, figure: &mut Figure) -> Option<usize> {
    let glued = |letter: &char| {
        (letter.is_alphabetic() && !is_cjk(*letter)) || vocabulary::currency_sign(*letter).is_some()
    };
    // "120'000.-" has no cents.
    let dashed = matches!(letters[start..], ['.', '-' | '–', ..]);
    let start = start + if dashed { 2 } else { 0 };
    let mut end = start
        + letters[start..]
            .iter()
            .take_while(|letter| glued(letter))
            .count();
    let letters_glued: String = letters[start..end].iter().collect();
    match (letters_glued.as_str(), &letters[end..]) {
        ("h", [tens, ones, ..]) if tens.is_ascii_digit() && ones.is_ascii_digit() => {
            let minutes: Quantity = format!("{tens}{ones}").parse().ok()?;
            figure.value = figure.value.plus(minutes.over(Quantity::from(60))?)?;
            figure.form = Form::Time("h".into());
            let minutes = letters.get(end + 2) == Some(&'m')
                && letters
                    .get(end + 3)
                    .is_none_or(|next| !next.is_alphanumeric());
            return Some(end + 2 + usize::from(minutes));
        }
        (_, [digit, ..]) if digit.is_ascii_digit() && end > start => return None,
        // "2025's revenue" has a year in it, and "10^x" no number to go by.
        ("", ['\'', 's', ..] | ['^', ..]) => return None,
        // "100s of files" are hundreds.
        ("s", [' ', 'o', 'f', ' ', ..]) => return None,
        ("", [' ', '%', ..]) => {
            figure.form = Form::Percent;
            end += 2;
        }
        ("", ['%' | '％', ..]) => {
            figure.form = Form::Percent;
            end += 1;
        }
        ("", ['×', ..]) => {
            figure.form = Form::Factor;
            end += 1;
        }
        ("", ['/', digit, ..]) if digit.is_ascii_digit() => return fraction(letters, end, figure),
        ("", ['-', 's' | 'S', 't', 'a', 'r', rest @ ..]) => {
            figure.form = Form::Stars;
            end += 5 + usize::from(rest.first() == Some(&'s'));
        }
        ("", [':' | '-', digit, ..])
            if digit.is_ascii_digit() && is_clock_or_date(letters, end) =>
        {
            return None;
        }
        ("", ['-', letter, ..]) if letter.is_alphabetic() => return None,
        ("", _) => {}
        (unit, _) => read_unit(unit, figure)?,
    }
    while letters.get(end) == Some(&'+') {
        figure.or_more = true;
        end += 1;
    }
    Some(end)
}

/// `10:30`, `2026-08-28`, `2025-26`; a range such as `10-15` is neither.
fn is_clock_or_date(letters: &[char], at: usize) -> bool {
    let digits_before = letters[..at]
        .iter()
        .rev()
        .take_while(|letter| letter.is_ascii_digit())
        .count();
    let digits_after = letters[at + 1..]
        .iter()
        .take_while(|letter| letter.is_ascii_digit())
        .count();
    let year = letters[at - digits_before..at].starts_with(&['2', '0']) && digits_before == 4;
    letters[at] == ':'
        || letters.get(at + 1 + digits_after) == Some(&'-')
        || (year && digits_after == 2)
}

fn fraction(letters: &[char], slash: usize, figure: &mut Figure) -> Option<usize> {
    let (text, end) = digits::scan(letters, slash + 1);
    let (total, _) = digits::value(&text)?;
    let year = figure.value >= Quantity::from(1990) && figure.value <= Quantity::from(2099);
    let always = figure.value == Quantity::from(24) && total == Quantity::from(7);
    let date = letters.get(end) == Some(&'/');
    let named = letters
        .get(end)
        .is_some_and(|letter| letter.is_alphabetic() && !is_cjk(*letter));
    if year || always || date || named || total < figure.value || figure.form != Form::Plain {
        return None;
    }
    figure.form = Form::OutOf(total);
    Some(end)
}

fn read_unit(glued: &str, figure: &mut Figure) -> Option<()> {
    let low = glued.to_lowercase();
    if matches!(low.as_str(), "st" | "nd" | "rd" | "th" | "er" | "te") {
        return None;
    }
    if low == "x" {
        figure.form = Form::Factor;
        return Some(());
    }
    if matches!(low.as_str(), "pp" | "pts" | "pt") {
        figure.form = Form::Points;
        return Some(());
    }
    if glued != "m" && glued != "M" && vocabulary::is_time_unit(&low) {
        figure.form = Form::Time(glued.to_owned());
        return Some(());
    }
    if vocabulary::is_size_unit(&low) {
        figure.form = Form::Size(glued.to_owned());
        return Some(());
    }
    let (factor, rest) = vocabulary::multiplier_prefix(glued);
    if !rest.is_empty() {
        let code = vocabulary::currency(rest)?;
        figure.form = Form::Money(code.to_owned());
    }
    if factor > 1 {
        figure.value = figure.value.times(Quantity::from(factor))?;
        figure.factor = factor;
        figure.other = None;
    }
    Some(())
}

/// The end of a run of digits, letters and joining marks that are no figure together.
fn run_end(letters: &[char], start: usize) -> usize {
    let mut end = start;
    while let Some(letter) = letters.get(end) {
        let joins = matches!(letter, '-' | '.' | '/' | ':' | ',' | '\'' | '^')
            && letters
                .get(end + 1)
                .is_some_and(|next| next.is_alphanumeric());
        if !letter.is_alphanumeric() && !joins {
            break;
        }
        end += 1;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<Figure> {
        let letters: Vec<char> = text.chars().collect();
        match scan(&letters, 0) {
            Some((Shape::Figure(figure), _)) => Some(figure),
            _ => None,
        }
    }

    #[test]
    fn separators_of_several_countries_give_the_same_number() {
        for (text, expected) in [
            ("1'234", "1234"),
            ("1 234 567", "1234567"),
            ("5,000", "5000"),
            ("1.234.567", "1234567"),
            ("1.234,5", "1234.5"),
            ("1,234.5", "1234.5"),
            ("4,5", "4.5"),
            ("14.5kCHF", "14500"),
            ("$1.2M", "1200000"),
            ("€40k", "40000"),
            ("3bn", "3000000000"),
            ("1h30", "1.5"),
            ("10^6", "1000000"),
            ("₹10cr", "100000000"),
        ] {
            assert_eq!(
                of(text).map(|figure| figure.value.to_string()).as_deref(),
                Some(expected),
                "{text}"
            );
        }
        assert_eq!(
            of("1.234").and_then(|figure| figure.other),
            Some(Quantity::from(1234))
        );
    }

    #[test]
    fn dates_versions_and_ordinals_are_no_figures() {
        for text in [
            "2026-08-28",
            "1.2.3",
            "3rd",
            "10:30",
            "27k1",
            "30-day",
            "1/2/2026",
            "24/7",
            "2025/26",
            "2d6",
            "2025's",
            "10^x",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
