//! Records as an outline without ids: the text that `okr add -` reads into another book. What a
//! sentence says itself is not written again; starts and targets always are, because they are what
//! people look for. Rule not to break: the text read again gives the same measure.

use crate::act::Context;
use crate::act::add::VISION_ABOVE;
use crate::act::answer::leave_open;
use crate::act::read;
use crate::capture::number;
use crate::domain::id::Uid;
use crate::domain::key_result::KeyResult;
use crate::domain::measure::{Kind, Measure, Plan, Step};
use crate::domain::objective::{Head, Objective, Vision};
use crate::domain::quantity::Quantity;

type Field = (&'static str, String);

/// `vision …`, with its owner.
pub fn vision(out: &mut String, vision: &Vision) {
    let owner = vision.owner.iter().map(|owner| ("owner", owner.clone()));
    line(out, "vision ", &vision.title);
    fields(out, "   ", owner.collect());
}

/// The line of an objective; without ids it can only say that it serves the one vision there is.
pub fn objective(out: &mut String, objective: &Objective, the_vision: Option<Uid>) {
    // A title alone at the margin could look like something else.
    line(out, "# ", &objective.head.title);
    let mut all = head(&objective.head);
    if the_vision.is_some() && objective.head.parent == the_vision {
        all.push(("serves", VISION_ABOVE.to_owned()));
    }
    if objective.counts {
        all.push(("counts", "yes".to_owned()));
    }
    fields(out, "   ", all);
}

/// The line of a key result, to stand below its objective.
pub fn key_result(out: &mut String, key_result: &KeyResult, context: &Context) {
    let head_of = &key_result.head;
    line(out, "   - ", &head_of.title);
    let mut all = measure(&key_result.measure, &one_line(&head_of.title), context);
    all.extend(head(head_of));
    fields(out, "     ", all);
}

fn line(out: &mut String, before: &str, title: &str) {
    out.push_str(before);
    out.push_str(&one_line(title));
    out.push('\n');
}

/// A line of an outline ends a text, and two spaces end a field.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Short ones side by side, long ones alone.
fn fields(out: &mut String, indent: &str, all: Vec<Field>) {
    let mut width = 0;
    for (name, value) in all {
        let value = one_line(&value);
        let text = format!("{name}: {value}");
        let length = text.chars().count();
        // A name without a value would take the field behind it for one.
        let is_alone = value.is_empty() || length > 30;
        if width == 0 {
            out.push_str(indent);
        } else if is_alone || width + length > 70 {
            out.push('\n');
            out.push_str(indent);
            width = 0;
        } else {
            out.push_str("    ");
        }
        out.push_str(&text);
        width += length + 4;
        if is_alone {
            width = 71;
        }
    }
    if width > 0 {
        out.push('\n');
    }
}

fn head(head: &Head) -> Vec<Field> {
    let mut all = Vec::new();
    let mut add = |name, value: Option<String>| all.extend(value.map(|value| (name, value)));
    let list = |words: &[String]| (!words.is_empty()).then(|| words.join(", "));
    add("owner", head.owner.clone());
    add("team", head.team.clone());
    add("tags", list(&head.tags));
    add("links", list(&head.links));
    add("due", head.due.map(|due| due.to_string()));
    add("weight", head.weight.map(|weight| weight.to_string()));
    add(
        "ambition",
        head.ambition.map(|ambition| ambition.name().to_owned()),
    );
    add("as", head.handle.clone());
    all
}

/// The fields that make this measure of this sentence: first those people look for, and as many of the
/// others as it takes.
fn measure(measure: &Measure, title: &str, context: &Context) -> Vec<Field> {
    let said = said(measure);
    let mut more = more(measure);
    more.extend(said.clone());
    let cleared: Vec<Field> = ["start", "target", "change", "unit"]
        .into_iter()
        .filter(|name| !more.iter().any(|(known, _)| known == name))
        .map(|name| (name, String::new()))
        .collect();
    let mut all = more.clone();
    all.extend(cleared);
    for attempt in [said, more] {
        if gives(&attempt, title, measure, context) {
            return attempt;
        }
    }
    let mut place = 0;
    while place < all.len() {
        let mut fewer = all.clone();
        fewer.remove(place);
        if gives(&fewer, title, measure, context) {
            all = fewer;
        } else {
            place += 1;
        }
    }
    all
}

fn gives(fields: &[Field], title: &str, measure: &Measure, context: &Context) -> bool {
    let typed: Vec<(String, String)> = fields
        .iter()
        .map(|(name, value)| ((*name).to_owned(), value.clone()))
        .collect();
    read::key_result(title, &typed, context, None).is_ok_and(|mut draft| {
        for question in &draft.questions {
            leave_open(&mut draft.new.measure, question);
        }
        draft.new.measure == *measure
    })
}

/// What people look for.
fn said(measure: &Measure) -> Vec<Field> {
    let mut all = Vec::new();
    let text = |value: Quantity| number::text(value, measure);
    match measure.kind {
        Kind::Milestone | Kind::Zones | Kind::Unknown => {}
        Kind::Steps => all.push(("steps", steps(&measure.steps))),
        Kind::Hold => all.extend(number::bounds(measure).map(|bounds| ("hold", bounds))),
        _ => {
            let start = match measure.kind {
                Kind::Relative | Kind::Delta => "baseline",
                _ => "start",
            };
            all.extend(measure.start.map(|value| (start, text(value))));
            all.extend(measure.target.map(|value| ("target", text(value))));
        }
    }
    if let Some(zones) = &measure.zones {
        let named = [
            ("commit-zone", &zones.commit),
            ("target-zone", &zones.target),
            ("stretch-zone", &zones.stretch),
        ];
        let named = named
            .into_iter()
            .filter(|(_, sentence)| !sentence.is_empty());
        all.extend(named.map(|(name, sentence)| (name, sentence.clone())));
    }
    if let Some(marks) = measure.marks {
        all.push(("marks", number::marks(marks)));
    }
    match &measure.plan {
        None => {}
        Some(Plan::BackLoaded) => all.push(("plan", "back-loaded".to_owned())),
        Some(Plan::Points(points)) => {
            let points: Vec<String> = points
                .iter()
                .map(|(day, value)| format!("{day}={}", number::line_value(*value, measure)))
                .collect();
            all.push(("plan", points.join(",")));
        }
    }
    all
}

/// What a sentence mostly says by itself.
fn more(measure: &Measure) -> Vec<Field> {
    let mut all = vec![("kind", measure.kind.name().to_owned())];
    all.extend(measure.unit.clone().map(|unit| ("unit", unit)));
    all.extend(measure.scale.map(|scale| ("scale", scale.to_string())));
    all.extend(measure.change.map(|change| ("change", change.to_string())));
    if measure.start.is_none() || measure.target.is_none() {
        all.push(("direction", measure.direction.name().to_owned()));
    }
    all.retain(|(name, value)| *name != "direction" || value != "stay");
    all
}

fn steps(steps: &[Step]) -> String {
    let is_counted = steps
        .iter()
        .enumerate()
        .all(|(place, step)| step.name == (place + 1).to_string() && step.weight == Quantity::ONE);
    if is_counted {
        return steps.len().to_string();
    }
    number::step_list(steps)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::act::answer::tests::context;

    /// The fields written for a sentence with these fields, which give the same measure again.
    fn written(title: &str, typed: &[(&str, &str)]) -> String {
        let typed: Vec<(String, String)> = typed
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        let draft = read::key_result(title, &typed, &context(), None).expect("read");
        let all = measure(&draft.new.measure, title, &context());
        assert!(
            gives(&all, title, &draft.new.measure, &context()),
            "{title}: {all:?} is not {:?}",
            draft.new.measure
        );
        let mut out = String::new();
        fields(&mut out, "", all);
        out
    }

    #[test]
    fn every_kind_of_measure_is_read_again_as_it_was() {
        for (title, typed) in [
            ("Reach 95% of lines tested", &[("start", "81%")][..]),
            ("Reduce bug reports by 30%", &[("baseline", "120")]),
            (
                "Reduce bug reports by 30%",
                &[("baseline", "120"), ("target", "84"), ("unit", "reports")],
            ),
            ("Reduce churn by 2 percentage points", &[("baseline", "5%")]),
            ("Score 4.5/5 in the surveys", &[("start", "3.9")]),
            ("Grow MRR from $80k to $120k", &[]),
            ("Keep first response under 4 hours", &[]),
            ("Keep uptime above 99.9%", &[]),
            ("Launch the mobile app", &[]),
            (
                "Launch the mobile app",
                &[("steps", "design:2,build:5,launch")],
            ),
            ("Launch the mobile app", &[("steps", "5")]),
            (
                "Be ready",
                &[
                    ("commit-zone", "Half of it"),
                    ("target-zone", "All of it"),
                    ("stretch-zone", "More"),
                ],
            ),
            ("Rank in the top 3 for \"okr cli\"", &[("start", "9")]),
            ("Improve developer experience", &[]),
            (
                "Publish 12 blog articles",
                &[("start", ""), ("plan", "2026-08-01=4,2026-09-01=9")],
            ),
            (
                "Publish 12 blog articles",
                &[("marks", "0.4,0.8"), ("plan", "back-loaded")],
            ),
            (
                "Publish 12 blog articles",
                &[("kind", "percent"), ("target", "50%")],
            ),
            (
                "Cut p95 latency from 800 ms to 300 ms",
                &[("unit", "s"), ("start", "0.8"), ("target", "0.3")],
            ),
        ] {
            written(title, typed);
        }
    }

    #[test]
    fn what_the_sentence_says_is_not_said_twice_but_for_start_and_target() {
        assert_eq!(
            written("Reach 95% of lines tested", &[("start", "81%")]),
            "start: 81%    target: 95%\n"
        );
        assert_eq!(written("Launch the mobile app", &[]), "");
    }
}
