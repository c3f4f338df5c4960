//! The last page in lines: what it says, then one list of numbered proposals to pick from. Everything
//! on it is optional; the end of the input finishes.

use okr_core::act::Action;
use okr_core::review::{self, End};
use okr_core::{Kind, Result};

use super::Held;
use super::plain::say;
use crate::cli::Answer;
use crate::cli::session::Session;
use crate::words::review as words;

/// Shows the last page and does what is picked. Answers whether the person went back to the cards.
///
/// # Errors
/// Those of the book and of the streams.
pub fn page(session: &mut Session<'_>, held: &mut Held) -> Result<bool> {
    let mut end = facts(session, held)?;
    let minutes = held.review.minutes(okr_core::time::Now::read().millis());
    let done = words::done(end.counts, minutes);
    let mut lines = vec![done];
    for section in words::last::sections(&held.review, &end, session.now.today) {
        lines.push(String::new());
        lines.push(section.heading);
        lines.extend(section.lines);
    }
    lines.push(String::new());
    lines.push(words::next_review(end.next, session.now.today));
    for line in lines {
        let line = session.io.out.ruler.safe(&line).into_owned();
        session.io.changed(&line)?;
    }
    let offers = offers(held, &end);
    if !offers.is_empty() {
        session.io.changed("")?;
        session.io.changed(words::PICK)?;
        for (number, (text, _)) in offers.iter().enumerate() {
            let line = format!("{}. {text}", number + 1);
            let line = session.io.out.ruler.safe(&line).into_owned();
            session.io.changed(&line)?;
        }
    }
    loop {
        let typed = match session.io.converse(words::LAST_QUESTION, None) {
            Ok(Answer::Text(text)) => text,
            Ok(Answer::Back) => {
                held.review.back();
                return Ok(true);
            }
            Ok(Answer::Empty) => return Ok(false),
            Err(error) if error.kind == Kind::Cancelled => return Ok(false),
            Err(error) => return Err(error),
        };
        let (word, rest) = typed.split_once(' ').unwrap_or((&typed, ""));
        match (word, rest.trim()) {
            ("q", "") => return Ok(false),
            ("m", "") => {
                end = facts(session, held)?;
                let ruler = session.io.out.ruler;
                let text = words::text::markdown(&held.review, &end, &ruler, session.now.today);
                session.io.print(&text)?;
            }
            ("w", text) if !text.is_empty() => say(
                session,
                Action::Win {
                    text: text.to_owned(),
                    about: Vec::new(),
                    thanks: Vec::new(),
                },
            )?,
            ("x", text) if !text.is_empty() => say(
                session,
                Action::Ask {
                    text: text.to_owned(),
                    about: Vec::new(),
                },
            )?,
            _ => pick(session, &typed, &offers)?,
        }
    }
}

fn facts(session: &mut Session<'_>, held: &Held) -> Result<End> {
    let (policy, day) = (session.policy(), session.now.today);
    let book = session.need_book()?;
    book.read(|connection| review::last_page(connection, &held.review, held.cadence, &policy, day))
}

/// What can be picked, with what picking does: wins first, then asks.
fn offers(held: &Held, end: &End) -> Vec<(String, Action)> {
    let every = held.cadence.every;
    let card = |place: usize| held.review.cards().get(place);
    let wins = end.wins.iter().filter_map(|proposal| {
        let card = card(proposal.place)?;
        let title = words::wins::title(proposal.evidence, card, every);
        let reason = words::wins::reason(proposal.evidence, card, every);
        let action = Action::Win {
            text: title.clone(),
            about: vec![card.item.id()],
            thanks: Vec::new(),
        };
        Some((
            format!("Win: {} {title} ({reason})", card.item.id()),
            action,
        ))
    });
    let asks = end.requests.iter().filter_map(|request| {
        let card = card(request.place)?;
        let action = Action::Ask {
            text: request.text.clone(),
            about: vec![card.item.id()],
        };
        Some((
            format!("Ask: {}", words::last::request(&held.review, request)?),
            action,
        ))
    });
    wins.chain(asks).collect()
}

/// `1 3` or `1,3`: all of them or, when one is no number of the list, none.
fn pick(session: &mut Session<'_>, typed: &str, offers: &[(String, Action)]) -> Result<()> {
    let numbers: Option<Vec<&(String, Action)>> = typed
        .split([' ', ','])
        .filter(|word| !word.is_empty())
        .map(|word| offers.get(word.parse::<usize>().ok()?.checked_sub(1)?))
        .collect();
    match numbers {
        Some(picked) => {
            for (_, action) in picked {
                say(session, action.clone())?;
            }
        }
        None => session.io.refusal(&words::no_choice(typed, offers.len())),
    }
    Ok(())
}
