//! A refusal that names what could have been meant, asked as a question where somebody can answer: the
//! record nobody knows by that name, the value that could be two things. Nothing was written before.

use okr_core::domain::id::ShortId;
use okr_core::{Error, Result};

use super::session::Session;

/// The typed line with what was picked in the place of what was refused. `None` where nobody can
/// answer, nothing can be picked, or nothing was.
///
/// # Errors
/// Those of a question that was left.
pub fn picked(session: &mut Session<'_>, error: &Error) -> Result<Option<Vec<String>>> {
    if !session.io.can_ask() || error.at.is_some() {
        return Ok(None);
    }
    let Some((typed, choices)) = choices(error) else {
        return Ok(None);
    };
    let mut line = session.arguments.clone();
    let Some(place) = line.iter().rposition(|argument| *argument == typed) else {
        return Ok(None);
    };
    let labels: Vec<String> = choices.iter().map(|(_, label)| label.clone()).collect();
    let message = session.io.err.ruler.safe(&error.message).into_owned();
    let Some(chosen) = session.io.choose(&message, &labels)? else {
        return Ok(None);
    };
    line[place].clone_from(&choices[chosen].0);
    Ok(Some(line))
}

/// What was typed, and the words that could stand in its place, each with how it is shown.
fn choices(error: &Error) -> Option<(String, Vec<(String, String)>)> {
    let (typed, choices): (String, Vec<(String, String)>) = match error.code {
        "E301" | "E303" => {
            let named = |line: &String| {
                let (id, _) = line.split_once("  ")?;
                id.parse::<ShortId>().ok()?;
                Some((id.to_owned(), line.clone()))
            };
            let typed = error.instead.as_ref()?.0.clone();
            (typed, error.why.iter().filter_map(named).collect())
        }
        // The value stands first in the message and last in each line to type.
        "E208" => {
            let value = |line: &String| line.rsplit(' ').next().map(str::to_owned);
            let typed = error.message.split(' ').next()?.to_owned();
            let values = error.next.iter().filter_map(value);
            (typed, values.map(|value| (value.clone(), value)).collect())
        }
        _ => return None,
    };
    (!choices.is_empty()).then_some((typed, choices))
}
