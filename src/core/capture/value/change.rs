//! Changes on the last value: `+3`, `-2%`, `x1.05`. Without a last value the start is what changes,
//! and that is said. A percentage of a value that is not in percent is refused: of what?

use super::question::Question;
use super::{Source, Typed};
use crate::capture::number::{self, Comma, Misread, Reading};
use crate::domain::measure::{Kind, Measure};
use crate::domain::quantity::Quantity;

/// The value that changes, and a remark when it is not a check-in's.
fn from(typed: &str, question: &Question) -> Result<(Quantity, Option<String>), Misread> {
    let Question {
        reference,
        measure,
        last,
        ..
    } = *question;
    if let Some(value) = last.value {
        return Ok((value, None));
    }
    if let Some(start) = measure.start {
        let remark = format!(
            "no check-in yet; {typed} counted from the start, {}",
            number::text(start, measure)
        );
        return Ok((start, Some(remark)));
    }
    let misread = Misread::new(
        "E209",
        format!("{reference} has no last value that {typed} could change"),
    );
    Err(match typed.strip_prefix('-') {
        Some(size) => misread
            .why(format!(
                "Type the value itself; for a value below zero type 0-{size}."
            ))
            .instead(format!("0-{size}")),
        None => misread
            .why("Type the value itself.")
            .instead(question.example()),
    })
}

/// `+3` and `-2`.
pub(super) fn by(typed: &str, question: &Question) -> Result<Typed, Misread> {
    let Question {
        reference,
        measure,
        comma,
        ..
    } = *question;
    let size = typed[1..].trim_start();
    if size.starts_with(['+', '-']) || size.starts_with("0-") {
        return Err(
            Misread::new("E204", format!("{typed} has two signs")).instead(question.example())
        );
    }
    let negative = typed.starts_with('-');
    // Who fills in a table of values means the value, where one below zero is to be expected.
    if negative && question.source == Source::File && lives_below_zero(question) {
        return super::plain_value(&format!("0{typed}"), question);
    }
    if let Some(percent) = percent_of_something(size, measure, comma) {
        let percent = if typed.starts_with('-') {
            percent.negated()
        } else {
            percent
        };
        return Err(percent_of_what(typed, percent, question));
    }
    let reading = number::in_unit(size, reference, measure, comma).map_err(|misread| Misread {
        instead: misread
            .instead
            .iter()
            .map(|value| format!("{}{value}", &typed[..1]))
            .collect(),
        ..misread
    })?;
    if reading.quantity.is_zero() {
        return Err(Misread::new("E204", format!("{typed} changes nothing"))
            .why("For the same value again type same; for zero type 0.")
            .instead("same")
            .instead(number::line_value(Quantity::ZERO, measure)));
    }
    let (start, remark) = from(typed, question)?;
    let change = if negative {
        reading.quantity.negated()
    } else {
        reading.quantity
    };
    let value = start.plus(change).ok_or_else(|| too_large(typed))?;
    let doubtful = negative && value != change && lives_below_zero(question);
    let mut typed_value = settled(value, typed, &reading, question)?;
    typed_value.remarks.extend(remark);
    if doubtful {
        // A shell would replace what follows a dollar sign.
        let itself = if typed.contains('$') {
            number::line_value(change, measure)
        } else {
            format!("0{typed}")
        };
        typed_value.remarks.push(format!(
            "{typed} read as a change, which makes {}; for the value itself type {itself}",
            number::text(value, measure)
        ));
    }
    Ok(typed_value)
}

pub(super) fn is_factor(typed: &str) -> bool {
    typed.strip_prefix(['x', 'X', '*']).is_some_and(|rest| {
        rest.trim_start()
            .starts_with(|first: char| first.is_ascii_digit() || first == '.')
    })
}

