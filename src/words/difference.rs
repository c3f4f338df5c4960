//! What changed about a record between two moments, column by column and as a sentence. The facts
//! come from a comparison of two boards; text of people stays raw here.

use okr_core::domain::measure::Measure;
use okr_core::domain::quantity::Quantity;
use okr_core::report::diff::{Event, Goal, RecordChange, Shift};

use super::glyphs::Glyphs;
use super::{item as words, progress, status};

/// What is set in a comparison: `none` where nobody said.
const NONE: &str = "none";

fn shift<T>(shift: Option<&Shift<T>>, arrow: &str, text: impl Fn(&T) -> String) -> Option<String> {
    shift.map(|shift| format!("{} {arrow} {}", text(&shift.before), text(&shift.after)))
}

fn value_text(value: Option<Quantity>, measure: Option<&Measure>) -> String {
    match (value, measure) {
        (Some(value), Some(measure)) => words::bare(value, measure),
        (Some(value), None) => value.to_string(),
        (None, _) => progress::UNKNOWN.to_owned(),
    }
}

/// `106 → 104`.
#[must_use]
pub fn value(change: &RecordChange, measure: Option<&Measure>, arrow: &str) -> Option<String> {
    shift(change.value.as_ref(), arrow, |value| {
        value_text(*value, measure)
    })
}

/// `39% → 44%`.
#[must_use]
pub fn done(change: &RecordChange, arrow: &str) -> Option<String> {
    let text = shift(change.progress.as_ref(), arrow, |fraction| {
        progress::share(*fraction)
    })?;
    // A change of less than a percent is none to a reader.
    let same = change
        .progress
        .as_ref()
        .is_some_and(|shift| progress::share(shift.before) == progress::share(shift.after));
    (!same).then_some(text)
}

/// `6 → 5`.
#[must_use]
pub fn confidence(change: &RecordChange, arrow: &str) -> Option<String> {
    shift(change.confidence.as_ref(), arrow, |answer| {
        answer.map_or_else(|| progress::UNKNOWN.to_owned(), |answer| answer.to_string())
    })
}

/// `on → watch`.
#[must_use]
pub fn standing(change: &RecordChange, arrow: &str) -> Option<String> {
    shift(change.status.as_ref(), arrow, |status| {
        status.name().to_owned()
    })
}

/// The word for what happened to the record as a whole; empty when it only changed.
#[must_use]
pub fn event(event: Event) -> &'static str {
    match event {
        Event::Added => "new",
        Event::Dropped => "dropped",
        Event::Restored => "brought back",
        Event::Gone => "gone",
        Event::Changed => "",
    }
}

fn goal_text(goal: &Goal, measure: Option<&Measure>) -> String {
    let bounds = measure.map(|measure| Measure {
        low: goal.low,
        high: goal.high,
        ..measure.clone()
    });
    match (goal.value, bounds) {
        (Some(value), _) => value_text(Some(value), measure),
        (None, Some(bounds)) => words::bounds(&bounds).unwrap_or_else(|| NONE.to_owned()),
        (None, None) => NONE.to_owned(),
    }
}

/// Everything that has no column of its own.
#[must_use]
pub fn also(change: &RecordChange, measure: Option<&Measure>, glyphs: &Glyphs) -> Vec<String> {
    let arrow = glyphs.arrow;
    let mut said: Vec<String> = Vec::new();
    said.extend(Some(event(change.event).to_owned()).filter(|event| !event.is_empty()));
    said.extend(
        shift(change.goal.as_ref(), arrow, |goal| goal_text(goal, measure))
            .map(|text| format!("target {text}")),
    );
    said.extend(
        shift(change.owner.as_ref(), arrow, |owner| {
            owner.clone().unwrap_or_else(|| NONE.to_owned())
        })
        .map(|text| format!("owner {text}")),
    );
    if let Some(renamed) = &change.renamed {
        said.push(format!("was \"{}\"", renamed.before));
    }
    match change.blocker.as_ref().map(|blocker| &blocker.after) {
        Some(Some(blocker)) => said.push(format!("blocked: {blocker}")),
        Some(None) => said.push("no longer blocked".to_owned()),
        None => {}
    }
    // A new value says by itself that there was a check-in.
    match change.check_ins {
        0 => {}
        1.. if change.value.is_some() => {}
        more @ 1.. => said.push(status::counted(more.unsigned_abs() as usize, "check-in")),
        fewer => said.push(format!(
            "{} fewer",
            status::counted(fewer.unsigned_abs() as usize, "check-in")
        )),
    }
    said
}

