//! Digits with the separators of several countries, and the value they stand for.
//! `.` is a decimal point, `,` before groups of exactly three digits a thousands mark, otherwise
//! a decimal comma; `1.234,5` and `1.234.567` can only be the German form and are read so.

use crate::domain::quantity::Quantity;

use super::vocabulary;

/// Digits and separators; a space, `'` or `_` only joins when exactly three digits follow.
pub(super) fn scan(letters: &[char], start: usize) -> (String, usize) {
    let is_digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
    let mut text = String::new();
    let mut at = start;
    let mut group = 0;
    while at < letters.len() {
        let letter = letters[at];
        if letter.is_ascii_digit() {
            text.push(letter);
            group += 1;
        } else if matches!(letter, '.' | ',') && is_digit(at + 1) {
            text.push(letter);
            group = 0;
        } else if matches!(letter, ' ' | '\'' | '_')
            && (1..=3).contains(&group)
            && (1..=3).all(|step| is_digit(at + step))
            && !is_digit(at + 4)
        {
            group = 0;
        } else {
            break;
        }
        at += 1;
    }
    (text, at)
}

/// The value, and what it would be with its one dot as a thousands mark.
pub(super) fn value(digits: &str) -> Option<(Quantity, Option<Quantity>)> {
    let parse = |text: String| text.parse::<Quantity>().ok();
    let grouped = |mark: char, text: &str| {
        let mut groups = text.split(mark);
        let first = groups.next().unwrap_or_default();
        (1..=3).contains(&first.len()) && first != "0" && groups.all(|group| group.len() == 3)
    };
    let dots = digits.matches('.').count();
    let commas = digits.matches(',').count();
    match (dots, commas) {
        (0, 0) => Some((parse(digits.to_owned())?, None)),
        (1, 0) => {
            let thousands = if grouped('.', digits) {
                parse(digits.replace('.', ""))
            } else {
                None
            };
            Some((parse(digits.to_owned())?, thousands))
        }
        (_, 0) if grouped('.', digits) => Some((parse(digits.replace('.', ""))?, None)),
        (0, _) if grouped(',', digits) => Some((parse(digits.replace(',', ""))?, None)),
        (0, 1) => Some((parse(digits.replace(',', "."))?, None)),
        (_, 1) if digits.rfind('.') < digits.find(',') => {
            let (whole, _) = digits.split_once(',')?;
            grouped('.', whole).then_some(())?;
            Some((parse(digits.replace('.', "").replace(',', "."))?, None))
        }
        (1, _) => {
            let (whole, _) = digits.split_once('.')?;
            grouped(',', whole).then_some(())?;
            Some((parse(digits.replace(',', ""))?, None))
        }
        _ => None,
    }
}

/// `1e30`, `5000000 billion`, or digits that go past what is kept, after a sign or a currency.
pub(super) fn is_too_large(raw: &str) -> bool {
    const MOST_DIGITS: usize = 15;
    let number = raw.trim_start_matches(|first: char| !first.is_ascii_digit());
    let end = number
        .find(|letter: char| !letter.is_ascii_digit() && !",'_.".contains(letter))
        .unwrap_or(number.len());
    let (digits, behind) = number.split_at(end);
    let whole = digits.split('.').next().unwrap_or_default();
    let whole = whole.chars().filter(char::is_ascii_digit).count();
    let zeros = match behind.trim_start().to_lowercase() {
        behind if behind.is_empty() => Some(0),
        behind => behind
            .strip_prefix('e')
            .and_then(|power| power.parse::<usize>().ok())
            .or_else(|| Some(vocabulary::multiplier(&behind)?.ilog10() as usize)),
    };
    let leads = raw.len() - number.len() <= 4;
    leads && whole > 0 && zeros.is_some_and(|zeros| whole.saturating_add(zeros) > MOST_DIGITS)
}
