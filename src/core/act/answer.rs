//! Answers to what a sentence left open, for whoever asks: a prompt, a form, an option. A question
//! without an answer leaves the measure as unknown as it was; nothing is ever filled in by itself.

use super::Context;
use super::change::{set_measure, settle};
use crate::capture::number;
use crate::capture::sentence::{self, Question};
use crate::domain::measure::{Direction, Kind, Measure};
use crate::domain::quantity::Quantity;
use crate::error::{Error, Result};

/// Whether the measure still lacks what the question asks for. A split and a floor stay open until
/// they are answered, since the measure cannot tell.
#[must_use]
pub fn is_open(question: &Question, measure: &Measure) -> bool {
    match question {
        Question::Start | Question::Baseline => {
            measure.start.is_none()
                && !matches!(
                    measure.kind,
                    Kind::Hold | Kind::Milestone | Kind::Steps | Kind::Zones | Kind::Unknown
                )
        }
        Question::PointsOrRelative { .. } => {
            measure.kind == Kind::Percent && measure.change.is_none() && measure.target.is_none()
        }
        Question::HowMeasured => measure.kind == Kind::Unknown,
        Question::Conditional => {
            measure.target.is_none()
                && !matches!(measure.kind, Kind::Milestone | Kind::Steps | Kind::Zones)
                && (measure.low, measure.high) == (None, None)
        }
        Question::AroundWhat => is_band_around_nothing(measure),
        Question::FloorOrTotal { .. } | Question::Split { .. } => true,
    }
}

fn is_band_around_nothing(measure: &Measure) -> bool {
    measure.kind == Kind::Hold
        && measure.low.is_some()
        && measure.low == measure.high.map(Quantity::negated)
}

/// Puts an answer into the measure.
///
/// # Errors
/// `E221` and those of numbers, with a form that would work; the measure is as it was then.
pub fn answer(
    measure: &mut Measure,
    question: &Question,
    text: &str,
    context: &Context,
) -> Result<()> {
    let mut next = measure.clone();
    match question {
        Question::Start | Question::Baseline => {
            set_measure(&mut next, "start", text, context, None)?;
        }
        Question::PointsOrRelative { amount } => points_or_relative(&mut next, *amount, text)?,
        Question::FloorOrTotal { amount, .. } => floor_or_total(&mut next, *amount, text)?,
        Question::HowMeasured | Question::Conditional => how_measured(&mut next, text, context)?,
        Question::AroundWhat => around(&mut next, text, context)?,
        Question::Split { .. } => {}
    }
    settle(&mut next);
    super::change::check_measure(&next)?;
    *measure = next;
    Ok(())
}

/// What is kept when the question stays open: bounds around an unknown value are no bounds.
pub fn leave_open(measure: &mut Measure, question: &Question) {
    if *question == Question::AroundWhat && is_band_around_nothing(measure) {
        *measure = Measure {
            unit: measure.unit.take(),
            ..Measure::default()
        };
    }
}

/// The lines to type that answer the question for a record that is there already.
#[must_use]
pub fn line_to_type(question: &Question, measure: &Measure, id: &str) -> String {
    let set = |fields: &str| format!("okr set {id} {fields}");
    match question {
        Question::PointsOrRelative { amount } => {
            let falls = measure.direction == Direction::Down;
            let difference = if falls { amount.negated() } else { *amount };
            let factor =
                factor(*amount, falls).map_or_else(String::new, |factor| factor.to_string());
            format!(
                "{}   or   {}",
                set(&format!("kind=delta unit=pp change={difference}")),
                set(&format!("kind=relative unit=% change={factor}"))
            )
        }
        Question::FloorOrTotal { amount, .. } => {
            let counted = measure
                .unit
                .as_deref()
                .and_then(|unit| unit.split('/').next())
                .filter(|unit| !unit.contains(' '));
            let unit = counted
                .map(|unit| format!(" unit={unit}"))
                .unwrap_or_default();
            set(&format!("kind=count{unit} start=0 target={amount}"))
        }
        Question::HowMeasured => {
            format!(
                "{}   or   {}",
                set("from-to=FROM..TO"),
                set("kind=milestone")
            )
        }
        Question::Split { .. } => "okr add \"…\" --to O1".to_owned(),
        other => set(&other.flag().trim_start_matches("--").replacen(' ', "=", 1)),
    }
}

