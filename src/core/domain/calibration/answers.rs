//! Confidence against results: how often what was believed to come came. One answer is one statement
//! that the key result will be reached, with the answer over ten as its probability.

/// Key results with a result and an answer, below which no figure is worth saying.
pub const FEWEST: usize = 10;

/// The bands of the reliability table, ends included.
pub const BANDS: [(u8, u8); 5] = [(0, 2), (3, 4), (5, 6), (7, 8), (9, 10)];

/// One answer and what came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// Which key result, by any number that tells them apart.
    pub subject: usize,
    /// 0 to 10.
    pub confidence: u8,
    pub is_reached: bool,
}

/// What a set of answers amounts to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Belief {
    pub answers: usize,
    pub key_results: usize,
    /// The figures; `None` from fewer than [`FEWEST`] key results.
    pub figures: Option<Figures>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figures {
    /// The mean answer as a probability, 0 to 1.
    pub believed: f64,
    /// The share of answers whose key result was reached.
    pub reached: f64,
    /// The mean squared difference between belief and result: 0 is perfect, 0.25 is a coin.
    pub brier: f64,
}

/// Every key result weighs the same, however often it was asked about.
#[must_use]
pub fn believed(answers: &[Answer]) -> Belief {
    let mut subjects: Vec<usize> = answers.iter().map(|one| one.subject).collect();
    subjects.sort_unstable();
    let mut counts: Vec<(usize, f64)> = Vec::new();
    for subject in subjects {
        match counts.last_mut() {
            Some(last) if last.0 == subject => last.1 += 1.0,
            _ => counts.push((subject, 1.0)),
        }
    }
    let weight = |answer: &Answer| {
        let place = counts.partition_point(|count| count.0 < answer.subject);
        counts.get(place).map_or(0.0, |count| 1.0 / count.1)
    };
    let mean = |of: &dyn Fn(&Answer) -> f64| {
        let sum: f64 = answers.iter().map(|one| weight(one) * of(one)).sum();
        sum / counts.len() as f64
    };
    let chance = |one: &Answer| f64::from(one.confidence) / 10.0;
    let result = |one: &Answer| if one.is_reached { 1.0 } else { 0.0 };
    Belief {
        answers: answers.len(),
        key_results: counts.len(),
        figures: (counts.len() >= FEWEST).then(|| Figures {
            believed: mean(&chance),
            reached: mean(&result),
            brier: mean(&|one| (chance(one) - result(one)).powi(2)),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(subject: usize, confidence: u8, is_reached: bool) -> Answer {
        Answer {
            subject,
            confidence,
            is_reached,
        }
    }

    #[test]
    fn nine_key_results_are_too_few_for_a_figure_and_ten_are_enough() {
        let of = |count: usize| {
            believed(
                &(0..count)
                    .map(|at| answer(at, 7, at < 5))
                    .collect::<Vec<_>>(),
            )
        };
        assert_eq!((of(9).figures, of(9).key_results), (None, 9));
        let figures = of(10).figures.expect("enough");
        assert!((figures.believed - 0.7).abs() < 1e-9);
        assert!((figures.reached - 0.5).abs() < 1e-9);
        assert!((figures.brier - (0.5 * 0.09 + 0.5 * 0.49)).abs() < 1e-9);
        assert_eq!(believed(&[]).figures, None);
    }

    #[test]
    fn a_key_result_that_was_asked_about_often_weighs_no_more_than_another() {
        let mut answers: Vec<Answer> = (0..10).map(|at| answer(at, 10, at > 0)).collect();
        answers.extend((0..30).map(|_| answer(0, 10, false)));
        let found = believed(&answers);
        assert_eq!((found.answers, found.key_results), (40, 10));
        assert!((found.figures.expect("enough").brier - 0.1).abs() < 1e-9);
    }
}