/// `x1.05` and `*1.05`.
pub(super) fn times(typed: &str, question: &Question) -> Result<Typed, Misread> {
    let Question {
        reference, comma, ..
    } = *question;
    let plain = Measure {
        kind: Kind::Number,
        ..Measure::default()
    };
    let reading =
        number::in_unit(typed[1..].trim_start(), reference, &plain, comma).map_err(|misread| {
            Misread {
                why: vec!["A factor is x and a bare number.".to_owned()],
                instead: vec!["x1.05".to_owned()],
                ..misread
            }
        })?;
    let (start, remark) = from(typed, question)?;
    let value = start
        .times(reading.quantity)
        .ok_or_else(|| too_large(typed))?;
    // A factor has no thousands that could be doubted.
    let reading = Reading {
        doubt: None,
        ..reading
    };
    let mut typed_value = settled(value, typed, &reading, question)?;
    typed_value.remarks.extend(remark);
    Ok(typed_value)
}

fn settled(
    value: Quantity,
    typed: &str,
    reading: &Reading,
    question: &Question,
) -> Result<Typed, Misread> {
    let Question {
        reference,
        measure,
        last,
        ..
    } = *question;
    let shown = format!("{typed} makes {}, which", number::text(value, measure));
    // What helps against a slip in a value (a tenth of it) does not help against one in a change.
    number::within(value, &shown, reference, measure, last.value)
        .and_then(|()| number::possible(value, &shown, reference, measure, last.value))
        .map_err(|misread| Misread {
            instead: Vec::new(),
            ..misread
        })?;
    let remarks = number::remarks(typed, reading, value, measure);
    Ok(Typed {
        value: Some(value),
        remarks,
        ..Typed::default()
    })
}

fn too_large(typed: &str) -> Misread {
    Misread::new("E204", format!("{typed} makes a value that is too large"))
        .why("Numbers stay below 1 000 000 000 000 000.")
}

fn lives_below_zero(question: &Question) -> bool {
    let measure = question.measure;
    [
        question.last.value,
        measure.start,
        measure.target,
        measure.low,
    ]
    .into_iter()
    .flatten()
    .any(|value| value.is_negative())
}

/// The 5 of `+5%`, where the measure is not in percent.
fn percent_of_something(size: &str, measure: &Measure, comma: Comma) -> Option<Quantity> {
    if number::is_percent(measure) {
        return None;
    }
    let percent = Measure {
        kind: Kind::Percent,
        ..Measure::default()
    };
    let reading =
        number::in_unit(size.strip_suffix('%').map(|_| size)?, "", &percent, comma).ok()?;
    Some(reading.quantity)
}

fn percent_of_what(typed: &str, percent: Quantity, question: &Question) -> Misread {
    let Question {
        reference,
        measure,
        last,
        ..
    } = *question;
    let hundred = Quantity::from(100);
    let target = measure
        .goal(measure.start)
        .filter(|target| Some(*target) != last.value);
    let of = |value: Quantity| number::text_without_unit(value, measure);
    let message = match (target, last.value) {
        (Some(target), Some(last)) => format!(
            "{typed} of {} or of the last value {}?",
            of(target),
            of(last)
        ),
        (None, Some(last)) => format!("{typed} of the last value {}, or of the target?", of(last)),
        (_, None) => format!("{typed} of what? {reference} has no last value"),
    };
    let misread = Misread::new("E206", message);
    let factor = hundred.plus(percent).and_then(|whole| whole.over(hundred));
    let (Some(last), Some(factor)) = (last.value, factor.filter(|factor| !factor.is_negative()))
    else {
        return misread
            .why("Type the value itself.")
            .instead(question.example());
    };
    let Some(result) = last.times(factor) else {
        return misread
            .why("Type the value itself.")
            .instead(question.example());
    };
    let whole = matches!(measure.kind, Kind::Count | Kind::Rank)
        .then(|| Quantity::from_f64(result.as_f64().round()))
        .flatten()
        .unwrap_or(result);
    let change = whole.minus(last).unwrap_or_default();
    let sign = if change.is_negative() { "" } else { "+" };
    misread
        .why(format!(
            "Of the last value it makes {} ({sign}{change}). Type the number, or a factor.",
            of(whole)
        ))
        .instead(number::line_value(whole, measure))
        .instead(format!("x{factor}"))
}
