//! What happened to a record, in a sentence each: for pages and the history. Text of people stays
//! raw here.

use okr_core::domain::key_result::TargetChange;
use okr_core::domain::measure::Measure;
use okr_core::domain::quantity::Quantity;
use okr_core::report::history::Happening;

use super::glyphs::Glyphs;
use super::item as words;

/// `Note N5: the rota starts on Monday`, `target 12 → 14 articles`.
#[must_use]
pub fn sentence(happening: &Happening, measure: Option<&Measure>, glyphs: &Glyphs) -> String {
    match happening {
        Happening::CheckedIn { check_in, .. } => {
            let value = check_in
                .value
                .zip(measure)
                .map(|(value, measure)| words::value(value, measure));
            format!(
                "check-in {}: {}",
                check_in.id,
                value.unwrap_or_else(|| "no number".to_owned())
            )
        }
        Happening::Noted(note) => format!("note {}: {}", note.id, note.title),
        Happening::Won(win) => format!("win {}: {}", win.id, win.title),
        Happening::Asked(ask) => {
            let answer = ask
                .answer
                .as_ref()
                .map_or_else(String::new, |answer| format!(" ({answer})"));
            let state = if ask.closed.is_some() {
                "closed"
            } else {
                "open"
            };
            format!("ask {}, {state}: {}{answer}", ask.id, ask.title)
        }
        Happening::Blocked(blocker) => format!("blocked: {blocker}"),
        Happening::TargetMoved { from, to } => moved(from, to, measure, glyphs),
        Happening::Dropped {
            because: Some(because),
        } => format!("dropped: {because}"),
        Happening::Dropped { because: None } => "dropped".to_owned(),
    }
}

fn moved(
    from: &TargetChange,
    to: &TargetChange,
    measure: Option<&Measure>,
    glyphs: &Glyphs,
) -> String {
    let text = |value: Option<Quantity>| match (value, measure) {
        (Some(value), Some(measure)) => words::value(value, measure),
        (Some(value), None) => value.to_string(),
        (None, _) => "unset".to_owned(),
    };
    let pairs = [
        ("start", from.start, to.start),
        ("target", from.target, to.target),
        ("lower bound", from.low, to.low),
        ("upper bound", from.high, to.high),
    ];
    let mut said: Vec<String> = pairs
        .into_iter()
        .filter(|(_, before, after)| before != after)
        .map(|(what, before, after)| {
            format!("{what} {} {} {}", text(before), glyphs.arrow, text(after))
        })
        .collect();
    if from.change != to.change {
        let plain = |change: Option<Quantity>| {
            change.map_or_else(|| "unset".to_owned(), |change| change.to_string())
        };
        said.push(format!(
            "change {} {} {}",
            plain(from.change),
            glyphs.arrow,
            plain(to.change)
        ));
    }
    said.join(", ")
}
