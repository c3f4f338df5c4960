//! What calibration figures mean, in a sentence. The figures are the core's; what is too little to say
//! anything is said as that.

use okr_core::domain::assess::NEEDED;
use okr_core::domain::calibration::{Belief, FEWEST, Scores};

use super::outcome::counted;
use super::progress;

/// Where the result of a key result comes from.
pub const RESULT: &str = "a result is the grade, without one the score of the last value: a commitment is reached at 1.00, anything else from 0.70";

/// Cases from key results fewer than this are an anecdote.
const ANECDOTE: usize = 10;

/// `of 144 forecasts for 53 key results, 82% ended inside their 80% range; they lose less than either simple guess`
#[must_use]
pub fn forecasts(scores: Option<&Scores>, key_results: usize) -> String {
    let Some(scores) = scores else {
        return format!(
            "nothing to hold a forecast against yet: it takes a key result whose last day is over, with {} check-ins",
            NEEDED + 1
        );
    };
    let mean = &scores.mean;
    let verdict = match (
        mean.ours < mean.last_value_stays,
        mean.ours < mean.straight_line,
    ) {
        _ if key_results < ANECDOTE => "that is too few to judge by",
        (true, true) => "they lose less than either simple guess",
        (true, false) => "a straight line would have lost less",
        (false, true) => "to say that the last value stays would have lost less",
        (false, false) => "either simple guess would have lost less",
    };
    let (cases, about) = (
        counted(scores.cases, "forecast"),
        counted(key_results, "key result"),
    );
    format!(
        "of {cases} for {about}, {:.0}% ended inside their 80% range; {verdict}",
        scores.coverage80 * 100.0
    )
}

/// `62% was believed and 50% was reached: more was believed than came`
#[must_use]
pub fn confidence(found: &Belief) -> String {
    let Some(figures) = &found.figures else {
        let have = match found.key_results {
            0 => "none has both yet".to_owned(),
            count => format!("{count} so far"),
        };
        return format!(
            "too few for a figure: it takes {FEWEST} key results with a confidence and a result, {have}"
        );
    };
    let (believed, reached) = (figures.believed * 100.0, figures.reached * 100.0);
    let lean = match believed - reached {
        gap if gap > 10.0 => "more was believed than came",
        gap if gap < -10.0 => "more came than was believed",
        _ => "belief and results agree",
    };
    format!(
        "{} was believed and {} was reached: {lean}",
        progress::share(Some(figures.believed)),
        progress::share(Some(figures.reached))
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use okr_core::domain::calibration::Figures;

    #[test]
    fn a_half_is_rounded_as_in_the_table() {
        let told = confidence(&Belief {
            key_results: 8,
            answers: 8,
            figures: Some(Figures {
                believed: 0.625,
                reached: 0.5,
                brier: 0.2,
            }),
        });
        assert_eq!(
            told,
            "63% was believed and 50% was reached: more was believed than came"
        );
    }
}
