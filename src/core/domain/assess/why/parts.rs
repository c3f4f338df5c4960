//! The arithmetic behind an objective: each part with its share, the mean with its numbers filled
//! in, what is not known, and which part holds the status back.

use super::super::{Assessment, Part, Status, percent, shares};
use super::{Line, confidence, exact, pace_line};

/// Explains what [`super::super::roll_up`] answered for these parts, as `found` has it: whoever
/// rolled up may know more than the parts do, such as that the objective was dropped.
#[must_use]
pub fn why_roll_up(parts: &[Part], found: &Assessment) -> Vec<Line> {
    let weights: Vec<_> = parts.iter().map(|part| part.weight).collect();
    let shares = shares(&weights);
    let mut lines: Vec<Line> = parts
        .iter()
        .zip(&shares)
        .map(|(part, share)| part_line(part, *share))
        .collect();
    if let Some(progress) = found.progress {
        let terms = terms(parts, &shares);
        let known = found.coverage.map_or(1.0, |coverage| coverage.share);
        let divisor = if known < 1.0 - 1e-9 {
            format!(" / {}%, the share that reported", exact(known))
        } else {
            String::new()
        };
        let text = format!("{}% = ({terms}){divisor}", percent(progress));
        lines.push(Line::new("progress", text));
    }
    if let Some(coverage) = found.coverage {
        lines.push(Line::new("coverage", coverage.sentence(found.progress)));
    }
    if let (Some(progress), Some(expected)) = (found.progress, found.expected) {
        lines.push(expected_line(parts, &shares, expected));
        lines.push(pace_line(progress, found, expected));
    }
    confidence_without_cap(found, &mut lines);
    for flag in &found.flags {
        lines.push(Line::new("note", flag.sentence()));
    }
    let status = format!("{}: {}", found.status.name(), found.reason);
    lines.push(Line::new("status", status));
    if let Some(text) = change(parts, &shares, found.status) {
        lines.push(Line::new("change", text));
    }
    lines
}

fn part_line(part: &Part, share: f64) -> Line {
    let weight = if share > 0.0 {
        let given = match part.weight {
            Some(weight) => format!("set to {weight}"),
            None => "equal".to_owned(),
        };
        format!("weight {}% ({given})", exact(share))
    } else {
        "not counted".to_owned()
    };
    let status = part.status.name();
    let text = match (part.progress, part.expected) {
        (Some(progress), Some(expected)) => {
            let (done, expected) = (exact(progress), exact(expected));
            format!("{weight}: {done}% done, {expected}% expected, {status}")
        }
        (Some(progress), None) => format!("{weight}: {}% done, {status}", exact(progress)),
        (None, _) => format!("{weight}: unknown, {status}"),
    };
    Line::new(part.label.clone(), text)
}

fn terms(parts: &[Part], shares: &[f64]) -> String {
    let terms: Vec<String> = parts
        .iter()
        .zip(shares)
        .filter(|(_, share)| **share > 0.0)
        .filter_map(|(part, share)| {
            let (share, done) = (exact(*share), exact(part.progress?));
            Some(format!("{share}% * {done}%"))
        })
        .collect();
    terms.join(" + ")
}

/// The mean that the progress is compared with, over the same parts.
fn expected_line(parts: &[Part], shares: &[f64], expected: f64) -> Line {
    let mut counted = parts
        .iter()
        .zip(shares)
        .filter(|(part, share)| **share > 0.0 && part.progress.is_some())
        .map(|(part, _)| part);
    let planless = if counted.any(|part| part.expected.is_none()) {
        "; a part without a plan is expected to be where it is"
    } else {
        ""
    };
    let expected = exact(expected);
    let text = format!("{expected}%, the same mean over what was expected of them{planless}");
    Line::new("expected", text)
}

/// The parts' caps already speak through their status; the mean caps nothing.
fn confidence_without_cap(found: &Assessment, lines: &mut Vec<Line>) {
    let mut own = Vec::new();
    confidence(found, &mut own);
    lines.extend(own.into_iter().map(|line| {
        let text = line.text.split(';').next().unwrap_or_default().to_owned();
        Line::new(
            line.label,
            format!("{text}, the weighted mean of the answers"),
        )
    }));
}

fn change(parts: &[Part], shares: &[f64], status: Status) -> Option<String> {
    let named = |wanted: &[Status]| -> Vec<&str> {
        let counted = parts.iter().zip(shares).filter(|(_, share)| **share > 0.0);
        let with = counted.filter(|(part, _)| wanted.contains(&part.status));
        with.map(|(part, _)| part.label.as_str()).collect()
    };
    let silent = named(&[Status::NoData]);
    match status {
        Status::NoData if !silent.is_empty() => Some(format!(
            "a first check-in of {} would start it",
            silent.join(" or ")
        )),
        Status::Stale => {
            let stale = named(&[Status::Stale]).join(", ");
            Some(format!("a check-in of {stale} would make it fresh"))
        }
        Status::Watch | Status::Behind => {
            let behind = named(&[Status::Behind]);
            let held_by = if behind.is_empty() {
                named(&[Status::Watch, Status::Stale])
            } else {
                behind
            };
            let verb = if held_by.len() == 1 { "holds" } else { "hold" };
            (!held_by.is_empty()).then(|| format!("{} {verb} it back", held_by.join(", ")))
        }
        _ => None,
    }
}
