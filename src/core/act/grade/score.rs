//! Scores as they are typed and as they are kept. What a score means is `domain`'s to say.

use crate::domain::grade::Next;
use crate::domain::quantity::Quantity;
use crate::error::{Error, Result};

/// A computed score as it is kept: four places, and never whole before it is.
pub(super) fn kept_score(score: f64) -> Option<Quantity> {
    let places = (score * 10_000.0 + 1e-7).floor() / 10_000.0;
    Quantity::from_f64(places)
}

/// Reads a score: `0.7`, `.7`, `0,7`, `70%`.
///
/// # Errors
/// `E251` for anything that is not between 0 and 1.
pub fn read_score(typed: &str) -> Result<Quantity> {
    let text = typed.trim();
    let (digits, share) = match text.strip_suffix('%') {
        Some(digits) => (digits.trim_end(), 100),
        None => (text, 1),
    };
    let dotted = digits.replace(',', ".");
    let read = dotted
        .parse::<Quantity>()
        .ok()
        .and_then(|number| number.over(Quantity::from(share)));
    let error = || {
        Error::refused("E251", format!("\"{typed}\" is not a score"))
            .why("A score is between 0 and 1: 0 is nothing of it, 0.7 good, 1 all of it.")
    };
    match read {
        Some(score) if !score.is_negative() && score <= Quantity::ONE => Ok(score),
        // 7 of 10 or 70 of 100 was meant.
        Some(score) if share == 1 && score > Quantity::ONE && score <= Quantity::from(100) => {
            let of = if score <= Quantity::from(10) { 10 } else { 100 };
            let meant = score.over(Quantity::from(of)).unwrap_or(Quantity::ONE);
            Err(error().instead(typed, meant.to_string()))
        }
        _ => Err(error()),
    }
}

/// Reads what becomes of it.
///
/// # Errors
/// `E254` for a word that is none of the four.
pub fn read_next(typed: &str) -> Result<Next> {
    let word = typed.trim().to_lowercase();
    Next::of_name(&word).ok_or_else(|| {
        Error::refused(
            "E254",
            format!("\"{typed}\" is nothing that can become of it"),
        )
        .why("There are done, carry, change and drop.")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_is_a_number_from_0_to_1_or_a_share() {
        let read = |typed: &str| read_score(typed).map(|score| score.to_string());
        for (typed, score) in [
            ("0.7", "0.7"),
            (".7", "0.7"),
            ("0,7", "0.7"),
            ("70%", "0.7"),
            ("1", "1"),
            ("1.0", "1"),
            ("0", "0"),
        ] {
            assert_eq!(read(typed).as_deref(), Ok(score), "{typed}");
        }
        for (typed, meant) in [
            ("7", Some("0.7")),
            ("68", Some("0.68")),
            ("1.2", Some("0.12")),
        ] {
            let error = read(typed).expect_err(typed);
            assert_eq!(error.code, "E251");
            assert_eq!(error.instead.map(|(_, meant)| meant).as_deref(), meant);
        }
        for typed in ["", "-0.1", "good", "120%", "1000", "NaN"] {
            assert_eq!(read(typed).expect_err(typed).code, "E251", "{typed}");
        }
    }

    #[test]
    fn a_computed_score_is_kept_short_and_never_rounded_up_to_whole() {
        let kept = |score: f64| kept_score(score).map(|score| score.to_string());
        assert_eq!(kept(1.0 / 3.0).as_deref(), Some("0.3333"));
        assert_eq!(kept(0.7).as_deref(), Some("0.7"));
        assert_eq!(kept(0.99999).as_deref(), Some("0.9999"));
        assert_eq!(kept(1.0).as_deref(), Some("1"));
    }
}
