//! Progress, pace and status as people read them: one wording for tables, pages and line mode. The
//! numbers come ready from an assessment; unknown progress is `-` and never 0.

use okr_core::domain::assess::{Status, percent};
use okr_core::report::item::Item;

use super::glyphs::Glyphs;
use super::meter::meter;
use super::tone::Tone;

/// What stands where nothing is known.
pub const UNKNOWN: &str = "-";

/// `44%`, `125%`, `-` when unknown.
#[must_use]
pub fn share(fraction: Option<f64>) -> String {
    fraction.map_or_else(
        || UNKNOWN.to_owned(),
        |known| format!("{}%", percent(known)),
    )
}

/// ` (confidence 2)` behind a status that is worse than its pace, else what holds it down.
#[must_use]
pub fn doubt(item: &Item) -> String {
    let found = &item.assessment;
    let keeps_pace = found.pace_points.is_some_and(|points| points >= 0.0);
    let is_worse = matches!(found.status, Status::Watch | Status::Behind);
    match found.confidence {
        Some(answer @ 0..=5) if keeps_pace && is_worse => format!(" (confidence {answer})"),
        _ if keeps_pace && is_worse => format!(" ({})", found.reason),
        _ => String::new(),
    }
}

/// `████·····  44%`, the percentage padded to four columns.
#[must_use]
pub fn bar(fraction: Option<f64>, width: usize, glyphs: &Glyphs) -> String {
    format!("{} {:>4}", meter(fraction, width, glyphs), share(fraction))
}

/// The nearest whole number of points: -0.0512 is -5.
#[must_use]
pub fn whole_points(fraction: f64) -> i64 {
    (fraction * 100.0).round() as i64
}

/// `+5`, `−19`, `0`, `-` when unknown.
#[must_use]
pub fn points(fraction: Option<f64>, glyphs: &Glyphs) -> String {
    match fraction.map(whole_points) {
        None => UNKNOWN.to_owned(),
        Some(ahead @ 1..) => format!("+{ahead}"),
        Some(0) => "0".to_owned(),
        Some(behind) => format!("{}{}", glyphs.minus, behind.unsigned_abs()),
    }
}

/// `19 points behind pace`, `5 points ahead of pace`, `on pace`.
#[must_use]
pub fn pace(fraction: f64) -> String {
    match whole_points(fraction) {
        0 => "on pace".to_owned(),
        1 => "1 point ahead of pace".to_owned(),
        -1 => "1 point behind pace".to_owned(),
        ahead @ 1.. => format!("{ahead} points ahead of pace"),
        behind => format!("{} points behind pace", behind.unsigned_abs()),
    }
}

/// `19 points behind`, `5 points ahead`, `on pace`: where pace was named already.
#[must_use]
pub fn pace_beside(fraction: f64) -> String {
    let whole = pace(fraction);
    let short = whole.strip_suffix(" of pace").or_else(|| {
        whole
            .strip_suffix(" behind pace")
            .map(|_| &whole[..whole.len() - 5])
    });
    short.map_or_else(|| whole.clone(), str::to_owned)
}

/// The tone that repeats a status.
#[must_use]
pub fn tone(status: Status) -> Tone {
    Tone::of_status(status.name()).unwrap_or(Tone::Muted)
}

/// `◆ watch`; a status without a sign is indented to the same column.
#[must_use]
pub fn status(status: Status, glyphs: &Glyphs) -> String {
    let sign = match glyphs.status(tone(status)) {
        "" => " ",
        sign => sign,
    };
    format!("{sign} {}", status.name())
}

/// The first letter as a capital, for the start of a sentence.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::glyphs::GlyphSet;

    #[test]
    fn unknown_is_a_dash_and_almost_done_is_not_done() {
        let glyphs = GlyphSet::Unicode.glyphs();
        assert_eq!(share(None), "-");
        assert_eq!(share(Some(0.996)), "99%");
        assert_eq!(share(Some(1.25)), "125%");
        assert_eq!(bar(Some(0.44), 9, glyphs), "███▉·····  44%");
        assert_eq!(bar(None, 9, glyphs), "             -");
    }

    #[test]
    fn points_carry_a_sign_that_is_no_hyphen() {
        let glyphs = GlyphSet::Unicode.glyphs();
        assert_eq!(points(Some(0.112), glyphs), "+11");
        assert_eq!(points(Some(-0.186), glyphs), "−19");
        assert_eq!(points(Some(-0.004), glyphs), "0");
        assert_eq!(points(Some(-0.05), GlyphSet::Ascii.glyphs()), "-5");
        assert_eq!(pace(-0.19), "19 points behind pace");
        assert_eq!(pace(0.01), "1 point ahead of pace");
        assert_eq!(pace(0.0), "on pace");
        let beside: Vec<String> = [-0.19, 0.01, 0.0].into_iter().map(pace_beside).collect();
        assert_eq!(beside, ["19 points behind", "1 point ahead", "on pace"]);
    }

    #[test]
    fn a_status_is_a_word_with_a_sign_and_a_tone() {
        let glyphs = GlyphSet::Unicode.glyphs();
        assert_eq!(status(Status::Behind, glyphs), "▼ behind");
        assert_eq!(status(Status::Closed, glyphs), "  closed");
        assert_eq!(tone(Status::NoData), Tone::NoData);
        assert_eq!(capital("no data"), "No data");
    }
}