/// All of it in sentences, for line mode.
#[must_use]
pub fn sentence(change: &RecordChange, measure: Option<&Measure>, glyphs: &Glyphs) -> String {
    let mut parts = vec![
        format!("{} {}", progress::capital(change.kind.noun()), change.id),
        change.title.clone(),
    ];
    let columns = [
        ("Value", value(change, measure, "to")),
        ("Progress", done(change, "to")),
        ("Confidence", confidence(change, "to")),
        ("Status", standing(change, "to")),
    ];
    for (name, text) in columns {
        // A dash is not read aloud.
        let spoken = |text: String| {
            text.split(' ')
                .map(|word| {
                    if word == progress::UNKNOWN {
                        "unknown"
                    } else {
                        word
                    }
                })
                .collect::<Vec<_>>()
                .join(" ")
        };
        let text = text.map(spoken);
        parts.extend(text.map(|text| format!("{name} from {text}")));
    }
    parts.extend(
        also(change, measure, glyphs)
            .iter()
            .map(|text| progress::capital(text)),
    );
    words::ended(&parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::glyphs::GlyphSet;
    use okr_core::domain::assess::Status;
    use okr_core::domain::id::Uid;
    use okr_core::domain::measure::Kind;
    use okr_core::domain::record::Type;

    fn change() -> RecordChange {
        RecordChange {
            uid: Uid::from_bytes([1; 16]),
            kind: Type::KeyResult,
            id: "K2".to_owned(),
            title: "Reduce bug reports".to_owned(),
            event: Event::Changed,
            renamed: None,
            owner: None,
            goal: None,
            value: None,
            progress: None,
            status: None,
            confidence: None,
            blocker: None,
            check_ins: 0,
        }
    }

    fn from<T>(before: T, after: T) -> Option<Shift<T>> {
        Some(Shift { before, after })
    }

    #[test]
    fn a_change_reads_from_the_old_to_the_new() {
        let measure = Measure {
            kind: Kind::Count,
            unit: Some("reports".to_owned()),
            ..Measure::default()
        };
        let quantity = |text: &str| text.parse::<Quantity>().ok();
        let change = RecordChange {
            value: from(quantity("106"), quantity("104")),
            progress: from(Some(0.39), Some(0.444)),
            confidence: from(Some(4), None),
            status: from(Status::On, Status::Watch),
            owner: from(None, Some("li".to_owned())),
            blocker: from(Some("legal".to_owned()), None),
            check_ins: 1,
            ..change()
        };
        let glyphs = GlyphSet::Unicode.glyphs();
        assert_eq!(
            value(&change, Some(&measure), "→").as_deref(),
            Some("106 → 104")
        );
        assert_eq!(
            sentence(&change, Some(&measure), glyphs),
            "Key result K2. Reduce bug reports. Value from 106 to 104. Progress from 39% to 44%. \
             Confidence from 4 to unknown. Status from on to watch. Owner none → li. No longer blocked."
        );
    }

    #[test]
    fn less_than_a_percent_is_no_change_to_a_reader() {
        let change = RecordChange {
            progress: from(Some(0.4411), Some(0.4414)),
            check_ins: 1,
            ..change()
        };
        assert_eq!(done(&change, "→"), None);
        let glyphs = GlyphSet::Ascii.glyphs();
        assert_eq!(also(&change, None, glyphs), ["1 check-in"]);
    }
}