fn factor(amount: Quantity, falls: bool) -> Option<Quantity> {
    let percent = Quantity::from(100).plus(if falls { amount.negated() } else { amount })?;
    percent
        .over(Quantity::from(100))
        .filter(|factor| !factor.is_negative())
}

fn unclear(text: &str, forms: &str) -> Error {
    Error::refused("E221", format!("\"{text}\" is no answer here")).why(forms)
}

fn points_or_relative(measure: &mut Measure, amount: Quantity, text: &str) -> Result<()> {
    let falls = measure.direction == Direction::Down;
    let (kind, unit, change) = match text.trim().to_lowercase().as_str() {
        "points" | "point" | "p" | "pp" | "percentage points" => {
            let change = if falls { amount.negated() } else { amount };
            (Kind::Delta, "pp", Some(change))
        }
        "relative" | "r" | "percent" | "%" | "rate" | "of the rate" => {
            (Kind::Relative, "%", factor(amount, falls))
        }
        _ => return Err(unclear(text, "Type points or relative.")),
    };
    measure.kind = kind;
    measure.unit = Some(unit.to_owned());
    measure.change = change;
    Ok(())
}

fn floor_or_total(measure: &mut Measure, amount: Quantity, text: &str) -> Result<()> {
    match text.trim().to_lowercase().as_str() {
        "floor" | "f" | "every" => Ok(()),
        "total" | "t" => {
            let unit = measure.unit.take();
            *measure = Measure {
                kind: Kind::Count,
                unit: unit.and_then(|unit| unit.split('/').next().map(str::to_owned)),
                start: Some(Quantity::ZERO),
                target: Some(amount),
                ..Measure::default()
            };
            Ok(())
        }
        _ => Err(unclear(text, "Type floor or total.")),
    }
}

/// A milestone, a range, a sentence with a number, or just the target.
fn how_measured(measure: &mut Measure, text: &str, context: &Context) -> Result<()> {
    let plain = text.trim();
    if matches!(plain.to_lowercase().as_str(), "milestone" | "done" | "m") {
        set_measure(measure, "kind", "milestone", context, None)?;
        return Ok(());
    }
    *measure = Measure {
        unit: measure.unit.take(),
        ..Measure::default()
    };
    if plain.contains("..") {
        set_measure(measure, "from-to", plain, context, None)?;
        return Ok(());
    }
    if number::amount(plain, context.comma)
        .is_ok_and(|amount| !matches!(amount.unit, Some(number::Unit::Word(_))))
    {
        set_measure(measure, "target", plain, context, None)?;
        return Ok(());
    }
    let reading = sentence::read(plain);
    if matches!(reading.measure.kind, Kind::Unknown | Kind::Milestone) {
        return Err(unclear(
            text,
            "Type a target (45), a range (32..45), a sentence (NPS from 32 to 45) or milestone.",
        ));
    }
    *measure = reading.measure;
    Ok(())
}

