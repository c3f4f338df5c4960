//! The arithmetic of milestones, steps and zones, whose values are places on a way from 0 to 1: said
//! in the words they are answered with, and never as a subtraction from 0.

use super::super::Workings;
use super::super::percent;
use super::{Line, exact, source};
use crate::domain::check_in::CheckIn;
use crate::domain::measure::{Kind, Measure};
use crate::domain::quantity::Quantity;
use chrono::NaiveDate;

pub(super) fn place(work: &Workings, lines: &mut Vec<Line>) {
    let measure = &work.kr.measure;
    lines.extend(rule(measure));
    let last = work.series.iter().rev().find(|one| one.value.is_some());
    let (Some(one), Some(progress)) = (last, work.assessment.progress) else {
        lines.push(Line::new("progress", "unknown, which is not 0"));
        return;
    };
    let value = one.value.unwrap_or_default();
    lines.push(Line::new("now", now(measure, value, one, work.day)));
    let whole = percent(progress);
    let text = match measure.kind {
        Kind::Milestone if progress >= 1.0 => format!("{whole}%, because it is done"),
        Kind::Milestone if progress <= 0.0 => format!("{whole}%, because it is not done yet"),
        Kind::Steps => steps_done(measure, value, progress),
        _ => format!("{whole}% of the way"),
    };
    lines.push(Line::new("progress", text));
}

/// What the answers are worth.
fn rule(measure: &Measure) -> Option<Line> {
    match measure.kind {
        Kind::Milestone => Some(Line::new("counts", "100% once it is done, 0% before")),
        Kind::Steps => {
            let terms: Vec<String> = measure
                .steps
                .iter()
                .map(|step| format!("{} {}", step.name, step.weight))
                .collect();
            let all = weight_of_all(measure)?;
            let text = format!(
                "the weight of the steps done of {all}: {}",
                terms.join(", ")
            );
            Some(Line::new("counts", text))
        }
        _ => Some(Line::new(
            "counts",
            "fail 0%, commit 30%, target 70%, stretch 100%, and what was said between them",
        )),
    }
}

fn weight_of_all(measure: &Measure) -> Option<Quantity> {
    let weights = measure.steps.iter().map(|step| step.weight);
    let all = weights
        .into_iter()
        .try_fold(Quantity::ZERO, Quantity::plus)?;
    (all > Quantity::ZERO).then_some(all)
}

fn now(measure: &Measure, value: Quantity, one: &CheckIn, said: NaiveDate) -> String {
    let told = one
        .text
        .as_deref()
        .filter(|_| measure.kind != Kind::Milestone);
    let word = match measure.kind {
        _ if told.is_some() => told.unwrap_or_default().to_owned(),
        Kind::Milestone if value >= Quantity::ONE => "done".to_owned(),
        Kind::Milestone if value.is_zero() => "not done".to_owned(),
        _ => format!("{}%", exact(value.as_f64())),
    };
    format!("{word} {}", source(one, said))
}

/// `88% = 7 of 8`, the weights being what was done and what there is.
fn steps_done(measure: &Measure, value: Quantity, progress: f64) -> String {
    let whole = percent(progress);
    let done = weight_of_all(measure).and_then(|all| Some((value.times(all)?, all)));
    match done {
        Some((done, all)) => format!("{whole}% = {} / {all}", super::decimal(done.as_f64())),
        None => format!("{whole}% of the way"),
    }
}