fn around(measure: &mut Measure, text: &str, context: &Context) -> Result<()> {
    if text.contains("..") {
        set_measure(measure, "hold", text, context, None)?;
        return Ok(());
    }
    let (percent, band) = (
        measure.unit.as_deref() == Some("%"),
        measure.high.unwrap_or_default(),
    );
    let read = number::amount(text, context.comma)?;
    let middle = read.number;
    let share = |band: Quantity| {
        middle
            .times(band)
            .and_then(|all| all.over(Quantity::from(100)))
    };
    // "± 25%" is a share of what it is around, unless that is a percentage itself.
    let relative = percent && read.unit != Some(number::Unit::Percent);
    let band = if relative {
        share(band).unwrap_or_default()
    } else {
        band
    }
    .size();
    if relative {
        measure.unit = None;
    }
    (measure.low, measure.high) = (middle.minus(band), middle.plus(band));
    Ok(())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::domain::assess::Policy;
    use crate::domain::cycle::Calendar;
    use crate::time::Now;

    pub fn context() -> Context {
        Context {
            now: Now::noon_of(chrono::NaiveDate::from_ymd_opt(2026, 8, 28).expect("a day")),
            by: String::new(),
            command: String::new(),
            comma: number::Comma::Auto,
            policy: Policy::default(),
            calendar: Calendar::default(),
            watch: Default::default(),
        }
    }

    fn answered(sentence: &str, texts: &[&str]) -> Result<String> {
        let reading = sentence::read(sentence);
        let mut measure = reading.measure;
        for (question, text) in reading.questions.iter().zip(texts) {
            answer(&mut measure, question, text, &context())?;
        }
        Ok(sentence::describe(&measure))
    }

    #[test]
    fn an_answer_completes_the_reading() {
        for (sentence, texts, told) in [
            (
                "Reduce bug reports by 30%",
                &["120"][..],
                "go down to 70% of 120: 84 bug reports",
            ),
            (
                "Reach 95% of lines tested",
                &["81%"],
                "go up from 81% to 95%",
            ),
            (
                "Reduce churn by 2%",
                &["points", "5%"],
                "go down by 2 pp, from 5 to 3",
            ),
            (
                "Reduce churn by 2%",
                &["r"],
                "go down to 98% of a baseline you have not given yet",
            ),
            (
                "Run 3 customer interviews per week",
                &["total"],
                "count from 0 to 3 interviews",
            ),
            (
                "Run 3 customer interviews per week",
                &["floor"],
                "stay at or over 3 interviews/week",
            ),
            (
                "Improve developer experience",
                &["milestone"],
                "a milestone, done or not",
            ),
            (
                "Improve developer experience",
                &["32..45"],
                "go up from 32 to 45",
            ),
            (
                "Improve developer experience",
                &["NPS from 32 to 45"],
                "go up from 32 to 45 NPS",
            ),
            (
                "Improve developer experience",
                &["80%"],
                "go up to 80% from a start you have not given yet",
            ),
        ] {
            assert_eq!(
                answered(sentence, texts).as_deref(),
                Ok(told),
                "{sentence} {texts:?}"
            );
        }
    }

    #[test]
    fn what_is_no_answer_is_refused_and_changes_nothing() {
        for (sentence, text) in [
            ("Reduce churn by 2%", "maybe"),
            ("Improve developer experience", "somehow"),
            ("Reach 95% of lines tested", "95%"),
            ("Run 3 customer interviews per week", "?"),
        ] {
            let reading = sentence::read(sentence);
            let mut measure = reading.measure.clone();
            answer(&mut measure, &reading.questions[0], text, &context()).expect_err(text);
            assert_eq!(measure, reading.measure);
        }
    }

    #[test]
    fn a_band_around_nothing_is_not_kept_as_bounds() {
        let reading = sentence::read("Keep the order book within ±25%");
        assert_eq!(reading.questions, [Question::AroundWhat]);
        let mut measure = reading.measure.clone();
        leave_open(&mut measure, &Question::AroundWhat);
        assert_eq!(
            (measure.kind, measure.low, measure.high),
            (Kind::Unknown, None, None)
        );
        let mut measure = reading.measure;
        answer(&mut measure, &Question::AroundWhat, "200", &context()).expect("answered");
        assert_eq!(sentence::describe(&measure), "stay between 150 and 250");
    }

    #[test]
    fn an_open_question_has_a_line_to_type() {
        let reading = sentence::read("Reduce churn by 2%");
        assert_eq!(
            line_to_type(&reading.questions[0], &reading.measure, "K2"),
            "okr set K2 kind=delta unit=pp change=-2   or   okr set K2 kind=relative unit=% change=0.98"
        );
        assert_eq!(
            line_to_type(
                &Question::Baseline,
                &sentence::read("Reduce bug reports by 30%").measure,
                "K2"
            ),
            "okr set K2 baseline=VALUE"
        );
    }
}
